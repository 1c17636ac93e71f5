//! Two sequences of weights -> which belong together, by kind, order, references, anchors and length.
//!
//! The search is that of Gale and Church ("A program for aligning sentences in bilingual corpora", 1993) for blocks: the
//! cheapest way through both sequences in steps of one and one, one and none, one and two. What it costs to pair two texts
//! grows with the square of the difference of their lengths against what is usual, and falls with what both refer to and with the
//! numbers and names of both. The way is searched for only near the line through the blocks that share what nobody else has, so
//! that time and memory grow with the longer side.

use std::collections::BTreeMap;
use std::ops::Range;

use super::order::increasing;
use super::similarity::Weight;

/// How far from the line the way may lead where nothing but the ends holds it, and where anchors do.
const BAND: usize = 200;
const HELD: usize = 60;
/// Variance of the length of a text in one language per letter of the other, as Gale and Church measured it.
const VARIANCE: f64 = 6.8;
/// Lengths that do not fit at all cost no more than this: what both refer to must be able to outweigh them.
const MISFIT: f64 = 25.0;
/// As many letters of equal length are counted on both sides: a short text says little of the ratio of two languages.
const PRIOR: f64 = 2000.0;
/// So many letters that surely belong together tell the ratio better than all of both texts.
const SURE: f64 = 300.0;
/// A shorter block is not taken for two of the other language.
const SPLITS_FROM: f64 = 60.0;
/// A block without a partner.
const ALONE: f64 = 3.5;
/// Two blocks for one. Gale and Church found this likelier than a sentence without a partner; translators keep paragraphs more
/// than sentences, and a block that is missing must not hide in its neighbour.
const SPLIT: f64 = 6.0;
/// What an anchor is worth that one block of each side has, and what several are worth at most.
const ANCHOR: f64 = 10.0;
const ANCHORS: f64 = 26.0;
/// A difference of so many letters says nothing.
const SLACK: f64 = 12.0;

/// Which steps may be taken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::align) struct Moves {
    /// Whether two may be one.
    splits: bool,
    /// Letters of the second side for each of the first.
    ratio: f64,
}

impl Moves {
    /// Blocks of two texts: the ratio of their lengths is that of the blocks which surely belong together, if they say enough, else
    /// that of the whole.
    pub fn texts(a: &[Weight], b: &[Weight]) -> Self {
        let total = |side: &mut dyn Iterator<Item = &Weight>| side.map(|w| w.length).sum::<f64>();
        let held = held(a, b);
        let sure = [total(&mut held.iter().map(|(i, _)| &a[*i])), total(&mut held.iter().map(|(_, j)| &b[*j]))];
        let [ours, theirs] = if sure[0] >= SURE { sure } else { [total(&mut a.iter()) + PRIOR, total(&mut b.iter()) + PRIOR] };
        Self { splits: true, ratio: (theirs / ours).clamp(0.4, 2.5) }
    }

    /// Rows and items, which are never split.
    pub fn parts(a: &[Weight], b: &[Weight]) -> Self {
        Self { splits: false, ..Self::texts(a, b) }
    }
}

/// A step back from a place in the table: how many of each side it takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Pair,
    First,
    Second,
    TwoFirst,
    TwoSecond,
}

impl Step {
    /// Of two ways that cost the same, that one is taken whose last step comes first here: what is left over stands at the
    /// end, and the blocks before it are paired in order.
    const ALL: [Self; 5] = [Self::First, Self::Second, Self::Pair, Self::TwoFirst, Self::TwoSecond];

    fn takes(self) -> (usize, usize) {
        match self {
            Self::Pair => (1, 1),
            Self::First => (1, 0),
            Self::Second => (0, 1),
            Self::TwoFirst => (2, 1),
            Self::TwoSecond => (1, 2),
        }
    }
}

