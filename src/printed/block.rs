//! Lines in their columns -> paragraphs, headings, items of lists and notes, by sizes, gaps and edges.

use super::column::Column;
use super::order;
use super::row::Line;
use crate::locale::reading::is_from_right;

/// What a block is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Text.
    Paragraph,
    /// A heading, 1 for the largest.
    Heading(usize),
    /// A note at the foot of a page, by what stands before it.
    Note(String),
}

/// Lines that belong together.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its lines from above.
    pub lines: Vec<Line>,
    /// Whether it is read from the right.
    pub from_right: bool,
    /// Whether its last line ends where its column does.
    pub is_full: bool,
}

/// What most of a document is set in.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// The size of most letters.
    pub size: f64,
    /// The largest size in which much is set: what is larger is a heading.
    pub largest: f64,
    /// Whether most letters are bold.
    pub is_bold: bool,
}

impl Body {
    /// Of all lines.
    pub fn of(columns: &[Column]) -> Self {
        let mut sizes: Vec<(f64, usize)> = Vec::new();
        let (mut bold, mut all) = (0, 0);
        for line in columns.iter().flatten() {
            let letters = line.glyphs.len();
            all += letters;
            bold += if line.is_bold { letters } else { 0 };
            match sizes.iter_mut().find(|(size, _)| (size - line.size).abs() < 0.3) {
                Some((_, count)) => *count += letters,
                None => sizes.push((line.size, letters)),
            }
        }
        let size = sizes.iter().max_by_key(|(_, count)| *count).map_or(10.0, |(size, _)| *size);
        let largest = sizes.iter().filter(|(_, count)| *count * 8 > all).map(|(size, _)| *size).fold(size, f64::max);
        Self { size, largest, is_bold: bold * 2 > all }
    }
}

/// The blocks of a document.
pub fn blocks(columns: &[Column], body: Body) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let leads = leads(columns);
    for column in columns {
        let from = column.iter().map(|line| line.from).fold(f64::INFINITY, f64::min);
        let to = column.iter().map(|line| line.to).fold(f64::NEG_INFINITY, f64::max);
        let (right, left) = column.iter().map(order::letters).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        let from_right = right > left;
        let indent = |line: &Line| if from_right { to - line.to } else { line.from - from };
        let short = |line: &Line| if from_right { line.from - from } else { to - line.to };
        for (at, line) in column.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| column.get(at));
            let begins = match before {
                Some(before) => {
                    let gap = line.base - before.base;
                    let own_lead =
                        leads.iter().find(|(size, _)| (size - line.size).abs() < 0.3).map_or(line.size * 1.5, |(_, lead)| *lead);
                    let differs = (line.size - before.size).abs() > line.size * 0.06 || line.is_bold != before.is_bold;
                    // Where the next line begins as far in, the paragraph hangs.
                    let hangs = column.get(at + 1).is_none_or(|next| indent(next) > line.size * 0.5);
                    let is_indented = indent(line) > line.size * 0.8 && indent(before) < line.size * 0.5 && !hangs;
                    let has_ended = short(before) > (to - from) * 0.12 && short(before) > before.size * 2.0 && ends(before);
                    differs || gap > own_lead * 1.22 || gap < 0.0 || is_indented || has_ended || is_item(line, from_right)
                }
                None => true,
            };
            let is_full = short(line) < (to - from) * 0.12;
            match blocks.last_mut().filter(|_| !begins) {
                Some(block) => {
                    block.lines.push(line.clone());
                    block.is_full = is_full;
                }
                None => blocks.push(Block { kind: Kind::Paragraph, lines: vec![line.clone()], from_right, is_full }),
            }
        }
    }
    for block in &mut blocks {
        let (right, left) = block.lines.iter().map(order::letters).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        if right + left > 0 {
            // Where a line of Latin has its full stop on the left, its paragraph is read from the right.
            let is_turned = block.lines.last().is_some_and(|line| {
                let (text, marks) = (line.letters(), ['.', '!', '?', ':']);
                text.trim().starts_with(marks) && !text.trim().ends_with(marks)
            });
            block.from_right = right * 2 > left || is_turned;
        }
    }
    headings(&mut blocks, body);
    blocks
}

