//! Roof: documents and configuration -> [`Site`].
//!
//! 1. What is shown ([`shown`]); nothing after it sees anything else.
//! 2. [`PageRoute`]s: one per file and language, homes that nobody wrote, and copies in languages that lack a page where the
//!    policy is `render`.
//! 3. Belonging and order ([`nav`]).
//! 4. Pages, with where their links lead ([`links`](super::links)).
//! 5. Lists in parts, tags (`lists`).
//! 6. Every page beside its translations ([`pairs`](super::pairs)).
//!
//! Which paths are taken, and so which aliases are free, is known when the back-ends have been asked
//! ([`outputs`](super::outputs)).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::config::{Config, MissingTranslation};
use crate::diag::codes::site as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::locale::LocaleId;
use crate::source::{SourceTree, Span};

use super::entries::apply;
use super::entries::context::Tools;
use super::key::PageKey;
use super::links::Targets;
use super::lists::{Lists, home, id};
use super::menu::Menus;
use super::pairs::{Paired, pairs};
use super::parts::{Options, Parts};
use super::photos::Album;
use super::place::{Place, Role};
use super::route::{PageRoute, out_path, slugs};
use super::tags::{Index, Use};
use super::{Page, PageId, PageKind, Site, brand, figures, nav, photos, picture, shown, strangers};

