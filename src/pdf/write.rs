//! Blocks of a document -> data for the theme's template: maps with a kind (`k`), language (`l`), direction (`d`) and
//! content (`c`). Text stays text: the template prints strings, it never reads them as Typst.

mod block;
pub mod data;
mod figure;
mod inline;
mod math;
pub mod room;
pub mod table;
pub mod weight;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::ast::{Document, Inline, NoteId, Prose, prose};
use crate::book::bind::Binder;
use crate::book::block::PrintBlock;
use crate::book::block::Voice;
use crate::book::bound::Notes;
use crate::book::format::Develop;
use crate::book::levels::Levels;
use crate::book::numbering::{Numbered, Numbering};
use crate::book::places::{self, Places};
use crate::book::words::Words;
use crate::diag::Diagnostics;
use crate::diag::codes::pdf as codes;
use crate::figure::draw::Size;
use crate::figure::palette::Palette;
use crate::locale::letter::is_mark;
use crate::locale::{Dir, LocaleId, Locales};
use crate::site::{Page, Site};
use crate::source::{FileId, Span};

use data::map;
use room::Sheet;

/// Size of the letters of chapters to look things up in, in parts of the text's.
const SMALL: f64 = 0.8;
/// The names of their entries, and the gap beside them, in points.
const NAMES: f64 = 141.7;
/// Size of the letters of notes.
const NOTES: f64 = 0.74;

/// Bytes of a text in the file's data; PDF/A knows none that is longer than 32 767 bytes in UTF-16.
pub const LONGEST_STRING: usize = 12_000;

/// A text for the file's data, cut where it is longer than any may be.
pub fn metadata(text: &str) -> String {
    let end = text.floor_char_boundary(LONGEST_STRING);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}

/// What the writers of all chapters share.
pub struct PrintContext<'a> {
    /// All languages.
    pub locales: &'a Locales,
    /// The site.
    pub site: &'a Site,
    /// What of it is in this file.
    pub places: &'a Places,
    /// Makes pictures in the size of paper.
    pub develop: &'a Develop<'a>,
    /// The colours of drawings.
    pub palette: &'a Palette,
    /// How wide drawings are.
    pub size: Size,
    /// What content has to fit.
    pub sheet: Sheet,
    /// The theme's templates, by path.
    pub templates: &'a BTreeSet<&'a str>,
    /// Whether some face has the character.
    pub covers: &'a dyn Fn(char) -> bool,
}

/// What writing leaves behind.
#[derive(Default)]
pub struct Collected {
    /// How many tables and figures each language has so far.
    pub numbers: Numbering,
    /// Languages in use.
    pub voices: BTreeSet<LocaleId>,
    /// Pictures in use: path in the world and file.
    pub pictures: BTreeMap<String, FileId>,
    /// Drawings: path in the world and SVG.
    pub drawings: BTreeMap<String, Arc<[u8]>>,
    /// Characters that no face has, told once each.
    pub strange: BTreeSet<char>,
    /// Problems.
    pub diags: Diagnostics,
}

/// What is written: a chapter in one language, or the cover.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The page.
    pub page: &'a Page,
    /// What was written for it.
    pub document: &'a Document,
    /// The label of the chapter.
    pub label: &'a str,
    /// What its notes say.
    pub remarks: &'a [Vec<PrintBlock>],
}

/// Writes one document.
pub struct Writer<'a> {
    pub(super) context: &'a PrintContext<'a>,
    pub(super) page: &'a Page,
    pub(super) document: &'a Document,
    /// Labels of this chapter begin with it.
    pub(super) label: &'a str,
    /// What its notes say.
    pub(super) remarks: &'a [Vec<PrintBlock>],
    pub(super) words: &'a Words,
    pub(super) notes: Notes,
    pub(super) collected: &'a mut Collected,
    /// Notes whose text has been printed.
    pub(super) printed: BTreeSet<NoteId>,
    /// The notes that are being printed, from the outermost.
    pub(super) open: Vec<NoteId>,
    /// Notes that stand beside the block being written.
    pub(super) beside: Vec<Value>,
    /// The block being written, for problems.
    pub(super) at: Span,
    /// The language of the line being written.
    pub(super) speaking: LocaleId,
    /// Whether this is a chapter to look things up in, set in small letters.
    pub(super) small: bool,
    /// The headings of this chapter.
    pub(super) levels: Levels,
    /// The line that is being written on, in points.
    pub(super) line: f64,
    /// The size of its letters in parts of running text.
    pub(super) scale: f64,
}

