//! The tree -> lines and columns of many spans, each file's lines indexed once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::source::{FileId, LineIndex, SourceTree, Span};

/// Where spans stand. A line index is made when a file is first asked about, and kept.
#[derive(Debug)]
pub struct Places<'t> {
    tree: &'t SourceTree,
    lines: BTreeMap<FileId, LineIndex<'t>>,
}

impl<'t> Places<'t> {
    /// Places in the files of a tree.
    pub fn new(tree: &'t SourceTree) -> Self {
        Self { tree, lines: BTreeMap::new() }
    }

    /// The path of a span's file.
    pub fn path(&self, span: Span) -> &'t str {
        &self.tree.file(span.file).path
    }

    /// The text of a span's file; `None` where it is no text.
    pub fn text(&self, span: Span) -> Option<&'t str> {
        self.tree.file(span.file).text()
    }

    /// The lines of a span's file; a file that is no text has one empty line.
    pub fn lines(&mut self, span: Span) -> &LineIndex<'t> {
        match self.lines.entry(span.file) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(LineIndex::new(self.tree.file(span.file).text().unwrap_or_default())),
        }
    }

    /// Line and column of a span's start, both from 1.
    pub fn start(&mut self, span: Span) -> (usize, usize) {
        self.lines(span).line_col(span.range().start)
    }

    /// Line and column of a span's end, both from 1.
    pub fn end(&mut self, span: Span) -> (usize, usize) {
        self.lines(span).line_col(span.range().end)
    }
}
