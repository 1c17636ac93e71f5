//! A YAML tree in; values that lost their end to a comment reported: in `title: سعر A #1`, the number sign begins one.

use crate::diag::Diagnostics;
use crate::diag::codes::yaml as codes;
use crate::source::Span;

use super::{Node, Value, Yaml, places};

/// Fields that hold words for readers.
const WORDS: [&str; 19] = [
    "alt",
    "answers",
    "caption",
    "credit",
    "description",
    "image_alt",
    "label",
    "licence",
    "mark",
    "name",
    "note",
    "short_title",
    "statement",
    "subtitle",
    "summary",
    "text",
    "title",
    "unit",
    "tagline",
];

/// Reports comments right behind the words of a field, or behind those of one language of it.
pub(super) fn tell_all(yaml: &Yaml<'_>, diags: &mut Diagnostics) {
    // One look is enough for nearly every text.
    if !yaml.text.contains(" #") && !yaml.text.contains("\t#") {
        return;
    }
    // Where each place costs a reading of the file, nothing is told.
    if yaml.starts.get_or_init(|| places::of(&yaml.text, yaml.count)).is_none() {
        return;
    }
    let mut open: Vec<(&Node, bool)> = vec![(yaml.root(), false)];
    while let Some((node, is_words)) = open.pop() {
        match &node.value {
            Value::Text(text) if is_words => {
                if let Some(span) = comment(yaml, node, text) {
                    diags.push(codes::comment_in_text(span));
                }
            }
            Value::Text(_) | Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
            Value::List(items) => open.extend(items.iter().rev().map(|item| (item, is_words))),
            Value::Map(entries) => open.extend(entries.iter().rev().map(|(key, value)| {
                let is_field = matches!(&key.value, Value::Text(name) if WORDS.contains(&name.as_str()));
                (value, is_words || is_field)
            })),
        }
    }
}

/// The comment behind a text without quotation marks, which may go on over lines.
fn comment(yaml: &Yaml<'_>, node: &Node, text: &str) -> Option<Span> {
    let start = usize::try_from(yaml.span(node).start).unwrap_or(usize::MAX).saturating_sub(yaml.base);
    let rest = yaml.text.get(start..)?;
    if rest.starts_with(['"', '\'', '|', '>', '&', '*', '!']) {
        return None;
    }
    let mut left = text;
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        let words = line.trim();
        let mark = words.match_indices('#').map(|(n, _)| n).find(|n| words[..*n].ends_with([' ', '\t']));
        let own = mark.map_or(words, |n| words[..n].trim_end());
        // Text of a tree is composed; what is not is compared with itself only.
        let own = crate::locale::letter::composed(own);
        left = left.trim_start().strip_prefix(&*own)?;
        if let Some(mark) = mark {
            let begin = at + (line.len() - line.trim_start().len()) + mark;
            let end = at + line.trim_end().len();
            return left.is_empty().then(|| Span::new(yaml.file, yaml.base + begin, yaml.base + end));
        }
        if left.is_empty() {
            return None;
        }
        at += line.len();
    }
    None
}
