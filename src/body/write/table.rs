//! Tables -> HTML: each in a region that can be scrolled, with the names of its columns and rows.

use super::{Around, Writer};
use crate::ast::{Align, Cell};
use crate::escape::html_attr;

/// A row of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Names of columns.
    Head,
    /// Begins with the name of the row.
    Headed,
    /// Cells.
    Body,
}

impl Writer<'_> {
    pub(super) fn table(&mut self, align: &[Align], head: &[Cell], rows: &[Vec<Cell>], change: &str, own: Around) {
        self.tables += 1;
        let number = self.body.locales.get(self.body.locale).plain(self.tables);
        self.named_table(&format!("{} {number}", self.body.labels.table), align, head, rows, change, own);
    }

    /// A table in a region that can be scrolled and has a name.
    pub(super) fn named_table(
        &mut self,
        name: &str,
        align: &[Align],
        head: &[Cell],
        rows: &[Vec<Cell>],
        change: &str,
        own: Around,
    ) {
        let label = html_attr(name);
        self.put(&format!(
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\"{change}><table>\n<thead>\n"
        ));
        self.row(Row::Head, align, head, own);
        self.put("</thead>\n");
        // A first column of words says what each row is about.
        let is_words = |row: &Vec<Cell>| row.first().is_some_and(|cell| !cell.content.is_empty());
        let has_heads = head.len() > 1 && align.first() != Some(&Align::Right) && rows.iter().all(is_words);
        if !rows.is_empty() {
            self.put("<tbody>\n");
            for row in rows {
                self.row(if has_heads { Row::Headed } else { Row::Body }, align, row, own);
            }
            self.put("</tbody>\n");
        }
        self.put("</table></div>");
    }

    fn row(&mut self, row: Row, align: &[Align], cells: &[Cell], own: Around) {
        self.put("<tr>\n");
        for (i, cell) in cells.iter().enumerate() {
            let (name, attributes) = match (row, i) {
                (Row::Head, _) => ("th", " scope=\"col\""),
                (Row::Headed, 0) => ("th", " scope=\"row\""),
                (Row::Headed | Row::Body, _) => ("td", ""),
            };
            let class = match align.get(i) {
                Some(Align::Left) => " class=\"align-start\"",
                Some(Align::Center) => " class=\"align-center\"",
                // Digits run left to right in every language, so a column of numbers lines up on the right.
                Some(Align::Right) => " class=\"num\"",
                Some(Align::Auto) | None => "",
            };
            let change = self.change(own, cell.locale, cell.dir);
            self.line(
                name,
                &format!("{attributes}{class}{change}"),
                &cell.content,
                Around { locale: cell.locale, dir: cell.dir },
            );
            self.put("\n");
        }
        self.put("</tr>\n");
    }
}
