//! Roof: what somebody who edits a page in a browser asks and wants -> answers as JSON, and files of the project changed. The second door
//! of the answers ([`crate::answers`]); how requests come in, the server knows.
//!
//! Every request reads the project anew, so nothing depends on what a browser believes to be there: a [`piece`] is named with the hash
//! of what it held, and is found again where other edits have moved it, or else refused with what stands there now. What is [`wanted`] of
//! it is tried on the project in memory first ([`commit`]); what would break the site, or the text around the piece, is not written. What
//! was written can be taken back in its order ([`undo`]).

pub mod add;
pub mod commit;
pub mod fields;
pub mod findings;
pub mod picture;
pub mod piece;
pub mod refusal;
pub mod save;
pub mod undo;
pub mod view;
pub mod wanted;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::answers::Desk;
use crate::message::Tongue;
use crate::pipeline::session::Session;
use crate::pipeline::{EditionFiles, Request};
use crate::site::parts::Options;
use crate::source::walk;

use refusal::Refusal;
use undo::Step;

/// A longer request than a page of text is none.
pub const LONGEST: usize = 4 << 20;

/// Somebody who edits a project.
#[derive(Debug)]
pub struct Editor {
    root: PathBuf,
    request: Request,
    /// One request at a time: what one has read, no other changes before it is written.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    session: Option<Session>,
    steps: Vec<Step>,
}

/// A project as it is now, for one request.
pub struct Work<'a> {
    /// Its folder.
    pub root: &'a Path,
    /// The project.
    pub desk: Desk,
    /// What was written before, the newest last.
    pub steps: &'a mut Vec<Step>,
    /// The language in which it is spoken of.
    pub tongue: &'static dyn Tongue,
}

impl Editor {
    /// Somebody who edits the project of a folder. Drafts are pages of it.
    pub fn new(root: PathBuf, request: &Request) -> Self {
        let options = Options { drafts: true, ..request.options };
        let request = Request { options, editions: EditionFiles::None, marks: false, ..request.clone() };
        Self { root, request, state: Mutex::default() }
    }

    /// What another session has found out need not be found out again.
    pub fn follow(&self, session: &Session) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.session = Some(session.asked(self.request.clone()));
    }

    /// The answer to a question by its name.
    ///
    /// # Errors
    ///
    /// Where nothing was written, with the reason.
    pub fn answer(&self, name: &str, body: &[u8], tongue: &'static dyn Tongue) -> Result<Value, Refusal> {
        let ask: fn(Work<'_>, &[u8]) -> Result<Value, Refusal> = match name {
            "page" => |work, body| view::page(&work, &read(body)?),
            "block" => |work, body| view::block(&work, &read(body)?),
            "entries" => |work, body| view::entries(&work, &read(body)?),
            "check" => |work, body| findings::of(&work, &read(body)?),
            "save" => |work, body| save::pieces(work, &read(body)?),
            "act" => |work, body| findings::act(work, &read(body)?),
            "accept" => |work, body| save::accept(work, &read(body)?),
            "undo" => |work, _| undo::last(work),
            "new" => |work, body| add::page(work, &read(body)?),
            _ => return Err(Refusal::Missing(say!("nothing is called `{name}` here", name))),
        };
        self.with(tongue, |work| ask(work, body))
    }

    /// Puts a picture beside a page.
    ///
    /// # Errors
    ///
    /// Where it is none that can be shown, or cannot be written.
    pub fn picture(&self, place: &picture::Place, bytes: &[u8], tongue: &'static dyn Tongue) -> Result<Value, Refusal> {
        self.with(tongue, |work| picture::put(work, place, bytes))
    }

    fn with(&self, tongue: &'static dyn Tongue, then: impl FnOnce(Work<'_>) -> Result<Value, Refusal>) -> Result<Value, Refusal> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let files = walk::load(&self.root)?;
        let State { session, steps } = &mut *state;
        let session = match session {
            Some(session) => {
                session.update(files);
                session
            }
            None => session.insert(Session::new(files, self.request.clone())),
        };
        let desk = Desk::of(session);
        if desk.config().is_none() {
            return Err(Refusal::Refused(say!("`site.yaml` cannot be read; `bayan check` says why"), json!([])));
        }
        then(Work { root: &self.root, desk, steps, tongue })
    }
}

/// What a request says. Why it says nothing is for those who write programs, who want to know where.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let unreadable = |why: serde_json::Error| {
        say!(
            "this request cannot be read (line {line}, column {column}); load the page again",
            line = why.line(),
            column = why.column()
        )
    };
    serde_json::from_slice(body).map_err(|why| Refusal::Unreadable(unreadable(why)))
}
