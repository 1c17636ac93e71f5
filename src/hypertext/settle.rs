//! Blocks that were made -> Markdown that is read as them. What is written is read again: its words must be those of the page, nothing in
//! it may be HTML or lead where no page leads, and nothing may be wrong with it. A block of which that is not true is written more
//! plainly, in the end with a backslash before every mark.

use std::collections::BTreeSet;

use super::address::safe;
use super::reading::{Language, block, text};
use crate::ast::{Block, BlockKind, Inline, ListItem, Note, Ref, RefKind, text as words, walk};
use crate::diag::Severity;
use crate::markdown::body::{self, Body};
use crate::markdown::write::printed;
use crate::source::{Content, SourceTree};

/// What blocks refer to.
#[derive(Clone, Copy)]
pub(in crate::hypertext) struct Made<'a> {
    pub language: Language<'a>,
    pub refs: &'a [Ref],
    pub notes: &'a [Note],
}

/// The Markdown of a page with its notes. The second value tells blocks that lost their emphasis.
pub(in crate::hypertext) fn written(made: Made<'_>, mut blocks: Vec<Block>, bodies: Vec<Vec<Block>>) -> (String, usize) {
    // A rule before everything parts nothing, and its dashes would begin a front matter.
    let rules = blocks.iter().take_while(|block| matches!(block.kind, BlockKind::Rule)).count();
    blocks.drain(..rules);
    let bodies: Vec<Vec<Block>> =
        bodies.into_iter().map(|body| body.into_iter().map(|block| settled(made, block).0).collect()).collect();
    let whole = |blocks: &[Block]| {
        let mut out = printed(blocks, made.refs, made.notes).unwrap_or_default();
        for (note, body) in made.notes.iter().zip(&bodies) {
            let body = printed(body, made.refs, made.notes).unwrap_or_default();
            out.extend(["\n\n[^", &note.label, "]: ", &body.replace('\n', "\n    ")]);
        }
        // Empty lines within a note need no blanks.
        out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
    };
    let text = whole(&blocks);
    if is_said(made, (&text, true), &blocks, &blocks) {
        return (text, 0);
    }
    let as_made = blocks.clone();
    let mut plainer = 0;
    for block in &mut blocks {
        let (settled, is_plainer) = settled(made, block.clone());
        *block = settled;
        plainer += usize::from(is_plainer);
    }
    let text = whole(&blocks);
    if is_said(made, (&text, true), &blocks, &as_made) {
        return (text, plainer);
    }
    // Each is read as what it is, and all of them are not.
    let plainer = blocks.len();
    let blocks: Vec<Block> = as_made.iter().map(escaped).collect();
    (whole(&blocks), plainer)
}

/// A block that is read as what it is, and whether it is plainer than it was.
fn settled(made: Made<'_>, own: Block) -> (Block, bool) {
    let is_fine = |tried: &Block, own: &Block| {
        let (tried, own) = (std::slice::from_ref(tried), std::slice::from_ref(own));
        printed(tried, made.refs, made.notes).is_some_and(|text| is_said(made, (&text, false), tried, own))
    };
    if is_fine(&own, &own) {
        return (own, false);
    }
    for plain in [Plain::Emphasis, Plain::All] {
        let plainer = plain.block(own.clone());
        if is_fine(&plainer, &plainer) {
            return (plainer, true);
        }
    }
    if let BlockKind::Heading { level, anchor, .. } = &own.kind {
        let kind = BlockKind::Heading { level: *level, anchor: anchor.clone(), content: escaped_line(&own) };
        let heading = Block { kind, ..own.clone() };
        if is_fine(&heading, &own) {
            return (heading, true);
        }
    }
    (escaped(&own), true)
}

/// The letters of a block as a paragraph, with a backslash before every mark.
fn escaped(own: &Block) -> Block {
    block(BlockKind::Paragraph(escaped_line(own)))
}

/// The same as the content of a line.
fn escaped_line(own: &Block) -> Vec<Inline> {
    let mut notes = Vec::new();
    walk::lines(std::slice::from_ref(own), &mut |line| {
        walk::inlines(line.content, &mut |inline| {
            notes.extend(Some(inline).filter(|inline| matches!(inline, Inline::NoteRef { .. })).cloned());
        });
    });
    let letters: String = words::blocks(std::slice::from_ref(own)).split_whitespace().collect::<Vec<_>>().join(" ");
    let escaped: String = letters.chars().flat_map(|c| [c.is_ascii_punctuation().then_some('\\'), Some(c)]).flatten().collect();
    // The printer copies what it takes for markup. Notes follow the words.
    notes.insert(0, Inline::Raw(escaped));
    notes
}

/// What goes first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    Emphasis,
    All,
}

