//! Inlines of the tree -> pieces of a line.

use serde_json::Value;

use super::data::map;
use super::{Notes, Writer, control};
use crate::ast::{Inline, NoteId, RefId, text};
use crate::locale::join::joins;
use crate::locale::{Dir, LocaleId};
use crate::pdf::engine::PLACE;
use crate::site::Href;

/// Zero width joiner: a letter beside it takes its joined form.
const JOINER: char = '\u{200d}';

/// Whether the text goes on, joined, before or after what is being written.
#[derive(Clone, Copy, Default)]
struct Seams {
    before: bool,
    after: bool,
}

impl Writer<'_> {
    /// Pieces of a line in a block of direction `around`.
    pub(in crate::pdf) fn inlines(&mut self, content: &[Inline], around: Dir) -> Vec<Value> {
        self.joined(content, around, Seams::default())
    }

    /// The same, where a letter joins over the edge. Typst shapes each style by itself, so a change of style within a
    /// joined word would tear it: joiners on both sides of the cut keep the forms.
    fn joined(&mut self, content: &[Inline], around: Dir, edges: Seams) -> Vec<Value> {
        let texts: Vec<Option<String>> = content.iter().map(continuous).collect();
        let seam = |i: usize| match (texts.get(i), texts.get(i + 1)) {
            (Some(Some(a)), Some(Some(b))) => joins(a, b),
            (Some(_) | None, _) => false,
        };
        let mut pieces = Vec::new();
        for (i, inline) in content.iter().enumerate() {
            let before = if i == 0 { edges.before } else { seam(i - 1) };
            let after = if i + 1 == content.len() { edges.after } else { seam(i) };
            self.inline(inline, around, Seams { before, after }, &mut pieces);
        }
        pieces
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
                out.push(map([("k", "code".into()), ("c", code.into())]));
            }
            Inline::Link { target, isolate, content, .. } => {
                let inner = match isolate {
                    Some((locale, dir)) => vec![self.isolate(*locale, *dir, content)],
                    None => self.joined(content, around, seams),
                };
                let href = self.href(*target);
                match self.inside(&href.url) {
                    Some(label) => out.push(self.to_place("link", label, inner)),
                    // A written address never passes for one of this file.
                    None if href.url.is_empty() || href.url.starts_with(PLACE) => out.extend(inner),
                    None => {
                        out.push(map([("k", "link".into()), ("url", self.absolute(&href).into()), ("c", inner.into())]));
                    }
                }
            }
            // What is known of an entry stands in its own chapter of this file.
            Inline::Entry { target, isolate, content, .. } => {
                let inner = match isolate {
                    Some((locale, dir)) => vec![self.isolate(*locale, *dir, content)],
                    None => self.joined(content, around, seams),
                };
                match self.inside(&self.href(*target).url).filter(|_| !self.href(*target).url.is_empty()) {
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
            // Tags only: the words between them are text of their own.
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
    fn to_place(&self, kind: &str, label: String, content: Vec<Value>) -> Value {
        map([("k", kind.into()), ("label", label.into()), ("l", self.spoken_tag().into()), ("c", content.into())])
    }

    /// The language of the line being written, for what a link says of itself.
    fn spoken_tag(&self) -> &str {
        &self.shelf.locales.get(self.speaking).tag
    }

    /// Where a reference leads.
    pub(super) fn href(&self, id: RefId) -> Href {
        self.page.hrefs.get(id.0 as usize).cloned().unwrap_or_default()
    }

    /// An address that works off the site.
    fn absolute(&self, href: &Href) -> String {
        let own = if href.url.starts_with('#') { self.page.url.as_str() } else { "" };
        if href.external { href.url.clone() } else { format!("{}{own}{}", self.shelf.origin, href.url) }
    }

    /// A picture within a line; one that nobody described is a decoration and is left out.
    fn image(&mut self, source: RefId, alt: &str) -> Option<Value> {
        let path = self.picture(source).filter(|_| !alt.trim().is_empty())?;
        Some(map([("k", "image".into()), ("src", path.into()), ("alt", alt.into())]))
    }

    /// The path of a picture in the world; `None` where it is not there, which the site has told.
    pub(super) fn picture(&mut self, source: RefId) -> Option<String> {
        let url = self.href(source).url;
        let file = *self.shelf.pictures.get(&url)?;
        let ending = url.rsplit_once('.').map_or("", |(_, ending)| ending);
        let path = format!("pictures/{}.{ending}", file.0);
        self.trace.pictures.insert(path.clone(), file);
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
