//! Pieces of a line of the book -> those of the template's data.

use serde_json::Value;

use super::block::is_endless;
use super::data::map;
use super::{Writer, control, math, metadata, seam};
use crate::ast::NoteId;
use crate::book::block::{Formula, Label, Picture, Piece, Style, To, text};
use crate::book::bound::Notes;
use crate::diag::codes::pdf as codes;
use crate::locale::join::joins;
use crate::locale::{Dir, LocaleId, bidi};
use crate::site::photos::{Photo, told};
use crate::typeset::PLACE;

/// Bytes of an address that Typst takes.
const LONGEST_ADDRESS: usize = 8000;
/// Zero width joiner: a letter beside it takes its joined form.
const JOINER: char = '\u{200d}';
/// Raised digits and signs, in the order of `0123456789+-`.
const RAISED: [char; 12] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁺', '⁻'];
/// Lowered ones.
const LOWERED: [char; 12] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉', '₊', '₋'];

/// Whether the text goes on, joined, before or after what is being written.
#[derive(Clone, Copy, Default)]
struct Seams {
    before: bool,
    after: bool,
}

impl Writer<'_> {
    /// Pieces of a line in a block of direction `around`.
    pub(in crate::pdf) fn pieces(&mut self, content: &[Piece], around: Dir) -> Vec<Value> {
        self.joined(content, around, Seams::default())
    }

    /// The same, where a letter joins over the edge. Typst shapes each style by itself, so a change of style within a
    /// joined word would tear it: joiners on both sides of the cut keep the forms.
    fn joined(&mut self, content: &[Piece], around: Dir, edges: Seams) -> Vec<Value> {
        let texts: Vec<Option<String>> = content.iter().map(continuous).collect();
        let seam = |i: usize| match (texts.get(i), texts.get(i + 1)) {
            (Some(Some(a)), Some(Some(b))) => joins(a, b),
            (Some(_) | None, _) => false,
        };
        let mut pieces = Vec::new();
        for (i, piece) in content.iter().enumerate() {
            let before = if i == 0 { edges.before } else { seam(i - 1) };
            let after = if i + 1 == texts.len() { edges.after } else { seam(i) };
            self.piece(piece, around, Seams { before, after }, &mut pieces);
        }
        pieces
    }

    fn piece(&mut self, piece: &Piece, around: Dir, seams: Seams, out: &mut Vec<Value>) {
        match piece {
            Piece::Text(text) => {
                let joiner = |on: bool| if on { JOINER.to_string() } else { String::new() };
                let text = format!("{}{text}{}", joiner(seams.before), joiner(seams.after));
                out.extend(self.text(&text));
            }
            Piece::Styled(Style::Raised, content) => {
                let inner = self.joined(content, around, seams);
                self.script((&RAISED, "super"), inner, out);
            }
            Piece::Styled(Style::Lowered, content) => {
                let inner = self.joined(content, around, seams);
                self.script((&LOWERED, "sub"), inner, out);
            }
            Piece::Styled(style, content) => {
                let inner = self.joined(content, around, seams);
                out.push(map([("k", kind(*style).into()), ("c", inner.into())]));
            }
            Piece::Code(text) => {
                let code = self.plain(text);
                if is_endless(&code) {
                    let pieces = self.text(&code);
                    out.extend([control('\u{2066}'), map([("k", "mono".into()), ("c", pieces.into())]), control('\u{2069}')]);
                    return;
                }
                let long = self.within_code(0.0, &code);
                out.push(map([("k", "code".into()), ("long", long.into()), ("c", code.into())]));
            }
            Piece::Math(formula) => match self.formula(formula) {
                Some(formula) => out.push(formula),
                None => self.piece(&Piece::Code(formula.tex.clone()), around, seams, out),
            },
            Piece::Link(to, content) => {
                let inner = self.joined(content, around, seams);
                match to {
                    To::Place(label) => out.push(self.to_place("link", label, inner)),
                    To::Address(url) => out.extend(self.addressed(url, inner)),
                }
            }
            Piece::Entry(label, content) => {
                let inner = self.joined(content, around, seams);
                out.push(self.to_place("entry", label, inner));
            }
            // One that nobody described is a decoration and is left out.
            Piece::Image { picture, alt } => {
                if let Some(path) = self.path(picture).filter(|_| !alt.trim().is_empty()) {
                    out.push(map([("k", "image".into()), ("src", path.into()), ("alt", self.isolated(alt).into())]));
                }
            }
            Piece::Isolate { locale, dir, content } => {
                let isolate = self.isolate(*locale, *dir, content);
                out.push(isolate);
            }
            Piece::Override(dir, content) => {
                out.push(control(if *dir == Dir::Rtl { '\u{202e}' } else { '\u{202d}' }));
                out.extend(self.pieces(content, around));
                out.push(control('\u{202c}'));
            }
            Piece::Note(note) => self.note(*note, around, out),
            Piece::Seam => out.push(seam()),
            Piece::Break => out.push(map([("k", "break".into())])),
        }
    }

    /// A formula as Typst sets it; nothing where it holds what stays as its TeX.
    pub(super) fn formula(&mut self, Formula { tex, mathml }: &Formula) -> Option<Value> {
        let tree = math::tree(mathml, self.context.covers)?;
        let alt = metadata(&self.plain(tex.trim()));
        Some(map([("k", "math".into()), ("tex", alt.into()), ("tree", tree)]))
    }

    /// Raised or lowered text. Digits are the characters that Unicode has for them: a reader who copies 10⁶ gets no 106.
    fn script(&self, (digits, kind): (&[char; 12], &str), inner: Vec<Value>, out: &mut Vec<Value>) {
        // Raised digits that have no characters of their own stand a little apart: else 10 and 6 would be copied as 106.
        let begins = inner.first().and_then(Value::as_str).is_some_and(|text| text.starts_with(char::is_numeric));
        let apart = begins && ends_in_digit(out);
        let plain: Option<String> = inner.iter().map(Value::as_str).collect();
        let of = |c: char| "0123456789+-".find(if c == '\u{2212}' { '-' } else { c }).map(|at| digits[at]);
        let written: Option<String> = plain.and_then(|text| text.trim().chars().map(of).collect());
        let written = match written {
            Some(text) if !text.is_empty() && text.chars().all(self.context.covers) => text.into(),
            Some(_) | None => map([("k", kind.into()), ("c", inner.into()), ("apart", apart.into())]),
        };
        // What is lowered behind a foreign run belongs to it: CO₂ stays in one piece in a line from right to left.
        let run = out.last_mut().filter(|piece| piece["k"] == "isolate" && piece["d"] == "ltr");
        match run.and_then(|run| run["c"].as_array_mut()) {
            Some(run) => run.push(written),
            None => out.push(written),
        }
    }

    /// A run of another language. The two scripts look alike in different sizes; which way to go is said here, since the
    /// template does not know what is around.
    fn isolate(&mut self, locale: LocaleId, dir: Dir, content: &[Piece]) -> Value {
        let is_arabic = |id: LocaleId| self.context.locales.get(id).is_arabic_script();
        let size = match (is_arabic(self.speaking), is_arabic(locale)) {
            (true, false) => "smaller",
            (false, true) => "larger",
            (true, true) | (false, false) => "same",
        };
        let outer = std::mem::replace(&mut self.speaking, locale);
        let inner = self.pieces(content, dir);
        self.speaking = outer;
        self.spoken(locale, dir, map([("k", "isolate".into()), ("size", size.into()), ("c", inner.into())]))
    }

    /// A link to a label of this file.
    fn to_place(&self, kind: &str, label: &Label, content: Vec<Value>) -> Value {
        map([("k", kind.into()), ("label", label.0.as_str().into()), ("l", self.spoken_tag().into()), ("c", content.into())])
    }

    /// The language of the line being written, for what a link says of itself.
    fn spoken_tag(&self) -> &str {
        &self.context.locales.get(self.speaking).tag
    }

    /// Content that leads to an absolute address.
    fn addressed(&mut self, url: &str, inner: Vec<Value>) -> Vec<Value> {
        // A written address never passes for one of this file.
        if url.starts_with(PLACE) {
            return inner;
        }
        if url.len() > LONGEST_ADDRESS {
            self.collected.diags.push(codes::address(self.at, LONGEST_ADDRESS));
            return inner;
        }
        vec![map([("k", "link".into()), ("url", url.into()), ("c", inner.into())])]
    }

    /// Text for a string of the file, with its runs isolated by characters.
    pub(super) fn isolated(&self, text: &str) -> String {
        bidi::isolate(text, self.context.locales.get(self.speaking), self.context.locales)
    }

    /// The path of a picture in the world; `None` where it cannot be made, which is told.
    pub(in crate::pdf) fn path(&mut self, picture: &Picture) -> Option<String> {
        match picture {
            Picture::File(file) => {
                let format = self.context.places.picture(*file)?;
                // Typst goes by the name, which may promise something else.
                let path = format!("pictures/{file}.{}", format.endings()[0]);
                self.collected.pictures.insert(path.clone(), *file);
                Some(path)
            }
            Picture::Photo(photo) => self.photo(photo),
        }
    }

    /// A photo in the size of paper, painted over where it should be.
    fn photo(&mut self, photo: &Photo) -> Option<String> {
        let batch = photo.print.as_ref()?;
        let path = format!("pictures/{}.{}", batch.key, batch.recipe.jobs.first()?.format.ending());
        if !self.collected.drawings.contains_key(&path) {
            match (self.context.develop)(photo) {
                Ok(bytes) => {
                    self.collected.drawings.insert(path.clone(), bytes?);
                }
                Err(problem) => {
                    self.collected.diags.push(told(self.at, &photo.path, &problem));
                    return None;
                }
            }
        }
        Some(path)
    }

    /// A reference to a note. Before its mark goes a mark of direction, else the mark of `30/04/2025` stands on its wrong
    /// side (digits pull it into their run).
    fn note(&mut self, id: NoteId, around: Dir, out: &mut Vec<Value>) {
        out.push(control(if around == Dir::Rtl { '\u{200f}' } else { '\u{200e}' }));
        let label = self.note_label(id);
        let Some(blocks) = self.remarks.get(id.0 as usize) else { return };
        let (tag, number) = (self.spoken_tag().into(), self.number(id).into());
        out.push(map([("k", "endnote".into()), ("label", label.into()), ("l", tag), ("n", number)]));
        if self.notes == Notes::Foot && self.printed.insert(id) {
            // What a note refers to stands after it.
            let place = self.beside.len();
            let note = self.endnote(id, blocks);
            self.beside.insert(place, note);
        }
    }
}

