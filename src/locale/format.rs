//! Numbers, dates, plurals, lists and order as CLDR has them, through ICU4X.

use std::cmp::Ordering;
use std::sync::OnceLock;

use fixed_decimal::Decimal;
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::extensions::unicode::{Value, key};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use unicode_normalization::char::is_combining_mark;
use unicode_script::Script;

use super::calendar::Calendars;
use super::date::{Date, DateStyle};
use super::fold::fold;
use super::{Calendar, Digits, Locale, Months};

/// The formatters of one language, made once.
pub(in crate::locale) struct Formatters {
    grouped: DecimalFormatter,
    ungrouped: DecimalFormatter,
    plural: PluralRules,
    list: ListFormatter,
    collator: CollatorBorrowed<'static>,
    calendars: Calendars,
    /// Whether words of an index stand without an article written together with them.
    arabic: bool,
}

impl Formatters {
    /// The formatters of a language with the digits and months of the house. `None` only if the built-in CLDR data
    /// lacked its root, since every language falls back to that.
    pub(in crate::locale) fn new(
        locale: &icu_locale_core::Locale,
        digits: Digits,
        months: Months,
        is_solar: bool,
    ) -> Option<Self> {
        // The digits are always set: CLDR's own choice differs between `ar` and `ar-EG`.
        let mut locale = locale.clone();
        locale.extensions.unicode.keywords.set(key!("nu"), Value::try_from_str(digits.code()).ok()?);
        let decimal = |strategy: GroupingStrategy| {
            DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::from(strategy)).ok()
        };
        let mut order = CollatorPreferences::from(&locale);
        order.numeric_ordering = Some(CollationNumericOrdering::True);
        Some(Self {
            grouped: decimal(GroupingStrategy::Auto)?,
            ungrouped: decimal(GroupingStrategy::Never)?,
            plural: PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok()?,
            list: ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default()).ok()?,
            collator: CollatorBorrowed::try_new(order, CollatorOptions::default()).ok()?,
            calendars: Calendars::new(&locale, months, is_solar)?,
            arabic: locale.id.language.as_str() == "ar",
        })
    }
}

/// The formatters of a language, made when they are first used.
pub(in crate::locale) struct LazyFormatters {
    locale: icu_locale_core::Locale,
    digits: Digits,
    months: Months,
    is_solar: bool,
    made: OnceLock<Formatters>,
}

impl LazyFormatters {
    /// Those of a language with the digits and months of the house; `is_solar` where it prints the solar calendar.
    pub(in crate::locale) fn new(locale: icu_locale_core::Locale, digits: Digits, months: Months, is_solar: bool) -> Self {
        Self { locale, digits, months, is_solar, made: OnceLock::new() }
    }

    /// The formatters.
    pub(in crate::locale) fn get(&self) -> &Formatters {
        self.made.get_or_init(|| {
            Formatters::new(&self.locale, self.digits, self.months, self.is_solar)
                .or_else(|| Formatters::new(&icu_locale_core::Locale::UNKNOWN, Digits::Latn, Months::Cldr, false))
                .expect("CLDR's root is compiled in, and every language falls back to it")
        })
    }
}

/// The digits of a language where nobody has said which: as CLDR has them, but for Arabic, whose countries differ and whose
/// desks decide. Making a formatter takes long, so that only those are asked for that may have other digits.
pub(in crate::locale) fn usual_digits(locale: &icu_locale_core::Locale, script: Script) -> Digits {
    let is_asked = script == Script::Arabic && locale.id.language.as_str() != "ar";
    let formatter = is_asked.then(|| DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok()).flatten();
    let zero = formatter.and_then(|formatter| formatter.format(&0.into()).to_string().chars().next());
    [Digits::Arab, Digits::Arabext].into_iter().find(|digits| zero == Some(digits.zero())).unwrap_or(Digits::Latn)
}

