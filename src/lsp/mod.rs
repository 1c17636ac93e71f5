//! Roof: an editor over standard input and output -> answers, one after the other. The only user of `lsp-server`.
//!
//! Messages wait in one queue, so that what is cancelled before its turn is answered as that, and so that problems are told once for
//! all letters that were typed meanwhile. What files of editions say besides takes long: it is found on another thread while nobody types.

mod convert;
mod open;
mod project;
mod protocol;
mod requests;
mod uri;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{Connection, ErrorCode, Message, Notification, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::answers::{accept, problems};
use crate::output::sources;
use crate::pipeline::Request;
use crate::source::Unit;

use convert::Positions;
use open::Open;
use project::{Problems, Project};
use protocol::{About, At, Client, Execute, Query, Within};
use requests::{Asked, commands};

/// How long nobody types before problems are told, and how long they wait at most.
const PAUSE: Duration = Duration::from_millis(30);
const PATIENCE: Duration = Duration::from_millis(300);
/// How long nobody types before files of editions are made.
const REST: Duration = Duration::from_millis(800);

/// With what a server begins.
#[derive(Clone, Debug)]
pub struct Start {
    /// The folder of the one project, where somebody has said it.
    pub root: Option<PathBuf>,
    /// What is asked of every project.
    pub request: Request,
}

/// Answers over standard input and output until the editor ends.
pub fn stdio(start: &Start) -> io::Result<()> {
    let (connection, threads) = Connection::stdio();
    run(connection, start)?;
    // The reader waits for a message that an editor which is gone never sends.
    drop(threads);
    Ok(())
}

/// Answers over a connection.
pub fn run(connection: Connection, start: &Start) -> io::Result<()> {
    let gone = |error: lsp_server::ProtocolError| io::Error::other(error.to_string());
    let (id, params) = connection.initialize_start().map_err(gone)?;
    let client = Client::of(&params);
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
    let send = Box::new(move |message: Message| {
        // An editor that is gone is told nothing; the queue says that it is.
        let _ = sender.send(message);
    });
    let mut server = Server {
        send,
        client,
        open: Open::new(start.root.as_deref(), &start.request, unit),
        events,
        checking: BTreeSet::new(),
        last: Instant::now(),
        asked: 0,
        is_ending: false,
    };
    server.begin();
    server.answer(&queue);
    Ok(())
}

fn capabilities(unit: Unit) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": if unit == Unit::Byte { "utf-8" } else { "utf-16" },
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "completionProvider": { "triggerCharacters": [":", "(", "#", "/"] },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "renameProvider": { "prepareProvider": true },
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "codeActionProvider": { "codeActionKinds": ["quickfix", "refactor"] },
            "codeLensProvider": { "resolveProvider": false },
            "executeCommandProvider": { "commands": [commands::ACCEPT, commands::TWIN] },
        },
        "serverInfo": { "name": "bayan", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// What the server waits for.
enum Event {
    Message(Message),
    /// The editor has ended without saying so.
    Gone,
    /// All problems of a project in one of its states.
    Checked(PathBuf, u64, Problems),
}

struct Server<'s> {
    send: Box<dyn Fn(Message)>,
    client: Client,
    open: Open<'s>,
    events: Sender<Event>,
    /// Projects whose files of editions are being made.
    checking: BTreeSet<PathBuf>,
    /// When the last message came.
    last: Instant,
    /// How many requests were sent.
    asked: i32,
    is_ending: bool,
}

