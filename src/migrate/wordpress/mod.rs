//! A site of WordPress, by what it exports: its posts and pages in their languages, what is public of them, their addresses, its menu.

mod body;
mod export;
mod languages;
mod menu;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::addresses::{key, part};
use super::links::normal;
use super::model::{Asset, Fate, Found, Generator, Language, Page, Refusal};
use super::tree;
use crate::locale::fold;
use crate::site::address;
use crate::source::SourceTree;
pub use body::page;
use export::{Export, Item};
use languages::{Languages, group, of_address, parted, said};
use text::Library;

/// Kinds of posts that are no pages, and are told once.
const NO_PAGES: [&str; 14] = [
    "attachment",
    "custom_css",
    "customize_changeset",
    "nav_menu_item",
    "oembed_cache",
    "revision",
    "user_request",
    "wp_block",
    "wp_font_face",
    "wp_font_family",
    "wp_global_styles",
    "wp_navigation",
    "wp_template",
    "wp_template_part",
];

/// Reads the export `text`, which stands in a file of the name `name`; `uploads` holds the files beside it.
pub fn read(name: &str, text: &str, uploads: &SourceTree) -> Result<Found, Refusal> {
    let export = export::read(text).map_err(Refusal)?;
    if export.items.is_empty() {
        return Err(Refusal("there is no post in this export".to_owned()));
    }
    let mut reader = Reader::new(name, &export);
    reader.files(uploads);
    reader.posts();
    reader.sections();
    menu::read(&mut reader);
    reader.not_carried();
    reader.only_files_in_use();
    Ok(reader.found)
}

struct Reader<'a> {
    name: &'a str,
    export: &'a Export,
    languages: Languages,
    found: Found,
    /// The page of each post in each language, by number.
    pages: BTreeMap<String, Vec<usize>>,
    /// The files of pictures by number.
    pictures: BTreeMap<String, (String, String)>,
    blocks: BTreeMap<String, String>,
    /// The path of the site's own address.
    base: String,
}

impl<'a> Reader<'a> {
    fn new(name: &'a str, export: &'a Export) -> Self {
        let base = path_of(&export.address).trim_end_matches('/').to_owned();
        let languages = Languages::of(export, |link| below(&path_of(link), &base));
        let mut found = Found::new(Generator::WordPress, name);
        found.base_url = Some(export.address.clone()).filter(|address| !address.is_empty());
        let in_language = |text: &str, tag: &str| {
            parted(text).map_or_else(|| text.to_owned(), |mut parts| parts.remove(tag).unwrap_or_default())
        };
        for (tag, prefix) in languages.tags.iter().zip(&languages.prefixes) {
            let text = |own: &str| Some(in_language(own, tag)).filter(|own| !own.trim().is_empty());
            found.languages.push(Language {
                tag: tag.clone(),
                title: text(&export.title),
                description: text(&export.description),
                prefix: prefix.clone(),
                ..Language::default()
            });
        }
        found
            .values
            .extend(export.authors.iter().map(|(login, name)| (format!("author.{}", login.to_lowercase()), name.clone())));
        let of_kind = |kind: &'static str| export.items.iter().filter(move |item| item.kind == kind);
        let alt = |item: &Item| item.meta.get("_wp_attachment_image_alt").cloned().unwrap_or_default();
        let pictures = of_kind("attachment").map(|item| (item.id.clone(), (item.file.clone(), alt(item)))).collect();
        let blocks = of_kind("wp_block")
            .filter(|item| item.status == "publish")
            .map(|item| (item.id.clone(), item.content.clone()))
            .collect();
        Self { name, export, languages, found, pages: BTreeMap::new(), pictures, blocks, base }
    }

