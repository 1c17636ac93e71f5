//! Problems that e-books and pages that are a whole publication have.

use super::error;
use crate::diag::{Diagnostic, Severity};
use crate::source::Span;

/// A picture, chart, map or timeline that cannot be put into the file.
pub fn undrawn(span: Span) -> Diagnostic {
    error("flow-drawing", span, say!("a picture or figure cannot be shown in the e-book"))
        .help(say!("store it as JPEG, PNG, WebP or SVG, or leave the e-book out with `epub: {{enabled: false}}` in site.yaml"))
}

/// A file that is larger than its format can be.
pub fn too_large(out: &str, reason: &str) -> Diagnostic {
    Diagnostic {
        code: "flow-size",
        severity: Severity::Error,
        span: None,
        message: say!("`{out}` cannot be put together: {reason}", out, reason),
        help: Some(say!("show fewer or smaller pictures, or split the briefing")),
        related: Vec::new(),
        fix: None,
    }
}
