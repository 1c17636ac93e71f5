//! Fingerprint of a page's inputs; cheaper than building its view.
//!
//! A view holds: what the site says outside of its pages (configuration, theme, data, what reviewers accepted); the page's own
//! document, with that of its translations where it is compared to them; the faces of the pages that it names (its menu, the
//! pages above, beside and below it, what it lists); and where the links of its text lead, with the PDFs beside it. So a changed
//! paragraph makes one view, and a page that is added or gets another title those that name it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::book::format::Downloads;
use crate::drift::Side;
use crate::locale::LocaleId;
use crate::memo::key::{Key, KeyBuilder};
use crate::memo::{DocumentKeys, PageKeys};
use crate::picture::photo::Tints;
use crate::site::absent::Why;
use crate::site::brand::{Brand, Sign};
use crate::site::pairs::Pair;
use crate::site::photos::Shown;
use crate::site::target::{Link, Target};
use crate::site::{Page, PageId, PageKind, Picture, Site, Tag};
use crate::source::FileId;

use super::context::minutes;
use super::lists;

/// What was read, by what can be seen of it.
pub struct Sources<'a> {
    /// Everything but the texts of pages.
    pub outside: Key,
    /// Everything but pages and the files that are published beside them.
    pub data: Key,
    /// What a document is read from; `None` for one that nobody wrote.
    pub document: &'a (dyn Fn(&Document) -> Option<DocumentKeys> + Sync),
    /// The bytes of a file.
    pub file: &'a (dyn Fn(FileId) -> Key + Sync),
    /// Whether cards are drawn.
    pub cards: bool,
    /// Whether blocks say where they stand.
    pub marks: bool,
}

/// The keys of all pages, with what they are made from.
#[derive(Clone, Debug)]
pub struct Fingerprints {
    /// The keys.
    pub keys: PageKeys,
    shared: Arc<Shared>,
}

/// What pages show of each other.
#[derive(Debug)]
struct Shared {
    /// Of every page.
    faces: Vec<Key>,
    /// Of every language.
    chrome: Vec<Key>,
    /// Of every page.
    shelved: Vec<Key>,
    data: Key,
}

impl Fingerprints {
    /// Those of a site. `downloads` are the files that pages link to, `colours` those of pictures.
    pub fn of(site: &Site, sources: &Sources<'_>, downloads: &Downloads, colours: &Tints) -> Self {
        let faces: Vec<Key> = site.pages.par_iter().map(|page| face(site, page, sources, colours)).collect();
        let chrome = site.config.locales.site().iter().map(|locale| chrome(site, &faces, locale.id, sources)).collect();
        let shelved = site.pages.par_iter().map(|page| shelved(site, page, &faces)).collect();
        let data = site.absent.add_to(KeyBuilder::of("site").and(sources.data).number(u64::from(sources.marks))).key();
        let shared = Shared { faces, chrome, shelved, data };
        let pages: Vec<Key> = site.pages.par_iter().map(|page| own(site, page, &shared, sources, downloads, colours)).collect();
        let is_made = |page: &Page| page.document.as_ref().is_some_and(|d| (sources.document)(d).is_none());
        let made = site.pages.iter().zip(&pages).filter(|(page, _)| is_made(page));
        let made = made.fold(KeyBuilder::of("made"), |parts, (_, key)| parts.and(*key)).key();
        Self { keys: PageKeys { frame: frame(site, sources.outside), made, pages }, shared: Arc::new(shared) }
    }

