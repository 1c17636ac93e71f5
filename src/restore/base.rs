//! Lines that a reader took for English because a private-use code stands at their left end: their parts come from left to right.
//! A line that begins with a code is one of those, or its first word is a number; what proves the former is looked for here.

use std::collections::BTreeSet;

use super::codes::{Codes, Solved};
use super::glyphs::GlyphMap;
use super::letters::{core, ends_sentence, is_arabic_line, is_code};
use super::text::{Stage, Text};
use super::words::Words;
use crate::locale::letter::{is_arabic, is_mark};

/// Puts the lines in order that are proven to be such; the others are told.
pub fn reorder(text: &mut Text, solved: &Solved, words: &Words<'_>) {
    let Solved { codes, map, .. } = solved;
    let ends = word_ends(text, codes);
    let known = neighbours(text);
    for at in 0..text.lines.len() {
        let line = &text.lines[at];
        let bare = line.text.trim_start_matches(['.', '،', '؛', '؟', '!', ':']);
        if line.is_kept || !bare.starts_with(is_code) || !is_arabic_line(&line.text) {
            continue;
        }
        let number = line.number;
        let new = turned(&line.text);
        let has_mark = bare.len() < line.text.len() && !ends_sentence(&line.text);
        let shown = [&line.text, &new].map(|line| joints(text, at, line));
        let [fits_old, fits_new] = [(0, 1), (1, 0)].map(|(own, other)| {
            shown[own].difference(&shown[other]).filter(|two| known.contains(*two)).cloned().collect::<Vec<_>>()
        });
        if fits_old.is_empty() && fits_new.len() >= 2 {
            let all: Vec<String> = fits_new.iter().map(|(a, b)| format!("`{a} {b}`")).collect();
            text.proofs.push(format!(
                "line {number}: read from its other end, since only so {} stand in it as they do elsewhere",
                all.join(" and ")
            ));
        }
        if has_mark
            || fits_old.is_empty() && fits_new.len() >= 2
            || belongs_to_the_end(bare, &text.lines[at].text, &ends, map, words)
        {
            new.trim().clone_into(&mut text.lines[at].text);
            text.changed(Stage::Base, number, 1);
        } else if new != line.text {
            let why = "the line begins with a code: that may be its first word, or its parts are in the order of English";
            text.doubt(Stage::Base, number, why, vec![new]);
        }
    }
}

/// Two words that stand beside each other; a number is `#`.
type Joint = (String, String);

fn word(token: &str) -> String {
    let word = core(token);
    if word.chars().all(|c| is_code(c) || !c.is_alphabetic()) && token.contains(|c| is_code(c) || c.is_numeric()) {
        "#".to_owned()
    } else {
        word
    }
}

/// The neighbours of a text, but for the lines that begin with a code.
fn neighbours(text: &Text) -> BTreeSet<Joint> {
    let sure = text.lines.iter().filter(|line| !line.text.starts_with(is_code));
    sure.flat_map(|line| pairs(&line.text)).collect()
}

fn pairs(line: &str) -> Vec<Joint> {
    let words: Vec<String> = line.split(' ').map(word).filter(|word| !word.is_empty()).collect();
    words.windows(2).map(|two| (two[0].clone(), two[1].clone())).collect()
}

/// The neighbours of a line, between the line before it and the one behind it.
fn joints(text: &Text, at: usize, line: &str) -> BTreeSet<Joint> {
    let beside =
        |step: isize| at.checked_add_signed(step).and_then(|n| text.lines.get(n)).map(|l| l.text.as_str()).unwrap_or_default();
    let before = beside(-1).rsplit(' ').next().unwrap_or_default();
    let after = beside(1).split(' ').next().unwrap_or_default();
    pairs(&format!("{before} {line} {after}")).into_iter().collect()
}

/// Runs of letter codes with which words end elsewhere.
fn word_ends(text: &Text, codes: &Codes) -> BTreeSet<String> {
    let mut ends = BTreeSet::new();
    let mut starts = BTreeSet::new();
    for token in text.lines.iter().filter(|l| !l.text.starts_with(is_code)).flat_map(|l| l.text.split(' ')) {
        let word = core(token);
        let Some(run) = word.find(is_code).map(|at| &word[at..]) else { continue };
        if run.chars().all(|c| codes.letters.contains(&c)) && run.len() < word.len() {
            ends.insert(run.to_owned());
        } else {
            starts.insert(run.chars().take_while(|c| is_code(*c)).collect::<String>());
        }
    }
    ends.retain(|run| !starts.contains(run));
    ends
}

/// Whether the codes at the beginning stand at a letter, end a word elsewhere, or with the last word of the line make a word.
fn belongs_to_the_end(bare: &str, line: &str, ends: &BTreeSet<String>, map: &GlyphMap, words: &Words<'_>) -> bool {
    let run: String = bare.chars().take_while(|c| is_code(*c)).collect();
    if !bare[run.len()..].starts_with(is_arabic) {
        return false;
    }
    let letters: Option<String> = run.chars().rev().map(|c| map.0.get(&c).map(String::as_str)).collect();
    let first: String = bare[run.len()..].chars().take_while(|c| is_arabic(*c)).collect();
    let last = line.rsplit(' ').next().map(core).unwrap_or_default();
    let is_known =
        letters.is_some_and(|letters| words.knows(&format!("{last}{letters}")) && !words.knows(&format!("{letters}{first}")));
    is_known || ends.contains(&run)
}

/// The direction of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Left,
    Right,
    Neutral,
}

/// The parts of a line from the other end.
fn turned(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let own = |c: char| match c {
        c if is_code(c) => Part::Left,
        c if is_arabic(c) || is_mark(c) || c == '\u{640}' => Part::Right,
        c if c.is_alphanumeric() => Part::Left,
        _ => Part::Neutral,
    };
    let mut parts: Vec<Part> = letters.iter().map(|c| own(*c)).collect();
    // What has no direction takes that of its neighbours where they agree (UAX #9, N1).
    let mut at = 0;
    while at < parts.len() {
        let end = at + parts[at..].iter().take_while(|p| **p == Part::Neutral).count();
        if end > at && at > 0 && end < parts.len() && parts[at - 1] == parts[end] {
            let side = parts[end];
            parts[at..end].fill(side);
        }
        at = end.max(at + 1);
    }
    let mut pieces: Vec<String> = Vec::new();
    for (at, c) in letters.iter().enumerate() {
        match pieces.last_mut() {
            Some(piece) if at > 0 && parts[at - 1] == parts[at] => piece.push(*c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces.into_iter().rev().collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::turned;

    #[test]
    fn parts_are_read_from_the_other_end() {
        assert_eq!(turned(".\u{E001}\u{E002} عاد الوفد عام"), "عاد الوفد عام \u{E001}\u{E002}.");
        assert_eq!(turned("\u{E001}.\u{E002} بنسبة \u{E003} في المرتبة"), "في المرتبة \u{E003} بنسبة \u{E001}.\u{E002}");
    }
}
