//! Notes: footnotes of the word processor's in a document of one language, else below the chapter.

use crate::ast::NoteId;
use crate::book::bound::Notes;
use crate::xml::Xml;

use super::collected::Story;
use super::face::Sort;
use super::origin::Origin;
use super::write::{Layout, Setting, Writer, opening};

impl Writer<'_> {
    /// Puts the text of a note among the footnotes, and gives its number there.
    pub(super) fn footnote(&mut self, id: NoteId) -> usize {
        let number = self.collected.footnotes.len() + 1;
        // Its place is taken before its text, which may refer to others, is written.
        self.collected.footnotes.push(String::new());
        let blocks = self.text.notes.get(id.0 as usize).map(Vec::as_slice).unwrap_or_default();
        let (voice, outer) = (self.voice(), (self.story, self.setting, std::mem::take(&mut self.run)));
        // Lists and headings of a note are not those of the text around its mark.
        let (depth, levels) = (std::mem::take(&mut self.depth), std::mem::take(&mut self.levels));
        let main = std::mem::replace(&mut self.xml, Xml::fragment());
        let around = (std::mem::take(&mut self.letters), self.is_raw);
        (self.origin, self.is_raw) = (Origin::of(blocks), false);
        (self.story, self.setting) = (Story::Notes, Setting::Note);
        let (content, voice, rest) = opening(blocks, voice);
        let sort = Sort::of(voice);
        self.line("FootnoteText", voice, Layout::default(), |writer| {
            writer.xml.open("w:r", &[]);
            writer.xml.open("w:rPr", &[]);
            writer.xml.empty("w:rStyle", &[("w:val", "FootnoteReference")]);
            writer.xml.close("w:rPr");
            writer.xml.empty("w:footnoteRef", &[]);
            writer.xml.close("w:r");
            writer.text(" ", sort);
            writer.pieces(content, sort);
        });
        self.blocks(rest);
        self.notes_below();
        let note = std::mem::replace(&mut self.xml, main).finish();
        (self.story, self.setting, self.run) = outer;
        (self.depth, self.levels) = (depth, levels);
        (self.letters, self.is_raw) = around;
        self.collected.footnotes[number - 1] = note;
        number
    }

    /// The number of a note as the document prints it; `None` for one that only notes refer to.
    pub(super) fn printed_number(&self, id: NoteId) -> Option<String> {
        let locale = self.context.locales().get(self.text.document.locale);
        if self.notes == Notes::End {
            return Some(locale.plain(u64::from(id.0) + 1));
        }
        // Word processors count footnotes through the whole document, in their own digits.
        self.order.0.get(&id).map(|at| (self.order.1 + at).to_string())
    }

    /// Notes of a note, below it: the format knows none.
    fn notes_below(&mut self) {
        let text = self.text;
        let mut at = 0;
        while let Some(id) = self.below.get(at).copied() {
            at += 1;
            let blocks = text.notes.get(id.0 as usize).map(Vec::as_slice).unwrap_or_default();
            let (content, voice, rest) = opening(blocks, self.voice());
            let sort = Sort::of(voice);
            self.origin = Origin::of(blocks);
            self.line("FootnoteText", voice, Layout::default(), |writer| {
                writer.text(&format!("{} ", sign(at)), sort);
                writer.letters.clear();
                writer.pieces(content, sort);
            });
            self.blocks(rest);
        }
        self.below.clear();
    }

    /// The notes of a chapter at its end, each with its number and its place.
    pub(super) fn endnotes(&mut self) {
        let (text, voice) = (self.text, self.voice());
        for (at, blocks) in text.notes.iter().enumerate() {
            let id = NoteId(u32::try_from(at).unwrap_or(u32::MAX));
            let label = self.note_label(id);
            let number = self.context.locales().get(voice.locale).plain(at as u64 + 1);
            let (first, voice, rest) = opening(blocks, voice);
            let sort = Sort::of(voice);
            self.origin = Origin::of(blocks);
            self.line("FootnoteText", voice, Layout::default(), |writer| {
                writer.bookmarked(&label, |writer| {
                    writer.text(&format!("{number}. "), sort);
                    writer.flush();
                });
                writer.letters.clear();
                writer.pieces(first, sort);
            });
            self.within(Setting::Note, |writer| writer.blocks(rest));
        }
    }
}

/// The sign of the nth note of a note, from 1.
pub fn sign(at: usize) -> String {
    if at == 1 { "*".to_owned() } else { format!("*{at}") }
}