    /// The files beside the export.
    fn files(&mut self, uploads: &SourceTree) {
        for file in uploads.files().iter().filter(|file| tree::is_asset(&file.path)) {
            let mut own = key(file.path.rsplit_once('.').map_or(file.path.as_str(), |(stem, _)| stem));
            if let Some((_, ending)) = file.path.rsplit_once('.') {
                own.extend([".", &ending.to_ascii_lowercase()]);
            }
            let addresses = vec![format!("/wp-content/uploads/{}", file.path)];
            self.found.assets.push(Asset { path: file.path.clone(), key: format!("uploads/{own}"), addresses });
        }
        // Smaller sizes of a picture are the picture: pages have sizes of their own.
        let by_path: BTreeMap<String, usize> =
            self.found.assets.iter().enumerate().map(|(at, own)| (own.path.clone(), at)).collect();
        let mut sizes: Vec<(usize, String)> = Vec::new();
        for item in self.export.items.iter().filter(|item| item.kind == "attachment") {
            let path = below(&path_of(&item.file), &self.base);
            let Some(own) = path.strip_prefix("/wp-content/uploads/") else { continue };
            let Some(at) = by_path.get(own) else {
                if !item.file.is_empty() {
                    self.found.left.note(
                        (self.name, item.line),
                        Fate::Missing,
                        &item.file,
                        "it is not in the folder `uploads` beside the export",
                    );
                }
                continue;
            };
            sizes.push((*at, below(&path_of(&item.link), &self.base)));
        }
        for (at, address) in sizes {
            self.found.assets[at].addresses.push(address);
        }
    }

    fn posts(&mut self) {
        let export = self.export;
        let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut keys: BTreeMap<String, String> = BTreeMap::new();
        let paths: Vec<&Item> = export.items.iter().filter(|item| !NO_PAGES.contains(&item.kind.as_str())).collect();
        // The post in the default language names the page for all of them.
        let mut sorted = paths.clone();
        sorted.sort_by_key(|item| self.language_of(item) != 0);
        for item in &sorted {
            if let Some(group) = group(item) {
                let own = self.key_of(item);
                keys.entry(group).or_insert(own);
            }
        }
        for item in paths {
            match item.status.as_str() {
                "trash" | "auto-draft" | "inherit" => {
                    let why = "it was thrown away, or never written: it is absent";
                    self.found.left.note((self.name, item.line), Fate::Dropped, &shown(item), why);
                    continue;
                }
                _ => {}
            }
            if !matches!(item.kind.as_str(), "post" | "page") {
                let entry = kinds.entry(&item.kind).or_insert((item.line, 0));
                entry.1 += 1;
            }
            let own = group(item).and_then(|group| keys.get(&group).cloned()).unwrap_or_else(|| self.key_of(item));
            self.post(item, &own);
        }
        for (kind, (line, count)) in kinds {
            let why = format!(
                "{count} posts of a kind of this site's own: they are drafts, since nothing says whether readers saw them"
            );
            self.found.left.note((self.name, line), Fate::Changed, kind, &why);
        }
        for item in export.items.iter().filter(|item| item.kind == "attachment" && !item.id.is_empty()) {
            self.found.values.insert(format!("post.{}", item.id), below(&path_of(&item.file), &self.base));
        }
    }

    /// The language of a post, by its place.
    fn language_of(&self, item: &Item) -> usize {
        let tag = said(item).or_else(|| of_address(&below(&path_of(&item.link), &self.base)));
        tag.and_then(|tag| self.languages.place(&tag)).unwrap_or(0)
    }

    /// The path of a post in the new content.
    fn key_of(&self, item: &Item) -> String {
        let path = below(&path_of(&item.link), &self.base);
        let slug = slug(item);
        match item.kind.as_str() {
            "page" => {
                let language = self.language_of(item);
                let bare = without_language(&path, &self.languages.tags[language]);
                let is_there = !path.contains('?') && !item.link.is_empty();
                let own = key(bare);
                // The home page of a site is there for everybody.
                if is_there && !(own.is_empty() && item.status != "publish") { own } else { slug }
            }
            "post" => format!("posts/{slug}"),
            kind => format!("{}/{slug}", part(kind)),
        }
    }

