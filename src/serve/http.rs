//! Requests -> answers. Only files of the site itself are in reach, whether they are in memory or are copied from the disk.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{Stream, unfold};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::sync::oneshot::Receiver;

use crate::output::contents::Contents;
use crate::site::address;

use super::edit::Access;
use super::preview::{FileMaker, MadeFile, Preview, Snapshot};
use super::{edit, film, live};

/// How long the head of a request may take to arrive, and a connection wait for its next request.
const HEAD: Duration = Duration::from_secs(30);

/// Answers until Ctrl-C, until the program is asked to end, or until `builder` says why no site will be built any more.
pub fn run(
    listener: TcpListener,
    preview: Arc<Preview>,
    access: Option<Arc<Access>>,
    builder: Receiver<io::Error>,
) -> io::Result<()> {
    let mut reason = None;
    let end = async {
        tokio::select! {
            () = asked_to_end() => {}
            // A builder that ends without a reason has nobody to build for.
            Ok(error) = builder => reason = Some(error),
        }
    };
    run_until(listener, Shown { preview, access }, HEAD, end)?;
    reason.map_or(Ok(()), Err)
}

/// Answers until `end` is ready.
fn run_until(listener: TcpListener, shown: Shown, head: Duration, end: impl Future<Output = ()>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = router(shown);
        // Open pages wait for events for ever: there is nothing to wait for when the program ends.
        tokio::select! {
            () = accept(&listener, &router, head) => {}
            () = end => {}
        }
        Ok(())
    });
    // Neither is there for a PDF that nobody will read; dropping the runtime would wait until it is made.
    runtime.shutdown_background();
    result
}

/// Takes connections for ever. Whoever does not come to the end of a request's head in `head` is given up, so that connections that
/// say nothing do not use up what the system has of them.
async fn accept(listener: &tokio::net::TcpListener, router: &Router, head: Duration) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // It broke before it was taken, or there are too many for now: a later one may do better.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut builder = Builder::new(TokioExecutor::new()).http1_only();
            builder.http1().timer(TokioTimer::new()).header_read_timeout(head);
            // What a connection ends with concerns nobody but whoever opened it.
            let _ = builder.serve_connection(TokioIo::new(stream), service).await;
        });
    }
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

/// What is shown, and the key for those who may change it.
#[derive(Clone)]
struct Shown {
    preview: Arc<Preview>,
    access: Option<Arc<Access>>,
}

fn router(shown: Shown) -> Router {
    let script = |path: &'static str, source: &'static str| {
        get(move |headers: HeaderMap| async move { guarded(&headers, || file(path, source.into(), false)) })
    };
    let router = Router::new().route(live::SCRIPT, script(live::SCRIPT, live::SOURCE)).route(live::EVENTS, get(events));
    let files = if shown.access.is_some() { &edit::FILES[..] } else { &[] };
    let router = files.iter().fold(router, |router, (path, source)| router.route(path, script(path, source)));
    router.fallback(page).with_state(shown)
}

/// Refuses requests for other hosts: a page elsewhere whose name is made to lead here (DNS rebinding) could read the site
/// otherwise. An address is no name, so it can lead nowhere else.
fn guarded(headers: &HeaderMap, answer: impl FnOnce() -> Response) -> Response {
    if is_for_us(headers) { answer() } else { refused() }
}

/// One name and no other: of two, something in between may have read the other one.
fn is_for_us(headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    hosts.next().and_then(|h| h.to_str().ok()).is_some_and(is_own) && hosts.next().is_none()
}

fn refused() -> Response {
    (StatusCode::FORBIDDEN, "bayan serves localhost and plain addresses only\n").into_response()
}

/// `localhost` and its subdomains (RFC 6761, section 6.3), and addresses; with or without a port.
fn is_own(host: &str) -> bool {
    let is_port = |port: &str| port.is_empty() || (port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok());
    if let Some(six) = host.strip_prefix('[') {
        let Some((address, rest)) = six.split_once(']') else { return false };
        return address.parse::<Ipv6Addr>().is_ok() && (rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port));
    }
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let name = name.to_ascii_lowercase();
    let is_below = name.strip_suffix(".localhost").is_some_and(|below| {
        below.split('.').all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    });
    is_port(port) && (name == "localhost" || is_below || name.parse::<Ipv4Addr>().is_ok())
}

