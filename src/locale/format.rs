//! Numbers, dates, plurals, lists and order as CLDR has them, through ICU4X.

use std::cmp::Ordering;

use super::Locale;
use super::date::Date;

/// The formatters of one language, made once.
pub(in crate::locale) struct Formatters {}

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

/// How much of a date is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateStyle {
    /// 6 January 2022
    Long,
    /// 6 Jan 2022; full month names where the language does not abbreviate them
    Medium,
    /// January 2022
    MonthYear,
}

impl Locale {
    /// A whole number with grouping.
    pub fn integer(&self, value: i64) -> String {
        unimplemented!("{value}")
    }

    /// A decimal number written in ASCII (`-1234.50`), with grouping and exactly the digits it was written with;
    /// `None` if it is not a plain decimal number.
    pub fn decimal(&self, ascii: &str) -> Option<String> {
        unimplemented!("{ascii}")
    }

    /// A number as an identifier: no grouping (years, page numbers, note marks).
    pub fn plain(&self, value: u64) -> String {
        unimplemented!("{value}")
    }

    /// A Gregorian date in the language's digits and month names.
    pub fn date(&self, date: Date, style: DateStyle) -> String {
        unimplemented!("{date:?} {style:?}")
    }

    /// The Umm al-Qura date, with its era, where the language is configured to print one.
    pub fn hijri(&self, date: Date) -> Option<String> {
        unimplemented!("{date:?}")
    }

    /// The plural category of a count.
    pub fn plural(&self, count: u64) -> Plural {
        unimplemented!("{count}")
    }

    /// A conjunction: `a, b and c`, `أ وب وج`.
    pub fn list(&self, items: &[String]) -> String {
        unimplemented!("{items:?}")
    }

    /// Order of two strings in the language (numbers by value).
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        unimplemented!("{a} {b}")
    }

    /// The key under which a string stands in an alphabetical index: without the article (ال in Arabic), in the
    /// language's order when compared with [`Locale::compare`].
    pub fn index_key<'a>(&self, text: &'a str) -> &'a str {
        text
    }
}
