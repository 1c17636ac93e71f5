//! Data files, heads and figures -> the ids that they name, each with the kinds of entry that it can mean there.

use std::ops::Range;

use super::Kind;
use crate::ast::EntryKind;
use crate::source::Span;
use crate::yaml::{Node, Value, Yaml};

const SOURCE: &[Kind] = &[Kind::Linked(EntryKind::Source)];
const FACT: &[Kind] = &[Kind::Linked(EntryKind::Fact)];
const SPEAKER: &[Kind] = &[Kind::Linked(EntryKind::Person), Kind::Linked(EntryKind::Organisation)];
const PERSON: &[Kind] = &[Kind::Linked(EntryKind::Person)];
const PLACE: &[Kind] = &[Kind::Linked(EntryKind::Place)];
const EVENT: &[Kind] = &[Kind::Event];
const UNIT: &[Kind] = &[Kind::Unit, Kind::Linked(EntryKind::Term)];

/// What the value at the end of a path names, in a kind of file as the table of kinds calls it.
pub(in crate::answers) fn meant(file: &str, path: &[String]) -> &'static [Kind] {
    let steps: Vec<&str> = path.iter().map(String::as_str).collect();
    match (file, steps.as_slice()) {
        ("facts" | "people" | "places" | "organisations" | "events", [_, "source"]) | ("claims", [_, "sources"]) => SOURCE,
        ("facts", [_, "unit"]) => UNIT,
        ("claims", [_, "by"]) => SPEAKER,
        ("front-matter", ["key_figures", "fact"]) => FACT,
        (figure, [.., last]) if figure.starts_with("figure-") => match (*last, steps.len()) {
            ("fact", _) => FACT,
            ("event", 2) => EVENT,
            ("place", 2) => PLACE,
            ("person", 2) => PERSON,
            ("source", 2) if steps[0] == "source" => SOURCE,
            _ => &[],
        },
        _ => &[],
    }
}

/// Calls `each` with every text of a mapping and its path. Recursion is bounded by the parser's limit of nesting.
pub(in crate::answers) fn texts<'n>(node: &'n Node, path: &mut Vec<String>, each: &mut dyn FnMut(&[String], &'n Node, &'n str)) {
    match &node.value {
        Value::Map(entries) => {
            for (key, value) in entries {
                let Value::Text(key) = &key.value else { continue };
                path.push(key.clone());
                texts(value, path, each);
                path.pop();
            }
        }
        Value::List(items) => {
            for item in items {
                texts(item, path, each);
            }
        }
        Value::Text(text) => each(path, node, text),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
    }
}

/// The fields of a mapping.
pub(in crate::answers) fn entries(node: &Node) -> &[(Node, Node)] {
    if let Value::Map(entries) = &node.value { entries } else { &[] }
}

/// Where the letters of a text stand, if they stand in the file as they are.
pub(in crate::answers) fn letters(yaml: &Yaml<'_>, node: &Node, value: &str, text: &str) -> Option<Range<usize>> {
    exact(yaml.span(node), value, text)
}

/// The part of a span that is a text, without quotation marks around it.
pub(in crate::answers) fn exact(span: Span, value: &str, text: &str) -> Option<Range<usize>> {
    let start = span.range().start;
    let start = if text.get(start..)?.starts_with(['"', '\'']) { start + 1 } else { start };
    let range = start..start + value.len();
    (text.get(range.clone()) == Some(value)).then_some(range)
}
