//! Roof: two documents of one page in two languages -> rows of blocks that belong beside each other.
//!
//! 1. Headings with a name that both documents have (`{#id}`) are fixed points.
//! 2. Between them, headings are fixed points too where both sides have the same levels in the same order.
//! 3. Between those, blocks find each other by kind, order, what they refer to, the numbers and Latin names in them and their
//!    length (`lengths`); one block may be two in the other language.
//! 4. Rows of tables and items of lists are paired in the same way (`inner`), notes by their labels.
//!
//! Every block of both documents is in exactly one row, and each side keeps its order. The same documents give the same
//! rows on every machine: nothing but `+ - * /` and square roots is computed, which IEEE 754 rounds in one way.

mod lengths;
mod order;
pub mod refine;
mod similarity;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ast::{Block, BlockKind, Document, Note};
use lengths::Moves;
use order::increasing;
use similarity::Weight;

/// Blocks that belong beside each other; a side without a partner is empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Blocks of the first document.
    pub first: Range<usize>,
    /// Blocks of the second document.
    pub second: Range<usize>,
}

impl Row {
    /// Whether both sides have something.
    pub fn is_pair(&self) -> bool {
        !self.first.is_empty() && !self.second.is_empty()
    }
}

/// Two items that belong beside each other, by their places; a side without a partner is `None`.
pub type Pair = (Option<usize>, Option<usize>);

/// What belongs together in two documents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alignment {
    /// Rows in reading order.
    pub rows: Vec<Row>,
    /// Notes in the order of the first document; those of the second alone follow.
    pub notes: Vec<Pair>,
}

/// Aligns two documents.
pub fn align(first: &Document, second: &Document) -> Alignment {
    let (mut a, mut b) = (similarity::of_document(first), similarity::of_document(second));
    similarity::anchor(&mut a, &mut b);
    let moves = Moves::texts(&a, &b);
    let mut rows = Vec::with_capacity(a.len().max(b.len()));
    let (mut i, mut j) = (0, 0);
    for (heading, twin) in named(&first.blocks, &second.blocks).into_iter().chain([(a.len(), b.len())]) {
        for (from, to) in fixed(&first.blocks, &second.blocks, i..heading, j..twin) {
            between(&a, &b, moves, i..from, j..to, &mut rows);
            (i, j) = (from, to);
            if from < heading {
                rows.push(Row { first: from..from + 1, second: to..to + 1 });
                (i, j) = (from + 1, to + 1);
            }
        }
        if heading < a.len() {
            rows.push(Row { first: heading..heading + 1, second: twin..twin + 1 });
            (i, j) = (heading + 1, twin + 1);
        }
    }
    Alignment { rows, notes: notes(&first.notes, &second.notes) }
}

/// Rows of blocks between two fixed points.
fn between(a: &[Weight], b: &[Weight], moves: Moves, first: Range<usize>, second: Range<usize>, rows: &mut Vec<Row>) {
    let (from, to) = (first.start, second.start);
    for (x, y) in lengths::align(&a[first], &b[second], moves) {
        rows.push(Row { first: from + x.start..from + x.end, second: to + y.start..to + y.end });
    }
}

/// The places of headings whose name both documents have: as many as can stand in the order of both.
fn named(a: &[Block], b: &[Block]) -> Vec<(usize, usize)> {
    let places: BTreeMap<&str, usize> = b.iter().enumerate().filter_map(|(j, block)| Some((anchor(block)?, j))).collect();
    let pairs: Vec<(usize, usize)> = a
        .iter()
        .enumerate()
        .filter_map(|(i, block)| Some((i, *places.get(anchor(block)?)?)))
        .filter(|(i, j)| !matches!((level(&a[*i]), level(&b[*j])), (None, _) | (_, None)))
        .collect();
    increasing(&pairs)
}

/// The headings between two fixed points, paired in order where their levels are the same; then the end of both ranges.
fn fixed(a: &[Block], b: &[Block], first: Range<usize>, second: Range<usize>) -> Vec<(usize, usize)> {
    let headings = |blocks: &[Block], range: &Range<usize>| -> Vec<(usize, u8)> {
        range.clone().filter_map(|i| Some((i, level(&blocks[i])?))).collect()
    };
    let (ours, theirs) = (headings(a, &first), headings(b, &second));
    let same = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(x, y)| x.1 == y.1);
    let mut pairs = if same { ours.iter().zip(&theirs).map(|(x, y)| (x.0, y.0)).collect() } else { Vec::new() };
    pairs.push((first.end, second.end));
    pairs
}

fn anchor(block: &Block) -> Option<&str> {
    if let BlockKind::Heading { anchor, .. } = &block.kind { Some(&anchor.0) } else { None }
}

fn level(block: &Block) -> Option<u8> {
    if let BlockKind::Heading { level, .. } = &block.kind { Some(*level) } else { None }
}

/// Notes by label; those whose label the other side lacks, in order, as far as there are such on both sides.
fn notes(a: &[Note], b: &[Note]) -> Vec<Pair> {
    let places: BTreeMap<&str, usize> = b.iter().enumerate().map(|(j, note)| (note.label.as_str(), j)).collect();
    let labels: BTreeMap<&str, usize> = a.iter().enumerate().map(|(i, note)| (note.label.as_str(), i)).collect();
    let mut spare = b.iter().enumerate().filter(|(_, note)| !labels.contains_key(note.label.as_str())).map(|(j, _)| j);
    let mut pairs: Vec<Pair> = Vec::with_capacity(a.len());
    for (i, note) in a.iter().enumerate() {
        let twin = places.get(note.label.as_str()).copied().or_else(|| spare.next());
        pairs.push((Some(i), twin));
    }
    pairs.extend(spare.map(|j| (None, Some(j))));
    pairs
}
