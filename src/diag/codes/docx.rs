//! Problems that only documents for word processors have.

use super::error;
use crate::diag::{Diagnostic, Severity};
use crate::source::Span;

/// A picture, chart, map or timeline that could not be set as a picture.
pub fn undrawn(span: Span) -> Diagnostic {
    error("docx-drawing", span, "a picture or figure cannot be set for the DOCX")
        .help("make it smaller (fewer rows, shorter texts), or leave the document out with `docx: {enabled: false}` in site.yaml")
}

/// A document that is larger than its format can be.
pub fn too_large(out: &str, reason: &str) -> Diagnostic {
    Diagnostic {
        code: "docx-size",
        severity: Severity::Error,
        span: None,
        message: format!("`{out}` cannot be put together: {reason}"),
        help: Some("print fewer or smaller pictures, or split the briefing".to_owned()),
        related: Vec::new(),
        fix: None,
    }
}
