//! What is not shown, and why: said of references to it, and never made into an output.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ast::{Document, EntryKind};
use crate::config::{Config, HiddenLinks};
use crate::diag::Diagnostic;
use crate::diag::codes::site as codes;
use crate::locale::date::Timestamp;
use crate::memo::key::KeyBuilder;
use crate::source::Span;

use super::place::Place;

/// Why a page is kept back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It is a draft.
    Draft,
    /// It is public from this moment on.
    Until(Timestamp),
    /// It was public until this moment.
    Since(Timestamp),
}

/// What keeps a page back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Why.
    pub why: Why,
    /// The file of the section that says so; `None` where the page says so itself.
    pub section: Option<String>,
}

impl Mark {
    /// What is said of a reference to what is kept back, by policy.
    pub fn told(&self, config: &Config, span: Span, target: &str) -> Option<Diagnostic> {
        let why = match self.why {
            Why::Draft => say!("is a draft"),
            Why::Until(moment) => say!("is public from {moment}", moment = moment.plain()),
            Why::Since(moment) => say!("expired on {moment}", moment = moment.plain()),
        };
        let said = match &self.section {
            None => say!("`{target}` {why}", target, why),
            Some(section) => say!("`{target}` stands below `{section}`, which {why}", target, section, why),
        };
        (config.hidden_links == HiddenLinks::Error).then(|| codes::hidden_link(span, said))
    }
}

/// A page that is kept back.
#[derive(Clone, Debug)]
pub struct KeptBack {
    /// Its place.
    pub place: Place,
    /// What was written.
    pub document: Arc<Document>,
    /// What keeps it back.
    pub mark: Mark,
}

/// What is not shown, for messages about it; no output is made from this.
#[derive(Clone, Debug, Default)]
pub struct Absent {
    /// Pages, in the order of their paths.
    pub pages: Vec<KeptBack>,
    /// Files below the content, by path, with what keeps back the folder that they stand in, where it is that.
    pub files: BTreeMap<String, Option<Mark>>,
    /// Entries of ledgers.
    pub entries: BTreeSet<Entry>,
}

impl Absent {
    /// Adds the entries to what a key is made of: which of them are shown depends on the texts of pages that are kept back.
    pub fn add_to(&self, parts: KeyBuilder) -> KeyBuilder {
        self.entries.iter().fold(parts.number(self.entries.len() as u64), |parts, (folder, kind, id): &Entry| {
            let kind = match kind {
                Kind::Of(kind) => kind.scheme(),
                Kind::Event => "event",
            };
            parts.text(folder).text(kind).text(id)
        })
    }
}

/// What kind of entry is meant. Events are only ever named by figures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// One that texts can name.
    Of(EntryKind),
    /// An event.
    Event,
}

impl Kind {
    /// The kind that a word before an id says.
    pub(in crate::site) fn of_word(word: &str) -> Option<Self> {
        if word == "event" {
            return Some(Self::Event);
        }
        EntryKind::ALL.into_iter().find(|kind| kind.scheme() == word).map(Self::Of)
    }
}

/// An entry: the folder of its ledger (empty for the glossary's), its kind and its id.
pub type Entry = (String, Kind, String);
