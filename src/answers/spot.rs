//! A place in a file -> what may stand there: a field of a mapping, a value of one, the text of a page. Half of what is asked about is
//! still being typed, so this looks at lines and never at a tree.

use std::ops::Range;

use crate::schema::{self, shape::Shape};
use crate::source::names;

/// Where in a file somebody stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// In a mapping whose fields the table of kinds of files knows by this name.
    Fields(String, Range<usize>),
    /// In the text of a page.
    Body,
    /// In what nothing is known of.
    Other,
}

/// The part of a file that a byte of it belongs to.
pub fn part(path: &str, text: &str, at: usize) -> Part {
    let at = text.floor_char_boundary(at.min(text.len()));
    if names::page_stem(path).is_some() {
        return in_page(text, at);
    }
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match kind(path) {
        Some(name) => Part::Fields(name.to_owned(), mark..text.len()),
        None => Part::Other,
    }
}

/// The name in the table of a file that holds nothing but fields.
pub fn kind(path: &str) -> Option<&'static str> {
    let file = schema::FILES.iter().find(|file| file.paths.iter().any(|glob| is_like(path, glob)))?;
    Some(file.name)
}

/// Whether a path is one of those that `content/**/facts.yaml` or `themes/*/theme.yaml` means.
fn is_like(path: &str, glob: &str) -> bool {
    match glob.split_once("**/") {
        Some((folder, name)) => path.strip_prefix(folder).is_some_and(|rest| rest.rsplit('/').next() == Some(name)),
        None => match glob.split_once('*') {
            Some((before, after)) => {
                let inner = path.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
                inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('/'))
            }
            None => path == glob,
        },
    }
}

fn in_page(text: &str, at: usize) -> Part {
    let body = match head(text) {
        Some((head, body)) if at < body => {
            return if head.contains(&at) || at == head.end {
                Part::Fields("front-matter".to_owned(), head)
            } else {
                Part::Other
            };
        }
        Some((_, body)) => body,
        None => 0,
    };
    match fence(text, body, at) {
        Some((name, inside)) if schema::of(&format!("figure-{name}")).is_some() => Part::Fields(format!("figure-{name}"), inside),
        Some(_) => Part::Other,
        None => Part::Body,
    }
}

/// The lines between `---` at the top of a page, and where the rest begins; all of a page whose head nobody has closed yet.
fn head(text: &str) -> Option<(Range<usize>, usize)> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = text[mark..].split_inclusive('\n').next()?;
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return None;
    }
    let open = mark + first.len();
    let mut start = open;
    for line in text[open..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((open..start, start + line.len()));
        }
        start += line.len();
    }
    Some((open..text.len(), text.len() + 1))
}

/// The first word behind the fence around a place, and what the fence holds.
fn fence(text: &str, body: usize, at: usize) -> Option<(String, Range<usize>)> {
    let mut open: Option<(char, usize, String, usize)> = None;
    let mut start = body;
    for line in text[body..].split_inclusive('\n') {
        let end = start + line.len();
        let bare = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        let sign = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = sign.map_or(0, |sign| bare.len() - bare.trim_start_matches(sign).len());
        match &open {
            None if length >= 3 => {
                if at < end {
                    return None;
                }
                let name = bare[length..].split_whitespace().next().unwrap_or_default().to_owned();
                open = sign.map(|sign| (sign, length, name, end));
            }
            Some((own, least, name, from)) if sign == Some(*own) && length >= *least && bare.len() == length => {
                if at < start {
                    return Some((name.clone(), *from..start));
                }
                if at < end {
                    return None;
                }
                open = None;
            }
            None | Some(_) => {}
        }
        start = end;
    }
    open.filter(|(.., from)| at >= *from).map(|(.., name, from)| (name, from..text.len()))
}

/// A place in a mapping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// The fields around it, from the outermost inward; places in lists are not counted.
    pub path: Vec<String>,
    /// Whether a value is wanted there; else the name of a field, or an item of a list.
    pub is_value: bool,
    /// What is typed there already, up to the place.
    pub typed: String,
    /// The bytes of that.
    pub range: Range<usize>,
}

