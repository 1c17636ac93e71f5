//! Inlines -> Markdown: text with a backslash before what would be markup, and the markup around it.

use super::printer::Printer;
use crate::ast::{Inline, RefId};

/// A line that is being written.
pub(in crate::markdown) struct Line<'a> {
    pub out: String,
    printer: Printer<'a>,
    /// Whether it is a cell, in which strokes end the text.
    is_cell: bool,
    /// The mark of the innermost emphasis.
    mark: Option<char>,
}

impl<'a> Line<'a> {
    /// A line of which nothing is written.
    pub fn new(printer: Printer<'a>, is_cell: bool) -> Self {
        Self { out: String::new(), printer, is_cell, mark: None }
    }

    /// Writes inlines. `None` for a reference or a note that is none of the document's.
    pub fn all(&mut self, content: &[Inline]) -> Option<()> {
        for (n, inline) in content.iter().enumerate() {
            match inline {
                Inline::Text(text) => {
                    let is_before_link = matches!(content.get(n + 1), Some(Inline::Link { .. } | Inline::Entry { .. }));
                    self.text(text, is_before_link);
                }
                Inline::Emphasis(inside) => self.emphasis(self.printer.style.emphasis, 1, inside)?,
                Inline::Strong(inside) => self.emphasis(self.printer.style.strong, 2, inside)?,
                Inline::Strike(inside) => {
                    self.out.push_str("~~");
                    self.all(inside)?;
                    self.out.push_str("~~");
                }
                Inline::Code(code) => self.code(code),
                Inline::Link { target, title, content, .. } => self.link(*target, title, content)?,
                Inline::Entry { target, content, .. } => self.link(*target, "", content)?,
                Inline::Image { source, title, alt } => self.picture(*source, alt, title)?,
                Inline::Isolate { content, .. } => self.all(content)?,
                Inline::NoteRef { note, .. } => {
                    let label = &self.printer.notes.get(note.0 as usize)?.label;
                    self.out.extend(["[^", label, "]"]);
                }
                Inline::Math { tex, .. } => self.out.extend(["$", tex, "$"]),
                Inline::Raw(html) => self.out.push_str(html),
                Inline::SoftBreak => self.out.push('\n'),
                Inline::Break => self.out.push_str("\\\n"),
            }
        }
        Some(())
    }

    /// Emphasis within emphasis takes the other mark: `***` would be read the other way round.
    fn emphasis(&mut self, wanted: char, width: usize, content: &[Inline]) -> Option<()> {
        let is_taken = self.mark == Some(wanted) || self.out.ends_with(wanted);
        let mark = match wanted {
            '*' if is_taken && self.printer.alternates => '_',
            '_' if is_taken || !self.printer.alternates => '*',
            own => own,
        };
        let outer = self.mark.replace(mark);
        let marks = mark.to_string().repeat(width);
        self.out.push_str(&marks);
        self.all(content)?;
        self.out.push_str(&marks);
        self.mark = outer;
        Some(())
    }

    /// Writes text.
    pub fn text(&mut self, text: &str, is_before_link: bool) {
        let mut rest = text;
        if self.out.is_empty() || self.out.ends_with('\n') {
            rest = beginning(rest, self.is_cell, &mut self.out);
        }
        escape(rest, (self.is_cell, is_before_link), &mut self.out);
    }

    fn code(&mut self, code: &str) {
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let marks = "`".repeat(longest + 1);
        let is_padded = code.starts_with('`')
            || code.ends_with('`')
            || (code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty());
        let pad = if is_padded { " " } else { "" };
        let code = if self.is_cell { code.replace('|', "\\|") } else { code.to_owned() };
        self.out.extend([&marks, pad, &code, pad, &marks].map(|part: &str| part));
    }

    fn link(&mut self, target: RefId, title: &str, content: &[Inline]) -> Option<()> {
        let raw = &self.printer.refs.get(target.0 as usize)?.raw;
        if let [Inline::Text(text)] = content
            && title.is_empty()
            && **text == **raw
            && raw.contains("://")
        {
            self.out.extend(["<", raw, ">"]);
            return Some(());
        }
        self.out.push('[');
        self.all(content)?;
        self.out.push(']');
        self.destination(raw, title);
        Some(())
    }

    /// A picture with its alternative text and its title.
    pub fn picture(&mut self, source: RefId, alt: &str, title: &str) -> Option<()> {
        let raw = &self.printer.refs.get(source.0 as usize)?.raw;
        self.out.push_str("![");
        self.text(alt, false);
        self.out.push(']');
        self.destination(raw, title);
        Some(())
    }

    fn destination(&mut self, raw: &str, title: &str) {
        let written = address(raw, title, self.is_cell);
        self.out.push_str(&written);
    }
}

/// Where a link or a picture leads, and its title, as they stand behind its words.
pub fn address(raw: &str, title: &str, is_cell: bool) -> String {
    let escaped = |text: &str, marks: &[char]| {
        let mut out = String::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            let after = text[at + c.len_utf8()..].chars().next();
            let is_mark = match c {
                '\\' => after.is_none_or(|c| c.is_ascii_punctuation()),
                '&' => is_reference(&text[at + 1..]),
                '|' => is_cell,
                c => marks.contains(&c),
            };
            if is_mark {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    let is_plain = !raw.is_empty() && !raw.starts_with('<') && !raw.contains(|c: char| c.is_whitespace() || c.is_control());
    let address = if is_plain { escaped(raw, &['(', ')', '*', '_']) } else { format!("<{}>", escaped(raw, &['<', '>'])) };
    let title = if title.is_empty() { String::new() } else { format!(" \"{}\"", escaped(title, &['"'])) };
    format!("({address}{title})")
}

/// Adds text with a backslash before what would be markup.
fn escape(text: &str, (is_cell, is_before_link): (bool, bool), out: &mut String) {
    let mut before = out.chars().next_back();
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' => true,
            '_' => !(is_word(before) && is_word(after)),
            '&' => is_reference(&text[at + 1..]),
            '|' => is_cell,
            '!' => is_before_link && after.is_none(),
            '{' => after == Some('#'),
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// What begins a line and would begin a block; gives what is left of the text.
fn beginning<'t>(text: &'t str, is_cell: bool, out: &mut String) -> &'t str {
    if is_cell {
        return text;
    }
    if let Some(rest) = text.strip_prefix(' ') {
        out.push_str("&#32;");
        return rest;
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && text[digits..].starts_with(['.', ')']) {
        out.push_str(&text[..digits]);
        out.push('\\');
        out.push_str(&text[digits..=digits]);
        return &text[digits + 1..];
    }
    if text.starts_with(['#', '>', '+', '-', '=', ':']) {
        out.push('\\');
        out.push_str(&text[..1]);
        return &text[1..];
    }
    text
}

/// Plain text as Markdown that says it, at the beginning of a line or within one, in a cell or not. Its line ends are forced ones.
pub fn escaped(text: &str, is_beginning: bool, is_cell: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push_str("\\\n");
        }
        let rest = if is_beginning || number > 0 { beginning(line, is_cell, &mut out) } else { line };
        escape(rest, (is_cell, false), &mut out);
    }
    out
}

/// Whether what stands behind `&` makes it a reference to a character: `amp;`, `#39;`.
fn is_reference(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    length > 0 && name[length..].starts_with(';')
}
