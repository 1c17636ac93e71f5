//! Bookmarks by which a paragraph that comes back is known again: whose it is, which of its page's lines, and what it said when it was
//! exported. Word, `LibreOffice` and what else edits such documents keep bookmarks and their names; names beginning with `_` are not
//! listed, and none may be longer than 40 letters.

use crate::output::hash;

use super::plain::print;

/// The beginning of every name.
const BEGIN: &str = "_by";
/// The beginning of the names that say at the reference of a note which marks are in the note.
const BEGIN_OF_TWIN: &str = "_bn";
/// Digits of a hash.
const HASH: usize = 10;

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A line of the text of a page: the number counts them.
    Line,
    /// A text of the head of a page: 0 is its title, 1 its subtitle, 2 its summary.
    Head,
    /// What is printed of data, of a figure or of the interface; the number is that of the block of its page, from 1, or 0.
    Printed,
    /// The contents, which word processors make anew.
    Contents,
}

/// A paragraph's name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// What it is.
    pub kind: Kind,
    /// The hash of the path of the page's file.
    pub page: String,
    /// Which.
    pub number: usize,
    /// How many there were.
    pub total: usize,
    /// The hash of what it said.
    pub print: String,
}

impl Mark {
    /// The mark of a paragraph of the page at a path.
    pub fn new(kind: Kind, path: &str, (number, total): (usize, usize), text: &str) -> Self {
        Self { kind, page: page(path), number, total, print: print(text) }
    }

    /// The name of its bookmark.
    pub fn name(&self) -> String {
        let kind = match self.kind {
            Kind::Line => 'l',
            Kind::Head => 'h',
            Kind::Printed => 'p',
            Kind::Contents => 'c',
        };
        format!("{BEGIN}{kind}{}_{}_{}_{}", self.page, self.number, self.total, self.print)
    }

    /// The mark that a name stands for; `None` for a name of any other bookmark.
    pub fn read(name: &str) -> Option<Self> {
        let rest = name.strip_prefix(BEGIN)?;
        let kind = match rest.get(..1)? {
            "l" => Kind::Line,
            "h" => Kind::Head,
            "p" => Kind::Printed,
            "c" => Kind::Contents,
            _ => return None,
        };
        let mut parts = rest.get(1..)?.split('_');
        let is_hash = |text: &str| text.len() == HASH && text.bytes().all(|b| b.is_ascii_hexdigit());
        let page = parts.next().filter(|text| is_hash(text))?.to_owned();
        let number = parts.next()?.parse().ok()?;
        let total = parts.next()?.parse().ok()?;
        let print = parts.next().filter(|text| is_hash(text))?.to_owned();
        parts.next().is_none().then_some(Self { kind, page, number, total, print })
    }
}

/// The name of a bookmark at the reference of a note, which says the name of the nth one in the note: `LibreOffice` keeps no order of
/// bookmarks in one place. `None` where a note has more than a name can count.
pub fn twin(name: &str, at: usize) -> Option<String> {
    name.strip_prefix(BEGIN).filter(|_| at < 100).map(|rest| format!("{BEGIN_OF_TWIN}{rest}_{at}"))
}

/// Which mark of a note the name of a bookmark at its reference says, and the name of that; `None` for any other bookmark.
pub fn of_twin(name: &str) -> Option<(usize, String)> {
    let (rest, at) = name.strip_prefix(BEGIN_OF_TWIN)?.rsplit_once('_')?;
    let own = format!("{BEGIN}{rest}");
    Mark::read(&own).and(at.parse().ok()).map(|at| (at, own))
}

/// The name of a page in marks.
pub fn page(path: &str) -> String {
    hash::short(path.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Mark, of_twin, twin};

    #[test]
    fn a_name_is_read_back_and_never_too_long() {
        for kind in [Kind::Line, Kind::Head, Kind::Printed, Kind::Contents] {
            let mark = Mark::new(kind, "content/a.ar.md", (99_998, 99_999), "نص");
            let name = mark.name();
            assert!(name.len() <= 40, "{name}");
            assert_eq!(Mark::read(&name), Some(mark));
            let other = twin(&name, 99).expect("a mark has one");
            assert!(other.len() <= 40 && Mark::read(&other).is_none(), "{other}");
            assert_eq!((of_twin(&other), twin(&name, 100)), (Some((99, name)), None));
        }
        for other in ["_Toc123", "_by", "_byl", "_bylabc_1_2_x", "_GoBack", "_byl0123456789_1_2_0123456789_3", ""] {
            assert_eq!(Mark::read(other), None, "{other}");
            assert_eq!(of_twin(other), None, "{other}");
        }
    }
}
