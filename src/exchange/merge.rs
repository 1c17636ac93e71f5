//! What a translator sent back, and the file as it is now -> the new text of the translation's file, or the reasons why not. A file is
//! used whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::columns;
use super::placeholders::{Piece, Returned, Unit, mark_of, markdown};
use super::tokens::{Token, tokens};
use super::{Copied, Job, Kind, Made, Put, Segment};
use crate::diag::Diagnostics;
use crate::diag::codes::exchange as codes;
use crate::locale::format::Plural;
use crate::markdown::write::{Change, changed};
use crate::yaml::scalar::{quoted, quoted_within};

/// The new text of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// How many texts of a shared file somebody had added meanwhile: they stay.
    pub kept: usize,
    /// How many blocks of a new file are not translated: they are left out.
    pub left_out: usize,
}

/// Puts the targets into the text of a file: the translation's, or of one that is new the source's. `None` if anything does not fit;
/// what is untouched comes back byte for byte.
pub fn merge(returned: &Returned, job: &Job, text: &str, diags: &mut Diagnostics) -> Option<Merged> {
    let before = diags.iter().count();
    let mut edits: BTreeMap<usize, String> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut kept = 0;
    let places: BTreeMap<&str, usize> = job.segments.iter().zip(0..).map(|(segment, at)| (segment.name.as_str(), at)).collect();
    for unit in &returned.units {
        if !seen.insert(&unit.name) {
            diags.push(codes::unit_twice(unit.span, &unit.name));
            continue;
        }
        let Some((at, segment)) = places.get(unit.name.as_str()).and_then(|at| Some((*at, job.segments.get(*at)?))) else {
            diags.push(codes::unknown_unit(unit.span, &unit.name));
            continue;
        };
        if markdown(&unit.source) != segment.source {
            diags.push(codes::changed_since(unit.span, &unit.name, true));
        } else if job.made == Made::Shared && segment.target.is_some() {
            kept += usize::from(Some(markdown(&unit.target).as_str()) != segment.target.as_deref());
        } else if unit.exported != mark_of(segment.target.as_deref()) {
            diags.push(codes::changed_since(unit.span, &unit.name, false));
        } else if let Some(new) = translated(unit, segment, diags) {
            edits.insert(at, new);
        }
    }
    if let Made::New(_) = job.made
        && !edits.is_empty()
    {
        complete(returned, job, &edits, diags);
    }
    if let Some(lacking) = columns::lacking(job, &edits)
        && let Some(unit) = returned.units.first()
    {
        let own = returned.units.iter().find(|unit| unit.name == lacking.name).unwrap_or(unit);
        diags.push(codes::not_translated(own.span, &lacking.name));
    }
    if diags.iter().count() > before {
        return None;
    }
    let (text, left_out) = match &job.made {
        Made::There(copied) => (put(text, job, copied, edits), 0),
        Made::Shared => (added(text, job, &edits), 0),
        // Nothing was translated: there is nothing to make.
        Made::New(_) if edits.is_empty() => (String::new(), 0),
        Made::New(changes) => new(text, job, changes, &edits),
    };
    Some(Merged { text, kept, left_out })
}

/// Tells what a new page cannot be made without: a block may be missing, a title may not.
fn complete(returned: &Returned, job: &Job, edits: &BTreeMap<usize, String>, diags: &mut Diagnostics) {
    let units: BTreeMap<&str, &Unit> = returned.units.iter().map(|unit| (unit.name.as_str(), unit)).collect();
    let place = units.values().next().map(|unit| unit.span);
    for (segment, at) in job.segments.iter().zip(0..) {
        if segment.kind != Kind::Block
            && !edits.contains_key(&at)
            && let Some(span) = units.get(segment.name.as_str()).map(|unit| unit.span).or(place)
        {
            diags.push(codes::not_translated(span, &segment.name));
        }
    }
}

