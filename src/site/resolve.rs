//! Roof: documents and configuration -> [`Site`].
//!
//! 1. What is shown ([`shown`]); nothing after it sees anything else.
//! 2. [`PageRoute`]s: one per file and language, homes that nobody wrote, and copies in languages that lack a page where the
//!    policy is `render`.
//! 3. Belonging and order ([`nav`]).
//! 4. Where the links of their texts lead ([`links`](super::links)).
//! 5. What they list, in parts, and the pages of tags (`lists`).
//! 6. Every page beside its translations ([`pairs`](super::pairs)).
//! 7. [`Page`]s, from all of that at once.
//!
//! Which paths are taken, and so which aliases are free, is known when the back-ends have been asked
//! ([`outputs`](super::outputs)).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::diag::{Diagnostics, Outcome};
use crate::ledger::Ledgers;
use crate::source::SourceTree;

use super::entries::chapters::Chapter;
use super::entries::context::Tools;
use super::entries::{LedgerUse, apply};
use super::linked::{KnownLinks, Linked};
use super::links::Targets;
use super::lists::{Lists, Outline, Shelf, home};
use super::menu::Menus;
use super::pairs::{Written, pairs};
use super::parts::{Options, Parts};
use super::photos::Album;
use super::route::{PageRoute, routes, translations};
use super::tags::{Index, Use};
use super::{Page, PageId, Site, brand, feeds, figures, nav, photos, picture, related, shown, strangers};

