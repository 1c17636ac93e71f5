//! A place in a file -> what could stand there: entries by their ids and their titles in any language, fields and words of the table of
//! files, tags, pages, headings, files.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::entries::{self, Shown};
use super::hover::{file_of, told};
use super::spot::{self, Field, Part};
use super::{Desk, Kind, written};
use crate::ast::{Document, EntryKind};
use crate::config::Config;
use crate::ledger::names::is_read;
use crate::locale::fold::fold;
use crate::schema::shape::Shape;
use crate::site::address;
use crate::site::place::{self, CONTENT};
use crate::source::names;

/// More than this is no list that anybody reads: what is typed next makes it shorter.
const MOST: usize = 200;

/// Endings of pictures.
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "webp", "gif", "svg", "avif"];

/// What an item is, for the sign beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// An entry of a ledger.
    Entry,
    /// A field.
    Field,
    /// One of a few words.
    Word,
    /// A page or another file.
    File,
    /// A heading.
    Heading,
    /// A tag, an author, a language.
    Name,
}

/// What could stand at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What stands in the list.
    pub label: String,
    /// What is written.
    pub text: String,
    /// A line beside it.
    pub detail: String,
    /// More about it, as Markdown.
    pub about: String,
    /// What it is.
    pub sort: Sort,
}

/// What could stand at a place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Offer {
    /// What is typed already and gives way.
    pub range: Range<usize>,
    /// What fits to it, the likeliest first.
    pub items: Vec<Item>,
}

/// What could stand at a place of a file.
pub fn at(desk: &Desk, path: &str, at: usize) -> Offer {
    let Some(text) = desk.text(path) else { return Offer::default() };
    let at = text.floor_char_boundary(at.min(text.len()));
    // Without settings that can be used, as while they are typed, there are fields still.
    let asked = Asked { desk, config: desk.config(), path };
    match spot::part(path, text, at) {
        Part::Fields(name, range) => asked.field(&name, &spot::field(text, &range, at)),
        Part::Body => asked.target(text, at),
        Part::Other => Offer::default(),
    }
}

struct Asked<'a> {
    desk: &'a Desk,
    config: Option<Arc<Config>>,
    path: &'a str,
}

