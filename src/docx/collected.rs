//! What writing collects for other parts of the document: footnotes, lists, pictures, addresses, the contents, names of places.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::block::Voice;
use crate::book::block::{Label, Piece};
use crate::book::numbering::Numbering;
use crate::diag::Diagnostics;

use super::package::Relations;
use crate::word::known::Known;

/// The part of the document that is being written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Story {
    /// The text.
    Main,
    /// The footnotes.
    Notes,
}

/// A line of the contents.
#[derive(Clone, Debug)]
pub struct Entry {
    /// 1 for chapters.
    pub level: u8,
    /// Its language and direction.
    pub voice: Voice,
    /// Where it leads.
    pub label: Label,
    /// What it says.
    pub title: Vec<Piece>,
}

/// What was collected.
#[derive(Debug, Default)]
pub struct Collected {
    main: Relations,
    notes: Relations,
    /// Pictures by path below `word/`.
    pub media: BTreeMap<String, Arc<[u8]>>,
    /// The footnotes, the first of number 1.
    pub footnotes: Vec<String>,
    /// The names of the bookmarks of the footnote that is being written.
    pub twins: Vec<String>,
    /// The paragraphs that are no lines of pages.
    pub known: Vec<Known>,
    /// The first numbers of lists, the first list being number 1; `None` for lists of points.
    pub lists: Vec<Option<u64>>,
    /// The contents.
    pub contents: Vec<Entry>,
    /// The numbers of tables and figures.
    pub numbering: Numbering,
    /// Problems.
    pub diags: Diagnostics,
    /// The number of the lists of points.
    points: Option<usize>,
    places: BTreeSet<Label>,
    /// Bookmarks that there are.
    marks: usize,
    drawings: u32,
}

impl Collected {
    /// The relationships of a part.
    pub fn relations(&mut self, story: Story) -> &mut Relations {
        match story {
            Story::Main => &mut self.main,
            Story::Notes => &mut self.notes,
        }
    }

    /// The number of a new list.
    pub fn list(&mut self, start: Option<u64>) -> usize {
        // Lists of points are all alike; numbers begin anew in each.
        if let (None, Some(points)) = (start, self.points) {
            return points;
        }
        self.lists.push(start);
        if start.is_none() {
            self.points = Some(self.lists.len());
        }
        self.lists.len()
    }

    /// The number of a new bookmark; `None` for a place that has one.
    pub fn bookmark(&mut self, label: &Label) -> Option<usize> {
        self.places.insert(label.clone()).then(|| self.mark())
    }

    /// The number of another bookmark.
    pub fn mark(&mut self) -> usize {
        self.marks += 1;
        self.marks
    }

    /// The number of a new drawing.
    pub fn drawing(&mut self) -> u32 {
        self.drawings += 1;
        self.drawings
    }
}
