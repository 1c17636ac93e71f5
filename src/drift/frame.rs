//! Blocks -> what of them can differ between the languages although their words stay: where links lead, which notes are referred
//! to, the levels of headings, the shape of lists and tables.
//!
//! None of it makes a translation stale, so it is no part of a meaning; but a difference that was accepted is accepted as it was, not
//! whatever becomes of it.

use std::fmt::Write as _;

use crate::ast::{Block, BlockKind, Document, Inline};
use crate::output::hash;

/// The hash of the frame of blocks; `None` where there is nothing but words.
pub fn of_blocks(document: &Document, blocks: &[Block]) -> Option<String> {
    let mut frame = Frame { document, out: String::new() };
    frame.blocks(blocks);
    (!frame.out.is_empty()).then(|| hash::short(frame.out.as_bytes()))
}

struct Frame<'a> {
    document: &'a Document,
    /// One line for each thing, in the order of the text.
    out: String,
}

impl Frame<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => self.inlines(content),
                BlockKind::Heading { content, level, .. } => {
                    let _ = writeln!(self.out, "heading {level}");
                    self.inlines(content);
                }
                BlockKind::List { items, .. } => {
                    let _ = writeln!(self.out, "list {}", items.len());
                    for item in items {
                        self.blocks(&item.content);
                    }
                }
                BlockKind::Quote(content) | BlockKind::Callout { content, .. } => self.blocks(content),
                BlockKind::Table { head, rows, .. } => {
                    let _ = writeln!(self.out, "table {} {}", head.len(), rows.len());
                    for cell in std::iter::once(head).chain(rows).flatten() {
                        self.inlines(&cell.content);
                    }
                }
                BlockKind::Figure { caption, .. } => self.inlines(caption),
                BlockKind::Definitions(list) => {
                    let _ = writeln!(self.out, "definitions {}", list.len());
                    for definition in list {
                        definition.terms.iter().for_each(|term| self.inlines(&term.content));
                        definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                    }
                }
                BlockKind::Report { .. }
                | BlockKind::Code { .. }
                | BlockKind::Math { .. }
                | BlockKind::Raw(_)
                | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Strike(inside) => self.inlines(inside),
                Inline::Isolate { content, .. } | Inline::Entry { content, .. } => self.inlines(content),
                Inline::Link { target, content, .. } => {
                    if let Some(link) = self.document.refs.get(target.0 as usize) {
                        let _ = writeln!(self.out, "link {}", link.raw.trim());
                    }
                    self.inlines(content);
                }
                Inline::NoteRef { note, .. } => {
                    if let Some(note) = self.document.notes.get(note.0 as usize) {
                        let _ = writeln!(self.out, "note {}", note.label);
                    }
                }
                Inline::Text(_)
                | Inline::Code(_)
                | Inline::Image { .. }
                | Inline::Math { .. }
                | Inline::Raw(_)
                | Inline::SoftBreak
                | Inline::Break => {}
            }
        }
    }
}
