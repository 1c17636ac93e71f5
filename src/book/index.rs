//! A book -> its index in a language: the names it explains and what its chapters are about, in the order of the language's alphabet.

use std::collections::BTreeMap;

use crate::ast::{Anchor, EntryKind, Prose};
use crate::locale::fold::fold;
use crate::site::Site;
use crate::site::entries::chapters::{Chapter, anchor};

use super::block::Label;
use super::bound::{Book, Text};
use super::places;

/// An entry of an index.
#[derive(Clone, PartialEq, Debug)]
pub struct IndexEntry<'a> {
    /// A name, or a tag.
    pub name: &'a Prose,
    /// The place that says what is known of it: who names it leads there. `None` for a tag.
    pub label: Option<Label>,
    /// The chapters that have it as a tag.
    pub chapters: Vec<Label>,
}

/// The index of one of the languages of a book, by its place among them.
pub fn index<'a>(site: &'a Site, book: &Book<'a>, at: usize) -> Vec<IndexEntry<'a>> {
    let Some(locale) = book.sides.get(at).map(|side| side.locale) else { return Vec::new() };
    let texts = || book.chapters.iter().filter_map(|chapter| chapter.texts.get(at)?.as_ref());
    let mut entries: Vec<IndexEntry<'_>> = texts().flat_map(|text| names(site, book, text)).collect();
    let mut tags: BTreeMap<&str, Vec<Label>> = BTreeMap::new();
    for text in texts() {
        for tag in &text.page.tags {
            tags.entry(tag).or_default().push(Label(text.label.clone()));
        }
    }
    let known = &site.tags[usize::from(locale.id.0)];
    // A tag that is called like a name is one with it.
    let mut called: BTreeMap<String, usize> = entries.iter().enumerate().map(|(i, entry)| (fold(&entry.name.text), i)).collect();
    for (id, chapters) in tags {
        let Some(tag) = known.get(id) else { continue };
        let at = *called.entry(fold(&tag.name.text)).or_insert(entries.len());
        match entries.get_mut(at) {
            Some(entry) => entry.chapters.extend(chapters),
            None => entries.push(IndexEntry { name: &tag.name, label: None, chapters }),
        }
    }
    entries.sort_by(|a, b| locale.compare(locale.index_key(&a.name.text), locale.index_key(&b.name.text)));
    entries
}

/// The names and terms that a chapter made of the ledger explains.
fn names<'a>(site: &'a Site, book: &Book<'a>, text: &Text<'a>) -> Vec<IndexEntry<'a>> {
    let folder = text.page.key.path().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder));
    let ledger = folder.filter(|_| Chapter::made(text.document) == Some(Chapter::People));
    let Some(ledger) = ledger.and_then(|folder| site.ledgers.by_folder.get(folder)) else { return Vec::new() };
    let lists = [
        (EntryKind::Person, &ledger.people),
        (EntryKind::Place, &ledger.places),
        (EntryKind::Organisation, &ledger.organisations),
    ];
    let named = lists.into_iter().flat_map(|(kind, list)| list.iter().map(move |name| (kind, name.id.as_str(), &name.name)));
    let terms = site.ledgers.glossary.iter().map(|term| (EntryKind::Term, term.id.as_str(), &term.name));
    let places = named.chain(terms).map(|(kind, id, name)| (places::heading(&text.label, &Anchor(anchor(kind, id))), name));
    let shown = places.filter(|(label, _)| book.places.has(label));
    shown.map(|(label, name)| IndexEntry { name: name.get(text.page.locale), label: Some(label), chapters: Vec::new() }).collect()
}