/// A file that is there.
fn put(text: &str, job: &Job, copied: &[Copied], edits: BTreeMap<usize, String>) -> String {
    let mut changes: Vec<Change> = Vec::new();
    let mut within: BTreeMap<usize, Vec<(Range<usize>, String)>> = BTreeMap::new();
    let mut wanted: BTreeMap<usize, usize> = BTreeMap::new();
    for segment in &job.segments {
        if let Kind::Value(Some(copy)) = segment.kind {
            *wanted.entry(copy).or_default() += 1;
        }
    }
    for (at, new) in edits {
        let Some(segment) = job.segments.get(at) else { continue };
        match segment.kind {
            Kind::Value(Some(copy)) => {
                let edits = within.entry(copy).or_default();
                edits.push((segment.place.clone(), quoted_within(&new).into_owned()));
                // Once its last text is there, in the order of the others.
                if wanted.get(&copy) == Some(&edits.len())
                    && let Some(Copied { at, text }) = copied.get(copy)
                {
                    changes.push(Change { place: *at..*at, text: edited(text, std::mem::take(edits)) });
                }
            }
            Kind::Value(None) => changes.push(Change { place: segment.place.clone(), text: quoted_within(&new).into_owned() }),
            Kind::Block | Kind::Note => changes.push(Change { place: segment.place.clone(), text: new }),
            Kind::Entry(_) | Kind::Form(..) | Kind::Cell(_) => {}
        }
    }
    changed(text, changes)
}

/// A file that is new: the source with the texts in their places, without the blocks that nobody has translated.
fn new(text: &str, job: &Job, changes: &[(Range<usize>, String)], edits: &BTreeMap<usize, String>) -> (String, usize) {
    let mut all = changes.to_vec();
    let mut left_out = 0;
    for (segment, at) in job.segments.iter().zip(0..) {
        let place = segment.place.clone();
        match edits.get(&at) {
            Some(new) if segment.kind.is_markdown() => all.push((place, new.clone())),
            Some(new) => all.push((place, quoted_within(new).into_owned())),
            None => {
                left_out += 1;
                let rest = text.get(place.end..).unwrap_or_default();
                let gap = rest.len() - rest.trim_start().len();
                all.push((place.start..place.end + gap, String::new()));
            }
        }
    }
    (edited(text, all), left_out)
}

/// The forms of a word.
type Forms<'a> = Vec<(Plural, &'a str)>;

/// A file that pages of all languages share, with the texts that it lacked.
fn added(text: &str, job: &Job, edits: &BTreeMap<usize, String>) -> String {
    let is_cell = job.segments.iter().any(|segment| matches!(segment.kind, Kind::Cell(_)));
    let mut changes = if is_cell { columns::changes(text, job, edits) } else { Vec::new() };
    let mut forms: BTreeMap<usize, (&Put, Forms<'_>)> = BTreeMap::new();
    for (at, new) in edits {
        match job.segments.get(*at).map(|segment| &segment.kind) {
            Some(Kind::Entry(put)) => changes.push(placed(put, &value(new, put.is_flow))),
            Some(Kind::Form(put, form)) => forms.entry(put.place.start).or_insert((put, Vec::new())).1.push((*form, new)),
            Some(Kind::Block | Kind::Note | Kind::Value(_) | Kind::Cell(_)) | None => {}
        }
    }
    for (put, forms) in forms.into_values() {
        // A language has `other` for what no other form is for.
        let other = forms.iter().find(|(form, _)| *form == Plural::Other).or(forms.last()).map_or("", |(_, text)| text);
        let own: Vec<&(Plural, &str)> = forms.iter().filter(|(_, text)| *text != other).collect();
        let written = if own.is_empty() {
            value(other, put.is_flow)
        } else {
            let each = own.iter().map(|(form, text)| format!("{}: {}, ", form.as_str(), quoted_within(text)));
            format!("{{{}other: {}}}", each.collect::<String>(), quoted_within(other))
        };
        changes.push(placed(put, &written));
    }
    edited(text, changes)
}

fn value(text: &str, is_flow: bool) -> String {
    if is_flow { quoted_within(text) } else { quoted(text) }.into_owned()
}

fn placed(put: &Put, written: &str) -> (Range<usize>, String) {
    (put.place.clone(), format!("{}{written}{}", put.before, put.after))
}

/// A text with other bytes in some places, of which none is within another.
fn edited(text: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    let mut out = text.to_owned();
    changes.sort_by_key(|(place, _)| std::cmp::Reverse((place.start, place.end)));
    for (place, new) in changes {
        out.replace_range(place, &new);
    }
    out
}

/// The new text of a unit, if it is another than that of the file.
fn translated(unit: &Unit, segment: &Segment, diags: &mut Diagnostics) -> Option<String> {
    let new = markdown(&unit.target);
    if new.trim().is_empty() || Some(new.as_str()) == segment.target.as_deref() {
        return None;
    }
    if !segment.kind.is_markdown() {
        return Some(new);
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
    // A block that was translated before may have other markup than its source, but keeps as much as it had; a new one has all of it.
    let is_less = |before: &str| placed.len() < tokens(before).iter().filter(|token| matches!(token, Token::Markup(_))).count();
    if segment.target.as_deref().is_none_or(is_less)
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
