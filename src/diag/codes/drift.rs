//! Problems of `bayan.lock` and of what it says of the pages.

use super::error;
use crate::diag::Diagnostic;
use crate::source::Span;

/// Marks of a merge that was not finished.
pub fn lock_conflict(span: Span) -> Diagnostic {
    error("lock-conflict", span, say!("`bayan.lock` holds the marks of a merge conflict"))
        .help(say!("keep the lines of both sides and remove the marks; `bayan status` then says what is still to be reviewed"))
}

/// A version that this program does not know.
pub fn lock_version(span: Span) -> Diagnostic {
    error("lock-version", span, say!("this version of `bayan.lock` is not known"))
        .help(say!("use the version of bayan that wrote it, or remove the file and accept the pages again"))
}

/// A line that is none.
pub fn lock_line(span: Span) -> Diagnostic {
    error("lock-line", span, say!("this line of `bayan.lock` cannot be read"))
        .help(say!("take it from an earlier version of the file, or remove it and accept its block again"))
}

/// Two pages of a group that name different languages as their source.
pub fn two_sources(span: Span, given: &str, other: &str, first: Span) -> Diagnostic {
    error("two-sources", span, say!("this page is written in `{given}` first, but its translation says `{other}`", given, other))
        .help(say!("write the same `source` in both, or in one of them only"))
        .related(first, say!("said here"))
}
