//! A site of `MkDocs`: one folder of documents, and the languages of its plugin, at the end of file names or as folders.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::addresses::key;
use super::links::stem;
use super::model::{Anchors, Asset, Fate, Found, Generator, Language, MenuEntry};
use super::{data, ignored, pages, tree};
use crate::source::{SourceTree, names};

/// Reads the site.
pub fn read(files: &SourceTree) -> Found {
    let config = tree::config(files, Generator::MkDocs).unwrap_or_else(|| "mkdocs.yml".to_owned());
    let mut found = Found::new(Generator::MkDocs, &config);
    let text = files.get(&config).and_then(|file| file.text()).unwrap_or_default();
    // Tags of Python are names, and no values.
    let plain =
        text.replace("!!python/name:", "").replace("!!python/object/apply:", "").replace("!ENV ", "").replace("!relative ", "");
    let (map, wrong) = data::yaml(&plain);
    if let Some(wrong) = wrong {
        found.left.note((&config, 0), Fate::Changed, "configuration", &format!("it cannot be read as a whole: {wrong}"));
    }
    if !text.contains("slugs.") {
        found.anchors = Anchors::Ascii;
    }
    let folder = data::text_at(&map, "docs_dir").unwrap_or_else(|| "docs".to_owned());
    let folder = folder.trim_start_matches("./").trim_matches('/').to_owned();
    let mut reader = Reader {
        files,
        is_ugly: data::at(&map, "use_directory_urls") == Some(&Value::Bool(false)),
        by_folder: false,
        hidden: ignored::Patterns::of(&excluded(&map)),
        drafts: ignored::Patterns::of(&data::text_at(&map, "draft_docs").unwrap_or_default()),
        map,
        folder,
        found,
    };
    reader.languages();
    reader.content();
    reader.navigation();
    reader.includes();
    reader.not_carried();
    reader.found
}

/// What the site leaves out: by its own setting, and by the plugin `exclude`, whose regular expressions leave out everything, since what
/// they mean is not asked here.
fn excluded(map: &Map<String, Value>) -> String {
    // Its own templates it leaves out by itself.
    let mut all = "/templates/\n".to_owned() + &data::text_at(map, "exclude_docs").unwrap_or_default();
    let listed =
        data::at(map, "plugins").and_then(Value::as_array).into_iter().flatten().filter_map(|plugin| plugin.get("exclude"));
    for own in listed.chain(data::at(map, "plugins.exclude")) {
        let globs = own.get("glob").map(data::texts).unwrap_or_default();
        let is_unread = own.get("regex").is_some_and(|own| !data::texts(own).is_empty());
        all.extend(globs.iter().chain(is_unread.then(|| "*".to_owned()).iter()).flat_map(|glob| ["\n", glob]));
    }
    all
}

struct Reader<'a> {
    files: &'a SourceTree,
    map: Map<String, Value>,
    folder: String,
    is_ugly: bool,
    by_folder: bool,
    hidden: ignored::Patterns,
    drafts: ignored::Patterns,
    found: Found,
}

