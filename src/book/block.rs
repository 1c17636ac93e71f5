//! A page as a book prints it: blocks whose links lead somewhere in the book or to an address, whose raw HTML has become blocks, and
//! whose pictures are files. Formats write these, and never the tree of [`ast`](crate::ast).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ast::{Align, Anchor, CalloutKind, FigureId, NoteId};
use crate::locale::{Dir, LocaleId};
use crate::site::photos::Photo;
use crate::source::{FileId, Span};

/// The language and the direction around a piece.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Voice {
    /// The language.
    pub locale: LocaleId,
    /// The direction.
    pub dir: Dir,
}

/// A block with its place, language and base direction.
#[derive(Clone, PartialEq, Debug)]
pub struct PrintBlock {
    /// Where it was written.
    pub span: Span,
    /// The language of its text.
    pub locale: LocaleId,
    /// Its base direction.
    pub dir: Dir,
    /// What it is.
    pub kind: Kind,
}

impl PrintBlock {
    /// Its language and direction.
    pub fn voice(&self) -> Voice {
        Voice { locale: self.locale, dir: self.dir }
    }
}

/// The kinds of block.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// A heading of level 1 to 6, as it was written: a format that may skip no level numbers them anew.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its name on the page.
        anchor: Anchor,
        /// The text.
        content: Vec<Piece>,
    },
    /// A list.
    List {
        /// `Some(first number)` for a numbered list.
        start: Option<u64>,
        /// Items without room between them.
        tight: bool,
        /// The items.
        items: Vec<Item>,
    },
    /// A quotation.
    Quote(Vec<PrintBlock>),
    /// A callout.
    Callout {
        /// Which.
        kind: CalloutKind,
        /// What it says.
        content: Vec<PrintBlock>,
    },
    /// Code, left to right.
    Code {
        /// Its language.
        language: Option<String>,
        /// The code, without the last line end.
        text: String,
    },
    /// A displayed formula.
    Math(Formula),
    /// A table. Every row has as many cells as the head.
    Table {
        /// Per column.
        align: Vec<Align>,
        /// The head.
        head: Vec<Cell>,
        /// The other rows.
        rows: Vec<Vec<Cell>>,
        /// What is written over or under it.
        caption: Option<Vec<Piece>>,
    },
    /// A picture that stands alone.
    Image {
        /// The picture.
        picture: Picture,
        /// What it shows, without marks of direction; empty where nobody says.
        alt: String,
        /// Its width in pixels, where known.
        width: Option<u32>,
        /// Its caption, then whose it is.
        caption: Caption,
    },
    /// A figure of the report: a chart, a map, a table of data.
    Figure(FigureId),
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// Blocks that were one: raw HTML. Empty for what shows nothing.
    Group(Vec<PrintBlock>),
    /// A thematic break.
    Rule,
}

/// A formula.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Formula {
    /// As written.
    pub tex: String,
    /// Presentation MathML, well-formed.
    pub mathml: String,
}

/// What stands under a picture.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Caption {
    /// What it says.
    pub text: Vec<Piece>,
    /// Who made the picture and what it may be used for.
    pub credit: Vec<Piece>,
}

/// An item of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Language of its text.
    pub locale: LocaleId,
    /// Base direction.
    pub dir: Dir,
    /// Ticked or not, for a task.
    pub task: Option<bool>,
    /// What it holds.
    pub content: Vec<PrintBlock>,
}

/// A cell of a table, or a term.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// Where it was written.
    pub span: Span,
    /// Language of its text.
    pub locale: LocaleId,
    /// Base direction.
    pub dir: Dir,
    /// Its text.
    pub content: Vec<Piece>,
}

/// Terms with what they mean.
#[derive(Clone, PartialEq, Debug)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Cell>,
    /// What they mean.
    pub content: Vec<PrintBlock>,
}

/// A piece of a line.
#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    /// Text; no run of another direction in it needs isolation any more.
    Text(String),
    /// Styled text.
    Styled(Style, Vec<Piece>),
    /// Code: an isolate from left to right.
    Code(String),
    /// A formula, from left to right too.
    Math(Formula),
    /// A link.
    Link(To, Vec<Piece>),
    /// Words of an entry that has its place in the book.
    Entry(Label, Vec<Piece>),
    /// A picture in the line.
    Image {
        /// The picture.
        picture: Picture,
        /// What it shows; a decoration where it is empty.
        alt: String,
    },
    /// A run of another language or direction (UAX #9 isolate).
    Isolate {
        /// Its language.
        locale: LocaleId,
        /// Its direction.
        dir: Dir,
        /// The run.
        content: Vec<Piece>,
    },
    /// A run that is shown in one direction whatever its characters say.
    Override(Dir, Vec<Piece>),
    /// The mark of a note.
    Note(NoteId),
    /// A place within a word where a line may end.
    Seam,
    /// A forced line end.
    Break,
}

