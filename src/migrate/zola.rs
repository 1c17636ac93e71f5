//! A site of Zola: one folder of content, languages at the end of file names, addresses by slug and path.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::addresses::key;
use super::ignored::Patterns;
use super::links::stem;
use super::model::{Anchors, Asset, Fate, Found, Generator, Language, MenuEntry, Page, Refusal};
use super::{data, pages, tree};
use crate::source::{SourceTree, names};

/// Reads the site.
pub fn read(files: &SourceTree) -> Result<Found, Refusal> {
    let config = tree::config(files, Generator::Zola).unwrap_or_else(|| "config.toml".to_owned());
    let mut found = Found::new(Generator::Zola, &config);
    let text = files.get(&config).and_then(|file| file.text()).unwrap_or_default();
    let (map, wrong) = data::file(&config, text);
    if let Some(wrong) = wrong {
        return Err(Refusal(format!("{config}: {wrong}")));
    }
    settings(&map, &mut found);
    let keeps = |what: &str| data::text_at(&map, &format!("slugify.{what}")).is_some_and(|how| how != "on");
    if !keeps("anchors") {
        found.anchors = Anchors::Transliterated;
    }
    let hidden = data::at(&map, "ignored_content").map(data::texts).unwrap_or_default();
    let mut reader = Reader { files, keeps_paths: keeps("paths"), hidden: Patterns::of(&hidden.join("\n")), found };
    reader.content();
    reader.drafts();
    let mut found = reader.found;
    let ignored = data::at(&map, "ignored_static").map(data::texts).unwrap_or_default();
    let ignored = Patterns::of(&ignored.join("\n"));
    for path in tree::within(files, "static").filter(|path| ignored.matches(tree::below(path, "static"))) {
        found.left.note((path, 0), Fate::Dropped, tree::below(path, "static"), "the old site leaves it out (`ignored_static`)");
    }
    pages::assets(files, &mut found, "static", |path| !ignored.matches(path));
    not_carried(files, &map, &mut found);
    Ok(found)
}

fn settings(map: &Map<String, Value>, found: &mut Found) {
    found.base_url = data::text_at(map, "base_url").filter(|base| base.contains("://"));
    let default = data::text_at(map, "default_language").unwrap_or_else(|| "en".to_owned());
    let mut all = vec![(default.clone(), map.clone())];
    for (tag, own) in data::map_at(map, "languages").into_iter().flatten() {
        if *tag != default {
            all.push((tag.clone(), own.as_object().cloned().unwrap_or_default()));
        }
    }
    for (at, (tag, own)) in all.iter().enumerate() {
        let inner = data::map_at(map, &format!("languages.{tag}"));
        let text = |name: &str| {
            data::text_at(own, name)
                .or_else(|| inner.and_then(|inner| data::text_at(inner, name)))
                .or_else(|| data::text_at(map, name))
        };
        found.languages.push(Language {
            tag: tag.replace('_', "-"),
            name: None,
            title: text("title"),
            description: text("description"),
            prefix: if at == 0 { String::new() } else { format!("/{tag}") },
        });
    }
    for (name, value) in data::map_at(map, "extra").into_iter().flatten().chain(map) {
        found.values.extend(data::text(value).map(|text| (name.to_lowercase(), text)));
    }
    for name in ["menu", "main_menu", "nav", "navbar", "menu_items"] {
        for entry in
            data::at(map, &format!("extra.{name}")).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
        {
            let target = ["url", "path", "link"].iter().find_map(|name| data::text_at(entry, name));
            let title = ["name", "title", "text"].iter().find_map(|name| data::text_at(entry, name));
            if let (Some(target), Some(title)) = (target, title) {
                let target = target.replace("$BASE_URL", "");
                let titles = (0..found.languages.len()).map(|at| (at, title.clone())).collect();
                found.menu.push(MenuEntry { titles, target, weight: 0 });
            }
        }
    }
}

struct Reader<'a> {
    files: &'a SourceTree,
    keeps_paths: bool,
    hidden: Patterns,
    found: Found,
}

