//! Ground: a document of a word processor on its way to a page: what it holds as blocks, and what could not be carried, each with its
//! paragraph. `read` makes it of the bytes, `write` makes Markdown of it, `report` says what was done.
//!
//! `atoms` reads what stands in a paragraph, `inline` makes a line of that, `build` puts paragraphs together to blocks.

mod atoms;
mod build;
mod fields;
mod inline;
mod list;
mod marks;
mod math;
mod pictures;
pub mod read;
mod refs;
pub mod report;
mod roles;
mod settle;
mod symbols;
mod table;
mod words;
pub mod write;

use std::collections::BTreeMap;

use crate::ast::{Block, Note, Ref};
use crate::locale::{Locale, Locales};
use crate::word::view::View;

/// What a document is read with.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    /// Which state of tracked changes is taken.
    pub view: View,
    /// The language of the page.
    pub locale: &'a Locale,
    /// All languages.
    pub locales: &'a Locales,
    /// What the names of pictures begin with.
    pub stem: &'a str,
    /// Whether the page has a title already.
    pub has_title: bool,
}

/// A document as blocks of a page.
#[derive(Debug, Default)]
pub struct Draft {
    /// The title, where the document has one.
    pub title: Option<String>,
    /// What stands below it.
    pub subtitle: Option<String>,
    /// The blocks of the page and, behind them, the notes.
    pub chunks: Vec<Chunk>,
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// What was not carried, or not as it was.
    pub left: Vec<Left>,
    /// How much there was of what was carried.
    pub carried: BTreeMap<&'static str, usize>,
    /// Tracked changes.
    pub tracked: usize,
    /// Comments that were resolved and are left out.
    pub resolved: usize,
}

/// Blocks that are written together, with what they refer to.
#[derive(Debug, Default)]
pub struct Chunk {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Where their links and pictures lead.
    pub refs: Vec<Ref>,
    /// The notes that they refer to, by label alone.
    pub notes: Vec<Note>,
    /// The ids of the comments that speak of them; their remarks once they are read.
    pub remarks: Vec<String>,
    /// What of them was left out and an editor must look at, by its number in [`Draft::left`].
    pub open: Vec<usize>,
    /// The label of the note that they are.
    pub label: Option<String>,
    /// Where the first of them stands.
    pub place: Option<Place>,
}

/// A picture beside the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Its name.
    pub name: String,
    /// Its bytes, without metadata.
    pub bytes: Vec<u8>,
}

/// Where in a document something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In the whole of it.
    Document,
    /// In a paragraph of its text, counted from 1 with those of tables and boxes.
    Paragraph(usize),
    /// In a note, counted from 1 as they are referred to.
    Note(usize),
}

/// What was not carried, or not as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// Where it stands.
    pub place: Place,
    /// What its paragraph begins with.
    pub text: String,
    /// What it is, for programs.
    pub what: &'static str,
    /// What became of it.
    pub why: String,
    /// How often it is so, from there on.
    pub times: usize,
    /// Whether an editor must look at it: the page says so itself.
    pub is_open: bool,
}
