//! A page as it is printed -> its lines, letter by letter: which bytes of the file say a letter, and which letters nobody wrote there.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::ast::{BlockKind, Document, EntryKind, Inline, RefId, walk};
use crate::locale::{LocaleId, Locales};
use crate::source::Span;
use crate::source::trace::Trace;
use crate::word::Face;
use crate::word::plain::{OBJECT, plain};

/// A line of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The block or the cell whose text it is.
    pub span: Span,
    /// The block of the page that holds it; `None` for a line of a note.
    pub block: Option<usize>,
    /// Where what holds it begins: the block of the page, or the note.
    pub start: usize,
    /// Whether it is a cell.
    pub is_cell: bool,
    /// Its letters.
    pub letters: Vec<Letter>,
    /// What letters stand for that are not written where they are printed.
    pub held: Vec<Held>,
    /// Where its links lead, in their order.
    pub links: Vec<RefId>,
    /// Whether there is raw HTML in it.
    pub has_raw: bool,
}

/// A letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// What it is.
    pub c: char,
    /// The bytes that say it.
    pub bytes: Option<Range<usize>>,
    /// What it is a part of, where it cannot be edited.
    pub held: Option<usize>,
    /// How it is set off.
    pub face: Face,
    /// The link that it stands in, by its number in the line.
    pub link: Option<usize>,
}

/// What cannot be edited in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Held {
    /// What is printed of an entry.
    Entry(EntryKind, String),
    /// Code, or a formula.
    Code,
    /// The mark of a note, a picture, a forced line end.
    Object,
    /// What is made of data.
    Made,
}

impl Line {
    /// What it says.
    pub fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.c).collect()
    }
}

/// The lines of a page.
pub fn of(document: &Document, locales: &Locales, text: &str) -> Vec<Line> {
    let mut bold = BTreeSet::new();
    let mut cells = BTreeSet::new();
    let notes = document.notes.iter().flat_map(|note| &note.content);
    for block in document.blocks.iter().chain(notes) {
        walk::blocks(std::slice::from_ref(block), &mut |block| {
            if let BlockKind::Table { head, rows, .. } = &block.kind {
                bold.extend(head.iter().map(|cell| cell.span));
                cells.extend(head.iter().chain(rows.iter().flatten()).map(|cell| cell.span));
            }
            if let BlockKind::Definitions(list) = &block.kind {
                bold.extend(list.iter().flat_map(|d| &d.terms).map(|term| term.span));
            }
        });
    }
    let holder = |span: Span| {
        let holds = |own: Span| own.range().start <= span.range().start && span.range().end <= own.range().end;
        let note = document.notes.iter().find(|note| holds(note.span)).map(|note| (None, note.span.range().start));
        let block = || document.blocks.iter().position(|block| holds(block.span));
        note.or_else(|| block().map(|at| (Some(at), document.blocks[at].span.range().start)))
    };
    let line = |line: &walk::Line<'_>| {
        let (block, start) = holder(line.span).unwrap_or((None, line.span.range().start));
        let mut reader = Reader { document, locales, letters: Vec::new(), held: Vec::new(), links: Vec::new(), has_raw: false };
        let style = Set { bold: bold.contains(&line.span), ..Set::default() };
        reader.all(line.content, line.locale, style, None);
        let Reader { mut letters, held, links, has_raw, .. } = reader;
        while letters.last().is_some_and(|letter| letter.c == ' ') {
            letters.pop();
        }
        let first = letters.iter().position(|letter| letter.c != ' ').unwrap_or(0);
        letters.drain(..first);
        ends(&mut letters, text);
        Line { span: line.span, block, start, is_cell: cells.contains(&line.span), letters, held, links, has_raw }
    };
    walk::written(document).iter().map(line).collect()
}

/// How letters are set off where they stand.
#[derive(Clone, Copy, Default)]
struct Set {
    bold: bool,
    slanted: bool,
    strike: bool,
    link: Option<usize>,
}

struct Reader<'a> {
    document: &'a Document,
    locales: &'a Locales,
    letters: Vec<Letter>,
    held: Vec<Held>,
    links: Vec<RefId>,
    has_raw: bool,
}

