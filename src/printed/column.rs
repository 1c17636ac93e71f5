//! The lines of a page -> columns in the order in which they are read.

use super::Face;
use super::row::Line;

/// Lines of a column with room on both sides of them.
pub type Column = Vec<Line>;

/// The columns of a page. `from_right`: the right one is read first; `known`: where gutters of earlier pages were.
pub fn columns(rows: Vec<Vec<Line>>, from_right: bool, faces: &[Face], known: &mut Vec<f64>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut rows = rows;
    let mut plain: Vec<Vec<Line>> = Vec::new();
    while !rows.is_empty() {
        let Some((count, gutter)) = gutter(&rows, known) else {
            plain.push(rows.remove(0));
            continue;
        };
        columns.extend(whole(std::mem::take(&mut plain), faces));
        if !known.iter().any(|own| (own - gutter).abs() < 1.0) {
            known.push(gutter);
        }
        let within: Vec<Vec<Line>> = rows.drain(..count).collect();
        let mut sides = [Vec::new(), Vec::new()];
        for row in within {
            let (left, right): (Vec<Line>, Vec<Line>) = row.into_iter().partition(|part| part.to <= gutter);
            sides[0].push(left);
            sides[1].push(right);
        }
        if from_right {
            sides.reverse();
        }
        for side in sides {
            let side: Vec<Vec<Line>> = side.into_iter().filter(|row| !row.is_empty()).collect();
            columns.extend(self::columns(side, from_right, faces, known));
        }
    }
    columns.extend(whole(plain, faces));
    columns
}

/// Rows whose parts are one line each.
fn whole(rows: Vec<Vec<Line>>, faces: &[Face]) -> Option<Column> {
    let lines: Column = rows
        .into_iter()
        .filter_map(|row| {
            let (page, gap) = row.first().map(|part| (part.page, part.gap))?;
            Line::new(page, row.into_iter().flat_map(|part| part.glyphs).collect(), faces, gap)
        })
        .collect();
    (!lines.is_empty()).then_some(lines)
}

/// How many rows from the first one have a gutter, and where it is: empty paper between two columns of text, not between the cells of
/// a table, which do not fill what they have.
fn gutter(rows: &[Vec<Line>], known: &[f64]) -> Option<(usize, f64)> {
    let first = rows.first()?;
    let mut sizes: Vec<f64> = rows.iter().flatten().map(|part| part.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = *sizes.get(sizes.len() / 2)?;
    let mut best: Option<(usize, f64)> = None;
    // Two columns need not stand on the same lines: what stands beside each other is sought in a few rows.
    let near: Vec<&Line> = rows.iter().take(8).flatten().collect();
    let begins: Vec<(f64, f64)> = first
        .iter()
        .flat_map(|own| {
            near.iter().map(move |other| if own.from < other.from { (own.to, other.from) } else { (other.to, own.from) })
        })
        .filter(|(from, to)| to > from)
        .collect();
    for (mut from, mut to) in begins {
        let mut count = 0;
        for row in rows {
            let (mut left, mut right) = (from, to);
            for part in row {
                // What stands within the gap makes it narrower on the side that it is nearer to.
                if part.from <= from || part.from - from < to - part.to {
                    left = left.max(part.to);
                } else {
                    right = right.min(part.from);
                }
            }
            if right - left < usual * 0.75 {
                break;
            }
            (from, to) = (left, right);
            count += 1;
        }
        let middle = f64::midpoint(from, to);
        // A narrow gutter may be a gap between words that comes again by chance; one that an earlier page had is none.
        let is_known = known.iter().any(|own| (own - middle).abs() < usual);
        let least = if is_known {
            1
        } else if to - from < usual * 1.3 {
            5
        } else {
            3
        };
        if is_text(&rows[..count], middle, least, usual) && best.is_none_or(|(known, _)| count > known) {
            best = Some((count, middle));
        }
    }
    best
}

/// Whether both sides of a gutter are columns of text.
fn is_text(rows: &[Vec<Line>], gutter: f64, least: usize, size: f64) -> bool {
    let heights = |is_left: bool| -> Vec<f64> {
        rows.iter().filter_map(|row| row.iter().find(|part| (part.to <= gutter) == is_left)).map(|part| part.base).collect()
    };
    let (left, right) = (heights(true), heights(false));
    let beside = |own: &[f64], other: &[f64]| match (other.first(), other.last()) {
        (Some(top), Some(end)) => own.iter().filter(|base| **base > top - 12.0 && **base < end + 12.0).count(),
        _ => 0,
    };
    let both = beside(&left, &right).min(beside(&right, &left));
    let is_column = |is_left: bool| {
        let parts: Vec<(f64, f64)> = rows
            .iter()
            .filter_map(|row| {
                let own = || row.iter().filter(|part| (part.to <= gutter) == is_left);
                own().next()?;
                Some((own().map(|p| p.from).fold(f64::INFINITY, f64::min), own().map(|p| p.to).fold(f64::NEG_INFINITY, f64::max)))
            })
            .collect();
        let left = parts.iter().map(|p| p.0).fold(f64::INFINITY, f64::min);
        let right = parts.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
        let wide = parts.iter().filter(|p| (p.1 - p.0) > (right - left) * 0.7).count();
        right - left > size * 9.0 && wide * 2 >= parts.len()
    };
    both >= least && is_column(true) && is_column(false)
}
