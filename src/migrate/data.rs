//! Front matter and configuration in YAML, TOML and JSON -> one kind of value. The only user of `toml`.

use serde_json::{Map, Number, Value};

use crate::diag::Diagnostics;
use crate::source::FileId;
use crate::yaml::{self, Node};

/// A file cut into its front matter and its text.
#[derive(Debug, Default)]
pub struct Cut {
    /// What the front matter says; nothing where there is none.
    pub head: Option<Map<String, Value>>,
    /// Its text.
    pub head_text: String,
    /// The line in which the text begins, from 1.
    pub line: usize,
    /// What is wrong with the front matter.
    pub wrong: Option<String>,
    /// The text behind it.
    pub body: String,
}

/// Cuts a file, in whichever of the three forms its front matter is.
pub fn cut(text: &str) -> Cut {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().next().unwrap_or_default().trim_end().to_owned();
    let (end, read): (&str, fn(&str) -> Read) = match first.as_str() {
        "---" => ("---", yaml),
        "+++" => ("+++", toml),
        "---toml" | "--- toml" => ("---", toml),
        "---json" | "--- json" => ("---", json),
        start if start.starts_with('{') && !start.starts_with("{{") && !start.starts_with("{%") => return object(&text),
        _ => return Cut { body: text, line: 1, ..Cut::default() },
    };
    let mut at = first_line(&text);
    let start = at;
    for (number, line) in text[start..].split_inclusive('\n').enumerate() {
        if line.trim_end() == end || (end == "---" && line.trim_end() == "...") {
            let head_text = text[start..at].to_owned();
            let (head, wrong) = read(&head_text);
            return Cut { head: Some(head), head_text, line: number + 3, wrong, body: text[at + line.len()..].to_owned() };
        }
        at += line.len();
    }
    Cut { wrong: Some("the front matter has no end".to_owned()), body: text, line: 1, ..Cut::default() }
}

fn first_line(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}

/// Front matter that is one object of JSON.
fn object(text: &str) -> Cut {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let Some(Ok(Value::Object(head))) = stream.next() else {
        return Cut { body: text.to_owned(), line: 1, ..Cut::default() };
    };
    let at = stream.byte_offset();
    let rest = &text[at..];
    let begin = at + rest.len() - rest.trim_start_matches([' ', '\t']).strip_prefix('\n').unwrap_or(rest).len();
    let line = text[..begin].matches('\n').count() + 1;
    Cut { head: Some(head), head_text: text[..at].to_owned(), line, wrong: None, body: text[begin..].to_owned() }
}

/// What a text says, and what is wrong with it.
pub type Read = (Map<String, Value>, Option<String>);

/// A text in YAML.
pub fn yaml(text: &str) -> Read {
    let mut diags = Diagnostics::new();
    let read = yaml::parse_text(FileId::NONE, text, 0, &mut diags);
    let wrong = diags.iter().next().map(|problem| problem.message.to_string());
    match value(read.root()) {
        Value::Object(map) => (map, wrong),
        Value::Null => (Map::new(), wrong),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            (Map::new(), wrong.or_else(|| Some("it is no mapping".to_owned())))
        }
    }
}

/// A text in TOML.
pub fn toml(text: &str) -> Read {
    match toml::from_str::<toml::Table>(text) {
        Ok(table) => (table.into_iter().map(|(key, value)| (key, of_toml(value))).collect(), None),
        Err(error) => (Map::new(), Some(error.message().to_owned())),
    }
}

/// A text in JSON.
pub fn json(text: &str) -> Read {
    match serde_json::from_str(text) {
        Ok(Value::Object(map)) => (map, None),
        Ok(_) => (Map::new(), Some("it is no object".to_owned())),
        Err(error) => (Map::new(), Some(error.to_string())),
    }
}

