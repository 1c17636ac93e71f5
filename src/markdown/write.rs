//! Roof: a tree -> Markdown, the inverse of [`read`](super::read). What is not touched stays byte for byte: it is copied from the file.
//! What is changed or new is written in the style of the file ([`style`]).
//!
//! Not every tree can be written: two emphases that touch, for example, would be read as one. So whatever is written anew is read again
//! ([`Writer::blocks`]), and nobody gets Markdown that says something else than the tree.

mod block;
pub mod inline;
mod printer;
pub mod style;

use std::ops::Range;

use super::body::{self, Body};
use super::options::Options;
use crate::ast::walk::{self, Child};
use crate::ast::{Block, BlockKind, Document, Inline, Note, Ref, RefId, RefKind, text};
use crate::locale::{LocaleId, Locales};
use crate::source::{Content, SourceTree};
use printer::Printer;
use style::Style;

/// What is to stand in the place of some bytes of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The bytes; none where something is put in.
    pub place: Range<usize>,
    /// What stands there then. A block that is put in is kept apart from what stands around it, and gets the line ends of the file.
    pub text: String,
}

/// A text with changes, given in the order in which those at one place are to stand. What no change names stays byte for byte.
pub fn changed(text: &str, mut changes: Vec<Change>) -> String {
    let mut out = text.to_owned();
    // From behind, so that no place moves before it is used. What is new at one place stands in the order given: each piece pushes
    // those behind it on, and the sort keeps the order of equals.
    changes.reverse();
    changes.sort_by_key(|change| std::cmp::Reverse((change.place.start, change.place.end)));
    for Change { place, text: new } in changes {
        let new = if place.is_empty() { ended(&apart(&new.replace("\r\n", "\n"), &out, place.start), text) } else { new };
        out.replace_range(place, &new);
    }
    out
}

/// Markdown with the line ends of a text.
fn ended(markdown: &str, text: &str) -> String {
    if text.contains("\r\n") { markdown.replace('\n', "\r\n") } else { markdown.to_owned() }
}

/// A new block with the empty lines that keep it apart from what stands before and after its place.
fn apart(new: &str, text: &str, at: usize) -> String {
    let (before, after) = text.split_at(at);
    let is_alone = |after: &str| {
        let mut lines = after.split('\n');
        lines.next().is_none_or(|rest| rest.trim().is_empty()) && lines.next().is_none_or(|line| line.trim().is_empty())
    };
    let head = if before.trim_start_matches('\u{feff}').is_empty() { "" } else { "\n\n" };
    let tail = match after {
        _ if !is_alone(after) => "\n",
        "" if head.is_empty() => "\n",
        _ => "",
    };
    format!("{head}{new}{tail}")
}

/// Blocks as Markdown for readers of any kind, who may take some of it otherwise than we do. `None` where they refer to what is not there.
pub fn printed(content: &[Block], refs: &[Ref], notes: &[Note]) -> Option<String> {
    Printer { refs, notes, style: &Style::default(), alternates: true }.blocks(content)
}

/// A line of plain text as Markdown that is read as that text.
pub fn line(text: &str) -> String {
    let style = Style::default();
    let mut line = inline::Line::new(Printer { refs: &[], notes: &[], style: &style, alternates: true }, false);
    line.text(text, false);
    line.out
}

/// A writer of blocks, for files of one language.
pub struct Writer<'a> {
    /// The language of the page.
    pub locale: LocaleId,
    /// All languages.
    pub locales: &'a Locales,
    /// How bodies are read.
    pub options: &'a Options,
    /// How the file is written.
    pub style: Style,
}

impl Writer<'_> {
    /// Blocks as Markdown without a line end behind the last; their references and notes are those of a document. `None` where
    /// Markdown has no way to say it that the reader would take for the same.
    pub fn blocks(&self, content: &[Block], refs: &[Ref], notes: &[Note]) -> Option<String> {
        let ways = [true, false].into_iter();
        let mut written = ways.filter_map(|alternates| Printer { refs, notes, style: &self.style, alternates }.blocks(content));
        written.find(|written| self.is_read_as(written, (content, refs, notes)))
    }

    /// The same for blocks whose words alone count: what stands in them may be taken for more, as an address is for a link. `None` where
    /// other words would be read.
    pub fn words(&self, content: &[Block], refs: &[Ref], notes: &[Note]) -> Option<String> {
        let written = Printer { refs, notes, style: &self.style, alternates: true }.blocks(content)?;
        let read = self.read(&with_notes(&written, notes), 0);
        let said = |blocks: &[Block]| text::blocks(blocks).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        (said(content) == said(&read.blocks)).then_some(written)
    }

    /// A writer that writes as a block of a text is written, and in what that does not show as this one does.
    #[must_use]
    pub fn like(&self, text: &str, block: &Block) -> Self {
        Self { style: self.style.like(text, block), ..*self }
    }

    /// Whether a text is read as a tree.
    fn is_read_as(&self, written: &str, (content, refs, notes): Said<'_>) -> bool {
        let read = self.read(&with_notes(written, notes), 0);
        same_blocks((content, refs, notes), (&read.blocks, &read.refs, &read.notes))
    }

    /// The text of a file in which one of its document's blocks is another; what that refers to is the document's. `None` where that
    /// cannot be written, or would be read otherwise beside what stands around it.
    pub fn with_block(&self, text: &str, document: &Document, number: usize, new: &Block) -> Option<String> {
        let old = document.blocks.get(number)?;
        let written = self.like(text, old).blocks(std::slice::from_ref(new), &document.refs, &document.notes)?;
        let place = place(text, old)?;
        let out = changed(text, vec![Change { place, text: ended(&written, text) }]);
        let read = self.read(&out, document.body?.range().start);
        let mut blocks = document.blocks.clone();
        blocks[number] = new.clone();
        let wanted = (blocks.as_slice(), document.refs.as_slice(), document.notes.as_slice());
        same_blocks(wanted, (&read.blocks, &read.refs, &read.notes)).then_some(out)
    }

    fn read(&self, text: &str, start: usize) -> Body {
        let tree = SourceTree::new([("a.md".to_owned(), Content::Text(text.into()))]);
        body::read(&tree.files()[0], start..text.len(), self.locale, self.locales, self.options).value
    }
}

