//! Ground: an inline container (paragraph, heading, cell, link) as a flat row of pieces in source order, between
//! pulldown-cmark's events and the tree. Emphasis and links are still open to revision here, and every piece knows
//! its bytes in the file.

use std::ops::Range;

use crate::ast::Inline;

/// A stretch of the source.
#[derive(Clone, Debug)]
pub(in crate::markdown) struct InlineEvent {
    /// Bytes in the file.
    pub range: Range<usize>,
    /// What stands there.
    pub kind: PieceKind,
}

/// The kinds of piece.
#[derive(Clone, Debug)]
pub(in crate::markdown) enum PieceKind {
    /// The source at the range, letter by letter.
    Plain,
    /// Text that differs from the source at the range: an escape, an entity.
    Literal(String),
    /// Opening delimiters of an emphasis; the range is theirs.
    Open(Style),
    /// Closing delimiters.
    Close,
    /// A tag or another piece of raw HTML.
    Tag(String),
    /// A finished inline.
    Atom(Inline),
    /// A display formula, which splits a paragraph.
    Display(Inline),
    /// A line end, soft or forced.
    Break(Inline),
}

/// What delimiters make of the text between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum Style {
    /// `*` or `_`
    Emphasis,
    /// `**` or `__`
    Strong,
    /// `~` or `~~`
    Strike,
}

impl InlineEvent {
    /// A piece of plain text.
    pub fn plain(range: Range<usize>) -> Self {
        Self { range, kind: PieceKind::Plain }
    }
}
