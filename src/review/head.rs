//! A text of a page's head that was edited -> its YAML.

use crate::ast::{Document, Prose};
use crate::markdown::write::Change;
use crate::source::Span;
use crate::word::mark::Mark;
use crate::word::plain::{letters, print};
use crate::yaml::scalar::quoted_within;

/// What becomes of it.
pub enum Edit {
    /// It says that already.
    Same,
    /// It is replaced; where it stands, and what it said.
    Change(Change, Span, String),
    /// It changed since.
    ChangedSince(Span, String),
    /// It is written in a way that is not replaced.
    Refused(Span),
}

/// The edit of the text that a mark speaks of.
pub fn edit(document: &Document, text: &str, mark: &Mark, sent: &str) -> Edit {
    let meta = &document.meta;
    let prose: Option<&Prose> = match mark.number {
        0 => Some(&meta.title),
        1 => meta.subtitle.as_ref(),
        _ => meta.summary.as_ref(),
    };
    let Some(prose) = prose else { return Edit::ChangedSince(document.head, String::new()) };
    let now = letters(&prose.text);
    if now == sent {
        return Edit::Same;
    }
    if print(&now) != mark.print {
        return Edit::ChangedSince(prose.span, now);
    }
    // A place may end at the first comma of a text that nobody quoted.
    let start = prose.span.range().start;
    let is_plain = text.get(start..).is_some_and(|rest| rest.starts_with(&prose.text));
    let place = if is_plain { start..start + prose.text.len() } else { prose.span.range() };
    let written = text.get(place.clone()).unwrap_or_default();
    let inner = written.trim_matches(['"', '\'']);
    // Only what stands in one line as it is read.
    if inner != prose.text || written.contains('\n') || place.is_empty() {
        return Edit::Refused(prose.span);
    }
    Edit::Change(Change { place, text: quoted_within(sent).into_owned() }, prose.span, now)
}
