//! The paragraphs of a view -> what stands behind each mark, and what stands behind none.

use std::collections::{BTreeMap, BTreeSet};

use crate::word::mark::Mark;
use crate::word::plain::plain;
use crate::word::{Face, Paragraph, Piece};

/// Bytes of what a comment is about that are kept, about: more than is shown of it.
const MOST_QUOTED: usize = 400;

/// A letter that came back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sent {
    /// As it counts.
    pub c: char,
    /// As it was typed.
    pub raw: char,
    /// How it is set off.
    pub face: Face,
    /// The link that it stands in, by its number in the document.
    pub link: Option<usize>,
}

/// What letters say.
pub fn said(letters: &[Sent]) -> String {
    letters.iter().map(|letter| letter.c).collect()
}

/// A part of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// What belongs to a mark.
    Marked(Segment),
    /// A paragraph without one: somebody added it.
    Loose(Loose),
    /// What belongs to several marks and became one paragraph.
    Merged(Vec<Mark>),
}

/// What belongs to a mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// The mark.
    pub mark: Mark,
    /// What it says.
    pub letters: Vec<Sent>,
    /// The style of its paragraph.
    pub style: String,
    /// Whether it is in a note.
    pub is_note: bool,
    /// The cell of its paragraph.
    pub cell: usize,
}

/// A paragraph without a mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loose {
    /// What it says.
    pub letters: Vec<Sent>,
    /// Its style.
    pub style: String,
    /// Its cell.
    pub cell: usize,
}

/// The parts of a document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parts {
    /// In the order of the text, those of notes behind the others.
    pub list: Vec<Part>,
    /// The mark at which each comment begins, by its id.
    pub comments: BTreeMap<String, Mark>,
    /// What each comment speaks of.
    pub quotes: BTreeMap<String, String>,
}

/// The parts of the text and of notes.
pub fn parts(main: &[Paragraph], notes: &[Paragraph]) -> Parts {
    let mut reader = Reader { parts: Parts::default(), known: BTreeSet::new(), open: BTreeSet::new() };
    for paragraph in main {
        reader.paragraph(paragraph, false);
    }
    for paragraph in notes {
        reader.paragraph(paragraph, true);
    }
    reader.parts
}

struct Reader {
    parts: Parts,
    /// The names that there were: programs write some twice.
    known: BTreeSet<String>,
    /// The comments that speak of what is being read.
    open: BTreeSet<String>,
}

impl Reader {
    fn paragraph(&mut self, paragraph: &Paragraph, is_note: bool) {
        let mut found: Vec<(Option<Mark>, Vec<Sent>)> = vec![(None, Vec::new())];
        // Comments before the first mark of the paragraph speak of it.
        let mut waiting: Vec<String> = Vec::new();
        for piece in &paragraph.pieces {
            match piece {
                Piece::Mark(name) => {
                    let Some(mark) = Mark::read(name) else { continue };
                    if !self.known.insert(name.clone()) {
                        continue;
                    }
                    for id in waiting.drain(..) {
                        self.parts.comments.entry(id).or_insert_with(|| mark.clone());
                    }
                    match found.last_mut() {
                        Some((own @ None, _)) => *own = Some(mark),
                        Some(_) | None => found.push((Some(mark), Vec::new())),
                    }
                }
                Piece::Text { text, face, link, .. } => {
                    for id in &self.open {
                        let quote = self.parts.quotes.entry(id.clone()).or_default();
                        // Only its beginning is shown, and a document may leave all its comments open.
                        if quote.len() < MOST_QUOTED {
                            quote.extend(text.chars().filter_map(plain).take(MOST_QUOTED));
                        }
                    }
                    let sent = text.chars().filter_map(|raw| Some(Sent { c: plain(raw)?, raw, face: *face, link: *link }));
                    if let Some((_, letters)) = found.last_mut() {
                        letters.extend(sent);
                    }
                }
                Piece::CommentStart(id) => {
                    self.open.insert(id.clone());
                    self.place(id, found.last().and_then(|(mark, _)| mark.as_ref()), &mut waiting);
                }
                Piece::CommentEnd(id) => {
                    self.open.remove(id);
                    self.place(id, found.last().and_then(|(mark, _)| mark.as_ref()), &mut waiting);
                }
            }
        }
        if paragraph.is_made {
            return;
        }
        for (_, letters) in &mut found {
            trim(letters);
        }
        let (style, cell) = (paragraph.style.clone(), paragraph.cell);
        let segment = |mark: Mark, letters| Segment { mark, letters, style: style.clone(), is_note, cell };
        let full = found.iter().filter(|(_, letters)| !letters.is_empty()).count();
        if full > 1 {
            let marks = found.into_iter().filter_map(|(mark, _)| mark).collect();
            return self.parts.list.push(Part::Merged(marks));
        }
        for (mark, letters) in found {
            match mark {
                Some(mark) => self.parts.list.push(Part::Marked(segment(mark, letters))),
                None if letters.is_empty() => {}
                None => {
                    self.parts.list.push(Part::Loose(Loose { letters, style: style.clone(), cell }));
                }
            }
        }
    }

    fn place(&mut self, id: &str, mark: Option<&Mark>, waiting: &mut Vec<String>) {
        if self.parts.comments.contains_key(id) {
            return;
        }
        match mark {
            Some(mark) => {
                self.parts.comments.insert(id.to_owned(), mark.clone());
            }
            None => waiting.push(id.to_owned()),
        }
    }
}

/// Takes off spaces at both ends.
pub fn trim(letters: &mut Vec<Sent>) {
    while letters.last().is_some_and(|letter| letter.c.is_whitespace()) {
        letters.pop();
    }
    let first = letters.iter().position(|letter| !letter.c.is_whitespace()).unwrap_or(0);
    letters.drain(..first);
}
