//! A site of Jekyll: posts, pages and collections, their addresses by the site's permalinks, and the languages of its plugins
//! (polyglot, multiple-languages) or of its folders.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::addresses::key;
use super::links::{normal, stem};
use super::model::{Fate, Found, Generator, Language, Page};
use super::{data, pages, tree};
use crate::locale::date::Timestamp;
use crate::site::place;
use crate::source::{SourceTree, names};

/// Folders that are no pages.
const OWN: [&str; 9] = ["_includes", "_layouts", "_sass", "_data", "_plugins", "_site", "_drafts", "vendor", "_posts"];
/// Files that Jekyll leaves out by itself.
const TOOLS: [&str; 6] = ["Gemfile", "Gemfile.lock", "README.md", "LICENSE", "CONTRIBUTING.md", "Rakefile"];

/// Folders of tools, which it leaves out by itself.
const TOOLED: [&str; 4] = ["vendor", "node_modules", "gemfiles", ".bundle"];

/// Reads the site.
pub fn read(files: &SourceTree) -> Found {
    let config = tree::config(files, Generator::Jekyll).unwrap_or_else(|| "_config.yml".to_owned());
    let mut found = Found::new(Generator::Jekyll, &config);
    let text = files.get(&config).and_then(|file| file.text()).unwrap_or_default();
    let (map, wrong) = data::file(&config, text);
    if let Some(wrong) = wrong {
        found.left.note((&config, 0), Fate::Changed, "configuration", &format!("it cannot be read as a whole: {wrong}"));
    }
    let mut reader = Reader { files, map, found };
    reader.settings();
    reader.includes();
    reader.all();
    reader.pair();
    let excluded = reader.excluded();
    pages::assets(files, &mut reader.found, "", |path| {
        let first = path.split('/').next().unwrap_or(path);
        let is_own = first.starts_with('_') || OWN.contains(&first) || TOOLS.contains(&path);
        let is_settings = matches!(path.rsplit('.').next(), Some("yml" | "yaml" | "toml" | "json" | "lock" | "gemspec"));
        let is_left = is_own || is_excluded(&excluded, path) || is_special(path, &[]);
        !(is_left || is_settings && !path.contains('/'))
    });
    reader.not_carried();
    reader.found
}

struct Reader<'a> {
    files: &'a SourceTree,
    map: Map<String, Value>,
    found: Found,
}

