//! Roof: a resolved site -> how every translation stands to its source, as a list that people, programs and browsers read
//! ([`human`], [`json`], [`html`]).

pub mod html;
pub mod human;
pub mod json;

use crate::drift::diff::{Piece, diff};
use crate::drift::{Reviewed, Side, State};
use crate::locale::Dir;
use crate::site::Site;
use crate::site::key::PageKey;
use crate::site::pairs::Pair;
use crate::source::walk::CONFIG;
use crate::source::{LineIndex, SourceTree};
use crate::yaml::gaps::Gaps;

/// Every written page in every language that it is translated into, or should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status {
    /// By key and language.
    pub pages: Vec<PageStatus>,
    /// Files that pages of all languages share and that lack texts, by path and language.
    pub files: Vec<FileStatus>,
}

/// A shared file in a language that it lacks texts in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileStatus {
    /// Its path.
    pub path: String,
    /// The language.
    pub language: String,
    /// How many texts.
    pub missing: usize,
}

/// A page in one language against the language that it was written in first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageStatus {
    /// Its identity over the languages, by which `bayan accept` knows it.
    pub key: PageKey,
    /// The language that it was written in first.
    pub source: String,
    /// The language that it is translated into.
    pub language: String,
    /// The files: of the source, and of the translation if there is one.
    pub files: [Option<String>; 2],
    /// How it stands.
    pub state: PageState,
    /// The blocks to look at; none of pages that were never reviewed.
    pub blocks: Vec<BlockStatus>,
}

/// How a translation stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PageState {
    /// Everything is as it was accepted.
    Current,
    /// Something has changed since.
    Stale,
    /// There is no translation.
    Missing,
    /// Nobody has accepted anything of it.
    NeverReviewed,
}

impl PageState {
    /// All of them, in the order of summaries.
    pub const ALL: [Self; 4] = [Self::Current, Self::Stale, Self::Missing, Self::NeverReviewed];

    /// Its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::NeverReviewed => "never-reviewed",
        }
    }

    /// Its name for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Current => phrase!("current"),
            Self::Stale => phrase!("stale"),
            Self::Missing => phrase!("missing"),
            Self::NeverReviewed => phrase!("never reviewed"),
        }
    }
}

/// A block that is not as it was accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockStatus {
    /// Its name, by which `bayan accept` knows it.
    pub name: String,
    /// What happened to it.
    pub change: Change,
    /// What became of each side that changed.
    pub sides: Vec<SideStatus>,
}

/// What happened to a block since it was accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// The source was changed, the translation was not.
    Source,
    /// The translation was changed, the source was not.
    Translation,
    /// Both were changed.
    Both,
    /// The words are as accepted, but where links lead, notes, levels or the shape were changed.
    Markup,
    /// It is new on both sides.
    New,
    /// It stands in the source only.
    Untranslated,
    /// It stands in the translation only.
    Extra,
}

impl Change {
    /// Its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Source => "source-changed",
            Self::Translation => "translation-changed",
            Self::Both => "both-changed",
            Self::Markup => "markup-changed",
            Self::New => "new",
            Self::Untranslated => "untranslated",
            Self::Extra => "extra",
        }
    }

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Source => phrase!("the source has changed since it was accepted"),
            Self::Translation => phrase!("the translation has changed since it was accepted"),
            Self::Both => phrase!("both sides have changed since they were accepted"),
            Self::Markup => {
                phrase!("the words are as accepted, but a link, a note, a level or the number of items or rows has changed")
            }
            Self::New => phrase!("new, not yet accepted"),
            Self::Untranslated => phrase!("stands in the source only"),
            Self::Extra => phrase!("stands in the translation only"),
        }
    }
}

/// One side of a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SideStatus {
    /// Its language.
    pub language: String,
    /// Its direction.
    pub dir: Dir,
    /// `content/a.ar.md:19:1`.
    pub place: String,
    /// The words that are new, and how many are gone; empty where nothing can be compared.
    pub diff: Vec<Piece>,
}

impl Status {
    /// How many pages are in a state.
    pub fn count(&self, state: PageState) -> usize {
        self.pages.iter().filter(|page| page.state == state).count()
    }

