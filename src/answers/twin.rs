//! A place on a page -> the same place on the page in another language: the paragraph beside it, as both were aligned.

use super::{Desk, Place};
use crate::ast::Document;
use crate::site::place;

/// The pages of a key, in the order of paths.
pub(in crate::answers) fn of_key<'d>(desk: &'d Desk, key: &str) -> Vec<&'d Document> {
    let Some(config) = desk.config() else { return Vec::new() };
    let is_own = |document: &&Document| place::of(&document.path, &config.locales).is_some_and(|place| place.key == key);
    desk.documents().iter().map(|document| &**document).filter(is_own).collect()
}

/// The same place in every other language in which somebody has written the page; that which was written first comes first.
pub fn at(desk: &Desk, path: &str, at: usize) -> Vec<Place> {
    let Some(site) = desk.site() else { return Vec::new() };
    let mut found = Vec::new();
    for pair in site.pairs.iter().chain(&site.beside) {
        let Some(own) = pair.documents.iter().position(|document| document.path == path) else { continue };
        let (document, other) = (&pair.documents[own], &pair.documents[1 - own]);
        let row = document.blocks.iter().position(|block| at <= block.span.range().end).and_then(|block| {
            let row = pair.alignment().rows.iter().find(|row| [&row.first, &row.second][own].contains(&block))?;
            Some([row.first.clone(), row.second.clone()][1 - own].clone())
        });
        let is_head = document.body.is_some_and(|body| at < body.range().start);
        let place = match row {
            _ if is_head => line(desk, document, other, at),
            Some(blocks) => block(desk, other, blocks),
            None => None,
        };
        found.push(place.unwrap_or(Place { path: other.path.clone(), range: 0..0 }));
    }
    found
}

/// The blocks of a row; of one that the other side lacks, the place where it would stand: behind the block before it.
fn block(desk: &Desk, other: &Document, blocks: std::ops::Range<usize>) -> Option<Place> {
    let Some(first) = other.blocks.get(blocks.start).filter(|_| !blocks.is_empty()) else {
        let before = other.blocks.get(blocks.start.checked_sub(1)?)?;
        let end = before.span.range().end;
        return Some(Place { path: desk.place(before.span)?.path, range: end..end });
    };
    let last = other.blocks.get(blocks.end.checked_sub(1)?).unwrap_or(first);
    let path = desk.place(first.span)?.path;
    let range = first.span.range().start..last.span.range().end;
    // A heading holds the end of its line.
    let length = desk.text(&path)?.get(range.clone())?.trim_end().len();
    Some(Place { path, range: range.start..range.start + length })
}

/// The line of a head that begins as the line of the other one does: `title:`.
fn line(desk: &Desk, document: &Document, other: &Document, at: usize) -> Option<Place> {
    let text = desk.text(&document.path)?;
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let (name, _) = text[start..].lines().next()?.split_once(':')?;
    let theirs = desk.text(&other.path)?;
    let head = other.head.range();
    let mut from = head.start;
    for line in theirs.get(head)?.split_inclusive('\n') {
        if line.split_once(':').is_some_and(|(own, _)| own == name) {
            return Some(Place { path: other.path.clone(), range: from..from + line.trim_end().len() });
        }
        from += line.len();
    }
    None
}
