//! Pages -> what they refer to: entries of the ledgers, and files.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::meta::Extra;
use crate::ast::{Block, Document, EntryKind, Inline, walk};
use crate::diag::Diagnostics;
use crate::escape;
use crate::figure::block::Declared;
use crate::ledger::Ledgers;
use crate::ledger::names::GLOSSARY;
use crate::site::absent::{Entry, Kind};
use crate::site::entries::context::Tools;
use crate::site::entries::expand;
use crate::site::letters::{self, Files};
use crate::site::place::{CONTENT, Place};
use crate::site::{address, figures, picture};
use crate::source::{FileId, SourceTree};

/// What pages refer to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Uses {
    /// Entries that are named.
    pub named: BTreeSet<Entry>,
    /// Entries that stand in a list of all there are: `from: facts`, `events: all`.
    pub listed: BTreeSet<Entry>,
    /// Files.
    pub files: BTreeSet<FileId>,
}

/// All that some pages refer to.
pub fn of_all<'d>(
    pages: impl Iterator<Item = (&'d Place, &'d Arc<Document>)>,
    tools: Tools<'_>,
    tree: &SourceTree,
    declared: &Declared,
) -> Uses {
    let pages: Vec<_> = pages.collect();
    let add = |mut all: Uses, one: Uses| {
        all.add(one);
        all
    };
    pages.par_iter().map(|(place, document)| of(place, document, tools, tree, declared)).reduce(Uses::default, add)
}

/// All that some pages name, letter by letter; `known` are the entries that there are.
pub fn named<'d>(
    pages: impl Iterator<Item = (&'d Place, &'d Arc<Document>)>,
    ledgers: &Ledgers,
    (tree, files): (&SourceTree, &Files<'_>),
    known: &BTreeSet<Entry>,
) -> Uses {
    let mut uses = Uses::default();
    for (place, document) in pages {
        let ledger = ledgers.of_page(&place.key).map_or("", |ledger| ledger.folder.as_str());
        let text = tree.file(document.span.file).text().unwrap_or_default();
        let files = files.named(&document.path, text);
        // Figures may stand in files of their own.
        for text in files.iter().filter_map(|id| tree.file(*id).text()).chain([text]) {
            let named = letters::entries(text);
            let kinds: Vec<Kind> = named.all.iter().filter_map(|word| Kind::of_word(word)).collect();
            uses.listed.extend(known.iter().filter(|(folder, kind, _)| folder == ledger && kinds.contains(kind)).cloned());
            let entries = named.entries.into_iter().filter_map(|(word, id)| {
                let kind = Kind::of_word(word)?;
                let folder = if kind == Kind::Of(EntryKind::Term) { String::new() } else { ledger.to_owned() };
                Some((folder, kind, id))
            });
            uses.named.extend(entries.filter(|entry| known.contains(entry)));
        }
        uses.files.extend(files);
    }
    uses
}

impl Uses {
    /// Adds what others refer to.
    pub fn add(&mut self, more: Self) {
        self.named.extend(more.named);
        self.listed.extend(more.listed);
        self.files.extend(more.files);
    }
}

fn of(place: &Place, document: &Document, tools: Tools<'_>, tree: &SourceTree, declared: &Declared) -> Uses {
    let ledger = tools.ledgers.of_page(&place.key).map_or("", |ledger| ledger.folder.as_str());
    let entry = |kind: EntryKind, id: &str| (folder(kind, ledger), Kind::Of(kind), id.to_owned());
    let mut uses = Uses::default();
    for (kind, id) in document.refs.iter().filter_map(|r| EntryKind::of(&r.raw)) {
        uses.named.insert(entry(kind, id));
    }
    // What is wrong with a figure is told where it is read to be shown.
    let figures = figures::of(document, &place.key, tools, tree, declared, &mut Diagnostics::new());
    uses.files.extend(figures.files);
    let event = |id: String| (ledger.to_owned(), Kind::Event, id);
    uses.named.extend(figures.asked.named.iter().map(|(kind, id)| entry(*kind, id)));
    uses.named.extend(figures.asked.named_events.into_iter().map(event));
    uses.listed.extend(figures.asked.entries.iter().map(|(kind, id)| entry(*kind, id)));
    uses.listed.extend(figures.asked.events.into_iter().map(event));

    let tag = &tools.locales.get(document.locale).tag;
    let mut file = |raw: &str| uses.files.extend(file(tree, &document.path, raw, tag));
    document.refs.iter().for_each(|r| file(&r.raw));
    document.meta.image.iter().for_each(|image| file(&image.source.value));
    document.meta.extra.values().for_each(|value| extra(value, &mut file));
    let mut seek = |html: &str| addresses(&escape::resolved(html)).into_iter().for_each(&mut file);
    blocks(&document.blocks, &mut seek);
    document.notes.iter().for_each(|note| blocks(&note.content, &mut seek));
    uses
}

