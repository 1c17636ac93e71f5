//! Answers -> what the protocol has for them. Bytes of a text become lines and columns here, and nowhere else.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::answers::{Change, Place, TextEdit};
use crate::diag::{Diagnostic, Severity};
use crate::message::Tongue;
use crate::source::{LineIndex, SourceTree, Span, Unit};

use super::protocol::{Position, Range};
use super::uri;

/// Lines and columns of the files of a project.
pub struct Positions<'t> {
    tree: &'t SourceTree,
    root: &'t Path,
    unit: Unit,
    /// The addresses under which an editor has opened files, by path.
    open: &'t BTreeMap<String, String>,
    lines: BTreeMap<String, LineIndex<'t>>,
}

impl<'t> Positions<'t> {
    /// Positions in the files of a project.
    pub fn new(tree: &'t SourceTree, root: &'t Path, unit: Unit, open: &'t BTreeMap<String, String>) -> Self {
        Self { tree, root, unit, open, lines: BTreeMap::new() }
    }

    fn lines(&mut self, path: &str) -> &LineIndex<'t> {
        let tree = self.tree;
        let text = || tree.get(path).and_then(|file| file.text()).unwrap_or_default();
        self.lines.entry(path.to_owned()).or_insert_with(|| LineIndex::new(text()))
    }

    /// The byte of a position.
    pub fn byte(&mut self, path: &str, position: Position) -> usize {
        let unit = self.unit;
        self.lines(path).byte(position.line as usize, position.character as usize, unit)
    }

    /// The bytes of a range.
    pub fn bytes(&mut self, path: &str, range: Range) -> std::ops::Range<usize> {
        let start = self.byte(path, range.start);
        start..self.byte(path, range.end).max(start)
    }

    fn position(&mut self, path: &str, at: usize) -> Value {
        let unit = self.unit;
        let (line, character) = self.lines(path).position(at, unit);
        json!({ "line": line, "character": character })
    }

    /// A range of bytes.
    pub fn range(&mut self, path: &str, range: &std::ops::Range<usize>) -> Value {
        json!({ "start": self.position(path, range.start), "end": self.position(path, range.end) })
    }

    /// The address of a file: as the editor has opened it, if it has.
    pub fn uri(&self, path: &str) -> String {
        self.open.get(path).cloned().unwrap_or_else(|| uri::of(&self.root.join(path)))
    }

    /// A place.
    pub fn location(&mut self, place: &Place) -> Value {
        json!({ "uri": self.uri(&place.path), "range": self.range(&place.path, &place.range) })
    }

    fn span(&mut self, span: Span) -> Option<(String, Value)> {
        let path = self.tree.files()[self.tree.index(span.file)?].path.clone();
        let range = self.range(&path, &span.range());
        Some((path, range))
    }

    /// A problem.
    pub fn problem(&mut self, problem: &Diagnostic, tongue: &dyn Tongue) -> Value {
        let nowhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
        let range = problem.span.and_then(|span| self.span(span)).map_or(nowhere, |(_, range)| range);
        let message = match &problem.help {
            Some(help) => format!("{}\n{}", tongue.sentence(&problem.message), tongue.sentence(help)),
            None => tongue.sentence(&problem.message),
        };
        let mut related = Vec::new();
        for (span, why) in &problem.related {
            if let Some((path, range)) = self.span(*span) {
                related.push(json!({ "location": { "uri": self.uri(&path), "range": range }, "message": tongue.sentence(why) }));
            }
        }
        let severity = if problem.severity == Severity::Error { 1 } else { 2 };
        let mut told =
            json!({ "range": range, "severity": severity, "code": problem.code, "source": "bayan", "message": message });
        if !related.is_empty() {
            told["relatedInformation"] = Value::Array(related);
        }
        told
    }

    /// An edit of a file that is known.
    pub fn edit(&mut self, edit: &TextEdit) -> Value {
        json!({ "range": self.range(&edit.path, &edit.range), "newText": edit.text })
    }

    /// What is to change; `takes_list` says that the editor takes it in the order of a list.
    pub fn change(&mut self, change: &Change, takes_list: bool) -> Value {
        let mut by_file: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for edit in &change.edits {
            let own = self.edit(edit);
            by_file.entry(&edit.path).or_default().push(own);
        }
        if !takes_list {
            let edits: Map<String, Value> = by_file.into_iter().map(|(path, edits)| (self.uri(path), edits.into())).collect();
            return json!({ "changes": edits });
        }
        let mut list = Vec::new();
        for (path, text) in &change.files {
            let uri = uri::of(&self.root.join(path));
            let start = json!({ "line": 0, "character": 0 });
            list.push(json!({ "kind": "create", "uri": uri, "options": { "overwrite": false } }));
            list.push(json!({
                "textDocument": { "uri": uri, "version": null },
                "edits": [{ "range": { "start": start, "end": start }, "newText": text }],
            }));
        }
        for (path, edits) in by_file {
            list.push(json!({ "textDocument": { "uri": self.uri(path), "version": null }, "edits": edits }));
        }
        json!({ "documentChanges": list })
    }
}
