//! Ground: what all parts of one reading share.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Address, Addresses, safe};
use super::left::{Kind, Left};
use super::names;
use super::tree::{Id, Tree};
use crate::ast::{Anchor, Block, BlockKind, Inline, Note, Ref, RefId, RefKind};
use crate::figure;
use crate::locale::{Dir, Locale, LocaleId, Locales};
use crate::markdown::anchors::is_reserved;
use crate::markdown::options::{Heads, Options, RawHtml};
use crate::source::{FileId, Span};

/// The language of a text, and how such texts are read.
#[derive(Clone, Copy, Debug)]
pub struct Language<'a> {
    /// The language.
    pub locale: LocaleId,
    /// All languages.
    pub locales: &'a Locales,
    /// How bodies are read.
    pub options: &'a Options,
}

impl Language<'_> {
    /// The language itself.
    pub fn own(&self) -> &Locale {
        self.locales.get(self.locale)
    }
}

/// How the text of a page from elsewhere is read: nothing of it is raw HTML.
pub fn options() -> Options {
    let figures = figure::NAMES.iter().map(|name| (*name).to_owned()).collect();
    Options { raw_html: RawHtml::Off, figures, heads: Heads::default() }
}

/// What all parts of one reading share.
pub(in crate::hypertext) struct Reading<'a> {
    pub tree: &'a Tree,
    pub language: Language<'a>,
    pub addresses: &'a mut dyn Addresses,
    /// What is not part of the text, or was taken up elsewhere.
    pub skipped: BTreeSet<Id>,
    /// References to notes, each with the number of its note.
    pub references: BTreeMap<Id, usize>,
    /// Notes, with their labels.
    pub notes: Vec<Note>,
    /// The names of headings, and the headings themselves.
    pub anchors: BTreeMap<String, Id>,
    pub refs: Vec<Ref>,
    pub left: Vec<Left>,
    /// Elements in lines that hold blocks.
    holders: BTreeSet<Id>,
}

impl<'a> Reading<'a> {
    /// A reading of a tree, of which nothing is read.
    pub fn new(tree: &'a Tree, language: Language<'a>, addresses: &'a mut dyn Addresses) -> Self {
        let mut anchors = BTreeMap::new();
        for id in tree.within(0).filter(|id| names::is_heading(tree.name(*id))) {
            let name = tree.attribute(id, "id").map(str::trim).filter(|name| is_anchor(name));
            if let Some(name) = name {
                anchors.entry(name.to_owned()).or_insert(id);
            }
        }
        let mut holders = BTreeSet::new();
        for id in tree.within(0).filter(|id| names::is_block(tree.name(*id))) {
            let own = tree.around(id).take_while(|id| !names::is_block(tree.name(*id)));
            // What stands around an element that was met is known.
            for id in own {
                if !holders.insert(id) {
                    break;
                }
            }
        }
        let (skipped, references) = (BTreeSet::new(), BTreeMap::new());
        Self {
            tree,
            language,
            addresses,
            skipped,
            references,
            notes: Vec::new(),
            anchors,
            refs: Vec::new(),
            left: Vec::new(),
            holders,
        }
    }

    /// Tells what is left out.
    pub fn leave(&mut self, id: Id, kind: Kind, what: impl Into<String>) {
        self.left.push(Left { line: self.tree.line(id), kind, what: what.into() });
    }

    /// Whether an element that stands in a line holds blocks.
    pub fn holds_blocks(&self, id: Id) -> bool {
        self.holders.contains(&id)
    }

    /// A reference of the page.
    pub fn refer(&mut self, raw: String, kind: RefKind) -> RefId {
        let id = RefId(u32::try_from(self.refs.len()).unwrap_or(u32::MAX));
        self.refs.push(Ref { span: nowhere(), raw, kind });
        id
    }

    /// Where a link leads; `None` where only its words stay.
    pub fn link(&mut self, id: Id, raw: &str) -> Option<RefId> {
        let raw = match safe(raw, false) {
            Ok(raw) => raw,
            Err(why) => return self.gone(id, raw, why),
        };
        if let Some(name) = raw.strip_prefix('#') {
            if self.anchors.contains_key(name) {
                return Some(self.refer(raw, RefKind::Link));
            }
            return self.gone(id, &raw, "no heading of the page has this name");
        }
        match self.addresses.link(&raw) {
            Address::As(own) | Address::Link(own) => Some(self.refer(own, RefKind::Link)),
            Address::Gone(why) => self.gone(id, &raw, why),
        }
    }

    /// An address goes.
    pub fn gone<T>(&mut self, id: Id, raw: &str, why: &str) -> Option<T> {
        self.leave(id, Kind::Address, format!("a link to `{}` is its words only: {why}", short(raw)));
        None
    }

    /// The anchor of a heading, if it has one of its own.
    pub fn anchor(&self, id: Id) -> Option<Anchor> {
        let name = self.tree.attribute(id, "id")?.trim();
        self.anchors.get(name).filter(|first| **first == id).map(|_| Anchor(name.to_owned()))
    }
}

fn is_anchor(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) && !is_reserved(name)
}

/// The place of what was made.
pub(in crate::hypertext) fn nowhere() -> Span {
    Span::new(FileId::NONE, 0, 0)
}

/// A block that was made. Its language and direction are found when it is read again.
pub(in crate::hypertext) fn block(kind: BlockKind) -> Block {
    Block { span: nowhere(), locale: LocaleId(0), dir: Dir::Ltr, kind }
}

/// A text that was made.
pub(in crate::hypertext) fn text(text: impl Into<String>) -> Inline {
    Inline::Text(text.into().into())
}

/// What of an address or a text fits into a sentence.
pub(in crate::hypertext) fn short(text: &str) -> String {
    let plain = text.chars().filter(|c| !c.is_control() && *c != '`' && !crate::locale::bidi::is_control(*c));
    let short: String = plain.clone().take(80).collect();
    if plain.count() > 80 { format!("{short}…") } else { short }
}
