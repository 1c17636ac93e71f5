//! What runs keep for each other: in memory while serving, on disk between builds.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use crate::ast::Document;
use crate::config::Config;
use crate::diag::{Diagnostics, Outcome};
use crate::ledger::Ledgers;
use crate::memo::disk::{Disk, decoded, encoded};
use crate::memo::key::{Key, KeyBuilder};
use crate::memo::{CacheTable, Pages, SearchFiles};
use crate::output::contents::{CacheSlice, Contents};
use crate::picture::develop::Developed;
use crate::site::linked::Linked;
use crate::site::picture::Seen;
use crate::theme::Theme;

use super::digests::Digests;

/// A phase's result, problems included: they are told in every run.
pub type Cached<T> = Arc<Outcome<Option<Arc<T>>>>;

/// A document, which is there whatever is wrong with its file, with its problems.
pub type Page = Arc<Outcome<Arc<Document>>>;

/// Results of earlier runs.
#[derive(Debug, Default)]
pub struct Memo {
    /// Hashes of files.
    pub digests: Digests,
    /// Configurations, with their languages' formatters.
    pub configs: Arc<CacheTable<Cached<Config>>>,
    /// Themes, with their compiled templates.
    pub themes: Arc<CacheTable<Cached<Theme>>>,
    /// Ledgers.
    pub ledgers: CacheTable<Cached<Ledgers>>,
    /// Documents.
    pub documents: CacheTable<Page>,
    /// What an editor should look at on pages and in pairs, by what it follows from.
    pub(in crate::pipeline) findings: CacheTable<Arc<Diagnostics>>,
    /// Where the links of pages lead.
    pub links: CacheTable<Linked>,
    /// What the writers of pages keep.
    pub pages: Pages,
    /// What pictures are and what of them is published, by their bytes; those that cannot be shown are looked at again, so that they are told again.
    pub pictures: CacheTable<Seen>,
    /// Files of editions, by everything that they were made from.
    pub books: CacheTable<Arc<[u8]>>,
    /// Files that were made of pictures, by what was done to which.
    plates: CacheTable<Plates>,
    /// Where those are kept as soon as they are made: together they are larger than everything else.
    darkroom: Option<Disk>,
}

/// What was made of a picture.
#[derive(Clone, Debug)]
pub struct Plates {
    /// The colour that stands in its place.
    pub colour: Option<[u8; 3]>,
    /// The files.
    pub files: Arc<[Contents]>,
}

/// A search as it is listed on disk: its key, table, manifest and the paths of its files.
type SearchList = (Key, String, String, Vec<String>);

/// Names of the files on disk.
const DOCUMENTS: &str = "documents";
const PAGES: &str = "pages";
const VIEWS: &str = "views";
const CODE: &str = "code";
const BOOKS: &str = "books";
const PICTURES: &str = "pictures";
const SEARCHES: &str = "searches";
const SEARCH_FILES: &str = "search-files";
/// The folder of files that were made of pictures, one for each recipe.
const PHOTOS: &str = "photos";

impl Memo {
    /// What an earlier build left. Configuration, theme and ledgers are not among it: they are few and quickly made.
    pub fn load(disk: &Disk) -> Self {
        disk.sweep();
        let mut memo = Self { darkroom: Some(disk.within(PHOTOS)), ..Self::default() };
        memo.pages.scratch = disk.scratch();
        let of = |document: Document| Arc::new(Outcome::new(Arc::new(document), Diagnostics::default()));
        memo.documents.fill(disk.load(DOCUMENTS, |bytes| decoded(bytes).map(of)));
        memo.pages.html.fill(disk.pieces(PAGES).into_iter().map(|(key, piece)| (key, Contents::Cached(piece))));
        memo.pages.views.fill(disk.load(VIEWS, decoded::<Vec<(Key, Key)>>).into_iter().flat_map(|(_, views)| views));
        memo.pages.code.fill(disk.load(CODE, |bytes| std::str::from_utf8(bytes).ok().map(Arc::from)));
        memo.pictures.fill(disk.load(PICTURES, decoded));
        memo.fill_searches(disk);
        memo.books.fill(disk.load(BOOKS, |bytes| Some(Arc::from(bytes))));
        memo
    }

