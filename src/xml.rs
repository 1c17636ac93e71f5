//! Ground: elements and text -> well-formed XML 1.0, for feeds, documents of word processors and e-books; what a reference in one
//! stands for, for whoever reads it.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesRef, BytesStart, BytesText, Event};

/// The character that a reference stands for: by its number, or one of the five names that every XML file knows. No other name is
/// looked up, so that no entity of a document's own making is ever read.
pub fn referred(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(c),
        Ok(None) => match &*reference.xml10_content() {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
        Err(_) => None,
    }
}

/// A document, or a part of one, in the making.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    /// What follows the last element.
    end: &'static str,
}

/// Attributes in the order they are printed.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A document with its XML declaration that people may read: two spaces a level.
    pub fn indented() -> Self {
        let mut xml = Self { writer: Writer::new_with_indent(Vec::new(), b' ', 2), end: "\n" };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// A document in which white space counts.
    pub fn compact() -> Self {
        let mut xml = Self::fragment();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// Elements that are put into a document later.
    pub fn fragment() -> Self {
        Self { writer: Writer::new(Vec::new()), end: "" }
    }

    /// Puts elements here that were written as a fragment.
    pub fn append(&mut self, fragment: &str) {
        self.writer.get_mut().extend_from_slice(fragment.as_bytes());
    }

    /// Opens an element.
    pub fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Start(start(name, attributes)));
    }

    /// Closes an element.
    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&legal(text))));
    }

    /// An element with text.
    pub fn leaf(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// The document.
    pub fn finish(self) -> String {
        let mut text = String::from_utf8(self.writer.into_inner()).expect("written from strings only");
        text.push_str(self.end);
        text
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("memory takes every write");
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*legal(value)));
    }
    start
}

/// The text without characters that XML cannot hold, escaped or not (XML 1.0, section 2.2).
fn legal(text: &str) -> Cow<'_, str> {
    // All but two are ASCII, and those two begin with this byte.
    if !text.bytes().any(|b| b == 0xEF || (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r'))) {
        return Cow::Borrowed(text);
    }
    let illegal = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(illegal) { Cow::Owned(text.replace(illegal, "")) } else { Cow::Borrowed(text) }
}