    /// A post as a page in each language that its text has.
    fn post(&mut self, item: &Item, key: &str) {
        let in_parts = parted(&item.content).or_else(|| parted(&item.title));
        let languages: Vec<usize> = match &in_parts {
            Some(parts) => parts.keys().filter_map(|tag| self.languages.place(tag)).collect(),
            None => vec![self.language_of(item)],
        };
        for language in languages {
            let tag = self.languages.tags[language].clone();
            let own = |text: &str| match parted(text) {
                Some(mut parts) => parts.remove(&tag).unwrap_or_default(),
                None => text.to_owned(),
            };
            self.page(item, key, language, in_parts.is_some(), &own);
        }
        if item.comments > 0 {
            let what = format!("{} comments on {}", item.comments, shown(item));
            self.found.left.note((self.name, item.line), Fate::Dropped, &what, "comments are not carried");
        }
    }

    fn page(&mut self, item: &Item, key: &str, language: usize, is_one_of_several: bool, own: &dyn Fn(&str) -> String) {
        let path = below(&path_of(&item.link), &self.base);
        let library = Library { blocks: &self.blocks, pictures: &self.pictures };
        let content = own(&item.content);
        // A part of a text begins in a line of its own.
        let start = if is_one_of_several { item.content.find(content.trim_start()).unwrap_or(0) } else { 0 };
        let line = item.content_line + item.content[..start].matches('\n').count();
        let content = if start > 0 { content.trim_start().to_owned() } else { content };
        let (body, marks) = text::html(&content, item.meta.get("footnotes").map(String::as_str), &library);
        for (at, what) in marks {
            self.found.left.note((self.name, line + at), Fate::Dropped, &what, "it is a mark of WordPress");
        }
        let is_pretty = !path.contains('?') && !item.link.is_empty();
        let prefix = &self.languages.prefixes[language];
        let mut addresses = Vec::new();
        if is_pretty {
            let is_prefixed = of_address(&path).is_some_and(|tag| self.languages.place(&tag).is_some());
            addresses.push(if is_one_of_several && !is_prefixed { format!("{prefix}{path}") } else { path.clone() });
            let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let old = item.meta.get("_wp_old_slug").filter(|_| !last.is_empty()).into_iter().flat_map(|all| all.split('/'));
            addresses.extend(
                old.filter(|old| !old.is_empty())
                    .map(|old| format!("{}{old}/", &path[..path.trim_end_matches('/').len() - last.len()])),
            );
        }
        let is_restricted = item.meta.iter().any(|(key, value)| export::is_restriction(key, value));
        let is_hidden = item.status != "publish"
            || is_restricted
            || !item.password.trim().is_empty()
            || !matches!(item.kind.as_str(), "post" | "page");
        if is_hidden && item.status == "publish" && matches!(item.kind.as_str(), "post" | "page") {
            self.found.left.note(
                (self.name, item.line),
                Fate::Changed,
                &shown(item),
                if is_restricted {
                    "only some readers saw it: it is a draft, which nobody sees"
                } else {
                    "it has a password: it is a draft, which nobody sees"
                },
            );
        } else if is_hidden {
            let why = format!("it is `{}`: it is a draft, which nobody sees", item.status);
            self.found.left.note((self.name, item.line), Fate::Changed, &shown(item), &why);
        } else if !item.id.is_empty() {
            let what = format!("/?p={}", item.id);
            self.found.left.note(
                (self.name, item.line),
                Fate::Dropped,
                &what,
                "no file can have this address; only a server can redirect it",
            );
        }
        if is_pretty && !item.id.is_empty() {
            self.found.values.entry(format!("post.{}", item.id)).or_insert_with(|| path.clone());
        }
        let mut given = Map::new();
        let name = slug(item);
        if key.rsplit('/').next() != Some(name.as_str()) && !key.is_empty() && item.kind == "post" {
            given.insert("slug".to_owned(), json!(name));
        }
        let is_home = key.is_empty();
        let at = self.found.pages.len();
        self.pages.entry(item.id.clone()).or_default().push(at);
        self.found.pages.push(Page {
            path: self.name.to_owned(),
            place: format!("{key}.html"),
            key: key.to_owned(),
            language,
            is_section: is_home,
            head: self.head(item, own),
            line,
            body,
            addresses,
            is_hidden,
            given,
            ..Page::default()
        });
    }

