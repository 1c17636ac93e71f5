//! Problems that only documents for word processors have.

use super::error;
use crate::diag::{Diagnostic, Severity};
use crate::source::Span;

/// A picture, chart, map or timeline that could not be set as a picture.
pub fn undrawn(span: Span) -> Diagnostic {
    error("docx-drawing", span, say!("a picture or figure cannot be set for the DOCX")).help(say!(
        "make it smaller (fewer rows, shorter texts), or leave the document out with `docx: {{enabled: false}}` in site.yaml"
    ))
}

/// A document that is larger than its format can be.
pub fn too_large(out: &str, reason: &str) -> Diagnostic {
    Diagnostic {
        code: "docx-size",
        severity: Severity::Error,
        span: None,
        message: say!("`{out}` cannot be put together: {reason}", out, reason),
        help: Some(say!("print fewer or smaller pictures, or split the briefing")),
        related: Vec::new(),
        fix: None,
    }
}
