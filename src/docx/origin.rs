//! Where a paragraph comes from, and what it says: bookmarks by which it is known again when a reviewer sends the document back.

use std::collections::BTreeMap;

use crate::ast::walk;
use crate::book::block::{Kind as BlockKind, PrintBlock};
use crate::book::bound::Text;
use crate::source::Span;
use crate::word::mark::{Kind, Mark};
use crate::word::plain::{OBJECT, raised};
use crate::xml::Xml;

use super::write::Writer;

/// Where a paragraph comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A line of the text, at a place of its file.
    At(Span),
    /// A text of the head.
    Head(usize),
    /// Data, a figure, the interface.
    Printed,
}

impl Origin {
    /// Of the paragraph that blocks begin with.
    pub fn of(blocks: &[PrintBlock]) -> Self {
        match blocks.first() {
            Some(block) if matches!(block.kind, BlockKind::Paragraph(_)) => Self::At(block.span),
            Some(_) | None => Self::Printed,
        }
    }
}

/// The lines of a text by where they begin.
#[derive(Debug, Default)]
pub struct Lines {
    numbers: BTreeMap<usize, usize>,
}

impl Lines {
    /// Those of a page. What was made of the ledger has none that somebody wrote.
    pub fn of(text: &Text<'_>) -> Self {
        if text.is_made {
            return Self::default();
        }
        let lines = walk::written(text.document);
        Self { numbers: lines.iter().zip(0..).map(|(line, number)| (line.span.range().start, number)).collect() }
    }
}

/// What a paragraph says, as far as that counts when it comes back.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Letters {
    text: String,
    was_raised: bool,
}

impl Letters {
    /// Adds text.
    pub fn push(&mut self, text: &str, is_raised: bool) {
        if !is_raised {
            self.was_raised = false;
            return self.text.push_str(text);
        }
        let text = raised(text);
        if text.starts_with(OBJECT) && std::mem::replace(&mut self.was_raised, true) {
            return;
        }
        self.text.push_str(&text);
    }

    /// Adds what is no text.
    pub fn object(&mut self) {
        self.text.push(OBJECT);
    }

    /// Forgets what stands before the text: the number of a note, the box of a task.
    pub fn clear(&mut self) {
        self.text.clear();
    }
}

impl Writer<'_> {
    /// What `write` writes into a paragraph, in the bookmark by which it is known.
    pub(super) fn marked(&mut self, style: &str, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.xml, Xml::fragment());
        let before = std::mem::take(&mut self.letters);
        let origin = std::mem::replace(&mut self.origin, Origin::Printed);
        write(self);
        self.flush();
        let content = std::mem::replace(&mut self.xml, outer).finish();
        let letters = std::mem::replace(&mut self.letters, before);
        if matches!(style, "Header" | "Footer") {
            return self.xml.append(&content);
        }
        let id = self.collected.mark();
        let (id, name) = (id.to_string(), self.mark((style, id), origin, &letters.text).name());
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        self.xml.append(&content);
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
    }

    /// What is no line of a page has the number of its bookmark in its name: no two bookmarks may have one name.
    fn mark(&self, (style, id): (&str, usize), origin: Origin, letters: &str) -> Mark {
        let path = self.text.document.path.as_str();
        let mark = |kind, number, total| Mark::new(kind, path, (number, total), letters);
        match origin {
            _ if matches!(style, "ContentsTitle" | "TOC1" | "TOC2") => mark(Kind::Contents, 0, id),
            Origin::Head(number) if !self.text.is_made => mark(Kind::Head, number, id),
            Origin::At(span) if !self.is_raw => match self.lines.numbers.get(&span.range().start) {
                Some(number) => mark(Kind::Line, *number, self.lines.numbers.len()),
                None => mark(Kind::Printed, self.own, id),
            },
            Origin::At(_) | Origin::Head(_) | Origin::Printed => mark(Kind::Printed, self.own, id),
        }
    }
}
