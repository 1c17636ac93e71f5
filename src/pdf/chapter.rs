//! A chapter in one language or two -> its data: head, rows of blocks, notes.

use serde_json::Value;

use crate::align::Row;
use crate::ast::Prose;
use crate::ast::meta::Question;
use crate::book::block::PrintBlock;
use crate::book::bound::{self, Text};
use crate::site::PageKind;
use crate::source::Span;
use crate::theme::Theme;

use super::both;
use super::half::Half;
use super::write::data::{begun, map};
use super::write::{Collected, LONGEST_STRING, PrintContext, Subject, Writer, weight};
use crate::book::bound::Notes;

/// The most that one side of a row holds if it is to stay on one page, in characters.
const LOW: usize = 900;

/// A chapter of a print input.
pub struct Chapter {
    /// Its data.
    pub data: Value,
    /// Where each of its rows was written.
    pub places: Vec<Span>,
}

/// Writes a chapter; `number` is 0 for the overview.
pub fn write(
    (theme, context): (&Theme, &PrintContext<'_>),
    halves: &[Half<'_>],
    chapter: &bound::Chapter<'_>,
    number: usize,
    notes: Notes,
    collected: &mut Collected,
) -> Chapter {
    // The blocks of a row on a side.
    let own = |i: usize, row: &Row| -> &[PrintBlock] {
        let range = if i == 0 { &row.first } else { &row.second };
        let text = chapter.texts.get(i).and_then(Option::as_ref);
        text.and_then(|text| text.blocks.get(range.clone())).unwrap_or_default()
    };
    let (mut heads, mut columns, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for (i, half) in halves.iter().enumerate() {
        let Some(text) = chapter.texts.get(i).and_then(Option::as_ref) else {
            heads.push(Value::Null);
            columns.push(vec![Vec::new(); chapter.rows.len()]);
            ends.push(Vec::new());
            continue;
        };
        let Text { page, document, label, notes: remarks, .. } = text;
        let mut writer = Writer::new(context, Subject { page, document, label, remarks }, &half.words, notes, collected);
        heads.push(head(&mut writer, (theme, half), text, number));
        if text.is_made {
            writer.small();
        }
        let mut cell =
            |row: &Row| -> Vec<Value> { own(i, row).iter().filter_map(|block| writer.block_of_chapter(block)).collect() };
        columns.push(chapter.rows.iter().map(&mut cell).collect());
        ends.push(writer.endnotes());
    }
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    // One drawing has the digits of one language.
    let digits = |i: usize| halves.get(i).map(|half| half.side.locale.digits);
    let is_halved = context.sheet.is_halved() && digits(0) == digits(1);
    let mut rows = Vec::with_capacity(chapter.rows.len());
    let mut places = Vec::with_capacity(chapter.rows.len());
    let mut low = Vec::with_capacity(chapter.rows.len());
    for row in &chapter.rows {
        let mut cells: Vec<Vec<Value>> = columns.iter_mut().map(|column| column.next().unwrap_or_default()).collect();
        if let ([Some(first), Some(second)], true) = (chapter.texts.as_slice(), is_halved) {
            let drawing = both::drawing([first, second], [own(0, row), own(1, row)]);
            let drawing = drawing.and_then(|figure| {
                let Text { page, document, .. } = first;
                let label = format!("{} {}", first.label, rows.len());
                let subject = Subject { page, document, label: &label, remarks: &[] };
                Writer::new(context, subject, &halves[0].words, notes, collected).drawing_of_both(&figure, &cells)
            });
            if let Some(once) = drawing.or_else(|| both::table(&context.sheet, &cells)) {
                cells = vec![vec![once], Vec::new()];
            }
        }
        let first = (0..halves.len()).find_map(|i| own(i, row).first());
        if let Some(block) = first.filter(|_| cells.iter().any(|cell| !cell.is_empty())) {
            rows.push(Value::from(cells));
            low.push((0..halves.len()).all(|i| weight::blocks(own(i, row)) <= LOW));
            places.push(block.span);
        }
    }
    // What the ledger makes is there to be looked up, not read through.
    let is_back = chapter.texts.iter().flatten().all(|text| text.is_made);
    // Short notes move whole rather than leave one of them on a page of its own.
    let is_short =
        |text: &Text<'_>| text.notes.len() <= 14 && text.notes.iter().map(|note| weight::blocks(note)).sum::<usize>() <= 2 * LOW;
    let data = map([
        ("heads", heads.into()),
        ("rows", rows.into()),
        ("low", low.into()),
        ("notes", ends.into()),
        ("notes-whole", chapter.texts.iter().flatten().all(is_short).into()),
        ("back", is_back.into()),
    ]);
    Chapter { data, places }
}

/// What stands above a chapter's text.
fn head(writer: &mut Writer<'_>, (theme, half): (&Theme, &Half<'_>), text: &Text<'_>, number: usize) -> Value {
    let meta = &text.document.meta;
    let is_overview = number == 0;
    let mut title = writer.prose(&meta.title);
    let is_string = meta.title.text.len() <= LONGEST_STRING;
    if let Some(Value::Array(pieces)) = title.get_mut("c").filter(|_| !is_string) {
        *pieces = begun(std::mem::take(pieces));
    }
    let short = writer.short(&meta.title, meta.short_title.as_ref());
    let subtitle = meta.subtitle.as_ref().filter(|_| !is_overview).map(|p| writer.prose(p));
    let summary = meta.summary.as_ref().map(|p| writer.prose(p));
    let answers: Vec<Value> =
        meta.answers.iter().map(|(question, answer)| self::answer(writer, (theme, half), question, answer)).collect();
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
        ("to", text.label.as_str().into()),
        ("number", (!is_overview).then(|| half.side.locale.plain(number as u64)).into()),
        ("overview", is_overview.into()),
        ("section", (text.page.kind == PageKind::Section).into()),
        ("title", title),
        ("bookmarked", is_string.into()),
        ("short", short.into()),
        ("subtitle", subtitle.into()),
        ("summary", summary.into()),
        ("answers", answers.into()),
        ("figures", figures.into()),
    ])
}

/// A question that readers of any briefing ask, with its answer.
pub fn answer(writer: &mut Writer<'_>, (theme, half): (&Theme, &Half<'_>), question: Question, answer: &Prose) -> Value {
    let question = theme.messages.get(half.side.locale, question.name(), None, &[]);
    map([("question", question.into()), ("text", writer.prose(answer))])
}
