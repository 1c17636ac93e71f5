//! Tables, turned round where the language reads from the right, and two languages beside each other.

use crate::ast::Align;
use crate::book::block::Voice;
use crate::book::block::{Cell, text};
use crate::book::bound::Notes;
use crate::locale::Dir;

use super::face::{Face, Sort};
use super::origin::Origin;
use super::write::{Layout, Setting, Writer};

/// The width of the text on a page, in twentieths of a point.
pub const LINE: usize = 9360;

impl Writer<'_> {
    /// A table with its head; the first column is on the side where the language begins.
    pub(super) fn table(&mut self, align: &[Align], head: &[Cell], rows: &[Vec<Cell>], voice: Voice) {
        let room = self.room();
        let widths = widths(head, rows, room);
        self.xml.open("w:tbl", &[]);
        self.table_head("DataTable", voice.dir, &widths);
        for (y, row) in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).enumerate() {
            self.xml.open("w:tr", &[]);
            self.xml.open("w:trPr", &[]);
            self.xml.empty("w:cantSplit", &[]);
            if y == 0 {
                self.xml.empty("w:tblHeader", &[]);
            }
            self.xml.close("w:trPr");
            for (x, cell) in row.iter().enumerate() {
                self.cell(widths.get(x).copied().unwrap_or(room), |writer| {
                    let is_end = align.get(x) == Some(&Align::Right);
                    let is_centred = align.get(x) == Some(&Align::Center);
                    writer.data(cell, y == 0, (is_end, is_centred));
                });
            }
            self.xml.close("w:tr");
        }
        self.xml.close("w:tbl");
        self.after_table(voice);
    }

    /// The width of the line: that of the page, or of a column where two languages share it.
    pub(super) fn room(&self) -> usize {
        if self.notes == Notes::End { LINE / 2 - 340 } else { LINE }
    }

    fn data(&mut self, cell: &Cell, is_head: bool, (is_end, is_centred): (bool, bool)) {
        let voice = Voice { locale: cell.locale, dir: cell.dir };
        let sort = Sort::of(voice).faced(if is_head { Face::BOLD } else { Face::default() });
        // Digits run from left to right in every language, so numbers line up on the right.
        let style = if is_end && voice.dir == Dir::Ltr { "TableNumber" } else { "TableText" };
        let layout = Layout { centred: is_centred, ..Layout::default() };
        self.origin = Origin::At(cell.span);
        let outer = std::mem::replace(&mut self.setting, Setting::Cell);
        self.line(style, voice, layout, |writer| writer.pieces(&cell.content, sort));
        self.setting = outer;
    }

    /// What comes before the rows of a table.
    pub(super) fn table_head(&mut self, style: &str, dir: Dir, widths: &[usize]) {
        self.xml.open("w:tblPr", &[]);
        self.xml.empty("w:tblStyle", &[("w:val", style)]);
        if dir == Dir::Rtl {
            self.xml.empty("w:bidiVisual", &[]);
        }
        self.xml.empty("w:tblW", &[("w:w", &widths.iter().sum::<usize>().to_string()), ("w:type", "dxa")]);
        self.xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        self.xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1"), ("w:noVBand", "1")]);
        self.xml.close("w:tblPr");
        self.xml.open("w:tblGrid", &[]);
        for width in widths {
            self.xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
        self.xml.close("w:tblGrid");
    }

    /// A cell; what is written must end with a paragraph, which the format wants.
    pub(super) fn cell(&mut self, width: usize, write: impl FnOnce(&mut Self)) {
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        self.xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        self.xml.close("w:tcPr");
        write(self);
        self.xml.close("w:tc");
    }

    /// Two tables that follow each other would be one.
    pub(super) fn after_table(&mut self, voice: Voice) {
        self.paragraph("AfterTable", voice, Layout::default(), &[]);
    }
}

/// Columns by the square root of their text, so that a long one does not starve the others; none narrower than its longest word.
fn widths(head: &[Cell], rows: &[Vec<Cell>], room: usize) -> Vec<usize> {
    let column = |x: usize| {
        let texts: Vec<String> = std::iter::once(head)
            .chain(rows.iter().map(Vec::as_slice))
            .filter_map(|row| row.get(x))
            .map(|cell| text(&cell.content))
            .collect();
        let longest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        let word = texts.iter().flat_map(|text| text.split([' ', '\n'])).map(|word| word.chars().count()).max().unwrap_or(0);
        (word.min(28) * LETTER + MARGINS, longest.clamp(1, 400).isqrt())
    };
    let columns: Vec<(usize, usize)> = (0..head.len()).map(column).collect();
    let (need, all) = columns.iter().fold((0, 0), |(need, all), (word, share)| (need + word, all + share));
    let one = |(word, share): &(usize, usize)| {
        if need >= room { room * word / need.max(1) } else { word + (room - need) * share / all.max(1) }
    };
    columns.iter().map(one).collect()
}

/// About the width of a letter of tables, and of what is on both sides of a cell, in twentieths of a point.
const LETTER: usize = 130;
const MARGINS: usize = 200;
