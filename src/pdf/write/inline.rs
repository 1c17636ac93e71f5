//! Inlines of the tree -> pieces of a line.

use std::sync::Arc;

use serde_json::Value;

use super::block::is_endless;
use super::data::map;
use super::html::{Element, Mark, marks};
use super::{Notes, Writer, control};
use crate::ast::{Inline, NoteId, RefId, text};
use crate::diag::codes::pdf as codes;
use crate::locale::join::joins;
use crate::locale::{Dir, LocaleId, bidi};
use crate::pdf::engine::PLACE;
use crate::site::photos::{Photo, Words, told};
use crate::site::target::{Link, Target};
use crate::source::FileId;

/// Bytes of an address that Typst takes.
const LONGEST_ADDRESS: usize = 8000;
/// Zero width joiner: a letter beside it takes its joined form.
const JOINER: char = '\u{200d}';

/// Whether the text goes on, joined, before or after what is being written.
#[derive(Clone, Copy, Default)]
struct Seams {
    before: bool,
    after: bool,
}

impl<'a> Writer<'a> {
    /// Pieces of a line in a block of direction `around`.
    pub(in crate::pdf) fn inlines(&mut self, content: &[Inline], around: Dir) -> Vec<Value> {
        self.joined(content, around, Seams::default())
    }

    /// The same, where a letter joins over the edge. Typst shapes each style by itself, so a change of style within a
    /// joined word would tear it: joiners on both sides of the cut keep the forms.
    fn joined(&mut self, content: &[Inline], around: Dir, edges: Seams) -> Vec<Value> {
        // Tags of HTML between two letters part them no more than a change of style does.
        let texts: Vec<Option<String>> = content.iter().filter(|i| !is_tag(i)).map(continuous).collect();
        let seam = |i: usize| match (texts.get(i), texts.get(i + 1)) {
            (Some(Some(a)), Some(Some(b))) => joins(a, b),
            (Some(_) | None, _) => false,
        };
        let mut pieces = Vec::new();
        let mut open: Vec<(Element, usize)> = Vec::new();
        let mut i = 0;
        for inline in content {
            if let Inline::Raw(html) = inline {
                for mark in marks(html) {
                    self.mark(mark, around, &mut open, &mut pieces);
                }
                i += usize::from(!is_tag(inline));
                continue;
            }
            let before = if i == 0 { edges.before } else { seam(i - 1) };
            let after = if i + 1 == texts.len() { edges.after } else { seam(i) };
            self.inline(inline, around, Seams { before, after }, &mut pieces);
            i += 1;
        }
        // What nothing closes ends with the line, as in browsers.
        while let Some((element, at)) = open.pop() {
            self.close(&element, at, around, &mut pieces);
        }
        pieces
    }

    /// A tag of raw HTML in a line.
    fn mark(&mut self, mark: Mark, around: Dir, open: &mut Vec<(Element, usize)>, pieces: &mut Vec<Value>) {
        match mark {
            Mark::Open(element) => open.push((element, pieces.len())),
            Mark::Whole(element) => pieces.extend(self.element(&element, around, Vec::new())),
            Mark::Close(name) => {
                if open.iter().any(|(element, _)| element.name == name) {
                    while let Some((element, at)) = open.pop() {
                        self.close(&element, at, around, pieces);
                        if element.name == name {
                            break;
                        }
                    }
                }
            }
        }
    }

    fn close(&mut self, element: &Element, at: usize, around: Dir, pieces: &mut Vec<Value>) {
        let inner = pieces.split_off(at);
        let is_number =
            ends_in_digit(pieces) && inner.first().and_then(Value::as_str).is_some_and(|t| t.starts_with(char::is_numeric));
        let mut written = self.element(element, around, inner);
        // Raised digits that have no characters of their own stand a little apart: else 10 and 6 would be copied as 106.
        if let Some(script) = written.first_mut().filter(|piece| piece["k"] == "super" || piece["k"] == "sub") {
            script["apart"] = is_number.into();
        }
        // What is lowered behind a foreign run belongs to it: CO₂ stays in one piece in a line from right to left.
        let run = pieces.last_mut().filter(|piece| piece["k"] == "isolate" && piece["d"] == "ltr");
        match run.and_then(|run| run["c"].as_array_mut()) {
            Some(run) if matches!(element.name.as_str(), "sub" | "sup") => run.extend(written),
            Some(_) | None => pieces.extend(written),
        }
    }

