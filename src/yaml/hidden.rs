//! A text of data (YAML, CSV) in; what nobody would see in it reported: control characters, and bidirectional controls that
//! show a text in another order than it has. The body of a page is looked at where it is read.

use crate::diag::Diagnostics;
use crate::diag::codes::markdown as codes;
use crate::locale::bidi::{ControlProblem, control_problems, has_controls};
use crate::source::{FileId, Span};

use super::{Node, Value, Yaml};

/// Reports what is hidden in a text. `place` finds a character of it in the file.
pub fn tell(text: &str, place: impl Fn(char) -> Span, diags: &mut Diagnostics) {
    if let Some(c) = text.chars().find(|c| is_invisible(*c)) {
        diags.push(codes::control_character(place(c), c));
    }
    if !has_controls(text) {
        return;
    }
    let mut told = None;
    for (range, problem) in control_problems(text) {
        // One cause, one message: an override that is not closed either is an override.
        if told == Some(range.start) {
            continue;
        }
        told = Some(range.start);
        let control = text[range].chars().next().unwrap_or_default();
        let span = place(control);
        diags.push(match problem {
            ControlProblem::Override => codes::bidi_override(span, control),
            ControlProblem::Embedding => codes::bidi_embedding(span, control),
            ControlProblem::Unclosed => codes::bidi_unclosed(span, control),
            ControlProblem::Unopened => codes::bidi_unopened(span, control),
        });
    }
}

/// Whether `c` is a control that is no white space: HTML and XML cannot hold it.
pub fn is_invisible(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')
}

/// Reports the control characters that YAML does not hold and says whether there is any: such a text is not read.
pub(in crate::yaml) fn tell_refused(file: FileId, text: &str, base: usize, diags: &mut Diagnostics) -> bool {
    let mut found = text.char_indices().filter(|(_, c)| is_invisible(*c)).peekable();
    let is_refused = found.peek().is_some();
    for (at, c) in found {
        diags.push(codes::control_character(Span::new(file, base + at, base + at + c.len_utf8()), c));
    }
    is_refused
}

/// Reports what is hidden in the texts of a YAML tree, names of fields included.
pub fn tell_all(yaml: &Yaml<'_>, diags: &mut Diagnostics) {
    let mut open = vec![yaml.root()];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Text(text) if has_controls(text) || text.chars().any(is_invisible) => {
                tell(text, |c| place(yaml, node, text.len(), c), diags);
            }
            Value::Text(_) | Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
            Value::List(items) => open.extend(items.iter().rev()),
            Value::Map(entries) => open.extend(entries.iter().rev().flat_map(|(key, value)| [value, key])),
        }
    }
}

/// Where a character of a text stands: itself where it was typed, the whole text where it is an escape.
fn place(yaml: &Yaml<'_>, node: &Node, len: usize, c: char) -> Span {
    /// Quotation marks, indentation and the like between the start of a text and a character of it.
    const SLACK: usize = 64;
    let span = yaml.span(node);
    let start = usize::try_from(span.start).unwrap_or(usize::MAX).saturating_sub(yaml.base);
    let rest = yaml.text.get(start..).unwrap_or_default();
    // Only what stands in double quotes is written with escapes; the same character after their end is another one.
    let near = match rest.strip_prefix('"').and_then(closing) {
        Some(end) => &rest[..end],
        None => &rest[..rest.floor_char_boundary(len + SLACK)],
    };
    match near.find(c) {
        Some(at) => Span::new(yaml.file, yaml.base + start + at, yaml.base + start + at + c.len_utf8()),
        None => span,
    }
}

/// Where the quotation mark stands that ends a text, from the mark that begins it.
fn closing(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    let is_end = |c: char| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    };
    text.find(is_end).map(|at| at + 1)
}
