//! A page to be: what is known of it before its links are, and where it will be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ast::{Document, Prose};
use crate::config::{Config, MissingTranslation};
use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::locale::LocaleId;
use crate::source::Span;

use super::key::PageKey;
use super::place::{Place, Role};
use super::{PageId, PageKind, address};

/// A page to be, before anything else is known of it.
#[derive(Clone, Debug)]
pub struct PageRoute {
    /// What kind of file it is.
    pub role: Role,
    /// The language it is shown in.
    pub locale: LocaleId,
    /// Path below the content without language and ending.
    pub path_key: String,
    /// What it is in all its languages.
    pub key: PageKey,
    /// What was written; `None` for a home without a file.
    pub document: Option<Arc<Document>>,
    /// Path below the output folder.
    pub out: String,
    /// The route it is a copy of.
    pub fallback_of: Option<usize>,
}

impl PageRoute {
    /// What kind of page it is.
    pub fn kind(&self) -> PageKind {
        match self.role {
            Role::Section if self.path_key.is_empty() => PageKind::Home,
            Role::Section => PageKind::Section,
            Role::Page => PageKind::Page,
        }
    }

    /// The title of the page: the site's where nobody wrote one.
    pub fn title<'a>(&'a self, config: &'a Config) -> &'a Prose {
        self.document.as_ref().map_or_else(|| config.title.get(self.locale), |document| &document.meta.title)
    }
}

/// Slugs by key and language.
pub type Slugs = BTreeMap<(String, LocaleId), String>;

/// The slugs of pages, each with its key and its language.
pub fn slugs<'a>(pages: impl Iterator<Item = (&'a str, LocaleId, &'a Document)>) -> Slugs {
    let slug = |(key, locale, document): (&str, LocaleId, &Document)| {
        Some(((key.to_owned(), locale), document.meta.slug.as_ref()?.value.clone()))
    };
    pages.filter_map(slug).collect()
}

/// Folder of the language, the sections' slugs, the page's own slug or name.
pub fn out_path(config: &Config, key: &str, locale: LocaleId, slugs: &Slugs) -> String {
    let mut out = address::language_folder(config, locale);
    let mut prefix = String::new();
    for name in key.split('/').filter(|n| !n.is_empty()) {
        if !prefix.is_empty() {
            prefix.push('/');
        }
        prefix.push_str(name);
        out.push_str(slugs.get(&(prefix.clone(), locale)).map_or(name, String::as_str));
        out.push('/');
    }
    out.push_str("index.html");
    out
}

/// One route per document, a home for every language, and copies where the policy asks for them; the keys of documents that are
/// told because another one has their place.
pub(in crate::site) fn routes(
    config: &Config,
    shown: &[(Place, Arc<Document>)],
    diags: &mut Diagnostics,
) -> (Vec<PageRoute>, BTreeSet<String>) {
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
pub(in crate::site) fn translations(config: &Config, routes: &[PageRoute]) -> BTreeMap<PageKey, Vec<Option<PageId>>> {
    let mut groups: BTreeMap<PageKey, Vec<Option<PageId>>> = BTreeMap::new();
    for (i, route) in routes.iter().enumerate() {
        let slots = groups.entry(route.key.clone()).or_insert_with(|| vec![None; config.locales.site().len()]);
        if route.fallback_of.is_none() {
            slots[usize::from(route.locale.0)] = Some(PageId::of(i));
        }
    }
    groups
}
