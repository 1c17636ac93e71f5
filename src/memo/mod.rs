//! Results of earlier work by a hash of everything they were made from.
//!
//! A memo never decides what is made, only whether it is made again: an empty one gives the same bytes, later.
//! The key must cover every input of the value.

#[expect(clippy::disallowed_methods, reason = "the door to the cache")]
pub mod disk;
pub mod key;
#[expect(clippy::disallowed_methods, reason = "the same")]
pub mod scratch;

use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::output::contents::Contents;
use key::{Key, KeyBuilder};
use scratch::Scratch;

/// Results of one kind. Shared between threads; two that make the same thing at once make it twice, and equally.
#[derive(Debug)]
pub struct CacheTable<T> {
    inner: Mutex<Inner<T>>,
}

/// Asked for one key at a time; what leaves a table is sorted.
#[expect(clippy::disallowed_types, reason = "a build asks for some ten thousand, and its order is seen by nobody")]
type Entries<T> = std::collections::HashMap<Key, Entry<T>, BuildHasherDefault<KeyHasher>>;

#[derive(Debug)]
struct Inner<T> {
    entries: Entries<T>,
    /// The number of the run.
    run: u64,
    /// Whether an entry came or went since [`CacheTable::fill`].
    changed: bool,
}

#[derive(Debug)]
struct Entry<T> {
    value: T,
    /// The last run that asked for it.
    used: u64,
}

/// A key is a hash already: a part of it finds its place.
#[derive(Debug, Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "half of a hash is one")]
    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Runs that an entry outlives its last use: an edit that is undone finds the page as it was.
const PATIENCE: u64 = 4;

impl<T> Default for CacheTable<T> {
    fn default() -> Self {
        Self { inner: Mutex::new(Inner { entries: Entries::default(), run: 0, changed: false }) }
    }
}

impl<T: Clone> CacheTable<T> {
    /// What was made from this, if it is still here.
    pub fn get(&self, key: Key) -> Option<T> {
        let mut inner = self.lock();
        let run = inner.run;
        let entry = inner.entries.get_mut(&key)?;
        entry.used = run;
        Some(entry.value.clone())
    }

    /// Keeps what was made.
    pub fn put(&self, key: Key, value: T) {
        let mut inner = self.lock();
        let used = inner.run;
        inner.entries.insert(key, Entry { value, used });
        inner.changed = true;
    }

    /// What was made from this, or what `make` makes now. The table is free meanwhile.
    pub fn get_or(&self, key: Key, make: impl FnOnce() -> T) -> T {
        self.get(key).unwrap_or_else(|| {
            let value = make();
            self.put(key, value.clone());
            value
        })
    }

    /// Ends a run: what no recent run asked for goes.
    pub fn end_run(&self) {
        let mut inner = self.lock();
        let oldest = inner.run.saturating_sub(PATIENCE);
        let before = inner.entries.len();
        inner.entries.retain(|_, entry| entry.used >= oldest);
        inner.changed |= inner.entries.len() != before;
        inner.run += 1;
    }

    /// Puts in what an earlier process kept.
    pub fn fill(&self, entries: impl IntoIterator<Item = (Key, T)>) {
        let mut inner = self.lock();
        let used = inner.run;
        inner.entries.extend(entries.into_iter().map(|(key, value)| (key, Entry { value, used })));
    }

    /// What this run used, for a later process, in the order of the keys; `None` if that is exactly what the table was filled with.
    pub fn used(&self) -> Option<Vec<(Key, T)>> {
        let inner = self.lock();
        let stale = inner.entries.values().any(|e| e.used < inner.run);
        if !inner.changed && !stale {
            return None;
        }
        let used = inner.entries.iter().filter(|(_, e)| e.used == inner.run);
        let mut all: Vec<(Key, T)> = used.map(|(key, e)| (*key, e.value.clone())).collect();
        all.sort_unstable_by_key(|(key, _)| *key);
        Some(all)
    }

    /// The keys of what this run used.
    pub fn recent(&self) -> Vec<Key> {
        let inner = self.lock();
        inner.entries.iter().filter(|(_, entry)| entry.used == inner.run).map(|(key, _)| *key).collect()
    }

