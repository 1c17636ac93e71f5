//! Footnotes of a page: a link to a place that links back to it, however the program writes them (WordPress, pandoc, Hugo, Word).

use std::collections::{BTreeMap, BTreeSet};

use super::names;
use super::reading::{Reading, nowhere};
use super::tree::{Id, Tree};
use crate::ast::Note;

/// What a note is made of.
pub(in crate::hypertext) struct Body {
    /// The number of the note.
    pub number: usize,
    /// The element that holds it.
    pub holder: Id,
}

/// Finds the notes of a page. Their references, what leads back, and what holds only them are known to the reading from then on; the
/// bodies are for whoever writes blocks.
pub(in crate::hypertext) fn find(reading: &mut Reading<'_>) -> Vec<Body> {
    let tree = reading.tree;
    let places = places(tree);
    if places.is_empty() {
        return Vec::new();
    }
    let links = links(tree);
    let led = |to: &str| places.get(to).map(|id| holder(tree, *id)).filter(|holder| may_be_note(tree, *holder));
    let holders: BTreeSet<Id> = links.iter().filter_map(|(_, to)| led(to)).collect();
    // Where the links within each of them lead: those back are among them.
    let mut back: BTreeMap<Id, BTreeMap<&str, Vec<Id>>> = BTreeMap::new();
    for (link, to) in &links {
        if let Some(holder) = tree.around(*link).take(DEEP).find(|id| holders.contains(id)) {
            back.entry(holder).or_default().entry(to).or_default().push(*link);
        }
    }
    let mut numbers: BTreeMap<Id, usize> = BTreeMap::new();
    for (link, to) in &links {
        // A reference stands before its note; what leads from within one is a link back.
        let Some(holder) = led(to).filter(|holder| holder > link) else { continue };
        if tree.around(*link).take(DEEP).any(|id| numbers.contains_key(&id)) {
            continue;
        }
        let own = back.entry(holder).or_default();
        let backward: Vec<Id> = names_of(tree, *link).filter_map(|name| own.remove(name)).flatten().collect();
        if backward.is_empty() && !(numbers.contains_key(&holder) && is_raised(tree, *link)) {
            continue;
        }
        reading.skipped.extend(backward);
        let next = numbers.len();
        reading.references.insert(*link, *numbers.entry(holder).or_insert(next));
    }
    reading.skipped.extend(numbers.keys());
    let mut bodies: Vec<Body> = numbers.iter().map(|(holder, number)| Body { number: *number, holder: *holder }).collect();
    bodies.sort_by_key(|body| body.number);
    reading.notes = bodies.iter().map(|body| label(body.number)).collect();
    without_rules(reading, &numbers);
    bodies
}

/// Whether an element can be a note: an item, a paragraph, or what says so.
fn may_be_note(tree: &Tree, holder: Id) -> bool {
    let says = |name: &str| {
        tree.attribute(holder, name).is_some_and(|value| ["fn", "ftn", "edn", "note"].iter().any(|own| value.contains(own)))
    };
    match tree.name(holder) {
        "li" | "p" | "td" | "dd" => true,
        "div" | "aside" => says("id") || says("class") || says("role"),
        _ => false,
    }
}

/// The names at which a link stands: its own, those in it, and those around it in its line.
fn names_of(tree: &Tree, link: Id) -> impl Iterator<Item = &str> {
    let around = tree.around(link).take(DEEP).take_while(|id| !names::is_block(tree.name(*id)));
    let all = std::iter::once(link).chain(tree.within(link).take(DEEP)).chain(around);
    all.flat_map(move |id| ["id", "name"].into_iter().filter_map(move |name| tree.attribute(id, name)))
}

/// How many elements around a link are looked at.
const DEEP: usize = 12;

fn label(number: usize) -> Note {
    Note { span: nowhere(), label: (number + 1).to_string(), references: 1, content: Vec::new() }
}

/// Names that a link can lead to.
fn places(tree: &Tree) -> BTreeMap<&str, Id> {
    let mut places = BTreeMap::new();
    for id in tree.within(0) {
        for name in ["id", "name"].into_iter().filter_map(|name| tree.attribute(id, name)).filter(|name| !name.is_empty()) {
            places.entry(name).or_insert(id);
        }
    }
    places
}

/// Links within the page, with the names that they lead to.
fn links(tree: &Tree) -> Vec<(Id, &str)> {
    let own = tree.within(0).filter(|id| tree.name(*id) == "a");
    own.filter_map(|id| Some((id, tree.attribute(id, "href")?.trim().strip_prefix('#')?)))
        .filter(|(_, to)| !to.is_empty())
        .collect()
}

/// The element that holds the text at a place: the place itself, or what a named link begins.
fn holder(tree: &Tree, place: Id) -> Id {
    if names::is_block(tree.name(place)) {
        return place;
    }
    let mut around = tree.around(place).take(DEEP);
    let found = around.find(|id| matches!(tree.name(*id), "li" | "p" | "div" | "td" | "dd")).unwrap_or(place);
    // Word has a `div` around the paragraphs of a note.
    let parent = tree.around(found).next().filter(|parent| tree.name(found) == "p" && tree.name(*parent) == "div");
    parent.filter(|parent| tree.attribute(*parent, "id").is_some()).unwrap_or(found)
}

/// Whether a link stands above the line, as the numbers of notes do.
fn is_raised(tree: &Tree, link: Id) -> bool {
    let is_sup = |id: Id| tree.name(id) == "sup";
    tree.around(link).next().is_some_and(is_sup)
        || tree.children(link).next().is_some_and(is_sup)
        || tree.has_class(link, "footnote-ref")
}

/// The line above the notes goes with them.
fn without_rules(reading: &mut Reading<'_>, numbers: &BTreeMap<Id, usize>) {
    let tree = reading.tree;
    let is_note = |id: Id| numbers.contains_key(&id) || tree.is_blank(id);
    let is_of_notes = |id: Id| {
        let mut own = tree.children(id).filter(|id| !tree.is_blank(*id)).peekable();
        numbers.contains_key(&id) || matches!(tree.name(id), "ol" | "ul" | "div") && own.peek().is_some() && own.all(is_note)
    };
    let mut found = Vec::new();
    let mut last: BTreeMap<Id, Id> = BTreeMap::new();
    for id in tree.within(0).filter(|id| !tree.is_blank(*id)) {
        let parent = tree.nodes[id].parent;
        let before = last.insert(parent, id).filter(|before| tree.name(*before) == "hr");
        found.extend(before.filter(|_| is_of_notes(id)));
    }
    reading.skipped.extend(found);
}
