//! A container that has ended -> the block, item, cell or inline it becomes.

use std::ops::Range;

use super::BlockBuilder;
use crate::ast::placed::Text;
use crate::ast::{BlockKind, Cell, Definition, EntryKind, Inline, ListItem, Note, RefId, RefKind, text};
use crate::diag::codes::markdown as codes;
use crate::diag::names::nearest;
use crate::locale::Dir;
use crate::locale::bidi::{self, ControlProblem};
use crate::markdown::container::{Holder, HolderKind, Line, LineKind, OpenContainer, Verbatim, VerbatimKind};
use crate::markdown::html;
use crate::markdown::inline::{Container, tree};
use crate::markdown::inline_event::{InlineEvent, PieceKind};
use crate::markdown::options::RawHtml;
use crate::markdown::raw;
use crate::markdown::settle::raw_blocks;
use crate::source::Span;

impl BlockBuilder<'_> {
    /// A row with as many cells as the head.
    pub(super) fn padded(&self, mut row: Vec<Cell>, length: usize) -> Vec<Cell> {
        let end = row.last().map_or(Span::new(self.reading.file, 0, 0), |c| c.span);
        row.resize_with(length, || Cell { span: end, locale: self.page, dir: self.dir, content: Vec::new() });
        row
    }

    pub(super) fn end_holder(&mut self, holder: Holder) {
        let Holder { range, kind, blocks, raws } = holder;
        let span = self.reading.span(&range);
        let content = raw_blocks(&mut self.reading, blocks, raws);
        match kind {
            HolderKind::Body => {}
            HolderKind::Quote => self.push_block(&range, BlockKind::Quote(content)),
            HolderKind::Callout(kind) => self.push_block(&range, BlockKind::Callout { kind, content }),
            HolderKind::Item { task } => {
                if let Some(OpenContainer::List { items, .. }) = self.stack.last_mut() {
                    items.push(ListItem { span, locale: self.page, dir: self.dir, task, content });
                }
            }
            HolderKind::Note { label } => {
                if let Some(id) = self.notes.defined_at(range.start) {
                    self.found.insert(id, Note { span, label, references: 0, content });
                }
            }
            HolderKind::Meaning => {
                if let Some(OpenContainer::Definitions { list, .. }) = self.stack.last_mut() {
                    match list.last_mut() {
                        Some(definition) => definition.meanings.push(content),
                        None => list.push(Definition { terms: Vec::new(), meanings: vec![content] }),
                    }
                }
            }
        }
    }

    pub(super) fn end_line(&mut self, line: Line) {
        let Line { range, kind, pieces } = line;
        match kind {
            LineKind::Paragraph | LineKind::Implicit => self.paragraph(&range, pieces, matches!(kind, LineKind::Paragraph)),
            LineKind::Heading { level, anchor } => {
                self.controls(&range);
                let content = tree(&mut self.reading, pieces, Container::Block);
                let span = self.reading.span(&range);
                if level == 1 {
                    self.reading.diags.push(codes::heading_level_one(span));
                } else if level > self.level + 1 {
                    self.reading.diags.push(codes::heading_level_skipped(span, level, self.level));
                }
                self.level = level;
                let anchor = self.anchors.give(anchor.as_deref(), &text::inlines(&content), span);
                self.push_block(&range, BlockKind::Heading { level, anchor, content });
            }
            LineKind::Cell => {
                let cell = self.cell(&range, pieces);
                if let Some(OpenContainer::Table { row, .. }) = self.stack.last_mut() {
                    row.push(cell);
                }
            }
            LineKind::Term => {
                let cell = self.cell(&range, pieces);
                if let Some(OpenContainer::Definitions { list, .. }) = self.stack.last_mut() {
                    match list.last_mut().filter(|d| d.meanings.is_empty()) {
                        Some(definition) => definition.terms.push(cell),
                        None => list.push(Definition { terms: vec![cell], meanings: Vec::new() }),
                    }
                } else {
                    // The list was nested too deep: its terms are paragraphs.
                    self.push_block(&range, BlockKind::Paragraph(cell.content));
                }
            }
            LineKind::Link { url, title, is_address } => {
                let span = self.reading.span(&range);
                self.reading.hidden(&title, span);
                let content = tree(&mut self.reading, pieces, Container::Bracketed);
                let entry = EntryKind::of(&url).map(|(kind, _)| kind);
                let target = self.reading.refer(&range, url, RefKind::Link);
                if let Some(kind) = entry {
                    // `<fact:x>` asks for the entry's own words, as `[](fact:x)` does.
                    let content = if is_address { Vec::new() } else { content };
                    return self.atom(Inline::Entry { target, kind, isolate: None, content }, range);
                }
                let isolate = is_address.then_some((self.page, Dir::Ltr));
                self.atom(Inline::Link { target, title: title.into(), isolate, content }, range);
            }
            LineKind::Image { url, title } => {
                let span = self.reading.span(&range);
                self.reading.hidden(&title, span);
                let alt = text::inlines(&tree(&mut self.reading, pieces, Container::Bracketed));
                let source = self.reading.refer(&range, url, RefKind::Image);
                self.atom(Inline::Image { source, title: title.into(), alt: alt.into() }, range);
            }
        }
    }

    pub(super) fn cell(&mut self, range: &Range<usize>, pieces: Vec<InlineEvent>) -> Cell {
        self.controls(range);
        let content = tree(&mut self.reading, pieces, Container::Block);
        Cell { span: self.reading.span(range), locale: self.page, dir: self.dir, content }
    }

    /// A paragraph; display formulas in it are blocks of their own, and an image alone is a figure.
    pub(super) fn paragraph(&mut self, range: &Range<usize>, pieces: Vec<InlineEvent>, is_marked: bool) {
        self.controls(range);
        let mut depth = 0_usize;
        let mut part: Vec<InlineEvent> = Vec::new();
        let mut is_split = false;
        for piece in pieces {
            match piece.kind {
                PieceKind::Open(_) => depth += 1,
                PieceKind::Close => depth = depth.saturating_sub(1),
                PieceKind::Plain
                | PieceKind::Literal(_)
                | PieceKind::Tag(_)
                | PieceKind::Atom(_)
                | PieceKind::Display(_)
                | PieceKind::Break(_) => {}
            }
            match piece {
                InlineEvent { range, kind: PieceKind::Display(Inline::Math { tex, mathml }) } if depth == 0 => {
                    is_split = true;
                    self.part(None, std::mem::take(&mut part), is_marked);
                    self.push_block(&range, BlockKind::Math { tex, mathml: mathml.into() });
                }
                piece => part.push(piece),
            }
        }
        self.part((!is_split).then_some(range), part, is_marked);
    }

    /// A paragraph, or what is left of one before or after a formula.
    pub(super) fn part(&mut self, whole: Option<&Range<usize>>, mut pieces: Vec<InlineEvent>, is_marked: bool) {
        if whole.is_none() {
            let source = self.reading.source;
            let is_blank = |p: &InlineEvent| match &p.kind {
                PieceKind::Break(_) => true,
                PieceKind::Plain => source[p.range.clone()].trim().is_empty(),
                PieceKind::Literal(_)
                | PieceKind::Open(_)
                | PieceKind::Close
                | PieceKind::Tag(_)
                | PieceKind::Atom(_)
                | PieceKind::Display(_) => false,
            };
            while pieces.pop_if(|p| is_blank(p)).is_some() {}
            let first = pieces.iter().position(|p| !is_blank(p)).unwrap_or(pieces.len());
            pieces.drain(..first);
            if let Some(InlineEvent { range, kind: PieceKind::Plain }) = pieces.first_mut() {
                range.start = range.end - source[range.clone()].trim_start().len();
            }
            if let Some(InlineEvent { range, kind: PieceKind::Plain }) = pieces.last_mut() {
                range.end = range.start + source[range.clone()].trim_end().len();
            }
        }
        let bounds = pieces.first().zip(pieces.last()).map(|(a, b)| a.range.start..b.range.end);
        let Some(range) = whole.cloned().or(bounds) else { return };
        let mut content = tree(&mut self.reading, pieces, Container::Block);
        if is_marked
            && let [Inline::Image { .. }] = content.as_slice()
            && let Some(Inline::Image { source, title, alt }) = content.pop()
        {
            let caption = if title.is_empty() { Vec::new() } else { vec![Inline::Text(self.caption(source, &title))] };
            return self.push_block(&range, BlockKind::CaptionedImage { source, alt: alt.into(), caption });
        }
        self.push_block(&range, BlockKind::Paragraph(content));
    }

    /// The title of a picture as its caption; one that is written with escapes has no place.
    fn caption(&self, source: RefId, title: &str) -> Text {
        let range = self.reading.refs.get(source.0 as usize).map_or(0..0, |picture| picture.span.range());
        let at = self.reading.source.get(range.clone()).and_then(|written| written.rfind(title));
        at.map_or_else(|| title.into(), |at| Text::at(title, range.start + at))
    }

    pub(super) fn end_verbatim(&mut self, verbatim: Verbatim) {
        let Verbatim { range, kind, text } = verbatim;
        // Each line of code is a paragraph to the bidirectional algorithm.
        let mut start = range.start;
        for line in self.reading.source[range.clone()].split_inclusive('\n') {
            self.controls(&(start..start + line.len()));
            start += line.len();
        }
        if let VerbatimKind::Code(language) = kind {
            let figures = &self.reading.options.figures;
            return match language.filter(|_| self.reading.source[range.clone()].starts_with(['`', '~'])) {
                Some(name) if figures.contains(&name) => {
                    let (yaml, body) = blanked(self.reading.source, &range, &text);
                    let (id, body) = (self.next_figure(), self.reading.span(&body));
                    self.push_block(&range, BlockKind::Figure { id, name, yaml, body });
                }
                language => {
                    if let Some(name) = &language {
                        let line = self.reading.source[range.clone()].find('\n').map_or(range.end, |n| range.start + n);
                        let span = self.reading.span(&(range.start..line));
                        if shows_picture(name, &text) {
                            self.reading.diags.push(codes::picture_block(span, name));
                        } else if let Some(near) = misspelt(name, figures) {
                            self.reading.diags.push(codes::unknown_block(span, name, near));
                        }
                    }
                    self.push_block(&range, BlockKind::Code { language, text });
                }
            };
        }
        self.controls(&range);
        match self.reading.options.raw_html {
            // A remark to the program is none to readers.
            RawHtml::Trusted if text.trim_start().starts_with("<!-- bayan:") => {}
            RawHtml::Trusted => {
                self.markdown_within(&text, &range);
                html::hidden_in_block(&mut self.reading, &text, &range);
                let html = html::published(&mut self.reading, &text, &range);
                self.push_block(&range, BlockKind::Raw(vec![Inline::Raw(html)]));
            }
            RawHtml::Off => {
                if let Some(name) = raw::first_name(&text) {
                    let first_line = self.reading.source[range.clone()].find('\n').map_or(range.end, |n| range.start + n);
                    self.reading.diags.push(codes::raw_html(self.reading.span(&(range.start..first_line)), &name));
                }
            }
            RawHtml::Safe => {
                self.markdown_within(&text, &range);
                let cleaned = raw::block(&text);
                let span = self.reading.span(&range);
                if !html::hidden_in_tags(&mut self.reading, &cleaned.html, &range) {
                    self.reading.hidden(&cleaned.html, span);
                }
                for what in &cleaned.removed {
                    self.reading.diags.push(codes::raw_html_removed(span, what));
                }
                if let Some(holder) = self.holder() {
                    holder.raws.push((holder.blocks.len(), cleaned));
                }
                self.push_block(&range, BlockKind::Raw(Vec::new()));
            }
        }
    }

    /// Tells `markdown="1"`, by which other programs read the text in an element as Markdown.
    fn markdown_within(&mut self, html: &str, range: &Range<usize>) {
        if raw::says_markdown(html) {
            let first_line = self.reading.source[range.clone()].find('\n').map_or(range.end, |n| range.start + n);
            self.reading.diags.push(codes::markdown_in_html(self.reading.span(&(range.start..first_line))));
        }
    }

    /// Reports bidirectional controls of a paragraph, in the source, so that nothing hides in code or a destination.
    pub(super) fn controls(&mut self, range: &Range<usize>) {
        let source = &self.reading.source[range.clone()];
        if !bidi::has_controls(source) {
            return;
        }
        let mut told: Option<Range<usize>> = None;
        for (place, problem) in bidi::control_problems(source) {
            // One cause, one message: an override that is not closed either is an override.
            if told.as_ref() == Some(&place) {
                continue;
            }
            told = Some(place.clone());
            let control = source[place.clone()].chars().next().unwrap_or_default();
            let span = Span::new(self.reading.file, range.start + place.start, range.start + place.end);
            self.reading.diags.push(match problem {
                ControlProblem::Override => codes::bidi_override(span, control),
                ControlProblem::Embedding => codes::bidi_embedding(span, control),
                ControlProblem::Unclosed => codes::bidi_unclosed(span, control),
                ControlProblem::Unopened => codes::bidi_unopened(span, control),
            });
        }
    }
}

