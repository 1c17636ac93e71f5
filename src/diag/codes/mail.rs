//! Problems that only letters have.

use super::warning;
use crate::diag::Diagnostic;
use crate::source::Span;

/// A letter that programs for mail cut.
pub fn too_long(span: Span, kilobytes: usize) -> Diagnostic {
    warning(
        "mail-size",
        span,
        say!("the letter has {kilobytes} kB, and programs for mail cut what is longer than 100", kilobytes),
    )
    .help(say!("shorten the page, or move what is long into chapters: the letter links to them"))
}
