//! Requests of a browser in which somebody edits -> what the editor answers, for those who hold the key of this start and come from a page
//! of this server.
//!
//! The key is in the address that is printed when the program starts; whoever opens it gets it as a cookie that no script reads and no
//! other site's request carries. Besides, a request must name the server's own host and origin, be of the one method that is known, and no
//! longer than it may be; what it says is looked at only then.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::catalogues::Language;
use crate::edit::refusal::Refusal;
use crate::edit::{self, Editor, LONGEST, picture};
use crate::message::Message;
use crate::output::hash;
use crate::site::address;

/// Where questions are asked.
pub const ASK: &str = "/.bayan/edit/";
/// What a request for a picture says of it: JSON, percent-encoded.
const PLACE: &str = "x-bayan-place";
/// So much of a body that is too long is read before its connection is broken.
const FORGOTTEN: usize = 256 << 20;
/// How long the body of a request may take to arrive.
const ARRIVAL: Duration = Duration::from_mins(2);

/// The files of the pane: their paths below the host, their texts.
pub const FILES: [(&str, &str); 7] = [
    ("/.bayan/edit.js", include_str!("pane/edit.js")),
    ("/.bayan/pane.js", include_str!("pane/pane.js")),
    ("/.bayan/window.js", include_str!("pane/window.js")),
    ("/.bayan/new-page.js", include_str!("pane/new-page.js")),
    ("/.bayan/forms.js", include_str!("pane/forms.js")),
    ("/.bayan/words.js", include_str!("pane/words.js")),
    ("/.bayan/pane.css", include_str!("pane/pane.css")),
];

/// The key to a project that may be edited.
#[derive(Debug)]
pub struct Access {
    editor: Editor,
    key: String,
    cookie: String,
}

impl Access {
    /// A new key, from the system's source of chance.
    pub fn new(editor: Editor, port: u16) -> io::Result<Self> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
        let key = hash::full(&bytes);
        // Ports of one host share their cookies.
        Ok(Self { editor, key, cookie: format!("bayan-edit-{port}") })
    }

    /// Who edits.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// What an address ends in that opens the door.
    pub fn query(&self) -> String {
        format!("?edit={}", self.key)
    }

    /// Whether a request holds the key.
    pub fn is_held(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
        pairs.any(|(name, value)| name == self.cookie && self.is_key(value))
    }

    /// Hashes are compared, so that the time it takes says nothing of the key.
    fn is_key(&self, given: &str) -> bool {
        hash::full(given.as_bytes()) == hash::full(self.key.as_bytes())
    }

    /// The answer to an address with a key in it: the cookie, and the way to the page itself.
    pub fn opened(&self, uri: &Uri) -> Option<Response> {
        let given = uri.query()?.split('&').find_map(|pair| pair.strip_prefix("edit="))?;
        if !self.is_key(given) {
            let why = "this address is of an earlier start; open the one that `bayan serve --edit` has printed last\n";
            return Some((StatusCode::FORBIDDEN, why).into_response());
        }
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.key);
        // Two slashes would be another host.
        let to = format!("/{}", uri.path().trim_start_matches('/'));
        let head = [(header::LOCATION, to), (header::SET_COOKIE, cookie), (header::REFERRER_POLICY, "no-referrer".to_owned())];
        Some((StatusCode::SEE_OTHER, head).into_response())
    }
}

/// The answer to a request at [`ASK`], whose host is ours.
pub async fn answer(access: Arc<Access>, method: Method, uri: Uri, headers: HeaderMap, body: Body) -> Response {
    if method != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response();
    }
    let tongue = language(&headers).tongue();
    let spoken = |why: &Message| json!({ "message": tongue.say(why) });
    if !headers.contains_key(header::ORIGIN) {
        let why = say!("this request does not say which page it comes from; edit in a browser that sends `Origin`");
        return told(StatusCode::FORBIDDEN, &spoken(&why));
    }
    if !access.is_held(&headers) || !is_from_here(&headers) {
        return told(StatusCode::FORBIDDEN, &spoken(&say!("open the address that `bayan serve --edit` has printed")));
    }
    let name = uri.path().strip_prefix(ASK).unwrap_or_default().to_owned();
    let is_picture = name == "picture";
    let kind = if is_picture { "application/octet-stream" } else { "application/json" };
    if headers.get(header::CONTENT_TYPE).is_none_or(|own| own != kind) {
        return told(StatusCode::UNSUPPORTED_MEDIA_TYPE, &spoken(&say!("send `{kind}`", kind)));
    }
    let most = if is_picture { picture::LARGEST } else { LONGEST };
    let body = match tokio::time::timeout(ARRIVAL, arrived(body, most)).await {
        Ok(Some(body)) => body,
        Ok(None) => {
            let why = say!("this is longer than {most} MB, or did not arrive as a whole", most = most >> 20);
            return told(StatusCode::PAYLOAD_TOO_LARGE, &spoken(&why));
        }
        Err(_) => return told(StatusCode::REQUEST_TIMEOUT, &spoken(&say!("this took too long to arrive"))),
    };
    let place = is_picture.then(|| place(&headers));
    let work = move || match place {
        Some(place) => access.editor.picture(&place?, &body, tongue),
        None => access.editor.answer(&name, &body, tongue),
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(value)) => told(StatusCode::OK, &value),
        Ok(Err(refusal)) => {
            told(StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &refusal.told(tongue))
        }
        Err(_) => told(
            StatusCode::INTERNAL_SERVER_ERROR,
            &spoken(&say!("this went wrong within the program; look at the page before you save again")),
        ),
    }
}

/// The language that a pane speaks.
fn language(headers: &HeaderMap) -> Language {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|tags| tags.to_str().ok());
    asked.and_then(|tags| Language::of(tags.split([',', ';']).next()?.trim())).unwrap_or_default()
}

/// The body of a request; `None` where it is longer than it may be, or breaks off. Much of what is too long is read all the same, and
/// forgotten: a browser that is still sending would see a broken connection and not the answer.
async fn arrived(body: Body, most: usize) -> Option<Vec<u8>> {
    let mut pieces = body.into_data_stream();
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    while let Some(piece) = pieces.next().await {
        let piece = piece.ok()?;
        length = length.saturating_add(piece.len());
        if length <= most {
            bytes.extend_from_slice(&piece);
        } else if length > FORGOTTEN {
            return None;
        } else {
            bytes = Vec::new();
        }
    }
    (length <= most).then_some(bytes)
}

/// A request of a page of this very server: browsers say where a request comes from, and nobody else needs to come.
fn is_from_here(headers: &HeaderMap) -> bool {
    let one = |name| {
        let mut all = headers.get_all(name).iter();
        all.next().and_then(|value: &HeaderValue| value.to_str().ok()).filter(|_| all.next().is_none())
    };
    let (Some(origin), Some(host)) = (one(header::ORIGIN), one(header::HOST)) else { return false };
    let is_same = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin");
    is_same && origin.strip_prefix("http://").is_some_and(|own| own.eq_ignore_ascii_case(host))
}

fn place(headers: &HeaderMap) -> Result<picture::Place, Refusal> {
    let unreadable = || Refusal::Unreadable(say!("the header `{name}` says where a picture is to stand", name = PLACE));
    let text = headers.get(PLACE).and_then(|place| place.to_str().ok()).and_then(address::decode).ok_or_else(unreadable)?;
    edit::read(text.as_bytes())
}

fn told(status: StatusCode, value: &Value) -> Response {
    let head = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, head, value.to_string()).into_response()
}
