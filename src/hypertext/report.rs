//! What an import of a page did, for people and for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;

use super::Converted;
use super::left::{Kind, Left};
use crate::locale::bidi;

/// Lines that people are shown of one kind; programs get all.
const SHOWN: usize = 12;

/// The files of an import.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The page that was read.
    pub source: &'a str,
    /// The page that was made.
    pub made: &'a str,
    /// The pictures beside it.
    pub pictures: &'a [String],
}

/// The report for people.
pub fn human(made: &Converted, files: Files<'_>) -> String {
    let mut out = format!("{} -> {}\n", files.source, files.made);
    if !files.pictures.is_empty() {
        let _ = writeln!(out, "  pictures: {}, without their metadata", files.pictures.len());
    }
    let mut found: BTreeMap<(Kind, &str), Vec<usize>> = BTreeMap::new();
    for Left { line, kind, what } in &made.left {
        found.entry((*kind, what)).or_default().push(*line);
    }
    if !found.is_empty() {
        out.push_str("left out, or said otherwise:\n");
    }
    for ((kind, what), lines) in found {
        let shown: Vec<String> = lines.iter().take(SHOWN).map(ToString::to_string).collect();
        let more = lines.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let noun = if lines.len() > 1 { "lines" } else { "line" };
        let what: String = what.chars().filter(|c| !c.is_control() && !bidi::is_control(*c)).collect();
        let _ = writeln!(out, "  {noun} {}{more}: {}: \u{2068}{what}\u{2069}", shown.join(", "), kind.name());
    }
    out
}

/// The report for programs.
pub fn json(made: &Converted, files: Files<'_>) -> String {
    let left: Vec<serde_json::Value> =
        made.left.iter().map(|own| json!({"line": own.line, "kind": own.kind.name(), "what": own.what})).collect();
    let report = json!({"source": files.source, "page": files.made, "pictures": files.pictures, "left": left});
    format!("{report}\n")
}
