//! The pages of a language -> what can be found of them.

use std::collections::BTreeMap;

use crate::ast::text::isolated;
use crate::locale::Locale;
use crate::site::{Page, PageId, PageKind, Site};

use super::files::{Item, Shown};
use super::passages;

/// The briefings of a language, in the order of the site.
pub fn briefings(site: &Site, locale: &Locale) -> Vec<PageId> {
    site.found(locale.id).filter(|page| page.is_briefing && page.kind == PageKind::Section).map(|page| page.id).collect()
}

/// What can be found of a page.
pub fn item(site: &Site, page: &Page, briefings: &BTreeMap<PageId, usize>) -> Item {
    let tags = &site.tags[usize::from(page.locale.0)];
    let document = page.document.as_deref();
    let authors = document.iter().flat_map(|document| &document.meta.authors).map(|author| isolated(&author.content));
    let own = briefings.get(&page.id).or_else(|| briefings.get(&page.parent?)).copied();
    Item {
        shown: Shown { u: page.url.clone(), ..Shown::default() },
        title: isolated(&page.title.content),
        names: Vec::new(),
        tags: page.tags.iter().filter_map(|id| tags.get(id)).map(|tag| isolated(&tag.name.content)).chain(authors).collect(),
        briefing: own,
        passages: document.map(|document| passages::of(document, &page.figures)).unwrap_or_default(),
    }
}
