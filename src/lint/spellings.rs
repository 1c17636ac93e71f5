//! A page and the names of its briefing -> spellings that the glossary forbids, and names that the page spells in two ways.
//! Words are matched by their stems, so that proclitics and case endings do not hide them; what is quoted is left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::text::Text;
use crate::ast::EntryKind;
use crate::diag::Diagnostics;
use crate::diag::codes::{ledger, lint as codes};
use crate::ledger::{Ledgers, Name, Term};
use crate::locale::fold::fold;
use crate::locale::stem::{self, Stem, Word, is_form, is_spelled};
use crate::locale::{LocaleId, PerLanguage};
use crate::source::Span;

/// The words of a page, found by what they may be forms of.
pub(in crate::lint) struct Words<'a> {
    lines: Vec<(&'a Text<'a>, Vec<Word>)>,
    /// Line and word of each stem, folded.
    by_stem: BTreeMap<String, BTreeSet<(usize, usize)>>,
    /// Where an entry of the ledger is first printed in the ledger's words.
    by_entry: BTreeMap<(EntryKind, &'a str), Span>,
}

/// A place of a name.
struct Found<'a> {
    text: &'a Text<'a>,
    range: Range<usize>,
    /// Whether it stands there letter by letter.
    is_spelled: bool,
}

impl<'a> Words<'a> {
    /// The words of some lines, the quoted ones left out.
    pub fn new(texts: &'a [Text<'a>]) -> Self {
        let own = |text: &'a Text<'a>| {
            let words = stem::words(text.text()).into_iter().filter(|w| !text.is_quoted(w.range.start)).collect();
            (text, words)
        };
        let lines: Vec<(&Text<'_>, Vec<Word>)> = texts.iter().map(own).collect();
        let mut by_stem: BTreeMap<String, BTreeSet<(usize, usize)>> = BTreeMap::new();
        for (line, (_, words)) in lines.iter().enumerate() {
            for (place, stem) in words.iter().enumerate().flat_map(|(n, w)| w.stems.iter().map(move |s| (n, s))) {
                by_stem.entry(stem.folded.clone()).or_default().insert((line, place));
            }
        }
        let mut by_entry = BTreeMap::new();
        for (text, link) in texts.iter().flat_map(|text| text.line.links.iter().map(move |link| (text, link))) {
            if let Some(entry) = EntryKind::of(&link.target).filter(|_| link.text.is_empty()) {
                by_entry.entry(entry).or_insert_with(|| text.source(&link.source));
            }
        }
        Self { lines, by_stem, by_entry }
    }

    /// Every place of a name, in order. It is sought by its rarest word: thousands may share a first name.
    fn places(&self, name: &[Vec<Stem>]) -> Vec<Found<'a>> {
        let of = |word: &'_ [Stem]| -> Vec<&BTreeSet<(usize, usize)>> {
            word.iter().filter_map(|stem| self.by_stem.get(&stem.folded)).collect()
        };
        let rarest =
            name.iter().map(|word| of(word)).enumerate().min_by_key(|(_, sets)| sets.iter().map(|s| s.len()).sum::<usize>());
        let Some((nth, sets)) = rarest else { return Vec::new() };
        let begins = |(line, place): &(usize, usize)| Some((*line, place.checked_sub(nth)?));
        let places: BTreeSet<(usize, usize)> = sets.into_iter().flatten().filter_map(begins).collect();
        places.into_iter().filter_map(|(line, place)| self.place(name, line, place)).collect()
    }

    /// The name, if it begins with this word.
    fn place(&self, name: &[Vec<Stem>], line: usize, place: usize) -> Option<Found<'a>> {
        let (text, words) = self.lines.get(line)?;
        let words = words.get(place..place + name.len())?;
        let range = words.first()?.range.start..words.last()?.range.end;
        // Words of a name stand in one sentence.
        let is_one = !text.text()[range.clone()].contains(['.', '،', '؛', ',', ';', ':', '«', '»', '(', ')']);
        let all = |test: fn(&Word, &[Stem]) -> bool| words.iter().zip(name).all(|(word, own)| test(word, own));
        (is_one && all(is_form)).then(|| Found { text, range, is_spelled: all(is_spelled) })
    }
}

/// Spellings that the glossary forbids.
pub(in crate::lint) fn forbidden(words: &Words<'_>, ledgers: &Ledgers, locale: LocaleId, diags: &mut Diagnostics) {
    for term in ledgers.glossary.iter() {
        let preferred = &term.name.get(locale).text;
        let allowed: Vec<String> = std::iter::once(preferred).chain(term.variants.get(locale)).map(|s| fold(s)).collect();
        for wrong in term.forbidden.get(locale) {
            // What differs from a good spelling in its hamza only is told from it letter by letter.
            let is_near = allowed.contains(&fold(wrong));
            for found in words.places(&stem::name(wrong)).into_iter().filter(|f| f.is_spelled || !is_near) {
                let given = &found.text.text()[found.range.clone()];
                diags.push(ledger::forbidden_spelling(found.text.span(&found.range), given, preferred));
            }
        }
    }
}

