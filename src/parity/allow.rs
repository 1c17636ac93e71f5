//! `<!-- bayan: allow CODE REASON -->` before a block -> the codes that are allowed there.

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::diag::codes::parity::{self as codes, CODES};
use crate::source::{SourceTree, Span};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const WORD: &str = "bayan: allow ";

/// One exception.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allow {
    /// What is allowed.
    pub code: String,
    /// Why.
    pub reason: String,
    /// Where it is said.
    pub span: Span,
}

/// The exceptions that stand right before a place, several in a row included.
pub fn before(block: Span, tree: &SourceTree) -> Vec<Allow> {
    let Some(text) = tree.file(block.file).text() else { return Vec::new() };
    let mut end = block.range().start;
    let mut found = Vec::new();
    while let Some(head) = text.get(..end) {
        let trimmed = head.trim_end();
        let Some(inside) = trimmed.strip_suffix(CLOSE) else { break };
        let Some(start) = inside.rfind(OPEN) else { break };
        found.extend(parse(&inside[start + OPEN.len()..], Span::new(block.file, start, trimmed.len())));
        end = start;
    }
    found.reverse();
    found
}

/// Reports the exceptions of a page for which no reason is given; other codes than those of parity are not looked at.
pub fn reasons(document: &Document, tree: &SourceTree, diags: &mut Diagnostics) {
    for block in &document.blocks {
        for allow in before(block.span, tree) {
            if CODES.contains(&allow.code.as_str()) && allow.reason.is_empty() {
                diags.push(codes::allow_without_reason(allow.span, &allow.code));
            }
        }
    }
}

fn parse(comment: &str, span: Span) -> Option<Allow> {
    let rest = comment.trim().strip_prefix(WORD)?.trim();
    let (code, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    Some(Allow { code: code.to_owned(), reason: reason.trim().to_owned(), span })
}