/// A text with notes in it: those that are referred to must be there to be read as such.
fn with_notes(written: &str, notes: &[Note]) -> String {
    let mut whole = written.to_owned();
    for (n, note) in notes.iter().enumerate() {
        whole.extend(["\n\n[^", &note.label, "]: ", &n.to_string(), "\n"]);
    }
    whole
}

/// The bytes of a block. Line ends behind it belong to what stands between blocks.
pub fn place(text: &str, block: &Block) -> Option<Range<usize>> {
    let range = block.span.range();
    let kept = text.get(range.clone())?.trim_end().len();
    Some(range.start..range.start + kept)
}

/// Blocks, with what their references and notes are.
type Said<'a> = (&'a [Block], &'a [Ref], &'a [Note]);

/// Whether two rows of blocks say the same, wherever they stand.
pub fn same_blocks(first: Said<'_>, second: Said<'_>) -> bool {
    let said = |(blocks, refs, notes): Said<'_>| {
        let mut out = Vec::new();
        for block in blocks {
            Teller { refs, notes, out: &mut out }.block(block);
        }
        out
    };
    said(first) == said(second)
}

/// A tree as a row of what it says, without places, in which references and notes are what they stand for.
struct Teller<'a> {
    refs: &'a [Ref],
    notes: &'a [Note],
    out: &'a mut Vec<String>,
}

impl Teller<'_> {
    fn block(&mut self, block: &Block) {
        let head = match &block.kind {
            BlockKind::Paragraph(_) => "paragraph".to_owned(),
            BlockKind::Heading { level, anchor, .. } => format!("heading {level} {}", anchor.0),
            BlockKind::List { start, tight, items } => {
                let items: Vec<_> = items.iter().map(|item| (item.task, item.content.len())).collect();
                format!("list {start:?} {tight} {items:?}")
            }
            BlockKind::Quote(content) => format!("quote {}", content.len()),
            BlockKind::Callout { kind, content } => format!("callout {kind:?} {}", content.len()),
            BlockKind::Code { language, text } => format!("code {language:?} {text:?}"),
            BlockKind::Table { align, rows, .. } => format!("table {align:?} {}", rows.len()),
            BlockKind::CaptionedImage { source, alt, .. } => format!("figure {} {alt:?}", self.reference(*source)),
            BlockKind::Figure { name, yaml, .. } => format!("report {name} {:?}", block::dedented(yaml)),
            BlockKind::Definitions(list) => {
                let shape: Vec<_> =
                    list.iter().map(|d| (d.terms.len(), d.meanings.iter().map(Vec::len).collect::<Vec<_>>())).collect();
                format!("definitions {shape:?}")
            }
            BlockKind::Math { tex, .. } => format!("math {tex:?}"),
            BlockKind::Raw(_) => "raw".to_owned(),
            BlockKind::Rule => "rule".to_owned(),
        };
        self.out.push(head);
        walk::children(block, &mut |child| match child {
            Child::Block(block) => self.block(block),
            Child::Line(line) => {
                self.line(line.content);
                self.out.push("end".to_owned());
            }
        });
    }

    fn line(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                // Runs of another language are found anew.
                Inline::Isolate { content, .. } => self.line(content),
                Inline::Text(text) => match self.out.last_mut().filter(|last| last.starts_with('"')) {
                    Some(last) => last.push_str(text),
                    None => self.out.push(format!("\"{text}")),
                },
                Inline::Code(code) => self.out.push(format!("code {code:?}")),
                Inline::Math { tex, .. } => self.out.push(format!("math {tex:?}")),
                // The last line of a file may have no end.
                Inline::Raw(html) => self.out.push(format!("raw {:?}", html.trim_end())),
                Inline::SoftBreak => self.out.push("line".to_owned()),
                Inline::Break => self.out.push("break".to_owned()),
                Inline::Image { source, title, alt } => {
                    self.out.push(format!("image {} {title:?} {alt:?}", self.reference(*source)));
                }
                Inline::NoteRef { note, .. } => {
                    let label = self.notes.get(note.0 as usize).map_or("", |note| note.label.as_str());
                    self.out.push(format!("note {label:?}"));
                }
                Inline::Emphasis(content) => self.within("emphasis".to_owned(), content),
                Inline::Strong(content) => self.within("strong".to_owned(), content),
                Inline::Strike(content) => self.within("strike".to_owned(), content),
                Inline::Link { target, title, content, .. } => {
                    self.within(format!("link {} {title:?}", self.reference(*target)), content);
                }
                Inline::Entry { target, kind, content, .. } => {
                    self.within(format!("entry {} {kind:?}", self.reference(*target)), content);
                }
            }
        }
    }

    fn within(&mut self, what: String, content: &[Inline]) {
        self.out.push(what);
        self.line(content);
        self.out.push("end".to_owned());
    }

    fn reference(&self, id: RefId) -> String {
        let written = self.refs.get(id.0 as usize);
        written.map_or_else(String::new, |r| format!("{} {:?}", if r.kind == RefKind::Link { "to" } else { "of" }, r.raw))
    }
}
