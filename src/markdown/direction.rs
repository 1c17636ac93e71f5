//! A tree in the page's language -> the same tree with the language and direction of every block, and every run of
//! another script isolated (UAX #9, HTML `bdi`). It runs once, from the top down, when the body is complete, because a
//! block's base direction comes from the block around it.

use super::html;
use super::isolation::inlines;
use crate::ast::{Block, BlockKind, Cell, text};
use crate::locale::{Dir, Locale, LocaleId, Locales, bidi};

/// Settles language and direction of blocks that stand in text of `base`.
pub(in crate::markdown) fn blocks(list: Vec<Block>, base: LocaleId, locales: &Locales) -> Vec<Block> {
    let mut settled: Vec<Block> = list.into_iter().map(|b| block(b, base, locales)).collect();
    settled.shrink_to_fit();
    settled
}

fn block(mut block: Block, base: LocaleId, locales: &Locales) -> Block {
    let own = match &block.kind {
        BlockKind::Paragraph(_) => of_blocks(std::slice::from_ref(&block), base, locales),
        BlockKind::Quote(content) => of_blocks(content, base, locales),
        // A list has its markers on one side. Where all items are in another language it is the side of that one; else each
        // item's text has its own direction, and the markers keep to the text around the list.
        BlockKind::List { items, .. } => {
            let mut of_items = items.iter().map(|item| of_blocks(&item.content, base, locales));
            let first = of_items.next().unwrap_or(base);
            if of_items.all(|locale| locale == first) { first } else { base }
        }
        // Headings and tables keep the language around them: an English heading on an Arabic page still stands on the
        // right.
        BlockKind::Heading { .. }
        | BlockKind::Callout { .. }
        | BlockKind::Code { .. }
        | BlockKind::Table { .. }
        | BlockKind::CaptionedImage { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Math { .. }
        | BlockKind::Raw(_)
        | BlockKind::Rule => base,
    };
    let locale = locales.get(own);
    let row = |cells: Vec<Cell>| -> Vec<Cell> {
        let mut cells: Vec<Cell> = cells.into_iter().map(|c| cell(c, locale, locales)).collect();
        cells.shrink_to_fit();
        cells
    };
    block.locale = own;
    block.dir = locale.dir;
    block.kind = match block.kind {
        BlockKind::Paragraph(content) => BlockKind::Paragraph(inlines(content, locale, locales)),
        BlockKind::Heading { level, anchor, content } => {
            BlockKind::Heading { level, anchor, content: inlines(content, locale, locales) }
        }
        BlockKind::List { start, tight, mut items } => {
            for item in &mut items {
                (item.locale, item.dir) = (own, locale.dir);
                item.content = blocks(std::mem::take(&mut item.content), own, locales);
            }
            items.shrink_to_fit();
            BlockKind::List { start, tight, items }
        }
        BlockKind::Quote(content) => BlockKind::Quote(blocks(content, own, locales)),
        BlockKind::Callout { kind, content } => BlockKind::Callout { kind, content: blocks(content, own, locales) },
        BlockKind::Code { language, text } => {
            block.dir = Dir::Ltr;
            BlockKind::Code { language, text }
        }
        BlockKind::Table { align, head, rows } => {
            BlockKind::Table { align, head: row(head), rows: rows.into_iter().map(row).collect() }
        }
        BlockKind::CaptionedImage { source, alt, caption } => {
            BlockKind::CaptionedImage { source, alt, caption: inlines(caption, locale, locales) }
        }
        BlockKind::Definitions(mut list) => {
            for definition in &mut list {
                definition.terms = row(std::mem::take(&mut definition.terms));
                for meaning in &mut definition.meanings {
                    let own = of_blocks(meaning, own, locales);
                    *meaning = blocks(std::mem::take(meaning), own, locales);
                }
            }
            BlockKind::Definitions(list)
        }
        BlockKind::Math { tex, mathml } => {
            block.dir = Dir::Ltr;
            BlockKind::Math { tex, mathml }
        }
        BlockKind::Figure { id, name, yaml, body } => BlockKind::Figure { id, name, yaml, body },
        BlockKind::Raw(content) => BlockKind::Raw(html::isolated(content, locale, locales)),
        BlockKind::Rule => BlockKind::Rule,
    };
    block
}

/// The language of blocks by their words; what stands for a picture is not read there and decides nothing.
fn of_blocks(content: &[Block], base: LocaleId, locales: &Locales) -> LocaleId {
    bidi::block_locale(&text::words(content), locales.get(base), locales)
}

fn cell(mut cell: Cell, locale: &Locale, locales: &Locales) -> Cell {
    cell.locale = locale.id;
    cell.dir = locale.dir;
    cell.content = inlines(cell.content, locale, locales);
    cell
}
