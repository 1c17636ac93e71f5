//! Ground: what came back from a reviewer. [`lines`] says of a page letter by letter where it is written, [`back`] compares that with the
//! document, `edit` makes the Markdown of a line that was changed, `links` what became of its links, [`remarks`](crate::word::remarks) those of comments.

pub mod back;
mod diff;
mod edit;
pub mod findings;
mod head;
pub mod html;
mod items;
pub mod lines;
mod links;
mod marks;
mod markup;
mod order;
mod pages;
mod pending;
mod signs;
pub mod verify;

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::markdown::write::Change;
use crate::source::Span;

/// What a document that came back brings.
#[derive(Debug, Default)]
pub struct Returned {
    /// The changes of each file, by path.
    pub changes: BTreeMap<String, Vec<Change>>,
    /// The lines that each changed file is to have then.
    pub expected: BTreeMap<String, Vec<String>>,
    /// What does not fit, and what the reviewer has not decided.
    pub diags: Diagnostics,
    /// How many lines were edited.
    pub edited: usize,
    /// The blocks that were added, each with the line that it follows.
    pub added: Vec<(Span, String)>,
    /// The blocks that were taken out, with what they said.
    pub removed: Vec<(Span, String)>,
    /// How many comments become remarks.
    pub remarks: usize,
    /// The lines that were edited, as they were and as they are to be.
    pub lines: Vec<(Span, String, String)>,
    /// The comments, with where they speak of; done or not.
    pub comments: Vec<(Option<Span>, String, bool)>,
}
