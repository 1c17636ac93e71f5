//! Requests -> answers. Only files of the site itself are in reach, whether they are in memory or are copied from the disk.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{Stream, unfold};

use crate::output::contents::Contents;
use crate::site::address;

use super::stage::{Press, Pressed, Scenery, Stage};
use super::{film, live};

/// Answers until Ctrl-C, or until the program is asked to end.
pub fn run(listener: TcpListener, stage: Arc<Stage>) -> io::Result<()> {
    run_until(listener, stage, asked_to_end())
}

/// Answers until `end` is ready.
fn run_until(listener: TcpListener, stage: Arc<Stage>, end: impl Future<Output = ()>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        // Open pages wait for events for ever: there is nothing to wait for when the program ends.
        tokio::select! {
            ended = axum::serve(listener, router(stage)) => ended,
            () = end => Ok(()),
        }
    });
    // Neither is there for a PDF that nobody will read; dropping the runtime would wait until it is made.
    runtime.shutdown_background();
    result
}

async fn asked_to_end() {
    let ctrl_c = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut term) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            tokio::select! { _ = ctrl_c => {}, _ = term.recv() => {} }
            return;
        }
    }
    let _ = ctrl_c.await;
}

fn router(stage: Arc<Stage>) -> Router {
    Router::new()
        .route(live::SCRIPT, get(|headers: HeaderMap| async move { guarded(&headers, || file("live.js", live::SOURCE.into())) }))
        .route(live::EVENTS, get(events))
        .fallback(page)
        .with_state(stage)
}

/// Refuses requests for other hosts: a page elsewhere whose name is made to lead here (DNS rebinding) could read the site
/// otherwise. An address is no name, so it can lead nowhere else.
fn guarded(headers: &HeaderMap, answer: impl FnOnce() -> Response) -> Response {
    if is_for_us(headers) { answer() } else { refused() }
}

fn is_for_us(headers: &HeaderMap) -> bool {
    headers.get(header::HOST).and_then(|h| h.to_str().ok()).is_some_and(is_own)
}

fn refused() -> Response {
    (StatusCode::FORBIDDEN, "bayan serves localhost and plain addresses only\n").into_response()
}

/// `localhost` and its subdomains (RFC 6761, section 6.3), and addresses; with or without a port.
fn is_own(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or(six),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok()
}

async fn page(State(stage): State<Arc<Stage>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !is_for_us(&headers) {
        return refused();
    }
    if !matches!(method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    if let Some((press, path)) = to_make(&stage.now(), uri.path())
        // A minute of work must not hold up the pages, which one thread answers.
        && let Ok(pressed) = tokio::task::spawn_blocking(move || press.make(&path)).await
        && let Some(response) = made(uri.path(), pressed)
    {
        return response;
    }
    find(&stage.now(), uri.path(), &headers)
}

/// The path below the output folder of a file that is made when it is asked for, with what makes it.
fn to_make(scenery: &Scenery, path: &str) -> Option<(Press, String)> {
    let below = address::decode(path.strip_prefix(&*scenery.base)?)?;
    let is_missing = scenery.site.as_ref().is_some_and(|site| site.get(&below).is_none());
    let press = scenery.press.clone()?;
    (is_missing && below.ends_with(".pdf")).then(|| (press, below.into_owned()))
}

fn made(path: &str, pressed: Pressed) -> Option<Response> {
    match pressed {
        Pressed::File(bytes) => Some(file(path, bytes.to_vec())),
        Pressed::Problems(problems) => {
            let mut response = file("problems.txt", problems.into_bytes());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            Some(response)
        }
        Pressed::Nothing => None,
    }
}

/// What stands at a path.
enum Found<'a> {
    File(&'a str, &'a Contents),
    /// The path of a folder lacks its slash.
    Folder,
    /// The path is above the site.
    Above,
    Nothing,
}

fn look<'a>(scenery: &'a Scenery, path: &str) -> Found<'a> {
    let Some(below) = path.strip_prefix(&*scenery.base) else {
        return if scenery.base.starts_with(path) || path == "/" { Found::Above } else { Found::Nothing };
    };
    let (Some(site), Some(below)) = (&scenery.site, address::decode(below)) else { return Found::Nothing };
    let file = |path: &str| {
        let (path, contents) = site.entry(path)?;
        Some(Found::File(path.as_str(), contents))
    };
    if below.is_empty() || below.ends_with('/') {
        return file(&format!("{below}index.html")).unwrap_or(Found::Nothing);
    }
    let folder = || site.get(&format!("{below}/index.html")).map(|_| Found::Folder);
    file(&below).or_else(folder).unwrap_or(Found::Nothing)
}

