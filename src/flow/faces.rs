//! The theme's faces for the web that a publication needs: those that draw a letter of it, as whole files.
//!
//! No file is cut down further. The subsetter of the PDF engine keeps no layout tables (GSUB, GPOS): what it leaves of an Arabic face
//! joins no letters.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::locale::letter::is_arabic;
use crate::theme::Theme;
use crate::theme::css::{self, What};

/// A face.
#[derive(Clone, Debug)]
pub struct Face {
    /// The name of its file.
    pub name: String,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// Its rule up to the address, and behind it.
    rule: (String, String),
}

impl Face {
    /// Its rule in a style sheet, with the address of its file.
    pub fn rule(&self, address: &str) -> String {
        format!("@font-face{{{}url({}){}}}\n", self.rule.0, css::quoted(address), self.rule.1)
    }
}

/// The faces that draw what stands in markup.
pub fn wanted<'m>(theme: &Theme, markup: impl IntoIterator<Item = &'m str>) -> Vec<Face> {
    let mut seen = Seen::default();
    markup.into_iter().for_each(|part| seen.add(part));
    let Some(sheet) = theme.assets.get(&theme.stylesheet).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        return Vec::new();
    };
    let folder = theme.stylesheet.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Faces of Arabic hold Latin letters too, for lines of Arabic: where there are none, nobody asks for them.
    let has_arabic = seen.letters.iter().any(|c| is_arabic(*c));
    let stacks: Vec<Vec<&str>> = ["family-text", "family-text-arabic", "family-head", "family-head-arabic", "family-code"]
        .iter()
        .filter(|token| **token != "family-code" || seen.has_code)
        .filter(|token| has_arabic || !token.ends_with("-arabic"))
        .filter_map(|token| theme.tokens.light.get(*token))
        .map(|stack| stack.split(',').map(bare).collect())
        .collect();
    let rules: Vec<&str> =
        sheet.split("@font-face{").skip(1).filter_map(|rest| rest.split_once('}')).map(|(rule, _)| rule).collect();
    let mut held: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    for rule in &rules {
        held.entry(value(rule, "font-family").map(bare).unwrap_or_default()).or_default().extend(seen.drawn_by(rule));
    }
    // A letter is drawn by the first family of a line that has it.
    let is_asked = |family: &str, letter: char| {
        stacks.iter().any(|stack| {
            let first = stack.iter().find(|own| held.get(**own).is_some_and(|letters| letters.contains(&letter)));
            first.is_some_and(|own| *own == family)
        })
    };
    // Later rules of a family are asked first, so an earlier one is needed for what they leave only.
    let mut drawn: BTreeMap<[String; 3], BTreeSet<char>> = BTreeMap::new();
    let mut face = |rule: &str| {
        let family = value(rule, "font-family").map(bare)?;
        let is_slanted = value(rule, "font-style").is_some_and(|style| style.trim() != "normal");
        if is_slanted && !seen.has_emphasis {
            return None;
        }
        let letters = seen.drawn_by(rule).into_iter().filter(|letter| is_asked(family, *letter));
        let key = [family, value(rule, "font-weight").unwrap_or_default(), value(rule, "font-style").unwrap_or_default()];
        let known = drawn.entry(key.map(|part| part.trim().to_owned())).or_default();
        let before = known.len();
        known.extend(letters);
        if known.len() == before {
            return None;
        }
        // The first address is the one that browsers take which know its format.
        let (before, address, after) = css::pieces(rule).into_iter().find_map(|piece| {
            let (before, after) = (&rule[..piece.range.start], &rule[piece.range.end..]);
            match piece.what {
                What::Url(address) => Some((before, address, after)),
                What::Address(address) => Some((before.strip_suffix("url(")?, address, after.strip_prefix(')')?)),
                What::Other | What::Comment | What::Import | What::Unread(_) | What::Unclosed(_) => None,
            }
        })?;
        let path = if folder.is_empty() { address.clone() } else { format!("{folder}/{address}") };
        let bytes = Arc::clone(theme.assets.get(&path)?);
        let name = address.rsplit('/').next().unwrap_or(&address).to_owned();
        Some(Face { name, bytes, rule: (before.to_owned(), after.to_owned()) })
    };
    let mut faces: Vec<Face> = rules.into_iter().rev().filter_map(&mut face).collect();
    faces.reverse();
    faces
}

/// What a rule says of a property.
fn value<'r>(rule: &'r str, name: &str) -> Option<&'r str> {
    rule.split(';').find_map(|line| line.trim().strip_prefix(name)?.trim().strip_prefix(':'))
}

/// The name of a family without its quotes.
fn bare(family: &str) -> &str {
    family.trim().trim_matches(['"', '\''])
}

/// What stands in markup.
#[derive(Default)]
struct Seen {
    letters: BTreeSet<char>,
    has_code: bool,
    has_emphasis: bool,
}

impl Seen {
    fn add(&mut self, markup: &str) {
        self.has_code |= markup.contains("<code");
        self.has_emphasis |= markup.contains("<em");
        // What closes the tag or the escaped character that is open.
        let mut closed_by = None;
        for c in markup.chars() {
            match (closed_by, c) {
                (None, '<') => closed_by = Some('>'),
                (None, '&') => closed_by = Some(';'),
                // Digits and signs are in every face: the letters say which is needed.
                (None, c) if c.is_alphabetic() => {
                    self.letters.insert(c);
                }
                (Some(end), c) if c == end => closed_by = None,
                (None | Some(_), _) => {}
            }
        }
    }

    /// The letters that the face of a rule is asked for.
    fn drawn_by(&self, rule: &str) -> BTreeSet<char> {
        match value(rule, "unicode-range") {
            Some(ranges) => ranges.split(',').flat_map(|range| self.within(range.trim())).collect(),
            None => self.letters.clone(),
        }
    }

    /// The letters in a range: `U+621-655`; all of them where it is none.
    fn within(&self, range: &str) -> Vec<char> {
        let all = || self.letters.iter().copied().collect();
        let Some(range) = range.strip_prefix("U+").or_else(|| range.strip_prefix("u+")) else { return all() };
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        // `U+4??` stands for all that begin so.
        let number = |text: &str, rest: char| u32::from_str_radix(&text.replace('?', &rest.to_string()), 16).ok();
        let bounds = (number(from, '0'), number(to, 'F'));
        let (Some(from), Some(to)) = bounds else { return all() };
        let [from, to] = [from, to].map(|n| char::from_u32(n).unwrap_or(char::MAX));
        if from > to { Vec::new() } else { self.letters.range(from..=to).copied().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn a_face_is_needed_by_the_letters_of_the_text_alone() {
        let mut seen = Seen::default();
        seen.add("<p lang=\"en\">بيان 2022 &gt;</p><code>x</code>");
        assert!(seen.has_code && !seen.has_emphasis);
        let draws = |range: &str| !seen.within(range).is_empty();
        assert!(draws("U+621-655") && draws("U+6??") && !draws("U+20-40") && !draws("U+C0-17F"));
        assert!(!draws("U+621") && draws("U+0628"));
        // `gt` is no word of the text, `x` is.
        assert!(!draws("U+61-77") && draws("U+78"));
    }
}
