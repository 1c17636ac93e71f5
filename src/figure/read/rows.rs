//! A CSV file, or a file of the ledger -> rows of cells with their places. The only user of csv.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::cell::Decimal;
use crate::diag::Diagnostics;
use crate::diag::codes::figure as codes;
use crate::figure::Number;
use crate::figure::facts::FactSheet;
use crate::locale::letter;
use crate::source::{Located, SourceFile, Span};
use crate::yaml::hidden;

/// Longer files are no data for a page.
const MOST: usize = 20_000;

/// Rows with named columns.
pub struct Rows {
    /// Names of the columns, by place.
    pub columns: Vec<String>,
    /// The bytes of those names, where it is a file.
    pub heads: Vec<Span>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Row>,
    /// What stands between cells.
    pub delimiter: char,
}

/// A row.
pub struct Row {
    /// Its bytes.
    pub span: Span,
    /// Its cells without the spaces around them.
    pub cells: Vec<String>,
    /// Their bytes, where it is a row of a file.
    places: Vec<Span>,
    /// How its file writes fractions.
    pub decimal: Decimal,
}

impl Row {
    /// A cell as a number.
    pub fn number(&self, column: usize) -> Option<Number> {
        self.decimal.number(self.cells.get(column)?)
    }

    /// Where a cell stands.
    pub fn place(&self, column: usize) -> Span {
        self.places.get(column).copied().unwrap_or(self.span)
    }
}

impl Rows {
    /// Reads a file whose first row holds the names of its columns, and tells everything that is wrong with its rows. Spreadsheets
    /// part cells by commas, semicolons or tabs, whatever the country writes fractions with: the first row says which.
    pub fn of_csv(file: &SourceFile, path: &Located<String>, diags: &mut Diagnostics) -> Option<Self> {
        let Some(text) = file.text() else {
            diags.push(codes::unreadable(path.span, &path.value, file.why_no_text()));
            return None;
        };
        let (start, delimiter) = opening(text);
        let mut all = records(file, start, delimiter, path, diags)?;
        if delimiter != ',' {
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
        let mut is_sound = true;
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (column, name) in head.cells.iter().enumerate() {
            if !seen.insert(name) {
                diags.push(codes::twice(head.place(column), name));
                is_sound = false;
            }
        }
        let length = head.cells.len();
        let mut found = Self { columns: head.cells, heads: head.places, rows: Vec::new(), delimiter };
        for mut row in rows {
            if row.cells.len() > length {
                let surplus = Span::new(file.id, row.place(length).range().start, row.span.range().end);
                diags.push(codes::long_row(surplus, &path.value, row.cells.len(), length, delimiter));
                is_sound = false;
            } else if row.cells.len() < length {
                diags.push(codes::short_row(row.span, &path.value, row.cells.len(), length, delimiter));
                is_sound = false;
            }
            row.cells.resize(length, String::new());
            // Cells that are missing would stand at its end.
            let end = Span::new(file.id, row.span.range().end, row.span.range().end);
            row.places.resize(length, end);
            found.rows.push(row);
        }
        if found.rows.is_empty() {
            diags.push(codes::empty(path.span, &path.value));
            return None;
        }
        is_sound.then_some(found)
    }

    /// Entries of the ledger; all stand where the block names their file.
    pub fn of_sheet(sheet: FactSheet, span: Span) -> Self {
        let columns = sheet.columns.into_iter().map(str::to_owned).collect();
        Self {
            columns,
            heads: Vec::new(),
            delimiter: ',',
            rows: sheet.rows.into_iter().map(|cells| Row { span, cells, places: Vec::new(), decimal: Decimal::Point }).collect(),
        }
    }

    /// The place of a column: `name.ar` on an Arabic page if there is one, else `name`.
    pub fn column(&self, name: &str, tag: &str, span: Span, diags: &mut Diagnostics) -> Option<usize> {
        let own = format!("{name}.{tag}");
        let found = self.columns.iter().position(|c| *c == own).or_else(|| self.columns.iter().position(|c| c == name));
        if found.is_none() {
            let known: Vec<&str> = self.columns.iter().map(String::as_str).collect();
            // A column of the name in other languages: this one is lacking.
            let has_others = known.iter().any(|column| column.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')));
            let told = if has_others { codes::no_column_in(span, name, tag) } else { codes::unknown_column(span, name, &known) };
            diags.push(told);
        }
        found
    }
}

/// The rows of a file with the places of their cells, the first row included.
fn records(
    file: &SourceFile,
    start: usize,
    delimiter: char,
    path: &Located<String>,
    diags: &mut Diagnostics,
) -> Option<Vec<Row>> {
    let text = file.text().unwrap_or_default();
    let (parted, byte) = parted_by_byte(&text[start..], delimiter);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(byte)
        .trim(csv::Trim::All)
        .from_reader(parted.as_bytes());
    let mut all: Vec<Row> = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let before = usize::try_from(reader.position().byte()).unwrap_or(0) + start;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Some(all),
            Err(e) => {
                diags.push(codes::unreadable(path.span, &path.value, e.to_string()));
                return None;
            }
        }
        let after = usize::try_from(reader.position().byte()).unwrap_or(0) + start;
        // The reader counts blank lines before a record as part of it.
        let raw = text.get(before..after).unwrap_or_default();
        let first = before + raw.len() - raw.trim_start_matches(['\n', '\r']).len();
        let raw = text.get(first..after).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let at = |range: &Range<usize>| Span::new(file.id, first + range.start, first + range.end);
        let span = at(&(0..raw.len()));
        if all.len() > MOST {
            let help = phrase!("publish the whole as a download, and show what matters");
            diags.push(codes::too_many(span, &path.value, all.len(), MOST, help));
            return None;
        }
        let places = match cells(raw, delimiter) {
            Ok(places) => places,
            Err(open) => {
                diags.push(codes::open_quote(at(&(open..open + 1)), &path.value));
                return None;
            }
        };
        let written: Vec<String> = record.iter().map(|cell| letter::composed(cell).into_owned()).collect();
        for (cell, place) in written.iter().zip(&places) {
            let of = |c: char| match raw[place.clone()].find(c) {
                Some(n) => at(&(place.start + n..place.start + n + c.len_utf8())),
                None => at(place),
            };
            hidden::tell(cell, of, diags);
        }
        all.push(Row { span, cells: written, places: places.iter().map(at).collect(), decimal: Decimal::Point });
    }
}

