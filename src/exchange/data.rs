//! A data file that pages of all languages share -> its texts in two languages, and where one that is lacking is put.

use std::collections::BTreeSet;

use crate::locale::Locale;
use crate::locale::format::Plural;
use crate::yaml::{Node, Value};

use super::texts::{Source, Within};
use super::{Kind, Put, Segment};

/// Lists of spellings and words: they belong to their language, and nobody translates them.
const OWN: [&str; 4] = ["variants", "forbidden", "in_words", "original"];

/// The languages of an exchange.
#[derive(Clone, Copy)]
pub struct Languages<'a> {
    /// The one that is translated from.
    pub from: &'a Locale,
    /// The one that is translated into.
    pub into: &'a Locale,
    /// All of the site.
    pub all: &'a [Locale],
}

impl Languages<'_> {
    fn is_tag(&self, key: &Node) -> bool {
        matches!(&key.value, Value::Text(tag) if self.all.iter().any(|locale| locale.tag.eq_ignore_ascii_case(tag)))
    }
}

/// The texts of those entries of a file that `is_wanted` names.
pub fn segments(source: &Source<'_>, languages: Languages<'_>, is_wanted: impl Fn(&str) -> bool) -> Vec<Segment> {
    let mut reader = Reader { source, languages, segments: Vec::new(), names: BTreeSet::new() };
    if let Value::Map(entries) = &source.root().value {
        for (key, value) in entries {
            if let Value::Text(name) = &key.value
                && is_wanted(name)
            {
                reader.walk(value, name, source.inside(source.root(), key, Within::OUTERMOST));
            }
        }
    }
    reader.segments
}

/// The id that a fact names its unit by.
pub fn unit<'s>(source: &'s Source<'_>, id: &str) -> Option<&'s str> {
    let entry = value(source.root(), id)?;
    if let Value::Text(unit) = &value(entry, "unit")?.value { Some(unit) } else { None }
}

fn value<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(key, _)| matches!(&key.value, Value::Text(own) if own == name)).map(|(_, value)| value)
}

struct Reader<'a, 's> {
    source: &'a Source<'s>,
    languages: Languages<'a>,
    segments: Vec<Segment>,
    names: BTreeSet<String>,
}

impl Reader<'_, '_> {
    fn walk(&mut self, node: &Node, path: &str, within: Within) {
        match &node.value {
            Value::Map(entries) => {
                if entries.iter().any(|(key, _)| self.languages.is_tag(key)) {
                    self.texts(node, entries, path, within);
                }
                for (key, value) in entries {
                    if let Value::Text(name) = &key.value
                        && !OWN.contains(&name.as_str())
                        && !self.languages.is_tag(key)
                    {
                        self.walk(value, &format!("{path}.{name}"), self.source.inside(node, key, within));
                    }
                }
            }
            Value::List(items) => {
                for (number, item) in (1..).zip(items) {
                    self.walk(item, &format!("{path}.{}", i64::to_string(&number)), self.source.inside(node, item, within));
                }
            }
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {}
        }
    }

    /// A text for each language, or forms of a word for each.
    fn texts(&mut self, node: &Node, entries: &[(Node, Node)], path: &str, within: Within) {
        let of = |locale: &Locale| {
            let is_it = |key: &Node| matches!(&key.value, Value::Text(tag) if tag.eq_ignore_ascii_case(&locale.tag));
            entries.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value)
        };
        let Some(from) = of(self.languages.from) else { return };
        let into = of(self.languages.into);
        let Some(put) = self.put(node, entries, within, into) else { return };
        let text = |node: Option<&Node>| match node.map(|node| &node.value) {
            Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        };
        match &from.value {
            Value::Text(source) if !source.trim().is_empty() => {
                self.add(path.to_owned(), source.clone(), text(into), Kind::Entry(put));
            }
            Value::Map(_) => {
                let other = text(value(from, Plural::Other.as_str()));
                for form in self.languages.into.plurals() {
                    let Some(source) = text(value(from, form.as_str())).or_else(|| other.clone()) else { continue };
                    let target = into.and_then(|into| text(value(into, form.as_str())).or_else(|| text(Some(into))));
                    self.add(format!("{path}.{}", form.as_str()), source, target, Kind::Form(put.clone(), form));
                }
            }
            Value::Text(_) | Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) => {}
        }
    }

    fn add(&mut self, name: String, source: String, target: Option<String>, kind: Kind) {
        if self.names.insert(name.clone()) {
            self.segments.push(Segment { name, source, target, place: 0..0, kind });
        }
    }

    /// Where a text of the language is put: behind the last language, or before the first where that ends on another line. A key that
    /// is there with nothing gets its text.
    fn put(&self, node: &Node, entries: &[(Node, Node)], within: Within, into: Option<&Node>) -> Option<Put> {
        let text = self.source.text();
        let tag = &self.languages.into.tag;
        let tagged: Vec<&(Node, Node)> = entries.iter().filter(|(key, _)| self.languages.is_tag(key)).collect();
        let ((first, _), (last, end)) = (tagged.first()?, tagged.last()?);
        let own = self.source.inside(node, first, within);
        let start = self.source.start(first);
        let (line_end, blank) = if text.contains("\r\n") { ("\r\n", " ") } else { ("\n", " ") };
        let at = |at: usize| self.source.placed(at..at).start;
        if let Some(into) = into.filter(|into| matches!(into.value, Value::Null | Value::Text(_)) && is_blank(into)) {
            // `fa:` and nothing behind it.
            let key = tagged.iter().find(|(_, value)| std::ptr::eq(value, into)).map(|(key, _)| self.source.start(key))?;
            let colon = key + text[key..].find(':')? + 1;
            let place = match self.source.scalar(into, own) {
                Some(range) => range,
                None => colon..colon,
            };
            let before = if place.start == colon { blank } else { "" };
            return Some(Put {
                place: self.source.placed(place),
                before: before.to_owned(),
                after: String::new(),
                is_flow: own.is_flow(),
            });
        }
        let ends = self.source.scalar(end, self.source.inside(node, last, within));
        let line = |place: usize| text[place..].find(['\r', '\n']).map_or(text.len(), |at| place + at);
        let put = |place: usize, before: String, after: String| Put {
            place: at(place)..at(place),
            before,
            after,
            is_flow: own.is_flow(),
        };
        Some(match ends {
            Some(range) if own.is_flow() => put(range.end, format!(", {tag}: "), String::new()),
            Some(range) if !text[range.clone()].contains('\n') => {
                put(line(range.end), format!("{line_end}{}{tag}: ", " ".repeat(own.column())), String::new())
            }
            _ if own.is_flow() => put(start, format!("{tag}: "), ", ".to_owned()),
            _ => put(start, format!("{tag}: "), format!("{line_end}{}", " ".repeat(own.column()))),
        })
    }
}

fn is_blank(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => false,
    }
}
