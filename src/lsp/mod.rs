//! Roof: an editor over standard input and output -> answers, one after the other. The only user of `lsp-server`.
//!
//! Messages wait in one queue, so that what is cancelled before its turn is answered as that. What is wrong is looked for on another
//! thread, once for all letters that were typed meanwhile, so that no question waits for it but those about problems; what files of
//! editions say besides takes longer, and is looked for when nobody types.

mod buffer;
mod convert;
mod open;
mod project;
mod protocol;
mod requests;
mod uri;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{Connection, ErrorCode, Notification, RequestId, Response};
use serde_json::{Value, json};

use crate::answers::{accept, problems};
use crate::catalogues::Language;
use crate::message::Message;
use crate::output::sources;
use crate::pipeline::Request;
use crate::source::Unit;

use convert::Positions;
use open::Open;
use project::{Problems, Project};
use protocol::{About, At, Client, Execute, Pending, Query, Refusal, Within, read};
use requests::{Asked, capabilities, commands};

/// How long nobody types before problems are told, and how long they wait at most.
const PAUSE: Duration = Duration::from_millis(30);
const PATIENCE: Duration = Duration::from_millis(300);
/// How long nobody types before files of editions are made.
const REST: Duration = Duration::from_millis(800);

const CANCELLED: &str = "nobody wants it any more";

/// With what a server begins.
#[derive(Clone, Debug)]
pub struct Start {
    /// The folder of the one project, where somebody has said it.
    pub root: Option<PathBuf>,
    /// What is asked of every project.
    pub request: Request,
    /// The language in which problems are told, where it is not that of the editor.
    pub language: Option<Language>,
}

/// Answers over standard input and output until the editor ends; whether it said so in the order that the protocol wants.
///
/// # Errors
///
/// Where what comes in is no message of the protocol.
pub fn stdio(start: &Start) -> io::Result<bool> {
    let (connection, threads) = Connection::stdio();
    let is_orderly = run(connection, start)?;
    // The last answer is written before the program ends; the reader has ended with the editor.
    threads.join()?;
    Ok(is_orderly)
}

/// Answers over a connection; whether the editor did not end before it said that it would.
fn run(connection: Connection, start: &Start) -> io::Result<bool> {
    let gone = |error: lsp_server::ProtocolError| io::Error::other(error.to_string());
    let (id, params) = connection.initialize_start().map_err(gone)?;
    let client = Client::of(&params, start.language);
    let unit = if client.has_utf8 { Unit::Byte } else { Unit::Utf16 };
    connection.initialize_finish(id, capabilities(unit)).map_err(gone)?;
    let (events, queue) = channel();
    let Connection { sender, receiver } = connection;
    let messages = events.clone();
    thread::spawn(move || {
        for message in receiver {
            if messages.send(Event::Message(message)).is_err() {
                return;
            }
        }
        let _ = messages.send(Event::Gone);
    });
    let send = Box::new(move |message: lsp_server::Message| {
        // An editor that is gone is told nothing; the queue says that it is.
        let _ = sender.send(message);
    });
    let mut server = Server {
        send,
        client,
        open: Open::new(start.root.as_deref(), &start.request, unit),
        events,
        checking: BTreeSet::new(),
        pending: Vec::new(),
        last: Instant::now(),
        asked: 0,
        is_ending: false,
    };
    server.begin();
    Ok(server.answer(&queue))
}

/// What the server waits for.
enum Event {
    Message(lsp_server::Message),
    /// The editor has ended without saying so.
    Gone,
    /// What is wrong with a project.
    Checked(Checked),
}

/// What is wrong with a project in one of its states.
struct Checked {
    root: PathBuf,
    state: u64,
    /// Whether the files of editions were made.
    is_whole: bool,
    /// `None` where the check itself has failed.
    found: Option<Problems>,
}

struct Server<'s> {
    send: Box<dyn Fn(lsp_server::Message)>,
    client: Client,
    open: Open<'s>,
    events: Sender<Event>,
    /// Projects that are being looked at.
    checking: BTreeSet<PathBuf>,
    pending: Vec<Pending>,
    /// When the last message came.
    last: Instant,
    /// How many requests were sent.
    asked: i32,
    is_ending: bool,
}

