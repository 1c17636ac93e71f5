//! One catalogue of messages -> messages with their placeholders found. A catalogue is YAML: per key a text, or a
//! mapping of CLDR plural categories to texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostics;
use crate::diag::codes::theme::{self as codes, Place};
use crate::diag::codes::yaml::{unknown_field, wrong_type};
use crate::locale::format::Plural;
use crate::source::Span;
use crate::yaml::{self, Fields, Node, Value, Yaml};

use super::files::File;

/// Every plural category of CLDR.
const CATEGORIES: [Plural; 6] = [Plural::Zero, Plural::One, Plural::Two, Plural::Few, Plural::Many, Plural::Other];

/// The messages of one file, over those of the built-in file that it overrides.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The messages by key.
    pub messages: BTreeMap<String, Message>,
    file: File,
}

/// A message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Message {
    /// The same for every count.
    Plain(Vec<Piece>),
    /// One form per category.
    Plural(BTreeMap<Plural, Vec<Piece>>),
}

/// A part of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words.
    Text(String),
    /// `{name}`.
    Value(String),
}

impl Catalogue {
    /// Reads a file, and the one below it. What cannot be read is reported and left out.
    pub fn read(file: &File, diags: &mut Diagnostics) -> Self {
        let mut messages = BTreeMap::new();
        if let Some(below) = file.below() {
            messages = Self::read(below, diags).messages;
        }
        let mut found = Diagnostics::new();
        with_fields(file, &mut found, |yaml, fields, found| {
            for (key, _, value) in fields.entries() {
                if let Some(message) = message(yaml, key, value, found) {
                    messages.insert(key.to_owned(), message);
                }
            }
        });
        diags.append(file.placed(&found));
        Self { messages, file: file.clone() }
    }

    /// Where a message stands; the start of the file for one that is below it. Reads the file again: asked only
    /// when there is something to report.
    pub fn place(&self, key: &str) -> Place {
        let mut span: Option<Span> = None;
        with_fields(&self.file, &mut Diagnostics::new(), |_, fields, _| span = fields.key_span(key));
        self.file.place_of(span)
    }

    /// The start of the file.
    pub fn start(&self) -> Place {
        self.file.place(0..0)
    }
}

/// Calls `then` with the fields of a file; reports why it has none.
fn with_fields(file: &File, diags: &mut Diagnostics, then: impl FnOnce(&Yaml<'_>, &Fields<'_>, &mut Diagnostics)) {
    let Some(range) = file.text_range() else {
        diags.push(codes::not_text(&file.place(0..0), &file.source().path));
        return;
    };
    let Some(yaml) = yaml::parse(file.source(), range, diags).whole() else { return };
    if let Some(fields) = Fields::of(&yaml, yaml.root(), phrase!("a catalogue of messages"), diags) {
        then(&yaml, &fields, diags);
    }
}

fn message(yaml: &Yaml<'_>, key: &str, value: &Node, diags: &mut Diagnostics) -> Option<Message> {
    let Value::Map(map) = &value.value else {
        return Some(Message::Plain(pieces(text(yaml, key, value, diags)?)));
    };
    let mut forms = BTreeMap::new();
    for (form, value) in map {
        let Some(name) = text(yaml, key, form, diags) else { continue };
        match CATEGORIES.iter().find(|p| p.as_str() == name) {
            Some(category) => {
                if let Some(text) = text(yaml, name, value, diags) {
                    forms.insert(*category, pieces(text));
                }
            }
            None => diags.push(unknown_field(yaml.span(form), name, &CATEGORIES.map(Plural::as_str))),
        }
    }
    if !forms.contains_key(&Plural::Other) {
        diags.push(codes::no_other(yaml.span(value), key));
    }
    Some(Message::Plural(forms))
}

/// The text of a value. Not by [`Yaml::text`], which looks up a place for every text, right or wrong.
fn text<'n>(yaml: &Yaml<'_>, name: &str, node: &'n Node, diags: &mut Diagnostics) -> Option<&'n str> {
    match &node.value {
        Value::Text(text) => Some(text),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
            diags.push(wrong_type(yaml.span(node), name, phrase!("text"), node.describe()));
            None
        }
    }
}

impl Message {
    /// The names of all placeholders in all forms.
    pub fn values(&self) -> BTreeSet<&str> {
        let all: Vec<&Piece> = match self {
            Message::Plain(pieces) => pieces.iter().collect(),
            Message::Plural(forms) => forms.values().flatten().collect(),
        };
        all.into_iter().filter_map(Piece::name).collect()
    }
}

impl Piece {
    /// The placeholder's name, if it is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Piece::Value(name) => Some(name),
            Piece::Text(_) => None,
        }
    }
}

/// The text cut at its placeholders. A brace that opens no name stays text.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        match after.split_once('}') {
            Some((name, next)) if is_name(name) => {
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::Value(name.to_owned()));
                rest = next;
            }
            Some(_) | None => {
                plain.push('{');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn braces_with_a_name_are_placeholders() {
        let show = |text: &str| {
            let part = |p: Piece| match p {
                Piece::Text(text) => text,
                Piece::Value(name) => format!("<{name}>"),
            };
            pieces(text).into_iter().map(part).collect::<Vec<_>>().join("|")
        };
        assert_eq!(show("صفحة {n} من {m}"), "صفحة |<n>| من |<m>");
        assert_eq!(show("{language}"), "<language>");
        assert_eq!(show("a { b } {} {C} {n"), "a { b } {} {C} {n");
        assert_eq!(show("{{n}"), "{|<n>");
        assert_eq!(show(""), "");
    }
}
