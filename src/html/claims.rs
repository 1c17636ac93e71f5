//! A site -> the paths of its HTML files, each with where it was chosen.

use crate::config::besides::Besides;
use crate::site::outputs::Claim;
use crate::site::{Page, PageKind, Site, address};
use crate::source::Span;

use super::site_pages::{CHOOSER, NOT_FOUND};

/// The paths; those that the program chose first. Redirects have what nothing else takes.
pub fn claims(site: &Site) -> Vec<Claim> {
    let own = |out: &str| Claim { out: out.to_owned(), at: site.config.span, written: None };
    let chooser = (!site.config.default_at_root).then(|| own(CHOOSER));
    let pages = site.pages.iter().map(|page| {
        let written = page.document.as_ref().map(|d| d.meta.slug.as_ref().map_or(d.meta.title.span, |s| s.span));
        let at = written.or_else(|| tagged(site, page)).unwrap_or(site.config.span);
        Claim { out: page.out.clone(), at, written }
    });
    let beside = site.pages.iter().flat_map(|page| site.parallel_of(page.id).map(move |pair| (page, pair)));
    let beside = beside.map(|(page, (pair, side))| {
        let at = page.document.as_ref().map_or(site.config.span, |d| d.meta.title.span);
        Claim { out: site.parallel_out(pair, side), at, written: Some(at) }
    });
    let locales = site.config.locales.site().iter().filter(|_| site.config.makes(Besides::Search));
    let searches = locales.map(|locale| own(&address::search(&site.config, locale.id)));
    std::iter::once(own(NOT_FOUND)).chain(chooser).chain(searches).chain(pages).chain(beside).collect()
}

/// Where the tag or the author is written for which a page is made.
fn tagged(site: &Site, page: &Page) -> Option<Span> {
    let is_of_authors = matches!(page.kind, PageKind::Authors | PageKind::Author);
    let tags = if is_of_authors { &site.authors } else { &site.tags }.get(usize::from(page.locale.0))?;
    let id = match page.kind {
        PageKind::Tags | PageKind::Authors => tags.keys().next()?,
        PageKind::Tag | PageKind::Author => page.key.tag()?,
        PageKind::Home | PageKind::Section | PageKind::Page => return None,
    };
    let user = site.page(*tags.get(id)?.pages.first()?);
    let meta = &user.document.as_ref()?.meta;
    let (written, place) = if is_of_authors {
        (&meta.authors, user.authors.iter().position(|own| own.as_deref() == Some(id))?)
    } else {
        (&meta.tags, user.tags.iter().position(|own| own == id)?)
    };
    written.get(place).or(written.first()).map(|tag| tag.span)
}