impl Reader<'_> {
    fn settings(&mut self) {
        let text = |name: &str| data::text_at(&self.map, name);
        let base = text("baseurl").unwrap_or_default();
        self.found.base_url =
            text("url").filter(|url| url.contains("://")).map(|url| url.trim_end_matches('/').to_owned() + &base);
        let mut tags = data::at(&self.map, "languages").map(data::texts).unwrap_or_default();
        let default = text("default_lang")
            .or_else(|| text("lang"))
            .or_else(|| text("locale"))
            .unwrap_or_else(|| tags.first().cloned().unwrap_or_else(|| "en".to_owned()));
        tags.retain(|tag| !tag.eq_ignore_ascii_case(&default));
        tags.insert(0, default);
        let is_plugin = data::at(&self.map, "languages").is_some();
        self.found.is_rendered_elsewhere = is_plugin;
        if !is_plugin {
            self.written_languages(&mut tags);
        }
        for (at, tag) in tags.iter().enumerate() {
            let by_language =
                |name: &str| data::text_at(&self.map, &format!("{name}.{tag}")).or_else(|| data::text_at(&self.map, name));
            let prefix = if at == 0 || !is_plugin { String::new() } else { format!("/{tag}") };
            self.found.languages.push(Language {
                tag: tag.replace('_', "-"),
                name: None,
                title: by_language("title").or_else(|| by_language("name")),
                description: by_language("description"),
                prefix,
            });
        }
        for (name, value) in &self.map {
            self.found.values.extend(data::text(value).map(|text| (name.to_lowercase(), text)));
        }
        self.authors();
    }

    /// Languages that pages name themselves, where the site has no plugin for them.
    fn written_languages(&self, tags: &mut Vec<String>) {
        let mut named = BTreeSet::new();
        for (path, text) in tree::texts(self.files, "").filter(|(path, _)| tree::is_page(path)) {
            if let Some(tag) = data::cut(text).head.and_then(|head| data::text_at(&head, "lang")) {
                named.insert(tag);
            }
            let folder = path.strip_prefix("_i18n/").and_then(|rest| rest.split('/').next());
            named.extend(folder.filter(|tag| is_tag(tag)).map(str::to_owned));
        }
        named.retain(|tag| !tags.iter().any(|own| own.eq_ignore_ascii_case(tag)));
        tags.extend(named);
    }

    fn authors(&mut self) {
        for path in ["_data/authors.yml", "_data/authors.yaml", "_data/authors.json"] {
            let Some(text) = self.files.get(path).and_then(|file| file.text()) else { continue };
            for (id, value) in data::file(path, text).0 {
                let name = value.as_object().and_then(|own| data::text_at(own, "name")).or_else(|| data::text(&value));
                self.found.values.extend(name.map(|name| (format!("author.{}", id.to_lowercase()), name)));
            }
        }
    }

    fn includes(&mut self) {
        for (path, text) in tree::texts(self.files, "_includes") {
            let name = tree::below(path, "_includes").to_owned();
            self.found.includes.insert(name, (path.to_owned(), text.to_owned()));
        }
        for (path, text) in tree::texts(self.files, "").filter(|(path, _)| tree::is_page(path)) {
            self.found.includes.entry(path.to_owned()).or_insert_with(|| (path.to_owned(), data::cut(text).body));
        }
    }

    fn excluded(&self) -> Vec<String> {
        data::at(&self.map, "exclude").map(data::texts).unwrap_or_default()
    }

    fn all(&mut self) {
        let excluded = self.excluded();
        let collections: Vec<(String, Map<String, Value>)> = match data::at(&self.map, "collections") {
            Some(Value::Object(map)) => {
                map.iter().map(|(name, own)| (name.clone(), own.as_object().cloned().unwrap_or_default())).collect()
            }
            Some(other) => data::texts(other).into_iter().map(|name| (name, Map::new())).collect(),
            None => Vec::new(),
        };
        let taken_in = data::at(&self.map, "include").map(data::texts).unwrap_or_default();
        let paths: Vec<String> = tree::within(self.files, "").filter(|path| tree::is_page(path)).map(str::to_owned).collect();
        for path in paths {
            let first = path.split('/').next().unwrap_or_default().to_owned();
            let collection = collections.iter().find(|(name, _)| first == format!("_{name}"));
            let is_post = path.split('/').any(|part| part == "_posts");
            let is_draft = path.split('/').any(|part| part == "_drafts");
            let is_own = collection.is_some() || is_post || is_draft || path.starts_with("_i18n/");
            let below = if is_own { path.split_once('/').map_or("", |(_, below)| below) } else { &path };
            let inside: Vec<String> = ["_posts".to_owned(), "_drafts".to_owned()].into_iter().chain(taken_in.clone()).collect();
            if is_special(below, &inside)
                || is_excluded(&excluded, &path)
                || TOOLED.iter().any(|own| names::is_at_or_below(&path, own))
            {
                if !OWN[..6].contains(&first.as_str()) {
                    self.found.left.note((&path, 0), Fate::Dropped, &path, "the old site has no page of it");
                }
                continue;
            }
            if is_post || is_draft {
                self.post(&path, is_draft);
            } else if let Some((name, own)) = collection {
                if data::is_true(own, "output") {
                    self.item(&path, name, own);
                } else {
                    self.found.left.note((&path, 0), Fate::Dropped, &path, "the old site has no page of it");
                }
            } else if TOOLS.contains(&path.as_str())
                || is_excluded(&excluded, &path)
                || path.starts_with('_') && !path.starts_with("_i18n/")
            {
                if !OWN[..6].contains(&first.as_str()) {
                    self.found.left.note((&path, 0), Fate::Dropped, &path, "the old site has no page of it");
                }
            } else {
                self.page(&path);
            }
        }
    }

    /// The page of a file, with what the configuration says of its folder.
    fn read(&mut self, path: &str, kind: &str) -> Option<Page> {
        let mut page = pages::read(self.files, path, &mut self.found)?;
        for rule in data::at(&self.map, "defaults").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object) {
            let scope = data::map_at(rule, "scope");
            let folder = scope.and_then(|scope| data::text_at(scope, "path")).unwrap_or_default();
            let of = scope.and_then(|scope| data::text_at(scope, "type"));
            let folder = folder.trim_matches('/').split('*').next().unwrap_or_default().trim_end_matches('/').to_owned();
            let is_meant =
                (folder.is_empty() || names::is_at_or_below(path, &folder)) && of.is_none_or(|of| of == kind || of.is_empty());
            for (name, value) in data::map_at(rule, "values").into_iter().flatten().filter(|_| is_meant) {
                if !matches!(name.as_str(), "layout" | "title") && !page.head.contains_key(name) {
                    page.head.insert(name.clone(), value.clone());
                }
            }
        }
        stem(path).clone_into(&mut page.place);
        page.is_hidden = data::may_keep_back(&page.head, "published") || data::may_hide(&page.head, "draft");
        page.language = self.language(&page);
        Some(page)
    }

    fn language(&self, page: &Page) -> usize {
        let by_head = data::text_at(&page.head, "lang").and_then(|tag| self.found.language(&tag.replace('_', "-")));
        let by_path = || {
            let path = page.path.strip_prefix("_i18n/").unwrap_or(&page.path);
            let folder = path.split('/').next().filter(|_| path.contains('/')).and_then(|tag| self.found.language(tag));
            folder.or_else(|| stem(path).rsplit_once('.').and_then(|(_, tag)| self.found.language(tag)))
        };
        by_head.or_else(by_path).unwrap_or(0)
    }

    /// The key of a path, without what says the language.
    fn key(&self, stem: &str, language: usize) -> String {
        let own = stem.strip_prefix("_i18n/").unwrap_or(stem);
        let tag = &self.found.languages[language].tag;
        let is_tag = |part: &str| part.eq_ignore_ascii_case(tag);
        let parts: Vec<&str> = own.split('/').filter(|part| !is_tag(part)).collect();
        let joined = parts.join("/");
        let bare = joined.rsplit_once('.').filter(|(_, end)| is_tag(end)).map_or(joined.as_str(), |(bare, _)| bare);
        let bare = bare.strip_suffix(&format!("-{tag}")).or_else(|| bare.strip_suffix(&format!("_{tag}"))).unwrap_or(bare);
        key(&bare.split('/').map(|part| part.trim_start_matches('_')).collect::<Vec<_>>().join("/"))
    }

    fn page(&mut self, path: &str) {
        let Some(mut page) = self.read(path, "pages") else { return };
        let own = self.key(&page.place, page.language);
        let (folder, name) = own.rsplit_once('/').unwrap_or(("", &own));
        page.is_section = matches!(name, "index" | "index-page");
        page.key = if page.is_section { folder.to_owned() } else { own.clone() };
        let written = page.place.rsplit_once('/').unwrap_or(("", &page.place));
        let style = data::text_at(&self.map, "permalink").unwrap_or_default();
        let is_pretty = style == "pretty" || style.ends_with('/');
        let folder = if written.0.is_empty() { String::new() } else { format!("/{}", written.0) };
        let address = match (written.1, is_pretty) {
            ("index", _) => format!("{folder}/"),
            (name, true) => format!("{folder}/{name}/"),
            (name, false) => format!("{folder}/{name}.html"),
        };
        self.finish(page, &address);
    }

    fn post(&mut self, path: &str, is_draft: bool) {
        let Some(mut page) = self.read(path, "posts") else { return };
        let name = page.place.rsplit('/').next().unwrap_or_default().to_owned();
        let (day, title) = pages::dated(&name).map_or((None, name.as_str()), |(day, title)| (Some(day.to_owned()), title));
        if let Some(day) = &day {
            page.given.insert("date".to_owned(), Value::String(day.clone()));
        }
        page.is_hidden |= is_draft || day.is_none();
        let above: Vec<String> = page
            .place
            .split('/')
            .take_while(|part| !part.starts_with("_posts") && !part.starts_with("_drafts"))
            .filter(|part| *part != "_i18n")
            .map(str::to_owned)
            .collect();
        let within: Vec<&str> = page.place.split('/').skip_while(|part| !matches!(*part, "_posts" | "_drafts")).skip(1).collect();
        let within = within[..within.len().saturating_sub(1)].join("/");
        let bare = self.key(&format!("{}/posts/{within}/{title}", above.join("/")), page.language);
        page.key = bare;
        let style = data::text_at(&self.map, "permalink").unwrap_or_else(|| "date".to_owned());
        let categories: Vec<String> = above.into_iter().chain(categories(&page.head)).collect();
        let slug = data::text_at(&page.head, "slug").unwrap_or_else(|| title.to_owned());
        let date =
            data::text_at(&page.head, "date").filter(|date| Timestamp::parse(date.trim()).is_some()).or(day).unwrap_or_default();
        let address = if date.is_empty() { String::new() } else { filled(pattern(&style), &categories, &date, &slug, title) };
        self.finish(page, &address);
    }

    fn item(&mut self, path: &str, name: &str, own: &Map<String, Value>) {
        let Some(mut page) = self.read(path, name) else { return };
        let below = page.place.split_once('/').map_or(String::new(), |(_, rest)| rest.to_owned());
        let key = self.key(&format!("{name}/{below}"), page.language);
        page.is_section = key.ends_with("/index-page");
        key.trim_end_matches("/index-page").clone_into(&mut page.key);
        let style = data::text_at(own, "permalink").unwrap_or_else(|| "/:collection/:path.html".to_owned());
        let style = style
            .replace(":collection", name)
            .replace(":path", &below)
            .replace(":name", below.rsplit('/').next().unwrap_or_default());
        let title = data::text_at(&page.head, "slug").unwrap_or_else(|| below.rsplit('/').next().unwrap_or_default().to_owned());
        let date = data::text_at(&page.head, "date").unwrap_or_default();
        let address = filled(pattern(&style), &categories(&page.head), &date, &title, &title);
        self.finish(page, &address);
    }

    /// Notes the addresses of a page: its own, and those that it names.
    fn finish(&mut self, mut page: Page, address: &str) {
        let written = data::text_at(&page.head, "permalink").filter(|own| !own.trim().is_empty());
        let address = match &written {
            Some(own) => {
                let date =
                    data::text_at(&page.head, "date").or_else(|| page.given.get("date").and_then(data::text)).unwrap_or_default();
                let name = page.place.rsplit('/').next().unwrap_or_default();
                let name = pages::dated(name).map_or(name, |(_, title)| title).to_owned();
                filled(pattern(own), &categories(&page.head), &date, &name, &name)
            }
            None => address.to_owned(),
        };
        let address = format!("/{}", address.trim_start_matches('/')).replace("//", "/");
        let prefix = &self.found.languages[page.language].prefix;
        let is_prefixed = names::is_at_or_below(&address, prefix);
        let bare = if is_prefixed && !prefix.is_empty() { address.clone() } else { format!("{prefix}{address}") };
        // What has no day has no address yet.
        page.addresses.extend(Some(bare).filter(|_| address != "/" || page.key.is_empty()));
        if written.is_some() {
            let last = address.trim_matches('/').rsplit('/').next().unwrap_or_default().trim_end_matches(".html").to_owned();
            pages::slug(&mut page, &last);
        } else if let Some(own) = data::text_at(&page.head, "slug") {
            pages::slug(&mut page, &own);
        }
        for old in data::at(&page.head, "redirect_from").map(data::texts).unwrap_or_default() {
            page.addresses.push(format!("/{}", old.trim_start_matches('/')));
        }
        self.found.pages.push(page);
    }

    /// Pages of several languages that have one address, and what stands in for those that a language lacks.
    fn pair(&mut self) {
        let ids = ["page_id", "translation_id", "ref", "translationKey", "translation_key"];
        pages::translations(&mut self.found, &ids);
        if !self.found.is_rendered_elsewhere {
            return;
        }
        // With the plugin, what has one address is one page.
        let bare = |found: &Found, page: &Page| {
            // What has no address yet is like nothing else.
            let Some(first) = page.addresses.first().cloned() else { return page.path.clone() };
            normal(first.strip_prefix(&found.languages[page.language].prefix).unwrap_or(&first))
        };
        let all: Vec<(String, usize)> = self.found.pages.iter().map(|page| (bare(&self.found, page), page.language)).collect();
        let by_address: BTreeMap<(&str, usize), usize> =
            all.iter().enumerate().rev().map(|(at, (own, language))| ((own.as_str(), *language), at)).collect();
        for (at, (own, _)) in all.iter().enumerate() {
            let first = by_address.get(&(own.as_str(), 0)).copied();
            let key = first.filter(|first| *first != at).map(|first| self.found.pages[first].key.clone());
            if let Some(key) = key.filter(|_| !self.found.pages[at].given.contains_key("translation_key")) {
                self.found.pages[at].is_section = first.is_some_and(|first| self.found.pages[first].is_section);
                self.found.pages[at].key = key;
            }
        }
        let prefixes: Vec<String> = self.found.languages.iter().map(|language| language.prefix.clone()).collect();
        for (at, (own, language)) in all.iter().enumerate() {
            for (other, prefix) in prefixes.iter().enumerate().skip(1) {
                if *language == 0 && !by_address.contains_key(&(own.as_str(), other)) {
                    let shown = self.found.pages[at].addresses.first().cloned().unwrap_or_default();
                    self.found.pages[at].addresses.push(format!("{prefix}{shown}"));
                }
            }
        }
    }

    fn not_carried(&mut self) {
        let config = self.found.config.clone();
        for (folder, why) in [
            ("_layouts", "templates are written anew"),
            ("_data", "data files become the ledger, or data of figures, by hand"),
            ("_plugins", "there are no plugins"),
            ("_sass", "the theme is another one"),
        ] {
            if tree::within(self.files, folder).next().is_some() {
                self.found.left.note((folder, 0), Fate::Dropped, &format!("{folder}/"), why);
            }
        }
        self.found.left.note((&config, 0), Fate::Dropped, "/feed.xml", "the feed is `feed.xml` in the folder of each language");
    }
}

