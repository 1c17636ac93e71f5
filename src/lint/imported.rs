//! The comments of a page -> the places that `bayan import` left open.

use super::allow::{MARK, OPEN};
use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;

/// A finding for each remark of an import.
pub(in crate::lint) fn check(document: &Document, diags: &mut Diagnostics) {
    for comment in &document.comments {
        if let Some(what) = comment.text.trim().strip_prefix(MARK).and_then(|rest| rest.trim().strip_prefix(OPEN)) {
            diags.push(codes::open_import(comment.span, what.trim()));
        }
    }
}