    /// Those of the same site after an edit of the texts of some pages, with all pages that are to be made again. `None` where
    /// others show of one that it has changed.
    pub fn after(
        &self,
        (site, changed): (&Site, &BTreeSet<PageId>),
        sources: &Sources<'_>,
        downloads: &Downloads,
        colours: &Tints,
    ) -> Option<(Self, BTreeSet<PageId>)> {
        // A briefing takes as long to read as its chapters.
        let books = site.pages.iter().filter(|page| page.chapters.iter().any(|chapter| changed.contains(chapter)));
        let shown = books.map(|page| page.id).chain(changed.iter().copied());
        let is_seen = |id: PageId| face(site, site.page(id), sources, colours) != self.shared.faces[id.0 as usize];
        if shown.into_iter().any(is_seen) {
            return None;
        }
        let pairs =
            |id: &PageId| site.pairs_of(*id).chain(site.beside_of(*id)).flat_map(|(pair, _)| pair.pages).collect::<Vec<_>>();
        let concerned: BTreeSet<PageId> = changed.iter().flat_map(pairs).chain(changed.iter().copied()).collect();
        let (mut next, mut again) = (self.clone(), BTreeSet::new());
        for id in concerned {
            let key = own(site, site.page(id), &self.shared, sources, downloads, colours);
            let known = &mut next.keys.pages[id.0 as usize];
            if *known != key || changed.contains(&id) {
                *known = key;
                again.insert(id);
            }
        }
        Some((next, again))
    }
}

/// The key of a page.
fn own(site: &Site, page: &Page, shared: &Shared, sources: &Sources<'_>, downloads: &Downloads, colours: &Tints) -> Key {
    let Shared { faces, chrome, shelved, data } = shared;
    let parts = links(site, page, sources, colours).and(*data).and(chrome[usize::from(page.locale.0)]);
    let parts = named(site, page, (faces, shelved), shown(page, parts, sources));
    // Marks of what is not as it was accepted, and links to the rows of the page of both languages.
    let compared = site.pairs_of(page.id).filter(|(pair, _)| pair.is_reviewed() || site.is_parallel(page.id));
    let compared = compared.chain(site.beside_of(page.id).filter(|_| site.is_parallel(page.id)));
    let parts = compared.fold(parts, |parts, (pair, side)| {
        let twin = (sources.document)(&pair.documents[side.other().index()]);
        let parts = pair.pages.iter().fold(parts, |parts, page| parts.and(faces[page.0 as usize]));
        twin.into_iter().fold(parts.number(side.index() as u64), |parts, twin| parts.and(twin.whole))
    });
    let bound = downloads.of_page(site, page).into_iter().fold(parts, |parts, file| {
        let parts = parts.text(&file.out).number(file.size.map_or(0, |size| size + 1));
        file.edition.overviews().fold(parts, |parts, page| parts.and(faces[page.0 as usize]))
    });
    bound.key()
}

/// What a page shows of itself alone.
fn shown(page: &Page, parts: KeyBuilder, sources: &Sources<'_>) -> KeyBuilder {
    // What a mark says of dates stands in front matter.
    let why = page.mark.as_ref().map_or(0, |mark| match mark.why {
        Why::Draft => 1,
        Why::Until(_) => 2,
        Why::Since(_) => 3,
    });
    let parts = parts.number(why).maybe(page.mark.as_ref().and_then(|mark| mark.section.as_deref()));
    let Some(document) = &page.document else { return parts.number(0) };
    match (sources.document)(document) {
        Some(own) => parts.number(1).and(own.whole),
        // A chapter that nobody wrote is made from the ledger and from what the texts of all pages use of it.
        None => parts.number(2).and(KeyBuilder::of("made").with(&**document).unwrap_or(sources.outside)),
    }
}

/// What other pages show of a page: where it is, its title, its front matter, and how long it takes to read.
///
/// Taken apart completely, so that whoever adds to a page decides here whether other pages show it.
fn face(site: &Site, page: &Page, sources: &Sources<'_>, colours: &Tints) -> Key {
    #[rustfmt::skip]
    let Page {
        id, kind, locale, key, document, title, out, fallback_of, is_noindex, is_briefing, chapters, part, image,
        translations: _,
        url: _, // Follows from `out`.
        parent: _, list: _, tags: _, authors: _, related: _, links: _, mark: _, known: _, pairs: _, beside: _, figures: _,
    } = page;
    let parts = KeyBuilder::of("face").text(out).text(&key.text()).number(*kind as u64).number(u64::from(locale.0));
    let parts = parts
        .number(u64::from(*is_noindex))
        .number(u64::from(*is_briefing))
        .number(chapters.len() as u64)
        .number(fallback_of.map_or(0, |_| 1));
    let parts = parts.number(part.as_ref().map_or(0, |part| part.number as u64));
    let parts = lead(image.as_ref(), parts, sources, colours);
    let parts = match document {
        Some(document) => {
            let head = (sources.document)(document).map(|own| own.head);
            let parts = parts.number(u64::from(document.locale.0)).number(minutes(&site.config, lists::words(site, *id)) as u64);
            head.into_iter().fold(parts, KeyBuilder::and)
        }
        None => parts,
    };
    parts.with(title).unwrap_or(sources.outside)
}

