//! The events of a timeline -> what a list of them shows: days with what happened on each, leaps of time between them, and what has
//! no date.

use super::{Event, Moment, number_format};
use crate::locale::Locale;
use crate::locale::date::DateStyle;

/// A time this much longer than the usual one between two entries is a leap.
const LEAP: f64 = 6.0;
/// And no shorter than this, in years.
const LEAST: f64 = 0.15;

/// A day, a month or a year, and what happened then.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry<'a> {
    /// The date as the language prints it.
    pub date: String,
    /// The same for programs: `2022-01-06`, `2022-01`, `2022`.
    pub iso: String,
    /// Whether much more time lies before it than between others.
    pub leaps: bool,
    /// What happened.
    pub texts: Vec<&'a str>,
}

/// The entries in the order of time, and what has no date.
pub fn entries<'a>(events: &'a [Event], locale: &Locale) -> (Vec<Entry<'a>>, Vec<&'a str>) {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut moments: Vec<Moment> = Vec::new();
    let mut undated = Vec::new();
    for event in events {
        let Some(date) = event.date else {
            undated.push(event.text.as_str());
            continue;
        };
        match entries.last_mut() {
            Some(last) if moments.last() == Some(&date) => last.texts.push(&event.text),
            Some(_) | None => {
                moments.push(date);
                entries.push(Entry {
                    date: number_format::moment(date, locale, DateStyle::Long),
                    iso: date.iso(),
                    leaps: false,
                    texts: vec![&event.text],
                });
            }
        }
    }
    let years: Vec<f64> = moments.iter().map(|moment| number_format::year(moment.first())).collect();
    let steps: Vec<f64> = years.windows(2).map(|pair| pair.iter().skip(1).zip(pair).map(|(b, a)| b - a).sum()).collect();
    let mut sorted = steps.clone();
    sorted.sort_by(f64::total_cmp);
    let usual = sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default();
    for (entry, step) in entries.iter_mut().skip(1).zip(&steps) {
        entry.leaps = *step > usual * LEAP && *step > LEAST;
    }
    (entries, undated)
}

#[cfg(test)]
mod tests {
    use super::entries;
    use crate::figure::{Event, Moment};
    use crate::locale::date::Date;
    use crate::locale::{LocaleSpec, Locales};

    #[test]
    fn days_hold_what_happened_on_them_and_leaps_are_known() {
        let locales = Locales::new(&[LocaleSpec::of("en")]).expect("a language");
        let day = |text: &str| Date::parse(text).map(Moment::Day);
        let event = |date: Option<Moment>, text: &str| Event { date, text: text.to_owned() };
        let events = [
            event(day("2022-01-02"), "a"),
            event(day("2022-01-05"), "b"),
            event(day("2022-01-05"), "c"),
            event(day("2022-01-07"), "d"),
            event(day("2022-11-20"), "e"),
            event(None, "f"),
        ];
        let (found, undated) = entries(&events, &locales.site()[0]);
        let told: Vec<String> = found
            .iter()
            .map(|e| format!("{} {} {}{}", e.iso, e.date, e.texts.join("+"), if e.leaps { " leap" } else { "" }))
            .collect();
        assert_eq!(
            told,
            [
                "2022-01-02 January 2, 2022 a",
                "2022-01-05 January 5, 2022 b+c",
                "2022-01-07 January 7, 2022 d",
                "2022-11-20 November 20, 2022 e leap",
            ]
        );
        assert_eq!(undated, ["f"]);
    }
}
