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
    let mut must = allowed.clone();
    allowed.extend(numerals(printed, locale).into_iter().map(|n| n.value));
    // A day may be said in the language's calendar.
    if let Value::Dates(_) = &fact.value {
        must.clone_from(&allowed);
    }
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

#[cfg(test)]
mod tests {
    use super::agrees;
    use crate::ledger::print::Printer;
    use crate::ledger::read::read;
    use crate::ledger::words::Words;
    use crate::locale::{Digits, LocaleSpec, Locales};
    use crate::source::{Content, SourceTree};
    use proptest::prelude::*;

    fn locales(digits: Digits) -> Locales {
        let spec = |tag: &str| LocaleSpec { digits: Some(digits), ..LocaleSpec::of(tag) };
        Locales::new(&[spec("ar"), spec("en"), spec("fr")]).expect("known languages")
    }

    fn tree(text: &str) -> SourceTree {
        SourceTree::new([("content/k/facts.yaml".to_owned(), Content::Text(text.into()))])
    }

    proptest! {
        /// What is printed of a fact agrees with it in every language, and another number does not.
        #[test]
        fn printed_values_agree(
            whole in 0_u32..10_000_000,
            fraction in 1_u32..100,
            kind in prop::sample::select(vec!["number", "percent", "money", "year", "rank", "range", "date"]),
            digits in prop::sample::select(vec![Digits::Latn, Digits::Arab, Digits::Arabext]),
        ) {
            let value = match kind {
                "range" => format!("[{whole}, {whole}.{fraction:02}]"),
                "date" => format!("{:04}-{:02}-{:02}", whole % 9999 + 1, fraction % 12 + 1, fraction % 28 + 1),
                "year" | "rank" => whole.to_string(),
                _ => format!("{whole}.{fraction:02}"),
            };
            let locales = locales(digits);
            let outcome = read(&tree(&format!("f: {{value: {value}, kind: {kind}, qualifier: about}}\n")), &locales);
            prop_assert!(outcome.diags.is_empty(), "{:?}", outcome.diags);
            let words = Words::new(&locales, |_, key| if key == "range" { "{from}–{to}".into() } else { "~ {value}".into() });
            let fact = outcome.value.by_folder["k"].facts.get("f").expect("the fact");
            for locale in locales.site() {
                let printed = Printer { locale, words: &words }.fact(fact);
                prop_assert!(agrees(&printed, fact, &printed, locale), "{}: {printed}", locale.tag);
                let wrong = format!("{printed} 123456789");
                prop_assert!(!agrees(&wrong, fact, &printed, locale), "{}: {wrong}", locale.tag);
            }
        }

        /// No data file is too strange.
        #[test]
        fn no_data_panics(value in "\\PC{0,20}", kind in "[a-z]{0,6}", unit in "[\\[\\]{}:, a-z0-9]{0,20}") {
            let locales = locales(Digits::Latn);
            for text in [
                format!("f: {{value: {value}, kind: {kind}}}\n"),
                format!("f:\n  value: {value}\n  unit: {unit}\n  what: {unit}\n"),
                format!("{value}: {{value: 1, in_words: {unit}}}\n"),
            ] {
                let _ = read(&tree(&text), &locales);
            }
        }
    }
}
