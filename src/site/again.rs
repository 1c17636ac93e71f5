//! The refs of a text that was edited -> where they lead, found without the whole site: those that it had before lead where they led,
//! and new ones to its own headings, to pages and to addresses elsewhere. Whatever else a link may be, and whatever is wrong with one,
//! is for [`links`](super::links).

use std::sync::Arc;

use crate::ast::{Anchor, Document, EntryKind, Ref, RefKind};
use crate::locale::host;
use crate::source::SourceTree;

use super::entries::chapters::Chapter;
use super::place::{self, CONTENT};
use super::target::{Link, Target};
use super::{Page, PageId, PageKind, Site, address, scheme};

/// Where the refs of `after` lead, which is shown in the place of the document of a page. `None` where that is not known so.
pub(in crate::site) fn links(site: &Site, tree: &SourceTree, page: &Page, after: &Document) -> Option<Arc<[Link]>> {
    let before = page.document.as_ref()?;
    let same = |(a, b): (&Ref, &Ref)| a.kind == b.kind && a.raw == b.raw;
    let is_same = before.refs.len() == after.refs.len() && before.refs.iter().zip(&after.refs).all(same);
    if is_same && before.anchors.keys().eq(after.anchors.keys()) {
        return Some(Arc::clone(&page.links));
    }
    // What the first page lists depends on where its text leads.
    if !is_same && page.kind == PageKind::Home {
        return None;
    }
    let known = |wanted: &Ref| before.refs.iter().zip(page.links.iter()).find(|(own, _)| same((own, wanted)));
    let one = |wanted: &Ref| match wanted.raw.trim().strip_prefix('#') {
        Some(fragment) if wanted.kind == RefKind::Link => to_heading(after, page.id, fragment),
        Some(_) | None => known(wanted).map(|(_, link)| link.clone()).or_else(|| new(site, tree, page, wanted)),
    };
    after.refs.iter().map(one).collect()
}

/// Whether a document with these headings in the place of `before` leaves all links as they are. `pages` show it, in the site as
/// it is with the new one.
pub(in crate::site) fn keeps_links(site: &Site, pages: &[PageId], before: &Document, after: &Document) -> bool {
    if before.anchors.keys().eq(after.anchors.keys()) {
        return true;
    }
    // Entries of the ledger are sought by the names of headings there.
    let shows_entries = |id: &PageId| {
        let name = site.page(*id).key.path().map(|key| key.rsplit('/').next().unwrap_or(key));
        Chapter::ALL.iter().any(|chapter| Some(chapter.slug()) == name)
    };
    if pages.iter().any(shows_entries) {
        return false;
    }
    let gone = |anchor: &Anchor| before.anchors.contains_key(anchor) && !after.anchors.contains_key(anchor);
    let is_broken =
        |link: &Link| link.target.page().is_some_and(|(page, anchor)| anchor.is_some_and(gone) && pages.contains(&page));
    before.anchors.keys().all(|anchor| !gone(anchor)) || !site.pages.iter().any(|page| page.links.iter().any(is_broken))
}

/// A link to the page that it stands on.
fn to_heading(document: &Document, page: PageId, fragment: &str) -> Option<Link> {
    let name = Anchor(address::decode(fragment)?.into_owned());
    let is_there = name.0.is_empty() || document.anchors.contains_key(&name);
    is_there.then(|| Link::to(Target::Page(page, Some(name))))
}

/// A link that the text did not have.
fn new(site: &Site, tree: &SourceTree, page: &Page, wanted: &Ref) -> Option<Link> {
    let raw = wanted.raw.trim();
    if wanted.kind == RefKind::Image || EntryKind::of(raw).is_some() || raw.starts_with('/') {
        return None;
    }
    if let Some(scheme) = scheme::of(raw) {
        let is_fine = scheme::is_allowed(scheme) && host::is_reachable(raw);
        return is_fine.then(|| Link::to(Target::External(address::encode_url(raw))));
    }
    to_page(site, tree, page, raw)
}

/// A link to a page of the same language, by the path of its file.
fn to_page(site: &Site, tree: &SourceTree, page: &Page, raw: &str) -> Option<Link> {
    let (path, fragment) = raw.split_once('#').map_or((raw, None), |(path, fragment)| (path, Some(fragment)));
    let own = &page.document.as_ref()?.path;
    let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
    let full = address::join(folder, &address::decode(path)?).filter(|full| full.starts_with(CONTENT))?;
    let locales = &site.config.locales;
    let (key, asked) = place::target(&full, locales)?;
    if key.is_empty() || asked.is_some_and(|asked| asked != page.locale) {
        return None;
    }
    // Most paths need not be read to tell that they are others: below the content, or a folder of it for a language, stands the key.
    let is_below = |rest: &str| rest.strip_prefix(key).is_some_and(|rest| rest.starts_with(['.', '/']));
    let is_near = |path: &str| {
        let rest = path.get(CONTENT.len() + 1..).unwrap_or_default();
        is_below(rest) || rest.split_once('/').is_some_and(|(_, rest)| is_below(rest))
    };
    let is_meant = |other: &&Arc<Page>| {
        let is_shown = other.locale == page.locale && other.fallback_of.is_none();
        let document = other.document.as_ref().filter(|document| is_shown && is_near(&document.path));
        document.is_some_and(|document| place::of(&document.path, locales).is_some_and(|own| own.key == key))
    };
    let mut found = site.pages.iter().filter(is_meant);
    // Two files may claim one place.
    let other = found.next().filter(|_| found.next().is_none())?;
    let document = other.document.as_ref().filter(|document| document.is_whole && tree.get(&document.path).is_some())?;
    let anchor = match fragment {
        Some(fragment) => Some(Anchor(address::decode(fragment)?.into_owned())),
        None => None,
    };
    let is_there = anchor.as_ref().is_none_or(|name| name.0.is_empty() || document.anchors.contains_key(name));
    is_there.then(|| Link::to(Target::Page(other.id, anchor)))
}
