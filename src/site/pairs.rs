//! Pages and what reviewers accepted -> every page beside its translations; aligned and judged by the lock when somebody asks,
//! since most pages of a site are neither reviewed nor read side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::address::language_folder;
use super::key::PageKey;
use super::{Page, PageId, PageKind, Site};
use crate::align::{Alignment, align};
use crate::ast::Document;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::diag::codes::drift as codes;
use crate::drift::lock::{Line, Lock};
use crate::drift::review::review;
use crate::drift::units::units;
use crate::drift::{Review, Side};
use crate::locale::{LocaleId, Locales};

/// A page and one of its translations, in the order of the site's languages. Of a page in more than two languages each
/// translation is paired with the language that the page was written in first.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The pages.
    pub pages: [PageId; 2],
    /// What was written on them.
    pub documents: [Arc<Document>; 2],
    /// Their languages.
    pub locales: [LocaleId; 2],
    /// The side that was written first; the other is its translation.
    pub source: Side,
    accepted: Vec<Line>,
    judged: OnceLock<(Alignment, Review)>,
}

impl Pair {
    /// Which blocks belong together.
    pub fn alignment(&self) -> &Alignment {
        &self.judged().0
    }

    /// What of it a reviewer has accepted.
    pub fn review(&self) -> &Review {
        &self.judged().1
    }

    /// Whether a reviewer has accepted anything of it.
    pub fn is_reviewed(&self) -> bool {
        !self.accepted.is_empty()
    }

    /// The same pair with this document on the side of its path, not judged yet.
    pub(in crate::site) fn with(&self, document: &Arc<Document>) -> Self {
        let side = |own: &Arc<Document>| Arc::clone(if own.path == document.path { document } else { own });
        let documents = self.documents.each_ref().map(side);
        let Self { pages, locales, source, ref accepted, .. } = *self;
        Self { pages, documents, locales, source, accepted: accepted.clone(), judged: OnceLock::new() }
    }

    fn judged(&self) -> &(Alignment, Review) {
        self.judged.get_or_init(|| {
            let [first, second] = &self.documents;
            let alignment = align(first, second);
            let units = units(first, second, &alignment);
            let review = review(self.locales, self.source, units, &self.accepted);
            (alignment, review)
        })
    }

    /// The side of a page, if it is one of the two.
    pub fn side(&self, page: PageId) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.pages[side.index()] == page)
    }
}

/// The name of a pair of languages in the lock: `ar en`.
pub fn tags(locales: &Locales, pair: [LocaleId; 2]) -> String {
    pair.map(|id| locales.get(id).tag.clone()).join(" ")
}

/// Whether somebody wrote the page in its language: the others are copies, lists, and chapters that the ledger fills.
pub fn is_written(page: &Page) -> bool {
    page.fallback_of.is_none()
        && page.is_first_part()
        && matches!(page.kind, PageKind::Home | PageKind::Section | PageKind::Page)
        && page.document.is_some()
        && !page.is_made()
}

/// A page that somebody wrote in its language, before it is made.
pub(in crate::site) struct Written<'a> {
    pub id: PageId,
    pub locale: LocaleId,
    pub key: &'a PageKey,
    /// As it was written, without the words of the ledger.
    pub document: Arc<Document>,
}

/// Pages of a site beside each other.
#[derive(Default)]
pub(in crate::site) struct Paired {
    /// Each with its translations.
    pub pairs: Vec<Pair>,
    /// Those that are only read beside each other.
    pub beside: Vec<Pair>,
}

impl Paired {
    /// For each of so many pages, where it stands in both lists.
    pub fn by_page(&self, pages: usize) -> Vec<[Vec<usize>; 2]> {
        let mut places = vec![<[Vec<usize>; 2]>::default(); pages];
        for (list, pairs) in [&self.pairs, &self.beside].into_iter().enumerate() {
            for (at, pair) in pairs.iter().enumerate() {
                pair.pages.iter().for_each(|page| places[page.0 as usize][list].push(at));
            }
        }
        places
    }
}

/// Pairs every written page with its translations, and the languages that readers want beside each other.
pub(in crate::site) fn pairs<'a>(
    config: &Config,
    pages: impl Iterator<Item = Written<'a>>,
    lock: &Lock,
    diags: &mut Diagnostics,
) -> Paired {
    let mut groups: BTreeMap<&PageKey, Vec<Written<'_>>> = BTreeMap::new();
    for page in pages {
        groups.entry(page.key).or_default().push(page);
    }
    let mut all = Paired::default();
    for (key, mut group) in groups {
        group.sort_by_key(|page| page.locale);
        let source = source(config, &group, diags);
        for page in group.iter().filter(|page| page.locale != source.locale) {
            let pair = paired(source, page);
            let accepted = lock.lines(&key.text(), &tags(&config.locales, pair.locales)).to_vec();
            all.pairs.push(Pair { accepted, ..pair });
        }
        let of = |id: LocaleId| group.iter().find(|page| page.locale == id);
        let wanted = config.parallel.iter().flatten().filter(|pair| !pair.contains(&source.locale));
        all.beside.extend(wanted.filter_map(|[first, second]| Some(paired(of(*first)?, of(*second)?))));
    }
    all
}

