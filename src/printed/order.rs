//! A line as it stands on paper -> its text in the order in which it is read: the inverse of what UAX #9 does.
//!
//! Paper does not say everything: of two orders that look the same the likelier one is taken, and always the same one. Numbers and runs
//! of Latin stay whole, marks follow their letter, and brackets are told by their shape, since files name them in one way or the other.

use super::row::{Line, digit};
use super::{Glyph, Link};
use crate::locale::letter::is_mark;
use crate::locale::reading::{Reading, is_from_right, reading};
use crate::restore::spans::{self, CALL, CALL_END, LINK_END};

const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('‹', '›')];

/// Whether a character is one of a pair that is mirrored.
pub fn is_bracket(c: char) -> bool {
    PAIRS.iter().any(|(open, close)| c == *open || c == *close)
}

/// A letter with its marks, or several that one glyph prints.
#[derive(Clone, Debug)]
struct Unit {
    text: String,
    kind: Reading,
    opens_right: Option<bool>,
    link: Option<usize>,
    is_raised: bool,
}

/// What a unit does to direction: a letter says it, else a digit, else what comes first.
fn kind(text: &str) -> Reading {
    let all = || text.chars().map(reading);
    let is_letter = |kind: &Reading| matches!(kind, Reading::Left | Reading::Arabic | Reading::Right);
    all()
        .find(is_letter)
        .or_else(|| all().find(|kind| *kind == Reading::Digit))
        .or_else(|| all().find(|kind| *kind != Reading::Space))
        .unwrap_or(Reading::Space)
}

fn is_right(kind: Reading) -> bool {
    matches!(kind, Reading::Arabic | Reading::Right)
}

/// How far the letters of a line count for each direction: from the right, from the left.
pub fn letters(line: &Line) -> (usize, usize) {
    let all = || line.glyphs.iter().flat_map(|glyph| glyph.text.chars());
    (all().filter(|c| is_from_right(*c)).count(), all().filter(|c| c.is_alphabetic() && !is_from_right(*c)).count())
}

/// The text of a line.
pub fn text(line: &Line, from_right: bool, links: &[Link], offset: usize) -> String {
    let mut units = units(line, links);
    let read = if from_right { from_the_right(&mut units) } else { from_the_left(&mut units) };
    written(&units, &read, offset)
}

/// The units of a line from left to right, with spaces where the paper has them.
fn units(line: &Line, links: &[Link]) -> Vec<Unit> {
    let bases: Vec<&Glyph> = line.glyphs.iter().filter(|glyph| !is_marks(glyph) && !glyph.text.is_empty()).collect();
    let mut marks: Vec<Vec<&Glyph>> = vec![Vec::new(); bases.len()];
    for mark in line.glyphs.iter().filter(|glyph| is_marks(glyph)) {
        let best = beside(mark, &bases).or_else(|| {
            let far = |base: &Glyph| (base.from - mark.middle).max(mark.middle - base.to).max(0.0);
            let lettered = bases.iter().enumerate().filter(|(_, base)| !base.text.trim().is_empty());
            lettered.min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b))).map(|(at, _)| at)
        });
        if let Some(own) = best.and_then(|at| marks.get_mut(at)) {
            own.push(mark);
        }
    }
    let mut units: Vec<Unit> = Vec::new();
    let mut before: Option<&Glyph> = None;
    for (base, mut own) in bases.into_iter().zip(marks) {
        own.sort_by_key(|mark| mark.turn);
        let is_space = base.text.trim().is_empty();
        if let Some(last) = before
            && !is_space
            && !last.text.trim().is_empty()
            && base.from - last.to > line.size * room(last).min(room(base)).min(line.gap)
        {
            units.push(Unit { text: " ".to_owned(), kind: Reading::Space, opens_right: None, link: None, is_raised: false });
        }
        let mut text = if is_space { " ".to_owned() } else { base.text.trim().to_owned() };
        // Two glyphs may say one sign; no letter has it twice.
        for sign in own.iter().flat_map(|mark| mark.text.chars()) {
            if !text.contains(sign) {
                text.push(sign);
            }
        }
        let (x, y) = (f64::midpoint(base.from, base.to), base.base - base.size * 0.3);
        let led = links.iter().position(|link| {
            let [left, top, right, bottom] = link.around;
            x >= left && x <= right && y >= top && y <= bottom
        });
        let is_raised = base.base < line.base - line.size * 0.15 && base.size < line.size * 0.87;
        units.push(Unit { kind: kind(&text), text, opens_right: base.opens_right, link: led, is_raised });
        before = Some(base);
    }
    units
}

/// The letter that a sign follows: the one that was printed next to it, before or behind it as the line was printed.
fn beside(mark: &Glyph, bases: &[&Glyph]) -> Option<usize> {
    let near = |base: &Glyph| base.from - base.size * 0.6 < mark.middle && mark.middle < base.to + base.size * 0.6;
    let lettered = || bases.iter().enumerate().filter(|(_, base)| !base.text.trim().is_empty() && near(base));
    let before = lettered().filter(|(_, base)| base.turn < mark.turn).max_by_key(|(_, base)| base.turn)?;
    let behind = lettered().filter(|(_, base)| base.turn > mark.turn).min_by_key(|(_, base)| base.turn)?;
    if behind.1.turn - before.1.turn > 6 {
        return None;
    }
    let from_left = before.1.from < behind.1.from;
    let is_right = mark.text.chars().any(stands_on_right);
    Some(if from_left == is_right { behind.0 } else { before.0 })
}

