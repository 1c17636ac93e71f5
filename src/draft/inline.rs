//! What stands in a paragraph -> a line of the tree: what is set off alike stands together, spaces stand outside of what is set off.

use super::atoms::Atom;
use super::build::Builder;
use super::words::{Kind, clean, opening};
use super::{Place, marks};
use crate::ast::placed::Text;
use crate::ast::{Inline, NoteId, RefKind};
use crate::word::Face;

/// A piece of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    /// Text with how it is set off, and where it leads.
    Text(String, Face, bool, Option<String>),
    /// What is none, as it is.
    Other(Other, Option<String>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Other {
    Break,
    Note(NoteId),
    Picture(String, String),
    Math(String),
}

impl Builder<'_> {
    /// A line of atoms. What cannot stand in it is told at a place.
    pub(in crate::draft) fn line(&mut self, atoms: Vec<Atom>, kind: Kind, place: Place) -> Vec<Inline> {
        let begin = opening(&atoms);
        self.chunk.place.get_or_insert(place);
        let mut pieces = Vec::with_capacity(atoms.len());
        for atom in atoms {
            match atom {
                Atom::Text { text, face, is_code, link } => pieces.push(Piece::Text(text, face, is_code, link)),
                Atom::Break if kind == Kind::Paragraph => pieces.push(Piece::Other(Other::Break, None)),
                Atom::Break => pieces.push(Piece::Text(" ".to_owned(), Face::default(), false, None)),
                Atom::Note(id) => {
                    if let Some(note) = self.note(&id) {
                        pieces.push(Piece::Other(Other::Note(note), None));
                    } else {
                        let why = "the mark of a note that is not there is left out".to_owned();
                        self.left(place, &begin, ("note", why), true);
                    }
                }
                Atom::Picture(id, alt, link) => match self.picture(id.as_deref()) {
                    Ok(name) => pieces.push(Piece::Other(Other::Picture(name, clean(&alt)), self.address(link, place, &begin))),
                    Err(why) => {
                        let about =
                            if alt.trim().is_empty() { String::new() } else { format!(" (\u{201c}{}\u{201d})", clean(&alt)) };
                        self.left(place, &begin, ("picture", format!("{why}{about}")), true);
                    }
                },
                Atom::Math(Some(tex), ..) => {
                    self.count("formulas");
                    pieces.push(Piece::Other(Other::Math(tex), None));
                }
                Atom::Math(None, words, _) => {
                    let why = "a formula that has no plain TeX is carried as its letters";
                    self.left(place, &begin, ("formula", why.to_owned()), true);
                    pieces.push(Piece::Text(words, Face::default(), false, None));
                }
                Atom::Comment(id) => self.comment(id),
                Atom::Left(what, why, is_open) => self.left(place, &begin, (what, why), is_open),
                Atom::Bookmark(_) | Atom::Rule | Atom::Box(_) => {}
            }
        }
        for piece in &mut pieces {
            if let Piece::Text(_, _, _, link) = piece {
                *link = self.address(link.take(), place, &begin);
            }
        }
        self.unmarked(&mut pieces);
        let mut pieces = spaced(pieces);
        if kind != Kind::Paragraph {
            plain(&mut pieces);
        }
        self.inlines(&pieces, 0)
    }

    /// Marks of direction that do nothing are no text.
    fn unmarked(&self, pieces: &mut [Piece]) {
        let mut line = String::new();
        for piece in &*pieces {
            match piece {
                Piece::Text(text, ..) => line.push_str(text),
                Piece::Other(..) => line.push('\u{fffc}'),
            }
        }
        let kept = marks::kept(&line, self.means);
        if kept.is_empty() {
            return;
        }
        let mut next = 0;
        for piece in pieces {
            if let Piece::Text(text, ..) = piece {
                text.retain(|c| {
                    let is_mark = marks::is_mark(c);
                    next += usize::from(is_mark);
                    !is_mark || kept[next - 1]
                });
            }
        }
    }

    /// Pieces that are one in a way stand in one element: a link, then bold, slanted, struck out.
    fn inlines(&mut self, pieces: &[Piece], way: usize) -> Vec<Inline> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let own = &pieces[at];
            let length = pieces[at..].iter().take_while(|piece| is_with(own, piece, way)).count().max(1);
            let group = &pieces[at..at + length];
            at += length;
            if way == WAYS {
                out.extend(group.iter().map(|piece| self.inline(piece)));
                continue;
            }
            let inside = self.inlines(group, way + 1);
            match (way, own) {
                (0, Piece::Text(_, _, _, Some(to)) | Piece::Other(_, Some(to))) => {
                    self.count("links");
                    let target = self.refer(to, RefKind::Link);
                    out.push(Inline::Link { target, title: "".into(), isolate: None, content: inside });
                }
                (1, Piece::Text(_, face, ..)) if face.bold => out.push(Inline::Strong(inside)),
                (2, Piece::Text(_, face, ..)) if face.italic => out.push(Inline::Emphasis(inside)),
                (3, Piece::Text(_, face, ..)) if face.strike => out.push(Inline::Strike(inside)),
                _ => out.extend(inside),
            }
        }
        out
    }

    fn inline(&mut self, piece: &Piece) -> Inline {
        match piece {
            Piece::Text(text, _, true, _) => Inline::Code(text.clone()),
            Piece::Text(text, ..) => Inline::Text(Text::from(text.as_str())),
            Piece::Other(Other::Break, _) => Inline::Break,
            Piece::Other(Other::Note(note), _) => Inline::NoteRef { note: *note, nth: 1 },
            Piece::Other(Other::Picture(name, alt), _) => {
                let source = self.refer(name, RefKind::Image);
                Inline::Image { source, title: "".into(), alt: alt.as_str().into() }
            }
            Piece::Other(Other::Math(tex), _) => Inline::Math { tex: tex.clone(), mathml: "".into() },
        }
    }
}

