//! A tag of a link or a picture in raw HTML -> the one that Markdown has: looked up, checked and kept back like those.

use std::ops::Range;

use super::raw::Made;
use super::reading::Reading;
use crate::ast::{EntryKind, Inline, RefKind};

/// The link with what stands in it. A link holds no links.
pub(in crate::markdown) fn link(
    made: Made,
    reading: &mut Reading<'_>,
    place: &Range<usize>,
    content: Vec<Inline>,
) -> Vec<Inline> {
    reading.hidden(&made.title, reading.span(place));
    let content = unlinked(content);
    let entry = EntryKind::of(&made.url).map(|(kind, _)| kind);
    let target = reading.refer(place, made.url, RefKind::Link);
    let link = match entry {
        Some(kind) => Inline::Entry { target, kind, isolate: None, content },
        None => Inline::Link { target, title: made.title.into(), isolate: None, content },
    };
    wrapped(link, &made.around)
}

/// The picture.
pub(in crate::markdown) fn picture(made: Made, reading: &mut Reading<'_>, place: &Range<usize>) -> Vec<Inline> {
    let span = reading.span(place);
    reading.hidden(&made.title, span);
    reading.hidden(&made.alt, span);
    let source = reading.refer(place, made.url, RefKind::Image);
    wrapped(Inline::Image { source, title: made.title.into(), alt: made.alt.into() }, &made.around)
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
