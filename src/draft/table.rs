//! A table of a document -> a table of a page: each cell once, in the order in which they are read.

use super::Place;
use super::atoms::Atom;
use super::build::Builder;
use super::list::block;
use super::words::{Kind, clean, opening};
use crate::ast::{Align, Block, BlockKind, Cell, Inline};
use crate::locale::Dir;
use crate::source::{FileId, Span};
use crate::word::element::Element;

/// More cells than the widest table has columns.
const MOST_COLUMNS: usize = 1_000;
/// More cells than a table has whose rows are about as long as each other.
const MOST_CELLS: usize = 50_000;
/// Elements around rows and cells.
const AROUND: [&str; 3] = ["sdt", "sdtContent", "customXml"];

/// A cell as it was read.
struct Read {
    content: Vec<Inline>,
    /// Columns that it takes.
    width: usize,
    /// How its text stands.
    align: Align,
}

impl Builder<'_> {
    /// Takes a table. What its style hides is hidden in the tables within it too.
    pub(in crate::draft) fn table(&mut self, element: &Element) {
        self.in_table(element, |builder| builder.whole_table(element));
    }

    /// Reads within a table.
    fn in_table<T>(&mut self, element: &Element, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.reader.is_in_hidden;
        let style = style(element);
        self.reader.is_in_hidden |= !style.is_empty() && self.reader.styles.hides(style);
        let own = read(self);
        self.reader.is_in_hidden = outer;
        own
    }

    fn whole_table(&mut self, element: &Element) {
        let mut rows = Vec::new();
        self.rows(element, &mut rows);
        let shown: Vec<&Element> = rows.into_iter().filter(|row| self.is_row_shown(row)).collect();
        let hides = self.reader.styles.hides_rows(style(element));
        if let [row] = shown.as_slice()
            && !is_hidden(row, hides)
            && let [cell] = cells(row).as_slice()
        {
            // One cell alone is a frame around what it holds.
            let place = Place::Paragraph(self.paragraphs + 1);
            for inner in cell.elements() {
                self.block(inner);
            }
            return self.left(place, "", ("frame", "a frame around these blocks is left out".to_owned()), false);
        }
        self.begin();
        let first = Place::Paragraph(self.paragraphs + 1);
        let mut read: Vec<Vec<Read>> = Vec::new();
        let (mut merged, mut heads) = (Vec::new(), 0);
        for row in shown {
            if is_hidden(row, hides) {
                self.hidden_row(row);
                continue;
            }
            let properties = row.child("trPr");
            let is_head = properties.is_some_and(|own| own.switch("tblHeader") == Some(true));
            heads += usize::from(is_head && read.len() == heads);
            let before = properties.and_then(|own| own.value("gridBefore")?.parse().ok()).unwrap_or(0).min(MOST_COLUMNS);
            let mut own: Vec<Read> = (0..before).map(|_| Read { content: Vec::new(), width: 1, align: Align::Auto }).collect();
            for cell in cells(row).into_iter().take(MOST_COLUMNS) {
                own.extend(self.cell(cell, &mut merged));
            }
            read.push(own);
        }
        let look = element.child("tblPr").and_then(|own| own.child("tblLook"));
        let is_looked = look.is_some_and(|look| {
            let bits = look.get("val").and_then(|bits| u32::from_str_radix(bits, 16).ok()).unwrap_or(0);
            look.get("firstRow") == Some("1") || look.get("firstRow").is_none() && bits & 0x20 != 0
        });
        let is_mirrored = element.child("tblPr").is_some_and(|own| own.switch("bidiVisual") == Some(true));
        let widest = read.iter().map(|row| row.iter().map(|cell| cell.width).sum::<usize>()).max().unwrap_or(0);
        let width = widest.min(MOST_COLUMNS);
        let says_nothing = read.iter().flatten().all(|cell| cell.content.is_empty());
        if width == 0 || self.reader.is_in_hidden && says_nothing {
            return;
        }
        self.told(first, (&merged, heads, is_looked), (is_mirrored, width));
        // One long row makes all others as long.
        let count: usize = read.iter().map(Vec::len).sum();
        if read.len().saturating_mul(width) > MOST_CELLS.max(count.saturating_mul(8)) {
            self.left(
                first,
                "",
                ("table", "a table with one row that is far longer than the others is carried as its words".to_owned()),
                true,
            );
            for own in read {
                let line: Vec<Inline> =
                    own.into_iter().flat_map(|read| read.content.into_iter().chain([Inline::Text(" ".into())])).collect();
                self.push(block(BlockKind::Paragraph(line), self.means));
            }
            return;
        }
        self.count("tables");
        let table = self.put_together(read, width);
        self.push(table);
    }

    /// What became of a table that Markdown cannot say.
    fn told(&mut self, place: Place, (merged, heads, is_looked): (&[String], usize, bool), (is_mirrored, width): (bool, usize)) {
        if !merged.is_empty() {
            let shown: Vec<&str> = merged.iter().map(String::as_str).take(8).collect();
            let more = if merged.len() > 8 { ", …" } else { "" };
            let why = format!(
                "cells were one over several columns or rows ({}{more}): their text stands in the first",
                shown.join(", ")
            );
            self.left(place, "", ("merged-cells", why), true);
        }
        if heads == 0 && !is_looked {
            self.left(place, "", ("table-head", "no row of a table is its head: the first one was taken".to_owned()), false);
        }
        if heads > 1 {
            self.left(
                place,
                "",
                ("table-head", "a table has several head rows: the first one is the head here".to_owned()),
                true,
            );
        }
        let is_from_right = self.means.locale.dir == Dir::Rtl;
        if width > 1 && is_mirrored != is_from_right {
            let side = if is_mirrored { "right" } else { "left" };
            let why = format!("the first column stood at the {side}: here it stands where lines begin");
            self.left(place, "", ("table-direction", why), false);
        }
    }

    fn put_together(&mut self, read: Vec<Vec<Read>>, width: usize) -> Block {
        let cell = |content| Cell {
            span: Span::new(FileId::NONE, 0, 0),
            locale: self.means.locale.id,
            dir: self.means.locale.dir,
            content,
        };
        let aligns = aligned(&read, width);
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(read.len());
        for own in read {
            let mut row = Vec::with_capacity(width);
            for read in own {
                let after = width.saturating_sub(row.len()).min(read.width).saturating_sub(1);
                row.push(cell(read.content));
                row.extend((0..after).map(|_| cell(Vec::new())));
            }
            let beyond: Vec<Cell> = if row.len() > width { row.split_off(width) } else { Vec::new() };
            if let Some(last) = row.last_mut() {
                last.content.extend(beyond.into_iter().flat_map(|cell| cell.content));
            }
            row.resize_with(width, || cell(Vec::new()));
            rows.push(row);
        }
        let mut rest = rows.into_iter();
        let head = rest.next().unwrap_or_default();
        // A row that says nothing is a space between others.
        let rows = rest.filter(|row| row.iter().any(|cell| !cell.content.is_empty())).collect();
        block(BlockKind::Table { align: aligns, head, rows }, self.means)
    }

    /// The rows of a table.
    fn rows<'e>(&mut self, element: &'e Element, rows: &mut Vec<&'e Element>) {
        for own in element.elements() {
            if own.name == "tr" {
                rows.push(own);
            } else if AROUND.contains(&own.name.as_str()) || self.reader.shows(&own.name) == Some(true) {
                self.rows(own, rows);
            }
        }
    }

    /// Whether the state that is taken has a row.
    fn is_row_shown(&mut self, row: &Element) -> bool {
        let changes = row.child("trPr").into_iter().flat_map(Element::elements);
        changes.filter_map(|own| self.reader.shows(&own.name)).all(|is_shown| is_shown)
    }

    /// A row that is there and is not shown: its paragraphs count, and it is told.
    fn hidden_row(&mut self, row: &Element) {
        let place = self.note.map_or(Place::Paragraph(self.paragraphs + 1), Place::Note);
        row.all(&mut |own| self.paragraphs += usize::from(own.name == "p" && self.note.is_none()));
        let why = "a row of a table that the document hides is left out".to_owned();
        self.left(place, "", ("hidden-text", why), false);
    }

    /// A cell; `None` for one that the state that is taken does not have.
    fn cell(&mut self, cell: &Element, merged: &mut Vec<String>) -> Option<Read> {
        let properties = cell.child("tcPr");
        let change = properties.and_then(|own| own.child("cellIns").or_else(|| own.child("cellDel")));
        let change = change.map(|own| if own.name == "cellIns" { "ins" } else { "del" });
        if change.is_some_and(|name| self.reader.shows(name) == Some(false)) {
            return None;
        }
        let width: usize = properties.and_then(|own| own.value("gridSpan")?.parse().ok()).unwrap_or(1).clamp(1, MOST_COLUMNS);
        let down = properties.and_then(|own| own.child("vMerge")).map(|own| own.get("val") == Some("restart"));
        let mut atoms = Vec::new();
        let mut count = 0;
        let align = self.cell_text(cell, &mut atoms, &mut count);
        let place = Place::Paragraph(self.paragraphs);
        let begin = opening(&atoms);
        if width > 1 || down == Some(true) {
            merged.push(format!("\u{201c}{}\u{201d}", clean(&begin)));
        }
        if count > 1 {
            self.left(place, &begin, ("cell", "several paragraphs of a cell are one here".to_owned()), false);
        }
        let content = self.line(atoms, Kind::Cell, place);
        Some(Read { content, width, align })
    }

    /// What stands in a cell, one paragraph behind the other. Gives how the first of them stands.
    fn cell_text(&mut self, element: &Element, atoms: &mut Vec<Atom>, count: &mut usize) -> Align {
        let mut align = Align::Auto;
        for own in element.elements() {
            match own.name.as_str() {
                "p" => {
                    let found = self.atoms(own);
                    let has_text = found.iter().any(|atom| !matches!(atom, Atom::Comment(_) | Atom::Bookmark(_)));
                    if has_text {
                        if *count == 0 {
                            align = alignment(own);
                        } else {
                            atoms.push(Atom::Break);
                        }
                        *count += 1;
                    }
                    for atom in found {
                        match atom {
                            Atom::Box(blocks) => {
                                let held = Element {
                                    children: blocks.into_iter().map(crate::word::element::Child::Element).collect(),
                                    ..Element::default()
                                };
                                self.cell_text(&held, atoms, count);
                            }
                            other @ (Atom::Text { .. }
                            | Atom::Break
                            | Atom::Note(_)
                            | Atom::Picture(..)
                            | Atom::Math(..)
                            | Atom::Comment(_)
                            | Atom::Bookmark(_)
                            | Atom::Rule
                            | Atom::Left(..)) => atoms.push(other),
                        }
                    }
                }
                "tbl" => {
                    let why = "a table in a cell is carried as its words".to_owned();
                    atoms.push(Atom::Left("table-in-table", why, true));
                    self.in_table(own, |builder| builder.cell_text(own, atoms, count));
                }
                "tr" if is_hidden(own, false) => self.hidden_row(own),
                "tr" | "tc" | "sdt" | "sdtContent" | "customXml" => {
                    self.cell_text(own, atoms, count);
                }
                name => {
                    if self.reader.shows(name) == Some(true) {
                        self.cell_text(own, atoms, count);
                    }
                }
            }
        }
        align
    }
}

