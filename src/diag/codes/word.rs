//! Problems of documents that come back from reviewers. Each error keeps the whole document from being used.

use super::{error, warning};
use crate::diag::{Diagnostic, Severity};
use crate::source::Span;

/// A problem of the document that is none of a place in the project.
fn whole(code: &'static str, severity: Severity, message: String, help: &str) -> Diagnostic {
    Diagnostic {
        code,
        severity,
        span: None,
        message: super::visible(message),
        help: Some(help.to_owned()),
        related: Vec::new(),
        fix: None,
    }
}

/// A text as a message quotes it.
fn quoted(text: &str) -> String {
    const MOST: usize = 80;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST).chain(['…']).collect() }
}

/// A document that cannot be read.
pub fn unreadable(file: &str, (why, help): (&str, &str)) -> Diagnostic {
    whole("word-file", Severity::Error, format!("`{file}` cannot be used: {why}"), help)
}

/// A document that has none of our marks.
pub fn other_origin(file: &str) -> Diagnostic {
    whole(
        "word-origin",
        Severity::Error,
        format!("`{file}` was not made by `bayan docx`: no paragraph of it says which block it is"),
        "make a document with `bayan docx` and give the file that comes back edited; for a translation use `bayan export --format xliff`",
    )
}

/// A document of pages that are not here.
pub fn other_project(file: &str) -> Diagnostic {
    whole(
        "word-origin",
        Severity::Error,
        format!("`{file}` was made of pages that this project does not have, or not under these paths"),
        "go to the project that it was made from, or make a new document with `bayan docx`",
    )
}

/// A paragraph of a page that is not here.
pub fn page_gone(file: &str, text: &str) -> Diagnostic {
    whole(
        "word-changed-since",
        Severity::Error,
        format!("`{file}` has an edited paragraph of a page that is not there any more: `{}`", quoted(text)),
        "put the edit where the text stands now, and take it out of the document",
    )
}

/// A block that changed since the document was made.
pub fn changed_since(span: Span, now: &str, sent: &str) -> Diagnostic {
    error(
        "word-changed-since",
        span,
        format!("this was edited by the reviewer, and changed here since the document was made: it says `{}`", quoted(now)),
    )
    .help(format!("the document says `{}`: put the two together here, and undo the edit in the document", quoted(sent)))
}

/// A paragraph that the reviewer moved.
pub fn moved(span: Span) -> Diagnostic {
    error("word-moved", span, "the reviewer moved this paragraph").help("move it here, and undo the move in the document")
}

/// A paragraph that became two.
pub fn split(span: Span) -> Diagnostic {
    error("word-split", span, "the reviewer made several paragraphs of this one")
        .help("split it here, make a new document, or undo the split in the one that came back")
}

/// Paragraphs that became one.
pub fn merged(span: Span) -> Diagnostic {
    error("word-merged", span, "the reviewer made one paragraph of this one and its neighbour")
        .help("join them here, make a new document, or undo that in the one that came back")
}

/// A new paragraph that cannot be put in.
pub fn added(span: Span, text: &str) -> Diagnostic {
    error("word-added", span, format!("a paragraph that the reviewer added here cannot become a block: `{}`", quoted(text)))
        .help("write it here yourself, and take it out of the document")
}

/// A new paragraph with a link in it.
pub fn added_link(span: Span, text: &str) -> Diagnostic {
    error("word-added", span, format!("a paragraph that the reviewer added here holds a link: `{}`", quoted(text)))
        .help("write it here yourself with its link, and take it out of the document")
}

/// A new paragraph of which nobody knows where it belongs.
pub fn added_nowhere(file: &str, text: &str) -> Diagnostic {
    whole(
        "word-added",
        Severity::Error,
        format!("`{file}` has a new paragraph where no block of a page stands before it: `{}`", quoted(text)),
        "write it where it belongs, and take it out of the document",
    )
}

/// A paragraph that is gone and cannot be taken out.
pub fn removed(span: Span) -> Diagnostic {
    error("word-removed", span, "the reviewer took this out, but it is a part of a larger block or has changed since")
        .help("take it out here, and put it back into the document")
}

/// A chapter that is gone.
pub fn chapter_gone(span: Span) -> Diagnostic {
    error("word-removed", span, "the reviewer took this whole chapter out")
        .help("take the page out here, or keep it back, and put the chapter back into the document")
}

