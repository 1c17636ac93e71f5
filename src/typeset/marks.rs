//! A text that Typst shaped -> the same text with every mark of a letter mapped to its own character.
//!
//! The shaper gives a letter and its marks (حً) one cluster, so that each of their glyphs stands for the whole text of it.
//! The file then needs `/ActualText` around every such letter and, because a glyph has one meaning in a file, around every
//! plain use of it later. Viewers read that in different orders: `PDFium` loses a word of twenty. Where a cluster is one
//! letter and its marks, and has a glyph for each, the glyphs are given their own characters and none of it is needed.

use std::ops::Range;

use typst::text::{Glyph, TextItem};

/// The text with its clusters parted; `None` where there is nothing to part.
pub fn part(item: &TextItem) -> Option<TextItem> {
    let mut parted: Option<TextItem> = None;
    let mut start = 0;
    while start < item.glyphs.len() {
        let range = item.glyphs[start].range();
        let count = item.glyphs[start..].iter().take_while(|g| g.range() == range).count();
        if count > 1
            && let Some(cluster) = item.text.get(range.clone())
            && let Some(parts) = parts(cluster, &item.glyphs[start..start + count])
        {
            let glyphs = &mut parted.get_or_insert_with(|| item.clone()).glyphs;
            for (glyph, part) in glyphs[start..].iter_mut().zip(parts) {
                let offset = |n: usize| u16::try_from(range.start + n).unwrap_or(glyph.range.end);
                glyph.range = offset(part.start)..offset(part.end);
            }
        }
        start += count;
    }
    parted
}

/// The bytes of a cluster that each of its glyphs draws; `None` unless it is one letter, which advances, and marks, which
/// do not. Glyphs stand from left to right, so the letter is the last where the text runs from right to left.
fn parts(cluster: &str, glyphs: &[Glyph]) -> Option<Vec<Range<usize>>> {
    let is_mark = |glyph: &Glyph| glyph.x_advance.get() == 0.0;
    let (first, last) = (glyphs.first()?, glyphs.last()?);
    let marks = glyphs.iter().filter(|g| is_mark(g)).count();
    if marks + 1 != glyphs.len() || is_mark(first) == is_mark(last) {
        return None;
    }
    let letter = cluster.chars().next()?.len_utf8();
    let mut parts = Vec::with_capacity(glyphs.len());
    parts.push(0..letter);
    let rest = cluster[letter..].char_indices().map(|(at, c)| letter + at..letter + at + c.len_utf8());
    let rest: Vec<Range<usize>> = rest.collect();
    if rest.len() == marks {
        parts.extend(rest);
    } else if marks == 1 && !rest.is_empty() {
        parts.push(letter..cluster.len());
    } else {
        return None;
    }
    if is_mark(first) {
        parts.reverse();
    }
    Some(parts)
}
