//! A file or the whole project -> the names in it that somebody goes to: headings of pages, entries of data files.

use std::collections::BTreeMap;
use std::ops::Range;

use super::mentions::{Mention, Subject};
use super::{Desk, Kind, Place, entries};
use crate::ast::{BlockKind, text};
use crate::locale::fold::fold;

/// More than this is no list that anybody reads.
const MOST: usize = 300;

/// What a name is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A page.
    Page,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// An entry of a ledger.
    Entry,
}

/// A name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// How it is called.
    pub name: String,
    /// A word beside it.
    pub detail: String,
    /// What it is.
    pub sort: Sort,
    /// Where its name stands.
    pub place: Place,
    /// All that belongs to it.
    pub whole: Range<usize>,
}

/// The headings of a page, or the entries of a data file, in order.
pub fn of_file(desk: &Desk, path: &str) -> Vec<Symbol> {
    let Some(length) = desk.text(path).map(str::len) else { return Vec::new() };
    let mut found = if desk.document(path).is_some() { headings(desk, path) } else { keys(desk, path) };
    // What belongs to a name ends where the next of its level, or above it, begins.
    let level = |sort: Sort| if let Sort::Heading(level) = sort { level } else { 0 };
    for at in 0..found.len() {
        let own = level(found[at].sort);
        let next = found[at + 1..].iter().find(|other| level(other.sort) <= own);
        let end = next.map_or(length, |next| next.place.range.start).max(found[at].place.range.end);
        found[at].whole = found[at].place.range.start..end;
    }
    found
}

fn headings(desk: &Desk, path: &str) -> Vec<Symbol> {
    let Some(document) = desk.document(path) else { return Vec::new() };
    let mut found = Vec::new();
    for block in &document.blocks {
        if let BlockKind::Heading { level, anchor, content } = &block.kind {
            let name = text::inlines(content);
            let name = if name.trim().is_empty() { anchor.0.clone() } else { name };
            let place = Place { path: path.to_owned(), range: block.span.range() };
            found.push(Symbol { name, detail: format!("#{}", anchor.0), sort: Sort::Heading(*level), whole: 0..0, place });
        }
    }
    found
}

fn keys(desk: &Desk, path: &str) -> Vec<Symbol> {
    entries_of(desk, |mention| mention.place.path == path)
}

/// Entries whose keys pass, each with what is printed for it.
fn entries_of(desk: &Desk, passes: impl Fn(&Mention) -> bool) -> Vec<Symbol> {
    let mut shown: BTreeMap<(&str, Kind), BTreeMap<String, String>> = BTreeMap::new();
    let mut found = Vec::new();
    for mention in desk.named().iter().filter(|mention| mention.is_definition && passes(mention)) {
        let Subject { folder, kind, id } = &mention.subject;
        let lines = shown.entry((folder, *kind)).or_insert_with(|| {
            let list = entries::list(desk, folder, *kind);
            list.into_iter().map(|one| (one.id.clone(), [one.line(), one.title()].join(" "))).collect()
        });
        let detail = lines.get(id).map(|line| line.trim().to_owned()).unwrap_or_default();
        let (place, whole) = (mention.place.clone(), mention.place.range.clone());
        found.push(Symbol { name: id.clone(), detail, sort: Sort::Entry, place, whole });
    }
    found
}

/// Pages by their titles, headings and entries by id and by title in any language, that hold all words of a query.
pub fn of_project(desk: &Desk, query: &str) -> Vec<Symbol> {
    let wanted = fold(query);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |symbol: &Symbol| {
        let all = fold(&format!("{} {}", symbol.name, symbol.detail));
        words.iter().all(|word| all.contains(word))
    };
    let mut found = Vec::new();
    for document in desk.documents() {
        let place = Place { path: document.path.clone(), range: document.meta.title.span.range() };
        let (name, whole) = (document.meta.title.text.clone(), document.span.range());
        let page = Symbol { name, detail: document.path.clone(), sort: Sort::Page, place, whole };
        found.extend([page].into_iter().chain(headings(desk, &document.path)).filter(fits));
    }
    found.extend(entries_of(desk, |_| true).into_iter().filter(fits));
    found.truncate(MOST);
    found
}
