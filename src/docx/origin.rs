//! Where a paragraph comes from, and what it says: by that it is known again when a reviewer sends the document back.

use std::collections::BTreeMap;

use crate::ast::walk;
use crate::book::block::{Kind as BlockKind, PrintBlock};
use crate::book::bound::Text;
use crate::source::Span;
use crate::word::plain::{OBJECT, raised};

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

    /// How many there are.
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The number of the line that begins at a place.
    pub fn number(&self, span: Span) -> Option<usize> {
        self.numbers.get(&span.range().start).copied()
    }
}

/// What a paragraph says, as far as that counts when it comes back.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Letters {
    text: String,
    was_raised: bool,
}

impl Letters {
    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

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
