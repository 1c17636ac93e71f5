//! Problems of figures: fenced blocks and the data files they name.

use super::{error, one_of};
use crate::diag::Diagnostic;
use crate::diag::names::nearest;
use crate::message::{Message, Phrase, said};
use crate::source::Span;

/// A number that is none, or none that can be drawn.
pub fn not_a_number(span: Span, name: &str, found: impl Into<Message>) -> Diagnostic {
    error(
        "figure-number",
        span,
        say!("`{name}` must be a number that can be drawn, but this is {found}", name, found = said(found)),
    )
    .help(say!("write digits with a point, as in `3.5`, without separators and units; leave it empty where nothing is known"))
}

/// A number in quotes, or in the digits of a language.
pub fn number_in_text(span: Span, name: &str, number: &str) -> Diagnostic {
    not_a_number(span, name, Phrase("text")).help(say!("write `{number}`, in these digits and without quotes", number))
}

/// A data file that is not there.
pub fn no_source(span: Span, path: &str) -> Diagnostic {
    error("figure-source", span, say!("the data file `{path}` does not exist", path))
        .help(say!("write the path relative to this page, within `content`"))
}

/// The same where a file of another name was probably meant.
pub fn no_source_but(span: Span, path: &str, near: &str) -> Diagnostic {
    no_source(span, path).help(say!("did you mean `{near}`?", near))
}

/// A file of the ledger as the data file of a figure.
pub fn ledger_source(span: Span, path: &str) -> Diagnostic {
    error("figure-source", span, say!("`{path}` belongs to the ledger, and no figure shows it as it stands", path)).help(say!(
        "name its entries, as in `{{fact: id}}` or `events: all`, or make a table of them with `from: facts` or `from: claims`"
    ))
}

/// A data file that cannot be read.
pub fn unreadable(span: Span, path: &str, why: impl Into<Message>) -> Diagnostic {
    error("figure-source", span, say!("the data file `{path}` cannot be read: {why}", path, why = said(why)))
        .help(say!("use UTF-8 text that ends in `.yaml`, `.yml`, `.json` or `.csv`"))
}

/// A row of a data file with fewer cells than there are columns.
pub fn short_row(span: Span, path: &str, found: usize, expected: usize, delimiter: char) -> Diagnostic {
    let mark = if delimiter == '\t' { say!("a tab") } else { say!("`{delimiter}`", delimiter) };
    let cells = if found == 1 { say!("1 cell") } else { say!("{count} cells", count = found) };
    error("figure-source", span, say!("this row of `{path}` has {cells} for {expected} columns", path, cells, expected))
        .help(say!("part its cells by {mark}, write one for every column, empty where nothing is known, or remove the row", mark))
}

/// A row of a data file with more cells than there are columns.
pub fn long_row(span: Span, path: &str, found: usize, expected: usize, delimiter: char) -> Diagnostic {
    let (mark, example) = match delimiter {
        '\t' => (say!("a tab"), "1 500".to_owned()),
        other => (say!("`{mark}`", mark = other), format!("a{other}b")),
    };
    let told = error(
        "figure-source",
        span,
        say!("this row of `{path}` has {found} cells for {expected} columns", path, found, expected),
    );
    if delimiter == ',' {
        return told.help(say!("write numbers with a point, as in `1.5`, put a text that holds a comma in quotes, as in `\"one, two\"`, or name every \
             column in the first row"));
    }
    told.help(say!(
        "put a cell that holds {mark} in quotes, as in `\"{example}\"`, or name every column in the first row",
        mark,
        example
    ))
}

/// A quotation mark of a data file that takes the rest of the file into one cell.
pub fn open_quote(span: Span, path: &str) -> Diagnostic {
    error("figure-source", span, say!("this quotation mark of `{path}` is never closed", path))
        .help(say!("put another `\"` at the end of the cell, or write `\"\"` for one within a cell that is in quotes"))
}

/// A series with more or fewer values than there are categories.
pub fn length(span: Span, found: usize, expected: usize) -> Diagnostic {
    error("figure-length", span, say!("`values` holds {found} numbers for {expected} categories", found, expected))
        .help(say!("give one number for each category, or leave an item empty (`null`) where nothing is known"))
}

/// More than a reader can take in.
pub fn too_many(span: Span, name: &str, found: usize, most: usize, help: impl Into<Message>) -> Diagnostic {
    error("figure-too-many", span, say!("`{name}` holds {found} items, and a figure shows at most {most}", name, found, most))
        .help(help)
}

