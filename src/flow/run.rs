//! Pieces of a line -> markup.

use crate::ast::NoteId;
use crate::book::block::{Formula, Label, Piece, Style, To, Voice};
use crate::book::places;
use crate::locale::Dir;

use super::write::{Writer, id};

impl Writer<'_> {
    /// Pieces of a line.
    pub fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.piece(piece);
        }
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => self.xml.text(text),
            Piece::Styled(style, content) => {
                let (element, class) = styled(*style);
                self.element(element, class, None, &[], |writer| writer.pieces(content));
            }
            Piece::Code(text) => {
                let ltr = Voice { dir: Dir::Ltr, ..self.around };
                self.element("code", "", Some(ltr), &[("dir", "ltr")], |writer| writer.xml.text(text));
            }
            Piece::Math(formula) => self.formula(formula),
            Piece::Link(To::Place(label), content) => self.leading(label, "", content),
            Piece::Entry(label, content) => self.leading(label, "entry", content),
            Piece::Link(To::Address(url), content) => {
                self.element("a", "", None, &[("href", url)], |writer| writer.pieces(content));
            }
            Piece::Image { picture, alt } => {
                if let Some((src, _)) = self.shown(picture) {
                    self.img(&src, alt, "inline", None);
                }
            }
            Piece::Isolate { locale, dir, content } => {
                let voice = Voice { locale: *locale, dir: *dir };
                // An isolate of the direction around it is one all the same.
                self.element("bdi", "", Some(voice), &[("dir", dir.as_str())], |writer| writer.pieces(content));
            }
            Piece::Override(dir, content) => {
                self.element("bdo", "", None, &[("dir", dir.as_str())], |writer| writer.pieces(content));
            }
            Piece::Note(note) => self.note(*note),
            Piece::Seam => self.xml.empty("wbr", &[]),
            Piece::Break => self.xml.empty("br", &[]),
        }
    }

    /// A formula, as MathML.
    pub(super) fn formula(&mut self, formula: &Formula) {
        self.found.has_math = true;
        let own = &formula.mathml;
        let named =
            own.replacen("<math", "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"", usize::from(!own.contains("xmlns=")));
        self.xml.append(&named);
    }

    /// Content that leads to a place of the book.
    fn leading(&mut self, label: &Label, class: &str, content: &[Piece]) {
        let href = self.medium.place(label);
        self.element("a", class, None, &[("href", &href)], |writer| writer.pieces(content));
    }

    /// The mark of a note. The first one has a name, to which the note leads back.
    fn note(&mut self, note: NoteId) {
        let label = places::note(&self.text.label, note);
        let number = self.number(note);
        let href = self.medium.place(&label);
        let name = format!("{}-ref", id(&label));
        let is_first = self.noted.insert(note);
        let semantics = self.medium.semantics("noteref");
        self.element("sup", "", None, &[], |writer| {
            let mut attributes = vec![("href", href.as_str()), ("role", "doc-noteref")];
            attributes.extend(semantics);
            attributes.extend(is_first.then_some(("id", name.as_str())));
            writer.element("a", "noteref", None, &attributes, |writer| writer.xml.text(&number));
        });
    }

    /// The number of a note, as its chapter prints it.
    fn number(&self, note: NoteId) -> String {
        self.context.locales().get(self.text.document.locale).plain(u64::from(note.0) + 1)
    }

    /// The notes of the chapter, each with a way back. Readers of e-books show one where its mark is touched.
    pub fn notes(&mut self) {
        let text = self.text;
        if text.notes.is_empty() {
            return;
        }
        let voice = self.own();
        let mut attributes = vec![("role", "doc-endnotes")];
        attributes.extend(self.medium.semantics("footnotes"));
        self.element("section", "notes", Some(voice), &attributes, |writer| {
            let title = writer.words.body.footnotes.clone();
            let level = format!("h{}", (2 + writer.medium.depth()).min(6));
            writer.element(&level, "", None, &[], |writer| writer.xml.text(&title));
            for (at, blocks) in text.notes.iter().enumerate() {
                let note = NoteId(u32::try_from(at).unwrap_or(u32::MAX));
                let name = id(&places::note(&text.label, note));
                let number = writer.number(note);
                let mut attributes = vec![("id", name.as_str()), ("role", "doc-footnote")];
                attributes.extend(writer.medium.semantics("footnote"));
                writer.element("aside", "note", None, &attributes, |writer| {
                    let back = writer.words.body.back.replace("{n}", &number);
                    // A note that nothing but another note refers to has its way back there.
                    let href = format!("#{name}-ref");
                    let attributes = [("href", href.as_str()), ("role", "doc-backlink"), ("aria-label", back.as_str())];
                    if writer.noted.contains(&note) {
                        writer.element("a", "back", None, &attributes, |writer| writer.xml.text(&number));
                    } else {
                        writer.element("span", "back", None, &[], |writer| writer.xml.text(&number));
                    }
                    writer.element("div", "said", None, &[], |writer| writer.blocks(blocks));
                });
            }
        });
    }
}

/// The element and the class of a style.
fn styled(style: Style) -> (&'static str, &'static str) {
    match style {
        Style::Emphasis => ("em", ""),
        Style::Strong => ("strong", ""),
        Style::Strike => ("s", ""),
        Style::Underline => ("u", ""),
        Style::Marked => ("mark", ""),
        Style::Small => ("small", ""),
        Style::Mono => ("code", ""),
        Style::Raised => ("sup", ""),
        Style::Lowered => ("sub", ""),
    }
}
