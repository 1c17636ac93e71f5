//! The body of a Markdown file -> blocks, notes, references and anchors, with the language and direction of every piece.
//!
//! Steps: parse into events with byte ranges; learn what must be known before the blocks are built (explicit anchors, the order of
//! footnotes); descend once, with a stack of frames instead of recursion; settle directions from the top down.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::anchors::{self, Anchors};
use super::block_builder::BlockBuilder;
use super::comments;
use super::direction;
use super::dollars::Doubt;
use super::events;
use super::notes::Notes;
use super::options::{Options, RawHtml};
use super::raw::characters;
use super::reading::Reading;
use super::tag::{TagKind, scan};
use crate::ast::{Anchor, Block, Comment, Note, Ref, text};
use crate::diag::codes::{config, markdown as codes};
use crate::diag::{Diagnostics, Outcome};
use crate::locale::{LocaleId, Locales, fold};
use crate::source::{SourceFile, Span, conflict};
use crate::yaml::hidden;

/// A body, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Footnotes that are referred to, in the order of their first reference.
    pub notes: Vec<Note>,
    /// Where links and images point.
    pub refs: Vec<Ref>,
    /// Every anchor with its heading.
    pub anchors: BTreeMap<Anchor, Span>,
    /// Number of words of the visible text, notes included.
    pub words: usize,
    /// Number of figures.
    pub figures: u32,
    /// Comments among the blocks.
    pub comments: Vec<Comment>,
}

/// Reads the bytes `body` of a file as Markdown in the language `locale`. Spans index the file. The body is usable
/// whatever was wrong with it.
pub fn read(file: &SourceFile, body: Range<usize>, locale: LocaleId, locales: &Locales, options: &Options) -> Outcome<Body> {
    read_after(Vec::new(), file, body, locale, locales, options)
}

/// The same for a body whose file refers to something before it: the body's references follow `refs`.
pub fn read_after(
    refs: Vec<Ref>,
    file: &SourceFile,
    body: Range<usize>,
    locale: LocaleId,
    locales: &Locales,
    options: &Options,
) -> Outcome<Body> {
    let source = file.text().unwrap_or_default();
    let offset = if body.start == 0 && source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { body.start };
    let markdown = source.get(offset..body.end).unwrap_or_default();
    let mut diags = Diagnostics::new();

    let span = |range: &Range<usize>| Span::new(file.id, range.start, range.end);
    invisible(markdown, offset, &span, &mut diags);
    let events = events(markdown, offset, &span, &mut diags);
    let is_torn = conflicts(markdown, offset, &events, &span, &mut diags);
    let explicit: Vec<(String, Span)> = explicit_anchors(source, &events, &span);
    let anchors = Anchors::new(explicit.iter().map(|(name, span)| (name.as_str(), *span)), &mut diags);
    let written = match options.raw_html {
        RawHtml::Off => Vec::new(),
        RawHtml::Safe | RawHtml::Trusted => written_ids(source, &events, &span),
    };
    let notes = Notes::plan(&events, span, &mut diags);
    let comments = if markdown.contains("<!--") { comments::find(&events, &span) } else { Vec::new() };

    let reading = Reading { source, file: file.id, locale, options, refs, diags, told_depth: false };
    let mut read = BlockBuilder::new(reading, locales, anchors, notes).run(events);
    if is_torn {
        // `=======` makes a heading of what stands above it.
        read.diags.retain(|found| !found.code.starts_with("heading-level"));
    }
    anchors::tell_written(written, &read.anchors, &mut read.diags);

    let blocks = direction::blocks(read.blocks, locale, locales);
    let settle = |note: Note| Note { content: direction::blocks(note.content, locale, locales), ..note };
    let notes: Vec<Note> = read.notes.into_iter().map(settle).collect();
    let words = fold::words(&text::blocks(&blocks)) + notes.iter().map(|n| fold::words(&text::blocks(&n.content))).sum::<usize>();
    Outcome::new(
        Body { blocks, notes, refs: read.refs, anchors: read.anchors, words, figures: read.figures, comments },
        read.diags,
    )
}

