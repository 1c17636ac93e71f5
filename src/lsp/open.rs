//! The texts that an editor has open, and the projects that they belong to: each file to the nearest project around it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::pipeline::Request;
use crate::source::{Unit, walk};

use super::buffer::Buffer;
use super::project::Project;
use super::protocol::Changed;
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
        let Some(text) = self.texts.get(uri) else { return };
        let mut buffer = Buffer::new(text, self.unit);
        for change in &changed.content_changes {
            match change.range {
                None => buffer = Buffer::new(&change.text, self.unit),
                Some(range) => buffer.replace(range, &change.text),
            }
        }
        self.set(uri, buffer.text());
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
