//! Blocks of the tree -> data of the template.

use serde_json::Value;

use super::data::{begun, map};
use super::table::{self, Frame, Need};
use super::{LONGEST_STRING, Writer, metadata, room, weight};
use crate::ast::{Align, CalloutKind};
use crate::book::block::{Caption, Cell, Definition, Item, Kind, Piece, PrintBlock, Style, breaks, text};
use crate::book::bound::Notes;
use crate::book::numbering::Numbered;
use crate::book::places;
use crate::diag::codes::pdf as codes;
use crate::figure::Kind as Figured;
use crate::figure::measure::Weight;
use crate::site::entries::expand::PAGE_SOURCES;

/// A table of more columns is too much for a half of the page, whatever stands in it.
const WIDE: usize = 4;
/// Characters below a picture that stand with it on one page.
pub(super) const LONG_CAPTION: usize = 400;

impl Writer<'_> {
    /// Every block, in order; what paper cannot show is told and left out.
    pub(in crate::pdf) fn blocks(&mut self, blocks: &[PrintBlock]) -> Vec<Value> {
        blocks.iter().filter_map(|block| self.block(block)).collect()
    }

    /// A block of the chapter itself with the notes that it refers to. What is not read line by line takes their room, too.
    pub(in crate::pdf) fn block_of_chapter(&mut self, block: &PrintBlock) -> Option<Value> {
        let aside = self.context.sheet.aside;
        let is_wide = aside > 0.0 && !self.small && self.is_wide(block);
        let mut value = self.within(if is_wide { -aside } else { 0.0 }, 1.0, |writer| writer.block(block))?;
        value["top"] = (aside > 0.0).into();
        value["wide"] = is_wide.into();
        // Those of a heading stand beside what follows it.
        if !matches!(block.kind, Kind::Heading { .. }) {
            value["notes"] = std::mem::take(&mut self.beside).into();
        }
        Some(value)
    }

    fn is_wide(&self, block: &PrintBlock) -> bool {
        match &block.kind {
            Kind::Table { .. } | Kind::Definitions(_) => true,
            Kind::Figure(id) => {
                let kind = self.page.figures.get(id.0 as usize).and_then(Option::as_ref).map(|figure| &figure.kind);
                kind.is_some_and(|kind| matches!(kind, Figured::Table(_) | Figured::KeyFigures(_) | Figured::People(_)))
            }
            Kind::Paragraph(_)
            | Kind::Heading { .. }
            | Kind::List { .. }
            | Kind::Quote(_)
            | Kind::Callout { .. }
            | Kind::Code { .. }
            | Kind::Math(_)
            | Kind::Image { .. }
            | Kind::Group(_)
            | Kind::Rule => false,
        }
    }

    /// One block.
    pub(in crate::pdf) fn block(&mut self, block: &PrintBlock) -> Option<Value> {
        (self.at, self.speaking) = (block.span, block.locale);
        let value = match &block.kind {
            Kind::Paragraph(content) => self.paragraph(content, block),
            Kind::Heading { level, anchor, content } => {
                // PDF/UA: no level is skipped, whatever the text does.
                let level = self.levels.next(*level);
                let label = places::heading(self.label, anchor);
                let to = Some(label).filter(|label| self.open.is_empty() && self.context.places.has(label)).map(|label| label.0);
                let side = &self.context.locales.get(self.page.locale).tag;
                let is_string = text(content).len() <= LONGEST_STRING;
                // The sources that every chapter ends with would fill the contents; so would a heading that is no string.
                let is_listed = is_string && !anchor.0.starts_with(PAGE_SOURCES);
                let pieces = self.within(0.0, 1.4, |writer| writer.pieces(content, block.dir));
                map([
                    ("k", "heading".into()),
                    ("level", level.into()),
                    ("to", to.into()),
                    ("side", side.as_str().into()),
                    ("listed", is_listed.into()),
                    ("bookmarked", is_string.into()),
                    ("whole", (weight::line(content) <= 240).into()),
                    ("c", if is_string { pieces } else { begun(pieces) }.into()),
                ])
            }
            Kind::List { start, tight, items } => {
                let items: Vec<Value> = items.iter().map(|item| self.item(item)).collect();
                map([("k", "list".into()), ("start", (*start).into()), ("tight", (*tight).into()), ("items", items.into())])
            }
            Kind::Quote(content) => {
                let inner = self.within(16.0, 1.0, |writer| writer.blocks(content));
                map([("k", "quote".into()), ("c", inner.into())])
            }
            Kind::Callout { kind, content } => {
                let label = self.words.body.callouts.get(kind).cloned().unwrap_or_default();
                // A short one is not cut: its colour would hang in the air.
                let whole = weight::blocks(content) <= 700;
                let content = self.within(24.0, 1.0, |writer| writer.blocks(content));
                map([
                    ("k", "callout".into()),
                    ("kind", callout(*kind).into()),
                    ("label", label.into()),
                    ("whole", whole.into()),
                    ("c", content.into()),
                ])
            }
            Kind::Code { language, text } => {
                let text = self.plain(text);
                self.code(language.as_deref(), text)
            }
            Kind::Math(formula) => self.formula(formula).unwrap_or_else(|| {
                let text = self.plain(&formula.tex);
                self.code(None, text)
            }),
            Kind::Table { align, head, rows, caption } => {
                let caption = caption.as_ref().map(|caption| self.pieces(caption, block.dir));
                let table = self.table(align, head, rows);
                self.titled(table, caption)
            }
            Kind::Image { picture, alt, width, caption } => {
                let path = self.path(picture)?;
                if alt.trim().is_empty() {
                    self.collected.diags.push(codes::alt(block.span));
                    return None;
                }
                self.captioned_image(path, (alt, *width), caption, block)
            }
            Kind::Figure(id) => self.figure(*id, block)?,
            Kind::Definitions(list) => {
                let items: Vec<Value> = list.iter().map(|d| self.definition(d)).collect();
                map([("k", "definitions".into()), ("items", items.into())])
            }
            Kind::Group(content) => {
                let inner = self.blocks(content);
                if inner.is_empty() {
                    return None;
                }
                map([("k", "group".into()), ("c", inner.into())])
            }
            Kind::Rule => map([("k", "rule".into())]),
        };
        Some(self.spoken(block.locale, block.dir, value))
    }

    /// A paragraph and whether it stays whole: two languages in rows end on one page only if neither breaks.
    fn paragraph(&mut self, content: &[Piece], block: &PrintBlock) -> Value {
        const PART_OF_A_COLUMN: usize = 420;
        let pieces = self.pieces(content, block.dir);
        let whole = self.notes == Notes::End && weight::line(content) <= PART_OF_A_COLUMN;
        map([("k", "paragraph".into()), ("c", pieces.into()), ("whole", whole.into())])
    }

    fn item(&mut self, item: &Item) -> Value {
        let content = self.within(24.0, 1.0, |writer| writer.blocks(&item.content));
        let task = item.task.map(|done| if done { self.words.body.task_done.clone() } else { self.words.body.task_open.clone() });
        let value = map([("task", task.into()), ("done", item.task.into()), ("c", content.into())]);
        self.spoken(item.locale, item.dir, value)
    }

    /// Code in lines of its own; where a word of it is wider than the line, it may be broken.
    pub(super) fn code(&mut self, language: Option<&str>, text: String) -> Value {
        if is_endless(&text) {
            let mut pieces = Vec::new();
            for (i, line) in text.lines().enumerate() {
                pieces.extend((i > 0).then(|| map([("k", "break".into())])));
                pieces.extend(self.within(16.0, 1.0, |writer| writer.text(line)));
            }
            return map([("k", "code".into()), ("endless", pieces.into())]);
        }
        let long = self.within_code(16.0, &text);
        map([("k", "code".into()), ("lang", language.into()), ("long", long.into()), ("c", text.into())])
    }

    /// Whether some word of code is wider than the line without `less` points.
    pub(super) fn within_code(&self, less: f64, text: &str) -> bool {
        const ADVANCE: f64 = 0.62;
        let longest = words(text).map(|word| word.chars().count()).max().unwrap_or(0);
        f64::from(u32::try_from(longest).unwrap_or(u32::MAX)) * ADVANCE > self.room() - less / self.em()
    }

    fn cell(&mut self, cell: &Cell) -> Value {
        (self.at, self.speaking) = (cell.span, cell.locale);
        let content = self.pieces(&cell.content, cell.dir);
        self.spoken(cell.locale, cell.dir, map([("c", content.into())]))
    }

    pub(super) fn table(&mut self, align: &[Align], head: &[Cell], rows: &[Vec<Cell>]) -> Value {
        let need = |cell: &Cell, weight: Weight| {
            let is_strong = matches!(cell.content.as_slice(), [Piece::Styled(Style::Strong, _)]);
            Need::of(&text(&cell.content), breaks(&cell.content), if is_strong { Weight::Bold } else { weight })
        };
        let mut needs = vec![head.iter().map(|cell| need(cell, Weight::Bold)).collect::<Vec<_>>()];
        needs.extend(rows.iter().map(|row| row.iter().map(|cell| need(cell, Weight::Regular)).collect::<Vec<_>>()));
        // A cell in Arabic is larger than the text of a document in another script.
        let is_arabic = |cell: &Cell| self.context.locales.get(cell.locale).is_arabic_script();
        let larger = head.iter().chain(rows.iter().flatten()).any(is_arabic);
        let larger = if larger { (self.context.sheet.arabic / self.em()).max(1.0) } else { 1.0 };
        self.within(0.0, larger, |writer| {
            writer.table_of(align, &needs, |writer, y, x| {
                let row = if y == 0 { Some(head) } else { rows.get(y - 1).map(Vec::as_slice) };
                row.and_then(|row| row.get(x)).map_or(Value::Null, |cell| writer.cell(cell))
            })
        })
    }

    /// A table whose cell at a row (the head is row 0) and a column `write` writes, when its room is known.
    pub(super) fn table_of(
        &mut self,
        align: &[Align],
        needs: &[Vec<Need>],
        mut write: impl FnMut(&mut Self, usize, usize) -> Value,
    ) -> Value {
        let is_narrow = self.notes == Notes::End;
        let (size, inset) = if is_narrow { (0.8, 6.0) } else { (0.88, 12.0) };
        let (sheet, count) = (self.context.sheet, align.len());
        let shares = widths(needs, count);
        let frame = Frame { line: self.line, em: self.em() * self.scale * size, inset };
        let plan = table::plan(needs, &shares, frame);
        let inset = plan.inset;
        let mut columns = table::guessed(&shares, needs, frame);
        for (column, width) in plan.parts.iter().flat_map(|part| part.columns.iter().zip(&part.widths)) {
            columns[*column] = width - inset;
        }
        // A row moves whole to the next page unless it is high.
        let em = frame.em * plan.scale;
        let heights: Vec<f64> = needs
            .iter()
            .map(|row| row.iter().zip(&columns).map(|(need, width)| table::height(*need, *width, em)).fold(0.0, f64::max))
            .collect();
        let low: Vec<bool> = heights.iter().map(|height| table::is_low(*height, &sheet)).collect();
        // A short table moves to the next page rather than leave a row or a note of it there.
        let characters: usize = needs.iter().skip(1).flatten().map(|need| need.count).sum();
        let whole = needs.len() <= 9 && characters <= 900 && table::is_low(heights.iter().sum(), &sheet);
        let mut rows: Vec<Vec<Value>> = Vec::with_capacity(needs.len());
        for y in 0..needs.len() {
            let mut row = Vec::with_capacity(count);
            for x in 0..count {
                let room = plan.rooms.get(x).copied().unwrap_or(f64::INFINITY);
                let less = self.line - (room * em).min(self.line);
                row.push(self.within(less, size * plan.scale, |writer| write(writer, y, x)));
            }
            rows.push(row);
        }
        let head = rows.remove(0);
        // What a table over both columns would have to hold.
        let column = |i: usize| {
            let cells = || needs.iter().filter_map(move |row| row.get(i));
            let word = cells().map(|need| need.word).fold(0.0, f64::max);
            Value::from(vec![Value::from(cells().map(|need| need.count).max()), word.into()])
        };
        let columns_needs: Vec<Value> = if is_narrow { (0..count).map(column).collect() } else { Vec::new() };
        let align: Vec<&str> = align.iter().map(|a| self::align(*a)).collect();
        let parts: Vec<Value> = plan
            .parts
            .iter()
            .map(|part| map([("columns", part.columns.clone().into()), ("widths", part.widths.clone().into())]))
            .collect();
        map([
            ("k", "table".into()),
            ("name", Value::Null),
            ("align", align.into()),
            ("widths", shares.into()),
            ("scale", plan.scale.into()),
            ("inset", (inset / 2.0).into()),
            ("parts", parts.into()),
            ("tight", (is_narrow && (count > WIDE || plan.scale < 1.0 || plan.parts.len() > 1)).into()),
            ("needs", columns_needs.into()),
            ("low", low.into()),
            ("whole", whole.into()),
            ("head", head.into()),
            ("rows", rows.into()),
        ])
    }

    /// A table with what it is called. One without a title has no number either, which would name nothing.
    pub(super) fn titled(&mut self, mut table: Value, title: Option<Vec<Value>>) -> Value {
        if let Some(title) = title {
            table["name"] = self.numbered(Numbered::Table, &self.words.body.table).into();
            table["caption"] = title.into();
        }
        table
    }

    fn captioned_image(
        &mut self,
        path: String,
        (alt, width): (&str, Option<u32>),
        caption: &Caption,
        block: &PrintBlock,
    ) -> Value {
        let long = weight::line(&caption.text) > LONG_CAPTION;
        let mut pieces = self.pieces(&caption.text, block.dir);
        if !caption.credit.is_empty() {
            // Whose it is has a line of its own.
            if !pieces.is_empty() {
                pieces.push(map([("k", "break".into())]));
            }
            pieces.extend(self.pieces(&caption.credit, block.dir));
        }
        let name = self.numbered(Numbered::Figure, &self.words.figure);
        let alt = self.plain(alt);
        let alt = metadata(&self.isolated(&alt));
        map([
            ("k", "figure".into()),
            ("name", name.into()),
            ("src", path.into()),
            ("alt", alt.into()),
            ("width", width.into()),
            ("long", long.into()),
            ("caption", pieces.into()),
        ])
    }

    fn definition(&mut self, definition: &Definition) -> Value {
        let terms: Vec<Value> = definition.terms.iter().map(|t| self.cell(t)).collect();
        let meanings: Vec<Value> = self.within(16.0, 1.0, |writer| writer.blocks(&definition.content));
        let whole = weight::blocks(&definition.content) <= 900;
        map([("terms", terms.into()), ("whole", whole.into()), ("c", meanings.into())])
    }
}