/// The ranges that belong together, in order; together they are both sides.
pub(in crate::align) fn align(a: &[Weight], b: &[Weight], moves: Moves) -> Vec<(Range<usize>, Range<usize>)> {
    if a.len() < b.len() {
        // The band is measured along the longer side.
        let turned = Moves { ratio: 1.0 / moves.ratio, ..moves };
        return align(b, a, turned).into_iter().map(|(theirs, ours)| (ours, theirs)).collect();
    }
    let steps = search(a, b, moves);
    let mut found = Vec::with_capacity(a.len());
    let (mut i, mut j) = (a.len(), b.len());
    // The way ends in its first place, which is the only one without a step: one and none is always allowed.
    while let Some(step) = steps[i].at(j) {
        let taken = step.takes();
        found.push((i - taken.0..i, j - taken.1..j));
        (i, j) = (i - taken.0, j - taken.1);
    }
    found.reverse();
    found
}

/// The places of blocks that share an anchor which no other block has: as many as can stand in the order of both.
fn held(a: &[Weight], b: &[Weight]) -> Vec<(usize, usize)> {
    let sole = |side: &[Weight]| -> BTreeMap<u32, usize> {
        let all = side.iter().enumerate().flat_map(|(at, w)| w.anchors.iter().map(move |anchor| (anchor, at)));
        all.filter(|(anchor, _)| anchor.worth >= 1.0).map(|(anchor, at)| (anchor.id, at)).collect()
    };
    let there = sole(b);
    let mut pairs: Vec<(usize, usize)> = sole(a).iter().filter_map(|(id, i)| Some((*i, *there.get(id)?))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    increasing(&pairs)
}

/// The columns of each line of the table that are near the line through the ends and the held places.
fn bands(a: &[Weight], b: &[Weight]) -> Vec<(usize, usize)> {
    let held = held(a, b);
    let width = if held.len() * 12 > a.len() { HELD } else { BAND };
    let mut bands = Vec::with_capacity(a.len() + 1);
    let (mut i, mut j) = (0, 0);
    for (to, there) in held.into_iter().chain([(a.len(), b.len())]) {
        let (lines, columns) = (to - i, there - j);
        // The last point has a line of its own.
        let end = if to == a.len() { lines + 1 } else { lines };
        for line in 0..end {
            let centre = j + (line * columns).checked_div(lines).unwrap_or(columns);
            bands.push((centre.saturating_sub(width), (centre + width).min(b.len())));
        }
        (i, j) = (to, there);
    }
    if let Some(first) = bands.first_mut() {
        first.0 = 0;
    }
    // A way leads from each line to the next, however far the held places jump.
    for line in 1..bands.len() {
        bands[line - 1].1 = bands[line - 1].1.max(bands[line].0);
    }
    bands
}

/// The last step of the cheapest way to every place near the diagonal, line by line.
fn search(a: &[Weight], b: &[Weight], moves: Moves) -> Vec<Line<Step>> {
    let mut steps = Vec::with_capacity(a.len() + 1);
    let bands = bands(a, b);
    // Costs of the last two lines.
    let (mut last, mut before_last) = (Line::default(), Line::default());
    for (i, (low, high)) in bands.into_iter().enumerate() {
        let (mut costs, mut taken) = (Line { low, cells: Vec::new() }, Line { low, cells: Vec::new() });
        for j in low..=high {
            let mut best = None;
            for step in Step::ALL {
                let (x, y) = step.takes();
                if x > i || y > j || (!moves.splits && x + y > 2) {
                    continue;
                }
                let line = match x {
                    0 => &costs,
                    1 => &last,
                    _ => &before_last,
                };
                let Some(so_far) = line.at(j - y) else { continue };
                let Some(cost) = cost(&a[i - x..i], &b[j - y..j], moves.ratio) else { continue };
                let cost = so_far + cost;
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, step));
                }
            }
            costs.cells.push(if i + j == 0 { Some(0.0) } else { best.map(|(cost, _)| cost) });
            taken.cells.push(best.map(|(_, step)| step));
        }
        before_last = std::mem::replace(&mut last, costs);
        steps.push(taken);
    }
    steps
}

/// One line of the table, from a column on.
struct Line<T> {
    low: usize,
    cells: Vec<Option<T>>,
}

impl<T> Default for Line<T> {
    fn default() -> Self {
        Self { low: 0, cells: Vec::new() }
    }
}

impl<T: Copy> Line<T> {
    fn at(&self, j: usize) -> Option<T> {
        self.cells.get(j.checked_sub(self.low)?).copied().flatten()
    }
}