/// Whether a sign belongs to letters that are read from the right.
fn stands_on_right(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{6ED}' | '\u{8CA}'..='\u{8FF}')
}

/// How wide a gap beside a glyph is a space, in sizes: what stands before the items of a list has less of it.
fn room(glyph: &Glyph) -> f64 {
    match glyph.text.as_str() {
        "•" | "◦" | "▪" | "●" | "○" | "‣" | "■" | "□" | "➢" | "✓" => 0.1,
        "." | ")" => 0.25,
        _ => 1.0,
    }
}

fn is_marks(glyph: &Glyph) -> bool {
    !glyph.text.is_empty() && glyph.text.chars().all(is_mark)
}

/// The order of a line whose paragraph is read from the right.
fn from_the_right(units: &mut [Unit]) -> Vec<usize> {
    let is_left = left_runs(units);
    let mut read = Vec::with_capacity(units.len());
    let mut at = units.len();
    let mut behind_arabic = false;
    while at > 0 {
        let end = at;
        if is_left[end - 1] {
            while at > 0 && is_left[at - 1] {
                at -= 1;
            }
            (at..end).for_each(|own| set(&mut units[own], false));
            read.extend(at..end);
            behind_arabic = false;
        } else if units[end - 1].kind == Reading::Digit {
            at = number(units, end, behind_arabic);
            read.extend(at..end);
        } else {
            at -= 1;
            set(&mut units[at], true);
            if is_right(units[at].kind) {
                behind_arabic = units[at].kind == Reading::Arabic;
            }
            read.push(at);
        }
    }
    percents(units, &mut read);
    read
}

/// The order of a line whose paragraph is read from the left.
fn from_the_left(units: &mut [Unit]) -> Vec<usize> {
    let mut read = Vec::with_capacity(units.len());
    let mut at = 0;
    while at < units.len() {
        if !is_right(units[at].kind) {
            set(&mut units[at], false);
            read.push(at);
            at += 1;
            continue;
        }
        // From the first letter that is read from the right to the last one before a letter that is not.
        let stop = units[at..].iter().position(|unit| unit.kind == Reading::Left).map_or(units.len(), |own| at + own);
        let last = units[at..stop].iter().rposition(|unit| is_right(unit.kind)).map_or(at, |own| at + own);
        let mut own = from_the_right(&mut units[at..=last]);
        for place in &mut own {
            *place += at;
        }
        read.extend(own);
        at = last + 1;
    }
    read
}

/// Which units belong to runs that are read from the left, within a line that is read from the right.
fn left_runs(units: &[Unit]) -> Vec<bool> {
    let mut is_left = vec![false; units.len()];
    let mut at = 0;
    while at < units.len() {
        let stop = units[at..].iter().position(|unit| is_right(unit.kind)).map_or(units.len(), |own| at + own);
        let own = &units[at..stop];
        let first = own.iter().position(|unit| unit.kind == Reading::Left);
        let last = own.iter().rposition(|unit| unit.kind == Reading::Left);
        if let (Some(first), Some(last)) = (first, last) {
            let begin = begins(own, first);
            let (first, last) = (begin, ends(own, begin, last));
            is_left[at + first..=at + last].fill(true);
            for mark in at + first + 1..at + last {
                if parts(units, mark) {
                    is_left[mark - 1..=mark].fill(false);
                }
            }
        }
        at = stop + 1;
    }
    is_left
}

/// Whether a mark stands between two runs of Latin that were set apart: it touches the one on its right, which it belongs to.
fn parts(units: &[Unit], at: usize) -> bool {
    let is_mark = units[at].text.starts_with([',', ';', ':', '.', '،', '؛', '؟']);
    is_mark && units[at - 1].kind == Reading::Space && units.get(at + 1).is_some_and(|next| next.kind != Reading::Space)
}

/// Where a run of Latin begins: a number that touches it belongs to it.
fn begins(units: &[Unit], first: usize) -> usize {
    let mut begin = first;
    for at in (0..first).rev() {
        match units[at].kind {
            Reading::Digit => begin = at,
            Reading::Joint | Reading::Space => {}
            Reading::Other if units[at].text.starts_with(['-', '–', '/', '+', '#', '@', '_', '&']) => {}
            Reading::Other | Reading::Left | Reading::Arabic | Reading::Right => break,
        }
    }
    begin
}

