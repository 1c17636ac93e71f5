//! The front matter of a page of another generator -> ours. What has no name here stands under `extra`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::data;
use super::links::{Goal, Index};
use super::model::{Fate, Left, Page};
use crate::locale::date::Timestamp;
use crate::locale::{fold, letter};
use crate::markdown::foreign;

/// Names that mean one field, folded, those that count first before the others.
const SUMMARY: &[&str] = &["description", "summary", "excerpt", "abstract", "subtitle_seo", "desc"];
const UPDATED: &[&str] = &["lastmod", "updated", "lastupdate", "lastupdated", "lastmodifiedat", "modified", "lastmodified"];
const AUTHORS: &[&str] = &["authors", "author", "byline"];
const TAGS: &[&str] = &["tags", "tag", "categories", "category", "keywords", "topics", "series"];
const IMAGE: &[&str] = &["image", "cover", "featuredimage", "coverimage", "images", "thumbnail", "socialimage", "ogimage"];
const ALT: &[&str] = &["imagealt", "coveralt", "featuredimagealt", "thumbnailalt", "alt"];
const WEIGHT: &[&str] = &["weight", "sidebarposition", "order", "navorder", "menuorder"];
const SHORT: &[&str] = &["linktitle", "shorttitle", "sidebarlabel", "navtitle"];
/// Names that were read where the page was found.
const READ: &[&str] = &[
    "title",
    "slug",
    "url",
    "permalink",
    "aliases",
    "redirectfrom",
    "translationkey",
    "translationid",
    "lang",
    "language",
    "locale",
    "draft",
    "published",
    "path",
    "id",
    "pageid",
    "date",
    "publishdate",
    "expirydate",
    "render",
    "headless",
    "cascade",
    "taxonomies",
    "unlisted",
    "build",
    "ref",
];

/// A front matter as it is written.
#[derive(Debug, Default)]
pub struct Front {
    /// Its lines.
    pub text: String,
    /// What is left of it.
    pub left: Left,
}

struct Reading<'a> {
    index: &'a Index<'a>,
    at: usize,
    page: &'a Page,
    used: BTreeSet<String>,
    out: Map<String, Value>,
    left: Left,
}

/// The front matter of a page; `addresses` are those that have to go on leading to it, and `now` is the day of the import.
pub fn write(index: &Index<'_>, at: usize, addresses: &[String], now: i64) -> Front {
    let page = index.page(at);
    let mut own = Reading {
        index,
        at,
        page,
        used: READ.iter().map(|name| (*name).to_owned()).collect(),
        out: Map::new(),
        left: Left::default(),
    };
    own.texts();
    own.dates(now);
    own.lists();
    own.image();
    own.rest(addresses);
    Front { text: printed(&own.out), left: own.left }
}

