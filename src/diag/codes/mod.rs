//! One constructor per problem, by the phase that finds it. A constructor fixes the code, the severity, the
//! sentence and the help; callers bring the span and the names.
//!
//! The sentence is lower case, has no full stop and names the thing in backticks; the help says what to do.

pub mod config;
pub mod docx;
pub mod drift;
pub mod exchange;
pub mod figure;
pub mod flow;
pub mod leaks;
pub mod ledger;
pub mod lint;
pub mod mail;
pub mod markdown;
pub mod parity;
pub mod pdf;
pub mod photos;
pub mod picture;
pub mod site;
pub mod theme;
pub mod word;
pub mod yaml;

use super::{Diagnostic, Edit, Fix, Severity};
use crate::source::Span;

/// An error at a place.
fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        span: Some(span),
        message: visible(message.into()),
        help: None,
        related: Vec::new(),
        fix: None,
    }
}

/// A warning at a place.
fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(code, span, message) }
}

/// A sentence in which nothing acts: what somebody wrote stands in messages, and its controls would turn them around or break a
/// terminal. Isolates that are closed are our own, around names of another direction.
fn visible(text: String) -> String {
    let count = |wanted: fn(char) -> bool| text.chars().filter(|c| wanted(*c)).count();
    let is_open = count(|c| matches!(c, '\u{2066}'..='\u{2068}')) != count(|c| c == '\u{2069}');
    let acts = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n'))
            || matches!(c, '\u{202a}'..='\u{202e}')
            || (is_open && matches!(c, '\u{2066}'..='\u{2069}'))
    };
    if !text.contains(acts) {
        return text;
    }
    text.chars().map(|c| if acts(c) { code_point(c) } else { c.to_string() }).collect()
}

/// `U+202E`
fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

impl Diagnostic {
    /// Adds what to do.
    #[must_use]
    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(help.into()));
        self
    }

    /// Adds what mends it.
    #[must_use]
    fn mended(mut self, edits: Vec<Edit>) -> Self {
        self.fix = (!edits.is_empty()).then(|| Box::new(Fix { edits }));
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    fn related(mut self, span: Span, why: impl Into<String>) -> Self {
        self.related.push((span, visible(why.into())));
        self
    }
}

/// Stands for `count` more problems like this one in its file, at the place of the first of them.
pub fn more(of: &Diagnostic, count: usize) -> Diagnostic {
    let digits = count.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let message = format!("and {} more like it in this file", groups.join(","));
    let help = Some("mend the first ones, or let `--format json` list all".to_owned());
    Diagnostic { message, help, related: Vec::new(), fix: None, ..of.clone() }
}

/// `a`, `b` or `c`, each in backticks.
fn one_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [init @ .., last] => {
            let init: Vec<String> = init.iter().map(|n| format!("`{n}`")).collect();
            format!("{} or `{last}`", init.join(", "))
        }
    }
}