/// Which field of a mapping a place is in. `range` is the mapping's.
pub fn field(text: &str, range: &Range<usize>, at: usize) -> Field {
    let at = text.floor_char_boundary(at.clamp(range.start, range.end));
    let start = text[range.start..at].rfind('\n').map_or(range.start, |n| range.start + n + 1);
    // Of a line end of Windows only half may be there.
    let at = start + text[start..at].trim_end_matches(['\r', '\n']).len();
    let own = Line::of(&text[start..at]);
    let mut path = Vec::new();
    let mut column = own.column;
    for line in text[range.start..start].lines().rev() {
        let above = Line::of(line);
        if above.is_blank() || above.column >= column {
            continue;
        }
        let Some(key) = above.key() else { continue };
        path.push(key);
        column = above.column;
    }
    path.reverse();
    let inline = Inline::of(own.rest);
    path.extend(inline.path);
    let typed = inline.typed.trim_start().trim_start_matches(['"', '\'']);
    Field { path, is_value: inline.is_value, typed: typed.to_owned(), range: at - typed.len()..at }
}

/// Where the line begins that says the key around a place, before which a remark about it may stand: a text over several lines holds none.
pub fn key_line(text: &str, range: &Range<usize>, at: usize) -> usize {
    let at = text.floor_char_boundary(at.clamp(range.start, range.end));
    let start = text[range.start..at].rfind('\n').map_or(range.start, |n| range.start + n + 1);
    let whole = text[start..range.end].lines().next().unwrap_or_default();
    let own = Line::of(whole);
    let (mut line, mut column) = (own.key().map(|_| start), own.column);
    let mut end = start;
    for above in text[range.start..start].split_inclusive('\n').rev() {
        end -= above.len();
        let above = Line::of(above);
        if above.is_blank() || above.column >= column {
            continue;
        }
        let Some(key) = above.rest.split_once(':').filter(|_| above.key().is_some()) else { continue };
        column = above.column;
        if line.is_none() || key.1.trim_start().starts_with(['|', '>']) {
            line = Some(end);
        }
    }
    line.unwrap_or(start)
}

/// A line of YAML without its indentation and the dashes of lists.
struct Line<'a> {
    /// Where its key begins.
    column: usize,
    rest: &'a str,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let line = line.trim_end_matches(['\r', '\n']);
        let mut rest = line.trim_start_matches([' ', '\t', '>']);
        while let Some(item) = rest.strip_prefix("- ").or_else(|| rest.strip_prefix('-').filter(|rest| rest.is_empty())) {
            rest = item.trim_start();
        }
        Self { column: line.len() - rest.len(), rest }
    }

    fn is_blank(&self) -> bool {
        self.rest.trim().is_empty() || self.rest.starts_with('#')
    }

    /// The key of a line that says one.
    fn key(&self) -> Option<String> {
        let (key, rest) = self.rest.split_once(':')?;
        (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| key.trim().trim_matches(['"', '\'']).to_owned())
    }
}

/// What is typed on one line: `value: {ar: x, e`.
struct Inline {
    path: Vec<String>,
    is_value: bool,
    typed: String,
}

impl Inline {
    fn of(line: &str) -> Self {
        // For each bracket that is open: the key it is the value of, if any.
        let mut open: Vec<Option<String>> = Vec::new();
        let (mut key, mut token, mut quote) = (None::<String>, String::new(), None::<char>);
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match (quote, c) {
                (Some(end), c) => {
                    token.push(c);
                    if c == end {
                        quote = None;
                    }
                }
                (None, '"' | '\'') if token.trim().is_empty() => {
                    quote = Some(c);
                    token.push(c);
                }
                (None, '{' | '[') if token.trim().is_empty() => {
                    open.push(key.take());
                    token.clear();
                }
                (None, '}' | ']') if !open.is_empty() => {
                    key = open.pop().flatten();
                    token.clear();
                }
                (None, ',') if !open.is_empty() => {
                    key = None;
                    token.clear();
                }
                (None, ':') if key.is_none() && chars.peek().is_none_or(|next| matches!(next, ' ' | '\t')) => {
                    key = Some(token.trim().trim_matches(['"', '\'']).to_owned());
                    token.clear();
                }
                (None, c) => token.push(c),
            }
        }
        let is_value = key.is_some();
        let path = open.into_iter().flatten().chain(key).collect();
        Self { path, is_value, typed: token }
    }
}