/// How many ways of setting off there are.
const WAYS: usize = 4;

/// Whether two pieces are one in a way.
fn is_with(own: &Piece, other: &Piece, way: usize) -> bool {
    fn link(piece: &Piece) -> Option<&String> {
        match piece {
            Piece::Text(_, _, _, link) | Piece::Other(_, link) => link.as_ref(),
        }
    }
    let face = |piece: &Piece| match piece {
        Piece::Text(_, face, ..) => *face,
        Piece::Other(..) => Face::default(),
    };
    match way {
        0 => link(own) == link(other),
        1 => face(own).bold == face(other).bold,
        2 => face(own).italic == face(other).italic,
        3 => face(own).strike == face(other).strike,
        _ => false,
    }
}

/// Pieces with one space between words, none at the ends of lines, and each space set off only where both its sides are.
fn spaced(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut cut: Vec<Piece> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text, face, is_code, link) => {
                for part in parts(&text) {
                    push(&mut cut, part, (face, is_code, link.clone()), false);
                }
            }
            Piece::Other(..) => cut.push(piece),
        }
    }
    let is_space = |piece: &Piece| matches!(piece, Piece::Text(text, ..) if text == " ");
    let is_end = |piece: Option<&Piece>| piece.is_none_or(|piece| matches!(piece, Piece::Other(Other::Break, _)));
    let mut kept: Vec<Piece> = Vec::with_capacity(cut.len());
    for (at, piece) in cut.iter().enumerate() {
        if is_space(piece) {
            if is_end(kept.last()) || is_end(cut.get(at + 1)) || kept.last().is_some_and(is_space) {
                continue;
            }
            let sides = [kept.last(), cut.get(at + 1)];
            let faces = sides.map(|side| match side {
                Some(Piece::Text(_, face, is_code, link)) => (*face, *is_code, link.clone()),
                Some(Piece::Other(_, link)) => (Face::default(), false, link.clone()),
                None => (Face::default(), false, None),
            });
            let [(one, code, link), (other, is_code, to)] = faces;
            let face =
                Face { bold: one.bold && other.bold, italic: one.italic && other.italic, strike: one.strike && other.strike };
            kept.push(Piece::Text(" ".to_owned(), face, code && is_code, link.filter(|link| to.as_ref() == Some(link))));
        } else {
            kept.push(piece.clone());
        }
    }
    // A line end at an end is none.
    while kept.last().is_some_and(|piece| matches!(piece, Piece::Other(Other::Break, _)) || is_space(piece)) {
        kept.pop();
    }
    let first =
        kept.iter().position(|piece| !matches!(piece, Piece::Other(Other::Break, _)) && !is_space(piece)).unwrap_or(kept.len());
    kept.drain(..first);
    let mut out: Vec<Piece> = Vec::with_capacity(kept.len());
    for piece in kept {
        match piece {
            Piece::Text(text, face, is_code, link) => push(&mut out, &text, (face, is_code, link), true),
            other @ Piece::Other(..) => out.push(other),
        }
    }
    out
}

/// Words and the spaces between them. A space that does not break is a letter.
fn parts(text: &str) -> Vec<&str> {
    let is_space = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}') || c.is_control();
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_space(first) {
            rest.find(|c| !is_space(c)).unwrap_or(rest.len())
        } else {
            rest.find(is_space).unwrap_or(rest.len())
        };
        found.push(if is_space(first) { " " } else { &rest[..length] });
        rest = &rest[length..];
    }
    found
}

/// Adds text to what is set off as it is. Spaces stand alone until it is known which of them stay.
fn push(pieces: &mut Vec<Piece>, text: &str, (face, is_code, link): (Face, bool, Option<String>), is_settled: bool) {
    let is_joined = |before: &str| is_settled || before != " " && text != " ";
    match pieces.last_mut() {
        Some(Piece::Text(before, own, code, to)) if (*own, *code) == (face, is_code) && *to == link && is_joined(before) => {
            before.push_str(text);
        }
        Some(_) | None => pieces.push(Piece::Text(text.to_owned(), face, is_code, link)),
    }
}

/// Emphasis that all of a line has says nothing: its style is bold.
fn plain(pieces: &mut [Piece]) {
    let texts =
        || pieces.iter().filter_map(|piece| if let Piece::Text(text, face, ..) = piece { Some((text, face)) } else { None });
    let is_all = |is: fn(&Face) -> bool| texts().all(|(text, face)| text == " " || is(face));
    let (bold, italic) = (is_all(|face| face.bold), is_all(|face| face.italic));
    for piece in pieces {
        if let Piece::Text(_, face, ..) = piece {
            *face = Face { bold: face.bold && !bold, italic: face.italic && !italic, ..*face };
        }
    }
}
