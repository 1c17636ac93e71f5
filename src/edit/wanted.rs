//! What is wanted of pieces -> the edits of their files, if each of them still is what it was.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::{Value, json};

use super::piece::{self, Named, Part, Piece};
use super::refusal::Refusal;
use super::{fields, view};
use crate::answers::{Desk, TextEdit};

/// As many pieces as there are languages beside each other.
const MOST: usize = 64;

/// What is wanted of a piece.
#[derive(Clone, Debug, Deserialize)]
pub struct New {
    /// Which piece.
    #[serde(flatten)]
    pub named: Named,
    /// Its whole text.
    #[serde(default)]
    pub text: Option<String>,
    /// New values of its fields, by name.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// Several pieces that are saved as one.
#[derive(Clone, Debug, Deserialize)]
pub struct Wanted {
    /// The pieces.
    pub pieces: Vec<New>,
}

/// A piece with the edits that give it its new text.
pub struct Edited {
    /// The piece as it is.
    pub piece: Piece,
    /// Its edits.
    pub edits: Vec<TextEdit>,
}

/// The edits that are wanted. Refused where a piece is not what it was when it was read: with what stands there now.
pub fn edits(desk: &Desk, wanted: &Wanted) -> Result<Vec<Edited>, Refusal> {
    if wanted.pieces.len() > MOST {
        return Err(Refusal::Unreadable(say!("more than {count} pieces are not saved at once", count = MOST)));
    }
    let mut all: Vec<Edited> = Vec::new();
    let mut changed = Vec::new();
    for new in &wanted.pieces {
        if new.named.hash.is_none() {
            return Err(Refusal::Unreadable(say!("a piece is saved with the hash of what it was")));
        }
        match piece::find(desk, &new.named) {
            Some(piece) => all.push(Edited { edits: edit(desk, &piece, new)?, piece }),
            None => changed.push(now(desk, &new.named)),
        }
    }
    if !changed.is_empty() {
        return Err(Refusal::Changed(say!("somebody has changed this since you opened it"), changed.into()));
    }
    let overlap = |one: &Edited, other: &Edited| {
        let (a, b) = (&one.piece, &other.piece);
        a.path == b.path && a.range.start < b.range.end && b.range.start < a.range.end
    };
    if (0..all.len()).any(|at| all[at + 1..].iter().any(|other| overlap(&all[at], other))) {
        return Err(Refusal::Unreadable(say!("two of the pieces are one")));
    }
    Ok(all)
}

/// What stands now where a piece was.
fn now(desk: &Desk, named: &Named) -> Value {
    let config = desk.config();
    let found = piece::now(desk, named).zip(config).map(|(piece, config)| view::told(desk, &config.locales, &piece));
    found.unwrap_or_else(|| json!({ "path": named.path, "part": named.part.name(), "text": null }))
}

fn edit(desk: &Desk, piece: &Piece, new: &New) -> Result<Vec<TextEdit>, Refusal> {
    let whole = desk.text(&piece.path).unwrap_or_default();
    let edit = |(range, text): (Range<usize>, String)| {
        let text = if whole.contains("\r\n") { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        TextEdit { path: piece.path.clone(), range, text }
    };
    if let Some(text) = &new.text {
        if matches!(piece.part, Part::Head | Part::Entry) {
            return Err(Refusal::Unreadable(say!("this is filled in by its fields")));
        }
        return Ok(written(whole, piece, text).map(edit).into_iter().collect());
    }
    let known = fields::of(desk, piece);
    let mut edits = Vec::new();
    for (name, value) in &new.fields {
        let field = known.iter().find(|field| field.name == *name);
        let Some(field) = field else { return Err(Refusal::Unreadable(say!("there is no field `{name}`", name))) };
        if field.value != *value {
            edits.push(field.written(value));
        }
    }
    // What is inserted at one place stands in the order of the fields.
    edits.sort_by_key(|(range, _)| range.start);
    let mut joined: Vec<(Range<usize>, String)> = Vec::new();
    for (range, text) in edits {
        match joined.last_mut() {
            Some((last, before)) if *last == range && range.is_empty() => before.push_str(&text),
            Some(_) | None => joined.push((range, text)),
        }
    }
    Ok(joined.into_iter().map(edit).collect())
}

/// The bytes that a text replaces, and what is written there; nothing where it says what stands there.
fn written(whole: &str, piece: &Piece, text: &str) -> Option<(Range<usize>, String)> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end().trim_start_matches('\n');
    let own = whole.get(piece.range.clone())?;
    if own.replace("\r\n", "\n") == text {
        return None;
    }
    if piece.part == Part::Behind {
        let before = whole.get(..piece.range.end)?;
        let lead = if piece.known.is_empty() && before.ends_with('\n') { "\n" } else { "\n\n" };
        let behind = whole.get(piece.range.end..)?;
        let tail = if behind.trim_start_matches([' ', '\t', '\r']).is_empty() {
            "\n"
        } else if behind.trim_start_matches([' ', '\t', '\r']).starts_with('\n') && !piece.known.is_empty() {
            ""
        } else {
            "\n"
        };
        return (!text.is_empty()).then(|| (piece.range.clone(), format!("{lead}{text}{tail}")));
    }
    if text.is_empty() {
        // The blank lines between it and the next go with it.
        let behind = whole.get(piece.range.end..)?;
        let blank = behind.len() - behind.trim_start().len();
        let kept = behind[..blank].rfind('\n').map_or(0, |at| at + 1);
        return Some((piece.range.start..piece.range.end + kept, String::new()));
    }
    Some((piece.range.clone(), text.to_owned()))
}
