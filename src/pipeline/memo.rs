//! What runs keep for each other: in memory while serving, on disk between builds.

use std::io;
use std::sync::Arc;

use crate::ast::Document;
use crate::config::Config;
use crate::diag::{Diagnostics, Outcome};
use crate::ledger::Ledgers;
use crate::memo::disk::{Disk, decoded, encoded};
use crate::memo::key::{Key, Parts};
use crate::memo::{Pages, Shelf};
use crate::output::contents::Contents;
use crate::site::picture::Seen;
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
    /// What pictures are and what of them is published, by their bytes; those that cannot be shown are looked at again, so that they are told again.
    pub pictures: Shelf<Seen>,
    /// PDFs, by everything that the typesetter saw.
    pub prints: Shelf<Arc<[u8]>>,
}

/// Names of the files on disk.
const DOCUMENTS: &str = "documents";
const PAGES: &str = "pages";
const VIEWS: &str = "views";
const CODE: &str = "code";
const PRINTS: &str = "prints";
const PICTURES: &str = "pictures";

impl Memo {
    /// What an earlier build left. Configuration, theme and ledgers are not among it: they are few and quickly made.
    pub fn load(disk: &Disk) -> Self {
        disk.sweep();
        let memo = Self::default();
        let of = |document: Document| Arc::new(Outcome::new(Some(Arc::new(document)), Diagnostics::default()));
        memo.documents.fill(disk.load(DOCUMENTS, |bytes| decoded(bytes).map(of)));
        memo.pages.html.fill(disk.pieces(PAGES).into_iter().map(|(key, piece)| (key, Contents::Kept(piece))));
        memo.pages.views.fill(disk.load(VIEWS, decoded::<Vec<(Key, Key)>>).into_iter().flat_map(|(_, views)| views));
        memo.pages.code.fill(disk.load(CODE, |bytes| std::str::from_utf8(bytes).ok().map(Arc::from)));
        memo.pictures.fill(disk.load(PICTURES, decoded));
        memo.prints.fill(disk.load(PRINTS, |bytes| Some(Arc::from(bytes))));
        memo
    }

    /// Leaves what this run used for the next build, as far as that is not what stands there.
    pub fn save(&self, disk: &Disk) -> io::Result<()> {
        if let Some(entries) = self.documents.used() {
            // A document with problems is read again, so that they are told again.
            let fine = entries.into_iter().filter(|(_, kept)| kept.diags.is_empty());
            disk.save(DOCUMENTS, fine, |kept, buffer| encoded(kept.value.as_deref()?, buffer))?;
        }
        if let Some(entries) = self.pages.html.used() {
            // A page that has become unreadable is made again when somebody wants it.
            disk.save(PAGES, entries, |page, buffer| Some(with(buffer, &page.bytes().ok()?)))?;
        }
        if let Some(entries) = self.pages.views.used() {
            // One entry: each alone is smaller than its place in the list.
            disk.save(VIEWS, [(Parts::of(VIEWS).key(), entries)], |views, buffer| encoded(&views, buffer))?;
        }
        if let Some(entries) = self.pictures.used() {
            disk.save(PICTURES, entries, |probe, buffer| encoded(&probe, buffer))?;
        }
        if let Some(entries) = self.prints.used() {
            disk.save(PRINTS, entries, |print, buffer| Some(with(buffer, &print)))?;
        }
        if let Some(entries) = self.pages.code.used() {
            disk.save(CODE, entries, |code, buffer| Some(with(buffer, code.as_bytes())))?;
        }
        Ok(())
    }

    /// Ends a run: what nothing recent used goes.
    pub fn end_run(&self) {
        self.configs.end_run();
        self.themes.end_run();
        self.ledgers.end_run();
        self.documents.end_run();
        self.pictures.end_run();
        self.prints.end_run();
        self.pages.html.end_run();
        self.pages.views.end_run();
        self.pages.code.end_run();
        self.pages.feeds.end_run();
        self.pages.sitemaps.end_run();
    }
}

fn with(mut buffer: Vec<u8>, bytes: &[u8]) -> Vec<u8> {
    buffer.extend_from_slice(bytes);
    buffer
}
