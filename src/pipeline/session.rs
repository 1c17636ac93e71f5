//! A project as a command, a server or an editor works on it: its files, the texts that are not saved yet, what is asked for, and
//! what earlier questions left. The only maker of a [`Memo`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::ast::Document;
use crate::config::Config;
use crate::diag::{Diagnostics, Outcome};
use crate::ledger::Ledgers;
use crate::ledger::words::Words;
use crate::lint;
use crate::memo::disk::Disk;
use crate::source::SourceTree;

use super::edit::LastBuild;
use super::findings::Judged;
use super::keys::CacheKeys;
use super::look::{Looked, look};
use super::memo::{Cached, Memo, Page};
use super::photos::Extent;
use super::{Built, Request, Resolved};

/// A project that questions are asked about. Answers do not depend on what was asked before; how long they take does.
#[derive(Debug)]
pub struct Session {
    /// As it is on the disk.
    files: SourceTree,
    /// Texts that are open in an editor, by path: they stand for the files, and some are no files yet.
    open: BTreeMap<String, String>,
    /// Both together, made when somebody asks: several texts may be opened before.
    edited: OnceLock<SourceTree>,
    request: Request,
    memo: Arc<Memo>,
    /// The keys of the tree as it is now.
    run: OnceLock<Arc<CacheKeys>>,
    /// Those of the tree as it was when somebody last asked.
    before: Option<Arc<CacheKeys>>,
    /// The last build, where edits may follow it.
    last: Mutex<Option<Arc<LastBuild>>>,
    /// The last look at what is wrong, which sessions share that are asked about the same project.
    looked: Arc<Mutex<Option<Arc<Looked>>>>,
}

impl Session {
    /// A project that nothing is known of yet.
    pub fn new(files: SourceTree, request: Request) -> Self {
        Self::with(files, request, Arc::new(Memo::default()))
    }

    /// A project of which an earlier build left something on the disk.
    pub fn resumed(files: SourceTree, request: Request, disk: &Disk) -> Self {
        Self::with(files, request, Arc::new(Memo::load(disk)))
    }

    /// Another project, of which nothing is known but how it is set up where that is equal: languages and themes are read once for
    /// both, whichever asks first.
    #[must_use]
    pub fn beside(&self, files: SourceTree, request: Request) -> Self {
        Self::with(files, request, Arc::new(self.memo.beside()))
    }

    /// The same project with the same texts open, of which something else is asked. What either finds out, the other knows.
    #[must_use]
    pub fn asked(&self, request: Request) -> Self {
        let open = self.open.clone();
        let own = Self::with(self.files.clone(), request, Arc::clone(&self.memo));
        if !open.is_empty() {
            let _ = own.edited.set(self.tree().clone());
        }
        if own.request.overrides == self.request.overrides {
            // The keys are made once for all that are asked of this state of the project.
            let _ = own.run.set(Arc::clone(self.run()));
        }
        Self { open, looked: Arc::clone(&self.looked), ..own }
    }

    fn with(files: SourceTree, request: Request, memo: Arc<Memo>) -> Self {
        Self {
            files,
            open: BTreeMap::new(),
            edited: OnceLock::new(),
            request,
            memo,
            run: OnceLock::new(),
            before: None,
            last: Mutex::default(),
            looked: Arc::default(),
        }
    }

    /// The files, with the texts that are open.
    pub fn tree(&self) -> &SourceTree {
        if self.open.is_empty() { &self.files } else { self.edited.get_or_init(|| self.files.overlaid(&self.open)) }
    }

    /// The files as they are on the disk.
    pub fn files(&self) -> &SourceTree {
        &self.files
    }

    /// What is asked for.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// What questions leave for each other.
    pub fn memo(&self) -> &Arc<Memo> {
        &self.memo
    }

    /// Asks for something else of the same project.
    pub fn ask(&mut self, request: Request) {
        self.request = request;
        // What the command line says instead of the configuration is part of the keys.
        (self.run, self.before) = (OnceLock::new(), None);
    }

    /// The files as they are on the disk now. Texts that are open stay.
    pub fn update(&mut self, files: SourceTree) {
        self.files = files;
        self.changed();
    }

    /// The text of a file as it stands in an editor, saved or not, of a file that is there or not.
    pub fn open(&mut self, path: &str, text: String) {
        self.open.insert(path.to_owned(), text);
        self.changed();
    }

    /// An editor has closed a file: what is on the disk holds again.
    pub fn close(&mut self, path: &str) {
        if self.open.remove(path).is_some() {
            self.changed();
        }
    }

    fn changed(&mut self) {
        self.edited = OnceLock::new();
        self.before = self.run.take().or_else(|| self.before.take());
    }

