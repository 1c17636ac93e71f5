//! Posts in several languages, as Polylang, WPML and qTranslate keep them -> the language of each, and which are one page.

use std::collections::{BTreeMap, BTreeSet};

/// What sections of posts are called.
pub const POSTS: [(&str, &str); 8] = [
    ("ar", "المقالات"),
    ("de", "Beiträge"),
    ("en", "Posts"),
    ("es", "Entradas"),
    ("fa", "نوشته‌ها"),
    ("fr", "Articles"),
    ("he", "פוסטים"),
    ("ur", "مضامین"),
];

use super::export::{Export, Item};

/// A text in several languages as qTranslate writes it: `[:ar]…[:en]…[:]`, `<!--:ar-->…<!--:-->`, `{:ar}…{:}`. `None` where it is in one.
pub fn parted(text: &str) -> Option<BTreeMap<String, String>> {
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    // What is in no language is in each.
    let mut common = String::new();
    let mut language: Option<String> = None;
    let mut rest = text;
    let add = |parts: &mut BTreeMap<String, String>, common: &mut String, language: &Option<String>, text: &str| match language {
        Some(tag) => parts.entry(tag.clone()).or_insert_with(|| common.clone()).push_str(text),
        None if text.trim().is_empty() => {}
        None => {
            for own in parts.values_mut() {
                own.push_str(text);
            }
            common.push_str(text);
        }
    };
    while let Some((before, tag, behind)) = next(rest) {
        add(&mut parts, &mut common, &language, before);
        language = Some(tag).filter(|tag| !tag.is_empty());
        rest = behind;
        if parts.len() > MOST {
            return None;
        }
    }
    add(&mut parts, &mut common, &language, rest);
    Some(parts).filter(|parts| !parts.is_empty())
}

/// More languages has no site.
const MOST: usize = 20;

/// The next mark of a language: what stands before it, the tag, what stands behind it.
fn next(text: &str) -> Option<(&str, String, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find(':').map(|at| from + at) {
        from = at + 1;
        for (open, close) in [("[", "]"), ("<!--", "-->"), ("{", "}")] {
            let Some(before) = text[..at].strip_suffix(open) else { continue };
            let behind = &text[at + 1..];
            let length = behind.bytes().take(8).take_while(|b| b.is_ascii_lowercase() || *b == b'-').count();
            // A tag, or nothing behind the last language; `-->` begins with a line that is no tag's.
            let length = if close == "-->" { behind[..length].trim_end_matches('-').len() } else { length };
            let tag = &behind[..length];
            if !(tag.is_empty() || tag.len() >= 2) {
                continue;
            }
            if let Some(behind) = behind[length..].strip_prefix(close) {
                return Some((before, tag.to_owned(), behind));
            }
        }
    }
    None
}

/// How an export says which language a post is in.
pub struct Languages {
    /// The tags, the default one first.
    pub tags: Vec<String>,
    /// The beginning of the addresses in each.
    pub prefixes: Vec<String>,
}

/// The tag as a project has it: that of the language, and the script or region where those make another language of it.
fn normal(tag: &str) -> String {
    let tag = tag.trim().replace('_', "-");
    let first = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let keeps_region = matches!(first.as_str(), "zh" | "pt") && tag.contains('-');
    if keeps_region { tag } else { first }
}

/// What a post says of its language.
pub fn said(item: &Item) -> Option<String> {
    let polylang = item.terms.iter().find(|(domain, ..)| domain == "language").map(|(_, slug, _)| slug.clone());
    let named = ["_wpml_import_language_code", "wpml_language", "_wpml_language", "_locale"];
    let wpml = named.iter().find_map(|name| item.meta.get(*name).cloned());
    polylang.or(wpml).map(|tag| normal(&tag)).filter(|tag| is_tag(tag))
}

