//! Problems of figures: fenced blocks and the data files they name.

use super::{error, one_of};
use crate::diag::Diagnostic;
use crate::diag::names::nearest;
use crate::source::Span;

/// A number that is none, or none that can be drawn.
pub fn not_a_number(span: Span, name: &str, found: &str) -> Diagnostic {
    error("figure-number", span, format!("`{name}` must be a number that can be drawn, but this is {found}"))
        .help("write digits with a point, as in `3.5`, without separators and units; leave it empty where nothing is known")
}

/// A number in quotes, or in the digits of a language.
pub fn number_in_text(span: Span, name: &str, number: &str) -> Diagnostic {
    not_a_number(span, name, "text").help(format!("write `{number}`, in these digits and without quotes"))
}

/// A data file that is not there.
pub fn no_source(span: Span, path: &str) -> Diagnostic {
    error("figure-source", span, format!("the data file `{path}` does not exist"))
        .help("write the path relative to this page, within `content`")
}

/// The same where a file of another name was probably meant.
pub fn no_source_but(span: Span, path: &str, near: &str) -> Diagnostic {
    no_source(span, path).help(format!("did you mean `{near}`?"))
}

/// A file of the ledger as the data file of a figure.
pub fn ledger_source(span: Span, path: &str) -> Diagnostic {
    error("figure-source", span, format!("`{path}` belongs to the ledger, and no figure shows it as it stands")).help(
        "name its entries, as in `{fact: id}` or `events: all`, or make a table of them with `from: facts` or `from: claims`",
    )
}

/// A data file that cannot be read.
pub fn unreadable(span: Span, path: &str, why: &str) -> Diagnostic {
    error("figure-source", span, format!("the data file `{path}` cannot be read: {why}"))
        .help("use UTF-8 text that ends in `.yaml`, `.yml`, `.json` or `.csv`")
}

/// A row of a data file with fewer cells than there are columns.
pub fn short_row(span: Span, path: &str, found: usize, expected: usize, delimiter: char) -> Diagnostic {
    let mark = if delimiter == '\t' { "a tab".to_owned() } else { format!("`{delimiter}`") };
    let cells = if found == 1 { "1 cell".to_owned() } else { format!("{found} cells") };
    error("figure-source", span, format!("this row of `{path}` has {cells} for {expected} columns"))
        .help(format!("part its cells by {mark}, write one for every column, empty where nothing is known, or remove the row"))
}

/// A row of a data file with more cells than there are columns.
pub fn long_row(span: Span, path: &str, found: usize, expected: usize, delimiter: char) -> Diagnostic {
    let (mark, example) = match delimiter {
        '\t' => ("a tab".to_owned(), "1 500".to_owned()),
        other => (format!("`{other}`"), format!("a{other}b")),
    };
    let told = error("figure-source", span, format!("this row of `{path}` has {found} cells for {expected} columns"));
    if delimiter == ',' {
        return told.help(
            "write numbers with a point, as in `1.5`, put a text that holds a comma in quotes, as in `\"one, two\"`, or name every \
             column in the first row",
        );
    }
    told.help(format!("put a cell that holds {mark} in quotes, as in `\"{example}\"`, or name every column in the first row"))
}

/// A quotation mark of a data file that takes the rest of the file into one cell.
pub fn open_quote(span: Span, path: &str) -> Diagnostic {
    error("figure-source", span, format!("this quotation mark of `{path}` is never closed"))
        .help("put another `\"` at the end of the cell, or write `\"\"` for one within a cell that is in quotes")
}

/// A series with more or fewer values than there are categories.
pub fn length(span: Span, found: usize, expected: usize) -> Diagnostic {
    error("figure-length", span, format!("`values` holds {found} numbers for {expected} categories"))
        .help("give one number for each category, or leave an item empty (`null`) where nothing is known")
}

/// More than a reader can take in.
pub fn too_many(span: Span, name: &str, found: usize, most: usize, help: &str) -> Diagnostic {
    error("figure-too-many", span, format!("`{name}` holds {found} items, and a figure shows at most {most}")).help(help)
}

/// A file of the ledger that no table prints.
pub fn no_sheet(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    error("figure-from", span, format!("a table cannot be made from `{name}` here")).help(format!(
        "write `from: {}` in a briefing that has such a file{}",
        one_of(known),
        nearest(name, known.iter().copied()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
    ))
}

/// Nothing to show.
pub fn empty(span: Span, name: &str) -> Diagnostic {
    error("figure-empty", span, format!("`{name}` holds nothing to show")).help("add at least one item, or remove the block")
}

/// The same category, series or place twice.
pub fn twice(span: Span, what: &str) -> Diagnostic {
    error("figure-twice", span, format!("`{what}` stands twice in this figure")).help("merge the two, or tell them apart")
}

/// Fields that belong to another form of chart.
pub fn form(span: Span, problem: &str, help: &str) -> Diagnostic {
    error("figure-form", span, problem.to_owned()).help(help)
}

/// A column that the data file lacks.
pub fn unknown_column(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = error("figure-column", span, format!("the data has no column `{name}`"));
    match nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("use {}", one_of(known))),
    }
}

/// A column that the data file has in other languages.
pub fn no_column_in(span: Span, name: &str, tag: &str) -> Diagnostic {
    error("figure-column", span, format!("the data has no column `{name}` in `{tag}`"))
        .help(format!("add a column `{name}.{tag}`"))
}

/// An id that the ledger does not know.
pub fn unknown_id(span: Span, kind: &str, id: &str, known: &[String]) -> Diagnostic {
    let diagnostic = error("figure-unknown-id", span, format!("no {kind} `{id}` is known"));
    match nearest(id, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("add it to the ledger beside this briefing, or write the {kind} out here")),
    }
}

/// A place that is not on the globe.
pub fn coordinate(span: Span, name: &str, most: u32) -> Diagnostic {
    error("figure-coordinate", span, format!("`{name}` must be a number of degrees from -{most} to {most}"))
        .help("write degrees with a point, as in `43.24`; north and east are positive")
}

/// A date with less than a day that is none.
pub fn bad_moment(span: Span, given: &str) -> Diagnostic {
    error("bad-date", span, format!("`date` is no date that exists: `{given}`"))
        .help("write `2022-01-06`, `2022-01`, `2022`, or leave it out where nobody says when")
}

/// A parameter of a theme's block that is declared in a way of its own.
pub fn parameter(span: Span, name: &str) -> Diagnostic {
    error("theme-block", span, format!("`{name}` is no parameter that a block can have"))
        .help("name parameters in lower-case letters, digits and `_`, and say `text`, `number`, `boolean` or `texts`, with `?` where it may be missing")
}

/// A block of a theme without its template.
pub fn no_template(span: Span, name: &str) -> Diagnostic {
    error("theme-block", span, format!("the block `{name}` has no template")).help(format!(
        "add `templates/blocks/{name}.html` to the theme, or choose a name of its own in lower-case letters, digits and `-`"
    ))
}

/// Whether a problem says that this data file is not there.
pub fn is_no_source(diagnostic: &Diagnostic, path: &str) -> bool {
    diagnostic.span.is_some_and(|span| *diagnostic == no_source(span, path))
}
