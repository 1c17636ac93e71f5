//! The pages of sections -> what decides silently where they stand: a page without the weight that the others have, a weight given
//! twice, and what the languages of a page do not agree on, its weight or whether it is a briefing.

use std::collections::{BTreeMap, BTreeSet};

use super::written;
use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::site::key::PageKey;
use crate::site::{Page, PageId, PageKind, Site};
use crate::source::SourceTree;

/// All findings. Sound only where every page could be read.
pub(in crate::lint) fn check(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) {
    let pages = Pages { site, tree };
    let mut told = pages.unweighted(diags);
    pages.twice(diags);
    pages.briefings(&mut told, diags);
    pages.weights(&told, diags);
}

struct Pages<'a> {
    site: &'a Site,
    tree: &'a SourceTree,
}

impl<'a> Pages<'a> {
    /// The pages that somebody wrote, with what was written.
    fn written(&self) -> impl Iterator<Item = (&'a Page, &'a Document)> + '_ {
        let is_own = |page: &&Page| page.fallback_of.is_none() && page.is_first_part();
        let pages = self.site.pages.iter().map(AsRef::as_ref).filter(is_own);
        pages.filter_map(|page| Some((page, written(page).filter(|document| self.tree.get(&document.path).is_some())?)))
    }

    /// The section that a page stands in.
    fn section(&self, page: &Page) -> Option<&'a Page> {
        page.parent.filter(|_| page.kind == PageKind::Page).map(|id| self.site.page(id))
    }

    fn tag(&self, page: &Page) -> &'a str {
        &self.site.config.locales.get(page.locale).tag
    }

    /// Pages without a weight in a section whose other pages have one. Such a section is no briefing and has no PDF, and nobody
    /// would see why. Gives the sections.
    fn unweighted(&self, diags: &mut Diagnostics) -> BTreeSet<PageId> {
        let mut sections: BTreeMap<PageId, Vec<&Document>> = BTreeMap::new();
        for (page, document) in self.written() {
            if let Some(section) = self.section(page).filter(|section| is_undecided(section)) {
                sections.entry(section.id).or_default().push(document);
            }
        }
        let mut told = BTreeSet::new();
        for (section, pages) in sections {
            let weighted = pages.iter().filter(|document| document.meta.weight.is_some()).count();
            // One page that has a weight is no row of chapters.
            if weighted < 2 {
                continue;
            }
            for document in pages.iter().filter(|document| document.meta.weight.is_none()) {
                told.insert(section);
                diags.push(codes::missing_weight(document.meta.title.span, &self.site.page(section).key.to_string()));
            }
        }
        told
    }

    /// Chapters of one weight: their dates and titles decide, in each language by itself. Told once for two pages.
    fn twice(&self, diags: &mut Diagnostics) {
        let mut first: BTreeMap<(PageId, i64), (&Page, &Document)> = BTreeMap::new();
        let mut told = BTreeSet::new();
        for (page, document) in self.written() {
            let Some(section) = self.section(page).filter(|section| section.is_briefing) else { continue };
            let Some(weight) = document.meta.weight else { continue };
            match first.get(&(section.id, weight)) {
                Some((other, twin)) => {
                    if told.insert((&other.key, &page.key)) {
                        diags.push(codes::equal_weights(document.meta.title.span, weight, twin.meta.title.span));
                    }
                }
                None => drop(first.insert((section.id, weight), (page, document))),
            }
        }
    }

    /// The pages of one key, the first of the site's languages before the others.
    fn groups(&self) -> BTreeMap<&'a PageKey, Vec<(&'a Page, &'a Document)>> {
        let mut groups: BTreeMap<&PageKey, Vec<(&Page, &Document)>> = BTreeMap::new();
        for (page, document) in self.written().filter(|(page, _)| matches!(page.kind, PageKind::Page | PageKind::Section)) {
            groups.entry(&page.key).or_default().push((page, document));
        }
        for group in groups.values_mut() {
            group.sort_by_key(|(page, _)| page.locale);
        }
        groups
    }

    /// Pages that are a briefing in one language and none in another. What is told of a section already is the cause of it.
    fn briefings(&self, told: &mut BTreeSet<PageId>, diags: &mut Diagnostics) {
        for group in self.groups().into_values() {
            let Some((is, _)) = group.iter().find(|(page, _)| page.is_briefing) else { continue };
            for (page, document) in group.iter().filter(|(page, _)| !page.is_briefing) {
                if told.insert(page.id) {
                    diags.push(codes::briefing_differs(document.meta.title.span, self.tag(page), self.tag(is)));
                }
            }
        }
    }

    /// Pages whose weight is another one in another language.
    fn weights(&self, told: &BTreeSet<PageId>, diags: &mut Diagnostics) {
        for group in self.groups().into_values() {
            let Some(((first, original), others)) = group.split_first() else { continue };
            let is_told = |page: &Page| page.parent.is_some_and(|section| told.contains(&section));
            for (page, document) in others.iter().filter(|(page, _)| !is_told(page) && !is_told(first)) {
                let (own, given) = (document.meta.weight, original.meta.weight);
                if own != given {
                    let sides = [(self.tag(page), own), (self.tag(first), given)];
                    diags.push(codes::weights_differ(document.meta.title.span, sides, original.meta.title.span));
                }
            }
        }
    }
}

/// A section that says nothing of being a briefing, and is none.
fn is_undecided(section: &Page) -> bool {
    let says = section.document.as_ref().is_some_and(|document| document.meta.briefing.is_some());
    section.kind == PageKind::Section && !section.key.is_home() && !section.is_briefing && !says
}
