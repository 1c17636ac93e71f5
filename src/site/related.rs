//! Pages that are about the same as a page: those that share its tags. A tag that few pages have says more than one that many have.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::lists::Outline;
use super::tags::Use;
use super::{PageId, PageKind, Tag};

/// How many are named.
const MOST: usize = 4;
/// How many pages of a tag are looked at, the newest: where more have it, it says next to nothing.
const LOOKED_AT: usize = 64;
/// How many of them are compared, without those that cannot be named.
const COMPARED: usize = 12;
/// What a tag says that one page has.
const WEIGHT: u64 = 1_000_000;

/// The related pages of every route: the nearest first, of equally near ones the newest. `places` are those of routes among the
/// newest of their language.
pub(in crate::site) fn all(
    given: Outline<'_>,
    places: &[usize],
    uses: &[Vec<Use<'_>>],
    tags: &[BTreeMap<String, Tag>],
) -> Vec<Vec<PageId>> {
    let one = |(page, uses): (usize, &Vec<Use<'_>>)| {
        if is_wanted(given, page) && is_read(given, page) { of(given, places, (page, uses), tags) } else { Vec::new() }
    };
    uses.par_iter().enumerate().map(one).collect()
}

fn of(given: Outline<'_>, places: &[usize], (page, uses): (usize, &[Use<'_>]), tags: &[BTreeMap<String, Tag>]) -> Vec<PageId> {
    let tags = &tags[usize::from(given.routes[page].locale.0)];
    let own = book(given, page);
    let other = |id: &PageId| {
        let other = id.0 as usize;
        // The chapters beside a page have their own way there.
        other != page && is_read(given, other) && own.is_none_or(|own| book(given, other) != Some(own))
    };
    let mut shared: BTreeMap<PageId, u64> = BTreeMap::new();
    for tag in uses.iter().filter_map(|own| tags.get(&own.id)) {
        let weight = WEIGHT / tag.pages.len().max(1) as u64;
        for id in tag.pages.iter().take(LOOKED_AT).copied().filter(other).take(COMPARED) {
            *shared.entry(id).or_default() += weight;
        }
    }
    let mut found: Vec<(PageId, u64)> = shared.into_iter().collect();
    found.sort_unstable_by_key(|(id, weight)| (Reverse(*weight), places[id.0 as usize], *id));
    found.into_iter().take(MOST).map(|(id, _)| id).collect()
}

/// Whether the page is to name others, as it says itself, or else the site.
fn is_wanted(given: Outline<'_>, page: usize) -> bool {
    let own = given.routes[page].document.as_ref().and_then(|document| document.meta.related);
    own.unwrap_or(given.config.related)
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
