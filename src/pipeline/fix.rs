//! A project -> its Markdown files with the safe fixes applied. Writes nothing.

use std::collections::BTreeMap;

use super::Request;
use super::session::Session;
use crate::diag::{Diagnostic, Diagnostics, Edit};
use crate::lint::{allow, fix};
use crate::site::place::CONTENT;
use crate::source::{FileId, SourceTree, names};

/// Mending one thing can show another: `نص ,نص` takes three looks. A text that is not done by then is left as it is.
const LOOKS: usize = 8;

/// A file that is mended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mended {
    /// Its path in the project.
    pub path: String,
    /// As it was read.
    pub before: String,
    /// As it should be.
    pub after: String,
}

/// Looks and mends until nothing is left to mend. Findings that are allowed in place stay.
pub fn mend(tree: &SourceTree, request: &Request) -> Vec<Mended> {
    let mut session = Session::new(tree.clone(), request.clone());
    let mut mended: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..LOOKS {
        let texts = once(&session);
        if texts.is_empty() {
            break;
        }
        for (path, text) in texts {
            session.open(&path, text.clone());
            mended.insert(path, text);
        }
    }
    let whole = |(path, after): (String, String)| {
        let before = tree.get(&path)?.text()?.to_owned();
        (before != after).then_some(Mended { path, before, after })
    };
    mended.into_iter().filter_map(whole).collect()
}

/// The texts that one look changes, by path.
fn once(session: &Session) -> BTreeMap<String, String> {
    let tree = session.tree();
    let Some(resolved) = session.site().value else { return BTreeMap::new() };
    let diags = allow::read(tree, &resolved.documents).apply(session.linted(&resolved)).sorted(tree);
    let mut texts = BTreeMap::new();
    for file in tree.in_folder(CONTENT).filter(|f| names::page_stem(&f.path).is_some()) {
        let Some(text) = file.text() else { continue };
        let new = fix::apply(text, of_file(&diags, file.id));
        if new != text {
            texts.insert(file.path.clone(), new);
        }
    }
    texts
}

/// The edits of each finding of a file.
fn of_file(diags: &Diagnostics, file: FileId) -> impl Iterator<Item = &[Edit]> {
    diags.iter().map(Diagnostic::edits).filter(move |edits| edits.first().is_some_and(|e| e.span.file == file))
}
