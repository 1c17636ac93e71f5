//! Numbers and dates of figures -> text in a language.

use super::{Moment, Number};
use crate::locale::date::{Date, DateStyle};
use crate::locale::{Dir, Locale};

/// A number with `decimals` digits behind the point.
pub fn number(value: f64, decimals: usize, locale: &Locale) -> String {
    let ascii = format!("{value:.decimals$}");
    // `-0.00` is nothing but a rounded zero.
    let ascii =
        if ascii.bytes().all(|b| matches!(b, b'-' | b'0' | b'.')) { ascii.trim_start_matches('-').to_owned() } else { ascii };
    // The sign of a number is no hyphen.
    locale.decimal(&ascii).unwrap_or(ascii).replace('-', "\u{2212}")
}

/// Whether a unit is the percent sign, of whatever digits.
pub fn is_percent(unit: &str) -> bool {
    matches!(unit, "%" | "٪")
}

/// A printed number with what stands behind it; the percent sign is the one of the language's digits.
pub fn signed(number: String, sign: &str, locale: &Locale) -> String {
    if is_percent(sign) { locale.with_percent_sign(&number) } else { number + sign }
}

/// A number as exactly as it was given.
pub fn exact(number: Number, locale: &Locale) -> String {
    self::number(number.value, number.decimals, locale)
}

/// A date as exactly as it is known.
pub fn moment(moment: Moment, locale: &Locale, style: DateStyle) -> String {
    match moment {
        Moment::Day(date) => locale.date(date, style),
        Moment::Month(date) => locale.date(date, DateStyle::MonthYear),
        Moment::Year(date) => locale.plain(u64::from(date.year.unsigned_abs())),
    }
}

/// A date in a drawing: a month that has two names has one there.
pub fn short_moment(moment: Moment, locale: &Locale) -> String {
    match moment {
        Moment::Day(date) => locale.short_date(date, DateStyle::Medium),
        Moment::Month(date) => locale.short_date(date, DateStyle::MonthYear),
        Moment::Year(date) => locale.plain(u64::from(date.year.unsigned_abs())),
    }
}

/// A date as a year with a fraction; months and days of one length each are near enough for a drawing.
pub fn year(date: Date) -> f64 {
    f64::from(date.year) + (f64::from(date.month) - 1.0) / 12.0 + (f64::from(date.day) - 1.0) / 372.0
}

/// `text` as it may stand in a line that is laid out from left to right (SVG without `direction`): text of a right-to-left
/// language is an isolate of its own (UAX #9, RLI…PDI).
pub fn line(isolated: &str, dir: Dir) -> String {
    let plain = |c: char| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' | '\u{5d0}'..='\u{5ea}' | ' ');
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let same = dir == Dir::Ltr || isolated.chars().all(plain) || isolated.chars().all(number);
    if same { isolated.to_owned() } else { format!("\u{2067}{isolated}\u{2069}") }
}