    /// How many blocks of reviewed pages are not as they were accepted.
    pub fn stale_blocks(&self) -> usize {
        self.pages.iter().filter(|page| page.state == PageState::Stale).map(|page| page.blocks.len()).sum()
    }
}

/// The state of every page.
pub fn status(site: &Site, tree: &SourceTree) -> Status {
    let mut pages: Vec<PageStatus> = site.pairs.iter().map(|pair| of_pair(site, tree, pair)).collect();
    let tag = |id| site.config.locales.get(id).tag.clone();
    for (id, missing) in site.untranslated() {
        let page = site.page(id);
        pages.extend(missing.into_iter().map(|locale| PageStatus {
            key: page.key.clone(),
            source: tag(page.locale),
            language: tag(locale),
            files: [page.document.as_ref().map(|document| document.path.clone()), None],
            state: PageState::Missing,
            blocks: Vec::new(),
        }));
    }
    pages.sort_by(|a, b| (&a.key, &a.language).cmp(&(&b.key, &b.language)));
    Status { pages, files: files(site) }
}

/// What the languages of the site lack in its ledgers and in `site.yaml`.
fn files(site: &Site) -> Vec<FileStatus> {
    let own = (CONFIG, &site.config.gaps);
    let all = site.ledgers.gaps.iter().map(|(path, gaps)| (path.as_str(), gaps)).chain([own]);
    let of = |(path, gaps): (&str, &Gaps)| -> Vec<FileStatus> {
        let one =
            |(language, missing): (&str, usize)| FileStatus { path: path.to_owned(), language: language.to_owned(), missing };
        gaps.tagged(&site.config.locales).into_iter().map(one).collect()
    };
    all.flat_map(of).collect()
}

fn of_pair(site: &Site, tree: &SourceTree, pair: &Pair) -> PageStatus {
    let review = pair.review();
    let order = [review.source, review.source.other()];
    let tag = |side: Side| site.config.locales.get(review.locales[side.index()]).tag.clone();
    let state = match (review.is_reviewed, review.is_current()) {
        (false, _) => PageState::NeverReviewed,
        (true, true) => PageState::Current,
        (true, false) => PageState::Stale,
    };
    let open = review.open().filter(|_| state == PageState::Stale);
    PageStatus {
        key: site.page(pair.pages[0]).key.clone(),
        source: tag(order[0]),
        language: tag(order[1]),
        files: order.map(|side| Some(pair.documents[side.index()].path.clone())),
        state,
        blocks: open.map(|reviewed| of_block(site, tree, pair, reviewed)).collect(),
    }
}

fn of_block(whole: &Site, tree: &SourceTree, pair: &Pair, reviewed: &Reviewed) -> BlockStatus {
    let (review, unit) = (pair.review(), &reviewed.unit);
    let source = review.source;
    let change = match (unit.side(source), unit.side(source.other()), reviewed.state) {
        _ if reviewed.has_accepted_words() => Change::Markup,
        (Some(_), None, _) => Change::Untranslated,
        (None, _, _) => Change::Extra,
        (Some(_), Some(_), State::Changed(side)) if side == source => Change::Source,
        (Some(_), Some(_), State::Changed(_)) => Change::Translation,
        (Some(_), Some(_), State::BothChanged) => Change::Both,
        (Some(_), Some(_), State::New | State::Current) => Change::New,
    };
    let is_shown = |side: &Side| match reviewed.state {
        State::Changed(changed) => *side == changed || unit.side(changed).is_none(),
        State::BothChanged | State::New => true,
        State::Current => false,
    };
    let side = |side: Side| {
        let text = unit.side(side)?;
        let locale = whole.config.locales.get(review.locales[side.index()]);
        let file = tree.file(text.span.file);
        let (line, column) = LineIndex::new(file.text().unwrap_or_default()).line_col(text.span.range().start);
        let before = reviewed.accepted.as_ref().filter(|_| change != Change::Markup).map(|line| &line.prints[side.index()]);
        Some(SideStatus {
            language: locale.tag.clone(),
            dir: locale.dir,
            place: format!("{}:{line}:{column}", file.path),
            diff: before.map(|prints| diff(prints, &text.words)).unwrap_or_default(),
        })
    };
    BlockStatus {
        name: unit.name.clone(),
        change,
        sides: [source, source.other()].into_iter().filter(is_shown).filter_map(side).collect(),
    }
}