/// A name of the ledger or the glossary with its spellings, the first of which is preferred.
struct Known<'a> {
    kind: EntryKind,
    id: &'a str,
    spellings: Vec<&'a str>,
}

/// Names of which the page has two spellings.
pub(in crate::lint) fn two_spellings(words: &Words<'_>, ledgers: &Ledgers, key: &str, locale: LocaleId, diags: &mut Diagnostics) {
    for known in known(ledgers, key, locale) {
        let Some(preferred) = known.spellings.first() else { continue };
        let mut found: BTreeMap<String, Vec<(Span, String)>> = BTreeMap::new();
        let mut seen: BTreeSet<Span> = BTreeSet::new();
        for spelling in known.spellings.iter().filter(|s| is_same_name(preferred, s)) {
            for place in words.places(&stem::name(spelling)) {
                let span = place.text.span(&place.range);
                if !seen.insert(span) {
                    continue;
                }
                let given = place.text.text()[place.range].to_owned();
                // As the ledger has it, or as somebody wrote it who forgot a hamza.
                let name = if place.is_spelled { (*spelling).to_owned() } else { fold(&given) + "?" };
                found.entry(name).or_default().push((span, given));
            }
        }
        let first = found.get(*preferred).and_then(|places| places.first()).map(|(span, _)| *span);
        let first = first.or_else(|| words.by_entry.get(&(known.kind, known.id)).copied());
        let Some(first) = first else { continue };
        for (span, given) in found.iter().filter(|(name, _)| name.as_str() != *preferred).flat_map(|(_, places)| places) {
            diags.push(codes::two_spellings(*span, given, preferred, first));
        }
    }
}

fn known<'a>(ledgers: &'a Ledgers, key: &str, locale: LocaleId) -> Vec<Known<'a>> {
    let spellings = |name: &'a str, variants: &'a PerLanguage<Vec<String>>| {
        std::iter::once(name).chain(variants.get(locale).iter().map(String::as_str)).collect()
    };
    let of_name =
        |kind: EntryKind, n: &'a Name| Known { kind, id: &n.id, spellings: spellings(&n.name.get(locale).text, &n.variants) };
    let of_term =
        |t: &'a Term| Known { kind: EntryKind::Term, id: &t.id, spellings: spellings(&t.name.get(locale).text, &t.variants) };
    let mut list: Vec<Known<'a>> = ledgers.glossary.iter().map(of_term).collect();
    if let Some(ledger) = ledgers.of_page(key) {
        list.extend(ledger.people.iter().map(|n| of_name(EntryKind::Person, n)));
        list.extend(ledger.places.iter().map(|n| of_name(EntryKind::Place, n)));
        list.extend(ledger.organisations.iter().map(|n| of_name(EntryKind::Organisation, n)));
    }
    list
}

/// Whether a variant is the name in other letters. A part of it (a surname), an inflection (a plural) and an abbreviation
/// are other ways to say it, which a text may use side by side.
fn is_same_name(preferred: &str, variant: &str) -> bool {
    if preferred == variant {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        stem::words(text).into_iter().filter_map(|w| w.stems.into_iter().next()).map(|s| s.folded).collect()
    };
    let (own, other) = (words(preferred), words(variant));
    let holds = |a: &[String], b: &[String]| b.iter().all(|word| a.contains(word));
    let (a, b) = (own.concat(), other.concat());
    let is_inflection = own.len() == other.len() && (a.starts_with(&b) || b.starts_with(&a)) && a != b;
    let is_part = own.len() != other.len() && (holds(&own, &other) || holds(&other, &own));
    !is_inflection && !is_part && likeness(&a, &b) * 2 >= a.chars().count().max(b.chars().count())
}

/// How many letters two words have in common, in order (longest common subsequence).
fn likeness(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row = vec![0; b.len() + 1];
    for x in a.chars().take(64) {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == *y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn spellings_are_told_from_short_forms() {
        assert!(is_same_name("ألماتي", "ألما آتا"));
        assert!(is_same_name("الروس فوبيا", "الروسوفوبيا"));
        assert!(is_same_name("Kyiv", "Kiev"));
        assert!(!is_same_name("تنغ", "تنغات"));
        assert!(!is_same_name("قاسم جومارت توكاييف", "توكاييف"));
        assert!(!is_same_name("Collective Security Treaty Organization", "CSTO"));
        assert!(!is_same_name("colour revolutions", "colour revolution"));
    }
}