fn is_tag(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_lowercase()) || place::named(text).is_some()
}

/// Whether a file is left out by its name, or by that of a folder around it: `.x`, `_x`, `#x`, `~x`, `x~`.
fn is_special(path: &str, taken_in: &[String]) -> bool {
    let is_it = |part: &str| part.starts_with(['.', '_', '#', '~']) || part.ends_with('~');
    path.split('/').any(|part| is_it(part) && !taken_in.iter().any(|own| own.trim_matches('/') == part))
}

fn is_excluded(excluded: &[String], path: &str) -> bool {
    excluded.iter().any(|pattern| {
        let own = pattern.trim_matches('/');
        let (start, end) = own.split_once('*').unwrap_or((own, ""));
        if own.contains('*') {
            path.starts_with(start) && path.ends_with(end.trim_start_matches('*'))
        } else {
            names::is_at_or_below(path, own)
        }
    })
}

fn categories(head: &Map<String, Value>) -> Vec<String> {
    let one = data::text_at(head, "category");
    let all = data::at(head, "categories").map(|value| match value {
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => data::texts(value),
    });
    one.into_iter().chain(all.unwrap_or_default()).collect()
}

/// The pattern that a word stands for.
fn pattern(style: &str) -> &str {
    match style {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title.html",
        "none" => "/:categories/:title.html",
        own => own,
    }
}

