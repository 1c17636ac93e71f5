//! Pages and their tags -> what each page lists: chapters, sections, homes, tags; what does not fit goes on parts of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::{Document, Prose};
use crate::config::{Config, MissingTranslation};
use crate::locale::LocaleId;

use super::key::PageKey;
use super::tags::{Index, Use};
use super::{Page, PageId, PageKind, Part, Tag, address, nav};

/// Fills what pages list, adding pages for further parts and for tags.
pub(in crate::site) struct Lists<'a> {
    pub config: &'a Config,
    pub pages: Vec<Page>,
}

impl Lists<'_> {
    fn document(&self, page: PageId) -> &Document {
        self.pages[page.0 as usize].document.as_deref().expect("only written pages are listed")
    }

    /// Chapters of every briefing: its own pages, and those that exist only in another language, in one order.
    pub fn chapters(&mut self) {
        let mut members: BTreeMap<(PageKey, PageKey), Vec<PageId>> = BTreeMap::new();
        for page in &self.pages {
            if let (PageKind::Page, Some(parent)) = (page.kind, page.parent) {
                members.entry((self.pages[parent.0 as usize].key.clone(), page.key.clone())).or_default().push(page.id);
            }
        }
        let mut by_briefing: BTreeMap<PageKey, Vec<Vec<PageId>>> = BTreeMap::new();
        for ((briefing, _), pages) in members {
            by_briefing.entry(briefing).or_default().push(pages);
        }
        for i in 0..self.pages.len() {
            let page = &self.pages[i];
            if !page.is_briefing || page.kind != PageKind::Section {
                continue;
            }
            let locale = self.config.locales.get(page.locale);
            let pick = |group: &Vec<PageId>| {
                let in_language = |l: LocaleId| group.iter().copied().find(|p| self.pages[p.0 as usize].locale == l);
                let own = in_language(page.locale);
                let elsewhere = || self.config.locales.instead(page.locale).find_map(in_language);
                if self.config.missing_translation == MissingTranslation::Omit { own } else { own.or_else(elsewhere) }
            };
            let mut chapters: Vec<PageId> = by_briefing.get(&page.key).into_iter().flatten().filter_map(pick).collect();
            chapters.sort_by(|a, b| nav::section_order(self.document(*a), self.document(*b), locale));
            self.pages[i].chapters = chapters;
        }
    }

    /// Pages and sections below each section that is no briefing.
    pub fn sections(&mut self) {
        let mut below: BTreeMap<PageId, Vec<PageId>> = BTreeMap::new();
        for page in self.pages.iter().filter(|p| p.document.is_some()) {
            if let Some(parent) = page.parent {
                below.entry(parent).or_default().push(page.id);
            }
        }
        for (section, mut list) in below {
            let page = &self.pages[section.0 as usize];
            if page.is_briefing || page.kind != PageKind::Section {
                continue;
            }
            let locale = self.config.locales.get(page.locale);
            list.sort_by(|a, b| nav::section_order(self.document(*a), self.document(*b), locale));
            self.in_parts(section, &list);
        }
    }

    /// Briefings and dated pages that are no chapters, newest first, on the home of their language. Where there is no menu, what
    /// else stands at the top follows, unless the home's own text leads there.
    pub fn homes(&mut self) {
        for locale in self.config.locales.site() {
            let is_chapter = |p: &Page| p.parent.is_some_and(|s| self.pages[s.0 as usize].is_briefing);
            let mut list: Vec<PageId> = Vec::new();
            let mut others: Vec<PageId> = Vec::new();
            let home = home(&self.pages, locale.id);
            let links = &self.pages[home.0 as usize].links;
            let linked: BTreeSet<PageId> = links.iter().filter_map(|link| Some(link.target.page()?.0)).collect();
            for page in self.pages.iter().filter(|p| p.locale == locale.id && p.kind != PageKind::Home && !is_chapter(p)) {
                let Some(document) = &page.document else { continue };
                if page.is_briefing || (page.kind == PageKind::Page && document.meta.date.is_some()) {
                    list.push(page.id);
                } else if self.config.menu.is_empty()
                    && page.parent == Some(home)
                    && !document.meta.noindex
                    && !linked.contains(&page.id)
                {
                    others.push(page.id);
                }
            }
            list.sort_by(|a, b| nav::newest_first(self.document(*a), self.document(*b), locale));
            others.sort_by(|a, b| nav::section_order(self.document(*a), self.document(*b), locale));
            list.append(&mut others);
            self.in_parts(home, &list);
        }
    }

    /// A page per tag and language, and one for all tags of a language.
    pub fn tags(&mut self, uses: &[Vec<Use<'_>>], index: &Index<'_>) -> (Vec<BTreeMap<String, Tag>>, Vec<Option<PageId>>) {
        let mut by_locale: Vec<BTreeMap<String, (Prose, Vec<PageId>)>> = vec![BTreeMap::new(); self.config.locales.site().len()];
        for (page, uses) in self.pages.iter().zip(uses) {
            for tag in uses {
                let own = &mut by_locale[usize::from(page.locale.0)];
                match own.get_mut(&tag.id) {
                    Some((_, pages)) => pages.push(page.id),
                    None => {
                        own.insert(tag.id.clone(), (tag.name.clone(), vec![page.id]));
                    }
                }
            }
        }
        let mut indexes = vec![None; by_locale.len()];
        for locale in self.config.locales.site().iter().filter(|l| !by_locale[usize::from(l.id.0)].is_empty()) {
            let out = format!("{}tags/index.html", address::language_folder(self.config, locale.id));
            let title = self.config.title.get(locale.id).clone();
            indexes[usize::from(locale.id.0)] = Some(self.add(PageKind::Tags, locale.id, PageKey::Tags, title, out));
        }
        for id in indexes.iter().flatten() {
            self.pages[id.0 as usize].translations.clone_from(&indexes);
        }
        let mut tags: Vec<BTreeMap<String, Tag>> = vec![BTreeMap::new(); by_locale.len()];
        for locale in self.config.locales.site() {
            for (tag, (name, mut list)) in std::mem::take(&mut by_locale[usize::from(locale.id.0)]) {
                list.sort_by(|a, b| nav::newest_first(self.document(*a), self.document(*b), locale));
                let out = format!("{}tags/{tag}/index.html", address::language_folder(self.config, locale.id));
                let page = self.add(PageKind::Tag, locale.id, PageKey::Tag(tag.clone()), name.clone(), out);
                self.pages[page.0 as usize].parent = indexes[usize::from(locale.id.0)];
                self.in_parts(page, &list);
                tags[usize::from(locale.id.0)].insert(tag, Tag { name, pages: list, page });
            }
        }
        let shared: BTreeSet<&String> = tags.iter().flat_map(BTreeMap::keys).filter(|t| index.is_shared(t)).collect();
        for tag in shared {
            let pair: Vec<Option<PageId>> = tags.iter().map(|t| t.get(tag).map(|t| t.page)).collect();
            for page in pair.iter().flatten() {
                self.pages[page.0 as usize].translations.clone_from(&pair);
            }
        }
        (tags, indexes)
    }

    /// Adds a page that nobody wrote; it is its own only translation until told otherwise.
    fn add(&mut self, kind: PageKind, locale: LocaleId, key: PageKey, title: Prose, out: String) -> PageId {
        let page = id(self.pages.len());
        let mut translations = vec![None; self.config.locales.site().len()];
        translations[usize::from(locale.0)] = Some(page);
        self.pages.push(Page {
            id: page,
            kind,
            locale,
            key,
            document: None,
            title,
            url: address::url(self.config, &out),
            out,
            translations,
            fallback_of: None,
            parent: None,
            is_briefing: false,
            chapters: Vec::new(),
            list: Vec::new(),
            part: None,
            tags: Vec::new(),
            links: Vec::new(),
            image: None,
            pairs: Vec::new(),
            beside: Vec::new(),
            mark: None,
            known: None,
            figures: Vec::new(),
        });
        page
    }

    /// Gives a page its list; what does not fit goes on pages of their own, `page/2/` and on.
    fn in_parts(&mut self, first: PageId, list: &[PageId]) {
        let mut parts = list.chunks(self.config.page_size);
        self.pages[first.0 as usize].list = parts.next().unwrap_or_default().to_vec();
        if parts.len() == 0 {
            return;
        }
        let mut ids = vec![first];
        for (i, part) in parts.enumerate() {
            let page = self.pages[first.0 as usize].clone();
            let out = page.out.replace("index.html", &format!("page/{}/index.html", i + 2));
            let id = self.add(page.kind, page.locale, page.key, page.title, out);
            let added = &mut self.pages[id.0 as usize];
            added.document = page.document;
            added.parent = page.parent;
            added.list = part.to_vec();
            ids.push(id);
        }
        for (i, id) in ids.iter().enumerate() {
            self.pages[id.0 as usize].part = Some(Part { number: i + 1, pages: ids.clone() });
        }
    }
}

/// The id of the page at a place in the list of all.
pub(in crate::site) fn id(index: usize) -> PageId {
    PageId(u32::try_from(index).expect("fewer than 2^32 pages"))
}

/// The home of a language: `routes` makes one for each.
pub(in crate::site) fn home(pages: &[Page], locale: LocaleId) -> PageId {
    pages
        .iter()
        .find(|p| p.kind == PageKind::Home && p.locale == locale && p.part.as_ref().is_none_or(|part| part.number == 1))
        .expect("every language has a home")
        .id
}
