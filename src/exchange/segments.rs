//! A pair of pages -> the segments that a translator works on.

use std::ops::Range;

use crate::ast::{Block, BlockKind, Document};
use crate::drift::{Side, Unit};
use crate::site::Site;
use crate::site::pairs::Pair;
use crate::source::{SourceTree, Span};

use super::{Job, Segment};

/// The page as a translator gets it: into the language that it was not written in first.
pub fn job(site: &Site, tree: &SourceTree, pair: &Pair) -> Job {
    let (source, target) = (pair.source, pair.source.other());
    let document = |side: Side| &*pair.documents[side.index()];
    let tag = |side: Side| site.config.locales.get(pair.locales[side.index()]).tag.clone();
    let text = |side: Side| tree.get(&document(side).path).and_then(|file| file.text()).unwrap_or_default();
    let mut segments = Vec::new();
    for unit in pair.review().units.iter().map(|reviewed| &reviewed.unit) {
        let Some(own) = range(pair, unit, source, text(source)) else { continue };
        let there = range(pair, unit, target, text(target));
        let written = |side: Side, range: &Range<usize>| text(side).get(range.clone()).unwrap_or_default().to_owned();
        // A note that is written within a block comes and goes with it.
        let is_within = |range: &Range<usize>, blocks: &[Block]| {
            unit.row.is_none() && blocks.iter().any(|b| b.span.range().start <= range.start && range.end <= b.span.range().end)
        };
        if is_within(&own, &document(source).blocks) || there.as_ref().is_some_and(|r| is_within(r, &document(target).blocks)) {
            continue;
        }
        let place = there.clone().unwrap_or_else(|| {
            let at = match unit.row {
                Some(_) => gap(pair, unit, target, text(target)),
                // A new note stands behind everything else.
                None => text(target).trim_end().len(),
            };
            at..at
        });
        segments.push(Segment {
            name: unit.name.clone(),
            source: written(source, &own),
            target: there.map(|range| written(target, &range)),
            place,
        });
    }
    Job {
        source_language: tag(source),
        target_language: tag(target),
        source_file: document(source).path.clone(),
        target_file: document(target).path.clone(),
        segments,
    }
}

/// The bytes of a unit in its file; `None` for lines of the front matter and for what nobody translates.
fn range(pair: &Pair, unit: &Unit, side: Side, text: &str) -> Option<Range<usize>> {
    let document = &pair.documents[side.index()];
    let own = unit.side(side)?;
    let spans: Vec<Span> = match unit.row {
        Some(_) => {
            let blocks = row(pair, unit, side, document);
            if blocks.iter().any(|block| !is_translated(&block.kind)) {
                return None;
            }
            blocks.iter().map(|block| block.span).collect()
        }
        None if unit.name.starts_with("note-") => vec![own.span],
        None => return None,
    };
    let start = spans.first()?.range().start;
    let end = spans.last()?.range().end;
    // Spans may hold the line end after a block.
    let kept = text.get(start..end)?.trim_end().len();
    (kept > 0).then_some(start..start + kept)
}

/// Where a row that a side lacks would stand: at the end of what stands before it.
fn gap(pair: &Pair, unit: &Unit, side: Side, text: &str) -> usize {
    let document = &pair.documents[side.index()];
    let first = unit.row.map_or(0, |row| {
        let row = &pair.alignment().rows[row];
        [row.first.start, row.second.start][side.index()]
    });
    match first.checked_sub(1).and_then(|before| document.blocks.get(before)) {
        Some(before) => {
            let span = before.span.range();
            span.start + text.get(span.clone()).map_or(0, |text| text.trim_end().len())
        }
        // Before the first block: after the front matter.
        None => document
            .blocks
            .first()
            .map_or(text.trim_end().len(), |next| text.get(..next.span.range().start).map_or(0, |head| head.trim_end().len())),
    }
}

fn row<'a>(pair: &Pair, unit: &Unit, side: Side, document: &'a Document) -> &'a [Block] {
    let Some(row) = unit.row.map(|row| &pair.alignment().rows[row]) else { return &[] };
    document.blocks.get([&row.first, &row.second][side.index()].clone()).unwrap_or_default()
}

/// Code, formulas and raw HTML are the same in all languages; a figure is data, which no tool of translators keeps whole.
fn is_translated(kind: &BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph(_)
        | BlockKind::Heading { .. }
        | BlockKind::List { .. }
        | BlockKind::Quote(_)
        | BlockKind::Callout { .. }
        | BlockKind::Table { .. }
        | BlockKind::CaptionedImage { .. }
        | BlockKind::Definitions(_) => true,
        BlockKind::Code { .. } | BlockKind::Figure { .. } | BlockKind::Math { .. } | BlockKind::Raw(_) | BlockKind::Rule => false,
    }
}
