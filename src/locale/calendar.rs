//! A civil date in, the date as a language prints it out: Gregorian with the month names of the house, solar Hijri and Hijri.

use icu_calendar::Gregorian;
use icu_calendar::cal::hijri::UmmAlQura;
use icu_calendar::cal::{Hijri, Persian};
use icu_calendar::types::{Month, RataDie};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{M, YM, YMD};
use icu_datetime::options::YearStyle;
use icu_locale_core::{LanguageIdentifier, Locale, langid};

use super::date::{Date, DateStyle};
use super::{Calendar, Locale as Language, Months};

/// CLDR writes يناير in Egypt and كانون الثاني in Lebanon; each stands for its half of the Arab world.
const GULF: LanguageIdentifier = langid!("ar-EG");
const LEVANT: LanguageIdentifier = langid!("ar-LB");

type Formatter<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// The calendars of one language.
pub(in crate::locale) struct Calendars {
    long: Formatter<YMD>,
    medium: Formatter<YMD>,
    month_year: Formatter<YM>,
    /// The name that is printed, and the one that is printed behind it.
    both: Option<(Formatter<M>, Formatter<M>)>,
    hijri: FixedCalendarDateTimeFormatter<Hijri<UmmAlQura>, YMD>,
    /// The solar calendar, where the language prints it.
    solar: Option<FixedCalendarDateTimeFormatter<Persian, YMD>>,
}

impl Calendars {
    /// The calendars of a language whose digits are set (`-u-nu-`); `None` if CLDR's root is missing.
    pub(in crate::locale) fn new(locale: &Locale, months: Months, is_solar: bool) -> Option<Self> {
        let named = |id: &LanguageIdentifier| Locale { id: id.clone(), ..locale.clone() };
        let months = if locale.id.language == GULF.language { months } else { Months::Cldr };
        let printed = match months {
            Months::Cldr => locale.clone(),
            Months::Gulf => named(&GULF),
            Months::Levant | Months::Both => named(&LEVANT),
        };
        let both = match months {
            Months::Both => Some((month(&printed)?, month(&named(&GULF))?)),
            Months::Cldr | Months::Gulf | Months::Levant => None,
        };
        let hijri = YMD::long().with_year_style(YearStyle::WithEra);
        Some(Self {
            long: day(&printed, YMD::long())?,
            medium: medium(&printed)?,
            month_year: Formatter::try_new((&printed).into(), YM::long()).ok()?,
            both,
            hijri: FixedCalendarDateTimeFormatter::try_new(locale.into(), hijri).ok()?,
            solar: if is_solar { Some(solar(locale)?) } else { None },
        })
    }

    /// A day in a calendar.
    pub(in crate::locale) fn day(&self, calendar: Calendar, date: Date, style: DateStyle) -> String {
        self.elsewhere(calendar, date, style).unwrap_or_else(|| self.gregorian(date, style))
    }

    /// The same, with one name for a month.
    pub(in crate::locale) fn short(&self, calendar: Calendar, date: Date, style: DateStyle) -> String {
        self.elsewhere(calendar, date, style).unwrap_or_else(|| self.once(date, style))
    }

    /// A day in a calendar that is not ours.
    fn elsewhere(&self, calendar: Calendar, date: Date, style: DateStyle) -> Option<String> {
        match (calendar, style) {
            // A month of one calendar is parts of two of another.
            (_, DateStyle::MonthYear) | (Calendar::Gregorian, _) => None,
            (Calendar::SolarHijri, DateStyle::Long | DateStyle::Medium) => {
                self.solar.as_ref().and_then(|solar| Some(named(&solar.format(&icu(date)?.to_calendar(Persian)).to_string())))
            }
            (Calendar::Hijri, DateStyle::Long | DateStyle::Medium) => self.hijri(date),
        }
    }

    /// A Gregorian date.
    fn gregorian(&self, date: Date, style: DateStyle) -> String {
        let printed = self.once(date, style);
        let (Some(date), Some((first, second))) = (icu(date), &self.both) else { return printed };
        let (first, second) = (first.format(&date).to_string(), second.format(&date).to_string());
        printed.replacen(&first, &format!("{first}/{second}"), 1)
    }

    /// A Gregorian date with one name for its month.
    fn once(&self, date: Date, style: DateStyle) -> String {
        let Some(date) = icu(date) else { return date.iso() };
        match style {
            DateStyle::Long => self.long.format(&date).to_string(),
            DateStyle::Medium => self.medium.format(&date).to_string(),
            DateStyle::MonthYear => self.month_year.format(&date).to_string(),
        }
    }

    /// The Umm al-Qura date with its era.
    fn hijri(&self, date: Date) -> Option<String> {
        Some(self.hijri.format(&icu(date)?.to_calendar(Hijri::new_umm_al_qura())).to_string())
    }
}