/// A file of configuration, read as its name says.
pub fn file(path: &str, text: &str) -> Read {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match path.rsplit('.').next() {
        Some("toml") => toml(text),
        Some("json") => json(text),
        Some(_) | None => yaml(text),
    }
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Number::from_f64(number).map_or(Value::Null, Value::Number),
        toml::Value::Boolean(is) => Value::Bool(is),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(of_toml).collect()),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, of_toml(value))).collect()),
    }
}

/// Recursion is bounded by the reader's own limit of 128 levels.
fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(is) => Value::Bool(*is),
        yaml::Value::Int(number) => Value::from(*number),
        yaml::Value::Float(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
        yaml::Value::Text(text) => Value::String(text.clone()),
        yaml::Value::List(items) => Value::Array(items.iter().map(value).collect()),
        yaml::Value::Map(map) => {
            let name = |key: &Node| text(&value(key)).unwrap_or_default();
            Value::Object(map.iter().map(|(key, own)| (name(key), value(own))).collect())
        }
    }
}

/// A scalar as text.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A list of texts, or one text.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(map) => map.get("name").or_else(|| map.get("title")).map(texts).unwrap_or_default(),
        Value::Null => Vec::new(),
        Value::String(_) | Value::Number(_) | Value::Bool(_) => text(value).into_iter().collect(),
    }
}

/// The value at a path of keys, in whichever case they are written.
pub fn at<'v>(map: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let found = map.iter().find(|(key, _)| key.eq_ignore_ascii_case(first)).map(|(_, value)| value)?;
    match (rest, found) {
        (None, found) => Some(found),
        (Some(rest), Value::Object(inner)) => at(inner, rest),
        (Some(_), _) => None,
    }
}

/// The text at a path of keys.
pub fn text_at(map: &Map<String, Value>, path: &str) -> Option<String> {
    at(map, path).and_then(text)
}

/// Whether something is said to be so.
pub fn is_true(map: &Map<String, Value>, path: &str) -> bool {
    at(map, path) == Some(&Value::Bool(true))
}

/// What a value says, as YAML of any age, TOML and JSON write it; `None` where it says neither yes nor no.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(is) => Some(*is),
        Value::Number(number) => number.as_f64().map(|number| number != 0.0),
        Value::String(word) => match word.trim().to_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "1" => Some(true),
            "false" | "no" | "off" | "n" | "0" | "never" | "" => Some(false),
            _ => None,
        },
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a field such as `draft` may hide a page: it is there, and does not say no.
pub fn may_hide(map: &Map<String, Value>, path: &str) -> bool {
    at(map, path).is_some_and(|value| !value.is_null() && truth(value) != Some(false))
}

/// Whether a field such as `published` may hide a page: it is there, and does not say yes. A date says neither and is no such field.
pub fn may_keep_back(map: &Map<String, Value>, path: &str) -> bool {
    at(map, path).is_some_and(|value| truth(value) == Some(false))
}

/// The mapping at a path of keys.
pub fn map_at<'v>(map: &'v Map<String, Value>, path: &str) -> Option<&'v Map<String, Value>> {
    at(map, path).and_then(Value::as_object)
}

#[cfg(test)]
mod tests {
    use super::{cut, text_at};

    #[test]
    fn front_matter_is_read_in_three_forms() {
        for (text, line) in [
            ("---\ntitle: ماء\n---\nText\n", 4),
            ("+++\r\ntitle = \"ماء\"\r\n+++\r\nText\r\n", 4),
            ("{\n\"title\": \"ماء\"\n}\nText\n", 4),
            ("\u{feff}---\ntitle: ماء\n...\nText\n", 4),
        ] {
            let cut = cut(text);
            assert_eq!(text_at(&cut.head.expect("a head"), "title").as_deref(), Some("ماء"), "{text}");
            assert_eq!((cut.body.trim(), cut.line, cut.wrong), ("Text", line, None), "{text}");
        }
        assert!(cut("+++\ntitle = \n+++\nx").wrong.is_some());
        assert!(cut("---\ntitle: x\n").wrong.is_some());
        assert_eq!(cut("{{< x >}}\n").body, "{{< x >}}\n");
        assert!(cut("text").head.is_none());
    }
}
