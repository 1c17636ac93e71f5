//! Blocks -> about how much of a page they take, in characters; so that only what is short is kept whole.

use crate::book::block::{Cell, Formula, Kind, Piece, PrintBlock, breaks, text};

/// What a line of its own counts.
const LINE: usize = 60;
/// What is as high as a page may be.
const PAGE: usize = 5000;

/// Characters of a line that are seen, and its forced ends.
pub fn line(content: &[Piece]) -> usize {
    text(content).chars().count() + breaks(content) * LINE
}

/// That of blocks below each other.
pub fn blocks(content: &[PrintBlock]) -> usize {
    content.iter().map(block).sum()
}

fn block(block: &PrintBlock) -> usize {
    LINE + match &block.kind {
        Kind::Paragraph(content) => line(content),
        Kind::Heading { content, .. } => line(content) * 2,
        Kind::List { items, .. } => items.iter().map(|item| blocks(&item.content)).sum(),
        Kind::Quote(content) | Kind::Callout { content, .. } | Kind::Group(content) => blocks(content),
        Kind::Code { text, .. } | Kind::Math(Formula { tex: text, .. }) => text.len().max(text.lines().count() * LINE),
        Kind::Table { head, rows, .. } => {
            let row = |cells: &Vec<Cell>| LINE + cells.iter().map(|cell| line(&cell.content)).sum::<usize>();
            row(head) + rows.iter().map(row).sum::<usize>()
        }
        Kind::Definitions(list) => {
            let terms = list.iter().flat_map(|d| &d.terms).map(|term| LINE + line(&term.content)).sum::<usize>();
            terms + list.iter().map(|d| blocks(&d.content)).sum::<usize>()
        }
        Kind::Image { .. } | Kind::Figure(_) => PAGE,
        Kind::Rule => 0,
    }
}