impl Language {
    /// Whether it is written in Iran or beside it, where years are those of the solar calendar.
    pub(in crate::locale) fn has_solar_years(&self) -> bool {
        let language = self.tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        matches!(language.as_str(), "fa" | "prs" | "ps" | "ckb" | "azb")
    }

    /// The Gregorian day of a date whose year is one of our days in the calendar of Islam, or in that of Iran where the language counts
    /// by it; `None` for other years, and for days that the calendar does not have.
    pub fn from_hijri(&self, year: i32, month: u8, day: u8) -> Option<Date> {
        if !(1300..=1500).contains(&year) {
            return None;
        }
        let printed = [Some(self.calendars.0), self.calendars.1];
        let prints = |calendar: Calendar| printed.contains(&Some(calendar));
        let is_solar = prints(Calendar::SolarHijri) || self.has_solar_years() && !prints(Calendar::Hijri);
        let days = if is_solar { from_solar(year, month, day) } else { from_hijri(year, month, day) };
        days.first().copied()
    }
}

/// The Gregorian day of an Umm al-Qura date, with the days before and after it; none where there is no such date.
pub(in crate::locale) fn from_hijri(year: i32, month: u8, day: u8) -> Vec<Date> {
    // The calendar is known from tables for these years; others are no dates of a briefing.
    if !(1300..=1600).contains(&year) {
        return Vec::new();
    }
    let Ok(date) = icu_calendar::Date::try_new(year.into(), Month::new(month), day, Hijri::new_umm_al_qura()) else {
        return Vec::new();
    };
    [0, -1, 1].map(|days| gregorian(date.to_rata_die() + days)).to_vec()
}

/// The Gregorian day of a date of the solar calendar of Iran; none where there is no such date.
pub(in crate::locale) fn from_solar(year: i32, month: u8, day: u8) -> Vec<Date> {
    if !(1200..=1500).contains(&year) {
        return Vec::new();
    }
    let date = icu_calendar::Date::try_new(year.into(), Month::new(month), day, Persian);
    date.into_iter().map(|date| gregorian(date.to_rata_die())).collect()
}

fn gregorian(day: RataDie) -> Date {
    let day = icu_calendar::Date::from_rata_die(day, Gregorian);
    let (year, month) = (day.year().extended_year(), day.month().ordinal);
    Date { year, month, day: day.day_of_month().0 }
}

/// The date as ICU has it; `None` for a day that does not exist, which [`Date::parse`] never makes.
fn icu(date: Date) -> Option<icu_calendar::Date<Gregorian>> {
    icu_calendar::Date::try_new_gregorian(date.year, date.month, date.day).ok()
}

fn day(locale: &Locale, fields: YMD) -> Option<Formatter<YMD>> {
    Formatter::try_new(locale.into(), fields).ok()
}

/// The solar calendar in a language. Everybody there knows which years these are, so that no era is printed, but where the language
/// does not have the calendar for its own.
fn solar(locale: &Locale) -> Option<FixedCalendarDateTimeFormatter<Persian, YMD>> {
    let is_own = matches!(locale.id.language.as_str(), "fa" | "ps");
    let fields = if is_own { YMD::long() } else { YMD::long().with_year_style(YearStyle::WithEra) };
    FixedCalendarDateTimeFormatter::try_new(locale.into(), fields).ok()
}

/// CLDR has the months of this calendar for Pashto, and no pattern but the generic one, era first. Its pattern of the Gregorian
/// calendar is taken.
fn named(printed: &str) -> String {
    match printed.split(' ').collect::<Vec<_>>().as_slice() {
        ["AP", year, month, day] => format!("د {year} د {month} {day}"),
        _ => printed.to_owned(),
    }
}

fn month(locale: &Locale) -> Option<Formatter<M>> {
    Formatter::try_new(locale.into(), M::long()).ok()
}

/// The medium form if it names the month (`MMM` in CLDR's pattern), else the long one: 06/01/2022 reads as June to
/// half of the readers.
fn medium(locale: &Locale) -> Option<Formatter<YMD>> {
    let medium = day(locale, YMD::medium())?;
    let some_day = icu(Date { year: 2022, month: 1, day: 6 })?;
    let names = medium.format(&some_day).pattern().to_string().contains("MMM");
    if names { Some(medium) } else { day(locale, YMD::long()) }
}

#[cfg(test)]
mod tests {
    use crate::locale::date::Date;
    use crate::locale::date::DateStyle::{Long, Medium, MonthYear};
    use crate::locale::tests::spec;
    use crate::locale::{Calendar, Digits, LocaleSpec, Locales, Months};

    #[track_caller]
    fn check(tag: &str, months: Months, digits: Digits, expect: [&str; 3]) {
        let date = Date::parse("2022-01-06").expect("a date");
        let specs = [LocaleSpec { months, digits: Some(digits), ..spec(tag) }];
        let all = Locales::new(&specs).expect("tags of the tests are known");
        assert_eq!([Long, Medium, MonthYear].map(|s| all.site()[0].date(date, s)), expect, "{tag} {months:?}");
    }