/// What every page of a language shows: the menu, the homes, the pictures of the site, and where all tags are.
fn chrome(site: &Site, faces: &[Key], locale: LocaleId, sources: &Sources<'_>) -> Key {
    let at = usize::from(locale.0);
    let parts = site.homes.iter().fold(KeyBuilder::of("chrome"), |parts, home| parts.and(faces[home.0 as usize]));
    // What else the menu says stands in the configuration.
    let parts = site.menus[at].iter().fold(parts, |parts, item| {
        let pages = item.pages();
        pages.iter().fold(parts.number(pages.len() as u64), |parts, page| parts.and(faces[page.0 as usize]))
    });
    let Brand { logo, icon, card } = &site.brands[at];
    let parts = [logo, icon, card].into_iter().fold(parts.number(u64::from(sources.cards)), |parts, sign| match sign {
        Some(Sign { asset, size, format, held }) => {
            let (width, height) = size.unwrap_or_default();
            let parts = parts
                .text(&asset.out)
                .number(u64::from(width) << 32 | u64::from(height))
                .text(format.name())
                .maybe(held.as_deref());
            // Cards show it, and their addresses say so.
            if sources.cards { parts.and((sources.file)(asset.file)) } else { parts }
        }
        None => parts.number(0),
    });
    let all = |parts: KeyBuilder, page: Option<PageId>| parts.maybe(page.map(|page| site.page(page).out.as_str()));
    all(all(parts, site.tag_indexes[at]), site.author_indexes[at]).key()
}

/// The pages that a page names besides those of its links, and its tags.
fn named(site: &Site, page: &Page, (faces, shelved): (&[Key], &[Key]), parts: KeyBuilder) -> KeyBuilder {
    let face = |parts: KeyBuilder, page: &PageId| parts.and(faces[page.0 as usize]);
    let all = |parts: KeyBuilder, pages: &[PageId]| pages.iter().fold(parts.number(pages.len() as u64), face);
    let mut parts = face(parts, &page.id);
    let mut above = page.parent;
    while let Some(id) = above {
        parts = face(parts, &id);
        // The chapters beside it.
        parts = if page.parent == Some(id) { all(parts, &site.page(id).chapters) } else { parts };
        above = site.page(id).parent;
    }
    let first = page.part.as_ref().map_or(page, |part| site.page(part.pages[0]));
    for twin in page.translations.iter().chain(&first.translations) {
        parts = twin.iter().fold(parts.number(u64::from(twin.is_some())), face);
    }
    parts = all(all(parts, &page.chapters), &page.list);
    parts = all(parts, page.part.as_ref().map_or(&[], |part| &part.pages));
    parts = page.fallback_of.iter().fold(parts, face);
    parts = all(parts, &page.related).number(u64::from(site.feeds.contains_key(&page.id)));
    // Lists show the tags of what they list.
    parts = page.list.iter().chain(&page.related).fold(parts, |parts, id| parts.and(shelved[id.0 as usize]));
    let at = usize::from(page.locale.0);
    let shelf = match page.kind {
        PageKind::Tags => &site.tags[at],
        PageKind::Authors => &site.authors[at],
        PageKind::Home | PageKind::Section | PageKind::Page | PageKind::Tag | PageKind::Author => {
            return parts.and(shelved[page.id.0 as usize]);
        }
    };
    shelf.iter().fold(parts, |parts, (id, tag)| parts.text(id).number(tag.pages.len() as u64).and(faces[tag.page.0 as usize]))
}

/// The tags and the authors of a page: made once, since every list of the page shows them.
fn shelved(site: &Site, page: &Page, faces: &[Key]) -> Key {
    let at = usize::from(page.locale.0);
    let authors = page.authors.iter().flatten().filter_map(|id| site.authors[at].get_key_value(id));
    let named = page.tags.iter().filter_map(|id| site.tags[at].get_key_value(id)).chain(authors);
    let one = |parts: KeyBuilder, (id, tag): (&String, &Tag)| {
        parts.text(id).number(tag.pages.len() as u64).and(faces[tag.page.0 as usize])
    };
    named.fold(KeyBuilder::of("shelved"), one).key()
}

