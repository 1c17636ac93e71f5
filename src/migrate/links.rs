//! Where the links of the old site lead -> how the new one writes them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::headings::{self, Heading};
use super::model::{Found, Page};
use crate::site::address;
use crate::source::names;

/// What a link leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// Out of the site, or nowhere that is ours to judge.
    Elsewhere,
    /// A page, and whether the link asks for its language.
    Page(usize, bool),
    /// A file.
    Asset(usize),
    /// Nothing that is there.
    Missing,
}

/// A link as it is to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The address or path; `None` where nothing is there.
    pub to: Option<String>,
    /// What was lost of it.
    pub lost: Option<String>,
}

/// Everything that links can lead to.
pub struct Index<'a> {
    /// The site.
    pub found: &'a Found,
    /// Files that cannot be shown, by their place in the site's assets, with why.
    pub refused: &'a BTreeMap<usize, String>,
    by_address: BTreeMap<String, usize>,
    by_place: BTreeMap<(String, usize), usize>,
    by_name: BTreeMap<String, Vec<usize>>,
    assets: BTreeMap<String, usize>,
    assets_by_path: BTreeMap<&'a str, usize>,
    /// Pages that are one page in several languages.
    groups: BTreeMap<(String, usize), usize>,
    headings: Vec<OnceLock<Vec<Heading>>>,
    host: Option<String>,
    base: String,
}

impl<'a> Index<'a> {
    /// The index of a site.
    pub fn new(found: &'a Found, refused: &'a BTreeMap<usize, String>) -> Self {
        let mut index = Self {
            found,
            refused,
            by_address: BTreeMap::new(),
            by_place: BTreeMap::new(),
            by_name: BTreeMap::new(),
            assets: BTreeMap::new(),
            assets_by_path: BTreeMap::new(),
            groups: BTreeMap::new(),
            headings: found.pages.iter().map(|_| OnceLock::new()).collect(),
            host: None,
            base: String::new(),
        };
        for (at, page) in found.pages.iter().enumerate() {
            for own in &page.addresses {
                index.by_address.entry(normal(own)).or_insert(at);
            }
            let place = stem(&page.place).to_owned();
            let name = stem(page.path.rsplit('/').next().unwrap_or_default()).to_owned();
            index.by_name.entry(name).or_default().push(at);
            index.by_place.entry((place, page.language)).or_insert(at);
            index.groups.entry((group(page), page.language)).or_insert(at);
        }
        for (at, asset) in found.assets.iter().enumerate() {
            index.assets_by_path.insert(&asset.path, at);
            for own in &asset.addresses {
                index.assets.entry(normal(own)).or_insert(at);
            }
        }
        if let Some((host, path)) = found.base_url.as_deref().and_then(parts) {
            index.host = Some(host);
            path.trim_end_matches('/').clone_into(&mut index.base);
        }
        index
    }

