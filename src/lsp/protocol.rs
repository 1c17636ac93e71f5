//! Ground: what an editor sends, as far as it is read. What is sent back is written where it is made.

use std::path::PathBuf;

use lsp_server::{ErrorCode, RequestId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::catalogues::Language;

/// Why a request has no answer.
pub type Refusal = (ErrorCode, String);

/// Parameters as they should be.
///
/// # Errors
///
/// Where they are not.
pub fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    let unreadable = |_| (ErrorCode::InvalidParams, "the parameters are not those of the protocol".to_owned());
    serde_json::from_value(params).map_err(unreadable)
}

/// A place in a text: line and column from 0, columns in the unit that was agreed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column.
    pub character: u32,
}

/// From one place to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub struct Range {
    /// First.
    pub start: Position,
    /// One past the last.
    pub end: Position,
}

/// A text by its address.
#[derive(Clone, Debug, Deserialize)]
pub struct TextDocument {
    /// `file:///…`
    pub uri: String,
    /// What stands in it, where it is opened.
    #[serde(default)]
    pub text: String,
}

/// A notification or request about a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Which.
    pub text_document: TextDocument,
}

/// A text that was changed.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// Which.
    pub text_document: TextDocument,
    /// What is other, one after the other.
    pub content_changes: Vec<ContentChange>,
}

/// A piece of a text that was replaced, or all of it.
#[derive(Clone, Debug, Deserialize)]
pub struct ContentChange {
    /// Where; all of the text if it is not said.
    pub range: Option<Range>,
    /// What stands there now.
    pub text: String,
}

/// A place in a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct At {
    /// Which.
    pub text_document: TextDocument,
    /// Where.
    pub position: Position,
    /// Of a request for references.
    #[serde(default)]
    pub context: ReferenceContext,
    /// Of a request to rename.
    #[serde(default)]
    pub new_name: String,
}

/// What references are wanted.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReferenceContext {
    /// Also where it is defined.
    pub include_declaration: bool,
}

/// A stretch of a text in which something can be done.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Within {
    /// Which.
    pub text_document: TextDocument,
    /// Where.
    pub range: Range,
}

/// A question about problems that are still being looked for.
#[derive(Debug)]
pub struct Pending {
    /// Under which it is answered.
    pub id: RequestId,
    /// The project.
    pub root: PathBuf,
    /// The file.
    pub path: String,
    /// Where in it.
    pub within: Within,
}

/// Words that are looked for in a project.
#[derive(Clone, Debug, Deserialize)]
pub struct Query {
    /// Which.
    pub query: String,
}

/// A command with what it is about.
#[derive(Clone, Debug, Deserialize)]
pub struct Execute {
    /// Its name.
    pub command: String,
    /// What it is about.
    #[serde(default)]
    pub arguments: Vec<Value>,
}

/// What an editor says of itself.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that an editor can or cannot do")]
pub struct Client {
    /// Folders that are open, as addresses.
    pub folders: Vec<String>,
    /// In which problems are told to it.
    pub language: Language,
    /// Whether columns can be bytes.
    pub has_utf8: bool,
    /// Whether an edit can create files.
    pub creates: bool,
    /// Whether edits can be a list, which those that create files must be.
    pub takes_list: bool,
    /// Whether it tells of files that change when it is asked to.
    pub watches: bool,
    /// Whether it can be asked to show a text.
    pub shows: bool,
    /// Whether it can be told that what stands above lines has changed.
    pub refreshes: bool,
}

impl Client {
    /// From the parameters of `initialize`. The language that was asked for goes before that of the editor.
    pub fn of(params: &Value, asked: Option<Language>) -> Self {
        let says = |path: &str| params.pointer(path).and_then(Value::as_bool).unwrap_or(false);
        let lists = |path: &str, word: &str| {
            let words = params.pointer(path).and_then(Value::as_array);
            words.is_some_and(|words| words.iter().any(|own| own.as_str() == Some(word)))
        };
        let folders = params.get("workspaceFolders").and_then(Value::as_array);
        let uris = folders.into_iter().flatten().filter_map(|folder| folder.get("uri").and_then(Value::as_str));
        let mut folders: Vec<String> = uris.map(str::to_owned).collect();
        if folders.is_empty() {
            folders.extend(params.get("rootUri").and_then(Value::as_str).map(str::to_owned));
        }
        Self {
            folders,
            language: asked.or_else(|| Language::of(params.get("locale")?.as_str()?)).unwrap_or_default(),
            has_utf8: lists("/capabilities/general/positionEncodings", "utf-8"),
            creates: lists("/capabilities/workspace/workspaceEdit/resourceOperations", "create"),
            takes_list: says("/capabilities/workspace/workspaceEdit/documentChanges"),
            watches: says("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
            shows: says("/capabilities/window/showDocument/support"),
            refreshes: says("/capabilities/workspace/codeLens/refreshSupport"),
        }
    }
}
