//! Order and belonging: which section a page stands in, which sections are briefings, and in what order things are shown.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::ast::Document;
use crate::config::Config;
use crate::locale::{Locale, LocaleId};

use super::place::Role;
use super::route::PageRoute;

/// The nearest section above each route, in its own language; `None` for homes.
pub fn parents(routes: &[PageRoute]) -> Vec<Option<usize>> {
    let sections: BTreeMap<(&str, LocaleId), usize> = routes
        .iter()
        .enumerate()
        .filter(|(_, o)| o.role == Role::Section)
        .map(|(i, o)| ((o.path_key.as_str(), o.locale), i))
        .collect();
    let above = |o: &PageRoute| {
        let mut key = o.path_key.as_str();
        while !key.is_empty() {
            key = key.rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(i) = sections.get(&(key, o.locale)) {
                return Some(*i);
            }
        }
        None
    };
    routes.iter().map(above).collect()
}

/// Which routes are briefings. A section is one if it says so, or if it says nothing and all its pages have a `weight`
/// (they are in an order of their own: chapters) and it has no section below; a page only if it says so.
pub fn briefings(routes: &[PageRoute], parents: &[Option<usize>]) -> Vec<bool> {
    let mut pages = vec![0_usize; routes.len()];
    let mut unordered = vec![false; routes.len()];
    for (route, parent) in routes.iter().zip(parents) {
        let Some(parent) = parent else { continue };
        let has_weight = route.document.as_ref().is_some_and(|d| d.meta.weight.is_some());
        pages[*parent] += 1;
        unordered[*parent] |= route.role == Role::Section || !has_weight;
    }
    routes
        .iter()
        .enumerate()
        .map(|(i, o)| {
            let said = o.document.as_ref().and_then(|d| d.meta.briefing);
            let is_home = o.path_key.is_empty();
            said.unwrap_or(o.role == Role::Section && !is_home && pages[i] > 0 && !unordered[i])
        })
        .collect()
}

/// Weights from here on come after pages without a weight: chapters that nobody wrote.
pub const AFTER_ALL: i64 = i64::MAX - 16;

/// Order of pages in a section: by weight, then those without one by date (newest first), then by title.
pub fn section_order(a: &Document, b: &Document, locale: &Locale) -> Ordering {
    let weight = |d: &Document| d.meta.weight.map_or((1, 0), |w| (if w >= AFTER_ALL { 2 } else { 0 }, w));
    weight(a).cmp(&weight(b)).then_with(|| newest_first(a, b, locale))
}

/// The place of each route among those of its language with a text, in the order of [`newest_first`]: every list of them has it.
pub fn newest(config: &Config, routes: &[PageRoute]) -> Vec<usize> {
    let mut places = vec![0; routes.len()];
    for locale in config.locales.site() {
        let own = routes.iter().enumerate().filter(|(_, route)| route.locale == locale.id);
        let mut own: Vec<(usize, &Document)> = own.filter_map(|(i, route)| Some((i, route.document.as_deref()?))).collect();
        own.par_sort_by(|(_, a), (_, b)| newest_first(a, b, locale));
        for (place, (route, _)) in own.into_iter().enumerate() {
            places[route] = place;
        }
    }
    places
}

/// Order of pages of different sections: newest first, then by title, then by path, so that it never depends on chance.
pub fn newest_first(a: &Document, b: &Document, locale: &Locale) -> Ordering {
    let date = |d: &Document| d.meta.date.map(crate::locale::date::Timestamp::unix);
    date(b).cmp(&date(a)).then_with(|| locale.compare(&a.meta.title.text, &b.meta.title.text)).then_with(|| a.path.cmp(&b.path))
}