    /// The page itself.
    pub fn page(&self, at: usize) -> &'a Page {
        &self.found.pages[at]
    }

    /// A link of a page as it is to be written.
    pub fn link(&self, from: usize, written: &str) -> Link {
        let (path, fragment) = written.split_once('#').map_or((written, None), |(path, rest)| (path, Some(rest)));
        let path = path.split('?').next().unwrap_or_default();
        if path.is_empty() && fragment.is_some() {
            return self.with_fragment(from, from, String::new(), fragment);
        }
        match self.goal(from, path) {
            Goal::Elsewhere => Link { to: Some(written.to_owned()), lost: None },
            Goal::Missing => Link { to: None, lost: None },
            Goal::Asset(at) => Link { to: Some(self.asset(from, at)), lost: None },
            Goal::Page(at, is_exact) => {
                let is_there = |page: &usize| self.page(*page).language == self.page(from).language;
                let own = self.sibling(at, self.page(from).language).filter(is_there).unwrap_or(at);
                let shown = if is_exact { at } else { own };
                let is_exact = is_exact || fragment.is_some() && self.is_read_elsewhere(from, shown);
                self.with_fragment(from, shown, self.relative(from, shown, is_exact), fragment)
            }
        }
    }

    /// Whether a page is shown in a language that has another page in the place of the one that a link leads to: the heading may
    /// not be there.
    fn is_read_elsewhere(&self, from: usize, to: usize) -> bool {
        let languages = 0..self.found.languages.len();
        let has_other = |language: usize| self.sibling(to, language).is_some_and(|other| other != to);
        self.found.is_rendered_elsewhere
            && languages.into_iter().any(|language| self.sibling(from, language).is_none() && has_other(language))
    }

    /// What a path or an address leads to, as a page writes it.
    pub fn goal(&self, from: usize, written: &str) -> Goal {
        let own = self.page(from);
        let inner = match self.within(written) {
            Some(path) => path,
            None if has_scheme(written) || written.starts_with("//") => return Goal::Elsewhere,
            None => written.to_owned(),
        };
        let path = address::decoded(&inner);
        if let Some(rest) = path.strip_prefix("@/").or_else(|| path.strip_prefix("@site/")) {
            return self.file(rest, own.language).unwrap_or(Goal::Missing);
        }
        if path.starts_with('/') {
            return self.rooted(from, &path);
        }
        let folder = own.place.rsplit_once('/').map_or("", |(folder, _)| folder);
        let below = address::join(folder, &path).unwrap_or_default();
        if let Some(found) = self.file(&below, own.language) {
            return found;
        }
        let on_disk = own.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(asset) = address::join(on_disk, &path).and_then(|path| self.assets_by_path.get(path.as_str()).copied()) {
            return Goal::Asset(asset);
        }
        // Browsers read it from the address.
        let base = own.addresses.first().map_or("/", String::as_str);
        let base = if base.ends_with('/') { base } else { base.rsplit_once('/').map_or("", |(folder, _)| folder) };
        let Some(whole) = address::join(base, &path) else { return Goal::Missing };
        match self.rooted(from, &format!("/{whole}")) {
            // As some generators have it: from the root of the content, or nothing but a name.
            Goal::Missing => {
                let found = self.file(&path, own.language).or_else(|| self.named(&path, own.language));
                found.unwrap_or(Goal::Missing)
            }
            found @ (Goal::Elsewhere | Goal::Page(..) | Goal::Asset(_)) => found,
        }
    }

    /// A path from the root of the site.
    fn rooted(&self, from: usize, path: &str) -> Goal {
        let own = self.page(from);
        let below = path.strip_prefix(&self.base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let path = below.unwrap_or(path);
        let normal_path = normal(path);
        let prefix = &self.found.languages[own.language].prefix;
        // Without a language it is that of the reader where there is one, unless it names the page itself in another.
        let mut prefixes = self.found.languages.iter().map(|language| normal(&language.prefix)).filter(|prefix| prefix != "/");
        let is_prefixed = prefixes.any(|prefix| names::is_at_or_below(&normal_path, &prefix));
        let own_way = (!is_prefixed && !prefix.is_empty()).then(|| normal(&format!("{prefix}{normal_path}")));
        if let Some(at) = own_way.and_then(|way| self.by_address.get(&way)) {
            let exact = self.by_address.get(&normal_path).filter(|_| *at == from);
            return exact.map_or(Goal::Page(*at, false), |exact| Goal::Page(*exact, true));
        }
        if let Some(at) = self.by_address.get(&normal_path) {
            let is_foreign = self.page(*at).language != own.language;
            let translated = self.sibling(*at, own.language).filter(|at| is_foreign && !is_prefixed && *at != from);
            return match translated {
                Some(at) => Goal::Page(at, false),
                None => Goal::Page(*at, is_foreign),
            };
        }
        if let Some(at) = self.assets.get(&normal_path) {
            return Goal::Asset(*at);
        }
        self.file(path.trim_start_matches('/'), own.language).unwrap_or(Goal::Missing)
    }

    /// A file by its path from the root of the content, or of the site.
    pub fn file(&self, path: &str, language: usize) -> Option<Goal> {
        if let Some(at) = self.assets_by_path.get(path) {
            return Some(Goal::Asset(*at));
        }
        let whole = path.trim_end_matches('/');
        let (name, asked) = self.without_language(stem(whole));
        let ways = ["", "/index", "/_index", "/README"].map(|end| format!("{name}{end}"));
        let ways: Vec<String> = ways.into_iter().map(|way| way.trim_start_matches('/').to_owned()).collect();
        let is_exact = asked.is_some_and(|asked| asked != language);
        let wanted = asked.unwrap_or(language);
        for language in std::iter::once(wanted).chain(0..self.found.languages.len()) {
            if let Some(at) = ways.iter().find_map(|way| self.by_place.get(&(way.clone(), language))) {
                return Some(Goal::Page(*at, is_exact));
            }
        }
        None
    }

    /// A page by nothing but the name of its file, if only one has it.
    fn named(&self, path: &str, language: usize) -> Option<Goal> {
        let name = stem(path.trim_matches('/'));
        let all = self.by_name.get(name)?;
        let mut own = all.iter().filter(|at| self.page(**at).language == language);
        match (own.next(), own.next()) {
            (Some(at), None) => Some(Goal::Page(*at, false)),
            (None, _) if all.len() == 1 => Some(Goal::Page(all[0], false)),
            _ => None,
        }
    }

    fn without_language<'p>(&self, stem: &'p str) -> (&'p str, Option<usize>) {
        let split = stem.rsplit_once('.').and_then(|(name, tag)| Some((name, self.found.language(tag)?)));
        split.map_or((stem, None), |(name, language)| (name, Some(language)))
    }

    /// The path of an address of this site.
    fn within(&self, written: &str) -> Option<String> {
        let (host, path) = parts(written)?;
        (self.host.as_ref() == Some(&host)).then(|| if path.is_empty() { "/".to_owned() } else { path })
    }

    /// The page in another language.
    pub fn sibling(&self, page: usize, language: usize) -> Option<usize> {
        self.groups.get(&(group(self.page(page)), language)).copied()
    }

    /// How a page writes the path of another one.
    pub fn relative(&self, from: usize, to: usize, is_exact: bool) -> String {
        let target = self.page(to);
        let tag = if is_exact { format!(".{}", self.found.languages[target.language].tag) } else { String::new() };
        address::relative(&folder_of(self.page(from)), &format!("{}{tag}.md", place_of(target)))
    }

    /// How a page writes the path of a file.
    pub fn asset(&self, from: usize, at: usize) -> String {
        address::relative(&folder_of(self.page(from)), &self.found.assets[at].key)
    }

    fn headings(&self, page: usize) -> &[Heading] {
        self.headings[page].get_or_init(|| headings::of(&self.page(page).body, self.found.anchors))
    }

    /// A link with the name of a heading, if the page shown has it, or has its translation.
    fn with_fragment(&self, from: usize, to: usize, path: String, fragment: Option<&str>) -> Link {
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            let to = if path.is_empty() { self.relative(from, to, false) } else { path };
            return Link { to: Some(to), lost: None };
        };
        let name = address::decoded(fragment);
        let has = |page: usize| self.headings(page).iter().position(|h| h.old.as_deref() == Some(name.as_str()));
        let is_fine = has(to).is_some() && headings::is_name(&name) || name.starts_with("fn");
        let anchor = if is_fine { Some(name.clone()) } else { self.paired(to, &has) };
        match anchor {
            Some(anchor) => Link { to: Some(format!("{path}#{}", address::typed(&anchor))), lost: None },
            None if path.is_empty() => Link { to: None, lost: Some(format!("#{name}")) },
            None => Link { to: Some(path), lost: Some(format!("#{name}")) },
        }
    }

    /// The heading of a page at the place at which one of its translations has the one that is asked for.
    fn paired(&self, page: usize, has: &dyn Fn(usize) -> Option<usize>) -> Option<String> {
        let own = self.headings(page);
        let levels = |of: &[Heading]| of.iter().map(|h| h.level).collect::<Vec<_>>();
        (0..self.found.languages.len()).find_map(|language| {
            let other = self.sibling(page, language).filter(|other| *other != page)?;
            let at = has(other)?;
            let same = levels(own) == levels(self.headings(other));
            own.get(at).filter(|_| same)?.old.clone().filter(|name| headings::is_name(name))
        })
    }
}

