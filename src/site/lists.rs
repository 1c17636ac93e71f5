//! Routes and their tags -> what each page lists: chapters, sections, homes, tags; what does not fit goes on pages of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ast::{Document, Prose};
use crate::config::{Config, MissingTranslation};
use crate::locale::LocaleId;

use super::key::PageKey;
use super::linked::Linked;
use super::route::PageRoute;
use super::tags::{Index, Use};
use super::{Page, PageId, PageKind, Part, Tag, address, nav};

/// What a page lists.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct Listing {
    /// The chapters of a briefing.
    pub chapters: Vec<PageId>,
    /// Sections, tags, homes: this part of their list.
    pub list: Vec<PageId>,
    /// Which part that is.
    pub part: Option<Part>,
}

/// A page without a file of its own: a further part of a list, all tags of a language, or one of them.
#[derive(Debug)]
pub(in crate::site) struct Added {
    pub kind: PageKind,
    pub locale: LocaleId,
    pub key: PageKey,
    /// What stands on it: that of the first part.
    pub document: Option<Arc<Document>>,
    pub title: Prose,
    /// Path below the output folder.
    pub out: String,
    pub parent: Option<PageId>,
    pub translations: Vec<Option<PageId>>,
    /// Whether it is not to be found.
    pub is_noindex: bool,
    pub listing: Listing,
}

/// What lists are made from: everything of the routes, in their order.
#[derive(Clone, Copy)]
pub(in crate::site) struct Outline<'a> {
    pub config: &'a Config,
    pub routes: &'a [PageRoute],
    pub parents: &'a [Option<usize>],
    pub briefings: &'a [bool],
    pub linked: &'a [Linked],
}

/// Where pages of tags stand and what they are, or pages of authors.
pub(in crate::site) struct Shelf {
    folder: &'static str,
    /// The page of all.
    all: (PageKind, PageKey),
    /// The page of one.
    one: (PageKind, fn(String) -> PageKey),
}

impl Shelf {
    pub const TAGS: Self = Self { folder: "tags", all: (PageKind::Tags, PageKey::Tags), one: (PageKind::Tag, PageKey::Tag) };
    pub const AUTHORS: Self =
        Self { folder: "authors", all: (PageKind::Authors, PageKey::Authors), one: (PageKind::Author, PageKey::Author) };
}

/// The lists so far.
pub(in crate::site) struct Lists<'a> {
    given: Outline<'a>,
    /// The place of each route among those of its language, newest first.
    pub places: Vec<usize>,
    /// Of each route.
    pub listings: Vec<Listing>,
    /// The pages that follow those of the routes.
    pub added: Vec<Added>,
}

impl<'a> Lists<'a> {
    /// None yet.
    pub fn new(given: Outline<'a>) -> Self {
        let listings = vec![Listing::default(); given.routes.len()];
        Self { given, places: nav::newest(given.config, given.routes), listings, added: Vec::new() }
    }