impl Reader<'_> {
    fn content(&mut self) {
        let bundles = self.bundles();
        for path in tree::within(self.files, "content") {
            let below = tree::below(path, "content");
            if names::is_left_out(below) {
                continue;
            }
            if self.hidden.matches(below) {
                self.found.left.note((path, 0), Fate::Dropped, below, "the old site leaves it out (`ignored_content`)");
                continue;
            }
            let own = below.rsplit_once('/').filter(|(_, name)| name.split('.').next() != Some("index"));
            let is_of_page = own.is_some_and(|(folder, _)| bundles.iter().any(|bundle| names::is_at_or_below(folder, bundle)));
            if tree::is_page(path) && is_of_page {
                self.found.left.note((path, 0), Fate::Dropped, below, "a text that belongs to a page, which shows it or not");
            } else if tree::is_page(path) {
                self.page(path, below);
            } else if tree::is_asset(path) {
                let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
                let folder = key(folder);
                let own = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
                self.found.assets.push(Asset {
                    path: path.to_owned(),
                    addresses: vec![format!("/{below}"), format!("/{own}")],
                    key: own,
                });
            } else {
                self.found.left.note((path, 0), Fate::Dropped, below, "only Markdown is read");
            }
        }
    }

    /// Folders that are one page, whose `index.md` stands in them.
    fn bundles(&self) -> BTreeSet<String> {
        let below =
            tree::within(self.files, "content").filter(|path| tree::is_page(path)).map(|path| tree::below(path, "content"));
        let own = below.filter_map(|path| path.rsplit_once('/')).filter(|(_, name)| name.split('.').next() == Some("index"));
        own.map(|(folder, _)| folder.to_owned()).collect()
    }

    /// A section that is a draft hides what is below it.
    fn drafts(&mut self) {
        let is_draft = |page: &&Page| page.is_section && data::may_hide(&page.head, "draft");
        let hidden: Vec<(String, usize)> =
            self.found.pages.iter().filter(is_draft).map(|page| (page.key.clone(), page.language)).collect();
        for page in &mut self.found.pages {
            page.is_hidden |= hidden.iter().any(|(folder, language)| {
                *language == page.language && (folder.is_empty() || names::is_at_or_below(&page.key, folder))
            });
        }
    }

    fn page(&mut self, path: &str, below: &str) {
        let Some(mut page) = pages::read(self.files, path, &mut self.found) else { return };
        let whole = stem(below);
        let split = whole.rsplit_once('.').and_then(|(name, tag)| Some((name, self.found.language(&tag.replace('_', "-"))?)));
        let (whole, language) = split.unwrap_or((whole, 0));
        let (folder, name) = whole.rsplit_once('/').unwrap_or(("", whole));
        whole.clone_into(&mut page.place);
        page.language = language;
        page.is_section = name == "_index";
        page.is_bundle = name == "index" && !folder.is_empty();
        // A day before the name is no part of the address.
        let last = if page.is_bundle { folder.rsplit('/').next().unwrap_or(folder) } else { name };
        let (day, title) = pages::dated(last).map_or((None, last), |(day, title)| (Some(day.to_owned()), title));
        if let Some(day) = day.filter(|_| !page.is_section) {
            page.given.insert("date".to_owned(), Value::String(day));
        }
        let above = if page.is_bundle { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder };
        let own = match (page.is_section, page.is_bundle) {
            // Its files stand beside it, in a folder that keeps its name.
            (true, _) | (false, true) => folder.to_owned(),
            (false, false) => format!("{above}/{title}"),
        };
        page.key = key(&own);
        page.is_section |= page.key.is_empty();
        page.is_hidden = data::may_hide(&page.head, "draft") || data::may_keep_back(&page.head, "render");
        if let Some(Value::Object(extra)) = page.head.remove("extra") {
            for (name, value) in extra {
                page.head.entry(name).or_insert(value);
            }
        }
        let prefix = self.found.languages[language].prefix.clone();
        let slug = data::text_at(&page.head, "slug").filter(|slug| !slug.is_empty());
        let written = data::text_at(&page.head, "path").filter(|path| !path.is_empty());
        let address = match (&written, page.is_section) {
            (Some(path), _) => format!("{prefix}/{}", path.trim_matches('/')),
            (None, true) => format!("{prefix}/{folder}"),
            (None, false) => format!("{prefix}/{above}/{}", slug.as_deref().unwrap_or(title)),
        };
        if let Some(address) = self.slugged(&address) {
            page.addresses.push(address);
        } else {
            page.addresses.push(format!("{prefix}/{}/", page.key));
            let why =
                "its address was made of letters that Zola writes in Latin ones, which is not known here; add it to `aliases`";
            self.found.left.note((path, 0), Fate::Dropped, &address, why);
        }
        if let Some(slug) = slug.or_else(|| written.and_then(|path| path.trim_matches('/').rsplit('/').next().map(str::to_owned)))
        {
            pages::slug(&mut page, &slug);
        } else if page.is_bundle {
            pages::slug(&mut page, title);
        }
        for alias in data::at(&page.head, "aliases").map(data::texts).unwrap_or_default() {
            page.addresses.push(format!("/{}", alias.trim_start_matches('/')));
        }
        self.found.pages.push(page);
    }

    /// An address as Zola writes it; `None` where its letters are not known.
    fn slugged(&self, address: &str) -> Option<String> {
        let part = |part: &str| -> Option<String> {
            if self.keeps_paths {
                return Some(part.to_owned());
            }
            if !part.is_ascii() {
                return None;
            }
            let words = part.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            Some(words.collect::<Vec<_>>().join("-").to_lowercase())
        };
        let parts: Option<Vec<String>> = address.split('/').filter(|own| !own.is_empty()).map(part).collect();
        let joined = parts?.join("/");
        Some(if joined.is_empty() { "/".to_owned() } else { format!("/{joined}/") })
    }
}

fn not_carried(files: &SourceTree, map: &Map<String, Value>, found: &mut Found) {
    for (folder, why) in [
        ("templates", "templates are written anew"),
        ("themes", "the theme is another one"),
        ("sass", "the theme is another one"),
    ] {
        if tree::within(files, folder).next().is_some() {
            found.left.note((folder, 0), Fate::Dropped, &format!("{folder}/"), why);
        }
    }
    let config = found.config.clone();
    for taxonomy in data::at(map, "taxonomies").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object) {
        if let Some(name) = data::text_at(taxonomy, "name") {
            found.left.note((&config, 0), Fate::Dropped, &format!("/{name}/"), "pages of tags are made anew, below `tags/`");
        }
    }
    if data::is_true(map, "generate_feeds") || data::is_true(map, "generate_feed") {
        found.left.note((&config, 0), Fate::Dropped, "/atom.xml", "the feed is `feed.xml` in the folder of each language");
    }
}
