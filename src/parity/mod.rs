//! Roof: a resolved site -> the differences between the languages of each page: blocks, tables, lists, notes, links, entries of
//! the ledger, numbers and dates. What `check` reports of pairs.
//!
//! Blocks are compared row by row of their alignment, as they are printed, with the words that the ledger brings. Differences
//! that are meant are allowed before the block, as the lint's findings are; a row that a reviewer has accepted says nothing as long as
//! its words, links, notes and levels are what they were, nor does one with an error in it, which is to be mended first.

mod figures;
mod links;
mod numbers;
mod reading;
mod traced;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::ast::{Block, BlockKind, Document, EntryKind};
use crate::diag::codes::parity as codes;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::drift::{Reviewed, Side, Unit};
use crate::locale::spelled::Speller;
use crate::locale::{Locale, LocaleId};
use crate::site::Site;
use crate::site::pairs::Pair;
use crate::site::place;
use crate::source::{FileId, SourceTree, Span};
use links::{Addresses, Hrefs};
use reading::{Printed, Reading};

/// Compares the sides of every pair; `known` is what was found of the site before.
pub fn compare(site: &Site, tree: &SourceTree, known: &Diagnostics) -> Diagnostics {
    let comparison = Comparison::of(site, tree, known);
    let found: Vec<Diagnostics> = site.pairs.par_iter().map(|pair| comparison.pair(pair)).collect();
    found.into_iter().fold(Diagnostics::new(), |mut all, some| {
        all.append(some);
        all
    })
}

/// What the pairs of a site are compared with.
pub struct Comparison<'a> {
    site: &'a Site,
    tree: &'a SourceTree,
    errors: Errors,
    addresses: Addresses<'a>,
    spellers: BTreeMap<LocaleId, Speller<'a>>,
}

/// What the findings of a pair follow from besides its documents, the configuration, the data files and what is kept back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Basis {
    source: usize,
    /// The keys of the pages to which the links of either page lead.
    links: [Vec<Option<String>>; 2],
    /// Where errors stand in either document, from byte to byte.
    errors: [Vec<(u32, u32)>; 2],
}

impl<'a> Comparison<'a> {
    /// Gathers it; `known` is what was found of the site before.
    pub fn of(site: &'a Site, tree: &'a SourceTree, known: &Diagnostics) -> Self {
        let spellers = site.config.locales.site().iter().map(|locale| (locale.id, Speller::new(locale))).collect();
        Self { site, tree, errors: Errors::of(known), addresses: Addresses::of(site), spellers }
    }

    /// What differs between the sides of a pair.
    pub fn pair(&self, pair: &Pair) -> Diagnostics {
        let mut diags = Diagnostics::new();
        let Self { site, tree, errors, addresses, spellers } = self;
        if let [Some(first), Some(second)] = pair.locales.map(|id| spellers.get(&id)) {
            let hrefs = pair.pages.map(|page| Addresses::hrefs(site.page(page)));
            Compared { site, tree, pair, spellers: [first, second], errors, addresses, hrefs }.pair(&mut diags);
        }
        diags
    }

    /// What its findings follow from besides what all do.
    pub fn basis(&self, pair: &Pair) -> Basis {
        let errors = |document: &Arc<Document>| {
            let own = self.errors.0.get(&document.span.file);
            own.into_iter().flatten().map(|span| (span.start, span.end)).collect()
        };
        Basis {
            source: pair.source.index(),
            links: pair.pages.map(|page| self.addresses.led(self.site.page(page))),
            errors: pair.documents.each_ref().map(errors),
        }
    }
}

/// One pair being compared.
struct Compared<'a> {
    site: &'a Site,
    tree: &'a SourceTree,
    pair: &'a Pair,
    /// The words of both languages.
    spellers: [&'a Speller<'a>; 2],
    errors: &'a Errors,
    addresses: &'a Addresses<'a>,
    hrefs: [Hrefs<'a>; 2],
}