impl Reading<'_> {
    /// The first field that has one of the names, with the name that it has there.
    fn take(&mut self, names: &[&str]) -> Option<(String, Value)> {
        for name in names {
            let found = self.page.head.iter().find(|(key, value)| folded(key) == *name && !value.is_null());
            if let Some((key, value)) = found
                && self.used.insert(folded(key))
            {
                return Some((key.clone(), value.clone()));
            }
        }
        None
    }

    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.out.insert(name.to_owned(), value.into());
    }

    fn note(&mut self, field: &str, fate: Fate, what: &str, why: &str) {
        self.left.note((&self.page.path, self.page.line_of(field)), fate, what, why);
    }

    fn texts(&mut self) {
        let given = |name: &str| self.page.given.get(name).and_then(data::text);
        let title = data::text_at(&self.page.head, "title").filter(|title| !title.trim().is_empty()).or_else(|| given("title"));
        let last = self.page.key.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("Home");
        let title = title.unwrap_or_else(|| named(last));
        self.put("title", one_line(&title));
        if let Some((_, value)) = self.take(SHORT).filter(|(_, value)| value.is_string()) {
            self.put("short_title", one_line(&data::text(&value).unwrap_or_default()));
        }
        if let Some((_, value)) = self.take(&["subtitle"]).filter(|(_, value)| value.is_string()) {
            self.put("subtitle", one_line(&data::text(&value).unwrap_or_default()));
        }
        let summary = self.take(SUMMARY).and_then(|(_, value)| data::text(&value)).map(|text| one_line(&text));
        if let Some(summary) = summary.filter(|summary| !summary.is_empty()) {
            self.put("summary", summary);
        }
    }

    fn moment(&mut self, key: &str, value: &Value) -> Option<String> {
        let text = data::text(value.as_object().and_then(|map| map.get("date")).unwrap_or(value))?;
        let text = text.trim();
        if Timestamp::parse(text).is_some() {
            return Some(text.to_owned());
        }
        let found = foreign::moment(text).filter(|found| Timestamp::parse(found).is_some());
        if found.is_none() {
            self.note(key, Fate::Changed, &format!("{key}: {text}"), "it is no day that is certain; it stands under `extra`");
            self.used.remove(&folded(key));
            let mut extra = self.extra();
            extra.insert(key.to_owned(), Value::String(text.to_owned()));
            self.put("extra", Value::Object(extra));
        }
        found
    }

    /// A moment before or behind which a page is not shown. One that is not certain keeps the page back.
    fn limit(&mut self, keys: &[&str]) -> Option<String> {
        let is_day = |value: &Value| {
            !value.is_boolean() && data::text(value).is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
        };
        let (key, value) = keys.iter().find_map(|key| {
            let value = data::at(&self.page.head, key)?.clone();
            (keys.first() == Some(key) && !value.is_null() || is_day(&value)).then_some((*key, value))
        })?;
        let found = self.moment(key, &value);
        if found.is_none() {
            self.put("draft", true);
        }
        found
    }

    fn extra(&self) -> Map<String, Value> {
        self.out.get("extra").and_then(Value::as_object).cloned().unwrap_or_default()
    }

    fn dates(&mut self, now: i64) {
        let written = data::at(&self.page.head, "date").cloned();
        let date = written.and_then(|value| self.moment("date", &value));
        let date = date.or_else(|| self.page.given.get("date").and_then(data::text));
        let updated = self.take(UPDATED).and_then(|(key, value)| Some((key.clone(), self.moment(&key, &value)?)));
        let unix = |text: &str| Timestamp::parse(text).map(Timestamp::unix);
        if let Some(date) = &date {
            self.put("date", date.as_str());
        }
        if let Some((key, updated)) = updated {
            if date.as_deref().and_then(unix).is_none_or(|date| unix(&updated).is_some_and(|updated| updated >= date)) {
                self.put("updated", updated);
            } else {
                self.note(&key, Fate::Changed, &format!("{key}: {updated}"), "it lies before `date`, and is left out");
            }
        }
        let publish = self.limit(&["publishDate", "pubDate", "published"]);
        let expiry = self.limit(&["expiryDate", "unpublishDate"]);
        // Generators show no page before its date.
        let waits = date.filter(|date| unix(date).is_some_and(|date| date > now) && publish.is_none());
        let publish = publish.or(waits);
        let is_never_shown =
            publish.as_deref().zip(expiry.as_deref()).is_some_and(|(publish, expiry)| unix(publish) >= unix(expiry));
        if is_never_shown {
            self.put("draft", true);
            self.note(
                "publishDate",
                Fate::Changed,
                "publishDate",
                "it does not lie before the day of expiry: the page is kept back",
            );
        } else if let Some(publish) = publish {
            self.put("publish", publish);
        }
        if let Some(expiry) = expiry {
            self.put("expiry", expiry);
        }
    }

    fn lists(&mut self) {
        let authors = self.take(AUTHORS).map(|(_, value)| data::texts(&value)).unwrap_or_default();
        let name =
            |id: &String| self.index.found.values.get(&format!("author.{}", id.to_lowercase())).unwrap_or(id).trim().to_owned();
        let authors: Vec<Value> = authors.iter().map(name).filter(|name| !name.is_empty()).map(Value::String).collect();
        if !authors.is_empty() {
            self.put("authors", authors);
        }
        let mut tags: Vec<String> = Vec::new();
        while let Some((key, value)) = self.take(TAGS) {
            tags.extend(parted(&key, &value));
        }
        if let Some(Value::Object(own)) = data::at(&self.page.head, "taxonomies") {
            tags.extend(own.iter().filter(|(key, _)| key.as_str() != "authors").flat_map(|(_, value)| data::texts(value)));
        }
        let mut met = BTreeSet::new();
        let is_new = |tag: &String| {
            let slug = fold::slug(tag);
            !slug.is_empty() && met.insert(slug)
        };
        let tags: Vec<Value> = tags.into_iter().map(|tag| one_line(&tag)).filter(is_new).map(Value::String).collect();
        if !tags.is_empty() {
            self.put("tags", tags);
        }
        if let Some((_, value)) = self.take(WEIGHT) {
            match value.as_i64() {
                Some(weight) => self.put("weight", weight),
                None => drop(self.used.remove("weight")),
            }
        } else if let Some(weight) = self.page.given.get("weight").and_then(Value::as_i64) {
            self.put("weight", weight);
        }
    }

    /// The picture of the page. It needs words for who cannot see it, which only its author can write.
    fn image(&mut self) {
        let Some((key, value)) = self.take(IMAGE) else { return };
        let own_alt = value.as_object().and_then(|map| data::text_at(map, "alt"));
        let named = |map: &Map<String, Value>| {
            ["image", "path", "src", "url", "feature"].iter().find_map(|name| data::text_at(map, name))
        };
        let source = value.as_object().map_or_else(|| data::texts(&value).into_iter().next(), named);
        let Some(source) = source.filter(|source| !source.is_empty()) else { return };
        let alt =
            own_alt.or_else(|| self.take(ALT).and_then(|(_, value)| data::text(&value))).filter(|alt| !alt.trim().is_empty());
        let why = match (self.index.goal(self.at, &source), alt) {
            (Goal::Asset(at), Some(alt)) if !self.index.refused.contains_key(&at) => {
                self.put("image", self.index.asset(self.at, at));
                self.put("image_alt", one_line(&alt));
                return;
            }
            (Goal::Asset(at), None) if !self.index.refused.contains_key(&at) => {
                "nothing says what it shows: write `image` and `image_alt`; until then it stands under `extra`".to_owned()
            }
            (Goal::Asset(at), _) => self.index.refused.get(&at).cloned().unwrap_or_default(),
            (Goal::Elsewhere, _) => "it is of another host; it stands under `extra`".to_owned(),
            (Goal::Page(..) | Goal::Missing, _) => "there is no such picture; it stands under `extra`".to_owned(),
        };
        self.used.remove(&folded(&key));
        let fate = if self.index.goal(self.at, &source) == Goal::Missing { Fate::Missing } else { Fate::Changed };
        self.note(&key, fate, &format!("{key}: {source}"), &why);
    }

    fn rest(&mut self, addresses: &[String]) {
        for (name, value) in &self.page.given {
            if !matches!(name.as_str(), "title" | "date" | "weight") {
                self.out.insert(name.clone(), value.clone());
            }
        }
        if self.page.is_hidden {
            self.put("draft", true);
        }
        let head = &self.page.head;
        let is_unlisted = data::is_true(head, "unlisted")
            || data::is_true(head, "noindex")
            || data::at(head, "sitemap") == Some(&Value::Bool(false));
        if is_unlisted {
            self.put("noindex", true);
        }
        self.used.extend(["noindex".to_owned(), "sitemap".to_owned()]);
        if let Some(is) = self.take(&["toc"]).and_then(|(_, value)| value.as_bool()) {
            self.put("toc", is);
        }
        if !addresses.is_empty() {
            self.put("aliases", addresses.to_vec());
        }
        let mut extra = self.extra();
        for (key, value) in head {
            let is_known = self.used.contains(&folded(key)) || value.is_null() || value == &json!("") || value == &json!([]);
            if let (false, "extra", Value::Object(inner)) = (is_known, folded(key).as_str(), value) {
                extra.extend(inner.iter().map(|(key, value)| (key.clone(), value.clone())));
            } else if !is_known && !key.is_empty() {
                extra.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
        self.out.remove("extra");
        if !extra.is_empty() {
            self.put("extra", Value::Object(extra));
        }
    }
}

/// Words that are parted by commas, or by blanks as Jekyll has them.
fn parted(key: &str, value: &Value) -> Vec<String> {
    let Value::String(text) = value else { return data::texts(value) };
    let by_comma = text.contains([',', '،']);
    let words: Vec<&str> = match (by_comma, folded(key).as_str()) {
        (true, _) => text.split([',', '،']).collect(),
        (false, "tags" | "categories") => text.split_whitespace().collect(),
        (false, _) => vec![text],
    };
    words.into_iter().map(|word| word.trim().to_owned()).collect()
}

/// A name of a field without what parts its words.
pub fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '.' | ':')).flat_map(char::to_lowercase).collect()
}