/// The lines of a fenced block without what quotations and lists put before them: blanks of the same length stand there, so
/// that every byte keeps its place and every line gets the same indentation.
fn blanked(source: &str, range: &Range<usize>, text: &str) -> (String, Range<usize>) {
    let whole = &source[range.clone()];
    let start = range.start + whole.find('\n').map_or(whole.len(), |n| n + 1);
    let mut out = String::with_capacity(text.len());
    let mut at = start;
    for (line, written) in text.lines().zip(source[start..range.end].split_inclusive('\n')) {
        let bare = written.trim_end_matches(['\n', '\r']);
        let before = bare.len().saturating_sub(line.len());
        out.extend(std::iter::repeat_n(' ', before));
        out.push_str(bare.get(before..).unwrap_or(line));
        out.push_str(&written[bare.len()..]);
        at += written.len();
    }
    (out, start..at)
}

/// Whether a fenced block that is none of ours is one of a picture, as other programs have it: by its name, and a field in it.
fn shows_picture(name: &str, text: &str) -> bool {
    const NAMES: [&str; 6] = ["figure", "picture", "image", "photo", "img", "صورة"];
    const FIELDS: [&str; 8] = ["src", "alt", "caption", "image", "file", "credit", "path", "redact"];
    let is_field = |line: &str| line.split_once(':').is_some_and(|(field, _)| FIELDS.contains(&field.trim()));
    NAMES.iter().any(|own| own.eq_ignore_ascii_case(name)) && text.lines().any(is_field)
}

/// The block that was meant by a name that is none: `Chart`, `{chart}`, `charts`, `chrat`. Short names are near too many words, so
/// their letters must be the same.
fn misspelt<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    let plain = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let folded = plain(name);
    if let Some(known) = known.iter().find(|known| plain(known) == folded) {
        return Some(known);
    }
    let long = known.iter().map(String::as_str).filter(|known| known.len() > 4);
    nearest(&folded, long).filter(|near| folded.len().abs_diff(plain(near).len()) <= 1)
}