/// CLDR plural categories.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Plural {
    /// zero
    Zero,
    /// one
    One,
    /// two
    Two,
    /// few
    Few,
    /// many
    Many,
    /// other
    Other,
}

impl Plural {
    /// The key in message catalogues.
    pub fn as_str(self) -> &'static str {
        match self {
            Plural::Zero => "zero",
            Plural::One => "one",
            Plural::Two => "two",
            Plural::Few => "few",
            Plural::Many => "many",
            Plural::Other => "other",
        }
    }
}

impl Locale {
    /// A whole number with grouping.
    pub fn integer(&self, value: i64) -> String {
        self.format.get().grouped.format(&Decimal::from(value)).to_string()
    }

    /// A decimal number written in ASCII (`-1234.50`), with grouping and exactly the digits it was written with;
    /// `None` if it is not a plain decimal number.
    pub fn decimal(&self, ascii: &str) -> Option<String> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let unsigned = ascii.strip_prefix('-').unwrap_or(ascii);
        let plain = match unsigned.split_once('.') {
            Some((whole, fraction)) => digits(whole) && digits(fraction),
            None => digits(unsigned),
        };
        let value = if plain { Decimal::try_from_str(ascii).ok()? } else { return None };
        Some(self.format.get().grouped.format(&value).to_string())
    }

    /// A number as an identifier: no grouping (years, page numbers, note marks).
    pub fn plain(&self, value: u64) -> String {
        self.format.get().ungrouped.format(&Decimal::from(value)).to_string()
    }

    /// A date in the language's calendar, digits and month names. A month alone is one of the Gregorian calendar.
    pub fn date(&self, date: Date, style: DateStyle) -> String {
        self.format.get().calendars.day(self.calendars.0, date, style)
    }

    /// The same with one name for a month that has two.
    pub fn short_date(&self, date: Date, style: DateStyle) -> String {
        self.format.get().calendars.short(self.calendars.0, date, style)
    }

    /// The same day in the calendar that stands beside the first, where the language is configured to print one.
    pub fn beside(&self, date: Date) -> Option<String> {
        Some(self.format.get().calendars.day(self.calendars.1?, date, DateStyle::Long))
    }

    /// The Umm al-Qura date, with its era, where that is one of the language's calendars. Before 1300 AH and after 1600 AH, where no
    /// Umm al-Qura calendar was published, the tabular calendar stands in.
    pub fn hijri(&self, date: Date) -> Option<String> {
        let is_own = [Some(self.calendars.0), self.calendars.1].contains(&Some(Calendar::Hijri));
        is_own.then(|| self.format.get().calendars.day(Calendar::Hijri, date, DateStyle::Long))
    }

    /// The plural categories that the language tells apart, `other` the last.
    pub fn plurals(&self) -> Vec<Plural> {
        let mut known: Vec<Plural> = self.format.get().plural.categories().map(category).collect();
        known.sort();
        known
    }

    /// The plural category of a count.
    pub fn plural(&self, count: u64) -> Plural {
        category(self.format.get().plural.category_for(count))
    }

    /// The plural category of a plain decimal number written in ASCII; its fraction counts (CLDR operands `v` and `f`).
    pub fn plural_of(&self, ascii: &str) -> Plural {
        let Ok(value) = Decimal::try_from_str(ascii.trim_start_matches('-')) else { return Plural::Other };
        category(self.format.get().plural.category_for(&value))
    }

    /// A conjunction: `a, b and c`, `أ وب وج`.
    pub fn list(&self, items: &[String]) -> String {
        self.format.get().list.format(items.iter()).to_string()
    }

    /// Order of two strings in the language (numbers by value). Only equal strings are equal: what the language does
    /// not tell apart is ordered by code points, so that no order depends on where it began.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.format.get().collator.compare(a, b).then_with(|| a.cmp(b))
    }

    /// The key under which a string stands in an alphabetical index: without the article (ال in Arabic), in the
    /// language's order when compared with [`Locale::compare`]. The article goes with its vowel marks; it stays on
    /// the name of God and where no word of two letters would remain.
    pub fn index_key<'a>(&self, text: &'a str) -> &'a str {
        let text = text.trim_start();
        match without_article(text) {
            Some(word) if self.format.get().arabic => word,
            Some(_) | None => text,
        }
    }

    /// The letter under which a string stands in an alphabetical index: one for all its forms, and one sign for what begins with none.
    pub fn index_letter(&self, text: &str) -> String {
        match fold(self.index_key(text)).chars().find(|c| c.is_alphanumeric()) {
            Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
            Some(_) | None => "#".to_owned(),
        }
    }
}

