//! Two documents of one page and their alignment -> the units that are reviewed, named and with their meaning.

use std::collections::BTreeSet;

use super::{Text, Unit, frame, meaning};
use crate::align::Alignment;
use crate::ast::meta::Question;
use crate::ast::{Block, BlockKind, Document, Inline, Prose};
use crate::source::Span;

/// Every unit of a pair in reading order: front matter, body, notes. Rows that say nothing (rules) are none.
pub fn units(first: &Document, second: &Document, alignment: &Alignment) -> Vec<Unit> {
    let mut units = Units { list: Vec::new(), names: BTreeSet::new() };
    let prose = |document: &Document, line: Option<&Prose>| line.map(|line| text(document, line.span, &line.content));
    for (name, field) in FIELDS {
        units.add((*name).to_owned(), [prose(first, field(first)), prose(second, field(second))], None);
    }
    let figures = first.meta.key_figures.len().max(second.meta.key_figures.len());
    for i in 0..figures {
        let side = |document: &Document| {
            let figure = document.meta.key_figures.get(i)?;
            let mut words = meaning::line(document, &figure.value.content);
            words.extend(meaning::line(document, &figure.label.content));
            words.extend(figure.note.iter().flat_map(|note| meaning::line(document, &note.content)));
            Some(of_words(figure.value.span, words))
        };
        units.add(format!("key-figure-{}", i + 1), [side(first), side(second)], None);
    }
    let (mut section, mut count) = ("intro".to_owned(), 0);
    for (at, row) in alignment.rows.iter().enumerate() {
        let (ours, theirs) = (&first.blocks[row.first.clone()], &second.blocks[row.second.clone()]);
        let name = if let Some(anchor) = heading(ours).or_else(|| heading(theirs)) {
            anchor.clone_into(&mut section);
            count = 0;
            anchor.to_owned()
        } else {
            count += 1;
            format!("{section}.{count}")
        };
        units.add(name, [of_blocks(first, ours), of_blocks(second, theirs)], Some(at));
    }
    for (ours, theirs) in &alignment.notes {
        let note = |document: &Document, at: Option<usize>| {
            let note = &document.notes[at?];
            Some(of_content(document, note.span, &note.content))
        };
        let label = ours.map(|i| &first.notes[i].label).or_else(|| theirs.map(|j| &second.notes[j].label));
        let name = format!("note-{}", label.map_or("", String::as_str));
        units.add(name, [note(first, *ours), note(second, *theirs)], None);
    }
    units.list
}

/// A line of the front matter.
type Field = fn(&Document) -> Option<&Prose>;

/// Lines of the front matter that readers see.
const FIELDS: &[(&str, Field)] = &[
    ("title", |d| Some(&d.meta.title)),
    ("short_title", |d| d.meta.short_title.as_ref()),
    ("subtitle", |d| d.meta.subtitle.as_ref()),
    ("summary", |d| d.meta.summary.as_ref()),
    (Question::Happened.name(), |d| d.meta.answers.happened.as_ref()),
    (Question::Matters.name(), |d| d.meta.answers.matters.as_ref()),
    (Question::Unknown.name(), |d| d.meta.answers.unknown.as_ref()),
];

struct Units {
    list: Vec<Unit>,
    names: BTreeSet<String>,
}

impl Units {
    /// Adds a unit that says something; a name that is taken gets a number.
    fn add(&mut self, name: String, sides: [Option<Text>; 2], row: Option<usize>) {
        if sides.iter().flatten().all(|side| side.words.is_empty()) {
            return;
        }
        let free = |name: &String| !self.names.contains(name);
        // As many numbers as there are names and one more: one of them is free.
        let mut numbered = (2..self.names.len() + 3).map(|n| format!("{name}~{n}"));
        let name = if free(&name) { name } else { numbered.find(free).unwrap_or(name) };
        self.names.insert(name.clone());
        self.list.push(Unit { name, sides, row });
    }
}

fn heading(blocks: &[Block]) -> Option<&str> {
    match &blocks.first()?.kind {
        BlockKind::Heading { anchor, .. } => Some(&anchor.0),
        BlockKind::Paragraph(_)
        | BlockKind::List { .. }
        | BlockKind::Quote(_)
        | BlockKind::Callout { .. }
        | BlockKind::Code { .. }
        | BlockKind::Table { .. }
        | BlockKind::CaptionedImage { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Math { .. }
        | BlockKind::Raw(_)
        | BlockKind::Rule => None,
    }
}

fn of_blocks(document: &Document, blocks: &[Block]) -> Option<Text> {
    let (head, last) = (blocks.first()?, blocks.last()?);
    let span = Span { end: last.span.end.max(head.span.end), ..head.span };
    Some(of_content(document, span, blocks))
}

fn of_content(document: &Document, span: Span, blocks: &[Block]) -> Text {
    Text { frame: frame::of_blocks(document, blocks), ..of_words(span, meaning::blocks(document, blocks)) }
}

fn text(document: &Document, span: Span, content: &[Inline]) -> Text {
    of_words(span, meaning::line(document, content))
}

fn of_words(span: Span, words: Vec<String>) -> Text {
    Text { span, hash: meaning::hash_of(&words), words, frame: None }
}
