//! A place in a file and what is wrong there -> what can be done about it at once: the fix of a finding, a remark that allows it, a number
//! that becomes a fact, a page in the language that lacks it, a block that is accepted.

use std::collections::BTreeMap;
use std::ops::Range;

use super::spot::{self, Part};
use super::{Change, Desk, TextEdit, lens};
use crate::diag::{Diagnostic, Severity};
use crate::ledger::read::is_id;
use crate::lint::{fix, rules};
use crate::locale::numeral;
use crate::message::Message;
use crate::scaffold::entry::{self, Entry};
use crate::scaffold::page::{self, Around, Wanted};
use crate::site::place::{self, Role};
use crate::source::{Span, names};

/// What can be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// What somebody chooses it by.
    pub title: Message,
    /// The problem that it is about, by its place in the list that was given.
    pub about: Option<usize>,
    /// Whether it is what should be done, where nothing else can be.
    pub is_certain: bool,
    /// What happens.
    pub does: Does,
}

/// What an action does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Does {
    /// Changes texts.
    Change(Change),
    /// Records in the lock that these blocks of the page say the same in both languages.
    Accept(Vec<String>),
}

/// What can be done in a stretch of a file. `problems` are those of the file.
pub fn at(desk: &Desk, path: &str, range: &Range<usize>, problems: &[Diagnostic]) -> Vec<Action> {
    let Some(text) = desk.text(path) else { return Vec::new() };
    let mut actions = Vec::new();
    for (at, problem) in problems.iter().enumerate() {
        let Some(own) = problem.span.map(Span::range) else { continue };
        if own.start > range.end || range.start > own.end {
            continue;
        }
        let action = |title: Message, is_certain: bool, change: Change| Action {
            title,
            about: Some(at),
            is_certain,
            does: Does::Change(change),
        };
        if let Some(change) = mended(desk, problem) {
            let help = problem.help.clone().unwrap_or_else(|| say!("Mend `{code}`", code = problem.code));
            actions.push(action(help, true, change));
        }
        if problem.code == "bare-number" {
            let made = fact(desk, path, text, &own);
            actions.extend(made.map(|(id, change)| action(say!("Make this number the fact `{id}`", id), false, change)));
        }
        if problem.severity == Severity::Warning && rules::find(problem.code).is_some() {
            let allowed = allow(desk, path, text, own.start, problem.code, "");
            let title = say!("Allow `{code}` here, and write the reason", code = problem.code);
            actions.extend(allowed.map(|edit| action(title, false, Change { files: Vec::new(), edits: vec![edit] })));
        }
    }
    actions.extend(all_mended(path, text, problems));
    actions.extend(translation(desk, path));
    let blocks = lens::blocks_at(desk, path, range.start);
    if !blocks.is_empty() {
        let title = say!("Accept this block in both languages ({names})", names = blocks.join(", "));
        actions.push(Action { title, about: None, is_certain: false, does: Does::Accept(blocks) });
    }
    actions
}

/// What a finding says that mends it.
fn mended(desk: &Desk, problem: &Diagnostic) -> Option<Change> {
    let edit = |edit: &crate::diag::Edit| {
        let place = desk.place(edit.span)?;
        Some(TextEdit { path: place.path, range: place.range, text: edit.text.clone() })
    };
    let edits: Vec<TextEdit> = problem.edits().iter().filter_map(edit).collect();
    (!edits.is_empty()).then_some(Change { files: Vec::new(), edits })
}

/// All findings of a file that can be mended, where there are several.
fn all_mended(path: &str, text: &str, problems: &[Diagnostic]) -> Option<Action> {
    let fixes: Vec<&[crate::diag::Edit]> = problems.iter().map(Diagnostic::edits).filter(|edits| !edits.is_empty()).collect();
    if fixes.len() < 2 {
        return None;
    }
    let new = fix::apply(text, fixes.iter().copied());
    let edit = TextEdit { path: path.to_owned(), range: 0..text.len(), text: new };
    let does = Does::Change(Change { files: Vec::new(), edits: vec![edit] });
    Some(Action {
        title: say!("Mend all {count} findings of this file", count = fixes.len()),
        about: None,
        is_certain: false,
        does,
    })
}

