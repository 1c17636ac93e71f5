//! Blocks -> elements, each with its language and direction where they differ from those around it.

use std::collections::BTreeSet;

use crate::ast::{Align, CalloutKind, NoteId};
use crate::book::block::{Cell, Definition, Item, Kind, Label, Piece, PrintBlock, Style, Voice, bare, text};
use crate::book::bound::Text;
use crate::book::levels::Levels;
use crate::book::numbering::{Numbered, Numbering};
use crate::book::places;
use crate::book::words::Words;
use crate::diag::Diagnostics;
use crate::locale::{Digits, Dir};
use crate::output::hash::short;
use crate::site::entries::expand::PAGE_SOURCES;
use crate::xml::Xml;

use super::{FlowContext, Medium};

/// A heading that the contents may list.
#[derive(Clone, Debug)]
pub struct Heading {
    /// From 1, which is the title of a chapter.
    pub level: u8,
    /// Where it is.
    pub label: Label,
    /// Its language and direction.
    pub voice: Voice,
    /// What it says, without links and notes.
    pub title: Vec<Piece>,
}

/// What the writing of a chapter found.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub struct Found {
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Whether there is a drawing in it.
    pub has_drawing: bool,
    /// Whether there is a picture in it.
    pub has_picture: bool,
    /// Whether there is a formula in it.
    pub has_math: bool,
    /// Whether a picture that means something has no text that stands for it.
    pub lacks_alternative: bool,
}

/// What one writer hands to the next: numbers that go on, and problems.
#[derive(Debug, Default)]
pub struct Kept {
    /// The numbers of tables and figures.
    pub numbering: Numbering,
    /// Problems.
    pub diags: Diagnostics,
}

/// Writes a chapter in one language.
pub struct Writer<'a> {
    pub(super) context: FlowContext<'a>,
    pub(super) text: &'a Text<'a>,
    pub(super) words: &'a Words,
    pub(super) medium: &'a mut dyn Medium,
    pub(super) kept: &'a mut Kept,
    pub(super) xml: Xml,
    /// The language and direction of the element that is open.
    pub(super) around: Voice,
    pub(super) levels: Levels,
    /// Notes whose mark was written.
    pub(super) noted: BTreeSet<NoteId>,
    pub(super) found: Found,
}