/// Where a run of Latin ends: a number behind it belongs to it, and a bracket that closes one within it.
fn ends(units: &[Unit], first: usize, last: usize) -> usize {
    let mut end = last;
    let mut open = units[first..=last].iter().filter(|unit| unit.opens_right == Some(true)).count();
    open = open.saturating_sub(units[first..=last].iter().filter(|unit| unit.opens_right == Some(false)).count());
    for (at, unit) in units.iter().enumerate().skip(last + 1) {
        match unit.kind {
            Reading::Digit => end = at,
            Reading::Joint | Reading::Space => {}
            Reading::Other if unit.opens_right == Some(false) && open > 0 => {
                open -= 1;
                end = at;
            }
            Reading::Other if unit.text.starts_with(['-', '–', '/', '+', '#', '@', '_', '&']) => {}
            Reading::Other | Reading::Left | Reading::Arabic | Reading::Right => break,
        }
    }
    end
}

/// Where the number begins that ends before `end`.
fn number(units: &[Unit], end: usize, behind_arabic: bool) -> usize {
    let mut at = end - 1;
    while at >= 2 {
        let (between, next) = (&units[at - 1], &units[at - 2]);
        let is_joined = next.is_raised == units[at].is_raised && between.kind == Reading::Joint;
        let is_hyphen = between.text.starts_with(['-', '–', '‑', '−']);
        if next.kind == Reading::Digit && (is_joined || is_hyphen && stays(units, at, end, behind_arabic)) {
            at -= 2;
        } else if between.kind == Reading::Digit && between.is_raised == units[at].is_raised {
            at -= 1;
        } else {
            break;
        }
    }
    if at == 1 && units[0].kind == Reading::Digit && units[0].is_raised == units[1].is_raised {
        at = 0;
    }
    at
}

/// Whether two numbers with a dash between them are read from the left: behind letters that are not Arabic, and years that grow.
fn stays(units: &[Unit], at: usize, end: usize, behind_arabic: bool) -> bool {
    let digits = |from: usize, to: usize| -> Option<u32> {
        let text: String = units.get(from..to)?.iter().map(|unit| unit.text.as_str()).collect();
        let digits: Option<Vec<u32>> = text.chars().map(digit).collect();
        digits.map(|all| all.iter().fold(0u32, |sum, digit| sum.saturating_mul(10).saturating_add(*digit)))
    };
    if !behind_arabic && units.get(at - 1).is_some_and(|unit| unit.text.starts_with('-')) {
        return true;
    }
    let is_year = |year: &u32| (1000..3000).contains(year);
    let start = (0..at - 1).rev().take_while(|own| units[*own].kind == Reading::Digit).last().unwrap_or(at - 1);
    match (digits(start, at - 1).filter(is_year), digits(at, end).filter(is_year)) {
        (Some(left), Some(right)) => left < right,
        _ => false,
    }
}

/// A percent sign belongs behind its number, on whichever side of it it was printed.
fn percents(units: &[Unit], read: &mut [usize]) {
    let is_percent = |at: usize| matches!(units[at].text.as_str(), "%" | "٪" | "‰");
    let mut at = 0;
    while at + 1 < read.len() {
        let is_alone = at == 0 || !matches!(units[read[at - 1]].kind, Reading::Digit);
        if is_percent(read[at]) && is_alone && units[read[at + 1]].kind == Reading::Digit {
            let end =
                read[at + 1..].iter().take_while(|own| matches!(units[**own].kind, Reading::Digit | Reading::Joint)).count();
            let end = (at + 1..=at + end).rev().find(|own| units[read[*own]].kind == Reading::Digit).unwrap_or(at);
            read[at..=end].rotate_left(1);
            at = end;
        }
        at += 1;
    }
}

/// A bracket as it is written in a text of a direction: by its shape.
fn set(unit: &mut Unit, from_right: bool) {
    let Some(opens_right) = unit.opens_right else { return };
    let Some(c) = unit.text.chars().next() else { return };
    let Some((open, close)) = PAIRS.iter().find(|(open, close)| c == *open || c == *close) else { return };
    let own = if opens_right == from_right { *close } else { *open };
    unit.text = std::iter::once(own).chain(unit.text.chars().skip(1)).collect();
}

/// The units in order as one text, with marks where links and raised numbers begin and end.
fn written(units: &[Unit], read: &[usize], offset: usize) -> String {
    let mut out = String::new();
    let (mut link, mut is_raised): (Option<usize>, bool) = (None, false);
    for (place, at) in read.iter().enumerate() {
        let unit = &units[*at];
        // A space between two parts of a link is a part of it; one at its end is not.
        let next = read[place..].iter().map(|own| &units[*own]).find(|own| own.kind != Reading::Space);
        let own_link =
            if unit.kind == Reading::Space { link.filter(|_| next.is_some_and(|next| next.link == link)) } else { unit.link };
        let raised = unit.is_raised && unit.kind == Reading::Digit;
        if is_raised && !raised {
            out.push(CALL_END);
        }
        if link != own_link {
            if link.is_some() {
                out.push(LINK_END);
            }
            if let Some(own) = own_link {
                out.push_str(&spans::link(own + offset));
            }
        }
        if raised && !is_raised {
            out.push(CALL);
        }
        (link, is_raised) = (own_link, raised);
        if unit.kind != Reading::Space || !out.ends_with(' ') {
            out.push_str(&unit.text);
        }
    }
    if is_raised {
        out.push(CALL_END);
    }
    if link.is_some() {
        out.push(LINK_END);
    }
    out.trim().to_owned()
}
