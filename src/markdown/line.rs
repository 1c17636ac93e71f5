//! Ground: a line of visible text in which every letter knows its bytes in the file. Made by [`super::lines`] and from values of
//! front matter, read by whoever looks at letters.

use std::ops::Range;

use super::autolink;
use crate::source::trace::{Place, Trace};

/// Stands for what has no letters of its own.
pub(in crate::markdown) const ATOM: &str = "\u{fffc}";

/// A line of visible text: a paragraph, a heading, a cell, an alternative text, a text of the front matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// Its bytes in the file, markup included.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Whether it is quoted (`>`), so that its words are somebody else's.
    pub is_quoted: bool,
    /// The visible text; a line end within a paragraph is a line feed.
    pub text: String,
    /// Links in it.
    pub links: Vec<Link>,
    trace: Trace,
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kind {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading.
    Heading,
    /// A cell of a table, or a term.
    Cell,
    /// An alternative text or a caption.
    Picture,
    /// A text of the front matter.
    Meta,
}

/// A link in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its bytes in the file.
    pub source: Range<usize>,
    /// Its text, in the text of the line.
    pub text: Range<usize>,
    /// Where it leads, as written.
    pub target: String,
}

impl Line {
    /// The place of a part of the text.
    pub fn place(&self, range: &Range<usize>) -> Place {
        self.trace.place(range).unwrap_or_else(|| Place { range: self.range.clone(), is_exact: false })
    }

    /// The line of a value of YAML that was read from `range` of the file or, if it is folded, from there to at most `end`:
    /// letter by letter where it stands there so, with its line ends where it was folded, as a whole where it was escaped.
    pub fn of_value(source: &str, range: Range<usize>, end: usize, value: &str) -> Self {
        let mut line = Self { range: range.clone(), kind: Kind::Meta, ..Self::default() };
        let whole = || {
            let mut whole = Self::new(Kind::Meta, range.clone(), false);
            whole.push(value, range.clone(), false);
            whole
        };
        let written = source.get(range.start..end.max(range.end)).unwrap_or_default();
        // Quotation marks, and what says how a block is folded.
        let mut at =
            written.len() - written.trim_start_matches(|c: char| c.is_whitespace() || ">|-+\"'123456789".contains(c)).len();
        let first = value.split_whitespace().next().unwrap_or_default();
        at = written[..at].rfind(first).filter(|_| !first.is_empty()).unwrap_or(at);
        for part in value.split_inclusive(' ') {
            let word = part.strip_suffix(' ').unwrap_or(part);
            let gap = written[at..].len() - written[at..].trim_start().len();
            if !written[at + gap..].starts_with(word) {
                return whole();
            }
            if line.text.is_empty() {
                at += gap;
            } else {
                // One space is itself; a folded line end is some space.
                let is_verbatim = written[at..].starts_with(' ') && gap == 1;
                line.push(" ", range.start + at..range.start + at + gap, is_verbatim);
                at += gap;
            }
            line.push(word, range.start + at..range.start + at + word.len(), true);
            at += word.len();
        }
        if line.text == value { line } else { whole() }
    }

    /// A line without text.
    pub(in crate::markdown) fn new(kind: Kind, range: Range<usize>, is_quoted: bool) -> Self {
        Self { range, kind, is_quoted, ..Self::default() }
    }

    /// Adds text that comes from a stretch of the file.
    pub(in crate::markdown) fn push(&mut self, text: &str, source: Range<usize>, is_verbatim: bool) {
        if text.is_empty() {
            return;
        }
        self.trace.add(self.text.len(), source, is_verbatim);
        self.text.push_str(text);
    }

    /// Adds text as it stands in the file, without the delimiters beside its words.
    pub(in crate::markdown) fn push_plain(&mut self, source: &str, range: Range<usize>) {
        let text = &source[range.clone()];
        let mut from = 0;
        while let Some(found) = text[from..].find(['*', '~']) {
            let at = from + found;
            let mark = &text[at..=at];
            let end = at + text[at..].len() - text[at..].trim_start_matches(mark).len();
            let alone = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let is_between_spaces =
                alone(source[..range.start + at].chars().next_back()) && alone(source[range.start + end..].chars().next());
            let is_delimiter = !is_between_spaces && (mark == "*" || end - at == 2);
            let keep = if is_delimiter { at } else { end };
            self.push(&text[from..keep], range.start + from..range.start + keep, true);
            from = end;
        }
        self.push(&text[from..], range.start + from..range.end, true);
    }

    /// Hides the letters of bare addresses, none of which an editor writes.
    pub(in crate::markdown) fn hide_addresses(&mut self) {
        for found in autolink::find(&self.text.clone(), '\n') {
            self.text.replace_range(found.range.clone(), &hidden(&self.text[found.range]));
        }
    }
}

/// Latin letters, each as long as the one it stands for.
pub(in crate::markdown) fn hidden(text: &str) -> String {
    let letter = |c: char| match c.len_utf8() {
        1 => 'x',
        2 => 'é',
        3 => 'ạ',
        _ => '\u{1D431}',
    };
    text.chars().map(letter).collect()
}
