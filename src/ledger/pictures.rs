//! `pictures.yaml` -> what is written once of each picture beside it: its words in every language, who made it, where it is
//! cropped, and what is painted over.

use std::collections::BTreeMap;

use super::Texts;
use super::fields::Row;
use super::names::PICTURES;
use super::read::Reader;
use crate::diag::Diagnostics;
use crate::diag::codes::{photos as codes, yaml as yaml_codes};
use crate::locale::date::Date;
use crate::locale::fold::composed;
use crate::picture::photo::Area;
use crate::source::{Located, Span};
use crate::yaml::{Node, Value};

/// What is written of a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// The file as it is named in the list.
    pub name: String,
    /// Its key in the list.
    pub span: Span,
    /// What it shows, for readers who do not see it.
    pub alt: Option<Texts>,
    /// What stands under it.
    pub caption: Option<Texts>,
    /// Who made it, or whose it is.
    pub credit: Option<Texts>,
    /// What it may be used for.
    pub licence: Option<Texts>,
    /// Where it comes from.
    pub source: Option<Texts>,
    /// When it was made.
    pub date: Option<Date>,
    /// The place that no crop loses.
    pub focus: Option<Located<Focus>>,
    /// What is painted over; an empty list says that nothing need be.
    pub redact: Option<Vec<Located<Area>>>,
}

impl Picture {
    /// The boxes that are painted over it.
    pub fn boxes(&self) -> &[Located<Area>] {
        self.redact.as_deref().unwrap_or_default()
    }
}

/// A place in a picture as it is shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Focus {
    /// Pixels from the left and from the top.
    Pixels(u32, u32),
    /// Parts of the width and of the height.
    Parts(f64, f64),
}

/// The pictures of every list, by the path of their file: `content/brief/market.jpg`.
pub type Pictures = BTreeMap<String, Picture>;

impl Reader<'_> {
    /// Every `pictures.yaml` below the content.
    pub(in crate::ledger) fn pictures(&self, diags: &mut Diagnostics) -> Pictures {
        let mut pictures = Pictures::new();
        for file in self.tree.in_folder(super::read::CONTENT) {
            let Some(folder) = file.path.strip_suffix(PICTURES).and_then(|folder| folder.strip_suffix('/')) else { continue };
            self.list(
                &file.path,
                phrase!("a list of pictures"),
                |_| None,
                diags,
                |row, _, diags| {
                    let picture = entry(row, diags);
                    let path = format!("{folder}/{}", picture.name);
                    match pictures.get(&path) {
                        // Two spellings of one name: `é` in one letter and in two.
                        Some(first) => diags.push(yaml_codes::duplicate_field(picture.span, &picture.name, first.span)),
                        None => {
                            pictures.insert(path, picture);
                        }
                    }
                    Some(())
                },
            );
        }
        pictures
    }
}

fn entry(row: &mut Row<'_>, diags: &mut Diagnostics) -> Picture {
    Picture {
        name: composed(row.id),
        span: row.span,
        alt: row.texts("alt", diags),
        caption: row.texts("caption", diags),
        credit: row.texts_or_one("credit", diags),
        licence: row.texts_or_one("licence", diags),
        source: row.texts_or_one("source", diags),
        date: row.recent("date", diags),
        focus: focus(row, diags),
        redact: redact(row, diags),
    }
}

/// `[x, y]`: whole numbers are pixels, numbers with a decimal point parts of the whole.
fn focus(row: &mut Row<'_>, diags: &mut Diagnostics) -> Option<Located<Focus>> {
    let node = row.fields.take("focus")?;
    let span = row.yaml.span(node);
    let value = match &node.value {
        Value::List(pair) => match pair.as_slice() {
            [Node { value: Value::Int(x), .. }, Node { value: Value::Int(y), .. }] => {
                u32::try_from(*x).ok().zip(u32::try_from(*y).ok()).map(|(x, y)| Focus::Pixels(x, y))
            }
            [x, y] => part(x).zip(part(y)).map(|(x, y)| Focus::Parts(x, y)),
            _ => None,
        },
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Map(_) => None,
    };
    if value.is_none() {
        diags.push(codes::bad_focus(span));
    }
    value.map(|value| Located { value, span })
}

fn part(node: &Node) -> Option<f64> {
    let part = match node.value {
        Value::Float(part) => part,
        Value::Int(0) => 0.0,
        Value::Int(1) => 1.0,
        Value::Int(_) | Value::Null | Value::Bool(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => return None,
    };
    (0.0..=1.0).contains(&part).then_some(part)
}

/// `[[x, y, width, height, "solid"], …]`
fn redact(row: &mut Row<'_>, diags: &mut Diagnostics) -> Option<Vec<Located<Area>>> {
    let key = row.fields.key_span("redact")?;
    let mut areas = Vec::new();
    let nodes = row.fields.list("redact", diags);
    if row.fields.take("redact").is_none() {
        // Nobody knows what was to be covered.
        diags.push(codes::bad_area(key));
    }
    if let [Node { value: Value::Int(_), .. }, ..] = nodes {
        // One box where a list of them belongs.
        diags.push(codes::bad_area(key));
        return Some(areas);
    }
    for node in nodes {
        let span = row.yaml.span(node);
        let Value::List(items) = &node.value else {
            diags.push(codes::bad_area(span));
            continue;
        };
        let (numbers, style) = items.split_at(items.len().min(4));
        match style {
            [] | [Node { value: Value::Null, .. }] => {}
            [Node { value: Value::Text(style), .. }] if style == "solid" => {}
            [other, ..] => {
                diags.push(codes::bad_style(row.yaml.span(if style.len() > 1 { &style[1] } else { other })));
                continue;
            }
        }
        let number = |node: &Node| match node.value {
            Value::Int(n) => u32::try_from(n).ok(),
            Value::Float(_) | Value::Null | Value::Bool(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
        };
        match numbers.iter().map(number).collect::<Option<Vec<u32>>>().as_deref() {
            Some([x, y, width, height]) if *width > 0 && *height > 0 => {
                areas.push(Located { value: Area { x: *x, y: *y, width: *width, height: *height }, span });
            }
            Some(_) | None => diags.push(codes::bad_area(span)),
        }
    }
    Some(areas)
}
