//! What is told of pages that are kept back. Where, and never what they say: it is printed where many can read it.

use super::error;
use crate::diag::Diagnostic;
use crate::message::{Message, Phrase};
use crate::source::{FileId, Span};

/// The code of all of them.
const LEAK: &str = "leak";
const HELP: Phrase = Phrase(
    "if neither the theme nor site.yaml brings it there, this is a fault of the program: report it, and keep the \
                    pages out of the folder until it is mended",
);

/// A leak of no file of the project.
fn leak(message: Message) -> Diagnostic {
    Diagnostic { span: None, ..error(LEAK, Span::new(FileId::NONE, 0, 0), message) }
}

/// A file is published that only pages name which are kept back, or that stands in their folder.
pub fn file(span: Span, out: &str, by: impl IntoIterator<Item = Span>) -> Diagnostic {
    let diagnostic = error(LEAK, span, say!("`/{out}` is published, and belongs to pages that are kept back", out)).help(HELP);
    by.into_iter().fold(diagnostic, |diagnostic, page| diagnostic.related(page, say!("named by this page, which is kept back")))
}

/// Something is published that there would not be.
pub fn output(out: &str) -> Diagnostic {
    leak(say!("`/{out}` is published, and would not be without the pages that are kept back", out)).help(HELP)
}

/// Something is not published that there would be.
pub fn missing(out: &str) -> Diagnostic {
    leak(say!("`/{out}` is not published, and would be without the pages that are kept back", out)).help(HELP)
}

/// Something says what it would not say. `after` stands in both before they differ.
pub fn differs(out: &str, after: Option<&str>) -> Diagnostic {
    let told = match after.map(|after| after.replace('`', "'")) {
        None => say!("`/{out}` is another file than it would be without the pages that are kept back", out),
        Some(after) => say!(
            "`/{out}` is another file than it would be without the pages that are kept back, from after `{after}` on",
            out,
            after
        ),
    };
    leak(told).help(HELP)
}

/// An output and `more` hold the address or the title of a page that is kept back.
pub fn trace(span: Span, what: &str, page: &str, (out, more): (&str, usize)) -> Diagnostic {
    let told = match more {
        0 => say!("the {what} of `{page}`, which is kept back, stands in `/{out}`", what, page, out),
        1 => say!("the {what} of `{page}`, which is kept back, stands in `/{out}` and in one more file", what, page, out),
        count => say!(
            "the {what} of `{page}`, which is kept back, stands in `/{out}` and in {count} more files",
            what,
            page,
            out,
            count
        ),
    };
    error(LEAK, span, told).help(say!("take it out of the theme or of site.yaml until the page is shown"))
}

/// An entry of a ledger that could not be taken out for the comparison.
pub fn uncut(span: Span, id: &str) -> Diagnostic {
    error(
        "leaks-not-compared",
        span,
        say!("the entry `{id}`, which only pages name that are kept back, does not begin a line", id),
    )
    .help(say!("write every entry of the file on a line of its own, so that the site can be built without it"))
}

/// A mistake that there is only without the pages that are kept back.
pub fn not_compared(message: &str) -> Diagnostic {
    Diagnostic {
        code: "leaks-not-compared",
        ..leak(say!("without the pages that are kept back the site has a mistake: {message}", message))
    }
    .help(say!("mend it, or tell those who make the program: what leaks could not be looked for"))
}