impl<'a> Writer<'a> {
    /// A writer of a chapter into an element of a language.
    pub fn new(
        context: FlowContext<'a>,
        (text, words): (&'a Text<'a>, &'a Words),
        around: Voice,
        medium: &'a mut dyn Medium,
        kept: &'a mut Kept,
    ) -> Self {
        let (xml, levels) = (Xml::fragment(), Levels::default());
        Self { context, text, words, medium, kept, xml, around, levels, noted: BTreeSet::new(), found: Found::default() }
    }

    /// What was written, and what was found.
    pub fn finish(self) -> (String, Found) {
        (self.xml.finish(), self.found)
    }

    /// What was written since this was last asked.
    pub fn taken(&mut self) -> String {
        std::mem::replace(&mut self.xml, Xml::fragment()).finish()
    }

    /// The headings so far.
    pub fn headings(&self) -> &[Heading] {
        &self.found.headings
    }

    /// The language and direction of the chapter.
    pub fn own(&self) -> Voice {
        let locale = self.text.document.locale;
        Voice { locale, dir: self.context.locales().get(locale).dir }
    }

    /// An element with what `write` writes; `voice` is that of its text, where it may be another than around it.
    pub fn element(
        &mut self,
        name: &str,
        class: &str,
        voice: Option<Voice>,
        attributes: &[(&str, &str)],
        write: impl FnOnce(&mut Self),
    ) {
        let voice = voice.unwrap_or(self.around);
        let look = self.medium.look(name, class, voice.dir);
        let is_said = voice.dir != self.around.dir || self.medium.says_direction(name);
        let name = self.medium.name(name);
        let mut all: Vec<(&str, &str)> = look.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if voice.locale != self.around.locale {
            let tag = self.context.locales().get(voice.locale).tag.as_str();
            all.push(("lang", tag));
            all.extend(self.medium.is_xml().then_some(("xml:lang", tag)));
        }
        let says_dir = attributes.iter().any(|(name, _)| *name == "dir");
        all.extend((is_said && !says_dir).then_some(("dir", voice.dir.as_str())));
        all.extend_from_slice(attributes);
        self.xml.open(name, &all);
        let outer = std::mem::replace(&mut self.around, voice);
        write(self);
        self.around = outer;
        self.xml.close(name);
    }

    /// A line of its own.
    pub fn line(&mut self, element: &str, class: &str, voice: Voice, content: &[Piece]) {
        self.element(element, class, Some(voice), &[], |writer| writer.pieces(content));
    }

    /// Blocks, in order.
    pub fn blocks(&mut self, blocks: &[PrintBlock]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// A block.
    pub fn block(&mut self, block: &PrintBlock) {
        let voice = block.voice();
        match &block.kind {
            Kind::Paragraph(content) => self.line("p", "", voice, content),
            Kind::Heading { level, anchor, content } => {
                // No level is skipped, whatever the text does: screen readers and the contents go by it.
                let level = self.levels.next(*level);
                let label = places::heading(&self.text.label, anchor);
                self.heading(level, voice, &label, content);
                // The sources that every chapter ends with would fill the contents.
                if anchor.0.starts_with(PAGE_SOURCES) {
                    self.found.headings.pop();
                }
            }
            Kind::List { start, items, .. } => self.list(*start, items, voice),
            Kind::Quote(content) => self.element("blockquote", "", Some(voice), &[], |writer| writer.blocks(content)),
            Kind::Callout { kind, content } => self.callout(*kind, content, voice),
            Kind::Code { text, .. } => {
                let ltr = Voice { dir: Dir::Ltr, ..voice };
                self.element("pre", "", Some(ltr), &[("dir", "ltr")], |writer| {
                    writer.element("code", "", None, &[], |writer| writer.xml.text(text));
                });
            }
            Kind::Math(formula) => self.element("div", "math", Some(voice), &[("dir", "ltr")], |writer| writer.formula(formula)),
            Kind::Table { align, head, rows, caption } => {
                self.table((align, head, rows), caption.as_deref().unwrap_or_default(), voice);
            }
            Kind::Image { picture, alt, width, caption } => self.image((picture, alt, *width), caption, voice),
            Kind::Figure(id) => self.figure(*id, voice),
            Kind::Definitions(list) => {
                self.element("dl", "", Some(voice), &[], |writer| list.iter().for_each(|one| writer.definition(one)));
            }
            Kind::Group(content) => self.blocks(content),
            Kind::Rule => self.xml.empty("hr", &[]),
        }
    }

    /// A heading with its place; it joins the contents.
    pub fn heading(&mut self, level: u8, voice: Voice, label: &Label, content: &[Piece]) {
        let element = format!("h{}", (level + self.medium.depth()).min(6));
        let name = id(label);
        self.element(&element, "", Some(voice), &[("id", &name)], |writer| writer.pieces(content));
        self.found.headings.push(Heading { level, label: label.clone(), voice, title: bare(content) });
    }

    fn list(&mut self, start: Option<u64>, items: &[Item], voice: Voice) {
        let is_tasks = items.iter().any(|item| item.task.is_some());
        let class = match self.context.locales().get(voice.locale).digits {
            _ if is_tasks => "tasks",
            Digits::Arab if start.is_some() => "digits-arab",
            Digits::Arabext if start.is_some() => "digits-arabext",
            Digits::Latn | Digits::Arab | Digits::Arabext => "",
        };
        let first = start.filter(|first| *first != 1).map(|first| first.to_string());
        let attributes: Vec<(&str, &str)> = first.iter().map(|first| ("start", first.as_str())).collect();
        let element = if start.is_some() { "ol" } else { "ul" };
        self.element(element, class, Some(voice), &attributes, |writer| {
            for item in items {
                let voice = Voice { locale: item.locale, dir: item.dir };
                writer.element("li", "", Some(voice), &[], |writer| writer.item(item));
            }
        });
    }

    fn item(&mut self, item: &Item) {
        if let Some(is_done) = item.task {
            let words = &self.words.body;
            let (sign, said) = if is_done { ("☑", words.task_done.clone()) } else { ("☐", words.task_open.clone()) };
            self.element("span", "task", None, &[("role", "img"), ("aria-label", &said)], |writer| writer.xml.text(sign));
            self.xml.text(" ");
        }
        // A paragraph alone in its item needs no element.
        if let [PrintBlock { kind: Kind::Paragraph(content), .. }] = item.content.as_slice()
            && item.content.iter().all(|block| block.voice() == self.around)
        {
            return self.pieces(content);
        }
        self.blocks(&item.content);
    }

    fn callout(&mut self, kind: CalloutKind, content: &[PrintBlock], voice: Voice) {
        let label = self.words.body.callouts.get(&kind).cloned().unwrap_or_default();
        let class = match kind {
            CalloutKind::Note => "callout callout-note",
            CalloutKind::Tip => "callout callout-tip",
            CalloutKind::Important => "callout callout-important",
            CalloutKind::Warning => "callout callout-warning",
            CalloutKind::Caution => "callout callout-caution",
        };
        self.element("aside", class, Some(voice), &[], |writer| {
            let own = writer.own();
            writer.line("p", "callout-label", own, &[Piece::Text(label)]);
            writer.blocks(content);
        });
    }

    fn definition(&mut self, definition: &Definition) {
        for Cell { locale, dir, content, .. } in &definition.terms {
            self.line("dt", "", Voice { locale: *locale, dir: *dir }, content);
        }
        self.element("dd", "", None, &[], |writer| writer.blocks(&definition.content));
    }

    /// `Table 3: what it is`, numbered as in all formats.
    pub(super) fn caption(&mut self, element: &str, kind: Numbered, content: &[Piece], voice: Voice) {
        let own = self.own();
        let word = match kind {
            Numbered::Table => &self.words.body.table,
            Numbered::Figure => &self.words.figure,
        };
        let number = self.kept.numbering.next(self.context.locales().get(own.locale), kind);
        let name = format!("{word}\u{a0}{number}");
        self.element(element, "caption", Some(own), &[], |writer| {
            writer.line("strong", "", own, &[Piece::Text(name)]);
            if !text(content).trim().is_empty() {
                writer.xml.text(": ");
                writer.line("span", "", voice, content);
            }
        });
    }

    /// A table; it scrolls by itself where it is wider than the text.
    pub(super) fn table(&mut self, (align, head, rows): (&[Align], &[Cell], &[Vec<Cell>]), caption: &[Piece], voice: Voice) {
        self.element("div", "table", Some(voice), &[], |writer| {
            writer.element("table", "", None, &[], |writer| {
                writer.caption("caption", Numbered::Table, caption, voice);
                writer.grid(align, head, rows);
            });
        });
    }

    /// Head and rows of a table.
    pub(super) fn grid(&mut self, align: &[Align], head: &[Cell], rows: &[Vec<Cell>]) {
        self.element("thead", "", None, &[], |writer| writer.row(align, head, Some("col"), false));
        // A first column of words says what each row is about.
        let is_words = |row: &Vec<Cell>| row.first().is_some_and(|cell| !cell.content.is_empty());
        let has_heads = head.len() > 1 && align.first() != Some(&Align::Right) && rows.iter().all(is_words);
        if !rows.is_empty() {
            self.element("tbody", "", None, &[], |writer| {
                for row in rows {
                    writer.row(align, row, None, has_heads);
                }
            });
        }
    }

    fn row(&mut self, align: &[Align], cells: &[Cell], scope: Option<&str>, is_headed: bool) {
        self.element("tr", "", None, &[], |writer| {
            for (at, cell) in cells.iter().enumerate() {
                let scope = scope.or((is_headed && at == 0).then_some("row"));
                let class = match align.get(at) {
                    Some(Align::Left) => "align-start",
                    Some(Align::Center) => "align-center",
                    // Digits run left to right in every language, so a column of numbers lines up on the right.
                    Some(Align::Right) => "num",
                    Some(Align::Auto) | None => "",
                };
                let attributes: Vec<(&str, &str)> = scope.iter().map(|scope| ("scope", *scope)).collect();
                let voice = Voice { locale: cell.locale, dir: cell.dir };
                let element = if scope.is_some() { "th" } else { "td" };
                writer.element(element, class, Some(voice), &attributes, |writer| writer.pieces(&cell.content));
            }
        });
    }

    /// A line in bold, of the chapter's language.
    pub(super) fn strong(&mut self, content: &[Piece], voice: Voice) {
        self.line("p", "", voice, &[Piece::Styled(Style::Strong, content.to_vec())]);
    }
}

/// The name of a place in markup: letters and digits only.
pub fn id(label: &Label) -> String {
    format!("p{}", short(label.0.as_bytes()))
}
