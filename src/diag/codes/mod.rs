//! One constructor per problem, by the phase that finds it. A constructor fixes the code, the severity, the
//! sentence and the help; callers bring the span and the names.
//!
//! The sentence is lower case, has no full stop and names the thing in backticks; the help says what to do.

pub mod config;
pub mod drift;
pub mod exchange;
pub mod figure;
pub mod ledger;
pub mod lint;
pub mod markdown;
pub mod parity;
pub mod pdf;
pub mod site;
pub mod theme;
pub mod yaml;

use super::{Diagnostic, Edit, Fix, Severity};
use crate::source::Span;

/// An error at a place.
fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
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
fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(code, span, message) }
}

impl Diagnostic {
    /// Adds what to do.
    #[must_use]
    fn help(mut self, help: impl Into<String>) -> Self {
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
    fn related(mut self, span: Span, why: impl Into<String>) -> Self {
        self.related.push((span, why.into()));
        self
    }
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

/// The name nearest to `given` among `known`, if it is near enough to be what was meant
/// (optimal string alignment distance of at most a third of the letters).
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let limit = (given.chars().count() / 3).max(1);
    known.into_iter().map(|k| (distance(&given, &k.to_lowercase()), k)).filter(|(d, _)| *d <= limit).min().map(|(_, k)| k)
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_its_word() {
        assert_eq!(nearest("titel", ["title", "tags"]), Some("title"));
        assert_eq!(nearest("sumary", ["summary", "subtitle"]), Some("summary"));
        assert_eq!(nearest("zzz", ["title", "tags"]), None);
        assert_eq!(nearest("عنون", ["عنوان"]), Some("عنوان"));
    }
}
