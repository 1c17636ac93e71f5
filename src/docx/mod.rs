//! Roof: an edition -> a document for word processors (Office Open XML, ECMA-376, transitional), which says of every paragraph, run
//! and table in which language and direction it is.
//!
//! 1. [`Book`]: the chapters, bound.
//! 2. `write`, `run`, `table`, `figure`: their text.
//! 3. `frame`: what is around it, made of `parts` that every document has.
//! 4. `package`: one file.

mod collected;
mod custom;
mod face;
mod figure;
mod frame;
mod marked;
mod notes;
mod origin;
mod package;
mod parts;
mod run;
mod table;
mod write;

use crate::ast::Prose;
use crate::book::block::Voice;
use crate::book::block::{Label, Piece};
use crate::book::bound::Notes;
use crate::book::bound::{Book, Side, Text};
use crate::book::edition::{self, Edition, Kinds};
use crate::book::format::{self, Bound, Format, FormatContext};
use crate::book::front::Front;
use crate::book::places::Places;
use crate::book::words::Words;
use crate::config::Config;
use crate::diag::{Diagnostics, Outcome};
use crate::figure::palette::Palette;
use crate::locale::{Dir, Locales};
use crate::output::OutPath;
use crate::site::Site;
use crate::xml::Xml;

use collected::{Collected, Entry};
use face::Sort;
use frame::{colours, parts};
use origin::Origin;
use table::LINE;
use write::{Layout, Writer};

/// Documents for word processors.
#[derive(Debug)]
pub struct Docx;

impl Format for Docx {
    fn ending(&self) -> &'static str {
        "docx"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    }

    fn is_built(&self, config: &Config) -> bool {
        config.docx.enabled
    }

    fn editions(&self, site: &Site) -> Vec<Edition> {
        let kept = site.config.docx;
        edition::all(site, Kinds { brief: false, single: kept.single, parallel: kept.parallel })
    }

    fn make(&self, inputs: FormatContext<'_>, editions: &[&Edition]) -> Outcome<Vec<Bound>> {
        format::each(editions, |edition| one(inputs, edition))
    }
}

/// What the writers of all chapters share.
pub struct PrintContext<'a> {
    inputs: FormatContext<'a>,
    places: &'a Places,
    palette: Palette,
    /// The colour of lines beside the text.
    accent: String,
}

impl<'a> PrintContext<'a> {
    fn locales(&self) -> &'a Locales {
        &self.inputs.site.config.locales
    }
}

fn one(inputs: FormatContext<'_>, edition: &Edition) -> Outcome<Option<Bound>> {
    let FormatContext { site, theme, .. } = inputs;
    let mut diags = Diagnostics::new();
    let Some(book) = Book::of(site, edition).report_to(&mut diags) else { return Outcome::new(None, diags) };
    let palette = Palette::of(|token| theme.tokens.light.get(token).map(String::as_str));
    let context = PrintContext { inputs, places: &book.places, palette, accent: colours(theme).accent };
    let words: Vec<Words> = book.sides.iter().map(|side| Words::of(theme, side.locale)).collect();
    let mut collected = Collected::default();
    let body = if book.sides.len() > 1 {
        parallel(&context, &book, &words, &mut collected)
    } else {
        single(&context, &book, &words, &mut collected)
    };
    let parts = parts(&context, (&book, &words), &body, &mut collected);
    diags.append(std::mem::take(&mut collected.diags));
    let out = format!("{}.docx", edition.stem);
    let bound = match package::archive(&parts) {
        Ok(bytes) => OutPath::new(&out).map(|out| Bound { out, bytes: bytes.into() }),
        Err(error) => {
            diags.push(crate::diag::codes::docx::too_large(&out, &error));
            None
        }
    };
    Outcome::new(bound, diags)
}

/// The text of a document in one language.
fn single(context: &PrintContext<'_>, book: &Book<'_>, words: &[Words], collected: &mut Collected) -> String {
    let (Some(side), Some(words)) = (book.sides.first(), words.first()) else { return String::new() };
    let texts: Vec<&Text<'_>> = book.chapters.iter().filter_map(|chapter| chapter.texts.first()?.as_ref()).collect();
    let (mut cover, mut chapters) = (String::new(), String::new());
    for (number, text) in texts.iter().enumerate() {
        let mut writer = Writer::new(context, text, words, Notes::Foot, collected);
        writer.head(*side, number);
        if number == 0 {
            cover = writer.taken();
        }
        for at in 0..text.blocks.len() {
            writer.own_block(at);
        }
        chapters.push_str(&writer.finish());
    }
    let contents = texts.first().map(|text| {
        let mut writer = Writer::new(context, text, words, Notes::Foot, collected);
        writer.contents(*side);
        writer.finish()
    });
    [cover, contents.unwrap_or_default(), chapters].concat()
}

