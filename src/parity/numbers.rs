//! Two texts that should say the same -> the numbers and dates that only one of them has.
//!
//! What each text says in numbers is matched with the other, the surest first: by what it most likely means, then by all that it may
//! mean, then part by part. What is left is told if it is surely a number: digits, words of a language that is read on both sides, and
//! digits of names where both sides have one left. Lines that are the same letter by letter cannot differ, and a number that one side
//! only repeats more often is no difference of what is said.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use crate::diag::Diagnostic;
use crate::diag::codes::parity as codes;
use crate::locale::numeral::digit;
use crate::locale::spelled::{Mention, Speller, Trust, knows_numbers};
use crate::source::{SourceTree, Span};

use super::traced::Traced;

/// One of the two texts.
#[derive(Clone, Copy)]
pub(in crate::parity) struct Side<'a> {
    /// As it is printed.
    pub text: &'a Traced,
    /// The words of its language.
    pub speller: &'a Speller<'a>,
    /// Where it stands.
    pub span: Span,
    /// All files, for what figures print.
    pub tree: &'a SourceTree,
}

/// The numbers that only one side has: a different number on each side is one difference.
pub(in crate::parity) fn differences(translation: Side<'_>, source: Side<'_>) -> Vec<Diagnostic> {
    let (mut own, mut other) = (Values::of(translation, source.text.text()), Values::of(source, translation.text.text()));
    hijri(&mut own, &mut other);
    matched(&mut own.list, &mut other.list);
    let are_telephones = own.has_telephone() && other.has_telephone();
    own.expand(are_telephones);
    other.expand(are_telephones);
    matched(&mut own.list, &mut other.list);
    own.collapse();
    other.collapse();
    let (mine, theirs) = (own.left(&other), other.left(&own));
    if mine.is_empty() && theirs.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for is_it in [is_name, is_hijri, is_ordinal, is_month, is_number] {
        let mut theirs = theirs.iter().filter(|mention| is_it(mention));
        let mut mine = mine.iter().filter(|mention| is_it(mention));
        loop {
            let written = |side: Side<'_>, mention: &Mention| side.text.text()[mention.range.clone()].to_owned();
            found.push(match (mine.next(), theirs.next()) {
                (Some(mine), Some(theirs)) => {
                    let there = written(source, theirs);
                    codes::numbers(place(translation, mine), &written(translation, mine), Some(&there), place(source, theirs))
                }
                // A name that one side has is not missed on the other, nor what may be said in another way.
                (Some(mine), None) | (None, Some(mine)) if !is_month(mine) && !is_number(mine) => continue,
                (Some(mine), None) => codes::numbers(place(translation, mine), &written(translation, mine), None, source.span),
                (None, Some(theirs)) => codes::numbers(place(source, theirs), &written(source, theirs), None, translation.span),
                (None, None) => break,
            });
        }
    }
    found
}

fn is_name(mention: &Mention) -> bool {
    mention.trust == Trust::Name
}

fn is_hijri(mention: &Mention) -> bool {
    mention.trust == Trust::Hijri
}

fn is_ordinal(mention: &Mention) -> bool {
    mention.trust == Trust::Ordinal
}

fn is_month(mention: &Mention) -> bool {
    !is_name(mention) && mention.readings.first().is_some_and(|reading| reading.starts_with('m'))
}

fn is_number(mention: &Mention) -> bool {
    !is_name(mention) && !is_hijri(mention) && !is_ordinal(mention) && !is_month(mention)
}

/// All that a mention may say, as a whole and in parts.
fn readings(mention: &Mention) -> impl Iterator<Item = &String> {
    mention.readings.iter().chain(mention.parts.iter().flatten())
}

fn is_telephone(mention: &Mention) -> bool {
    mention.readings.first().is_some_and(|reading| reading.starts_with("tel:"))
}

/// A mention, or a part of one.
struct Item {
    mention: Mention,
    is_taken: bool,
    /// The mention that it is a part of.
    whole: Option<usize>,
}

/// What one side says in numbers.
struct Values<'a> {
    side: Side<'a>,
    list: Vec<Item>,
    /// All that it may say, common lines included, and how often.
    said: BTreeMap<String, usize>,
}

