//! A project -> what is wrong with it, file by file, as `bayan check` says it.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::pipeline::session::Session;
use crate::source::walk::CONFIG;

/// The problems by the path of their file, in the order in which `check` prints them. What stands nowhere is told of `site.yaml`.
pub fn by_file(session: &Session) -> BTreeMap<String, Vec<Diagnostic>> {
    sorted(session.problems(), session)
}

fn sorted(found: Diagnostics, session: &Session) -> BTreeMap<String, Vec<Diagnostic>> {
    let tree = session.tree();
    let mut files: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for problem in found.sorted(tree).iter() {
        let file = problem.span.and_then(|span| tree.index(span.file)).map(|at| tree.files()[at].path.as_str());
        files.entry(file.unwrap_or(CONFIG).to_owned()).or_default().push(problem.clone());
    }
    files
}