impl Asked<'_> {
    /// What a field may be called, or hold.
    fn field(&self, name: &str, field: &Field) -> Offer {
        let kinds = written::meant(name, &field.path);
        if !kinds.is_empty() {
            return fitting(self.entries(kinds), &field.typed, field.range.clone());
        }
        let mut items = self.known(name, field);
        for shape in spot::shapes(name, &field.path) {
            match shape {
                Shape::Object(object) if !field.is_value => items.extend(object.fields.iter().map(|own| Item {
                    label: own.name.to_owned(),
                    text: format!("{}: ", own.name),
                    detail: if own.is_required { "required".to_owned() } else { String::new() },
                    about: told(own),
                    sort: Sort::Field,
                })),
                Shape::Texts if !field.is_value => items.extend(self.languages(": ")),
                Shape::Words(words) => items.extend(words.iter().map(|word| item(word, word, Sort::Word))),
                Shape::Bool if field.is_value => items.extend(["true", "false"].map(|word| item(word, word, Sort::Word))),
                Shape::Object(_)
                | Shape::Text
                | Shape::Day
                | Shape::Bool
                | Shape::Int
                | Shape::Count(..)
                | Shape::Between(..)
                | Shape::Number
                | Shape::Nothing
                | Shape::Texts
                | Shape::List(_)
                | Shape::Map(_)
                | Shape::Entries(_)
                | Shape::Either(_)
                | Shape::Anything => {}
            }
        }
        fitting(items, &field.typed, field.range.clone())
    }

    /// What the project has for a field whose values the table does not know.
    fn known(&self, name: &str, field: &Field) -> Vec<Item> {
        let last = field.path.last().map_or("", String::as_str);
        match (name, last) {
            ("front-matter", "tags") => self.tags(),
            ("front-matter", "authors") => {
                let all = self.others().flat_map(|document| &document.meta.authors);
                let names: BTreeSet<&str> = all.map(|author| author.text.as_str()).collect();
                names.into_iter().map(|name| item(name, name, Sort::Name)).collect()
            }
            ("front-matter", "lang" | "source") | ("sources", "lang") if field.is_value => self.languages(""),
            ("front-matter", "image") if field.is_value => self.files(&|file| has_ending(file, &PICTURES)),
            (name, "src") if name.starts_with("figure-") && field.is_value => {
                self.files(&|file| has_ending(file, &["csv", "yaml", "yml", "json"]) && !is_read(file))
            }
            _ => Vec::new(),
        }
    }

    /// The pages but this one, of which half is typed.
    fn others(&self) -> impl Iterator<Item = &Document> {
        let documents = self.desk.documents().iter().map(|document| &**document);
        documents.filter(|document| document.path != self.path)
    }

    fn languages(&self, behind: &str) -> Vec<Item> {
        let one = |locale: &crate::locale::Locale| Item {
            detail: locale.name.clone(),
            ..item(&locale.tag, &format!("{}{behind}", locale.tag), Sort::Name)
        };
        self.config.iter().flat_map(|config| config.locales.site()).map(one).collect()
    }

    fn tags(&self) -> Vec<Item> {
        let Some(config) = &self.config else { return Vec::new() };
        let named = config.tags.values().map(|tag| {
            let names: Vec<&str> = tag.names.iter().map(|name| name.text.as_str()).collect();
            Item { detail: names.join(" · "), ..item(&tag.id, &tag.id, Sort::Name) }
        });
        let written = self.others().flat_map(|document| &document.meta.tags).map(|tag| tag.text.as_str());
        let others: BTreeSet<&str> = written.filter(|tag| !config.tags.contains_key(*tag)).collect();
        named.chain(others.into_iter().map(|tag| item(tag, tag, Sort::Name))).collect()
    }

    fn entries(&self, kinds: &[Kind]) -> Vec<Item> {
        let folder = self.config.as_ref().and_then(|config| self.desk.folder(self.path, &config.locales));
        let Some(folder) = folder else { return Vec::new() };
        let of_kind = |kind: &Kind| {
            let one = |shown: Shown| entry(&shown, *kind);
            entries::list(self.desk, &folder, *kind).into_iter().map(one).collect::<Vec<_>>()
        };
        kinds.iter().flat_map(of_kind).collect()
    }

    /// What a link or a picture may lead to, where somebody types one.
    fn target(&self, text: &str, at: usize) -> Offer {
        let Some((start, is_picture)) = opened(text, at) else { return Offer::default() };
        let typed = &text[start..at];
        let colon = typed.find(':');
        if let Some((kind, id)) = EntryKind::of(typed) {
            let from = start + colon.map_or(0, |n| n + 1);
            return fitting(self.entries(&[Kind::Linked(kind)]), id.trim_start(), from..at);
        }
        if let Some((file, fragment)) = typed.split_once('#') {
            let from = start + file.len() + 1;
            let page = if file.is_empty() { Some(self.path.to_owned()) } else { file_of(self.desk, self.path, file) };
            let document = page.and_then(|page| self.desk.document(&page));
            let anchors = document.map(|document| document.anchors.keys().collect::<Vec<_>>()).unwrap_or_default();
            let items = anchors.into_iter().map(|anchor| item(&anchor.0, &anchor.0, Sort::Heading)).collect();
            return fitting(items, fragment, from..at);
        }
        let mut items = Vec::new();
        if is_picture {
            items.extend(self.files(&|file| has_ending(file, &PICTURES)));
        } else {
            let scheme = |kind: EntryKind| Item {
                detail: format!("an entry of {}", Kind::Linked(kind).file()),
                ..item(&format!("{}:", kind.scheme()), &format!("{}:", kind.scheme()), Sort::Word)
            };
            items.extend(EntryKind::ALL.into_iter().map(scheme));
            items.extend(self.pages());
            items.extend(self.files(&|file| !has_ending(file, &["md", "yaml", "yml"])));
        }
        fitting(items, typed, start..at)
    }

    /// Pages as links name them: without a language, so that every reader is led to the page in theirs.
    fn pages(&self) -> Vec<Item> {
        let beside = self.path.rsplit_once('/').map_or("", |(beside, _)| beside);
        let Some(config) = &self.config else { return Vec::new() };
        let root = root_of(beside, config);
        let mut told: BTreeSet<String> = BTreeSet::new();
        let mut items = Vec::new();
        let own = self.desk.document(self.path).map(|document| document.locale);
        let (first, rest): (Vec<_>, Vec<_>) = self.desk.documents().iter().partition(|document| Some(document.locale) == own);
        for document in first.into_iter().chain(rest) {
            let Some(place) = place::of(&document.path, &config.locales) else { continue };
            if document.path == self.path || place.key.is_empty() || !told.insert(place.key.clone()) {
                continue;
            }
            let stem = match (place.has_folder, document.path.contains("/_index.") || document.path.ends_with("/_index.md")) {
                (true, true) => format!("{}/_index", place.key),
                (true, false) => format!("{}/index", place.key),
                (false, _) => place.key.clone(),
            };
            let path = address::relative(beside, &format!("{root}/{stem}.md"));
            items.push(Item { detail: document.meta.title.text.clone(), ..item(&path, &address::typed(&path), Sort::File) });
        }
        items
    }

    /// Files below the content that pass, as this file names them.
    fn files(&self, passes: &dyn Fn(&str) -> bool) -> Vec<Item> {
        let beside = self.path.rsplit_once('/').map_or("", |(beside, _)| beside);
        let files = self.desk.session().tree().in_folder(CONTENT).map(|file| file.path.as_str());
        let fitting = files.filter(|path| passes(path) && names::page_stem(path).is_none());
        let one = |path: &str| {
            let path = address::relative(beside, path);
            item(&path, &address::typed(&path), Sort::File)
        };
        fitting.map(one).collect()
    }
}

