//! Blocks of a book -> paragraphs and tables of a word processor.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::{CalloutKind, NoteId};
use crate::book::block::Voice;
use crate::book::block::{Cell, Definition, Formula, Item, Kind, Label, Piece, PrintBlock, bare, notes as notes_of, text};
use crate::book::bound::{Notes, Text};
use crate::book::levels::Levels;
use crate::book::numbering::Numbered;
use crate::book::places;
use crate::book::words::Words;
use crate::locale::Dir;
use crate::site::entries::expand::PAGE_SOURCES;
use crate::xml::Xml;

use super::PrintContext;
use super::collected::{Collected, Entry, Story};
use super::face::{Face, Sort, bookmark};
use super::origin::{Letters, Lines, Origin};
use super::package::Relations;

/// How a paragraph is laid out.
#[derive(Clone, Copy, Default, Debug)]
pub struct Layout {
    /// It is on one page with the next one.
    pub keep: bool,
    /// Of an item of a list: the list's number, and whether this paragraph shows the mark.
    pub item: Option<(usize, u8, bool)>,
    /// In the middle of the line.
    pub centred: bool,
}

/// What the paragraphs of a text are called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Setting {
    /// Running text.
    Body,
    /// A quotation.
    Quote,
    /// A callout.
    Callout,
    /// A footnote.
    Note,
    /// A cell.
    Cell,
}

impl Setting {
    fn style(self) -> &'static str {
        match self {
            Setting::Body => "BodyText",
            Setting::Quote => "Quote",
            Setting::Callout => "Callout",
            Setting::Note => "FootnoteText",
            Setting::Cell => "TableText",
        }
    }
}

/// Writes a chapter in one language.
pub struct Writer<'a> {
    pub(super) context: &'a PrintContext<'a>,
    pub(super) text: &'a Text<'a>,
    pub(super) words: &'a Words,
    pub(super) notes: Notes,
    pub(super) collected: &'a mut Collected,
    pub(super) story: Story,
    pub(super) xml: Xml,
    /// The run that is being written, and what is said of it.
    pub(super) run: (String, Option<Sort>),
    /// Notes whose text has its place.
    pub(super) noted: BTreeSet<NoteId>,
    /// The notes of the text in the order of their footnotes, and how many footnotes there were before.
    pub(super) order: (BTreeMap<NoteId, usize>, usize),
    /// Notes that nothing but the note being written refers to.
    pub(super) below: Vec<NoteId>,
    pub(super) setting: Setting,
    /// How deep lists are.
    pub(super) depth: u8,
    /// The headings of the chapter.
    pub(super) levels: Levels,
    /// By what the next paragraph is known when it comes back.
    pub(super) origin: Origin,
    /// What it says, as far as that counts then.
    pub(super) letters: Letters,
    /// The lines of the text.
    pub(super) lines: Lines,
    /// The block of the page that is being written, from 1.
    pub(super) own: usize,
    /// Whether what is written was read of raw HTML.
    pub(super) is_raw: bool,
}

impl<'a> Writer<'a> {
    /// A writer into a fragment.
    pub fn new(
        context: &'a PrintContext<'a>,
        text: &'a Text<'a>,
        words: &'a Words,
        notes: Notes,
        collected: &'a mut Collected,
    ) -> Self {
        let order = (notes_of(&text.blocks).into_iter().zip(1..).collect(), collected.footnotes.len());
        Self {
            context,
            text,
            words,
            notes,
            collected,
            story: Story::Main,
            xml: Xml::fragment(),
            run: (String::new(), None),
            noted: BTreeSet::new(),
            order,
            below: Vec::new(),
            setting: Setting::Body,
            depth: 0,
            levels: Levels::default(),
            origin: Origin::Printed,
            letters: Letters::default(),
            lines: Lines::of(text),
            own: 0,
            is_raw: false,
        }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.xml.finish()
    }

