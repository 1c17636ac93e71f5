//! Lines -> paragraphs and headings: which blank lines stand within a paragraph, and which short lines are headings.

use super::letters::{ends_sentence, is_arabic_line};
use super::text::{Line, Stage, Text};
use crate::locale::letter::TATWEEL;

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which lines, as places in the text.
    pub lines: Vec<usize>,
    /// What they are.
    pub kind: Kind,
}

/// What lines that belong together are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Paragraph,
    /// A heading, 2 for one below the title.
    Heading(usize),
    /// An item of a list, with its number where it has one.
    Item(Option<u32>),
    /// A note, by its name.
    Note(String),
}

impl Block {
    /// A paragraph.
    pub fn paragraph(lines: Vec<usize>) -> Self {
        Self { lines, kind: Kind::Paragraph }
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }
}

/// The length of a line in letters, tatweel aside.
pub fn length(line: &str) -> usize {
    line.chars().filter(|c| *c != TATWEEL).count()
}

/// The length that nine lines of ten do not exceed: what is as long was broken because it was full.
pub fn width(text: &Text) -> usize {
    let mut lengths: Vec<usize> =
        text.lines.iter().filter(|l| !l.is_blank() && is_arabic_line(&l.text)).map(|l| length(&l.text)).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(0)
}

/// The blocks of a text that was extracted.
pub fn blocks(text: &mut Text) -> Vec<Block> {
    let groups = groups(text);
    let width = width(text);
    if !is_broken(text, &groups, width) {
        return groups.into_iter().map(Block::paragraph).collect();
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut changes = Vec::new();
    for group in groups {
        let begins_anew = blocks.last().is_none_or(|block| {
            let last = &text.lines[block.lines[block.lines.len() - 1]];
            block.is_heading() || !goes_on(last, &text.lines[group[0]], width)
        });
        let mut is_new = begins_anew;
        for (at, line) in group.iter().enumerate() {
            let behind = group.get(at + 1).map(|n| &text.lines[*n]);
            if is_new && is_heading(&text.lines[*line], behind, width) {
                changes.push((Stage::Headings, text.lines[*line].number));
                blocks.push(Block { lines: vec![*line], kind: Kind::Heading(2) });
                continue;
            }
            if !is_new && at == 0 {
                changes.push((Stage::Paragraphs, text.lines[*line].number));
            }
            match blocks.last_mut().filter(|block| !is_new && !block.is_heading()) {
                Some(block) => block.lines.push(*line),
                None => blocks.push(Block::paragraph(vec![*line])),
            }
            // A sentence that ends long before the line does ends its paragraph, if the next line may be a heading.
            let own = &text.lines[*line];
            is_new = ends_sentence(&own.text)
                && behind.is_some_and(|next| {
                    is_heading(next, group.get(at + 2).map(|n| &text.lines[*n]), width) || length(&own.text) * 5 < width * 3
                });
        }
    }
    for (stage, line) in changes {
        text.changed(stage, line, 1);
    }
    blocks
}

/// Lines between blank ones.
pub fn groups(text: &Text) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut is_open = false;
    for (at, line) in text.lines.iter().enumerate() {
        if line.is_blank() {
            is_open = false;
        } else if is_open && let Some(group) = groups.last_mut() {
            group.push(at);
        } else {
            groups.push(vec![at]);
            is_open = true;
        }
    }
    groups
}

/// Whether blank lines of this text stand within paragraphs: most groups of full lines end within a sentence, three of them at least,
/// with a line that goes on behind it.
fn is_broken(text: &Text, groups: &[Vec<usize>], width: usize) -> bool {
    let long: Vec<&[Vec<usize>]> = groups.windows(2).filter(|two| two[0].len() > 1).collect();
    let last = |group: &[usize]| group[group.len() - 1];
    let cut = long.iter().filter(|two| goes_on(&text.lines[last(&two[0])], &text.lines[two[1][0]], width)).count();
    cut >= 3 && cut * 2 > long.len()
}

/// Whether a paragraph goes on behind a blank line: the line before it is full and ends within a sentence.
fn goes_on(last: &Line, next: &Line, width: usize) -> bool {
    let is_text = |line: &Line| !line.is_kept && is_arabic_line(&line.text);
    is_text(last) && is_text(next) && !ends_sentence(&last.text) && length(&last.text) * 4 >= width * 3
}

/// Whether a line is a heading: it ends long before it is full and without a mark, although the full line below it went on.
fn is_heading(line: &Line, behind: Option<&Line>, width: usize) -> bool {
    let Some(behind) = behind.filter(|next| !next.is_kept && is_arabic_line(&next.text)) else { return false };
    let is_short = length(&line.text) * 5 < width * 3;
    let is_full = length(&behind.text) * 4 >= width * 3;
    !line.is_kept
        && is_arabic_line(&line.text)
        && is_short
        && is_full
        && !line.text.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '”' | '»' | '؟'))
}
