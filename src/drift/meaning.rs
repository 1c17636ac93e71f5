//! What was written -> what of it counts: two texts that say the same in other quotation marks, dashes, digits or spaces, with
//! another link or another picture file, have one meaning.
//!
//! What does not count: white space, tatweel, invisible marks, the shape of quotation marks, dashes, digits and separators,
//! emphasis, where links lead. What counts: every letter with its marks, which entry of the ledger is referred to, that there is
//! a note.

use crate::ast::{Block, BlockKind, Document, Inline};
use crate::locale::typography::plain;
use crate::output::hash;

/// Words of blocks, as they are compared.
pub fn blocks(document: &Document, blocks: &[Block]) -> Vec<String> {
    let mut out = String::new();
    Reader { document }.blocks(blocks, &mut out);
    words(&out)
}

/// Words of a line of the front matter, as they are compared.
pub fn line(document: &Document, content: &[Inline]) -> Vec<String> {
    let mut out = String::new();
    Reader { document }.inlines(content, &mut out);
    words(&out)
}

/// The hash of a meaning.
pub fn hash_of(words: &[String]) -> String {
    hash::short(words.join(" ").as_bytes())
}

fn words(text: &str) -> Vec<String> {
    plain(text).split_whitespace().map(str::to_owned).collect()
}

struct Reader<'a> {
    document: &'a Document,
}

impl Reader<'_> {
    /// Blocks, items and cells stand apart; which kind of block they are is no part of the meaning.
    fn blocks(&self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            out.push('\n');
            match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } | BlockKind::Raw(content) => {
                    self.inlines(content, out);
                }
                BlockKind::List { items, .. } => {
                    for item in items {
                        match item.task {
                            Some(true) => out.push_str("\n[x]"),
                            Some(false) => out.push_str("\n[ ]"),
                            None => {}
                        }
                        self.blocks(&item.content, out);
                    }
                }
                BlockKind::Quote(content) | BlockKind::Callout { content, .. } => self.blocks(content, out),
                BlockKind::Code { text, .. } => out.push_str(text),
                BlockKind::Table { head, rows, .. } => {
                    for cell in std::iter::once(head).chain(rows).flatten() {
                        self.inlines(&cell.content, out);
                        out.push_str(" | ");
                    }
                }
                BlockKind::CaptionedImage { alt, caption, .. } => {
                    out.push_str(alt);
                    out.push('\n');
                    self.inlines(caption, out);
                }
                BlockKind::Definitions(list) => {
                    for definition in list {
                        for term in &definition.terms {
                            out.push('\n');
                            self.inlines(&term.content, out);
                        }
                        definition.meanings.iter().for_each(|meaning| self.blocks(meaning, out));
                    }
                }
                BlockKind::Math { tex, .. } => out.push_str(tex),
                // Figures are data: what counts is what was written, white space apart.
                BlockKind::Figure { name, yaml, .. } => out.extend([name, "\n", yaml]),
                BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&self, content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text(text) => out.push_str(text),
                Inline::Code(text) | Inline::Math { tex: text, .. } => out.push_str(text),
                Inline::Emphasis(inside) | Inline::Strong(inside) => self.inlines(inside, out),
                Inline::Strike(inside) => {
                    out.push_str("~~");
                    self.inlines(inside, out);
                    out.push_str("~~");
                }
                Inline::Link { content, .. } | Inline::Isolate { content, .. } => self.inlines(content, out),
                Inline::Entry { target, content, .. } => {
                    self.inlines(content, out);
                    if let Some(entry) = self.document.refs.get(target.0 as usize) {
                        out.extend(["[", entry.raw.trim(), "]"]);
                    }
                }
                Inline::Image { alt, .. } => out.push_str(alt),
                Inline::NoteRef { .. } => out.push_str("[^]"),
                Inline::Raw(html) => out.push_str(html),
                Inline::SoftBreak | Inline::Break => out.push(' '),
            }
        }
    }
}
