//! A place in a file -> what is named or written there, and where it leads.

use super::spot::{self, Part};
use super::{Desk, Place, entries, mentions, twin};
use crate::ast::{Anchor, EntryKind};
use crate::schema::shape::{Field, Shape};
use crate::site::address;
use crate::site::place::{self, CONTENT};

/// What is told of a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// As Markdown.
    pub markdown: String,
    /// What it is told of.
    pub place: Place,
}

/// What is told of a place: the entry that is named there, else the field that is written there.
pub fn at(desk: &Desk, path: &str, at: usize) -> Option<Hover> {
    if let Some(mention) = mentions::at(desk, path, at) {
        let shown = entries::one(desk, &mention.subject)?;
        return Some(Hover { markdown: shown.markdown(mention.subject.kind), place: mention.place.clone() });
    }
    let text = desk.text(path)?;
    let Part::Fields(name, range) = spot::part(path, text, at) else { return None };
    let (field, word) = named(text, &range, at)?;
    let found = spot::shapes(&name, &field.path).into_iter().find_map(|shape| {
        let Shape::Object(object) = shape else { return None };
        object.fields.iter().find(|own| own.name == text[word.clone()].trim_matches(['"', '\'']))
    })?;
    Some(Hover { markdown: told(found), place: Place { path: path.to_owned(), range: word } })
}

/// What the table says of a field.
pub(in crate::answers) fn told(field: &Field) -> String {
    let list = |words: &[&str]| format!("\n\n{}", words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "));
    let words = if let Shape::Words(words) = &field.shape { list(words) } else { String::new() };
    format!("**`{}`** {}{words}", field.name, field.about)
}

/// The field whose name a byte belongs to, and the bytes of the name.
fn named(text: &str, range: &std::ops::Range<usize>, at: usize) -> Option<(spot::Field, std::ops::Range<usize>)> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\'');
    let end = at + text[at..].find(|c| !is_part(c)).unwrap_or(text.len() - at);
    if !text[end..].starts_with(':') {
        return None;
    }
    let field = spot::field(text, range, end);
    let start = text[..end].rfind(|c| !is_part(c)).map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    (!field.is_value && start < end && start >= range.start).then_some((field, start..end))
}

/// Where what is named at a place stands: an entry in its data file, a page or a heading, a file.
pub fn definition(desk: &Desk, path: &str, at: usize) -> Vec<Place> {
    if let Some(mention) = mentions::at(desk, path, at) {
        return mentions::definition(desk, &mention.subject).cloned().into_iter().collect();
    }
    link(desk, path, at).into_iter().collect()
}

/// The page, heading or file that a link leads to.
fn link(desk: &Desk, path: &str, at: usize) -> Option<Place> {
    let document = desk.document(path)?;
    let around = |span: std::ops::Range<usize>| span.start <= at && at < span.end;
    let link = document.refs.iter().filter(|link| around(link.span.range())).min_by_key(|link| link.span.range().len())?;
    let raw = link.raw.trim();
    if EntryKind::of(raw).is_some() || raw.contains("://") {
        return None;
    }
    let (file, fragment) = raw.split_once('#').map_or((raw, None), |(file, fragment)| (file, Some(fragment)));
    let target = if file.is_empty() { path.to_owned() } else { file_of(desk, path, file)? };
    let place = fragment.and_then(|name| {
        let name = address::decode(name)?.into_owned();
        desk.document(&target)?.anchors.get(&Anchor(name)).and_then(|span| desk.place(*span))
    });
    Some(place.unwrap_or(Place { path: target, range: 0..0 }))
}

/// The file that a link of a page names; of a page that names no language, the one in the page's own.
pub(in crate::answers) fn file_of(desk: &Desk, path: &str, written: &str) -> Option<String> {
    let config = desk.config()?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let written = address::decode(written)?;
    let full = match written.strip_prefix('/') {
        Some(rest) => format!("{CONTENT}/{rest}"),
        None => address::join(folder, &written)?,
    };
    let Some((key, asked)) = place::target(&full, &config.locales) else {
        return desk.session().tree().get(&full).map(|file| file.path.clone());
    };
    let own = desk.document(path).map(|document| document.locale);
    let pages = twin::of_key(desk, key);
    let is_wanted = |locale| Some(locale) == asked.or(own);
    let found = pages.iter().find(|document| is_wanted(document.locale)).or(pages.first())?;
    Some(found.path.clone())
}
