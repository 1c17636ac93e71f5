//! A name that does not exist -> the one that was probably meant, for links of all kinds. The names of each kind are prepared when
//! the first wrong one comes, once for the whole site.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::ast::Document;
use crate::diag::names::Names;
use crate::source::{SourceTree, names};

/// What links may have meant.
#[derive(Default)]
pub(in crate::site) struct Suggestions {
    /// Pages by their path below `content/`.
    pub pages: OnceLock<Names>,
    /// Pages by their path from the root of the site.
    pub addresses: OnceLock<Names>,
    /// The files of a folder, by their whole paths.
    folders: Prepared,
    /// The headings of a document, by its path.
    anchors: Prepared,
}

impl Suggestions {
    /// The names of the files of a folder that are published, and of its pages.
    pub fn files(&self, tree: &SourceTree, folder: &str) -> Arc<Names> {
        self.folders.of(folder, || {
            let is_shown = |path: &str| {
                let rest = path.split_once('/').map_or(path, |(_, rest)| rest);
                names::is_copied(rest) || names::page_stem(rest).is_some()
            };
            tree.in_folder(folder).map(|file| file.path.as_str()).filter(|path| is_shown(path)).collect()
        })
    }

    /// The names of a document's headings.
    pub fn anchors(&self, document: &Document) -> Arc<Names> {
        self.anchors.of(&document.path, || document.anchors.keys().map(|anchor| anchor.0.as_str()).collect())
    }
}

/// Names by what they belong to, each prepared once.
#[derive(Default)]
struct Prepared(Mutex<BTreeMap<String, Arc<Names>>>);

impl Prepared {
    fn of(&self, key: &str, make: impl FnOnce() -> Names) -> Arc<Names> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(names) = known.get(key) {
            return Arc::clone(names);
        }
        let names = Arc::new(make());
        known.insert(key.to_owned(), Arc::clone(&names));
        names
    }
}
