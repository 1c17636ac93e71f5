//! A fact, an event, a name and a language -> the words that are printed: digits, separators, plurals, calendar and qualifier as
//! the language has them.

use super::words::Words;
use super::{Certainty, Extent, Fact, Measure, Number, Qualifier, Status, Unit, Value, When};
use crate::locale::date::{Date, DateStyle};
use crate::locale::format::Plural;
use crate::locale::{Calendar, Locale};

/// Joins what a line must not separate: a number and its unit.
const NO_BREAK: char = '\u{a0}';

/// Facts in one language.
#[derive(Clone, Copy)]
pub struct Printer<'a> {
    /// The language.
    pub locale: &'a Locale,
    /// Its words.
    pub words: &'a Words,
}

impl Printer<'_> {
    /// A word of the interface.
    pub fn word(&self, key: &str) -> String {
        self.words.get(self.locale.id, key).to_owned()
    }

    /// A value with its unit and qualifier.
    pub fn fact(&self, fact: &Fact) -> String {
        let value = self.value(fact);
        match fact.qualifier {
            Some(qualifier) => self.words.with(self.locale.id, qualifier_key(qualifier), &[("value", &value)]),
            None => value,
        }
    }

    /// A value with its unit.
    pub fn value(&self, fact: &Fact) -> String {
        match &fact.value {
            Value::Numbers(measure, Extent::One(n)) => self.counted(&self.number(*measure, n), n, fact.unit.as_ref()),
            Value::Numbers(measure, Extent::Range(from, to)) => {
                let range = self.range(&self.number(*measure, from), &self.number(*measure, to));
                // CLDR's rule for ranges is that of their end in almost every language.
                self.counted(&range, to, fact.unit.as_ref())
            }
            Value::Dates(Extent::One(date)) => self.date(*date),
            Value::Dates(Extent::Range(from, to)) => self.range(&self.date(*from), &self.date(*to)),
            Value::Text(texts) => texts.get(self.locale.id).text.clone(),
        }
    }

    fn range(&self, from: &str, to: &str) -> String {
        self.words.with(self.locale.id, "range", &[("from", from), ("to", to)])
    }

    fn number(&self, measure: Measure, number: &Number) -> String {
        let ascii = number.0.as_str();
        let printed = match measure {
            Measure::Plain | Measure::Money => self.locale.decimal(ascii),
            Measure::Percent => self.locale.percent(ascii),
            Measure::Year | Measure::Rank => Some(self.locale.digits(ascii)),
        };
        printed.unwrap_or_else(|| ascii.to_owned())
    }

    fn counted(&self, printed: &str, number: &Number, unit: Option<&Unit>) -> String {
        let Some(Unit(forms)) = unit else { return printed.to_owned() };
        let forms = forms.get(self.locale.id);
        let category = self.locale.plural_of(&number.0);
        let Some(form) = forms.get(&category).or_else(|| forms.get(&Plural::Other)) else { return printed.to_owned() };
        if form.contains("{n}") { form.replace("{n}", printed) } else { format!("{printed}{NO_BREAK}{form}") }
    }

    /// A day in the month names of the house.
    pub fn date(&self, date: Date) -> String {
        self.locale.date(date, DateStyle::Long)
    }

    /// The day of a fact that is a day in the second calendar of the language, where it has one, with the key of the word for that.
    pub fn beside(&self, fact: &Fact) -> Option<(&'static str, String)> {
        match &fact.value {
            Value::Dates(Extent::One(date)) => {
                let key = match self.locale.calendars.1? {
                    Calendar::Gregorian => "gregorian-date",
                    Calendar::SolarHijri => "solar-date",
                    Calendar::Hijri => "hijri-date",
                };
                Some((key, self.locale.beside(*date)?))
            }
            Value::Dates(Extent::Range(..)) | Value::Numbers(..) | Value::Text(_) => None,
        }
    }

    /// When an event happened, as far as it is known.
    pub fn when(&self, when: When) -> String {
        match when {
            When::Day(date) => self.date(date),
            When::Month(date) => self.locale.date(date, DateStyle::MonthYear),
            When::Year(date) => self.locale.plain(u64::from(date.year.unsigned_abs())),
            When::Unknown => self.word("undated"),
        }
    }

    /// How well something is established, in words.
    pub fn certainty(&self, certainty: Certainty) -> String {
        self.word(match certainty {
            Certainty::Stated => "certainty-stated",
            Certainty::Inferred => "certainty-inferred",
            Certainty::Added => "certainty-added",
            Certainty::Contested => "certainty-contested",
        })
    }

    /// What speaks for a claim, in words.
    pub fn status(&self, status: Status) -> String {
        self.word(match status {
            Status::Disputed => "status-disputed",
            Status::Unsupported => "status-unsupported",
            Status::Supported => "status-supported",
        })
    }
}

fn qualifier_key(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::About => "qualifier-about",
        Qualifier::AtLeast => "qualifier-at-least",
        Qualifier::AtMost => "qualifier-at-most",
        Qualifier::Nearly => "qualifier-nearly",
        Qualifier::MoreThan => "qualifier-more-than",
        Qualifier::LessThan => "qualifier-less-than",
        Qualifier::Exactly => "qualifier-exactly",
    }
}
