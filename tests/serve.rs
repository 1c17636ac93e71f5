//! The development server, asked over a socket of this machine: what it answers, what it refuses, what it tells open pages,
//! and that edits of a real folder arrive.

#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::support::shared;
use crate::support::site::{AR_EN, built, request, tree};
use bayan::output::OutputSet;
use bayan::output::contents::Contents;
use bayan::serve::preview::{FileMaker, MadeFile, Preview};
use bayan::serve::{self, Serving};
use tempfile::TempDir;

const FILES: &str = "-- content/_index.ar.md --\n---\ntitle: الرئيسية\n---\n\nأهلا.\n-- content/_index.en.md --\n---\ntitle: Home\n---\n\nWelcome.\n\
                     -- content/brief.ar.md --\n---\ntitle: موجز\n---\n\nنص أول.\n-- content/brief.en.md --\n---\ntitle: Brief\n---\n\nFirst text.\n";

/// What is asked for while it is made: nothing else is kept waiting, and mistakes are told.
#[test]
fn a_file_is_made_when_it_is_asked_for() {
    let (address, preview) = started();
    let press = FileMaker::new(|path| match path {
        "k/k-ar.pdf" => MadeFile::File(b"%PDF-made".as_slice().into()),
        "k/k-en.pdf" => MadeFile::Problems("content/k.en.md:3:1: error".to_owned()),
        _ => MadeFile::Nothing,
    });
    preview.show("/repo/", built(&format!("{AR_EN}{FILES}")).outputs, Some(press));
    check(address, "/repo/k/k-ar.pdf", "200", &["application/pdf", "%PDF-made"]);
    check(address, "/repo/k/k-en.pdf", "500", &["content/k.en.md:3:1: error", "text/plain"]);
    check(address, "/repo/k/k-fr.pdf", "404", &["text/html"]);
    check(address, "/k/k-ar.pdf", "404", &[]);
    let (head, _) = ask(address, "GET", "/repo/k/k-ar.pdf", "example.org");
    assert!(head.starts_with("http/1.1 403"), "{head}");
}

/// A server on a free port, for as long as the test runs.
fn started() -> (SocketAddr, Arc<Preview>) {
    let listener = serve::listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a free port");
    let address = listener.local_addr().expect("bound");
    let preview = Arc::new(Preview::default());
    let own = Arc::clone(&preview);
    std::thread::spawn(move || serve::answer(listener, &own));
    (address, preview)
}

fn open(address: SocketAddr, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
    stream.write_all(request.as_bytes()).expect("sent");
    stream
}

/// Head and body of an answer.
fn ask(address: SocketAddr, method: &str, path: &str, host: &str) -> (String, String) {
    let mut answer = Vec::new();
    let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    open(address, &request).read_to_end(&mut answer).expect("an answer");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (head.to_ascii_lowercase(), body.to_owned())
}

#[track_caller]
fn check(address: SocketAddr, path: &str, status: &str, expect: &[&str]) {
    let (head, body) = ask(address, "GET", path, "localhost:1111");
    assert!(head.starts_with(&format!("http/1.1 {status}")), "{path}: {head}");
    for part in expect {
        assert!(head.contains(part) || body.contains(part), "{path}: no {part:?} in {head}\n{body}");
    }
}

#[test]
fn the_site_stands_at_its_base_path() {
    let (address, preview) = started();
    check(address, "/", "404", &["There is no site yet", "/.bayan/live.js"]);
    let site = built(&format!("{AR_EN}{FILES}"));
    preview.show("/repo/", site.outputs.clone(), None);
    check(
        address,
        "/repo/ar/brief/",
        "200",
        &["text/html; charset=utf-8", "no-store", "نص أول", "/.bayan/live.js", "connect-src 'self'"],
    );
    check(address, "/repo/en/brief", "307", &["location: /repo/en/brief/"]);
    check(address, "/", "307", &["location: /repo/"]);
    check(address, "/repo/en/feed.xml", "200", &["application/xml", "<feed", "<title>Bayan</title>"]);
    check(address, "/repo/en/none/", "404", &["text/html", "/.bayan/live.js"]);
    check(address, "/other", "404", &[]);
    for outside in
        ["/repo/../site.yaml", "/repo/%2e%2e/site.yaml", "/repo/ar/%00", "/repo//etc/passwd", "/repo/.bayan-files", "/repo/%ff"]
    {
        check(address, outside, "404", &[]);
    }
    check(address, "/.bayan/live.js", "200", &["text/javascript", "EventSource"]);
    assert!(ask(address, "POST", "/repo/", "localhost").0.starts_with("http/1.1 405"));
    let (head, body) = ask(address, "HEAD", "/repo/en/brief/", "127.0.0.1:1");
    assert!(head.starts_with("http/1.1 200") && body.is_empty(), "{head}{body}");
    assert!(
        !site.outputs.iter().any(|(_, file)| String::from_utf8_lossy(file.here().expect("in memory")).contains(".bayan/live.js")),
        "only serve adds it"
    );
}