    /// The language and direction of the chapter.
    pub(super) fn voice(&self) -> Voice {
        let locale = self.text.document.locale;
        Voice { locale, dir: self.context.locales().get(locale).dir }
    }

    pub(super) fn is_main(&self) -> bool {
        self.story == Story::Main
    }

    pub(super) fn relations(&mut self) -> &mut Relations {
        self.collected.relations(self.story)
    }

    pub(super) fn note_label(&self, id: NoteId) -> Label {
        places::note(&self.text.label, id)
    }

    /// Blocks, in order.
    pub(super) fn blocks(&mut self, blocks: &[PrintBlock]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// A block.
    pub(super) fn block(&mut self, block: &PrintBlock) {
        let voice = block.voice();
        self.origin = Origin::At(block.span);
        match &block.kind {
            Kind::Paragraph(content) => self.paragraph(self.setting.style(), voice, Layout::default(), content),
            Kind::Heading { level, anchor, content } => {
                // No level is skipped, whatever the text does: screen readers and the list of contents go by it.
                let level = self.levels.next(*level);
                let label = places::heading(&self.text.label, anchor);
                // The sources that every chapter ends with would fill the contents.
                let is_listed = !anchor.0.starts_with(PAGE_SOURCES);
                self.heading((level, is_listed), voice, &label, content);
            }
            Kind::List { start, items, .. } => self.list(*start, items),
            Kind::Quote(content) => self.within(Setting::Quote, |writer| writer.blocks(content)),
            Kind::Callout { kind, content } => self.callout(*kind, content, voice),
            Kind::Code { text, .. } | Kind::Math(Formula { tex: text, .. }) => self.code(text, voice),
            Kind::Table { align, head, rows, caption } => {
                self.caption(Numbered::Table, caption.as_deref().unwrap_or_default(), voice, true);
                self.table(align, head, rows, voice);
            }
            Kind::Image { picture, alt, width, caption } => {
                if !self.captioned_image(picture, (alt, *width), voice) {
                    return;
                }
                let mut pieces = caption.text.clone();
                if !caption.credit.is_empty() {
                    pieces.extend((!pieces.is_empty()).then_some(Piece::Break));
                    pieces.extend(caption.credit.iter().cloned());
                }
                self.caption(Numbered::Figure, &pieces, voice, false);
            }
            Kind::Figure(id) => self.figure(*id, voice),
            Kind::Definitions(list) => list.iter().for_each(|definition| self.definition(definition)),
            Kind::Group(content) => {
                let outer = std::mem::replace(&mut self.is_raw, true);
                self.blocks(content);
                self.is_raw = outer;
            }
            Kind::Rule => self.paragraph("Rule", voice, Layout::default(), &[]),
        }
    }

    /// Writes what is set otherwise.
    pub(super) fn within(&mut self, setting: Setting, write: impl FnOnce(&mut Self)) {
        // A note stays what it is, whatever is quoted in it.
        let inner = if self.setting == Setting::Note { self.setting } else { setting };
        let outer = std::mem::replace(&mut self.setting, inner);
        write(self);
        self.setting = outer;
    }

    /// A paragraph of a style.
    pub(super) fn paragraph(&mut self, style: &str, voice: Voice, layout: Layout, content: &[Piece]) {
        let sort = Sort::of(voice);
        self.line(style, voice, layout, |writer| writer.pieces(content, sort));
    }

    /// The same, with what `write` writes.
    pub(super) fn line(&mut self, style: &str, voice: Voice, layout: Layout, write: impl FnOnce(&mut Self)) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml.empty("w:pStyle", &[("w:val", style)]);
        let xml = &mut self.xml;
        let mut flag = |name: &str, on: bool| {
            if on {
                xml.empty(name, &[]);
            }
        };
        flag("w:keepNext", layout.keep);
        let indent = layout.item.map(|(_, depth, _)| (i32::from(depth.min(8)) + 1) * 425);
        if let Some((list, depth, true)) = layout.item {
            self.xml.open("w:numPr", &[]);
            self.xml.empty("w:ilvl", &[("w:val", &depth.min(8).to_string())]);
            self.xml.empty("w:numId", &[("w:val", &list.to_string())]);
            self.xml.close("w:numPr");
        }
        // Borders of paragraphs have sides of the page: the line is where the text begins.
        let is_own = matches!(style, "Quote" | "Callout" | "CalloutTitle");
        let is_within =
            matches!(self.setting, Setting::Quote | Setting::Callout) && matches!(style, "ListParagraph" | "Term" | "Meaning");
        if is_within || voice.dir == Dir::Rtl && is_own {
            let colour = self.context.accent.clone();
            let line = [("w:val", "single"), ("w:sz", "12"), ("w:space", "8"), ("w:color", colour.as_str())];
            let none = [("w:val", "nil")];
            let is_rtl = voice.dir == Dir::Rtl;
            self.xml.open("w:pBdr", &[]);
            self.xml.empty("w:left", if is_rtl { &none } else { &line });
            self.xml.empty("w:right", if is_rtl { &line } else { &none });
            self.xml.close("w:pBdr");
        }
        if voice.dir == Dir::Rtl {
            self.xml.empty("w:bidi", &[]);
        }
        if let (Some((_, _, false)), Some(indent)) = (layout.item, indent) {
            self.xml.empty("w:ind", &[("w:left", &indent.to_string())]);
        }
        if layout.centred {
            self.xml.empty("w:jc", &[("w:val", "center")]);
        }
        // The mark of the paragraph, by which a list's number is set.
        let tag = self.context.locales().get(voice.locale).tag.clone();
        self.xml.open("w:rPr", &[]);
        if voice.dir == Dir::Rtl {
            self.xml.empty("w:rtl", &[]);
        }
        self.xml.empty("w:lang", &[(if voice.dir == Dir::Rtl { "w:bidi" } else { "w:val" }, &tag)]);
        self.xml.close("w:rPr");
        self.xml.close("w:pPr");
        self.marked(style, write);
        self.xml.close("w:p");
    }

