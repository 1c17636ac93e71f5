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

/// What is found of a page or a pair is kept; whatever it follows from, it is found anew where that is another.
#[test]
fn what_is_found_is_what_a_clean_look_finds() {
    let project = format!(
        "{AR_EN}-- content/k/_index.en.md --\n---\ntitle: K\nbriefing: true\n---\n\n`12` and [](fact:a), see [m](m.md).\n\n![](p.svg)\n\n```chart\nsrc: d.csv\ntype: bar\nx: name\ny: n\n```\n\
         -- content/k/_index.ar.md --\n---\ntitle: ك\nbriefing: true\n---\n\nقيمته [](fact:a) ،انظر [م](m.md).\n\
         -- content/k/m.en.md --\n---\ntitle: M\n---\n\nKiev has 7 wells.\n\
         -- content/k/m.ar.md --\n---\ntitle: م\n---\n\nفيها 8 آبار.\n\
         -- content/k/facts.yaml --\na: {{value: 12, what: {{ar: عدد, en: number}}}}\n\
         -- content/k/d.csv --\nname,n\n*one*,1\ntwo,2\n\
         -- content/k/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>\n"
    );
    let mut session = Session::new(tree(&project), request());
    let page = |title: &str, more: &str, text: &str| format!("---\ntitle: {title}\n{more}---\n\n{text}\n");
    let states: [(&str, String); 25] = [
        ("content/o.en.md", page("O", "", "Text.")),
        ("content/k/m.en.md", page("M", "", "Kiev  has 7 wells, see [O](../o.md).")),
        ("content/k/m.en.md", page("M", "", "## New\n\nKiev  has 7 wells.")),
        ("content/k/m.en.md", page("M", "", "Kiev  has 7 wells.")),
        ("content/k/m.en.md", page("M", "", "One. Kiev  has 7 wells ,")),
        ("content/k/m.en.md", page("M", "", "<!-- bayan: allow double-space a reason -->\n\nOne. Kiev  has 7 wells.")),
        ("content/k/m.ar.md", page("م", "", "أولًا ،فيها 7 آبار.")),
        ("content/k/m.en.md", page("M", "", "Kiev has 8 wells ,")),
        ("content/k/m.en.md", page("M", "", "Kiev has 8 wells.")),
        ("content/k/m.en.md", page("M", "slug: n\n", "Kiev has 8 wells.")),
        ("content/k/m.en.md", page("M", "titel: x\n", "Kiev has 7 wells, [x](none.md).")),
        ("content/k/m.en.md", page("M", "draft: true\n", "Kiev has [](fact:b) wells.")),
        ("content/k/m.en.md", page("M", "", "Kiev has [](fact:b) wells.")),
        (
            "content/k/facts.yaml",
            "a: {value: 12, what: {ar: عدد, en: number}}\nb: {value: 8, what: {ar: آبار, en: wells}}\n".to_owned(),
        ),
        (
            "content/k/facts.yaml",
            "a: {value: 13, what: {ar: عدد, en: number}}\nb: {value: 9, what: {ar: آبار, en: wells}}\n".to_owned(),
        ),
        (
            "content/glossary.yaml",
            "kyiv: {name: {ar: كييف, en: Kyiv}, forbidden: {en: [Kiev]}, what: {ar: مدينة, en: city}}\n".to_owned(),
        ),
        ("content/k/pictures.yaml", "p.svg: {alt: {ar: مثلث, en: A triangle}}\n".to_owned()),
        ("content/k/pictures.yaml", "p.svg: {alt: {ar: مثلث}}\n".to_owned()),
        ("content/k/d.csv", "name,n\none,1\n<b>two</b>,2\n".to_owned()),
        ("content/k/m.ar.md", page("م", "", "فيها 8 آبار ،و[ك](_index.md).")),
        ("content/k/_index.ar.md", page("ك", "briefing: true\n", "قيمته [](fact:a)، انظر [م](m.md) و[هنا](m.md).")),
        ("content/k/n.en.md", page("N", "aliases: [/en/k/m/]\n", "Text.")),
        ("bayan.lock", "not a lock\n".to_owned()),
        ("site.yaml", "title: x\nlanguages: {ar: {name: العربية}, en: {name: English}}\nnumbers: arab\n".to_owned()),
        ("content/k/m.en.md", page("M", "expires: 2000-01-01\n", "Kiev has 8 wells ,")),
    ];
    let (mut told, mut put_in) = (Vec::new(), 0);
    for (path, text) in states {
        session.open(path, text);
        let clean = Session::new(session.tree().clone(), request());
        let found = problems(&session);
        assert_eq!(found, problems(&clean), "{path}");
        assert_eq!(found, problems(&session), "{path}, again");
        session.end_round();
        put_in = put_in.max(session.looks());
        told.push(found);
    }
    told.dedup();
    assert!(put_in >= 4, "words alone are put into the last look: {put_in}");
    assert!(told.len() > 12, "most states have problems of their own");
}
