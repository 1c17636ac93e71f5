//! A chapter in one language or two -> which of its blocks stand beside each other on paper.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::align::Row;
use crate::ast::{BlockKind, Document};
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
    // What the ledger writes nobody reviews, so it is in no pair. Each language has its own order of names: the entries of the
    // second stand beside those of the first.
    let mut pairs = site.pairs_of(first.0.id).chain(site.beside_of(first.0.id));
    let Some((pair, reader)) = pairs.find(|(pair, own)| pair.pages[own.other().index()] == second.0.id) else {
        return by_name(&names(first.1), &names(second.1));
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

/// What each block is called: the names of headings, which for entries of the ledger are their ids.
fn names<'a>(document: &'a Document) -> Vec<Option<&'a str>> {
    let name = |kind: &'a BlockKind| if let BlockKind::Heading { anchor, .. } = kind { Some(anchor.0.as_str()) } else { None };
    document.blocks.iter().map(|block| name(&block.kind)).collect()
}

/// Headings of one name beside each other, each with what stands below it, in the order of the first; what only the second has
/// stands behind what it follows there.
fn by_name(first: &[Option<&str>], second: &[Option<&str>]) -> Vec<Row> {
    let below =
        |blocks: &[Option<&str>], from: usize| from..from + blocks[from..].iter().take_while(|name| name.is_none()).count();
    let places: BTreeMap<&str, usize> = second.iter().enumerate().filter_map(|(j, name)| Some(((*name)?, j))).collect();
    let mut paired = Vec::with_capacity(first.len().max(second.len()));
    let mut taken = vec![false; second.len()];
    let opening = (below(first, 0), below(second, 0));
    let mut next = opening.0.end;
    taken[opening.1.clone()].fill(true);
    added(&mut paired, opening.0, opening.1);
    while let Some(name) = first.get(next) {
        let own = below(first, next + 1);
        let twin = name.and_then(|name| places.get(name)).copied().filter(|j| !taken[*j]);
        let theirs = twin.map_or(0..0, |j| below(second, j + 1));
        paired.push(Row { first: next..next + 1, second: twin.map_or(0..0, |j| j..j + 1) });
        twin.into_iter().chain(theirs.clone()).for_each(|j| taken[j] = true);
        next = own.end;
        added(&mut paired, own, theirs);
    }
    let mut rows = Vec::with_capacity(paired.len());
    let mut alone = |rows: &mut Vec<Row>, from: usize| {
        for j in (from..second.len()).take_while(|j| !std::mem::replace(&mut taken[*j], true)) {
            rows.push(Row { first: 0..0, second: j..j + 1 });
        }
    };
    // What only the second has waits for the end of the entry that it follows.
    let mut end = 0;
    for row in paired {
        if first.get(row.first.start).is_some_and(|name| name.is_some() && !row.first.is_empty()) {
            alone(&mut rows, end);
        }
        end = if row.second.is_empty() { end } else { row.second.end };
        rows.push(row);
    }
    alone(&mut rows, end);
    // An entry whose own place was passed over.
    for j in 0..second.len() {
        alone(&mut rows, j);
    }
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
    use super::{added, by_name};
    use proptest::prelude::*;

    #[test]
    fn what_is_added_stands_in_order() {
        let mut rows = Vec::new();
        added(&mut rows, 3..5, 2..3);
        let places: Vec<_> = rows.into_iter().map(|row| (row.first, row.second)).collect();
        assert_eq!(places, [(3..4, 2..3), (4..5, 0..0)]);
    }

    #[test]
    fn entries_stand_beside_each_other_by_their_ids() {
        let shown = |first: &[Option<&str>], second: &[Option<&str>]| -> Vec<String> {
            by_name(first, second).iter().map(|row| format!("{:?}={:?}", row.first, row.second)).collect()
        };
        let first = [Some("people"), Some("person-a"), None, Some("person-b"), None, None];
        let second = [Some("people"), Some("person-b"), None, Some("person-c"), None, Some("person-a"), None];
        let expect = ["0..1=0..1", "1..2=5..6", "2..3=6..7", "3..4=1..2", "4..5=2..3", "5..6=0..0", "0..0=3..4", "0..0=4..5"];
        assert_eq!(shown(&first, &second)[..], expect);
        assert_eq!(shown(&[], &[None]), ["0..0=0..1"]);
    }

    proptest! {
        /// Every block of each side is in exactly one row, and the first keeps its order.
        #[test]
        fn nothing_is_lost(first in names(), second in names()) {
            let list = |names: &[u8]| -> Vec<Option<String>> { names.iter().map(|n| (*n > 0).then(|| n.to_string())).collect() };
            let (first, second) = (list(&first), list(&second));
            let [a, b] = [&first, &second].map(|list| list.iter().map(Option::as_deref).collect::<Vec<_>>());
            let rows = by_name(&a, &b);
            let ours: Vec<usize> = rows.iter().flat_map(|row| row.first.clone()).collect();
            let mut theirs: Vec<usize> = rows.iter().flat_map(|row| row.second.clone()).collect();
            theirs.sort_unstable();
            prop_assert!(ours.into_iter().eq(0..first.len()), "{:?}", rows);
            prop_assert!(theirs.into_iter().eq(0..second.len()), "{:?}", rows);
        }
    }

    fn names() -> impl Strategy<Value = Vec<u8>> {
        proptest::collection::vec(0_u8..6, 0..12)
    }
}
