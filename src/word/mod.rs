//! Ground: a document of a word processor as it was read (`WordprocessingML`, ECMA-376): its paragraphs in order, with what reviewers
//! changed and said. [`read`](read::read) makes it; nothing here knows of pages. Who wants all of a document takes its parts
//! ([`package`]) and reads them block by block ([`element`]).

pub mod archive;
pub mod comments;
pub mod element;
mod events;
pub mod field;
pub mod known;
pub mod mark;
mod notes;
pub mod numbering;
pub mod package;
pub mod plain;
pub mod read;
pub mod remarks;
mod story;
pub mod styles;
pub mod view;

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// The paragraphs of the text, those of tables in their places.
    pub main: Vec<Paragraph>,
    /// The paragraphs of footnotes and endnotes.
    pub notes: Vec<Paragraph>,
    /// What is tracked, in the order of the text.
    pub changes: Vec<Change>,
    /// What was said beside the text.
    pub comments: Vec<Comment>,
    /// Where its links lead, each once.
    pub links: Vec<Lead>,
    /// What it was made with, besides lines of pages.
    pub known: Vec<known::Known>,
    /// Whether it brings macros, which nobody runs.
    pub has_macros: bool,
    /// Whether there are boxes of text, which stand in no paragraph and are not read.
    pub has_boxes: bool,
}

/// A paragraph.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Paragraph {
    /// The id of its style.
    pub style: String,
    /// The cell of a table that it stands in, numbered through the document; 0 for none, and for a note its own.
    pub cell: usize,
    /// The footnote or endnote that it belongs to.
    pub note: Option<String>,
    /// Whether a field makes it: contents.
    pub is_made: bool,
    /// What it holds.
    pub pieces: Vec<Piece>,
    /// The change that brought its end, or takes it away.
    pub end: Option<usize>,
}

/// A piece of a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Text; [`OBJECT`](plain::OBJECT) for what is none, a line end for a forced one.
    Text {
        /// What it says.
        text: String,
        /// How it is set off.
        face: Face,
        /// The link that it stands in, by its number in [`Document::links`].
        link: Option<usize>,
        /// The change that it belongs to, if it is tracked.
        change: Option<usize>,
    },
    /// A bookmark begins.
    Mark(String),
    /// What a comment speaks of begins.
    CommentStart(String),
    /// It ends.
    CommentEnd(String),
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lead {
    /// To an address elsewhere.
    Address(String),
    /// To a place in the document, by the name of its bookmark.
    Place(String),
    /// To something that the document does not have.
    Nowhere,
}

/// How letters are set off, as far as Markdown knows it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Face {
    /// Bold.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Struck out.
    pub strike: bool,
}

/// A tracked change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What it does.
    pub kind: ChangeKind,
    /// Who made it.
    pub author: String,
    /// When, as written.
    pub date: String,
}

/// What a tracked change does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ChangeKind {
    /// It puts something in.
    Inserted,
    /// It takes something away.
    Deleted,
    /// It puts in what stood elsewhere.
    MovedTo,
    /// It takes away what is to stand elsewhere.
    MovedFrom,
}

impl ChangeKind {
    /// Whether what it brings is there once it is accepted.
    pub fn adds(self) -> bool {
        matches!(self, Self::Inserted | Self::MovedTo)
    }
}

/// A comment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comment {
    /// Its id in the document.
    pub id: String,
    /// Who wrote it.
    pub author: String,
    /// The same in two or three letters.
    pub initials: String,
    /// When, as written.
    pub date: String,
    /// What it says.
    pub text: String,
    /// The id of the comment that it answers.
    pub answers: Option<String>,
    /// Whether somebody marked it as done.
    pub is_done: bool,
}

/// Why a file cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Broken {
    /// A document with a password.
    Encrypted,
    /// A document of Word 97 to 2003, or of another old program.
    Old,
    /// No archive, or a damaged one.
    Damaged(String),
    /// An archive, but of no document.
    Other(&'static str),
    /// Larger than a document is.
    Large(String),
    /// It holds what could harm.
    Harmful(String),
}

impl Broken {
    /// What is wrong, and what to do.
    pub fn told(&self) -> (String, &'static str) {
        match self {
            Self::Encrypted => ("it is protected by a password".to_owned(), "ask for it without a password"),
            Self::Old => (
                "it is in a format of before 2007 (`.doc`)".to_owned(),
                "have it saved as `.docx`, with tracked changes as they are",
            ),
            Self::Damaged(why) => (format!("it is damaged: {why}"), "ask for it again"),
            Self::Other(what) => (format!("it is {what}"), "give a `.docx` that `bayan docx` made and a word processor saved"),
            Self::Large(why) => (why.clone(), "ask for it without what is not of the text"),
            Self::Harmful(why) => (why.clone(), "do not open it, and ask for the document again"),
        }
    }
}
