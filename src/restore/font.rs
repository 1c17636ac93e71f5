//! The door to fonts: a font file -> what the private-use codes of a text are that was set in it.
//!
//! A PDF writer that must name a glyph for which the font has no code point takes U+E000, U+E001 … in the order of such glyphs. Which
//! letter a glyph is the font says in its substitutions (GSUB): the shape of a letter, or the ligature of several, is put in its place.
//! Whether the glyph for missing letters is counted differs between writers: that one is right by which every code of the text is a letter.

use std::collections::{BTreeMap, BTreeSet};

use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::{Face, GlyphId};

use super::glyphs::{GlyphMap, named};
use super::letters::is_code;
use crate::locale::letter::{is_arabic, is_presentation_form, plain_letters};

/// Substitutions that follow each other: a letter, its shape, the shape before certain letters.
const DEPTH: usize = 6;
/// The longest name of a glyph in letters.
const LONGEST: usize = 8;

/// What the codes of a text are.
pub fn map(font: &[u8], text: &str) -> Result<GlyphMap, String> {
    let codes: BTreeSet<char> = text.chars().filter(|c| is_code(*c)).collect();
    let face = Face::parse(font, 0).map_err(|e| format!("this is no font that can be read ({e})"))?;
    let glyphs = letters(&face);
    let has_point = points(&face);
    let without: Vec<u16> = (0..face.number_of_glyphs()).filter(|glyph| !has_point.contains_key(glyph)).collect();
    let numbered = |skipped: usize| -> BTreeMap<char, String> {
        let code = |n: usize| u32::try_from(n).ok().and_then(|n| char::from_u32(0xE000 + n)).filter(|c| is_code(*c));
        let named = without[skipped.min(without.len())..].iter().enumerate();
        named.filter_map(|(n, glyph)| Some((code(n)?, glyphs.get(glyph)?.clone()))).filter(|(c, _)| codes.contains(c)).collect()
    };
    let ways = [numbered(0), numbered(1)];
    let mut whole = ways.iter().filter(|way| codes.iter().all(|c| way.contains_key(c)));
    match (whole.next(), whole.next()) {
        (Some(one), None) => Ok(GlyphMap(one.clone())),
        (Some(one), Some(other)) if one == other => Ok(GlyphMap(one.clone())),
        (Some(_), Some(_)) => {
            Err("by the order of its glyphs the codes may be read in two ways; give a list (`--glyph-map`)".to_owned())
        }
        (None, _) => {
            let lost: Vec<String> =
                codes.iter().filter(|c| !ways.iter().any(|way| way.contains_key(c))).map(|c| named(*c)).collect();
            let which = if lost.is_empty() { "its codes".to_owned() } else { lost.join(", ") };
            Err(format!(
                "the text was not set in this font, or by a writer that numbers otherwise: it has no letters for {which}"
            ))
        }
    }
}

/// The letters of a font's glyphs, as far as its tables say them; of what is no font, none.
pub fn of_glyphs(font: &[u8]) -> BTreeMap<u32, String> {
    let Ok(face) = Face::parse(font, 0) else { return BTreeMap::new() };
    letters(&face).into_iter().map(|(glyph, text)| (u32::from(glyph), text)).collect()
}

/// The glyphs that have code points, each with its letters where it is the glyph of some.
fn points(face: &Face<'_>) -> BTreeMap<u16, BTreeSet<char>> {
    let mut points: BTreeMap<u16, BTreeSet<char>> = BTreeMap::new();
    for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(ttf_parser::cmap::Subtable::is_unicode) {
        table.codepoints(|point| {
            if let (Some(c), Some(GlyphId(glyph))) = (char::from_u32(point), table.glyph_index(point)) {
                points.entry(glyph).or_default().insert(c);
            }
        });
    }
    points
}

/// The letters of glyphs: by their code points, and by what is put in the place of what.
fn letters(face: &Face<'_>) -> BTreeMap<u16, String> {
    let plain = |c: &char| if is_presentation_form(*c) { plain_letters(*c) } else { Some(c.to_string()) };
    // Of several code points that of a letter says most.
    let best =
        |all: &BTreeSet<char>| all.iter().min_by_key(|c| (!is_arabic(**c) || is_presentation_form(**c), **c)).and_then(plain);
    let mut letters: BTreeMap<u16, String> = points(face).iter().filter_map(|(glyph, all)| Some((*glyph, best(all)?))).collect();
    letters.retain(|_, text| !text.contains(is_code));
    let rules = substitutions(face);
    for _ in 0..DEPTH {
        let mut new: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in &rules {
            let text: Option<String> = from.iter().map(|glyph| letters.get(glyph).map(String::as_str)).collect();
            if let Some(text) = text.filter(|text| !letters.contains_key(to) && text.chars().count() <= LONGEST) {
                new.entry(*to).or_default().insert(text);
            }
        }
        if new.is_empty() {
            break;
        }
        // A glyph that stands for different letters stands for none.
        letters.extend(
            new.into_iter().filter_map(|(glyph, texts)| Some((glyph, texts.first().filter(|_| texts.len() == 1)?.clone()))),
        );
    }
    letters
}

/// What is put in the place of what.
fn substitutions(face: &Face<'_>) -> Vec<(Vec<u16>, u16)> {
    let mut rules = Vec::new();
    let Some(table) = face.tables().gsub else { return rules };
    for lookup in table.lookups {
        for subtable in lookup.subtables.into_iter::<SubstitutionSubtable<'_>>() {
            match subtable {
                SubstitutionSubtable::Single(single) => {
                    let coverage = single.coverage();
                    for glyph in 0..face.number_of_glyphs() {
                        let Some(at) = coverage.get(GlyphId(glyph)) else { continue };
                        let to = match single {
                            SingleSubstitution::Format1 { delta, .. } => Some(glyph.wrapping_add_signed(delta)),
                            SingleSubstitution::Format2 { substitutes, .. } => substitutes.get(at).map(|glyph| glyph.0),
                        };
                        rules.extend(to.map(|to| (vec![glyph], to)));
                    }
                }
                SubstitutionSubtable::Ligature(ligature) => {
                    for glyph in 0..face.number_of_glyphs() {
                        let Some(set) = ligature.coverage.get(GlyphId(glyph)).and_then(|at| ligature.ligature_sets.get(at))
                        else {
                            continue;
                        };
                        for one in set {
                            let parts = std::iter::once(glyph).chain(one.components.into_iter().map(|glyph| glyph.0));
                            rules.push((parts.collect(), one.glyph.0));
                        }
                    }
                }
                SubstitutionSubtable::Multiple(_)
                | SubstitutionSubtable::Alternate(_)
                | SubstitutionSubtable::Context(_)
                | SubstitutionSubtable::ChainContext(_)
                | SubstitutionSubtable::ReverseChainSingle(_) => {}
            }
        }
    }
    rules.sort();
    rules.dedup();
    rules
}
