//! Texts that are not saved yet -> what an editor should look at in them, each with what mends it at once.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Work;
use super::commit::commit;
use super::refusal::Refusal;
use super::wanted::{self, Edited, Wanted};
use crate::answers::actions::{self, Action, Does};
use crate::answers::{Change, Desk, TextEdit, problems};
use crate::diag::{Diagnostic, Severity};
use crate::message::Tongue;
use crate::source::Span;

/// As many as somebody reads.
const MOST: usize = 50;

/// A piece in the project as it would be.
struct Tried {
    path: String,
    /// Its bytes then.
    range: std::ops::Range<usize>,
}

/// The project with what is wanted, and where the pieces stand in it.
fn tried(desk: &Desk, wanted: &Wanted) -> Result<(Change, Desk, Vec<Tried>), Refusal> {
    let edited = wanted::edits(desk, wanted)?;
    let place = |own: &Edited| {
        let before = edited.iter().filter(|other| other.piece.path == own.piece.path).flat_map(|other| &other.edits);
        let shift = |passes: &dyn Fn(&TextEdit) -> bool| {
            before
                .clone()
                .filter(|edit| passes(edit))
                .fold(0_isize, |sum, edit| sum.saturating_add_unsigned(edit.text.len()).saturating_sub_unsigned(edit.range.len()))
        };
        let start = own
            .piece
            .range
            .start
            .saturating_add_signed(shift(&|edit| edit.range.end <= own.piece.range.start && !own.edits.contains(edit)));
        let end = own.piece.range.end.saturating_add_signed(shift(&|edit| edit.range.end <= own.piece.range.end));
        Tried { path: own.piece.path.clone(), range: start..end.max(start) }
    };
    let places = edited.iter().map(place).collect();
    let change = Change { files: Vec::new(), edits: edited.iter().flat_map(|edited| edited.edits.clone()).collect() };
    let after = desk.changed(&change);
    Ok((change, after, places))
}

/// What is found in each of the pieces.
pub fn of(work: &Work<'_>, wanted: &Wanted) -> Result<Value, Refusal> {
    let (_, after, places) = tried(&work.desk, wanted)?;
    let found = problems::by_file(after.session());
    let pieces: Vec<Value> =
        places.iter().map(|place| json!({ "findings": listed(&after, place, &found, work.tongue) })).collect();
    Ok(json!({ "pieces": pieces }))
}

type Found = BTreeMap<String, Vec<Diagnostic>>;

fn listed(desk: &Desk, place: &Tried, found: &Found, tongue: &dyn Tongue) -> Vec<Value> {
    let problems = found.get(&place.path).map_or(&[][..], Vec::as_slice);
    let all = actions::at(desk, &place.path, &place.range, problems);
    let is_here = |problem: &Diagnostic| {
        problem.span.is_some_and(|span| {
            span.range().start < place.range.end.max(place.range.start + 1)
                && place.range.start < span.range().end.max(span.range().start + 1)
        })
    };
    let mut told = Vec::new();
    for (at, problem) in problems.iter().enumerate().filter(|(_, problem)| is_here(problem)).take(MOST) {
        let fixes: Vec<Value> =
            all.iter().filter(|action| action.about == Some(at)).filter_map(|action| fix(desk, place, action, tongue)).collect();
        let range = problem.span.map(Span::range).unwrap_or_default();
        let text = desk.text(&place.path).unwrap_or_default();
        let within =
            |at: usize| letters(text.get(place.range.start..at.clamp(place.range.start, place.range.end)).unwrap_or_default());
        told.push(json!({
            "code": problem.code,
            "is_error": problem.severity == Severity::Error,
            "message": tongue.say(&problem.message),
            "help": problem.help.as_ref().map(|help| tongue.say(help)),
            "start": within(range.start),
            "end": within(range.end),
            "fixes": fixes,
        }));
    }
    told
}

/// What browsers count as the letters of a text whose line ends are one each.
fn letters(text: &str) -> usize {
    text.replace("\r\n", "\n").encode_utf16().count()
}

/// What mends it: the new text of the piece, where only that changes; else the name by which it can be asked for.
fn fix(desk: &Desk, place: &Tried, action: &Action, tongue: &dyn Tongue) -> Option<Value> {
    let Does::Change(change) = &action.does else { return None };
    let text = desk.text(&place.path)?;
    let is_inside =
        |edit: &TextEdit| edit.path == place.path && place.range.start <= edit.range.start && edit.range.end <= place.range.end;
    if !change.files.is_empty() || !change.edits.iter().all(is_inside) {
        return Some(json!({ "title": tongue.say(&action.title), "is_certain": action.is_certain, "act": &*action.title }));
    }
    let mut edits: Vec<&TextEdit> = change.edits.iter().collect();
    edits.sort_by_key(|edit| edit.range.start);
    let mut new = text.get(place.range.clone())?.to_owned();
    for edit in edits.into_iter().rev() {
        new.replace_range(edit.range.start - place.range.start..edit.range.end - place.range.start, &edit.text);
    }
    Some(json!({ "title": tongue.say(&action.title), "is_certain": action.is_certain, "text": new.replace("\r\n", "\n") }))
}

/// Something that can be done about a finding, by its title in English.
#[derive(Deserialize)]
pub struct Deed {
    #[serde(flatten)]
    wanted: Wanted,
    /// Of which piece.
    #[serde(default)]
    piece: usize,
    /// The title of what is to be done.
    act: String,
}

/// Does it, and saves the pieces with it.
pub fn act(work: Work<'_>, deed: &Deed) -> Result<Value, Refusal> {
    let (_, after, places) = tried(&work.desk, &deed.wanted)?;
    let gone = || Refusal::Missing(say!("this can not be done any more"));
    let place = places.get(deed.piece).ok_or_else(gone)?;
    let found = problems::by_file(after.session());
    let problems = found.get(&place.path).map_or(&[][..], Vec::as_slice);
    let all = actions::at(&after, &place.path, &place.range, problems);
    let action = all.into_iter().find(|action| action.about.is_some() && *action.title == *deed.act).ok_or_else(gone)?;
    let Does::Change(done) = action.does else { return Err(gone()) };
    let last = after.changed(&done);
    // Both steps are one change of each file as it stands on the disk.
    let paths = deed.wanted.pieces.iter().map(|new| new.named.path.as_str());
    let mut paths: Vec<&str> = paths.chain(done.edits.iter().map(|edit| edit.path.as_str())).collect();
    paths.sort_unstable();
    paths.dedup();
    let whole = |path: &str| {
        let (before, text) = (work.desk.text(path)?, last.text(path)?);
        (before != text).then(|| differing(path, before, text))
    };
    let edits = paths.into_iter().filter_map(whole).collect();
    commit(work, Change { files: done.files, edits })
}

/// The one edit that makes a text another.
fn differing(path: &str, before: &str, after: &str) -> TextEdit {
    let same = |one: &str, other: &str| {
        one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>()
    };
    let start = same(before, after);
    let (rest, new) = (&before[start..], &after[start..]);
    let end: usize = rest.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    TextEdit { path: path.to_owned(), range: start..before.len() - end, text: new[..new.len() - end].to_owned() }
}
