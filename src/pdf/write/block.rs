//! Blocks of the tree -> data of the template.

use serde_json::Value;

use super::data::map;
use super::{Notes, Writer};
use crate::ast::{Align, Block, BlockKind, CalloutKind, Cell, Definition, Inline, ListItem, RefId, text};
use crate::diag::codes::pdf as codes;
use crate::site::entries::expand::PAGE_SOURCES;

impl Writer<'_> {
    /// Every block, in order; what paper cannot show is told and left out.
    pub(in crate::pdf) fn blocks(&mut self, blocks: &[Block]) -> Vec<Value> {
        blocks.iter().filter_map(|block| self.block(block)).collect()
    }

    /// One block.
    pub(in crate::pdf) fn block(&mut self, block: &Block) -> Option<Value> {
        (self.at, self.speaking) = (block.span, block.locale);
        let value = match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(content, block),
            BlockKind::Heading { level, anchor, content } => {
                // PDF/UA: no level is skipped, whatever the text does.
                self.level = (*level).clamp(2, self.level + 1);
                let label = format!("{} {}", self.prefix, anchor.0);
                let to = Some(label).filter(|l| self.open.is_empty() && self.shelf.labels.contains(l));
                let side = &self.shelf.locales.get(self.page.locale).tag;
                // The sources that every chapter ends with would fill the contents.
                let is_listed = !anchor.0.starts_with(PAGE_SOURCES);
                let pieces = self.inlines(content, block.dir);
                map([
                    ("k", "heading".into()),
                    ("level", self.level.into()),
                    ("to", to.into()),
                    ("side", side.as_str().into()),
                    ("listed", is_listed.into()),
                    ("c", pieces.into()),
                ])
            }
            BlockKind::List { start, tight, items } => {
                let items: Vec<Value> = items.iter().map(|item| self.item(item)).collect();
                map([("k", "list".into()), ("start", (*start).into()), ("tight", (*tight).into()), ("items", items.into())])
            }
            BlockKind::Quote(content) => map([("k", "quote".into()), ("c", self.blocks(content).into())]),
            BlockKind::Callout { kind, content } => {
                let label = self.words.body.callouts.get(kind).cloned().unwrap_or_default();
                // A short one is not cut: its colour would hang in the air.
                let whole = text::blocks(content).chars().count() <= 600;
                let content = self.blocks(content);
                map([
                    ("k", "callout".into()),
                    ("kind", callout(*kind).into()),
                    ("label", label.into()),
                    ("whole", whole.into()),
                    ("c", content.into()),
                ])
            }
            BlockKind::Code { language, text } => {
                let text = self.plain(text.trim_end_matches('\n'));
                map([("k", "code".into()), ("lang", language.clone().into()), ("c", text.into())])
            }
            BlockKind::Math { tex, .. } => map([("k", "code".into()), ("lang", Value::Null), ("c", self.plain(tex).into())]),
            BlockKind::Table { align, head, rows } => self.table(align, head, rows),
            BlockKind::Figure { source, alt, caption } => self.figure(*source, alt, caption, block)?,
            BlockKind::Report { id, .. } => self.report(*id, block)?,
            BlockKind::Definitions(list) => {
                let items: Vec<Value> = list.iter().map(|d| self.definition(d)).collect();
                map([("k", "definitions".into()), ("items", items.into())])
            }
            BlockKind::Raw(_) => {
                self.trace.diags.push(codes::raw_html(block.span));
                return None;
            }
            BlockKind::Rule => map([("k", "rule".into())]),
        };
        Some(self.spoken(block.locale, block.dir, value))
    }

    /// A paragraph and whether it stays whole. Typst leaves no single line behind, except when a note below needs the room:
    /// then a few lines are torn apart. And two languages in rows end on one page only if neither breaks.
    fn paragraph(&mut self, content: &[Inline], block: &Block) -> Value {
        const FIVE_LINES: usize = 480;
        const PART_OF_A_COLUMN: usize = 420;
        let noted = self.printed.len();
        let pieces = self.inlines(content, block.dir);
        let length = length(content);
        let whole = match self.notes {
            Notes::Foot => self.printed.len() > noted && length <= FIVE_LINES,
            Notes::End => length <= PART_OF_A_COLUMN,
        };
        map([("k", "paragraph".into()), ("c", pieces.into()), ("whole", whole.into())])
    }

    fn item(&mut self, item: &ListItem) -> Value {
        let content = self.blocks(&item.content);
        let task = item.task.map(|done| if done { self.words.body.task_done.clone() } else { self.words.body.task_open.clone() });
        let value = map([("task", task.into()), ("done", item.task.into()), ("c", content.into())]);
        self.spoken(item.locale, item.dir, value)
    }

    fn cell(&mut self, cell: &Cell) -> Value {
        (self.at, self.speaking) = (cell.span, cell.locale);
        let content = self.inlines(&cell.content, cell.dir);
        // Only what may be higher than a page is cut.
        let whole = length(&cell.content) <= 500;
        self.spoken(cell.locale, cell.dir, map([("c", content.into()), ("whole", whole.into())]))
    }

    pub(super) fn table(&mut self, align: &[Align], head: &[Cell], rows: &[Vec<Cell>]) -> Value {
        let align: Vec<&str> = align.iter().map(|a| self::align(*a)).collect();
        let widths = widths(head, rows);
        // A short table moves to the next page rather than leave a row or a note of it there.
        let size: usize = rows.iter().flatten().map(|c| length(&c.content)).sum();
        let whole = rows.len() <= 8 && size <= 900;
        let head: Vec<Value> = head.iter().map(|c| self.cell(c)).collect();
        let rows: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(|c| self.cell(c)).collect()).collect();
        let name = self.numbered("table", &self.words.body.table);
        map([
            ("k", "table".into()),
            ("name", name.into()),
            ("align", align.into()),
            ("widths", widths.into()),
            ("whole", whole.into()),
            ("head", head.into()),
            ("rows", rows.into()),
        ])
    }

    fn figure(&mut self, source: RefId, alt: &str, caption: &[Inline], block: &Block) -> Option<Value> {
        if alt.trim().is_empty() {
            self.trace.diags.push(codes::alt(block.span));
            return None;
        }
        let path = self.picture(source)?;
        let caption = self.inlines(caption, block.dir);
        let width = self.href(source).size.map(|(width, _)| width);
        let name = self.numbered("figure", &self.words.figure);
        Some(map([
            ("k", "figure".into()),
            ("name", name.into()),
            ("src", path.into()),
            ("alt", alt.into()),
            ("width", width.into()),
            ("caption", caption.into()),
        ]))
    }

    fn definition(&mut self, definition: &Definition) -> Value {
        let terms: Vec<Value> = definition.terms.iter().map(|t| self.cell(t)).collect();
        let meanings: Vec<Value> = definition.meanings.iter().flat_map(|m| self.blocks(m)).collect();
        map([("terms", terms.into()), ("c", meanings.into())])
    }
}

/// Characters that are seen.
fn length(content: &[Inline]) -> usize {
    text::inlines(content).chars().count()
}

/// Columns in parts of the line: narrow ones (0) take what they need, others share by the square root of their text, so
/// that a long column does not starve the others.
fn widths(head: &[Cell], rows: &[Vec<Cell>]) -> Vec<u32> {
    const NARROW: usize = 14;
    let column = |i: usize| {
        let cells = head.get(i).into_iter().chain(rows.iter().filter_map(|row| row.get(i)));
        let lengths: Vec<usize> = cells.map(|c| length(&c.content)).collect();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let mean = lengths.iter().sum::<usize>() / lengths.len().max(1);
        if longest <= NARROW { 0 } else { u32::try_from(usize::max(mean, longest / 2).isqrt()).unwrap_or(u32::MAX).max(1) }
    };
    (0..head.len()).map(column).collect()
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
