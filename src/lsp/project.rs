//! A project that is open in an editor: its files, the texts that are not saved, what was last said of it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::answers::Desk;
use crate::diag::Diagnostic;
use crate::locale::letter;
use crate::pipeline::session::Session;
use crate::pipeline::{EditionFiles, Request};
use crate::source::{names, walk};

/// Problems by the path of their file.
pub type Problems = BTreeMap<String, Vec<Diagnostic>>;

/// A project.
pub struct Project {
    /// Its folder.
    pub root: PathBuf,
    session: Session,
    /// What is asked of it where files of editions are made too.
    whole: Request,
    desk: OnceCell<Desk>,
    /// What is wrong with it as it is now, once that is known.
    pub problems: Option<Problems>,
    /// Addresses of texts that are open, by path.
    pub open: BTreeMap<String, String>,
    /// What the editor was told last, by path.
    pub told: BTreeMap<String, Value>,
    /// Counts the states of the project.
    pub state: u64,
    /// The state whose problems were looked for last, but for those of the files of editions.
    pub looked: Option<u64>,
    /// The same with those.
    pub checked: Option<u64>,
}

impl Project {
    /// Reads a project. Files of editions take too long to be made with every letter: they are asked for when nobody types.
    /// Languages and themes that another project has read are not read again.
    pub fn load(root: &Path, request: &Request, other: Option<&Self>) -> io::Result<Self> {
        let whole = Request { root: root.display().to_string(), ..request.clone() };
        let editions = if whole.editions == EditionFiles::None { EditionFiles::None } else { EditionFiles::OnDemand };
        let (files, asked) = (walk::load(root)?, Request { editions, ..whole.clone() });
        let session = match other {
            Some(other) => other.session.beside(files, asked),
            None => Session::new(files, asked),
        };
        Ok(Self {
            root: root.to_owned(),
            session,
            whole,
            desk: OnceCell::new(),
            problems: None,
            open: BTreeMap::new(),
            told: BTreeMap::new(),
            state: 0,
            looked: None,
            checked: None,
        })
    }

    /// The path in the project of a file that it reads. A folder is none, whatever it is called.
    pub fn path(&self, file: &Path) -> Option<String> {
        if walk::is_folder(file) {
            return None;
        }
        let rest = file.strip_prefix(&self.root).ok()?;
        let path = rest.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let path = letter::composed(&path).into_owned();
        let below = walk::FOLDERS.iter().find_map(|folder| path.strip_prefix(folder)?.strip_prefix('/'));
        let is_read = path == walk::CONFIG || path == walk::LOCK || below.is_some_and(|rest| !names::is_left_out(rest));
        is_read.then_some(path)
    }

    fn changed(&mut self) {
        self.state += 1;
        self.desk = OnceCell::new();
        self.problems = None;
    }

    /// A text as it stands in the editor.
    pub fn set(&mut self, path: &str, uri: &str, text: String) {
        self.open.insert(path.to_owned(), uri.to_owned());
        self.session.open(path, text);
        self.changed();
    }

    /// The editor has closed a text.
    pub fn close(&mut self, path: &str) {
        self.open.remove(path);
        self.session.close(path);
        self.changed();
    }

    /// Reads the disk again.
    pub fn reload(&mut self) -> io::Result<()> {
        self.session.update(walk::load(&self.root)?);
        self.changed();
        Ok(())
    }

    /// The project as it is now.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The same, for questions.
    pub fn desk(&self) -> &Desk {
        self.desk.get_or_init(|| Desk::of(&self.session))
    }

    /// Whether the files of editions say more than the rest.
    pub fn has_editions(&self) -> bool {
        self.whole.editions != EditionFiles::None
    }

    /// The same project, to be looked at elsewhere: with all files of editions, or without.
    pub fn asked(&self, is_whole: bool) -> Session {
        self.session.asked(if is_whole { self.whole.clone() } else { self.session.request().clone() })
    }

    /// What was found in one of its states, if that is still the one it is in.
    pub fn take(&mut self, state: u64, is_whole: bool, found: Problems) -> bool {
        let is_now = state == self.state;
        if is_now {
            self.problems = Some(found);
        }
        if is_whole {
            self.checked = Some(state);
        }
        self.looked = Some(state);
        is_now
    }
}
