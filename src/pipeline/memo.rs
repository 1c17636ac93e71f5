//! What runs keep for each other: in memory while serving, on disk between builds.

use std::io;
use std::sync::Arc;

use crate::ast::Document;
use crate::config::Config;
use crate::diag::{Diagnostics, Outcome};
use crate::ledger::Ledgers;
use crate::memo::disk::Disk;
use crate::memo::key::Key;
use crate::memo::{Pages, Shelf};
use crate::theme::Theme;

use super::sums::Sums;

/// A phase's result, problems included: they are told in every run.
pub type Kept<T> = Arc<Outcome<Option<Arc<T>>>>;

/// Results of earlier runs.
#[derive(Debug, Default)]
pub struct Memo {
    /// Hashes of files.
    pub sums: Sums,
    /// Configurations, with their languages' formatters.
    pub configs: Shelf<Kept<Config>>,
    /// Themes, with their compiled templates.
    pub themes: Shelf<Kept<Theme>>,
    /// Ledgers.
    pub ledgers: Shelf<Kept<Ledgers>>,
    /// Documents.
    pub documents: Shelf<Kept<Document>>,
    /// What the writers of pages keep.
    pub pages: Pages,
    /// PDFs, by everything that the typesetter saw.
    pub prints: Shelf<Arc<[u8]>>,
}

/// Names of the files on disk.
const DOCUMENTS: &str = "documents";
const PAGES: &str = "pages";
const VIEWS: &str = "views";
const CODE: &str = "code";
const PRINTS: &str = "prints";

impl Memo {
    /// What an earlier build left. Configuration, theme and ledgers are not among it: they are few and quickly made.
    pub fn load(disk: &Disk) -> Self {
        let memo = Self::default();
        let documents = || {
            let kept = disk.load::<Document>(DOCUMENTS).into_iter();
            memo.documents.fill(kept.map(|(key, d)| (key, Arc::new(Outcome::new(Some(Arc::new(d)), Diagnostics::default())))));
        };
        let pages = || {
            memo.pages.html.fill(disk.load_texts(PAGES));
            memo.pages.views.fill(disk.load::<Key>(VIEWS));
            memo.pages.code.fill(disk.load_texts(CODE));
            memo.prints.fill(disk.load::<Box<[u8]>>(PRINTS).into_iter().map(|(key, bytes)| (key, Arc::from(bytes))));
        };
        rayon::join(documents, pages);
        memo
    }

    /// Leaves what this run used for the next build, as far as that is not what stands there.
    pub fn save(&self, disk: &Disk) -> io::Result<()> {
        if let Some(entries) = self.documents.used() {
            // A document with problems is read again, so that they are told again.
            let fine = entries.iter().filter(|(_, kept)| kept.diags.is_empty());
            let fine: Vec<(Key, &Document)> = fine.filter_map(|(key, kept)| Some((*key, kept.value.as_deref()?))).collect();
            disk.save(DOCUMENTS, &fine)?;
        }
        save_texts(disk, PAGES, &self.pages.html)?;
        if let Some(entries) = self.pages.views.used() {
            disk.save(VIEWS, &entries)?;
        }
        if let Some(entries) = self.prints.used() {
            let prints: Vec<(Key, &[u8])> = entries.iter().map(|(key, bytes)| (*key, &**bytes)).collect();
            disk.save(PRINTS, &prints)?;
        }
        save_texts(disk, CODE, &self.pages.code)
    }

    /// Ends a run: what nothing recent used goes.
    pub fn end_run(&self) {
        self.configs.end_run();
        self.themes.end_run();
        self.ledgers.end_run();
        self.documents.end_run();
        self.prints.end_run();
        self.pages.html.end_run();
        self.pages.views.end_run();
        self.pages.code.end_run();
        self.pages.feeds.end_run();
        self.pages.sitemaps.end_run();
    }
}

fn save_texts(disk: &Disk, name: &str, shelf: &Shelf<Arc<str>>) -> io::Result<()> {
    let Some(entries) = shelf.used() else { return Ok(()) };
    let texts: Vec<(Key, &str)> = entries.iter().map(|(key, text)| (*key, &**text)).collect();
    disk.save(name, &texts)
}