    fn head(&self, item: &Item, own: &dyn Fn(&str) -> String) -> Map<String, Value> {
        let mut head = Map::new();
        let plain = |text: &str| crate::hypertext::plain(&own(text));
        head.insert("title".to_owned(), json!(plain(&item.title)));
        let said = ["_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description"]
            .iter()
            .find_map(|name| item.meta.get(*name));
        let summary = Some(item.excerpt.as_str())
            .filter(|own| !own.is_empty())
            .or(said.map(String::as_str).filter(|own| !own.contains("%%")));
        head.extend(summary.map(|text| ("summary".to_owned(), json!(plain(text)))));
        let day = |text: &str| crate::hypertext::page::day(text);
        if item.kind == "post" {
            head.extend(day(&item.date).map(|date| ("date".to_owned(), json!(date))));
        }
        let is_later = day(&item.modified) > day(&item.date);
        head.extend(day(&item.modified).filter(|_| is_later).map(|date| ("updated".to_owned(), json!(date))));
        if item.kind == "post" && !item.creator.is_empty() {
            head.insert("author".to_owned(), json!([item.creator]));
        }
        let is_subject = |domain: &str| {
            !matches!(domain, "language" | "post_translations" | "term_language" | "nav_menu" | "post_format" | "wp_theme")
        };
        let tags: Vec<String> = item
            .terms
            .iter()
            .filter(|(domain, slug, _)| is_subject(domain) && slug != "uncategorized")
            .map(|(_, _, name)| plain(name))
            .collect();
        if !tags.is_empty() {
            head.insert("tags".to_owned(), json!(tags));
        }
        if item.kind == "page" && item.order > 0 {
            head.insert("weight".to_owned(), json!(item.order));
        }
        if let Some((file, alt)) = item.meta.get("_thumbnail_id").and_then(|id| self.pictures.get(id)) {
            head.insert("image".to_owned(), json!({"src": file, "alt": own(alt)}));
        }
        head
    }

    /// Sections that the old site made by itself.
    fn sections(&mut self) {
        for language in 0..self.languages.tags.len() {
            let tag = self.languages.tags[language].clone();
            let prefix = self.languages.prefixes[language].clone();
            let has = |found: &Found, key: &str| found.pages.iter().any(|page| page.language == language && page.key == key);
            let has_posts = self.found.pages.iter().any(|page| page.language == language && page.key.starts_with("posts/"));
            let mut made = Vec::new();
            if !has(&self.found, "") {
                let title = self.found.languages[language].title.clone().unwrap_or_else(|| "Home".to_owned());
                made.push((String::new(), title));
            }
            if has_posts && !has(&self.found, "posts") {
                let title = languages::POSTS.iter().find(|(own, _)| *own == tag).map_or("Posts", |(_, title)| title);
                made.push(("posts".to_owned(), title.to_owned()));
            }
            for (key, title) in made {
                let mut head = Map::new();
                head.insert("title".to_owned(), json!(title));
                let addresses = if key.is_empty() { vec![format!("{prefix}/")] } else { Vec::new() };
                let place = format!("{key}/index.html");
                self.found.pages.push(Page {
                    path: self.name.to_owned(),
                    place,
                    key,
                    language,
                    is_section: true,
                    head,
                    line: 1,
                    addresses,
                    ..Page::default()
                });
            }
        }
        // A page above others is the page of their folder.
        let keys: BTreeSet<(String, usize)> = self.found.pages.iter().map(|page| (page.key.clone(), page.language)).collect();
        // One that is held back would hold back what stands below it.
        for page in self.found.pages.iter_mut().filter(|page| !page.key.is_empty() && !page.is_hidden) {
            let below = (format!("{}/", page.key), 0);
            page.is_section |= keys.range(below..).next().is_some_and(|(key, _)| key.starts_with(&format!("{}/", page.key)));
        }
    }

    fn not_carried(&mut self) {
        for (taxonomy, slug, name, line) in &self.export.terms {
            let folder = if taxonomy == "category" { "category" } else { "tag" };
            let what = format!("/{folder}/{}/ ({name})", address::decoded(slug));
            self.found.left.note((self.name, *line), Fate::Dropped, &what, "lists of a term have other addresses: `/tags/`");
        }
        let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for item in self.export.items.iter().filter(|item| NO_PAGES.contains(&item.kind.as_str())) {
            if !matches!(item.kind.as_str(), "attachment" | "nav_menu_item" | "wp_block") {
                kinds.entry(&item.kind).or_insert((item.line, 0)).1 += 1;
            }
        }
        for (kind, (line, count)) in kinds {
            self.found.left.note(
                (self.name, line),
                Fate::Dropped,
                kind,
                &format!("{count} of them belong to how the site looked"),
            );
        }
    }