/// Where errors stand, by file and in order.
struct Errors(BTreeMap<FileId, Vec<Span>>);

impl Errors {
    fn of(known: &Diagnostics) -> Self {
        let mut files: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for span in known.iter().filter(|d| d.severity == Severity::Error).filter_map(|d| d.span) {
            files.entry(span.file).or_default().push(span);
        }
        for spans in files.values_mut() {
            spans.sort();
        }
        Self(files)
    }

    /// Whether an error begins in a piece of a file, its end included: what ends too early is told there.
    fn within(&self, piece: Span) -> bool {
        let Some(spans) = self.0.get(&piece.file) else { return false };
        let at = spans.partition_point(|span| span.start < piece.start);
        spans.get(at).is_some_and(|span| span.start <= piece.end)
    }
}

/// What one side of a unit is.
type Sides<'a> = [(Reading, &'a [Block], Span); 2];

impl<'a> Compared<'a> {
    fn pair(&self, diags: &mut Diagnostics) {
        for reviewed in &self.pair.review().units {
            let unit = &reviewed.unit;
            let mut found = Vec::new();
            let is_known = reviewed.has_accepted_words() && reviewed.has_accepted_frame();
            // The head has no row, nor have the notes, which stand in the body.
            let is_head = unit.row.is_none() && !unit.name.starts_with("note-");
            let is_unread = is_head && self.pair.documents.iter().any(|document| !document.is_whole);
            if is_known || is_unread || Side::BOTH.iter().any(|side| self.is_broken(unit, *side)) {
                continue;
            }
            match (&unit.sides[0], &unit.sides[1]) {
                (Some(first), Some(second)) => self.unit(reviewed, [first.span, second.span], &mut found),
                (Some(_), None) => found.extend(self.unpaired(unit, Side::First)),
                (None, Some(_)) => found.extend(self.unpaired(unit, Side::Second)),
                (None, None) => {}
            }
            diags.extend(found.into_iter().map(|problem| if is_head { codes::in_head(problem) } else { problem }));
        }
    }

    /// Whether there is an error in a side of a unit, or where it would stand.
    fn is_broken(&self, unit: &Unit, side: Side) -> bool {
        if let Some(text) = unit.side(side) {
            return self.errors.within(text.span);
        }
        let Some(row) = unit.row.map(|row| &self.pair.alignment().rows[row]) else { return false };
        let (document, at) = (self.written(side), [row.first.start, row.second.start][side.index()]);
        let start = at.checked_sub(1).and_then(|at| document.blocks.get(at)).map_or(document.span.start, |b| b.span.end);
        let end = document.blocks.get(at).map_or(u32::MAX, |block| block.span.start.saturating_sub(1));
        start < end && self.errors.within(Span { start, end, ..document.span })
    }

    /// Whether one of the entries that a side names has an error, or stands in a file that has.
    fn names_broken(&self, reading: &Reading, side: Side) -> bool {
        let ledgers = &self.site.ledgers;
        let key = place::of(&self.written(side).path, &self.site.config.locales).map(|place| place.key).unwrap_or_default();
        let Some(ledger) = ledgers.of_page(&key) else { return false };
        let named = reading.entries.iter().filter_map(|(raw, _)| EntryKind::of(raw));
        named.into_iter().any(|(kind, id)| ledgers.is_told(ledger, kind, id.trim()))
    }

