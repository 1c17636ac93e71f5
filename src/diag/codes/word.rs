//! Problems of documents that come back from reviewers. Each error keeps the whole document from being used.

use super::{error, warning};
use crate::diag::{Diagnostic, Severity};
use crate::message::{Message, said};
use crate::source::Span;

/// A problem of the document that is none of a place in the project.
fn whole(code: &'static str, severity: Severity, message: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
    Diagnostic { code, severity, span: None, message: message.into(), help: Some(help.into()), related: Vec::new(), fix: None }
}

/// A text as a message quotes it.
fn quoted(text: &str) -> String {
    const MOST: usize = 80;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST).chain(['…']).collect() }
}

/// A document that cannot be read.
pub fn unreadable(file: &str, (why, help): (&str, &str)) -> Diagnostic {
    whole("word-file", Severity::Error, say!("`{file}` cannot be used: {why}", file, why), help)
}

/// A document that has none of our marks.
pub fn other_origin(file: &str) -> Diagnostic {
    whole(
        "word-origin",
        Severity::Error,
        say!("`{file}` was not made by `bayan docx`: no paragraph of it says which block it is", file),
        say!(
            "make a document with `bayan docx` and give the file that comes back edited; for a translation use `bayan export --format xliff`"
        ),
    )
}

/// A document of pages that are not here.
pub fn other_project(file: &str) -> Diagnostic {
    whole(
        "word-origin",
        Severity::Error,
        say!("`{file}` was made of pages that this project does not have, or not under these paths", file),
        say!("go to the project that it was made from, or make a new document with `bayan docx`"),
    )
}

/// A paragraph of a page that is not here.
pub fn page_gone(file: &str, text: &str) -> Diagnostic {
    whole(
        "word-changed-since",
        Severity::Error,
        say!("`{file}` has an edited paragraph of a page that is not there any more: `{text}`", file, text = quoted(text)),
        say!("put the edit where the text stands now, and take it out of the document"),
    )
}

/// A block that changed since the document was made.
pub fn changed_since(span: Span, now: &str, sent: &str) -> Diagnostic {
    error(
        "word-changed-since",
        span,
        say!("this was edited by the reviewer, and changed here since the document was made: it says `{now}`", now = quoted(now)),
    )
    .help(say!("the document says `{sent}`: put the two together here, and undo the edit in the document", sent = quoted(sent)))
}

/// A paragraph that the reviewer moved.
pub fn moved(span: Span) -> Diagnostic {
    error("word-moved", span, say!("the reviewer moved this paragraph"))
        .help(say!("move it here, and undo the move in the document"))
}

/// A paragraph that became two.
pub fn split(span: Span) -> Diagnostic {
    error("word-split", span, say!("the reviewer made several paragraphs of this one"))
        .help(say!("split it here, make a new document, or undo the split in the one that came back"))
}

/// Paragraphs that became one.
pub fn merged(span: Span) -> Diagnostic {
    error("word-merged", span, say!("the reviewer made one paragraph of this one and its neighbour"))
        .help(say!("join them here, make a new document, or undo that in the one that came back"))
}

/// A new paragraph that cannot be put in.
pub fn added(span: Span, text: &str) -> Diagnostic {
    error(
        "word-added",
        span,
        say!("a paragraph that the reviewer added here cannot become a block: `{text}`", text = quoted(text)),
    )
    .help(say!("write it here yourself, and take it out of the document"))
}

/// A link that cannot be written as it came back.
pub fn link(span: Span, sent: &str) -> Diagnostic {
    error("word-link", span, say!("the reviewer changed a link in this line in a way that is not put in here"))
        .help(say!("set the link here, where the document says `{sent}`, and undo it in the document", sent = quoted(sent)))
}

/// A link that stands where none is put in.
pub fn new_link(span: Span, address: &str) -> Diagnostic {
    warning("word-link", span, say!("the document has a link to `{address}` here, which was not taken over", address))
        .help(say!("set it here, or leave it"))
}

/// A new paragraph with a link in it.
pub fn added_link(span: Span, text: &str) -> Diagnostic {
    error(
        "word-added",
        span,
        say!(
            "a paragraph that the reviewer added here holds a link to a place that is no address: `{text}`",
            text = quoted(text)
        ),
    )
    .help(say!("write it here yourself with its link, and take it out of the document"))
}

/// A new paragraph of which nobody knows where it belongs.
pub fn added_nowhere(file: &str, text: &str) -> Diagnostic {
    whole(
        "word-added",
        Severity::Error,
        say!("`{file}` has a new paragraph where no block of a page stands before it: `{text}`", file, text = quoted(text)),
        say!("write it where it belongs, and take it out of the document"),
    )
}

/// A paragraph that is gone and cannot be taken out.
pub fn removed(span: Span) -> Diagnostic {
    error("word-removed", span, say!("the reviewer took this out, but it is a part of a larger block or has changed since"))
        .help(say!("take it out here, and put it back into the document"))
}

