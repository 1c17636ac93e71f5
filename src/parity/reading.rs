//! One side of a unit -> what is compared of it: its text, the notes, links and entries that it refers to.

use std::collections::BTreeMap;

use super::figures;
use super::links::{Addresses, Hrefs, Link};
use super::traced::Traced;
use crate::ast::meta::Question;
use crate::ast::walk::{self, Child};
use crate::ast::{Block, BlockKind, Document, Inline, RefId};
use crate::locale::Locales;
use crate::site::Page;
use crate::source::{SourceTree, Span};

/// What is compared.
#[derive(Default)]
pub(in crate::parity) struct Reading {
    /// The visible text as it is printed, code and formulas apart.
    pub text: Traced,
    /// How often each note is referred to, by label.
    pub notes: BTreeMap<String, usize>,
    /// Links.
    pub links: Vec<Link>,
    /// Entries of the ledger: `fact:lpg-new`.
    pub entries: Vec<(String, Span)>,
}

impl Reading {
    /// Blocks as they were written, for references, and as they are printed, for the text; each of its document.
    pub fn of((document, written): (&Document, &[Block]), (print, shown): (&Document, &[Block]), printed: Printed<'_>) -> Self {
        let mut reading = Self::default();
        let mut walk = Walk { document, links: printed.links, reading: &mut reading };
        walk.blocks(written);
        Printer { printed, document: print, out: &mut reading.text }.blocks(shown);
        reading
    }

    /// A line of the front matter, by the name of its unit.
    pub fn of_front_matter(document: &Document, name: &str, tree: &SourceTree) -> Self {
        let meta = &document.meta;
        let source = tree.file(document.span.file).text().unwrap_or_default();
        let mut reading = Self::default();
        let line = match name {
            "title" => Some(&meta.title),
            "short_title" => meta.short_title.as_ref(),
            "subtitle" => meta.subtitle.as_ref(),
            "summary" => meta.summary.as_ref(),
            _ => {
                Question::ALL.into_iter().find(|question| question.name() == name).and_then(|question| meta.answers.get(question))
            }
        };
        let number = name.strip_prefix("key-figure-").and_then(|n| n.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
        let figure = number
            .and_then(|n| meta.key_figures.get(n))
            .map(|figure| [Some(&figure.value), Some(&figure.label), figure.note.as_ref()]);
        for line in line.into_iter().chain(figure.into_iter().flatten().flatten()) {
            if !reading.text.text().is_empty() {
                reading.text.push("\n");
            }
            reading.text.push_line(line, source);
        }
        reading
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

/// The text of blocks as it is printed, without what is the same in all languages, with where it was written.
struct Printer<'p> {
    printed: Printed<'p>,
    /// Whose references the blocks are.
    document: &'p Document,
    out: &'p mut Traced,
}

impl Printer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        self.out.push("\n");
        match &block.kind {
            BlockKind::Code { .. } | BlockKind::Math { .. } | BlockKind::Raw(_) | BlockKind::Rule => {}
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => self.line(content),
            BlockKind::CaptionedImage { source, alt, caption } => self.at(*source, |own| {
                own.out.push(alt);
                own.out.push("\n");
                own.line(caption);
            }),
            BlockKind::Figure { id, body, .. } => {
                if let Some(figure) = self.printed.page.figures.get(id.0 as usize).and_then(Option::as_ref) {
                    let mut lines = String::new();
                    figures::lines(figure, self.printed.locales, &mut lines);
                    self.out.push_figure(&lines, *body);
                }
            }
            BlockKind::List { .. }
            | BlockKind::Quote(_)
            | BlockKind::Callout { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Table { .. } => walk::children(block, &mut |child| match child {
                Child::Block(block) => self.block(block),
                Child::Line(line) => {
                    self.line(line.content);
                    self.out.push("\n");
                }
            }),
        }
    }

    /// What stands nowhere itself stands at a reference.
    fn at(&mut self, id: RefId, print: impl FnOnce(&mut Self)) {
        let before = self.out.within(self.document.refs.get(id.0 as usize).map(|written| written.span));
        print(self);
        self.out.within(before);
    }

    fn line(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.out.push_placed(text),
                Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Strike(inside) => self.line(inside),
                Inline::Link { content, .. } | Inline::Isolate { content, .. } => self.line(content),
                // What the ledger prints stands where it was asked for.
                Inline::Entry { target, content, .. } => self.at(*target, |own| own.line(content)),
                Inline::Image { source, alt, .. } => self.at(*source, |own| own.out.push(alt)),
                // A space, also so that what stands on either side is not read as one number.
                Inline::SoftBreak
                | Inline::Break
                | Inline::Code(_)
                | Inline::Math { .. }
                | Inline::NoteRef { .. }
                | Inline::Raw(_) => self.out.push(" "),
            }
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
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Figure { yaml, body, .. } => self.reading.entries.extend(figures::entries(yaml, *body)),
            // Raw HTML is the same in all languages.
            BlockKind::Raw(_) => {}
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::List { .. }
            | BlockKind::Quote(_)
            | BlockKind::Callout { .. }
            | BlockKind::Table { .. }
            | BlockKind::CaptionedImage { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Code { .. }
            | BlockKind::Math { .. }
            | BlockKind::Rule => walk::children(block, &mut |child| match child {
                Child::Block(block) => self.block(block),
                Child::Line(line) => walk::inlines(line.content, &mut |inline| self.inline(inline)),
            }),
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let Inline::Link { target, .. } = inline {
            self.link(*target);
        } else if let Inline::Entry { target, .. } = inline
            && let Some(entry) = self.document.refs.get(target.0 as usize)
        {
            self.reading.entries.push((entry.raw.trim().to_owned(), entry.span));
        } else if let Inline::NoteRef { note, .. } = inline
            && let Some(note) = self.document.notes.get(note.0 as usize)
        {
            *self.reading.notes.entry(note.label.clone()).or_default() += 1;
        }
    }

    fn link(&mut self, target: RefId) {
        self.reading.links.extend(self.links.0.link(self.links.1, self.document, target));
    }
}
