//! Two texts that should say the same -> the numbers and dates that only one of them has.
//!
//! Numbers are compared by value, each as often as it stands there, in whatever digits. What is left over on one side is looked
//! for on the other as a word, as the number of a month, or in a date of the Hijri calendar. Then the words that are surely
//! numbers and the names of months are looked for on the other side.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::diag::codes::parity as codes;
use crate::locale::numeral::{Numeral, numerals};
use crate::locale::spelled::{Meaning, Spelled, Speller, hijri_dates, knows_numbers};
use crate::source::{SourceTree, Span};

/// One of the two texts.
#[derive(Clone, Copy)]
pub(in crate::parity) struct Side<'a> {
    /// As it is printed.
    pub text: &'a str,
    /// The words of its language.
    pub speller: &'a Speller<'a>,
    /// Where it stands.
    pub span: Span,
    /// All files.
    pub tree: &'a SourceTree,
}

/// The numbers that only one side has: a different number on each side is one difference.
pub(in crate::parity) fn differences(translation: Side<'_>, source: Side<'_>) -> Vec<Diagnostic> {
    let (own, other) = (Values::of(translation), Values::of(source));
    let (mine, theirs) = (own.left_over(&other), other.left_over(&own));
    let mut found = Vec::new();
    for at in 0..mine.len().max(theirs.len()) {
        found.push(match (mine.get(at), theirs.get(at)) {
            (Some(mine), Some(theirs)) => {
                codes::numbers(own.place(mine), &mine.written, Some(&theirs.written), other.place(theirs))
            }
            (Some(mine), None) => codes::numbers(own.place(mine), &mine.written, None, source.span),
            (None, Some(theirs)) => codes::numbers(other.place(theirs), &theirs.written, None, translation.span),
            (None, None) => continue,
        });
    }
    if found.is_empty() && knows_numbers(translation.speller.locale()) && knows_numbers(source.speller.locale()) {
        found.extend(own.words_missing(&other).map(|word| codes::numbers(own.place(&word), &word.written, None, source.span)));
        found.extend(
            other.words_missing(&own).map(|word| codes::numbers(other.place(&word), &word.written, None, translation.span)),
        );
    }
    found
}

/// A number with where it stands in its text.
struct Found {
    written: String,
    at: usize,
}

/// The numbers of a text.
struct Values<'a> {
    side: Side<'a>,
    digits: Vec<Numeral>,
    words: Vec<Spelled>,
    /// Days that are written in the Hijri calendar: year, month and day of the Gregorian one.
    hijri: Vec<[String; 3]>,
}

impl<'a> Values<'a> {
    fn of(side: Side<'a>) -> Self {
        let locale = side.speller.locale();
        let dates = hijri_dates(side.text, locale);
        let mut digits = numerals(side.text, locale);
        digits.retain(|n| !dates.iter().any(|d| d.range.start <= n.range.start && n.range.end <= d.range.end));
        let days = dates.iter().flat_map(|date| &date.days);
        let hijri = days.map(|day| [day.year.to_string(), day.month.to_string(), day.day.to_string()]).collect();
        Self { side, digits, words: side.speller.spelled(side.text), hijri }
    }

    /// Numbers that stand here more often than on the other side, and are not there in another form.
    fn left_over(&self, other: &Self) -> Vec<Found> {
        self.more_often(other)
            .into_iter()
            .filter(|n| !other.says(&n.value))
            .map(|n| Found { written: self.side.text[n.range.clone()].to_owned(), at: n.range.start })
            .collect()
    }

    /// Numbers in digits that stand here more often than on the other side.
    fn more_often(&self, other: &Self) -> Vec<&Numeral> {
        let mut there: BTreeMap<&str, usize> = BTreeMap::new();
        for numeral in &other.digits {
            *there.entry(&numeral.value).or_default() += 1;
        }
        let is_more = |numeral: &&Numeral| match there.get_mut(numeral.value.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            Some(_) | None => true,
        };
        self.digits.iter().filter(is_more).collect()
    }

    /// Whether a number is there in another form than digits.
    fn says(&self, value: &str) -> bool {
        let is_it = |word: &Spelled| match word.meaning {
            Meaning::Number(n) => n.to_string() == value,
            Meaning::Month(n) => n.to_string() == value,
        };
        self.words.iter().any(is_it) || self.hijri.iter().flatten().any(|part| part == value)
    }

    /// Words that surely are numbers or months, and that the other side has in no form.
    fn words_missing<'o>(&'o self, other: &'o Self) -> impl Iterator<Item = Found> + 'o {
        // A day must not pass for a month: only numbers without a partner can be one.
        let spare: Vec<&str> = other.more_often(self).into_iter().map(|n| n.value.as_str()).collect();
        let is_there = move |word: &Spelled| {
            other.words.iter().any(|w| w.meaning == word.meaning)
                || match word.meaning {
                    Meaning::Number(n) => other.digits.iter().any(|d| d.value == n.to_string()),
                    Meaning::Month(n) => {
                        spare.contains(&n.to_string().as_str()) || other.hijri.iter().any(|[_, month, _]| *month == n.to_string())
                    }
                }
        };
        let missing = move |word: &&Spelled| word.is_sure && !is_there(word);
        let found = |word: &Spelled| Found { written: self.side.text[word.range.clone()].to_owned(), at: word.range.start };
        self.words.iter().filter(missing).map(found)
    }

    /// Where a number stands in its file. What the ledger prints stands nowhere: then it is the whole text.
    fn place(&self, found: &Found) -> Span {
        let span = self.side.span;
        let source = self.side.tree.file(span.file).text().and_then(|text| text.get(span.range())).unwrap_or_default();
        // As many earlier occurrences are passed over as there are in the visible text.
        let before = self.side.text[..found.at].matches(&found.written).count();
        let places: Vec<usize> = source.match_indices(&found.written).map(|(at, _)| at).collect();
        let Some(at) = places.get(before).or(places.last()) else { return span };
        let start = span.range().start + at;
        Span::new(span.file, start, start + found.written.len())
    }
}