impl Plain {
    fn block(self, own: Block) -> Block {
        let kind = match own.kind {
            BlockKind::Paragraph(content) => BlockKind::Paragraph(self.line(content)),
            BlockKind::Heading { level, anchor, content } => BlockKind::Heading { level, anchor, content: self.line(content) },
            BlockKind::List { start, tight, items } => {
                let item = |item: ListItem| ListItem { content: self.blocks(item.content), ..item };
                BlockKind::List { start, tight, items: items.into_iter().map(item).collect() }
            }
            BlockKind::Quote(content) => BlockKind::Quote(self.blocks(content)),
            BlockKind::Table { align, mut head, mut rows } => {
                for cell in head.iter_mut().chain(rows.iter_mut().flatten()) {
                    cell.content = self.line(std::mem::take(&mut cell.content));
                }
                BlockKind::Table { align, head, rows }
            }
            BlockKind::Definitions(mut list) => {
                for definition in &mut list {
                    for term in &mut definition.terms {
                        term.content = self.line(std::mem::take(&mut term.content));
                    }
                    for meaning in &mut definition.meanings {
                        *meaning = self.blocks(std::mem::take(meaning));
                    }
                }
                BlockKind::Definitions(list)
            }
            other @ (BlockKind::Callout { .. }
            | BlockKind::Code { .. }
            | BlockKind::CaptionedImage { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Math { .. }
            | BlockKind::Raw(_)
            | BlockKind::Rule) => other,
        };
        Block { kind, ..own }
    }

    fn blocks(self, content: Vec<Block>) -> Vec<Block> {
        content.into_iter().map(|own| self.block(own)).collect()
    }

    fn line(self, content: Vec<Inline>) -> Vec<Inline> {
        let mut out = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Strike(inside) => out.extend(self.line(inside)),
                link @ Inline::Link { .. } if self == Plain::Emphasis => {
                    out.push(super::tidy::with_inside(link, |content| self.line(content)));
                }
                Inline::Link { content, .. } => out.extend(self.line(content)),
                Inline::Math { tex, .. } if self == Plain::All => out.push(text(tex)),
                Inline::Break if self == Plain::All => out.push(text(" ")),
                other @ (Inline::Text(_)
                | Inline::Code(_)
                | Inline::Entry { .. }
                | Inline::Image { .. }
                | Inline::Isolate { .. }
                | Inline::NoteRef { .. }
                | Inline::Math { .. }
                | Inline::Raw(_)
                | Inline::SoftBreak
                | Inline::Break) => out.push(other),
            }
        }
        super::tidy::tidy(out)
    }
}

/// Whether a text is read as these blocks: the words of `as_made`, and nothing that may not be. A whole one has its notes.
fn is_said(made: Made<'_>, (written, is_whole): (&str, bool), blocks: &[Block], as_made: &[Block]) -> bool {
    // Notes that are referred to must be there to be read as such.
    let mut named = BTreeSet::new();
    walk::lines(blocks, &mut |line| {
        walk::inlines(line.content, &mut |inline| {
            if let Inline::NoteRef { note, .. } = inline {
                named.insert(note.0 as usize);
            }
        });
    });
    let mut whole = written.to_owned();
    for note in named.into_iter().filter(|_| !is_whole).filter_map(|at| made.notes.get(at)) {
        whole.extend(["\n\n[^", &note.label, "]: ."]);
    }
    let tree = SourceTree::new([("a.md".to_owned(), Content::Text(whole.as_str().into()))]);
    let Language { locale, locales, options } = made.language;
    let read = body::read(&tree.files()[0], 0..whole.len(), locale, locales, options);
    let is_right = !read.diags.iter().any(|told| told.severity == Severity::Error);
    is_right
        && is_harmless(&read.value)
        && letters(&read.value.blocks) == letters(as_made)
        && counts(&read.value.blocks) == counts(blocks)
}

/// Whether nothing in a body is HTML, and all links lead where links may.
fn is_harmless(read: &Body) -> bool {
    let mut is_harmless = read.refs.iter().all(|own| safe(&own.raw, own.kind == RefKind::Image).is_ok());
    let mut see = |blocks: &[Block]| {
        walk::blocks(blocks, &mut |block| {
            is_harmless &= !matches!(block.kind, BlockKind::Raw(_) | BlockKind::Figure { .. });
        });
        walk::lines(blocks, &mut |line| {
            walk::inlines(line.content, &mut |inline| is_harmless &= !matches!(inline, Inline::Raw(_)));
        });
    };
    see(&read.blocks);
    read.notes.iter().for_each(|note| see(&note.content));
    is_harmless
}

/// The letters of blocks, without blanks.
fn letters(blocks: &[Block]) -> String {
    words::blocks(blocks).chars().filter(|c| !c.is_whitespace()).collect()
}

/// How many there are of what can be lost without a letter less.
fn counts(blocks: &[Block]) -> [usize; 4] {
    let mut counts = [0; 4];
    walk::blocks(blocks, &mut |block| counts[0] += usize::from(!matches!(block.kind, BlockKind::Paragraph(_))));
    walk::lines(blocks, &mut |line| {
        walk::inlines(line.content, &mut |inline| match inline {
            Inline::NoteRef { .. } => counts[1] += 1,
            Inline::Image { .. } => counts[2] += 1,
            Inline::Math { .. } => counts[3] += 1,
            Inline::Text(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strike(_)
            | Inline::Code(_)
            | Inline::Link { .. }
            | Inline::Entry { .. }
            | Inline::Isolate { .. }
            | Inline::Raw(_)
            | Inline::SoftBreak
            | Inline::Break => {}
        });
    });
    counts
}