/// The text of a document in two languages: rows of blocks that belong together, the right-to-left language on the right.
fn parallel(context: &PrintContext<'_>, book: &Book<'_>, words: &[Words], collected: &mut Collected) -> String {
    let widths = [LINE / 2, LINE - LINE / 2];
    let mut xml = Xml::fragment();
    let rows = |rows: &[[String; 2]], writer: &mut Writer<'_>| {
        writer.xml.open("w:tbl", &[]);
        let dir = book.sides.first().map_or(Dir::Ltr, |side| side.locale.dir);
        writer.table_head("Columns", dir, &widths);
        for row in rows {
            writer.xml.open("w:tr", &[]);
            for (cell, width) in row.iter().zip(widths) {
                writer.cell(width, |writer| writer.xml.append(cell));
            }
            writer.xml.close("w:tr");
        }
        writer.xml.close("w:tbl");
    };
    let mut all: Vec<[String; 2]> = Vec::new();
    let mut cover = None;
    for (number, chapter) in book.chapters.iter().enumerate() {
        let mut columns: Vec<Vec<String>> = Vec::new();
        for ((side, words), (text, half)) in book.sides.iter().zip(words).zip(chapter.texts.iter().zip(0..)) {
            let Some(text) = text else {
                columns.push(Vec::new());
                continue;
            };
            let mut writer = Writer::new(context, text, words, Notes::End, collected);
            let mut column = Vec::with_capacity(chapter.rows.len() + 2);
            writer.head(*side, number);
            column.push(writer.taken());
            for row in &chapter.rows {
                let range = if half == 0 { row.first.clone() } else { row.second.clone() };
                range.for_each(|at| writer.own_block(at));
                column.push(writer.taken());
            }
            writer.endnotes();
            column.push(writer.taken());
            columns.push(column);
        }
        let count = columns.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..count {
            let cell = |half: usize| {
                let written = columns.get(half).and_then(|column| column.get(at)).cloned().unwrap_or_default();
                if written.ends_with("</w:p>") { written } else { format!("{written}{}", blank(book, half)) }
            };
            let row = [cell(0), cell(1)];
            let is_empty = |half: usize| columns.get(half).and_then(|column| column.get(at)).is_none_or(String::is_empty);
            if is_empty(0) && is_empty(1) {
                continue;
            }
            if number == 0 && at == 0 { cover = Some(row) } else { all.push(row) }
        }
    }
    let Some(text) = book.chapters.iter().flat_map(|chapter| chapter.texts.iter().flatten()).next() else { return String::new() };
    let mut contents: Vec<String> = Vec::new();
    for (side, words) in book.sides.iter().zip(words) {
        let own: Vec<Entry> =
            collected.contents.iter().filter(|entry| entry.level == 1 && entry.voice.locale == side.locale.id).cloned().collect();
        let mut writer = Writer::new(context, text, words, Notes::End, collected);
        if own.len() > 1 {
            writer.listed(*side, &own);
        }
        contents.push(writer.taken());
    }
    if let Some(words) = words.first() {
        let mut writer = Writer::new(context, text, words, Notes::End, collected);
        let mut front: Vec<[String; 2]> = cover.into_iter().collect();
        if let [first, second] = contents.as_slice()
            && !(first.is_empty() && second.is_empty())
        {
            let cell = |own: &String, half| if own.is_empty() { blank(book, half).to_owned() } else { own.clone() };
            front.push([cell(first, 0), cell(second, 1)]);
        }
        rows(&front, &mut writer);
        let voice = writer.voice();
        writer.after_table(voice);
        rows(&all, &mut writer);
        writer.after_table(voice);
        xml.append(&writer.finish());
    }
    xml.finish()
}

