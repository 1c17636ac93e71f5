//! Which files can be printed: briefings, and pages that ask for it, by language and as a parallel edition -> [`Print`]s.

use crate::ast::Document;
use crate::locale::{Dir, LocaleId};

use super::{Page, PageId, PageKind, Site, address};

/// One PDF file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Print {
    /// The page it is of: the overview of a briefing, or the only page.
    pub first: PageId,
    /// The same in the other language of a parallel edition, whose first language is right-to-left.
    pub second: Option<PageId>,
    /// Path below the output folder: `gas/gas-ar.pdf`.
    pub out: String,
    /// Path from the root of the host, percent-encoded.
    pub url: String,
}

/// Everything that can be printed, whether this run prints it or not. In the order of keys,
/// then of languages, the parallel edition last.
pub fn all(site: &Site) -> Vec<Print> {
    let paper = site.config.pdf;
    let mut prints = Vec::new();
    for page in site.pages.iter().filter(|p| wanted(p)) {
        let tag = |id: LocaleId| site.config.locales.get(id).tag.as_str();
        if paper.single {
            prints.push(print(site, page, None, tag(page.locale)));
        }
        if let Some(twin) = twin(site, page).filter(|_| paper.parallel) {
            prints.push(print(site, page, Some(twin.id), &format!("{}-{}", tag(page.locale), tag(twin.locale))));
        }
    }
    prints.sort_by(|a, b| {
        (&site.page(a.first).key, a.second.is_some(), a.first).cmp(&(&site.page(b.first).key, b.second.is_some(), b.first))
    });
    prints
}

/// The files that a page is part of, for its links: its own, and those of the briefing that it is a chapter of.
pub fn of_page<'a>(site: &'a Site, page: &'a Page) -> impl Iterator<Item = &'a Print> {
    let briefing = page.parent.filter(|_| page.kind == PageKind::Page).map(|id| site.page(id)).filter(|p| p.is_briefing);
    let is_of = move |key: &str| key == page.key || briefing.is_some_and(|b| b.key == key);
    site.prints.iter().filter(move |p| is_of(&site.page(p.first).key))
}

/// Whether a page can be printed: it says so itself, or is a briefing that does not refuse.
fn wanted(page: &Page) -> bool {
    let Some(document) = page.document.as_deref() else { return false };
    let first_part = page.part.as_ref().is_none_or(|p| p.number == 1);
    let original = page.fallback_of.is_none() && page.locale == document.locale;
    original && first_part && document.meta.pdf.unwrap_or(page.is_briefing)
}

/// The left-to-right page that stands beside a right-to-left one: each language is the first of its direction that has it.
fn twin<'a>(site: &'a Site, page: &Page) -> Option<&'a Page> {
    let dir = |p: &Page| site.config.locales.get(p.locale).dir;
    let printed = || page.translations.iter().flatten().map(|id| site.page(*id)).filter(|p| wanted(p));
    let leads = printed().find(|p| dir(p) == Dir::Rtl).is_some_and(|p| p.id == page.id);
    printed().find(|p| dir(p) == Dir::Ltr).filter(|_| leads)
}

fn print(site: &Site, page: &Page, second: Option<PageId>, tags: &str) -> Print {
    let key = page.key.trim_start_matches("key:").trim_matches('/');
    let key = if key.is_empty() { "site" } else { key };
    let name = key.rsplit_once('/').map_or(key, |(_, name)| name);
    let out = format!("{key}/{name}-{tags}.pdf");
    Print { first: page.id, second, url: address::url(&site.config, &out), out }
}

/// The pages of a file in order: the overview, then its chapters with what was written for them.
pub fn chapters(site: &Site, first: PageId) -> Vec<(&Page, &Document)> {
    let overview = site.page(first);
    let chapters = if overview.kind == PageKind::Section { overview.chapters.as_slice() } else { &[] };
    let page = |id: PageId| site.page(id).document.as_deref().map(|d| (site.page(id), d));
    std::iter::once(first).chain(chapters.iter().copied()).filter_map(page).collect()
}
