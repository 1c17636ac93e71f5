//! A page of a site, with all that stands around its text -> the text, and what the page says of itself.

use serde_json::Value;

use super::address::Addresses;
use super::left::{Kind, Left};
use super::media::one_line;
use super::reading::{Language, short};
use super::tree::{Id, Tree};
use super::{Converted, converted, parse};

/// What a page says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Its title: its first heading, else what it calls itself.
    pub title: Option<String>,
    /// What it is about.
    pub summary: Option<String>,
    /// The day on which it was published, `2022-01-06`.
    pub date: Option<String>,
    /// The day of its last change.
    pub updated: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The tag of its language.
    pub language: Option<String>,
    /// Where it stands on the web.
    pub address: Option<String>,
}

/// A page that was read.
#[derive(Debug)]
pub struct Page {
    tree: Tree,
    /// The elements that hold its text.
    content: Vec<Id>,
    /// What stands in those and is no text.
    without: Vec<Id>,
    /// What it says of itself.
    pub facts: Facts,
}

/// Reads a page.
pub fn read(html: &str) -> Page {
    let tree = parse::parse(html, 1);
    let (content, mut without) = chosen(&tree);
    let mut facts = facts(&tree);
    let is_in = |id: Id, all: &[Id]| all.iter().any(|own| tree.within(*own).contains(&id));
    let heading =
        tree.within(0).filter(|id| tree.name(*id) == "h1" && !tree.nodes[*id].is_hidden).find(|id| !is_in(*id, &without));
    if let Some(heading) = heading {
        let words = one_line(&tree.letters(heading));
        if !words.is_empty() {
            facts.title = Some(words);
            without.push(heading);
        }
    }
    Page { tree, content, without, facts }
}

impl Page {
    /// The text of the page, and what was left out: also what stands around it.
    pub fn text(&self, language: Language<'_>, addresses: &mut dyn Addresses) -> Converted {
        let mut made = converted(&self.tree, &self.content, language, addresses, &self.without);
        let tree = &self.tree;
        let is_heading = |id: Id| tree.name(id) == "h1";
        let parts = self.without.iter().copied().filter(|id| !is_heading(*id)).chain(self.outside());
        let parts = parts.filter(|id| has_words(tree, *id)).map(|id| {
            let name = tree.name(id);
            let what = if name.is_empty() {
                format!("the text `{}`", short(&one_line(tree.text(id).unwrap_or_default())))
            } else {
                format!("`<{name}>`, which is around the text")
            };
            Left { line: tree.line(id), kind: Kind::Part, what }
        });
        made.left.extend(parts);
        made.left.sort();
        made.left.dedup();
        made
    }

    /// The outermost elements around the text that are no part of it.
    fn outside(&self) -> Vec<Id> {
        let tree = &self.tree;
        let (mut out, mut next) = (Vec::new(), 1);
        while next < tree.nodes.len() {
            let holds = self.content.iter().any(|id| tree.within(next).contains(id));
            if self.content.contains(&next) || self.content.contains(&0) {
                next = tree.nodes[next].end.max(next + 1);
            } else if holds {
                next += 1;
            } else {
                out.push(next);
                next = tree.nodes[next].end;
            }
        }
        out.retain(|id| !matches!(tree.name(*id), "title" | "script" | "style" | "meta" | "link" | "h1"));
        out
    }
}

fn has_words(tree: &Tree, id: Id) -> bool {
    std::iter::once(id).chain(tree.within(id)).any(|id| tree.text(id).is_some() && !tree.is_blank(id) || tree.name(id) == "img")
}

/// The elements that hold the text of a page, and what stands in them beside it.
fn chosen(tree: &Tree) -> (Vec<Id>, Vec<Id>) {
    let has_role = |id: Id, role: &str| tree.attribute(id, "role").is_some_and(|own| own.trim() == role);
    let mains: Vec<Id> = tree.within(0).filter(|id| tree.name(*id) == "main" || has_role(*id, "main")).take(2).collect();
    let articles: Vec<Id> = tree.within(0).filter(|id| tree.name(*id) == "article" && has_words(tree, *id)).take(2).collect();
    let content = match (mains.as_slice(), articles.as_slice()) {
        ([main, ..], _) if has_words(tree, *main) => vec![*main],
        (_, [article]) => vec![*article],
        _ => vec![0],
    };
    let around: &[&str] = if content == [0] { &["nav", "header", "footer", "aside"] } else { &["nav"] };
    let mut without = Vec::new();
    for id in &content {
        let mut next = id + 1;
        while next < tree.nodes[*id].end {
            let is_part = around.contains(&tree.name(next)) || has_role(next, "navigation");
            // The heading of an article stands in a `header`.
            let is_of_article =
                tree.name(next) == "header" && tree.around(next).any(|id| matches!(tree.name(id), "article" | "section"));
            if is_part && !is_of_article {
                without.push(next);
                next = tree.nodes[next].end;
            } else {
                next += 1;
            }
        }
    }
    (content, without)
}

