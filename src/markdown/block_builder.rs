//! Events with ranges -> blocks, in one pass with a stack of open containers. No recursion on the depth of the input.

mod block_end;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::anchors::Anchors;
use super::container::{Holder, HolderKind, Line, LineKind, OpenContainer, Verbatim, VerbatimKind};
use super::inline_event::{InlineEvent, PieceKind, Style};
use super::math::{self, Display};
use super::notes::Notes;
use super::reading::{DEEPEST, Reading};
use super::settle::raw_blocks;
use crate::ast::{Align, Anchor, Block, BlockKind, CalloutKind, FigureId, Inline, Note, NoteId, Ref};
use crate::diag::Diagnostics;
use crate::diag::codes::markdown as codes;
use crate::locale::{Dir, LocaleId, Locales};
use crate::source::Span;

/// What the pass gives. Blocks have the page's language still.
pub(in crate::markdown) struct Read {
    /// The body.
    pub blocks: Vec<Block>,
    /// The footnotes.
    pub notes: Vec<Note>,
    /// The references.
    pub refs: Vec<Ref>,
    /// The anchors.
    pub anchors: BTreeMap<Anchor, Span>,
    /// Number of figures.
    pub figures: u32,
    /// The problems.
    pub diags: Diagnostics,
}

/// The state of the pass.
pub(in crate::markdown) struct BlockBuilder<'a> {
    reading: Reading<'a>,
    page: LocaleId,
    dir: Dir,
    anchors: Anchors,
    notes: Notes,
    found: BTreeMap<NoteId, Note>,
    /// Pieces of a report met so far.
    figures: u32,
    /// Level of the last heading; the title of the page is the first.
    level: u8,
    stack: Vec<OpenContainer>,
    /// Places of the holders in `stack`.
    holders: Vec<usize>,
}

impl<'a> BlockBuilder<'a> {
    /// Before the first event.
    pub fn new(reading: Reading<'a>, locales: &Locales, anchors: Anchors, notes: Notes) -> Self {
        let page = reading.locale;
        let body = OpenContainer::Holder(Holder { range: 0..0, kind: HolderKind::Body, blocks: Vec::new(), raws: Vec::new() });
        Self {
            page,
            dir: locales.get(page).dir,
            reading,
            anchors,
            notes,
            found: BTreeMap::new(),
            figures: 0,
            level: 1,
            stack: vec![body],
            holders: vec![0],
        }
    }

    /// The id of the next piece of a report.
    fn next_figure(&mut self) -> FigureId {
        self.figures += 1;
        FigureId(self.figures - 1)
    }