impl Server<'_> {
    fn begin(&mut self) {
        if self.client.watches {
            let watchers: Vec<Value> = ["site.yaml", "bayan.lock", "content/**", "themes/**"]
                .map(|glob| json!({ "globPattern": format!("**/{glob}") }))
                .to_vec();
            let registration = json!({ "id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": { "watchers": watchers } });
            self.ask("client/registerCapability", json!({ "registrations": [registration] }));
        }
        let folders: Vec<PathBuf> = self.client.folders.iter().filter_map(|folder| uri::path(folder)).collect();
        for folder in self.open.root.map(Path::to_owned).into_iter().chain(folders) {
            self.open.root_of(&folder.join("."));
        }
    }

    /// Answers until the editor ends; `false` where it did so without asking for it first.
    fn answer(&mut self, queue: &Receiver<Event>) -> bool {
        let mut waiting: VecDeque<lsp_server::Message> = VecDeque::new();
        let mut cancelled: BTreeSet<String> = BTreeSet::new();
        loop {
            // Everything that has come, before anything is done.
            while let Ok(event) = queue.try_recv() {
                if !self.sort(event, &mut waiting, &mut cancelled) {
                    return true;
                }
            }
            if let Some(message) = waiting.pop_front() {
                if matches!(&message, lsp_server::Message::Notification(told) if told.method == "exit") {
                    return self.is_ending;
                }
                self.message(message, &mut cancelled);
                if self.open.first.is_some_and(|first| first.elapsed() > PATIENCE) {
                    self.check();
                }
                continue;
            }
            let event = match self.pause() {
                Some(pause) => queue.recv_timeout(pause),
                None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(event) => {
                    if !self.sort(event, &mut waiting, &mut cancelled) {
                        return true;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.check(),
                Err(RecvTimeoutError::Disconnected) => return true,
            }
        }
    }

    /// Puts a message into the queue, and notes what is no longer wanted. `false` where the editor is gone.
    fn sort(&mut self, event: Event, waiting: &mut VecDeque<lsp_server::Message>, cancelled: &mut BTreeSet<String>) -> bool {
        match event {
            Event::Message(lsp_server::Message::Notification(told)) if told.method == "$/cancelRequest" => {
                let id = told.params.get("id").cloned().unwrap_or_default();
                let is_id = |message: &lsp_server::Message| matches!(message, lsp_server::Message::Request(request) if serde_json::to_value(&request.id).ok().as_ref() == Some(&id));
                self.drop_pending(|pending| serde_json::to_value(&pending.id).ok().as_ref() == Some(&id));
                // What was answered already is remembered by nobody.
                if waiting.iter().any(is_id) {
                    cancelled.insert(id.to_string());
                }
            }
            Event::Message(message) => {
                self.last = Instant::now();
                waiting.push_back(message);
            }
            Event::Gone => return false,
            Event::Checked(checked) => self.checked(checked),
        }
        true
    }

    /// How long to wait for the next message before there is something to do.
    fn pause(&self) -> Option<Duration> {
        let idle = self.open.projects.iter().filter(|(root, _)| !self.checking.contains(*root));
        let idle: Vec<&Project> = idle.map(|(_, project)| project).collect();
        if self.open.first.is_some() || idle.iter().any(|project| project.looked != Some(project.state)) {
            return Some(PAUSE);
        }
        let is_due = |project: &&Project| project.has_editions() && project.checked != Some(project.state);
        idle.iter().any(is_due).then(|| REST.saturating_sub(self.last.elapsed()).max(Duration::from_millis(1)))
    }

    /// Has the projects looked at that have changed, on threads of their own; where nobody types, with the files of editions.
    fn check(&mut self) {
        self.open.first = None;
        for (root, project) in &mut self.open.projects {
            let is_whole = project.looked == Some(project.state);
            let is_wanted =
                !is_whole || project.has_editions() && project.checked != Some(project.state) && self.last.elapsed() >= REST;
            if !is_wanted || !self.checking.insert(root.clone()) {
                continue;
            }
            let (session, state, events, root) = (project.asked(is_whole), project.state, self.events.clone(), root.clone());
            thread::spawn(move || {
                let look = || {
                    let found = problems::by_file(&session);
                    session.end_round();
                    found
                };
                // A thread that ends without a word would keep its project from ever being looked at again.
                let found = catch_unwind(AssertUnwindSafe(look)).ok();
                let _ = events.send(Event::Checked(Checked { root, state, is_whole, found }));
            });
        }
    }

    /// Tells what was found, and answers who waits for it.
    fn checked(&mut self, Checked { root, state, is_whole, found }: Checked) {
        self.checking.remove(&root);
        let Some(project) = self.open.projects.get_mut(&root) else { return };
        let Some(found) = found else {
            (project.looked, project.checked) = (Some(state), Some(state));
            // Nobody waits for what is not looked for again before the next change.
            project.problems.get_or_insert_default();
            self.drop_pending(|pending| pending.root == root);
            return self
                .say(&say!("the check has failed, which is a fault of the program; it is tried again with the next change"));
        };
        if !project.take(state, is_whole, found) {
            return;
        }
        self.tell(&root);
        for pending in std::mem::take(&mut self.pending) {
            if pending.root == root {
                let answer = self.ask_project(&root, &pending.path, |asked| Ok(asked.actions(&pending.within)));
                self.respond(pending.id, answer);
            } else {
                self.pending.push(pending);
            }
        }
    }

    /// Answers as cancelled what waits and passes.
    fn drop_pending(&mut self, is_dropped: impl Fn(&Pending) -> bool) {
        let (dropped, kept): (Vec<Pending>, _) =
            std::mem::take(&mut self.pending).into_iter().partition(|pending| is_dropped(pending));
        self.pending = kept;
        for pending in dropped {
            self.respond(pending.id, Err((ErrorCode::RequestCanceled, CANCELLED.to_owned())));
        }
    }

    /// A question that waits until problems are known.
    fn pending(&mut self, request: &lsp_server::Request) -> Option<Pending> {
        let within: Within = read(request.params.clone()).ok().filter(|_| request.method == "textDocument/codeAction")?;
        let (root, path) = self.open.find(&within.text_document.uri)?;
        let is_known = self.open.projects.get(&root)?.problems.is_some();
        (!is_known).then(|| Pending { id: request.id.clone(), root, path, within })
    }

    /// Tells what is wrong in every file of a project of which something else is to be said than before.
    fn tell(&mut self, root: &Path) {
        let Some(project) = self.open.projects.get_mut(root) else { return };
        let tongue = self.client.language.tongue();
        let mut all: BTreeMap<String, Value> = BTreeMap::new();
        let mut positions = Positions::new(project.session().tree(), &project.root, self.open.unit, &project.open);
        for (path, problems) in project.problems.iter().flatten() {
            all.insert(
                path.clone(),
                problems.iter().map(|problem| positions.problem(problem, tongue)).collect::<Vec<_>>().into(),
            );
        }
        let silent: Vec<String> = project.told.keys().filter(|path| !all.contains_key(*path)).cloned().collect();
        all.extend(silent.into_iter().map(|path| (path, json!([]))));
        let other = all.iter().filter(|(path, list)| project.told.get(*path) != Some(*list));
        let told: Vec<Value> = other.map(|(path, list)| json!({ "uri": positions.uri(path), "diagnostics": list })).collect();
        all.retain(|_, list| list.as_array().is_some_and(|list| !list.is_empty()));
        project.told = all;
        for params in told {
            self.notify("textDocument/publishDiagnostics", params);
        }
    }

    fn notify(&self, method: &str, params: Value) {
        (self.send)(lsp_server::Message::Notification(Notification { method: method.to_owned(), params }));
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        let id = RequestId::from(format!("bayan-{}", self.asked));
        (self.send)(lsp_server::Message::Request(lsp_server::Request { id, method: method.to_owned(), params }));
    }

    fn respond(&self, id: RequestId, answer: Result<Value, Refusal>) {
        (self.send)(lsp_server::Message::Response(match answer {
            Ok(value) => Response::new_ok(id, value),
            Err((code, why)) => Response::new_err(id, code as i32, why),
        }));
    }

    /// Says what has failed, and no request can be told.
    fn say(&self, why: &Message) {
        let why = self.client.language.tongue().sentence(why);
        self.notify("window/showMessage", json!({ "type": 1, "message": format!("bayan: {why}") }));
    }

    /// Why a request has no answer, for the person who has made it.
    fn failed(&self, why: &Message) -> Refusal {
        (ErrorCode::RequestFailed, self.client.language.tongue().sentence(why))
    }

    fn message(&mut self, message: lsp_server::Message, cancelled: &mut BTreeSet<String>) {
        match message {
            lsp_server::Message::Request(request) => {
                let id = serde_json::to_string(&request.id).unwrap_or_default();
                let answer = if cancelled.remove(&id) {
                    Err((ErrorCode::RequestCanceled, CANCELLED.to_owned()))
                } else if self.is_ending {
                    Err((ErrorCode::InvalidRequest, "the server is ending".to_owned()))
                } else if let Some(pending) = self.pending(&request) {
                    return self.pending.push(pending);
                } else {
                    // A fault in one answer takes no other with it.
                    let answer = catch_unwind(AssertUnwindSafe(|| self.request(&request.method, request.params)));
                    answer.unwrap_or_else(|_| {
                        Err((ErrorCode::InternalError, "this has failed, which is a fault of the program".to_owned()))
                    })
                };
                self.respond(request.id, answer);
            }
            lsp_server::Message::Notification(told) => self.told(&told.method, told.params),
            lsp_server::Message::Response(_) => {}
        }
        for why in std::mem::take(&mut self.open.failed) {
            self.say(&say!("the project could not be read: {why}", why));
        }
    }

    fn told(&mut self, method: &str, params: Value) {
        match method {
            "textDocument/didOpen" => {
                if let Ok(About { text_document }) = read(params) {
                    self.open.set(&text_document.uri, text_document.text);
                }
            }
            "textDocument/didChange" => {
                if let Ok(changed) = read(params) {
                    self.open.change(&changed);
                }
            }
            "textDocument/didClose" => {
                if let Ok(About { text_document }) = read(params) {
                    self.open.close(&text_document.uri);
                }
            }
            "textDocument/didSave" => {
                if let Ok(About { text_document }) = read(params)
                    && let Some((root, _)) = self.open.find(&text_document.uri)
                {
                    self.open.reload(&root);
                }
            }
            "workspace/didChangeWatchedFiles" => self.open.reload_all(),
            _ => {}
        }
    }

    #[expect(clippy::redundant_closure_for_method_calls, reason = "a method of one lifetime is no function of all")]
    fn request(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        match method {
            "shutdown" => {
                self.is_ending = true;
                self.drop_pending(|_| true);
                Ok(Value::Null)
            }
            "textDocument/completion" => self.at(params, |asked, at| Ok(asked.completion(at))),
            "textDocument/hover" => self.at(params, |asked, at| Ok(asked.hover(at))),
            "textDocument/definition" => self.at(params, |asked, at| Ok(asked.definition(at))),
            "textDocument/references" => self.at(params, |asked, at| Ok(asked.references(at))),
            "textDocument/prepareRename" => self.at(params, |asked, at| Ok(asked.prepare_rename(at))),
            "textDocument/rename" => self.at(params, |asked, at| asked.rename(at)),
            "bayan/twin" => self.at(params, |asked, at| Ok(asked.twins(at))),
            "textDocument/documentSymbol" => self.of(params, |asked| Ok(asked.document_symbols())),
            "textDocument/codeLens" => self.of(params, |asked| Ok(asked.lenses())),
            "textDocument/formatting" => self.of(params, |asked| asked.formatting()),
            "textDocument/codeAction" => {
                let within: Within = read(params)?;
                self.about(&within.text_document.uri.clone(), |asked| Ok(asked.actions(&within)))
            }
            "workspace/symbol" => {
                let Query { query } = read(params)?;
                let asked = |project| Asked { project, path: "", unit: self.open.unit, client: &self.client };
                let found = self.open.projects.values().flat_map(|project| asked(project).workspace_symbols(&query));
                Ok(found.collect::<Vec<_>>().into())
            }
            "workspace/executeCommand" => self.execute(&read(params)?),
            _ => Err((ErrorCode::MethodNotFound, format!("`{method}` is not known here"))),
        }
    }

    /// A question about a file. Nothing is known of files outside of projects.
    fn about(&mut self, uri: &str, answer: impl FnOnce(&Asked<'_>) -> Result<Value, Message>) -> Result<Value, Refusal> {
        let Some((root, path)) = self.open.find(uri) else { return Ok(Value::Null) };
        self.ask_project(&root, &path, answer)
    }

    fn of(&mut self, params: Value, answer: impl FnOnce(&Asked<'_>) -> Result<Value, Message>) -> Result<Value, Refusal> {
        let about: About = read(params)?;
        self.about(&about.text_document.uri, answer)
    }

    fn ask_project(
        &self,
        root: &Path,
        path: &str,
        answer: impl FnOnce(&Asked<'_>) -> Result<Value, Message>,
    ) -> Result<Value, Refusal> {
        let Some(project) = self.open.projects.get(root) else { return Ok(Value::Null) };
        let asked = Asked { project, path, unit: self.open.unit, client: &self.client };
        answer(&asked).map_err(|why| self.failed(&why))
    }

    fn at(&mut self, params: Value, answer: impl FnOnce(&Asked<'_>, &At) -> Result<Value, Message>) -> Result<Value, Refusal> {
        let at: At = read(params)?;
        self.about(&at.text_document.uri.clone(), |asked| answer(asked, &at))
    }

    fn execute(&mut self, execute: &Execute) -> Result<Value, Refusal> {
        let argument = |n: usize| execute.arguments.get(n).cloned().unwrap_or_default();
        let uri: String = read(argument(0))?;
        match execute.command.as_str() {
            commands::ACCEPT => {
                let blocks: Vec<String> = if argument(1).is_null() { Vec::new() } else { read(argument(1))? };
                self.accept(&uri, &blocks)
            }
            commands::TWIN => {
                let params = json!({ "textDocument": { "uri": uri }, "position": argument(1) });
                let places = self.at(params, |asked, at| Ok(asked.twins(at)))?;
                if let Some(first) = places.get(0).filter(|_| self.client.shows) {
                    let shown = json!({ "uri": first["uri"], "takeFocus": true, "selection": first["range"] });
                    self.ask("window/showDocument", shown);
                }
                Ok(places)
            }
            other => Err((ErrorCode::InvalidParams, format!("there is no command `{other}`"))),
        }
    }

    /// Writes into the lock that blocks of a page say the same in its languages.
    fn accept(&mut self, uri: &str, blocks: &[String]) -> Result<Value, Refusal> {
        let (root, path) = self.open.find(uri).ok_or_else(|| self.failed(&say!("this file belongs to no project")))?;
        // Others may have accepted something meanwhile.
        self.open.reload(&root);
        let Some(project) = self.open.projects.get(&root) else { return Ok(Value::Null) };
        let (lock, count) = accept::page(project.desk(), &path, blocks).map_err(|why| self.failed(&why))?;
        if count == 0 {
            return Ok(json!({ "accepted": 0 }));
        }
        sources::lock(&root, &lock).map_err(|error| self.failed(&say!("this could not be written: {error}", error)))?;
        self.open.reload(&root);
        if self.client.refreshes {
            self.ask("workspace/codeLens/refresh", Value::Null);
        }
        Ok(json!({ "accepted": count }))
    }
}
