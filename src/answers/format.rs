//! A page -> the edits that set the pipes of its tables below each other and give its lists one mark (`-`). Nothing else of it changes,
//! and the page says the same after as before: it is read again, and what would read otherwise is left as it is.

use std::ops::Range;

use super::{Change, Desk, TextEdit};
use crate::ast::walk;
use crate::ast::{Block, BlockKind, Document};
use crate::locale::letter;
use crate::markdown::write::same_blocks;
use crate::message::Message;

/// Wider tables are not set below each other: their lines would break in an editor.
const WIDEST: usize = 120;

/// The edits of a page; none of a file that is no page. One sentence why not, where the page has errors: what it says is not known then.
pub fn edits(desk: &Desk, path: &str) -> Result<Vec<TextEdit>, Message> {
    let Some(page) = desk.session().document(path) else { return Ok(Vec::new()) };
    if page.diags.has_errors() {
        return Err(say!("`{path}` has errors; mend them before it is formatted", path));
    }
    let text = desk.text(path).unwrap_or_default();
    let mut found: Vec<Vec<(Range<usize>, String)>> = Vec::new();
    let notes = page.value.notes.iter().flat_map(|note| &note.content);
    for block in page.value.blocks.iter().chain(notes) {
        walk::blocks(std::slice::from_ref(block), &mut |block| found.push(of_block(text, block)));
    }
    found.retain(|edits| !edits.is_empty());
    let edit = |(range, text): (Range<usize>, String)| TextEdit { path: path.to_owned(), range, text };
    let found: Vec<Vec<TextEdit>> = found.into_iter().map(|edits| edits.into_iter().map(edit).collect()).collect();
    let mut kept = Vec::new();
    keep(desk, &page.value, &found, &mut kept);
    kept.sort_by_key(|edit| edit.range.start);
    Ok(kept)
}

/// Keeps the edits with which the page says what it said: all of them, or those of each half.
fn keep(desk: &Desk, document: &Document, found: &[Vec<TextEdit>], kept: &mut Vec<TextEdit>) {
    if found.is_empty() {
        return;
    }
    let edits: Vec<TextEdit> = kept.iter().chain(found.iter().flatten()).cloned().collect();
    let after = desk.changed(&Change { files: Vec::new(), edits: edits.clone() });
    if after.document(&document.path).is_some_and(|after| is_same(document, after)) {
        *kept = edits;
    } else if found.len() > 1 {
        let (first, second) = found.split_at(found.len() / 2);
        keep(desk, document, first, kept);
        keep(desk, document, second, kept);
    }
}

/// Whether two documents say the same, notes included.
fn is_same(one: &Document, other: &Document) -> bool {
    let said = |document: &'_ Document| (document.refs.clone(), document.notes.clone());
    let ((refs, notes), (other_refs, other_notes)) = (said(one), said(other));
    let same = |a: &[Block], b: &[Block]| same_blocks((a, &refs, &notes), (b, &other_refs, &other_notes));
    one.comments.len() == other.comments.len()
        && notes.len() == other_notes.len()
        && same(&one.blocks, &other.blocks)
        && notes.iter().zip(&other_notes).all(|(a, b)| a.label == b.label && same(&a.content, &b.content))
}

/// The edits of one block, without those of what it holds.
fn of_block(text: &str, block: &Block) -> Vec<(Range<usize>, String)> {
    match &block.kind {
        BlockKind::Table { .. } => table(text, block.span.range()),
        BlockKind::List { start: None, items, .. } => {
            items.iter().filter_map(|item| marker(text, item.span.range())).map(|range| (range, "-".to_owned())).collect()
        }
        BlockKind::List { .. }
        | BlockKind::Paragraph(_)
        | BlockKind::Heading { .. }
        | BlockKind::Quote(_)
        | BlockKind::Callout { .. }
        | BlockKind::Code { .. }
        | BlockKind::CaptionedImage { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Math { .. }
        | BlockKind::Raw(_)
        | BlockKind::Rule => Vec::new(),
    }
}

/// The mark of an item, where it is another than `-`.
fn marker(text: &str, item: Range<usize>) -> Option<Range<usize>> {
    let own = text.get(item.clone())?;
    let at = item.start + own.len() - own.trim_start().len();
    matches!(text.as_bytes().get(at), Some(b'*' | b'+')).then_some(at..at + 1)
}

/// A line of a table.
struct Row<'t> {
    /// Its bytes, from its first letter to its last.
    range: Range<usize>,
    /// Its cells, without the blanks around them.
    cells: Vec<&'t str>,
    /// How wide they are.
    widths: Vec<usize>,
}

