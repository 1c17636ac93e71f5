//! Ground: a problem as data. Problems are made only by the constructors in [`codes`], collected in order
//! beside every phase's result, and printed once, at the top, by [`render`].

pub mod codes;
pub mod explained;
pub mod names;
pub mod places;
pub mod render;
pub mod sarif;

use std::collections::{BTreeMap, BTreeSet};

use crate::message::Message;
use crate::source::{FileId, SourceTree, Span};

/// How bad a problem is. Errors keep the site from being written; warnings do so only under `--strict`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The content is wrong: nothing is written.
    Error,
    /// Worth an editor's look.
    Warning,
}

/// One problem. Code, position, one lower-case sentence without a full stop, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Stable, kebab-case: `unknown-field`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where; `None` only for problems of the whole site (two outputs at one path name both in `related`).
    pub span: Option<Span>,
    /// What is wrong, naming the thing in backticks.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// Other places that belong to it, each with a word why.
    pub related: Vec<(Span, Message)>,
    /// What mends it, where that is certain.
    pub fix: Option<Box<Fix>>,
}

impl Diagnostic {
    /// The edits that mend it; none where nothing is certain.
    pub fn edits(&self) -> &[Edit] {
        self.fix.as_ref().map_or(&[], |fix| &fix.edits)
    }
}

/// What mends a problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// All of them, or none.
    pub edits: Vec<Edit>,
}

/// Bytes of a file that are to be replaced.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edit {
    /// Which bytes; an empty span inserts.
    pub span: Span,
    /// What is to stand there.
    pub text: String,
}

/// Problems in the order they were found; [`Diagnostics::sorted`] puts them in the order of files and offsets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds some.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(more);
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// As found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether an error is among them.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Keeps those that pass.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Errors before warnings, in the order in which they are.
    #[must_use]
    pub fn errors_first(mut self) -> Self {
        self.list.sort_by_key(|d| d.severity);
        self
    }

    /// A control character that is told as such is what is wrong with every value of its file that holds it.
    fn drop_repeated_controls(&mut self) {
        let is_hidden = |d: &Diagnostic| d.severity == Severity::Error && matches!(d.code, "bidi-control" | "control-character");
        let file = |d: &Diagnostic| d.span.map(|span| span.file);
        let mut told: BTreeMap<Option<FileId>, BTreeSet<String>> = BTreeMap::new();
        for d in self.list.iter().filter(|d| is_hidden(d)) {
            let controls = d.message.texts().into_iter().filter(|text| text.starts_with("U+")).map(str::to_owned);
            told.entry(file(d)).or_default().extend(controls);
        }
        let is_told = |d: &Diagnostic| {
            let holds = |control: &String| d.message.texts().iter().any(|text| text.contains(control.as_str()));
            told.get(&file(d)).is_some_and(|controls| controls.iter().any(holds))
        };
        if !told.is_empty() {
            self.list.retain(|d| is_hidden(d) || !is_told(d));
        }
    }

    /// By path and offset, problems without a position first; one cause printed once.
    #[must_use]
    pub fn sorted(mut self, tree: &SourceTree) -> Self {
        self.drop_repeated_controls();
        self.list.sort_by(|a, b| (a.severity, a.code, &a.message).cmp(&(b.severity, b.code, &b.message)));
        self.list.sort_by_cached_key(|d| d.span.map(|span| (tree.index(span.file), span)));
        self.list.dedup();
        self
    }
}

/// A phase's result with what it found on the way. `Err` elsewhere means only that the machine failed.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// The value, as good as it could be made.
    pub value: T,
    /// What was wrong.
    pub diags: Diagnostics,
}

impl<T> Outcome<T> {
    /// A value with its problems.
    pub fn new(value: T, diags: Diagnostics) -> Self {
        Self { value, diags }
    }

    /// What `change` makes of the value, with the same problems.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome::new(change(self.value), self.diags)
    }

    /// Hands the problems to the caller's list and gives the value.
    pub fn report_to(self, diags: &mut Diagnostics) -> T {
        diags.append(self.diags);
        self.value
    }
}
