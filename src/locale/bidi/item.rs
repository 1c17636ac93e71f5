//! Units in; what runs are made of out: words of other scripts, tokens and numbers, each without the punctuation around
//! it, and whether something that no run may cross stands before it.

use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};
use unicode_script::Script;

use super::minus;
use super::number::{self, Before, Number};
use super::pair;
use super::token::{self, Token};
use super::unit::{Class, Unit};
use crate::locale::{Dir, Locale, script};

/// A piece that can stand in a run.
#[derive(Clone, Debug)]
pub(in crate::locale::bidi) struct Item {
    /// Where it stands.
    pub(in crate::locale::bidi) units: Range<usize>,
    /// What it is.
    pub(in crate::locale::bidi) kind: Kind,
    /// Whether a letter of the base or another wall stands between it and the item before it.
    pub(in crate::locale::bidi) walled: bool,
}

/// The kinds of piece.
#[derive(Clone, Debug)]
pub(in crate::locale::bidi) enum Kind {
    /// A word of another script.
    Word(Script),
    /// A token, with letters or without.
    Token(Token),
    /// A number.
    Number(Number),
}

/// A run, by its units.
#[derive(Clone, Debug)]
pub(in crate::locale::bidi) struct Found {
    /// Where it stands.
    pub(in crate::locale::bidi) units: Range<usize>,
    /// The script of its words; `None` if it has none.
    pub(in crate::locale::bidi) script: Option<Script>,
    /// Its direction.
    pub(in crate::locale::bidi) dir: Dir,
    /// Its items.
    pub(in crate::locale::bidi) items: Range<usize>,
}

/// The items of a text and the bracket partners of its units. Units of tokens are marked as such on the way.
pub(in crate::locale::bidi) fn items(text: &str, units: &mut [Unit], base: &Locale) -> (Vec<Item>, Vec<Option<usize>>) {
    let tokens = token::tokens(text, units);
    for token in &tokens {
        for unit in &mut units[token.units.clone()] {
            unit.class = Class::Token;
        }
    }
    let partners = pair::partners(units);
    let torn = if partners.iter().all(Option::is_none) {
        vec![false; units.len()]
    } else {
        wall_split_pairs(units, &partners);
        torn_brackets(units, &partners)
    };

    let mut items = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    let mut walled = false;
    let mut glued = false;
    let mut arabic = false;
    let mut at = 0;
    while at < units.len() {
        match units[at].class {
            Class::Token => match tokens.next_if(|t| t.units.start == at) {
                Some(token) => {
                    at = token.units.end;
                    items.push(Item { units: token.units.clone(), kind: Kind::Token(token), walled });
                    walled = false;
                    glued = false;
                }
                None => at += 1,
            },
            Class::Native | Class::Wall => {
                walled = true;
                glued = units[at].class == Class::Native;
                let strong = bidi_class(units[at].first);
                // A new paragraph forgets what stood before it.
                if matches!(strong, BidiClass::AL | BidiClass::R | BidiClass::L | BidiClass::B) {
                    arabic = strong == BidiClass::AL;
                }
                at += 1;
            }
            Class::Space => {
                glued = false;
                at += 1;
            }
            Class::Letter(_) | Class::Digit(_) | Class::Sign(_) | Class::Atom => {
                let end = chunk_end(units, at, &torn);
                let around = Around { base, glued, arabic };
                chunk(text, units, at..end, around, &mut walled, &mut items);
                glued = false;
                at = end;
            }
        }
    }
    (items, partners)
}

/// A bracket whose partner stands in another part of the text (beyond a letter of the base) belongs to the base: a run
/// that swallowed one of the two would show them facing the same way.
fn wall_split_pairs(units: &mut [Unit], partners: &[Option<usize>]) {
    let regions = numbered(units, |class| matches!(class, Class::Native | Class::Wall));
    for (at, partner) in partners.iter().enumerate() {
        if partner.is_some_and(|p| regions[p] != regions[at]) {
            units[at].class = Class::Wall;
        }
    }
}