fn filled(pattern: &str, categories: &[String], date: &str, slug: &str, title: &str) -> String {
    let moment = Timestamp::parse(date.trim()).map(|moment| moment.date);
    let (year, month, day) = moment.map_or((String::new(), 0, 0), |date| (format!("{:04}", date.year), date.month, date.day));
    let lower: Vec<String> = categories.iter().map(|own| own.to_lowercase().replace(' ', "%20")).collect();
    let values = [
        (":categories", lower.join("/")),
        (":output_ext", ".html".to_owned()),
        (":short_year", year.get(2..).unwrap_or_default().to_owned()),
        (":year", year.clone()),
        (":i_month", month.to_string()),
        (":month", format!("{month:02}")),
        (":i_day", day.to_string()),
        (":day", format!("{day:02}")),
        (":title", slug.to_owned()),
        (":slug", slug.to_owned()),
        (":name", title.to_owned()),
        (":basename", title.to_owned()),
        (":path", String::new()),
    ];
    let mut out = pattern.to_owned();
    for (name, value) in values {
        out = out.replace(name, &value);
    }
    let out = out.replace("//", "/").replace("//", "/");
    // Without an ending Jekyll writes a file that servers find.
    if out.ends_with('/') || out.rsplit('/').next().is_some_and(|name| name.contains('.')) { out } else { out + ".html" }
}