impl<'a> Values<'a> {
    fn of(side: Side<'a>, other: &str) -> Self {
        let mentions = side.speller.mentions(side.text.text());
        let mut said: BTreeMap<String, usize> = BTreeMap::new();
        for reading in mentions.iter().flat_map(readings) {
            *said.entry(reading.clone()).or_default() += 1;
        }
        let common = common_lines(side.text.text(), other);
        let is_common = |range: &Range<usize>| {
            let at = common.partition_point(|line| line.end <= range.start);
            common.get(at).is_some_and(|line| line.start <= range.start)
        };
        let list = mentions
            .into_iter()
            .filter(|mention| !is_common(&mention.range))
            .map(|mention| Item { mention, is_taken: false, whole: None })
            .collect();
        Self { side, list, said }
    }

    /// Takes back what dates, months and years of the Hijri calendar that have a counterpart may be in the Gregorian one.
    fn withdraw_years(&mut self) {
        let place = |item: &Item| (item.mention.range.start, item.mention.range.end);
        let same: BTreeSet<(usize, usize)> = self.list.iter().filter(|item| item.is_taken).map(place).collect();
        let is_withdrawn = |item: &&mut Item| item.mention.trust == Trust::Maybe && same.contains(&place(item));
        for item in self.list.iter_mut().filter(is_withdrawn) {
            item.is_taken = true;
            for reading in readings(&item.mention) {
                let Some(count) = self.said.get_mut(reading) else { continue };
                *count -= 1;
                if *count == 0 {
                    self.said.remove(reading);
                }
            }
        }
    }

    /// Whether a telephone number has no counterpart.
    fn has_telephone(&self) -> bool {
        self.list.iter().any(|item| !item.is_taken && is_telephone(&item.mention))
    }

    /// Adds the parts of what has no counterpart as a whole. Two telephone numbers differ as such.
    fn expand(&mut self, are_telephones: bool) {
        for at in 0..self.list.len() {
            let item = &mut self.list[at];
            if item.is_taken || item.mention.parts.is_empty() || (are_telephones && is_telephone(&item.mention)) {
                continue;
            }
            item.is_taken = true;
            let Mention { range, parts, trust, .. } = item.mention.clone();
            for readings in parts {
                let mention = Mention { range: range.clone(), readings, parts: Vec::new(), trust };
                self.list.push(Item { mention, is_taken: false, whole: Some(at) });
            }
        }
    }

    /// What has no counterpart in any of its parts is told as a whole.
    fn collapse(&mut self) {
        let mut open: BTreeMap<usize, bool> = BTreeMap::new();
        for item in &self.list {
            if let Some(whole) = item.whole {
                *open.entry(whole).or_insert(true) &= !item.is_taken;
            }
        }
        for item in &mut self.list {
            item.is_taken |= item.whole.is_some_and(|whole| open[&whole]);
        }
        for (whole, is_open) in open {
            self.list[whole].is_taken = !is_open;
        }
    }

    /// What is surely a number and has no counterpart.
    fn left(&self, other: &Self) -> Vec<Mention> {
        let [own_words, other_words] = [self, other].map(|values| knows_numbers(values.side.speller.locale()));
        // Digits beside digits are no words.
        let is_beside_digits = other.list.iter().any(|item| !item.is_taken && item.mention.trust == Trust::Digits);
        let may_be_words = |reading: &String| may_be_a_word(reading) || (!is_beside_digits && may_be_several_words(reading));
        let is_told = |item: &&Item| {
            let Mention { readings, trust, .. } = &item.mention;
            !item.is_taken
                && !readings.iter().any(|reading| other.said.contains_key(reading))
                && match trust {
                    Trust::Digits => other_words || !readings.iter().any(may_be_words),
                    Trust::Words => own_words && other_words,
                    Trust::Name | Trust::Hijri | Trust::Ordinal => true,
                    Trust::Maybe => false,
                }
        };
        let mut left: Vec<Mention> = self.list.iter().filter(is_told).map(|item| item.mention.clone()).collect();
        left.sort_by_key(|mention| mention.range.start);
        left
    }
}

/// Whether a number is likely to be written as a word: then nothing is known where words are not read.
fn may_be_a_word(reading: &str) -> bool {
    reading.parse::<u64>().is_ok_and(|n| n <= 20 || (n < 100 && n % 10 == 0) || [100, 1000, 1_000_000].contains(&n))
}

/// Whether a number may be written in a few words: below a hundred, round ones below a thousand, thousands, two and a half million.
fn may_be_several_words(reading: &str) -> bool {
    let is_round = |n: u64| n >= 1_000_000 && reading.trim_end_matches('0').len() <= 3;
    reading.parse::<u64>().is_ok_and(|n| n < 100 || (n < 1000 && n % 10 == 0) || (n < 1_000_000 && n % 1000 == 0) || is_round(n))
}