impl<'a> Writer<'a> {
    /// A writer for a document on a page.
    pub fn new(
        context: &'a PrintContext<'a>,
        Subject { page, document, label, remarks }: Subject<'a>,
        words: &'a Words,
        notes: Notes,
        collected: &'a mut Collected,
    ) -> Self {
        let (printed, open) = (BTreeSet::new(), Vec::new());
        let (at, speaking) = (document.span, document.locale);
        let (line, scale) = (context.sheet.line, 1.0);
        Self {
            context,
            page,
            document,
            label,
            remarks,
            words,
            notes,
            collected,
            printed,
            open,
            beside: Vec::new(),
            at,
            speaking,
            small: false,
            levels: Levels::default(),
            line,
            scale,
        }
    }

    /// Writes what follows in small letters, beside the names of entries where one language has the page.
    pub fn small(&mut self) {
        self.small = true;
        if self.notes == Notes::Foot {
            self.line = (self.line + self.context.sheet.aside - NAMES).max(self.em());
        }
    }

    /// Writes on a line that is `less` points shorter (or endless) and in letters of `scale` times the size.
    pub(super) fn within<T>(&mut self, less: f64, scale: f64, write: impl FnOnce(&mut Self) -> T) -> T {
        let outer = (self.line, self.scale);
        (self.line, self.scale) = ((self.line - less).max(self.em()), self.scale * scale);
        let written = write(self);
        (self.line, self.scale) = outer;
        written
    }

    /// The size of the text of the document, in points.
    pub(super) fn em(&self) -> f64 {
        let sheet = self.context.sheet;
        if self.context.locales.get(self.document.locale).is_arabic_script() { sheet.arabic } else { sheet.em }
    }

    /// The room on the line, in parts of the size of its letters.
    pub(super) fn room(&self) -> f64 {
        self.line / (self.em() * self.scale)
    }

    /// A line of the front matter.
    pub fn prose(&mut self, prose: &Prose) -> Value {
        self.within(0.0, self.context.sheet.title, |writer| writer.prose_at(prose))
    }

    /// The same in the size and on the line that are set.
    pub(super) fn prose_at(&mut self, prose: &Prose) -> Value {
        let locale = self.document.locale;
        (self.at, self.speaking) = (prose.span, locale);
        let dir = self.context.locales.get(locale).dir;
        let content = self.line(&prose.content, locale);
        self.spoken(locale, dir, map([("c", content.into())]))
    }

    /// A title as it stands at the head of a page, which has one line for it: as its author shortened it, else cut at a space;
    /// nothing where it is short.
    pub fn short(&mut self, prose: &Prose, given: Option<&Prose>) -> Option<Value> {
        const LONGEST: usize = 56;
        if let Some(given) = given.filter(|given| given.text.chars().count() <= LONGEST) {
            let content = self.line(&given.content, self.document.locale);
            return Some(content.into());
        }
        let prose = given.unwrap_or(prose);
        let cut = prose.text.char_indices().nth(LONGEST).map(|(at, _)| &prose.text[..at])?;
        let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
        let locale = self.document.locale;
        let line = prose::line(&format!("{}…", cut[..end].trim_end()), locale, self.context.locales);
        Some(self.line(&line, locale).into())
    }

    /// A line of plain text in the language of the document, with its language and direction.
    pub fn said(&mut self, content: &[Inline]) -> Value {
        let locale = self.document.locale;
        let content = self.line(content, locale);
        self.spoken(locale, self.context.locales.get(locale).dir, map([("c", content.into())]))
    }

    /// Pieces of a line of plain text in a language.
    pub(super) fn line(&mut self, content: &[Inline], locale: LocaleId) -> Vec<Value> {
        let dir = self.context.locales.get(locale).dir;
        let pieces = self.bound(|binder| binder.pieces(content, Voice { locale, dir }));
        self.pieces(&pieces, dir)
    }