/// Two pages beside each other, of which nothing is accepted.
fn paired(source: &Written<'_>, other: &Written<'_>) -> Pair {
    let mut pair = [source, other];
    pair.sort_by_key(|page| page.locale);
    let side = if pair[0].id == source.id { Side::First } else { Side::Second };
    Pair {
        pages: pair.map(|page| page.id),
        documents: pair.map(|page| Arc::clone(&page.document)),
        locales: pair.map(|page| page.locale),
        source: side,
        accepted: Vec::new(),
        judged: OnceLock::new(),
    }
}

/// The page that the others of its group are translations of: as its front matter says, else the one in the site's default
/// language, else the first.
fn source<'a, 'w>(config: &Config, group: &'a [Written<'w>], diags: &mut Diagnostics) -> &'a Written<'w> {
    let said: Vec<_> = group.iter().filter_map(|page| page.document.meta.source.as_ref()).collect();
    if let [first, others @ ..] = said.as_slice() {
        for other in others.iter().filter(|other| other.value != first.value) {
            let tag = |id: LocaleId| config.locales.get(id).tag.as_str();
            diags.push(codes::two_sources(other.span, tag(other.value), tag(first.value), first.span));
        }
    }
    let wanted = said.first().map_or(config.default_locale, |said| said.value);
    group.iter().find(|page| page.locale == wanted).unwrap_or(&group[0])
}

impl Site {
    /// The pairs that a page is one side of.
    pub fn pairs_of(&self, page: PageId) -> impl Iterator<Item = (&Pair, Side)> {
        let pairs = self.page(page).pairs.iter().map(|at| &*self.pairs[*at]);
        pairs.filter_map(move |pair| pair.side(page).map(|side| (pair, side)))
    }

    /// The same for those that are only read beside each other.
    pub fn beside_of(&self, page: PageId) -> impl Iterator<Item = (&Pair, Side)> {
        let pairs = self.page(page).beside.iter().map(|at| &*self.beside[*at]);
        pairs.filter_map(move |pair| pair.side(page).map(|side| (pair, side)))
    }

    /// The pairs in which a page of a briefing is read beside another language.
    pub fn parallel_of(&self, page: PageId) -> impl Iterator<Item = (&Pair, Side)> {
        let is_parallel = self.is_parallel(page);
        let translations = self.pairs_of(page).filter(|(pair, _)| self.config.reads_beside(pair.locales));
        translations.chain(self.beside_of(page)).filter(move |_| is_parallel)
    }

    /// Whether a page is read beside its translations: those of briefings are.
    pub fn is_parallel(&self, page: PageId) -> bool {
        let own = self.page(page);
        own.is_briefing || own.parent.is_some_and(|parent| self.page(parent).is_briefing)
    }

    /// Where the page of both languages stands below the output folder, for the reader of a side:
    /// `parallel/kazakhstan-2022/trigger/ar-en/index.html`.
    pub fn parallel_out(&self, pair: &Pair, reader: Side) -> String {
        let page = self.page(pair.pages[reader.index()]);
        let path = page.out.strip_prefix(&language_folder(&self.config, page.locale)).unwrap_or(&page.out);
        let folder = path.strip_suffix("index.html").unwrap_or(path);
        let tag = |side: Side| self.config.locales.get(pair.locales[side.index()]).tag.as_str();
        format!("parallel/{folder}{}-{}/index.html", tag(reader), tag(reader.other()))
    }

    /// Pages that somebody wrote, with the languages that they lack, in the order of their keys.
    pub fn untranslated(&self) -> Vec<(PageId, Vec<LocaleId>)> {
        let mut told: BTreeSet<&PageKey> = BTreeSet::new();
        let mut pages: Vec<&Page> = self.pages.iter().map(AsRef::as_ref).filter(|page| is_written(page)).collect();
        pages.sort_by_key(|page| (page.locale != self.config.default_locale, page.locale));
        let mut lacking: Vec<(&PageKey, PageId, Vec<LocaleId>)> = Vec::new();
        for page in pages {
            let is_there = |id: LocaleId| page.translations[usize::from(id.0)].is_some_and(|twin| is_written(self.page(twin)));
            let missing: Vec<LocaleId> = self.config.locales.site().iter().map(|l| l.id).filter(|id| !is_there(*id)).collect();
            if told.insert(&page.key) && !missing.is_empty() {
                lacking.push((&page.key, page.id, missing));
            }
        }
        lacking.sort_by_key(|(key, _, _)| *key);
        lacking.into_iter().map(|(_, page, missing)| (page, missing)).collect()
    }
}
