//! Ground: a text that is compared, with where each part of it was written.

use std::ops::Range;

use crate::ast::placed::Text;
use crate::ast::{Inline, Prose, text};
use crate::source::Span;
use crate::source::trace::Trace;

/// A text put together from those of a tree.
#[derive(Default)]
pub(in crate::parity) struct Traced {
    text: String,
    trace: Trace,
    /// Where what stands nowhere itself was asked for.
    within: Option<Span>,
    /// What figures print, each with the block that says it.
    figures: Vec<(Range<usize>, Span)>,
}

impl Traced {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds what stands nowhere.
    pub fn push(&mut self, text: &str) {
        match self.within {
            Some(span) => self.trace.add(self.text.len(), span.range(), false),
            None => self.trace.add_nothing(self.text.len()),
        }
        self.text.push_str(text);
    }

    /// Adds a text of the tree.
    pub fn push_placed(&mut self, text: &Text) {
        if text.has_place() || self.within.is_none() {
            text.add_to(&mut self.text, &mut self.trace);
        } else {
            self.push(text);
        }
    }

    /// Adds what a figure prints of what its block says.
    pub fn push_figure(&mut self, text: &str, block: Span) {
        let start = self.text.len();
        self.push(text);
        self.figures.push((start..self.text.len(), block));
    }

    /// What the figure prints, and its block, that prints the byte at an offset.
    pub fn figure(&self, at: usize) -> Option<(Range<usize>, Span)> {
        let found = self.figures.partition_point(|(range, _)| range.end <= at);
        self.figures.get(found).filter(|(range, _)| range.contains(&at)).cloned()
    }

    /// Adds a line of the front matter, letter by letter where it stands there so.
    pub fn push_line(&mut self, line: &Prose, source: &str) {
        let start = line.span.range().start;
        let quote = source.get(start..).map_or(0, |text| usize::from(text.starts_with(['"', '\''])));
        let is_own = !line.content.iter().any(|inline| matches!(inline, Inline::Entry { .. }));
        if is_own && source.get(start + quote..).is_some_and(|text| text.starts_with(&line.text)) {
            self.push_placed(&Text::at(&line.text, start + quote));
        } else {
            self.within(Some(line.span));
            self.push(&text::inlines(&line.content));
            self.within(None);
        }
    }

    /// Says where what stands nowhere is asked for from now on, and gives what was said before.
    pub fn within(&mut self, place: Option<Span>) -> Option<Span> {
        std::mem::replace(&mut self.within, place)
    }

    /// The bytes of a part of it in its file; `None` where it stands nowhere.
    pub fn place(&self, range: &Range<usize>) -> Option<Range<usize>> {
        self.trace.place(range).map(|place| place.range)
    }
}
