//! Glyphs of one group of letters -> each with its own: writers give all letters of a group to the first of its glyphs, and none to the
//! others, wherever else those stand. A sign that takes no room has no letter; the letter is its neighbour's, and stays it.

use std::collections::BTreeMap;

use super::{Glyph, Sheets};
use crate::locale::letter::is_mark;

/// Gives letters back to the glyphs that print them, and a code to those that nothing tells.
pub fn settle(sheets: &mut Sheets) {
    let mut own = std::mem::take(&mut sheets.silent);
    for sheet in &mut sheets.all {
        let mut at = 0;
        while at + 1 < sheet.glyphs.len() {
            let (one, two) = (&sheet.glyphs[at], &sheet.glyphs[at + 1]);
            for (sign, other) in [(one, two), (two, one)] {
                if takes_none(sign)
                    && is_mixed(&sign.text)
                    && other.text.is_empty()
                    && !takes_none(other)
                    && are_near(sign, other)
                {
                    own.insert((other.font, other.id), sign.text.chars().filter(|c| !is_mark(*c)).collect());
                }
            }
            at += 1;
        }
    }
    let mut codes: BTreeMap<(usize, u32), char> = BTreeMap::new();
    let start = sheets.unknown;
    for sheet in &mut sheets.all {
        for at in 0..sheet.glyphs.len() {
            let glyph = &sheet.glyphs[at];
            let is_explained = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().any(|near| {
                sheet
                    .glyphs
                    .get(near)
                    .is_some_and(|near| near.text.chars().nth(1).is_some() && are_near(near, glyph) && !takes_none(near))
            });
            if takes_none(glyph) {
                if is_mixed(&glyph.text) && has_neighbour(&sheet.glyphs, at) {
                    sheet.glyphs[at].text.retain(is_mark);
                }
            } else if glyph.text.is_empty() && glyph.is_inked {
                let key = (glyph.font, glyph.id);
                if let Some(text) = own.get(&key) {
                    sheet.glyphs[at].text.clone_from(text);
                } else if !is_explained {
                    let next = u32::try_from(start + codes.len()).unwrap_or(u32::MAX).min(0xFFFD);
                    let code = *codes.entry(key).or_insert_with(|| char::from_u32(0xF_0000 + next).unwrap_or('\u{FFFD}'));
                    sheet.glyphs[at].text = code.to_string();
                }
            }
        }
    }
    sheets.unknown += codes.len();
}

/// Whether a glyph beside this sign prints the letter: it is there, and takes room.
fn has_neighbour(glyphs: &[Glyph], at: usize) -> bool {
    let sign = &glyphs[at];
    [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|near| glyphs.get(near)).any(|near| {
        !takes_none(near)
            && are_near(sign, near)
            && (near.text.is_empty() || sign.text.starts_with(near.text.trim_end_matches(is_mark)) && near.is_inked)
    })
}

fn takes_none(glyph: &Glyph) -> bool {
    glyph.to - glyph.from < glyph.size * 0.02
}

fn is_mixed(text: &str) -> bool {
    text.chars().any(is_mark) && text.chars().any(|c| !is_mark(c))
}

fn are_near(a: &Glyph, b: &Glyph) -> bool {
    a.from < b.to + b.size * 0.5 && b.from < a.to + a.size * 0.5 && (a.base - b.base).abs() < a.size
}
