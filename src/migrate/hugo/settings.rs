//! The configuration of Hugo, in one file or in a folder.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::migrate::model::{Fate, Found, Language, MenuEntry};
use crate::migrate::{data, tree};
use crate::site::place;
use crate::source::{SourceTree, names};

/// The days that front matter may say under other names.
const DAYS: [&str; 4] = ["date", "publishDate", "expiryDate", "lastmod"];

/// What is needed of the configuration.
#[derive(Debug, Default)]
pub struct Settings {
    /// Folders of content, each with its language; the first is the default one's.
    pub folders: Vec<(String, usize)>,
    /// Whether it says of pages anywhere (`cascade`) that they are not shown.
    pub hides: bool,
    /// Folders of files that are copied.
    pub statics: Vec<String>,
    /// Patterns of addresses, by section.
    pub permalinks: BTreeMap<String, String>,
    /// Whether addresses end in `.html`.
    pub is_ugly: bool,
    /// Folders of the pages of tags.
    pub taxonomies: Vec<String>,
    keeps_case: bool,
    ignored: Vec<String>,
    tags: Vec<String>,
    /// Languages that are not built, and the folders of their content.
    disabled: Vec<String>,
    disabled_folders: Vec<String>,
    /// Which fields of front matter hold a day, by its own name; a colon begins what is no field.
    pub days: Vec<(&'static str, Vec<String>)>,
}

impl Settings {
    /// Reads the configuration, and notes languages, titles and the menu.
    pub fn read(files: &SourceTree, config: &str, found: &mut Found) -> Self {
        let map = whole(files, config, found);
        found.base_url = data::text_at(&map, "baseURL").filter(|base| base.contains("://"));
        let mut own = Self {
            is_ugly: data::is_true(&map, "uglyURLs"),
            keeps_case: data::is_true(&map, "disablePathToLower"),
            hides: super::hides_below(&map),
            ..Self::default()
        };
        own.languages(&map, found);
        own.folders(files, &map);
        own.days =
            DAYS.iter().filter_map(|day| Some((*day, data::at(&map, &format!("frontmatter.{day}")).map(data::texts)?))).collect();
        own.ignored.extend(data::at(&map, "ignoreFiles").map(data::texts).unwrap_or_default());
        for pattern in &own.ignored {
            found.left.note(
                (config, 0),
                Fate::Dropped,
                pattern,
                "files whose path holds the letters of this pattern are left out",
            );
        }
        own.permalinks(&map);
        let taxonomies = data::map_at(&map, "taxonomies").map(|map| map.values().filter_map(data::text).collect());
        own.taxonomies = taxonomies.unwrap_or_else(|| vec!["tags".to_owned(), "categories".to_owned()]);
        values(&map, found);
        own.menu(&map, found);
        own
    }

    fn languages(&mut self, map: &Map<String, Value>, found: &mut Found) {
        let default = data::text_at(map, "defaultContentLanguage");
        let listed = data::map_at(map, "languages").cloned().unwrap_or_default();
        self.not_built(map, default.as_deref(), found);
        let mut all: Vec<(String, Map<String, Value>)> = listed
            .iter()
            .filter(|(tag, _)| !self.is_disabled_tag(tag))
            .map(|(tag, value)| (tag.clone(), value.as_object().cloned().unwrap_or_default()))
            .collect();
        let weight = |own: &Map<String, Value>| data::at(own, "weight").and_then(Value::as_i64).unwrap_or(i64::MAX);
        all.sort_by_key(|(_, own)| weight(own));
        let alone = || data::text_at(map, "languageCode").or_else(|| data::text_at(map, "locale"));
        let default = default.unwrap_or_else(|| match all.as_slice() {
            [] => alone().unwrap_or_else(|| "en".to_owned()),
            several if several.iter().any(|(tag, _)| tag == "en") => "en".to_owned(),
            several => several[0].0.clone(),
        });
        if let Some(at) = all.iter().position(|(tag, _)| tag.eq_ignore_ascii_case(&default)) {
            let first = all.remove(at);
            all.insert(0, first);
        } else {
            all.insert(0, (default, Map::new()));
        }
        let in_folder = data::is_true(map, "defaultContentLanguageInSubdir");
        for (at, (tag, own)) in all.iter().enumerate() {
            let prefix = if at == 0 && !in_folder { String::new() } else { format!("/{}", tag.to_lowercase()) };
            let text = |name: &str| data::text_at(own, name).or_else(|| data::text_at(map, name));
            found.languages.push(Language {
                tag: self::tag(tag),
                name: data::text_at(own, "languageName").or_else(|| data::text_at(own, "label")),
                title: text("title"),
                description: data::text_at(own, "params.description")
                    .or_else(|| text("params.description"))
                    .or_else(|| text("description")),
                prefix,
            });
            self.tags.push(tag.clone());
            if let Some(folder) = data::text_at(own, "contentDir") {
                self.folders.push((folder.trim_matches(['/', '.']).to_owned(), at));
            }
        }
    }

