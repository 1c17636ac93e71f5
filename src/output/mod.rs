//! Ground: what a build makes, as a map from path to bytes. Paths cannot leave the output folder by construction.

#[expect(clippy::disallowed_methods, reason = "how every file is written")]
pub mod atomic;
#[expect(clippy::disallowed_methods, reason = "a door of its own: the cache of a project")]
pub mod cache;
pub mod contents;
#[expect(clippy::disallowed_methods, reason = "a door of its own: files that are not there yet")]
pub mod create;
pub mod hash;
#[expect(clippy::disallowed_methods, reason = "a door of its own: the lock, and sources that are mended")]
pub mod sources;
#[expect(clippy::disallowed_methods, reason = "opens a folder to lock it")]
pub mod turn;
#[expect(clippy::disallowed_methods, reason = "the writing door")]
pub mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use contents::Contents;

/// A path below the output folder: parts joined by `/`, none of them empty, `.`, `..`, hidden, or holding what some file
/// system refuses. Hidden are neither `.well-known/` nor `.nojekyll`, which hosts look for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OutPath(String);

impl OutPath {
    /// The path, if it is one.
    pub fn new(path: &str) -> Option<Self> {
        // What servers and certificate authorities ask for (RFC 8615), and what keeps a host from changing the files.
        let visible = path.strip_prefix(".well-known/").unwrap_or(path);
        let is_hidden = path != ".nojekyll" && visible.split('/').any(|part| part.starts_with('.'));
        let fine = |part: &str| {
            !part.is_empty() && part.len() <= 255 && !part.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c))
        };
        (path.len() <= 2_000 && !is_hidden && path.split('/').all(fine)).then(|| Self(path.to_owned()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Everything a build makes. A copy costs next to nothing, and one with a few other files no more than those.
#[derive(Clone, Debug, Default)]
pub struct OutputSet {
    files: Arc<BTreeMap<OutPath, Contents>>,
    /// What stands in the place of some of `files`.
    edited: BTreeMap<OutPath, Contents>,
}

/// So many files stand beside the others before they are put among them.
const MOST_EDITED: usize = 256;

impl OutputSet {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. The paths of a resolved site are distinct, so nothing is ever replaced; `false` if it would be.
    pub fn insert(&mut self, path: OutPath, bytes: impl Into<Contents>) -> bool {
        self.edited.remove(&path);
        Arc::make_mut(&mut self.files).insert(path, bytes.into()).is_none()
    }

    /// The same files, some of them with other contents; `None` if there is no file at one of the paths.
    pub fn with(&self, changed: impl IntoIterator<Item = (OutPath, Contents)>) -> Option<Self> {
        let mut next = self.clone();
        for (path, contents) in changed {
            if !next.files.contains_key(&path) {
                return None;
            }
            next.edited.insert(path, contents);
        }
        if next.edited.len() > MOST_EDITED {
            Arc::make_mut(&mut next.files).extend(std::mem::take(&mut next.edited));
        }
        Some(next)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&OutPath, &Contents)> {
        self.files.iter().map(|(path, contents)| (path, self.edited.get(path).unwrap_or(contents)))
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Contents> {
        self.entry(path).map(|(_, contents)| contents)
    }

    /// The file at a path, with the path as it is kept.
    pub fn entry(&self, path: &str) -> Option<(&OutPath, &Contents)> {
        let path = OutPath::new(path)?;
        self.edited.get_key_value(&path).or_else(|| self.files.get_key_value(&path))
    }

    /// A file at whose path there would have to be a folder as well.
    pub fn clash(&self) -> Option<&OutPath> {
        let is_folder = |path: &&OutPath| {
            let inside = OutPath(format!("{}/", path.0));
            self.files.range(&inside..).next().is_some_and(|(next, _)| next.0.starts_with(&inside.0))
        };
        self.files.keys().find(is_folder)
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::OutPath;

    #[test]
    fn no_path_leaves_the_folder() {
        for bad in [
            "",
            "/x",
            "../x",
            "a/../b",
            "a//b",
            "a/./b",
            ".git/x",
            ".well-known",
            ".well-known/.x",
            ".well-known/../x",
            "a/.well-known/x",
            "a/.nojekyll",
            "a\\b",
            "c:x",
            "a/\0",
            "x/",
        ] {
            assert!(OutPath::new(bad).is_none(), "{bad}");
        }
        for good in ["ar/إحاطة/index.html", ".nojekyll", ".well-known/security.txt"] {
            assert!(OutPath::new(good).is_some(), "{good}");
        }
    }
}
