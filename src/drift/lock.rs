//! `bayan.lock` <-> what reviewers have accepted: per page and pair of languages one line for each pair of blocks.
//!
//! A line holds the hash of each side's meaning and the prints of its words, a `.` where a side has nothing; where one of them has
//! links, notes, levels or rows, the hashes of these too. Lines stand in the order of the page, pages in the order of their keys;
//! nothing in a line depends on another line, so that an edit of one block is a change of one line and two branches that accept
//! different blocks merge.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Side, Unit, diff};
use crate::diag::codes::drift as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::source::walk::LOCK;
use crate::source::{SourceTree, Span};
use crate::yaml::{Fields, Node, Value, Yaml, parse};

/// The only version there is.
const VERSION: i64 = 1;
/// What the file says of itself.
const HEAD: &str = "# Pairs of blocks that a reviewer has accepted. Written by `bayan accept`; the manual says how to read it, in `Translations`.\n";

/// What stands for nothing: a `-` at the beginning of a line would be a list in YAML.
const NONE: &str = ".";

/// One accepted unit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Line {
    /// The hash of each side's meaning; `None` where a side had nothing.
    pub hashes: [Option<String>; 2],
    /// The prints of each side's words.
    pub prints: [String; 2],
    /// The hash of each side's links, notes and levels; `None` where neither has any, or where the line is older than these hashes.
    pub frames: Option<[Option<String>; 2]>,
}

/// What a line says of the links, notes and levels of a unit; nothing of one that has no counterpart.
fn frames(unit: &Unit) -> Option<[Option<String>; 2]> {
    let [Some(first), Some(second)] = &unit.sides else { return None };
    let frames = [first.frame.clone(), second.frame.clone()];
    frames.iter().any(Option::is_some).then_some(frames)
}

impl Line {
    /// The line of a unit as it is now.
    pub fn of(unit: &Unit) -> Self {
        let prints = |at: usize| unit.sides[at].as_ref().map(|text| diff::prints(&text.words)).unwrap_or_default();
        let hash = |at: usize| unit.sides[at].as_ref().map(|text| text.hash.clone());
        Self { hashes: [hash(0), hash(1)], prints: [prints(0), prints(1)], frames: frames(unit) }
    }

    /// Whether a side of a unit has the words that were accepted.
    pub(in crate::drift) fn has_words_of(&self, unit: &Unit, side: Side) -> bool {
        self.hashes[side.index()].as_deref() == unit.side(side).map(|text| text.hash.as_str())
    }

    /// Whether a unit has the links, notes and levels that were accepted.
    pub(in crate::drift) fn has_frames_of(&self, unit: &Unit) -> bool {
        self.frames == frames(unit)
    }

    /// `HASH HASH PRINTS PRINTS`, and the hashes of both frames where there are such.
    fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split(' ').collect();
        let (&[one, two, first, second], frames) = fields.split_first_chunk::<4>()?;
        let is_hash = |hash: &str| hash.len() == 10 && hash.bytes().all(|b| b.is_ascii_hexdigit());
        let is_prints =
            |p: &str| p.len().is_multiple_of(2) && p.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        let side = |hash: &str, prints: &str| match (hash, prints) {
            (NONE, NONE) => Some((None, String::new())),
            (hash, NONE) if is_hash(hash) => Some((Some(hash.to_owned()), String::new())),
            (hash, prints) if is_hash(hash) && is_prints(prints) => Some((Some(hash.to_owned()), prints.to_owned())),
            _ => None,
        };
        let ((one, first), (two, second)) = (side(one, first)?, side(two, second)?);
        let frame = |frame: &str| match frame {
            NONE => Some(None),
            frame => is_hash(frame).then(|| Some(frame.to_owned())),
        };
        let frames = match frames {
            [] => None,
            [NONE, NONE] => return None,
            [first, second] => Some([frame(first)?, frame(second)?]),
            _ => return None,
        };
        Some(Self { hashes: [one, two], prints: [first, second], frames })
    }

    fn text(&self) -> String {
        let or = |text: &str| if text.is_empty() { NONE.to_owned() } else { text.to_owned() };
        let hash = |hash: &Option<String>| hash.clone().unwrap_or_else(|| NONE.to_owned());
        let [one, two] = self.hashes.each_ref().map(hash);
        let frames = self.frames.iter().flatten().flat_map(|frame| [" ".to_owned(), hash(frame)]).collect::<String>();
        format!("{one} {two} {} {}{frames}", or(&self.prints[0]), or(&self.prints[1]))
    }
}

