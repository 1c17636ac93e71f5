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
use crate::message::{Joint, Message};
use crate::source::Span;

/// An error at a place.
fn error(code: &'static str, span: Span, message: impl Into<Message>) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        span: Some(span),
        message: message.into(),
        help: None,
        related: Vec::new(),
        fix: None,
    }
}

/// A warning at a place.
fn warning(code: &'static str, span: Span, message: impl Into<Message>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(code, span, message) }
}

impl Diagnostic {
    /// Adds what to do.
    #[must_use]
    fn help(mut self, help: impl Into<Message>) -> Self {
        self.help = Some(help.into());
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
    fn related(mut self, span: Span, why: impl Into<Message>) -> Self {
        self.related.push((span, why.into()));
        self
    }
}

/// Stands for `count` more problems like this one in its file, at the place of the first of them.
pub fn more(of: &Diagnostic, count: usize) -> Diagnostic {
    let digits = count.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let message = say!("and {count} more like it in this file", count = groups.join(","));
    let help = Some(say!("mend the first ones, or let `--format json` list all"));
    Diagnostic { message, help, related: Vec::new(), fix: None, ..of.clone() }
}

/// `a`, `b` or `c`, each in backticks.
fn one_of<S: AsRef<str>>(names: &[S]) -> Message {
    Message::list(Joint::Or, names.iter().map(|name| marked(name.as_ref())).collect())
}

/// `a`, `b`, `c`, each in backticks.
fn named<S: AsRef<str>>(names: &[S]) -> Message {
    Message::list(Joint::Comma, names.iter().map(|name| marked(name.as_ref())).collect())
}

fn marked(name: &str) -> Message {
    say!("`{name}`", name)
}