/// A text of the head that is gone.
pub fn head_gone(span: Span) -> Diagnostic {
    error("word-removed", span, "the reviewer took out the title, the subtitle or the summary of this page")
        .help("change the front matter here, and put it back into the document")
}

/// What is printed of data, of a figure or of the interface and is gone.
pub fn printed_gone(span: Span) -> Diagnostic {
    error("word-removed", span, "the reviewer took out a line that is printed here and is no text of this page, as a caption")
        .help("take out what it is printed of, or put it back into the document")
}

/// Something printed of an entry that the reviewer changed.
pub fn entry(span: Span, id: &str, place: Option<Span>) -> Diagnostic {
    let problem = error("word-value", span, format!("the reviewer changed what `{id}` prints, which stands in a data file"));
    let problem = problem.help("change it in the data file if the reviewer is right, and undo the edit in the document");
    match place {
        Some(place) => problem.related(place, format!("`{id}` stands here")),
        None => problem,
    }
}

/// Something else in a line that cannot be changed there.
pub fn held(span: Span, what: &str, sent: &str) -> Diagnostic {
    error("word-markup", span, format!("the reviewer changed {what} in this line"))
        .help(format!("change it here, where the document says `{}`, and undo the edit in the document", quoted(sent)))
}

/// A line that is printed of something else.
pub fn printed(span: Span, sent: &str) -> Diagnostic {
    error("word-printed", span, format!("a line that is no text of this page was changed in the document: `{}`", quoted(sent)))
        .help("it is printed of data, of a figure or of the interface: change it there, and undo the edit in the document")
}

/// A style that the reviewer changed.
pub fn restyled(span: Span, style: &str) -> Diagnostic {
    error("word-style", span, format!("the reviewer gave this the style `{style}`"))
        .help("change what it is here, and give it its old style in the document")
}

/// An edit that Markdown would read otherwise.
pub fn unwritable(span: Span, sent: &str) -> Diagnostic {
    error("word-edit", span, "an edit of the document cannot be put in here without changing something else")
        .help(format!("write it here yourself (`{}`), and undo it in the document", quoted(sent)))
}

/// A line that the reviewer edited.
pub fn edited(span: Span, change: &str) -> Diagnostic {
    warning("word-edited", span, format!("the reviewer edited this line: {change}")).help("`bayan import-translation` puts it in")
}

/// A block that the reviewer added.
pub fn new_block(span: Span, text: &str) -> Diagnostic {
    warning("word-edited", span, format!("the reviewer added a paragraph behind this: `{}`", quoted(text)))
        .help("`bayan import-translation` puts it in")
}

/// A block that the reviewer took out.
pub fn gone_block(span: Span, text: &str) -> Diagnostic {
    warning("word-edited", span, format!("the reviewer took this out: `{}`", quoted(text)))
        .help("`bayan import-translation` takes it out here")
}

/// What a reviewer said.
pub fn comment(span: Option<Span>, said: &str, is_done: bool) -> Diagnostic {
    let state = if is_done { "a resolved comment" } else { "a comment" };
    let message = format!("{state} of the reviewer: {said}");
    let help = if is_done { "nothing is to be done" } else { "`bayan import-translation` puts it before its block as a remark" };
    match span {
        Some(span) => warning("word-comment", span, message).help(help),
        None => whole("word-comment", Severity::Warning, message, help),
    }
}

/// Emphasis that cannot be said.
pub fn unset(span: Span) -> Diagnostic {
    warning("word-format", span, "letters of this line are set off otherwise in the document, which was not taken over")
        .help("set them off here, or leave it")
}

/// Changes that nobody has accepted or rejected.
pub fn pending(span: Option<Span>, text: &str) -> Diagnostic {
    let message = format!("a tracked change is neither accepted nor rejected, and was left out: {text}");
    let help = "decide in the document, or add `--accept-tracked` to take all of them";
    match span {
        Some(span) => warning("word-pending", span, message).help(help),
        None => whole("word-pending", Severity::Warning, message, help),
    }
}

/// A comment that speaks of no block.
pub fn loose_comment(file: &str, text: &str) -> Diagnostic {
    whole(
        "word-comment",
        Severity::Warning,
        format!("a comment of `{file}` stands where no block of a page does: `{text}`"),
        "note it yourself: it is not taken over",
    )
}

/// Boxes and macros.
pub fn left_out(file: &str, what: &str) -> Diagnostic {
    whole(
        "word-left-out",
        Severity::Warning,
        format!("`{file}` holds {what}, which are not read"),
        "look at them in the document",
    )
}