    /// Nobody panics while holding the lock; should it happen, the map is whole all the same.
    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What writers of pages keep.
#[derive(Debug, Default)]
pub struct Pages {
    /// Minified pages, by template and view.
    pub html: CacheTable<Contents>,
    /// The key in `html` of a page, by what its view is made from: the view itself need not be made then.
    pub views: CacheTable<Key>,
    /// Highlighted code, by language and text.
    pub code: CacheTable<Arc<str>>,
    /// Feeds, by the pages in them.
    pub feeds: CacheTable<Arc<str>>,
    /// Sitemaps, by [`PageKeys::frame`].
    pub sitemaps: CacheTable<Sitemaps>,
    /// The search of each language, with the key of what it was made from: only the last one, which is as large as the site's texts.
    pub searches: CacheTable<(Key, SearchFiles)>,
    /// Where what is made waits for the end of the run.
    pub scratch: Option<Scratch>,
}

impl Pages {
    /// A file that was made, where it takes the least memory.
    pub fn held(&self, bytes: Vec<u8>) -> Contents {
        match &self.scratch {
            Some(scratch) => scratch.held(bytes),
            None => bytes.into(),
        }
    }

    /// The search of a language, as it was made from this, or as `make` makes it now.
    pub fn search(&self, language: &str, key: Key, make: impl FnOnce() -> SearchFiles) -> SearchFiles {
        let place = KeyBuilder::of("language").text(language).key();
        if let Some((_, files)) = self.searches.get(place).filter(|(own, _)| *own == key) {
            return files;
        }
        let SearchFiles { table, manifest, files } = make();
        let held = |(path, file): &(String, Contents)| {
            (path.clone(), file.here().map_or_else(|| file.clone(), |bytes| self.held(bytes.to_vec())))
        };
        let files = SearchFiles { table, manifest, files: files.iter().map(held).collect() };
        self.searches.put(place, (key, files.clone()));
        files
    }
}

/// What the search of a language loads.
#[derive(Clone, Debug)]
pub struct SearchFiles {
    /// The name of the table of its words.
    pub table: String,
    /// The name of the file that names the others.
    pub manifest: String,
    /// The files, by their path below the output folder.
    pub files: Arc<[(String, Contents)]>,
}

/// The files of a sitemap with their paths.
pub type Sitemaps = Arc<[(String, Arc<str>)]>;

/// What a document is read from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DocumentKeys {
    /// Its front matter, which other pages can see.
    pub head: Key,
    /// All of it.
    pub whole: Key,
}

/// What the pages of a site are made from.
#[derive(Clone, Debug)]
pub struct PageKeys {
    /// All that pages show of each other: equal if no page came, went, or changed outside of its text.
    pub frame: Key,
    /// The chapters that nobody wrote, which are made from the ledger and from what all texts use of it.
    pub made: Key,
    /// Each page with all that it is made from, in the order of the site.
    pub pages: Vec<Key>,
}

#[cfg(test)]
mod tests {
    use super::key::KeyBuilder;
    use super::{CacheTable, PATIENCE};

    #[test]
    fn what_nobody_asks_for_goes() {
        let shelf = CacheTable::default();
        let key = |text: &str| KeyBuilder::of("test").text(text).key();
        assert_eq!(shelf.get_or(key("a"), || 1), 1);
        assert_eq!(shelf.get_or(key("b"), || 2), 2);
        assert_eq!(shelf.get_or(key("a"), || 3), 1, "made once");
        for _ in 0..=PATIENCE + 1 {
            assert_eq!(shelf.get(key("a")), Some(1));
            shelf.end_run();
        }
        assert_eq!((shelf.get(key("a")), shelf.get(key("b"))), (Some(1), None));
    }

    #[test]
    fn only_changes_are_worth_writing() {
        let shelf = CacheTable::default();
        let key = |text: &str| KeyBuilder::of("test").text(text).key();
        shelf.fill([(key("a"), 1), (key("b"), 2)]);
        shelf.end_run();
        let _ = (shelf.get(key("a")), shelf.get(key("b")));
        assert_eq!(shelf.used(), None);
        shelf.end_run();
        let _ = shelf.get(key("a"));
        assert_eq!(shelf.used(), Some(vec![(key("a"), 1)]));
    }
}
