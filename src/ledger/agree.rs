//! A fact and an author's words for it -> whether they agree.

use super::{Extent, Fact, Number, Value};
use crate::locale::Locale;
use crate::locale::date::Date;
use crate::locale::fold::fold;
use crate::locale::numeral::{normal, numerals};

/// Whether words agree with a fact: every number in them is one of the fact's, and a number that the fact is said in by words
/// is among them. Words without a number (`the new price`) say nothing that could be wrong, unless the fact has a word for it.
/// Printed forms may hold numbers of their unit (`per 100 km`), so those are fine too.
pub fn agrees(text: &str, fact: &Fact, printed: &str, locale: &Locale) -> bool {
    let written: Vec<String> = numerals(text, locale).into_iter().map(|n| n.value).collect();
    let mut allowed = values(&fact.value);
    let must = allowed.clone();
    allowed.extend(numerals(printed, locale).into_iter().map(|n| n.value));
    let own_words = fact.in_words.as_ref().map(|words| words.get(locale.id));
    if written.is_empty() {
        let folded = fold(text);
        // Words of a fact are told apart like the words of a search: ستّ and ست are one.
        return own_words.is_none_or(|words| words.iter().any(|word| folded.contains(&fold(word))));
    }
    let is_said = must.is_empty() || written.iter().any(|n| must.contains(n));
    is_said && written.iter().all(|n| allowed.contains(n))
}

/// The numbers that a value is made of.
fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Numbers(_, Extent::One(Number(n))) => vec![normal(n)],
        Value::Numbers(_, Extent::Range(Number(from), Number(to))) => vec![normal(from), normal(to)],
        Value::Dates(Extent::One(date)) => parts(*date),
        Value::Dates(Extent::Range(from, to)) => [parts(*from), parts(*to)].concat(),
        Value::Text(_) => Vec::new(),
    }
}

fn parts(date: Date) -> Vec<String> {
    vec![date.year.to_string(), date.month.to_string(), date.day.to_string()]
}
