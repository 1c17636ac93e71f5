//! A site of Hugo: its configuration, its content in one folder or one for each language, and the addresses that it gives.

mod permalink;
mod settings;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::addresses::key;
use super::model::{Asset, Fate, Found, Generator, Page};
use super::{data, pages, tree};
use crate::source::{SourceTree, names};
use settings::Settings;

/// Reads the site.
pub fn read(files: &SourceTree) -> Found {
    let config = tree::config(files, Generator::Hugo).unwrap_or_else(|| "hugo.toml".to_owned());
    let mut found = Found::new(Generator::Hugo, &config);
    let settings = Settings::read(files, &config, &mut found);
    let mut reader = Reader { files, settings: &settings, found, hidden: BTreeSet::new() };
    reader.content();
    reader.cascade();
    pages::translations(&mut reader.found, &["translationKey"]);
    reader.sections();
    reader.assets();
    reader.not_carried();
    reader.menus();
    reader.found
}

struct Reader<'a> {
    files: &'a SourceTree,
    settings: &'a Settings,
    found: Found,
    /// Folders whose pages are not shown, with the language.
    hidden: BTreeSet<(String, usize)>,
}

impl Reader<'_> {
    fn content(&mut self) {
        // What the configuration says of pages anywhere counts for all of them: what may be hidden is.
        if self.settings.hides {
            let languages = 0..self.found.languages.len();
            self.hidden.extend(languages.map(|language| (String::new(), language)));
            self.found.left.note((&self.found.config, 0), Fate::Changed, "cascade", "it hides pages, and all are kept back");
        }
        let bundles = self.bundles();
        // Markdown within such a folder belongs to its page: no page is made of it.
        let is_resource = |path: &str| {
            let mut folder = path;
            let above = std::iter::from_fn(|| {
                folder = folder.rsplit_once('/')?.0;
                Some(folder)
            });
            let mut within = above.filter(|folder| bundles.contains(*folder));
            let own = within.next();
            let is_index = own.is_some_and(|own| tree::below(path, own).split('.').next() == Some("index"));
            tree::is_page(path) && own.is_some() && (!is_index || within.next().is_some())
        };
        let mut met = BTreeSet::new();
        for (folder, language) in &self.settings.folders {
            for path in tree::within(self.files, folder) {
                // A folder of a language may stand within that of another.
                let is_deeper = self.settings.folders.iter().any(|(other, _)| {
                    other != folder && names::is_at_or_below(other, folder) && names::is_at_or_below(path, other)
                });
                if is_deeper
                    || names::is_left_out(tree::below(path, folder))
                    || self.settings.is_ignored(path)
                    || !met.insert(path)
                {
                    continue;
                }
                let below = tree::below(path, folder);
                if self.settings.is_disabled(path) {
                    self.found.left.note((path, 0), Fate::Dropped, below, "it is of a language that the old site does not build");
                    continue;
                }
                if is_resource(path) {
                    self.found.left.note((path, 0), Fate::Dropped, below, "a text that belongs to a page, which shows it or not");
                } else if tree::is_page(path) || path.ends_with(".html") {
                    self.page(path, below, *language);
                } else if tree::is_asset(path) {
                    self.bundled(path, below, *language);
                } else {
                    self.found.left.note((path, 0), Fate::Dropped, below, "only Markdown is read");
                }
            }
        }
    }

    /// Folders that are one page, whose `index.md` stands in them. That of all content is none.
    fn bundles(&self) -> BTreeSet<String> {
        let folders = self.settings.folders.iter().flat_map(|(folder, _)| {
            tree::within(self.files, folder).filter(|path| tree::is_page(path)).filter_map(move |path| {
                let (own, name) = path.rsplit_once('/')?;
                (name.split('.').next() == Some("index") && own != folder).then(|| own.to_owned())
            })
        });
        folders.collect()
    }

    fn page(&mut self, path: &str, below: &str, folder_language: usize) {
        let Some(mut read) = pages::read(self.files, path, &mut self.found) else { return };
        self.days(&mut read.head);
        let (whole, language) = self.without_language(super::links::stem(below), folder_language);
        let (folder, name) = whole.rsplit_once('/').unwrap_or(("", whole));
        let (is_section, is_bundle) = (name == "_index", name == "index");
        let stem = if is_section || is_bundle { folder.to_owned() } else { whole.to_owned() };
        let is_taxonomy = is_section && self.settings.taxonomies.iter().any(|own| names::is_at_or_below(folder, own));
        if is_taxonomy && read.body.trim().is_empty() {
            self.found.left.note((path, 0), Fate::Dropped, below, "pages of tags are made anew");
            return;
        }
        let mut page = Page {
            place: whole.to_owned(),
            key: key(&self.settings.lower(&stem)),
            language,
            is_section: is_section || stem.is_empty(),
            is_bundle,
            is_hidden: is_hidden(&read.head),
            ..read
        };
        let prefix = &self.found.languages[language].prefix;
        let (addresses, slug) = permalink::of(&page, &stem, prefix, self.settings);
        page.addresses = addresses;
        if let Some(slug) = slug.filter(|slug| page.key.rsplit('/').next() != Some(slug.as_str()) && !page.is_section) {
            page.given.insert("slug".to_owned(), Value::String(slug));
        }
        if page.is_section && hides_below(&page.head) {
            self.hidden.insert((page.key.clone(), language));
        }
        if path.ends_with(".html") {
            self.found.left.note((path, 0), Fate::Changed, below, "a page in HTML; it stands as it is");
        }
        self.found.pages.push(page);
    }

    /// Days that stand under other names: the first that is there counts, as the configuration lists them.
    fn days(&self, head: &mut Map<String, Value>) {
        for (day, names) in &self.settings.days {
            let mut own = names.iter().take_while(|name| *name != ":default" || data::at(head, day).is_none());
            let value = own.find_map(|name| data::at(head, name).filter(|_| !name.starts_with(':')).cloned());
            if let Some(value) = value {
                head.retain(|name, _| !name.eq_ignore_ascii_case(day));
                head.insert((*day).to_owned(), value);
            }
        }
    }

    /// A path without the language at its end.
    fn without_language<'p>(&self, stem: &'p str, folder_language: usize) -> (&'p str, usize) {
        let split = stem.rsplit_once('.').and_then(|(name, tag)| Some((name, self.settings.language(tag)?)));
        split.unwrap_or((stem, folder_language))
    }

    /// A file beside a page.
    fn bundled(&mut self, path: &str, below: &str, language: usize) {
        let lower = self.settings.lower(below);
        let (folder, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
        let folder = key(folder);
        let own = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let prefix = &self.found.languages[language].prefix;
        let addresses = vec![format!("{prefix}/{own}"), format!("/{below}"), format!("/{own}")];
        self.found.assets.push(Asset { path: path.to_owned(), key: own, addresses });
    }

    /// What a section says of all pages below it.
    fn cascade(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        for page in &mut self.found.pages {
            let is_below = hidden.iter().any(|(folder, language)| {
                *language == page.language && (folder.is_empty() || names::is_at_or_below(&page.key, folder))
            });
            page.is_hidden |= is_below;
        }
    }

    /// Lists of folders that nobody wrote: Hugo makes one for each folder at the root.
    fn sections(&mut self) {
        let mut wanted: BTreeSet<(String, String, usize)> = BTreeSet::new();
        for page in self.found.pages.iter().filter(|page| !page.is_hidden) {
            let Some((first, _)) = page.key.split_once('/') else { continue };
            let written = page.place.split('/').next().unwrap_or(first);
            wanted.insert((first.to_owned(), written.to_owned(), page.language));
        }
        for (folder, written, language) in wanted {
            if self.found.pages.iter().any(|page| page.key == folder && page.language == language) {
                continue;
            }
            let prefix = &self.found.languages[language].prefix;
            self.found.pages.push(Page {
                path: format!("{written}/"),
                place: format!("{written}/_index"),
                addresses: vec![format!("{prefix}/{folder}/")],
                key: folder,
                language,
                is_section: true,
                line: 1,
                given: Map::from_iter([("title".to_owned(), Value::String(super::front::named(&written)))]),
                ..Page::default()
            });
        }
    }

    /// The files of `static/` and `assets/`.
    fn assets(&mut self) {
        for folder in self.settings.statics.iter().chain([&"assets".to_owned()]) {
            pages::assets(self.files, &mut self.found, folder, |_| true);
        }
    }

    fn not_carried(&mut self) {
        for (folder, why) in [
            ("layouts", "templates are written anew"),
            ("themes", "the theme is another one"),
            ("archetypes", "`bayan add page` begins pages"),
            ("i18n", "words of templates belong into `messages/` of a theme"),
            ("data", "data files become the ledger, or data of figures, by hand"),
        ] {
            if tree::within(self.files, folder).next().is_some() {
                self.found.left.note((folder, 0), Fate::Dropped, &format!("{folder}/"), why);
            }
        }
        for language in self.found.languages.clone() {
            let feed = format!("{}/index.xml", language.prefix);
            self.found.left.note(
                (&self.found.config.clone(), 0),
                Fate::Dropped,
                &feed,
                "the feed is `feed.xml` in the folder of the language",
            );
            for taxonomy in &self.settings.taxonomies {
                let list = format!("{}/{taxonomy}/", language.prefix);
                self.found.left.note(
                    (&self.found.config.clone(), 0),
                    Fate::Dropped,
                    &list,
                    "pages of tags are made anew, below `tags/`",
                );
            }
        }
    }

    /// Pages that name a menu themselves.
    fn menus(&mut self) {
        let mut own = Vec::new();
        for page in self.found.pages.iter().filter(|page| !page.is_hidden) {
            let Some(menu) = data::at(&page.head, "menu").or_else(|| data::at(&page.head, "menus")) else { continue };
            let main = match menu {
                Value::String(name) if name == "main" => Some(Map::new()),
                Value::Array(names) if names.iter().any(|name| name == "main") => Some(Map::new()),
                Value::Object(map) => map.get("main").map(|main| main.as_object().cloned().unwrap_or_default()),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
            };
            let Some(main) = main else { continue };
            let title = data::text_at(&main, "name")
                .or_else(|| data::text_at(&page.head, "linkTitle"))
                .or_else(|| data::text_at(&page.head, "title"));
            let weight = data::at(&main, "weight").and_then(Value::as_i64).unwrap_or(0);
            own.push((
                page.language,
                title.unwrap_or_default(),
                page.addresses.first().cloned().unwrap_or_default(),
                weight,
                page.key.clone(),
            ));
        }
        let mut by_key: BTreeMap<String, super::model::MenuEntry> = BTreeMap::new();
        for (language, title, target, weight, key) in own {
            let entry = by_key.entry(key).or_insert_with(|| super::model::MenuEntry { titles: BTreeMap::new(), target, weight });
            entry.titles.insert(language, title);
        }
        self.found.menu.extend(by_key.into_values());
        self.found.menu.sort_by_key(|entry| entry.weight);
    }
}

/// Whether a page is not shown: a draft, or one that has no page of its own.
fn is_hidden(head: &Map<String, Value>) -> bool {
    let is_kept_back = data::may_keep_back(head, "published");
    is_kept_back || data::may_hide(head, "draft") || data::may_hide(head, "headless") || is_unmade(head)
}

fn is_unmade(head: &Map<String, Value>) -> bool {
    ["build.render", "_build.render"].iter().any(|path| {
        data::may_keep_back(head, path) || data::text_at(head, path).is_some_and(|word| word.trim().eq_ignore_ascii_case("link"))
    })
}

/// Whether a section says of pages below it that they are not shown. For which of them exactly is not asked: what may be hidden is.
fn hides_below(head: &Map<String, Value>) -> bool {
    // A day that is given to all pages below may not have come yet.
    let has_day = |head: &Map<String, Value>| {
        ["date", "publishDate", "expiryDate"].iter().any(|field| data::at(head, field).is_some_and(|day| !day.is_null()))
    };
    let hides = |value: &Value| value.as_object().is_some_and(|head| is_hidden(head) || has_day(head));
    match data::at(head, "cascade") {
        Some(Value::Array(items)) => items.iter().any(hides),
        Some(value) => hides(value),
        None => false,
    }
}
