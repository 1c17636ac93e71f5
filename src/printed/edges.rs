//! What pages have around their text: heads that run, feet, and numbers of pages. They are known by coming again at the same height.

use std::collections::{BTreeMap, BTreeSet};

use super::row::{Line, digit};

/// Lines of a page that are looked at, from each edge.
const DEEP: usize = 4;

/// A line that is looked at: its page, its place in it, its words without numbers, its numbers.
struct Edge {
    page: usize,
    at: usize,
    numbers: Vec<u64>,
}

/// The lines that come again, as pages and places in them. `pages` are the lines of each page from above.
pub fn running(pages: &[Vec<&Line>]) -> BTreeSet<(usize, usize)> {
    let mut same: BTreeMap<(String, i64), Vec<Edge>> = BTreeMap::new();
    for (page, lines) in pages.iter().enumerate() {
        for (at, line) in lines.iter().enumerate() {
            if at >= DEEP && at + DEEP < lines.len() {
                continue;
            }
            let (words, numbers) = parted(&line.letters());
            #[expect(clippy::cast_possible_truncation, reason = "a height on paper in steps of three points")]
            let height = (line.base / 3.0).round() as i64;
            same.entry((words, height)).or_default().push(Edge { page, at, numbers });
        }
    }
    let mut found = BTreeSet::new();
    for ((words, _), edges) in same {
        let on: BTreeSet<usize> = edges.iter().map(|edge| edge.page).collect();
        let enough = if pages.len() < 3 {
            on.len() == pages.len() && pages.len() > 1
        } else {
            on.len() >= 3 && on.len() * 5 >= pages.len()
        };
        let is_number = !words.chars().any(char::is_alphabetic);
        if enough && on.len() == edges.len() && (counts(&edges) || !is_number && stays(&edges)) {
            found.extend(edges.iter().map(|edge| (edge.page, edge.at)));
        }
    }
    // Pages that say the same from top to bottom keep it, but for their first and last lines.
    for (page, lines) in pages.iter().enumerate() {
        let last = lines.len().saturating_sub(1);
        if last > 1 && (0..=last).all(|at| found.contains(&(page, at))) {
            (1..last).for_each(|at| {
                found.remove(&(page, at));
            });
        }
    }
    if let [only] = pages {
        found.extend(foot(only).map(|at| (0, at)));
    }
    found
}

/// The number of the only page: alone below the text, with room above it.
fn foot(lines: &[&Line]) -> Option<usize> {
    let last = lines.len().checked_sub(1)?;
    let (own, before) = (lines.get(last)?, lines.get(last.checked_sub(1)?)?);
    let (words, numbers) = parted(&own.letters());
    let is_number = numbers == [1] && !words.chars().any(char::is_alphanumeric);
    (is_number && own.base - before.base > own.size * 2.5).then_some(last)
}

/// Whether a number grows as the pages do.
fn counts(edges: &[Edge]) -> bool {
    edges.windows(2).all(|two| match (two[0].numbers.first(), two[1].numbers.first()) {
        (Some(a), Some(b)) => usize::try_from(b.saturating_sub(*a)) == Ok(two[1].page - two[0].page),
        _ => false,
    }) || edges.windows(2).all(|two| match (two[0].numbers.last(), two[1].numbers.last()) {
        (Some(a), Some(b)) => usize::try_from(b.saturating_sub(*a)) == Ok(two[1].page - two[0].page),
        _ => false,
    })
}

/// Whether all say the same.
fn stays(edges: &[Edge]) -> bool {
    edges.windows(2).all(|two| two[0].numbers == two[1].numbers)
}

/// A line without its numbers, and those.
fn parted(line: &str) -> (String, Vec<u64>) {
    let mut words = String::new();
    let mut numbers: Vec<u64> = Vec::new();
    let mut is_within = false;
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        match (digit(c), numbers.last_mut()) {
            (Some(value), Some(last)) if is_within => *last = last.saturating_mul(10).saturating_add(u64::from(value)),
            (Some(value), _) => {
                numbers.push(u64::from(value));
                words.push('#');
                is_within = true;
            }
            (None, _) => {
                words.push(c);
                is_within = false;
            }
        }
    }
    (words, numbers)
}
