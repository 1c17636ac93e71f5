//! A chapter in one language or two -> its data: head, rows of blocks, notes.

use serde_json::Value;

use crate::align::Row;
use crate::ast::{Block, Document};
use crate::site::{Page, PageKind};

use super::manuscript::{Chapter, Side, Slot};
use super::write::data::{begun, map};
use super::write::{LONGEST_STRING, Notes, Shelf, Trace, Writer, weight};

/// The most that one side of a row holds if it is to stay on one page, in characters.
const LOW: usize = 900;

/// Writes a chapter; `number` is 0 for the overview.
pub fn write(shelf: &Shelf<'_>, sides: &[Side<'_>], slot: &Slot<'_>, number: usize, notes: Notes, trace: &mut Trace) -> Chapter {
    // The blocks of a row on a side.
    let own = |i: usize, row: &Row| -> &[Block] {
        let range = if i == 0 { &row.first } else { &row.second };
        slot.sides
            .get(i)
            .and_then(Option::as_ref)
            .and_then(|(_, document, _)| document.blocks.get(range.clone()))
            .unwrap_or_default()
    };
    let (mut heads, mut columns, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for (i, side) in sides.iter().enumerate() {
        let Some((page, document, prefix)) = slot.sides.get(i).and_then(Option::as_ref) else {
            heads.push(Value::Null);
            columns.push(vec![Vec::new(); slot.rows.len()]);
            ends.push(Vec::new());
            continue;
        };
        let mut writer = Writer::new(shelf, (page, document), prefix, &side.words, notes, trace);
        heads.push(head(&mut writer, side, page, document, prefix, number));
        if !(shelf.is_written)(document) {
            writer.small();
        }
        let mut cell = |row: &Row| -> Vec<Value> { own(i, row).iter().filter_map(|block| writer.block(block)).collect() };
        columns.push(slot.rows.iter().map(&mut cell).collect());
        ends.push(writer.endnotes());
    }
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    let mut rows = Vec::with_capacity(slot.rows.len());
    let mut places = Vec::with_capacity(slot.rows.len());
    let mut low = Vec::with_capacity(slot.rows.len());
    for row in &slot.rows {
        let cells: Vec<Vec<Value>> = columns.iter_mut().map(|column| column.next().unwrap_or_default()).collect();
        let first = (0..sides.len()).find_map(|i| own(i, row).first());
        if let Some(block) = first.filter(|_| cells.iter().any(|cell| !cell.is_empty())) {
            rows.push(Value::from(cells));
            low.push((0..sides.len()).all(|i| weight::blocks(own(i, row)) <= LOW));
            places.push(block.span);
        }
    }
    // What the ledger makes is there to be looked up, not read through.
    let is_back = slot.sides.iter().flatten().all(|(_, document, _)| !(shelf.is_written)(document));
    // Short notes move whole rather than leave one of them on a page of its own.
    let is_short = |(_, document, _): &(&Page, &Document, String)| {
        document.notes.len() <= 14 && document.notes.iter().map(|n| weight::blocks(&n.content)).sum::<usize>() <= 2 * LOW
    };
    let data = map([
        ("heads", heads.into()),
        ("rows", rows.into()),
        ("low", low.into()),
        ("notes", ends.into()),
        ("notes-whole", slot.sides.iter().flatten().all(is_short).into()),
        ("back", is_back.into()),
    ]);
    Chapter { data, places }
}

/// What stands above a chapter's text.
fn head(writer: &mut Writer<'_>, side: &Side<'_>, page: &Page, document: &Document, prefix: &str, number: usize) -> Value {
    let meta = &document.meta;
    let is_overview = number == 0;
    let mut title = writer.prose(&meta.title);
    let is_string = meta.title.text.len() <= LONGEST_STRING;
    if let Some(Value::Array(pieces)) = title.get_mut("c").filter(|_| !is_string) {
        *pieces = begun(std::mem::take(pieces));
    }
    let short = writer.short(&meta.title);
    let subtitle = meta.subtitle.as_ref().filter(|_| !is_overview).map(|p| writer.prose(p));
    let summary = meta.summary.as_ref().map(|p| writer.prose(p));
    let figures: Vec<Value> = meta
        .key_figures
        .iter()
        .map(|f| {
            let (value, fit) = writer.key_value(&f.value);
            let label = writer.key_line(&f.label);
            let note = f.note.as_ref().map(|n| writer.key_line(n));
            map([("value", value), ("fit", fit.into()), ("label", label), ("note", note.into())])
        })
        .collect();
    map([
        ("to", prefix.into()),
        ("number", (!is_overview).then(|| side.locale.plain(number as u64)).into()),
        ("overview", is_overview.into()),
        ("section", (page.kind == PageKind::Section).into()),
        ("title", title),
        ("bookmarked", is_string.into()),
        ("short", short.into()),
        ("subtitle", subtitle.into()),
        ("summary", summary.into()),
        ("figures", figures.into()),
    ])
}