/// A file of the ledger that no table prints.
pub fn no_sheet(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let sheets = one_of(known);
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => say!("write `from: {sheets}` in a briefing that has such a file; did you mean `{near}`?", sheets, near),
        None => say!("write `from: {sheets}` in a briefing that has such a file", sheets),
    };
    error("figure-from", span, say!("a table cannot be made from `{name}` here", name)).help(help)
}

/// Nothing to show.
pub fn empty(span: Span, name: &str) -> Diagnostic {
    error("figure-empty", span, say!("`{name}` holds nothing to show", name))
        .help(say!("add at least one item, or remove the block"))
}

/// The same category, series or place twice.
pub fn twice(span: Span, what: &str) -> Diagnostic {
    error("figure-twice", span, say!("`{what}` stands twice in this figure", what))
        .help(say!("merge the two, or tell them apart"))
}

/// Fields that belong to another form of chart.
pub fn form(span: Span, problem: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
    error("figure-form", span, problem).help(help)
}

/// A column that the data file lacks.
pub fn unknown_column(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = error("figure-column", span, say!("the data has no column `{name}`", name));
    match nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("use {known}", known = one_of(known))),
    }
}

/// A column that the data file has in other languages.
pub fn no_column_in(span: Span, name: &str, tag: &str) -> Diagnostic {
    error("figure-column", span, say!("the data has no column `{name}` in `{tag}`", name, tag)).help(say!(
        "add a column `{name}.{tag}`",
        name,
        tag
    ))
}

/// An id that the ledger does not know.
pub fn unknown_id(span: Span, kind: impl Into<Message>, id: &str, known: &[String]) -> Diagnostic {
    let kind = said(kind);
    let diagnostic = error("figure-unknown-id", span, say!("no {kind} `{id}` is known", kind, id));
    match nearest(id, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("add it to the ledger beside this briefing, or write the {kind} out here", kind)),
    }
}

/// A place that is not on the globe.
pub fn coordinate(span: Span, name: &str, most: u32) -> Diagnostic {
    error("figure-coordinate", span, say!("`{name}` must be a number of degrees from -{most} to {most}", name, most))
        .help(say!("write degrees with a point, as in `43.24`; north and east are positive"))
}

/// A country that no outline has.
pub fn no_country(span: Span, given: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = error("figure-country", span, say!("no country is written `{given}`", given));
    match nearest(&given.to_ascii_uppercase(), known.iter().copied()) {
        Some(near) => diagnostic.help(say!("did you mean `{near}`? A country is two letters of ISO 3166, as in `KZ`", near)),
        None => diagnostic.help(say!("write two letters of ISO 3166, as in `KZ`")),
    }
}

/// A border that is no line around a region.
pub fn border(span: Span, given: usize, most: usize) -> Diagnostic {
    error(
        "figure-coordinate",
        span,
        say!("`points` must be from 3 to {most} pairs of degrees, but here are {given}", most, given),
    )
    .help(say!("write longitude, then latitude: `points: [[51, 43], [55, 43], [55, 46]]`"))
}

/// A date with less than a day that is none.
pub fn bad_moment(span: Span, given: &str) -> Diagnostic {
    error("bad-date", span, say!("`date` is no date that exists: `{given}`", given))
        .help(say!("write `2022-01-06`, `2022-01`, `2022`, or leave it out where nobody says when"))
}

/// A parameter of a theme's block that is declared in a way of its own.
pub fn parameter(span: Span, name: &str) -> Diagnostic {
    error("theme-block", span, say!("`{name}` is no parameter that a block can have", name))
        .help(say!("name parameters in lower-case letters, digits and `_`, and say `text`, `number`, `boolean` or `texts`, with `?` where it may be missing"))
}

/// A block of a theme without its template.
pub fn no_template(span: Span, name: &str) -> Diagnostic {
    error("theme-block", span, say!("the block `{name}` has no template", name)).help(say!(
        "add `templates/blocks/{name}.html` to the theme, or choose a name of its own in lower-case letters, digits and `-`",
        name
    ))
}

/// Whether a problem says that this data file is not there.
pub fn is_no_source(diagnostic: &Diagnostic, path: &str) -> bool {
    diagnostic.span.is_some_and(|span| *diagnostic == no_source(span, path))
}
