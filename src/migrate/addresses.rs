//! The addresses that pages have in the new site, and which of their old ones have to be kept.

use std::collections::{BTreeMap, BTreeSet};

use super::links::folder_of;
use super::model::{Fate, Found, Left, Page};
use crate::locale::fold;
use crate::site::address;

/// Pages that every site makes itself.
const RESERVED: [&str; 2] = ["search", "tags"];

/// Old addresses of each page that are to lead to it, in the order of the pages.
pub fn aliases(found: &Found, left: &mut Left) -> Vec<Vec<String>> {
    let slugs: BTreeMap<(&str, usize), &str> = found
        .pages
        .iter()
        .filter_map(|page| Some(((page.key.as_str(), page.language), page.given.get("slug")?.as_str()?)))
        .collect();
    let mut taken: BTreeSet<String> = found.pages.iter().map(|page| lower(&out_of(found, page, &slugs))).collect();
    taken.extend(found.assets.iter().map(|asset| lower(&asset.key)));
    for language in &found.languages {
        let folder = folder(found, language.tag.as_str());
        taken.extend(["index.html", "feed.xml", "search/index.html", "tags/index.html"].map(|name| format!("{folder}{name}")));
    }
    taken.extend(["index.html", "404.html", "sitemap.xml", "robots.txt"].map(str::to_owned));
    let elsewhere = shown_elsewhere(found, &slugs);
    taken.extend(elsewhere.values().flatten().cloned());
    let mut all = Vec::with_capacity(found.pages.len());
    for (at, page) in found.pages.iter().enumerate() {
        let own = lower(&out_of(found, page, &slugs));
        let copies = elsewhere.get(&at).map(Vec::as_slice).unwrap_or_default();
        let mut kept: Vec<String> = Vec::new();
        for old in &page.addresses {
            let path = alias(old);
            let out = lower(&out(&path));
            if out == own || path == "/" || copies.contains(&out) {
                continue;
            }
            let place = (page.path.as_str(), 0);
            if !is_path(&path) && page.is_hidden {
                continue;
            }
            if !is_path(&path) {
                left.note(place, Fate::Dropped, old, "no file can have this address; only a server can redirect it");
            } else if is_below_file(&taken, &out) || !taken.insert(out) {
                if !kept.contains(&path) {
                    left.note(place, Fate::Dropped, old, "something else has this address");
                }
            } else {
                kept.push(path);
            }
        }
        all.push(kept);
    }
    all
}

/// Where pages are shown in languages that lack them, if the site shows them there.
fn shown_elsewhere(found: &Found, slugs: &BTreeMap<(&str, usize), &str>) -> BTreeMap<usize, Vec<String>> {
    let mut copies = BTreeMap::new();
    if !found.is_rendered_elsewhere {
        return copies;
    }
    let there: BTreeSet<(&str, usize)> = found.pages.iter().map(|page| (page.key.as_str(), page.language)).collect();
    for (at, page) in found.pages.iter().enumerate().filter(|(_, page)| !page.is_hidden) {
        let lacking = (0..found.languages.len()).filter(|language| !there.contains(&(page.key.as_str(), *language)));
        let outs =
            lacking.map(|language| lower(&out_of(found, &Page { key: page.key.clone(), language, ..Page::default() }, slugs)));
        copies.insert(at, outs.collect());
    }
    copies
}

/// Whether a path would need a folder where a file is, or be a file where a folder is.
fn is_below_file(taken: &BTreeSet<String>, out: &str) -> bool {
    let above = out.match_indices('/').any(|(at, _)| taken.contains(&out[..at]));
    let inside = format!("{out}/");
    above || taken.range(inside.clone()..).next().is_some_and(|next| next.starts_with(&inside))
}

/// An address as an alias is written.
fn alias(old: &str) -> String {
    let path = address::decoded(old);
    let path = path.strip_suffix("/index.html").map_or(path.as_str(), |folder| folder);
    let path = fold::composed(path).replace("//", "/");
    let path = format!("/{}", path.trim_matches('/'));
    if path.ends_with(".html") || path == "/" { path } else { format!("{path}/") }
}

fn out(alias: &str) -> String {
    let path = alias.trim_matches('/');
    if path.ends_with(".html") { path.to_owned() } else { format!("{path}/index.html") }
}

fn lower(path: &str) -> String {
    fold::composed(path).to_lowercase()
}

fn is_path(path: &str) -> bool {
    path.trim_matches('/').split('/').all(|part| {
        !part.is_empty() && !part.starts_with('.') && !part.chars().any(|c| c.is_control() || "\\?#%:*\"<>|".contains(c))
    })
}

fn folder(found: &Found, tag: &str) -> String {
    let is_default = found.languages.first().is_some_and(|first| first.tag == tag);
    if is_default && is_default_at_root(found) { String::new() } else { format!("{}/", tag.to_lowercase()) }
}

/// Whether the default language stands at the root, as it did.
pub fn is_default_at_root(found: &Found) -> bool {
    found.languages.first().is_some_and(|first| first.prefix.is_empty())
}

/// The path of a page below the output folder.
fn out_of(found: &Found, page: &Page, slugs: &BTreeMap<(&str, usize), &str>) -> String {
    let mut out = folder(found, &found.languages[page.language].tag);
    let mut end = 0;
    for name in page.key.split('/').filter(|name| !name.is_empty()) {
        end += name.len() + usize::from(end > 0);
        out.extend([slugs.get(&(&page.key[..end], page.language)).copied().unwrap_or(name), "/"]);
    }
    out + "index.html"
}

/// A name as a part of the path of a page here: what would mean something else is left out.
pub fn part(name: &str) -> String {
    let fits = |c: char| if c.is_alphanumeric() || crate::locale::letter::is_mark(c) || matches!(c, '-' | '_') { c } else { '-' };
    let clean: String = fold::composed(name).chars().map(fits).collect();
    let parts: Vec<&str> = clean.split('-').filter(|part| !part.is_empty()).collect();
    let joined = parts.join("-");
    match joined.as_str() {
        "" => "page".to_owned(),
        "index" | "_index" => format!("{joined}-page"),
        _ => joined,
    }
}

/// A path of several parts.
pub fn key(path: &str) -> String {
    path.split('/').filter(|part| !part.is_empty()).map(part).collect::<Vec<_>>().join("/")
}

/// Gives pages that would be one file names of their own.
pub fn settle(found: &mut Found) {
    let mut taken: BTreeSet<(String, usize)> = BTreeSet::new();
    for page in &mut found.pages {
        let is_ours = |name: &str| RESERVED.contains(&name.to_lowercase().as_str());
        if is_ours(&page.key)
            || !page.key.contains('/') && page.given.get("slug").and_then(serde_json::Value::as_str).is_some_and(is_ours)
        {
            page.given.remove("slug");
            page.key += if is_ours(&page.key) { "-page" } else { "" };
            let why = format!("the new site has a page of its own at this address; it is `{}` now", page.key);
            found.left.note((&page.path, 0), Fate::Changed, &page.path, &why);
        }
        let own = page.key.clone();
        let mut number = 1;
        while !taken.insert((page.key.to_lowercase(), page.language)) {
            number += 1;
            page.key = if own.is_empty() { format!("home-{number}") } else { format!("{own}-{number}") };
            page.is_section = false;
        }
        if number > 1 {
            let why = format!("another page has its name; it is `{}` now", page.key);
            found.left.note((&page.path, 0), Fate::Changed, &folder_of(page), &why);
        }
    }
}
