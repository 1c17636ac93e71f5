//! Problems that only paper has.

use super::{error, one_of, warning};
use crate::diag::{Diagnostic, Severity};
use crate::source::Span;

/// A figure without alternative text.
pub fn alt(span: Span) -> Diagnostic {
    error("pdf-alt", span, "the picture has no alternative text, which PDF/UA asks for").help(
        "say what it shows between the brackets, as in `![Price of a litre](prices.svg)`, or once as its `alt` in pictures.yaml; \
         `pdf: false` prints without it",
    )
}

/// A character that no face can draw.
pub fn glyph(span: Span, c: char) -> Diagnostic {
    warning("pdf-glyph", span, format!("no font of the PDF can draw `{c}` (U+{:04X}); a box is printed", u32::from(c)))
        .help("add a font that has it to the theme, below `fonts/`, or write it in words")
}

/// A letter with more marks than writing has.
pub fn marks(span: Span, most: usize) -> Diagnostic {
    warning("pdf-marks", span, format!("a letter carries more than {most} marks; the others are not printed"))
        .help("remove the marks that were added to it")
}

/// An address that is too long for a link on paper.
pub fn address(span: Span, most: usize) -> Diagnostic {
    warning("pdf-link", span, format!("the address has more than {most} bytes, so only the text of the link is printed"))
        .help("link to a shorter address")
}

/// An element of raw HTML for which paper has no form.
pub fn raw_html(span: Span, name: &str) -> Diagnostic {
    warning("pdf-raw-html", span, format!("`<{name}>` is left out on paper"))
        .help("say in the text what it shows, or set `pdf: false` on the page")
}

/// A block that Typst cannot set, and the others that it refuses for the same reason.
pub fn block(span: Span, others: &[Span], complaint: &str) -> Diagnostic {
    let message = match others.len() {
        0 => format!("this cannot be set: {complaint}"),
        count => format!("this and {count} more cannot be set: {complaint}"),
    };
    let related = others.iter().map(|place| (*place, "nor this".to_owned())).collect();
    Diagnostic { related, ..error("pdf-block", span, message) }
        .help("change it, or set `pdf: false` in the front matter of the page")
}

/// A briefing of which no sheet can be made.
pub fn brief(span: Span, lacks: &str, help: &str) -> Diagnostic {
    warning("pdf-brief", span, format!("no brief edition is made of this page, which has {lacks}")).help(help)
}

/// A template that Typst cannot read or run.
pub fn template(span: Option<Span>, path: &str, complaint: &str) -> Diagnostic {
    let message = format!("the template `{path}` fails: {complaint}");
    Diagnostic { span, ..siteless("pdf-template", Severity::Error, message) }
        .help("mend the theme's file, or remove it to use the built-in one")
}

/// Templates of the project's theme that do not end.
pub fn endless(span: Option<Span>, paths: &[&str], complaint: &str) -> Diagnostic {
    let message = format!("nothing can be printed with the theme's {}: {complaint}", one_of(paths));
    Diagnostic { span, ..siteless("pdf-template", Severity::Error, message) }
        .help("look there for a loop, a call or a list without an end")
}

/// A file that as a whole takes too long or too much memory.
pub fn large(path: &str, complaint: &str) -> Diagnostic {
    siteless("pdf-large", Severity::Error, format!("`{path}` is not made: {complaint}"))
        .help("make its parts briefings of their own, or set `pdf: false` in the front matter of the page")
}

/// A font of the theme that the engine cannot use.
pub fn face(span: Option<Span>, path: &str) -> Diagnostic {
    let message = format!("the PDF cannot be set with the font `{path}`, which is damaged or of a kind that is not read");
    Diagnostic { span, ..siteless("pdf-font", Severity::Error, message) }.help("replace the file, or remove it from the theme")
}

/// A remark of Typst's.
pub fn remark(span: Option<Span>, path: &str, complaint: &str) -> Diagnostic {
    let message = format!("setting `{path}` was not smooth: {complaint}");
    Diagnostic { span, ..siteless("pdf-remark", Severity::Warning, message) }.help("look at the printed file")
}

/// A page that is not printed, asked for on the command line.
pub fn unknown_print(name: &str, known: &[&str]) -> Diagnostic {
    siteless("unknown-print", Severity::Error, format!("`{name}` is not printed")).help(if known.is_empty() {
        "set `briefing: true` or `pdf: true` on a page".to_owned()
    } else {
        format!("name {}", one_of(known))
    })
}

/// A page that nobody is shown yet, asked for on the command line.
pub fn kept_back_print(name: &str) -> Diagnostic {
    siteless("unknown-print", Severity::Error, format!("`{name}` is kept back, as a draft or by its dates"))
        .help("add `--drafts` to make it all the same")
}

fn siteless(code: &'static str, severity: Severity, message: String) -> Diagnostic {
    Diagnostic { code, severity, span: None, message, help: None, related: Vec::new(), fix: None }
}

/// A block of the theme that only pages can show.
pub fn no_block(span: Span, name: &str) -> Diagnostic {
    warning(
        "pdf-theme-block",
        span,
        format!("the theme has no `pdf/blocks/{name}.typ`, so paper shows only the texts of `{name}`"),
    )
    .help("write that template: a function `show-block(arguments, line)`")
}