    /// What of the tree is bound here and not with its chapter: lines of front matter and of figures.
    pub(super) fn bound<T>(&mut self, bind: impl FnOnce(&mut Binder<'a>) -> T) -> T {
        Binder::new(self.context.site, self.context.places, self.page, self.label).told(&mut self.collected.diags, bind)
    }

    /// The notes of a chapter that prints them at its end.
    pub fn endnotes(&mut self) -> Vec<Value> {
        if self.notes == Notes::Foot {
            return Vec::new();
        }
        self.remarks.iter().zip(0..).map(|(content, i)| self.endnote(NoteId(i), content)).collect()
    }

    /// A note that stands in a place of its own.
    pub(super) fn endnote(&mut self, id: NoteId, content: &[PrintBlock]) -> Value {
        self.open.push(id);
        let outer = (self.at, self.speaking);
        let aside = self.context.sheet.aside;
        let less = if aside > 0.0 { self.line - aside + room::GAP } else { 0.0 };
        let blocks = self.within(less, NOTES, |writer| writer.blocks(content));
        (self.at, self.speaking) = outer;
        self.open.pop();
        map([("to", self.note_label(id).into()), ("n", self.number(id).into()), ("c", blocks.into())])
    }

    /// The label of a note in this file.
    pub(super) fn note_label(&self, id: NoteId) -> String {
        places::note(self.label, id).0
    }

    /// The number of a note as its language prints it.
    pub(super) fn number(&self, id: NoteId) -> String {
        self.context.locales.get(self.document.locale).plain(u64::from(id.0) + 1)
    }

    /// The name of the next table or figure: `Table 3`.
    pub(super) fn numbered(&mut self, kind: Numbered, word: &str) -> String {
        let number = self.collected.numbers.next(self.context.locales.get(self.document.locale), kind);
        format!("{word} {number}")
    }

    /// Adds language and direction.
    pub(super) fn spoken(&mut self, locale: LocaleId, dir: Dir, mut value: Value) -> Value {
        self.collected.voices.insert(locale);
        value["l"] = self.context.locales.get(locale).tag.as_str().into();
        value["d"] = dir.as_str().into();
        if self.small {
            value["s"] = SMALL.into();
        }
        value
    }

    /// A string in pieces: text, and every bidi control in a piece of its own. Within a run Typst would put a control into
    /// the letter before it, and search and copy would lose that letter in the whole file.
    pub(super) fn text(&mut self, text: &str) -> Vec<Value> {
        let mut pieces = Vec::new();
        let mut run = String::new();
        for c in self.few_marks(text).chars() {
            if is_control(c) {
                self.run(std::mem::take(&mut run), &mut pieces);
                pieces.push(control(c));
            } else {
                run.extend(self.glyph(c));
            }
        }
        self.run(run, &mut pieces);
        pieces
    }

    /// A run of text, with places to break words that are wider than the line.
    fn run(&self, run: String, pieces: &mut Vec<Value>) {
        let Some(parts) = room::parts(&run, self.room()) else {
            return pieces.extend((!run.is_empty()).then_some(Value::String(run)));
        };
        // Each letter of a paragraph is looked for among all its pieces, but those of a box only within it.
        let is_crowd = parts.len() > 40;
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                pieces.push(seam());
            }
            if is_crowd && !part.contains([' ', '\n', '\t']) {
                pieces.push(map([("k", "part".into()), ("c", part.into())]));
                continue;
            }
            // The seam is a space to the bidirectional algorithm: digits before it would change places with those behind.
            let mark = part.chars().any(char::is_numeric).then(|| control('\u{200e}'));
            pieces.push(Value::String(part));
            pieces.extend(mark);
        }
    }

    /// The text without marks that no letter can carry: thousands on one would be gigabytes in the shaper.
    fn few_marks<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let is_crowd = |text: &str| {
            let mut marks = 0;
            text.chars().any(|c| {
                marks = if is_mark(c) { marks + 1 } else { 0 };
                marks > room::MARKS
            })
        };
        if text.is_ascii() || !is_crowd(text) {
            return Cow::Borrowed(text);
        }
        self.collected.diags.push(codes::marks(self.at, room::MARKS));
        let mut marks = 0;
        let few = text.chars().filter(|c| {
            marks = if is_mark(*c) { marks + 1 } else { 0 };
            marks <= room::MARKS
        });
        Cow::Owned(few.collect())
    }

    /// A string without controls: code, and what stands in metadata.
    pub(super) fn plain(&mut self, text: &str) -> String {
        self.few_marks(text).chars().filter(|c| !is_control(*c)).filter_map(|c| self.glyph(c)).collect()
    }

    /// The character as it can be drawn: PDF/A forbids what no face has, and private use says nothing to a reader.
    fn glyph(&mut self, c: char) -> Option<char> {
        const BOX: char = '\u{25a1}';
        match c {
            // Marks of presentation that fonts need not have.
            '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => return None,
            '\n' | '\t' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{ad}' => return Some(c),
            _ if c.is_control() => return None,
            _ if c.is_whitespace() => return Some(if c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c }),
            _ => {}
        }
        let private = matches!(u32::from(c), 0xe000..=0xf8ff | 0xf_0000..);
        if !private && (self.context.covers)(c) {
            return Some(c);
        }
        if self.collected.strange.insert(c) {
            self.collected.diags.push(codes::glyph(self.at, c));
        }
        Some(if (self.context.covers)(BOX) { BOX } else { '?' })
    }
}

/// Characters of UAX #9 that steer direction and have no width.
fn is_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A place within a word where a line may end.
fn seam() -> Value {
    map([("k", "seam".into())])
}

/// A control as a piece of its own.
fn control(c: char) -> Value {
    map([("k", "control".into()), ("c", c.to_string().into())])
}
