//! Ground: the narrow waist. A document as a small typed tree that knows the language and direction of every
//! piece; made by `markdown::read`, read by every writer, never changed after it is read.
//!
//! Adding a variant must break compilation in each writer: no wildcard arm on these enums.

pub mod meta;
pub mod placed;
pub mod prose;
pub mod text;
pub mod walk;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::locale::{Dir, LocaleId};
use crate::source::Span;
use meta::FrontMatter;
use placed::Text;

/// Index of a [`Ref`] in its [`Document`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct RefId(pub u32);

/// Index of a [`Note`] in its [`Document`]; notes stand in the order of their first reference.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct NoteId(pub u32);

/// Index of a [`BlockKind::Figure`] in its [`Document`], in the order of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FigureId(pub u32);

/// A name that a fragment can point to: Unicode letters, digits, `-` and `_`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Anchor(pub String);

/// One Markdown file, read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Root-relative path of the file.
    pub path: String,
    /// The whole file (for problems that belong to no place in it).
    pub span: Span,
    /// The page's language, from its path or its front matter.
    pub locale: LocaleId,
    /// The typed front matter.
    pub meta: FrontMatter,
    /// Whether the head could be read as a whole and has a title. Of a page without that nobody knows what else it says: its address,
    /// its language, whether it is shown. Why was reported, and nothing is published of it.
    pub is_whole: bool,
    /// The YAML of the head.
    pub head: Span,
    /// What stands behind the head; `None` where nobody knows where that begins, so that what was read of both is a guess.
    pub body: Option<Span>,
    /// The body.
    pub blocks: Vec<Block>,
    /// Footnotes that are referred to, in the order of their first reference.
    pub notes: Vec<Note>,
    /// Where links and images point, as written; resolved later, beside the tree, by [`RefId`].
    pub refs: Vec<Ref>,
    /// Every anchor of the body with its place.
    pub anchors: BTreeMap<Anchor, Span>,
    /// Number of words of the visible text (UAX #29 words with a letter or a digit).
    pub words: usize,
    /// Number of figures, each with its [`FigureId`].
    pub figures: u32,
    /// Comments among the blocks, which no reader sees.
    pub comments: Vec<Comment>,
}

/// A comment that stands where a block could.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub text: String,
    /// The block after it; none if none follows where it stands.
    pub block: Option<Span>,
}

/// A block with its place, language and base direction (never "not yet known").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// The language of its text.
    pub locale: LocaleId,
    /// Its base direction, UAX #9 paragraph level.
    pub dir: Dir,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Unique in the document.
        anchor: Anchor,
        /// The text.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// `Some(first number)` for a numbered list.
        start: Option<u64>,
        /// Items without blank lines between them: their paragraphs print without `<p>`.
        tight: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// An alert (`> [!NOTE]`).
    Callout {
        /// Which.
        kind: CalloutKind,
        /// What it says.
        content: Vec<Block>,
    },
    /// A code block; always left to right.
    Code {
        /// The first word of the info string, if any.
        language: Option<String>,
        /// The code, with its last line feed.
        text: String,
    },
    /// A table. Every row has as many cells as the head.
    Table {
        /// Per column.
        align: Vec<Align>,
        /// The head row.
        head: Vec<Cell>,
        /// The other rows.
        rows: Vec<Vec<Cell>>,
    },
    /// An image that stands alone in its paragraph; its title is the caption.
    CaptionedImage {
        /// The image.
        source: RefId,
        /// Alternative text; empty for a decoration.
        alt: String,
        /// The caption, from the image's title.
        caption: Vec<Inline>,
    },
    /// A piece of a report: a fenced block named `chart`, `timeline`, `map` …, or after a block of the theme.
    Figure {
        /// Which of the document's.
        id: FigureId,
        /// The first word of the info string.
        name: String,
        /// Its YAML, byte for byte at the place it has in the file; what stands before it in a quotation or a list is blank.
        yaml: String,
        /// The bytes of `yaml` in the file.
        body: Span,
    },
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A displayed formula.
    Math {
        /// As written.
        tex: String,
        /// Presentation MathML, well-formed.
        mathml: String,
    },
    /// Raw HTML, as the policy let it through: markup with the text between it, and what was read of it (links, pictures, runs of
    /// another language) as what it is.
    Raw(Vec<Inline>),
    /// A thematic break.
    Rule,
}

