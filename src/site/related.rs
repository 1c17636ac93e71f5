//! Pages that are about the same as a page: those that share its tags. A tag that few pages have says more than one that many have.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::lists::Outline;
use super::tags::Use;
use super::{PageId, PageKind, Tag, nav};

/// How many are named.
const MOST: usize = 4;
/// How many pages of a tag are looked at, the newest: where more have it, it says next to nothing.
const LOOKED_AT: usize = 64;
/// What a tag says that one page has.
const WEIGHT: u64 = 1_000_000;

/// The related pages of every route: the nearest first, of equally near ones the newest.
pub(in crate::site) fn all(given: Outline<'_>, uses: &[Vec<Use<'_>>], tags: &[BTreeMap<String, Tag>]) -> Vec<Vec<PageId>> {
    let one = |(page, uses): (usize, &Vec<Use<'_>>)| {
        if given.config.related && is_read(given, page) { of(given, page, uses, tags) } else { Vec::new() }
    };
    uses.iter().enumerate().map(one).collect()
}

fn of(given: Outline<'_>, page: usize, uses: &[Use<'_>], tags: &[BTreeMap<String, Tag>]) -> Vec<PageId> {
    let language = given.routes[page].locale;
    let mut shared: BTreeMap<PageId, u64> = BTreeMap::new();
    for tag in uses.iter().filter_map(|own| tags[usize::from(language.0)].get(&own.id)) {
        let weight = WEIGHT / tag.pages.len().max(1) as u64;
        for id in tag.pages.iter().take(LOOKED_AT) {
            *shared.entry(*id).or_default() += weight;
        }
    }
    let other = |id: &PageId| {
        let other = id.0 as usize;
        // The chapters beside a page have their own way there.
        let is_beside = book(given, page).is_some_and(|own| book(given, other) == Some(own));
        other != page && is_read(given, other) && !is_beside
    };
    let mut found: Vec<(PageId, u64)> = shared.into_iter().filter(|(id, _)| other(id)).collect();
    let document = |id: PageId| given.routes[id.0 as usize].document.as_deref();
    let locale = given.config.locales.get(language);
    found.sort_by(|(a, near), (b, far)| {
        let newest = || document(*a).zip(document(*b)).map(|(a, b)| nav::newest_first(a, b, locale));
        far.cmp(near).then_with(|| newest().unwrap_or(Ordering::Equal)).then(a.cmp(b))
    });
    found.into_iter().take(MOST).map(|(id, _)| id).collect()
}

/// Whether somebody wrote the page in its language, to be found.
fn is_read(given: Outline<'_>, page: usize) -> bool {
    let route = &given.routes[page];
    let is_text = matches!(route.kind(), PageKind::Page | PageKind::Section) && route.fallback_of.is_none();
    is_text && route.document.as_ref().is_some_and(|document| !document.meta.noindex)
}

/// The briefing that a page is or belongs to.
fn book(given: Outline<'_>, page: usize) -> Option<usize> {
    if given.briefings[page] { Some(page) } else { given.parents[page].filter(|parent| given.briefings[*parent]) }
}