/// What it costs to take these together; `None` if they never belong together.
fn cost(a: &[Weight], b: &[Weight], ratio: f64) -> Option<f64> {
    match (a, b) {
        ([one], []) => Some(alone(one, one.length)),
        ([], [one]) => Some(alone(one, one.length / ratio)),
        ([x], [y]) => Some(
            x.kind.clash(y.kind)?
                + fit(x.length, y.length, ratio)
                + told(shared(&x.marks, &y.marks), x, y, None)
                + anchored(&[x], &[y]),
        ),
        ([x, x2], [y]) => split(x, x2, y, fit(x.length + x2.length, y.length, ratio)),
        ([x], [y, y2]) => split(y, y2, x, fit(x.length, y.length + y2.length, ratio)),
        _ => None,
    }
}

/// A block without a partner: the more it says the more it is missed, and a heading most of all.
fn alone(one: &Weight, length: f64) -> f64 {
    let heading = if matches!(one.kind, super::similarity::Kind::Heading(_)) { 4.0 } else { 0.0 };
    let marks = if one.marks.is_empty() { 0.0 } else { 2.0 };
    let anchors = one.anchors.iter().map(|anchor| anchor.worth).sum::<f64>().min(2.0);
    ALONE + ((length - SLACK).max(0.0) / 80.0).min(3.0) + heading + marks + anchors
}

/// Two blocks of one kind for one.
fn split(one: &Weight, two: &Weight, other: &Weight, fit: f64) -> Option<f64> {
    if one.kind != two.kind || one.kind != other.kind || !one.kind.splits() || other.length < SPLITS_FROM {
        return None;
    }
    let both = shared(&one.marks, &other.marks) + shared(&two.marks, &other.marks);
    Some(SPLIT + fit + told(both, one, other, Some(two)) + anchored(&[one, two], &[other]))
}

/// How badly the lengths fit: half the square of the difference in standard deviations.
fn fit(a: f64, b: f64, ratio: f64) -> f64 {
    let expected = a * ratio;
    let deviation = (VARIANCE * f64::midpoint(expected, b) + 1.0).sqrt();
    let delta = ((b - expected).abs() - SLACK).max(0.0) / deviation;
    (delta * delta / 2.0).min(MISFIT)
}

/// What the references say: less than nothing where both have the same, more where they differ.
fn told(shared: usize, a: &Weight, b: &Weight, more: Option<&Weight>) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let total = a.marks.len() + b.marks.len() + more.map_or(0, |w| w.marks.len());
    if total == 0 {
        return 0.0;
    }
    if shared == 0 && !a.marks.is_empty() && !b.marks.is_empty() {
        return 8.0;
    }
    let part = (2.0 * count(shared) / count(total)).min(1.0);
    5.0 * (1.0 - part) - 3.0 * part
}

/// What numbers and names say: much where both have what few others have, something where each has others.
fn anchored(a: &[&Weight], b: &[&Weight]) -> f64 {
    let total = |side: &[&Weight]| side.iter().flat_map(|w| &w.anchors).map(|anchor| anchor.worth).sum::<f64>();
    let (ours, theirs) = (total(a), total(b));
    if ours + theirs <= 0.0 {
        return 0.0;
    }
    let mut both = 0.0;
    for (x, y) in a.iter().flat_map(|x| b.iter().map(move |y| (x, y))) {
        let (mut i, mut j) = (0, 0);
        while let (Some(one), Some(other)) = (x.anchors.get(i), y.anchors.get(j)) {
            both += if one.id == other.id { one.worth } else { 0.0 };
            (i, j) = (i + usize::from(one.id <= other.id), j + usize::from(other.id <= one.id));
        }
    }
    let apart = 3.0 * (ours - both).clamp(0.0, 1.0) + 3.0 * (theirs - both).clamp(0.0, 1.0);
    apart - (ANCHOR * both).min(ANCHORS)
}

/// How many marks two sorted lists have in common.
fn shared(a: &[String], b: &[String]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, both) = (i + 1, j + 1, both + 1);
            }
        }
    }
    both
}