#[test]
fn requests_for_other_hosts_are_refused() {
    let (address, preview) = started();
    preview.show("/repo/", built(&format!("{AR_EN}{FILES}")).outputs, None);
    for path in ["/repo/en/brief/", "/.bayan/live.js", "/.bayan/events?page=/repo/"] {
        let (head, body) = ask(address, "GET", path, "rebound.example:1111");
        assert!(head.starts_with("http/1.1 403") && !body.contains("First text"), "{path}: {head}");
    }
}

/// The states that a page is told, as they come.
fn follow(address: SocketAddr, page: &str) -> Receiver<serde_json::Value> {
    let stream = open(address, &format!("GET /.bayan/events?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    let (sender, states) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if let Some(data) = line.strip_prefix("data: ")
                && sender.send(serde_json::from_str(data).expect("JSON")).is_err()
            {
                return;
            }
        }
    });
    states
}

#[track_caller]
fn next(states: &Receiver<serde_json::Value>) -> serde_json::Value {
    states.recv_timeout(Duration::from_mins(1)).expect("a state")
}

#[test]
fn only_pages_that_changed_are_told_so() {
    let (address, preview) = started();
    let text = format!("{AR_EN}{FILES}");
    preview.show("/repo/", built(&text).outputs, None);
    let (brief, home) = (follow(address, "%2Frepo%2Fen%2Fbrief%2F"), follow(address, "%2Frepo%2Far%2F"));
    let elsewhere = follow(address, "%2Frepo%2Fen%2Fbrief%2F");
    let (brief_before, home_before) = (next(&brief), next(&home));
    preview.show("/repo/", built(&text.replace("First text", "Second text")).outputs, None);
    let brief_after = next(&brief);
    assert_eq!([next(&elsewhere), next(&elsewhere)], [brief_before.clone(), brief_after.clone()], "another browser");
    assert_ne!(brief_before["content"], brief_after["content"]);
    assert_eq!(brief_before["styles"], brief_after["styles"]);
    // Problems are told to all pages; the last good site stays below them.
    let broken = tree(&text.replace("title: Brief", "titel: Brief"));
    let outcome = shared::build(&broken, &request());
    preview.report(outcome.diags, &broken);
    let home_after = next(&home);
    assert_eq!(home_before["content"], home_after["content"], "the home had nothing to be told until now");
    assert!(
        home_after["problems"].as_str().is_some_and(|p| p.contains("content/brief.en.md:2:1") && p.contains("titel")),
        "{home_after}"
    );
    assert_eq!(next(&brief)["content"], brief_after["content"]);
    preview.show("/repo/", built(&text).outputs, None);
    assert_eq!(next(&home)["problems"], "");
    assert_eq!(next(&brief), brief_before);
}

/// A project of its own in a folder, served without a socket.
struct Project {
    root: PathBuf,
    preview: Arc<Preview>,
    rounds: Receiver<bool>,
    _folder: TempDir,
}