    /// Languages that are not built. The default one always is.
    fn not_built(&mut self, map: &Map<String, Value>, default: Option<&str>, found: &mut Found) {
        let listed = data::map_at(map, "languages").cloned().unwrap_or_default();
        let mut off = data::at(map, "disableLanguages").map(data::texts).unwrap_or_default();
        let says_so = |value: &Value| value.as_object().is_some_and(|own| data::may_hide(own, "disabled"));
        off.extend(listed.iter().filter(|(_, value)| says_so(value)).map(|(tag, _)| tag.clone()));
        off.sort();
        off.dedup();
        off.retain(|tag| default.is_none_or(|own| !own.eq_ignore_ascii_case(tag)));
        for tag in &off {
            let why = "the old site does not build this language: its pages are left out";
            found.left.note((&found.config, 0), Fate::Dropped, tag, why);
            let folder = listed.get(tag).and_then(Value::as_object).and_then(|own| data::text_at(own, "contentDir"));
            self.disabled_folders.extend(folder.map(|folder| folder.trim_matches(['/', '.']).to_owned()));
        }
        self.disabled = off;
    }

    fn folders(&mut self, files: &SourceTree, map: &Map<String, Value>) {
        let main = data::text_at(map, "contentDir").unwrap_or_else(|| "content".to_owned());
        let main = main.trim_matches(['/', '.']).to_owned();
        for mount in data::at(map, "module.mounts").and_then(Value::as_array).into_iter().flatten() {
            let Some(mount) = mount.as_object() else { continue };
            let (Some(source), Some(target)) = (data::text_at(mount, "source"), data::text_at(mount, "target")) else { continue };
            self.ignored.extend(data::at(mount, "excludeFiles").map(data::texts).unwrap_or_default());
            let tag = data::text_at(mount, "lang");
            if tag.as_ref().is_some_and(|tag| self.is_disabled_tag(tag)) {
                self.disabled_folders.push(source.trim_matches('/').to_owned());
                continue;
            }
            let language = tag.and_then(|tag| self.language(&tag)).unwrap_or(0);
            match target.trim_matches('/') {
                "content" => self.folders.push((source.trim_matches('/').to_owned(), language)),
                "static" => self.statics.push(source.trim_matches('/').to_owned()),
                _ => {}
            }
        }
        if !self.folders.iter().any(|(folder, _)| *folder == main) && tree::within(files, &main).next().is_some() {
            self.folders.push((main, 0));
        }
        let written = data::at(map, "staticDir").map(data::texts).unwrap_or_default();
        self.statics.extend(written.into_iter().map(|folder| folder.trim_matches('/').to_owned()));
        if !self.statics.iter().any(|folder| folder == "static") {
            self.statics.push("static".to_owned());
        }
    }

    fn permalinks(&mut self, map: &Map<String, Value>) {
        let Some(all) = data::map_at(map, "permalinks") else { return };
        for (section, value) in all {
            match value {
                Value::String(pattern) => drop(self.permalinks.insert(section.clone(), pattern.clone())),
                Value::Object(inner) if section == "page" => {
                    let patterns = inner.iter().filter_map(|(section, value)| Some((section.clone(), data::text(value)?)));
                    self.permalinks.extend(patterns);
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {}
            }
        }
    }

    fn menu(&self, map: &Map<String, Value>, found: &mut Found) {
        let mut lists: Vec<(Option<usize>, Value)> = Vec::new();
        for name in ["menu.main", "menus.main"] {
            lists.extend(data::at(map, name).map(|list| (None, list.clone())));
            for (at, tag) in self.tags.iter().enumerate() {
                lists.extend(data::at(map, &format!("languages.{tag}.{name}")).map(|list| (Some(at), list.clone())));
            }
        }
        for (language, list) in lists {
            for entry in list.as_array().into_iter().flatten().filter_map(Value::as_object) {
                let Some(target) = data::text_at(entry, "pageRef").or_else(|| data::text_at(entry, "url")) else { continue };
                let title =
                    data::text_at(entry, "name").or_else(|| data::text_at(entry, "title")).unwrap_or_else(|| target.clone());
                let weight = data::at(entry, "weight").and_then(Value::as_i64).unwrap_or(0);
                let bare = bare(found, &target);
                let same = found.menu.iter_mut().find(|other| bare == other.target);
                let titles: BTreeMap<usize, String> = match language {
                    Some(at) => BTreeMap::from([(at, title)]),
                    None => (0..self.tags.len()).map(|at| (at, title.clone())).collect(),
                };
                match same {
                    Some(other) => other.titles.extend(titles),
                    None => found.menu.push(MenuEntry { titles, target: bare, weight }),
                }
            }
        }
    }

    /// A language by its key in the configuration.
    pub fn language(&self, tag: &str) -> Option<usize> {
        self.tags.iter().position(|own| own.eq_ignore_ascii_case(tag))
    }

    fn is_disabled_tag(&self, tag: &str) -> bool {
        self.disabled.iter().any(|own| own.eq_ignore_ascii_case(tag))
    }

    /// Whether a file is of a language that is not built: by its folder, or by the end of its name.
    pub fn is_disabled(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let tag = name.rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('.')).map(|(_, tag)| tag);
        tag.is_some_and(|tag| self.is_disabled_tag(tag))
            || self.disabled_folders.iter().any(|folder| names::is_at_or_below(path, folder))
    }