impl Reader<'_> {
    fn languages(&mut self) {
        let site = |name: &str| data::text_at(&self.map, name);
        self.found.base_url = site("site_url").filter(|url| url.contains("://"));
        let plugin =
            data::at(&self.map, "plugins").and_then(Value::as_array).into_iter().flatten().find_map(|plugin| plugin.get("i18n"));
        let plugin =
            plugin.or_else(|| data::at(&self.map, "plugins.i18n")).and_then(Value::as_object).cloned().unwrap_or_default();
        self.by_folder = data::text_at(&plugin, "docs_structure").is_some_and(|how| how == "folder");
        let listed: Vec<Map<String, Value>> = match data::at(&plugin, "languages") {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_object).cloned().collect(),
            // As older versions of the plugin have it: names by their tags.
            Some(Value::Object(all)) => all
                .iter()
                .map(|(tag, name)| {
                    Map::from_iter([("locale".to_owned(), Value::String(tag.clone())), ("name".to_owned(), name.clone())])
                })
                .collect(),
            _ => Vec::new(),
        };
        let default = data::text_at(&plugin, "default_language");
        let is_default = |own: &Map<String, Value>| data::is_true(own, "default") || data::text_at(own, "locale") == default;
        let mut all: Vec<Map<String, Value>> =
            listed.into_iter().filter(|own| data::at(own, "build") != Some(&Value::Bool(false))).collect();
        all.sort_by_key(|own| !is_default(own));
        if all.is_empty() {
            let theme = data::text_at(&self.map, "theme.language")
                .or_else(|| site("locale"))
                .or_else(|| data::text_at(&self.map, "theme.locale"));
            all.push(Map::from_iter([("locale".to_owned(), Value::String(theme.unwrap_or_else(|| "en".to_owned())))]));
        }
        self.found.is_rendered_elsewhere = all.len() > 1 && data::at(&plugin, "fallback_to_default") != Some(&Value::Bool(false));
        for (at, own) in all.iter().enumerate() {
            let tag = data::text_at(own, "locale").unwrap_or_else(|| "en".to_owned());
            self.found.languages.push(Language {
                tag: tag.replace('_', "-"),
                name: data::text_at(own, "name").filter(|_| own.len() > 1),
                title: data::text_at(own, "site_name").or_else(|| site("site_name")),
                description: data::text_at(own, "site_description").or_else(|| site("site_description")),
                prefix: if at == 0 { String::new() } else { format!("/{tag}") },
            });
        }
        for (name, value) in data::map_at(&self.map, "extra").into_iter().flatten() {
            self.found.values.extend(data::text(value).map(|text| (name.to_lowercase(), text)));
        }
    }

    fn content(&mut self) {
        let (files, root) = (self.files, self.folder.clone());
        for path in tree::within(files, &root) {
            let below = tree::below(path, &root);
            if names::is_left_out(below) {
                continue;
            }
            if self.hidden.matches(below) {
                self.found.left.note(
                    (path, 0),
                    Fate::Dropped,
                    below,
                    "the old site leaves it out (`exclude_docs`, the plugin `exclude`)",
                );
            } else if tree::is_page(path) {
                self.page(path, below);
            } else if tree::is_asset(path) {
                let (own, _) = self.language(below);
                let (folder, name) = own.rsplit_once('/').unwrap_or(("", &own));
                let folder = key(folder);
                let key = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
                let addresses = vec![format!("/{below}"), format!("/{own}")];
                if !self.found.assets.iter().any(|asset| asset.key == key) {
                    self.found.assets.push(Asset { path: path.to_owned(), key, addresses });
                }
            } else {
                self.found.left.note(
                    (path, 0),
                    Fate::Dropped,
                    below,
                    "it belongs to how the old site looks, or is a page by itself",
                );
            }
        }
    }

    /// A path without what says its language.
    fn language(&self, below: &str) -> (String, usize) {
        if self.by_folder {
            let split = below.split_once('/').and_then(|(first, rest)| Some((rest, self.found.language(first)?)));
            return split.map_or((below.to_owned(), 0), |(rest, language)| (rest.to_owned(), language));
        }
        let (bare, ending) = below.rsplit_once('.').unwrap_or((below, ""));
        let split = bare.rsplit_once('.').and_then(|(name, tag)| Some((name, self.found.language(tag)?)));
        split.map_or((below.to_owned(), 0), |(name, language)| (format!("{name}.{ending}"), language))
    }

    fn page(&mut self, path: &str, below: &str) {
        let Some(mut page) = pages::read(self.files, path, &mut self.found) else { return };
        let (own, language) = self.language(below);
        let whole = stem(&own).to_owned();
        let (folder, name) = whole.rsplit_once('/').unwrap_or(("", &whole));
        let is_index = name == "index" || name.eq_ignore_ascii_case("readme");
        page.place.clone_from(&whole);
        page.language = language;
        page.is_section = is_index;
        page.key = key(if is_index { folder } else { &whole });
        page.is_hidden = self.drafts.matches(below) || data::may_hide(&page.head, "draft");
        let prefix = self.found.languages[language].prefix.clone();
        let address = match (is_index, self.is_ugly) {
            (true, _) if folder.is_empty() => "/".to_owned(),
            (true, false) => format!("/{folder}/"),
            (true, true) => format!("/{folder}/index.html"),
            (false, false) => format!("/{whole}/"),
            (false, true) => format!("/{whole}.html"),
        };
        page.addresses.push(format!("{prefix}{address}"));
        self.found.pages.push(page);
    }

    /// Titles and the main menu of `nav`.
    fn navigation(&mut self) {
        let nav = data::at(&self.map, "nav").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut titles: BTreeMap<String, String> = BTreeMap::new();
        for (weight, entry) in nav.iter().enumerate() {
            let first = first_page(entry);
            if let (Some(target), Value::Object(own)) = (first, entry) {
                let title = own.keys().next().cloned().unwrap_or_default();
                let all = (0..self.found.languages.len()).map(|at| (at, title.clone())).collect();
                let weight = i64::try_from(weight).unwrap_or(i64::MAX);
                let target = if super::links::has_scheme(&target) { target } else { format!("@/{}", self.language(&target).0) };
                self.found.menu.push(MenuEntry { titles: all, target, weight });
            }
            collect(entry, &mut titles);
        }
        for page in &mut self.found.pages {
            let path = tree::below(&page.path, &self.folder);
            let bare = if self.by_folder { path.split_once('/').map_or(path, |(_, rest)| rest) } else { path };
            let title = titles.get(path).or_else(|| titles.get(bare));
            let has_title = page.head.contains_key("title") || page.body.trim_start().starts_with("# ");
            if let Some(title) = title.filter(|_| !has_title && page.language == 0) {
                page.given.insert("title".to_owned(), Value::String(title.clone()));
            }
        }
    }

    /// Texts that pages take in: from the root of the site and from its documents.
    fn includes(&mut self) {
        let roots = ["", self.folder.as_str(), "includes", "snippets"];
        for root in roots {
            for (path, text) in tree::texts(self.files, root).filter(|(path, _)| tree::is_page(path) || path.ends_with(".txt")) {
                let name = tree::below(path, root).to_owned();
                self.found.includes.entry(name).or_insert_with(|| (path.to_owned(), data::cut(text).body));
            }
        }
    }

    fn not_carried(&mut self) {
        let config = self.found.config.clone();
        if let Some(plugins) = data::at(&self.map, "plugins").and_then(Value::as_array) {
            for plugin in plugins {
                let name = data::text(plugin).or_else(|| plugin.as_object().and_then(|own| own.keys().next().cloned()));
                if let Some(name) = name.filter(|name| !matches!(name.as_str(), "i18n" | "search" | "exclude")) {
                    self.found.left.note((&config, 0), Fate::Dropped, &name, "there are no plugins");
                }
            }
        }
    }
}

/// The first page of an entry.
fn first_page(entry: &Value) -> Option<String> {
    match entry {
        Value::String(path) => Some(path.clone()),
        Value::Array(items) => items.iter().find_map(first_page),
        Value::Object(map) => map.values().find_map(first_page),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The titles that entries give to pages.
fn collect(entry: &Value, titles: &mut BTreeMap<String, String>) {
    match entry {
        Value::Object(map) => {
            for (title, value) in map {
                match value {
                    Value::String(path) => drop(titles.insert(path.clone(), title.clone())),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                        collect(value, titles);
                    }
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, titles)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