/// Resolves a site.
pub fn resolve(parts: &Parts, tree: &SourceTree, options: Options) -> Outcome<Site> {
    let Parts { config, documents: _, ledgers: _, words, declared, lock, pictures } = parts;
    let mut diags = Diagnostics::new();
    let shown = shown::decide(parts, tree, options, &mut diags);
    let whole = tree;
    let (tree, ledgers) = (&*shown.tree, &shown.ledgers);
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

    let page = |(i, (route, own_tags)): (usize, (&PageRoute, &Vec<Use<'_>>))| {
        let mut diags = Diagnostics::new();
        let document = route.document.as_ref();
        let page = Page {
            id: id(i),
            kind: match route.role {
                Role::Section if route.path_key.is_empty() => PageKind::Home,
                Role::Section => PageKind::Section,
                Role::Page => PageKind::Page,
            },
            locale: route.locale,
            key: route.key.clone(),
            document: document.cloned(),
            title: document.map_or_else(|| config.title.get(route.locale).clone(), |d| d.meta.title.clone()),
            url: targets.url(i).to_owned(),
            out: route.out.clone(),
            translations: translations[&route.key].clone(),
            fallback_of: route.fallback_of.map(id),
            parent: parents[i].map(id),
            is_briefing: briefings[i],
            chapters: Vec::new(),
            list: Vec::new(),
            part: None,
            tags: own_tags.iter().map(|u| u.id.clone()).collect(),
            links: document.map(|d| targets.resolve(d, id(i), route.locale, &mut diags)).unwrap_or_default(),
            image: document.and_then(|d| targets.picture(d, id(i), route.locale, &mut diags)),
            pairs: Vec::new(),
            beside: Vec::new(),
            mark: document.and_then(|d| shown.marks.get(&d.path).cloned()),
            known: document.and_then(|d| recorded.known.get(&d.path).cloned()),
            figures: document.and_then(|d| figured.get(&d.path)).map(|f| f.list.clone()).unwrap_or_default(),
        };
        (page, diags)
    };
    let made: Vec<(Page, Diagnostics)> = routes.par_iter().zip(&uses).enumerate().map(page).collect();
    let mut pages = Vec::with_capacity(made.len());
    for (page, problems) in made {
        diags.append(problems);
        pages.push(page);
    }
    let menus = Menus { config, routes: &routes, doubled: &doubled, absent: &shown.absent }.all(&mut diags);
    let mut lists = Lists { config, pages };
    lists.chapters();
    lists.sections();
    lists.homes();
    let (tags, tag_indexes) = lists.tags(&uses, &index);
    let mut pages = lists.pages;
    let homes = config.locales.site().iter().map(|l| home(&pages, l.id)).collect();
    let mut assets = picture::assets(tree);
    album.redact(&mut assets);
    picture::tell(config, tree, (&assets, &pages, pictures), &mut diags);
    strangers::report(tree, &pages, config, &mut diags);
    let Paired { pairs, beside } = pairs(config, &mut pages, lock, tree, &mut diags);
    let site = Site {
        config: Arc::clone(config),
        homes,
        menus,
        tag_indexes,
        tags,
        photos: photos::wanted(&pages, &assets),
        pages,
        assets,
        pictures: Arc::clone(pictures),
        ledgers: Arc::clone(ledgers),
        words: Arc::clone(words),
        used: recorded.used,
        absent: shown.absent,
        pairs,
        beside,
        brands,
    };
    Outcome::new(site, diags)
}

/// One route per document, a home for every language, and copies where the policy asks for them; the keys of documents that are
/// told because another one has their place.
fn routes(config: &Config, shown: &[(Place, Arc<Document>)], diags: &mut Diagnostics) -> (Vec<PageRoute>, BTreeSet<String>) {
    let mut doubled = BTreeSet::new();
    let mut routes: Vec<PageRoute> = Vec::with_capacity(shown.len());
    let mut taken: BTreeMap<(PageKey, LocaleId), Span> = BTreeMap::new();
    for (place, document) in shown {
        let written = document.meta.translation_key.as_ref();
        let key = written.map_or_else(|| PageKey::Path(place.key.clone()), |key| PageKey::Translation(key.value.clone()));
        let head = document.meta.title.span;
        if let Some(first) = taken.get(&(key.clone(), document.locale)) {
            let tag = &config.locales.get(document.locale).tag;
            diags.push(match &document.meta.translation_key {
                Some(own) => codes::duplicate_key(own.span, &own.value, tag, *first),
                None => codes::duplicate_page(head, &place.key, tag, *first),
            });
            doubled.insert(place.key.clone());
            continue;
        }
        let own = document.meta.translation_key.as_ref().map_or(head, |key| key.span);
        taken.insert((key.clone(), document.locale), own);
        routes.push(PageRoute {
            role: place.role,
            locale: document.locale,
            path_key: place.key.clone(),
            key,
            document: Some(Arc::clone(document)),
            out: String::new(),
            fallback_of: None,
        });
    }
    for locale in config.locales.site() {
        if !routes.iter().any(|o| o.path_key.is_empty() && o.locale == locale.id) {
            let key = routes.iter().find(|o| o.path_key.is_empty()).map_or_else(PageKey::home, |o| o.key.clone());
            routes.push(PageRoute {
                role: Role::Section,
                locale: locale.id,
                path_key: String::new(),
                key,
                document: None,
                out: String::new(),
                fallback_of: None,
            });
        }
    }
    if config.missing_translation == MissingTranslation::Render {
        add_fallbacks(config, &mut routes);
    }
    let slugs = slugs(routes.iter().filter_map(|o| Some((o.path_key.as_str(), o.locale, o.document.as_deref()?))));
    for route in &mut routes {
        route.out = out_path(config, &route.path_key, route.locale, &slugs);
    }
    (routes, doubled)
}

/// Copies of pages in the languages that lack them: of the page that their readers are given instead.
fn add_fallbacks(config: &Config, routes: &mut Vec<PageRoute>) {
    let mut groups: BTreeMap<PageKey, Vec<usize>> = BTreeMap::new();
    for (i, route) in routes.iter().enumerate().filter(|(_, o)| o.document.is_some() && !o.path_key.is_empty()) {
        groups.entry(route.key.clone()).or_default().push(i);
    }
    for members in groups.values() {
        let present: BTreeMap<LocaleId, usize> = members.iter().map(|i| (routes[*i].locale, *i)).collect();
        for locale in config.locales.site().iter().filter(|l| !present.contains_key(&l.id)) {
            let Some(original) = config.locales.instead(locale.id).find_map(|l| present.get(&l).copied()) else { continue };
            let copy = PageRoute { locale: locale.id, fallback_of: Some(original), ..routes[original].clone() };
            routes.push(copy);
        }
    }
}

/// Real translations of each group, by the language's place; copies are none.
fn translations(config: &Config, routes: &[PageRoute]) -> BTreeMap<PageKey, Vec<Option<PageId>>> {
    let mut groups: BTreeMap<PageKey, Vec<Option<PageId>>> = BTreeMap::new();
    for (i, route) in routes.iter().enumerate() {
        let slots = groups.entry(route.key.clone()).or_insert_with(|| vec![None; config.locales.site().len()]);
        if route.fallback_of.is_none() {
            slots[usize::from(route.locale.0)] = Some(id(i));
        }
    }
    groups
}
