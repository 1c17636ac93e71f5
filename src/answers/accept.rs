//! Pairs of pages that somebody has looked at -> the lock that says so.

use std::collections::BTreeSet;

use super::{Change, Desk, TextEdit};
use crate::drift::lock::{self, Lock};
use crate::drift::review;
use crate::drift::{Reviewed, State};
use crate::message::Message;
use crate::site::Site;
use crate::site::pairs::{Pair, tags};
use crate::source::walk::LOCK;

/// Writes into the lock that these pairs say the same, all of each or the blocks of these names, and counts what was open of them.
pub fn record(lock: &mut Lock, site: &Site, pairs: &[&Pair], blocks: &BTreeSet<&str>) -> usize {
    let is_accepted = |name: &str| blocks.is_empty() || blocks.contains(name);
    let mut accepted = 0;
    for pair in pairs {
        let key = site.page(pair.pages[0]).key.text();
        accepted += pair.review().open().filter(|u| is_accepted(&u.unit.name)).count();
        let lines = review::accept(pair.review(), |unit| is_accepted(&unit.name));
        lock.pages.entry(key).or_default().insert(tags(&site.config.locales, pair.locales), lines);
    }
    accepted
}

/// The lock once blocks of a page are accepted, in all its languages, and how many were open; no names mean all of it. One sentence why
/// not, where that is so.
pub fn page(desk: &Desk, path: &str, blocks: &[String]) -> Result<(String, usize), Message> {
    let site = desk.site().ok_or_else(|| say!("the site cannot be read; its problems say why"))?;
    let is_own = |pair: &&Pair| pair.documents.iter().any(|document| document.path == path);
    let pairs: Vec<&Pair> = site.pairs.iter().map(AsRef::as_ref).filter(is_own).collect();
    if pairs.is_empty() {
        return Err(say!("`{path}` has no translation that could be accepted", path));
    }
    // What is accepted is what stands in the files.
    let saved = |path: &str| desk.session().files().get(path).and_then(|file| file.text());
    let is_unsaved = |path: &str| saved(path).map(without_mark) != desk.text(path).map(without_mark);
    if let Some(document) = pairs.iter().flat_map(|pair| &pair.documents).find(|document| is_unsaved(&document.path)) {
        return Err(say!("save `{path}` first: what is accepted is what stands in the file", path = document.path));
    }
    if is_unsaved(LOCK) {
        return Err(say!("save `{path}` first: what was accepted before is what stands in the file", path = LOCK));
    }
    let mut lock = lock::read(desk.session().tree()).value;
    let names = blocks.iter().map(String::as_str).collect();
    let count = record(&mut lock, site, &pairs, &names);
    Ok((lock.print(), count))
}

/// A text without the byte order mark that editors keep to themselves.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The lock of a project that only calls something by another name: what was accepted before is accepted after. `None` where that is
/// the lock as it is, or where there is none.
pub(in crate::answers) fn carried(before: &Desk, after: &Desk) -> Option<Change> {
    let text = before.text(LOCK)?;
    let (old, new) = (before.site()?, after.site()?);
    let mut lock = lock::read(before.session().tree()).value;
    for (pair, renamed) in old.pairs.iter().zip(&new.pairs).filter(|(pair, _)| pair.is_reviewed()) {
        let (was, is) = (&pair.review().units, &renamed.review().units);
        if was.len() != is.len() {
            continue;
        }
        let line = |(was, is): (&Reviewed, &Reviewed)| {
            if was.state == State::Current { Some(lock::Line::of(&is.unit)) } else { was.accepted.clone() }
        };
        let lines = was.iter().zip(is).filter_map(line).collect();
        let key = old.page(pair.pages[0]).key.text();
        lock.pages.entry(key).or_default().insert(tags(&old.config.locales, pair.locales), lines);
    }
    let printed = lock.print();
    let edit = TextEdit { path: LOCK.to_owned(), range: 0..text.len(), text: printed };
    (edit.text != text).then(|| Change { files: Vec::new(), edits: vec![edit] })
}
