//! Pages -> where their links lead, asked of what earlier runs found.
//!
//! An edit changes the links of one page, and those of others only if it changes what they can lead to: the pages that there are, the
//! names of their headings, the files. So the links of a page are known by its document and by all of that; another title of a page
//! changes no link.

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::memo::key::{Key, KeyBuilder};
use crate::memo::{CacheTable, DocumentKeys};

use super::absent::Absent;
use super::links::Targets;
use super::route::PageRoute;
use super::target::Link;
use super::{PageId, Picture};

/// Where the refs of a page lead, and the picture that its front matter names.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// By `RefId`.
    pub links: Arc<[Link]>,
    /// The picture.
    pub image: Option<Picture>,
}

/// What earlier runs found of links, and what this one may find them by.
#[derive(Clone, Copy)]
pub struct KnownLinks<'a> {
    /// The links of pages, by everything that they are made from.
    pub table: &'a CacheTable<Linked>,
    /// Everything that was read but pages, of which only the paths count.
    pub outside: Key,
    /// What a document is read from; `None` for one that nobody wrote.
    pub document: &'a (dyn Fn(&Document) -> Option<DocumentKeys> + Sync),
}

impl fmt::Debug for KnownLinks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnownLinks").field("outside", &self.outside).finish_non_exhaustive()
    }
}

impl Targets<'_> {
    /// Where the refs of every route lead, and the picture that its front matter names.
    /// Those of a page that has no problem are asked of what earlier runs found.
    pub fn all(&self, known: Option<KnownLinks<'_>>, diags: &mut Diagnostics) -> Vec<Linked> {
        let known = known.map(|known| (known, self.key(known.outside)));
        let one = |(i, route): (usize, &PageRoute)| {
            let mut diags = Diagnostics::new();
            let Some(document) = route.document.as_deref() else { return (Linked::default(), diags) };
            // A chapter that nobody wrote is made from the texts of all pages.
            let own = known.and_then(|(known, all)| {
                let document = (known.document)(document)?;
                Some((known.table, KeyBuilder::of("links").and(all).and(document.whole).number(i as u64).key()))
            });
            if let Some(linked) = own.and_then(|(table, key)| table.get(key)) {
                return (linked, diags);
            }
            let links = self.resolve(document, PageId::of(i), route.locale, &mut diags).into();
            let linked = Linked { links, image: self.picture(document, PageId::of(i), route.locale, &mut diags) };
            if let Some((table, key)) = own.filter(|_| diags.is_empty()) {
                table.put(key, linked.clone());
            }
            (linked, diags)
        };
        let found: Vec<_> = self.routes.par_iter().enumerate().map(one).collect();
        let mut all = Vec::with_capacity(found.len());
        for (linked, problems) in found {
            diags.append(problems);
            all.push(linked);
        }
        all
    }

    /// All that a link without a problem may depend on besides its own document: the places of all pages with the names of their
    /// headings, what is kept back with the places it would have, and what is no page.
    fn key(&self, outside: Key) -> Key {
        let route = |route: &PageRoute| {
            let parts = KeyBuilder::of("route").text(&route.path_key).number(u64::from(route.locale.0)).text(&route.out);
            let parts = parts.number(route.fallback_of.map_or(0, |of| of as u64 + 1));
            let Some(document) = &route.document else { return parts.number(0).key() };
            let parts = parts.number(1 + u64::from(document.is_whole)).number(document.anchors.len() as u64);
            document.anchors.keys().fold(parts, |parts, anchor| parts.text(&anchor.0)).key()
        };
        let routes: Vec<Key> = self.routes.par_iter().map(route).collect();
        let parts = routes.into_iter().fold(KeyBuilder::of("targets").and(outside), KeyBuilder::and);
        let parts = self.doubled.iter().fold(parts.number(self.doubled.len() as u64), |parts, key| parts.text(key));
        let Absent { pages, files, entries: _ } = self.absent;
        let parts = pages.iter().fold(parts.number(pages.len() as u64), |parts, page| {
            parts.text(&page.place.key).number(u64::from(page.document.locale.0))
        });
        let parts = self.absent_by_out.keys().fold(parts, |parts, out| parts.text(out));
        let parts = files.keys().fold(parts.number(files.len() as u64), |parts, path| parts.text(path));
        self.data.iter().fold(parts, |parts, path| parts.text(path)).key()
    }
}
