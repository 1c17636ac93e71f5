//! Blocks, rows and items -> what of them can be compared over languages: kind, length, what they refer to, and anchors: numbers and
//! Latin names, which are the same in all languages.

use std::collections::BTreeMap;

use crate::ast::{Block, BlockKind, Cell, Document, Inline, ListItem, RefId, text};
use crate::locale::spelled::values;

/// About as many letters as an entry of the ledger prints where the author left its words to the ledger.
const PRINTED: usize = 8;

/// What of a block can be compared over languages.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::align) struct Weight {
    /// Its kind.
    pub kind: Kind,
    /// Letters and digits of its visible text, marks and tatweel apart.
    pub length: f64,
    /// What it refers to, sorted: entries of the ledger, addresses, notes, code.
    pub marks: Vec<String>,
    /// Its anchors that the other side has too, sorted.
    pub anchors: Vec<Anchor>,
    /// Its numbers and Latin names.
    names: Vec<String>,
}

/// A number or a name that both sides have.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::align) struct Anchor {
    /// Which one.
    pub id: u32,
    /// What it is worth: 1 where one block of each side has it, less the more have it.
    pub worth: f64,
}

/// Finds the anchors of two sides: a name that only one of them has says nothing of what belongs together.
pub(in crate::align) fn anchor(a: &mut [Weight], b: &mut [Weight]) {
    let mut counts: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    for (side, weights) in [&mut *a, &mut *b].into_iter().enumerate() {
        for weight in weights {
            weight.names.sort_unstable();
            weight.names.dedup();
            for name in &weight.names {
                counts.entry(name.clone()).or_default()[side] += 1;
            }
        }
    }
    let worth = |[a, b]: [u32; 2]| 1.0 / f64::from(a.max(b));
    let shared = counts.into_iter().filter(|(_, count)| !count.contains(&0));
    let known: BTreeMap<String, Anchor> =
        shared.zip(0..).map(|((name, count), id)| (name, Anchor { id, worth: worth(count) })).collect();
    for weight in a.iter_mut().chain(b) {
        // Names and ids have one order.
        weight.anchors = weight.names.iter().filter_map(|name| known.get(name).copied()).collect();
    }
}

/// The kinds of block, as far as alignment tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::align) enum Kind {
    Paragraph,
    Heading(u8),
    List { numbered: bool },
    Quote,
    Callout,
    Code,
    Table,
    Image,
    Figure,
    Definitions,
    Math,
    Raw,
    Rule,
}

impl Kind {
    /// What it costs to pair two kinds; `None` where they never belong together.
    pub fn clash(self, other: Self) -> Option<f64> {
        use Kind::{Callout, Definitions, Heading, List, Paragraph, Quote, Table};
        match (self, other) {
            (a, b) if a == b => Some(0.0),
            (Heading(_), Heading(_)) => Some(3.0),
            (List { .. }, List { .. }) | (Quote, Callout) | (Callout, Quote) => Some(1.0),
            (Paragraph, Quote | Callout | List { .. })
            | (Quote | Callout | List { .. }, Paragraph)
            | (List { .. }, Table | Definitions)
            | (Table | Definitions, List { .. }) => Some(6.0),
            _ => None,
        }
    }

    /// Whether two neighbours of this kind may be one in the other language.
    pub fn splits(self) -> bool {
        matches!(self, Self::Paragraph | Self::List { .. } | Self::Quote | Self::Callout)
    }
}

/// The weights of a document's blocks.
pub(in crate::align) fn of_document(document: &Document) -> Vec<Weight> {
    let scale = Scale { document };
    document.blocks.iter().map(|block| scale.block(block)).collect()
}

/// The weights of a table's rows.
pub(in crate::align) fn of_rows(document: &Document, rows: &[Vec<Cell>]) -> Vec<Weight> {
    let scale = Scale { document };
    let row = |cells: &Vec<Cell>| {
        let mut sum = Sum::default();
        for cell in cells {
            scale.inlines(&cell.content, &mut sum);
        }
        sum.weight(Kind::Table)
    };
    rows.iter().map(row).collect()
}

/// The weights of a list's items.
pub(in crate::align) fn of_items(document: &Document, items: &[ListItem]) -> Vec<Weight> {
    let scale = Scale { document };
    let item = |item: &ListItem| {
        let mut sum = Sum::default();
        scale.blocks(&item.content, &mut sum);
        sum.weight(Kind::Paragraph)
    };
    items.iter().map(item).collect()
}

#[derive(Default)]
struct Sum {
    letters: usize,
    marks: Vec<String>,
    names: Vec<String>,
}

