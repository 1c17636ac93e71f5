//! A YAML text -> the texts in it that readers see, each with its place: of the head of a page and of a figure.

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::figure::NAMES;
use crate::source::FileId;
use crate::yaml::{Node, Value, Yaml, parse_text, scalar};

/// A text of a YAML file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// Its fields from the outside in: `data.1.label`; items of lists are counted from 1.
    pub path: String,
    /// What it says.
    pub value: String,
    /// Its bytes in the file, with its quotation marks.
    pub place: Range<usize>,
}

/// A piece of YAML within a file.
pub struct Source<'a> {
    yaml: Yaml<'a>,
    text: &'a str,
    base: usize,
}

/// Where a node stands: the column that what belongs to it is behind, and whether brackets hold it.
#[derive(Clone, Copy)]
pub struct Within {
    column: usize,
    is_flow: bool,
}

impl Within {
    /// The outermost mapping.
    pub const OUTERMOST: Self = Self { column: 0, is_flow: false };

    /// The column that what belongs to it is behind.
    pub fn column(self) -> usize {
        self.column
    }

    /// Whether brackets hold it.
    pub fn is_flow(self) -> bool {
        self.is_flow
    }
}

impl<'a> Source<'a> {
    /// A text that stands at the byte `base` of a file; `None` where it cannot be read as a whole.
    pub fn of(file: FileId, text: &'a str, base: usize) -> Option<Self> {
        let yaml = parse_text(file, text, base, &mut Diagnostics::new()).whole()?;
        Some(Self { yaml, text, base })
    }

    /// The outermost mapping.
    pub fn root(&self) -> &Node {
        self.yaml.root()
    }

    /// The first byte of a node, within this text.
    pub fn start(&self, node: &Node) -> usize {
        self.yaml.span(node).range().start - self.base
    }

    /// A place of this text as one of the file.
    pub fn placed(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.base..range.end + self.base
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The bytes of a text within this text.
    pub fn scalar(&self, node: &Node, within: Within) -> Option<Range<usize>> {
        let Value::Text(value) = &node.value else { return None };
        scalar::range(self.text, self.start(node), (within.column, within.is_flow), value)
    }

    /// What the entries of a mapping or list are within.
    pub fn inside(&self, node: &Node, child: &Node, within: Within) -> Within {
        let start = self.start(node);
        let is_flow = within.is_flow || self.text[start..].starts_with(['{', '[']);
        let at = self.start(child);
        let line = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        let column = match &node.value {
            // What belongs to an item is behind its dash.
            Value::List(_) => self.text[line..at].rfind('-').unwrap_or(0),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Map(_) => at - line,
        };
        Within { column, is_flow }
    }

    /// Every text, in the order written.
    fn all(&self) -> Vec<Text> {
        let mut found = Vec::new();
        self.walk(self.root(), "", Within::OUTERMOST, &mut found);
        found
    }

    fn walk(&self, node: &Node, path: &str, within: Within, found: &mut Vec<Text>) {
        let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match &node.value {
            Value::Map(entries) => {
                for (key, value) in entries {
                    if let Value::Text(name) = &key.value {
                        self.walk(value, &below(name), self.inside(node, key, within), found);
                    }
                }
            }
            Value::List(items) => {
                for (number, item) in (1..).zip(items) {
                    self.walk(item, &below(&i64::to_string(&number)), self.inside(node, item, within), found);
                }
            }
            Value::Text(value) => {
                if let Some(place) = self.scalar(node, within) {
                    found.push(Text { path: path.to_owned(), value: value.clone(), place: self.placed(place) });
                }
            }
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
        }
    }
}

/// The last name of a path that is no number.
fn name(path: &str) -> &str {
    path.rsplit('.').find(|part| !part.bytes().all(|b| b.is_ascii_digit())).unwrap_or(path)
}

fn says_something(text: &Text) -> bool {
    text.value.chars().any(char::is_alphabetic)
}

/// The texts of a page's head, with the names of their units; `is_kept` says of a tag that it is the same in all languages.
pub fn of_head(source: &Source<'_>, is_kept: impl Fn(&str) -> bool) -> Vec<Text> {
    let unit = |text: Text| {
        let parts: Vec<&str> = text.path.split('.').collect();
        let path = match *parts.as_slice() {
            ["title" | "short_title" | "subtitle" | "summary" | "image_alt"] => text.path.clone(),
            ["authors"] => "author-1".to_owned(),
            ["authors", number] => format!("author-{number}"),
            ["tags"] if !is_kept(&text.value) => "tag-1".to_owned(),
            ["tags", number] if !is_kept(&text.value) => format!("tag-{number}"),
            ["key_figures", number, field @ ("value" | "label" | "note")] => format!("key-figure-{number}.{field}"),
            _ => return None,
        };
        Some(Text { path, ..text }).filter(says_something)
    };
    source.all().into_iter().filter_map(unit).collect()
}

/// The texts of a figure.
pub fn of_figure(source: &Source<'_>, figure: &str) -> Vec<Text> {
    let is_known = NAMES.contains(&figure);
    let is_seen = |text: &Text| match name(&text.path) {
        // The parameters of a theme's block: which of them readers see, its template knows.
        _ if !is_known => text.path.split('.').count() <= 2,
        // The last three name what stands in the figure, in its language.
        "title" | "subtitle" | "description" | "note" | "unit" | "label" | "name" | "text" | "role" | "value" | "categories"
        | "rows" | "highlight" | "at" | "series" => true,
        "source" => text.path == "source",
        _ => false,
    };
    source.all().into_iter().filter(|text| is_seen(text) && says_something(text)).collect()
}
