//! A piece that is filled in rather than written -> its fields, each with its bytes, and how a new value is written there: the words of a
//! picture, the cells of a table, the texts of a head, the values of an entry.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::piece::{Part, Piece};
use crate::answers::Desk;
use crate::ast::{Block, BlockKind, Document};
use crate::exchange::texts::{Source, Within, of_head};
use crate::locale::{LocaleId, Locales};
use crate::markdown::write::inline::escaped;
use crate::markdown::write::place;
use crate::yaml::scalar::quoted_within;
use crate::yaml::{Node, Value};

/// As many fields as somebody fills in at once; a longer entry or table is written.
const MOST: usize = 400;
/// Texts of a head that every page may have, in the order in which they are asked for.
const HEAD: [&str; 3] = ["title", "subtitle", "summary"];

/// How a value is written.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Writing {
    /// As a value of YAML, after this where it is not there yet.
    Yaml(String),
    /// As a number or a date of YAML, if it is one.
    Number,
    /// As the words of a picture for those who do not see it.
    Alt,
    /// As the title of a picture. With its quotation mark, and what goes with it where it is empty.
    Caption(char),
    /// As a cell of a table.
    Cell,
}

/// A field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name within the piece: `alt`, `title`, `what.ar`, `2.1` for the first cell of the second row.
    pub name: String,
    /// What it says.
    pub value: String,
    /// The language of that, where it has one.
    pub locale: Option<LocaleId>,
    /// Its bytes in the file; none where it would be inserted.
    place: Range<usize>,
    writing: Writing,
}

impl Field {
    /// As JSON.
    pub fn told(&self, locales: &Locales) -> Json {
        let locale = self.locale.map(|id| locales.get(id));
        json!({
            "name": self.name,
            "value": self.value,
            "language": locale.map(|locale| locale.tag.as_str()),
            "dir": locale.map_or("auto", |locale| locale.dir.as_str()),
        })
    }

    /// The bytes that a new value replaces, and what is written there.
    pub fn written(&self, value: &str) -> (Range<usize>, String) {
        let line: String = value.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        let place = self.place.clone();
        match &self.writing {
            Writing::Yaml(_) if line.is_empty() && place.is_empty() => (place, String::new()),
            Writing::Yaml(before) if before.is_empty() => (place, quoted_within(&line).into_owned()),
            Writing::Yaml(before) => (place, format!("{before}{}\n", quoted_within(&line))),
            Writing::Number if is_number(&line) => (place, line),
            Writing::Number => (place, quoted_within(&line).into_owned()),
            Writing::Alt => (place, escaped(&line, false, false)),
            Writing::Caption(_) if line.is_empty() => (place, String::new()),
            Writing::Caption(mark) => (place, format!(" {mark}{}{mark}", closed(&quoted(&line, *mark)))),
            Writing::Cell => (place, closed(&line.replace('|', "\\|"))),
        }
    }
}

/// A text between marks of quotation: backslashes before such a mark are doubled, so that the one before the mark itself counts.
fn quoted(text: &str, mark: char) -> String {
    let (mut out, mut slashes) = (String::with_capacity(text.len()), 0);
    for c in text.chars() {
        if c == mark {
            out.extend(std::iter::repeat_n('\\', slashes + 1));
        }
        slashes = if c == '\\' { slashes + 1 } else { 0 };
        out.push(c);
    }
    out
}

/// A text whose last backslash takes nothing from what stands behind it.
fn closed(text: &str) -> String {
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    if backslashes % 2 == 1 { format!("{text}\\") } else { text.to_owned() }
}

/// A number or a day: what YAML reads as itself, or as a text of the same letters.
fn is_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && text.chars().all(is_part)
        && text.ends_with(|c: char| c.is_ascii_digit())
}