/// A paragraph for the cell of a language that has none there, or ends with a table.
fn blank(book: &Book<'_>, half: usize) -> &'static str {
    if book.sides.get(half).is_some_and(|side| side.locale.dir == Dir::Rtl) {
        "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/><w:bidi/></w:pPr></w:p>"
    } else {
        "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>"
    }
}

impl Writer<'_> {
    /// What was written so far.
    fn taken(&mut self) -> String {
        std::mem::replace(&mut self.xml, Xml::fragment()).finish()
    }

    /// A block of the chapter.
    fn own_block(&mut self, at: usize) {
        let text = self.text;
        if let Some(block) = text.blocks.get(at) {
            self.own = at + 1;
            self.block(block);
            (self.own, self.origin) = (0, Origin::Printed);
        }
    }

    /// What is above the text of a chapter; of the overview, the title of the document.
    fn head(&mut self, side: Side<'_>, number: usize) {
        let (text, voice) = (self.text, self.voice());
        let meta = &text.document.meta;
        let label = Label(text.label.clone());
        if number == 0 {
            self.cover(side, &label);
        } else {
            let title = self.prose(&meta.title);
            self.origin = Origin::Head(0);
            self.heading((1, true), voice, &label, &title);
            self.optional("Subtitle", meta.subtitle.as_ref());
            self.optional("Lead", meta.summary.as_ref());
        }
        for figure in &meta.key_figures {
            let value = self.prose(&figure.value);
            self.paragraph("KeyValue", voice, Layout { keep: true, ..Layout::default() }, &value);
            let mut label = self.prose(&figure.label);
            if let Some(note) = &figure.note {
                label.push(Piece::Break);
                label.extend(self.prose(note));
            }
            self.paragraph("KeyLabel", voice, Layout::default(), &label);
        }
    }

    fn cover(&mut self, side: Side<'_>, label: &Label) {
        let voice = self.voice();
        let FormatContext { site, theme, .. } = self.context.inputs;
        let front = self.bound(|binder| Front::of(site, theme, side, binder));
        let sort = Sort::of(voice);
        self.origin = Origin::Head(0);
        self.line("Title", voice, Layout::default(), |writer| {
            writer.bookmarked(label, |writer| {
                writer.pieces(&front.title, sort);
                writer.flush();
            });
        });
        let lines = front.subtitle.iter().map(|line| ("Subtitle", line));
        let lines = lines.chain(front.byline.iter().map(|line| ("Byline", line)));
        for (style, line) in lines.chain(front.lead.iter().map(|line| ("Lead", line))) {
            self.origin = match style {
                "Subtitle" => Origin::Head(1),
                "Lead" => Origin::Head(2),
                _ => Origin::Printed,
            };
            self.paragraph(style, voice, Layout::default(), line);
        }
    }

    fn optional(&mut self, style: &str, prose: Option<&Prose>) {
        if let Some(prose) = prose {
            let (pieces, voice) = (self.prose(prose), self.voice());
            self.origin = Origin::Head(if style == "Subtitle" { 1 } else { 2 });
            self.paragraph(style, voice, Layout::default(), &pieces);
        }
    }

    /// A line of the front matter.
    fn prose(&mut self, prose: &Prose) -> Vec<Piece> {
        let voice = self.voice();
        self.bound(|binder| binder.pieces(&prose.content, voice))
    }

    /// The contents as a field that the word processor can make anew, filled in.
    fn contents(&mut self, side: Side<'_>) {
        let mut entries = std::mem::take(&mut self.collected.contents);
        // A document of several chapters lists those alone: with all headings its contents would fill pages.
        if entries.iter().filter(|entry| entry.level == 1).count() > 2 {
            entries.retain(|entry| entry.level == 1);
        }
        if entries.len() > 1 {
            self.listed(side, &entries);
        }
    }

    fn listed(&mut self, side: Side<'_>, entries: &[Entry]) {
        let voice = Voice { locale: side.locale.id, dir: side.locale.dir };
        let title = self.context.inputs.theme.messages.get(side.locale, "contents", None, &[]);
        self.paragraph("ContentsTitle", voice, Layout { keep: true, ..Layout::default() }, &[Piece::Text(title)]);
        let is_field = self.notes == Notes::Foot;
        for (at, entry) in entries.iter().enumerate() {
            let sort = Sort::of(entry.voice);
            let style = if entry.level == 1 { "TOC1" } else { "TOC2" };
            self.line(style, entry.voice, Layout::default(), |writer| {
                if is_field && at == 0 {
                    let deepest = entries.iter().map(|entry| entry.level).max().unwrap_or(1);
                    writer.mark_field("begin", Some(&format!(" TOC \\o \"1-{deepest}\" \\n \\h \\z ")));
                    writer.mark_field("separate", None);
                }
                writer.leading(&entry.label, &entry.title, sort);
                if is_field && at + 1 == entries.len() {
                    writer.mark_field("end", None);
                }
            });
        }
    }

    /// An end of a field, with what it does at its beginning.
    fn mark_field(&mut self, kind: &str, instruction: Option<&str>) {
        self.flush();
        self.xml.open("w:r", &[]);
        self.xml.empty("w:fldChar", &[("w:fldCharType", kind)]);
        self.xml.close("w:r");
        if let Some(instruction) = instruction {
            self.xml.open("w:r", &[]);
            self.xml.leaf("w:instrText", &[("xml:space", "preserve")], instruction);
            self.xml.close("w:r");
        }
    }
}
