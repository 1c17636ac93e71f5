//! Problems of pictures and of other files beside pages.

use super::{error, warning};
use crate::diag::Diagnostic;
use crate::source::Span;

/// A picture that cannot be shown, where a page first shows it or at the file itself.
pub fn bad(code: &'static str, span: Span, path: &str, (says, help): (&str, &str)) -> Diagnostic {
    error(code, span, format!("`{path}` {says}")).help(help)
}

/// A name that promises another kind of picture.
pub fn ending(span: Span, path: &str, format: &str, endings: &[&str]) -> Diagnostic {
    let wanted: Vec<String> = endings.iter().map(|e| format!("`.{e}`")).collect();
    warning("picture-ending", span, format!("`{path}` is a {format} picture by its content, whatever its name says"))
        .help(format!("rename it to end in {}: web servers go by the name", wanted.join(" or ")))
}

/// A picture in the colours of printers.
pub fn inks(span: Span, path: &str) -> Diagnostic {
    warning(
        "picture-colours",
        span,
        format!("`{path}` is in the colours of printing inks (CMYK), which every browser shows otherwise"),
    )
    .help("export it in RGB")
}

/// A picture that paper cannot have.
pub fn unprintable(span: Span, path: &str) -> Diagnostic {
    warning("pdf-picture", span, format!("`{path}` is left out of the PDF, which cannot hold AVIF, icons and inks (CMYK)"))
        .help("save it as a JPEG or PNG in RGB, or set `pdf: false` in the front matter of the page")
}

/// A file that would run as a page of the site.
pub fn active_file(span: Span, path: &str, what: &str) -> Diagnostic {
    error("active-file", span, format!("`{path}` is {what}: what is in it would run on the site"))
        .help("write it as Markdown, remove it, or set `raw_html: trusted` in site.yaml if you wrote it yourselves")
}

/// A picture whose file says where it was taken.
pub fn position(span: Span, path: &str, what: &[&str]) -> Diagnostic {
    warning("picture-position", span, format!("`{path}` holds {}", what.join(", "))).help(STRIP)
}

/// A picture whose file says whose it is.
pub fn owner(span: Span, path: &str, what: &[&str]) -> Diagnostic {
    warning("picture-owner", span, format!("`{path}` holds {}", what.join(", "))).help(STRIP)
}

const STRIP: &str =
    "the site is published without it, the repository keeps it: run `bayan check --fix`, and mind that history keeps it, too";

/// Another file that says who made it, or where.
pub fn file_metadata(span: Span, path: &str, what: &[&str]) -> Diagnostic {
    warning("file-metadata", span, format!("`{path}` holds {}, and is published as it is", what.join(", ")))
        .help("remove it in the program that made the file, such as with “Inspect document” or “Remove properties”")
}
