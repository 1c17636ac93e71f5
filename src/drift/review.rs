//! The units of a pair and what was accepted of it -> the state of each unit; and the lock after a review.
//!
//! Units have no names in the lock: a unit is known by its meaning. First those are found whose both sides are as accepted (if
//! only links, notes or levels are others, they have changed all the same),
//! then those of which one side is, then, among what is left, those that are most alike. Moving a block therefore changes
//! nothing, and neither does a new block before it.

use std::collections::BTreeMap;

use super::lock::Line;
use super::{Review, Reviewed, Side, State, Unit, diff};
use crate::locale::LocaleId;

/// Texts are the same one, edited, if at least so many of a thousand words are common.
const ALIKE: usize = 400;

/// Judges the units of a pair by the accepted lines.
pub fn review(locales: [LocaleId; 2], source: Side, units: Vec<Unit>, accepted: &[Line]) -> Review {
    let mut states: Vec<Option<(State, usize)>> = vec![None; units.len()];
    let mut left = Left::new(accepted);
    // Of lines with the same words the one with the same links, then one of which that is not known, then any.
    let ranks: [fn(&Line, &Unit) -> bool; 3] = [Line::has_frames_of, |line, _| line.frames.is_none(), |_, _| true];
    for is_it in ranks {
        for (unit, state) in units.iter().zip(&mut states).filter(|(_, state)| state.is_none()) {
            let has_words = |line: &Line| Side::BOTH.iter().all(|side| line.has_words_of(unit, *side));
            let found = left.take(|line| has_words(line) && is_it(line, unit));
            *state = found.map(|at| (reframed(&accepted[at], unit), at));
        }
    }
    // The side that the page is written in is what a unit is known by first.
    for known in [source, source.other()] {
        for (unit, state) in units.iter().zip(&mut states).filter(|(_, state)| state.is_none()) {
            let Some(own) = hash(unit, known) else { continue };
            let found = left.take(|line| line.hashes[known.index()].as_deref() == Some(own));
            *state = found.map(|at| (State::Changed(known.other()), at));
        }
    }
    for (unit, state) in units.iter().zip(&mut states).filter(|(_, state)| state.is_none()) {
        *state = left.most_alike(unit).map(|at| (State::BothChanged, at));
    }
    let judged = units.into_iter().zip(states).map(|(unit, state)| {
        let accepted = state.map(|(_, at)| accepted[at].clone());
        Reviewed { unit, state: state.map_or(State::New, |(state, _)| state), accepted }
    });
    Review { locales, source, is_reviewed: !accepted.is_empty(), units: judged.collect() }
}

/// The state of a unit whose words are those of a line.
fn reframed(line: &Line, unit: &Unit) -> State {
    let Some(frames) = &line.frames else { return State::Current };
    let is_same = |side: Side| frames[side.index()] == unit.side(side).and_then(|text| text.frame.clone());
    match Side::BOTH.map(is_same) {
        [true, true] => State::Current,
        [true, false] => State::Changed(Side::Second),
        [false, true] => State::Changed(Side::First),
        [false, false] => State::BothChanged,
    }
}

fn hash(unit: &Unit, side: Side) -> Option<&str> {
    unit.side(side).map(|text| text.hash.as_str())
}

/// Lines that no unit has taken yet.
struct Left<'a> {
    lines: BTreeMap<usize, &'a Line>,
}

impl<'a> Left<'a> {
    fn new(accepted: &'a [Line]) -> Self {
        Self { lines: accepted.iter().enumerate().collect() }
    }

    fn take(&mut self, is_it: impl Fn(&Line) -> bool) -> Option<usize> {
        let at = self.lines.iter().find(|(_, line)| is_it(line)).map(|(at, _)| *at)?;
        self.lines.remove(&at);
        Some(at)
    }

    fn most_alike(&mut self, unit: &Unit) -> Option<usize> {
        let alike = |line: &Line| {
            let side = |side: Side| unit.side(side).map_or(0, |text| diff::likeness(&line.prints[side.index()], &text.words));
            side(Side::First).max(side(Side::Second))
        };
        let best = self.lines.iter().map(|(at, line)| (alike(line), std::cmp::Reverse(*at))).max();
        let (likeness, std::cmp::Reverse(at)) = best?;
        (likeness >= ALIKE).then(|| {
            self.lines.remove(&at);
            at
        })
    }
}

/// The lines of a pair after the units that `is_accepted` names were accepted as they are now. Lines that no unit is known by
/// any more are dropped.
pub fn accept(review: &Review, is_accepted: impl Fn(&Unit) -> bool) -> Vec<Line> {
    let line = |reviewed: &Reviewed| {
        if is_accepted(&reviewed.unit) { Some(Line::of(&reviewed.unit)) } else { reviewed.accepted.clone() }
    };
    review.units.iter().filter_map(line).collect()
}
