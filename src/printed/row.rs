//! The glyphs of a page -> its lines, each cut where the paper is empty for longer than a space.

use super::{Face, Glyph};
use crate::locale::letter::is_mark;

/// Glyphs on one line, from left to right.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The page, from 0.
    pub page: usize,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// What most of it stands on.
    pub base: f64,
    /// The size of most of it.
    pub size: f64,
    /// Whether most of it is bold.
    pub is_bold: bool,
    /// How wide a gap is a space, in sizes.
    pub gap: f64,
    /// What it holds.
    pub glyphs: Vec<Glyph>,
}

impl Line {
    /// A line of glyphs that stand beside each other.
    pub fn new(page: usize, mut glyphs: Vec<Glyph>, faces: &[Face], gap: f64) -> Option<Self> {
        glyphs.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.turn.cmp(&b.turn)));
        let inked = || glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
        let mut sizes: Vec<f64> = inked().map(|glyph| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        let size = *sizes.get(sizes.len() * 2 / 3)?;
        let mut bases: Vec<f64> = inked().filter(|glyph| glyph.size > size * 0.87).map(|glyph| glyph.base).collect();
        bases.sort_by(f64::total_cmp);
        let base = *bases.get(bases.len() / 2)?;
        let from = inked().map(|glyph| glyph.from).min_by(f64::total_cmp)?;
        let to = inked().map(|glyph| glyph.to).max_by(f64::total_cmp)?;
        let bold = inked().filter(|glyph| faces.get(glyph.font).is_some_and(|face| face.is_bold)).count();
        let is_bold = bold * 10 > inked().count() * 9;
        Some(Self { page, from, to, base, size, is_bold, gap, glyphs })
    }

    /// Its letters from left to right, as they stand.
    pub fn letters(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }
}

/// The value of a digit of any script that is read here.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(c) - u32::from('۰')),
        _ => c.to_digit(10),
    }
}

/// How wide a gap must be to be a space: where spaces are printed as glyphs, only one that nobody overlooks.
pub fn gap(glyphs: &[Glyph]) -> f64 {
    let spaces = glyphs.iter().filter(|glyph| !glyph.text.is_empty() && glyph.text.trim().is_empty()).count();
    if spaces * 25 > glyphs.len() { 0.55 } else { 0.17 }
}

/// The lines of a page, from above; a line that is cut is several with the same base.
pub fn rows(page: usize, glyphs: &[Glyph], faces: &[Face], gap: f64) -> Vec<Vec<Line>> {
    let mut sizes: Vec<f64> = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let Some(usual) = sizes.get(sizes.len() / 2).copied() else { return Vec::new() };
    let mut large: Vec<&Glyph> = Vec::new();
    let mut small: Vec<&Glyph> = Vec::new();
    // Signs stand over and below their letters.
    let mut over: Vec<&Glyph> = Vec::new();
    for glyph in glyphs {
        let is_over = glyph.to - glyph.from < glyph.size * 0.02 || !glyph.text.is_empty() && glyph.text.chars().all(is_mark);
        if is_over {
            over.push(glyph);
        } else if glyph.size < usual * 0.87 {
            small.push(glyph);
        } else {
            large.push(glyph);
        }
    }
    let mut rows = stacked(large);
    // Raised and lowered numbers touch what they belong to, text that is small itself too: the larger first.
    small.sort_by(|a, b| b.size.total_cmp(&a.size));
    let mut small = small.as_slice();
    while let Some(first) = small.first() {
        let count = small.iter().take_while(|glyph| glyph.size > first.size * 0.93).count();
        let (own, smaller) = small.split_at(count);
        let (beside, rest): (Vec<&Glyph>, Vec<&Glyph>) = own.iter().partition(|glyph| host(&rows, glyph).is_some());
        for glyph in beside {
            if let Some((_, row)) = host(&rows, glyph).and_then(|at| rows.get_mut(at)) {
                row.push(glyph);
            }
        }
        rows.extend(stacked(rest));
        small = smaller;
    }
    for glyph in over {
        let near = rows
            .iter_mut()
            .filter(|(base, row)| {
                (base - glyph.base).abs() < glyph.size * 1.1
                    && row.iter().any(|own| glyph.middle - own.to < own.size * 0.5 && own.from - glyph.middle < own.size * 0.5)
            })
            .min_by(|a, b| (a.0 - glyph.base).abs().total_cmp(&(b.0 - glyph.base).abs()));
        match near {
            Some((_, row)) => row.push(glyph),
            None => rows.push((glyph.base, vec![glyph])),
        }
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, row)| cut(page, &row, faces, gap)).filter(|row| !row.is_empty()).collect()
}

/// The row of larger letters that a small glyph touches.
fn host(rows: &[(f64, Vec<&Glyph>)], glyph: &Glyph) -> Option<usize> {
    rows.iter().position(|(base, row)| {
        glyph.base > base - glyph.size * 1.2
            && glyph.base < base + glyph.size * 0.5
            && row.iter().any(|own| {
                let room = own.size * 0.4;
                glyph.size < own.size * 0.87 && glyph.from - own.to < room && own.from - glyph.to < room
            })
    })
}

/// Glyphs by what they stand on.
fn stacked(mut glyphs: Vec<&Glyph>) -> Vec<(f64, Vec<&Glyph>)> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<(f64, Vec<&Glyph>)> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut().filter(|(base, _)| glyph.base - *base < glyph.size * 0.25) {
            Some((_, row)) => row.push(glyph),
            None => rows.push((glyph.base, vec![glyph])),
        }
    }
    rows
}

/// A row cut where it is empty for as long as a letter is high.
fn cut(page: usize, row: &[&Glyph], faces: &[Face], gap: f64) -> Vec<Line> {
    let mut sorted: Vec<&Glyph> = row.to_vec();
    sorted.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut parts: Vec<Vec<Glyph>> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    let mut spaces: Vec<Glyph> = Vec::new();
    for glyph in sorted {
        if !glyph.text.is_empty() && glyph.text.trim().is_empty() {
            spaces.push(glyph.clone());
            continue;
        }
        let is_far = glyph.from - end > glyph.size * 0.8;
        match parts.last_mut().filter(|_| !is_far) {
            Some(part) => part.append(&mut spaces),
            None => spaces.clear(),
        }
        if is_far {
            spaces.clear();
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(glyph.clone());
        }
        end = end.max(glyph.to);
    }
    parts.into_iter().filter_map(|part| Line::new(page, part, faces, gap)).collect()
}
