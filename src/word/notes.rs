//! Notes whose bookmarks a word processor lost -> the same with them. `LibreOffice` writes the bookmarks of the text, but of those in
//! footnotes only the first as it was, and gives others new names; so the reference of a note says which marks are in it.

use std::collections::{BTreeMap, BTreeSet};

use super::mark::Mark;
use super::plain::print;
use super::{Paragraph, Piece};

/// Puts the marks back that the references of notes speak of and that no note has.
pub fn restore(twins: &BTreeMap<String, Vec<String>>, notes: &mut [Paragraph]) {
    let mut known: BTreeSet<String> = notes.iter().flat_map(marks).cloned().collect();
    let mut bare: BTreeMap<String, Vec<&mut Paragraph>> = BTreeMap::new();
    for paragraph in notes.iter_mut().filter(|paragraph| marks(paragraph).next().is_none() && !said(paragraph).trim().is_empty())
    {
        if let Some(note) = paragraph.note.clone() {
            bare.entry(note).or_default().push(paragraph);
        }
    }
    for (note, own) in twins {
        let names: Vec<&String> = own.iter().filter(|name| known.insert((*name).clone())).collect();
        for (name, paragraph) in paired(&names, bare.remove(note).unwrap_or_default()) {
            paragraph.pieces.insert(0, Piece::Mark(name.clone()));
        }
    }
}

/// Each mark with its paragraph. What says the same at both ends is that; between, one follows the other, and where there are more of
/// one kind than of the other, those without a counterpart are told later as added or taken out.
fn paired<'a, 'b>(names: &[&'a String], mut bare: Vec<&'b mut Paragraph>) -> Vec<(&'a String, &'b mut Paragraph)> {
    let is_same = |(name, paragraph): (&&String, &&'b mut Paragraph)| {
        Mark::read(name).is_some_and(|mark| mark.print == print(&said(paragraph)))
    };
    let head = names.iter().zip(&bare).take_while(|pair| is_same(*pair)).count();
    let rest = names.len().min(bare.len()) - head;
    let tail = names.iter().rev().zip(bare.iter().rev()).take(rest).take_while(|pair| is_same(*pair)).count();
    let last = bare.split_off(bare.len() - tail);
    let (first, end) = names.split_at(names.len() - tail);
    first.iter().copied().zip(bare).chain(end.iter().copied().zip(last)).collect()
}

fn marks(paragraph: &Paragraph) -> impl Iterator<Item = &String> {
    paragraph.pieces.iter().filter_map(|piece| match piece {
        Piece::Mark(name) => Mark::read(name).map(|_| name),
        Piece::Text { .. } | Piece::CommentStart(_) | Piece::CommentEnd(_) => None,
    })
}

fn said(paragraph: &Paragraph) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text { text, .. } => Some(text.clone()),
        Piece::Mark(_) | Piece::CommentStart(_) | Piece::CommentEnd(_) => None,
    };
    paragraph.pieces.iter().filter_map(text).collect()
}