    fn inline(&mut self, inline: &Inline, around: Dir, seams: Seams, out: &mut Vec<Value>) {
        let mut wrap = |writer: &mut Self, kind: &str, content: &[Inline]| {
            let inner = writer.joined(content, around, seams);
            out.push(map([("k", kind.into()), ("c", inner.into())]));
        };
        match inline {
            Inline::Text(text) => {
                let joiner = |on: bool| if on { JOINER.to_string() } else { String::new() };
                let text = format!("{}{text}{}", joiner(seams.before), joiner(seams.after));
                out.extend(self.text(&text));
            }
            Inline::Emphasis(content) => wrap(self, "emphasis", content),
            Inline::Strong(content) => wrap(self, "strong", content),
            Inline::Strike(content) => wrap(self, "strike", content),
            Inline::Code(text) | Inline::Math { tex: text, .. } => {
                let code = self.plain(text);
                if is_endless(&code) {
                    let pieces = self.text(&code);
                    out.extend([control('\u{2066}'), map([("k", "mono".into()), ("c", pieces.into())]), control('\u{2069}')]);
                    return;
                }
                let long = self.within_code(0.0, &code);
                out.push(map([("k", "code".into()), ("long", long.into()), ("c", code.into())]));
            }
            Inline::Link { target, isolate, content, .. } => {
                let inner = match isolate {
                    Some((locale, dir)) => vec![self.isolate(*locale, *dir, content)],
                    None => self.joined(content, around, seams),
                };
                let linked = self.linked(self.target(*target), inner);
                out.extend(linked);
            }
            // What is known of an entry stands in its own chapter of this file.
            Inline::Entry { target, isolate, content, .. } => {
                let inner = match isolate {
                    Some((locale, dir)) => vec![self.isolate(*locale, *dir, content)],
                    None => self.joined(content, around, seams),
                };
                match self.inside(self.target(*target)) {
                    Some(label) => out.push(self.to_place("entry", label, inner)),
                    None => out.extend(inner),
                }
            }
            Inline::Image { source, alt, .. } => out.extend(self.image(*source, alt)),
            Inline::Isolate { locale, dir, content } => {
                let isolate = self.isolate(*locale, *dir, content);
                out.push(isolate);
            }
            Inline::NoteRef { note, .. } => self.note(*note, around, out),
            // Tags are read where their neighbours are known.
            Inline::Raw(_) => {}
            Inline::SoftBreak => out.push(" ".into()),
            Inline::Break => out.push(map([("k", "break".into())])),
        }
    }

    /// A run of another language. The two scripts look alike in different sizes; which way to go is said here, since the
    /// template does not know what stands around.
    fn isolate(&mut self, locale: LocaleId, dir: Dir, content: &[Inline]) -> Value {
        let is_arabic = |id: LocaleId| self.shelf.locales.get(id).is_arabic_script();
        let size = match (is_arabic(self.speaking), is_arabic(locale)) {
            (true, false) => "smaller",
            (false, true) => "larger",
            (true, true) | (false, false) => "same",
        };
        let outer = std::mem::replace(&mut self.speaking, locale);
        let inner = self.inlines(content, dir);
        self.speaking = outer;
        self.spoken(locale, dir, map([("k", "isolate".into()), ("size", size.into()), ("c", inner.into())]))
    }

    /// A link to a label of this file.
    pub(super) fn to_place(&self, kind: &str, label: String, content: Vec<Value>) -> Value {
        map([("k", kind.into()), ("label", label.into()), ("l", self.spoken_tag().into()), ("c", content.into())])
    }

    /// The language of the line being written, for what a link says of itself.
    fn spoken_tag(&self) -> &str {
        &self.shelf.locales.get(self.speaking).tag
    }

