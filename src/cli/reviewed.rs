//! A document that a reviewer sent back: put into the pages that it was made of, whole or not at all.

use std::path::Path;

use crate::markdown::write::changed;
use crate::output::sources;
use crate::review::back::back;
use crate::review::{Returned, findings, html, verify};
use crate::source::{SourceTree, walk};
use crate::word::view::View;
use crate::word::{Document, archive, read};

use super::{Format, Run, exit, open, report};

/// The bytes of a file that is a document of a word processor, or is called one.
pub fn bytes(tree: &SourceTree) -> Option<Vec<u8>> {
    let file = tree.files().first()?;
    let bytes = file.bytes().ok()?;
    let ending = file.path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_called = ending.is_some_and(|ending| archive::ENDINGS.contains(&ending.as_str()));
    (is_called || archive::is_document(&bytes)).then(|| bytes.into_owned())
}

/// Puts its edits into pages, if all of them fit.
pub fn import(run: &Run, file: &Path, bytes: &[u8], accept_tracked: bool) -> anyhow::Result<u8> {
    let name = file.display().to_string();
    let sent = match document(run, &name, bytes) {
        Ok(sent) => sent,
        Err(code) => return Ok(code),
    };
    let (mut session, site) = match open::site(run)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let tree = session.tree().clone();
    let view = if accept_tracked { View::After } else { View::Before };
    let mut returned = back(&name, &sent, view, (&site, &tree));
    if returned.diags.has_errors() {
        return Ok(report::problems(run, returned.diags, &tree));
    }
    let texts: Vec<(String, String, String)> = returned
        .changes
        .iter()
        .map(|(path, changes)| {
            let before = tree.get(path).and_then(|file| file.text()).unwrap_or_default();
            (path.clone(), before.to_owned(), changed(before, changes.clone()))
        })
        .collect();
    for (path, _, after) in &texts {
        session.open(path, after.clone());
    }
    let outcome = session.site();
    let read_anew = match outcome.value {
        Some(resolved) => verify::verify(&returned, (&site, &tree), (&resolved.site, session.tree())),
        None => outcome.diags,
    };
    returned.diags.append(read_anew);
    if returned.diags.has_errors() {
        return Ok(report::problems(run, returned.diags, &tree));
    }
    for (path, before, _) in &texts {
        sources::unchanged(&run.root, path, before.as_bytes())?;
    }
    for (path, before, after) in &texts {
        sources::rewrite(&run.root, path, before, after)?;
    }
    if !run.quiet {
        told(&returned, &texts);
    }
    Ok(report::problems(run, returned.diags, &tree))
}

/// Says what a reviewer changed and said, and writes nothing.
pub fn review(run: &Run, file: &Path) -> anyhow::Result<u8> {
    let name = file.display().to_string();
    let tree = walk::one(file)?;
    let Some(bytes) = bytes(&tree) else {
        anyhow::bail!("{name}: this is no `.docx`; give a document that `bayan docx` made and a reviewer edited");
    };
    let sent = match document(run, &name, &bytes) {
        Ok(sent) => sent,
        Err(code) => return Ok(code),
    };
    let (session, site) = match open::site(run)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let returned = back(&name, &sent, View::Before, (&site, session.tree()));
    if run.format == Format::Html {
        report::out(&html::render(&name, &returned, &site, session.tree()));
        let found = findings::findings(&returned);
        let is_refused = found.has_errors() || run.strict && !found.is_empty();
        return Ok(if is_refused { exit::CONTENT } else { exit::FINE });
    }
    let found = findings::findings(&returned);
    if found.is_empty() && !run.quiet {
        report::log("bayan: the document says what the pages say, and nobody said anything of it");
    }
    Ok(report::problems(run, found, session.tree()))
}

/// Reads a document; why it cannot be read is printed.
fn document(run: &Run, name: &str, bytes: &[u8]) -> Result<Document, u8> {
    read::read(bytes).map_err(|broken| {
        let (why, help) = broken.told();
        let mut diags = crate::diag::Diagnostics::new();
        diags.push(crate::diag::codes::word::unreadable(name, (&why, help)));
        report::problems(run, diags, &SourceTree::default())
    })
}

fn told(returned: &Returned, texts: &[(String, String, String)]) {
    for (path, before, after) in texts {
        report::log(&format!("bayan: {path} {}", if before == after { "is as it was" } else { "was written" }));
    }
    if texts.is_empty() {
        report::log("bayan: the document says what the pages say");
    }
    let parts = [
        (returned.edited, "line", "edited"),
        (returned.added.len(), "block", "added"),
        (returned.removed.len(), "block", "taken out"),
        (returned.remarks, "comment", "put in as remarks"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(n, ..)| *n > 0).map(|(n, noun, what)| format!("{} {what}", report::counted(*n, noun))).collect();
    if !said.is_empty() {
        report::log(&format!("bayan: {}", said.join(", ")));
    }
}