impl Project {
    /// Begins to serve. `enter` is the way to the project's folder that the server is given.
    fn served(enter: impl FnOnce(&Path) -> PathBuf) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("project");
        for file in tree(&format!("{AR_EN}{FILES}")).files() {
            write(&root, &file.path, file.text().expect("text"));
        }
        let preview = Arc::new(Preview::default());
        let (sender, rounds) = channel();
        let serving = Serving { root: enter(&root), request: request(), strict: false, access: None };
        let own = Arc::clone(&preview);
        std::thread::spawn(move || {
            serve::rebuild(&serving, &own, &|round| {
                // Nobody listens once the test is over.
                let _ = sender.send(round.is_ok_and(|round| round.shown));
            })
        });
        let project = Self { root, preview, rounds, _folder: folder };
        project.wait("the first build", &|| project.preview.now().site.is_some());
        project
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.root, path, text);
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn site(&self) -> Arc<OutputSet> {
        self.preview.now().site.expect("a site")
    }

    fn has(&self, path: &str, text: &str) -> bool {
        self.site().get(path).and_then(Contents::here).is_some_and(|bytes| String::from_utf8_lossy(bytes).contains(text))
    }

    /// A save may come as several bursts on a busy machine: the state that is waited for is what counts.
    #[track_caller]
    fn wait(&self, what: &str, done: &dyn Fn() -> bool) {
        while !done() {
            assert!(self.rounds.recv_timeout(Duration::from_mins(1)).is_ok(), "never: {what}");
        }
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("below the root")).expect("made");
    std::fs::write(path, text).expect("written");
}

#[test]
fn edits_of_files_arrive() {
    let project = Project::served(Path::to_path_buf);
    project.write("content/brief.en.md", "---\ntitle: Brief\n---\n\nSecond text.\n");
    project.wait("an edit", &|| project.has("en/brief/index.html", "Second text"));
    assert!(project.has("ar/brief/index.html", "نص أول"), "the other language stays");
    project.write("content/new/page.ar.md", "---\ntitle: جديد\n---\n\nصفحة.\n");
    project.wait("a new file in a new folder", &|| project.has("ar/new/page/index.html", "صفحة"));
    std::fs::rename(project.path("content/new"), project.path("content/old")).expect("renamed");
    let is_gone = |path: &str| project.site().get(path).is_none();
    project.wait("a renamed folder", &|| project.has("ar/old/page/index.html", "صفحة") && is_gone("ar/new/page/index.html"));
    std::fs::remove_dir_all(project.path("content/old")).expect("removed");
    project.wait("a deleted folder", &|| is_gone("ar/old/page/index.html"));
    project.write("content/brief.en.md", "---\ntitel: Brief\n---\n");
    project.wait("a mistake", &|| project.preview.now().problems.contains("titel"));
    assert!(project.has("en/brief/index.html", "Second text"), "the last good site stays");
    project.write("themes/briefing/messages/en.yaml", "skip-to-content: Straight to the text\n");
    project.write("content/brief.en.md", "---\ntitle: Brief\n---\n\nThird text.\n");
    let is_mended = || project.preview.now().problems.is_empty() && project.has("en/brief/index.html", "Third text");
    project.wait("the mistake mended", &is_mended);
    project.wait("a theme that came later", &|| project.has("en/brief/index.html", "Straight to the text"));
    let renamed = tree(&AR_EN.replace("en: Bayan", "en: Bayan anew"));
    project.write("site.yaml", renamed.files()[0].text().expect("text"));
    project.wait("the configuration", &|| project.has("en/brief/index.html", "Bayan anew"));
}

/// What editors do to a file instead of writing it, in a project that is reached through a link.
#[cfg(unix)]
#[test]
fn every_way_to_save_arrives() {
    let project = Project::served(|root| {
        let link = root.with_file_name("link");
        std::os::unix::fs::symlink(root, &link).expect("linked");
        link
    });
    let page = |text: &str| format!("---\ntitle: Brief\n---\n\n{text}\n");
    let shows = |text: &str| project.has("en/brief/index.html", text);
    let file = project.path("content/brief.en.md");

    project.write("content/.brief.en.md.swp", &page("One."));
    std::fs::rename(project.path("content/.brief.en.md.swp"), &file).expect("renamed");
    project.wait("a hidden file renamed over it", &|| shows("One."));

    std::fs::rename(&file, project.path("content/brief.en.md~")).expect("renamed");
    project.write("content/brief.en.md", &page("Two."));
    project.wait("the old one kept as a backup", &|| shows("Two."));

    std::fs::remove_file(&file).expect("removed");
    project.write("content/brief.en.md", &page("Three."));
    project.wait("deleted and written anew", &|| shows("Three."));

    // The same length within the same moment: time stamps and sizes tell nothing.
    project.write("content/brief.en.md", &page("Fours"));
    project.write("content/brief.en.md", &page("Fives"));
    project.wait("two saves at once", &|| shows("Fives"));

    std::fs::rename(project.path("content"), project.path("aside")).expect("renamed");
    project.wait("the content taken away", &|| project.preview.now().problems.contains("content: there is no such folder"));
    assert!(shows("Fives"), "an empty site never replaces a good one");
    std::fs::rename(project.path("aside"), project.path("content")).expect("renamed");
    project.wait("the content brought back", &|| shows("Fives"));
    project.write("content/brief.en.md", &page("Six."));
    project.wait("an edit of what was brought back", &|| shows("Six."));
}

