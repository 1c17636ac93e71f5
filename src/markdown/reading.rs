//! Ground: what all parts of one reading share: the text, the language, the policy, and what they find.

use std::ops::Range;

use super::options::Options;
use crate::ast::{EntryKind, Ref, RefId, RefKind};
use crate::diag::Diagnostics;
use crate::diag::codes::markdown as codes;
use crate::locale::{LocaleId, bidi, letter};
use crate::source::{FileId, Span};
use crate::yaml::hidden;

/// Deepest nesting of blocks, and of emphasis within a block. Writers and `Drop` recurse, so this is what keeps their
/// stacks small.
pub(in crate::markdown) const DEEPEST: usize = 64;

/// What all parts of one reading share.
pub(in crate::markdown) struct Reading<'a> {
    /// The whole file: ranges of pieces index it.
    pub source: &'a str,
    /// Its id.
    pub file: FileId,
    /// The page's language.
    pub locale: LocaleId,
    /// The policy.
    pub options: &'a Options,
    /// Where links and images point.
    pub refs: Vec<Ref>,
    /// What was wrong.
    pub diags: Diagnostics,
    /// Nesting is reported once.
    pub told_depth: bool,
}

impl Reading<'_> {
    /// A span of this file.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// Reports the first place that is nested too deep.
    pub fn too_deep(&mut self, range: &Range<usize>) {
        if !self.told_depth {
            self.told_depth = true;
            let first_line = self.source[range.clone()].find('\n').map_or(range.end, |n| range.start + n);
            self.diags.push(codes::nesting_too_deep(self.span(&(range.start..first_line)), DEEPEST));
        }
    }

    /// Reports controls in a text that is not read as it stands in the file, such as `&#x202E;`: those that stand there
    /// themselves are reported with their paragraph.
    pub fn hidden(&mut self, text: &str, span: Span) {
        let source = self.source.get(span.range()).unwrap_or_default();
        let typed = |c: char| source.contains(c);
        if text.chars().any(|c| (hidden::is_invisible(c) || bidi::is_control(c)) && !typed(c)) {
            hidden::tell(text, |_| span, &mut self.diags);
        }
    }

    /// Enters a destination as it was written; where it leads, and whether it may, is settled with the site.
    pub fn refer(&mut self, range: &Range<usize>, raw: String, kind: RefKind) -> RefId {
        let span = self.span(range);
        let id = RefId(u32::try_from(self.refs.len()).unwrap_or(u32::MAX));
        self.hidden(&raw, span);
        // The id of an entry is compared with names of the ledger, which are composed.
        let raw = if EntryKind::of(&raw).is_some() { letter::composed(&raw).into_owned() } else { raw };
        self.refs.push(Ref { span, raw, kind });
        id
    }
}
