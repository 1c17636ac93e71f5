//! Where a text of YAML ends, whatever it is written in: between quotation marks, plain on one line or several, in a block.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::Diagnostics;
use crate::source::FileId;

use super::{Value, parse_text};

/// The bytes of a text that begins at `start`, with its quotation marks or the mark of its block. What belongs to it stands behind
/// `column` on the lines that follow; `is_flow` where brackets hold it. `None` where those bytes would not be read as `value`.
pub fn range(text: &str, start: usize, (column, is_flow): (usize, bool), value: &str) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let length = match rest.chars().next()? {
        '"' => quoted_length(rest, '"')?,
        '\'' => quoted_length(rest, '\'')?,
        '|' | '>' if !is_flow => behind(rest, column, |_| true),
        '&' | '*' | '!' => return None,
        _ => {
            let first = plain_length(rest, is_flow);
            let is_whole = rest[first..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') || first == rest.len();
            if is_flow || !is_whole { first } else { behind(rest, column, |line| !line.starts_with('#')) }
        }
    };
    let found = &rest[..length];
    let length = found.trim_end().len();
    is_read_as(&rest[..length], (column, is_flow), value).then_some(start..start + length)
}

/// Between quotation marks, with both of them.
fn quoted_length(rest: &str, mark: char) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if mark == '"' => drop(chars.next()),
            c if c == mark && mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == mark) => drop(chars.next()),
            c if c == mark => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

/// A plain text on its line.
fn plain_length(rest: &str, is_flow: bool) -> usize {
    let line = rest.split('\n').next().unwrap_or(rest);
    let end = line.find(" #").unwrap_or(line.len());
    let end = if is_flow { line[..end].find([',', '}', ']']).unwrap_or(end) } else { end };
    line[..end].trim_end().len()
}

/// The first line, and those after it that stand behind a column.
fn behind(rest: &str, column: usize, is_taken: impl Fn(&str) -> bool) -> usize {
    let mut length = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        let inside = line.trim_start_matches(' ');
        let is_blank = inside.trim().is_empty();
        if number > 0 && !is_blank && (line.len() - inside.len() <= column || !is_taken(inside)) {
            break;
        }
        length += line.len();
    }
    length
}

fn is_read_as(written: &str, (column, is_flow): (usize, bool), value: &str) -> bool {
    let whole = if is_flow { format!("{{x: {written}}}") } else { format!("{}x: {written}", " ".repeat(column)) };
    let yaml = parse_text(FileId::NONE, &whole, 0, &mut Diagnostics::new()).whole();
    let entries = yaml.as_ref().map(|yaml| &yaml.root().value);
    // The end of a block belongs to it.
    let is_it = |read: &Value| matches!(read, Value::Text(read) if read.trim_end() == value.trim_end());
    matches!(entries, Some(Value::Map(entries)) if matches!(entries.as_slice(), [(_, read)] if is_it(&read.value)))
}

/// A text as a value of YAML: as it is where it is read as itself, else between quotation marks.
pub fn quoted(text: &str) -> Cow<'_, str> {
    written(text, false)
}

/// The same where brackets may hold it.
pub fn quoted_within(text: &str) -> Cow<'_, str> {
    written(text, true)
}

fn written(text: &str, is_flow: bool) -> Cow<'_, str> {
    let line = if is_flow { format!("{{x: {text}}}") } else { format!("x: {text}") };
    let mut diags = Diagnostics::new();
    let is_itself = parse_text(FileId::NONE, &line, 0, &mut diags).whole().is_some_and(|yaml| match &yaml.root().value {
        Value::Map(map) => matches!(map.as_slice(), [(_, value)] if value.value == Value::Text(text.to_owned())),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::List(_) => false,
    });
    if is_itself && diags.is_empty() && !text.contains(['\n', '\r']) {
        return text.into();
    }
    let one = |c: char| match c {
        '\\' | '"' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(one).collect::<String>()).into()
}

#[cfg(test)]
mod tests {
    use super::{quoted, range};

    #[track_caller]
    fn check(text: &str, value: &str, place: (usize, bool), expect: Option<&str>) {
        let start = text.find("= ").expect("a mark") + 2;
        let text = text.replace("= ", ": ");
        assert_eq!(range(&text, start, place, value).map(|range| &text[range]), expect, "{text}");
    }

    #[test]
    fn a_text_ends_where_it_is_read_to_end() {
        check("a= one two # why\nb: c", "one two", (0, false), Some("one two"));
        check("a= one\n  two\n\n  three\nb: c", "one two\nthree", (0, false), Some("one\n  two\n\n  three"));
        check("a= \"x \\\" y\" # \"", "x \" y", (0, false), Some("\"x \\\" y\""));
        check("a= 'it''s'\nb: c", "it's", (0, false), Some("'it''s'"));
        check("a= |\n  one\n  two\nb: c", "one\ntwo\n", (0, false), Some("|\n  one\n  two"));
        check("- a= >-\n    one\n    two\n  b: c", "one two", (2, false), Some(">-\n    one\n    two"));
        check("x: {a= one two, b: c}", "one two", (4, true), Some("one two"));
        check("x: [{a= سعر}]", "سعر", (5, true), Some("سعر"));
        check("a= *other", "one", (0, false), None);
        check("a= one", "two", (0, false), None);
    }

    #[test]
    fn a_text_is_quoted_where_it_must_be() {
        for (text, expect) in [("بيان", "بيان"), ("a: b", "\"a: b\""), ("yes", "yes"), ("12", "\"12\""), ("a\nb", "\"a\\nb\"")]
        {
            assert_eq!(quoted(text), expect);
        }
        assert_eq!(super::quoted_within("a, b"), "\"a, b\"");
    }
}