/// Whether a row is there and is not shown.
pub(in crate::draft) fn is_hidden(row: &Element, by_style: bool) -> bool {
    row.child("trPr").and_then(|own| own.switch("hidden")).unwrap_or(by_style)
}

/// The id of a table's style.
pub(in crate::draft) fn style(table: &Element) -> &str {
    table.child("tblPr").and_then(|own| own.value("tblStyle")).unwrap_or_default()
}

/// The cells of a row.
fn cells(row: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    for own in row.elements() {
        if own.name == "tc" {
            found.push(own);
        } else if AROUND.contains(&own.name.as_str()) {
            found.extend(cells(own));
        }
    }
    found
}

/// How a paragraph stands, along the direction in which it is read. In one that is read from the right, `right` is its end.
fn alignment(paragraph: &Element) -> Align {
    match paragraph.child("pPr").and_then(|own| own.value("jc")) {
        Some("center") => Align::Center,
        Some("right" | "end") => Align::Right,
        Some(_) | None => Align::Auto,
    }
}

/// How columns stand: as all their cells below the head do.
fn aligned(read: &[Vec<Read>], width: usize) -> Vec<Align> {
    let mut found: Vec<Option<Align>> = vec![None; width];
    for row in read.iter().skip(1) {
        let mut at = 0;
        for cell in row {
            if let Some(own) = found.get_mut(at).filter(|_| !cell.content.is_empty()) {
                *own = Some(own.map_or(cell.align, |before| if before == cell.align { before } else { Align::Auto }));
            }
            at += cell.width;
        }
    }
    found.into_iter().map(|align| align.unwrap_or(Align::Auto)).collect()
}
