//! Problems of files that come back from translators. Each of them keeps the whole file from being used.

use super::error;
use crate::diag::Diagnostic;
use crate::source::Span;

const AGAIN: &str = "export the page again and carry the translation over";

/// No XML.
pub fn not_xml(span: Span, why: &str) -> Diagnostic {
    error("broken-exchange", span, format!("this is not well-formed XML: `{}`", why.trim_end_matches('.')))
        .help("ask the translator for the file again")
}

/// A table for readers, which nothing is read from.
pub fn not_for_import(span: Span) -> Diagnostic {
    error("broken-exchange", span, "this is a document for readers, as `--format html-table` writes it, and no translation is read from it")
        .help("carry the translation over into the file that `bayan export PAGE --format xliff` or `--format po` writes, and import that")
}

/// No text, or text in an encoding that cannot be known.
pub fn not_text(span: Span) -> Diagnostic {
    error("broken-exchange", span, "this file is neither UTF-8 nor UTF-16 with a byte order mark")
        .help("save it as UTF-8, or ask the translator for it as UTF-8")
}

/// A file that says it is in another encoding than it was read in.
pub fn other_encoding(span: Span, name: &str) -> Diagnostic {
    error("broken-exchange", span, format!("the file says that its encoding is `{name}`")).help("have it saved as UTF-8")
}

/// No PO file.
pub fn not_po(span: Span) -> Diagnostic {
    error("broken-exchange", span, "this line is none of a PO file").help("ask the translator for the file again")
}

/// Well-formed, but no file of ours.
pub fn not_ours(span: Span) -> Diagnostic {
    error("broken-exchange", span, "this is no file that `bayan export` wrote").help(AGAIN)
}

/// A placeholder that was never exported.
pub fn unknown_placeholder(span: Span, id: &str) -> Diagnostic {
    error("unknown-placeholder", span, format!("the placeholder `{id}` stands for nothing"))
        .help("take it out, or take the one of the source")
}

/// An element within a text that means nothing here.
pub fn unknown_inline(span: Span, name: &str) -> Diagnostic {
    error("unknown-inline", span, format!("`{name}` cannot stand in a text"))
        .help("have the tool export plain text and `ph` only")
}

/// A unit that the page does not have.
pub fn unknown_unit(span: Span, name: &str) -> Diagnostic {
    error("unknown-unit", span, format!("the page has no text `{name}`")).help(AGAIN)
}

/// A text that a new page cannot be made without.
pub fn not_translated(span: Span, name: &str) -> Diagnostic {
    error("not-translated", span, format!("`{name}` is not translated, and the new page cannot be made without it"))
        .help("translate it; only whole blocks of the text may be left out of a first translation")
}

/// A unit that stands twice: only one of them could be used.
pub fn unit_twice(span: Span, name: &str) -> Diagnostic {
    error("unknown-unit", span, format!("the block `{name}` stands twice in the file")).help("take one of them out")
}

/// A block that has changed since it was exported.
pub fn changed_since(span: Span, name: &str, what: &str) -> Diagnostic {
    error("changed-since-export", span, format!("the {what} of `{name}` has changed since the page was exported")).help(AGAIN)
}

/// A placeholder of the source that the translation lacks.
pub fn placeholder_lost(span: Span, name: &str, id: &str) -> Diagnostic {
    error("placeholder-lost", span, format!("the translation of `{name}` lacks the placeholder `{id}`"))
        .help("put it where its markup belongs")
}

/// A placeholder that stands twice.
pub fn placeholder_twice(span: Span, name: &str) -> Diagnostic {
    error("placeholder-twice", span, format!("a placeholder stands twice in the translation of `{name}`"))
        .help("take one of them out")
}

/// A placeholder whose markup says nothing where it was put, as that of a heading within its line.
pub fn placeholder_moved(span: Span, name: &str) -> Diagnostic {
    error("placeholder-moved", span, format!("a placeholder of the translation of `{name}` stands where its markup is none"))
        .help("put it where it stands in the source: what begins a text stays at its beginning, what ends it at its end")
}

/// Markup that was typed instead of placed.
pub fn typed_markup(span: Span, name: &str) -> Diagnostic {
    error("typed-markup", span, format!("the translation of `{name}` holds characters that would be markup"))
        .help("use the placeholders for markup, and no `*`, `_`, `[`, `]`, `|`, `$`, `<` or backtick of your own")
}
