//! Tracked changes that nobody has decided about -> what is told of them.

use std::collections::BTreeMap;

use super::pages::PageText;
use crate::diag::Diagnostics;
use crate::diag::codes::word as codes;
use crate::source::Span;
use crate::word::mark::{Kind, Mark};
use crate::word::plain::letters;
use crate::word::{ChangeKind, Document, Piece};

/// Tells each change once, at the line where it begins.
pub fn tell(sent: &Document, pages: &BTreeMap<String, PageText<'_>>, diags: &mut Diagnostics) {
    let mut texts: Vec<(Option<Span>, String)> = vec![(None, String::new()); sent.changes.len()];
    for paragraph in sent.main.iter().chain(&sent.notes) {
        let marks: Vec<Mark> = paragraph
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Mark(name) => Mark::read(name),
                Piece::Text { .. } | Piece::CommentStart(_) | Piece::CommentEnd(_) => None,
            })
            .collect();
        let span = marks.iter().find_map(|mark| {
            let page = pages.get(&mark.page)?;
            let line = page.line(mark).filter(|_| mark.kind == Kind::Line).map(|at| page.lines[at].span);
            line.or(Some(page.document.span))
        });
        for piece in &paragraph.pieces {
            if let Piece::Text { text, change: Some(change), .. } = piece
                && let Some((place, own)) = texts.get_mut(*change)
            {
                *place = place.or(span);
                own.push_str(text);
            }
        }
        if let Some((place, _)) = paragraph.end.and_then(|change| texts.get_mut(change)) {
            *place = place.or(span);
        }
    }
    for (change, (span, text)) in sent.changes.iter().zip(texts) {
        let what = match change.kind {
            ChangeKind::Inserted => "new",
            ChangeKind::Deleted => "taken out",
            ChangeKind::MovedTo => "moved here",
            ChangeKind::MovedFrom => "moved away",
        };
        let text = letters(&text);
        let text = if text.is_empty() { "the end of a paragraph".to_owned() } else { format!("`{text}`") };
        diags.push(codes::pending(span, &format!("{text} is {what}")));
    }
}
