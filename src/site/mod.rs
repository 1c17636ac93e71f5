//! Ground: everything the site knows about its documents, put *beside* them: routes, translations, navigation, tags and
//! where every link leads. Made once by [`resolve`], immutable, ordered; read by every writer.

pub mod absent;
pub mod address;
mod again;
pub mod alternates;
pub mod brand;
pub mod csv;
pub mod edit;
pub mod entries;
pub mod facts;
pub mod feeds;
pub mod figures;
pub mod key;
pub mod letters;
pub mod linked;
pub mod links;
mod lists;
pub mod menu;
pub mod nav;
pub mod outputs;
pub mod pairs;
pub mod parts;
pub mod photos;
pub mod picture;
pub mod place;
mod related;
pub mod resolve;
pub mod route;
pub mod scheme;
pub mod shown;
mod strangers;
mod suggest;
pub mod tags;
pub mod target;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ast::{Document, Prose};
use crate::config::Config;
use crate::figure::Figure;
use crate::ledger::Ledgers;
use crate::ledger::words::Words;
use crate::locale::LocaleId;
use crate::source::{FileId, Span};
use absent::{Absent, Mark};
use brand::Brand;
use entries::{LedgerUse, UsedEntries};
use key::PageKey;
use menu::MenuItem;
use pairs::Pair;
use photos::{Photo, Shown, Wanted};
use target::{AssetRef, Link};

/// Index of a [`Page`] in its [`Site`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PageId(pub u32);

impl PageId {
    /// That of the page at a place in the list of all.
    pub(in crate::site) fn of(place: usize) -> Self {
        Self(u32::try_from(place).expect("fewer than 2^32 pages"))
    }
}

/// The whole site. What grows with it is shared, so that an edit of one text copies the list of pages and no page ([`edit`]).
#[derive(Clone, Debug)]
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// Every page with a place of its own, by id.
    pub pages: Vec<Arc<Page>>,
    /// Home pages, by the language's place in the configuration.
    pub homes: Vec<PageId>,
    /// The main navigation, by language.
    pub menus: Vec<Vec<MenuItem>>,
    /// Pages that list all tags, by language; `None` where there is no tag.
    pub tag_indexes: Vec<Option<PageId>>,
    /// Tags in use, by language and identity.
    pub tags: Arc<Vec<BTreeMap<String, Tag>>>,
    /// Pages that list all authors, by language; `None` where there is none.
    pub author_indexes: Vec<Option<PageId>>,
    /// Authors by language and identity, where the site has pages of them.
    pub authors: Arc<Vec<BTreeMap<String, Tag>>>,
    /// What the feed of each language holds, newest first.
    pub newest: Arc<Vec<Vec<PageId>>>,
    /// What the feeds of sections hold, by section, newest first.
    pub feeds: Arc<BTreeMap<PageId, Vec<PageId>>>,
    /// Files that are published beside the pages.
    pub assets: Arc<Vec<Asset>>,
    /// What is known of those that are pictures.
    pub pictures: Arc<picture::Pictures>,
    /// What is made of pictures.
    pub photos: Arc<Vec<Wanted>>,
    /// The ledgers.
    pub ledgers: Arc<Ledgers>,
    /// Words of the interface that the ledger prints.
    pub words: Arc<Words>,
    /// Entries that some page refers to.
    pub used: Arc<UsedEntries>,
    /// What is not shown.
    pub absent: Arc<Absent>,
    /// Pages beside their translations.
    pub pairs: Vec<Arc<Pair>>,
    /// Pages beside each other of which none is the other's translation: they are read so, and not reviewed.
    pub beside: Vec<Arc<Pair>>,
    /// The pictures that stand for the site, by language.
    pub brands: Vec<Brand>,
}

impl Site {
    /// The page of an id of this site.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    /// The pages of a language that may be found: those that have a text of their own in it and do not ask to be left out.
    pub fn found(&self, locale: LocaleId) -> impl Iterator<Item = &Page> {
        self.pages.iter().map(AsRef::as_ref).filter(move |page: &&Page| page.locale == locale && page.is_found())
    }

    /// The briefing of several chapters that a page belongs to: itself for the overview.
    pub fn briefing_of(&self, page: &Page) -> Option<PageId> {
        let is_overview = |page: &Page| page.is_briefing && page.kind == PageKind::Section;
        if is_overview(page) {
            return Some(page.id);
        }
        page.parent.filter(|parent| page.kind == PageKind::Page && is_overview(self.page(*parent)))
    }