    /// Where a reference leads, and what is known of it when it is a picture.
    pub(super) fn link(&self, id: RefId) -> Option<&'a Link> {
        self.page.links.get(id.0 as usize)
    }

    /// Where a reference leads.
    pub(super) fn target(&self, id: RefId) -> &'a Target {
        self.link(id).map_or(&Target::Unresolved, |link| &link.target)
    }

    /// What is written of a picture wherever it is shown.
    pub(super) fn words_of(&self, source: RefId) -> Arc<Words> {
        self.link(source).and_then(|link| link.shown.as_ref()?.words.clone()).unwrap_or_default()
    }

    /// Content that leads to a target: to a label where that is in this file, else to an address that works off the site.
    pub(super) fn linked(&mut self, target: &Target, inner: Vec<Value>) -> Vec<Value> {
        if let Some(label) = self.inside(target) {
            return vec![self.to_place("link", label, inner)];
        }
        let site = self.shelf.site;
        let origin = if target.is_external() { "" } else { site.config.base.origin.as_str() };
        match site.url(target).map(|url| format!("{origin}{url}")) {
            Some(url) => self.addressed(url, inner),
            None => inner,
        }
    }

    /// Content that leads to an absolute address.
    pub(super) fn addressed(&mut self, url: String, inner: Vec<Value>) -> Vec<Value> {
        // A written address never passes for one of this file.
        if url.starts_with(PLACE) {
            return inner;
        }
        if url.len() > LONGEST_ADDRESS {
            self.trace.diags.push(codes::address(self.at, LONGEST_ADDRESS));
            return inner;
        }
        vec![map([("k", "link".into()), ("url", url.into()), ("c", inner.into())])]
    }

    /// Text for a string of the file, with its runs isolated by characters.
    pub(super) fn isolated(&self, text: &str) -> String {
        bidi::isolate(text, self.shelf.locales.get(self.speaking), self.shelf.locales)
    }

    /// A picture within a line; one that nobody described is a decoration and is left out.
    fn image(&mut self, source: RefId, alt: &str) -> Option<Value> {
        let words = self.words_of(source);
        let alt = if alt.trim().is_empty() { words.alt.as_str() } else { alt };
        let path = self.picture(source).filter(|_| !alt.trim().is_empty())?;
        Some(map([("k", "image".into()), ("src", path.into()), ("alt", self.isolated(alt).into())]))
    }

    /// The path of a picture in the world; `None` where it is not there, which the site has told.
    pub(super) fn picture(&mut self, source: RefId) -> Option<String> {
        let link = self.link(source)?;
        if let Some(photo) = link.shown.as_ref().and_then(|shown| shown.photo.as_ref()).filter(|photo| photo.print.is_some()) {
            return self.photo(photo);
        }
        self.picture_file(link.target.asset()?.file)
    }

    /// The same for an address typed in trusted HTML.
    pub(super) fn picture_typed(&mut self, url: &str) -> Option<String> {
        let file = self.shelf.inside.typed(url)?.asset()?.file;
        self.picture_file(file)
    }

    fn picture_file(&mut self, file: FileId) -> Option<String> {
        let format = self.shelf.inside.picture(file)?;
        // Typst goes by the name, which may promise something else.
        let path = format!("pictures/{file}.{}", format.endings()[0]);
        self.trace.pictures.insert(path.clone(), file);
        Some(path)
    }

    /// A photo in the size of paper, painted over where it should be.
    fn photo(&mut self, photo: &Photo) -> Option<String> {
        let batch = photo.print.as_ref()?;
        let path = format!("pictures/{}.{}", batch.key, batch.recipe.jobs.first()?.format.ending());
        if !self.trace.drawings.contains_key(&path) {
            match (self.shelf.develop)(photo) {
                Ok(bytes) => {
                    self.trace.drawings.insert(path.clone(), bytes?);
                }
                Err(problem) => {
                    self.trace.diags.push(told(self.at, &photo.path, &problem));
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
        let Some(note) = self.document.notes.get(id.0 as usize) else { return };
        let is_inside = !self.open.is_empty();
        if self.notes == Notes::End {
            let (tag, number) = (self.spoken_tag().into(), self.number(id).into());
            out.push(map([("k", "endnote".into()), ("label", label.into()), ("l", tag), ("n", number)]));
        } else if is_inside {
            // A note of a note cannot open a second one on its own page: its number stands raised.
            out.push(map([("k", "mark".into()), ("n", self.number(id).into())]));
        } else if self.printed.insert(id) {
            self.open.push(id);
            let outer = (self.at, self.speaking);
            let content = self.blocks(&note.content);
            (self.at, self.speaking) = outer;
            self.open.pop();
            let (locale, dir) = note.content.first().map_or((self.document.locale, around), |b| (b.locale, b.dir));
            let value = map([("k", "note".into()), ("to", label.into()), ("c", content.into())]);
            out.push(self.spoken(locale, dir, value));
        } else {
            out.push(map([("k", "again".into()), ("label", label.into())]));
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

/// Whether it is raw HTML that no reader sees: tags, but no line end and no picture.
fn is_tag(inline: &Inline) -> bool {
    matches!(inline, Inline::Raw(html) if !marks(html).iter().any(|mark| matches!(mark, Mark::Whole(_))))
}

/// The visible text of an inline that a word can run through.
fn continuous(inline: &Inline) -> Option<String> {
    match inline {
        Inline::Text(text) => Some(text.clone()),
        Inline::Emphasis(c)
        | Inline::Strong(c)
        | Inline::Strike(c)
        | Inline::Link { isolate: None, content: c, .. }
        | Inline::Entry { isolate: None, content: c, .. } => Some(text::inlines(c)),
        Inline::Link { isolate: Some(_), .. }
        | Inline::Entry { isolate: Some(_), .. }
        | Inline::Code(_)
        | Inline::Image { .. }
        | Inline::Isolate { .. }
        | Inline::NoteRef { .. }
        | Inline::Math { .. }
        | Inline::Raw(_)
        | Inline::SoftBreak
        | Inline::Break => None,
    }
}
