//! Roof: everything that was read -> what is shown of it: pages, files, entries of the ledger. This is the only place that decides;
//! every later phase is given nothing else, so that no output can hold what is not shown.
//!
//! 1. `pages`: which documents are kept back, and why: drafts, dates, and what stands below a section that is kept back.
//! 2. `uses`: what each page refers to; one that is kept back, with all that it names in any way (`letters`).
//! 3. `entries`: the ledgers without what only pages use that are kept back.
//! 4. `files`: the tree without the pages and the files that are kept back.

mod entries;
pub mod files;
mod pages;
pub mod uses;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::ledger::Ledgers;
use crate::source::{FileId, SourceTree};

use super::entries::context::Tools;
use super::letters::Files;
use super::parts::{Options, Parts};
use super::place::{CONTENT, Place};

use super::absent::{Absent, Entry, Mark};
use uses::Uses;

/// What is shown, and what is not.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The documents that are shown, with their places, in the order of their paths.
    pub documents: Vec<(Place, Arc<Document>)>,
    /// What would keep some of them back if drafts were not shown, by the path of the document.
    pub marks: BTreeMap<String, Mark>,
    /// What was read, without what is kept back.
    pub tree: Cow<'a, SourceTree>,
    /// The ledgers, without what is kept back.
    pub ledgers: Arc<Ledgers>,
    /// What is not shown.
    pub absent: Absent,
}

/// Decides what is shown.
pub fn decide<'a>(parts: &Parts, tree: &'a SourceTree, options: Options, diags: &mut Diagnostics) -> Shown<'a> {
    let judged = pages::judge(&parts.config, &parts.documents, options, diags);
    let ledgers = entries::living(&parts.ledgers, &judged.shown);
    let mut shown = Shown {
        documents: judged.shown,
        marks: judged.marks,
        tree: Cow::Borrowed(tree),
        ledgers,
        absent: Absent { pages: judged.kept_back, ..Absent::default() },
    };
    let absent = &mut shown.absent;
    if absent.pages.is_empty() {
        return shown;
    }
    let look = Look { parts, tree };
    let mut open = look.uses(shown.documents.iter().map(|(place, document)| (place, document)));
    let downloads = tree.in_folder(CONTENT).filter(|file| parts.config.is_download(&file.path[CONTENT.len() + 1..]));
    open.files.extend(downloads.map(|file| file.id));
    let mut closed = look.uses(absent.pages.iter().map(|k| (&k.place, &k.document)));
    // What is in a comment or a sentence of a page that is kept back, its author has written for that page.
    let files = Files::of(tree, &parts.config);
    let known: BTreeSet<Entry> = entries::all(&shown.ledgers).collect();
    let pages = absent.pages.iter().map(|k| (&k.place, &k.document));
    closed.add(uses::named(pages, &shown.ledgers, (tree, &files), &known));
    absent.entries = entries::absent(&shown.ledgers, &open, &closed);
    shown.ledgers = entries::without(&shown.ledgers, &absent.entries);
    let files = files::kept_back(&parts.config.locales, tree, &shown.documents, &absent.pages, &open, &closed);
    let pages = absent.pages.iter().map(|k| k.document.span.file);
    let gone: BTreeSet<FileId> = files.keys().copied().chain(pages).collect();
    absent.files = files.into_iter().map(|(id, mark)| (tree.file(id).path.clone(), mark)).collect();
    shown.tree = Cow::Owned(tree.without(&gone));
    shown
}

/// What pages are looked at with.
#[derive(Clone, Copy)]
struct Look<'a> {
    parts: &'a Parts,
    tree: &'a SourceTree,
}

impl Look<'_> {
    /// All that some pages refer to.
    fn uses<'d>(self, pages: impl Iterator<Item = (&'d Place, &'d Arc<Document>)>) -> Uses {
        let Parts { config, ledgers, words, declared, .. } = self.parts;
        let tools = Tools::new(config, ledgers, words);
        uses::of_all(pages, tools, self.tree, declared)
    }
}