    /// Absolute URL of a page.
    pub fn absolute(&self, id: PageId) -> String {
        format!("{}{}", self.config.base.origin, self.page(id).url)
    }
}

/// What a page is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PageKind {
    /// The first page of a language.
    Home,
    /// A folder with an `_index` file.
    Section,
    /// A Markdown file.
    Page,
    /// All tags of a language.
    Tags,
    /// One tag's pages.
    Tag,
    /// All authors of a language.
    Authors,
    /// One author's pages.
    Author,
}

/// A page: one output file in one language.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its index.
    pub id: PageId,
    /// What it is.
    pub kind: PageKind,
    /// Language of its place and its interface.
    pub locale: LocaleId,
    /// What it is in all its languages.
    pub key: PageKey,
    /// What stands on it: what was written, with the words that the ledger brings. `None` for pages without a text (tags,
    /// homes without a file).
    pub document: Option<Arc<Document>>,
    /// Its title.
    pub title: Prose,
    /// Path from the root of the host, percent-encoded, with a slash at the end: `/repo/ar/brief/`.
    pub url: String,
    /// Path below the output folder: `ar/brief/index.html`.
    pub out: String,
    /// The page in every language, by the language's place; itself included.
    pub translations: Vec<Option<PageId>>,
    /// For a page shown in a language it is not written in: the page it is a copy of.
    pub fallback_of: Option<PageId>,
    /// The section it belongs to; `None` for homes.
    pub parent: Option<PageId>,
    /// Whether search engines are asked to leave it out: it says so, or all that it lists of a tag or an author does.
    pub is_noindex: bool,
    /// Whether it is a briefing: a section of chapters, or a page that says so.
    pub is_briefing: bool,
    /// The chapters of a briefing, in order; a chapter missing in this language is the page in another.
    pub chapters: Vec<PageId>,
    /// What it lists, in order (sections, tags, homes), this part of it only.
    pub list: Vec<PageId>,
    /// Which part of a list this is, when the list has several.
    pub part: Option<Part>,
    /// Identities of its tags, in the order written.
    pub tags: Vec<String>,
    /// Identities of its authors in the order written, by their place there; none where the site has no pages of authors.
    pub authors: Vec<Option<String>>,
    /// Pages of its language that are about the same, the nearest first.
    pub related: Vec<PageId>,
    /// Where each of the document's refs leads, by `RefId`.
    pub links: Arc<[Link]>,
    /// The picture of its front matter.
    pub image: Option<Picture>,
    /// What keeps it back where drafts are not shown.
    pub mark: Option<Mark>,
    /// What it knows of the ledger; `None` where it refers to nothing in one.
    pub known: Option<Arc<LedgerUse>>,
    /// The pairs that it is one side of, as places in [`Site::pairs`].
    pub pairs: Vec<usize>,
    /// The same in [`Site::beside`].
    pub beside: Vec<usize>,
    /// The figures of the document, by `FigureId`; `None` for those that were refused.
    pub figures: Vec<Option<Figure>>,
}

/// A picture of the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Its file.
    pub asset: AssetRef,
    /// Alternative text.
    pub alt: String,
    /// Pixels, where known.
    pub size: Option<(u32, u32)>,
    /// What is written of it, and the sizes that it is published in.
    pub shown: Shown,
}

/// One part of a list on several pages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// From 1.
    pub number: usize,
    /// The pages of all parts, in order.
    pub pages: Vec<PageId>,
}

/// A tag in one language, or an author.
#[derive(Clone, PartialEq, Debug)]
pub struct Tag {
    /// Its name.
    pub name: Prose,
    /// Its pages, newest first.
    pub pages: Vec<PageId>,
    /// The first page that lists them.
    pub page: PageId,
}

/// A file that is published: a picture without what it says of its makers, any other as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
    /// Where from.
    pub file: FileId,
    /// Path below the output folder.
    pub out: String,
    /// What is published instead: the picture with boxes painted over it.
    pub redacted: Option<Arc<Photo>>,
    /// Whether nothing is published: a picture that should be painted over and cannot be.
    pub is_kept_back: bool,
}

/// An old path that leads to a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redirect {
    /// Path below the output folder.
    pub out: String,
    /// Where it leads.
    pub target: PageId,
    /// Where it was written.
    pub span: Span,
}
