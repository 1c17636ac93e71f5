//! Ground: the letters of a line as it is to be, and what is written of those that are new.

use std::ops::Range;

use super::lines::Held;
use super::marks::Sent;
use crate::markdown::write::inline::{address, escaped};
use crate::word::Face;
use crate::word::plain::OBJECT;

/// Why a line cannot be edited so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Something that is held was changed.
    Held(Held),
    /// A link cannot be written as it came back.
    Link,
    /// There is raw HTML in the line.
    Raw,
    /// Nobody knows where in the file it would stand.
    Place,
}

/// A letter of the line as it is to be.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The letter that it was; `None` for a new one.
    pub letter: Option<usize>,
    /// Its place among those that came back.
    pub to: usize,
    /// How what stands there is set off.
    pub base: Face,
    /// The link of the line that it stands in.
    pub link: Option<usize>,
}

/// Whether text is set off in a way, and the marks of that.
pub type Way = (fn(Face) -> bool, &'static str);

/// The ways in which text is set off, each with its marks.
pub const WAYS: [Way; 3] = [(|face| face.bold, "**"), (|face| face.italic, "*"), (|face| face.strike, "~~")];

/// Whether a letter is to be set off in a way; spaces and what is no letter neither are nor are not.
pub fn is_set(item: &Item, new: &[Sent], is: fn(Face) -> bool) -> bool {
    let letter = new[item.to];
    is(letter.face) && !letter.c.is_whitespace() && letter.c != OBJECT
}

/// The longest runs of items of which each passes, but for spaces between them.
pub fn runs(items: &[Item], is: impl Fn(&Item) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, item) in items.iter().enumerate() {
        if !is(item) {
            continue;
        }
        let goes_on = last.is_some_and(|last: usize| at == last + 1 || at == last + 2);
        match found.last_mut() {
            Some(run) if goes_on => run.end = at + 1,
            Some(_) | None => found.push(at..at + 1),
        }
        last = Some(at);
    }
    found
}

/// A mark within new letters: the item, what it is, and whether it opens before it or closes behind it.
pub type Mark = (usize, String, bool);

/// The marks of links and of emphasis within new letters, the outer ones first.
pub fn marks(items: &[Item], new: &[Sent], added: &[(Range<usize>, String)], is_cell: bool) -> Vec<Mark> {
    let mut found = Vec::new();
    for (run, to) in added {
        found.extend(items[run.start].letter.is_none().then(|| (run.start, "[".to_owned(), true)));
        let close = || (run.end - 1, format!("]{}", address(to, "", is_cell)), false);
        found.extend(items[run.end - 1].letter.is_none().then(close));
    }
    for (is, mark) in WAYS {
        for run in runs(items, |item| is_set(item, new, is) && !is(item.base)) {
            found.extend(items[run.start].letter.is_none().then(|| (run.start, mark.to_owned(), true)));
            found.extend(items[run.end - 1].letter.is_none().then(|| (run.end - 1, mark.to_owned(), false)));
        }
    }
    found
}

/// New letters as Markdown.
pub fn chunk(items: &[Item], new: &[Sent], marks: &[Mark], is_beginning: bool, is_cell: bool) -> String {
    let (mut out, mut plain) = (String::new(), String::new());
    let flush = |plain: &mut String, out: &mut String| {
        let is_beginning = is_beginning && out.is_empty();
        out.push_str(&escaped(plain, is_beginning, is_cell));
        plain.clear();
    };
    for (at, item) in items.iter().enumerate() {
        for (_, mark, _) in marks.iter().filter(|(own, _, opens)| *own == at && *opens) {
            flush(&mut plain, &mut out);
            out.push_str(mark);
        }
        plain.push(new[item.to].raw);
        for (_, mark, _) in marks.iter().rev().filter(|(own, _, opens)| *own == at && !*opens) {
            flush(&mut plain, &mut out);
            out.push_str(mark);
        }
    }
    flush(&mut plain, &mut out);
    out
}
