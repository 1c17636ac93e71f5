//! A CSV file that pages of all languages share -> the cells of its columns of texts (`season.ar`), and the same file with what was
//! translated: in the cells of a column that is there, or in a new one behind the column that was translated from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::Diagnostics;
use crate::figure::read::rows::Rows;
use crate::locale::Locale;
use crate::source::{Content, FileId, Located, SourceFile, Span};

use super::{Cell, Job, Kind, Segment};

/// The texts of a file in the column of each name that has one of this language; `None` for a file that cannot be read.
pub fn segments(file: &SourceFile, [from, into]: [&Locale; 2]) -> Option<Vec<Segment>> {
    let rows = read(file)?;
    let mut segments = Vec::new();
    let mut number = 0;
    for (column, name) in rows.columns.iter().enumerate() {
        let Some(base) = base(name, from) else { continue };
        let other = rows.columns.iter().position(|name| self::base(name, into) == Some(base));
        number += 1;
        for (row, cells) in rows.rows.iter().enumerate() {
            let source = cells.cells[column].clone();
            if !source.chars().any(char::is_alphabetic) {
                continue;
            }
            let target = other.map(|other| cells.cells[other].clone()).filter(|target| !target.is_empty());
            let place = other.map_or_else(|| end(cells.place(column)), |other| cells.place(other).range());
            let kind = Kind::Cell(Cell { row, column, other });
            segments.push(Segment { name: format!("column-{number}.{}", row + 1), source, target, place, kind });
        }
    }
    Some(segments)
}

/// The name of a column without the language at its end.
fn base<'n>(name: &'n str, locale: &Locale) -> Option<&'n str> {
    let (base, tag) = name.rsplit_once('.')?;
    tag.eq_ignore_ascii_case(&locale.tag).then_some(base)
}

/// Nothing, at the end of a place.
fn end(place: Span) -> Range<usize> {
    place.range().end..place.range().end
}

fn read(file: &SourceFile) -> Option<Rows> {
    let path = Located { value: file.path.clone(), span: Span::new(file.id, 0, 0) };
    Rows::of_csv(file, &path, &mut Diagnostics::new())
}

/// The first text of a new column that has no translation although others of it have: half a column would show nothing in its place.
pub fn lacking<'j>(job: &'j Job, edits: &BTreeMap<usize, String>) -> Option<&'j Segment> {
    let begun: BTreeSet<usize> = edits.keys().filter_map(|at| new_column(job.segments.get(*at)?)).collect();
    let mut open = job.segments.iter().zip(0..).filter(|(_, at)| !edits.contains_key(at));
    open.find(|(segment, _)| new_column(segment).is_some_and(|column| begun.contains(&column))).map(|(segment, _)| segment)
}

/// The column that a segment is translated from, where the language has none yet.
fn new_column(segment: &Segment) -> Option<usize> {
    match segment.kind {
        Kind::Cell(Cell { column, other: None, .. }) => Some(column),
        Kind::Cell(Cell { other: Some(_), .. }) | Kind::Block | Kind::Note | Kind::Value(_) | Kind::Entry(_) | Kind::Form(..) => {
            None
        }
    }
}

/// The changes of a file: cells in their places, and columns that are new with a cell in every row.
pub fn changes(text: &str, job: &Job, edits: &BTreeMap<usize, String>) -> Vec<(Range<usize>, String)> {
    let file = SourceFile { id: FileId::NONE, path: job.target_file.clone(), content: Content::Text(text.into()) };
    let Some(rows) = read(&file) else { return Vec::new() };
    let mut changes = Vec::new();
    let mut new: BTreeMap<usize, BTreeMap<usize, &str>> = BTreeMap::new();
    for (at, text) in edits {
        let Some(segment) = job.segments.get(*at) else { continue };
        match (&segment.kind, new_column(segment)) {
            (Kind::Cell(cell), Some(column)) => drop(new.entry(column).or_default().insert(cell.row, text)),
            (Kind::Cell(_), None) => changes.push((segment.place.clone(), written(text, rows.delimiter))),
            (Kind::Block | Kind::Note | Kind::Value(_) | Kind::Entry(_) | Kind::Form(..), _) => {}
        }
    }
    for (column, cells) in new {
        let name = rows.columns[column].rsplit_once('.').map_or("", |(base, _)| base);
        let mut put =
            |place: Span, text: &str| changes.push((end(place), format!("{}{}", rows.delimiter, written(text, rows.delimiter))));
        put(rows.heads[column], &format!("{name}.{}", job.target_language));
        for (number, row) in rows.rows.iter().enumerate() {
            // What has no letters is the same in every language.
            put(row.place(column), cells.get(&number).copied().unwrap_or(row.cells[column].as_str()));
        }
    }
    changes
}

/// A cell as a file writes it.
fn written(text: &str, delimiter: char) -> String {
    let needs_marks = text.contains([delimiter, '"', '\n', '\r']) || text.trim() != text;
    if needs_marks { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
