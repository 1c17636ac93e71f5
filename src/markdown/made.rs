//! A tag of a link or a picture in raw HTML -> the one that Markdown has: looked up, checked and kept back like those.

use std::ops::Range;

use super::inline::Reading;
use super::raw::characters;
use crate::ast::{EntryKind, Inline, RefKind};
use crate::escape::html_attr;

/// A link or a picture in raw HTML, cleaned, as Markdown has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::markdown) struct Made {
    /// Whether it is a picture.
    pub is_picture: bool,
    /// Where to.
    url: String,
    title: String,
    alt: String,
    /// Attributes that Markdown has not, as they stand on an element around it.
    around: String,
}

impl Made {
    /// Of the attributes of a cleaned `<a>` or `<img>`; `None` without an address.
    pub fn of(name: &str, attributes: &[(String, String)]) -> Option<Self> {
        let is_picture = name == "img";
        let mut made = Self { is_picture, url: String::new(), title: String::new(), alt: String::new(), around: String::new() };
        let mut has_address = false;
        for (attribute, value) in attributes {
            let value = characters(value);
            match attribute.as_str() {
                "href" | "src" => {
                    has_address = true;
                    value.trim().clone_into(&mut made.url);
                }
                "title" => made.title = value,
                "alt" => made.alt = value,
                other => made.around.extend([" ", other, "=\"", &html_attr(&value), "\""]),
            }
        }
        has_address.then_some(made)
    }

    /// The link with what stands in it. A link holds no links.
    pub fn link(self, reading: &mut Reading<'_>, place: &Range<usize>, content: Vec<Inline>) -> Vec<Inline> {
        reading.hidden(&self.title, reading.span(place));
        let content = unlinked(content);
        let entry = EntryKind::of(&self.url).map(|(kind, _)| kind);
        let target = reading.refer(place, self.url, RefKind::Link);
        let link = match entry {
            Some(kind) => Inline::Entry { target, kind, isolate: None, content },
            None => Inline::Link { target, title: self.title.into(), isolate: None, content },
        };
        wrapped(link, &self.around)
    }

    /// The picture.
    pub fn picture(self, reading: &mut Reading<'_>, place: &Range<usize>) -> Vec<Inline> {
        let span = reading.span(place);
        reading.hidden(&self.title, span);
        reading.hidden(&self.alt, span);
        let source = reading.refer(place, self.url, RefKind::Image);
        wrapped(Inline::Image { source, title: self.title.into(), alt: self.alt.into() }, &self.around)
    }
}

/// An inline with an element around it that has the attributes, if there are any.
fn wrapped(inline: Inline, attributes: &str) -> Vec<Inline> {
    if attributes.is_empty() {
        return vec![inline];
    }
    vec![Inline::Raw(format!("<span{attributes}>")), inline, Inline::Raw("</span>".to_owned())]
}

/// Inlines with the words of links in place of the links.
fn unlinked(content: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Link { content, .. } | Inline::Entry { content, .. } => out.extend(unlinked(content)),
            Inline::Emphasis(content) => out.push(Inline::Emphasis(unlinked(content))),
            Inline::Strong(content) => out.push(Inline::Strong(unlinked(content))),
            Inline::Strike(content) => out.push(Inline::Strike(unlinked(content))),
            Inline::Isolate { locale, dir, content } => out.push(Inline::Isolate { locale, dir, content: unlinked(content) }),
            other @ (Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image { .. }
            | Inline::NoteRef { .. }
            | Inline::Math { .. }
            | Inline::Raw(_)
            | Inline::SoftBreak
            | Inline::Break) => out.push(other),
        }
    }
    out
}
