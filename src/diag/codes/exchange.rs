//! Problems of files that come back from translators. Each of them keeps the whole file from being used.

use super::error;
use crate::diag::Diagnostic;
use crate::message::Phrase;
use crate::source::Span;

const AGAIN: Phrase = Phrase("export the page again and carry the translation over");

/// No XML.
pub fn not_xml(span: Span, why: &str) -> Diagnostic {
    error("broken-exchange", span, say!("this is not well-formed XML: `{why}`", why = why.trim_end_matches('.')))
        .help(say!("ask the translator for the file again"))
}

/// A table for readers, which nothing is read from.
pub fn not_for_import(span: Span) -> Diagnostic {
    error("broken-exchange", span, say!("this is a document for readers, as `--format html-table` writes it, and no translation is read from it"))
        .help(say!("carry the translation over into the file that `bayan export PAGE --format xliff` or `--format po` writes, and import that"))
}

/// No text, or text in an encoding that cannot be known.
pub fn not_text(span: Span) -> Diagnostic {
    error("broken-exchange", span, say!("this file is neither UTF-8 nor UTF-16 with a byte order mark"))
        .help(say!("save it as UTF-8, or ask the translator for it as UTF-8"))
}

/// A file that says it is in another encoding than it was read in.
pub fn other_encoding(span: Span, name: &str) -> Diagnostic {
    error("broken-exchange", span, say!("the file says that its encoding is `{name}`", name)).help(say!("have it saved as UTF-8"))
}

/// No PO file.
pub fn not_po(span: Span) -> Diagnostic {
    error("broken-exchange", span, say!("this line is none of a PO file")).help(say!("ask the translator for the file again"))
}

/// Well-formed, but no file of ours.
pub fn not_ours(span: Span) -> Diagnostic {
    error("broken-exchange", span, say!("this is no file that `bayan export` wrote")).help(AGAIN)
}

/// A placeholder that was never exported.
pub fn unknown_placeholder(span: Span, id: &str) -> Diagnostic {
    error("unknown-placeholder", span, say!("the placeholder `{id}` stands for nothing", id))
        .help(say!("take it out, or take the one of the source"))
}

/// An element within a text that means nothing here.
pub fn unknown_inline(span: Span, name: &str) -> Diagnostic {
    error("unknown-inline", span, say!("`{name}` cannot stand in a text", name))
        .help(say!("have the tool export plain text and `ph` only"))
}

/// A unit that the page does not have.
pub fn unknown_unit(span: Span, name: &str) -> Diagnostic {
    error("unknown-unit", span, say!("the page has no text `{name}`", name)).help(AGAIN)
}

/// A text that a new page cannot be made without.
pub fn not_translated(span: Span, name: &str) -> Diagnostic {
    error("not-translated", span, say!("`{name}` is not translated, and the new page cannot be made without it", name))
        .help(say!("translate it; only whole blocks of the text may be left out of a first translation"))
}

/// A unit that stands twice: only one of them could be used.
pub fn unit_twice(span: Span, name: &str) -> Diagnostic {
    error("unknown-unit", span, say!("the block `{name}` stands twice in the file", name)).help(say!("take one of them out"))
}

/// A block that has changed since it was exported, in its source or in its translation.
pub fn changed_since(span: Span, name: &str, is_source: bool) -> Diagnostic {
    let told = if is_source {
        say!("the source of `{name}` has changed since the page was exported", name)
    } else {
        say!("the translation of `{name}` has changed since the page was exported", name)
    };
    error("changed-since-export", span, told).help(AGAIN)
}

/// A placeholder of the source that the translation lacks.
pub fn placeholder_lost(span: Span, name: &str, id: &str) -> Diagnostic {
    error("placeholder-lost", span, say!("the translation of `{name}` lacks the placeholder `{id}`", name, id))
        .help(say!("put it where its markup belongs"))
}

/// A placeholder that stands twice.
pub fn placeholder_twice(span: Span, name: &str) -> Diagnostic {
    error("placeholder-twice", span, say!("a placeholder stands twice in the translation of `{name}`", name))
        .help(say!("take one of them out"))
}

/// A placeholder whose markup says nothing where it was put, as that of a heading within its line.
pub fn placeholder_moved(span: Span, name: &str) -> Diagnostic {
    error("placeholder-moved", span, say!("a placeholder of the translation of `{name}` stands where its markup is none", name))
        .help(say!("put it where it stands in the source: what begins a text stays at its beginning, what ends it at its end"))
}

/// Markup that was typed instead of placed.
pub fn typed_markup(span: Span, name: &str) -> Diagnostic {
    error("typed-markup", span, say!("the translation of `{name}` holds characters that would be markup", name))
        .help(say!("use the placeholders for markup, and no `*`, `_`, `[`, `]`, `|`, `$`, `<` or backtick of your own"))
}
