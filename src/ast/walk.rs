//! A tree -> what it holds, in the order of the text, for whoever wants the same of every block or of every line. Who must treat each kind
//! in its own way matches on it instead, so that a new kind does not compile until somebody has decided.

use std::collections::BTreeSet;

use super::{Block, BlockKind, Document, Inline};
use crate::locale::LocaleId;
use crate::source::Span;

/// What a block holds.
#[derive(Clone, Copy, Debug)]
pub enum Child<'a> {
    /// A block.
    Block(&'a Block),
    /// A row of inlines.
    Line(Line<'a>),
}

/// A row of inlines: the text of a paragraph, a heading, a cell, a caption, a term, what is read of raw HTML.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The inlines.
    pub content: &'a [Inline],
    /// The block or the cell whose text it is.
    pub span: Span,
    /// The language of that.
    pub locale: LocaleId,
}

/// Calls `each` with what a block holds itself.
pub fn children<'a>(block: &'a Block, each: &mut dyn FnMut(Child<'a>)) {
    match &block.kind {
        BlockKind::Paragraph(content)
        | BlockKind::Heading { content, .. }
        | BlockKind::CaptionedImage { caption: content, .. }
        | BlockKind::Raw(content) => each(Child::Line(Line { content, span: block.span, locale: block.locale })),
        BlockKind::List { items, .. } => items.iter().flat_map(|item| &item.content).for_each(|block| each(Child::Block(block))),
        BlockKind::Quote(content) | BlockKind::Callout { content, .. } => {
            for block in content {
                each(Child::Block(block));
            }
        }
        BlockKind::Table { head, rows, .. } => {
            for cell in std::iter::once(head).chain(rows).flatten() {
                each(Child::Line(Line { content: &cell.content, span: cell.span, locale: cell.locale }));
            }
        }
        BlockKind::Definitions(list) => {
            for definition in list {
                for term in &definition.terms {
                    each(Child::Line(Line { content: &term.content, span: term.span, locale: term.locale }));
                }
                definition.meanings.iter().flatten().for_each(|block| each(Child::Block(block)));
            }
        }
        BlockKind::Code { .. } | BlockKind::Figure { .. } | BlockKind::Math { .. } | BlockKind::Rule => {}
    }
}

/// Calls `each` with every block, each before what it holds. How deep blocks nest is bounded where they are read.
pub fn blocks<'a>(content: &'a [Block], each: &mut dyn FnMut(&'a Block)) {
    for block in content {
        each(block);
        children(block, &mut |child| {
            if let Child::Block(block) = child {
                blocks(std::slice::from_ref(block), &mut *each);
            }
        });
    }
}

/// Calls `each` with every row of inlines below blocks.
pub fn lines<'a>(content: &'a [Block], each: &mut dyn FnMut(Line<'a>)) {
    for block in content {
        children(block, &mut |child| match child {
            Child::Block(block) => lines(std::slice::from_ref(block), &mut *each),
            Child::Line(line) => each(line),
        });
    }
}

/// The lines of a document that somebody wrote as text, those of notes behind the others, each beginning at a place of its own. Raw HTML
/// and captions of pictures are none.
pub fn written(document: &Document) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut known = BTreeSet::from([document.span.range().start]);
    let blocks = std::iter::once(&document.blocks).chain(document.notes.iter().map(|note| &note.content));
    for block in blocks.flatten() {
        texts(block, &mut |line| {
            if known.insert(line.span.range().start) {
                found.push(line);
            }
        });
    }
    found
}

fn texts<'a>(block: &'a Block, each: &mut dyn FnMut(Line<'a>)) {
    if matches!(block.kind, BlockKind::Raw(_) | BlockKind::CaptionedImage { .. }) {
        return;
    }
    children(block, &mut |child| match child {
        Child::Block(block) => texts(block, &mut *each),
        Child::Line(line) => each(line),
    });
}

/// Calls `each` with every inline, each before what it holds.
pub fn inlines<'a>(content: &'a [Inline], each: &mut dyn FnMut(&'a Inline)) {
    for inline in content {
        each(inline);
        inlines(inside(inline), &mut *each);
    }
}

/// What an inline holds.
pub fn inside(inline: &Inline) -> &[Inline] {
    match inline {
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strike(content)
        | Inline::Link { content, .. }
        | Inline::Entry { content, .. }
        | Inline::Isolate { content, .. } => content,
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Image { .. }
        | Inline::NoteRef { .. }
        | Inline::Math { .. }
        | Inline::Raw(_)
        | Inline::SoftBreak
        | Inline::Break => &[],
    }
}