/// The folder that keys of pages begin at, seen from a file: the content, or the folder of a language in it.
fn root_of(beside: &str, config: &Config) -> String {
    let language = beside.split('/').nth(1).filter(|name| config.locales.by_tag(name).is_some());
    language.map_or_else(|| CONTENT.to_owned(), |name| format!("{CONTENT}/{name}"))
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|own| own.eq_ignore_ascii_case(ending))
}

/// Where the target of a link begins that is being typed, and whether it is a picture's.
fn opened(text: &str, at: usize) -> Option<(usize, bool)> {
    let line = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let typed = &text[line..at];
    if let Some(open) = typed.rfind("](") {
        let target = &typed[open + 2..];
        let start = line + open + 2 + usize::from(target.starts_with('<'));
        let words = typed[..open].rfind('[');
        let is_picture = words.is_some_and(|words| typed[..words].ends_with('!'));
        return (!target.contains([')', '"'])).then_some((start, is_picture));
    }
    let (name, target) = typed.split_once("]:")?;
    let lead = target.len() - target.trim_start_matches([' ', '<']).len();
    name.trim_start().starts_with('[').then_some((at - target.len() + lead, false))
}

fn item(label: &str, text: &str, sort: Sort) -> Item {
    Item { label: label.to_owned(), text: text.to_owned(), detail: String::new(), about: String::new(), sort }
}

fn entry(shown: &Shown, kind: Kind) -> Item {
    let detail = [shown.line(), shown.title()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" — ");
    Item { detail, about: shown.markdown(kind), ..item(&shown.id, &shown.id, Sort::Entry) }
}

/// The items that fit to what is typed: those that begin with it, then those that hold all words of it, in any language and spelling.
fn fitting(items: Vec<Item>, typed: &str, range: Range<usize>) -> Offer {
    let wanted = fold(typed.trim());
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let rank = |item: &Item| {
        let label = fold(&item.label);
        if label.starts_with(&wanted) {
            return Some(0);
        }
        let all = fold(&format!("{} {}", item.label, item.detail));
        words.iter().all(|word| all.contains(word)).then_some(if label.contains(&wanted) { 1 } else { 2 })
    };
    let mut ranked: Vec<(u8, Item)> = items.into_iter().filter_map(|item| Some((rank(&item)?, item))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    Offer { range, items: ranked.into_iter().map(|(_, item)| item).take(MOST).collect() }
}

#[cfg(test)]
mod tests {
    use super::opened;

    #[test]
    fn a_target_that_is_typed_is_found() {
        let found = |text: &str| opened(text, text.len()).map(|(start, is_picture)| (text[start..].to_owned(), is_picture));
        assert_eq!(found("a [b](fact:g"), Some(("fact:g".to_owned(), false)));
        assert_eq!(found("![b](pic"), Some(("pic".to_owned(), true)));
        assert_eq!(found("[سعر](<fact:غاز"), Some(("fact:غاز".to_owned(), false)));
        assert_eq!(found("[x]: a"), Some(("a".to_owned(), false)));
        assert_eq!(found("[b](fact:g) and"), None);
        assert_eq!(found("[b](fact:g \"ti"), None);
        assert_eq!(found("text"), None);
    }
}
