//! Cache keys for one build of a source tree.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::diag::{Diagnostics, Outcome};
use crate::locale::Locales;
use crate::memo::DocumentKeys;
use crate::memo::key::{Key, KeyBuilder};
use crate::output::contents::{Contents, Original};
use crate::site::place::CONTENT;
use crate::source::walk::CONFIG;
use crate::source::{Content, FileId, SourceFile, SourceTree, names};

use super::Request;
use super::digests::Sum;
use super::memo::Memo;

/// Endings of files below the content that pages are made from without showing them.
const DATA: [&str; 4] = ["yaml", "yml", "json", "csv"];

/// A run, with the hash of every file.
#[derive(Debug)]
pub(in crate::pipeline) struct CacheKeys {
    pub memo: Arc<Memo>,
    /// What the configuration is read from.
    pub config: Key,
    themes: Key,
    outside: Key,
    digests: BTreeMap<FileId, Sum>,
    /// What documents are read from, in the order of the tree's files.
    documents: Vec<DocumentKeys>,
    /// Files that could not be read.
    pub unread: Diagnostics,
}

impl CacheKeys {
    pub fn new(tree: &SourceTree, request: &Request, memo: Arc<Memo>) -> Self {
        let Outcome { value: digests, diags: unread } = memo.digests.of(tree);
        let whole = |parts: KeyBuilder, f: &SourceFile| parts.text(&f.path).and(digests[&f.id].whole);
        let overrides = KeyBuilder::of("config").maybe(request.overrides.base_url.as_deref());
        let config = tree.get(CONFIG).into_iter().fold(overrides, whole).key();
        let themes = tree.in_folder("themes").fold(KeyBuilder::of("themes"), whole).key();
        let history = tree.history().map(|text| &**text);
        let outside = |parts: KeyBuilder, f: &SourceFile| parts.text(&f.path).and(digests[&f.id].outside);
        let outside = tree.files().iter().fold(KeyBuilder::of("outside").and(config).and(themes).maybe(history), outside).key();
        let document = |file: &SourceFile| {
            let Sum { whole, outside } = digests[&file.id];
            let whole = KeyBuilder::of("document").and(config).text(&file.path).and(whole).key();
            DocumentKeys { head: outside, whole }
        };
        let documents = tree.files().par_iter().map(document).collect();
        Self { memo, config, themes, outside, digests, documents, unread }
    }

    /// Everything that a theme is made from: its files, and what the configuration says of the languages.
    pub fn theme(&self, name: &str, locales: &Locales) -> Key {
        KeyBuilder::of("theme").and(self.themes).text(name).text(&format!("{:?}", locales.specs())).key()
    }

    /// Everything that was read but the texts of pages.
    pub fn outside(&self) -> Key {
        self.outside
    }

    /// Everything that was read but pages and the files that are published beside them: configuration, themes, ledgers, data of
    /// figures, what reviewers accepted.
    pub fn data(&self, tree: &SourceTree) -> Key {
        let is_data = |file: &&SourceFile| {
            let ending = file.path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
            !file.path.starts_with(CONTENT) || ending.is_some_and(|ending| DATA.contains(&ending.as_str()))
        };
        let one = |parts: KeyBuilder, file: &SourceFile| parts.text(&file.path).and(self.digests[&file.id].whole);
        let parts = KeyBuilder::of("data").and(self.config).and(self.themes).maybe(tree.history().map(|text| &**text));
        tree.files().iter().filter(is_data).fold(parts, one).key()
    }

    /// What a document is read from; `None` for one that nobody wrote, which has the path of no file.
    pub fn document(&self, tree: &SourceTree, document: &Document) -> Option<DocumentKeys> {
        let at = tree.index(document.span.file).filter(|at| tree.files()[*at].path == document.path)?;
        Some(self.documents[at])
    }

    /// A file that is copied as it is.
    pub fn copied(&self, file: &SourceFile) -> Contents {
        match &file.content {
            Content::Text(text) => Contents::from(text.as_bytes()),
            Content::Binary(bytes) => Contents::from(Arc::clone(bytes)),
            Content::Stored(stored) => {
                let sum = self.digests[&file.id].whole.sum();
                Contents::Copied(Original { file: Arc::clone(stored), sum })
            }
        }
    }

    /// Everything that the document of a file of the tree is made from.
    pub fn read(&self, tree: &SourceTree, file: &SourceFile) -> Option<Key> {
        Some(self.documents[tree.index(file.id)?].whole)
    }

    /// All bytes of a file.
    pub fn file(&self, file: &SourceFile) -> Key {
        self.bytes(file.id)
    }

    /// All bytes of the file of an id of the tree.
    pub fn bytes(&self, id: FileId) -> Key {
        self.digests[&id].whole
    }

    /// Everything that the ledgers are made from: the data files below the content.
    pub fn ledgers(&self, tree: &SourceTree) -> Key {
        let parts = KeyBuilder::of("ledgers").and(self.config);
        let data = tree.in_folder(CONTENT).filter(|file| names::is_yaml(&file.path));
        let one = |parts: KeyBuilder, file: &SourceFile| parts.text(&file.path).and(self.digests[&file.id].whole);
        data.fold(parts, one).key()
    }
}
