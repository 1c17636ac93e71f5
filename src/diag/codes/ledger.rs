//! Problems of the ledger: facts, claims, sources, names, and the places that refer to them.

use super::{error, warning};
use crate::diag::Diagnostic;
use crate::message::{Message, said};
use crate::source::Span;

/// A reference to an entry that is not there. `what` is its kind, `file` where such entries stand.
pub fn unknown_entry(span: Span, what: impl Into<Message>, id: &str, near: Option<&str>, file: &str) -> Diagnostic {
    let diagnostic = error("unknown-entry", span, say!("there is no {what} `{id}`", what = said(what), id));
    match near {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("add it to {file}, or correct the name", file)),
    }
}

/// A reference to the ledger on a page that has none above it.
pub fn no_ledger(span: Span, what: impl Into<Message>, id: &str, file: &str) -> Diagnostic {
    error("unknown-entry", span, say!("there is no {what} `{id}`: no ledger stands beside this page", what = said(what), id))
        .help(say!("write it down in {file} in the folder of the briefing", file))
}

/// A reference that would print words in another language than its page's. `file` is where they belong.
pub fn untranslated_entry(span: Span, raw: &str, own: &str, other: &str, file: &str) -> Diagnostic {
    error(
        "untranslated-entry",
        span,
        say!("`{raw}` would be printed in `{other}`, because it has no words in `{own}`", raw, other, own),
    )
    .help(say!("add `{own}: …` to its entry in {file}, or write words of your own: `[…]({raw})`", own, file, raw))
}

/// A figure that would print words of the ledger in another language than its page's: `raw`, and so many other entries.
pub fn untranslated_figure(span: Span, (raw, others): (&str, usize), own: &str, other: &str) -> Diagnostic {
    let told = match others {
        0 => say!("this figure would print `{raw}` in `{other}`, because they have no words in `{own}`", raw, other, own),
        1 => say!(
            "this figure would print `{raw}` and another entry in `{other}`, because they have no words in `{own}`",
            raw,
            other,
            own
        ),
        count => say!(
            "this figure would print `{raw}` and {count} other entries in `{other}`, because they have no words in `{own}`",
            raw,
            count,
            other,
            own
        ),
    };
    error("untranslated-entry", span, told).help(say!("add `{own}: …` to the entries, or leave them out of the figure", own))
}

/// Words that do not say what the fact says.
pub fn fact_mismatch(span: Span, id: &str, written: &str, printed: &str) -> Diagnostic {
    error(
        "fact-mismatch",
        span,
        say!("`{written}` does not agree with the fact `{id}`, which is `{printed}`", written, id, printed),
    )
    .help(say!("correct the text or facts.yaml, or write `[](fact:{id})` and have the value printed", id))
}

/// An entry that no page refers to.
pub fn unused_entry(span: Span, what: impl Into<Message>, id: &str) -> Diagnostic {
    warning("unused-entry", span, say!("no page refers to the {what} `{id}`", what = said(what), id))
        .help(say!("refer to it, or remove it so that it cannot go out of date unseen"))
}

/// A number that comes from nowhere.
pub fn bare_number(span: Span, number: &str) -> Diagnostic {
    warning("bare-number", span, say!("`{number}` stands here without a source", number))
        .help(say!("write it as `[{number}](fact:…)`, or give a reason under `bare_numbers` in the front matter", number))
}

/// An exception of the front matter that nothing needs.
pub fn unused_bare_number(span: Span, number: &str) -> Diagnostic {
    warning("unused-bare-number", span, say!("`{number}` is allowed under `bare_numbers`, but does not occur", number))
        .help(say!("remove it"))
}

/// A spelling that the glossary forbids.
pub fn forbidden_spelling(span: Span, given: &str, preferred: &str) -> Diagnostic {
    warning("forbidden-spelling", span, say!("the glossary forbids `{given}`", given))
        .help(say!("write `{preferred}`", preferred))
}

/// A text that should be one per language.
pub fn not_per_language(span: Span, name: &str, tag: &str) -> Diagnostic {
    error("missing-in-language", span, say!("`{name}` is one text, but the site has several languages", name)).help(say!(
        "write one line per language: `{name}: {{{tag}: …}}`",
        name,
        tag
    ))
}

/// An entry in a file of data whose value cannot be what its kind says.
pub fn bad_fact_value(span: Span, id: &str, kind: impl Into<Message>, expected: impl Into<Message>) -> Diagnostic {
    error("bad-fact-value", span, say!("the value of `{id}` is no {kind}", id, kind = said(kind))).help(expected)
}