/// The bytes of each cell of a row without the spaces around it, quotation marks included; where a mark stands that is never
/// closed, if one does.
fn cells(row: &str, delimiter: char) -> Result<Vec<Range<usize>>, usize> {
    let mut found = Vec::new();
    let (mut start, mut open) = (0, None);
    let mut letters = row.char_indices().peekable();
    let trimmed = |range: Range<usize>| {
        let cell = &row[range.clone()];
        let start = range.start + cell.len() - cell.trim_start().len();
        start..start + cell.trim().len()
    };
    while let Some((at, c)) = letters.next() {
        if c == '"' && open.is_some() {
            // Two of them are one within the cell.
            if letters.next_if(|(_, next)| *next == '"').is_none() {
                open = None;
            }
        } else if c == '"' && at == start {
            open = Some(at);
        } else if c == delimiter && open.is_none() {
            found.push(trimmed(start..at));
            start = at + c.len_utf8();
        }
    }
    found.push(trimmed(start..row.len()));
    open.map_or(Ok(found), Err)
}

/// The same rows with a delimiter of one byte, at the same places: a mark of Arabic becomes a space and a control character.
fn parted_by_byte(text: &str, delimiter: char) -> (Cow<'_, str>, u8) {
    /// No text of a cell holds it: it would be told as hidden.
    const UNIT_SEPARATOR: u8 = 0x1f;
    if let Ok(byte) = u8::try_from(delimiter) {
        return (Cow::Borrowed(text), byte);
    }
    let mut out = String::with_capacity(text.len());
    let (mut is_open, mut may_open) = (false, true);
    for c in text.chars() {
        let was_open = is_open;
        if c == '"' && (is_open || may_open) {
            is_open = !is_open;
        }
        let is_end = c == delimiter && !is_open;
        if is_end {
            out.extend([' ', char::from(UNIT_SEPARATOR)]);
        } else {
            out.push(c);
        }
        // Two marks within a cell are one: the second opens it again.
        may_open = is_end || (!is_open && (was_open || matches!(c, '\n' | '\r')));
    }
    (Cow::Owned(out), UNIT_SEPARATOR)
}

