//! What a translator sent back, and the page as it is now -> the new Markdown of the translation, or the reasons why not. A file is
//! used whole or not at all.

use std::collections::BTreeSet;

use super::placeholders::{Piece, Returned, Unit, mark_of, markdown};
use super::tokens::{Token, tokens};
use super::{Job, Segment};
use crate::diag::Diagnostics;
use crate::diag::codes::exchange as codes;
use crate::markdown::write::{Change, changed};

/// Puts the targets into the text of the translation's file. `None` if anything does not fit; what is untouched comes back byte for
/// byte.
pub fn merge(returned: &Returned, job: &Job, text: &str, diags: &mut Diagnostics) -> Option<String> {
    let before = diags.iter().count();
    let mut edits: Vec<(&Segment, String)> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for unit in &returned.units {
        if !seen.insert(&unit.name) {
            diags.push(codes::unit_twice(unit.span, &unit.name));
            continue;
        }
        let Some(segment) = job.segments.iter().find(|segment| segment.name == unit.name) else {
            diags.push(codes::unknown_unit(unit.span, &unit.name));
            continue;
        };
        if unit.exported != mark_of(segment.target.as_deref()) {
            diags.push(codes::changed_since(unit.span, &unit.name, "translation"));
        } else if markdown(&unit.source) != segment.source {
            diags.push(codes::changed_since(unit.span, &unit.name, "source"));
        } else if let Some(new) = translated(unit, segment, diags) {
            edits.push((segment, new));
        }
    }
    if diags.iter().count() > before {
        return None;
    }
    let change = |(segment, text): (&Segment, String)| Change { place: segment.place.clone(), text };
    Some(changed(text, edits.into_iter().map(change).collect()))
}

/// The new Markdown of a unit, if it is another than that of the page.
fn translated(unit: &Unit, segment: &Segment, diags: &mut Diagnostics) -> Option<String> {
    let new = markdown(&unit.target);
    if new.trim().is_empty() || Some(new.as_str()) == segment.target.as_deref() {
        return None;
    }
    let ids = |pieces: &[Piece]| -> Vec<String> {
        let id = |piece: &Piece| match piece {
            Piece::Markup { id, .. } => Some(id.clone()),
            Piece::Text(_) => None,
        };
        pieces.iter().filter_map(id).collect()
    };
    let placed = ids(&unit.target);
    let kept: BTreeSet<&String> = placed.iter().collect();
    if kept.len() < placed.len() {
        diags.push(codes::placeholder_twice(unit.span, &unit.name));
        return None;
    }
    let needed = ids(&unit.source);
    // A block that was translated before may have other markup than its source; a new one has all of it.
    if segment.target.is_none()
        && let Some(lost) = needed.iter().find(|id| !kept.contains(id))
    {
        diags.push(codes::placeholder_lost(unit.span, &unit.name, lost));
        return None;
    }
    let own: String =
        unit.target.iter().filter_map(|p| if let Piece::Markup { text, .. } = p { Some(text.as_str()) } else { None }).collect();
    let read: String = tokens(&new).iter().filter_map(|t| if let Token::Markup(text) = t { Some(*text) } else { None }).collect();
    if own != read {
        // What would be markup at the beginning of a line is none behind other words.
        let is_typed = |(number, piece): (usize, &Piece)| {
            let Piece::Text(text) = piece else { return false };
            let before = if number == 0 { "" } else { "x" };
            tokens(&format!("{before}{text}")).iter().any(|t| matches!(t, Token::Markup(_)))
        };
        diags.push(if unit.target.iter().enumerate().any(is_typed) {
            codes::typed_markup(unit.span, &unit.name)
        } else {
            codes::placeholder_moved(unit.span, &unit.name)
        });
        return None;
    }
    Some(new)
}
