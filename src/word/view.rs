//! A document with what is tracked in it -> its paragraphs as they would be if all of that were accepted, or none of it.

use super::{Change, Paragraph, Piece};

/// Which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// As if every tracked change were rejected.
    Before,
    /// As if every tracked change were accepted.
    After,
}

impl View {
    /// Whether what belongs to a change is there.
    fn shows(self, change: Option<usize>, changes: &[Change]) -> bool {
        let change = change.and_then(|at| changes.get(at));
        change.is_none_or(|change| change.kind.adds() == (self == View::After))
    }
}

/// The paragraphs of a view: one whose end is not there goes on in the next.
pub fn of(paragraphs: &[Paragraph], changes: &[Change], view: View) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut open: Option<Paragraph> = None;
    for paragraph in paragraphs {
        let pieces = paragraph.pieces.iter().filter(|piece| match piece {
            Piece::Text { change, .. } => view.shows(*change, changes),
            Piece::Mark(_) | Piece::CommentStart(_) | Piece::CommentEnd(_) => true,
        });
        // Nothing goes on in another cell.
        if open.as_ref().is_some_and(|open| open.cell != paragraph.cell) {
            out.extend(open.take());
        }
        let mut own = open.take().unwrap_or_else(|| Paragraph { pieces: Vec::new(), ..paragraph.clone() });
        own.pieces.extend(pieces.cloned());
        own.is_made |= paragraph.is_made;
        if view.shows(paragraph.end, changes) {
            out.push(own);
        } else {
            open = Some(own);
        }
    }
    out.extend(open);
    out
}