/// From one line to the next, for each size of which there are enough.
fn leads(columns: &[Column]) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, Vec<f64>)> = Vec::new();
    for two in columns.iter().flat_map(|column| column.windows(2)) {
        let gap = two[1].base - two[0].base;
        let is_one = (two[0].size - two[1].size).abs() < 0.3 && gap > two[0].size * 0.8 && gap < two[0].size * 3.0;
        if is_one {
            match all.iter_mut().find(|(size, _)| (size - two[0].size).abs() < 0.3) {
                Some((_, gaps)) => gaps.push(gap),
                None => all.push((two[0].size, vec![gap])),
            }
        }
    }
    let usual = |mut gaps: Vec<f64>| {
        gaps.sort_by(f64::total_cmp);
        gaps.get(gaps.len() * 3 / 10).copied()
    };
    all.into_iter().filter(|(_, gaps)| gaps.len() >= 3).filter_map(|(size, gaps)| Some((size, usual(gaps)?))).collect()
}

/// Whether a line begins with what stands before an item of a list, and its text behind it.
fn is_item(line: &Line, from_right: bool) -> bool {
    let text = order::text(line, from_right, &[], 0);
    super::item::marker(&text).is_some()
}

/// Whether a sentence ends with a line. The mark stands at one of its ends, whichever way it is read.
fn ends(line: &Line) -> bool {
    let letters = line.letters();
    let is_end = |c: char| matches!(c, '.' | '!' | '?' | '؟' | ':' | '۔' | '؛' | '…' | '»' | '”' | ')');
    let text = letters.trim();
    if text.chars().filter(|c| is_from_right(*c)).count() > 0 { text.starts_with(is_end) } else { text.ends_with(is_end) }
}

/// Tells headings: larger than the text, or bold and short, and not a whole page of it.
fn headings(blocks: &mut [Block], body: Body) {
    let size = |block: &Block| block.lines.first().map_or(body.size, |line| line.size);
    let letters = |block: &Block| block.lines.iter().map(|line| line.glyphs.len()).sum::<usize>();
    let is_large = |block: &Block| size(block) > body.largest * 1.06 && block.lines.len() <= 4 && letters(block) < 260;
    let is_bold = |block: &Block| {
        !body.is_bold
            && block.lines.iter().all(|line| line.is_bold)
            && block.lines.len() <= 2
            && letters(block) < 140
            && size(block) > body.size * 0.95
            && !block.lines.last().is_some_and(ends)
    };
    let has_words =
        |block: &Block| block.lines.iter().any(|line| line.letters().chars().filter(|c| c.is_alphabetic()).count() > 1);
    let mut sizes: Vec<f64> = blocks.iter().filter(|block| is_large(block) && has_words(block)).map(size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|a, b| (*a - *b).abs() < 0.6);
    for block in blocks {
        if !has_words(block) {
            continue;
        }
        let own = size(block);
        if is_large(block) {
            let level = sizes.iter().position(|size| (size - own).abs() < 0.6).unwrap_or(0) + 1;
            block.kind = Kind::Heading(level);
        } else if is_bold(block) {
            block.kind = Kind::Heading(sizes.len() + 1);
        }
    }
}

/// Whether the text of one block goes on in the next, over the end of a page or a column.
pub fn goes_on(block: &Block, next: &Block, text: &str) -> bool {
    let (Some(last), Some(first)) = (block.lines.last(), next.lines.first()) else { return false };
    let is_text = block.kind == Kind::Paragraph && next.kind == Kind::Paragraph;
    let is_elsewhere = last.page != first.page || first.base <= last.base;
    let is_same = (last.size - first.size).abs() < first.size * 0.06 && last.is_bold == first.is_bold;
    let is_open = !text.trim_end().ends_with(['.', '!', '?', '؟', ':', '۔', '…', '»', '”']);
    is_text && is_elsewhere && is_same && is_open && block.is_full && block.from_right == next.from_right
}