    /// Files that nothing shows are not carried: nobody knows whether they were meant for readers. Sizes of a picture are the picture.
    fn only_files_in_use(&mut self) {
        let by_path: BTreeMap<String, usize> =
            self.found.assets.iter().enumerate().map(|(at, own)| (normal(&own.addresses[0]), at)).collect();
        let mut used: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mark = "/wp-content/uploads/";
        let mut met = |text: &str| {
            for (at, _) in text.match_indices(mark) {
                let rest = &text[at..];
                let end = rest.find(['"', '\'', '<', '>', '?', '#', ' ', '\n', ')', ',']).unwrap_or(rest.len());
                let own = address::decoded(&rest[..end]);
                let found = by_path.get(&normal(&own)).or_else(|| whole(&own).iter().find_map(|own| by_path.get(&normal(own))));
                if let Some(at) = found {
                    used.entry(*at).or_default().insert(own);
                }
            }
        };
        for page in &self.found.pages {
            met(&page.body);
            met(&Value::Object(page.head.clone()).to_string());
            // A link by number.
            for (at, _) in page.body.match_indices("attachment_id=") {
                let number: String = page.body[at + 14..].chars().take_while(char::is_ascii_digit).collect();
                if let Some(file) = self.found.values.get(&format!("post.{number}")) {
                    met(file);
                }
            }
        }
        let assets = std::mem::take(&mut self.found.assets);
        for (at, mut asset) in assets.into_iter().enumerate() {
            if let Some(addresses) = used.remove(&at) {
                asset.addresses.extend(addresses);
                self.found.assets.push(asset);
            } else {
                let why = "no page shows it or leads to it";
                self.found.left.note((&format!("uploads/{}", asset.path), 0), Fate::Dropped, &asset.key, why);
            }
        }
    }
}

/// The names that the picture of a size may have: without `-300x200`, `-scaled`, `-e1600000000`.
fn whole(path: &str) -> Vec<String> {
    let Some((stem, ending)) = path.rsplit_once('.') else { return Vec::new() };
    let Some((base, last)) = stem.rsplit_once('-') else { return Vec::new() };
    let is_size = last
        .split_once('x')
        .is_some_and(|(wide, high)| [wide, high].iter().all(|own| !own.is_empty() && own.bytes().all(|b| b.is_ascii_digit())));
    if is_size {
        vec![format!("{base}.{ending}"), format!("{base}-scaled.{ending}")]
    } else if last == "scaled" {
        vec![format!("{base}.{ending}")]
    } else {
        Vec::new()
    }
}

/// A post in a sentence.
fn shown(item: &Item) -> String {
    let title = crate::hypertext::plain(&item.title);
    if title.is_empty() { format!("{} {}", item.kind, item.id) } else { title }
}

/// The last part of the address of a post.
fn slug(item: &Item) -> String {
    let own = address::decoded(&item.slug);
    let named = if own.trim().is_empty() { fold::slug(&crate::hypertext::plain(&item.title)) } else { own };
    if named.trim_matches('-').is_empty() { part(&format!("{}-{}", item.kind, item.id)) } else { part(&named) }
}

/// The path of an address, its escapes written out.
fn path_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.find(['/', '?']).map_or("", |at| &rest[at..]);
    address::decoded(path.split('#').next().unwrap_or_default())
}

/// A path below the site's own.
fn below(path: &str, base: &str) -> String {
    let own = path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?'])).unwrap_or(path);
    if own.starts_with('/') { own.to_owned() } else { format!("/{own}") }
}

/// A path without the language that it begins with.
fn without_language<'p>(path: &'p str, tag: &str) -> &'p str {
    let bare = path.trim_start_matches('/');
    bare.strip_prefix(tag).filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(bare)
}
