//! A pair of pages -> the segments that a translator works on.

use std::ops::Range;

use crate::align::Alignment;
use crate::ast::{Block, BlockKind, Document};
use crate::drift::{Side, Unit};
use crate::site::Site;
use crate::site::pairs::Pair;
use crate::source::{SourceTree, Span};

use super::texts::{self, Source, Text};
use super::{Copied, Job, Kind, Made, Segment};

/// The two sides of a page, with what they say in their files.
#[derive(Clone, Copy)]
pub(in crate::exchange) struct Sides<'a> {
    /// The documents.
    pub documents: [&'a Document; 2],
    /// The text of their files.
    pub texts: [&'a str; 2],
    /// Which blocks belong together.
    pub alignment: &'a Alignment,
    /// The side that is translated from.
    pub source: Side,
}

/// The page as a translator gets it: into the language that it was not written in first.
pub fn job(site: &Site, tree: &SourceTree, pair: &Pair) -> Job {
    let documents: [&Document; 2] = [&pair.documents[0], &pair.documents[1]];
    let text = |document: &Document| tree.get(&document.path).and_then(|file| file.text()).unwrap_or_default();
    let sides = Sides { documents, texts: documents.map(text), alignment: pair.alignment(), source: pair.source };
    let tag = |side: Side| site.config.locales.get(pair.locales[side.index()]).tag.clone();
    let mut copied = Vec::new();
    let mut segments = sides.head(site);
    for reviewed in &pair.review().units {
        segments.extend(sides.unit(&reviewed.unit, &mut copied));
    }
    Job {
        source_language: tag(sides.source),
        target_language: tag(sides.source.other()),
        source_file: sides.document(sides.source).path.clone(),
        target_file: sides.document(sides.source.other()).path.clone(),
        made: Made::There(copied),
        segments,
    }
}

impl<'a> Sides<'a> {
    pub fn document(self, side: Side) -> &'a Document {
        self.documents[side.index()]
    }

    pub fn text(self, side: Side) -> &'a str {
        self.texts[side.index()]
    }

    /// The texts of the head that both sides have; those of the source, in their places, where there is no other side yet.
    fn head(self, site: &Site) -> Vec<Segment> {
        let there = head(site, self.document(self.source.other()), self.text(self.source.other()));
        let both = |own: Text| {
            let other = there.iter().find(|text| text.path == own.path)?;
            let (place, target) = (other.place.clone(), Some(other.value.clone()));
            Some(Segment { name: own.path, source: own.value, target, place, kind: Kind::Value(None) })
        };
        head(site, self.document(self.source), self.text(self.source)).into_iter().filter_map(both).collect()
    }

    /// The segments of a unit: its Markdown, or the texts of its figures.
    fn unit(self, unit: &Unit, copied: &mut Vec<Copied>) -> Vec<Segment> {
        let target = self.source.other();
        let Some(own) = self.range(unit, self.source) else { return self.figures(unit, copied) };
        let there = self.range(unit, target);
        if self.is_within(unit, &own, self.source) || there.as_ref().is_some_and(|range| self.is_within(unit, range, target)) {
            return Vec::new();
        }
        let place = there.clone().unwrap_or_else(|| {
            // A new note stands behind everything else.
            let at = if unit.row.is_some() { self.gap(unit, target) } else { self.text(target).trim_end().len() };
            at..at
        });
        vec![Segment {
            name: unit.name.clone(),
            source: self.written(self.source, &own),
            target: there.map(|range| self.written(target, &range)),
            place,
            kind: kind(unit),
        }]
    }

    pub fn written(self, side: Side, range: &Range<usize>) -> String {
        self.text(side).get(range.clone()).unwrap_or_default().to_owned()
    }

    /// Whether a note is written within a block, with which it comes and goes.
    pub fn is_within(self, unit: &Unit, range: &Range<usize>, side: Side) -> bool {
        let holds = |block: &Block| block.span.range().start <= range.start && range.end <= block.span.range().end;
        unit.row.is_none() && self.document(side).blocks.iter().any(holds)
    }

    /// The texts of the figures of a row. A figure that the translation lacks is copied with them.
    fn figures(self, unit: &Unit, copied: &mut Vec<Copied>) -> Vec<Segment> {
        let target = self.source.other();
        let (own, there) = (self.row(unit, self.source), self.row(unit, target));
        let mut segments = Vec::new();
        for (number, block) in own.iter().enumerate() {
            let texts = figure(block, self.text(self.source));
            if texts.is_empty() {
                continue;
            }
            let name = |text: &Text| match number {
                0 => format!("{}.{}", unit.name, text.path),
                n => format!("{}.{}.{}", unit.name, n + 1, text.path),
            };
            if there.is_empty() {
                let span = block.span.range();
                let kept = self.text(self.source).get(span.clone()).map_or(0, |text| text.trim_end().len());
                let within = |place: &Range<usize>| place.start - span.start..place.end - span.start;
                copied.push(Copied {
                    at: self.gap(unit, target),
                    text: self.written(self.source, &(span.start..span.start + kept)),
                });
                segments.extend(texts.into_iter().map(|text| Segment {
                    name: name(&text),
                    place: within(&text.place),
                    source: text.value,
                    target: None,
                    kind: Kind::Value(Some(copied.len() - 1)),
                }));
            } else {
                let other = there.get(number).map(|block| figure(block, self.text(target))).unwrap_or_default();
                segments.extend(texts.into_iter().filter_map(|text| {
                    let other = other.iter().find(|other| other.path == text.path)?;
                    let (place, target) = (other.place.clone(), Some(other.value.clone()));
                    Some(Segment { name: name(&text), source: text.value, target, place, kind: Kind::Value(None) })
                }));
            }
        }
        segments
    }

    /// The bytes of a unit in its file; `None` for lines of the front matter and for what is no Markdown that is translated.
    pub fn range(self, unit: &Unit, side: Side) -> Option<Range<usize>> {
        let own = unit.side(side)?;
        let spans: Vec<Span> = match unit.row {
            Some(_) => {
                let blocks = self.row(unit, side);
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
        let kept = self.text(side).get(start..end)?.trim_end().len();
        (kept > 0).then_some(start..start + kept)
    }

    /// Where a row that a side lacks would stand: at the end of what stands before it.
    fn gap(self, unit: &Unit, side: Side) -> usize {
        let (document, text) = (self.document(side), self.text(side));
        let first = unit.row.map_or(0, |row| {
            let row = &self.alignment.rows[row];
            [row.first.start, row.second.start][side.index()]
        });
        match first.checked_sub(1).and_then(|before| document.blocks.get(before)) {
            Some(before) => {
                let span = before.span.range();
                span.start + text.get(span.clone()).map_or(0, |text| text.trim_end().len())
            }
            // Before the first block: after the front matter.
            None => document.blocks.first().map_or(text.trim_end().len(), |next| {
                text.get(..next.span.range().start).map_or(0, |head| head.trim_end().len())
            }),
        }
    }

    pub fn row(self, unit: &Unit, side: Side) -> &'a [Block] {
        let Some(row) = unit.row.map(|row| &self.alignment.rows[row]) else { return &[] };
        self.document(side).blocks.get([&row.first, &row.second][side.index()].clone()).unwrap_or_default()
    }
}

