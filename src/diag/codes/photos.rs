//! Problems of pictures and of what is written of them in pictures.yaml.

use super::error;
use crate::diag::Diagnostic;
use crate::message::{Message, said};
use crate::source::Span;

/// A list names a file that is not there.
pub fn unknown_picture(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = error("unknown-picture", span, say!("there is no picture `{name}` beside this list", name));
    match near {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("name a file of the same folder, with its ending, as in `market.jpg`")),
    }
}

/// A focus that is no place.
pub fn bad_focus(span: Span) -> Diagnostic {
    error("bad-focus", span, say!("`focus` must be a place in the picture"))
        .help(say!("write pixels from the left and from the top, as in `[1200, 800]`, or parts of the whole, as in `[0.5, 0.3]`"))
}

/// A focus outside of its picture.
pub fn focus_outside(span: Span, name: &str, (width, height): (u32, u32)) -> Diagnostic {
    error("bad-focus", span, say!("this place is not in `{name}`, which is {width} × {height} pixels", name, width, height))
        .help(say!("count in the picture as it is shown, turned upright, from its left upper corner"))
}

/// A box that is none.
pub fn bad_area(span: Span) -> Diagnostic {
    error("bad-redact", span, say!("this is no box to paint over")).help(say!(
        "write whole pixels from the left, from the top, width and height, as in `redact: [[120, 80, 300, 200, solid]]`"
    ))
}

/// A box that leaves its picture.
pub fn area_outside(span: Span, name: &str, (width, height): (u32, u32)) -> Diagnostic {
    error("bad-redact", span, say!("this box is not within `{name}`, which is {width} × {height} pixels", name, width, height))
        .help(say!("count in the picture as it is shown, turned upright, from its left upper corner"))
}

/// A way of hiding that can be undone.
pub fn bad_style(span: Span) -> Diagnostic {
    error("bad-redact", span, say!("a box can only be `solid`"))
        .help(say!("write `solid`: what is blurred or shown in coarse squares can be made out again"))
}

/// A picture of a kind that cannot be painted over.
pub fn cannot_redact(span: Span, name: &str, what: impl Into<Message>) -> Diagnostic {
    error("cannot-redact", span, say!("`{name}` is {what}, in which nothing can be painted over", name, what = said(what)))
        .help(say!("save it as JPEG, PNG or WebP, or take the part out of the file itself"))
}

/// The original of a picture that is painted over, under another name.
pub fn bare_copy(span: Span, name: &str, copy: &str) -> Diagnostic {
    error("cannot-redact", span, say!("`{copy}` is the same picture as `{name}`, and nothing in it is painted over", copy, name))
        .help(if copy.starts_with("content/") {
            say!("delete `{copy}`, or give it the same boxes in `pictures.yaml`", copy)
        } else {
            say!("delete `{copy}`, or put a picture there that shows nothing of what is covered", copy)
        })
}

/// Another language's version of a picture that is painted over, of which nobody says what it shows.
pub fn bare_version(span: Span, name: &str, version: &str) -> Diagnostic {
    error(
        "cannot-redact",
        span,
        say!("`{version}` is `{name}` for readers of other languages, and nothing in it is painted over", version, name),
    )
    .help(say!("write `redact` for `{version}`, too; `redact: []` says that it shows nothing of what is covered", version))
}

/// A file that is no picture of its kind, or a damaged one.
pub fn unreadable(span: Span, path: &str, why: impl Into<Message>) -> Diagnostic {
    error("bad-picture", span, say!("`{path}` cannot be read: {why}", path, why = said(why)))
        .help(say!("open it in an editor of pictures and save it again, or take another one"))
}
