//! Problems of pictures and of other files beside pages.

use super::{error, one_of, warning};
use crate::diag::Diagnostic;
use crate::message::{Joint, Message, Phrase, said};
use crate::source::Span;

/// A picture that cannot be shown, where a page first shows it or at the file itself.
pub fn bad(code: &'static str, span: Span, path: &str, (says, help): (Message, Message)) -> Diagnostic {
    error(code, span, say!("`{path}` {says}", path, says)).help(help)
}

/// A name that promises another kind of picture.
pub fn ending(span: Span, path: &str, format: &str, endings: &[&str]) -> Diagnostic {
    let wanted: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    warning("picture-ending", span, say!("`{path}` is a {format} picture by its content, whatever its name says", path, format))
        .help(say!("rename it to end in {wanted}: web servers go by the name", wanted = one_of(&wanted)))
}

/// A picture in the colours of printers.
pub fn inks(span: Span, path: &str) -> Diagnostic {
    warning(
        "picture-colours",
        span,
        say!("`{path}` is in the colours of printing inks (CMYK), which every browser shows otherwise", path),
    )
    .help(say!("export it in RGB"))
}

/// A picture that paper cannot have.
pub fn unprintable(span: Span, path: &str) -> Diagnostic {
    warning("pdf-picture", span, say!("`{path}` is left out of the PDF, which cannot hold AVIF, icons and inks (CMYK)", path))
        .help(say!("save it as a JPEG or PNG in RGB, or set `pdf: false` in the front matter of the page"))
}

/// A file that would run as a page of the site.
pub fn active_file(span: Span, path: &str, what: impl Into<Message>) -> Diagnostic {
    error("active-file", span, say!("`{path}` is {what}: what is in it would run on the site", path, what = said(what)))
        .help(say!("write it as Markdown, remove it, or set `raw_html: trusted` in site.yaml if you wrote it yourselves"))
}

/// A picture whose file says where it was taken.
pub fn position(span: Span, path: &str, what: impl IntoIterator<Item = Phrase>) -> Diagnostic {
    warning("picture-position", span, say!("`{path}` holds {what}", path, what = all(what))).help(STRIP)
}

/// A picture whose file says whose it is.
pub fn owner(span: Span, path: &str, what: impl IntoIterator<Item = Phrase>) -> Diagnostic {
    warning("picture-owner", span, say!("`{path}` holds {what}", path, what = all(what))).help(STRIP)
}

const STRIP: Phrase = Phrase(
    "the site is published without it, the repository keeps it: run `bayan check --fix`, and mind that history keeps it, too",
);

fn all(what: impl IntoIterator<Item = Phrase>) -> Message {
    Message::list(Joint::Comma, what.into_iter().map(Message::from).collect())
}

/// Another file that says who made it, or where.
pub fn file_metadata(span: Span, path: &str, what: impl IntoIterator<Item = Phrase>) -> Diagnostic {
    warning("file-metadata", span, say!("`{path}` holds {what}, and is published as it is", path, what = all(what)))
        .help(say!("remove it in the program that made the file, such as with “Inspect document” or “Remove properties”"))
}
