//! Ground: what a page knows of the ledger, put beside its document. Made by [`expand`], [`chapters`] and
//! [`digest`]; read by writers.

pub mod apply;
mod builder;
pub mod chapters;
pub mod context;
pub mod digest;
pub mod expand;
pub mod place;
mod render;
pub mod tracked;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ast::{Document, EntryKind, Inline, RefId};

/// What is shown of an entry beside a passage that refers to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// The entry: `fact:lpg-new`.
    pub entry: String,
    /// What is doubtful of it, line by line and in words; empty where it is plainly stated.
    pub doubt: Vec<Vec<Inline>>,
    /// The first of those lines as text, for the sign.
    pub sign: String,
    /// Line by line, in the language of the document, without links.
    pub lines: Vec<Vec<Inline>>,
    /// Links that lead on from it.
    pub more: Vec<Vec<Inline>>,
}

/// What a page knows of the ledger.
#[derive(Clone, Debug)]
pub struct LedgerUse {
    /// The document as it was read, without what the ledger brought into it.
    pub original: Arc<Document>,
    /// The folder of its ledger.
    pub folder: String,
    /// What is shown beside each reference.
    pub cards: BTreeMap<RefId, Card>,
    /// Ids of the sources that the page rests on, in the order of their first use.
    pub sources: Vec<String>,
    /// The entries that it refers to.
    pub used: UsedEntries,
    /// Whether the entries of its ledger have pages of their own.
    pub has_pages: bool,
}

/// Entries that some page refers to, with the folder of their ledger; the glossary's have none.
pub type UsedEntries = BTreeSet<(String, EntryKind, String)>;
