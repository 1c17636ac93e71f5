//! The development server, asked over a socket of this machine: what it answers, what it refuses, what it tells open pages,
//! and that edits of a real folder arrive.

#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use bayan::serve::stage::{Press, Pressed, Stage};
use bayan::serve::{self, Serving};
use support::site::{AR_EN, built, request, tree};

const FILES: &str = "-- content/_index.ar.md --\n---\ntitle: الرئيسية\n---\n\nأهلا.\n-- content/_index.en.md --\n---\ntitle: Home\n---\n\nWelcome.\n\
                     -- content/brief.ar.md --\n---\ntitle: موجز\n---\n\nنص أول.\n-- content/brief.en.md --\n---\ntitle: Brief\n---\n\nFirst text.\n";

/// What is asked for while it is made: nothing else is kept waiting, and mistakes are told.
#[test]
fn a_file_is_made_when_it_is_asked_for() {
    let (address, stage) = started();
    let press = Press::new(|path| match path {
        "k/k-ar.pdf" => Pressed::File(b"%PDF-made".as_slice().into()),
        "k/k-en.pdf" => Pressed::Problems("content/k.en.md:3:1: error".to_owned()),
        _ => Pressed::Nothing,
    });
    stage.show("/repo/", built(&format!("{AR_EN}{FILES}")).outputs, Some(press));
    check(address, "/repo/k/k-ar.pdf", "200", &["application/pdf", "%PDF-made"]);
    check(address, "/repo/k/k-en.pdf", "500", &["content/k.en.md:3:1: error", "text/plain"]);
    check(address, "/repo/k/k-fr.pdf", "404", &["text/html"]);
    check(address, "/k/k-ar.pdf", "404", &[]);
    let (head, _) = ask(address, "GET", "/repo/k/k-ar.pdf", "example.org");
    assert!(head.starts_with("http/1.1 403"), "{head}");
}

/// A server on a free port, for as long as the test runs.
fn started() -> (SocketAddr, Arc<Stage>) {
    let listener = serve::listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a free port");
    let address = listener.local_addr().expect("bound");
    let stage = Arc::new(Stage::default());
    let own = Arc::clone(&stage);
    std::thread::spawn(move || serve::answer(listener, &own));
    (address, stage)
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
    let (address, stage) = started();
    check(address, "/", "404", &["There is no site yet", "/.bayan/live.js"]);
    let site = built(&format!("{AR_EN}{FILES}"));
    stage.show("/repo/", site.outputs.clone(), None);
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
        !site.outputs.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(".bayan/live.js")),
        "only serve adds it"
    );
}

#[test]
fn requests_for_other_hosts_are_refused() {
    let (address, stage) = started();
    stage.show("/repo/", built(&format!("{AR_EN}{FILES}")).outputs, None);
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
    let (address, stage) = started();
    let text = format!("{AR_EN}{FILES}");
    stage.show("/repo/", built(&text).outputs, None);
    let (brief, home) = (follow(address, "%2Frepo%2Fen%2Fbrief%2F"), follow(address, "%2Frepo%2Far%2F"));
    let (brief_before, home_before) = (next(&brief), next(&home));
    stage.show("/repo/", built(&text.replace("First text", "Second text")).outputs, None);
    let brief_after = next(&brief);
    assert_ne!(brief_before["content"], brief_after["content"]);
    assert_eq!(brief_before["styles"], brief_after["styles"]);
    // Problems are told to all pages; the last good site stays below them.
    let broken = tree(&text.replace("title: Brief", "titel: Brief"));
    let outcome = bayan::pipeline::build(&broken, &request(), &|| {});
    stage.report(outcome.diags, &broken);
    let home_after = next(&home);
    assert_eq!(home_before["content"], home_after["content"], "the home had nothing to be told until now");
    assert!(
        home_after["problems"].as_str().is_some_and(|p| p.contains("content/brief.en.md:2:1") && p.contains("titel")),
        "{home_after}"
    );
    assert_eq!(next(&brief)["content"], brief_after["content"]);
    stage.show("/repo/", built(&text).outputs, None);
    assert_eq!(next(&home)["problems"], "");
    assert_eq!(next(&brief), brief_before);
}

#[test]
fn edits_of_files_arrive() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("made");
        std::fs::write(path, text).expect("written");
    };
    for file in tree(&format!("{AR_EN}{FILES}")).files() {
        write(&file.path, file.text().expect("text"));
    }
    let stage = Arc::new(Stage::default());
    let (sender, rounds) = channel();
    let serving = Serving { root: folder.path().to_path_buf(), request: request(), strict: false };
    let own = Arc::clone(&stage);
    std::thread::spawn(move || {
        serve::rebuild(&serving, &own, &|round| {
            // Nobody listens once the test is over.
            let _ = sender.send(round.shown);
        })
    });
    let site = || stage.now().site.expect("a site");
    let has = |path: &str, text: &str| site().get(path).is_some_and(|bytes| String::from_utf8_lossy(bytes).contains(text));
    // A save may come as several bursts on a busy machine: the state that is waited for is what counts.
    let wait = |what: &str, done: &dyn Fn() -> bool| {
        while !done() {
            assert!(rounds.recv_timeout(Duration::from_mins(1)).is_ok(), "never: {what}");
        }
    };
    wait("the first build", &|| stage.now().site.is_some());
    write("content/brief.en.md", "---\ntitle: Brief\n---\n\nSecond text.\n");
    wait("an edit", &|| has("en/brief/index.html", "Second text"));
    assert!(has("ar/brief/index.html", "نص أول"), "the other language stays");
    write("content/new/page.ar.md", "---\ntitle: جديد\n---\n\nصفحة.\n");
    wait("a new file in a new folder", &|| has("ar/new/page/index.html", "صفحة"));
    std::fs::rename(folder.path().join("content/new"), folder.path().join("content/old")).expect("renamed");
    wait("a renamed folder", &|| has("ar/old/page/index.html", "صفحة") && site().get("ar/new/page/index.html").is_none());
    std::fs::remove_dir_all(folder.path().join("content/old")).expect("removed");
    wait("a deleted folder", &|| site().get("ar/old/page/index.html").is_none());
    write("content/brief.en.md", "---\ntitel: Brief\n---\n");
    wait("a mistake", &|| stage.now().problems.contains("titel"));
    assert!(has("en/brief/index.html", "Second text"), "the last good site stays");
    write("themes/briefing/messages/en.yaml", "skip-to-content: Straight to the text\n");
    write("content/brief.en.md", "---\ntitle: Brief\n---\n\nThird text.\n");
    wait("the mistake mended", &|| stage.now().problems.is_empty() && has("en/brief/index.html", "Third text"));
    wait("a theme that came later", &|| has("en/brief/index.html", "Straight to the text"));
    let renamed = tree(&AR_EN.replace("en: Bayan", "en: Bayan anew"));
    write("site.yaml", renamed.files()[0].text().expect("text"));
    wait("the configuration", &|| has("en/brief/index.html", "Bayan anew"));
}
