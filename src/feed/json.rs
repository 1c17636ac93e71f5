//! One language's newest pages -> a JSON feed (jsonfeed.org, version 1.1): what the Atom feed holds, for readers that have no XML.
//!
//! It knows no direction either: content is wrapped in an element that says it, and titles carry their isolates as characters (UAX #9).

use serde_json::{Value, json};

use super::atom::{Entry, Feed, content};

/// The feed as a document. `url` is its own.
pub fn render(feed: &Feed, url: &str) -> String {
    let mut root = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": url,
        "language": feed.lang,
    });
    if !feed.subtitle.is_empty() {
        root["description"] = feed.subtitle.as_str().into();
    }
    if let Some(icon) = &feed.icon {
        root["icon"] = icon.as_str().into();
    }
    root["authors"] = json!([{ "name": feed.author }]);
    root["items"] = feed.entries.iter().map(item).collect();
    let mut text = root.to_string();
    text.push('\n');
    text
}

fn item(entry: &Entry) -> Value {
    let mut item = json!({
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": content(entry),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "language": entry.lang,
    });
    if let Some(summary) = &entry.summary {
        item["summary"] = summary.as_str().into();
    }
    if !entry.authors.is_empty() {
        let person = |(name, page): &(String, Option<String>)| match page {
            Some(page) => json!({ "name": name, "url": page }),
            None => json!({ "name": name }),
        };
        item["authors"] = entry.authors.iter().map(person).collect();
    }
    if !entry.categories.is_empty() {
        item["tags"] = entry.categories.iter().map(|(_, label)| Value::from(label.as_str())).collect();
    }
    item
}
