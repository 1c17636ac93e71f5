//! Pieces of a line -> runs: each with its language and direction, so that a word processor need not guess.
//!
//! Word follows the isolates of UAX #9 unevenly. What the tree isolates therefore has marks (LRM or RLM): one of its own direction at
//! each end that is no letter, so that signs stay with their number, and one of the line's direction behind it, so that digits and
//! isolates that follow are not drawn into it. A run is marked right-to-left (`w:rtl`) only where
//! it is: the mark on Latin letters is without meaning in ECMA-376, and turns the signs beside them.

use crate::ast::NoteId;
use crate::book::block::{Formula, Label, Piece, Style, To, text as visible};
use crate::book::bound::Notes;
use crate::locale::{Dir, letter};

use super::face::{Face, Sort, bookmark};
use super::notes::sign;
use super::write::Writer;

/// Left-to-right or right-to-left mark.
fn mark(dir: Dir) -> &'static str {
    match dir {
        Dir::Ltr => "\u{200e}",
        Dir::Rtl => "\u{200f}",
    }
}

/// The characters at both ends of a text.
fn ends(text: &str) -> (char, char) {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    (first, chars.next_back().unwrap_or(first))
}

impl Writer<'_> {
    /// Pieces of a line.
    pub(super) fn pieces(&mut self, pieces: &[Piece], sort: Sort) {
        for piece in pieces {
            self.piece(piece, sort);
        }
    }

    fn piece(&mut self, piece: &Piece, sort: Sort) {
        match piece {
            Piece::Text(text) => self.text(text, sort),
            Piece::Styled(style, content) => {
                let face = styled(sort.face, *style);
                self.pieces(content, Sort { face, ..sort });
            }
            Piece::Code(text) | Piece::Math(Formula { tex: text, .. }) => {
                let inner = Sort { dir: Dir::Ltr, face: sort.face.with(Face::MONO), ..sort };
                self.edged(inner, sort, ends(text), |writer| writer.text(text, inner));
            }
            Piece::Link(to, content) => self.link(to, content, sort),
            Piece::Entry(label, content) => self.leading(label, content, sort),
            Piece::Image { picture, alt } => self.image(picture, alt),
            Piece::Isolate { locale, dir, content } => {
                let inner = Sort { locale: *locale, dir: *dir, ..sort };
                // A number that is cut at a space would be two numbers.
                let whole = whole(content);
                let ends = ends(&visible(content));
                self.edged(inner, sort, ends, |writer| writer.pieces(whole.as_deref().unwrap_or(content), inner));
            }
            Piece::Override(dir, content) => {
                self.text(if *dir == Dir::Rtl { "\u{202e}" } else { "\u{202d}" }, sort);
                self.pieces(content, sort);
                self.text("\u{202c}", sort);
            }
            Piece::Note(note) => self.note(*note, sort),
            Piece::Seam => self.text("\u{200b}", sort),
            Piece::Break => {
                self.letters.push("\n", false);
                self.flush();
                self.xml.open("w:r", &[]);
                self.xml.empty("w:br", &[]);
                self.xml.close("w:r");
            }
        }
    }

    /// What has a direction of its own: `first` and `last` are the characters at its ends.
    fn edged(&mut self, inner: Sort, outer: Sort, (first, last): (char, char), write: impl FnOnce(&mut Self)) {
        if inner.dir == outer.dir {
            return write(self);
        }
        let (own, around) = (mark(inner.dir), mark(outer.dir));
        let is_letter = |c: char| c.is_alphabetic() && is_rtl(c) == (inner.dir == Dir::Rtl);
        self.text(if is_letter(first) { "" } else { own }, inner);
        write(self);
        self.text(if is_letter(last) { "" } else { own }, inner);
        self.text(around, outer);
    }

    /// Adds text to the run, or begins another where something else is said of it.
    pub(super) fn text(&mut self, text: &str, sort: Sort) {
        if text.is_empty() {
            return;
        }
        self.letters.push(text, sort.face.has(Face::RAISED));
        if self.run.1 != Some(sort) {
            self.flush();
            self.run.1 = Some(sort);
        }
        self.run.0.push_str(text);
    }

    /// Ends the run.
    pub(super) fn flush(&mut self) {
        let (text, Some(sort)) = std::mem::take(&mut self.run) else { return };
        self.xml.open("w:r", &[]);
        self.properties(&text, sort);
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.xml.empty("w:br", &[]);
            }
            for (i, part) in line.split('\t').enumerate() {
                if i > 0 {
                    self.xml.empty("w:tab", &[]);
                }
                if !part.is_empty() {
                    self.xml.leaf("w:t", &[("xml:space", "preserve")], part);
                }
            }
        }
        self.xml.close("w:r");
    }

    /// The properties of a run, in the order of the schema.
    fn properties(&mut self, text: &str, sort: Sort) {
        let Sort { locale, dir, face } = sort;
        // Arabic letters alone go from right to left in code, too.
        let is_rtl = !is_latin(text) && (dir == Dir::Rtl || text.chars().any(is_rtl));
        let locale = self.context.locales().get(locale);
        let is_bold = face.has(Face::BOLD) || face.has(Face::EMPHASIS) && locale.is_arabic_script();
        let is_slanted = face.has(Face::EMPHASIS) && !locale.is_arabic_script();
        let xml = &mut self.xml;
        xml.open("w:rPr", &[]);
        if face.has(Face::LINK) {
            xml.empty("w:rStyle", &[("w:val", "Hyperlink")]);
        }
        if face.has(Face::MONO) {
            xml.empty("w:rFonts", &[("w:ascii", "Consolas"), ("w:hAnsi", "Consolas"), ("w:cs", "Courier New")]);
        }
        let mut flag = |name: &str, on: bool| {
            if on {
                xml.empty(name, &[]);
            }
        };
        flag("w:b", is_bold);
        flag("w:bCs", is_bold);
        flag("w:i", is_slanted);
        flag("w:iCs", is_slanted);
        flag("w:strike", face.has(Face::STRIKE));
        flag("w:noProof", face.has(Face::MONO));
        if face.has(Face::SMALL) {
            xml.empty("w:sz", &[("w:val", "18")]);
            xml.empty("w:szCs", &[("w:val", "22")]);
        }
        if face.has(Face::MARKED) {
            xml.empty("w:highlight", &[("w:val", "yellow")]);
        }
        if face.has(Face::UNDERLINE) {
            xml.empty("w:u", &[("w:val", "single")]);
        }
        for (way, kind) in [(Face::RAISED, "superscript"), (Face::LOWERED, "subscript")] {
            if face.has(way) {
                xml.empty("w:vertAlign", &[("w:val", kind)]);
            }
        }
        if is_rtl {
            xml.empty("w:rtl", &[]);
        }
        let tag = locale.tag.as_str();
        xml.empty("w:lang", &[(if is_rtl { "w:bidi" } else { "w:val" }, tag)]);
        xml.close("w:rPr");
    }

    fn link(&mut self, to: &To, content: &[Piece], sort: Sort) {
        let sort = Sort { face: sort.face.with(Face::LINK), ..sort };
        match to {
            To::Place(label) => self.leading(label, content, sort),
            To::Address(url) => {
                self.flush();
                let id = self.relations().address(url);
                self.xml.open("w:hyperlink", &[("r:id", &id), ("w:history", "1")]);
                self.pieces(content, sort);
                self.flush();
                self.xml.close("w:hyperlink");
            }
        }
    }

    /// Content that leads to a place in the document.
    pub(super) fn leading(&mut self, label: &Label, content: &[Piece], sort: Sort) {
        self.flush();
        self.xml.open("w:hyperlink", &[("w:anchor", &bookmark(label)), ("w:history", "1")]);
        self.pieces(content, sort);
        self.flush();
        self.xml.close("w:hyperlink");
    }

    /// The mark of a note: a footnote of the word processor's at its first reference, its number at others.
    fn note(&mut self, id: NoteId, sort: Sort) {
        // Digits before the mark would draw it into their run.
        self.text(mark(sort.dir), sort);
        self.flush();
        let label = self.note_label(id);
        let is_first = self.notes == Notes::Foot && self.is_main() && self.noted.insert(id);
        if is_first {
            let number = self.footnote(id);
            self.letters.object();
            self.bookmarked(&label, |writer| {
                writer.referring(|writer| {
                    writer.xml.open("w:r", &[]);
                    writer.xml.open("w:rPr", &[]);
                    writer.xml.empty("w:rStyle", &[("w:val", "FootnoteReference")]);
                    writer.xml.close("w:rPr");
                    writer.xml.empty("w:footnoteReference", &[("w:id", &number.to_string())]);
                    writer.xml.close("w:r");
                });
            });
            return;
        }
        let sort = Sort { face: sort.face.with(Face::RAISED), ..sort };
        match self.printed_number(id) {
            Some(number) if self.is_main() => self.leading(&label, &[Piece::Text(number)], sort),
            Some(number) => self.text(&number, sort),
            // Only this note refers to it: its text comes below, behind the same sign.
            None => {
                let known = self.below.iter().position(|own| *own == id);
                let at = known.unwrap_or_else(|| {
                    self.below.push(id);
                    self.below.len() - 1
                });
                self.text(&sign(at + 1), sort);
            }
        }
        self.flush();
    }
}