/// Whether some word of code is too long for the rule that breaks words of code.
pub(super) fn is_endless(code: &str) -> bool {
    words(code).any(|word| word.len() > room::ENDLESS)
}

/// What stands between places where a line of code can end: not at spaces that hold together.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}'))
}

/// Columns in parts of the line: narrow ones (0) take what they need, others share by the square root of their text, so
/// that a long column does not starve the others.
fn widths(rows: &[Vec<Need>], count: usize) -> Vec<u32> {
    const NARROW: usize = 14;
    let column = |i: usize| {
        let lengths: Vec<usize> = rows.iter().filter_map(|row| row.get(i)).map(|need| need.count).collect();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let mean = lengths.iter().sum::<usize>() / lengths.len().max(1);
        if longest <= NARROW { 0 } else { u32::try_from(usize::max(mean, longest / 2).isqrt()).unwrap_or(u32::MAX).max(1) }
    };
    (0..count).map(column).collect()
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Auto | Align::Left => "start",
        Align::Center => "center",
        // Digits run left to right in every language, so a column of numbers lines up on the right.
        Align::Right => "right",
    }
}

fn callout(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => "note",
        CalloutKind::Tip => "tip",
        CalloutKind::Important => "important",
        CalloutKind::Warning => "warning",
        CalloutKind::Caution => "caution",
    }
}
