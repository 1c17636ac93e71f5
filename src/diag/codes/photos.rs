//! Problems of pictures and of what is written of them in pictures.yaml.

use super::error;
use crate::diag::Diagnostic;
use crate::source::Span;

/// A list names a file that is not there.
pub fn unknown_picture(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = error("unknown-picture", span, format!("there is no picture `{name}` beside this list"));
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("name a file of the same folder, with its ending, as in `market.jpg`"),
    }
}

/// A focus that is no place.
pub fn bad_focus(span: Span) -> Diagnostic {
    error("bad-focus", span, "`focus` must be a place in the picture")
        .help("write pixels from the left and from the top, as in `[1200, 800]`, or parts of the whole, as in `[0.5, 0.3]`")
}

/// A focus outside of its picture.
pub fn focus_outside(span: Span, name: &str, (width, height): (u32, u32)) -> Diagnostic {
    error("bad-focus", span, format!("this place is not in `{name}`, which is {width} × {height} pixels"))
        .help("count in the picture as it is shown, turned upright, from its left upper corner")
}

/// A box that is none.
pub fn bad_area(span: Span) -> Diagnostic {
    error("bad-redact", span, "this is no box to paint over")
        .help("write whole pixels from the left, from the top, width and height, as in `redact: [[120, 80, 300, 200, solid]]`")
}

/// A box that leaves its picture.
pub fn area_outside(span: Span, name: &str, (width, height): (u32, u32)) -> Diagnostic {
    error("bad-redact", span, format!("this box is not within `{name}`, which is {width} × {height} pixels"))
        .help("count in the picture as it is shown, turned upright, from its left upper corner")
}

/// A way of hiding that can be undone.
pub fn bad_style(span: Span) -> Diagnostic {
    error("bad-redact", span, "a box can only be `solid`")
        .help("write `solid`: what is blurred or shown in coarse squares can be made out again")
}

/// A picture of a kind that cannot be painted over.
pub fn cannot_redact(span: Span, name: &str, what: &str) -> Diagnostic {
    error("cannot-redact", span, format!("`{name}` is {what}, in which nothing can be painted over"))
        .help("save it as JPEG, PNG or WebP, or take the part out of the file itself")
}

/// The original of a picture that is painted over, under another name.
pub fn bare_copy(span: Span, name: &str, copy: &str) -> Diagnostic {
    error("cannot-redact", span, format!("`{copy}` is the same picture as `{name}`, and nothing in it is painted over")).help(
        if copy.starts_with("content/") {
            format!("delete `{copy}`, or give it the same boxes in `pictures.yaml`")
        } else {
            format!("delete `{copy}`, or put a picture there that shows nothing of what is covered")
        },
    )
}

/// Another language's version of a picture that is painted over, of which nobody says what it shows.
pub fn bare_version(span: Span, name: &str, version: &str) -> Diagnostic {
    error(
        "cannot-redact",
        span,
        format!("`{version}` is `{name}` for readers of other languages, and nothing in it is painted over"),
    )
    .help(format!("write `redact` for `{version}`, too; `redact: []` says that it shows nothing of what is covered"))
}

/// A file that is no picture of its kind, or a damaged one.
pub fn unreadable(span: Span, path: &str, why: &str) -> Diagnostic {
    error("bad-picture", span, format!("`{path}` cannot be read: {why}"))
        .help("open it in an editor of pictures and save it again, or take another one")
}
