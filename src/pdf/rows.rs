//! A chapter in one language or two -> which of its blocks stand beside each other on paper.

use std::ops::Range;

use crate::align::{Row, align};
use crate::ast::Document;
use crate::site::{Page, Site};

/// The rows of a chapter: those of its pair where two languages were written, each block by itself where there is one. Every
/// block of each language is in exactly one row, and keeps its order.
pub fn rows(site: &Site, sides: &[Option<(&Page, &Document)>]) -> Vec<Row> {
    match sides {
        [Some(first), Some(second)] => paired(site, *first, *second),
        [Some((_, first)), ..] => (0..first.blocks.len()).map(|i| Row { first: i..i + 1, second: 0..0 }).collect(),
        [None, Some((_, second)), ..] => (0..second.blocks.len()).map(|i| Row { first: 0..0, second: i..i + 1 }).collect(),
        [None, ..] | [] => Vec::new(),
    }
}

fn paired(site: &Site, first: (&Page, &Document), second: (&Page, &Document)) -> Vec<Row> {
    // What the ledger writes nobody reviews, so it is in no pair.
    let Some((pair, reader)) = site.pairs_of(first.0.id).find(|(pair, own)| pair.pages[own.other().index()] == second.0.id)
    else {
        return align(first.1, second.1).rows;
    };
    let (own, other) = (reader.index(), reader.other().index());
    let turned = |row: &Row| {
        let sides = [&row.first, &row.second];
        Row { first: sides[own].clone(), second: sides[other].clone() }
    };
    let mut rows: Vec<Row> = pair.alignment().rows.iter().map(turned).collect();
    // The rows are of what was written; what the ledger added stands after it.
    let [own, other] = [own, other].map(|side| pair.documents[side].blocks.len());
    added(&mut rows, own..first.1.blocks.len(), other..second.1.blocks.len());
    rows
}

/// Adds blocks beside each other in their order.
fn added(rows: &mut Vec<Row>, mut first: Range<usize>, mut second: Range<usize>) {
    let one = |at: Option<usize>| at.map_or(0..0, |at| at..at + 1);
    while let (a, b) = (first.next(), second.next())
        && (a.is_some() || b.is_some())
    {
        rows.push(Row { first: one(a), second: one(b) });
    }
}

#[cfg(test)]
mod tests {
    use super::added;

    #[test]
    fn what_is_added_stands_in_order() {
        let mut rows = Vec::new();
        added(&mut rows, 3..5, 2..3);
        let places: Vec<_> = rows.into_iter().map(|row| (row.first, row.second)).collect();
        assert_eq!(places, [(3..4, 2..3), (4..5, 0..0)]);
    }
}