/// Brackets whose partner stands in another word: they part their word, so that a run can end there.
fn torn_brackets(units: &[Unit], partners: &[Option<usize>]) -> Vec<bool> {
    let words = numbered(units, |class| matches!(class, Class::Native | Class::Wall | Class::Space | Class::Token));
    partners.iter().enumerate().map(|(at, partner)| partner.is_some_and(|p| words[p] != words[at])).collect()
}

/// For each unit the number of the stretch between separators that it stands in.
fn numbered(units: &[Unit], separates: impl Fn(Class) -> bool) -> Vec<usize> {
    let mut number = 0;
    let next = |u: &Unit| {
        number += usize::from(separates(u.class));
        number
    };
    units.iter().map(next).collect()
}

/// The direction of a letter's script; a letter of no script goes with any left-to-right one.
fn letter_dir(class: Class) -> Option<Dir> {
    match class {
        Class::Letter(letter) => Some(script::dir(letter)),
        Class::Native | Class::Digit(_) | Class::Space | Class::Sign(_) | Class::Atom | Class::Wall | Class::Token => None,
    }
}

/// The end of the chunk of letters of one direction, digits and signs that begins at `start`. A bracket that parts its
/// word begins a chunk.
fn chunk_end(units: &[Unit], start: usize, torn: &[bool]) -> usize {
    let mut dir = None;
    let whole = |at: &usize| *at == start || !torn[*at];
    let len = (start..units.len()).take_while(whole).map(|at| &units[at]).take_while(|u| match u.class {
        Class::Letter(_) => {
            let this = letter_dir(u.class);
            let same = dir.is_none() || dir == this;
            dir = this;
            same
        }
        Class::Digit(_) | Class::Sign(_) | Class::Atom => true,
        Class::Native | Class::Space | Class::Wall | Class::Token => false,
    });
    start + len.count()
}

/// What a chunk stands in.
#[derive(Clone, Copy)]
struct Around<'a> {
    base: &'a Locale,
    /// A letter of the base stands right before it.
    glued: bool,
    /// See [`Before::arabic`].
    arabic: bool,
}

/// The word of a chunk, or its numbers.
fn chunk(text: &str, units: &[Unit], chunk: Range<usize>, around: Around<'_>, walled: &mut bool, items: &mut Vec<Item>) {
    let mut push = |units: Range<usize>, kind: Kind| {
        items.push(Item { units, kind, walled: *walled });
        *walled = false;
    };
    if let Some(script) = majority(&units[chunk.clone()]) {
        // After a lone و, which is written together with any word, the signs are those of the word.
        let is_waw = chunk.start.checked_sub(1).is_some_and(|before| minus::is_lone_waw(text, units, before, around.base));
        push(word(units, chunk, around.glued && !is_waw, script::dir(script)), Kind::Word(script));
        return;
    }
    // A dash between two numbers is the text's own: 2019–2022 reads in its direction. What an atom shows is unknown.
    let dash = |u: &Unit| matches!(u.class, Class::Sign('–' | '—' | '―' | '…') | Class::Atom);
    let mut start = chunk.start;
    for part in units[chunk.clone()].split(dash) {
        let stretch = start..start + part.len();
        start = stretch.end + 1;
        let hyphen = number::range(text, units, stretch.clone());
        let ends = hyphen.map_or_else(|| [stretch.clone(), 0..0], |at| [stretch.start..at, at + 1..stretch.end]);
        for end in ends.into_iter().filter(|end| !end.is_empty()) {
            let leads = end.start == chunk.start;
            let context =
                Before { joint: leads && !minus::is_sign(text, units, end.clone(), around.base), arabic: around.arabic };
            if let Some((range, mut number)) = number::read(text, units, end, context) {
                // W4 makes one number of two European ones and the hyphen between them; a dash parts them everywhere.
                number.isolate |= hyphen.is_some() && !around.arabic && !units[range.start].is_arabic_indic();
                push(range, Kind::Number(number));
            }
        }
    }
}