/// The remark that allows a finding: before the block of a page, or before the key of a mapping. Without a reason it is a finding
/// itself until somebody writes one.
pub fn allow(desk: &Desk, path: &str, text: &str, at: usize, code: &str, reason: &str) -> Option<TextEdit> {
    let reason = reason.trim();
    let reason = if reason.is_empty() { String::new() } else { format!(" {reason}") };
    let insert = |at: usize, line: String| {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Some(TextEdit { path: path.to_owned(), range: at..at, text: format!("{line}{end}") })
    };
    let start = |at: usize| text[..text.floor_char_boundary(at)].rfind('\n').map_or(0, |n| n + 1);
    match spot::part(path, text, at) {
        Part::Fields(name, range) if !name.starts_with("figure-") => {
            let line = spot::key_line(text, &range, at);
            let indent: String = text[line..].chars().take_while(|c| *c == ' ').collect();
            insert(line, format!("{indent}# bayan: allow {code}{reason}"))
        }
        Part::Fields(..) | Part::Body | Part::Other => {
            let document = desk.document(path)?;
            // Where one block ends and the next begins, the place is the next one's.
            let block = document.blocks.iter().rfind(|block| block.span.range().start <= at && at <= block.span.range().end)?;
            let line = start(block.span.range().start);
            insert(line, format!("<!-- bayan: allow {code}{reason} -->"))
        }
    }
}

/// A number of a text as a link to a fact of that value: the page's edit, and the fact at the end of its file.
fn fact(desk: &Desk, path: &str, text: &str, range: &Range<usize>) -> Option<(String, Change)> {
    let (config, document) = (desk.config()?, desk.document(path)?);
    if spot::part(path, text, range.start) != Part::Body {
        return None;
    }
    let number = text.get(range.clone())?;
    let locale = config.locales.get(document.locale);
    let [found] = &numeral::numerals(number, locale)[..] else { return None };
    let folder = desk.folder(path, &config.locales)?;
    let ledger = desk.ledgers().by_folder.get(&folder)?;
    let stem = format!("number-{}", found.value.replace('.', "-"));
    let is_free = |id: &String| is_id(id) && ledger.facts.get(id).is_none() && !ledger.facts.is_told(id);
    let id = std::iter::once(stem.clone()).chain((2..100).map(|n| format!("{stem}-{n}"))).find(is_free)?;
    let given = if folder.is_empty() { id.clone() } else { format!("{folder}/{id}") };
    let wanted = Entry::Fact { value: found.value.clone(), unit: None, source: None };
    let around = Around { locales: &config.locales, documents: desk.documents() };
    let written = entry::file(&wanted, &given, &BTreeMap::new(), desk.session().tree(), around).ok()?;
    let link = TextEdit { path: path.to_owned(), range: range.clone(), text: format!("[{number}](fact:{id})") };
    let mut change = Change { files: Vec::new(), edits: vec![link] };
    match written.before {
        // What is there stays, but for blanks at its end.
        Some(before) => {
            let kept = before.trim_end().len();
            let new = written.after.get(kept..)?.to_owned();
            change.edits.push(TextEdit { path: written.path, range: kept..before.len(), text: new });
        }
        None => change.files.push((written.path, written.after)),
    }
    Some((id, change))
}

/// The page in the languages that lack it, as `bayan add` begins it.
fn translation(desk: &Desk, path: &str) -> Option<Action> {
    let (config, document) = (desk.config()?, desk.document(path)?);
    let place = place::of(path, &config.locales)?;
    let wanted = match place.role {
        Role::Section if document.meta.briefing == Some(true) => Wanted::Briefing,
        Role::Page if !place.has_folder => Wanted::Page,
        Role::Section | Role::Page => return None,
    };
    let around = Around { locales: &config.locales, documents: desk.documents() };
    let files = page::files(wanted, &place.key, &BTreeMap::new(), around).ok()?;
    let is_new = files.iter().all(|(path, _)| desk.session().tree().get(path).is_none() && names::page_stem(path).is_some());
    let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let title = say!("Create the missing translation ({names})", names = names.join(", "));
    let does = Does::Change(Change { files: files.clone(), edits: Vec::new() });
    (!files.is_empty() && is_new).then_some(Action { title, about: None, is_certain: false, does })
}
