//! What became of a document, for people and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::write::{Body, place};
use super::{Draft, Left, Place};
use crate::word::view::View;

/// What was read and what was made of it.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The document.
    pub source: &'a str,
    /// The page.
    pub made: &'a str,
    /// The files beside it.
    pub beside: &'a [String],
    /// The line of the page that the body begins on.
    pub first_line: usize,
    /// Places of the text that the lint mended.
    pub mended: usize,
}

/// For people.
pub fn human(draft: &Draft, body: &Body, view: View, files: Files<'_>) -> String {
    let mut out = format!("{} -> {}\n", files.source, files.made);
    for file in files.beside {
        let _ = writeln!(out, "  and {file}");
    }
    let carried: Vec<String> =
        draft.carried.iter().filter(|(_, n)| **n > 0).map(|(what, n)| format!("{n} {}", noun(what, *n))).collect();
    let _ = writeln!(out, "  carried: {}", if carried.is_empty() { "nothing".to_owned() } else { carried.join(", ") });
    if files.mended > 0 {
        let _ = writeln!(out, "  mended: {}", counted(files.mended, "line"));
    }
    if draft.tracked > 0 {
        let (taken, other) = match view {
            View::After => ("as if all were accepted", "`--tracked original` takes the text before them"),
            View::Before => ("as if none were accepted", "without `--tracked original` they are taken"),
        };
        let _ = writeln!(out, "  tracked changes: {}, read {taken}; {other}", draft.tracked);
    }
    if draft.resolved > 0 {
        let _ = writeln!(out, "  left out: {}", counted(draft.resolved, "resolved comment"));
    }
    if draft.left.is_empty() {
        out.push_str("everything was carried\n");
        return out;
    }
    out.push_str("not carried, or not as it was:\n");
    for (at, left) in draft.left.iter().enumerate() {
        let begin = if left.text.is_empty() { String::new() } else { format!(" \u{2068}{}\u{2069}", safe(&left.text)) };
        let line = match body.lines.get(&at) {
            Some(line) if left.is_open => format!(" ({}:{})", files.made, line + files.first_line - 1),
            Some(_) | None => String::new(),
        };
        let more = if left.times > 1 { format!(" ({} times)", left.times) } else { String::new() };
        let _ = writeln!(out, "  {}{begin}{line}: {}: {}{more}", place(left.place), left.what, safe(&left.why));
    }
    let open = draft.left.iter().filter(|left| left.is_open).count();
    if open > 0 {
        let _ = writeln!(out, "{} marked in the page; `bayan check --drafts` lists them", counted(open, "place"));
    }
    out
}

/// For programs.
pub fn json(draft: &Draft, body: &Body, view: View, files: Files<'_>) -> String {
    let left = |(at, left): (usize, &Left)| {
        let (kind, number) = match left.place {
            Place::Document => ("document", None),
            Place::Paragraph(number) => ("paragraph", Some(number)),
            Place::Note(number) => ("note", Some(number)),
        };
        json!({
            "in": kind,
            "number": number,
            "text": left.text,
            "what": left.what,
            "why": left.why,
            "times": left.times,
            "open": left.is_open,
            "line_in_page": body.lines.get(&at).map(|line| line + files.first_line - 1),
        })
    };
    let left: Vec<Value> = draft.left.iter().enumerate().map(left).collect();
    let report = json!({
        "source": files.source,
        "page": files.made,
        "beside": files.beside,
        "carried": draft.carried,
        "mended_lines": files.mended,
        "tracked": {"changes": draft.tracked, "view": if view == View::After { "accepted" } else { "original" }},
        "resolved_comments": draft.resolved,
        "left": left,
    });
    format!("{report}\n")
}

/// `paragraphs` of one is `paragraph`.
fn noun(what: &str, n: usize) -> String {
    match what {
        "items of lists" if n == 1 => "item of a list".to_owned(),
        "blocks of code" if n == 1 => "block of code".to_owned(),
        _ if n == 1 => what.trim_end_matches('s').to_owned(),
        _ => what.to_owned(),
    }
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// A text as a terminal may show it.
fn safe(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
