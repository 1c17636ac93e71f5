//! Remarks in the sources that allow a finding in place, each with a reason -> the findings without those, and the remarks that
//! allow nothing.
//!
//! `<!-- bayan: allow CODE reason -->` stands before a block of Markdown, `# bayan: allow CODE reason` before a key of YAML,
//! `/* bayan: allow CODE reason */` before a rule or a declaration of a style sheet. `allow all` is for quotations and poetry.
//! Errors cannot be allowed.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::rules;
use crate::ast::Document;
use crate::diag::codes::lint as codes;
use crate::diag::names::nearest;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, SourceFile, SourceTree, Span};

/// What a remark begins with.
pub(in crate::lint) const MARK: &str = "bayan:";
/// The word that `bayan import` begins its remarks with, which are findings and allow none.
pub(in crate::lint) const OPEN: &str = "imported";
/// The word that stands for every code.
const ALL: &str = "all";

/// The remarks of a project.
#[derive(Debug, Default)]
pub struct Allowances {
    by_file: BTreeMap<FileId, Vec<Allowance>>,
    wrong: Diagnostics,
}

#[derive(Debug)]
struct Allowance {
    span: Span,
    code: String,
    /// The bytes it speaks of.
    covers: Range<usize>,
    /// The furthest byte that this remark or one before it of the same file speaks of: beyond it none need be asked.
    reach: usize,
    is_used: Cell<bool>,
}

/// Reads the remarks of all sources that can hold any; those of pages are among their documents' comments.
pub fn read(tree: &SourceTree, documents: &[Arc<Document>]) -> Allowances {
    let mut found = Allowances::default();
    let marked = |file: &&SourceFile| file.text().is_some_and(|text| text.contains(MARK));
    let files: Vec<&SourceFile> = tree.files().par_iter().filter(marked).collect();
    for file in files {
        let Some(text) = file.text() else { continue };
        match file.path.rsplit('.').next() {
            Some("md") => {
                let at = documents.binary_search_by(|document| document.path.as_str().cmp(&file.path));
                let Ok(document) = at.map(|at| &documents[at]) else { continue };
                yaml(file, text, document.head.range(), &mut found);
                for comment in &document.comments {
                    found.add(file, &comment.span.range(), &comment.text, comment.block.map(Span::range));
                }
            }
            Some("yaml") => yaml(file, text, 0..text.len(), &mut found),
            Some("css") => css(file, text, &mut found),
            Some(_) | None => {}
        }
    }
    found.order();
    found
}

impl Allowances {
    /// The findings that are not allowed.
    #[must_use]
    pub fn apply(&self, mut diags: Diagnostics) -> Diagnostics {
        diags.retain(|d| !self.allow(d));
        diags
    }

    /// Whether a finding is allowed. Every remark that speaks of it counts as used, so that two for one finding both do. A
    /// difference between two languages is allowed in either.
    fn allow(&self, diagnostic: &Diagnostic) -> bool {
        if diagnostic.severity != Severity::Warning {
            return false;
        }
        let mut is_allowed = false;
        for span in diagnostic.span.into_iter().chain(diagnostic.related.iter().map(|(span, _)| *span)) {
            let Some(list) = self.by_file.get(&span.file) else { continue };
            let at = span.range().start;
            let begun = &list[..list.partition_point(|a| a.covers.start <= at)];
            for allowance in begun.iter().rev().take_while(|a| a.reach > at) {
                if allowance.covers.contains(&at) && (allowance.code == ALL || allowance.code == diagnostic.code) {
                    allowance.is_used.set(true);
                    is_allowed = true;
                }
            }
        }
        is_allowed
    }

    /// Puts the remarks of each file in the order of what they speak of.
    fn order(&mut self) {
        for list in self.by_file.values_mut() {
            list.sort_by_key(|a| a.covers.start);
            let mut reach = 0;
            for allowance in list {
                reach = reach.max(allowance.covers.end);
                allowance.reach = reach;
            }
        }
    }

    /// Remarks that allow nothing, and those that [`Allowances::apply`] had no use for.
    pub fn idle(&self) -> Diagnostics {
        let mut diags = self.wrong.clone();
        for allowance in self.by_file.values().flatten().filter(|a| !a.is_used.get()) {
            diags.push(codes::unused_allow(allowance.span, &allowance.code));
        }
        diags
    }