async fn page(State(shown): State<Shown>, method: Method, uri: Uri, headers: HeaderMap, body: Body) -> Response {
    let Shown { preview, access } = shown;
    // A request may name its host in its first line as well.
    if !is_for_us(&headers) || uri.authority().is_some_and(|host| !is_own(host.as_str())) {
        return refused();
    }
    if let Some(access) = access.clone().filter(|_| uri.path().starts_with(edit::ASK)) {
        return edit::answer(access, method, uri, headers, body).await;
    }
    if !matches!(method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    if let Some(opened) = access.as_ref().and_then(|access| access.opened(&uri)) {
        return opened;
    }
    if let Some((maker, path)) = to_make(&preview.now(), uri.path())
        // A minute of work must not hold up the pages, which one thread answers.
        && let Some(response) = made(uri.path(), tokio::task::spawn_blocking(move || maker.make(&path)).await.unwrap_or_else(broken))
    {
        return response;
    }
    let is_editor = access.is_some_and(|access| access.is_held(&headers));
    find(&preview.now(), uri.path(), &headers, is_editor)
}

/// The path below the output folder of a file that is made when it is asked for, with what makes it.
fn to_make(snapshot: &Snapshot, path: &str) -> Option<(FileMaker, String)> {
    let below = address::decode(path.strip_prefix(&*snapshot.base)?)?;
    let is_missing = snapshot.site.as_ref().is_some_and(|site| site.get(&below).is_none());
    let maker = snapshot.maker.clone()?;
    let is_late = [".pdf", ".docx", ".epub", ".offline.html", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".json", ".js"]
        .iter()
        .any(|ending| below.to_ascii_lowercase().ends_with(ending));
    (is_missing && is_late).then(|| (maker, below.into_owned()))
}

/// What is told of a file whose making ended the thread that made it: it is there, so it must not be told as missing.
fn broken(_: tokio::task::JoinError) -> MadeFile {
    MadeFile::Problems("error: this file could not be made; `bayan pdf` says more\n".to_owned())
}

fn made(path: &str, made_file: MadeFile) -> Option<Response> {
    match made_file {
        MadeFile::File(bytes) => Some(file(path, bytes.to_vec(), false)),
        MadeFile::Problems(problems) => {
            let mut response = file("problems.txt", problems.into_bytes(), false);
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            Some(response)
        }
        MadeFile::Nothing => None,
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

fn look<'a>(snapshot: &'a Snapshot, path: &str) -> Found<'a> {
    let Some(below) = path.strip_prefix(&*snapshot.base) else {
        return if snapshot.base.starts_with(path) || path == "/" { Found::Above } else { Found::Nothing };
    };
    let (Some(site), Some(below)) = (&snapshot.site, address::decode(below)) else { return Found::Nothing };
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

fn find(snapshot: &Snapshot, path: &str, headers: &HeaderMap, is_editor: bool) -> Response {
    match look(snapshot, path) {
        Found::File(name, contents) => found(name, contents, headers, is_editor).unwrap_or_else(|error| {
            let mut response = file("problems.txt", format!("error: {error}\n").into_bytes(), false);
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }),
        Found::Folder => redirect(&format!("{path}/")),
        Found::Above => redirect(&snapshot.base),
        Found::Nothing => {
            let mut response = file("404.html", not_found(snapshot).into_bytes(), false);
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
    }
}

fn found(name: &str, contents: &Contents, headers: &HeaderMap, is_editor: bool) -> io::Result<Response> {
    Ok(match contents {
        Contents::Copied(original) if !name.ends_with(".html") => {
            let mut response = film::answer(&original.file, headers)?;
            response.headers_mut().extend(always(name).map(|(name, value)| (name, HeaderValue::from_static(value))));
            response
        }
        Contents::InMemory(_) | Contents::Cached(_) | Contents::Copied(_) | Contents::Made(_) => {
            file(name, contents.bytes()?.to_vec(), is_editor)
        }
    })
}

fn redirect(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// The site's page for what does not exist, or a bare one as long as there is no site.
fn not_found(snapshot: &Snapshot) -> String {
    let own = snapshot.site.as_ref().and_then(|site| site.get("404.html")?.bytes().ok());
    own.map_or_else(
        || {
            "<!doctype html><html lang=en><head><title>bayan</title></head><body><p>There is no site yet.</p></body></html>"
                .to_owned()
        },
        |bytes| String::from_utf8_lossy(&bytes).into_owned(),
    )
}

/// A file as it is; a page with the script that keeps it fresh, and for an editor with the one that edits it.
fn file(name: &str, bytes: Vec<u8>, is_editor: bool) -> Response {
    let page = |bytes: &[u8]| live::inject(&String::from_utf8_lossy(bytes), is_editor).into_bytes();
    let bytes = if name.ends_with(".html") { page(&bytes) } else { bytes };
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
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
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
        "epub" => "application/epub+zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}

async fn events(State(Shown { preview, .. }): State<Shown>, uri: Uri, headers: HeaderMap) -> Response {
    let page = uri.query().and_then(|q| q.strip_prefix("page=")).and_then(address::decode);
    guarded(&headers, || {
        let Some(page) = page else { return StatusCode::BAD_REQUEST.into_response() };
        // A proxy must not keep events back until there are enough of them.
        let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no")];
        (unbuffered, Sse::new(states(&preview, page.into_owned())).keep_alive(KeepAlive::default())).into_response()
    })
}

/// The states of a page: the one now, and each that differs from the one before.
fn states(preview: &Preview, path: String) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    unfold((preview.follow(), None, path), |(mut snapshot, told, path)| async move {
        loop {
            let now = state(&snapshot.borrow_and_update(), &path);
            if told.as_ref() != Some(&now) {
                let event = Event::default().data(serde_json::to_string(&now).ok()?);
                return Some((Ok(event), (snapshot, Some(now), path)));
            }
            snapshot.changed().await.ok()?;
        }
    })
}

fn state(snapshot: &Snapshot, path: &str) -> live::State {
    match look(snapshot, path) {
        Found::File(name, contents) if name.ends_with(".html") => {
            let bytes = contents.bytes().unwrap_or_default();
            live::State::of(&String::from_utf8_lossy(&bytes), &snapshot.problems)
        }
        Found::File(..) | Found::Folder | Found::Above | Found::Nothing => {
            live::State::of(&not_found(snapshot), &snapshot.problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read, Write};
    use std::net::{IpAddr, TcpStream};
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use super::{HEAD, Shown, is_own, run_until};
    use crate::output::OutputSet;
    use crate::serve::listen;
    use crate::serve::preview::{FileMaker, MadeFile, Preview};

    /// A PDF that takes for ever keeps neither pages waiting nor the program from ending.
    #[test]
    fn slow_work_holds_nothing_up() {
        const LIMIT: Duration = Duration::from_mins(1);
        let listener = listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a free port");
        let address = listener.local_addr().expect("bound");
        let preview = Arc::new(Preview::default());
        let (begun, begins) = channel();
        let (release, held) = channel::<()>();
        let held = Mutex::new(held);
        let maker = FileMaker::new(move |_| {
            let _ = begun.send(());
            let _ = held.lock().map(|held| held.recv());
            MadeFile::Nothing
        });
        preview.show("/", OutputSet::new(), Some(maker));
        let (end, ends) = tokio::sync::oneshot::channel::<()>();
        let (done, is_done) = channel();
        std::thread::spawn(move || {
            let result = run_until(listener, Shown { preview, access: None }, HEAD, async { drop(ends.await) });
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
    fn a_head_that_does_not_end_is_given_up() {
        let listener = listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a free port");
        let address = listener.local_addr().expect("bound");
        let (end, ends) = tokio::sync::oneshot::channel::<()>();
        let limit = Duration::from_millis(50);
        let server = std::thread::spawn(move || {
            run_until(listener, Shown { preview: Arc::default(), access: None }, limit, async { drop(ends.await) })
        });
        for sent in ["", "G", "PRI * HTTP/2.0\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "] {
            let mut stream = TcpStream::connect(address).expect("connected");
            stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
            stream.write_all(sent.as_bytes()).expect("sent");
            let mut answer = Vec::new();
            let ended = stream.read_to_end(&mut answer);
            let is_waiting = ended.is_err_and(|e| matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut));
            assert!(!is_waiting && !answer.starts_with(b"HTTP/1.1 2"), "{sent:?}");
        }
        end.send(()).expect("the server listens");
        assert!(server.join().is_ok_and(|result| result.is_ok()));
    }

    /// Asks a server whose every PDF panics, and gives back what it answers.
    fn answer(request: &str) -> String {
        let listener = listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a free port");
        let address = listener.local_addr().expect("bound");
        let preview = Arc::new(Preview::default());
        preview.show("/", OutputSet::new(), Some(FileMaker::new(|_| panic!("whatever the engine does"))));
        let (end, ends) = tokio::sync::oneshot::channel::<()>();
        let server =
            std::thread::spawn(move || run_until(listener, Shown { preview, access: None }, HEAD, async { drop(ends.await) }));
        let mut stream = TcpStream::connect(address).expect("connected");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        end.send(()).expect("the server listens");
        assert!(server.join().is_ok_and(|result| result.is_ok()));
        answer
    }

    #[test]
    fn a_panic_is_no_missing_file() {
        let answer = answer("GET /a.pdf HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 500") && answer.contains("could not be made"), "{answer}");
    }

    #[test]
    fn a_request_has_one_host_and_it_is_ours() {
        for head in [
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.org\r\n",
            "GET http://example.org/ HTTP/1.1\r\nHost: localhost\r\n",
            "GET / HTTP/1.1\r\nHost: example.org\r\n",
            "GET / HTTP/1.1\r\n",
        ] {
            let answer = answer(&format!("{head}Connection: close\r\n\r\n"));
            assert!(answer.starts_with("HTTP/1.1 403") || answer.starts_with("HTTP/1.1 400"), "{head}: {answer}");
        }
    }

    #[test]
    fn names_of_others_are_refused() {
        for own in
            ["localhost", "LOCALHOST:1111", "127.0.0.1:1111", "[::1]:1111", "192.168.1.7", "site.localhost:80", "localhost:"]
        {
            assert!(is_own(own), "{own}");
        }
        for other in ["example.org", "localhost.example.org:1111", "127.0.0.1.example.org", "", "evil", "[x]"] {
            assert!(!is_own(other), "{other}");
        }
        for other in [
            "[::1].example.org",
            "[::1]x",
            "[::1",
            "[127.0.0.1]",
            "127.0.0.1:80:80",
            "127.0.0.1:99999",
            "127.0.0.1:+80",
            "localhost:x",
            "::1",
            "1::2:80",
            "a@localhost",
            ".localhost",
            "a..localhost",
            "a/b.localhost",
            " localhost",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }
}
