//! Differences between the languages of a page. Each stands at the translation, or at the side that has more, and names the
//! place on the other side.

use super::warning;
use crate::diag::Diagnostic;
use crate::source::Span;

/// What to do about a difference that is meant.
const MEANT: &str = "correct one of the two, or say before the block why they differ";

/// The same of a line of the front matter.
const HEAD: &str = "correct one of the two, or say on a line before it why they differ";

/// The codes that can be allowed in place.
pub const CODES: [&str; 10] = [
    "entries-differ",
    "figures-differ",
    "heading-level-differs",
    "length-differs",
    "links-differ",
    "notes-differ",
    "numbers-differ",
    "table-shape-differs",
    "unpaired-block",
    "unpaired-note",
];

fn meant(code: &str) -> String {
    format!("{MEANT}: `<!-- bayan: allow {code} REASON -->`")
}

/// A difference in the front matter, where comments are those of YAML.
#[must_use]
pub fn in_head(mut difference: Diagnostic) -> Diagnostic {
    let head = format!("{HEAD}: `# bayan: allow {} REASON`", difference.code);
    difference.help = difference.help.map(|help| help.replace(&meant(difference.code), &head));
    difference
}

/// A block that the other side lacks.
pub fn unpaired_block(span: Span, what: &str, tag: &str, other: Span) -> Diagnostic {
    warning("unpaired-block", span, format!("this {what} has no counterpart in `{tag}`"))
        .help(format!("translate it, accept it as it is with `bayan accept`, or {}", meant("unpaired-block")))
        .related(other, "it would stand here")
}

/// A note that the other side lacks.
pub fn unpaired_note(span: Span, label: &str, tag: &str, other: Span) -> Diagnostic {
    warning("unpaired-note", span, format!("the note `{label}` has no counterpart in `{tag}`"))
        .help(meant("unpaired-note"))
        .related(other, "the page that lacks it")
}

/// Headings of different levels.
pub fn heading_level(span: Span, own: u8, theirs: u8, other: Span) -> Diagnostic {
    warning("heading-level-differs", span, format!("this heading is of level `{own}`, its counterpart of level `{theirs}`"))
        .help(meant("heading-level-differs"))
        .related(other, "its counterpart")
}

/// Tables of different shapes.
pub fn table_shape(span: Span, own: (usize, usize), theirs: (usize, usize), other: Span) -> Diagnostic {
    let shape = |(rows, columns): (usize, usize)| format!("`{rows}` rows of `{columns}` cells");
    warning("table-shape-differs", span, format!("this table has {}, its counterpart {}", shape(own), shape(theirs)))
        .help(meant("table-shape-differs"))
        .related(other, "its counterpart")
}

/// Figures of different kinds.
pub fn figure(span: Span, own: &str, theirs: &str, other: Span) -> Diagnostic {
    warning("figures-differ", span, format!("this figure is a `{own}`, its counterpart a `{theirs}`"))
        .help(meant("figures-differ"))
        .related(other, "its counterpart")
}

/// Lists or definition lists of different lengths.
pub fn length(span: Span, own: usize, theirs: usize, other: Span) -> Diagnostic {
    warning("length-differs", span, format!("this list has `{own}` items, its counterpart `{theirs}`"))
        .help(meant("length-differs"))
        .related(other, "its counterpart")
}

/// References to notes that one side has more often.
pub fn notes(span: Span, label: &str, own: usize, theirs: usize, other: Span) -> Diagnostic {
    let times = |n: usize| if n == 1 { "once".to_owned() } else { format!("{n} times") };
    warning("notes-differ", span, format!("the note `{label}` is referred to {} here and {} there", times(own), times(theirs)))
        .help(meant("notes-differ"))
        .related(other, "its counterpart")
}

/// A link that one side has more often.
pub fn links(span: Span, target: &str, other: Span) -> Diagnostic {
    warning("links-differ", span, format!("the link to `{target}` has no counterpart"))
        .help(meant("links-differ"))
        .related(other, "the text that lacks it")
}

/// An entry of the ledger that one side refers to and the other does not.
pub fn entries(span: Span, entry: &str, other: Span) -> Diagnostic {
    warning("entries-differ", span, format!("`{entry}` is referred to here and not there"))
        .help(meant("entries-differ"))
        .related(other, "the text that lacks it")
}

/// A number or a month that one side has and the other does not; `theirs` is what stands there instead, if that is known.
pub fn numbers(span: Span, written: &str, theirs: Option<&str>, other: Span) -> Diagnostic {
    let message = match theirs {
        Some(theirs) => format!("`{written}` stands here, `{theirs}` there"),
        None => format!("`{written}` stands here and not there"),
    };
    warning("numbers-differ", span, message).help(meant("numbers-differ")).related(other, "the other language")
}