    /// An empty memo that shares configurations and themes with this one: they hold nothing of a site's content.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { configs: Arc::clone(&self.configs), themes: Arc::clone(&self.themes), ..Self::default() }
    }

    /// Leaves what this run used for the next build, as far as that is not what stands there.
    pub fn save(&self, disk: &Disk) -> io::Result<()> {
        if let Some(entries) = self.documents.used() {
            // A document with problems is read again, so that they are told again.
            let fine = entries.into_iter().filter(|(_, kept)| kept.diags.is_empty());
            disk.save(DOCUMENTS, fine, |kept, buffer| encoded(&*kept.value, buffer))?;
        }
        if let Some(entries) = self.pages.html.used() {
            // Skip cached pages whose file can no longer be read; they are made again on demand.
            disk.save(PAGES, entries, |page, buffer| Some(with(buffer, &page.bytes().ok()?)))?;
        }
        if let Some(entries) = self.pages.views.used() {
            // One entry: each alone is smaller than its place in the list.
            disk.save(VIEWS, [(KeyBuilder::of(VIEWS).key(), entries)], |views, buffer| encoded(&views, buffer))?;
        }
        if let Some(entries) = self.pictures.used() {
            disk.save(PICTURES, entries, |probe, buffer| encoded(&probe, buffer))?;
        }
        if let Some(entries) = self.books.used() {
            disk.save(BOOKS, entries, |file, buffer| Some(with(buffer, &file)))?;
        }
        self.save_searches(disk)?;
        if let Some(darkroom) = &self.darkroom {
            let used: BTreeSet<String> = self.plates.recent().into_iter().map(Key::name).collect();
            darkroom.keep_only(&|name| used.contains(name))?;
        }
        if let Some(entries) = self.pages.code.used() {
            disk.save(CODE, entries, |code, buffer| Some(with(buffer, code.as_bytes())))?;
        }
        Ok(())
    }

    /// The files of the search, of each language whose files are all there.
    fn fill_searches(&self, disk: &Disk) {
        let files: BTreeMap<Key, CacheSlice> = disk.pieces(SEARCH_FILES).into_iter().collect();
        let whole = |(place, (own, table, manifest, paths)): (Key, SearchList)| {
            let file =
                |path: String| Some((file_key(&path), path)).and_then(|(key, path)| Some((path, files.get(&key)?.clone())));
            let files: Option<Vec<(String, CacheSlice)>> = paths.into_iter().map(file).collect();
            let files = files?.into_iter().map(|(path, piece)| (path, Contents::Cached(piece))).collect();
            Some((place, (own, SearchFiles { table, manifest, files })))
        };
        self.pages.searches.fill(disk.load(SEARCHES, decoded::<SearchList>).into_iter().filter_map(whole));
    }

    /// Leaves the search: what each language is made of, and every file once.
    fn save_searches(&self, disk: &Disk) -> io::Result<()> {
        let Some(entries) = self.pages.searches.used() else { return Ok(()) };
        let list = |(place, (own, search)): &(Key, (Key, SearchFiles))| {
            let paths: Vec<String> = search.files.iter().map(|(path, _)| path.clone()).collect();
            (*place, (*own, search.table.clone(), search.manifest.clone(), paths))
        };
        disk.save(SEARCHES, entries.iter().map(list), |list, buffer| encoded(&list, buffer))?;
        let files = entries.iter().flat_map(|(_, (_, search))| search.files.iter());
        let files: BTreeMap<Key, &Contents> = files.map(|(path, contents)| (file_key(path), contents)).collect();
        disk.save(SEARCH_FILES, files, |contents, buffer| Some(with(buffer, &contents.bytes().ok()?)))
    }

    /// What was made of a picture before.
    pub(in crate::pipeline) fn picture(&self, key: Key) -> Option<Plates> {
        self.plates.get(key).or_else(|| {
            let mut pieces = self.darkroom.as_ref()?.closed_pieces(&key.name()).into_iter().map(|(_, piece)| piece);
            let colour = pieces.next()?.read().ok()?;
            let plates = Plates { colour: colour.try_into().ok(), files: pieces.map(Contents::Cached).collect() };
            self.plates.put(key, plates.clone());
            Some(plates)
        })
    }

    /// Keeps what was made of a picture, on the disk where there is room for it.
    pub(in crate::pipeline) fn keep_picture(&self, key: Key, made: Developed) -> Plates {
        if let Some(darkroom) = &self.darkroom {
            let colour = made.colour.map(|colour| colour.to_vec()).unwrap_or_default();
            let entries = std::iter::once(&colour).chain(&made.files).enumerate();
            let entries = entries.map(|(at, bytes)| (KeyBuilder::of("plate").number(at as u64).key(), bytes));
            // A disk that is full costs memory, not the pictures.
            if darkroom.save(&key.name(), entries, |bytes, buffer| Some(with(buffer, bytes))).is_ok()
                && let Some(plates) = self.picture(key)
            {
                return plates;
            }
        }
        let plates = Plates { colour: made.colour, files: made.files.into_iter().map(Contents::from).collect() };
        self.plates.put(key, plates.clone());
        plates
    }

    /// Ends a run: what nothing recent used goes.
    pub fn end_run(&self) {
        self.configs.end_run();
        self.themes.end_run();
        self.ledgers.end_run();
        self.documents.end_run();
        self.findings.end_run();
        self.links.end_run();
        self.pictures.end_run();
        self.books.end_run();
        self.plates.end_run();
        self.pages.html.end_run();
        self.pages.views.end_run();
        self.pages.code.end_run();
        self.pages.feeds.end_run();
        self.pages.sitemaps.end_run();
        self.pages.searches.end_run();
    }
}

/// The key of a file of the search: its name holds a hash of what is in it.
fn file_key(path: &str) -> Key {
    KeyBuilder::of(SEARCH_FILES).text(path).key()
}

fn with(mut buffer: Vec<u8>, bytes: &[u8]) -> Vec<u8> {
    buffer.extend_from_slice(bytes);
    buffer
}
