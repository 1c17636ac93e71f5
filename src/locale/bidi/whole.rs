//! Runs and the parts of their text that read by themselves in; the same runs out, where each part that is foreign from end
//! to end is one run with its closing mark: `Who wrote this?`, `(Klein et al., 2020)`, `"Shut the door."`.
//!
//! Parts are the whole text, what stands between two brackets or quotation marks, and what the caller names: elements and
//! lines. Each is judged by sums over the text, so that nested parts cost no more than others.

use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};
use unicode_script::Script;

use super::item::{Found, Item, Kind};
use super::unit::{Class, Numerals, Unit};
use crate::locale::{Dir, Locale, script};

/// What decides which signs at its ends belong to a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The whole text, or what stands between two quotation marks: a colon at its end is its own.
    Text,
    /// An element, whose closing colon leads on to the text around it: `**GDP:** نما`.
    Element,
}

/// Makes one run of each part that is foreign from end to end. `elements` are ranges of units; `runs` are in order.
pub(in crate::locale::bidi) fn settle(
    units: &[Unit],
    items: &[Item],
    partners: &[Option<usize>],
    elements: &[Range<usize>],
    base: &Locale,
    runs: Vec<Found>,
) -> Vec<Found> {
    if runs.is_empty() {
        return runs;
    }
    let sums = Sums::new(units, items, base);
    let pairs = partners.iter().enumerate().filter_map(|(at, partner)| partner.filter(|p| *p > at).map(|p| at + 1..p));
    let elements = elements.iter().cloned().map(|range| (range, Part::Element));
    let mut wholes: Vec<Whole> = std::iter::once(0..units.len())
        .chain(pairs)
        .map(|range| (range, Part::Text))
        .chain(elements)
        .filter_map(|(range, part)| {
            sums.foreign(items, range.clone()).map(|script| Whole { range: edges(units, range, part), script })
        })
        .collect();
    wholes.sort_by_key(|whole| (whole.range.start, std::cmp::Reverse(whole.range.end)));
    let mut wholes = wholes.into_iter().peekable();
    let mut runs = runs.into_iter().peekable();
    let mut settled: Vec<Found> = Vec::new();
    while let Some(mut run) = runs.next() {
        // Whatever overlaps becomes one; what overlaps in two scripts stays as it was found.
        while let Some(whole) = wholes.next_if(|whole| whole.range.start < run.units.end) {
            let fits = run.script.is_none_or(|own| own == whole.script);
            if fits && whole.range.end > run.units.start {
                run.script = Some(whole.script);
                run.dir = script::dir(whole.script);
                run.units = run.units.start.min(whole.range.start)..run.units.end.max(whole.range.end);
                while let Some(next) = runs.next_if(|next| next.units.start < run.units.end) {
                    run.units.end = run.units.end.max(next.units.end);
                    run.items.end = next.items.end;
                }
            }
        }
        settled.push(run);
    }
    settled
}

/// A part that is foreign from end to end.
struct Whole {
    range: Range<usize>,
    script: Script,
}

/// A part without the spaces and the signs at its ends that join it to what is around it.
fn edges(units: &[Unit], mut range: Range<usize>, part: Part) -> Range<usize> {
    let joins = |u: &Unit| match u.class {
        Class::Space => true,
        Class::Sign(c) => matches!(c, '-' | '–' | '—' | '―' | '•' | '·' | '*' | '/' | '|' | '='),
        Class::Native | Class::Letter(_) | Class::Digit(_) | Class::Atom | Class::Wall | Class::Token => false,
    };
    let leads_on = |u: &Unit| part == Part::Element && matches!(u.class, Class::Sign(':' | ';' | ','));
    while range.start < range.end
        && (joins(&units[range.start]) || matches!(units[range.start].class, Class::Sign(':' | ';' | ',')))
    {
        range.start += 1;
    }
    while range.start < range.end && (joins(&units[range.end - 1]) || leads_on(&units[range.end - 1])) {
        range.end -= 1;
    }
    range
}

/// Running sums over a text.
struct Sums {
    /// How many units before each are at home in the base, or part texts.
    native: Vec<usize>,
    /// The items that are words of a script of the other direction.
    words: Vec<usize>,
    /// How many of them before each differ from the one before it.
    changes: Vec<usize>,
    /// The direction of the base.
    dir: Dir,
}

impl Sums {
    fn new(units: &[Unit], items: &[Item], base: &Locale) -> Self {
        let mut native = Vec::with_capacity(units.len() + 1);
        let mut count = 0;
        native.push(count);
        for unit in units {
            let at_home = match unit.class {
                Class::Native | Class::Wall => true,
                Class::Digit(Numerals::Eastern) => base.dir == Dir::Rtl,
                // An isolate that stands in the text may hold anything.
                Class::Atom => unit.first != '\u{FFFC}',
                // An address in a left-to-right text is one of its own words.
                Class::Token => base.dir == Dir::Ltr && bidi_class(unit.first) == BidiClass::L,
                Class::Digit(Numerals::Western) | Class::Letter(_) | Class::Space | Class::Sign(_) => false,
            };
            count += usize::from(at_home);
            native.push(count);
        }
        let script = |at: usize| match &items[at].kind {
            Kind::Word(script) => Some(*script),
            Kind::Token(_) | Kind::Number(_) => None,
        };
        let is_word = |at: &usize| script(*at).is_some_and(|script| script != Script::Common);
        let words: Vec<usize> = (0..items.len()).filter(is_word).collect();
        let mut changes = vec![0; words.len()];
        for at in 1..words.len() {
            changes[at] = changes[at - 1] + usize::from(script(words[at]) != script(words[at - 1]));
        }
        Self { native, words, changes, dir: base.dir }
    }

    /// The script of a part that has words of that one only, of the other direction than the base.
    fn foreign(&self, items: &[Item], part: Range<usize>) -> Option<Script> {
        if part.is_empty() || self.native[part.start] != self.native[part.end] {
            return None;
        }
        let first = self.words.partition_point(|at| items[*at].units.end <= part.start);
        let end = self.words.partition_point(|at| items[*at].units.start < part.end);
        let last = end.checked_sub(1).filter(|last| *last >= first)?;
        let Kind::Word(script) = &items[self.words[first]].kind else { return None };
        let inside = items[self.words[first]].units.start >= part.start && items[self.words[last]].units.end <= part.end;
        (inside && self.changes[first] == self.changes[last] && script::dir(*script) != self.dir).then_some(*script)
    }
}
