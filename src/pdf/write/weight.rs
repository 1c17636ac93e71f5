//! Blocks -> about how much of a page they take, in characters; so that only what is short is kept whole.

use super::html::{Mark, marks};
use crate::ast::{Block, BlockKind, Inline, text};

/// What a line of its own counts.
const LINE: usize = 60;
/// What is as high as a page may be.
const PAGE: usize = 5000;

/// Characters of a line that are seen, and its forced ends.
pub fn line(content: &[Inline]) -> usize {
    text::inlines(content).chars().count() + breaks(content) * LINE
}

/// Forced ends of a line.
pub fn breaks(content: &[Inline]) -> usize {
    let one = |inline: &Inline| match inline {
        Inline::Break => 1,
        Inline::Raw(html) => marks(html).iter().filter(|mark| matches!(mark, Mark::Whole(_))).count(),
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strike(content)
        | Inline::Link { content, .. }
        | Inline::Entry { content, .. }
        | Inline::Isolate { content, .. } => breaks(content),
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Image { .. }
        | Inline::NoteRef { .. }
        | Inline::Math { .. }
        | Inline::SoftBreak => 0,
    };
    content.iter().map(one).sum()
}

/// That of blocks below each other.
pub fn blocks(content: &[Block]) -> usize {
    content.iter().map(block).sum()
}

fn block(block: &Block) -> usize {
    LINE + match &block.kind {
        BlockKind::Paragraph(content) => line(content),
        BlockKind::Heading { content, .. } => line(content) * 2,
        BlockKind::List { items, .. } => items.iter().map(|item| blocks(&item.content)).sum(),
        BlockKind::Quote(content) | BlockKind::Callout { content, .. } => blocks(content),
        BlockKind::Code { text, .. } | BlockKind::Math { tex: text, .. } => text.len().max(text.lines().count() * LINE),
        BlockKind::Table { head, rows, .. } => {
            let row = |cells: &Vec<crate::ast::Cell>| LINE + cells.iter().map(|cell| line(&cell.content)).sum::<usize>();
            row(head) + rows.iter().map(row).sum::<usize>()
        }
        BlockKind::Definitions(list) => {
            let terms = list.iter().flat_map(|d| &d.terms).map(|term| LINE + line(&term.content)).sum::<usize>();
            terms + list.iter().flat_map(|d| &d.meanings).map(|meaning| blocks(meaning)).sum::<usize>()
        }
        BlockKind::Raw(content) => {
            let html = text::html(content);
            html.len().max(html.lines().count() * LINE)
        }
        BlockKind::Figure { .. } | BlockKind::Report { .. } => PAGE,
        BlockKind::Rule => 0,
    }
}
