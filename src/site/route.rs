//! A page to be: what is known of it before its links are, and where it will be.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ast::Document;
use crate::config::Config;
use crate::locale::LocaleId;

use super::address;
use super::key::PageKey;
use super::place::Role;

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
