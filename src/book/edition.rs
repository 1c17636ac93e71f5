//! Which pages can be bound: briefings, and pages that ask for it, by language and as a parallel edition -> [`Edition`]s.

use crate::ast::Document;
use crate::locale::{Dir, LocaleId};
use crate::site::key::PageKey;
use crate::site::{Page, PageId, PageKind, Site};

/// A page with its chapters in one language, or in two beside each other; or what is most important of it on one sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edition {
    /// The page it is of: the overview of a briefing, or the only page.
    pub first: PageId,
    /// The same in the other language of a parallel edition. Of two languages with other directions the first is right-to-left.
    pub second: Option<PageId>,
    /// Whether it is the sheet: two pages, of two languages one each.
    pub is_brief: bool,
    /// Path of its files below the output folder without the ending: `gas/gas-ar`.
    pub stem: String,
}

impl Edition {
    /// The overviews, in the order of languages.
    pub fn overviews(&self) -> impl Iterator<Item = PageId> {
        [Some(self.first), self.second].into_iter().flatten()
    }
}

/// Which kinds of edition a format makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kinds {
    /// One on a sheet, in each language and in two.
    pub brief: bool,
    /// One in each language.
    pub single: bool,
    /// One in two languages.
    pub parallel: bool,
}

/// Every edition of these kinds. In the order of keys, then of languages; the parallel edition comes after those of one language, and
/// sheets after the others.
pub fn all(site: &Site, kinds: Kinds) -> Vec<Edition> {
    of_pages(site, kinds, wanted)
}

/// The same of every page that somebody wrote, whether it is a publication or not.
pub fn of_any_page(site: &Site, kinds: Kinds) -> Vec<Edition> {
    of_pages(site, kinds, is_written)
}

fn of_pages(site: &Site, kinds: Kinds, wanted: fn(&Page) -> bool) -> Vec<Edition> {
    let mut editions = Vec::new();
    for page in site.pages.iter().filter(|p| wanted(p)) {
        let tag = |id: LocaleId| site.config.locales.get(id).tag.as_str();
        let twins = if kinds.parallel || kinds.brief { twins(site, page, wanted) } else { Vec::new() };
        for (is_brief, has_single, has_both) in [(false, kinds.single, kinds.parallel), (true, kinds.brief, kinds.brief)] {
            if has_single {
                editions.push(edition((page, None), is_brief, tag(page.locale)));
            }
            let tags = |twin: &Page| format!("{}-{}", tag(page.locale), tag(twin.locale));
            let both = twins.iter().filter(|_| has_both);
            editions.extend(both.map(|twin| edition((page, Some(twin.id)), is_brief, &tags(twin))));
        }
    }
    // The sort keeps the order of equals: the pairs of one language stand as the site names them.
    let place = |edition: &Edition| (edition.is_brief, edition.second.is_some(), edition.first);
    editions.sort_by(|a, b| (&site.page(a.first).key, place(a)).cmp(&(&site.page(b.first).key, place(b))));
    editions
}

/// Whether a page is bound: it says so itself, or is a briefing that does not refuse.
fn wanted(page: &Page) -> bool {
    is_written(page) && page.document.as_deref().is_some_and(|document| document.meta.pdf.unwrap_or(page.is_briefing))
}

/// Whether a page is the first part of one that was written in its language.
fn is_written(page: &Page) -> bool {
    let is_own = page.document.as_deref().is_some_and(|document| page.locale == document.locale);
    is_own && page.fallback_of.is_none() && page.is_first_part()
}

/// The pages that stand beside one as the second language: as the site says, else the left-to-right page beside the right-to-left
/// one, each language the first of its direction that has it.
fn twins<'a>(site: &'a Site, page: &Page, wanted: fn(&Page) -> bool) -> Vec<&'a Page> {
    let dir_of = |id: LocaleId| site.config.locales.get(id).dir;
    let dir = |p: &Page| dir_of(p.locale);
    let bound = || page.translations.iter().flatten().map(|id| site.page(*id)).filter(|p| wanted(p));
    let Some(pairs) = &site.config.parallel else {
        let leads = bound().find(|p| dir(p) == Dir::Rtl).is_some_and(|p| p.id == page.id);
        return bound().find(|p| dir(p) == Dir::Ltr).filter(|_| leads).into_iter().collect();
    };
    let turned = |[first, second]: [LocaleId; 2]| (dir_of(first), dir_of(second)) == (Dir::Ltr, Dir::Rtl);
    let ordered = pairs.iter().map(|pair| if turned(*pair) { [pair[1], pair[0]] } else { *pair });
    ordered.filter(|[first, _]| *first == page.locale).filter_map(|[_, second]| bound().find(|p| p.locale == second)).collect()
}

fn edition((page, second): (&Page, Option<PageId>), is_brief: bool, tags: &str) -> Edition {
    let key = match &page.key {
        PageKey::Path(key) | PageKey::Translation(key) | PageKey::Tag(key) | PageKey::Author(key) => key.trim_matches('/'),
        PageKey::Tags | PageKey::Authors => "",
    };
    let key = if key.is_empty() { "site" } else { key };
    let name = key.rsplit_once('/').map_or(key, |(_, name)| name);
    let stem = if is_brief { format!("{key}/{name}-brief-{tags}") } else { format!("{key}/{name}-{tags}") };
    Edition { first: page.id, second, is_brief, stem }
}

/// The pages of one language of an edition in order: the overview, then its chapters with what was written for them.
pub fn pages(site: &Site, first: PageId) -> Vec<(&Page, &Document)> {
    let overview = site.page(first);
    let chapters = if overview.kind == PageKind::Section { overview.chapters.as_slice() } else { &[] };
    let page = |id: PageId| site.page(id).document.as_deref().map(|d| (site.page(id), d));
    std::iter::once(first).chain(chapters.iter().copied()).filter_map(page).collect()
}
