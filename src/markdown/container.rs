//! Ground: what is open while a body is read, one frame for each container that has begun.

use std::ops::Range;

use super::inline_event::InlineEvent;
use super::raw::RawBlock;
use crate::ast::{Align, Block, CalloutKind, Cell, Definition, ListItem};

/// A container that has begun.
pub(in crate::markdown) enum OpenContainer {
    /// It holds blocks.
    Holder(Holder),
    /// It holds items.
    List { range: Range<usize>, start: Option<u64>, tight: bool, items: Vec<ListItem> },
    /// It holds terms and meanings.
    Definitions { range: Range<usize>, list: Vec<Definition> },
    /// It holds rows.
    Table { range: Range<usize>, align: Vec<Align>, head: Vec<Cell>, rows: Vec<Vec<Cell>>, row: Vec<Cell> },
    /// It holds inlines.
    Line(Line),
    /// It holds text that is not parsed.
    Verbatim(Verbatim),
    /// A container that is nested too deep: what it holds belongs to the holder around it.
    Flat,
}

/// A container of blocks.
pub(in crate::markdown) struct Holder {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: HolderKind,
    /// The blocks so far.
    pub blocks: Vec<Block>,
    /// Raw HTML among them, by place in `blocks`.
    pub raws: Vec<(usize, RawBlock)>,
}

/// The kinds of holder.
pub(in crate::markdown) enum HolderKind {
    /// The body itself.
    Body,
    /// A quotation.
    Quote,
    /// An alert.
    Callout(CalloutKind),
    /// An item of a list, with its box if it is a task.
    Item { task: Option<bool> },
    /// A footnote.
    Note { label: String },
    /// A meaning in a definition list.
    Meaning,
}

/// A container of inlines.
pub(in crate::markdown) struct Line {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: LineKind,
    /// The pieces so far.
    pub pieces: Vec<InlineEvent>,
}

/// The kinds of line.
pub(in crate::markdown) enum LineKind {
    /// A paragraph.
    Paragraph,
    /// Text directly in an item or a meaning, which pulldown-cmark does not call a paragraph.
    Implicit,
    /// A heading.
    Heading { level: u8, anchor: Option<String> },
    /// A cell of a table.
    Cell,
    /// A term in a definition list.
    Term,
    /// A link.
    Link { url: String, title: String, is_address: bool },
    /// An image.
    Image { url: String, title: String },
}

/// The kinds of verbatim text.
pub(in crate::markdown) enum VerbatimKind {
    /// A code block, with its language.
    Code(Option<String>),
    /// A block of HTML.
    Html,
}

/// Text that is not parsed.
pub(in crate::markdown) struct Verbatim {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: VerbatimKind,
    /// The text so far.
    pub text: String,
}