/// Where the first row begins, and what stands between cells: what the row has most of, outside of quotation marks, a comma where
/// nothing is decided. Bars and the marks of Arabic are in texts as well: they part cells where nothing else does and the second row
/// has them too. `sep=;` on a line of its own is what Excel reads and writes.
fn opening(text: &str) -> (usize, char) {
    const FIRST: [char; 3] = [',', ';', '\t'];
    const ELSE: [char; 3] = ['|', '؛', '،'];
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[start..].split('\n');
    let line = lines.next().unwrap_or_default();
    let mut said = line.trim_end_matches('\r').strip_prefix("sep=").map(str::chars).into_iter().flatten();
    if let (Some(delimiter), None) = (said.next(), said.next())
        && FIRST.iter().chain(&ELSE).any(|known| *known == delimiter)
    {
        return ((start + line.len() + 1).min(text.len()), delimiter);
    }
    let second = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    // The first of those that there are most of.
    let most = |line: &str, known: [char; 3]| {
        let counts = known.map(|delimiter| (count(line, delimiter), delimiter));
        counts.into_iter().rev().max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0)
    };
    let other = || most(line, ELSE).filter(|(_, delimiter)| count(second, *delimiter) > 0);
    (start, most(line, FIRST).or_else(other).map_or(',', |(_, delimiter)| delimiter))
}

/// How often a character stands in a line outside of quotation marks.
fn count(line: &str, wanted: char) -> usize {
    line.split('"').step_by(2).map(|part| part.matches(wanted).count()).sum()
}

#[cfg(test)]
mod tests {
    use super::{cells, opening, parted_by_byte};

    #[test]
    fn the_first_row_says_what_parts_cells() {
        assert_eq!(opening("name,value\n1;2"), (0, ','));
        assert_eq!(opening("\u{feff}name;value\n"), (3, ';'));
        assert_eq!(opening("name\tvalue"), (0, '\t'));
        assert_eq!(opening("name;\"a,b,c\";value"), (0, ';'));
        assert_eq!(opening("الاسم;القيمة، بالألف"), (0, ';'));
        assert_eq!(opening("sep=;\r\na;b"), (7, ';'));
        assert_eq!(opening("sep=؛\na؛b"), (7, '؛'));
        assert_eq!(opening("a,b;c"), (0, ','));
        assert_eq!(opening("name|value\nأ|1"), (0, '|'));
        assert_eq!(opening("الاسم،القيمة\n\nأ،1"), (0, '،'));
        assert_eq!(opening("الاسم؛القيمة، بالألف\nأ؛1"), (0, '؛'));
        assert_eq!(opening("السكان، بالألف\n12"), (0, ','));
        assert_eq!(opening("name"), (0, ','));
        assert_eq!(opening(""), (0, ','));
    }

    #[test]
    fn cells_have_their_places() {
        #[track_caller]
        fn check(row: &str, delimiter: char, expect: &[&str]) {
            let places = cells(row, delimiter).expect("closed");
            assert_eq!(places.iter().map(|place| &row[place.clone()]).collect::<Vec<_>>(), expect);
        }
        check("a, b ,c", ',', &["a", "b", "c"]);
        check("\"a,\"\"b\"\"\";12\" x", ';', &["\"a,\"\"b\"\"\"", "12\" x"]);
        check("أ، \u{a0}ب،", '،', &["أ", "ب", ""]);
        check("\"a\nb\",", ',', &["\"a\nb\"", ""]);
        assert_eq!(cells("a,\"b,c", ','), Err(2));
        assert_eq!(cells("a,\"b\"\",c", ','), Err(2));
        assert_eq!(parted_by_byte("أ،\"ب، ج\"،د", '،').0, "أ \u{1f}\"ب، ج\" \u{1f}د");
    }
}