/// An item of a list, with a direction of its own: its marker stands on the side where its text begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListItem {
    /// Where it stands.
    pub span: Span,
    /// Language of its text.
    pub locale: LocaleId,
    /// Base direction.
    pub dir: Dir,
    /// Ticked or not, for a task.
    pub task: Option<bool>,
    /// What it holds.
    pub content: Vec<Block>,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Where it stands.
    pub span: Span,
    /// Language of its text.
    pub locale: LocaleId,
    /// Base direction.
    pub dir: Dir,
    /// Its text.
    pub content: Vec<Inline>,
}

/// Terms with what they mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Cell>,
    /// The meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Where it is defined.
    pub span: Span,
    /// Its label as written (`[^label]`); identity only, the printed number is its place in the list, from 1.
    pub label: String,
    /// How often it is referred to (each reference gets a link back).
    pub references: u32,
    /// What it says.
    pub content: Vec<Block>,
}

/// Column alignment, along the reading direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Align {
    /// As the theme has it.
    Auto,
    /// Written `:--`.
    Left,
    /// Written `:-:`.
    Center,
    /// Written `--:`.
    Right,
}

/// The five alerts of GFM.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum CalloutKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// What stands in a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    /// Text of the surrounding language; no bidi run in it needs isolation any more.
    Text(Text),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// Code; always a left-to-right isolate.
    Code(String),
    /// A link.
    Link {
        /// Where to.
        target: RefId,
        /// Its title, if any.
        title: Box<str>,
        /// `Some` when its whole text is one run of another language or direction: the link is the isolate.
        isolate: Option<(LocaleId, Dir)>,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A reference to the ledger: `[120 tenge](fact:lpg-new)`.
    Entry {
        /// Which entry, as a reference of the document: `fact:lpg-new`.
        target: RefId,
        /// What kind of entry.
        kind: EntryKind,
        /// As for a link.
        isolate: Option<(LocaleId, Dir)>,
        /// The author's words. A document as it was read has none where the entry's own are to be printed; `site` makes
        /// documents in which they stand.
        content: Vec<Inline>,
    },
    /// An image within a line.
    Image {
        /// Which.
        source: RefId,
        /// Its title, if any.
        title: Box<str>,
        /// Alternative text.
        alt: Box<str>,
    },
    /// A maximal run of another script, or a token with a direction of its own (UAX #9 isolate).
    Isolate {
        /// Its language; that of the surroundings for numbers and the like.
        locale: LocaleId,
        /// Its direction.
        dir: Dir,
        /// The run.
        content: Vec<Inline>,
    },
    /// A reference to a footnote; the n-th one to it, from 1.
    NoteRef {
        /// Which note.
        note: NoteId,
        /// Which of the references to it this is, from 1.
        nth: u32,
    },
    /// A formula within a line.
    Math {
        /// As written.
        tex: String,
        /// Presentation MathML, well-formed.
        mathml: Box<str>,
    },
    /// Raw HTML, as the policy let it through.
    Raw(String),
    /// A line end in the source.
    SoftBreak,
    /// A forced line end.
    Break,
}

/// What an entry of the ledger is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum EntryKind {
    /// A number, a date, a value.
    Fact,
    /// What somebody says.
    Claim,
    /// A term of the glossary.
    Term,
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation.
    Organisation,
    /// A text that was used.
    Source,
}

impl EntryKind {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Fact, Self::Claim, Self::Term, Self::Person, Self::Place, Self::Organisation, Self::Source];

    /// The scheme of its links.
    pub fn scheme(self) -> &'static str {
        match self {
            EntryKind::Fact => "fact",
            EntryKind::Claim => "claim",
            EntryKind::Term => "term",
            EntryKind::Person => "person",
            EntryKind::Place => "place",
            EntryKind::Organisation => "org",
            EntryKind::Source => "source",
        }
    }

    /// The kind and the id of a link target: `fact:lpg-new`. Schemes have no case (RFC 3986).
    pub fn of(raw: &str) -> Option<(Self, &str)> {
        let (scheme, id) = raw.trim().split_once(':')?;
        let kind = Self::ALL.into_iter().find(|kind| kind.scheme().eq_ignore_ascii_case(scheme))?;
        Some((kind, id))
    }
}

/// Where a link or an image points, as it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ref {
    /// The place of the link.
    pub span: Span,
    /// The destination, unescaped, not percent-encoded.
    pub raw: String,
    /// Link or image.
    pub kind: RefKind,
}

/// What a [`Ref`] is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RefKind {
    /// `[text](…)`
    Link,
    /// `![alt](…)`
    Image,
}

/// Plain text of the front matter with its runs isolated, like a one-line paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prose {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub text: String,
    /// The same with isolates.
    pub content: Vec<Inline>,
}
