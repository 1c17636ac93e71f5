//! Questions to projects of which nothing is known but languages and themes: those are read once for all tests, since reading a theme
//! takes longer than everything else that most of them ask for. `memo` and `session` ask projects that share nothing.

use std::sync::OnceLock;

use bayan::diag::{Diagnostics, Outcome};
use bayan::pipeline::session::Session;
use bayan::pipeline::{Built, Request, Resolved};
use bayan::source::SourceTree;

use super::site::request;

/// A project of which nothing else is known.
pub fn session(tree: SourceTree, asked: Request) -> Session {
    static FIRST: OnceLock<Session> = OnceLock::new();
    let first = FIRST.get_or_init(|| Session::new(SourceTree::new([]), request()));
    // Themes of a single test go again.
    first.end_round();
    first.beside(tree, asked)
}

/// `pipeline::read`.
pub fn read(tree: &SourceTree, asked: &Request) -> Outcome<Option<Resolved>> {
    session(tree.clone(), asked.clone()).site()
}

/// `pipeline::build`, of which no test wants to know how far it is.
pub fn build(tree: &SourceTree, asked: &Request) -> Outcome<Option<Built>> {
    session(tree.clone(), asked.clone()).outputs(&|| {})
}

/// `pipeline::check`.
pub fn check(tree: &SourceTree, asked: &Request) -> Diagnostics {
    session(tree.clone(), asked.clone()).problems()
}

/// `pipeline::editions`.
#[cfg(feature = "pdf")]
pub fn editions(tree: &SourceTree, asked: &Request) -> Outcome<Option<Built>> {
    session(tree.clone(), asked.clone()).bound("pdf")
}