/// What the head of a page and its data say.
fn facts(tree: &Tree) -> Facts {
    let mut facts = Facts {
        language: tree.attribute(0, "lang").map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()),
        ..Facts::default()
    };
    let all = || tree.within(0);
    for id in all().filter(|id| tree.name(*id) == "script") {
        if let Ok(data) = serde_json::from_str::<Value>(&tree.letters(id)) {
            of_data(&data, &mut facts);
        }
    }
    let meta = |wanted: &[&str]| {
        wanted.iter().find_map(|wanted| {
            let is_it = |id: &Id| {
                let named = ["name", "property", "itemprop"].into_iter().find_map(|name| tree.attribute(*id, name));
                tree.name(*id) == "meta" && named.is_some_and(|own| own.trim().eq_ignore_ascii_case(wanted))
            };
            all().filter(is_it).filter_map(|id| tree.attribute(id, "content")).map(one_line).find(|value| !value.is_empty())
        })
    };
    let title =
        || all().find(|id| tree.name(*id) == "title").map(|id| one_line(&tree.letters(id))).filter(|title| !title.is_empty());
    facts.title = meta(&["og:title"]).or_else(title).or(facts.title);
    let is_canonical = |id: &Id| {
        tree.name(*id) == "link" && tree.attribute(*id, "rel").is_some_and(|rel| rel.trim().eq_ignore_ascii_case("canonical"))
    };
    let canonical = all().find(is_canonical).and_then(|id| tree.attribute(id, "href")).map(one_line);
    facts.address = canonical.or_else(|| meta(&["og:url"])).filter(|address| address.contains("://"));
    facts.summary = meta(&["description", "og:description", "twitter:description"]).or(facts.summary);
    let day = |wanted: &[&str]| meta(wanted).as_deref().and_then(day);
    facts.date =
        day(&["article:published_time", "datePublished", "date", "dc.date", "dcterms.created", "dc.date.issued"]).or(facts.date);
    facts.updated = day(&["article:modified_time", "og:updated_time", "dateModified", "dcterms.modified"]).or(facts.updated);
    if facts.updated.as_ref().is_some_and(|updated| facts.date.as_ref().is_none_or(|date| updated <= date)) {
        facts.updated = None;
    }
    if facts.authors.is_empty() {
        facts.authors.extend(meta(&["author", "dc.creator"]).filter(|name| !name.contains("://")));
    }
    facts
}

/// What JSON-LD says of an article.
fn of_data(data: &Value, facts: &mut Facts) {
    match data {
        Value::Array(all) => all.iter().for_each(|data| of_data(data, facts)),
        Value::Object(own) => {
            if let Some(graph) = own.get("@graph") {
                of_data(graph, facts);
            }
            let is_article = |kind: &Value| {
                kind.as_str()
                    .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind.ends_with("Report"))
            };
            let is_one = match own.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(is_article),
                Some(kind) => is_article(kind),
                None => false,
            };
            if !is_one {
                return;
            }
            let text = |name: &str| own.get(name).and_then(Value::as_str).map(one_line).filter(|text| !text.is_empty());
            facts.title = facts.title.take().or_else(|| text("headline"));
            facts.summary = facts.summary.take().or_else(|| text("description"));
            facts.date = facts.date.take().or_else(|| text("datePublished").as_deref().and_then(day));
            facts.updated = facts.updated.take().or_else(|| text("dateModified").as_deref().and_then(day));
            let authors: Vec<&Value> = match own.get("author") {
                Some(Value::Array(all)) => all.iter().collect(),
                Some(one) => vec![one],
                None => Vec::new(),
            };
            for author in authors {
                let name = author.as_str().or_else(|| author.get("name").and_then(Value::as_str)).map(one_line);
                let name = name.filter(|name| !name.is_empty() && !name.contains("://") && !facts.authors.contains(name));
                facts.authors.extend(name);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The day of a moment as machines write it.
pub(crate) fn day(text: &str) -> Option<String> {
    let day = text.trim().get(..10)?;
    let mut parts = day.split('-');
    let mut number = |digits: usize| {
        parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))?.parse::<u32>().ok()
    };
    let (year, month, own) = (number(4)?, number(2)?, number(2)?);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (year > 0 && (1..=last).contains(&own)).then(|| day.to_owned())
}