/// Reports the control characters of a body, each kind once: Markdown prints U+FFFD for NUL, and HTML has no place for others.
fn invisible(markdown: &str, offset: usize, span: &impl Fn(&Range<usize>) -> Span, diags: &mut Diagnostics) {
    // One look at the bytes is enough for nearly every text.
    if !markdown.bytes().any(|b| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) {
        return;
    }
    let mut told = BTreeSet::new();
    for (at, c) in markdown.char_indices().filter(|(_, c)| hidden::is_invisible(*c)) {
        if told.insert(c) {
            diags.push(codes::control_character(span(&(offset + at..offset + at + c.len_utf8())), c));
        }
    }
}

/// Reports what git left where it could not merge, and says whether it did. Code may show how that looks.
fn conflicts(
    markdown: &str,
    offset: usize,
    events: &[(Event<'_>, Range<usize>)],
    span: &impl Fn(&Range<usize>) -> Span,
    diags: &mut Diagnostics,
) -> bool {
    let marks = conflict::marks(markdown);
    if marks.is_empty() {
        return false;
    }
    // In the order of the text, and none within another.
    let is_code = |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_)));
    let codes: Vec<&Range<usize>> = events.iter().filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect();
    let mut is_torn = false;
    for mark in marks {
        let mark = offset + mark.start..offset + mark.end;
        let code = codes.get(codes.partition_point(|code| code.end < mark.end));
        if code.is_none_or(|code| code.start >= mark.start) {
            diags.push(config::conflict(span(&mark)));
            is_torn = true;
        }
    }
    is_torn
}

/// All events with their ranges in the file; undefined link references and doubtful dollar signs are reported.
fn events<'a>(
    markdown: &'a str,
    offset: usize,
    span: &impl Fn(&Range<usize>) -> Span,
    diags: &mut Diagnostics,
) -> Vec<(Event<'a>, Range<usize>)> {
    let read = events::read(markdown);
    let at = |range: Range<usize>| range.start + offset..range.end + offset;
    for (range, label) in read.undefined {
        diags.push(codes::undefined_reference(span(&at(range)), &label));
    }
    for (range, doubt) in read.doubts {
        let written = &markdown[range.clone()];
        diags.push(match doubt {
            Doubt::Formula => codes::numbers_as_formula(span(&at(range)), written),
            Doubt::Text => codes::formula_as_text(span(&at(range)), written),
        });
    }
    read.list.into_iter().map(|(event, range)| (event, at(range))).collect()
}

/// Ids of elements of raw HTML, each at its tag.
fn written_ids(source: &str, events: &[(Event<'_>, Range<usize>)], span: &impl Fn(&Range<usize>) -> Span) -> Vec<(String, Span)> {
    let mut ids = Vec::new();
    for (event, range) in events {
        if !matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
            continue;
        }
        for tag in scan(&source[range.clone()]) {
            let TagKind::Open { attributes, .. } = tag.kind else { continue };
            let place = range.start + tag.range.start..range.start + tag.range.end;
            let own = attributes.iter().filter(|(name, value)| name == "id" && !value.is_empty());
            ids.extend(own.take(1).map(|(_, value)| (characters(value), span(&place))));
        }
    }
    ids
}

/// Anchors written as `{#name}`, each at its own place.
fn explicit_anchors(
    source: &str,
    events: &[(Event<'_>, Range<usize>)],
    span: &impl Fn(&Range<usize>) -> Span,
) -> Vec<(String, Span)> {
    let mut anchors = Vec::new();
    for (event, range) in events {
        if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
            let written = source[range.clone()].rfind(&format!("#{id}"));
            let place = written.map_or(range.clone(), |n| range.start + n..range.start + n + 1 + id.len());
            anchors.push((id.to_string(), span(&place)));
        }
    }
    anchors
}
