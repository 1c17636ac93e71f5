//! An editor as the language server sees one: `bayan lsp` over its standard input and output, with a few requests by name.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use bayan::source::{LineIndex, Unit};
use serde_json::{Value, json};

use super::program::program;

/// Longer than anything takes, on a machine that does other things too.
const LONG: Duration = Duration::from_mins(2);

/// An editor with the server that it has started.
pub struct Editor {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    next: i64,
    unit: Unit,
    /// What was told last of each file, by address.
    pub told: BTreeMap<String, Vec<Value>>,
    /// What the server asked for or said besides.
    pub others: Vec<Value>,
    /// What the server can do.
    pub server: Value,
}

/// The address of a file.
pub fn uri(file: &Path) -> String {
    let mut text = String::from("file://");
    for byte in file.to_str().expect("UTF-8").bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            byte => text.extend(["%", &format!("{byte:02X}")]),
        }
    }
    text
}

impl Editor {
    /// Starts the server in a folder and makes its acquaintance.
    pub fn start(folder: &Path, options: &str, encodings: &[&str]) -> Self {
        Self::speaking("en", folder, options, encodings)
    }

    /// The same for an editor whose words are in a language.
    pub fn speaking(locale: &str, folder: &Path, options: &str, encodings: &[&str]) -> Self {
        let mut command = program(folder, &format!("lsp {options}"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().expect("it starts");
        let input = child.stdin.take().expect("an input");
        let mut output = BufReader::new(child.stdout.take().expect("an output"));
        let (send, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        let unit = if encodings.contains(&"utf-8") { Unit::Byte } else { Unit::Utf16 };
        let (told, others) = (BTreeMap::new(), Vec::new());
        let mut editor = Self { child, input, messages, next: 0, unit, told, others, server: Value::Null };
        let capabilities = json!({
            "general": { "positionEncodings": encodings },
            "window": { "showDocument": { "support": true } },
            "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
        });
        let folders = json!([{ "uri": uri(folder), "name": "desk" }]);
        let params = json!({ "processId": null, "locale": locale, "capabilities": capabilities, "workspaceFolders": folders });
        editor.server = editor.ask("initialize", params).expect("an answer");
        editor.tell("initialized", json!({}));
        editor
    }

    fn write(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("it listens");
        self.input.flush().expect("it listens");
    }

    /// A notification.
    #[expect(clippy::needless_pass_by_value, reason = "parameters are made where they are sent")]
    pub fn tell(&mut self, method: &str, params: Value) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request, and gives its number.
    #[expect(clippy::needless_pass_by_value, reason = "parameters are made where they are sent")]
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The answer to a request: what it is, or the error.
    pub fn end(&mut self, id: i64) -> Result<Value, Value> {
        loop {
            let message = self.take();
            if message["id"] == json!(id) && message.get("method").is_none() {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
        }
    }

    /// A request and its answer.
    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.begin(method, params);
        self.end(id)
    }

    fn take(&mut self) -> Value {
        let message = self.messages.recv_timeout(LONG).expect("the server says something");
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().expect("an address").to_owned();
            self.told.insert(uri, message["params"]["diagnostics"].as_array().expect("a list").clone());
        } else if message.get("method").is_some() {
            self.others.push(message.clone());
        }
        message
    }

    /// Waits until what was told is as it should be.
    #[track_caller]
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        while !is_so(self) {
            let message = self.messages.recv_timeout(LONG);
            let message = message.unwrap_or_else(|_| panic!("{what} never came; told was {:#?}", self.told));
            if message["method"] == "textDocument/publishDiagnostics" {
                let uri = message["params"]["uri"].as_str().expect("an address").to_owned();
                self.told.insert(uri, message["params"]["diagnostics"].as_array().expect("a list").clone());
            } else {
                self.others.push(message);
            }
        }
    }

    /// The codes that were told last of a file.
    pub fn codes(&self, uri: &str) -> Vec<String> {
        let list = self.told.get(uri).map_or(&[][..], Vec::as_slice);
        list.iter().map(|told| told["code"].as_str().expect("a code").to_owned()).collect()
    }

    /// Opens a text.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a whole text that is open.
    pub fn change(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "version": 2 });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    /// A request about a byte of a text.
    pub fn at(&mut self, method: &str, uri: &str, text: &str, at: usize, more: &Value) -> Result<Value, Value> {
        let mut params = json!({ "textDocument": { "uri": uri }, "position": self.position(text, at) });
        for (name, value) in more.as_object().into_iter().flatten() {
            params[name] = value.clone();
        }
        self.ask(method, params)
    }

    /// The position of a byte.
    pub fn position(&self, text: &str, at: usize) -> Value {
        let (line, character) = LineIndex::new(text).position(at, self.unit);
        json!({ "line": line, "character": character })
    }

    /// The bytes of a range.
    pub fn bytes(&self, text: &str, range: &Value) -> std::ops::Range<usize> {
        let number = |end: &str, name: &str| usize::try_from(range[end][name].as_u64().expect("a number")).expect("small");
        let lines = LineIndex::new(text);
        let byte = |end: &str| lines.byte(number(end, "line"), number(end, "character"), self.unit);
        byte("start")..byte("end")
    }

    /// A text with the edits of it among those of a change.
    pub fn edited(&self, text: &str, uri: &str, change: &Value) -> String {
        let documents = change["documentChanges"].as_array().expect("a list");
        let own = documents.iter().filter(|document| document["textDocument"]["uri"] == uri);
        let edits = own.flat_map(|document| document["edits"].as_array().expect("edits"));
        let mut edits: Vec<_> =
            edits.map(|edit| (self.bytes(text, &edit["range"]), edit["newText"].as_str().expect("text"))).collect();
        edits.sort_by_key(|(range, _)| range.start);
        let mut new = text.to_owned();
        for (range, with) in edits.into_iter().rev() {
            new.replace_range(range, with);
        }
        new
    }

    /// Ends the server as an editor does, and gives its exit code.
    pub fn finish(mut self) -> Option<i32> {
        self.ask("shutdown", Value::Null).expect("an answer");
        self.tell("exit", Value::Null);
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The addresses of files that a change is about.
pub fn files(change: &Value) -> Vec<PathBuf> {
    let documents = change["documentChanges"].as_array().expect("a list");
    let uris = documents.iter().map(|document| document["textDocument"]["uri"].as_str().or(document["uri"].as_str()));
    uris.map(|uri| PathBuf::from(uri.expect("an address").trim_start_matches("file://"))).collect()
}

/// One message; `None` at the end.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}
