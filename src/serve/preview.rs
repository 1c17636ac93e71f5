//! What is shown: the last good site, and the problems of a newer one that is not shown.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch::{Receiver, Sender, channel};

use crate::catalogues::Language;
use crate::diag::Diagnostics;
use crate::diag::render::{Style, render, render_in};
use crate::output::OutputSet;
use crate::source::SourceTree;

/// What came of making a file that somebody asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MadeFile {
    /// The file.
    File(Arc<[u8]>),
    /// What keeps it from being made, as the terminal shows it.
    Problems(String),
    /// There is no such file.
    Nothing,
}

/// Makes the files of a site that are not made before somebody asks for them, by their path below the output folder.
#[derive(Clone)]
pub struct FileMaker(Arc<dyn Fn(&str) -> MadeFile + Send + Sync>);

impl FileMaker {
    /// From a function.
    pub fn new(make: impl Fn(&str) -> MadeFile + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// Makes a file. Takes its time.
    pub fn make(&self, path: &str) -> MadeFile {
        (self.0)(path)
    }
}

impl fmt::Debug for FileMaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileMaker")
    }
}

/// The problems of a build, a line each, in the language of whoever asks. They read as English.
#[derive(Clone, Debug, Default)]
pub struct Problems(Arc<Told>);

#[derive(Debug, Default)]
struct Told {
    english: String,
    found: Option<(Diagnostics, SourceTree)>,
    /// What was said in other languages already.
    others: Mutex<BTreeMap<Language, Arc<str>>>,
}

impl Problems {
    fn of(found: Diagnostics, tree: &SourceTree) -> Self {
        let english = render(found.clone(), tree, Style::Short);
        Self(Arc::new(Told { english, found: Some((found, tree.clone())), others: Mutex::default() }))
    }

    /// In a language.
    pub fn told(&self, language: Language) -> Arc<str> {
        let Some((found, tree)) = self.0.found.as_ref().filter(|_| language != Language::English) else {
            return self.0.english.as_str().into();
        };
        let mut others = self.0.others.lock().unwrap_or_else(PoisonError::into_inner);
        let say = || render_in(found.clone(), tree, Style::Short, language.tongue()).into();
        Arc::clone(others.entry(language).or_insert_with(say))
    }
}

impl From<String> for Problems {
    fn from(english: String) -> Self {
        Self(Arc::new(Told { english, ..Told::default() }))
    }
}

impl Deref for Problems {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.english
    }
}

/// What is shown at one moment; never changed, only replaced.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Path of the site below the host: `/` or `/folder/`.
    pub base: Arc<str>,
    /// The site's files; `None` until the first good build.
    pub site: Option<Arc<OutputSet>>,
    /// Makes the files that the site lacks until somebody asks.
    pub maker: Option<FileMaker>,
    /// The problems of the newest build; none if it is the one that is shown.
    pub problems: Problems,
}

/// Holds the snapshot, and wakes those who wait for the next.
#[derive(Debug)]
pub struct Preview {
    sender: Sender<Snapshot>,
}

impl Default for Preview {
    fn default() -> Self {
        Self { sender: channel(Snapshot { base: "/".into(), ..Snapshot::default() }).0 }
    }
}

impl Preview {
    /// Shows a site, with what makes the rest of it. Returns what was shown before, so that the caller can drop it later.
    pub fn show(&self, base: &str, site: OutputSet, maker: Option<FileMaker>) -> Snapshot {
        self.sender.send_replace(Snapshot { base: base.into(), site: Some(Arc::new(site)), maker, problems: Problems::default() })
    }

    /// Keeps the site and shows problems over it.
    pub fn report(&self, problems: Diagnostics, tree: &SourceTree) {
        let problems = Problems::of(problems, tree);
        self.sender.send_modify(|snapshot| snapshot.problems = problems);
    }

    /// Keeps the site and shows why the project could not be read.
    pub fn fail(&self, error: &io::Error) {
        let problems = Problems::from(format!("error: {error}\n"));
        self.sender.send_modify(|snapshot| snapshot.problems = problems);
    }

    /// What is shown now.
    pub fn now(&self) -> Snapshot {
        self.sender.borrow().clone()
    }

    /// What is shown now, and a way to wait for what comes next.
    pub fn follow(&self) -> Receiver<Snapshot> {
        self.sender.subscribe()
    }
}
