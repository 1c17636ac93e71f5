//! A CSV file, or a file of the ledger -> rows of cells with their places. The only user of csv.

use std::collections::BTreeSet;

use super::cell::Decimal;
use crate::diag::Diagnostics;
use crate::diag::codes::figure as codes;
use crate::figure::Number;
use crate::figure::facts::Sheet;
use crate::locale::letter;
use crate::source::{Located, SourceFile, Span};
use crate::yaml::hidden;

/// Longer files are no data for a page.
const MOST: usize = 20_000;

/// Rows with named columns.
pub struct Rows {
    /// Names of the columns, by place.
    pub columns: Vec<String>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Row>,
}

/// A row.
pub struct Row {
    /// Its bytes.
    pub span: Span,
    /// Its cells without the spaces around them.
    pub cells: Vec<String>,
    /// How its file writes fractions.
    pub decimal: Decimal,
}

impl Row {
    /// A cell as a number.
    pub fn number(&self, column: usize) -> Option<Number> {
        self.decimal.number(self.cells.get(column)?)
    }
}

impl Rows {
    /// Reads a file whose first row holds the names of its columns. Spreadsheets part cells by commas, semicolons or tabs,
    /// whatever the country writes fractions with: the first row says which.
    pub fn of_csv(file: &SourceFile, path: &Located<String>, diags: &mut Diagnostics) -> Option<Self> {
        let Some(text) = file.text() else {
            diags.push(codes::unreadable(path.span, &path.value, file.why_no_text()));
            return None;
        };
        let (start, delimiter) = opening(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .trim(csv::Trim::All)
            .from_reader(&text.as_bytes()[start..]);
        let mut all: Vec<Row> = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(e) => {
                    diags.push(codes::unreadable(path.span, &path.value, &e.to_string()));
                    return None;
                }
            };
            let byte = record.position().and_then(|p| usize::try_from(p.byte()).ok()).map_or(0, |b| b + start);
            // The reader counts blank lines before a record as part of it.
            let byte = byte + text.get(byte..).map_or(0, |t| t.len() - t.trim_start_matches(['\n', '\r']).len());
            let end = text.get(byte..).and_then(|t| t.find(['\n', '\r'])).map_or(text.len(), |n| byte + n);
            let span = Span::new(file.id, byte, end);
            if all.len() > MOST {
                diags.push(codes::too_many(
                    span,
                    &path.value,
                    all.len(),
                    MOST,
                    "publish the whole as a download, and show what matters",
                ));
                return None;
            }
            let cells: Vec<String> = record.iter().map(|cell| letter::composed(cell).into_owned()).collect();
            for cell in &cells {
                let at = |c: char| {
                    text.get(byte..end)
                        .and_then(|row| row.find(c))
                        .map_or(span, |n| Span::new(file.id, byte + n, byte + n + c.len_utf8()))
                };
                hidden::tell(cell, at, diags);
            }
            all.push(Row { span, cells, decimal: Decimal::Point });
        }
        if delimiter != b',' {
            let decimal = Decimal::of(all.iter().flat_map(|row| &row.cells).map(String::as_str));
            for row in &mut all {
                row.decimal = decimal;
            }
        }
        let mut rows = all.into_iter();
        let Some(head) = rows.next() else {
            diags.push(codes::empty(path.span, &path.value));
            return None;
        };
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for name in &head.cells {
            if !seen.insert(name) {
                diags.push(codes::twice(head.span, name));
                return None;
            }
        }
        let length = head.cells.len();
        let mut found = Self { columns: head.cells, rows: Vec::new() };
        for mut row in rows {
            if row.cells.len() > length {
                diags.push(codes::long_row(row.span, &path.value, row.cells.len(), length));
                return None;
            }
            row.cells.resize(length, String::new());
            found.rows.push(row);
        }
        if found.rows.is_empty() {
            diags.push(codes::empty(path.span, &path.value));
            return None;
        }
        Some(found)
    }

    /// Entries of the ledger; all stand where the block names their file.
    pub fn of_sheet(sheet: Sheet, span: Span) -> Self {
        let columns = sheet.columns.into_iter().map(str::to_owned).collect();
        Self { columns, rows: sheet.rows.into_iter().map(|cells| Row { span, cells, decimal: Decimal::Point }).collect() }
    }

    /// The place of a column: `name.ar` on an Arabic page if there is one, else `name`.
    pub fn column(&self, name: &str, tag: &str, span: Span, diags: &mut Diagnostics) -> Option<usize> {
        let own = format!("{name}.{tag}");
        let found = self.columns.iter().position(|c| *c == own).or_else(|| self.columns.iter().position(|c| c == name));
        if found.is_none() {
            let known: Vec<&str> = self.columns.iter().map(String::as_str).collect();
            diags.push(codes::unknown_column(span, name, &known));
        }
        found
    }
}

/// Where the first row begins, and what stands between cells: what the row has most of, outside of quotation marks, a comma where
/// nothing is decided. `sep=;` on a line of its own is what Excel reads and writes.
fn opening(text: &str) -> (usize, u8) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let line = text[start..].split('\n').next().unwrap_or_default();
    if let Some([delimiter @ (b',' | b';' | b'\t')]) = line.trim_end_matches('\r').strip_prefix("sep=").map(str::as_bytes) {
        return ((start + line.len() + 1).min(text.len()), *delimiter);
    }
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if !quoted && let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte) {
            *count += 1;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    (start, counts.iter().find(|(_, count)| *count == most).map_or(b',', |(delimiter, _)| *delimiter))
}

#[cfg(test)]
mod tests {
    use super::opening;

    #[test]
    fn the_first_row_says_what_parts_cells() {
        assert_eq!(opening("name,value\n1;2"), (0, b','));
        assert_eq!(opening("\u{feff}name;value\n"), (3, b';'));
        assert_eq!(opening("name\tvalue"), (0, b'\t'));
        assert_eq!(opening("name;\"a,b,c\";value"), (0, b';'));
        assert_eq!(opening("الاسم;القيمة، بالألف"), (0, b';'));
        assert_eq!(opening("sep=;\r\na;b"), (7, b';'));
        assert_eq!(opening("name"), (0, b','));
        assert_eq!(opening(""), (0, b','));
    }
}
