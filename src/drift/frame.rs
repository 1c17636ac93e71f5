//! Blocks -> what of them can differ between the languages although their words stay: where links lead, which notes are referred
//! to, the levels of headings, the shape of lists and tables.
//!
//! None of it makes a translation stale, so it is no part of a meaning; but a difference that was accepted is accepted as it was, not
//! whatever becomes of it.

use std::fmt::Write as _;

use crate::ast::walk::{self, Child};
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
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let _ = match &block.kind {
            BlockKind::Heading { level, .. } => writeln!(self.out, "heading {level}"),
            BlockKind::List { items, .. } => writeln!(self.out, "list {}", items.len()),
            BlockKind::Table { head, rows, .. } => writeln!(self.out, "table {} {}", head.len(), rows.len()),
            BlockKind::Definitions(list) => writeln!(self.out, "definitions {}", list.len()),
            // What is read of raw HTML is the same markup in both languages, or other words.
            BlockKind::Raw(_) => return,
            BlockKind::Paragraph(_)
            | BlockKind::Quote(_)
            | BlockKind::Callout { .. }
            | BlockKind::CaptionedImage { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Code { .. }
            | BlockKind::Math { .. }
            | BlockKind::Rule => Ok(()),
        };
        walk::children(block, &mut |child| match child {
            Child::Block(block) => self.block(block),
            Child::Line(line) => self.line(line.content),
        });
    }

    fn line(&mut self, content: &[Inline]) {
        walk::inlines(content, &mut |inline| {
            if let Inline::Link { target, .. } = inline
                && let Some(link) = self.document.refs.get(target.0 as usize)
            {
                let _ = writeln!(self.out, "link {}", link.raw.trim());
            } else if let Inline::NoteRef { note, .. } = inline
                && let Some(note) = self.document.notes.get(note.0 as usize)
            {
                let _ = writeln!(self.out, "note {}", note.label);
            }
        });
    }
}
