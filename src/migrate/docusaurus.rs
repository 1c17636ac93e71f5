//! A site of Docusaurus: documents, a blog and pages, and their translations below `i18n/`.

mod config;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::addresses::key;
use super::links::stem;
use super::model::{Asset, Fate, Found, Generator, Page};
use super::{data, pages, tree};
use crate::source::{SourceTree, names};
use config::Config;

/// What a folder of pages is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Docs,
    Blog,
    Pages,
}

/// Reads the site.
pub fn read(files: &SourceTree) -> Found {
    let path = tree::config(files, Generator::Docusaurus).unwrap_or_else(|| "docusaurus.config.js".to_owned());
    let mut found = Found::new(Generator::Docusaurus, &path);
    let text = files.get(&path).and_then(|file| file.text()).unwrap_or_default();
    let config = Config::read(text, &mut found);
    let mut reader = Reader { files, config, found };
    for language in 0..reader.found.languages.len() {
        reader.folder(Kind::Docs, language);
        reader.folder(Kind::Blog, language);
        reader.folder(Kind::Pages, language);
    }
    reader.authors();
    reader.categories();
    reader.blog_list();
    for folder in reader.config.statics.clone() {
        pages::assets(files, &mut reader.found, &folder, |_| true);
    }
    reader.not_carried();
    reader.found
}

struct Reader<'a> {
    files: &'a SourceTree,
    config: Config,
    found: Found,
}

