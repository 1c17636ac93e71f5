//! Cache keys for one build of a source tree.

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
    /// The files.
    tree: SourceTree,
    themes: Key,
    outside: Key,
    linkable: Key,
    data: Key,
    ledgers: Key,
    /// In the order of the tree's files.
    digests: Vec<Sum>,
    /// What documents are read from, in the same order.
    documents: Vec<DocumentKeys>,
    /// Files that could not be read.
    pub unread: Diagnostics,
}

impl CacheKeys {
    pub fn new(tree: &SourceTree, request: &Request, memo: Arc<Memo>) -> Self {
        let Outcome { value: digests, diags: unread } = memo.digests.of(tree);
        let of = |file: &SourceFile| digests[tree.index(file.id).expect("a file of the tree")];
        let whole = |parts: KeyBuilder, f: &SourceFile| parts.text(&f.path).and(of(f).whole);
        let overrides = KeyBuilder::of("config").maybe(request.overrides.base_url.as_deref());
        let config = tree.get(CONFIG).into_iter().fold(overrides, whole).key();
        let themes = tree.in_folder("themes").fold(KeyBuilder::of("themes"), whole).key();
        let history = tree.history().map(|text| &**text);
        let files = || tree.files().iter().zip(&digests);
        let outside = KeyBuilder::of("outside").and(config).and(themes).maybe(history);
        let outside = files().fold(outside, |parts, (file, sum)| parts.text(&file.path).and(sum.outside)).key();
        let linkable = KeyBuilder::of("linkable").and(config).and(themes).maybe(history);
        let linkable = files().fold(linkable, |parts, (file, sum)| {
            let parts = parts.text(&file.path);
            if is_page(&file.path) { parts } else { parts.and(sum.outside) }
        });
        let linkable = linkable.key();
        let data = KeyBuilder::of("data").and(config).and(themes).maybe(history);
        let data = tree.files().iter().filter(|file| is_data(&file.path)).fold(data, whole).key();
        let ledgers = tree.in_folder(CONTENT).filter(|file| names::is_yaml(&file.path));
        let ledgers = ledgers.fold(KeyBuilder::of("ledgers").and(config), whole).key();
        let documents = tree.files().par_iter().zip(&digests).map(|(file, sum)| document(config, file, *sum)).collect();
        let tree = tree.clone();
        Self { memo, config, tree, themes, outside, linkable, data, ledgers, digests, documents, unread }
    }

    /// The keys of a tree of the same files, some of them with other texts; `None` where more has changed than texts of pages, behind
    /// their heads.
    pub fn after(&self, tree: &SourceTree) -> Option<Self> {
        let (before, files) = (self.tree.files(), tree.files());
        let is_same_tree = before.len() == files.len() && self.tree.is_beside_same(tree) && self.unread.is_empty();
        let changed = || before.iter().zip(files).enumerate().filter(|(_, (old, new))| !old.content.ptr_eq(&new.content));
        if !is_same_tree || changed().any(|(_, (old, new))| old.id != new.id || !is_page(&new.path)) {
            return None;
        }
        let (mut digests, mut documents) = (self.digests.clone(), self.documents.clone());
        for (at, (_, file)) in changed() {
            let sum = self.memo.digests.again(file).ok()?;
            if sum.outside != digests[at].outside {
                return None;
            }
            (digests[at], documents[at]) = (sum, document(self.config, file, sum));
        }
        let Self { config, themes, outside, linkable, data, ledgers, .. } = *self;
        let (memo, tree, unread) = (Arc::clone(&self.memo), tree.clone(), Diagnostics::new());
        Some(Self { memo, config, tree, themes, outside, linkable, data, ledgers, digests, documents, unread })
    }

    /// The files whose texts are others than in an earlier run of the same memo; `None` where anything else has changed since.
    pub fn edited_since(&self, before: &Self) -> Option<Vec<&SourceFile>> {
        let is_same = self.outside == before.outside && self.documents.len() == before.documents.len();
        let pairs = self.documents.iter().zip(&before.documents).zip(self.tree.files());
        is_same.then(|| pairs.filter(|((own, old), _)| own != old).map(|(_, file)| file).collect())
    }

    /// Everything that a theme is made from: its files, and what the configuration says of the languages.
    pub fn theme(&self, name: &str, locales: &Locales) -> Key {
        KeyBuilder::of("theme").and(self.themes).text(name).text(&format!("{:?}", locales.specs())).key()
    }

    /// Everything that was read but the texts of pages.
    pub fn outside(&self) -> Key {
        self.outside
    }

    /// Everything that was read but pages, of which only the paths count.
    pub fn linkable(&self) -> Key {
        self.linkable
    }

    /// Everything that was read but pages and the files that are published beside them: configuration, themes, ledgers, data of
    /// figures, what reviewers accepted.
    pub fn data(&self) -> Key {
        self.data
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
                let sum = self.bytes(file.id).sum();
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
        self.digests[self.tree.index(id).expect("a file of the tree")].whole
    }

    /// Everything that the ledgers are made from: the data files below the content.
    pub fn ledgers(&self) -> Key {
        self.ledgers
    }
}

/// Whether a file is a page: of one, others see nothing but its head.
fn is_page(path: &str) -> bool {
    path.starts_with(CONTENT) && names::page_stem(path).is_some()
}

/// Whether pages are made from a file without showing it.
fn is_data(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !path.starts_with(CONTENT) || ending.is_some_and(|ending| DATA.contains(&ending.as_str()))
}

/// What the document of a file is read from.
fn document(config: Key, file: &SourceFile, Sum { whole, outside }: Sum) -> DocumentKeys {
    let whole = KeyBuilder::of("document").and(config).text(&file.path).and(whole).key();
    DocumentKeys { head: outside, whole }
}