    /// The document of a side as it is printed.
    fn shown(&self, side: Side) -> &'a Document {
        let page = self.site.page(self.pair.pages[side.index()]);
        page.document.as_deref().unwrap_or(&self.pair.documents[side.index()])
    }

    fn written(&self, side: Side) -> &'a Document {
        &self.pair.documents[side.index()]
    }

    fn locale(&self, side: Side) -> &'a Locale {
        self.site.config.locales.get(self.pair.locales[side.index()])
    }

    /// The blocks of a row on a side.
    fn row<'d>(&self, unit: &Unit, side: Side, document: &'d Document) -> &'d [Block] {
        let Some(row) = unit.row.map(|row| &self.pair.alignment().rows[row]) else { return &[] };
        let range = [&row.first, &row.second][side.index()];
        document.blocks.get(range.clone()).unwrap_or_default()
    }

    /// A unit that only one side has.
    fn unpaired(&self, unit: &Unit, side: Side) -> Option<Diagnostic> {
        let (own, other) = (unit.side(side)?.span, self.written(side.other()));
        let tag = &self.locale(side.other()).tag;
        let Some(row) = unit.row else {
            let start = Span { end: other.span.start, ..other.span };
            return Some(match unit.name.strip_prefix("note-") {
                Some(label) => codes::unpaired_note(own, label, tag, start),
                None => codes::unpaired_block(own, phrase!("line of the front matter"), tag, start),
            });
        };
        let row = &self.pair.alignment().rows[row];
        let place = [row.first.start, row.second.start][side.other().index()];
        // The block that would follow it, else the end of the text.
        let there = other.blocks.get(place).map_or_else(
            || other.blocks.last().map_or(other.span, |last| Span { start: last.span.end, ..last.span }),
            |next| Span { end: next.span.start, ..next.span },
        );
        let what = self.row(unit, side, self.written(side)).first().map_or("block", |block| noun(&block.kind));
        Some(codes::unpaired_block(own, what, tag, there))
    }

    fn unit(&self, reviewed: &Reviewed, spans: [Span; 2], found: &mut Vec<Diagnostic>) {
        let unit = &reviewed.unit;
        let side = |side: Side| {
            let written = self.row(unit, side, self.written(side));
            (self.reading(unit, side), written, spans[side.index()])
        };
        let sides = [side(Side::First), side(Side::Second)];
        if let ([first], [second]) = (sides[0].1, sides[1].1) {
            shape(first, second, found);
        }
        // A difference stands at the translation, or at the side that has more.
        notes(&sides, found);
        let order = [self.pair.source.other(), self.pair.source].map(|at| (&sides[at.index()], &sides[at.other().index()]));
        for (own, other) in order {
            for link in links::missing(&own.0.links, &other.0.links) {
                found.push(codes::links(link.span, &link.written, other.2));
            }
        }
        // What stands in the words is accepted with them; what an entry with an error would say is not known.
        if reviewed.has_accepted_words() || Side::BOTH.iter().any(|at| self.names_broken(&sides[at.index()].0, *at)) {
            return;
        }
        for (own, other) in order {
            for (entry, span) in missing(&own.0.entries, &other.0.entries) {
                found.push(codes::entries(span, entry, other.2));
            }
        }
        let source = self.pair.source;
        let text = |side: Side| numbers::Side {
            text: &sides[side.index()].0.text,
            speller: self.spellers[side.index()],
            span: sides[side.index()].2,
            tree: self.tree,
        };
        found.extend(numbers::differences(text(source.other()), text(source)));
    }

    /// What is compared of one side of a unit.
    fn reading(&self, unit: &Unit, side: Side) -> Reading {
        let (written, shown) = (self.written(side), self.shown(side));
        let printed = Printed {
            page: self.site.page(self.pair.pages[side.index()]),
            links: (self.addresses, &self.hrefs[side.index()]),
            locales: &self.site.config.locales,
        };
        if unit.row.is_some() {
            return Reading::of((written, self.row(unit, side, written)), (shown, self.row(unit, side, shown)), printed);
        }
        if let Some(label) = unit.name.strip_prefix("note-") {
            let at = |document: &Document| {
                let is_it =
                    |note: &&crate::ast::Note| unit.side(side).is_some_and(|text| text.span == note.span) || note.label == label;
                document.notes.iter().position(|note| is_it(&note))
            };
            let content =
                |document: &'a Document, at: Option<usize>| at.map_or(&[][..], |at| document.notes[at].content.as_slice());
            let place = at(written);
            return Reading::of((written, content(written, place)), (shown, content(shown, place)), printed);
        }
        Reading::of_front_matter(shown, &unit.name, self.tree)
    }
}

