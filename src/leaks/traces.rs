//! A site and its pages that are kept back -> the outputs that hold their addresses or titles. A theme or a configuration that names
//! such a page does so whether it is there or not, so no comparison finds that.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::pages::{Pages, Written};
use crate::config::base::BaseUrl;
use crate::diag::Diagnostics;
use crate::diag::codes::leaks as codes;
use crate::escape;
use crate::output::contents::Contents;
use crate::pipeline::Built;
use crate::site::address::{self, decoded};
use crate::site::place::CONTENT;
use crate::source::{SourceTree, Span, names};

/// The longest file for readers that is looked into, in bytes.
const LARGEST: u64 = 4 << 20;

/// Words of a title that nobody writes by chance.
const WORDS: usize = 3;

/// Tells the pages whose address or title stands in what is published, each once.
pub fn find(pages: &Pages, tree: &SourceTree, (with, told): (&Built, &BTreeSet<String>), diags: &mut Diagnostics) {
    let config = &with.site.config;
    let published: BTreeSet<String> = with.outputs.iter().map(|(path, _)| address::url(config, path.as_str())).collect();
    // A page may be shown in its place: a copy in another language, or where an alias leads.
    let hidden: Vec<&Written> = pages.hidden().collect();
    let by_url: BTreeMap<String, usize> = hidden
        .iter()
        .enumerate()
        .filter(|(_, page)| !published.contains(&page.url))
        .map(|(at, page)| (decoded(&page.url), at))
        .collect();
    let titles: Vec<(usize, String, String)> = hidden
        .iter()
        .enumerate()
        .filter(|(_, page)| page.title.split_whitespace().count() >= WORDS && !is_said(&page.title, pages, tree))
        .map(|(at, page)| (at, page.title.clone(), escape::html_text(&page.title)))
        .collect();
    let one = |(path, contents): (&str, &Contents)| {
        let mut found: (BTreeSet<usize>, BTreeSet<usize>) = Default::default();
        // Of an output that differs enough is told.
        let is_looked_at = !told.contains(path) && (contents.here().is_some() || contents.len() <= LARGEST);
        let is_copied = matches!(contents, Contents::InMemory(_) | Contents::Copied(_));
        let bytes = (is_looked_at && is_copied).then(|| contents.bytes().ok()).flatten();
        if let Some(text) = bytes.as_ref().and_then(|bytes| std::str::from_utf8(bytes).ok()) {
            found.0.extend(addresses(text, &config.base).filter_map(|url| by_url.get(&decoded(url)).copied()));
            let holds = |(_, plain, escaped): &&(usize, String, String)| text.contains(plain) || text.contains(escaped);
            found.1.extend(titles.iter().filter(holds).map(|(at, ..)| *at));
        }
        (path.to_owned(), found)
    };
    let outputs: Vec<(&str, &Contents)> = with.outputs.iter().map(|(path, contents)| (path.as_str(), contents)).collect();
    let found: Vec<_> = outputs.into_par_iter().map(one).collect();
    for (at, page) in hidden.iter().enumerate() {
        let of_address: Vec<&str> = found.iter().filter(|(_, f)| f.0.contains(&at)).map(|(path, _)| path.as_str()).collect();
        let of_title: Vec<&str> = found.iter().filter(|(_, f)| f.1.contains(&at)).map(|(path, _)| path.as_str()).collect();
        let own = Span::new(page.file, 0, 0);
        if let [first, rest @ ..] = of_address.as_slice() {
            let place = place(tree, page.url.strip_prefix(&config.base.path).unwrap_or(&page.url));
            diags.push(codes::trace(place.unwrap_or(own), phrase!("address"), &page.path, (first, rest.len())));
        }
        if let [first, rest @ ..] = of_title.as_slice() {
            diags.push(codes::trace(place(tree, &page.title).unwrap_or(own), phrase!("title"), &page.path, (first, rest.len())));
        }
    }
}

/// Whether something says these words that is shown.
fn is_said(title: &str, pages: &Pages, tree: &SourceTree) -> bool {
    // A source may be called as the page that is built on it. What site.yaml and files for readers say, nobody has decided to say.
    let data = tree.in_folder(CONTENT).filter(|file| names::is_yaml(&file.path));
    let pages = pages.shown().map(|page| tree.file(page.file));
    data.chain(pages).filter_map(|file| file.text()).any(|text| text.contains(title))
}

/// Where the theme, the configuration or a file for readers says it.
fn place(tree: &SourceTree, words: &str) -> Option<Span> {
    let is_page = |path: &str| path.starts_with(CONTENT) && (names::page_stem(path).is_some() || names::is_yaml(path));
    let outside = tree.files().iter().filter(|file| !is_page(&file.path));
    let mut found = outside.filter_map(|file| Some((file.id, file.text()?.find(words)?)));
    found.next().map(|(id, at)| Span::new(id, at, at + words.len()))
}

/// The addresses of the site that a text holds, without fragments: from the base path to what can be no part of one.
fn addresses<'t>(text: &'t str, base: &'t BaseUrl) -> impl Iterator<Item = &'t str> {
    let is_part = |c: char| c.is_alphanumeric() || "-._~%!$&*+:@/".contains(c);
    text.match_indices(&*base.path).filter_map(move |(at, _)| {
        // Within a longer path it is another address, unless the site's own host stands before it.
        let before = &text[..at];
        let is_inside = before.ends_with(is_part) && !before.ends_with(&*base.origin);
        let rest = &text[at..];
        (!is_inside).then(|| &rest[..rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())])
    })
}

#[cfg(test)]
mod tests {
    use super::addresses;
    use crate::config::base::BaseUrl;

    #[test]
    fn addresses_are_whole() {
        let check = |path: &str, text: &str, expect: &[&str]| {
            let base = BaseUrl { origin: "https://example.org".to_owned(), path: path.to_owned() };
            assert_eq!(addresses(text, &base).collect::<Vec<_>>(), expect);
        };
        let text = "<a href=\"/repo/ar/k/\">x</a> <a href=/repo/ar/k/one/>y</a> https://example.org/repo/en/#a /x/repo/ar/z/";
        check("/repo/", text, &["/repo/ar/k/", "/repo/ar/k/one/", "/repo/en/"]);
        check("/", "href=\"/ar/k/\" https://example.org/ar/z/?x https://example.com/ar/y/", &["/ar/k/", "/ar/z/"]);
    }
}
