//! The texts that an editor has open, and the projects that they belong to: each file to the nearest project around it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::pipeline::Request;
use crate::source::{LineIndex, Unit, walk};

use super::project::Project;
use super::protocol::{Changed, ContentChange, Position};
use super::uri;

/// What is open.
pub struct Open<'s> {
    /// The folder of the one project, where somebody has said it.
    pub root: Option<&'s Path>,
    /// What is asked of every project.
    pub request: &'s Request,
    /// What columns are counted in.
    pub unit: Unit,
    /// Projects by their folders.
    pub projects: BTreeMap<PathBuf, Project>,
    /// Texts by address.
    texts: BTreeMap<String, String>,
    /// When the first change came of which nothing was told yet.
    pub first: Option<Instant>,
    /// What could not be read, until somebody is told.
    pub failed: Vec<String>,
}

impl<'s> Open<'s> {
    /// Nothing yet.
    pub fn new(root: Option<&'s Path>, request: &'s Request, unit: Unit) -> Self {
        let (projects, texts) = (BTreeMap::new(), BTreeMap::new());
        Self { root, request, unit, projects, texts, first: None, failed: Vec::new() }
    }

    /// The folder of the project that a file belongs to, read if it is not yet.
    pub fn root_of(&mut self, file: &Path) -> Option<PathBuf> {
        let root = match self.root {
            Some(root) => std::path::absolute(root).ok()?,
            None => walk::project(file.parent()?)?.to_owned(),
        };
        if !self.projects.contains_key(&root) {
            match Project::load(&root, self.request, self.projects.values().next()) {
                Ok(mut project) => {
                    for (uri, text) in &self.texts {
                        if let Some(path) = uri::path(uri).and_then(|file| project.path(&file)) {
                            project.set(&path, uri, text.clone());
                        }
                    }
                    self.projects.insert(root.clone(), project);
                    self.first.get_or_insert_with(Instant::now);
                }
                Err(error) => {
                    self.failed.push(error.to_string());
                    return None;
                }
            }
        }
        Some(root)
    }

    /// The project of a text and its path there; `None` for what belongs to none.
    pub fn find(&mut self, uri: &str) -> Option<(PathBuf, String)> {
        let file = uri::path(uri)?;
        let root = self.root_of(&file)?;
        let path = self.projects.get(&root)?.path(&file)?;
        Some((root, path))
    }

    /// A text as it stands in the editor now.
    pub fn set(&mut self, uri: &str, text: String) {
        self.texts.insert(uri.to_owned(), text.clone());
        if let Some((root, path)) = self.find(uri)
            && let Some(project) = self.projects.get_mut(&root)
        {
            project.set(&path, uri, text);
            self.first.get_or_insert_with(Instant::now);
        }
    }

    /// A text that was changed in places.
    pub fn change(&mut self, changed: &Changed) {
        let uri = &changed.text_document.uri;
        let Some(mut text) = self.texts.get(uri).cloned() else { return };
        let pieces = &changed.content_changes;
        let key = |at: Position| (at.line, at.character);
        let is_before = |pair: &[ContentChange]| match pair {
            [ContentChange { range: Some(first), .. }, ContentChange { range: Some(second), .. }] => {
                key(second.end) <= key(first.start)
            }
            _ => false,
        };
        // From the last to the first, as editors replace all, no change moves the place of one that follows: lines are counted once.
        if pieces.len() > 1 && pieces.windows(2).all(is_before) {
            let lines = LineIndex::new(&text);
            let byte = |at: Position| lines.byte(at.line as usize, at.character as usize, self.unit);
            let ranges: Vec<_> =
                pieces.iter().filter_map(|piece| piece.range).map(|range| (byte(range.start), byte(range.end))).collect();
            for (piece, (start, end)) in pieces.iter().zip(ranges) {
                text.replace_range(start..end.max(start), &piece.text);
            }
            return self.set(uri, text);
        }
        for change in pieces {
            match change.range {
                None => text.clone_from(&change.text),
                Some(range) => {
                    let lines = LineIndex::new(&text);
                    let byte = |at: Position| lines.byte(at.line as usize, at.character as usize, self.unit);
                    let (start, end) = (byte(range.start), byte(range.end));
                    let end = end.max(start);
                    text.replace_range(start..end, &change.text);
                }
            }
        }
        self.set(uri, text);
    }

    /// Reads a project again.
    pub fn reload(&mut self, root: &Path) {
        let Some(project) = self.projects.get_mut(root) else { return };
        match project.reload() {
            Ok(()) => {
                self.first.get_or_insert_with(Instant::now);
            }
            Err(error) => self.failed.push(error.to_string()),
        }
    }

    /// The editor has closed a text: what is on the disk holds again.
    pub fn close(&mut self, uri: &str) {
        self.texts.remove(uri);
        if let Some((root, path)) = self.find(uri)
            && let Some(project) = self.projects.get_mut(&root)
        {
            project.close(&path);
            self.reload(&root);
        }
    }

    /// Reads all projects again.
    pub fn reload_all(&mut self) {
        let roots: Vec<PathBuf> = self.projects.keys().cloned().collect();
        for root in &roots {
            self.reload(root);
        }
    }
}