    #[test]
    fn months_are_named_as_the_house_does() {
        use Digits::{Arab, Arabext, Latn};
        use Months::{Both, Cldr, Gulf, Levant};
        let gulf = ["6 يناير 2022", "6 يناير 2022", "يناير 2022"];
        let levant = ["6 كانون الثاني 2022", "6 كانون الثاني 2022", "كانون الثاني 2022"];
        let both = ["6 كانون الثاني/يناير 2022", "6 كانون الثاني/يناير 2022", "كانون الثاني/يناير 2022"];
        check("ar", Cldr, Latn, gulf);
        check("ar-LB", Cldr, Latn, levant);
        check("ar-LB", Gulf, Latn, gulf);
        check("ar", Levant, Latn, levant);
        check("ar", Both, Latn, both);
        check("ar-SY", Both, Latn, both);
        check("ar", Both, Arab, both.map(|s| s.replace('6', "٦").replace("2022", "٢٠٢٢")).each_ref().map(String::as_str));
        check("en", Both, Latn, ["January 6, 2022", "Jan 6, 2022", "January 2022"]);
        check("en-GB", Cldr, Latn, ["6 January 2022", "6 Jan 2022", "January 2022"]);
        check("fa", Levant, Arabext, ["۶ ژانویه ۲۰۲۲", "۶ ژانویه ۲۰۲۲", "ژانویه ۲۰۲۲"]);
        check("de", Cldr, Latn, ["6. Januar 2022", "6. Januar 2022", "Januar 2022"]);
    }

    #[test]
    fn hijri_stands_beside_where_asked() {
        let print = |tag: &str, hijri: bool, digits: Digits, date: &str| {
            let calendars = (Calendar::Gregorian, hijri.then_some(Calendar::Hijri));
            let specs = [LocaleSpec { calendars, digits: Some(digits), ..spec(tag) }];
            let all = Locales::new(&specs).expect("tags of the tests are known");
            all.site()[0].beside(Date::parse(date).expect("a date"))
        };
        assert_eq!(print("ar", true, Digits::Latn, "2026-11-22").as_deref(), Some("12 جمادى الآخرة 1448 هـ"));
        assert_eq!(print("ar-LB", true, Digits::Arab, "2026-11-22").as_deref(), Some("١٢ جمادى الآخرة ١٤٤٨ هـ"));
        assert_eq!(print("en", true, Digits::Latn, "2026-11-22").as_deref(), Some("Jumada II 12, 1448 AH"));
        assert_eq!(print("ar", false, Digits::Latn, "2026-11-22"), None);
        assert!(print("ar", true, Digits::Latn, "0001-01-01").is_some(), "no date panics");
        assert!(print("ar", true, Digits::Latn, "9999-12-31").is_some(), "no date panics");
    }

    #[test]
    fn the_solar_calendar_is_printed_where_asked() {
        use Calendar::{Gregorian, Hijri, SolarHijri};
        let print = |tag: &str, calendars: (Calendar, Option<Calendar>), date: &str| {
            let all = Locales::new(&[LocaleSpec { calendars, ..spec(tag) }]).expect("tags of the tests are known");
            let (locale, date) = (&all.site()[0], Date::parse(date).expect("a date"));
            let styles = [Long, Medium, MonthYear].map(|style| locale.date(date, style));
            (styles, locale.beside(date))
        };
        let (styles, beside) = print("fa", (SolarHijri, Some(Gregorian)), "2022-01-06");
        assert_eq!(styles, ["۱۶ دی ۱۴۰۰", "۱۶ دی ۱۴۰۰", "ژانویه ۲۰۲۲"]);
        assert_eq!(beside.as_deref(), Some("۶ ژانویه ۲۰۲۲"));
        // The year begins at the equinox: 2024-03-19 is the last day of 1402, the day after the first of 1403.
        for (date, expect) in [("2024-03-19", "۲۹ اسفند ۱۴۰۲"), ("2024-03-20", "۱ فروردین ۱۴۰۳"), ("2025-03-20", "۳۰ اسفند ۱۴۰۳")]
        {
            assert_eq!(print("fa", (SolarHijri, None), date).0[0], expect);
        }
        assert_eq!(print("prs", (SolarHijri, None), "2022-01-06").0[0], "۱۶ جدی ۱۴۰۰");
        assert_eq!(print("ps", (SolarHijri, None), "2022-01-06").0[0], "د ۱۴۰۰ د مرغومی ۱۶");
        assert_eq!(print("ar", (Hijri, Some(Gregorian)), "2026-11-22").0[0], "12 جمادى الآخرة 1448 هـ");
        assert_eq!(print("fa", (Gregorian, Some(SolarHijri)), "2022-01-06").1.as_deref(), Some("۱۶ دی ۱۴۰۰"));
        for date in ["0001-01-01", "9999-12-31"] {
            assert!(!print("fa", (SolarHijri, Some(Hijri)), date).0[0].is_empty(), "no date panics");
        }
    }
}