/// The key of the page of both languages for the reader of a side, from those of its pages.
pub fn beside(pages: &[Key], pair: &Pair, side: Side) -> Key {
    let parts = KeyBuilder::of("beside").number(side.index() as u64);
    pair.pages.iter().fold(parts, |parts, page| parts.and(pages[page.0 as usize])).key()
}

/// The key of the index of a language, whose home `home` is: it names pages and entries from everywhere.
pub fn index(keys: &PageKeys, home: PageId) -> Key {
    KeyBuilder::of("index").and(keys.frame).and(keys.made).and(keys.pages[home.0 as usize]).key()
}

/// What may differ on feeds and sitemaps, which name pages from everywhere: which pages there are, what stands outside of their
/// texts, and which entries are shown.
///
/// Taken apart completely, so that whoever adds to a site decides here whether it follows from front matter, paths and data
/// (then it is covered) or from the text of another page (then it belongs into the key).
fn frame(site: &Site, outside: Key) -> Key {
    #[rustfmt::skip]
    let Site {
        config: _, pages, homes: _, menus: _, tag_indexes: _, tags: _, author_indexes: _, authors: _, newest: _, feeds: _, assets: _, pictures: _, photos: _, ledgers: _,
        words: _, absent: hidden, used: _, pairs: _, beside: _, brands: _,
    } = site;
    let page =
        |parts: KeyBuilder, page: &Arc<Page>| parts.text(&page.out).number(page.fallback_of.map_or(0, |p| u64::from(p.0) + 1));
    pages.iter().fold(hidden.add_to(KeyBuilder::of("frame").and(outside)), page).key()
}

/// Where the links of a page lead, and the pictures that it shows.
fn links(site: &Site, page: &Page, sources: &Sources<'_>, colours: &Tints) -> KeyBuilder {
    let own = page.links.iter().fold(KeyBuilder::of("page"), |parts, link| target(site, parts, link, sources));
    let own = lead(page.image.as_ref(), own, sources, colours);
    let shown = page.links.iter().filter_map(|link| link.shown.as_ref());
    shown.fold(own, |parts, shown| picture(parts, shown, colours))
}

/// The picture of a page's front matter.
fn lead(image: Option<&Picture>, parts: KeyBuilder, sources: &Sources<'_>, colours: &Tints) -> KeyBuilder {
    let Some(image) = image else { return parts };
    picture(parts.text(&image.asset.out).and((sources.file)(image.asset.file)), &image.shown, colours)
}

/// The colour of a picture is there only where the picture was made.
fn picture(parts: KeyBuilder, shown: &Shown, colours: &Tints) -> KeyBuilder {
    let batch = shown.photo.as_ref().and_then(|photo| photo.responsive.as_ref());
    match batch.and_then(|batch| colours.get(&batch.key)) {
        Some(colour) => parts.number(1).bytes(colour),
        None => parts.number(0),
    }
}

fn target(site: &Site, parts: KeyBuilder, link: &Link, sources: &Sources<'_>) -> KeyBuilder {
    #[rustfmt::skip]
    let Link {
        target, size,
        shown: _, // Follows from the picture's file and from pictures.yaml, but for its colour.
    } = link;
    let (width, height) = size.unwrap_or_default();
    let parts = parts.number(u64::from(width) << 32 | u64::from(height));
    if let Some((page, anchor)) = target.page() {
        let page = site.page(page);
        return parts.number(1).text(&page.out).number(u64::from(page.locale.0)).maybe(anchor.map(|anchor| anchor.0.as_str()));
    }
    match target {
        Target::Asset(asset) => parts.number(2).text(&asset.out).and((sources.file)(asset.file)),
        Target::Data(out) => parts.number(5).text(out),
        Target::External(url) => parts.number(3).text(url),
        Target::Hidden => parts.number(4),
        Target::Unresolved | Target::Page(..) | Target::Entry(_) => parts.number(0),
    }
}
