//! The blocks of a document -> the passages in which it is found: what a reader sees, each block as one text, with the anchor that
//! stands at it. Runs of another direction keep their isolates, so that a passage reads as it does on its page.

use crate::ast::text::isolated;
use crate::ast::{Block, BlockKind, Cell, Document, Inline};
use crate::figure::Figure;

use super::files::Passage;
use super::index::Class;

/// Stands between the cells of a row.
const CELLS: &str = " · ";

/// All passages of a document: its subtitle and summary, its text, its notes. `figures` are those of its page.
pub fn of(document: &Document, figures: &[Option<Figure>]) -> Vec<Passage> {
    let mut passages = Passages { figures, done: Vec::new() };
    let meta = &document.meta;
    for prose in meta.subtitle.iter().chain(&meta.summary) {
        passages.add(None, Class::Heading, &isolated(&prose.content));
    }
    passages.blocks(&document.blocks);
    for note in &document.notes {
        passages.blocks(&note.content);
    }
    passages.done
}

struct Passages<'a> {
    figures: &'a [Option<Figure>],
    done: Vec<Passage>,
}

impl Passages<'_> {
    fn add(&mut self, anchor: Option<&str>, class: Class, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.done.push(Passage { anchor: anchor.map(str::to_owned), class, text: text.to_owned() });
        }
    }

    fn line(&mut self, content: &[Inline]) {
        self.add(None, Class::Body, &isolated(content));
    }

    fn row(&mut self, cells: &[Cell]) {
        let texts: Vec<String> =
            cells.iter().map(|cell| isolated(&cell.content)).filter(|text| !text.trim().is_empty()).collect();
        self.add(None, Class::Body, &texts.join(CELLS));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Raw(content) => self.line(content),
            BlockKind::Heading { anchor, content, .. } => self.add(Some(&anchor.0), Class::Heading, &isolated(content)),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.content)),
            BlockKind::Quote(content) | BlockKind::Callout { content, .. } => self.blocks(content),
            BlockKind::Code { text, .. } => self.add(None, Class::Body, text),
            BlockKind::Table { head, rows, .. } => std::iter::once(head).chain(rows).for_each(|row| self.row(row)),
            BlockKind::CaptionedImage { alt, caption, .. } => {
                self.add(None, Class::Body, alt);
                self.line(caption);
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    self.row(&definition.terms);
                    definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                }
            }
            BlockKind::Figure { id, .. } => self.figure(id.0 as usize),
            BlockKind::Math { .. } | BlockKind::Rule => {}
        }
    }

    /// The words above and below a figure; what it shows is also told by the text.
    fn figure(&mut self, at: usize) {
        let Some(figure) = self.figures.get(at).and_then(Option::as_ref) else { return };
        let words = [&figure.title, &figure.description, &figure.note].into_iter().flatten();
        let words: Vec<&str> = words.map(String::as_str).collect();
        self.add(None, Class::Body, &words.join(CELLS));
    }
}