/// What a page is in all its languages.
fn group(page: &Page) -> String {
    match page.given.get("translation_key").and_then(serde_json::Value::as_str) {
        Some(key) => format!("={key}"),
        None => page.key.clone(),
    }
}

/// The file of a page in the new content, without language and ending.
pub fn place_of(page: &Page) -> String {
    let end = match (page.is_section, page.is_bundle) {
        (true, _) => "_index",
        (false, true) => "index",
        (false, false) => return page.key.clone(),
    };
    if page.key.is_empty() { end.to_owned() } else { format!("{}/{end}", page.key) }
}

/// The folder of the file of a page in the new content.
pub fn folder_of(page: &Page) -> String {
    place_of(page).rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
}

/// A path without the ending of a page.
pub fn stem(path: &str) -> &str {
    [".md", ".mdx", ".markdown", ".html"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path)
}

/// An address as addresses are compared.
pub fn normal(address: &str) -> String {
    let path = address::decoded(address);
    let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html")).unwrap_or(&path);
    format!("/{}", path.trim_matches('/')).replace("//", "/")
}

/// Whether an address names its scheme.
pub fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The host and the path of an absolute address.
fn parts(address: &str) -> Option<(String, String)> {
    let rest = ["https://", "http://", "//"].iter().find_map(|scheme| address.strip_prefix(scheme))?;
    let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    Some((host.to_ascii_lowercase(), path.to_owned()))
}
