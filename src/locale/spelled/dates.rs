//! Names of months -> their numbers, and Hijri dates -> the Gregorian days that they are.

use std::ops::Range;

use super::lex::{Kind, Token, Writing, tokens};
use super::{arabic, tables};
use crate::locale::calendar;
use crate::locale::date::Date;
use crate::locale::date::DateStyle;
use crate::locale::fold::fold;
use crate::locale::numeral::{Numeral, numerals};
use crate::locale::{Locale, Months};

/// The names of the twelve months in a language, folded, word by word; in Arabic those of both halves of the Arab world, in English
/// the short ones too.
pub(super) fn month_names(locale: &Locale) -> Vec<(u8, Vec<String>)> {
    let mut names = Vec::new();
    for month in 1..=12_u8 {
        let date = Date { year: 2022, month, day: 1 };
        let printed = locale.date(date, DateStyle::MonthYear);
        let mut forms = vec![printed];
        if tables::is_arabic(locale) {
            forms.extend([Months::Gulf, Months::Levant].iter().map(|m| tables::arabic_month(month, *m).to_owned()));
            forms.extend(tables::other_month(month).map(str::to_owned));
        }
        if tables::is_english(locale) {
            forms.extend(tables::short_month(month).split(' ').map(str::to_owned));
        }
        for form in forms.iter().flat_map(|form| form.split('/')) {
            let parts: Vec<String> =
                tokens(form).into_iter().filter(|token| matches!(token.kind, Kind::Word(_))).map(|token| token.folded).collect();
            if !parts.is_empty() && !names.contains(&(month, parts.clone())) {
                names.push((month, parts));
            }
        }
    }
    names
}

/// A month in a text.
pub(super) struct Month {
    /// The place behind it.
    pub next: usize,
    /// 1 to 12.
    pub number: u8,
    /// Whether a number stands beside it: names of months can be other words.
    pub is_sure: bool,
}

/// The month whose name stands at a place.
pub(super) fn month(tokens: &[Token<'_>], at: usize, names: &[(u8, Vec<String>)]) -> Option<Month> {
    let head = tokens.get(at)?;
    // The name of a month has a capital where the script has them.
    if !matches!(head.kind, Kind::Word(_)) || head.text.starts_with(char::is_lowercase) {
        return None;
    }
    let stems: Vec<&str> = match head.word(Writing::Arabic) {
        Some(folded) => arabic::stems(folded).map(|(stem, _, _)| stem).collect(),
        None => vec![head.folded.as_str()],
    };
    let fits = |name: &[String]| {
        name.first().is_some_and(|first| stems.contains(&first.as_str()))
            && name.iter().enumerate().skip(1).all(|(i, part)| tokens.get(at + i).is_some_and(|token| token.folded == *part))
    };
    let (month, name) = names.iter().filter(|(_, name)| fits(name)).max_by_key(|(_, name)| name.len())?;
    let mut next = at + name.len();
    // `كانون الثاني/يناير` names one month twice.
    if tokens.get(next).is_some_and(|t| t.is('/'))
        && let Some(same) = self::month(tokens, next + 1, names).filter(|same| same.number == *month)
    {
        next = same.next;
    }
    let is_number = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.digits().is_some());
    let is_sure = [at.checked_sub(1), at.checked_sub(2).filter(|_| tokens[at - 1].is(',')), Some(next), Some(next + 1)]
        .into_iter()
        .any(is_number);
    Some(Month { next, number: *month, is_sure })
}

/// The names of the months of the Hijri year, token by token; a sign stands for any other.
pub(super) fn hijri_months() -> Vec<(u8, Vec<String>)> {
    let parts = |name: &str| tokens(name).into_iter().map(|token| token.folded).collect();
    tables::hijri_names().map(|(month, name)| (month, parts(name))).collect()
}

/// A date of the Hijri calendar or of the solar one in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HijriDate {
    /// Its bytes.
    pub range: Range<usize>,
    /// The day in the Umm al-Qura calendar, with the days before and after it: the sighting of the moon may move it.
    pub days: Vec<Date>,
    /// Year, month and day; `None` of the solar calendar.
    pub(super) hijri: Option<(i32, u8, u8)>,
}

/// A date of the solar calendar in digits, `۱۴۰۰/۲/۱۲`.
fn solar(parts: &[Numeral], text: &str) -> Option<HijriDate> {
    let [year, month, day] = parts else { return None };
    let is_slash = |one: &Numeral, two: &Numeral| text.get(one.range.end..two.range.start) == Some("/");
    if !is_slash(year, month) || !is_slash(month, day) {
        return None;
    }
    let days = calendar::from_solar(year.value.parse().ok()?, month.value.parse().ok()?, day.value.parse().ok()?);
    (!days.is_empty()).then_some(HijriDate { range: year.range.start..day.range.end, days, hijri: None })
}

/// The Hijri dates of a text: day, month and year, as `12 جمادى الآخرة 1448 هـ` or `12 Jumada II 1448`, and those of the solar
/// calendar of Iran.
pub fn hijri_dates(text: &str, locale: &Locale) -> Vec<HijriDate> {
    let numbers = numerals(text, locale);
    let mut found = Vec::new();
    if locale.has_solar_years() {
        found.extend(numbers.windows(3).filter_map(|parts| solar(parts, text)));
    }
    for pair in numbers.windows(2) {
        let [first, second] = pair else { continue };
        let between = fold(&text[first.range.end..second.range.start]);
        let name = between.trim_matches(|c: char| !c.is_alphanumeric());
        let (Ok(day), Ok(year)) = (first.value.parse(), second.value.parse()) else { continue };
        let (days, hijri) = match (tables::hijri_month(name), tables::solar_month(name)) {
            (Some(month), _) => (calendar::from_hijri(year, month, day), Some((year, month, day))),
            (None, Some(month)) => (calendar::from_solar(year, month, day), None),
            (None, None) => continue,
        };
        if !days.is_empty() {
            found.push(HijriDate { range: first.range.start..second.range.end, days, hijri });
        }
    }
    found
}

/// The Gregorian years in which a year falls that is marked as Hijri or Solar Hijri behind it: `1448 هـ`, `1448 AH`, `1404 ش`.
pub(super) fn other_years(tokens: &[Token<'_>], next: usize, year: u64) -> Vec<u64> {
    let word = |at: usize| tokens.get(at).filter(|t| matches!(t.kind, Kind::Word(_))).map_or("", |t| t.folded.as_str());
    let (first, second) = (word(next), word(next + 1));
    let is_solar = matches!(first, "ش" | "شمسي" | "شمسيه" | "sh") || second.starts_with("شمسي");
    match year {
        1200..=1500 if is_solar => vec![year + 621, year + 622],
        // 33 years of the moon are about 32 of the sun.
        1..=1500 if matches!(first, "ه" | "هجري" | "هجريه" | "للهجره" | "ah") => {
            let sun = 622 + year * 970_229 / 1_000_000;
            vec![sun - 1, sun, sun + 1]
        }
        _ => Vec::new(),
    }
}