    /// A heading with its place, in the contents too.
    pub(super) fn heading(&mut self, (level, is_listed): (u8, bool), voice: Voice, label: &Label, content: &[Piece]) {
        let style = format!("Heading{}", level.clamp(1, 6));
        let sort = Sort::of(voice);
        let layout = Layout { keep: true, ..Layout::default() };
        self.line(&style, voice, layout, |writer| {
            writer.bookmarked(label, |writer| {
                writer.pieces(content, sort);
                writer.flush();
            });
        });
        if is_listed && self.is_main() && !matches!(self.setting, Setting::Quote | Setting::Callout) && level <= 2 {
            self.collected.contents.push(Entry { level, voice, label: label.clone(), title: bare(content) });
        }
    }

    /// What `write` writes, between the ends of a bookmark.
    pub(super) fn bookmarked(&mut self, label: &Label, write: impl FnOnce(&mut Self)) {
        let id = self.collected.bookmark(label).map(|id| id.to_string());
        if let Some(id) = &id {
            self.xml.empty("w:bookmarkStart", &[("w:id", id), ("w:name", &bookmark(label))]);
        }
        write(self);
        if let Some(id) = &id {
            self.xml.empty("w:bookmarkEnd", &[("w:id", id)]);
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let list = self.collected.list(start);
        let depth = self.depth;
        self.depth += 1;
        for item in items {
            let voice = Voice { locale: item.locale, dir: item.dir };
            let mark = item.task.map(|done| if done { "☑ " } else { "☐ " });
            let sort = Sort::of(voice);
            let (first, _, rest) = opening(&item.content, voice);
            self.origin = Origin::of(&item.content);
            self.line("ListParagraph", voice, Layout { item: Some((list, depth, true)), ..Layout::default() }, |writer| {
                writer.text(mark.unwrap_or_default(), sort);
                writer.letters.clear();
                writer.pieces(first, sort);
            });
            for block in rest {
                if let Kind::Paragraph(content) = &block.kind {
                    let voice = block.voice();
                    self.origin = Origin::At(block.span);
                    self.paragraph(
                        "ListParagraph",
                        voice,
                        Layout { item: Some((list, depth, false)), ..Layout::default() },
                        content,
                    );
                } else {
                    self.block(block);
                }
            }
        }
        self.depth -= 1;
    }

    fn callout(&mut self, kind: CalloutKind, content: &[PrintBlock], voice: Voice) {
        let label = self.words.body.callouts.get(&kind).cloned().unwrap_or_default();
        let layout = Layout { keep: true, ..Layout::default() };
        self.origin = Origin::Printed;
        self.paragraph("CalloutTitle", voice, layout, &[Piece::Text(label)]);
        self.within(Setting::Callout, |writer| writer.blocks(content));
    }

    fn code(&mut self, code: &str, voice: Voice) {
        self.origin = Origin::Printed;
        let ltr = Voice { dir: Dir::Ltr, ..voice };
        let sort = Sort::of(ltr).faced(Face::MONO);
        self.line("Code", ltr, Layout::default(), |writer| writer.text(code, sort));
    }

    fn definition(&mut self, definition: &Definition) {
        for Cell { span, locale, dir, content } in &definition.terms {
            let voice = Voice { locale: *locale, dir: *dir };
            self.origin = Origin::At(*span);
            let sort = Sort::of(voice).faced(Face::BOLD);
            self.line("Term", voice, Layout { keep: true, ..Layout::default() }, |writer| writer.pieces(content, sort));
        }
        for block in &definition.content {
            if let Kind::Paragraph(content) = &block.kind {
                let voice = block.voice();
                self.origin = Origin::At(block.span);
                self.paragraph("Meaning", voice, Layout::default(), content);
            } else {
                self.block(block);
            }
        }
    }

    /// `Table 3: what it is`, with a field by which the word processor counts.
    pub(super) fn caption(&mut self, kind: Numbered, content: &[Piece], voice: Voice, keep: bool) {
        let own = self.voice();
        self.origin = Origin::Printed;
        let word = match kind {
            Numbered::Table => self.words.body.table.clone(),
            Numbered::Figure => self.words.figure.clone(),
        };
        let locale = self.context.locales().get(own.locale);
        let number = self.collected.numbering.next(locale, kind);
        let name = match kind {
            Numbered::Table => "Table",
            Numbered::Figure => "Figure",
        };
        // Each language counts by itself.
        let counter = format!(" SEQ {name}_{} \\* ARABIC ", locale.tag.replace('-', "_"));
        let sort = Sort::of(own).faced(Face::BOLD);
        let plain = Sort::of(voice);
        self.line("Caption", own, Layout { keep, ..Layout::default() }, |writer| {
            writer.text(&format!("{word}\u{a0}"), sort);
            writer.field(&counter, &number, sort);
            if !text(content).trim().is_empty() {
                writer.text(": ", sort);
                writer.pieces(content, plain);
            }
        });
    }

    /// A field with what it shows.
    pub(super) fn field(&mut self, instruction: &str, shown: &str, sort: Sort) {
        self.flush();
        self.xml.open("w:fldSimple", &[("w:instr", instruction)]);
        self.text(shown, sort);
        self.flush();
        self.xml.close("w:fldSimple");
    }
}

/// The paragraph that a note or an item begins with, in its own language, and what follows it.
pub fn opening(blocks: &[PrintBlock], otherwise: Voice) -> (&[Piece], Voice, &[PrintBlock]) {
    match blocks.split_first() {
        Some((block @ PrintBlock { kind: Kind::Paragraph(content), .. }, rest)) => (content, block.voice(), rest),
        Some(_) | None => (&[], otherwise, blocks),
    }
}