/// Takes the same dates, months and years of the Hijri calendar out of both lists, with the Gregorian ones that they may be: these
/// would stand for any that differ.
fn hijri(own: &mut Values<'_>, other: &mut Values<'_>) {
    let first = |mention: &Mention| mention.readings.len().min(1);
    round(&mut own.list, &mut other.list, first, is_hijri);
    own.withdraw_years();
    other.withdraw_years();
}

/// Takes what belongs together out of both lists, the surest first.
fn matched(own: &mut [Item], other: &mut [Item]) {
    let first = |mention: &Mention| mention.readings.len().min(1);
    let all = |mention: &Mention| mention.readings.len();
    let is_sure = |mention: &Mention| !matches!(mention.trust, Trust::Maybe | Trust::Ordinal);
    round(own, other, first, is_sure);
    round(own, other, first, |_| true);
    round(own, other, all, is_sure);
    round(own, other, all, |_| true);
}

fn round(own: &mut [Item], other: &mut [Item], readings: impl Fn(&Mention) -> usize, counts: impl Fn(&Mention) -> bool) {
    let mut there: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (at, item) in other.iter().enumerate().filter(|(_, item)| !item.is_taken && counts(&item.mention)) {
        for reading in &item.mention.readings[..readings(&item.mention)] {
            there.entry(reading.clone()).or_default().push_back(at);
        }
    }
    for item in own.iter_mut().filter(|item| !item.is_taken && counts(&item.mention)) {
        let count = readings(&item.mention);
        for reading in &item.mention.readings[..count] {
            let Some(places) = there.get_mut(reading) else { continue };
            while let Some(at) = places.pop_front() {
                if !other[at].is_taken {
                    (item.is_taken, other[at].is_taken) = (true, true);
                    break;
                }
            }
            if item.is_taken {
                break;
            }
        }
    }
}

/// The lines of a text that the other has letter by letter: a reference in a list of sources, a cell.
fn common_lines(text: &str, other: &str) -> Vec<Range<usize>> {
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    for line in other.lines() {
        *there.entry(line.trim()).or_default() += 1;
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(count) = there.get_mut(line.trim()).filter(|count| **count > 0)
            && line.contains(char::is_alphabetic)
        {
            *count -= 1;
            found.push(start..start + line.len());
        }
        start += line.len();
    }
    found
}

/// Where a mention stands.
fn place(side: Side<'_>, mention: &Mention) -> Span {
    let file = side.span.file;
    if let Some((within, body)) = side.text.figure(mention.range.start) {
        return searched(side, mention, &within, body);
    }
    side.text.place(&mention.range).map_or(side.span, |range| Span::new(file, range.start, range.end))
}

/// Where a figure that prints a mention has it in its block: as many earlier ones are passed over as it prints before. What it takes from
/// elsewhere stands at the block.
fn searched(side: Side<'_>, mention: &Mention, within: &Range<usize>, body: Span) -> Span {
    let source = side.tree.file(body.file).text().and_then(|text| text.get(body.range())).unwrap_or_default();
    let text = &side.text.text()[mention.range.clone()];
    let place = || {
        let (offset, run) = runs(text).next()?;
        let before = runs(&side.text.text()[within.start..mention.range.start + offset]).filter(|(_, own)| *own == run).count();
        let places: Vec<usize> = runs(source).filter(|(_, own)| *own == run).map(|(at, _)| at).collect();
        let at = *places.get(before).or(places.last())?;
        let is_all = at.checked_sub(offset).is_some_and(|at| source[at..].starts_with(text));
        Some(if is_all { (at - offset, text.len()) } else { (at, run.len()) })
    };
    let Some((at, length)) = place() else { return side.span };
    let start = body.range().start + at;
    Span::new(body.file, start, start + length)
}

/// Runs of digits, and of anything else that is written together, with their places.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let kind = |c: char| if digit(c).is_some() { 1 } else { 2 * u8::from(c.is_alphabetic() || c == '\u{640}' || is_mark(c)) };
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let first = text[at..].chars().next()?;
            let end = text[at..].find(|c| kind(c) != kind(first)).map_or(text.len(), |length| at + length);
            let start = std::mem::replace(&mut at, end);
            if kind(first) != 0 {
                return Some((start, &text[start..end]));
            }
        }
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}