/// The folder under which an entry of a kind is known.
fn folder(kind: EntryKind, ledger: &str) -> String {
    match kind {
        EntryKind::Term => String::new(),
        EntryKind::Fact
        | EntryKind::Claim
        | EntryKind::Person
        | EntryKind::Place
        | EntryKind::Organisation
        | EntryKind::Source => ledger.to_owned(),
    }
}

/// The data file that an entry stands in.
pub fn data_file((folder, kind, _): &Entry) -> String {
    let name = match kind {
        Kind::Event => "events.yaml",
        // Terms stand in the one file of the site.
        Kind::Of(EntryKind::Term) => return GLOSSARY.to_owned(),
        Kind::Of(kind) => expand::file(*kind),
    };
    if folder.is_empty() { format!("{CONTENT}/{name}") } else { format!("{CONTENT}/{folder}/{name}") }
}

/// Entries, and all that they rest on.
pub fn with_cited(ledgers: &Ledgers, mut entries: BTreeSet<Entry>) -> BTreeSet<Entry> {
    let mut open: Vec<Entry> = entries.iter().cloned().collect();
    while let Some(entry) = open.pop() {
        for cited in cited(ledgers, &entry) {
            if entries.insert(cited.clone()) {
                open.push(cited);
            }
        }
    }
    entries
}

/// The file below the content that an address on a page means, if it means one.
pub fn file(tree: &SourceTree, page: &str, raw: &str, tag: &str) -> Option<FileId> {
    let path = raw.trim().split(['#', '?']).next().filter(|path| !path.is_empty() && !path.starts_with("//"))?;
    let (folder, path) = match path.strip_prefix('/') {
        Some(path) => (CONTENT, path),
        None => (page.rsplit_once('/').map_or("", |(folder, _)| folder), path),
    };
    let full = address::join(folder, &address::decode(path)?)?;
    full.strip_prefix(CONTENT).filter(|rest| rest.starts_with('/'))?;
    picture::variant(tree, &full, tag).map(|file| file.id)
}

/// Texts that a theme is given may name files.
fn extra(value: &Extra, found: &mut dyn FnMut(&str)) {
    match value {
        Extra::Null | Extra::Bool(_) | Extra::Int(_) | Extra::Float(_) => {}
        Extra::Text(text) => found(text),
        Extra::List(items) => items.iter().for_each(|item| extra(item, found)),
        Extra::Map(map) => map.iter().for_each(|(_, value)| extra(value, found)),
    }
}

/// The values of the attributes of raw HTML, the addresses of those that list some (`srcset`), and those of styles (`url(…)`). Too
/// many rather than too few: only those that name a file count.
fn addresses(html: &str) -> Vec<&str> {
    let mut values = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('=') {
        rest = after.trim_start();
        let end = |c: char| c.is_ascii_whitespace() || c == '>';
        let value = match rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) => rest[1..].split(quote).next().unwrap_or_default(),
            None => rest.split(end).next().unwrap_or_default(),
        };
        values.push(value);
        values.extend(value.split(',').filter_map(|part| part.split_whitespace().next()));
    }
    let styles = html.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    values.extend(styles.map(|address| address.trim_matches([' ', '"', '\''])));
    values
}

/// Calls `html` with every piece of raw HTML below blocks.
fn blocks(content: &[Block], html: &mut dyn FnMut(&str)) {
    walk::lines(content, &mut |line| {
        walk::inlines(line.content, &mut |inline| {
            if let Inline::Raw(raw) = inline {
                html(raw);
            }
        });
    });
}

/// What an entry rests on or speaks of: the sources of all, and who makes a claim.
pub fn cited(ledgers: &Ledgers, (folder, kind, id): &Entry) -> Vec<Entry> {
    use crate::ledger::{Citation, Speaker};
    let Some(ledger) = ledgers.by_folder.get(folder) else { return Vec::new() };
    let source = |id: &String| (folder.clone(), Kind::Of(EntryKind::Source), id.clone());
    let of = |citation: &Citation| citation.source.iter().map(source).collect::<Vec<_>>();
    let name = |list: &crate::ledger::Entries<crate::ledger::Name>| list.get(id).map(|name| of(&name.citation));
    let found = match kind {
        Kind::Event => ledger.events.get(id).map(|event| of(&event.citation)),
        Kind::Of(EntryKind::Fact) => ledger.facts.get(id).map(|fact| of(&fact.citation)),
        Kind::Of(EntryKind::Claim) => ledger.claims.get(id).map(|claim| {
            let by = match &claim.by {
                Speaker::Person(id) => Some((folder.clone(), Kind::Of(EntryKind::Person), id.clone())),
                Speaker::Organisation(id) => Some((folder.clone(), Kind::Of(EntryKind::Organisation), id.clone())),
                Speaker::Words(_) => None,
            };
            claim.sources.iter().map(source).chain(by).collect()
        }),
        Kind::Of(EntryKind::Person) => name(&ledger.people),
        Kind::Of(EntryKind::Place) => name(&ledger.places),
        Kind::Of(EntryKind::Organisation) => name(&ledger.organisations),
        Kind::Of(EntryKind::Term | EntryKind::Source) => None,
    };
    found.unwrap_or_default()
}
