//! What a page's view is made from -> a key, in a small part of the time that making the view takes.
//!
//! A view holds three things: what the site says outside of its texts (front matter, configuration, theme, data, pictures, what
//! reviewers accepted), the page's own text with that of its translations where it is compared to them, and where the links
//! of that text lead, with the PDFs beside it. The first is one key for all pages, so a changed title makes every view again,
//! and only those pages whose view is then another; a changed paragraph makes one.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::ast::EntryKind;
use crate::drift::Side;
use crate::memo::PageKeys;
use crate::memo::key::{Key, Parts};
use crate::picture::photo::Tints;
use crate::site::entries::Used;
use crate::site::pairs::Pair;
use crate::site::photos::Shown;
use crate::site::shown::Why;
use crate::site::shown::uses::{Entry, Kind};
use crate::site::target::{Link, Target};
use crate::site::{self, Page, Site};

use super::lists;
use super::scene::{Sizes, minutes};

/// The keys of all pages. `outside` covers everything that was read but the texts of documents, and `documents`
/// each whole document, by path; `prints` are the PDFs that pages link to, `colours` those of pictures.
pub fn keys(site: &Site, outside: Key, documents: &BTreeMap<&str, Key>, prints: &Sizes<'_>, colours: &Tints) -> PageKeys {
    let frame = frame(site, outside);
    let used = used(&site.used);
    let own = |page: &Page| {
        let mut parts = Parts::of("page").and(frame).number(u64::from(page.id.0));
        if let Some(document) = &page.document {
            // A chapter that nobody wrote is made from the ledger and from what the texts of all pages use of it.
            parts = parts.and(documents.get(document.path.as_str()).copied().unwrap_or(used));
        }
        // Marks of what is not as it was accepted, and links to the rows of the page of both languages.
        let compared = site.pairs_of(page.id).filter(|(pair, _)| pair.is_reviewed() || site.is_parallel(page.id));
        let parts = compared.fold(parts, |parts, (pair, side)| {
            let twin = documents.get(pair.documents[side.other().index()].path.as_str());
            twin.into_iter().fold(parts.number(side.index() as u64), |parts, twin| parts.and(*twin))
        });
        let linked = site::print::of_page(site, page).filter_map(|p| prints.get_key_value(p.out.as_str()));
        let linked = |parts: Parts| linked.fold(parts, |parts, (out, size)| parts.text(out).number(size.map_or(0, |s| s + 1)));
        let shown = page.links.iter().filter_map(|link| link.shown.as_ref()).chain(page.image.as_ref().map(|image| &image.shown));
        let parts = shown.fold(parts, |parts, shown| picture(parts, shown, colours));
        linked(page.links.iter().fold(parts, |parts, link| target(site, parts, link))).key()
    };
    PageKeys { frame, pages: site.pages.par_iter().map(own).collect() }
}

/// The key of the page of both languages for the reader of a side, from those of its pages.
pub fn beside(pages: &[Key], pair: &Pair, side: Side) -> Key {
    let parts = Parts::of("beside").number(side.index() as u64);
    pair.pages.iter().fold(parts, |parts, page| parts.and(pages[page.0 as usize])).key()
}

/// What pages show of each other. Everything in a site follows from what was read, so little has to be hashed beside that:
/// which pages there are (drafts and dates decide that too) and how long they take to read.
///
/// Taken apart completely, so that whoever adds to a site decides here whether it follows from front matter, paths and data
/// (then it is covered) or from the text of another page (then it belongs into the key).
fn frame(site: &Site, outside: Key) -> Key {
    #[rustfmt::skip]
    let Site {
        config, pages, homes: _, menus: _, tag_indexes: _, tags: _, assets: _, pictures: _, photos: _, redirects: _, ledgers: _, words: _,
        absent,
        used: _, // In the keys of the pages that are made from it.
        pairs: _, // In the keys of the pages that show them.
        prints: _, // In the keys of the pages that link to them, with their sizes.
    } = site;
    let page = |parts: Parts, page: &Page| {
        #[rustfmt::skip]
        let Page {
            id, out, fallback_of, document, kind: _, locale: _, key: _, title: _, url: _, translations: _, parent: _,
            is_briefing: _, chapters: _, list: _, part: _, tags: _, links: _, image: _, pairs: _, known: _, figures: _,
            mark,
        } = page;
        // What a mark says of dates stands in front matter.
        let why = mark.as_ref().map_or(0, |mark| match mark.why {
            Why::Draft => 1,
            Why::Until(_) => 2,
            Why::Since(_) => 3,
        });
        let parts = parts.number(why).maybe(mark.as_ref().and_then(|mark| mark.section.as_deref()));
        let parts = parts.text(out).number(fallback_of.map_or(0, |p| u64::from(p.0) + 1));
        match document {
            Some(_) => parts.number(minutes(config, lists::words(site, *id)) as u64),
            None => parts,
        }
    };
    // Which entries are shown depends on the texts of pages that are kept back.
    let entry = |parts: Parts, (folder, kind, id): &Entry| {
        let kind = match kind {
            Kind::Of(kind) => kind.scheme(),
            Kind::Event => "event",
        };
        parts.text(folder).text(kind).text(id)
    };
    let parts = absent.entries.iter().fold(Parts::of("frame").and(outside).number(absent.entries.len() as u64), entry);
    pages.iter().fold(parts, page).key()
}

fn used(used: &Used) -> Key {
    let entry = |parts: Parts, (folder, kind, id): &(String, EntryKind, String)| parts.text(folder).text(kind.scheme()).text(id);
    used.iter().fold(Parts::of("used"), entry).key()
}

/// The colour of a picture is there only where the picture was made.
fn picture(parts: Parts, shown: &Shown, colours: &Tints) -> Parts {
    let batch = shown.photo.as_ref().and_then(|photo| photo.responsive.as_ref());
    match batch.and_then(|batch| colours.get(&batch.key)) {
        Some(colour) => parts.number(1).bytes(colour),
        None => parts.number(0),
    }
}

fn target(site: &Site, parts: Parts, link: &Link) -> Parts {
    #[rustfmt::skip]
    let Link {
        target, size,
        shown: _, // Follows from the picture's file and from pictures.yaml, but for its colour.
    } = link;
    let (width, height) = size.unwrap_or_default();
    let parts = parts.number(u64::from(width) << 32 | u64::from(height));
    if let Some((page, anchor)) = target.page() {
        return parts.number(1).text(&site.page(page).out).maybe(anchor.map(|anchor| anchor.0.as_str()));
    }
    match target {
        Target::Asset(asset) => parts.number(2).text(&asset.out),
        Target::Data(out) => parts.number(2).text(out),
        Target::External(url) => parts.number(3).text(url),
        Target::Hidden => parts.number(4),
        Target::Unresolved | Target::Page(..) | Target::Entry(_) => parts.number(0),
    }
}