/// A chapter that is gone.
pub fn chapter_gone(span: Span) -> Diagnostic {
    error("word-removed", span, say!("the reviewer took this whole chapter out"))
        .help(say!("take the page out here, or keep it back, and put the chapter back into the document"))
}

/// A text of the head that is gone.
pub fn head_gone(span: Span) -> Diagnostic {
    error("word-removed", span, say!("the reviewer took out the title, the subtitle or the summary of this page"))
        .help(say!("change the front matter here, and put it back into the document"))
}

/// What is printed of data, of a figure or of the interface and is gone.
pub fn printed_gone(span: Span) -> Diagnostic {
    error(
        "word-removed",
        span,
        say!("the reviewer took out a line that is printed here and is no text of this page, as a caption"),
    )
    .help(say!("take out what it is printed of, or put it back into the document"))
}

/// Something printed of an entry that the reviewer changed.
pub fn entry(span: Span, id: &str, place: Option<Span>) -> Diagnostic {
    let problem = error("word-value", span, say!("the reviewer changed what `{id}` prints, which stands in a data file", id));
    let problem = problem.help(say!("change it in the data file if the reviewer is right, and undo the edit in the document"));
    match place {
        Some(place) => problem.related(place, say!("`{id}` stands here", id)),
        None => problem,
    }
}

/// Something else in a line that cannot be changed there.
pub fn held(span: Span, what: impl Into<Message>, sent: &str) -> Diagnostic {
    error("word-markup", span, say!("the reviewer changed {what} in this line", what = said(what)))
        .help(say!("change it here, where the document says `{sent}`, and undo the edit in the document", sent = quoted(sent)))
}

/// A line that is printed of something else.
pub fn printed(span: Span, sent: &str) -> Diagnostic {
    error(
        "word-printed",
        span,
        say!("a line that is no text of this page was changed in the document: `{sent}`", sent = quoted(sent)),
    )
    .help(say!("it is printed of data, of a figure or of the interface: change it there, and undo the edit in the document"))
}

/// A style that the reviewer changed.
pub fn restyled(span: Span, style: &str) -> Diagnostic {
    error("word-style", span, say!("the reviewer gave this the style `{style}`", style))
        .help(say!("change what it is here, and give it its old style in the document"))
}

/// An edit that Markdown would read otherwise.
pub fn unwritable(span: Span, sent: &str) -> Diagnostic {
    error("word-edit", span, say!("an edit of the document cannot be put in here without changing something else"))
        .help(say!("write it here yourself (`{sent}`), and undo it in the document", sent = quoted(sent)))
}

/// A line that the reviewer edited.
pub fn edited(span: Span, change: &str) -> Diagnostic {
    warning("word-edited", span, say!("the reviewer edited this line: {change}", change))
        .help(say!("`bayan import-translation` puts it in"))
}

/// A block that the reviewer added.
pub fn new_block(span: Span, text: &str) -> Diagnostic {
    warning("word-edited", span, say!("the reviewer added a paragraph behind this: `{text}`", text = quoted(text)))
        .help(say!("`bayan import-translation` puts it in"))
}

/// A block that the reviewer took out.
pub fn gone_block(span: Span, text: &str) -> Diagnostic {
    warning("word-edited", span, say!("the reviewer took this out: `{text}`", text = quoted(text)))
        .help(say!("`bayan import-translation` takes it out here"))
}

/// What a reviewer said.
pub fn comment(span: Option<Span>, said: &str, is_done: bool) -> Diagnostic {
    let state = if is_done { phrase!("a resolved comment") } else { phrase!("a comment") };
    let message = say!("{state} of the reviewer: {said}", state, said);
    let help = if is_done {
        phrase!("nothing is to be done")
    } else {
        phrase!("`bayan import-translation` puts it before its block as a remark")
    };
    match span {
        Some(span) => warning("word-comment", span, message).help(help),
        None => whole("word-comment", Severity::Warning, message, help),
    }
}

/// Emphasis that cannot be said.
pub fn unset(span: Span) -> Diagnostic {
    warning("word-format", span, say!("letters of this line are set off otherwise in the document, which was not taken over"))
        .help(say!("set them off here, or leave it"))
}

/// Changes that nobody has accepted or rejected.
pub fn pending(span: Option<Span>, text: &str) -> Diagnostic {
    let message = say!("a tracked change is neither accepted nor rejected, and was left out: {text}", text);
    let help = phrase!("decide in the document, or add `--accept-tracked` to take all of them");
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
        say!("a comment of `{file}` stands where no block of a page does: `{text}`", file, text),
        say!("note it yourself: it is not taken over"),
    )
}

/// Boxes and macros.
pub fn left_out(file: &str, what: impl Into<Message>) -> Diagnostic {
    whole(
        "word-left-out",
        Severity::Warning,
        say!("`{file}` holds {what}, which are not read", file, what = said(what)),
        say!("look at them in the document"),
    )
}