impl Reader<'_> {
    fn all(&mut self, content: &[Inline], locale: LocaleId, set: Set, held: Option<usize>) {
        for inline in content {
            self.inline(inline, locale, set, held);
        }
    }

    fn inline(&mut self, inline: &Inline, locale: LocaleId, set: Set, held: Option<usize>) {
        match inline {
            Inline::Text(text) => {
                let (mut out, mut trace) = (String::new(), Trace::default());
                text.add_to(&mut out, &mut trace);
                for (at, c) in out.char_indices() {
                    let bytes = trace.place(&(at..at + c.len_utf8())).map(|place| place.range).filter(|range| !range.is_empty());
                    // What stands nowhere was made.
                    let held = if bytes.is_none() { Some(held.unwrap_or_else(|| self.hold(Held::Made))) } else { None };
                    self.letter(c, bytes, held, (locale, set));
                }
            }
            Inline::Emphasis(content) => self.all(content, locale, Set { slanted: true, ..set }, held),
            Inline::Strong(content) => self.all(content, locale, Set { bold: true, ..set }, held),
            Inline::Strike(content) => self.all(content, locale, Set { strike: true, ..set }, held),
            Inline::Code(text) | Inline::Math { tex: text, .. } => {
                let held = self.hold(Held::Code);
                text.chars().for_each(|c| self.letter(c, None, Some(held), (locale, set)));
            }
            Inline::Link { target, isolate, content, .. } => {
                self.links.push(*target);
                let set = Set { link: Some(self.links.len() - 1), ..set };
                self.all(content, isolate.map_or(locale, |(own, _)| own), set, held);
            }
            Inline::Entry { target, kind, isolate, content } => {
                let raw = self.document.refs.get(target.0 as usize).map_or("", |r| r.raw.as_str());
                let id = raw.split_once(':').map_or(raw, |(_, id)| id).to_owned();
                let held = self.hold(Held::Entry(*kind, id));
                self.links.push(*target);
                let set = Set { link: Some(self.links.len() - 1), ..set };
                self.all(content, isolate.map_or(locale, |(own, _)| own), set, Some(held));
            }
            Inline::Isolate { locale, content, .. } => self.all(content, *locale, set, held),
            Inline::Image { .. } | Inline::NoteRef { .. } => {
                let held = self.hold(Held::Object);
                self.letter(OBJECT, None, Some(held), (locale, set));
            }
            Inline::Break => {
                let held = self.hold(Held::Object);
                self.letter('\n', None, Some(held), (locale, set));
            }
            Inline::SoftBreak => self.letter(' ', None, None, (locale, set)),
            Inline::Raw(_) => self.has_raw = true,
        }
    }

    fn hold(&mut self, held: Held) -> usize {
        self.held.push(held);
        self.held.len() - 1
    }

    fn letter(&mut self, c: char, bytes: Option<Range<usize>>, held: Option<usize>, (locale, set): (LocaleId, Set)) {
        let Some(c) = plain(c) else { return };
        // Arabic is never slanted: emphasis is bold there.
        let is_bold = set.slanted && self.locales.get(locale).is_arabic_script();
        let face = Face { bold: set.bold || is_bold, italic: set.slanted && !is_bold, strike: set.strike };
        self.letters.push(Letter { c, bytes, held, face, link: set.link });
    }
}

/// Finds the bytes of line ends: between the letters around them stands one, with what the next line begins with.
fn ends(letters: &mut [Letter], text: &str) {
    for at in 0..letters.len() {
        if letters[at].c != ' ' || letters[at].bytes.is_some() || letters[at].held.is_some() {
            continue;
        }
        let before = letters[..at].iter().rev().find_map(|letter| letter.bytes.as_ref().map(|bytes| bytes.end));
        let after = letters[at + 1..].iter().find_map(|letter| letter.bytes.as_ref().map(|bytes| bytes.start));
        let region = before.zip(after).and_then(|(from, to)| Some((from, text.get(from..to)?)));
        letters[at].bytes = region.filter(|(_, gap)| gap.matches('\n').count() == 1).and_then(|(from, gap)| {
            let end = gap.find('\n')?;
            let rest = &gap[end + 1..];
            let next = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
            Some(from + gap[..end].trim_end().len()..from + end + 1 + next)
        });
    }
}
