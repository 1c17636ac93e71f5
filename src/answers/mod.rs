//! Ground: what somebody who edits asks about a project, whatever asks for them: an editor over its protocol ([`crate::lsp`]), a page in a
//! browser. Places are paths and bytes; texts are those that are open, saved or not.
//!
//! A [`Desk`] is one state of a project with what several answers need of it, each found once somebody asks. `spot` says where in a file
//! somebody stands, `mentions` what is named there, and each other file answers one kind of question.

pub mod accept;
pub mod actions;
pub mod complete;
mod destinations;
pub mod entries;
pub mod format;
pub mod hover;
pub mod lens;
pub mod mentions;
pub mod problems;
pub mod rename;
pub mod spot;
pub mod symbols;
pub mod twin;
mod written;

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use crate::ast::{Document, EntryKind};
use crate::config::Config;
use crate::ledger::Ledgers;
use crate::ledger::words::Words;
use crate::locale::Locales;
use crate::pipeline::session::Session;
use crate::pipeline::{EditionFiles, Request};
use crate::site::Site;
use crate::site::parts::Options;
use crate::site::place::{self, Place as PagePlace};
use crate::source::Span;

/// Bytes of a file. In the order of paths, then of bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Its path in the project.
    pub path: String,
    /// Which bytes.
    pub range: Range<usize>,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let of = |place: &Self| (place.range.start, place.range.end);
        self.path.cmp(&other.path).then_with(|| of(self).cmp(&of(other)))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Bytes of a file that are to be replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextEdit {
    /// Its path in the project.
    pub path: String,
    /// Which bytes; an empty range inserts.
    pub range: Range<usize>,
    /// What is to stand there.
    pub text: String,
}

/// What is to change, all of it or nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Change {
    /// Files that are not there yet, with their texts.
    pub files: Vec<(String, String)>,
    /// Edits of files that are there. No two of a file overlap.
    pub edits: Vec<TextEdit>,
}

/// What an entry is: those that pages refer to by a link, and those that only data files and figures name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// What a link can name.
    Linked(EntryKind),
    /// An event of `events.yaml`.
    Event,
    /// A unit of `units.yaml`.
    Unit,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Linked(EntryKind::Fact),
        Self::Linked(EntryKind::Claim),
        Self::Linked(EntryKind::Term),
        Self::Linked(EntryKind::Person),
        Self::Linked(EntryKind::Place),
        Self::Linked(EntryKind::Organisation),
        Self::Linked(EntryKind::Source),
        Self::Event,
        Self::Unit,
    ];

    /// The file in which its entries stand.
    pub fn file(self) -> &'static str {
        match self {
            Self::Linked(EntryKind::Fact) => "facts.yaml",
            Self::Linked(EntryKind::Claim) => "claims.yaml",
            Self::Linked(EntryKind::Term) => "glossary.yaml",
            Self::Linked(EntryKind::Person) => "people.yaml",
            Self::Linked(EntryKind::Place) => "places.yaml",
            Self::Linked(EntryKind::Organisation) => "organisations.yaml",
            Self::Linked(EntryKind::Source) => "sources.yaml",
            Self::Event => "events.yaml",
            Self::Unit => "units.yaml",
        }
    }

    /// What an entry of it is called in a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Linked(EntryKind::Fact) => phrase!("fact"),
            Self::Linked(EntryKind::Claim) => phrase!("claim"),
            Self::Linked(EntryKind::Term) => phrase!("term"),
            Self::Linked(EntryKind::Person) => phrase!("person"),
            Self::Linked(EntryKind::Place) => phrase!("place"),
            Self::Linked(EntryKind::Organisation) => phrase!("organisation"),
            Self::Linked(EntryKind::Source) => phrase!("source"),
            Self::Event => phrase!("event"),
            Self::Unit => phrase!("unit"),
        }
    }
}

/// A project as it is now, open texts included.
#[derive(Debug)]
pub struct Desk {
    session: Session,
    documents: OnceCell<Vec<Arc<Document>>>,
    ledgers: OnceCell<Arc<Ledgers>>,
    words: OnceCell<Arc<Words>>,
    site: OnceCell<Option<Site>>,
    named: OnceCell<Vec<mentions::Mention>>,
}

impl Desk {
    /// What a session knows, with all pages shown: who edits works on drafts too. Nothing is typeset.
    pub fn of(session: &Session) -> Self {
        let request = session.request();
        let options = Options { drafts: true, ..request.options };
        let asked = Request { options, editions: EditionFiles::None, ..request.clone() };
        let session = session.asked(asked);
        let (documents, ledgers, words) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { session, documents, ledgers, words, site: OnceCell::new(), named: OnceCell::new() }
    }

    /// The project.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The configuration; `None` where it cannot be used, and so little can be said.
    pub fn config(&self) -> Option<Arc<Config>> {
        self.session.config().value.clone()
    }

    /// Every page as it was read, in the order of paths.
    pub fn documents(&self) -> &[Arc<Document>] {
        self.documents.get_or_init(|| self.session.documents())
    }

    /// The page of a file.
    pub fn document(&self, path: &str) -> Option<&Document> {
        let at = self.documents().binary_search_by(|document| document.path.as_str().cmp(path)).ok()?;
        Some(&*self.documents()[at])
    }

    /// The ledgers.
    pub fn ledgers(&self) -> &Ledgers {
        self.ledgers.get_or_init(|| self.session.ledgers().unwrap_or_default())
    }

    /// The words that entries are printed with.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| self.session.words().unwrap_or_default())
    }

    /// The site.
    pub fn site(&self) -> Option<&Site> {
        self.site.get_or_init(|| self.session.site().value.map(|resolved| resolved.site)).as_ref()
    }

    /// Everything that names an entry, in the whole project.
    pub fn named(&self) -> &[mentions::Mention] {
        self.named.get_or_init(|| mentions::all(self))
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.session.tree().get(path)?.text()
    }

    /// Where a span stands.
    pub fn place(&self, span: Span) -> Option<Place> {
        let tree = self.session.tree();
        let file = &tree.files()[tree.index(span.file)?];
        Some(Place { path: file.path.clone(), range: span.range() })
    }

    /// The folder below the content whose ledger a file belongs to: that of a data file, or the one that a page uses.
    pub fn folder(&self, path: &str, locales: &Locales) -> Option<String> {
        if let Some(PagePlace { key, .. }) = place::of(path, locales) {
            return Some(self.ledgers().of_page(&key).map_or(String::new(), |ledger| ledger.folder.clone()));
        }
        folder_of(path)
    }
}

/// The folder below the content that a file stands in.
fn folder_of(path: &str) -> Option<String> {
    let rest = path.strip_prefix(place::CONTENT)?.strip_prefix('/')?;
    Some(rest.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned()))
}
