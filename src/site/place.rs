//! A file's path -> which page it is, in which language.
//!
//! Both layouts are read: `brief.ar.md` and `ar/brief.md`. `_index` makes its folder a section, `index` makes its folder
//! a page with assets beside it.

use crate::locale::{LocaleId, Locales};
use crate::source::names;

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
    /// Whether it is the page of its folder (`_index`, `index`), to which the files there belong.
    pub has_folder: bool,
    /// The language that the path says; `None` where it says none (then the default).
    pub locale: Option<LocaleId>,
    /// A part between name and ending that looks like a language and is none of the site's: `fr` of `a.fr.md`, `arabic` of
    /// `a.arabic.md`.
    pub stray: Option<String>,
}

/// The place of `path` (root-relative); `None` for anything that is no Markdown file below the content.
pub fn of(path: &str, locales: &Locales) -> Option<Place> {
    let read = read(path, locales)?;
    Some(Place {
        key: read.key.to_owned(),
        role: read.role,
        has_folder: read.has_folder,
        locale: read.by_name.or(read.by_folder),
        stray: read.stray.map(str::to_owned),
    })
}

/// What a path says, as parts of it.
struct Reading<'a> {
    key: &'a str,
    role: Role,
    has_folder: bool,
    by_name: Option<LocaleId>,
    by_folder: Option<LocaleId>,
    stray: Option<&'a str>,
}

fn read<'a>(path: &'a str, locales: &Locales) -> Option<Reading<'a>> {
    let rest = path.strip_prefix(CONTENT)?.strip_prefix('/')?;
    let stem = names::page_stem(rest).filter(|_| !names::is_left_out(rest))?;
    let (whole_folder, whole_name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let (folder, by_folder) = strip_folder(whole_folder, locales);
    let (name, by_name, stray) = strip_suffix(whole_name, locales);
    let (key, role, has_folder) = match name {
        "_index" => (folder, Role::Section, true),
        // The page of the content's own folder is the home, whichever of the two names it has.
        "index" if folder.is_empty() => (folder, Role::Section, true),
        "index" => (folder, Role::Page, true),
        _ if folder.is_empty() => (name, Role::Page, false),
        // From where the rest of the folder begins to where the name without its suffix ends.
        _ => (&stem[whole_folder.len() - folder.len()..stem.len() - (whole_name.len() - name.len())], Role::Page, false),
    };
    Some(Reading { key, role, has_folder, by_name, by_folder, stray })
}

/// `ar/brief` -> `brief`, ar.
fn strip_folder<'a>(folder: &'a str, locales: &Locales) -> (&'a str, Option<LocaleId>) {
    let (first, rest) = folder.split_once('/').unwrap_or((folder, ""));
    match locales.by_tag(first) {
        Some(locale) => (rest, Some(locale.id)),
        None => (folder, None),
    }
}

/// What people write for a language in place of its tag.
const NAMES: [(&str, &str); 12] = [
    ("arabic", "ar"),
    ("arab", "ar"),
    ("عربي", "ar"),
    ("العربية", "ar"),
    ("english", "en"),
    ("إنجليزي", "en"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("فارسی", "fa"),
    ("french", "fr"),
    ("hebrew", "he"),
    ("urdu", "ur"),
];

/// The tag of a language that a text names.
pub fn named(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    NAMES.iter().find(|(name, _)| *name == text).map(|(_, tag)| *tag)
}

/// The name of a page and the language at its end, where that is set off as no page's is: `dams_en`, `dams-en`.
pub fn joined<'a>(key: &'a str, locales: &Locales) -> Option<(&'a str, LocaleId)> {
    let (stem, suffix) = key.rsplit_once(['_', '-'])?;
    let locale = locales.by_tag(suffix)?;
    (!stem.is_empty() && !stem.ends_with('/')).then_some((stem, locale.id))
}

/// `brief.ar` -> `brief`, ar; a suffix of two or three letters that is no language of the site is returned as stray.
fn strip_suffix<'a>(name: &'a str, locales: &Locales) -> (&'a str, Option<LocaleId>, Option<&'a str>) {
    let Some((stem, suffix)) = name.rsplit_once('.') else { return (name, None, None) };
    if let Some(locale) = locales.by_tag(suffix) {
        return (stem, Some(locale.id), None);
    }
    let looks = (2..=3).contains(&suffix.len()) && suffix.chars().all(|c| c.is_ascii_lowercase());
    (name, None, (looks || named(suffix).is_some()).then_some(suffix))
}

/// The folder that a file other than a page stands in, as a key, and the language that its folder or its name (`map.ar.svg`) says;
/// `None` for what is not below the content.
pub fn folder<'a>(path: &'a str, locales: &Locales) -> Option<(&'a str, Option<LocaleId>)> {
    let rest = path.strip_prefix(CONTENT)?.strip_prefix('/')?;
    let (whole, name) = rest.rsplit_once('/').unwrap_or(("", rest));
    let (folder, by_folder) = strip_folder(whole, locales);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let by_name = stem.rsplit_once('.').and_then(|(_, tag)| locales.by_tag(tag)).map(|locale| locale.id);
    Some((folder, by_name.or(by_folder)))
}

/// A link target that names a Markdown file -> the key and, if the file's own name says one (`other.en.md`), the language that
/// it asks for. The folder of a language says nothing: from a file beside it, a link means the reader's language.
pub fn target<'a>(path: &'a str, locales: &Locales) -> Option<(&'a str, Option<LocaleId>)> {
    read(path, locales).map(|read| (read.key, read.by_name))
}
