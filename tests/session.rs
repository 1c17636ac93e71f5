//! A project as an editor works on it: texts that are not saved yet stand for the files, and answers do not depend on what was
//! asked before.

use std::sync::Arc;

use bayan::diag::render::{Style, render};
use bayan::output::contents::Contents;
use bayan::pipeline::session::Session;
use bayan::pipeline::{EditionFiles, Request};

use crate::support::site::{AR_EN, request, tree};

const PAGES: &str =
    "-- content/a.en.md --\n---\ntitle: A\n---\n\nSee [the other](b.md).\n-- content/b.en.md --\n---\ntitle: B\n---\n\nText.\n";

fn problems(session: &Session) -> String {
    render(session.problems(), session.tree(), Style::Short)
}

fn page(session: &Session, path: &str) -> Option<String> {
    let built = session.outputs(&|| {}).value.expect("a site");
    let bytes = built.outputs.get(path)?.bytes().expect("bytes").to_vec();
    Some(String::from_utf8(bytes).expect("UTF-8"))
}

#[test]
fn a_text_that_is_open_stands_for_its_file() {
    let mut session = Session::new(tree(&format!("{AR_EN}{PAGES}")), request());
    assert!(page(&session, "en/b/index.html").is_some_and(|html| html.contains("Text.")));
    session.open("content/b.en.md", "---\ntitle: B\n---\n\nNot saved yet.\n".to_owned());
    assert!(page(&session, "en/b/index.html").is_some_and(|html| html.contains("Not saved yet.")));
    session.close("content/b.en.md");
    assert!(page(&session, "en/b/index.html").is_some_and(|html| html.contains("Text.")));
}

/// Whoever edits words waits for the pages that show them, on a site of any size.
#[test]
fn an_edit_makes_nothing_again_but_what_shows_it() {
    let asked = Request { editions: EditionFiles::OnDemand, ..request() };
    let mut session = Session::new(tree(&format!("{AR_EN}{PAGES}")), asked);
    let outputs = |session: &Session| session.outputs(&|| {}).value.expect("a site").outputs;
    let before = outputs(&session);
    session.open("content/b.en.md", "---\ntitle: B\n---\n\nOther words.\n".to_owned());
    let after = outputs(&session);
    let is_same = |path: &str, after: &Contents| match (before.get(path), after) {
        (Some(Contents::InMemory(before)), Contents::InMemory(after)) => Arc::ptr_eq(before, after),
        (Some(_) | None, _) => false,
    };
    let made: Vec<&str> =
        after.iter().filter(|(path, file)| !is_same(path.as_str(), file)).map(|(path, _)| path.as_str()).collect();
    assert_eq!((made, session.edits()), (vec!["en/b/index.html"], 1));
    assert_eq!(before.len(), after.len());
}

#[test]
fn a_file_that_is_not_there_yet_is_a_page() {
    let mut session = Session::new(tree(&format!("{AR_EN}{PAGES}")), request());
    session.open("content/a.en.md", "---\ntitle: A\n---\n\nSee [the third](c.md).\n".to_owned());
    assert!(problems(&session).contains("content/a.en.md:5:5: error[broken-link]"), "{}", problems(&session));
    session.open("content/c.en.md", "---\ntitle: C\n---\n\nNew.\n".to_owned());
    assert!(!problems(&session).contains("broken-link"), "{}", problems(&session));
    assert!(page(&session, "en/c/index.html").is_some_and(|html| html.contains("New.")));
}

#[test]
fn what_is_on_the_disk_changes_below_what_is_open() {
    let mut session = Session::new(tree(&format!("{AR_EN}{PAGES}")), request());
    session.open("content/a.en.md", "---\ntitle: A\n---\n\nOpen, with [a link](b.md).\n".to_owned());
    // Somebody else removes the other page.
    let (alone, _) = PAGES.split_once("-- content/b.en.md").expect("two pages");
    session.update(tree(&format!("{AR_EN}{alone}")));
    assert!(problems(&session).contains("content/a.en.md:5:12: error[broken-link]"), "{}", problems(&session));
    session.close("content/a.en.md");
    assert!(problems(&session).contains("content/a.en.md:5:5: error[broken-link]"), "{}", problems(&session));
}

#[test]
fn one_document_is_read_with_its_problems() {
    let mut session = Session::new(tree(&format!("{AR_EN}{PAGES}")), request());
    session.open("content/b.en.md", "---\ntitle: B\ntitel: C\n---\n\nText.\n".to_owned());
    let read = session.document("content/b.en.md").expect("a page");
    assert_eq!(read.diags.iter().map(|d| d.code).collect::<Vec<_>>(), ["unknown-field"]);
    assert!(session.document("content/none.en.md").is_none() && session.document("site.yaml").is_none());
    assert!(session.config().value.is_some());
    session.open("site.yaml", "languages: [".to_owned());
    assert!(session.config().value.is_none() && session.document("content/a.en.md").is_none());
}
