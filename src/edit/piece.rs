//! The pieces of a file that somebody edits as one: blocks of a page, the place behind one, its notes, its head, the entries of a data
//! file. A piece is named by its place and known again by what it holds.

use std::ops::Range;

use serde::Deserialize;

use crate::answers::{Desk, symbols};
use crate::ast::Document;
use crate::markdown::write::place;
use crate::output::hash;

/// As many blocks as one row of two languages may be made of.
const ROW: usize = 4;

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A block of a page, or several in a row.
    #[default]
    Block,
    /// The place behind a block, where a new one may stand.
    Behind,
    /// A footnote.
    Note,
    /// The head of a page.
    Head,
    /// An entry of a data file.
    Entry,
}

impl Part {
    /// Its name in requests and answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Behind => "behind",
            Self::Note => "note",
            Self::Head => "head",
            Self::Entry => "entry",
        }
    }
}

/// A piece as a browser names it.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    /// The path of the file in the project.
    pub path: String,
    /// Its first byte.
    #[serde(default)]
    pub start: usize,
    /// Behind its last one.
    #[serde(default)]
    pub end: usize,
    /// What it is.
    #[serde(default)]
    pub part: Part,
    /// The hash of what it held; nothing for what stands there now.
    #[serde(default)]
    pub hash: Option<String>,
}

/// A piece that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The path of its file.
    pub path: String,
    /// Its bytes; none of the place behind a block.
    pub range: Range<usize>,
    /// What it is.
    pub part: Part,
    /// The bytes that it is known by: its own, or those of the block that it stands behind.
    pub known: Range<usize>,
}

impl Piece {
    fn of(path: &str, range: Range<usize>, part: Part) -> Self {
        Self { path: path.to_owned(), known: range.clone(), range, part }
    }

    /// The place behind bytes of a page.
    pub fn behind(path: &str, known: Range<usize>) -> Self {
        Self { path: path.to_owned(), range: known.end..known.end, part: Part::Behind, known }
    }

    /// A row of blocks.
    pub fn row(path: &str, range: Range<usize>) -> Self {
        Self::of(path, range, Part::Block)
    }

    /// Its text.
    pub fn text<'d>(&self, desk: &'d Desk) -> &'d str {
        desk.text(&self.path).and_then(|text| text.get(self.range.clone())).unwrap_or_default()
    }

    /// The hash of what it is known by.
    pub fn hash(&self, desk: &Desk) -> String {
        hash::full(desk.text(&self.path).and_then(|text| text.get(self.known.clone())).unwrap_or_default().as_bytes())
    }
}

/// The pieces of a kind in a file, in its order.
pub fn all(desk: &Desk, path: &str, part: Part) -> Vec<Piece> {
    let Some(text) = desk.text(path) else { return Vec::new() };
    if part == Part::Entry {
        let whole = |symbol: symbols::Symbol| {
            let range = symbol.whole.start..symbol.whole.start + text.get(symbol.whole.clone())?.trim_end().len();
            Some(Piece::of(path, range, part))
        };
        let is_data = desk.document(path).is_none();
        return symbols::of_file(desk, path).into_iter().filter(|_| is_data).filter_map(whole).collect();
    }
    let Some(document) = desk.document(path) else { return Vec::new() };
    match part {
        Part::Block | Part::Entry => blocks(text, document).map(|range| Piece::of(path, range, part)).collect(),
        Part::Behind => {
            let start = document.body.map_or(text.len(), |body| body.range().start);
            let first = Piece { range: start..start, ..Piece::behind(path, start..start) };
            std::iter::once(first).chain(blocks(text, document).map(|range| Piece::behind(path, range))).collect()
        }
        Part::Note => {
            let own = |range: Range<usize>| Some(range.start..range.start + text.get(range)?.trim_end().len());
            let notes = document.notes.iter().filter_map(|note| own(note.span.range()));
            notes.map(|range| Piece::of(path, range, part)).collect()
        }
        Part::Head => document.is_whole.then(|| Piece::of(path, document.head.range(), part)).into_iter().collect(),
    }
}

fn blocks<'a>(text: &'a str, document: &'a Document) -> impl Iterator<Item = Range<usize>> + 'a {
    document.blocks.iter().filter_map(move |block| place(text, block)).filter(|range| !range.is_empty())
}

/// The piece that is named. One with a hash is that which holds what the hash is of: at its place, or the only one anywhere else.
pub fn find(desk: &Desk, named: &Named) -> Option<Piece> {
    let mut found = all(desk, &named.path, named.part);
    let Some(wanted) = &named.hash else {
        let is_there = |piece: &&Piece| piece.range.start == named.start;
        let holds = |piece: &&Piece| piece.range.contains(&named.start);
        // A page has one head, wherever it is believed to be.
        let only = found.first().filter(|_| named.part == Part::Head);
        return only.or_else(|| found.iter().find(is_there)).or_else(|| found.iter().find(holds)).cloned();
    };
    if named.part == Part::Block {
        let single = found.clone();
        for length in 2..=ROW {
            let row = |row: &[Piece]| Piece::row(&named.path, row[0].range.start..row[length - 1].range.end);
            found.extend(single.windows(length).map(row));
        }
    }
    found.retain(|piece| piece.hash(desk) == *wanted);
    let is_there = |piece: &&Piece| piece.range == (named.start..named.end);
    match (found.iter().find(is_there), found.as_slice()) {
        (Some(piece), _) | (None, [piece]) => Some(piece.clone()),
        (None, _) => None,
    }
}

/// What stands now where a piece was that cannot be found any more.
pub fn now(desk: &Desk, named: &Named) -> Option<Piece> {
    let all = all(desk, &named.path, named.part);
    let nearest = |piece: &&Piece| piece.range.start.abs_diff(named.start);
    all.iter().min_by_key(nearest).cloned()
}
