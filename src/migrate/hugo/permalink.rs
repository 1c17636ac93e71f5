//! The address of a page by the rules of Hugo.

use crate::locale::date::Timestamp;
use crate::migrate::data;
use crate::migrate::front::is_slug;
use crate::migrate::model::Page;

use super::settings::Settings;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The addresses of a page, the first one it has now; and its slug, if it names one. `stem` is its path without language and ending.
pub fn of(page: &Page, stem: &str, prefix: &str, settings: &Settings) -> (Vec<String>, Option<String>) {
    let slug = data::text_at(&page.head, "slug").map(|slug| url(slug.trim(), settings)).filter(|slug| !slug.is_empty());
    let url_field = data::text_at(&page.head, "url").filter(|url| !url.trim().is_empty());
    let mut addresses = Vec::new();
    if let Some(url) = &url_field {
        let path = filled(url.trim(), page, stem, slug.as_deref(), settings);
        let path =
            if path.ends_with('/') || path.rsplit('/').next().is_some_and(|name| name.contains('.')) { path } else { path + "/" };
        both(&mut addresses, &path, prefix);
    }
    let section = stem.split('/').next().filter(|first| stem.contains('/') && !first.is_empty()).unwrap_or_default();
    let pattern = settings.permalinks.get(section).filter(|_| !page.is_section);
    let by_path = || {
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        format!("/{}", url(&format!("{folder}/{}", slug.as_deref().unwrap_or(name)), settings))
    };
    let own = pattern.map_or_else(by_path, |pattern| filled(pattern, page, stem, slug.as_deref(), settings));
    let own = format!("/{}", own.trim_matches('/')).replace("//", "/");
    let own = match (own.as_str(), settings.is_ugly && !page.is_section) {
        ("/", _) => "/".to_owned(),
        (path, _) if path.ends_with(".html") => path.to_owned(),
        (path, true) => format!("{path}.html"),
        (path, false) => format!("{path}/"),
    };
    if url_field.is_none() {
        addresses.push(format!("{prefix}{own}"));
    }
    for alias in data::at(&page.head, "aliases").map(data::texts).unwrap_or_default() {
        let alias = alias.trim();
        if alias.starts_with('/') {
            both(&mut addresses, alias, prefix);
        } else {
            let folder = own.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(path) = crate::site::address::join(folder, alias) {
                addresses.push(format!("{prefix}/{path}"));
            }
        }
    }
    let from_url = url_field
        .as_deref()
        .and_then(|url| url.trim_matches('/').rsplit('/').next())
        .map(|last| last.trim_end_matches(".html").to_owned());
    (addresses, slug.or(from_url).filter(|slug| is_slug(slug)))
}

/// An address that was written, and the same below the language: which of the two a site had depends on its version.
fn both(addresses: &mut Vec<String>, path: &str, prefix: &str) {
    let own = format!("/{}", path.trim_start_matches('/'));
    let is_prefixed = prefix.is_empty() || own == prefix || own.starts_with(&format!("{prefix}/"));
    if !is_prefixed {
        addresses.push(format!("{prefix}{own}"));
    }
    addresses.push(own);
}

/// A path as Hugo writes it: small letters, no blanks, no signs.
fn url(path: &str, settings: &Settings) -> String {
    let lower = settings.lower(path);
    let fits = |c: &char| {
        c.is_alphanumeric() || crate::locale::letter::is_mark(*c) || matches!(c, '.' | '/' | '_' | '-' | '+' | '~' | '\u{200c}')
    };
    let joined: String = lower.chars().map(|c| if c.is_whitespace() { '-' } else { c }).filter(fits).collect();
    let mut out = String::new();
    for c in joined.chars() {
        if !(c == '-' && out.ends_with('-')) {
            out.push(c);
        }
    }
    out.trim_matches('/').to_owned()
}

/// A pattern with what stands for its names.
fn filled(pattern: &str, page: &Page, stem: &str, slug: Option<&str>, settings: &Settings) -> String {
    let date = data::text_at(&page.head, "date").and_then(|date| Timestamp::parse(date.trim())).map(|moment| moment.date);
    let title = data::text_at(&page.head, "title").unwrap_or_default();
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let folders = stem.rsplit_once('/').map_or("", |(folders, _)| folders);
    let value = |token: &str| -> Option<String> {
        Some(match token {
            "year" => format!("{:04}", date?.year),
            "month" => format!("{:02}", date?.month),
            "day" => format!("{:02}", date?.day),
            "monthname" => MONTHS[usize::from(date?.month) - 1].to_owned(),
            "section" => url(folders.split('/').next().unwrap_or_default(), settings),
            "sections" => url(folders, settings),
            "title" => url(&title, settings),
            "slug" => slug.map_or_else(|| url(if title.is_empty() { name } else { &title }, settings), str::to_owned),
            "slugorfilename" | "slugorcontentbasename" => slug.map_or_else(|| url(name, settings), str::to_owned),
            "filename" | "contentbasename" => url(name, settings),
            _ => return None,
        })
    };
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        match value(&after[..end]) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&rest[at..at + 1 + end]),
        }
        // `:sections[1:]` takes a part of what `:sections` is; the whole is the nearest.
        rest =
            after[end..].strip_prefix('[').and_then(|inside| inside.split_once(']')).map_or(&after[end..], |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}
