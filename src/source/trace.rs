//! Ground: where in a file the letters of a text stand that was put together from pieces of it. Kept beside the text, so that nobody
//! who wants to know has to search.

use std::ops::Range;

/// The pieces of a text, each with its bytes in the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trace {
    pieces: Vec<Piece>,
}

/// A stretch of a text that comes from one stretch of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Piece {
    /// Where it begins in the text.
    at: usize,
    /// Its bytes in the file; `None` for what stands nowhere in it.
    source: Option<Range<usize>>,
    /// Whether it stands there letter by letter.
    is_verbatim: bool,
}

/// Where a part of a text stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The bytes.
    pub range: Range<usize>,
    /// Whether exactly this text stands there, so that it can be replaced.
    pub is_exact: bool,
}

impl Trace {
    /// The text goes on at `at` with what comes from a stretch of the file.
    pub fn add(&mut self, at: usize, source: Range<usize>, is_verbatim: bool) {
        let last = self.pieces.last_mut().filter(|last| last.is_verbatim && is_verbatim);
        match last.and_then(|last| last.source.as_mut()).filter(|own| own.end == source.start) {
            Some(own) => own.end = source.end,
            None => self.pieces.push(Piece { at, source: Some(source), is_verbatim }),
        }
    }

    /// The text goes on at `at` with what stands nowhere in the file.
    pub fn add_nothing(&mut self, at: usize) {
        if self.pieces.last().is_none_or(|last| last.source.is_some()) {
            self.pieces.push(Piece { at, source: None, is_verbatim: false });
        }
    }

    /// The place of a part of the text; `None` where its beginning or its end stands nowhere.
    pub fn place(&self, range: &Range<usize>) -> Option<Place> {
        let last = if range.is_empty() { range.end } else { range.end - 1 };
        let (first, second) = (self.holding(range.start)?, self.holding(last)?);
        let (from, to) = (first.source.as_ref()?, second.source.as_ref()?);
        let start = if first.is_verbatim { from.start + range.start - first.at } else { from.start };
        let end = if second.is_verbatim { to.start + range.end - second.at } else { to.end };
        let is_exact = first.is_verbatim && second.is_verbatim && end >= start && end - start == range.len();
        Some(Place { range: start..end.max(start), is_exact })
    }

    fn holding(&self, at: usize) -> Option<&Piece> {
        self.pieces.partition_point(|piece| piece.at <= at).checked_sub(1).and_then(|n| self.pieces.get(n))
    }
}