/// The name of a file as a title.
pub fn named(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    (first + letters.as_str()).replace(['-', '_'], " ")
}

fn one_line(text: &str) -> String {
    let text = letter::composed(text);
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a text is one part of a path.
pub fn is_slug(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || letter::is_mark(c) || matches!(c, '-' | '_' | '.');
    text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_')) && text.chars().all(fits)
}

/// Fields in YAML. What JSON writes, YAML reads.
fn printed(fields: &Map<String, Value>) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        match value {
            Value::Object(map) if !map.is_empty() => {
                out.extend([name.as_str(), ":\n"]);
                for (name, value) in map {
                    out.extend(["  ", &scalar(&Value::String(name.clone())), ": ", &scalar(value), "\n"]);
                }
            }
            Value::Array(items) if name == "aliases" => {
                out.extend([name.as_str(), ":\n"]);
                for item in items {
                    out.extend(["  - ", &scalar(item), "\n"]);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                out.extend([name.as_str(), ": ", &scalar(value), "\n"]);
            }
        }
    }
    out
}

/// A value in one line.
pub fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if is_plain(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{}: {}", scalar(&Value::String(key.clone())), scalar(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// Whether a text can stand without quotation marks, alone and within brackets.
fn is_plain(text: &str) -> bool {
    let fits = |c: char| {
        c.is_alphanumeric() || letter::is_mark(c) || matches!(c, ' ' | '-' | '_' | '/' | '.' | '(' | ')' | '،' | '؟' | '+')
    };
    let is_word = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n" | "~" | ".inf" | ".nan"
    );
    let is_date = Timestamp::parse(text).is_some();
    let starts = text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '/');
    !is_word
        && (is_date && !text.contains(':') || starts && text.chars().all(fits) && text.trim() == text && !text.contains("  "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{folded, parted, scalar};

    #[test]
    fn values_are_written_as_they_are_read() {
        for value in [
            json!("ماء"),
            json!("a: b"),
            json!("true"),
            json!("2022"),
            json!("- x"),
            json!([1, "b, c"]),
            json!({"a b": "#"}),
            json!("1e3"),
            json!("نعم؟ لا"),
        ] {
            let text = format!("k: {}\n", scalar(&value));
            let (map, wrong) = crate::migrate::data::yaml(&text);
            assert_eq!((map.get("k"), wrong), (Some(&value), None), "{text}");
        }
        assert_eq!(folded("Last_Mod"), "lastmod");
        assert_eq!(parted("keywords", &json!("a b, c")), ["a b", "c"]);
        assert_eq!(parted("tags", &json!("a b")), ["a", "b"]);
    }
}