    /// A path as addresses have it.
    pub fn lower(&self, path: &str) -> String {
        if self.keeps_case { path.to_owned() } else { path.to_lowercase() }
    }

    /// Whether a file is left out of the site. The pattern is read for its letters only: what may be left out is.
    pub fn is_ignored(&self, path: &str) -> bool {
        self.ignored.iter().any(|pattern| {
            let mut parts =
                pattern.split(['\\', '$', '^', '*', '+', '?', '(', ')', '[', ']', '|']).map(|part| part.trim_start_matches('.'));
            let letters = parts.by_ref().max_by_key(|part| part.len()).unwrap_or_default();
            letters.len() > 1 && path.contains(letters)
        })
    }
}

/// An address without the folder of its language, by which entries of several languages are one.
fn bare(found: &Found, target: &str) -> String {
    let own = found.languages.iter().filter(|l| !l.prefix.is_empty()).find_map(|l| target.strip_prefix(&l.prefix));
    own.filter(|rest| rest.starts_with('/')).unwrap_or(target).to_owned()
}

/// A key of a language as a tag: `zh_cn`, `arabic`.
pub fn tag(written: &str) -> String {
    let own = written.replace('_', "-");
    place::named(&own).map_or(own, str::to_owned)
}

/// Values that texts may ask for.
fn values(map: &Map<String, Value>, found: &mut Found) {
    let params = data::map_at(map, "params").into_iter().flatten();
    for (name, value) in params.chain(map) {
        if let Some(text) = data::text(value) {
            found.values.entry(name.to_lowercase()).or_insert(text);
        }
    }
    found.values.insert("baseurl".to_owned(), "/".to_owned());
}

/// The configuration as one mapping: that file, and those of `config/_default/` by their names.
fn whole(files: &SourceTree, config: &str, found: &mut Found) -> Map<String, Value> {
    let mut map = Map::new();
    let mut paths = vec![config.to_owned()];
    paths.extend(tree::within(files, "config/_default").filter(|path| *path != config).map(str::to_owned));
    for path in paths {
        let Some(text) = files.get(&path).and_then(|file| file.text()) else { continue };
        let (own, wrong) = data::file(&path, text);
        if let Some(wrong) = wrong {
            found.left.note((&path, 0), Fate::Changed, "configuration", &format!("it cannot be read as a whole: {wrong}"));
        }
        let name = path.rsplit('/').next().unwrap_or(&path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if !names::is_at_or_below(&path, "config/_default") || matches!(stem, "hugo" | "config") {
            map.extend(own);
            continue;
        }
        // `menus.ar.toml` is what `[languages.ar.menus]` is in one file.
        match stem.split_once('.') {
            Some((part, language)) => {
                let languages = map.entry("languages").or_insert_with(|| Value::Object(Map::new()));
                let inner = languages.as_object_mut().map(|all| all.entry(language).or_insert_with(|| Value::Object(Map::new())));
                if let Some(Value::Object(inner)) = inner {
                    inner.insert(part.to_owned(), Value::Object(own));
                }
            }
            None => merge(map.entry(stem).or_insert_with(|| Value::Object(Map::new())), own),
        }
    }
    map
}

/// Lays a mapping over another, level by level.
fn merge(into: &mut Value, from: Map<String, Value>) {
    let Some(own) = into.as_object_mut() else { return };
    for (key, value) in from {
        match (own.get_mut(&key), value) {
            (Some(there @ Value::Object(_)), Value::Object(inner)) => merge(there, inner),
            (_, value) => drop(own.insert(key, value)),
        }
    }
}
