//! Roof: [`Site`] -> the search: what can be found in each language, in small files, and the script that finds it.
//!
//! There is no server. A page's script asks `search/index.json` for the languages, then loads the files that hold the words of a
//! query (`index`) and the texts of what it shows (`files`). When two words are the same is said by one `table` for each language,
//! which Rust reads here and the script reads as data. Everything is made of what is shown: pages and ledgers of the [`Site`].

mod entries;
pub mod files;
pub mod index;
pub mod letters;
mod pages;
mod passages;
pub mod script;
pub mod table;
pub mod words;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::ast::text::isolated;
use crate::locale::Locale;
use crate::memo::key::{Key, KeyBuilder};
use crate::memo::{PageKeys, Pages, SearchFiles};
use crate::output::OutPath;
use crate::output::contents::Contents;
use crate::site::{PageId, Site};
use crate::theme::Theme;

use files::{Files, Found};
use table::Table;

/// The folder of all files, below the output folder.
pub const FOLDER: &str = "search";
/// The file that the script asks first; the only one without a hash in its name.
const INDEX: &str = "index.json";
/// Words of the interface that the script says, without what their keys begin with.
const WORDS: [&str; 13] = [
    "count",
    "none",
    "partial",
    "corrected",
    "keyboard",
    "all",
    "more",
    "answers",
    "language",
    "any-language",
    "briefing",
    "any-briefing",
    "failed",
];

/// The paths that are taken: the folder, whose files have names that nothing else has, and the file without a hash.
pub fn paths() -> [String; 2] {
    [format!("{FOLDER}/."), format!("{FOLDER}/{INDEX}")]
}

/// Every file, with its path. `kept` is what earlier runs left, with what the pages are made from now; without it, all is made anew.
pub fn render(site: &Site, theme: &Theme, kept: Option<(&Pages, &PageKeys)>) -> Vec<(OutPath, Contents)> {
    let one = |locale: &Locale| match kept {
        Some((kept, keys)) => kept.search(&locale.tag, key(keys, locale), || language(site, locale)),
        None => language(site, locale),
    };
    let made: Vec<SearchFiles> = site.config.locales.site().par_iter().map(one).collect();
    let languages = site.config.locales.site().iter().zip(&made).map(|(locale, made)| about(theme, locale, made)).collect();
    let index = json!({"languages": Value::Array(languages)}).to_string();
    let own =
        [(script::path(), Contents::from(script::text().as_bytes())), (format!("{FOLDER}/{INDEX}"), index.into_bytes().into())];
    let all = made.into_iter().flat_map(|made| made.files.to_vec()).chain(own);
    all.filter_map(|(path, contents)| Some((OutPath::new(&path)?, contents))).collect()
}

/// All that the files of a language are made from.
fn key(keys: &PageKeys, locale: &Locale) -> Key {
    keys.pages.iter().fold(KeyBuilder::of("search").and(keys.frame).text(&locale.tag), |parts, page| parts.and(*page)).key()
}

/// The files of a language; the table first, then its manifest.
fn language(site: &Site, locale: &Locale) -> SearchFiles {
    let table = Table::of(&locale.tag);
    let briefings = pages::briefings(site, locale);
    let places = briefings.iter().enumerate().map(|(at, page)| (*page, at)).collect();
    let pages: Vec<_> = site.found(locale.id).collect();
    let count = pages.len();
    let made = pages.iter().enumerate().filter(|(_, page)| page.is_made()).map(|(at, _)| at).collect();
    let items = pages.into_iter().map(|page| pages::item(site, page, &places)).chain(entries::all(site, locale));
    let title = |id: &PageId| isolated(&site.page(*id).title.content);
    let titles: Vec<String> = briefings.iter().map(title).collect();
    let mut files = Files::default();
    let own = files.add("", "json", table.json().to_string());
    let manifest = files::language(table, Found { items, pages: count, made, briefings: &titles }, &mut files);
    // Two languages may have files of one name.
    let path = |name: &str| format!("{FOLDER}/{}/{name}", locale.tag);
    let files = files.into_all().into_iter().map(|(name, text)| (path(&name), Contents::from(text.into_bytes())));
    SearchFiles { table: own, manifest, files: files.collect::<Vec<_>>().into() }
}

/// A language as the script knows it.
fn about(theme: &Theme, locale: &Locale, made: &SearchFiles) -> Value {
    let word = |key: &&str| {
        let text = theme.messages.get(locale, &format!("search-{key}"), None, &[]);
        (key.replace('-', ""), Value::String(text))
    };
    let mut words: Map<String, Value> = WORDS.iter().map(word).collect();
    words.insert("digits".to_owned(), json!(locale.digits("0123456789").chars().map(String::from).collect::<Vec<_>>()));
    json!({
        "lang": locale.tag,
        "name": locale.name,
        "dir": locale.dir.as_str(),
        "script": locale.script.full_name(),
        "table": made.table,
        "index": made.manifest,
        "words": words,
    })
}
