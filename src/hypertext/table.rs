//! Tables of a page -> tables of Markdown, which have one head row, and one line in a cell.

use super::left::Kind;
use super::line::{Around, Kept, line};
use super::media::is_kept;
use super::names;
use super::reading::{Reading, block, nowhere};
use super::tree::Id;
use crate::ast::{Align, Block, BlockKind, Cell};
use crate::locale::{Dir, LocaleId};

/// The most columns that a cell may go over.
const WIDEST: usize = 100;

/// A table as it stands in the page.
pub(in crate::hypertext) struct Table {
    /// What stands above it, and what stands in it but in no cell.
    pub captions: Vec<Id>,
    /// Its cells, row by row.
    pub rows: Vec<Vec<Id>>,
    /// Whether it only puts blocks beside each other.
    pub is_layout: bool,
    /// Whether its first row is said to be its head.
    has_head: bool,
}

/// Reads the rows of a table.
pub(in crate::hypertext) fn read(reading: &mut Reading<'_>, id: Id) -> Table {
    let tree = reading.tree;
    let mut table = Table { captions: Vec::new(), rows: Vec::new(), is_layout: false, has_head: false };
    let mut parts: Vec<Id> = tree.children(id).collect();
    parts.reverse();
    while let Some(part) = parts.pop() {
        match tree.name(part) {
            "tbody" | "thead" | "tfoot" => {
                if !is_kept(reading, part) {
                    continue;
                }
                table.has_head |= tree.name(part) == "thead" && table.rows.is_empty();
                let mut inside: Vec<Id> = tree.children(part).collect();
                inside.reverse();
                parts.extend(inside);
            }
            "tr" => {
                if !is_kept(reading, part) {
                    continue;
                }
                let (cells, others): (Vec<Id>, Vec<Id>) =
                    tree.children(part).filter(|id| !tree.is_blank(*id)).partition(|id| matches!(tree.name(*id), "td" | "th"));
                table.captions.extend(others);
                if !cells.is_empty() {
                    table.rows.push(cells);
                }
            }
            "colgroup" | "col" => {}
            _ if tree.is_blank(part) => {}
            _ => table.captions.push(part),
        }
    }
    let is_head = |row: &Vec<Id>| row.iter().all(|id| tree.name(*id) == "th");
    table.has_head |= table.rows.first().is_some_and(is_head);
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let held: usize = table.rows.iter().map(Vec::len).sum();
    // A table of which most cells are missing would be many times as long as the page says.
    let is_ragged = columns * table.rows.len() > held * 4 + 64;
    let is_said = tree.attribute(id, "role").is_some_and(|role| matches!(role.trim(), "presentation" | "none"));
    let holds_blocks = table.rows.iter().flatten().any(|cell| is_long(reading, *cell));
    table.is_layout = is_said || is_ragged || holds_blocks || (columns < 2 && table.rows.len() < 2);
    table
}

/// Whether a cell holds what no line can.
fn is_long(reading: &Reading<'_>, cell: Id) -> bool {
    let tree = reading.tree;
    let is_block = |id: Id| {
        let name = tree.name(id);
        names::is_heading(name) || matches!(name, "table" | "pre" | "blockquote" | "figure" | "dl" | "hr")
    };
    tree.within(cell).any(is_block) || tree.within(cell).filter(|id| tree.name(*id) == "p").count() > 3
}

/// A table in Markdown.
pub(in crate::hypertext) fn written(reading: &mut Reading<'_>, id: Id, table: &Table, around: &[Around]) -> Option<Block> {
    if table.rows.is_empty() {
        return None;
    }
    if !table.has_head {
        reading.leave(id, Kind::Structure, "a table without a head: its first row is its head");
    }
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(table.rows.len());
    // Columns that a cell of a row above goes down over, with how many rows are left.
    let mut taken: Vec<usize> = Vec::new();
    let most = table.rows.iter().map(Vec::len).sum::<usize>() * 4 + 64;
    let (mut made, mut is_wide) = (0, false);
    for own in &table.rows {
        let mut cells: Vec<Cell> = Vec::with_capacity(own.len());
        for cell in own {
            while taken.get(cells.len()).is_some_and(|left| *left > 0) {
                taken[cells.len()] -= 1;
                cells.push(blank());
            }
            let [wide, high] = spans(reading, *cell);
            is_wide |= wide > 1 || high > 1;
            let at = cells.len();
            cells.push(self::cell(reading, *cell, around));
            // What is many times as large as the page says it is, is not written.
            let wide = if made + at + wide > most { 1 } else { wide };
            cells.extend((1..wide).map(|_| blank()));
            if high > 1 {
                taken.resize(taken.len().max(at + wide), 0);
                taken[at..at + wide].fill(high - 1);
            }
        }
        made += cells.len();
        rows.push(cells);
    }
    if is_wide {
        reading.leave(id, Kind::Structure, "cells over several columns or rows: the others are empty");
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize_with(columns, blank);
    }
    let head = rows.remove(0);
    let align = columns_of(reading, &table.rows[0], columns);
    Some(block(BlockKind::Table { align, head, rows }))
}

fn blank() -> Cell {
    Cell { span: nowhere(), locale: LocaleId(0), dir: Dir::Ltr, content: Vec::new() }
}

fn cell(reading: &mut Reading<'_>, id: Id, around: &[Around]) -> Cell {
    if !is_kept(reading, id) {
        return blank();
    }
    let tree = reading.tree;
    let parts = tree.within(id).filter(|id| matches!(tree.name(*id), "p" | "li" | "br" | "div")).count();
    if parts > 1 {
        reading.leave(id, Kind::Structure, "lines within a cell: they follow each other");
    }
    let children: Vec<Id> = tree.children(id).collect();
    Cell { content: line(reading, &children, around, Kept::OneLine), ..blank() }
}

/// How many columns and rows a cell goes over.
fn spans(reading: &Reading<'_>, id: Id) -> [usize; 2] {
    ["colspan", "rowspan"].map(|name| {
        let own = reading.tree.attribute(id, name).and_then(|number| number.trim().parse::<usize>().ok());
        own.unwrap_or(1).clamp(1, WIDEST)
    })
}

/// How the columns are aligned, by the cells of the first row. Sides are those of reading in Markdown, and of the page in HTML.
fn columns_of(reading: &Reading<'_>, first: &[Id], columns: usize) -> Vec<Align> {
    let tree = reading.tree;
    let of = |id: &Id| {
        let style: String = tree.attribute(*id, "style").unwrap_or_default().split_whitespace().collect();
        let named = tree
            .attribute(*id, "align")
            .unwrap_or_else(|| style.split(';').find_map(|rule| rule.strip_prefix("text-align:")).unwrap_or_default());
        let is_rtl = reading.language.own().dir == Dir::Rtl;
        match named {
            "center" => Align::Center,
            "right" if !is_rtl => Align::Right,
            "left" if is_rtl => Align::Right,
            _ => Align::Auto,
        }
    };
    let mut out: Vec<Align> = first.iter().map(of).collect();
    out.resize(columns, Align::Auto);
    out
}
