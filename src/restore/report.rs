//! What was done to a text and what stays open, for people and as JSON.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use super::Restored;
use super::text::REMARK;
use super::write::{Page, SHOWN};

/// A file that was read and the one that was made of it.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The one that was read.
    pub source: &'a str,
    /// The one that was made.
    pub made: &'a str,
}

/// For people.
pub fn human(restored: &Restored, page: &Page, files: Files<'_>) -> String {
    let text = &restored.text;
    let mut out = format!("{} -> {}\n", files.source, files.made);
    for (stage, lines) in &text.changes {
        let times: usize = lines.values().sum();
        let _ = writeln!(out, "  {}: {times}, in {}", stage.done(), counted(lines.len(), "line"));
    }
    if text.changes.is_empty() {
        out.push_str("  nothing was changed\n");
    }
    for (line, was) in &text.left_out {
        let place = if restored.pages.is_empty() { "line" } else { "page" };
        let _ = writeln!(out, "  left out: {place} {line}, \u{2068}{}\u{2069}", shown(was));
    }
    if !text.proofs.is_empty() {
        out.push_str("proofs:\n");
        for proof in &text.proofs {
            let _ = writeln!(out, "  {}", isolated(proof));
        }
    }
    if !restored.names.is_empty() {
        out.push_str("spellings of one name (unchanged; the glossary can say which is the desk's):\n");
        for name in &restored.names {
            let all: Vec<String> =
                name.0.iter().map(|(word, lines)| format!("\u{2068}{word}\u{2069} ({})", numbers(restored, lines))).collect();
            let _ = writeln!(out, "  {}", all.join(", "));
        }
    }
    let open = text.open().len();
    let marked = text.lines.iter().filter(|line| line.is_kept && line.text.starts_with(REMARK)).count();
    if marked > 0 {
        let _ = writeln!(out, "{} of an earlier import left as they are, with the blocks below", counted(marked, "remark"));
    }
    if text.doubts.is_empty() {
        out.push_str(if marked > 0 { "nothing new stays open\n" } else { "nothing stays open\n" });
    } else {
        let _ = writeln!(out, "open, in {}, unchanged and marked in the page:", counted(open, "line"));
        for doubt in &text.doubts {
            let place = page.places.get(&doubt.line).map(|line| format!(" ({}:{line})", files.made)).unwrap_or_default();
            let own = restored.place(doubt.line);
            let own = own.strip_prefix("line ").map_or_else(|| format!(", {own}"), |line| format!(":{line}"));
            let _ = writeln!(out, "  {}{own}{place}: {}: {}", files.source, doubt.stage.name(), isolated(&doubt.why));
            for candidate in doubt.candidates.iter().take(SHOWN) {
                let _ = writeln!(out, "    perhaps \u{2068}{}\u{2069}", shown(candidate));
            }
            if let Some(more) = doubt.candidates.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                let _ = writeln!(out, "    or {more} more, which `--format json` lists");
            }
        }
    }
    out
}

/// For programs.
pub fn json(restored: &Restored, page: &Page, files: Files<'_>) -> String {
    let text = &restored.text;
    let changes: Vec<Value> = text
        .changes
        .iter()
        .map(|(stage, lines)| {
            let lines: Vec<Value> =
                lines.iter().map(|(line, times)| json!({"line": line, "page": restored.page(*line), "times": times})).collect();
            json!({"stage": stage.name(), "lines": lines})
        })
        .collect();
    let open: Vec<Value> = text
        .doubts
        .iter()
        .map(|doubt| {
            json!({
                "line": doubt.line,
                "page": restored.page(doubt.line),
                "line_in_page": page.places.get(&doubt.line),
                "stage": doubt.stage.name(),
                "why": doubt.why,
                "candidates": doubt.candidates,
            })
        })
        .collect();
    let key = if restored.pages.is_empty() { "line" } else { "page" };
    let left_out: Vec<Value> = text.left_out.iter().map(|(place, was)| json!({(key): place, "text": was})).collect();
    let names: Vec<Value> = restored.names.iter().map(|name| json!(name.0)).collect();
    let report = json!({
        "source": files.source,
        "page": files.made,
        "changes": changes,
        "left_out": left_out,
        "proofs": text.proofs,
        "open": open,
        "spellings": names,
    });
    format!("{report}\n")
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Lines as people find them, eight at most.
fn numbers(restored: &Restored, lines: &BTreeSet<usize>) -> String {
    let (noun, places): (&str, BTreeSet<usize>) = if restored.pages.is_empty() {
        ("line", lines.clone())
    } else {
        ("page", lines.iter().filter_map(|line| restored.page(*line)).collect())
    };
    let all: Vec<String> = places.iter().take(8).map(ToString::to_string).collect();
    let more = if places.len() > 8 { ", …" } else { "" };
    format!("{noun} {}{more}", all.join(", "))
}

/// A text as a terminal may show it.
fn shown(text: &str) -> String {
    let safe: String = text.chars().filter(|c| !c.is_control()).collect();
    if safe.chars().count() > 120 { safe.chars().take(119).chain(['…']).collect() } else { safe }
}

/// A sentence of ours without control characters that a text brought with it.
fn isolated(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