fn category(category: PluralCategory) -> Plural {
    match category {
        PluralCategory::Zero => Plural::Zero,
        PluralCategory::One => Plural::One,
        PluralCategory::Two => Plural::Two,
        PluralCategory::Few => Plural::Few,
        PluralCategory::Many => Plural::Many,
        PluralCategory::Other => Plural::Other,
    }
}

/// An Arabic word after its article.
fn without_article(text: &str) -> Option<&str> {
    let mark = |c: char| is_combining_mark(c) || c == '\u{640}';
    let rest = text.strip_prefix(['ا', 'ٱ'])?.trim_start_matches(mark);
    let rest = rest.strip_prefix('ل')?.trim_start_matches(mark);
    let mut letters = rest.chars().filter(|c| !mark(*c)).take_while(|c| c.is_alphanumeric());
    let word = (letters.next()?, letters.next()?, letters.next());
    // What follows اللـ in الله and اللهم; in اللهب it is a word of its own.
    let god = word.0 == 'ل' && word.1 == 'ه' && matches!(word.2, None | Some('م'));
    (!god).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::tests::{locales, spec};
    use crate::locale::{LocaleSpec, Locales};

    /// Formatters are shared by the threads that render pages.
    const fn shared<T: Send + Sync>() {}
    const _: () = shared::<Formatters>();

    #[track_caller]
    fn check(tag: &str, digits: Digits, print: impl Fn(&Locale) -> String, expect: &str) {
        let all = Locales::new(&[LocaleSpec { digits: Some(digits), ..spec(tag) }]).expect("tags of the tests are known");
        // Negative numbers carry a mark that keeps the sign on its side; not this test's business.
        let marks = ['\u{61C}', '\u{200E}', '\u{200F}'];
        assert_eq!(print(&all.site()[0]).replace(marks, ""), expect, "{tag}");
    }

    #[test]
    fn integers_are_grouped() {
        check("en", Digits::Latn, |l| l.integer(1_234_567), "1,234,567");
        check("ar", Digits::Latn, |l| l.integer(1_234_567), "1,234,567");
        check("ar", Digits::Arab, |l| l.integer(1_234_567), "١٬٢٣٤٬٥٦٧");
        check("ar-EG", Digits::Latn, |l| l.integer(-1234), "-1,234");
        check("fa", Digits::Arabext, |l| l.integer(1234), "۱٬۲۳۴");
        check("ar-MA", Digits::Latn, |l| l.integer(1234), "1.234");
        check("hi", Digits::Latn, |l| l.integer(1_234_567), "12,34,567");
        check("en", Digits::Latn, |l| l.integer(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn decimals_keep_their_digits() {
        let decimal = |ascii: &'static str| move |l: &Locale| l.decimal(ascii).unwrap_or_default();
        check("en", Digits::Latn, decimal("-1234.50"), "-1,234.50");
        check("ar", Digits::Arab, decimal("1234.50"), "١٬٢٣٤٫٥٠");
        check("ar", Digits::Latn, decimal("0.10"), "0.10");
        check("de", Digits::Latn, decimal("1234.5"), "1.234,5");
        for not_plain in ["", "-", ".5", "5.", "+5", "1e5", "1,5", "٥", "1.2.3", " 1", "NaN"] {
            check("en", Digits::Latn, decimal(not_plain), "");
        }
    }

    #[test]
    fn identifiers_are_not_grouped() {
        check("en", Digits::Latn, |l| l.plain(2026), "2026");
        check("ar", Digits::Arab, |l| l.plain(12026), "١٢٠٢٦");
    }

    #[test]
    fn arabic_counts_in_six_ways() {
        let all = locales(&["ar", "en"]);
        let [ar, en] = all.site() else { unreachable!("two languages") };
        let keys = |l: &Locale| [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111].map(|n| l.plural(n).as_str()).join(" ");
        assert_eq!(keys(ar), "zero one two few few many many other other few many");
        assert_eq!(keys(en), "other one other other other other other other other other other");
        assert_eq!(["1", "1.0", "8", "45.7", "-3"].map(|n| ar.plural_of(n).as_str()).join(" "), "one one few other few");
        assert_eq!(["1", "1.0", "45.7", "x"].map(|n| en.plural_of(n).as_str()).join(" "), "one other other other");
    }

    #[test]
    fn lists_are_joined() {
        let list = |items: &'static [&str]| move |l: &Locale| l.list(&items.iter().map(ToString::to_string).collect::<Vec<_>>());
        check("ar", Digits::Latn, list(&["أ", "ب", "ج"]), "أ وب وج");
        check("en-GB", Digits::Latn, list(&["a", "b", "c"]), "a, b and c");
        check("en", Digits::Latn, list(&["a", "b", "c"]), "a, b, and c");
        check("ar", Digits::Latn, list(&["أ"]), "أ");
        check("ar", Digits::Latn, list(&[]), "");
    }

    #[test]
    fn names_are_in_the_language_s_order() {
        let all = locales(&["ar", "en", "sv"]);
        let [ar, en, sv] = all.site() else { unreachable!("three languages") };
        let sorted = |l: &Locale, words: &[&'static str]| {
            let mut words = words.to_vec();
            words.sort_by(|a, b| l.compare(a, b));
            words.join(" ")
        };
        assert_eq!(sorted(ar, &["Beirut", "تونس", "بيروت", "أمان"]), "أمان بيروت تونس Beirut");
        assert_eq!(sorted(ar, &["ملحق 10", "ملحق 9", "ملحق ٢"]), "ملحق ٢ ملحق 9 ملحق 10");
        assert_eq!(sorted(en, &["b10", "B9", "a", "بيروت"]), "a B9 b10 بيروت");
        assert_eq!(sorted(sv, &["örn", "zon"]), "zon örn");
        assert_eq!(en.compare("a", "a\u{200E}"), Ordering::Less, "only equal strings are equal");
    }

    #[test]
    fn an_index_skips_the_arabic_article() {
        let all = locales(&["ar", "fa", "en"]);
        let [ar, fa, en] = all.site() else { unreachable!("three languages") };
        for (text, key) in [
            ("الكويت", "كويت"),
            ("اَلْكُوَيْت", "كُوَيْت"),
            ("ٱلكويت", "كويت"),
            (" البنك الدولي", "بنك الدولي"),
            ("كويت", "كويت"),
            ("ألمانيا", "ألمانيا"),
            ("الله", "الله"),
            ("اللهب", "لهب"),
            ("ال", "ال"),
            ("الم", "الم"),
            ("", ""),
            ("The Bank", "The Bank"),
        ] {
            assert_eq!(ar.index_key(text), key, "{text}");
        }
        for (text, letter) in [("الأردن", "ا"), ("إيران", "ا"), ("«تاس»", "ت"), ("٢٠٢٢", "#"), ("Интерфакс", "И"), ("", "#")]
        {
            assert_eq!(ar.index_letter(text), letter, "{text}");
        }
        assert_eq!(fa.index_key("الکترون"), "الکترون");
        assert_eq!(en.index_key("The Bank"), "The Bank");
    }
}