impl Reader<'_> {
    /// The folders of pages of a kind in a language, the one with the translations first.
    fn folder(&mut self, kind: Kind, language: usize) {
        let (own, plugin) = match kind {
            Kind::Docs => (self.config.docs.clone(), "docusaurus-plugin-content-docs/current"),
            Kind::Blog => (self.config.blog.clone(), "docusaurus-plugin-content-blog"),
            Kind::Pages => ("src/pages".to_owned(), "docusaurus-plugin-content-pages"),
        };
        if own.is_empty() {
            return;
        }
        let folder = if language == 0 { own } else { format!("i18n/{}/{plugin}", self.config.tags[language]) };
        for path in tree::within(self.files, &folder) {
            let below = tree::below(path, &folder);
            let is_partial = below.split('/').any(|part| part.starts_with('_')) || self.config.hidden.matches(below);
            if tree::is_page(path) {
                if is_partial {
                    self.found.includes.insert(path.to_owned(), (path.to_owned(), String::new()));
                    self.found.left.note((path, 0), Fate::Dropped, below, "the old site has no page of it");
                } else {
                    self.page(kind, path, below, language);
                }
            } else if tree::is_asset(path) && !is_partial && !below.ends_with(".json") {
                let plain: Vec<String> = below.split('/').map(|part| unnumbered(part).to_owned()).collect();
                let (name, folders) =
                    plain.split_last().map(|(name, folders)| (name.clone(), folders.join("/"))).unwrap_or_default();
                let folders = key(&format!("{}/{folders}", self.base(kind)));
                let own = if folders.is_empty() { name } else { format!("{folders}/{name}") };
                let own = if language == 0 || !self.found.assets.iter().any(|asset| asset.key == own) {
                    own
                } else {
                    localized(&own, &self.found.languages[language].tag)
                };
                self.found.assets.push(Asset { path: path.to_owned(), addresses: vec![format!("/{own}")], key: own });
            }
        }
    }

    fn base(&self, kind: Kind) -> String {
        match kind {
            Kind::Docs => self.config.docs_route.clone(),
            Kind::Blog => self.config.blog_route.clone(),
            Kind::Pages => String::new(),
        }
    }

    fn page(&mut self, kind: Kind, path: &str, below: &str, language: usize) {
        let Some(mut page) = pages::read(self.files, path, &mut self.found) else { return };
        let whole = stem(below).to_owned();
        page.language = language;
        page.place = match kind {
            Kind::Docs => format!("{}/{whole}", self.config.docs),
            Kind::Blog => format!("{}/{whole}", self.config.blog),
            Kind::Pages => whole.clone(),
        };
        page.is_hidden = data::may_hide(&page.head, "draft");
        match kind {
            Kind::Docs => self.document(page, &whole),
            Kind::Blog => self.post(page, &whole),
            Kind::Pages => self.single(page, &whole),
        }
    }

    fn document(&mut self, mut page: Page, whole: &str) {
        let parts: Vec<&str> = whole.split('/').collect();
        let plain: Vec<&str> = parts.iter().map(|part| unnumbered(part)).collect();
        let (name, folders) = plain.split_last().map(|(name, folders)| (*name, folders.join("/"))).unwrap_or_default();
        let above = folders.rsplit('/').next().unwrap_or_default();
        let is_index =
            matches!(name.to_lowercase().as_str(), "index" | "readme") || (!above.is_empty() && name.eq_ignore_ascii_case(above));
        let id = data::text_at(&page.head, "id").filter(|id| !id.contains('/'));
        let last = id.as_deref().unwrap_or(name);
        let route = self.config.docs_route.clone();
        page.is_section = is_index;
        page.key = key(&if is_index { format!("{route}/{folders}") } else { format!("{route}/{folders}/{name}") });
        let folder = if folders.is_empty() { String::new() } else { format!("/{folders}") };
        let slug = data::text_at(&page.head, "slug").filter(|slug| !slug.is_empty());
        let own = match slug.as_deref() {
            Some(slug) if slug.starts_with('/') => slug.to_owned(),
            Some(slug) => format!("{folder}/{}", slug.trim_start_matches("./")),
            None if is_index => format!("{folder}/"),
            None => format!("{folder}/{last}"),
        };
        let last = slug
            .as_deref()
            .map_or_else(|| last.to_owned(), |slug| slug.trim_matches('/').rsplit('/').next().unwrap_or_default().to_owned());
        pages::slug(&mut page, &last);
        if let Some(weight) = parts.last().and_then(|part| number(part)) {
            page.given.insert("weight".to_owned(), Value::from(weight));
        }
        self.finish(page, &format!("/{route}/{own}"));
    }

    fn post(&mut self, mut page: Page, whole: &str) {
        let parts: Vec<&str> = whole.split('/').collect();
        let (date, title) = posted(&parts);
        if let Some(day) = &date {
            page.given.insert("date".to_owned(), Value::String(day.clone()));
        }
        let route = self.config.blog_route.clone();
        let written = data::text_at(&page.head, "date").and_then(|text| text.get(..10).map(str::to_owned));
        let day = written.filter(|day| crate::locale::date::Date::parse(day).is_some()).or(date);
        let dated = day.map_or_else(|| title.clone(), |day| format!("{}/{title}", day.replace('-', "/")));
        let slug = data::text_at(&page.head, "slug").filter(|slug| !slug.is_empty());
        page.key = key(&format!("{route}/{title}"));
        let own = slug.clone().unwrap_or(dated);
        if let Some(slug) = slug {
            let last = slug.trim_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
            pages::slug(&mut page, &last);
        }
        self.finish(page, &format!("/{route}/{own}"));
    }

    fn single(&mut self, mut page: Page, whole: &str) {
        let (folder, name) = whole.rsplit_once('/').unwrap_or(("", whole));
        page.is_section = name == "index";
        page.key = key(if page.is_section { folder } else { whole });
        let own = if page.is_section { format!("/{folder}/") } else { format!("/{whole}") };
        self.finish(page, &own);
    }

    fn finish(&mut self, mut page: Page, address: &str) {
        let prefix = &self.found.languages[page.language].prefix;
        let whole = format!("{prefix}/{address}");
        let joined = whole.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        let own = if address.ends_with('/') || self.config.has_slash { format!("/{joined}/") } else { format!("/{joined}") };
        page.addresses.push(own.replace("//", "/"));
        if page.key.is_empty() {
            page.is_section = true;
        }
        self.found.pages.push(page);
    }

    fn authors(&mut self) {
        for name in ["authors.yml", "authors.yaml"] {
            let path = format!("{}/{name}", self.config.blog);
            let Some(text) = self.files.get(&path).and_then(|file| file.text()) else { continue };
            for (id, value) in data::file(&path, text).0 {
                let name = value.as_object().and_then(|own| data::text_at(own, "name"));
                self.found.values.extend(name.map(|name| (format!("author.{}", id.to_lowercase()), name)));
            }
        }
    }

    /// Folders that say their title and their place (`_category_.json`): sections of ours, where they have no page of their own.
    fn categories(&mut self) {
        let docs = self.config.docs.clone();
        let paths: Vec<String> =
            tree::within(self.files, &docs).filter(|path| path.contains("/_category_.")).map(str::to_owned).collect();
        for path in paths {
            let Some(text) = self.files.get(&path).and_then(|file| file.text()) else { continue };
            let own = data::file(&path, text).0;
            let folder = tree::below(path.rsplit_once('/').map_or("", |(folder, _)| folder), &docs).to_owned();
            if folder.is_empty() {
                continue;
            }
            let plain: Vec<&str> = folder.split('/').map(unnumbered).collect();
            let name = plain.last().copied().unwrap_or_default().to_owned();
            let section = key(&format!("{}/{}", self.config.docs_route, plain.join("/")));
            for language in 0..self.found.languages.len() {
                let in_it = |page: &&Page| page.language == language && names::is_at_or_below(&page.key, &section);
                if self.found.pages.iter().filter(in_it).count() == 0
                    || self.found.pages.iter().any(|page| page.key == section && page.language == language)
                {
                    continue;
                }
                self.category(&own, &path, (&section, &name, &folder), language);
            }
        }
    }

    fn category(&mut self, own: &Map<String, Value>, path: &str, (section, name, folder): (&str, &str, &str), language: usize) {
        let label = data::text_at(own, "label").unwrap_or_else(|| name.to_owned());
        let words = self
            .translated(language, &format!("sidebar.docsSidebar.category.{label}"))
            .or_else(|| self.translated(language, &format!("sidebar.tutorialSidebar.category.{label}")));
        let mut given = Map::from_iter([("title".to_owned(), Value::String(words.unwrap_or_else(|| label.clone())))]);
        given.extend(
            data::at(own, "position").and_then(Value::as_i64).map(|position| ("weight".to_owned(), Value::from(position))),
        );
        let mut page = Page {
            path: path.to_owned(),
            place: format!("{}/{folder}/index", self.config.docs),
            key: section.to_owned(),
            language,
            is_section: true,
            line: 1,
            given,
            ..Page::default()
        };
        if let Some(text) = data::text_at(own, "link.description") {
            page.head.insert("description".to_owned(), Value::String(text));
        }
        let is_list = data::text_at(own, "link.type").as_deref() == Some("generated-index");
        let slug =
            data::text_at(own, "link.slug").unwrap_or_else(|| format!("/category/{}", label.to_lowercase().replace(' ', "-")));
        let address = if is_list { format!("{}/{slug}", self.config.docs_route) } else { format!("{section}/") };
        self.finish(std::mem::take(&mut page), &address);
    }

    /// A text of the interface in a language.
    fn translated(&self, language: usize, id: &str) -> Option<String> {
        let path = format!("i18n/{}/docusaurus-plugin-content-docs/current.json", self.config.tags[language]);
        let text = self.files.get(&path)?.text()?;
        data::json(text).0.get(id)?.get("message")?.as_str().map(str::to_owned)
    }

    /// The list of posts, which Docusaurus makes.
    fn blog_list(&mut self) {
        let route = key(&self.config.blog_route);
        if route.is_empty() {
            return;
        }
        for language in 0..self.found.languages.len() {
            let has = |own: &str| self.found.pages.iter().any(|page| page.language == language && page.key == own);
            let is_any =
                self.found.pages.iter().any(|page| page.language == language && page.key.starts_with(&format!("{route}/")));
            if is_any && !has(&route) {
                let page = Page {
                    path: format!("{}/", self.config.blog),
                    place: format!("{}/index", self.config.blog),
                    key: route.clone(),
                    language,
                    is_section: true,
                    line: 1,
                    given: Map::from_iter([("title".to_owned(), Value::String(self.config.blog_title.clone()))]),
                    ..Page::default()
                };
                self.finish(page, &self.config.blog_route.clone());
            }
        }
    }

    fn not_carried(&mut self) {
        let mut wanted: BTreeMap<&str, &str> = BTreeMap::new();
        for path in tree::within(self.files, "") {
            let first = path.split('/').next().unwrap_or(path);
            if first == "versioned_docs" || first == "versioned_sidebars" {
                wanted.insert(first, "only the current version is carried");
            } else if path.starts_with("src/pages/") && !tree::is_page(path) && tree::is_of_theme(path) {
                wanted.insert(path, "a page that is a program");
            } else if first.starts_with("sidebars.") {
                wanted.insert(path, "the order of pages follows from `weight`");
            }
        }
        for (path, why) in wanted {
            self.found.left.note((path, 0), Fate::Dropped, path, why);
        }
        let config = self.found.config.clone();
        for feed in ["rss.xml", "atom.xml", "tags/", "archive/"] {
            let address = format!("/{}/{feed}", self.config.blog_route);
            if self.found.pages.iter().any(|page| page.place.starts_with(&format!("{}/", self.config.blog))) {
                self.found.left.note((&config, 0), Fate::Dropped, &address, "feeds and lists are made anew, at other addresses");
            }
        }
    }
}

