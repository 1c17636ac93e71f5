//! Problems of the ledger: facts, claims, sources, names, and the places that refer to them.

use super::{error, warning};
use crate::diag::Diagnostic;
use crate::source::Span;

/// A reference to an entry that is not there. `what` is its kind, `file` where such entries stand.
pub fn unknown_entry(span: Span, what: &str, id: &str, near: Option<&str>, file: &str) -> Diagnostic {
    let diagnostic = error("unknown-entry", span, format!("there is no {what} `{id}`"));
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("add it to {file}, or correct the name")),
    }
}

/// A reference to the ledger on a page that has none above it.
pub fn no_ledger(span: Span, what: &str, id: &str, file: &str) -> Diagnostic {
    error("unknown-entry", span, format!("there is no {what} `{id}`: no ledger stands beside this page"))
        .help(format!("write it down in {file} in the folder of the briefing"))
}

/// A reference that would print words in another language than its page's. `file` is where they belong.
pub fn untranslated_entry(span: Span, raw: &str, own: &str, other: &str, file: &str) -> Diagnostic {
    error("untranslated-entry", span, format!("`{raw}` would be printed in `{other}`, because it has no words in `{own}`"))
        .help(format!("add `{own}: …` to its entry in {file}, or write words of your own: `[…]({raw})`"))
}

/// A figure that would print words of the ledger in another language than its page's: `raw`, and so many other entries.
pub fn untranslated_figure(span: Span, (raw, others): (&str, usize), own: &str, other: &str) -> Diagnostic {
    let more = match others {
        0 => String::new(),
        1 => " and another entry".to_owned(),
        n => format!(" and {n} other entries"),
    };
    let message = format!("this figure would print `{raw}`{more} in `{other}`, because they have no words in `{own}`");
    error("untranslated-entry", span, message).help(format!("add `{own}: …` to the entries, or leave them out of the figure"))
}

/// Words that do not say what the fact says.
pub fn fact_mismatch(span: Span, id: &str, written: &str, printed: &str) -> Diagnostic {
    error("fact-mismatch", span, format!("`{written}` does not agree with the fact `{id}`, which is `{printed}`"))
        .help(format!("correct the text or facts.yaml, or write `[](fact:{id})` and have the value printed"))
}

/// An entry that no page refers to.
pub fn unused_entry(span: Span, what: &str, id: &str) -> Diagnostic {
    warning("unused-entry", span, format!("no page refers to the {what} `{id}`"))
        .help("refer to it, or remove it so that it cannot go out of date unseen")
}

/// A number that comes from nowhere.
pub fn bare_number(span: Span, number: &str) -> Diagnostic {
    warning("bare-number", span, format!("`{number}` stands here without a source"))
        .help(format!("write it as `[{number}](fact:…)`, or give a reason under `bare_numbers` in the front matter"))
}

/// An exception of the front matter that nothing needs.
pub fn unused_bare_number(span: Span, number: &str) -> Diagnostic {
    warning("unused-bare-number", span, format!("`{number}` is allowed under `bare_numbers`, but does not occur"))
        .help("remove it")
}

/// A spelling that the glossary forbids.
pub fn forbidden_spelling(span: Span, given: &str, preferred: &str) -> Diagnostic {
    warning("forbidden-spelling", span, format!("the glossary forbids `{given}`")).help(format!("write `{preferred}`"))
}

/// A text that should be one per language.
pub fn not_per_language(span: Span, name: &str, tag: &str) -> Diagnostic {
    error("missing-in-language", span, format!("`{name}` is one text, but the site has several languages"))
        .help(format!("write one line per language: `{name}: {{{tag}: …}}`"))
}

/// An entry in a file of data whose value cannot be what its kind says.
pub fn bad_fact_value(span: Span, id: &str, kind: &str, expected: &str) -> Diagnostic {
    error("bad-fact-value", span, format!("the value of `{id}` is no {kind}")).help(expected)
}