impl Sum {
    fn text(&mut self, text: &str) {
        self.letters += text.chars().filter(|c| c.is_alphanumeric() && !is_mark(*c)).count();
        names(text, &mut self.names);
    }

    fn weight(mut self, kind: Kind) -> Weight {
        self.marks.sort();
        // More letters than this are no block; the conversion is then exact.
        let length = f64::from(u32::try_from(self.letters).unwrap_or(u32::MAX));
        Weight { kind, length, marks: self.marks, anchors: Vec::new(), names: self.names }
    }
}

/// The numbers of a text, and its words in Latin letters that begin with a capital.
fn names(text: &str, out: &mut Vec<String>) {
    out.extend(values(text));
    let words = text.split(|c: char| !c.is_alphabetic());
    out.extend(words.filter(|word| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase())).map(str::to_owned));
}

/// Vowel marks count as letters in Unicode, and tatweel too; some writers set them and some do not.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}')
}

struct Scale<'a> {
    document: &'a Document,
}

impl Scale<'_> {
    fn block(&self, block: &Block) -> Weight {
        let mut sum = Sum::default();
        self.blocks(std::slice::from_ref(block), &mut sum);
        sum.weight(match &block.kind {
            BlockKind::Paragraph(_) => Kind::Paragraph,
            BlockKind::Heading { level, .. } => Kind::Heading(*level),
            BlockKind::List { start, .. } => Kind::List { numbered: start.is_some() },
            BlockKind::Quote(_) => Kind::Quote,
            BlockKind::Callout { .. } => Kind::Callout,
            BlockKind::Code { .. } => Kind::Code,
            BlockKind::Table { .. } => Kind::Table,
            BlockKind::CaptionedImage { .. } => Kind::Image,
            BlockKind::Figure { .. } => Kind::Figure,
            BlockKind::Definitions(_) => Kind::Definitions,
            BlockKind::Math { .. } => Kind::Math,
            BlockKind::Raw(_) => Kind::Raw,
            BlockKind::Rule => Kind::Rule,
        })
    }

    fn blocks(&self, blocks: &[Block], sum: &mut Sum) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => self.inlines(content, sum),
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.content, sum)),
                BlockKind::Quote(content) | BlockKind::Callout { content, .. } => self.blocks(content, sum),
                BlockKind::Code { text, .. } => {
                    sum.text(text);
                    sum.marks.push(format!("code:{text}"));
                }
                BlockKind::Table { head, rows, .. } => {
                    std::iter::once(head).chain(rows).flatten().for_each(|cell| self.inlines(&cell.content, sum));
                }
                BlockKind::CaptionedImage { source, alt, caption } => {
                    sum.text(alt);
                    self.reference(*source, sum);
                    self.inlines(caption, sum);
                }
                BlockKind::Definitions(list) => {
                    for definition in list {
                        definition.terms.iter().for_each(|term| self.inlines(&term.content, sum));
                        definition.meanings.iter().for_each(|meaning| self.blocks(meaning, sum));
                    }
                }
                // Most of its YAML is the same in all languages: the length says nothing.
                BlockKind::Figure { name, .. } => sum.marks.push(format!("figure:{name}")),
                BlockKind::Math { tex, .. } => sum.marks.push(format!("math:{tex}")),
                BlockKind::Raw(content) => sum.marks.push(format!("raw:{}", text::html(content))),
                BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&self, content: &[Inline], sum: &mut Sum) {
        for inline in content {
            match inline {
                Inline::Text(text) => sum.text(text),
                Inline::Code(text) => {
                    sum.text(text);
                    sum.marks.push(format!("code:{text}"));
                }
                Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Strike(inside) => self.inlines(inside, sum),
                Inline::Isolate { content, .. } => self.inlines(content, sum),
                Inline::Link { target, content, .. } => {
                    self.reference(*target, sum);
                    self.inlines(content, sum);
                }
                Inline::Entry { target, content, .. } => {
                    self.reference(*target, sum);
                    self.inlines(content, sum);
                    if content.is_empty() {
                        sum.letters += PRINTED;
                    }
                }
                Inline::Image { source, alt, .. } => {
                    self.reference(*source, sum);
                    sum.text(alt);
                }
                Inline::NoteRef { note, .. } => {
                    sum.marks.extend(self.document.notes.get(note.0 as usize).map(|note| format!("note:{}", note.label)));
                }
                Inline::Math { tex, .. } => sum.marks.push(format!("math:{tex}")),
                Inline::Raw(_) | Inline::SoftBreak | Inline::Break => {}
            }
        }
    }

    fn reference(&self, id: RefId, sum: &mut Sum) {
        sum.marks.extend(self.document.refs.get(id.0 as usize).map(|r| r.raw.clone()));
    }
}