/// The fields of a piece; none where it is written as text.
pub fn of(desk: &Desk, piece: &Piece) -> Vec<Field> {
    let found = match piece.part {
        Part::Block => block(desk, piece),
        Part::Head => head(desk, piece),
        Part::Entry => entry(desk, piece),
        Part::Behind | Part::Note => None,
    };
    found.filter(|fields| fields.len() <= MOST).unwrap_or_default()
}

fn block(desk: &Desk, piece: &Piece) -> Option<Vec<Field>> {
    let (document, text) = (desk.document(&piece.path)?, desk.text(&piece.path)?);
    let block = document.blocks.iter().find(|block| place(text, block) == Some(piece.range.clone()))?;
    match &block.kind {
        BlockKind::CaptionedImage { alt, .. } => picture(text, piece.range.clone(), alt, block.locale),
        BlockKind::Table { .. } => table(text, block),
        BlockKind::Paragraph(_)
        | BlockKind::Heading { .. }
        | BlockKind::List { .. }
        | BlockKind::Quote(_)
        | BlockKind::Callout { .. }
        | BlockKind::Code { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Math { .. }
        | BlockKind::Raw(_)
        | BlockKind::Rule => None,
    }
}

/// `![alt](file "caption")`; nothing of one that is written in another way.
fn picture(text: &str, range: Range<usize>, alt: &str, locale: LocaleId) -> Option<Vec<Field>> {
    let own = text.get(range.clone())?;
    let inside = own.strip_prefix("![")?;
    let close = end_of_words(inside)?;
    let alt_place = range.start + 2..range.start + 2 + close;
    let rest = inside[close..].strip_prefix("](")?;
    let start = range.end - rest.len();
    let address = match rest.strip_prefix('<') {
        Some(inner) => inner.find('>')? + 2,
        None => rest.find([' ', '\n', ')'])?,
    };
    let last = rest.strip_suffix(')')?;
    let behind = last.get(address..)?;
    let title = behind.trim();
    let (mark, value) = match title.chars().next() {
        None => ('"', String::new()),
        Some(mark @ ('"' | '\'')) if title.len() > 1 && title.ends_with(mark) => {
            (mark, title[1..title.len() - 1].replace(&format!("\\{mark}"), &mark.to_string()))
        }
        Some(_) => return None,
    };
    let caption = Field {
        name: "caption".to_owned(),
        value: value.split_whitespace().collect::<Vec<_>>().join(" "),
        locale: Some(locale),
        place: start + address..start + last.len(),
        writing: Writing::Caption(mark),
    };
    let alt =
        Field { name: "alt".to_owned(), value: alt.to_owned(), locale: Some(locale), place: alt_place, writing: Writing::Alt };
    Some(vec![alt, caption])
}

/// Where the bracket closes that is open.
fn end_of_words(text: &str) -> Option<usize> {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn table(text: &str, block: &Block) -> Option<Vec<Field>> {
    let BlockKind::Table { head, rows, .. } = &block.kind else { return None };
    let mut fields = Vec::new();
    for (row, cells) in std::iter::once(head).chain(rows).enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let range = cell.span.range();
            let own = text.get(range.clone())?;
            let start = range.start + own.len() - own.trim_start().len();
            let value = own.trim();
            // A row that is shorter than the head has cells that stand nowhere.
            if own.contains('\n') || !block.span.range().contains(&range.start) {
                return None;
            }
            fields.push(Field {
                name: format!("{row}.{column}"),
                value: value.replace("\\|", "|"),
                locale: Some(cell.locale),
                place: start..start + value.len(),
                writing: Writing::Cell,
            });
        }
    }
    let is_one_each = fields.windows(2).all(|pair| pair[0].place.end < pair[1].place.start);
    is_one_each.then_some(fields)
}

