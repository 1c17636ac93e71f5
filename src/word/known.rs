//! What a document was made with -> properties of its own, by which what was taken out of it is missed: a paragraph that is gone took its
//! bookmark along. Lines of pages are counted by their marks; this is of the others.

use std::collections::BTreeMap;

use super::Broken;
use super::element;
use super::mark::{Kind, Mark};

/// What the names of the properties begin with.
pub const NAME: &str = "Bayan";
/// Word processors keep texts of properties up to 255 letters.
const LONGEST: usize = 240;

/// A paragraph that there was, by what its mark says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Known {
    /// What it is.
    pub kind: Kind,
    /// Its page.
    pub page: String,
    /// Which.
    pub number: usize,
    /// What tells it from others of this number.
    pub total: usize,
}

impl Known {
    /// What a mark says; `None` for the mark of a line, or of contents.
    pub fn of(mark: &Mark) -> Option<Self> {
        let is_known = matches!(mark.kind, Kind::Head | Kind::Printed);
        is_known.then(|| Self { kind: mark.kind, page: mark.page.clone(), number: mark.number, total: mark.total })
    }
}

/// The texts of the properties that say them.
pub fn texts(known: &[Known]) -> Vec<String> {
    let mut pages: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for Known { kind, page, number, total } in known {
        let kind = if *kind == Kind::Head { 'h' } else { 'p' };
        pages.entry(page).or_default().push(format!("{kind}{number}.{total}"));
    }
    let words = pages.into_iter().flat_map(|(page, list)| std::iter::once(page.to_owned()).chain(list));
    let mut out: Vec<String> = Vec::new();
    for word in words {
        match out.last_mut() {
            Some(text) if text.len() + word.len() < LONGEST => text.extend([" ", &word]),
            Some(_) | None => out.push(word),
        }
    }
    out
}

/// Reads them from the part of a document's own properties. What somebody else wrote there says nothing.
///
/// # Errors
///
/// Where the part cannot be read.
pub fn read(part: (&str, &str)) -> Result<Vec<Known>, Broken> {
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    element::read(part, &["Properties"], &mut |own| {
        let number = own.get("name").and_then(|name| name.strip_prefix(NAME)?.parse().ok());
        if let Some(number) = number {
            let mut text = String::new();
            own.all(&mut |inner| text.push_str(&inner.text()));
            texts.insert(number, text);
        }
        Ok(())
    })?;
    let (mut known, mut page) = (Vec::new(), String::new());
    for word in texts.values().flat_map(|text| text.split_whitespace()) {
        let one = |kind| {
            let (number, total) = word.get(1..)?.split_once('.')?;
            Some(Known { kind, page: page.clone(), number: number.parse().ok()?, total: total.parse().ok()? })
        };
        let found = match word.get(..1) {
            Some("h") => one(Kind::Head),
            Some("p") => one(Kind::Printed),
            Some(_) | None => None,
        };
        match found {
            Some(own) => known.push(own),
            None => word.clone_into(&mut page),
        }
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::{Known, read, texts};
    use crate::word::mark::{Kind, Mark};

    #[test]
    fn what_is_written_is_read_again() {
        let mark = |kind, at| Mark::new(kind, if at < 40 { "a.md" } else { "b.md" }, (at / 3, at), "x");
        let known: Vec<Known> =
            (0..90).filter_map(|at| Known::of(&mark(if at % 5 == 0 { Kind::Head } else { Kind::Printed }, at))).collect();
        let texts = texts(&known);
        assert!(texts.len() > 2 && texts.iter().all(|text| text.len() <= 240), "{texts:?}");
        let property = |(at, text): (usize, &String)| format!("<property name=\"Bayan{at}\"><lpwstr>{text}</lpwstr></property>");
        let part: String = texts.iter().enumerate().map(property).collect();
        let mut found =
            read(("custom.xml", &format!("<Properties>{part}<property name=\"Other\"><i4>1</i4></property></Properties>")))
                .expect("read");
        let mut sorted = known;
        sorted.sort();
        found.sort();
        assert_eq!(found, sorted);
        assert_eq!(Known::of(&mark(Kind::Line, 1)), None);
    }
}
