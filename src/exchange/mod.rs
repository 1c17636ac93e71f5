//! Ground: what a translator works on. Made by [`work`] from pages and the data files that they use, written by [`xliff`], [`po`] and
//! [`table`], read back by the first two and put into files by [`merge`].
//!
//! A segment is the Markdown of a row of blocks or of a note, as it stands in the file; its markup is protected ([`tokens`]). Or it is
//! a text of the head, of a figure ([`texts`]), of a data file ([`data`]) or of a cell ([`columns`]), which has no markup. What is not touched comes back byte
//! for byte.

pub mod columns;
pub mod data;
pub mod first;
pub mod merge;
pub mod placeholders;
pub mod po;
pub mod segments;
pub mod table;
pub mod texts;
pub mod tokens;
pub mod work;
pub mod xliff;

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::diag::codes::exchange as codes;
use crate::locale::format::Plural;
use crate::source::{SourceFile, Span};

/// A file for a translator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Job {
    /// The language that is translated from.
    pub source_language: String,
    /// The language that is translated into.
    pub target_language: String,
    /// The file that is translated from.
    pub source_file: String,
    /// The file that is translated into.
    pub target_file: String,
    /// Whether the file that is translated into is there.
    pub made: Made,
    /// What is to be translated, in reading order.
    pub segments: Vec<Segment>,
}

/// How the file that is translated into comes to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Made {
    /// It is there; these blocks of the source it lacks, each with the place where it would stand. A figure is copied once its texts
    /// are translated.
    There(Vec<Copied>),
    /// It is there, and pages of all languages share it: a text that somebody has added meanwhile stays.
    Shared,
    /// It is not there yet: it is what is translated from, with the texts in their places and these changes.
    New(Vec<(Range<usize>, String)>),
}

/// A block that is copied from the source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// The byte of the translation's file where it stands.
    pub at: usize,
    /// The block.
    pub text: String,
}

/// A piece of text in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// The name of its unit: `prices.2`.
    pub name: String,
    /// Its Markdown in the language that is translated from.
    pub source: String,
    /// Its Markdown in the other language; `None` where there is none yet.
    pub target: Option<String>,
    /// Where it stands in the file that is translated into, or would stand (an empty range).
    pub place: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a segment is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Markdown: a row of blocks.
    Block,
    /// Markdown: a note, which some block refers to.
    Note,
    /// A value of YAML, within the file or, by its number, within a block that is copied.
    Value(Option<usize>),
    /// A value of YAML that is put into a file.
    Entry(Put),
    /// One of the forms of a word, which are put into a file together.
    Form(Put, Plural),
    /// A cell of a CSV file.
    Cell(Cell),
}

/// A cell that is translated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Its row, without that of the names.
    pub row: usize,
    /// Its column.
    pub column: usize,
    /// The column of the other language, if there is one.
    pub other: Option<usize>,
}

impl Kind {
    /// Whether its text has markup.
    pub fn is_markdown(&self) -> bool {
        match self {
            Kind::Block | Kind::Note => true,
            Kind::Value(_) | Kind::Entry(_) | Kind::Form(..) | Kind::Cell(_) => false,
        }
    }
}

/// Where a value of YAML is put.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Put {
    /// The bytes that it takes the place of.
    pub place: Range<usize>,
    /// What stands before it.
    pub before: String,
    /// What stands behind it.
    pub after: String,
    /// Whether brackets hold it.
    pub is_flow: bool,
}

/// Whether a file is one for readers and not of a translation: the table that `bayan export` writes for browsers and word processors, or
/// what a word processor made of it.
pub fn is_for_readers(file: &SourceFile) -> bool {
    let path = file.path.to_lowercase();
    let is_named = [".html", ".htm", ".xhtml", ".docx", ".odt", ".rtf", ".pdf"].iter().any(|ending| path.ends_with(ending));
    let begins = |text: &str| {
        let head = text.trim_start_matches('\u{feff}').trim_start();
        let has = |word: &str| head.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
        has("<!doctype html") || has("<html")
    };
    is_named || file.text().is_some_and(begins)
}

/// The text of a file that came back. Neither XML nor PO holds a NUL: that is UTF-16 without its mark.
fn text<'a>(file: &'a SourceFile, diags: &mut Diagnostics) -> Option<&'a str> {
    let text = file.text().filter(|text| !text.contains('\0'));
    if text.is_none() {
        diags.push(codes::not_text(Span::new(file.id, 0, 0)));
    }
    text
}

/// Whether a text that was read as Unicode is in the encoding that it names.
fn is_unicode(encoding: &str) -> bool {
    let name = encoding.trim().to_ascii_lowercase();
    ["utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be"].contains(&name.as_str())
}