    /// Goes through all events.
    pub fn run(mut self, events: Vec<(Event<'_>, Range<usize>)>) -> Read {
        for (event, range) in events {
            match event {
                Event::Start(tag) => self.start(tag, range),
                Event::End(end) => self.end(end, range),
                Event::Text(text) => self.text(&text, range),
                Event::Code(code) => self.atom(Inline::Code(code.into_string()), range),
                Event::InlineMath(tex) => self.math(tex.into_string(), Display::Inline, range),
                Event::DisplayMath(tex) => self.math(tex.into_string(), Display::Block, range),
                Event::Html(html) | Event::InlineHtml(html) => match self.stack.last_mut() {
                    Some(OpenContainer::Verbatim(verbatim)) => verbatim.text.push_str(&html),
                    Some(_) | None => self.piece(PieceKind::Tag(html.into_string()), range),
                },
                Event::FootnoteReference(label) => self.note_reference(&label, range),
                Event::SoftBreak => self.piece(PieceKind::Break(Inline::SoftBreak), range),
                Event::HardBreak => self.piece(PieceKind::Break(Inline::Break), range),
                Event::Rule => {
                    self.end_implicit();
                    self.push_block(&range, BlockKind::Rule);
                }
                Event::TaskListMarker(done) => self.task(done),
            }
        }
        self.end_implicit();
        let blocks = match self.stack.into_iter().next() {
            Some(OpenContainer::Holder(body)) => raw_blocks(&mut self.reading, body.blocks, body.raws),
            Some(_) | None => Vec::new(),
        };
        let mut notes: Vec<Note> = Vec::with_capacity(self.found.len());
        for (id, note) in self.found {
            notes.push(Note { references: self.notes.references(id), ..note });
        }
        self.reading.refs.shrink_to_fit();
        Read {
            blocks,
            notes,
            refs: self.reading.refs,
            anchors: self.anchors.into_map(),
            figures: self.figures,
            diags: self.reading.diags,
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            // Emphasis is a mark in the line around it.
            Tag::Emphasis => return self.piece(PieceKind::Open(Style::Emphasis), range.start..range.start + 1),
            Tag::Strong => return self.piece(PieceKind::Open(Style::Strong), range.start..range.start + 2),
            Tag::Strikethrough => {
                let width = self.tildes(&range);
                return self.piece(PieceKind::Open(Style::Strike), range.start..range.start + width);
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) | Tag::TableHead | Tag::TableRow => return,
            Tag::Link { link_type, dest_url, title, .. } => {
                let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let url = if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                return self.start_inline(LineKind::Link { url, title: title.into_string(), is_address }, range);
            }
            Tag::Image { dest_url, title, .. } => {
                return self.start_inline(LineKind::Image { url: dest_url.into_string(), title: title.into_string() }, range);
            }
            Tag::Paragraph => {
                self.end_implicit();
                self.loosen();
                return self.line(LineKind::Paragraph, range);
            }
            Tag::Heading { level, id, classes, attrs } => {
                self.end_implicit();
                let span = self.reading.span(&range);
                let others = classes.iter().map(|c| format!(".{c}")).chain(attrs.iter().map(|(name, _)| name.to_string()));
                for attribute in others {
                    self.reading.diags.push(codes::heading_attribute(span, &attribute));
                }
                let kind = LineKind::Heading { level: number(level), anchor: id.map(pulldown_cmark::CowStr::into_string) };
                return self.line(kind, range);
            }
            Tag::TableCell => return self.line(LineKind::Cell, range),
            Tag::DefinitionListTitle => {
                self.end_implicit();
                return self.line(LineKind::Term, range);
            }
            Tag::CodeBlock(kind) => {
                self.end_implicit();
                let info = match &kind {
                    CodeBlockKind::Indented => "",
                    CodeBlockKind::Fenced(info) => info,
                };
                let language = info.split_whitespace().next().map(str::to_owned);
                return self.stack.push(OpenContainer::Verbatim(Verbatim {
                    range,
                    kind: VerbatimKind::Code(language),
                    text: String::new(),
                }));
            }
            Tag::HtmlBlock => {
                self.end_implicit();
                return self.stack.push(OpenContainer::Verbatim(Verbatim {
                    range,
                    kind: VerbatimKind::Html,
                    text: String::new(),
                }));
            }
            Tag::Table(align) => {
                self.end_implicit();
                let align = align.into_iter().map(alignment).collect();
                return self.stack.push(OpenContainer::Table {
                    range,
                    align,
                    head: Vec::new(),
                    rows: Vec::new(),
                    row: Vec::new(),
                });
            }
            Tag::List(start) => {
                self.end_implicit();
                let list = OpenContainer::List { range: range.clone(), start, tight: true, items: Vec::new() };
                return self.nested(list, &range);
            }
            Tag::DefinitionList => {
                self.end_implicit();
                return self.nested(OpenContainer::Definitions { range: range.clone(), list: Vec::new() }, &range);
            }
            Tag::BlockQuote(None) => HolderKind::Quote,
            Tag::BlockQuote(Some(kind)) => HolderKind::Callout(callout(kind)),
            Tag::Item => HolderKind::Item { task: None },
            Tag::FootnoteDefinition(label) => HolderKind::Note { label: label.into_string() },
            Tag::DefinitionListDefinition => HolderKind::Meaning,
        };
        self.end_implicit();
        let holder = OpenContainer::Holder(Holder { range: range.clone(), kind, blocks: Vec::new(), raws: Vec::new() });
        let depth = self.stack.len();
        self.nested(holder, &range);
        if matches!(self.stack.last(), Some(OpenContainer::Holder(_))) {
            self.holders.push(depth);
        }
    }

    /// Opens a frame, or a flat one where nesting is too deep.
    fn nested(&mut self, frame: OpenContainer, range: &Range<usize>) {
        if self.holders.len() > DEEPEST {
            self.reading.too_deep(range);
            self.stack.push(OpenContainer::Flat);
        } else {
            self.stack.push(frame);
        }
    }

    fn line(&mut self, kind: LineKind, range: Range<usize>) {
        self.stack.push(OpenContainer::Line(Line { range, kind, pieces: Vec::new() }));
    }

    /// Opens a link or an image, in an implicit paragraph if no line is open.
    fn start_inline(&mut self, kind: LineKind, range: Range<usize>) {
        self.open_line(&range);
        self.line(kind, range);
    }

    fn end(&mut self, end: TagEnd, range: Range<usize>) {
        match end {
            TagEnd::Emphasis => return self.piece(PieceKind::Close, range.end - 1..range.end),
            TagEnd::Strong => return self.piece(PieceKind::Close, range.end - 2..range.end),
            TagEnd::Strikethrough => {
                let width = self.tildes(&range);
                return self.piece(PieceKind::Close, range.end - width..range.end);
            }
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) | TagEnd::TableHead => {
                if matches!(end, TagEnd::TableHead)
                    && let Some(OpenContainer::Table { head, row, .. }) = self.stack.last_mut()
                {
                    *head = std::mem::take(row);
                }
                return;
            }
            TagEnd::TableRow => {
                if let Some(OpenContainer::Table { head, rows, row, .. }) = self.stack.last_mut() {
                    let mut cells = std::mem::take(row);
                    cells.truncate(head.len());
                    rows.push(cells);
                }
                return;
            }
            TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition
            | TagEnd::List(_)
            | TagEnd::DefinitionList => self.end_implicit(),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionListTitle
            | TagEnd::Table
            | TagEnd::TableCell
            | TagEnd::Link
            | TagEnd::Image => {}
        }
        // The body's own frame has no end event.
        if self.stack.len() > 1 {
            match self.stack.pop() {
                Some(OpenContainer::Holder(holder)) => {
                    self.holders.pop();
                    self.end_holder(holder);
                }
                Some(OpenContainer::List { range, start, tight, items }) => {
                    self.push_block(&range, BlockKind::List { start, tight, items });
                }
                Some(OpenContainer::Definitions { range, list }) => self.push_block(&range, BlockKind::Definitions(list)),
                Some(OpenContainer::Table { range, align, head, rows, .. }) => {
                    let rows = rows.into_iter().map(|row| self.padded(row, head.len())).collect();
                    self.push_block(&range, BlockKind::Table { align, head, rows });
                }
                Some(OpenContainer::Line(line)) => self.end_line(line),
                Some(OpenContainer::Verbatim(verbatim)) => self.end_verbatim(verbatim),
                Some(OpenContainer::Flat) | None => {}
            }
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(OpenContainer::Verbatim(verbatim)) = self.stack.last_mut() {
            return verbatim.text.push_str(text);
        }
        if self.reading.source.get(range.clone()) != Some(text) {
            let span = self.reading.span(&range);
            self.reading.hidden(text, span);
            return self.piece(PieceKind::Literal(text.to_owned()), range);
        }
        // A backslash before the text that belongs to nothing else is an escape: its letter is no delimiter.
        let covered = match self.open_line(&range) {
            Some(line) => line.pieces.last().map_or(0, |p| p.range.end),
            None => return,
        };
        let backslash =
            range.start.checked_sub(1).filter(|&b| self.reading.source.as_bytes().get(b) == Some(&b'\\') && covered <= b);
        let first = text.chars().next().map_or(0, char::len_utf8);
        match backslash {
            Some(backslash) => {
                let middle = range.start + first;
                self.piece(PieceKind::Literal(text[..first].to_owned()), backslash..middle);
                if middle < range.end {
                    self.piece(PieceKind::Plain, middle..range.end);
                }
            }
            None => self.piece(PieceKind::Plain, range),
        }
    }

    fn math(&mut self, tex: String, display: Display, range: Range<usize>) {
        let mathml = match math::mathml(&tex, display) {
            Ok(mathml) => mathml,
            Err(reason) => {
                self.reading.diags.push(codes::math(self.reading.span(&range), &reason));
                return self.atom(Inline::Code(tex), range);
            }
        };
        let formula = Inline::Math { tex, mathml: mathml.into() };
        match display {
            Display::Inline => self.atom(formula, range),
            Display::Block => self.piece(PieceKind::Display(formula), range),
        }
    }

    fn note_reference(&mut self, label: &str, range: Range<usize>) {
        // An alternative text is plain: nobody could follow the reference.
        let in_image = matches!(self.stack.last(), Some(OpenContainer::Line(Line { kind: LineKind::Image { .. }, .. })));
        if !in_image && let Some((note, nth)) = self.notes.refer(label) {
            self.atom(Inline::NoteRef { note, nth }, range);
        }
    }

    fn task(&mut self, done: bool) {
        if let Some(Holder { kind: HolderKind::Item { task }, .. }) = self.holder() {
            *task = Some(done);
        }
    }

    fn atom(&mut self, inline: Inline, range: Range<usize>) {
        self.piece(PieceKind::Atom(inline), range);
    }

    fn piece(&mut self, kind: PieceKind, range: Range<usize>) {
        if let Some(line) = self.open_line(&range) {
            line.pieces.push(InlineEvent { range, kind });
        }
    }

    /// The line that takes inlines: the open one, or an implicit paragraph. `None` within verbatim text.
    fn open_line(&mut self, range: &Range<usize>) -> Option<&mut Line> {
        match self.stack.last() {
            Some(OpenContainer::Line(_)) => {}
            Some(OpenContainer::Verbatim(_)) => return None,
            Some(
                OpenContainer::Holder(_)
                | OpenContainer::List { .. }
                | OpenContainer::Definitions { .. }
                | OpenContainer::Table { .. }
                | OpenContainer::Flat,
            )
            | None => {
                self.line(LineKind::Implicit, range.clone());
            }
        }
        match self.stack.last_mut() {
            Some(OpenContainer::Line(line)) => Some(line),
            Some(_) | None => None,
        }
    }

    /// Ends an implicit paragraph, which no event ends.
    fn end_implicit(&mut self) {
        if let Some(OpenContainer::Line(mut line)) =
            self.stack.pop_if(|f| matches!(f, OpenContainer::Line(Line { kind: LineKind::Implicit, .. })))
        {
            line.range.end = line.pieces.last().map_or(line.range.end, |p| p.range.end);
            self.end_line(line);
        }
    }

    /// A paragraph directly in an item makes its list loose.
    fn loosen(&mut self) {
        let is_in_item = matches!(self.stack.last(), Some(OpenContainer::Holder(Holder { kind: HolderKind::Item { .. }, .. })));
        let below = self.stack.len().checked_sub(2);
        if is_in_item && let Some(OpenContainer::List { tight, .. }) = below.and_then(|n| self.stack.get_mut(n)) {
            *tight = false;
        }
    }

    /// The innermost container of blocks.
    fn holder(&mut self) -> Option<&mut Holder> {
        match self.stack.get_mut(*self.holders.last()?) {
            Some(OpenContainer::Holder(holder)) => Some(holder),
            Some(_) | None => None,
        }
    }

    fn push_block(&mut self, range: &Range<usize>, kind: BlockKind) {
        let block = Block { span: self.reading.span(range), locale: self.page, dir: self.dir, kind };
        if let Some(holder) = self.holder() {
            holder.blocks.push(block);
        }
    }

    /// How many tildes a struck-out range begins and ends with.
    fn tildes(&self, range: &Range<usize>) -> usize {
        if self.reading.source[range.clone()].starts_with("~~") { 2 } else { 1 }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::Auto,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

fn callout(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}