/// What a unit of Markdown is.
pub(in crate::exchange) fn kind(unit: &Unit) -> Kind {
    if unit.row.is_some() { Kind::Block } else { Kind::Note }
}

/// The texts of the head of a page. The tags that `site.yaml` names are the same in all languages.
pub(in crate::exchange) fn head(site: &Site, document: &Document, text: &str) -> Vec<Text> {
    let range = document.head.range();
    let source = text.get(range.clone()).and_then(|head| Source::of(document.span.file, head, range.start));
    let is_kept = |tag: &str| site.config.tags.contains_key(tag.trim());
    source.map(|source| texts::of_head(&source, is_kept)).unwrap_or_default()
}

/// The texts of a figure.
pub(in crate::exchange) fn figure(block: &Block, text: &str) -> Vec<Text> {
    let BlockKind::Figure { name, yaml, body, .. } = &block.kind else { return Vec::new() };
    let start = body.range().start;
    // In a quotation or a list its lines stand behind marks, which the YAML has blanks for: only what is on one line is the same.
    let source = Source::of(body.file, yaml, start);
    let texts = source.map(|source| texts::of_figure(&source, name)).unwrap_or_default();
    texts
        .into_iter()
        .filter(|own| text.get(own.place.clone()) == yaml.get(own.place.start - start..own.place.end - start))
        .collect()
}

/// Code, formulas and raw HTML are the same in all languages; of a figure its texts are translated.
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