/// A name without the number that orders it: `01-intro`, `2. setup`. Days and versions are no such numbers.
fn unnumbered(name: &str) -> &str {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = name[digits..].trim_start_matches([' ', '-', '_', '.']);
    let is_version = name[digits..].starts_with(['.', '-', '_']) && rest.starts_with(|c: char| c.is_ascii_digit());
    if digits == 0 || rest.is_empty() || is_version || rest.len() == name.len() - digits { name } else { rest }
}

fn number(name: &str) -> Option<i64> {
    (unnumbered(name).len() < name.len()).then(|| name.trim_end_matches(|c: char| !c.is_ascii_digit()))?;
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The day of a post and its name, from its path: `2022-01-06-gas`, `2022-01-06-gas/index`, `2022/01/06/gas`.
fn posted(parts: &[&str]) -> (Option<String>, String) {
    let is_index = matches!(parts.last().copied().unwrap_or_default(), "index");
    let own = if is_index && parts.len() > 1 { &parts[..parts.len() - 1] } else { parts };
    let joined = own.join("-");
    match pages::dated(&joined) {
        Some((day, title)) => (Some(day.to_owned()), title.to_owned()),
        None => (None, own.join("/")),
    }
}

/// A file of one language, where others have one of its name: `map.ar.svg`.
fn localized(path: &str, tag: &str) -> String {
    path.rsplit_once('.').map_or_else(|| format!("{path}.{tag}"), |(name, ending)| format!("{name}.{tag}.{ending}"))
}
