//! A file's path -> which page it is, in which language.
//!
//! Both layouts are read: `brief.ar.md` and `ar/brief.md`. `_index` makes its folder a section, `index` makes its folder
//! a page with assets beside it.

use crate::locale::{LocaleId, Locales};

/// The folder of the content.
pub const CONTENT: &str = "content";

/// What a Markdown file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// `_index`: the page of its folder.
    Section,
    /// Any other.
    Page,
}

/// Which page a Markdown file is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Path below the content without language and ending: `brief/trigger`; empty for the home page.
    pub key: String,
    /// What it is.
    pub role: Role,
    /// The language that the path says; `None` where it says none (then the default).
    pub locale: Option<LocaleId>,
    /// A part between name and ending that looks like a language and is none of the site's: `fr` of `a.fr.md`.
    pub stray: Option<String>,
}

/// The place of `path` (root-relative); `None` for anything that is no Markdown file below the content.
pub fn of(path: &str, locales: &Locales) -> Option<Place> {
    let rest = path.strip_prefix(CONTENT)?.strip_prefix('/')?;
    let stem = rest.strip_suffix(".md")?;
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let (folder, by_folder) = strip_folder(folder, locales);
    let (name, by_name, stray) = strip_suffix(name, locales);
    let (key, role) = match name {
        "_index" => (folder.to_owned(), Role::Section),
        "index" if !folder.is_empty() => (folder.to_owned(), Role::Page),
        _ => (if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }, Role::Page),
    };
    Some(Place { key, role, locale: by_name.or(by_folder), stray })
}

/// `ar/brief` -> `brief`, ar.
fn strip_folder<'a>(folder: &'a str, locales: &Locales) -> (&'a str, Option<LocaleId>) {
    let (first, rest) = folder.split_once('/').unwrap_or((folder, ""));
    match locales.by_tag(first) {
        Some(locale) => (rest, Some(locale.id)),
        None => (folder, None),
    }
}

/// `brief.ar` -> `brief`, ar; a suffix of two or three letters that is no language of the site is returned as stray.
fn strip_suffix<'a>(name: &'a str, locales: &Locales) -> (&'a str, Option<LocaleId>, Option<String>) {
    let Some((stem, suffix)) = name.rsplit_once('.') else { return (name, None, None) };
    if let Some(locale) = locales.by_tag(suffix) {
        return (stem, Some(locale.id), None);
    }
    let looks = (2..=3).contains(&suffix.len()) && suffix.chars().all(|c| c.is_ascii_lowercase());
    (name, None, looks.then(|| suffix.to_owned()))
}

/// A link target that names a Markdown file -> the key and, if the path says one, the language it asks for.
pub fn target(path: &str, locales: &Locales) -> Option<(String, Option<LocaleId>)> {
    of(path, locales).map(|place| (place.key, place.locale))
}

/// Whether a target's own name says its language (`other.en.md`), not only the folder it stands in.
pub fn names_language(path: &str, locales: &Locales) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.strip_suffix(".md").is_some_and(|stem| strip_suffix(stem, locales).1.is_some())
}
