//! A paragraph's content -> the same in a bookmark by which it is known again.

use crate::word::known::Known;
use crate::word::mark::{Kind, Mark, twin};
use crate::word::plain;
use crate::xml::Xml;

use super::origin::Origin;
use super::write::Writer;

impl Writer<'_> {
    /// What `write` writes into a paragraph, in the bookmark by which it is known.
    pub(super) fn marked(&mut self, style: &str, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.xml, Xml::fragment());
        let before = std::mem::take(&mut self.letters);
        let origin = std::mem::replace(&mut self.origin, Origin::Printed);
        write(self);
        self.flush();
        let content = std::mem::replace(&mut self.xml, outer).finish();
        let letters = std::mem::replace(&mut self.letters, before);
        if matches!(style, "Header" | "Footer") {
            return self.xml.append(&content);
        }
        let id = self.collected.mark();
        let mark = self.mark((style, id), origin, letters.text());
        let (id, name) = (id.to_string(), mark.name());
        // A paragraph that says nothing is nothing that could be missed.
        self.collected.known.extend(Known::of(&mark).filter(|_| !plain::letters(letters.text()).is_empty()));
        if !self.is_main() {
            self.collected.twins.push(name.clone());
        }
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        self.xml.append(&content);
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
    }

    /// What `write` writes for the reference of a note, in bookmarks that say which ones the note has. Notes are known again by them when a
    /// word processor kept only the bookmarks of the text, as `LibreOffice` does.
    pub(super) fn referring(&mut self, write: impl FnOnce(&mut Self)) {
        let own = std::mem::take(&mut self.collected.twins);
        let names: Vec<String> = own.iter().zip(0..).filter_map(|(name, at)| twin(name, at)).collect();
        let ids: Vec<String> = names.iter().map(|_| self.collected.mark().to_string()).collect();
        for (id, name) in ids.iter().zip(&names) {
            self.xml.empty("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
        }
        write(self);
        for id in &ids {
            self.xml.empty("w:bookmarkEnd", &[("w:id", id)]);
        }
    }

    /// What is no line of a page has the number of its bookmark in its name: no two bookmarks may have one name.
    fn mark(&self, (style, id): (&str, usize), origin: Origin, letters: &str) -> Mark {
        let path = self.text.document.path.as_str();
        let mark = |kind, number, total| Mark::new(kind, path, (number, total), letters);
        match origin {
            _ if matches!(style, "ContentsTitle" | "TOC1" | "TOC2") => mark(Kind::Contents, 0, id),
            Origin::Head(number) if !self.text.is_made => mark(Kind::Head, number, id),
            Origin::At(span) if !self.is_raw => match self.lines.number(span) {
                Some(number) => mark(Kind::Line, number, self.lines.count()),
                None => mark(Kind::Printed, self.own, id),
            },
            Origin::At(_) | Origin::Head(_) | Origin::Printed => mark(Kind::Printed, self.own, id),
        }
    }
}