/// How text is set off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strike,
    /// Underlined.
    Underline,
    /// Marked as with a pen.
    Marked,
    /// Small.
    Small,
    /// As code, but not isolated.
    Mono,
    /// Raised.
    Raised,
    /// Lowered.
    Lowered,
}

/// A place in the book: a chapter, or a heading of one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Label(pub String);

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum To {
    /// To a place in the book.
    Place(Label),
    /// To an absolute address.
    Address(String),
}

/// A picture, known to be one that can be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Picture {
    /// A file as it is published.
    File(FileId),
    /// One that is made for paper: smaller, turned, painted over.
    Photo(Arc<Photo>),
}

/// The visible text of pieces, pictures as what is said of them.
pub fn text(content: &[Piece]) -> String {
    let mut out = String::new();
    push(content, &mut out);
    out
}

fn push(content: &[Piece], out: &mut String) {
    for piece in content {
        match piece {
            Piece::Text(text) | Piece::Code(text) | Piece::Math(Formula { tex: text, .. }) => out.push_str(text),
            Piece::Styled(_, content)
            | Piece::Link(_, content)
            | Piece::Entry(_, content)
            | Piece::Isolate { content, .. }
            | Piece::Override(_, content) => push(content, out),
            Piece::Image { alt, .. } => out.push_str(alt),
            Piece::Break => out.push(' '),
            Piece::Note(_) | Piece::Seam => {}
        }
    }
}

/// Forced ends of a line.
pub fn breaks(content: &[Piece]) -> usize {
    let one = |piece: &Piece| match piece {
        Piece::Break => 1,
        Piece::Styled(_, content)
        | Piece::Link(_, content)
        | Piece::Entry(_, content)
        | Piece::Isolate { content, .. }
        | Piece::Override(_, content) => breaks(content),
        Piece::Text(_) | Piece::Code(_) | Piece::Math(_) | Piece::Image { .. } | Piece::Note(_) | Piece::Seam => 0,
    };
    content.iter().map(one).sum()
}

/// The notes that blocks refer to, in the order of their first references.
pub fn notes(blocks: &[PrintBlock]) -> Vec<NoteId> {
    let mut found = Found::default();
    in_blocks(blocks, &mut found);
    found.list
}

/// Notes by their first references.
#[derive(Default)]
struct Found {
    list: Vec<NoteId>,
    known: BTreeSet<NoteId>,
}

fn in_blocks(blocks: &[PrintBlock], found: &mut Found) {
    for block in blocks {
        match &block.kind {
            Kind::Paragraph(content) | Kind::Heading { content, .. } => in_pieces(content, found),
            Kind::List { items, .. } => items.iter().for_each(|item| in_blocks(&item.content, found)),
            Kind::Quote(content) | Kind::Callout { content, .. } | Kind::Group(content) => in_blocks(content, found),
            Kind::Table { head, rows, caption, .. } => {
                in_pieces(caption.as_deref().unwrap_or_default(), found);
                head.iter().chain(rows.iter().flatten()).for_each(|cell| in_pieces(&cell.content, found));
            }
            Kind::Image { caption, .. } => {
                in_pieces(&caption.text, found);
                in_pieces(&caption.credit, found);
            }
            Kind::Definitions(list) => {
                for definition in list {
                    definition.terms.iter().for_each(|term| in_pieces(&term.content, found));
                    in_blocks(&definition.content, found);
                }
            }
            Kind::Code { .. } | Kind::Math(_) | Kind::Figure(_) | Kind::Rule => {}
        }
    }
}

fn in_pieces(content: &[Piece], found: &mut Found) {
    for piece in content {
        match piece {
            Piece::Note(note) => {
                if found.known.insert(*note) {
                    found.list.push(*note);
                }
            }
            Piece::Styled(_, content)
            | Piece::Link(_, content)
            | Piece::Entry(_, content)
            | Piece::Isolate { content, .. }
            | Piece::Override(_, content) => in_pieces(content, found),
            Piece::Text(_) | Piece::Code(_) | Piece::Math(_) | Piece::Image { .. } | Piece::Seam | Piece::Break => {}
        }
    }
}

/// A title without notes and links.
pub fn bare(content: &[Piece]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(content.len());
    for piece in content {
        match piece {
            Piece::Link(_, content) | Piece::Entry(_, content) => out.extend(bare(content)),
            Piece::Styled(style, content) => out.push(Piece::Styled(*style, bare(content))),
            Piece::Isolate { locale, dir, content } => {
                out.push(Piece::Isolate { locale: *locale, dir: *dir, content: bare(content) });
            }
            Piece::Override(dir, content) => out.push(Piece::Override(*dir, bare(content))),
            Piece::Image { .. } | Piece::Note(_) => {}
            Piece::Break => out.push(Piece::Text(" ".to_owned())),
            Piece::Text(_) | Piece::Code(_) | Piece::Math(_) | Piece::Seam => out.push(piece.clone()),
        }
    }
    out
}