/// The script that most letters of a chunk are of; Latin if it has as many as another (`μs`).
fn majority(chunk: &[Unit]) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for unit in chunk {
        if let Class::Letter(script) = unit.class {
            match counts.iter_mut().find(|(s, _)| *s == script) {
                Some((_, count)) => *count += 1,
                None => counts.push((script, 1)),
            }
        }
    }
    let weight = |(script, count): (Script, usize)| (script != Script::Common, count, script == Script::Latin);
    let first_best = |best: (Script, usize), next: (Script, usize)| if weight(next) > weight(best) { next } else { best };
    counts.into_iter().reduce(first_best).map(|(script, _)| script)
}

/// A chunk without the punctuation around its word, with the signs that belong to it: `C++`, `.NET`, `#tag`, `25°C`.
fn word(units: &[Unit], chunk: Range<usize>, glued: bool, dir: Dir) -> Range<usize> {
    let core = |u: &Unit| matches!(u.class, Class::Letter(_) | Class::Digit(_) | Class::Sign('_'));
    let first = units[chunk.clone()].iter().position(core).unwrap_or(0);
    let last = units[chunk.clone()].iter().rposition(core).unwrap_or(0);
    let (first, last) = (chunk.start + first, chunk.start + last);
    let start = word_start(units, chunk.start..first, glued, dir);
    start..word_end(units, last, chunk.end, dir)
}

/// Where the signs before a word begin that belong to it.
fn word_start(units: &[Unit], signs: Range<usize>, glued: bool, dir: Dir) -> usize {
    let sign = |back: usize| match signs.end.checked_sub(back).filter(|at| signs.contains(at)).map(|at| units[at].class) {
        Some(Class::Sign(c)) => Some(c),
        Some(Class::Native | Class::Letter(_) | Class::Digit(_) | Class::Space | Class::Atom | Class::Wall | Class::Token)
        | None => None,
    };
    // Right after a letter of the base a hyphen, a dot or a slash joins or parts the two.
    let free = |len: usize| !(glued && signs.end - len == signs.start);
    let digit = units[signs.end].is_digit();
    let len = match (sign(1), sign(2)) {
        (Some('#' | '@'), _) => 1,
        (Some(_), _) if dir == Dir::Rtl => 0,
        (Some('°'), _) => 1,
        (Some('-'), Some('-')) if sign(3).is_none() && free(2) => 2,
        (Some('-' | '+'), _) if digit && free(1) => 1,
        (Some('\u{2212}' | '±' | '~' | '≈' | '<' | '>' | '≤' | '≥'), _) if digit => 1,
        (Some('.'), before) if before != Some('.') && free(1) => 1,
        (Some(c), _) if number::is_currency(c) => 1,
        (Some(_) | None, _) => 0,
    };
    signs.end - len
}

/// Where the signs behind the last letter or digit of a word end that belong to it.
fn word_end(units: &[Unit], last: usize, chunk_end: usize, dir: Dir) -> usize {
    let sign = |ahead: usize| units[..chunk_end].get(last + ahead).map(|u| u.first);
    let digit = units[last].is_digit();
    // A call or an index without anything in it: `len()`, `a[]`.
    let empty = |ahead: &usize| {
        matches!((sign(*ahead), sign(ahead + 1)), (Some('('), Some(')')) | (Some('['), Some(']')) | (Some('{'), Some('}')))
    };
    let mut empties = 0;
    while dir == Dir::Ltr && empty(&(empties + 1)) {
        empties += 2;
    }
    if empties > 0 {
        return last + 1 + empties;
    }
    let len = match (sign(1), sign(2)) {
        // Arabic's own marks are strong: outside the run they would go to its far side.
        (Some('؟' | '؛' | '٪'), _) if dir == Dir::Rtl => 1,
        (Some(_), _) if dir == Dir::Rtl => 0,
        (Some('+'), Some('+')) => 2,
        (Some('+' | '®' | '™' | '©'), _) => 1,
        (Some('#'), _) if !digit => 1,
        (Some('%' | '‰' | '°' | '′' | '″'), _) if digit => 1,
        (Some(c), _) if number::is_currency(c) => 1,
        (Some(_) | None, _) => 0,
    };
    last + 1 + len
}
