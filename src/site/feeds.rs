//! Which pages stand in feeds: the newest dated ones of a language, and of each section that is no briefing.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::locale::LocaleId;

use super::{Page, PageId, PageKind, nav};

/// Whether a page may stand in a feed: it has a date and a text of its own in its language, and does not ask to be left out.
fn is_dated(page: &Page) -> bool {
    page.kind != PageKind::Home && page.is_found() && page.document.as_ref().is_some_and(|d| d.meta.date.is_some())
}

/// The newest dated pages of each language of the site.
pub(in crate::site) fn of_languages(config: &Config, pages: &[Arc<Page>]) -> Vec<Vec<PageId>> {
    let of = |locale: LocaleId| {
        let own = pages.iter().filter(|page| page.locale == locale && is_dated(page));
        newest(config, pages, own.map(|page| page.id).collect(), locale)
    };
    config.locales.site().iter().map(|locale| of(locale.id)).collect()
}

/// The newest dated pages below each section, where there are any.
pub(in crate::site) fn of_sections(config: &Config, pages: &[Arc<Page>]) -> BTreeMap<PageId, Vec<PageId>> {
    let mut below: BTreeMap<PageId, Vec<PageId>> = BTreeMap::new();
    for page in pages.iter().filter(|page| is_dated(page)) {
        let mut above = page.parent;
        while let Some(id) = above {
            let section = &pages[id.0 as usize];
            if section.kind == PageKind::Section && !section.is_briefing && section.is_found() {
                below.entry(id).or_default().push(page.id);
            }
            above = section.parent;
        }
    }
    below.into_iter().map(|(id, list)| (id, newest(config, pages, list, pages[id.0 as usize].locale))).collect()
}

/// The newest of these pages in the order of a feed, as many as it holds; chapters of one day in their own order.
fn newest(config: &Config, pages: &[Arc<Page>], list: Vec<PageId>, locale: LocaleId) -> Vec<PageId> {
    let locale = config.locales.get(locale);
    let document = |id: PageId| pages[id.0 as usize].document.as_deref();
    let mut known: Vec<_> = list.into_iter().filter_map(|id| document(id).map(|document| (id, document))).collect();
    known.sort_by(|(_, a), (_, b)| {
        let date = |d: &crate::ast::Document| d.meta.date.map(crate::locale::date::Timestamp::unix);
        let weight = |d: &crate::ast::Document| d.meta.weight.unwrap_or(i64::MAX);
        date(b).cmp(&date(a)).then(weight(a).cmp(&weight(b))).then_with(|| nav::newest_first(a, b, locale))
    });
    known.truncate(config.feed_size);
    known.into_iter().map(|(id, _)| id).collect()
}