fn head(desk: &Desk, piece: &Piece) -> Option<Vec<Field>> {
    let (document, text) = (desk.document(&piece.path)?, desk.text(&piece.path)?);
    let written = text.get(piece.range.clone())?;
    let source = Source::of(document.head.file, written, piece.range.start)?;
    let known = of_head(&source, |_| true);
    let mut fields: Vec<Field> = Vec::new();
    for name in HEAD {
        let own = known.iter().find(|text| text.path == name);
        let field = |value: &str, place: Range<usize>, before: String| Field {
            name: name.to_owned(),
            value: value.to_owned(),
            locale: Some(document.locale),
            place,
            writing: Writing::Yaml(before),
        };
        match own {
            Some(own) => fields.push(field(&own.value, own.place.clone(), String::new())),
            // One that is there and cannot be replaced is not there twice.
            None if is_said(&source, name) => {}
            None if written.ends_with('\n') => {
                fields.push(field("", piece.range.end..piece.range.end, format!("{name}: ")));
            }
            None => {}
        }
    }
    let rest = known.into_iter().filter(|text| !HEAD.contains(&text.path.as_str()));
    fields.extend(rest.map(|text| Field {
        name: text.path,
        value: text.value,
        locale: Some(document.locale),
        place: text.place,
        writing: Writing::Yaml(String::new()),
    }));
    Some(fields)
}

fn is_said(source: &Source<'_>, name: &str) -> bool {
    matches!(&source.root().value, Value::Map(entries) if entries.iter().any(|(key, _)| key.value == Value::Text(name.to_owned())))
}

fn entry(desk: &Desk, piece: &Piece) -> Option<Vec<Field>> {
    let (config, file) = (desk.config()?, desk.session().tree().get(&piece.path)?);
    let source = Source::of(file.id, file.text()?, 0)?;
    let Value::Map(entries) = &source.root().value else { return None };
    let (key, node) = entries.iter().find(|(key, _)| source.start(key).abs_diff(piece.range.start) < 2)?;
    let mut reader = Reader { source: &source, locales: &config.locales, fields: Vec::new() };
    reader.walk(node, "", source.inside(source.root(), key, Within::OUTERMOST));
    Some(reader.fields)
}

struct Reader<'a, 's> {
    source: &'a Source<'s>,
    locales: &'a Locales,
    fields: Vec<Field>,
}

impl Reader<'_, '_> {
    fn walk(&mut self, node: &Node, path: &str, within: Within) {
        let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match &node.value {
            Value::Map(entries) => {
                for (key, value) in entries {
                    if let Value::Text(name) = &key.value {
                        self.walk(value, &below(name), self.source.inside(node, key, within));
                    }
                }
            }
            Value::List(items) => {
                for (number, item) in (1..).zip(items) {
                    self.walk(item, &below(&i64::to_string(&number)), self.source.inside(node, item, within));
                }
            }
            Value::Text(value) => {
                if let Some(place) = self.source.scalar(node, within) {
                    let is_number = is_number(value) && self.source.text()[place.clone()] == **value;
                    let writing = if is_number { Writing::Number } else { Writing::Yaml(String::new()) };
                    self.add(path, value.trim_end(), place, writing);
                }
            }
            Value::Int(_) | Value::Float(_) => {
                let start = self.source.start(node);
                let rest = &self.source.text()[start..];
                let length = rest.find([',', '}', ']', ' ', '\n', '\r', '#']).unwrap_or(rest.len());
                self.add(path, &rest[..length], start..start + length, Writing::Number);
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn add(&mut self, path: &str, value: &str, place: Range<usize>, writing: Writing) {
        let tag = path.rsplit('.').next().unwrap_or(path);
        let locale = self.locales.by_tag(tag).map(|locale| locale.id);
        let place = self.source.placed(place);
        self.fields.push(Field { name: path.to_owned(), value: value.to_owned(), locale, place, writing });
    }
}

/// The language of a piece: that of its block, or of its page.
pub fn locale(desk: &Desk, piece: &Piece) -> Option<LocaleId> {
    let document: &Document = desk.document(&piece.path)?;
    let block = document.blocks.iter().find(|block| block.span.range().start == piece.range.start);
    Some(block.map_or(document.locale, |block| block.locale))
}