/// Everything that was accepted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lock {
    /// By the page's key, then by the tags of the pair, `ar en`.
    pub pages: BTreeMap<String, BTreeMap<String, Vec<Line>>>,
}

impl Lock {
    /// The lines of a page in two languages.
    pub fn lines(&self, key: &str, tags: &str) -> &[Line] {
        self.pages.get(key).and_then(|pairs| pairs.get(tags)).map_or(&[], Vec::as_slice)
    }

    /// The file.
    pub fn print(&self) -> String {
        let mut out = format!("{HEAD}version: {VERSION}\npages:");
        if self.pages.is_empty() {
            out.push_str(" {}");
        }
        out.push('\n');
        for (key, pairs) in self.pages.iter().filter(|(_, pairs)| pairs.values().any(|lines| !lines.is_empty())) {
            let _ = writeln!(out, "  {}:", quoted(key));
            for (tags, lines) in pairs.iter().filter(|(_, lines)| !lines.is_empty()) {
                let _ = writeln!(out, "    {tags}:");
                for line in lines {
                    let _ = writeln!(out, "    - {}", line.text());
                }
            }
        }
        out
    }
}

/// A YAML text in double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Reads the lock of a project; a project without one has accepted nothing. A lock that cannot be read is an error: building
/// on as if nothing had been accepted would tell readers nothing of what is stale.
pub fn read(tree: &SourceTree) -> Outcome<Lock> {
    let mut diags = Diagnostics::new();
    let mut lock = Lock::default();
    let Some(file) = tree.get(LOCK) else { return Outcome::new(lock, diags) };
    let whole = Span::new(file.id, 0, 0);
    let Some(text) = file.text() else {
        diags.push(crate::diag::codes::config::not_utf8(whole, LOCK));
        return Outcome::new(lock, diags);
    };
    // Report an unfinished merge as such.
    if let Some(at) = ["<<<<<<< ", "======="].iter().find_map(|mark| conflict(text, mark)) {
        diags.push(codes::lock_conflict(Span::new(file.id, at, at + 7)));
        return Outcome::new(lock, diags);
    }
    if let Some(yaml) = parse(file, 0..text.len(), &mut diags).whole() {
        pages(&yaml, &mut lock, &mut diags);
    }
    Outcome::new(lock, diags)
}

/// Where a line begins with a mark.
fn conflict(text: &str, mark: &str) -> Option<usize> {
    if text.starts_with(mark) { Some(0) } else { text.find(&format!("\n{mark}")).map(|at| at + 1) }
}

fn pages(yaml: &Yaml<'_>, lock: &mut Lock, diags: &mut Diagnostics) {
    let Some(mut fields) = Fields::of(yaml, yaml.root(), "bayan.lock", diags) else { return };
    let version = fields.int("version", diags);
    let pages = fields.take("pages");
    if version.is_some_and(|v| v != VERSION) {
        diags.push(codes::lock_version(fields.key_span("version").unwrap_or_else(|| yaml.span(yaml.root()))));
        return;
    }
    fields.finish(diags);
    let Some(pages) = pages.and_then(|node| Fields::of(yaml, node, "`pages`", diags)) else { return };
    for (key, _, node) in pages.entries() {
        let Some(pairs) = Fields::of(yaml, node, phrase!("a page of bayan.lock"), diags) else { continue };
        for (tags, _, node) in pairs.entries() {
            let lines = lines(yaml, node, diags);
            lock.pages.entry(key.to_owned()).or_default().insert(tags.to_owned(), lines);
        }
    }
}

fn lines(yaml: &Yaml<'_>, node: &Node, diags: &mut Diagnostics) -> Vec<Line> {
    let Value::List(items) = &node.value else {
        diags.push(codes::lock_line(yaml.span(node)));
        return Vec::new();
    };
    let mut lines = Vec::with_capacity(items.len());
    for item in items {
        let line = match &item.value {
            Value::Text(text) => Line::parse(text),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => None,
        };
        match line {
            Some(line) => lines.push(line),
            None => diags.push(codes::lock_line(yaml.span(item))),
        }
    }
    lines
}
