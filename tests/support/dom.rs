//! Two HTML pages -> the first difference in what a browser would show.
//!
//! Compared are the tree of elements with their attributes, in any order, and the text after HTML's collapsing of white
//! space, in the blocks that it stands in: `<a>one</a> <a>two</a>` and `<a>one</a><a>two</a>` differ.

use std::fmt::Write as _;

use scraper::{ElementRef, Html, Node};

/// Elements that stand in a line of text (HTML, phrasing content); all others begin and end one.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "i", "img", "input", "ins", "kbd",
    "label", "mark", "math", "q", "ruby", "s", "samp", "select", "small", "span", "strong", "sub", "sup", "svg", "textarea",
    "time", "u", "var", "wbr",
];

/// Elements whose white space is kept.
const VERBATIM: &[&str] = &["pre", "textarea", "script", "style"];

/// `Err` names the first line at which the two pages, written out one piece a line, are not the same.
pub fn same_dom(before: &str, after: &str) -> Result<(), String> {
    let (before, after) = (outline(before), outline(after));
    let (mut was, mut is) = (before.lines(), after.lines());
    loop {
        match (was.next(), is.next()) {
            (None, None) => return Ok(()),
            (a, b) if a == b => {}
            (a, b) => return Err(format!("was {}\nnow {}", a.unwrap_or("nothing"), b.unwrap_or("nothing"))),
        }
    }
}

/// The page written out: a line for each block, its text with inline elements in place.
fn outline(html: &str) -> String {
    let mut out = Outline { text: String::new(), line: String::new() };
    out.element(Html::parse_document(html).root_element(), false);
    out.end_line();
    out.text
}

struct Outline {
    text: String,
    line: String,
}

impl Outline {
    fn element(&mut self, element: ElementRef<'_>, verbatim: bool) {
        let name = element.value().name();
        let inline = INLINE.contains(&name);
        let verbatim = verbatim || VERBATIM.contains(&name);
        if !inline {
            self.end_line();
        }
        let mut attributes: Vec<(&str, &str)> = element.value().attrs().collect();
        attributes.sort_unstable();
        let _ = write!(self.line, "<{name}");
        // White space in a viewport means nothing (CSS Viewport, "parsing algorithm").
        let viewport = element.attr("name") == Some("viewport");
        for (name, value) in attributes {
            let value = if viewport { value.replace(' ', "") } else { value.to_owned() };
            let _ = write!(self.line, " {name}={value:?}");
        }
        self.line.push('>');
        for child in element.children() {
            match child.value() {
                Node::Text(text) if verbatim => self.line.push_str(&text.replace('\n', "\\n")),
                Node::Text(text) => self.collapsed(text),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, verbatim);
                    }
                }
                Node::Document | Node::Fragment | Node::Doctype(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => {}
            }
        }
        if inline {
            let _ = write!(self.line, "</{name}>");
        } else {
            self.end_line();
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// Text with every run of white space as one space, and none at the start of a line. A no-break space is a letter.
    fn collapsed(&mut self, text: &str) {
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.line.push(c);
            } else if !self.ends_in_space() {
                self.line.push(' ');
            }
        }
    }

    /// Whether a space here would be collapsed: nothing but tags stands between it and a space, or the line's start.
    fn ends_in_space(&self) -> bool {
        let mut rest = self.line.as_str();
        while rest.ends_with('>') {
            match rest.rsplit_once('<') {
                Some((before, tag)) if !tag.starts_with("img") => rest = before,
                Some(_) | None => return false,
            }
        }
        rest.is_empty() || rest.ends_with(' ')
    }

    /// Ends a line. A space before its end is not shown, whatever tags stand behind the space.
    fn end_line(&mut self) {
        let mut cut = self.line.len();
        while self.line[..cut].ends_with('>') {
            match self.line[..cut].rfind('<') {
                Some(tag) if self.line[tag..].starts_with("</") => cut = tag,
                Some(_) | None => break,
            }
        }
        let (text, tags) = self.line.split_at(cut);
        let shown = format!("{}{tags}", text.trim_end_matches(' '));
        if !shown.is_empty() {
            let _ = writeln!(self.text, "{shown}");
        }
        self.line.clear();
    }
}