    fn add(&mut self, file: &SourceFile, range: &Range<usize>, text: &str, covers: Option<Range<usize>>) {
        let Some(remark) = text.trim().strip_prefix(MARK) else { return };
        let span = Span::new(file.id, range.start, range.end);
        let mut words = remark.split_whitespace().peekable();
        if words.peek() == Some(&OPEN) {
            return;
        }
        let why = match (words.next(), words.next(), words.next(), covers) {
            // What a reviewer said of the block (`review::remarks`).
            (Some("comment" | "comment:"), Some(_), _, _) => {
                let said = remark.trim().trim_start_matches("comment").trim_start_matches(':').trim();
                self.wrong.push(codes::reviewer_comment(span, said));
                return;
            }
            (Some("allow"), Some(code), _, _) if code != ALL && rules::find(code).is_none() => {
                let near = nearest(code, rules::RULES.iter().map(|r| r.code));
                match near {
                    Some(near) => say!("there is no finding `{code}`; did you mean `{near}`?", code, near),
                    None => say!("there is no finding `{code}`", code),
                }
            }
            (Some("allow"), Some(code), None, _) => say!("it gives no reason for `{code}`", code),
            (Some("allow"), Some(_), Some(_), None) => say!("nothing follows it"),
            (Some("allow"), Some(code), Some(_), Some(covers)) => {
                let allowance = Allowance { span, code: code.to_owned(), covers, reach: 0, is_used: Cell::new(false) };
                self.by_file.entry(file.id).or_default().push(allowance);
                return;
            }
            (Some(_) | None, _, _, _) => say!("it does not begin with `allow CODE`"),
        };
        self.wrong.push(codes::bad_allow(span, why));
    }
}

/// Comments on lines of their own in YAML. They speak of the key that follows, with all that stands below it.
fn yaml(file: &SourceFile, text: &str, range: Range<usize>, found: &mut Allowances) {
    let mut start = range.start;
    // Remarks that follow each other speak of one key, which is looked for once.
    let mut next: Option<(usize, Option<Range<usize>>)> = None;
    for line in text[range.clone()].split_inclusive('\n') {
        let end = start + line.len();
        if let Some(comment) = line.trim().strip_prefix('#')
            && comment.trim_start().starts_with(MARK)
        {
            let from = start + line.len() - line.trim_start().len();
            let (_, covers) = next
                .take()
                .filter(|(until, _)| end <= *until)
                .unwrap_or_else(|| key(text, end..range.end).map_or((range.end, None), |own| (own.start, Some(own))));
            found.add(file, &(from..start + line.trim_end().len()), comment, covers.clone());
            next = Some((covers.as_ref().map_or(range.end, |own| own.start), covers));
        }
        start = end;
    }
}

/// The first key of a stretch of YAML, with the lines that are indented below it.
fn key(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut own: Option<(usize, Range<usize>)> = None;
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let end = at + line.len();
        match &mut own {
            None if is_blank(line) => {}
            None => own = Some((indent(line), at..end)),
            Some((depth, covers)) if is_blank(line) || indent(line) > *depth => covers.end = end,
            Some(_) => break,
        }
        at = end;
    }
    own.map(|(_, covers)| covers)
}

/// Comments of a style sheet. They speak of the declaration or the rule that follows.
fn css(file: &SourceFile, text: &str, found: &mut Allowances) {
    let mut from = 0;
    while let Some(open) = text[from..].find("/*").map(|n| from + n) {
        let end = text[open + 2..].find("*/").map_or(text.len(), |n| open + n + 4);
        let inside = text[open + 2..end].trim_end_matches("*/");
        if inside.trim_start().starts_with(MARK) {
            found.add(file, &(open..end), inside, rule(text, end));
        }
        from = end;
    }
}

/// From an offset to the end of the declaration or the block that begins there.
fn rule(text: &str, from: usize) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    for (at, c) in text[from..].char_indices() {
        let end = from + at + c.len_utf8();
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return Some(from..end).filter(|r| !text[r.clone()].trim_matches(['}', ' ', '\n']).is_empty()),
            '}' => depth -= 1,
            ';' if depth == 0 => return Some(from..end),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{key, rule};

    #[test]
    fn a_remark_speaks_of_what_follows() {
        let yaml = "\n# x\na:\n  b: 1\n\n  c: 2\nd: 3\n";
        assert_eq!(key(yaml, 0..yaml.len()).map(|r| &yaml[r]), Some("a:\n  b: 1\n\n  c: 2\n"));
        assert_eq!(key("# x\n", 0..4), None);
        let css = " a { left: 0; } b {}";
        assert_eq!(rule(css, 0).map(|r| &css[r]), Some(" a { left: 0; }"));
        assert_eq!(rule(" left: 0; top: 0 }", 0), Some(0..9));
        assert_eq!(rule("\n}", 0), None);
    }
}