    /// The configuration, with its problems; `None` in it where there is none that can be used.
    pub fn config(&self) -> Cached<Config> {
        super::config(self.tree(), &self.request, self.run())
    }

    /// The document of a file, with its problems. `None` for what is no page, or without a usable configuration.
    pub fn document(&self, path: &str) -> Option<Page> {
        super::document(self.tree(), &self.request, self.run(), path)
    }

    /// The documents of all pages, also of those that are kept back, in the order of their paths.
    pub fn documents(&self) -> Vec<Arc<Document>> {
        super::all_documents(self.tree(), &self.request, self.run())
    }

    /// All ledgers, also what pages refer to that are kept back.
    pub fn ledgers(&self) -> Option<Arc<Ledgers>> {
        super::ledgers(self.tree(), &self.request, self.run())
    }

    /// The words of the interface in every language of the site.
    pub fn words(&self) -> Option<Arc<Words>> {
        super::words(self.tree(), &self.request, self.run())
    }

    /// The site. `None` where there is no usable configuration.
    pub fn site(&self) -> Outcome<Option<Resolved>> {
        super::read_with(self.tree(), &self.request, self.run())
    }

    /// Everything that [`outputs`](Self::outputs) reports, and what an editor should look at besides.
    pub fn problems(&self) -> Diagnostics {
        let last = held(&self.looked).clone();
        let (found, looked) = look(self.tree(), &self.request, self.run(), last);
        if looked.is_some() {
            *held(&self.looked) = looked;
        }
        found
    }

    /// What an editor should look at in a site that this session has resolved, in each language alone.
    pub(in crate::pipeline) fn linted(&self, resolved: &Resolved) -> Diagnostics {
        let Resolved { site, theme, documents, is_whole, .. } = resolved;
        let besides = lint::besides(site, theme.as_deref(), self.tree(), *is_whole);
        Judged { site, besides: &besides, documents }.linted(self.tree(), self.run())
    }

    /// All files of the site. `tick` is called once for every page that is done. After an edit of a text they are those of the last
    /// build, where that is enough.
    pub fn outputs(&self, tick: &(dyn Fn() + Sync)) -> Outcome<Option<Built>> {
        let last = self.last().clone();
        if let Some(next) = last.and_then(|last| last.after(self.tree(), &self.request, self.run())) {
            let outcome = next.outcome();
            *self.last() = Some(next);
            return outcome;
        }
        let (outcome, last) = super::build_as(self.tree(), &self.request, self.run(), Extent::of(&self.request), tick);
        *self.last() = last;
        outcome
    }

    /// How many edits of texts were put into the last whole build instead of a build of their own.
    pub fn edits(&self) -> usize {
        self.last().as_ref().map_or(0, |last| last.edits)
    }

    /// How many edits of texts were put into the last whole look at what is wrong.
    pub fn looks(&self) -> usize {
        held(&self.looked).as_ref().map_or(0, |looked| looked.edits())
    }

    /// The same without the sizes of pictures, whose names say what they are made from: enough to compare two sites.
    pub fn comparison(&self) -> Outcome<Option<Built>> {
        super::build_as(self.tree(), &self.request, self.run(), Extent::Later, &|| {}).0
    }

    /// The site, and of its files those of editions in one format (`pdf`, `docx`) alone.
    pub fn bound(&self, ending: &str) -> Outcome<Option<Built>> {
        super::bound_with(self.tree(), &self.request, self.run(), ending)
    }

    /// Ends a round of questions: what nothing recent used is forgotten. After an edit that was put into the last build that would be
    /// what the whole build used.
    pub fn end_round(&self) {
        if self.edits() == 0 && self.looks() == 0 {
            self.memo.end_run();
        }
    }

    /// Forgets everything that earlier questions left.
    pub fn forget(&mut self) {
        self.memo = Arc::new(Memo::default());
        (self.run, self.before, self.last) = (OnceLock::new(), None, Mutex::default());
        self.looked = Arc::default();
    }

    fn run(&self) -> &Arc<CacheKeys> {
        let after = || self.before.as_ref().and_then(|before| before.after(self.tree()));
        let new = || CacheKeys::new(self.tree(), &self.request, Arc::clone(&self.memo));
        self.run.get_or_init(|| Arc::new(after().unwrap_or_else(new)))
    }

    fn last(&self) -> MutexGuard<'_, Option<Arc<LastBuild>>> {
        held(&self.last)
    }
}

/// Nobody panics while holding the lock; should it happen, what is in it is there or is not.
fn held<T>(last: &Mutex<Option<Arc<T>>>) -> MutexGuard<'_, Option<Arc<T>>> {
    last.lock().unwrap_or_else(PoisonError::into_inner)
}
