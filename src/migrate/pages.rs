//! What is the same in all generators: a file becomes a page, a file beside it becomes an asset.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::model::{Asset, Fate, Found, Page};
use super::{data, tree};
use crate::source::{SourceTree, names};

/// A page of a file, with its front matter and its text; `None` for one that is no text.
pub fn read(files: &SourceTree, path: &str, found: &mut Found) -> Option<Page> {
    let Some(text) = files.get(path).and_then(|file| file.text()) else {
        found.left.note((path, 0), Fate::Dropped, path, "it is not UTF-8");
        return None;
    };
    let cut = data::cut(text);
    if let Some(wrong) = &cut.wrong {
        let why = format!("the front matter cannot be read as a whole, so the page is a draft: {wrong}");
        found.left.note((path, 1), Fate::Changed, &cut.head_text, &why);
    }
    // What cannot be read may say that nobody is to see the page.
    let given = cut.wrong.iter().map(|_| ("draft".to_owned(), Value::Bool(true))).collect();
    Some(Page {
        given,
        path: path.to_owned(),
        head: cut.head.unwrap_or_default(),
        head_text: cut.head_text,
        line: cut.line,
        body: cut.body,
        ..Page::default()
    })
}

/// Files of a folder that are no pages, at the addresses below `root`.
pub fn assets(files: &SourceTree, found: &mut Found, folder: &str, is_wanted: impl Fn(&str) -> bool) {
    let mut met: BTreeSet<String> = found.assets.iter().map(|asset| asset.key.clone()).collect();
    for path in tree::within(files, folder) {
        let own = tree::below(path, folder).to_owned();
        if tree::is_page(path) || names::is_left_out(&own) || !is_wanted(&own) {
            continue;
        }
        if !tree::is_asset(&own) {
            if tree::is_of_theme(&own) {
                found.left.note((path, 0), Fate::Dropped, &own, "it belongs to how the old site looks, or is a page by itself");
            }
        } else if met.insert(own.clone()) {
            found.assets.push(Asset { path: path.to_owned(), addresses: vec![format!("/{own}")], key: own });
        }
    }
}

/// Marks pages that name what they share, where their paths differ and no language has two.
pub fn translations(found: &mut Found, names: &[&str]) {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, page) in found.pages.iter().enumerate() {
        if let Some(own) = names.iter().find_map(|name| data::text_at(&page.head, name)) {
            groups.entry(own).or_default().push(at);
        }
    }
    for (name, pages) in groups {
        let keys: BTreeSet<&str> = pages.iter().map(|at| found.pages[*at].key.as_str()).collect();
        let languages: BTreeSet<usize> = pages.iter().map(|at| found.pages[*at].language).collect();
        if keys.len() > 1 && languages.len() == pages.len() {
            for at in pages {
                found.pages[at].given.insert("translation_key".to_owned(), Value::String(name.clone()));
            }
        }
    }
}

/// A slug of the page, where it differs from the last part of its key.
pub fn slug(page: &mut Page, slug: &str) {
    if !page.is_section && super::front::is_slug(slug) && page.key.rsplit('/').next() != Some(slug) {
        page.given.insert("slug".to_owned(), Value::String(slug.to_owned()));
    }
}

/// The day with which the name of a file begins, and the rest of it: `2022-01-06-gas`.
pub fn dated(name: &str) -> Option<(&str, &str)> {
    let (day, rest) = name.split_at_checked(10)?;
    crate::locale::date::Date::parse(day)?;
    Some((day, rest.strip_prefix(['-', '_'])?)).filter(|(_, rest)| !rest.is_empty())
}
