//! Files that are only copied: they stay on the disk until they are written or sent, and are never another file than was read.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::io::{Read, Write};
use std::net::{IpAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;

use crate::support::shared;
use crate::support::site::request;
use bayan::diag::render::{Style, render};
use bayan::output::OutPath;
use bayan::output::contents::Contents;
use bayan::output::write::{WriteReport, write};
use bayan::pipeline::Built;
use bayan::serve;
use bayan::serve::preview::Preview;
use bayan::source::{Content, SourceTree, walk};

const SITE: &str =
    "base_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\n";

/// 700,000 bytes that differ from each other: more than are read at once.
fn film() -> Vec<u8> {
    (0..700_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes().into_iter().take(1)).collect()
}

fn project() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(dir.path().join("content/k")).expect("made");
    for (path, text) in [("site.yaml", SITE), ("content/k/_index.ar.md", "---\ntitle: خبر\n---\n\nنص [فيلم](film.mp4).\n")]
    {
        std::fs::write(dir.path().join(path), text).expect("written");
    }
    std::fs::write(dir.path().join("content/k/film.mp4"), film()).expect("written");
    dir
}

fn built(tree: &SourceTree) -> (Option<Built>, String) {
    let outcome = shared::build(tree, &request());
    (outcome.value, render(outcome.diags, tree, Style::Short))
}

fn load(root: &Path) -> SourceTree {
    walk::load(root).expect("read")
}

#[test]
fn a_film_is_copied_and_never_held() {
    let dir = project();
    let (film_path, public) = (dir.path().join("content/k/film.mp4"), dir.path().join("public"));
    let write_again = || {
        let tree = load(dir.path());
        assert!(matches!(tree.get("content/k/film.mp4").expect("there").content, Content::Stored(_)));
        let (built, problems) = built(&tree);
        assert_eq!(problems, "");
        let outputs = built.expect("a site").outputs;
        assert!(matches!(outputs.get("k/film.mp4"), Some(Contents::Copied(_))));
        write(&outputs, &public).expect("written")
    };
    write_again();
    assert!(std::fs::read(public.join("k/film.mp4")).expect("read") == film());
    assert_eq!(write_again().written, 0);
    let other: Vec<u8> = film().into_iter().rev().collect();
    std::fs::write(&film_path, &other).expect("written");
    let WriteReport { written, .. } = write_again();
    assert_eq!(written, 1, "as long, and with other bytes");
    assert!(std::fs::read(public.join("k/film.mp4")).expect("read") == other);
    std::fs::write(public.join("k/film.mp4"), film()).expect("written");
    assert_eq!(write_again().written, 1, "somebody has written into the site");
    assert!(std::fs::read(public.join("k/film.mp4")).expect("read") == other);
}

#[test]
fn a_film_that_changes_meanwhile_is_an_error() {
    let dir = project();
    let (path, public) = (dir.path().join("content/k/film.mp4"), dir.path().join("public"));
    let tree = load(dir.path());
    let set = built(&tree).0.expect("a site").outputs;
    let longer = || std::fs::write(&path, [film(), film()].concat()).expect("written");
    longer();
    let (_, problems) = built(&tree);
    assert!(problems.starts_with("content/k/film.mp4:1:1: error[unreadable-file]"), "{problems}");
    let error = write(&set, &public).expect_err("not the file that was read").to_string();
    assert!(error.contains("film.mp4: it changed while it was read"), "{error}");
    assert!(!public.join("k/film.mp4").exists() && !public.join("k/index.html").exists());
    assert!(!public.join(".bayan-tmp").exists(), "no half of it is left");
    std::fs::remove_file(&path).expect("removed");
    let (_, problems) = built(&tree);
    assert!(problems.contains("[unreadable-file]"), "{problems}");
}

/// As long, and changed at the same moment: only its bytes tell.
#[test]
fn bytes_decide_and_not_the_clock() {
    let dir = project();
    let path = dir.path().join("content/k/film.mp4");
    let tree = load(dir.path());
    let set = built(&tree).0.expect("a site").outputs;
    let when = path.metadata().and_then(|m| m.modified()).expect("a time");
    let other: Vec<u8> = film().into_iter().rev().collect();
    std::fs::write(&path, other).expect("written");
    std::fs::File::options().write(true).open(&path).and_then(|f| f.set_modified(when)).expect("set back");
    assert!(write(&set, &dir.path().join("public")).is_err());
}

#[test]
fn what_is_read_as_text_is_held_up_to_a_limit() {
    let dir = project();
    let at = |name: &str| dir.path().join("content/k").join(name);
    for name in ["d.csv", "D.CSV", "d.json", "d.svg", "note.md", "facts.yaml"] {
        std::fs::write(at(name), "<svg/>").expect("written");
    }
    // A hole in a file takes no room.
    std::fs::File::create(at("large.csv")).and_then(|file| file.set_len(40 << 20)).expect("made");
    std::fs::File::create(at("huge.mp4")).and_then(|file| file.set_len(5 << 30)).expect("made");
    std::fs::write(at("report.pdf"), "%PDF").expect("written");
    let tree = load(dir.path());
    let held = |name: &str| tree.get(&format!("content/k/{name}")).expect("there").text().is_some();
    assert!(["d.csv", "D.CSV", "d.json", "d.svg", "note.md", "facts.yaml"].into_iter().all(held));
    assert!(!["large.csv", "huge.mp4", "report.pdf"].into_iter().any(held));
    assert_eq!(tree.get("content/k/huge.mp4").expect("there").length(), 5 << 30);
    std::fs::File::create(at("huge.md")).and_then(|file| file.set_len(1 << 30)).expect("made");
    let error = walk::load(dir.path()).expect_err("no page is as long").to_string();
    assert!(error.contains("huge.md: this is longer than 256 MB"), "{error}");
}

/// A film moves in the pieces that a browser asks for.
#[test]
fn a_film_is_served_in_pieces() {
    let dir = project();
    let outputs = built(&load(dir.path())).0.expect("a site").outputs;
    assert!(outputs.get("k/film.mp4").is_some() && OutPath::new("k/film.mp4").is_some());
    let listener = serve::listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a free port");
    let address = listener.local_addr().expect("bound");
    let preview = Arc::new(Preview::default());
    preview.show("/", outputs, None);
    let own = Arc::clone(&preview);
    std::thread::spawn(move || serve::answer(listener, &own));
    let ask = |method: &str, range: &str| {
        let mut stream = TcpStream::connect(address).expect("connected");
        let request = format!("{method} /k/film.mp4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{range}\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a head") + 4;
        (String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase(), answer.split_off(end))
    };
    let (head, body) = ask("GET", "");
    assert!(head.starts_with("http/1.1 200") && head.contains("content-type: video/mp4"), "{head}");
    assert!(head.contains("content-length: 700000") && body == film());
    let (head, body) = ask("GET", "Range: bytes=300000-\r\n");
    assert!(head.starts_with("http/1.1 206") && head.contains("content-range: bytes 300000-699999/700000"), "{head}");
    assert!(body == film()[300_000..]);
    let (head, body) = ask("GET", "Range: bytes=-5\r\n");
    assert!(head.contains("content-range: bytes 699995-699999/700000") && body == film()[699_995..], "{head}");
    assert!(ask("GET", "Range: bytes=700000-\r\n").0.starts_with("http/1.1 416"));
    let (head, body) = ask("HEAD", "");
    assert!(head.contains("content-length: 700000") && body.is_empty(), "{head}");
    std::fs::remove_file(dir.path().join("content/k/film.mp4")).expect("removed");
    assert!(ask("GET", "").0.starts_with("http/1.1 500"));
}