/// What the table says that may stand at the end of a path.
pub fn shapes(name: &str, path: &[String]) -> Vec<&'static Shape> {
    let mut found: Vec<&Shape> = schema::of(name).map(|file| &file.shape).into_iter().collect();
    for step in path {
        found = found.into_iter().flat_map(flat).filter_map(|shape| inside(shape, step)).collect();
    }
    found.into_iter().flat_map(flat).collect()
}

/// A shape as what it may be one by one: lists as their items.
fn flat(shape: &'static Shape) -> Vec<&'static Shape> {
    match shape {
        Shape::Either(all) => all.iter().flat_map(flat).collect(),
        Shape::List(item) => flat(item),
        Shape::Text
        | Shape::Day
        | Shape::Bool
        | Shape::Int
        | Shape::Count(..)
        | Shape::Between(..)
        | Shape::Number
        | Shape::Nothing
        | Shape::Words(_)
        | Shape::Texts
        | Shape::Map(_)
        | Shape::Entries(_)
        | Shape::Object(_)
        | Shape::Anything => vec![shape],
    }
}

fn inside(shape: &'static Shape, step: &str) -> Option<&'static Shape> {
    match shape {
        Shape::Object(object) => {
            object.fields.iter().find(|field| field.name == step).map(|field| &field.shape).or(object.others)
        }
        Shape::Map(value) | Shape::Entries(value) => Some(value),
        Shape::Texts => Some(&Shape::Text),
        Shape::Text
        | Shape::Day
        | Shape::Bool
        | Shape::Int
        | Shape::Count(..)
        | Shape::Between(..)
        | Shape::Number
        | Shape::Nothing
        | Shape::Words(_)
        | Shape::List(_)
        | Shape::Either(_)
        | Shape::Anything => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, field, part};

    fn at(text: &str) -> (String, bool, String) {
        let cut = text.find('|').expect("a place");
        let text = text.replacen('|', "", 1);
        let found = field(&text, &(0..text.len()), cut);
        (found.path.join("."), found.is_value, found.typed)
    }

    #[test]
    fn fields_are_found_while_they_are_typed() {
        for (text, path, is_value, typed) in [
            ("ti|", "", false, "ti"),
            ("title: A|", "title", true, "A"),
            ("key_figures:\n  - fact: x\n    la|", "key_figures", false, "la"),
            ("key_figures:\n- fact: g|\n  label: x", "key_figures.fact", true, "g"),
            ("key_figures:\n  -|", "key_figures", false, ""),
            ("gas:\n  value: 1\n  what: {ar: س, e|", "gas.what", false, "e"),
            ("gas:\n  what: {ar: س, en: G|", "gas.what.en", true, "G"),
            ("gas:\r\n  sources: [a, b|", "gas.sources", false, "b"),
            ("gas:\n  sources:\n    - re|", "gas.sources", false, "re"),
            ("a:\n  b: 1\n|", "", false, ""),
            ("a: {b: c}\n|", "", false, ""),
        ] {
            assert_eq!(at(text), (path.to_owned(), is_value, typed.to_owned()), "{text}");
        }
    }

    #[test]
    fn parts_of_a_page() {
        let text = "---\ntitle: A\n---\n\nText.\n\n```chart\ntype: bar\n```\n\n~~~rust\nx\n~~~\n";
        let name = |at: usize| match part("content/a.en.md", text, at) {
            Part::Fields(name, range) => format!("{name} {}", &text[range]),
            Part::Body => "body".to_owned(),
            Part::Other => "other".to_owned(),
        };
        assert_eq!(name(8), "front-matter title: A\n");
        assert_eq!(name(text.find("Text").expect("there")), "body");
        assert_eq!(name(text.find("bar").expect("there")), "figure-chart type: bar\n");
        assert_eq!(name(text.find("x\n~").expect("there")), "other");
        assert_eq!(name(text.len()), "body");
        assert!(matches!(part("content/k/facts.yaml", "a: b", 1), Part::Fields(name, _) if name == "facts"));
        assert!(matches!(part("content/k/facts.yml", "a: b", 1), Part::Other));
        assert!(matches!(part("content/a.md", "---\nti", 6), Part::Fields(name, _) if name == "front-matter"));
    }
}
