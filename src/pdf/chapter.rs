//! A chapter in one language or two -> its data: head, rows of blocks, notes.

use serde_json::{Value, json};

use crate::align::Row;
use crate::ast::{Block, Document};
use crate::site::{Page, PageKind};

use super::manuscript::{Chapter, Side, Slot};
use super::write::{Notes, Shelf, Trace, Writer};

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
    let mut written = Vec::with_capacity(sides.len());
    for (i, side) in sides.iter().enumerate() {
        written.push(slot.sides.get(i).and_then(Option::as_ref).map(|(page, document, prefix)| {
            let mut writer = Writer::new(shelf, (page, document), prefix, &side.words, notes, trace);
            let head = head(&mut writer, side, page, document, prefix, number);
            if !(shelf.is_written)(document) {
                writer.small();
            }
            let mut cell = |row: &Row| -> Vec<Value> { own(i, row).iter().filter_map(|block| writer.block(block)).collect() };
            let cells: Vec<Vec<Value>> = slot.rows.iter().map(&mut cell).collect();
            (head, cells, writer.endnotes())
        }));
    }
    let cell = |i: usize, row: usize| written[i].as_ref().map_or(&[][..], |(_, cells, _)| &cells[row]);
    let mut data = Vec::new();
    let mut places = Vec::new();
    for (r, row) in slot.rows.iter().enumerate() {
        let cells: Vec<&[Value]> = (0..sides.len()).map(|i| cell(i, r)).collect();
        let first = (0..sides.len()).find_map(|i| own(i, row).first());
        if let Some(block) = first.filter(|_| cells.iter().any(|cell| !cell.is_empty())) {
            data.push(json!(cells));
            places.push(block.span);
        }
    }
    let heads: Vec<Option<&Value>> = written.iter().map(|w| w.as_ref().map(|(head, _, _)| head)).collect();
    let notes: Vec<&[Value]> = written.iter().map(|w| w.as_ref().map_or(&[][..], |(_, _, notes)| notes.as_slice())).collect();
    // What the ledger makes is there to be looked up, not read through.
    let is_back = slot.sides.iter().flatten().all(|(_, document, _)| !(shelf.is_written)(document));
    Chapter { data: json!({ "heads": heads, "rows": data, "notes": notes, "back": is_back }), places }
}

/// What stands above a chapter's text.
fn head(writer: &mut Writer<'_>, side: &Side<'_>, page: &Page, document: &Document, prefix: &str, number: usize) -> Value {
    let meta = &document.meta;
    let is_overview = number == 0;
    let title = writer.prose(&meta.title);
    let subtitle = meta.subtitle.as_ref().filter(|_| !is_overview).map(|p| writer.prose(p));
    let summary = meta.summary.as_ref().map(|p| writer.prose(p));
    let figures: Vec<Value> = meta
        .key_figures
        .iter()
        .map(|f| {
            let (value, label) = (writer.prose(&f.value), writer.prose(&f.label));
            json!({ "value": value, "label": label, "note": f.note.as_ref().map(|n| writer.prose(n)) })
        })
        .collect();
    json!({
        "to": prefix,
        "number": (!is_overview).then(|| side.locale.plain(number as u64)),
        "overview": is_overview,
        "section": page.kind == PageKind::Section,
        "title": title,
        "subtitle": subtitle,
        "summary": summary,
        "figures": figures,
    })
}
