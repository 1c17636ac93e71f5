//! Roof: HTML from elsewhere -> Markdown of ours, and what was left out of it, each with its line.
//!
//! 1. `parse` reads the elements into a flat list.
//! 2. `notes` finds what is a footnote; `blocks` and `line` make our tree.
//! 3. `settle` writes it, and reads it again: nothing is handed on that would be read as something else.
//!
//! Nothing that a page says runs, and nothing is fetched.

pub mod address;
pub mod beside;
mod blocks;
mod direction;
pub mod left;
mod line;
mod media;
mod names;
mod notes;
pub mod page;
mod parse;
pub mod reading;
pub mod report;
mod settle;
mod table;
mod tidy;
mod tree;

use address::Addresses;
use blocks::{Place, blocks};
use left::{Kind, Left};
use reading::{Language, Reading, short};
use settle::Made;
use tree::{Id, Tree};

/// A text in Markdown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Converted {
    /// The Markdown, without a line end behind its last line.
    pub markdown: String,
    /// What was left out, by lines.
    pub left: Vec<Left>,
}

/// A part of a page as Markdown. `first_line` is the line of the file in which it begins.
pub fn fragment(html: &str, first_line: usize, language: Language<'_>, addresses: &mut dyn Addresses) -> Converted {
    let tree = parse::parse(html, first_line);
    converted(&tree, &[0], language, addresses, &[])
}

/// Elements of a page as Markdown; those of `without` are no part of them.
fn converted(tree: &Tree, ids: &[Id], language: Language<'_>, addresses: &mut dyn Addresses, without: &[Id]) -> Converted {
    let mut reading = Reading::new(tree, language, addresses);
    reading.skipped.extend(without);
    let bodies = notes::find(&mut reading);
    let is_left = |id: Id| without.iter().any(|own| *own == id || tree.within(*own).contains(&id));
    // `#` is the title of a page, so a text that has its own begins one level deeper.
    let has_first = ids.iter().flat_map(|id| tree.within(*id)).any(|id| tree.name(id) == "h1" && !is_left(id));
    let place = Place::of_text(has_first);
    let mut content = Vec::new();
    for id in ids {
        content.extend(blocks(&mut reading, *id, &place));
        tell_attributes(&mut reading, *id);
    }
    let bodies = bodies.iter().map(|body| blocks(&mut reading, body.holder, &Place::default())).collect();
    let Reading { refs, notes, mut left, .. } = reading;
    let (markdown, plainer) = settle::written(Made { language, refs: &refs, notes: &notes }, content, bodies);
    if plainer > 0 {
        let blocks = if plainer == 1 { "a block".to_owned() } else { format!("{plainer} blocks") };
        let what = format!("emphasis and marks that Markdown would take for something else, in {blocks}");
        left.push(Left { line: ids.first().map_or(1, |id| tree.line(*id)), kind: Kind::Structure, what });
    }
    left.sort();
    left.dedup();
    Converted { markdown, left }
}

/// Tells what runs when something happens, and how elements look: neither is ever part of a text.
fn tell_attributes(reading: &mut Reading<'_>, id: Id) {
    let tree = reading.tree;
    for id in tree.within(id) {
        for (name, value) in tree.attributes(id) {
            if name.starts_with("on") && name.len() > 2 {
                reading.leave(id, Kind::Handler, format!("`{}`", short(name)));
            } else if &**name == "style" && !value.trim().is_empty() {
                reading.leave(id, Kind::Style, "`style`");
            }
        }
    }
}

/// The words of a line of HTML: a title, the name of a term.
pub fn plain(html: &str) -> String {
    let tree = parse::parse(html, 1);
    media::one_line(&tree.letters(0))
}