/// What differs in the shape of two blocks and of what they hold.
fn shape(first: &Block, second: &Block, found: &mut Vec<Diagnostic>) {
    match (&first.kind, &second.kind) {
        (BlockKind::Heading { level: a, .. }, BlockKind::Heading { level: b, .. }) if a != b => {
            found.push(codes::heading_level(second.span, *b, *a, first.span));
        }
        (BlockKind::Table { head: a, rows: ours, .. }, BlockKind::Table { head: b, rows: theirs, .. })
            if (ours.len(), a.len()) != (theirs.len(), b.len()) =>
        {
            found.push(codes::table_shape(second.span, (theirs.len(), b.len()), (ours.len(), a.len()), first.span));
        }
        (BlockKind::Figure { name: a, .. }, BlockKind::Figure { name: b, .. }) if a != b => {
            found.push(codes::figure(second.span, b, a, first.span));
        }
        (BlockKind::List { items: a, .. }, BlockKind::List { items: b, .. }) => {
            if a.len() != b.len() {
                found.push(codes::length(second.span, b.len(), a.len(), first.span));
            }
            a.iter().zip(b).for_each(|(a, b)| shapes(&a.content, &b.content, found));
        }
        (BlockKind::Definitions(a), BlockKind::Definitions(b)) if a.len() != b.len() => {
            found.push(codes::length(second.span, b.len(), a.len(), first.span));
        }
        (
            BlockKind::Quote(a) | BlockKind::Callout { content: a, .. },
            BlockKind::Quote(b) | BlockKind::Callout { content: b, .. },
        ) => shapes(a, b, found),
        _ => {}
    }
}

/// The same for what two blocks hold, in its order.
fn shapes(first: &[Block], second: &[Block], found: &mut Vec<Diagnostic>) {
    first.iter().zip(second).for_each(|(a, b)| shape(a, b, found));
}

/// Notes that are referred to more often on one side.
fn notes(sides: &Sides<'_>, found: &mut Vec<Diagnostic>) {
    let [first, second] = sides;
    let labels: BTreeSet<&String> = first.0.notes.keys().chain(second.0.notes.keys()).collect();
    for label in labels {
        let count = |side: &(Reading, &[Block], Span)| side.0.notes.get(label).copied().unwrap_or(0);
        if count(first) != count(second) {
            found.push(codes::notes(second.2, label, count(second), count(first), first.2));
        }
    }
}

/// What one list has more often than another, with the places.
fn missing<'r>(own: &'r [(String, Span)], other: &[(String, Span)]) -> Vec<(&'r str, Span)> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in other {
        *left.entry(name).or_default() += 1;
    }
    let is_missing = |(name, _): &&(String, Span)| match left.get_mut(name.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        Some(_) | None => true,
    };
    own.iter().filter(is_missing).map(|(name, span)| (name.as_str(), *span)).collect()
}

/// What a block is called.
fn noun(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph(_) => phrase!("paragraph"),
        BlockKind::Heading { .. } => phrase!("heading"),
        BlockKind::List { .. } => phrase!("list"),
        BlockKind::Quote(_) => phrase!("quotation"),
        BlockKind::Callout { .. } => phrase!("callout"),
        BlockKind::Code { .. } => phrase!("code block"),
        BlockKind::Table { .. } => phrase!("table"),
        BlockKind::CaptionedImage { .. } | BlockKind::Figure { .. } => phrase!("figure"),
        BlockKind::Definitions(_) => phrase!("definition list"),
        BlockKind::Math { .. } => phrase!("formula"),
        BlockKind::Raw(_) => phrase!("raw HTML"),
        BlockKind::Rule => phrase!("rule"),
    }
}
