//! A draft -> the Markdown of its page. What is written is read again: a block that cannot be said so is said more plainly, and told.

use std::collections::BTreeMap;

use super::{Chunk, Draft, Left, Means, Place, settle};
use crate::ast::{Block, BlockKind, Inline, text};
use crate::escape::html_comment;
use crate::markdown::options::{Heads, Options, RawHtml};
use crate::markdown::write::style::Style;
use crate::markdown::write::{Writer, line};

/// What a remark begins with that an editor must look at.
const OPEN: &str = "bayan: imported ";

/// The body of a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Body {
    /// Its text.
    pub text: String,
    /// The line of the body, from 1, of what was left out, by its number in [`Draft::left`].
    pub lines: BTreeMap<usize, usize>,
}

/// Writes the blocks of a draft. What had to be said more plainly is added to what was left.
pub fn body(draft: &mut Draft, means: &Means<'_>) -> Body {
    let options = Options { raw_html: RawHtml::Safe, figures: Vec::new(), heads: Heads::default() };
    let writer = Writer { locale: means.locale.id, locales: means.locales, options: &options, style: Style::default() };
    let mut body = Body::default();
    let mut count = 0;
    for mut chunk in std::mem::take(&mut draft.chunks) {
        let remarks = chunk.remarks.iter().map(|remark| format!("<!-- {remark} -->"));
        let open = chunk.open.iter().filter_map(|at| Some((Some(*at), remark(draft.left.get(*at)?))));
        let before: Vec<(Option<usize>, String)> = remarks.map(|remark| (None, remark)).chain(open).collect();
        for (number, remark) in before {
            if let Some(number) = number {
                body.lines.insert(number, count + 2);
            }
            add(&mut body.text, &mut count, &remark);
        }
        if chunk.blocks.is_empty() && chunk.label.is_none() {
            continue;
        }
        let (written, plainer) = written(&writer, &mut chunk);
        if let Some((what, why)) = plainer {
            body.lines.insert(draft.left.len(), count + 2);
            draft.left.push(Left {
                place: chunk.place.unwrap_or(Place::Document),
                text: String::new(),
                what,
                why: why.to_owned(),
                times: 1,
                is_open: false,
            });
        }
        match &chunk.label {
            Some(label) => add(&mut body.text, &mut count, &noted(label, &written)),
            None => add(&mut body.text, &mut count, &written),
        }
    }
    body
}

/// Adds a text with an empty line before it.
fn add(out: &mut String, count: &mut usize, text: &str) {
    out.extend(["\n", text, "\n"]);
    *count += text.matches('\n').count() + 2;
}

/// What an editor reads where something was left out.
fn remark(left: &Left) -> String {
    let text = format!("{}, {}: {}", place(left.place), left.what, left.why);
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("<!-- {OPEN}{} -->", html_comment(&text))
}

/// A place as people call it.
pub fn place(place: Place) -> String {
    match place {
        Place::Document => "document".to_owned(),
        Place::Paragraph(number) => format!("paragraph {number}"),
        Place::Note(number) => format!("note {number}"),
    }
}

/// A note: its lines but the first stand below its text.
fn noted(label: &str, text: &str) -> String {
    let mut out = format!("[^{label}]:");
    for (at, line) in text.split('\n').enumerate() {
        match (at, line.is_empty()) {
            (0, _) => out.extend([" ", line]),
            (_, true) => out.push('\n'),
            (_, false) => out.extend(["\n    ", line]),
        }
    }
    out.trim_end().to_owned()
}

/// Blocks as Markdown, and what they lost by that.
fn written(writer: &Writer<'_>, chunk: &mut Chunk) -> (String, Option<(&'static str, &'static str)>) {
    let said = |chunk: &Chunk| {
        let (blocks, refs, notes) = (&chunk.blocks, &chunk.refs, &chunk.notes);
        writer.blocks(blocks, refs, notes).or_else(|| writer.words(blocks, refs, notes))
    };
    if let Some(written) = said(chunk) {
        return (written, None);
    }
    chunk.blocks.iter_mut().for_each(|block| settle::lines(block, &mut plain));
    if let Some(written) = said(chunk) {
        return (written, Some(("emphasis", "what was set off cannot be said in Markdown here: it is plain")));
    }
    let lines: Vec<String> = chunk.blocks.iter().map(bare).collect();
    (lines.join("\n\n"), Some(("block", "this cannot be said in Markdown as it was: it is carried as its words")))
}

/// A line without emphasis; formulas are code.
fn plain(content: &mut Vec<Inline>) {
    let mut out = Vec::with_capacity(content.len());
    for inline in content.drain(..) {
        match inline {
            Inline::Emphasis(mut inside) | Inline::Strong(mut inside) | Inline::Strike(mut inside) => {
                plain(&mut inside);
                out.append(&mut inside);
            }
            Inline::Link { target, title, isolate, content: mut inside } => {
                plain(&mut inside);
                out.push(Inline::Link { target, title, isolate, content: inside });
            }
            Inline::Math { tex, .. } => out.push(Inline::Code(tex)),
            other @ (Inline::Text(_)
            | Inline::Code(_)
            | Inline::Entry { .. }
            | Inline::Image { .. }
            | Inline::Isolate { .. }
            | Inline::NoteRef { .. }
            | Inline::Raw(_)
            | Inline::SoftBreak
            | Inline::Break) => out.push(other),
        }
    }
    *content = out;
}

/// The words of a block alone.
fn bare(block: &Block) -> String {
    let words = text::blocks(std::slice::from_ref(block));
    let mark =
        if let BlockKind::Heading { level, .. } = &block.kind { "#".repeat(usize::from(*level)) + " " } else { String::new() };
    let lines: Vec<String> =
        words.lines().filter(|own| !own.trim().is_empty()).map(|own| format!("{mark}{}", line(own.trim()))).collect();
    lines.join("\n\n")
}
