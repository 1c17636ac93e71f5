//! One side of a unit -> what is compared of it: its text, the notes, links and entries that it refers to.

use std::collections::BTreeMap;

use super::figures;
use super::links::{Addresses, Hrefs, Link};
use crate::ast::{Block, BlockKind, Document, Inline, RefId, text};
use crate::locale::Locales;
use crate::site::Page;
use crate::source::Span;

/// What is compared.
#[derive(Default)]
pub(in crate::parity) struct Reading {
    /// The visible text as it is printed, code and formulas apart.
    pub text: String,
    /// How often each note is referred to, by label.
    pub notes: BTreeMap<String, usize>,
    /// Links.
    pub links: Vec<Link>,
    /// Entries of the ledger: `fact:lpg-new`.
    pub entries: Vec<(String, Span)>,
}

impl Reading {
    /// Blocks as they were written, for references, and as they are printed, for the text.
    pub fn of(document: &Document, written: &[Block], shown: &[Block], printed: Printed<'_>) -> Self {
        let mut reading = Self::default();
        let mut walk = Walk { document, links: printed.links, reading: &mut reading };
        walk.blocks(written);
        printed.visible(shown, &mut reading.text);
        reading
    }

    /// A line of the front matter, by the name of its unit.
    pub fn of_front_matter(document: &Document, name: &str) -> Self {
        let meta = &document.meta;
        let mut text = String::new();
        let line = match name {
            "title" => Some(&meta.title),
            "subtitle" => meta.subtitle.as_ref(),
            "summary" => meta.summary.as_ref(),
            _ => None,
        };
        text.extend(line.map(|line| line.text.as_str()));
        let number = name.strip_prefix("key-figure-").and_then(|n| n.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
        if let Some(figure) = number.and_then(|n| meta.key_figures.get(n)) {
            text.push_str(&text::inlines(&figure.value.content));
            text.extend(["\n", &figure.label.text]);
            text.extend(figure.note.iter().flat_map(|note| ["\n", &note.text]));
        }
        Self { text, ..Self::default() }
    }
}

/// What blocks are printed with.
#[derive(Clone, Copy)]
pub(in crate::parity) struct Printed<'a> {
    /// The page.
    pub page: &'a Page,
    /// What links mean, and where those of the page lead.
    pub links: (&'a Addresses<'a>, &'a Hrefs<'a>),
    /// All languages.
    pub locales: &'a Locales,
}

impl Printed<'_> {
    /// The text of blocks, without what is the same in all languages.
    fn visible(self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            out.push('\n');
            match &block.kind {
                BlockKind::Code { .. } | BlockKind::Math { .. } | BlockKind::Raw(_) | BlockKind::Rule => {}
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.visible(&item.content, out)),
                BlockKind::Quote(content) | BlockKind::Callout { content, .. } => self.visible(content, out),
                BlockKind::Definitions(list) => {
                    for definition in list {
                        for term in &definition.terms {
                            line(&term.content, out);
                            out.push('\n');
                        }
                        definition.meanings.iter().for_each(|meaning| self.visible(meaning, out));
                    }
                }
                BlockKind::Table { head, rows, .. } => {
                    for cell in std::iter::once(head).chain(rows).flatten() {
                        line(&cell.content, out);
                        out.push('\n');
                    }
                }
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => line(content, out),
                BlockKind::Figure { alt, caption, .. } => {
                    out.extend([alt, "\n"]);
                    line(caption, out);
                }
                BlockKind::Report { id, .. } => {
                    if let Some(figure) = self.page.figures.get(id.0 as usize).and_then(Option::as_ref) {
                        figures::lines(figure, self.locales, out);
                    }
                }
            }
        }
    }
}

fn line(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Strike(inside) => line(inside, out),
            Inline::Link { content, .. } | Inline::Entry { content, .. } | Inline::Isolate { content, .. } => line(content, out),
            Inline::Image { alt, .. } => out.push_str(alt),
            // A space, also so that what stands on either side is not read as one number.
            Inline::SoftBreak
            | Inline::Break
            | Inline::Code(_)
            | Inline::Math { .. }
            | Inline::NoteRef { .. }
            | Inline::Raw(_) => out.push(' '),
        }
    }
}

struct Walk<'a> {
    document: &'a Document,
    links: (&'a Addresses<'a>, &'a Hrefs<'a>),
    reading: &'a mut Reading,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => self.inlines(content),
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.content)),
                BlockKind::Quote(content) | BlockKind::Callout { content, .. } => self.blocks(content),
                BlockKind::Table { head, rows, .. } => {
                    std::iter::once(head).chain(rows).flatten().for_each(|cell| self.inlines(&cell.content));
                }
                BlockKind::Figure { caption, .. } => self.inlines(caption),
                BlockKind::Definitions(list) => {
                    for definition in list {
                        definition.terms.iter().for_each(|term| self.inlines(&term.content));
                        definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                    }
                }
                BlockKind::Report { yaml, body, .. } => self.reading.entries.extend(figures::entries(yaml, *body)),
                BlockKind::Code { .. } | BlockKind::Math { .. } | BlockKind::Raw(_) | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Strike(inside) => self.inlines(inside),
                Inline::Isolate { content, .. } => self.inlines(content),
                Inline::Link { target, content, .. } => {
                    self.link(*target);
                    self.inlines(content);
                }
                Inline::Entry { target, content, .. } => {
                    if let Some(entry) = self.document.refs.get(target.0 as usize) {
                        self.reading.entries.push((entry.raw.trim().to_owned(), entry.span));
                    }
                    self.inlines(content);
                }
                Inline::NoteRef { note, .. } => {
                    if let Some(note) = self.document.notes.get(note.0 as usize) {
                        *self.reading.notes.entry(note.label.clone()).or_default() += 1;
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

    fn link(&mut self, target: RefId) {
        self.reading.links.extend(self.links.0.link(self.links.1, self.document, target));
    }
}
