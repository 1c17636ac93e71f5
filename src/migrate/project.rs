//! Pages that were converted -> the files of a project.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::front::scalar;
use super::links::{self, Goal, Index, place_of};
use super::model::{Fate, Found, Left, Made, MenuEntry, Refusal};
use super::report::Report;
use super::{addresses, code};
use crate::locale::{LocaleSpec, Locales};
use crate::picture::Format;

/// A project that was made of a site.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Its files by their paths.
    pub files: BTreeMap<String, Made>,
    /// What is to be told.
    pub report: Report,
}

/// Names of languages in themselves, for sites that do not say them.
const NAMES: [(&str, &str); 14] = [
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("it", "Italiano"),
    ("ku", "Kurdî"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("tr", "Türkçe"),
    ("ur", "اردو"),
];

/// Refuses languages that nobody knows.
pub fn check_languages(found: &Found) -> Result<(), Refusal> {
    let specs: Vec<LocaleSpec> = found.languages.iter().map(|language| LocaleSpec::of(&language.tag)).collect();
    if Locales::new(&specs).is_ok() && !specs.is_empty() {
        return Ok(());
    }
    let tags: Vec<&str> = found.languages.iter().map(|language| language.tag.as_str()).collect();
    Err(Refusal(format!(
        "{}: `{}` are no tags of languages, each once; write them as in `ar` or `ar-LB`",
        found.config,
        tags.join("`, `")
    )))
}

/// The text of a page.
pub fn page(front: &str, body: &str) -> String {
    let body = without_gaps(body);
    let body = body.trim_matches('\n');
    let mut text = format!("---\n{front}---\n");
    if !body.trim().is_empty() {
        text.extend(["\n", body, "\n"]);
    }
    text
}

/// A text without the empty lines that marks leave which were taken out: one is enough, but in code.
fn without_gaps(body: &str) -> String {
    let code = code::ranges(body);
    let mut out = String::with_capacity(body.len());
    let (mut at, mut before) = (0, None);
    for line in body.split_inclusive('\n') {
        let is_code = code::is_in(&code, at);
        at += line.len();
        // Also within a quotation.
        let own = Some(line.trim_end()).filter(|own| !is_code && own.chars().all(|c| matches!(c, '>' | ' ' | '\t')));
        match own {
            Some(own) if before == Some(own.trim()) => {}
            Some(own) => out.extend([own, "\n"]),
            None => out.push_str(line),
        }
        before = own.map(str::trim);
    }
    out
}

/// All files.
pub fn write(index: &Index<'_>, texts: Vec<String>, mut left: Left, has_html: bool) -> Imported {
    let found = index.found;
    let mut files = BTreeMap::new();
    let asked: String = texts.concat();
    for (page, text) in found.pages.iter().zip(texts) {
        let tag = &found.languages[page.language].tag;
        files.insert(format!("content/{}.{tag}.md", place_of(page)), Made::Text(text));
    }
    let mut downloads = BTreeSet::new();
    for (at, asset) in found.assets.iter().enumerate() {
        if index.refused.contains_key(&at) {
            continue;
        }
        let name = asset.key.rsplit('/').next().unwrap_or(&asset.key);
        // What no page leads to is published only if it was meant to be fetched by its address.
        if Format::promised(&asset.key).is_none() && !asked.contains(&crate::site::address::typed(name)) {
            downloads.insert(asset.key.clone());
        }
        files.insert(format!("content/{}", asset.key), Made::Copy(asset.path.clone()));
    }
    files.insert("site.yaml".to_owned(), Made::Text(site(index, &downloads, has_html, &mut left)));
    files.insert(".gitignore".to_owned(), Made::Text("/public/\n/.bayan/\n".to_owned()));
    let report = Report::of(found, left, &files);
    files.insert("import-report.html".to_owned(), Made::Text(report.html()));
    Imported { files, report }
}

/// `site.yaml`.
fn site(index: &Index<'_>, downloads: &BTreeSet<String>, has_html: bool, left: &mut Left) -> String {
    let found = index.found;
    let mut out = String::new();
    let mut put = |name: &str, value: &Value| out.extend([name, ": ", &scalar(value), "\n"]);
    if let Some(base) = found.base_url.as_deref().filter(|base| base.starts_with("https://") || base.starts_with("http://")) {
        put("base_url", &Value::String(base.to_owned()));
    }
    put("title", &texts(found, |language| language.title.clone(), Some("Site")));
    if found.languages.iter().any(|language| language.description.is_some()) {
        put("description", &texts(found, |language| language.description.clone(), None));
    }
    put("default_language_at_root", &Value::Bool(addresses::is_default_at_root(found)));
    if found.is_rendered_elsewhere {
        put("missing_translation", &Value::String("render".to_owned()));
    }
    // The old site may link to what it does not show.
    put("hidden_links", &Value::String("text".to_owned()));
    if has_html {
        put("raw_html", &Value::String("safe".to_owned()));
    }
    out.push_str("languages:\n");
    for language in &found.languages {
        let first = language.tag.split('-').next().unwrap_or_default();
        let known = NAMES.iter().find(|(tag, _)| *tag == first).map(|(_, name)| (*name).to_owned());
        let name = language.name.clone().or(known).unwrap_or_else(|| language.tag.clone());
        out.extend(["  ", &language.tag, ": {name: ", &scalar(&Value::String(name)), "}\n"]);
    }
    let menu: Vec<String> = found.menu.iter().filter_map(|entry| menu_entry(index, entry, left)).collect();
    if !menu.is_empty() {
        out.push_str("menu:\n");
        for entry in menu {
            out.extend(["  - ", &entry, "\n"]);
        }
    }
    if !downloads.is_empty() {
        out.push_str("downloads:\n");
        for path in downloads {
            out.extend(["  - ", &scalar(&Value::String(path.clone())), "\n"]);
        }
    }
    out
}

/// A text in every language; the first one that is there stands in for what is missing.
fn texts(found: &Found, text: impl Fn(&super::model::Language) -> Option<String>, otherwise: Option<&str>) -> Value {
    let clean = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all: Vec<Option<String>> = found.languages.iter().map(|l| text(l).map(clean).filter(|text| !text.is_empty())).collect();
    let first = all.iter().flatten().next().cloned().or_else(|| otherwise.map(str::to_owned)).unwrap_or_default();
    if all.iter().flatten().all(|text| *text == first) {
        return Value::String(first);
    }
    let map: Map<String, Value> = found
        .languages
        .iter()
        .zip(all)
        .map(|(language, text)| (language.tag.clone(), Value::String(text.unwrap_or_else(|| first.clone()))))
        .collect();
    Value::Object(map)
}

/// An entry of the menu, if it leads somewhere.
fn menu_entry(index: &Index<'_>, entry: &MenuEntry, left: &mut Left) -> Option<String> {
    let found = index.found;
    let own = |language: &usize| entry.titles.get(language).or_else(|| entry.titles.values().next()).cloned().unwrap_or_default();
    let titles: Map<String, Value> =
        found.languages.iter().enumerate().map(|(at, language)| (language.tag.clone(), Value::String(own(&at)))).collect();
    let titles = scalar(&Value::Object(titles));
    let from = found.pages.iter().position(|page| page.key.is_empty()).unwrap_or(0);
    match index.goal(from, &entry.target) {
        // The home page is behind the name of the site.
        Goal::Page(at, _) if index.page(at).key.is_empty() => None,
        Goal::Page(at, _) if index.page(at).is_hidden => {
            let title = entry.titles.values().next().cloned().unwrap_or_default();
            left.note((&found.config, 0), Fate::Dropped, &format!("menu: {title}"), "its page is a draft");
            None
        }
        Goal::Page(at, _) => Some(format!("{{title: {titles}, page: {}}}", scalar(&Value::String(index.page(at).key.clone())))),
        Goal::Elsewhere if links::has_scheme(&entry.target) && !entry.target.contains(char::is_whitespace) => {
            Some(format!("{{title: {titles}, url: {}}}", Value::String(entry.target.clone())))
        }
        Goal::Elsewhere | Goal::Asset(_) | Goal::Missing => {
            let title = entry.titles.values().next().cloned().unwrap_or_default();
            left.note((&found.config, 0), Fate::Dropped, &format!("menu: {title} ({})", entry.target), "there is no such page");
            None
        }
    }
}
