//! Marks in the order in which they came back -> those that stand where they stood.

use std::collections::{BTreeMap, BTreeSet};

use crate::word::mark::Mark;

/// The names of the marks that were not moved: of each page the most that still follow each other.
pub fn unmoved<'a>(marks: impl Iterator<Item = &'a Mark>) -> BTreeSet<String> {
    let mut pages: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        pages.entry(&mark.page).or_default().push(mark);
    }
    pages.values().flat_map(|marks| rising(marks)).map(Mark::name).collect()
}

/// The longest rising row of numbers.
fn rising<'a>(marks: &[&'a Mark]) -> Vec<&'a Mark> {
    // The last mark of the best row of each length, and for each mark the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(marks.len());
    for (at, mark) in marks.iter().enumerate() {
        let length = ends.partition_point(|end| marks[*end].number < mark.number);
        before.push(length.checked_sub(1).map(|n| ends[n]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.push(marks[at]);
        next = before[at];
    }
    row
}

#[cfg(test)]
mod tests {
    use super::unmoved;
    use crate::word::mark::{Kind, Mark};

    #[test]
    fn one_paragraph_that_is_elsewhere_is_the_one_that_moved() {
        let mark = |number| Mark::new(Kind::Line, "content/a.en.md", (number, 5), "");
        let marks = [0, 3, 1, 2, 4].map(mark);
        let found = unmoved(marks.iter());
        assert_eq!(found, std::collections::BTreeSet::from([0, 1, 2, 4].map(|number| mark(number).name())));
    }
}
