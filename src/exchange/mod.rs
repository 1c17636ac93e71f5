//! Ground: what a translator works on. Made by [`segments`] from a pair of pages, written by [`xliff`], [`po`] and [`table`], read
//! back by the first two and put into the translation's Markdown by [`merge`].
//!
//! A segment is the Markdown of a row of blocks or of a note, as it stands in the file; its markup is protected ([`tokens`]). What is
//! not touched comes back byte for byte.

pub mod merge;
pub mod placeholders;
pub mod po;
pub mod segments;
pub mod table;
pub mod tokens;
pub mod xliff;

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::diag::codes::exchange as codes;
use crate::source::{SourceFile, Span};

/// A page for a translator.
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
    /// What is to be translated, in reading order.
    pub segments: Vec<Segment>,
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
