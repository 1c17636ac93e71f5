//! Private-use codes -> what a map says they are. The map is given (a file, a font), or proven from the text (`digits`, `shapes`).

use std::collections::{BTreeMap, BTreeSet};

use super::digits;
use super::glyphs::{GlyphMap, named};
use super::letters::{is_code, is_proclitic};
use super::shapes;
use super::text::{Stage, Text};
use super::words::Words;
use crate::locale::letter::{TATWEEL, is_arabic, is_mark};

/// The codes of a text: those of digits, and those of letters.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// Codes that stand in numbers only.
    pub digits: BTreeSet<char>,
    /// Codes that stand in words.
    pub letters: BTreeSet<char>,
}

/// What is known of the codes of a text.
#[derive(Debug, Default)]
pub struct Solved {
    /// The codes.
    pub codes: Codes,
    /// What is certain.
    pub map: GlyphMap,
    /// What letters may be, where more than one map is left.
    pub left: Vec<shapes::Map>,
}

/// Tells codes of digits from those of letters: a code that ever touches a letter is one, and so is what touches that code.
pub fn sort(text: &Text) -> Codes {
    let mut codes = Codes::default();
    let mut runs: Vec<Vec<char>> = Vec::new();
    for line in text.lines.iter().filter(|line| !line.is_kept) {
        let letters: Vec<char> = line.text.chars().filter(|c| !is_mark(*c)).collect();
        let mut at = 0;
        while at < letters.len() {
            if !is_code(letters[at]) {
                at += 1;
                continue;
            }
            let end = at + letters[at..].iter().take_while(|c| is_code(**c)).count();
            let run = letters[at..end].to_vec();
            codes.digits.extend(&run);
            let before = at.checked_sub(1).map(|n| letters[n]).is_some_and(is_arabic);
            // At the beginning of a line a run may belong to its end.
            let behind = at > 0 && letters.get(end).is_some_and(|c| is_arabic(*c));
            if before || behind {
                codes.letters.extend(&run);
            }
            runs.push(run);
            at = end;
        }
    }
    let mut beside: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        for c in run.iter().copied().collect::<BTreeSet<char>>() {
            beside.entry(c).or_default().push(at);
        }
    }
    // Each code and each run is looked at once.
    let mut waiting: Vec<char> = codes.letters.iter().copied().collect();
    while let Some(code) = waiting.pop() {
        for at in beside.remove(&code).unwrap_or_default() {
            waiting.extend(runs[at].drain(..).filter(|c| codes.letters.insert(*c)));
        }
    }
    codes.digits.retain(|c| !codes.letters.contains(c));
    codes
}

/// The map of a text: what is given, and what is proven of the rest.
pub fn solve(text: &mut Text, given: Option<&GlyphMap>, words: &Words<'_>) -> Solved {
    let mut codes = sort(text);
    let mut map = given.cloned().unwrap_or_default();
    for (code, letters) in &map.0 {
        let is_number = letters.chars().all(char::is_numeric);
        let (into, out) =
            if is_number { (&mut codes.digits, &mut codes.letters) } else { (&mut codes.letters, &mut codes.digits) };
        if out.remove(code) {
            into.insert(*code);
        }
    }
    let unknown = |set: &BTreeSet<char>, map: &GlyphMap| set.iter().any(|c| !map.0.contains_key(c));
    if unknown(&codes.digits, &map)
        && let Some(found) = digits::solve(text, &codes.digits, &map)
    {
        map.0.extend(found);
    }
    let mut left = Vec::new();
    if unknown(&codes.letters, &map) {
        left = shapes::solve(text, &codes.letters, &map, words);
        if let [one] = left.as_slice() {
            map.0.extend(one.iter().filter(|(code, _)| codes.letters.contains(code)).map(|(code, c)| (*code, c.to_string())));
        }
    }
    Solved { codes, map, left }
}

/// Writes what the codes are. Numbers stand as they are read; letters of a run were written from left to right.
pub fn apply(text: &mut Text, solved: &Solved) {
    let Solved { codes, map, left: maps } = solved;
    text.each(Stage::Codes, |line| {
        let mut times = 0;
        let letters: Vec<char> = line.chars().collect();
        let mut new = String::with_capacity(line.len());
        let mut at = 0;
        while at < letters.len() {
            let end = at + letters[at..].iter().take_while(|c| is_code(**c)).count();
            let run = &letters[at..end];
            if run.is_empty() {
                new.push(letters[at]);
                at += 1;
                continue;
            }
            at = end;
            let whole: Option<Vec<&String>> = run.iter().map(|c| map.0.get(c)).collect();
            match whole {
                Some(whole) if run.iter().any(|c| codes.letters.contains(c)) => new.extend(whole.into_iter().rev().cloned()),
                Some(whole) => new.extend(whole.into_iter().cloned()),
                None => {
                    new.extend(run);
                    continue;
                }
            }
            times += run.len();
        }
        (times > 0).then_some((new, times))
    });
    open(text, maps);
}

/// Writes what a list says of codes, each for itself: what was read from places is in the order in which it is read.
pub fn put(text: &mut Text, given: Option<&GlyphMap>) {
    if let Some(given) = given {
        text.each(Stage::Codes, |line| {
            let times = line.chars().filter(|c| given.0.contains_key(c)).count();
            let own = |c: char| given.0.get(&c).cloned().unwrap_or_else(|| c.to_string());
            (times > 0).then(|| (line.chars().map(own).collect(), times))
        });
    }
    open(text, &[]);
}

/// Says which codes nothing tells.
fn open(text: &mut Text, maps: &[shapes::Map]) {
    for at in 0..text.lines.len() {
        let line = &text.lines[at];
        let left: BTreeSet<char> = line.text.chars().filter(|c| is_code(*c)).collect();
        if left.is_empty() || line.is_kept {
            continue;
        }
        let names: Vec<String> = left.iter().map(|c| named(*c)).collect();
        let candidates = line
            .text
            .split(' ')
            .filter(|token| token.contains(is_code))
            .filter_map(|token| shapes::readings(token, maps))
            .collect();
        let why = format!("no map is proven for {}; a font (`--font`) or a list (`--glyph-map`) tells", names.join(", "));
        let number = line.number;
        text.doubt(Stage::Codes, number, why, candidates);
    }
}

/// Whether a tatweel stands where a writer puts one: behind what is written onto a number or a quotation.
pub fn is_written_on(before: &str, next: Option<char>) -> bool {
    let last: Vec<char> = before.chars().rev().take_while(|c| *c != ' ').take(12).collect();
    let word: String = last.into_iter().rev().filter(|c| is_arabic(*c)).collect();
    is_proclitic(&word) && next.is_some_and(|c| !is_arabic(c) && !is_mark(c) && c != TATWEEL && !c.is_whitespace())
}
