//! An entry of a ledger -> the address of the place that shows it in a language.

use std::collections::BTreeMap;

use super::chapters::{Chapter, anchor};
use crate::ast::{Anchor, EntryKind, Prose};
use crate::ledger::Name;
use crate::locale::LocaleId;
use crate::site::target::Target;
use crate::site::{Page, Site};

/// The pages of a language by their keys.
pub struct Places<'a> {
    site: &'a Site,
    locale: LocaleId,
    by_key: BTreeMap<&'a str, &'a Page>,
}

impl<'a> Places<'a> {
    /// Those that are written in the language, or made in it, and do not ask to be left out of what readers find.
    pub fn new(site: &'a Site, locale: LocaleId) -> Self {
        let is_own = |page: &&Page| page.locale == locale && page.fallback_of.is_none() && !page.is_noindex;
        let own = site.pages.iter().map(AsRef::as_ref).filter(is_own);
        let first = own.filter(|page| page.is_first_part());
        Self { site, locale, by_key: first.filter_map(|page| Some((page.key.path()?, page))).collect() }
    }

    fn chapter(&self, folder: &str, chapter: Chapter) -> Option<&'a Page> {
        let slug = chapter.slug();
        let key = if folder.is_empty() { slug.to_owned() } else { format!("{folder}/{slug}") };
        self.by_key.get(key.as_str()).copied()
    }

    /// The element that shows an entry of the ledger of a folder; `None` where no page has it.
    pub fn shown(&self, folder: &str, kind: EntryKind, id: &str) -> Option<String> {
        let page = self.chapter(folder, Chapter::of(kind))?;
        let anchor = Anchor(anchor(kind, id));
        page.document.as_ref()?.anchors.contains_key(&anchor).then(|| self.site.url(&Target::Page(page.id, Some(anchor))))?
    }

    /// Every name and term that a page shows, with the address of its element, ledger by ledger in the order written.
    pub fn names(&self) -> Vec<(&'a Prose, String)> {
        let mut names = Vec::new();
        for ledger in self.site.ledgers.by_folder.values() {
            let lists = [
                (EntryKind::Person, &ledger.people),
                (EntryKind::Place, &ledger.places),
                (EntryKind::Organisation, &ledger.organisations),
            ];
            for (kind, list) in lists {
                let shown = |name: &'a Name| Some((name.name.get(self.locale), self.shown(&ledger.folder, kind, &name.id)?));
                names.extend(list.iter().filter_map(shown));
            }
            let glossary = self.site.ledgers.glossary.iter();
            names.extend(
                glossary.filter_map(|term| {
                    Some((term.name.get(self.locale), self.shown(&ledger.folder, EntryKind::Term, &term.id)?))
                }),
            );
        }
        names
    }

    /// The element that shows an entry; else the chapter where it would stand, which was written by hand; else the briefing.
    pub fn entry(&self, folder: &str, kind: EntryKind, id: &str) -> Option<String> {
        self.shown(folder, kind, id).or_else(|| self.page(folder, Chapter::of(kind)))
    }

    /// Where the events of a folder are told.
    pub fn chronology(&self, folder: &str) -> Option<String> {
        self.page(folder, Chapter::Chronology)
    }

    fn page(&self, folder: &str, chapter: Chapter) -> Option<String> {
        let page = self.chapter(folder, chapter).or_else(|| self.by_key.get(folder).copied())?;
        Some(page.url.clone())
    }
}