    /// The route of a page that has one.
    fn route(&self, page: PageId) -> &'a PageRoute {
        &self.given.routes[page.0 as usize]
    }

    fn document(&self, page: PageId) -> &'a Document {
        self.route(page).document.as_deref().expect("only written pages are listed")
    }

    /// The list of any page.
    fn listing(&mut self, page: PageId) -> &mut Listing {
        let (at, routes) = (page.0 as usize, self.listings.len());
        if at < routes { &mut self.listings[at] } else { &mut self.added[at - routes].listing }
    }

    /// The routes that have a section above them, with that section.
    fn below(&self) -> impl Iterator<Item = (usize, &'a PageRoute, usize)> + use<'a> {
        let Outline { routes, parents, .. } = self.given;
        routes.iter().zip(parents).enumerate().filter_map(|(i, (route, parent))| Some((i, route, (*parent)?)))
    }

    /// Chapters of every briefing: its own pages, and those that exist only in another language, in one order.
    pub fn chapters(&mut self) {
        let Outline { config, routes, briefings, .. } = self.given;
        let mut members: BTreeMap<(&PageKey, &PageKey), Vec<PageId>> = BTreeMap::new();
        for (i, route, parent) in self.below().filter(|(_, route, _)| route.kind() == PageKind::Page) {
            members.entry((&routes[parent].key, &route.key)).or_default().push(PageId::of(i));
        }
        let mut by_briefing: BTreeMap<&PageKey, Vec<Vec<PageId>>> = BTreeMap::new();
        for ((briefing, _), pages) in members {
            by_briefing.entry(briefing).or_default().push(pages);
        }
        for (i, route) in routes.iter().enumerate().filter(|(i, route)| briefings[*i] && route.kind() == PageKind::Section) {
            let locale = config.locales.get(route.locale);
            let pick = |group: &Vec<PageId>| {
                let in_language = |l: LocaleId| group.iter().copied().find(|p| self.route(*p).locale == l);
                let own = in_language(route.locale);
                let elsewhere = || config.locales.instead(route.locale).find_map(in_language);
                if config.missing_translation == MissingTranslation::Omit { own } else { own.or_else(elsewhere) }
            };
            let mut chapters: Vec<PageId> = by_briefing.get(&route.key).into_iter().flatten().filter_map(pick).collect();
            chapters.sort_by(|a, b| nav::section_order(self.document(*a), self.document(*b), locale));
            self.listings[i].chapters = chapters;
        }
    }

    /// Pages and sections below each section that is no briefing.
    pub fn sections(&mut self) {
        let Outline { config, routes, briefings, .. } = self.given;
        let mut below: BTreeMap<usize, Vec<PageId>> = BTreeMap::new();
        for (i, _, parent) in self.below().filter(|(_, route, _)| route.document.is_some()) {
            below.entry(parent).or_default().push(PageId::of(i));
        }
        for (section, mut list) in below {
            let route = &routes[section];
            if briefings[section] || route.kind() != PageKind::Section {
                continue;
            }
            let locale = config.locales.get(route.locale);
            list.sort_by(|a, b| nav::section_order(self.document(*a), self.document(*b), locale));
            self.in_parts(PageId::of(section), &list);
        }
    }

    /// Briefings and dated pages that are no chapters, newest first, on the home of their language. Where there is no menu, what
    /// else stands at the top follows, unless the home's own text leads there.
    pub fn homes(&mut self) {
        let Outline { config, routes, parents, briefings, linked } = self.given;
        for locale in config.locales.site() {
            let is_chapter = |i: usize| parents[i].is_some_and(|section| briefings[section]);
            let mut list: Vec<PageId> = Vec::new();
            let mut others: Vec<PageId> = Vec::new();
            let home = home(routes, locale.id);
            let leads_to: BTreeSet<PageId> =
                linked[home.0 as usize].links.iter().filter_map(|link| Some(link.target.page()?.0)).collect();
            for (i, route) in routes.iter().enumerate() {
                let Some(document) = route.document.as_ref().filter(|_| route.locale == locale.id) else { continue };
                if route.kind() == PageKind::Home || is_chapter(i) {
                    continue;
                }
                if briefings[i] || (route.kind() == PageKind::Page && document.meta.date.is_some()) {
                    list.push(PageId::of(i));
                } else if config.menu.is_empty()
                    && parents[i] == Some(home.0 as usize)
                    && !document.meta.noindex
                    && !leads_to.contains(&PageId::of(i))
                {
                    others.push(PageId::of(i));
                }
            }
            list.sort_by_key(|page| self.places[page.0 as usize]);
            others.sort_by(|a, b| nav::section_order(self.document(*a), self.document(*b), locale));
            list.append(&mut others);
            self.in_parts(home, &list);
        }
    }

    /// A page per tag and language, and one for all tags of a language; or the same of authors.
    pub fn tags(
        &mut self,
        kind: &Shelf,
        uses: &[Vec<Use<'_>>],
        index: &Index<'_>,
    ) -> (Vec<BTreeMap<String, Tag>>, Vec<Option<PageId>>) {
        let Outline { config, routes, .. } = self.given;
        let mut by_locale: Vec<BTreeMap<String, (Prose, Vec<PageId>)>> = vec![BTreeMap::new(); config.locales.site().len()];
        for (i, (route, uses)) in routes.iter().zip(uses).enumerate() {
            for tag in uses {
                let own = &mut by_locale[usize::from(route.locale.0)];
                match own.get_mut(&tag.id) {
                    Some((_, pages)) => pages.push(PageId::of(i)),
                    None => {
                        own.insert(tag.id.clone(), (tag.name.clone(), vec![PageId::of(i)]));
                    }
                }
            }
        }
        let mut indexes = vec![None; by_locale.len()];
        // What would lead to nothing but pages that ask not to be found asks it too: it says their titles.
        let is_noindex = |pages: &[PageId]| pages.iter().all(|page| self.document(*page).meta.noindex);
        let quiet: Vec<BTreeMap<String, bool>> =
            by_locale.iter().map(|tags| tags.iter().map(|(id, (_, pages))| (id.clone(), is_noindex(pages))).collect()).collect();
        for locale in config.locales.site().iter().filter(|l| !by_locale[usize::from(l.id.0)].is_empty()) {
            let out = format!("{}{}/index.html", address::language_folder(config, locale.id), kind.folder);
            let title = config.title.get(locale.id).clone();
            let page = Added::of(kind.all.0, locale.id, kind.all.1.clone(), title, out);
            let is_noindex = quiet[usize::from(locale.id.0)].values().all(|is_quiet| *is_quiet);
            indexes[usize::from(locale.id.0)] = Some(self.add(Added { is_noindex, ..page }));
        }
        for id in indexes.iter().flatten() {
            self.translated(*id, &indexes);
        }
        let mut tags: Vec<BTreeMap<String, Tag>> = vec![BTreeMap::new(); by_locale.len()];
        for locale in config.locales.site() {
            for (tag, (name, mut list)) in std::mem::take(&mut by_locale[usize::from(locale.id.0)]) {
                list.sort_by_key(|page| self.places[page.0 as usize]);
                let out = format!("{}{}/{tag}/index.html", address::language_folder(config, locale.id), kind.folder);
                let parent = indexes[usize::from(locale.id.0)];
                let page = Added::of(kind.one.0, locale.id, (kind.one.1)(tag.clone()), name.clone(), out);
                let is_noindex = quiet[usize::from(locale.id.0)][&tag];
                let page = self.add(Added { parent, is_noindex, ..page });
                self.in_parts(page, &list);
                tags[usize::from(locale.id.0)].insert(tag, Tag { name, pages: list, page });
            }
        }
        let mut shared: BTreeMap<&str, Vec<Option<PageId>>> = BTreeMap::new();
        for (locale, tags) in config.locales.site().iter().zip(&tags) {
            for (id, tag) in tags {
                let Some(one) = index.shared(locale.id, id, &tag.name) else { continue };
                shared.entry(one).or_insert_with(|| vec![None; config.locales.site().len()])[usize::from(locale.id.0)] =
                    Some(tag.page);
            }
        }
        for pair in shared.values() {
            for page in pair.iter().flatten() {
                self.translated(*page, pair);
            }
        }
        (tags, indexes)
    }

    /// Adds a page; it is its own only translation until told otherwise.
    fn add(&mut self, mut page: Added) -> PageId {
        let own = PageId::of(self.given.routes.len() + self.added.len());
        page.translations = vec![None; self.given.config.locales.site().len()];
        page.translations[usize::from(page.locale.0)] = Some(own);
        self.added.push(page);
        own
    }

    /// Says what a page that was added is in the other languages.
    fn translated(&mut self, page: PageId, translations: &[Option<PageId>]) {
        let at = page.0 as usize - self.given.routes.len();
        self.added[at].translations = translations.to_vec();
    }

    /// Gives a page its list; what does not fit goes on pages of their own, `page/2/` and on.
    fn in_parts(&mut self, first: PageId, list: &[PageId]) {
        let mut parts = list.chunks(self.given.config.page_size);
        self.listing(first).list = parts.next().unwrap_or_default().to_vec();
        let mut ids = vec![first];
        for (i, part) in parts.enumerate() {
            let mut page = self.part_of(first, i + 2);
            page.listing.list = part.to_vec();
            ids.push(self.add(page));
        }
        if ids.len() > 1 {
            for (i, id) in ids.iter().enumerate() {
                self.listing(*id).part = Some(Part { number: i + 1, pages: ids.clone() });
            }
        }
    }

    /// A further part of what a page lists.
    fn part_of(&self, first: PageId, number: usize) -> Added {
        let at = first.0 as usize;
        let part = |out: &str| out.replace("index.html", &format!("page/{number}/index.html"));
        let Some(route) = self.given.routes.get(at) else {
            let own = &self.added[at - self.given.routes.len()];
            let page = Added::of(own.kind, own.locale, own.key.clone(), own.title.clone(), part(&own.out));
            return Added { parent: own.parent, is_noindex: own.is_noindex, ..page };
        };
        let title = route.title(self.given.config).clone();
        let page = Added::of(route.kind(), route.locale, route.key.clone(), title, part(&route.out));
        let is_noindex = route.document.as_ref().is_some_and(|document| document.meta.noindex);
        Added { document: route.document.clone(), parent: self.given.parents[at].map(PageId::of), is_noindex, ..page }
    }
}

impl Added {
    /// A page that lists nothing yet.
    fn of(kind: PageKind, locale: LocaleId, key: PageKey, title: Prose, out: String) -> Self {
        let (translations, listing) = (Vec::new(), Listing::default());
        Self { kind, locale, key, document: None, title, out, parent: None, translations, is_noindex: false, listing }
    }

    /// The page.
    pub fn made(self, id: PageId, config: &Config) -> Page {
        Page {
            id,
            kind: self.kind,
            locale: self.locale,
            key: self.key,
            document: self.document,
            title: self.title,
            url: address::url(config, &self.out),
            out: self.out,
            translations: self.translations,
            fallback_of: None,
            parent: self.parent,
            is_noindex: self.is_noindex,
            is_briefing: false,
            chapters: self.listing.chapters,
            list: self.listing.list,
            part: self.listing.part,
            tags: Vec::new(),
            authors: Vec::new(),
            related: Vec::new(),
            links: Arc::default(),
            image: None,
            mark: None,
            known: None,
            pairs: Vec::new(),
            beside: Vec::new(),
            figures: Vec::new(),
        }
    }
}

/// The home of a language: there is a route for each.
pub(in crate::site) fn home(routes: &[PageRoute], locale: LocaleId) -> PageId {
    let is_home = |route: &PageRoute| route.locale == locale && route.kind() == PageKind::Home;
    PageId::of(routes.iter().position(is_home).expect("every language has a home"))
}