/// Whether the last letter of a line so far is a digit.
fn ends_in_digit(pieces: &[Value]) -> bool {
    match pieces.last() {
        Some(Value::String(text)) => text.ends_with(char::is_numeric),
        Some(piece) => piece["c"].as_array().is_some_and(|inner| ends_in_digit(inner)),
        None => false,
    }
}

/// What the template calls a style.
fn kind(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "emphasis",
        Style::Strong => "strong",
        Style::Strike => "strike",
        Style::Underline => "underline",
        Style::Marked => "mark-out",
        Style::Small => "small",
        Style::Mono => "mono",
        Style::Raised => "super",
        Style::Lowered => "sub",
    }
}

/// The visible text of a piece that a word can run through.
fn continuous(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Text(text) => Some(text.clone()),
        Piece::Link(_, content) | Piece::Entry(_, content) if matches!(content.as_slice(), [Piece::Isolate { .. }]) => None,
        Piece::Styled(_, content) | Piece::Link(_, content) | Piece::Entry(_, content) => Some(text(content)),
        Piece::Code(_)
        | Piece::Math(_)
        | Piece::Image { .. }
        | Piece::Isolate { .. }
        | Piece::Override(..)
        | Piece::Note(_)
        | Piece::Seam
        | Piece::Break => None,
    }
}