/// Resolves a site. `known` is what earlier runs found of links, where there is any.
pub fn resolve(parts: &Parts, tree: &SourceTree, options: Options, known: Option<KnownLinks<'_>>) -> Outcome<Site> {
    let Parts { config, documents: _, ledgers: _, words, declared, lock, pictures } = parts;
    let mut diags = Diagnostics::new();
    let shown = shown::decide(parts, tree, options, &mut diags);
    let (whole, tree, ledgers) = (tree, &*shown.tree, &shown.ledgers);
    let tools = Tools::new(config, ledgers, words);
    let figured = figures::of_all(&shown.documents, tools, tree, &shown.absent, config, declared, &mut diags);
    let recorded = apply::record(tools, config, shown.documents, &figured, &mut diags);
    let (routes, doubled) = routes(config, &recorded.shown, &mut diags);
    let data = apply::data(ledgers);
    let parents = nav::parents(&routes);
    let briefings = nav::briefings(&routes, &parents);
    let album = Album::new(config, tree, &ledgers.pictures, pictures);
    album.check(whole, &mut diags);
    let brands = brand::all(config, tree, pictures, &shown.absent, &mut diags);
    let targets = Targets::new(config, tree, &album, &routes, &data, &doubled, &shown.absent);
    let mut index = Index::new(config);
    let translations = translations(config, &routes);

    let mut uses: Vec<Vec<Use<'_>>> = Vec::with_capacity(routes.len());
    for route in &routes {
        let tags = route.document.as_ref().map_or(&[][..], |d| &d.meta.tags);
        uses.push(index.of(tags, route.locale, &mut diags));
    }
    index.addresses(routes.iter().map(|o| o.locale).zip(&mut uses), &mut diags);

    let (author_index, written_by) = authors(config, ledgers, &routes, &mut diags);

    let linked = targets.all(known, &mut diags);
    let menus = Menus { config, routes: &routes, doubled: &doubled, absent: &shown.absent }.all(&mut diags);
    let given = Outline { config, routes: &routes, parents: &parents, briefings: &briefings, linked: &linked };
    let mut lists = Lists::new(given);
    lists.chapters();
    lists.sections();
    lists.homes();
    let (tags, tag_indexes) = lists.tags(&Shelf::TAGS, &uses, &index);
    let (authors, author_indexes) = lists.tags(&Shelf::AUTHORS, &written_by, &author_index);
    let related = related::all(given, &lists.places, &uses, &tags);
    let Lists { listings, added, .. } = lists;
    let paired = pairs(config, written(&routes, &recorded.known), lock, &mut diags);
    let places = paired.by_page(routes.len());

    let own = routes.iter().enumerate().zip(linked).zip(listings).zip(places).zip(&uses).zip(related);
    let own = own.map(|((((((i, route), Linked { links, image }), listing), [pairs, beside]), uses), related)| {
        let document = route.document.as_ref();
        let names = document.map_or(&[][..], |d| &d.meta.authors);
        Page {
            id: PageId::of(i),
            kind: route.kind(),
            locale: route.locale,
            key: route.key.clone(),
            document: document.cloned(),
            title: route.title(config).clone(),
            url: targets.url(i).to_owned(),
            out: route.out.clone(),
            translations: translations[&route.key].clone(),
            fallback_of: route.fallback_of.map(PageId::of),
            parent: parents[i].map(PageId::of),
            is_noindex: document.is_some_and(|d| d.meta.noindex),
            is_briefing: briefings[i],
            chapters: listing.chapters,
            list: listing.list,
            part: listing.part,
            tags: uses.iter().map(|u| u.id.clone()).collect(),
            authors: author_index.places(names, &written_by[i]),
            related,
            links,
            image,
            mark: document.and_then(|d| shown.marks.get(&d.path).cloned()),
            known: document.and_then(|d| recorded.known.get(&d.path).cloned()),
            pairs,
            beside,
            figures: document.and_then(|d| figured.get(&d.path)).map(|f| f.list.clone()).unwrap_or_default(),
        }
    });
    let besides = added.into_iter().enumerate().map(|(i, page)| page.made(PageId::of(routes.len() + i), config));
    let pages: Vec<Arc<Page>> = own.chain(besides).map(Arc::new).collect();
    let mut assets = picture::assets(tree);
    album.redact(&mut assets);
    picture::tell(config, tree, (&assets, &pages, pictures), &mut diags);
    strangers::report(tree, &pages, config, &mut diags);
    let [pairs, beside] = [paired.pairs, paired.beside].map(|pairs| pairs.into_iter().map(Arc::new).collect());
    let site = Site {
        config: Arc::clone(config),
        homes: config.locales.site().iter().map(|l| home(&routes, l.id)).collect(),
        menus,
        tag_indexes,
        tags: Arc::new(tags),
        author_indexes,
        authors: Arc::new(authors),
        newest: Arc::new(feeds::of_languages(config, &pages)),
        feeds: Arc::new(feeds::of_sections(config, &pages)),
        photos: Arc::new(photos::wanted(&pages, &assets)),
        pages,
        assets: Arc::new(assets),
        pictures: Arc::clone(pictures),
        ledgers: Arc::clone(ledgers),
        words: Arc::clone(words),
        used: Arc::new(recorded.used),
        absent: Arc::new(shown.absent),
        pairs,
        beside,
        brands,
    };
    Outcome::new(site, diags)
}

/// The authors of every route, where the site has pages of them.
fn authors<'a>(
    config: &'a Config,
    ledgers: &Ledgers,
    routes: &'a [PageRoute],
    diags: &mut Diagnostics,
) -> (Index<'a>, Vec<Vec<Use<'a>>>) {
    let mut index = Index::of_authors(config, ledgers);
    let mut uses: Vec<Vec<Use<'a>>> = Vec::with_capacity(routes.len());
    for route in routes {
        let written = route.document.as_ref().map_or(&[][..], |d| &d.meta.authors);
        uses.push(if config.author_pages { index.of(written, route.locale, diags) } else { Vec::new() });
    }
    index.addresses(routes.iter().map(|o| o.locale).zip(&mut uses), diags);
    (index, uses)
}

/// The pages that somebody wrote in their languages.
fn written<'a>(routes: &'a [PageRoute], known: &'a BTreeMap<String, Arc<LedgerUse>>) -> impl Iterator<Item = Written<'a>> {
    routes.iter().enumerate().filter(|(_, route)| route.fallback_of.is_none()).filter_map(|(i, route)| {
        let shown = route.document.as_ref().filter(|document| Chapter::made(document).is_none())?;
        let document = known.get(&shown.path).map_or(shown, |known| &known.original);
        Some(Written { id: PageId::of(i), locale: route.locale, key: &route.key, document: Arc::clone(document) })
    })
}