/// What all translations of a post have in common.
pub fn group(item: &Item) -> Option<String> {
    let polylang = item.terms.iter().find(|(domain, ..)| domain == "post_translations").map(|(_, slug, _)| slug.clone());
    let named = ["_wpml_import_translation_group", "_wpml_trid", "trid"];
    polylang
        .or_else(|| named.iter().find_map(|name| item.meta.get(*name).map(|own| format!("wpml-{own}"))))
        .filter(|own| !own.is_empty())
}

pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()));
    is_language && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The language of an address: `/en/gas/`, `/gas/?lang=en`.
pub fn of_address(path: &str) -> Option<String> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let asked = query.split('&').find_map(|part| part.strip_prefix("lang=")).map(normal).filter(|tag| is_tag(tag));
    asked.or_else(|| {
        path.trim_start_matches('/').split('/').next().map(str::to_owned).filter(|part| part.len() == 2 && is_tag(part))
    })
}

impl Languages {
    /// The languages of an export.
    pub fn of(export: &Export, path: impl Fn(&str) -> String) -> Self {
        let own = Some(normal(&export.language)).filter(|tag| is_tag(tag));
        let posts = || export.items.iter().filter(|item| matches!(item.kind.as_str(), "post" | "page"));
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for item in posts() {
            let tags: Vec<String> = match (parted(&item.content).or_else(|| parted(&item.title)), said(item)) {
                (Some(parts), _) => parts.into_keys().filter(|tag| is_tag(tag)).collect(),
                (None, Some(tag)) => vec![tag],
                (None, None) => Vec::new(),
            };
            for tag in tags {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let is_said = !counts.is_empty();
        if !is_said {
            // WPML says nothing in an export of its own; its addresses do, where there are two languages of them.
            let found: BTreeSet<String> = posts().filter_map(|item| of_address(&path(&item.link))).collect();
            counts.extend(found.into_iter().map(|tag| (tag, 1)));
        }
        let mut tags: Vec<String> = counts.into_keys().collect();
        match own.filter(|own| !is_said || tags.contains(own)) {
            Some(own) => {
                tags.retain(|tag| *tag != own);
                tags.insert(0, own);
            }
            None if tags.is_empty() => tags.push("en".to_owned()),
            None => {}
        }
        let prefix = |tag: &String| {
            let begins = |item: &&Item| names(&path(&item.link)) == Some(tag.as_str());
            if posts().any(|item| begins(&item)) { format!("/{tag}") } else { String::new() }
        };
        let mut prefixes: Vec<String> = tags.iter().map(prefix).collect();
        // One post in several languages has one address in an export: the others are known.
        if posts().any(|item| parted(&item.content).is_some()) {
            for (tag, own) in tags.iter().zip(&mut prefixes).skip(1).filter(|(_, own)| own.is_empty()) {
                *own = format!("/{tag}");
            }
        }
        Self { tags, prefixes }
    }

    /// The place of a language.
    pub fn place(&self, tag: &str) -> Option<usize> {
        self.tags.iter().position(|own| own == tag)
    }
}

/// The first part of a path.
fn names(path: &str) -> Option<&str> {
    path.trim_start_matches('/').split('/').next().filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{of_address, parted};

    #[test]
    fn texts_of_several_languages() {
        let check = |text: &str| {
            let parts = parted(text).expect("two languages");
            assert_eq!((parts["ar"].trim(), parts["en"].trim()), ("نص: 1", "Text: [x]"), "{text}");
        };
        check("[:ar]نص: 1[:en]Text: [x][:]");
        check("<!--:ar-->نص: 1<!--:--><!--:en-->Text: [x]<!--:-->");
        check("{:ar}نص: 1{:}{:en}Text: [x]{:}");
        assert_eq!(parted("a [b]: c"), None);
        assert_eq!(parted("[:ar]ا[:]both").expect("one")["ar"], "اboth");
    }

    #[test]
    fn addresses_of_languages() {
        assert_eq!(of_address("/en/gas/").as_deref(), Some("en"));
        assert_eq!(of_address("/gas/?lang=ar").as_deref(), Some("ar"));
        assert_eq!(of_address("/2019/gas/"), None);
    }
}
