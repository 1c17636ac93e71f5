//! Each pattern at three sizes -> marks before and after the work, between which valgrind counts. `benches/growth.py` runs it.

use std::collections::BTreeMap;

use bayan::config::Overrides;
use bayan::diag::render::{Style, render};
use bayan::pipeline::session::Session;
use bayan::pipeline::{EditionFiles, Request};
use bayan::source::{Content, SourceTree};

use super::{PATTERNS, Pattern, edit, growth_of_the_square, keystroke};
use crate::OPTIONS;

/// How often a pattern stands in the smallest project. The others hold twice and four times as many.
const TIMES: usize = 130;
/// The same where one costs more, or less, than most do.
const OWN: &[(&str, usize)] = &[
    ("a square", 40),
    ("paragraphs", 60),
    ("facts", 80),
    ("people", 80),
    ("sources", 80),
    ("claims", 60),
    ("glossary", 100),
    ("code fences", 60),
    ("wrong YAML", 30),
    ("wrong front matter", 100),
    ("pages", 30),
    ("briefings", 30),
    ("pages of one title", 30),
    ("tags", 30),
    ("one word", 2_000),
    ("one letter's marks", 2_000),
    ("brackets", 2_000),
    ("nested quotes", 2_000),
    ("table columns", 400),
    ("data of a figure", 25),
];
/// The same where PDFs are made too.
const PRINTED: usize = 24;
/// Pages of which each gets a card for shared links, and how many in the smallest project.
const CARDS: &str = "pages, with cards";
const DRAWN: usize = 12;
/// What stands in a briefing's PDF as often as the desk writes it.
const ON_PAPER: &[&str] = &["paragraphs", "facts", "people", "headings", "notes", "table rows"];

/// Counts the patterns of these names, or all.
pub fn count(names: &[String]) {
    let project = Session::new(SourceTree::new([]), request(EditionFiles::None));
    let is_wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let square = growth_of_the_square();
    for pattern in PATTERNS.iter().chain([&square]).filter(|pattern| is_wanted(pattern.name)) {
        let times = OWN.iter().find(|(name, _)| *name == pattern.name).map_or(TIMES, |(_, own)| *own);
        sizes(pattern.name, times, |times| check(&project, &tree(pattern, times)));
    }
    for pattern in PATTERNS.iter().filter(|pattern| ON_PAPER.contains(&pattern.name)) {
        let name = format!("{}, printed", pattern.name);
        if is_wanted(&name) {
            sizes(&name, PRINTED, |times| print(&project, &briefing(pattern, times)));
        }
    }
    if is_wanted(CARDS) {
        let pages = PATTERNS.iter().find(|pattern| pattern.name == "pages").expect("the pattern");
        sizes(CARDS, DRAWN, |times| draw(&project, &tree(pages, times)));
    }
    for kind in edit::KINDS.into_iter().filter(|(name, _)| is_wanted(name)) {
        edit::count(&project, kind);
    }
    if is_wanted(keystroke::NAME) {
        keystroke::count(&project);
    }
}

/// Three sizes, after a small one that pays for what a process makes once: grammars, formatters, fonts.
fn sizes(name: &str, times: usize, work: impl Fn(usize)) {
    work(2);
    for times in [times, times * 2, times * 4] {
        mark(&format!("{times} begins {name}"));
        work(times);
        mark(&format!("{times} ends {name}"));
    }
}

/// Makes valgrind tell its count, see `mark.c`; elsewhere there is no such path.
pub fn mark(text: &str) {
    let _ = std::fs::canonicalize(format!("/counted/{text}"));
}

/// All that `check` does with a project of which it knows nothing but the theme, problems printed.
fn check(project: &Session, tree: &SourceTree) {
    let session = project.beside(tree.clone(), request(EditionFiles::None));
    let problems = session.problems();
    std::hint::black_box(render(problems, tree, Style::Human));
}

/// All that `pdf` does.
fn print(project: &Session, tree: &SourceTree) {
    // Under valgrind everything takes fifty times as long, and on a busy machine longer.
    bayan::typeset::guard::patience(1000);
    bayan::typeset::forget(0);
    let session = project.beside(tree.clone(), request(EditionFiles::All));
    let built = session.bound("pdf").value.expect("a site");
    assert!(!built.outputs.is_empty(), "a briefing has a PDF");
}

/// All that `build` does but writing.
fn draw(project: &Session, tree: &SourceTree) {
    bayan::typeset::guard::patience(1000);
    let session = project.beside(tree.clone(), request(EditionFiles::All));
    let built = session.outputs(&|| {}).value.expect("a site");
    let cards = built.outputs.iter().filter(|(path, _)| path.as_str().starts_with("assets/cards/")).count();
    assert!(cards >= tree.files().len() - 4, "every page has a card");
}

/// What is asked for.
pub fn request(editions: EditionFiles) -> Request {
    Request { root: ".".to_owned(), overrides: Overrides::default(), options: OPTIONS, editions, marks: false }
}

fn tree(pattern: &Pattern, times: usize) -> SourceTree {
    let files: BTreeMap<String, String> = pattern.files(times).into_iter().collect();
    SourceTree::new(files.into_iter().map(|(path, text)| (path, Content::Text(text.into()))))
}

/// The same with its page as a briefing, in one language.
fn briefing(pattern: &Pattern, times: usize) -> SourceTree {
    let files = pattern.files(times).into_iter().filter(|(path, _)| path != "content/a/_index.ar.md");
    let files = files.map(|(path, text)| {
        let is_page = path == "content/a/_index.en.md";
        (path, if is_page { text.replacen("title: A\n", "title: A\nbriefing: true\n", 1) } else { text })
    });
    SourceTree::new(files.map(|(path, text)| (path, Content::Text(text.into()))))
}
