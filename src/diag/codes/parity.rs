//! Differences between the languages of a page. Each stands at the translation, or at the side that has more, and names the
//! place on the other side.

use super::warning;
use crate::diag::Diagnostic;
use crate::message::{Message, said};
use crate::source::Span;

/// The code of blocks that one side lacks.
const UNPAIRED: &str = "unpaired-block";

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
    UNPAIRED,
    "unpaired-note",
];

/// What to do about a difference that is meant.
fn meant(code: &str) -> Message {
    say!("correct one of the two, or say before the block why they differ: `<!-- bayan: allow {code} REASON -->`", code)
}

/// What to do about a block that one side lacks.
fn lacking(otherwise: &Message) -> Message {
    say!("translate it, accept it as it is with `bayan accept`, or {otherwise}", otherwise)
}

/// A difference in the front matter, where comments are those of YAML.
#[must_use]
pub fn in_head(mut difference: Diagnostic) -> Diagnostic {
    let code = difference.code;
    let head = say!("correct one of the two, or say on a line before it why they differ: `# bayan: allow {code} REASON`", code);
    difference.help = Some(if code == UNPAIRED { lacking(&head) } else { head });
    difference
}

/// A block that the other side lacks.
pub fn unpaired_block(span: Span, what: impl Into<Message>, tag: &str, other: Span) -> Diagnostic {
    warning(UNPAIRED, span, say!("this {what} has no counterpart in `{tag}`", what = said(what), tag))
        .help(lacking(&meant(UNPAIRED)))
        .related(other, say!("it would stand here"))
}

/// A note that the other side lacks.
pub fn unpaired_note(span: Span, label: &str, tag: &str, other: Span) -> Diagnostic {
    warning("unpaired-note", span, say!("the note `{label}` has no counterpart in `{tag}`", label, tag))
        .help(meant("unpaired-note"))
        .related(other, say!("the page that lacks it"))
}

/// Headings of different levels.
pub fn heading_level(span: Span, own: u8, theirs: u8, other: Span) -> Diagnostic {
    warning(
        "heading-level-differs",
        span,
        say!("this heading is of level `{own}`, its counterpart of level `{theirs}`", own, theirs),
    )
    .help(meant("heading-level-differs"))
    .related(other, say!("its counterpart"))
}

/// Tables of different shapes.
pub fn table_shape(span: Span, own: (usize, usize), theirs: (usize, usize), other: Span) -> Diagnostic {
    let shape = |(rows, columns): (usize, usize)| say!("`{rows}` rows of `{columns}` cells", rows, columns);
    warning(
        "table-shape-differs",
        span,
        say!("this table has {own}, its counterpart {theirs}", own = shape(own), theirs = shape(theirs)),
    )
    .help(meant("table-shape-differs"))
    .related(other, say!("its counterpart"))
}

/// Figures of different kinds.
pub fn figure(span: Span, own: &str, theirs: &str, other: Span) -> Diagnostic {
    warning("figures-differ", span, say!("this figure is a `{own}`, its counterpart a `{theirs}`", own, theirs))
        .help(meant("figures-differ"))
        .related(other, say!("its counterpart"))
}

/// Lists or definition lists of different lengths.
pub fn length(span: Span, own: usize, theirs: usize, other: Span) -> Diagnostic {
    warning("length-differs", span, say!("this list has `{own}` items, its counterpart `{theirs}`", own, theirs))
        .help(meant("length-differs"))
        .related(other, say!("its counterpart"))
}

/// References to notes that one side has more often.
pub fn notes(span: Span, label: &str, own: usize, theirs: usize, other: Span) -> Diagnostic {
    let times = |count: usize| if count == 1 { say!("once") } else { say!("{count} times", count) };
    let (own, theirs) = (times(own), times(theirs));
    warning("notes-differ", span, say!("the note `{label}` is referred to {own} here and {theirs} there", label, own, theirs))
        .help(meant("notes-differ"))
        .related(other, say!("its counterpart"))
}

/// A link that one side has more often.
pub fn links(span: Span, target: &str, other: Span) -> Diagnostic {
    warning("links-differ", span, say!("the link to `{target}` has no counterpart", target))
        .help(meant("links-differ"))
        .related(other, say!("the text that lacks it"))
}

/// An entry of the ledger that one side refers to and the other does not.
pub fn entries(span: Span, entry: &str, other: Span) -> Diagnostic {
    warning("entries-differ", span, say!("`{entry}` is referred to here and not there", entry))
        .help(meant("entries-differ"))
        .related(other, say!("the text that lacks it"))
}

/// A number or a month that one side has and the other does not; `theirs` is what stands there instead, if that is known.
pub fn numbers(span: Span, written: &str, theirs: Option<&str>, other: Span) -> Diagnostic {
    let message = match theirs {
        Some(theirs) => say!("`{written}` stands here, `{theirs}` there", written, theirs),
        None => say!("`{written}` stands here and not there", written),
    };
    warning("numbers-differ", span, message).help(meant("numbers-differ")).related(other, say!("the other language"))
}