/// The lines of a table that is written otherwise than it would be.
fn table(text: &str, block: Range<usize>) -> Vec<(Range<usize>, String)> {
    let mut start = block.start;
    let mut rows = Vec::new();
    for line in text.get(block).unwrap_or_default().split_inclusive('\n') {
        let own = line.trim();
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        // A caption, or what closes a container.
        if !own.contains('|') {
            break;
        }
        rows.push(row(own, at));
    }
    // The second line says which way the columns stand; a table in a quotation has a mark before each line, and stays as it is.
    let is_line =
        |row: &Row<'_>| row.cells.iter().all(|cell| !cell.is_empty() && cell.trim_matches(':').bytes().all(|b| b == b'-'));
    if !rows.get(1).is_some_and(is_line) {
        return Vec::new();
    }
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let width = |column: usize| {
        let own = rows.iter().enumerate().filter(|(at, _)| *at != 1).filter_map(|(_, row)| row.widths.get(column));
        own.copied().max().unwrap_or_default().max(3)
    };
    let mut widths: Vec<usize> = (0..columns).map(width).collect();
    if widths.iter().sum::<usize>() + 3 * columns + 1 > WIDEST {
        widths = vec![0; columns];
    }
    let written =
        |(at, row): (usize, &Row<'_>)| (row.range.clone(), if at == 1 { line(row, &widths) } else { cells(row, &widths) });
    let edits = rows.iter().enumerate().map(written);
    edits.filter(|(range, new)| text.get(range.clone()).is_some_and(|old| old != new)).collect()
}

/// A line taken apart at its pipes; those behind a backslash are letters of a cell.
fn row(own: &str, at: usize) -> Row<'_> {
    let inner = own.strip_prefix('|').unwrap_or(own);
    let mut cells = Vec::new();
    let (mut from, mut is_escaped) = (0, false);
    for (place, c) in inner.char_indices() {
        if c == '|' && !is_escaped {
            cells.push(inner[from..place].trim());
            from = place + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    if !inner[from..].trim().is_empty() {
        cells.push(inner[from..].trim());
    }
    let widths = cells.iter().map(|cell| cell.chars().filter(|c| !is_mark(*c)).count()).collect();
    Row { range: at..at + own.len(), cells, widths }
}

/// What stands above or below a letter, or says a direction, and so has no width.
fn is_mark(c: char) -> bool {
    letter::is_mark(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}')
}

fn cells(row: &Row<'_>, widths: &[usize]) -> String {
    let mut out = String::from("|");
    for ((cell, own), width) in row.cells.iter().zip(&row.widths).zip(widths) {
        let blank = " ".repeat(width.saturating_sub(*own));
        if cell.is_empty() && blank.is_empty() {
            out.push_str(" |");
        } else {
            out.extend([" ", *cell, blank.as_str(), " |"]);
        }
    }
    out
}

/// The line below the head.
fn line(row: &Row<'_>, widths: &[usize]) -> String {
    let mut out = String::from("|");
    for (cell, width) in row.cells.iter().zip(widths) {
        let (start, end) = (cell.starts_with(':'), cell.len() > 1 && cell.ends_with(':'));
        let dashes = "-".repeat(width.max(&3) - usize::from(start) - usize::from(end));
        out.extend([" ", if start { ":" } else { "" }, dashes.as_str(), if end { ":" } else { "" }, " |"]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::table;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut new = text.to_owned();
        for (range, own) in table(text, 0..text.len()).into_iter().rev() {
            new.replace_range(range, &own);
        }
        assert_eq!(new, expected);
        assert!(table(&new, 0..new.len()).is_empty(), "once is enough: {new}");
    }

    #[test]
    fn pipes_stand_below_each_other() {
        check("a|b\n:-|-:\n1|2222\n", "| a   | b    |\n| :-- | ---: |\n| 1   | 2222 |\n");
        check("|سَنة|x\\|y|\r\n|:-:|---|\r\n||3|\r\n", "| سَنة | x\\|y |\r\n| :-: | ---- |\r\n|     | 3    |\r\n");
        check("> | a |\n> |---|\n> | b |\n", "> | a |\n> |---|\n> | b |\n");
        check("|שָׁלוֹם|x|\n|-|-|\n", "| שָׁלוֹם | x   |\n| ---- | --- |\n");
        let wide = format!("| {} |b|\n|---|---|\n", "x".repeat(130));
        check(&wide, &format!("| {} | b |\n| --- | --- |\n", "x".repeat(130)));
    }
}