/// The face with a style more.
fn styled(face: Face, style: Style) -> Face {
    face.with(match style {
        Style::Emphasis => Face::EMPHASIS,
        Style::Strong => Face::BOLD,
        Style::Strike => Face::STRIKE,
        Style::Underline => Face::UNDERLINE,
        Style::Marked => Face::MARKED,
        Style::Small => Face::SMALL,
        Style::Mono => Face::MONO,
        Style::Raised => Face::RAISED,
        Style::Lowered => Face::LOWERED,
    })
}

/// A number of several groups, held together: a narrow space that does not break, and no end of a line behind a stroke. `None` for any
/// other run.
fn whole(content: &[Piece]) -> Option<Vec<Piece>> {
    let [Piece::Text(text)] = content else { return None };
    let is_number = text.chars().any(char::is_numeric) && !text.chars().any(char::is_alphabetic);
    let is_torn = text.contains([' ', '-', '/']);
    (is_number && is_torn)
        .then(|| vec![Piece::Text(text.replace(' ', "\u{202f}").replace('-', "-\u{2060}").replace('/', "/\u{2060}"))])
}

/// Whether a text has letters, and none of them goes from right to left.
fn is_latin(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(is_rtl)
}

/// Whether it is a letter that goes from right to left.
fn is_rtl(c: char) -> bool {
    letter::direction(c) == Some(Dir::Rtl)
}
