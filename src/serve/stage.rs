//! What is shown: the last good site, and the problems of a newer one that is not shown.

use std::fmt;
use std::io;
use std::sync::Arc;

use tokio::sync::watch::{Receiver, Sender, channel};

use crate::diag::Diagnostics;
use crate::diag::render::{Style, render};
use crate::output::OutputSet;
use crate::source::SourceTree;

/// What came of making a file that somebody asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pressed {
    /// The file.
    File(Arc<[u8]>),
    /// What keeps it from being made, as the terminal shows it.
    Problems(String),
    /// There is no such file.
    Nothing,
}

/// Makes the files of a site that are not made before somebody asks for them, by their path below the output folder.
#[derive(Clone)]
pub struct Press(Arc<dyn Fn(&str) -> Pressed + Send + Sync>);

impl Press {
    /// A press.
    pub fn new(make: impl Fn(&str) -> Pressed + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// Makes a file. Takes its time.
    pub fn make(&self, path: &str) -> Pressed {
        (self.0)(path)
    }
}

impl fmt::Debug for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Press")
    }
}

/// A moment of the stage; never changed, only replaced.
#[derive(Clone, Debug, Default)]
pub struct Scenery {
    /// Path of the site below the host: `/` or `/folder/`.
    pub base: Arc<str>,
    /// The site's files; `None` until the first good build.
    pub site: Option<Arc<OutputSet>>,
    /// Makes the files that the site lacks until somebody asks.
    pub press: Option<Press>,
    /// The problems of the newest build, as the terminal shows them; empty if it is the one that is shown.
    pub problems: Arc<str>,
}

/// Holds the scenery, and wakes those who wait for the next.
#[derive(Debug)]
pub struct Stage {
    sender: Sender<Scenery>,
}

impl Default for Stage {
    fn default() -> Self {
        Self { sender: channel(Scenery { base: "/".into(), ..Scenery::default() }).0 }
    }
}

impl Stage {
    /// Shows a site, with what makes the rest of it. Gives back what was shown before, so that whoever is in a hurry can clear it
    /// away later.
    pub fn show(&self, base: &str, site: OutputSet, press: Option<Press>) -> Scenery {
        self.sender.send_replace(Scenery { base: base.into(), site: Some(Arc::new(site)), press, problems: "".into() })
    }

    /// Keeps the site and shows problems over it.
    pub fn report(&self, problems: Diagnostics, tree: &SourceTree) {
        let problems: Arc<str> = render(problems, tree, Style::Short).into();
        self.sender.send_modify(|scenery| scenery.problems = problems);
    }

    /// Keeps the site and shows why the project could not be read.
    pub fn fail(&self, error: &io::Error) {
        let problems: Arc<str> = format!("error: {error}\n").into();
        self.sender.send_modify(|scenery| scenery.problems = problems);
    }

    /// What is shown now.
    pub fn now(&self) -> Scenery {
        self.sender.borrow().clone()
    }

    /// What is shown now, and a way to wait for what comes next.
    pub fn follow(&self) -> Receiver<Scenery> {
        self.sender.subscribe()
    }
}
