//! A page -> how its translations stand, as a line above it and above each block that waits for a reviewer.

use super::{Desk, Place};
use crate::drift::{Reviewed, Side, State};
use crate::message::Message;
use crate::site::pairs::Pair;

/// What stands above a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    /// Above what.
    pub place: Place,
    /// What it says.
    pub title: Message,
    /// The blocks that are accepted when somebody says so; none for the whole page.
    pub blocks: Vec<String>,
    /// Whether anything of it waits for a reviewer.
    pub is_open: bool,
}

/// The lines above a page and its blocks.
pub fn of(desk: &Desk, path: &str) -> Vec<Lens> {
    let Some(site) = desk.site() else { return Vec::new() };
    let mut lenses = Vec::new();
    for pair in &site.pairs {
        let Some(own) = side(pair, path) else { continue };
        let tag = |side: Side| site.config.locales.get(pair.locales[side.index()]).tag.as_str();
        let title = say!("{from} → {to}: {state}", from = tag(pair.source), to = tag(pair.source.other()), state = state(pair));
        let is_open = !pair.review().is_current();
        lenses.push(Lens { place: Place { path: path.to_owned(), range: 0..0 }, title, blocks: Vec::new(), is_open });
        if pair.is_reviewed() {
            lenses.extend(pair.review().open().filter_map(|unit| block(path, unit, own)));
        }
    }
    lenses
}

/// The side of a pair that a file is.
fn side(pair: &Pair, path: &str) -> Option<Side> {
    Side::BOTH.into_iter().find(|side| pair.documents[side.index()].path == path)
}

/// How a pair stands, in few words.
fn state(pair: &Pair) -> Message {
    let open = pair.review().open().count();
    match (pair.is_reviewed(), open) {
        (false, _) => say!("never reviewed"),
        (true, 0) => say!("current"),
        (true, 1) => say!("1 block stale"),
        (true, count) => say!("{count} blocks stale", count),
    }
}

fn block(path: &str, reviewed: &Reviewed, side: Side) -> Option<Lens> {
    let own = reviewed.unit.side(side)?;
    let title = match reviewed.state {
        State::Current => return None,
        State::Changed(changed) if changed == side => say!("changed here since it was accepted"),
        State::Changed(_) => say!("changed in the other language since it was accepted"),
        State::BothChanged => say!("changed in both languages since it was accepted"),
        State::New => say!("new, not reviewed"),
    };
    Some(Lens {
        place: Place { path: path.to_owned(), range: own.span.range() },
        title,
        blocks: vec![reviewed.unit.name.clone()],
        is_open: true,
    })
}

/// The open blocks at a place, by name: what `accept this block` is about.
pub fn blocks_at(desk: &Desk, path: &str, at: usize) -> Vec<String> {
    let Some(site) = desk.site() else { return Vec::new() };
    let mut names = Vec::new();
    for pair in &site.pairs {
        let Some(own) = side(pair, path) else { continue };
        let range = |unit: &&Reviewed| unit.unit.side(own).map(|text| text.span.range());
        let is_within = |unit: &&Reviewed| range(unit).is_some_and(|range| range.contains(&at));
        let before = names.len();
        names.extend(pair.review().open().filter(is_within).map(|unit| unit.unit.name.clone()));
        // Behind its last letter, a place is a block's where no other begins.
        if names.len() == before {
            let is_behind = |unit: &&Reviewed| range(unit).is_some_and(|range| range.end == at);
            names.extend(pair.review().open().filter(is_behind).map(|unit| unit.unit.name.clone()));
        }
    }
    names
}