/// A copy of many files is not a build for each of them, and the last state is the one that is shown.
#[test]
fn a_thousand_events_end_in_the_last_state() {
    let project = Project::served(Path::to_path_buf);
    for i in 0..1_000 {
        project.write("content/brief.en.md", &format!("---\ntitle: Brief\n---\n\nText {i}.\n"));
    }
    project.wait("the last of them", &|| project.has("en/brief/index.html", "Text 999."));
    assert!(project.rounds.try_iter().count() < 100, "events that come together are built together");
}

/// What is no request gets no answer or a refusal, and the next one is answered as ever.
#[test]
fn broken_requests_do_no_harm() {
    let (address, preview) = started();
    preview.show("/repo/", built(&format!("{AR_EN}{FILES}")).outputs, None);
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    // Some never end: they stay open while the others are asked.
    let unfinished = [open(address, "GET /repo/ HTTP/1.1\r\nHost: local"), open(address, "")];
    for broken in [
        "\0\u{1}\u{2}\r\n\r\n",
        "GET\r\n\r\n",
        "GET /repo/ HTTP/9.9\r\n\r\n",
        "GET http://[/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        &long,
    ] {
        let mut stream = TcpStream::connect(address).expect("connected");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
        // The server may hang up in the middle of it.
        let _ = stream.write_all(broken.as_bytes());
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
        check(address, "/repo/en/brief/", "200", &["First text"]);
    }
    for nameless in
        ["GET /repo/en/brief/ HTTP/1.0\r\n\r\n", "GET /repo/en/brief/ HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n"]
    {
        let mut answer = String::new();
        open(address, nameless).read_to_string(&mut answer).expect("an answer");
        assert!(answer.contains(" 403 ") && !answer.contains("First text"), "{answer}");
    }
    drop(unfinished);
}

#[test]
fn a_taken_port_leaves_the_next_free_one() {
    let own = IpAddr::from([127, 0, 0, 1]);
    let first = serve::listen(own, 0).expect("a free port");
    let port = first.local_addr().expect("bound").port();
    let second = serve::listen(own, port).expect("another one").local_addr().expect("bound");
    assert!(second.ip().is_loopback() && second.port() > port && second.port() <= port.saturating_add(1_300), "{second}");
}

#[test]
fn what_cannot_be_read_is_told_until_it_is_mended() {
    let project = Project::served(Path::to_path_buf);
    let file = std::fs::File::create(project.path("content/large.en.md")).expect("made");
    // Nothing is written: the file system keeps the holes.
    file.set_len(5 << 30).expect("set");
    project.wait("the reason", &|| project.preview.now().problems.contains("large.en.md: this is longer than 256 MB"));
    assert!(project.has("en/brief/index.html", "First text"), "the last good site stays");
    project.write("content/brief.en.md", "---\ntitle: Brief\n---\n\nSecond text.\n");
    std::fs::remove_file(project.path("content/large.en.md")).expect("removed");
    project.wait("an edit made meanwhile", &|| project.has("en/brief/index.html", "Second text"));
    assert!(project.preview.now().problems.is_empty());
}

#[test]
fn what_cannot_be_watched_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving { root: folder.path().join("none"), request: request(), strict: false, access: None };
    assert!(serve::rebuild(&serving, &Preview::default(), &|_| {}).is_err());
    // The server ends with it, and says why.
    let listener = serve::listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a port");
    let told = serve::run(listener, serving, &Arc::default(), |_| {}).expect_err("there is nothing to serve");
    assert_eq!(told.kind(), std::io::ErrorKind::NotFound, "{told}");
}
