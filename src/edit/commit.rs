//! A change -> the files with it, if it does no harm: all of them, or none.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};

use super::Work;
use super::refusal::Refusal;
use super::undo::{self, Step};
use crate::answers::{Change, Desk, TextEdit};
use crate::ast::{BlockKind, Document};
use crate::diag::{Diagnostic, Severity};
use crate::markdown::write::place;
use crate::message::Tongue;

/// As many problems as somebody reads.
const MOST: usize = 50;

/// Writes a change, if the project has no new errors with it and what stands around it stays what it was.
pub fn commit(work: Work<'_>, change: Change) -> Result<Value, Refusal> {
    let Work { root, desk, steps, tongue } = work;
    let edits: Vec<TextEdit> = change.edits.into_iter().filter(|edit| desk.text(&edit.path).is_some()).collect();
    let change = Change { edits, ..change };
    if change.edits.is_empty() && change.files.is_empty() {
        return Ok(json!({ "saved": false, "steps": steps.len() }));
    }
    let after = desk.changed(&change);
    harmless(&desk, &after, &change)?;
    let new = new_errors(&desk, &after, tongue);
    if !new.is_empty() {
        return Err(Refusal::Refused(say!("with this the site could not be built; nothing was saved"), new.into()));
    }
    let mut paths: Vec<&str> = change.edits.iter().map(|edit| edit.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let text = |desk: &Desk, path: &str| desk.text(path).unwrap_or_default().to_owned();
    let rewritten = paths.into_iter().map(|path| (path.to_owned(), text(&desk, path), text(&after, path)));
    let made = change.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
    let step = Step { rewritten: rewritten.filter(|(_, before, after)| before != after).collect(), made };
    step.write(root).map_err(Refusal::unwritten)?;
    undo::remember(steps, step);
    Ok(json!({ "saved": true, "steps": steps.len() }))
}

/// Refuses an edit that swallows what stands behind it: an open fence, comment or formula.
fn harmless(before: &Desk, after: &Desk, change: &Change) -> Result<(), Refusal> {
    let mut paths: Vec<&str> = change.edits.iter().map(|edit| edit.path.as_str()).collect();
    paths.dedup();
    for path in paths {
        let Some(old) = before.document(path) else { continue };
        let Some(new) = after.document(path) else { continue };
        let edits: Vec<&TextEdit> = change.edits.iter().filter(|edit| edit.path == path).collect();
        if !keeps((old, before.text(path).unwrap_or_default()), (new, after.text(path).unwrap_or_default()), &edits) {
            let why = say!(
                "with this the text around it would not be read as text any more: close the code, comment or formula that is open"
            );
            return Err(Refusal::Refused(why, json!([])));
        }
    }
    Ok(())
}

fn keeps((old, text): (&Document, &str), (new, after): (&Document, &str), edits: &[&TextEdit]) -> bool {
    let is_closed = |kind: &BlockKind| {
        matches!(kind, BlockKind::Code { .. } | BlockKind::Math { .. } | BlockKind::Figure { .. } | BlockKind::Raw(_))
    };
    let mut at = 0;
    let known: Vec<(Range<usize>, &BlockKind)> =
        new.blocks.iter().filter_map(|block| Some((place(after, block)?, &block.kind))).collect();
    for block in &old.blocks {
        let Some(range) = place(text, block) else { continue };
        if edits.iter().any(|edit| edit.range.start < range.end && range.start < edit.range.end || edit.range == range) {
            continue;
        }
        let moved = edits.iter().filter(|edit| edit.range.end <= range.start);
        let (gone, come) = moved.fold((0, 0), |(gone, come), edit| (gone + edit.range.len(), come + edit.text.len()));
        let start = range.start - gone + come;
        while known.get(at).is_some_and(|(own, _)| own.end <= start) {
            at += 1;
        }
        match known.get(at) {
            Some((own, kind)) if own.start == start => {
                if is_closed(kind) != is_closed(&block.kind) {
                    return false;
                }
            }
            // It has become an item of a list, a line of a paragraph: still text.
            Some((own, kind)) if own.contains(&start) && !is_closed(kind) => {}
            Some(_) | None => return false,
        }
    }
    true
}

/// The errors that a project has with a change and did not have before it.
fn new_errors(before: &Desk, after: &Desk, tongue: &dyn Tongue) -> Vec<Value> {
    let errors = |desk: &Desk| {
        let diags = desk.session().site().diags;
        diags.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect::<Vec<_>>()
    };
    let name = |problem: &Diagnostic| (problem.code, problem.message.to_string());
    let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for problem in errors(before) {
        *known.entry(name(&problem)).or_default() += 1;
    }
    let mut new = Vec::new();
    for problem in errors(after) {
        match known.get_mut(&name(&problem)) {
            Some(count) if *count > 0 => *count -= 1,
            Some(_) | None => {
                let place = problem.span.and_then(|span| after.place(span));
                new.push(json!({
                    "code": problem.code,
                    "is_error": true,
                    "message": tongue.say(&problem.message),
                    "help": problem.help.as_ref().map(|help| tongue.say(help)),
                    "path": place.map(|place| place.path),
                }));
            }
        }
    }
    new.truncate(MOST);
    new
}
