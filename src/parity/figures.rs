//! A figure -> the entries of the ledger that its block names, and all that it prints.

use crate::figure::labels::FigureLabels;
use crate::figure::rows::grid;
use crate::figure::{Figure, Kind, block};
use crate::locale::Locales;
use crate::source::Span;
use crate::yaml::{Node, Value, Yaml, parse_text};

use crate::ast::text;
use crate::diag::Diagnostics;

/// Keys under which figures name entries by id.
const NAMES: [&str; 4] = ["event", "fact", "person", "place"];
/// The key of both a source in words (`source: Ministry`) and one by id (`source: {source: ministry}`).
const SOURCE: &str = "source";

/// The entries that the YAML of a figure names, as references in the text are written: `fact:lpg-new`.
pub(in crate::parity) fn entries(yaml: &str, body: Span) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    // What is wrong with the block has been reported where it was read.
    if let Some(yaml) = parse_text(body.file, yaml, body.range().start, &mut Diagnostics::new()).whole() {
        named(&yaml, yaml.root(), "", &mut found);
    }
    found
}

/// Recursion is bounded by the parser's limit of nesting.
fn named(yaml: &Yaml<'_>, node: &Node, within: &str, found: &mut Vec<(String, Span)>) {
    match &node.value {
        Value::Map(entries) => {
            for (key, value) in entries {
                let Value::Text(key) = &key.value else { continue };
                match &value.value {
                    Value::Text(id) if NAMES.contains(&key.as_str()) || (key == SOURCE && within == SOURCE) => {
                        found.push((format!("{key}:{}", id.trim()), yaml.span(value)));
                    }
                    Value::Map(_)
                    | Value::List(_)
                    | Value::Text(_)
                    | Value::Int(_)
                    | Value::Float(_)
                    | Value::Bool(_)
                    | Value::Null => {
                        named(yaml, value, key, found);
                    }
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| named(yaml, item, within, found)),
        Value::Text(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Null => {}
    }
}

/// What a figure prints, a line for each of its parts; words of the interface are left out.
pub(in crate::parity) fn lines(figure: &Figure, locales: &Locales, out: &mut String) {
    let mut line = |text: &str| out.extend([text, "\n"]);
    for text in [&figure.title, &figure.subtitle, &figure.description, &figure.source, &figure.note].into_iter().flatten() {
        line(text);
    }
    match &figure.kind {
        Kind::Chart(_) | Kind::Timeline(_) | Kind::Map(_) | Kind::Table(_) => {
            let grid = grid(figure, &FigureLabels::from(|_| String::new()), locales);
            let rows = grid.iter().flat_map(|grid| std::iter::once(&grid.head).chain(&grid.rows));
            rows.flatten().for_each(|cell| line(&text::inlines(&cell.content)));
        }
        Kind::KeyFigures(list) => {
            for figure in list {
                [Some(&figure.value), Some(&figure.label), figure.note.as_ref()]
                    .into_iter()
                    .flatten()
                    .for_each(|text| line(text));
            }
        }
        Kind::People(list) => {
            for person in list {
                [Some(&person.name), person.role.as_ref(), person.note.as_ref()]
                    .into_iter()
                    .flatten()
                    .for_each(|text| line(text));
            }
        }
        Kind::Block(block) => {
            for argument in block.arguments.values() {
                match argument {
                    block::Argument::Text(text) => line(text),
                    block::Argument::Texts(texts) => texts.iter().for_each(|text| line(text)),
                    block::Argument::Bool(_) => {}
                }
            }
        }
    }
}