/// Why a request has no answer.
type Refusal = (ErrorCode, String);

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

    fn answer(&mut self, queue: &Receiver<Event>) {
        let mut waiting: VecDeque<Message> = VecDeque::new();
        let mut cancelled: BTreeSet<String> = BTreeSet::new();
        loop {
            // Everything that has come, before anything is done.
            while let Ok(event) = queue.try_recv() {
                if !self.sort(event, &mut waiting, &mut cancelled) {
                    return;
                }
            }
            if let Some(message) = waiting.pop_front() {
                if matches!(&message, Message::Notification(told) if told.method == "exit") {
                    return;
                }
                self.message(message, &mut cancelled);
                if self.open.first.is_some_and(|first| first.elapsed() > PATIENCE) {
                    self.tell();
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
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) if self.open.first.is_some() => self.tell(),
                Err(RecvTimeoutError::Timeout) => self.check(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Puts a message into the queue, and notes what is no longer wanted. `false` where the editor is gone.
    fn sort(&mut self, event: Event, waiting: &mut VecDeque<Message>, cancelled: &mut BTreeSet<String>) -> bool {
        match event {
            Event::Message(Message::Notification(told)) if told.method == "$/cancelRequest" => {
                let id = told.params.get("id").cloned().unwrap_or_default();
                let is_id = |message: &Message| matches!(message, Message::Request(request) if serde_json::to_value(&request.id).ok().as_ref() == Some(&id));
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
            Event::Checked(root, state, found) => {
                self.checking.remove(&root);
                if let Some(project) = self.open.projects.get_mut(&root) {
                    project.take(state, found);
                }
                self.tell();
            }
        }
        true
    }

    /// How long to wait for the next message before there is something to do.
    fn pause(&self) -> Option<Duration> {
        if self.open.first.is_some() {
            return Some(PAUSE);
        }
        let is_due = |project: &Project| project.has_editions() && project.checked != Some(project.state);
        let waits = self.open.projects.iter().any(|(root, project)| is_due(project) && !self.checking.contains(root));
        waits.then(|| REST.saturating_sub(self.last.elapsed()).max(Duration::from_millis(1)))
    }

    /// Has the files of editions made of the projects that have changed.
    fn check(&mut self) {
        for (root, project) in &mut self.open.projects {
            if !project.has_editions() || project.checked == Some(project.state) || !self.checking.insert(root.clone()) {
                continue;
            }
            let (whole, state, events, root) = (project.whole(), project.state, self.events.clone(), root.clone());
            thread::spawn(move || {
                let _ = events.send(Event::Checked(root, state, problems::by_file(&whole)));
            });
        }
    }

    /// Tells what is wrong in every file of which something else is to be said than before.
    fn tell(&mut self) {
        self.open.first = None;
        let mut told = Vec::new();
        for project in self.open.projects.values_mut().filter(|project| project.said != Some(project.state)) {
            let mut all: BTreeMap<String, Value> = BTreeMap::new();
            let mut positions = Positions::new(project.session().tree(), &project.root, self.open.unit, &project.open);
            for (path, problems) in project.problems() {
                all.insert(path.clone(), problems.iter().map(|problem| positions.problem(problem)).collect::<Vec<_>>().into());
            }
            let silent: Vec<String> = project.told.keys().filter(|path| !all.contains_key(*path)).cloned().collect();
            all.extend(silent.into_iter().map(|path| (path, json!([]))));
            for (path, list) in &all {
                if project.told.get(path) != Some(list) {
                    told.push(json!({ "uri": positions.uri(path), "diagnostics": list }));
                }
            }
            all.retain(|_, list| list.as_array().is_some_and(|list| !list.is_empty()));
            project.told = all;
            project.said = Some(project.state);
        }
        for params in told {
            self.notify("textDocument/publishDiagnostics", params);
        }
    }

    fn notify(&self, method: &str, params: Value) {
        (self.send)(Message::Notification(Notification { method: method.to_owned(), params }));
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        let id = RequestId::from(format!("bayan-{}", self.asked));
        (self.send)(Message::Request(lsp_server::Request { id, method: method.to_owned(), params }));
    }

    /// Says what could not be read.
    fn say(&self, why: &str) {
        self.notify("window/showMessage", json!({ "type": 1, "message": format!("bayan: {why}") }));
    }

    fn message(&mut self, message: Message, cancelled: &mut BTreeSet<String>) {
        match message {
            Message::Request(request) => {
                let id = serde_json::to_string(&request.id).unwrap_or_default();
                let answer = if cancelled.remove(&id) {
                    Err((ErrorCode::RequestCanceled, "nobody wants it any more".to_owned()))
                } else if self.is_ending {
                    Err((ErrorCode::InvalidRequest, "the server is ending".to_owned()))
                } else {
                    self.request(&request.method, request.params)
                };
                let response = match answer {
                    Ok(value) => Response::new_ok(request.id, value),
                    Err((code, why)) => Response::new_err(request.id, code as i32, why),
                };
                (self.send)(Message::Response(response));
            }
            Message::Notification(told) => self.told(&told.method, told.params),
            Message::Response(_) => {}
        }
        for why in std::mem::take(&mut self.open.failed) {
            self.say(&why);
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
                Ok(Value::Null)
            }
            "textDocument/completion" => self.at(params, |asked, at| Ok(asked.completion(at))),
            "textDocument/hover" => self.at(params, |asked, at| Ok(asked.hover(at))),
            "textDocument/definition" => self.at(params, |asked, at| Ok(asked.definition(at))),
            "textDocument/references" => self.at(params, |asked, at| Ok(asked.references(at))),
            "textDocument/prepareRename" => self.at(params, |asked, at| Ok(asked.prepare_rename(at))),
            "textDocument/rename" => self.at(params, |asked, at| asked.rename(at)),
            "bayan/twin" => self.at(params, |asked, at| Ok(asked.twins(at))),
            "textDocument/documentSymbol" => {
                let about: About = read(params)?;
                self.about(&about.text_document.uri, |asked| Ok(asked.document_symbols()))
            }
            "textDocument/codeLens" => {
                let about: About = read(params)?;
                self.about(&about.text_document.uri, |asked| Ok(asked.lenses()))
            }
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
            "workspace/executeCommand" => {
                let execute: Execute = read(params)?;
                self.execute(&execute)
            }
            _ => Err((ErrorCode::MethodNotFound, format!("`{method}` is not known here"))),
        }
    }

    /// A question about a file. Nothing is known of files outside of projects.
    fn about(&mut self, uri: &str, answer: impl FnOnce(&Asked<'_>) -> Result<Value, String>) -> Result<Value, Refusal> {
        let Some((root, path)) = self.open.find(uri) else { return Ok(Value::Null) };
        let Some(project) = self.open.projects.get(&root) else { return Ok(Value::Null) };
        let asked = Asked { project, path: &path, unit: self.open.unit, client: &self.client };
        answer(&asked).map_err(|why| (ErrorCode::RequestFailed, why))
    }

    fn at(&mut self, params: Value, answer: impl FnOnce(&Asked<'_>, &At) -> Result<Value, String>) -> Result<Value, Refusal> {
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
        let failed = |why: String| (ErrorCode::RequestFailed, why);
        let (root, path) = self.open.find(uri).ok_or_else(|| failed("this file belongs to no project".to_owned()))?;
        // Others may have accepted something meanwhile.
        self.open.reload(&root);
        let Some(project) = self.open.projects.get(&root) else { return Ok(Value::Null) };
        let (lock, count) = accept::page(project.desk(), &path, blocks).map_err(failed)?;
        sources::lock(&root, &lock).map_err(|error| failed(error.to_string()))?;
        self.open.reload(&root);
        if self.client.refreshes {
            self.ask("workspace/codeLens/refresh", Value::Null);
        }
        Ok(json!({ "accepted": count }))
    }
}

/// Parameters as they should be.
fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}