fn find(scenery: &Scenery, path: &str, headers: &HeaderMap) -> Response {
    match look(scenery, path) {
        Found::File(name, contents) => found(name, contents, headers).unwrap_or_else(|error| {
            let mut response = file("problems.txt", format!("error: {error}\n").into_bytes());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }),
        Found::Folder => redirect(&format!("{path}/")),
        Found::Above => redirect(&scenery.base),
        Found::Nothing => {
            let mut response = file("404.html", not_found(scenery).into_bytes());
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
    }
}

fn found(name: &str, contents: &Contents, headers: &HeaderMap) -> io::Result<Response> {
    Ok(match contents {
        Contents::Copied(original) if !name.ends_with(".html") => {
            let mut response = film::answer(&original.file, headers)?;
            response.headers_mut().extend(always(name).map(|(name, value)| (name, HeaderValue::from_static(value))));
            response
        }
        Contents::Here(_) | Contents::Kept(_) | Contents::Copied(_) | Contents::Made(_) => file(name, contents.bytes()?.to_vec()),
    })
}

fn redirect(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// The site's page for what does not exist, or a bare one as long as there is no site.
fn not_found(scenery: &Scenery) -> String {
    let own = scenery.site.as_ref().and_then(|site| site.get("404.html")?.bytes().ok());
    own.map_or_else(
        || {
            "<!doctype html><html lang=en><head><title>bayan</title></head><body><p>There is no site yet.</p></body></html>"
                .to_owned()
        },
        |bytes| String::from_utf8_lossy(&bytes).into_owned(),
    )
}

/// A file as it is; a page with the script that keeps it fresh.
fn file(name: &str, bytes: Vec<u8>) -> Response {
    let bytes = if name.ends_with(".html") { live::inject(&String::from_utf8_lossy(&bytes)).into_bytes() } else { bytes };
    (always(name), bytes).into_response()
}

/// The headers of every file.
fn always(name: &str) -> [(HeaderName, &'static str); 3] {
    let kind = content_type(name);
    [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")]
}

/// The media type of a name's ending.
fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}

async fn events(State(stage): State<Arc<Stage>>, uri: Uri, headers: HeaderMap) -> Response {
    let page = uri.query().and_then(|q| q.strip_prefix("page=")).and_then(address::decode);
    guarded(&headers, || {
        let Some(page) = page else { return StatusCode::BAD_REQUEST.into_response() };
        // A proxy must not keep events back until there are enough of them.
        let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no")];
        (unbuffered, Sse::new(states(&stage, page.into_owned())).keep_alive(KeepAlive::default())).into_response()
    })
}

/// The states of a page: the one now, and each that differs from the one before.
fn states(stage: &Stage, path: String) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    unfold((stage.follow(), None, path), |(mut scenery, told, path)| async move {
        loop {
            let now = state(&scenery.borrow_and_update(), &path);
            if told.as_ref() != Some(&now) {
                let event = Event::default().data(serde_json::to_string(&now).ok()?);
                return Some((Ok(event), (scenery, Some(now), path)));
            }
            scenery.changed().await.ok()?;
        }
    })
}

fn state(scenery: &Scenery, path: &str) -> live::State {
    match look(scenery, path) {
        Found::File(name, contents) if name.ends_with(".html") => {
            let bytes = contents.bytes().unwrap_or_default();
            live::State::of(&String::from_utf8_lossy(&bytes), &scenery.problems)
        }
        Found::File(..) | Found::Folder | Found::Above | Found::Nothing => {
            live::State::of(&not_found(scenery), &scenery.problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{IpAddr, TcpStream};
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use super::{is_own, run_until};
    use crate::output::OutputSet;
    use crate::serve::listen;
    use crate::serve::stage::{Press, Pressed, Stage};

    /// A PDF that takes for ever keeps neither pages waiting nor the program from ending.
    #[test]
    fn slow_work_holds_nothing_up() {
        const LIMIT: Duration = Duration::from_mins(1);
        let listener = listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a free port");
        let address = listener.local_addr().expect("bound");
        let stage = Arc::new(Stage::default());
        let (begun, begins) = channel();
        let (release, held) = channel::<()>();
        let held = Mutex::new(held);
        let press = Press::new(move |_| {
            let _ = begun.send(());
            let _ = held.lock().map(|held| held.recv());
            Pressed::Nothing
        });
        stage.show("/", OutputSet::new(), Some(press));
        let (end, ends) = tokio::sync::oneshot::channel::<()>();
        let (done, is_done) = channel();
        std::thread::spawn(move || {
            let result = run_until(listener, stage, async { drop(ends.await) });
            done.send(result.is_ok())
        });
        let ask = |path: &str| {
            let mut stream = TcpStream::connect(address).expect("connected");
            stream.set_read_timeout(Some(LIMIT)).expect("a limit");
            let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            stream.write_all(request.as_bytes()).expect("sent");
            stream
        };
        let _slow = ask("/slow.pdf");
        begins.recv_timeout(LIMIT).expect("it is being made");
        let mut answer = String::new();
        ask("/page/").read_to_string(&mut answer).expect("an answer while the file is being made");
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        end.send(()).expect("the server listens");
        assert_eq!(is_done.recv_timeout(LIMIT), Ok(true), "it ends while the file is being made");
        drop(release);
    }

    #[test]
    fn names_of_others_are_refused() {
        for own in ["localhost", "LOCALHOST:1111", "127.0.0.1:1111", "[::1]:1111", "192.168.1.7", "site.localhost:80"] {
            assert!(is_own(own), "{own}");
        }
        for other in ["example.org", "localhost.example.org:1111", "127.0.0.1.example.org", "", "evil", "[x]"] {
            assert!(!is_own(other), "{other}");
        }
    }
}
