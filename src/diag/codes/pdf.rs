//! Problems that only paper has.

use super::{error, one_of, warning};
use crate::diag::{Diagnostic, Severity};
use crate::message::{Message, code_point, said};
use crate::source::Span;

/// A figure without alternative text.
pub fn alt(span: Span) -> Diagnostic {
    error("pdf-alt", span, say!("the picture has no alternative text, which PDF/UA asks for")).help(say!(
        "say what it shows between the brackets, as in `![Price of a litre](prices.svg)`, or once as its `alt` in pictures.yaml; \
         `pdf: false` prints without it"
    ))
}

/// A character that no face can draw.
pub fn glyph(span: Span, c: char) -> Diagnostic {
    warning("pdf-glyph", span, say!("no font of the PDF can draw `{c}` ({point}); a box is printed", c, point = code_point(c)))
        .help(say!("add a font that has it to the theme, below `fonts/`, or write it in words"))
}

/// A letter with more marks than writing has.
pub fn marks(span: Span, most: usize) -> Diagnostic {
    warning("pdf-marks", span, say!("a letter carries more than {most} marks; the others are not printed", most))
        .help(say!("remove the marks that were added to it"))
}

/// An address that is too long for a link on paper.
pub fn address(span: Span, most: usize) -> Diagnostic {
    warning("pdf-link", span, say!("the address has more than {most} bytes, so only the text of the link is printed", most))
        .help(say!("link to a shorter address"))
}

/// An element of raw HTML for which paper has no form.
pub fn raw_html(span: Span, name: &str) -> Diagnostic {
    warning("pdf-raw-html", span, say!("`<{name}>` is left out on paper", name))
        .help(say!("say in the text what it shows, or set `pdf: false` on the page"))
}

/// A block that Typst cannot set, and the others that it refuses for the same reason.
pub fn block(span: Span, others: &[Span], complaint: impl Into<Message>) -> Diagnostic {
    let message = match others.len() {
        0 => say!("this cannot be set: {complaint}", complaint = said(complaint)),
        count => say!("this and {count} more cannot be set: {complaint}", count, complaint = said(complaint)),
    };
    let related = others.iter().map(|place| (*place, say!("nor this"))).collect();
    Diagnostic { related, ..error("pdf-block", span, message) }
        .help(say!("change it, or set `pdf: false` in the front matter of the page"))
}

/// A briefing of which no sheet can be made.
pub fn brief(span: Span, lacks: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
    warning("pdf-brief", span, say!("no brief edition is made of this page, which has {lacks}", lacks = said(lacks))).help(help)
}

/// A template that Typst cannot read or run.
pub fn template(span: Option<Span>, path: &str, complaint: impl Into<Message>) -> Diagnostic {
    let message = say!("the template `{path}` fails: {complaint}", path, complaint = said(complaint));
    Diagnostic { span, ..siteless("pdf-template", Severity::Error, message) }
        .help(say!("mend the theme's file, or remove it to use the built-in one"))
}

/// Templates of the project's theme that do not end.
pub fn endless(span: Option<Span>, paths: &[&str], complaint: impl Into<Message>) -> Diagnostic {
    let message =
        say!("nothing can be printed with the theme's {paths}: {complaint}", paths = one_of(paths), complaint = said(complaint));
    Diagnostic { span, ..siteless("pdf-template", Severity::Error, message) }
        .help(say!("look there for a loop, a call or a list without an end"))
}

/// A file that as a whole takes too long or too much memory.
pub fn large(path: &str, complaint: impl Into<Message>) -> Diagnostic {
    siteless("pdf-large", Severity::Error, say!("`{path}` is not made: {complaint}", path, complaint = said(complaint)))
        .help(say!("make its parts briefings of their own, or set `pdf: false` in the front matter of the page"))
}

/// A font of the theme that the engine cannot use.
pub fn face(span: Option<Span>, path: &str) -> Diagnostic {
    let message = say!("the PDF cannot be set with the font `{path}`, which is damaged or of a kind that is not read", path);
    Diagnostic { span, ..siteless("pdf-font", Severity::Error, message) }
        .help(say!("replace the file, or remove it from the theme"))
}

/// A remark of Typst's.
pub fn remark(span: Option<Span>, path: &str, complaint: impl Into<Message>) -> Diagnostic {
    let message = say!("setting `{path}` was not smooth: {complaint}", path, complaint = said(complaint));
    Diagnostic { span, ..siteless("pdf-remark", Severity::Warning, message) }.help(say!("look at the printed file"))
}

/// A page that is not printed, asked for on the command line.
pub fn unknown_print(name: &str, known: &[&str]) -> Diagnostic {
    siteless("unknown-print", Severity::Error, say!("`{name}` is not printed", name)).help(if known.is_empty() {
        say!("set `briefing: true` or `pdf: true` on a page")
    } else {
        say!("name {known}", known = one_of(known))
    })
}

/// A page that nobody is shown yet, asked for on the command line.
pub fn kept_back_print(name: &str) -> Diagnostic {
    siteless("unknown-print", Severity::Error, say!("`{name}` is kept back, as a draft or by its dates", name))
        .help(say!("add `--drafts` to make it all the same"))
}

fn siteless(code: &'static str, severity: Severity, message: Message) -> Diagnostic {
    Diagnostic { code, severity, span: None, message, help: None, related: Vec::new(), fix: None }
}

/// A block of the theme that only pages can show.
pub fn no_block(span: Span, name: &str) -> Diagnostic {
    warning(
        "pdf-theme-block",
        span,
        say!("the theme has no `pdf/blocks/{name}.typ`, so paper shows only the texts of `{name}`", name),
    )
    .help(say!("write that template: a function `show-block(arguments, line)`"))
}
