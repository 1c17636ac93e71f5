//! The visible text of a tree: for descriptions, word counts, feeds' titles and tests.

use super::{Block, BlockKind, Inline};
use crate::locale::Dir;

/// Text of inlines: what a reader sees, without marks for footnotes, with images as their alternative text.
pub fn inlines(content: &[Inline]) -> String {
    let mut out = String::new();
    push_inlines(content, Pictures::Told, &mut out);
    out
}

/// Text of blocks, a line feed between them.
pub fn blocks(content: &[Block]) -> String {
    let mut out = String::new();
    push_blocks(content, Pictures::Told, &mut out);
    out
}

/// Text of blocks as it is read on the page, without what stands for pictures.
pub fn words(content: &[Block]) -> String {
    let mut out = String::new();
    push_blocks(content, Pictures::Silent, &mut out);
    out
}

/// Whether the alternative text of pictures is part of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pictures {
    Told,
    Silent,
}

/// Text of inlines with every isolate between LRI or RLI and PDI (UAX #9), for places without markup.
pub fn isolated(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Isolate { dir, content, .. }
            | Inline::Link { isolate: Some((_, dir)), content, .. }
            | Inline::Entry { isolate: Some((_, dir)), content, .. } => {
                out.push(if *dir == Dir::Rtl { '\u{2067}' } else { '\u{2066}' });
                out.push_str(&isolated(content));
                out.push('\u{2069}');
            }
            Inline::Emphasis(c)
            | Inline::Strong(c)
            | Inline::Strike(c)
            | Inline::Link { content: c, isolate: None, .. }
            | Inline::Entry { content: c, isolate: None, .. } => out.push_str(&isolated(c)),
            Inline::Text(t) => out.push_str(t),
            Inline::Code(t) | Inline::Math { tex: t, .. } => {
                out.push('\u{2066}');
                out.push_str(t);
                out.push('\u{2069}');
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::SoftBreak | Inline::Break => out.push(' '),
            Inline::NoteRef { .. } | Inline::Raw(_) => {}
        }
    }
    out
}

fn push_inlines(content: &[Inline], pictures: Pictures, out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(t) => out.push_str(t),
            Inline::Code(t) | Inline::Math { tex: t, .. } => out.push_str(t),
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) => push_inlines(c, pictures, out),
            Inline::Link { content, .. } | Inline::Entry { content, .. } | Inline::Isolate { content, .. } => {
                push_inlines(content, pictures, out);
            }
            Inline::Image { alt, .. } if pictures == Pictures::Told => out.push_str(alt),
            Inline::SoftBreak | Inline::Break => out.push(' '),
            Inline::Image { .. } | Inline::NoteRef { .. } | Inline::Raw(_) => {}
        }
    }
}

fn push_blocks(content: &[Block], pictures: Pictures, out: &mut String) {
    for block in content {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        match &block.kind {
            BlockKind::Paragraph(c) | BlockKind::Heading { content: c, .. } => push_inlines(c, pictures, out),
            BlockKind::List { items, .. } => items.iter().for_each(|i| push_blocks(&i.content, pictures, out)),
            BlockKind::Quote(c) | BlockKind::Callout { content: c, .. } => push_blocks(c, pictures, out),
            BlockKind::Code { text, .. } => out.push_str(text),
            BlockKind::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    for (i, cell) in row.iter().enumerate() {
                        out.push_str(if i > 0 { "\t" } else { "" });
                        push_inlines(&cell.content, pictures, out);
                    }
                    out.push('\n');
                }
            }
            BlockKind::CaptionedImage { alt, caption, .. } => {
                if pictures == Pictures::Told {
                    out.push_str(alt);
                }
                if !caption.is_empty() {
                    out.push('\n');
                    push_inlines(caption, pictures, out);
                }
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    for term in &definition.terms {
                        push_inlines(&term.content, pictures, out);
                        out.push('\n');
                    }
                    definition.meanings.iter().for_each(|m| push_blocks(m, pictures, out));
                    out.push('\n');
                }
            }
            BlockKind::Math { tex, .. } => out.push_str(tex),
            // What a figure says is known only when it is resolved, and is not running text.
            BlockKind::Figure { .. } | BlockKind::Raw(_) | BlockKind::Rule => {}
        }
    }
}

/// A block of raw HTML as one text, its markup included, without where its links lead.
pub fn html(content: &[Inline]) -> String {
    let mut out = String::new();
    push_html(content, &mut out);
    out
}

fn push_html(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Raw(text) | Inline::Code(text) | Inline::Math { tex: text, .. } => out.push_str(text),
            Inline::Emphasis(inside)
            | Inline::Strong(inside)
            | Inline::Strike(inside)
            | Inline::Isolate { content: inside, .. }
            | Inline::Link { content: inside, .. }
            | Inline::Entry { content: inside, .. } => push_html(inside, out),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::NoteRef { .. } => {}
            Inline::SoftBreak | Inline::Break => out.push('\n'),
        }
    }
}
