//! Codes of letters -> which letter each is, where exactly one map survives: every word must be one, a code has one shape, and what
//! the font draws as codes stands nowhere in plain letters.

use std::collections::{BTreeMap, BTreeSet};

use super::glyphs::{GlyphMap, named};
use super::letters::{Pair, Shape, core, is_code, pairs, shape};
use super::text::Text;
use super::words::Words;
use crate::locale::letter::{TATWEEL, is_mark};

/// What a code may be.
const LETTERS: [char; 36] = [
    'ء', 'آ', 'أ', 'ؤ', 'إ', 'ئ', 'ا', 'ب', 'ة', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع',
    'غ', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ى', 'ي',
];
/// Codes in one word whose letters are tried together: every one more is 36 times the work.
const TRIED: usize = 2;
/// Maps that are carried from word to word, and words that are asked.
const CARRIED: usize = 4096;
/// Readings of a word that are listed.
const LISTED: usize = 12;
/// The words that are looked at.
const ASKED: usize = 200;

/// Codes and their letters.
pub type Map = BTreeMap<char, char>;

/// The maps that survive: where it is one, the letters of the codes.
pub fn solve(text: &mut Text, codes: &BTreeSet<char>, given: &GlyphMap, words: &Words<'_>) -> Vec<Map> {
    let listed: Vec<String> = codes.iter().map(|c| named(*c)).collect();
    if !words.has_lexicon() {
        text.proofs.push(format!("letters: {} stand in words, which only a dictionary can tell (`--lexicon`)", listed.join(" ")));
        return Vec::new();
    }
    let tokens = tokens(text, codes);
    let fixed: Map = given.0.iter().filter_map(|(code, letters)| Some((*code, single(letters)?))).collect();
    let mut maps = vec![fixed];
    for token in &tokens {
        let mut next = Vec::new();
        for map in &maps {
            let open: Vec<char> = open(token, codes, map);
            if open.len() > TRIED || next.len() > CARRIED {
                text.proofs.push(format!("letters: too many ways to read {}; none is taken", listed.join(" ")));
                return Vec::new();
            }
            extend(token, map, &open, words, &mut next);
        }
        maps = next;
    }
    let by_words = maps.len();
    maps.retain(|map| shapes_agree(&tokens, map));
    let by_shapes = maps.len();
    let plain = plain_pairs(text);
    maps.retain(|map| !tokens.iter().any(|token| is_drawn_plain(token, codes, map, &plain)));
    let head = format!(
        "letters: {} in {} words; {by_words} maps make words of them, {} of which give a code two shapes and {} draw as codes what the \
         text has in plain letters",
        listed.join(" "),
        tokens.len(),
        by_words - by_shapes,
        by_shapes - maps.len()
    );
    let end = match maps.as_slice() {
        [map] => {
            let shown: Vec<String> = codes.iter().filter_map(|c| Some(format!("{}={}", named(*c), map.get(c)?))).collect();
            format!("one is left: {}", shown.join(" "))
        }
        _ => format!("{} are left, so none is taken", maps.len()),
    };
    text.proofs.push(format!("{head}; {end}"));
    maps
}

/// What a word with codes in it may be, by the maps that are left.
pub fn readings(token: &str, maps: &[Map]) -> Option<String> {
    let letters = logical(token);
    let read: BTreeSet<String> = maps.iter().map(|map| spelled(&letters, map)).filter(|word| !word.contains(is_code)).collect();
    let mut read: Vec<String> = read.into_iter().collect();
    read.truncate(LISTED);
    (!read.is_empty()).then(|| read.join(" | "))
}

fn single(letters: &str) -> Option<char> {
    let mut all = letters.chars();
    all.next().filter(|_| all.next().is_none())
}

/// The words that hold the codes, those with the fewest codes first. A line that begins with a code may not be in order.
fn tokens(text: &Text, codes: &BTreeSet<char>) -> Vec<Vec<char>> {
    let sure = text.lines.iter().filter(|line| !line.is_kept && !line.text.trim_start_matches(['.', '،']).starts_with(is_code));
    let all: BTreeSet<Vec<char>> = sure
        .flat_map(|line| line.text.split(' '))
        .filter(|token| token.len() < 120 && token.chars().any(|c| codes.contains(&c)))
        .map(logical)
        .collect();
    let mut left: Vec<Vec<char>> = all.into_iter().take(ASKED).collect();
    let (mut order, mut known) = (Vec::new(), BTreeSet::new());
    while !left.is_empty() {
        let cost = |token: &Vec<char>| token.iter().filter(|c| codes.contains(c) && !known.contains(*c)).count();
        let at = (0..left.len()).min_by_key(|at| (cost(&left[*at]), left[*at].len())).unwrap_or(0);
        let token = left.remove(at);
        known.extend(token.iter().copied().filter(|c| codes.contains(c)));
        order.push(token);
    }
    order
}

/// The letters of a word in the order of speech: its runs of codes were written from left to right.
fn logical(token: &str) -> Vec<char> {
    let bare: Vec<char> = core(token).chars().filter(|c| *c != TATWEEL && !is_mark(*c)).collect();
    let mut letters = Vec::with_capacity(bare.len());
    for run in bare.chunk_by(|a, b| is_code(*a) == is_code(*b)) {
        if run.first().is_some_and(|c| is_code(*c)) { letters.extend(run.iter().rev()) } else { letters.extend(run) }
    }
    letters
}

fn open(token: &[char], codes: &BTreeSet<char>, map: &Map) -> Vec<char> {
    let open: BTreeSet<char> = token.iter().copied().filter(|c| codes.contains(c) && !map.contains_key(c)).collect();
    open.into_iter().collect()
}

/// Every map that goes on from this one and makes a word of the token.
fn extend(token: &[char], map: &Map, open: &[char], words: &Words<'_>, into: &mut Vec<Map>) {
    let Some((first, rest)) = open.split_first() else {
        if words.listed(&spelled(token, map)) {
            into.push(map.clone());
        }
        return;
    };
    for letter in LETTERS {
        let mut next = map.clone();
        next.insert(*first, letter);
        extend(token, &next, rest, words, into);
    }
}

fn spelled(token: &[char], map: &Map) -> String {
    token.iter().map(|c| map.get(c).copied().unwrap_or(*c)).collect()
}

/// Whether every code has one shape in all its words.
fn shapes_agree(tokens: &[Vec<char>], map: &Map) -> bool {
    let mut seen: BTreeMap<char, Shape> = BTreeMap::new();
    tokens.iter().all(|token| {
        let letters: Vec<char> = spelled(token, map).chars().collect();
        token.iter().enumerate().filter(|(_, c)| map.contains_key(c)).all(|(at, code)| {
            let own = shape(at.checked_sub(1).map(|n| letters[n]), letters[at], letters.get(at + 1).copied());
            *seen.entry(*code).or_insert(own) == own
        })
    })
}

/// The neighbours that the text has in plain letters.
fn plain_pairs(text: &Text) -> BTreeSet<Pair> {
    let words = text.lines.iter().flat_map(|line| line.text.split(' ')).filter(|token| !token.contains(is_code));
    words.flat_map(|token| pairs(&core(token).chars().collect::<Vec<_>>())).collect()
}

/// Whether two codes beside each other are drawn in plain letters elsewhere. A font that draws a pair in its own way always does.
fn is_drawn_plain(token: &[char], codes: &BTreeSet<char>, map: &Map, plain: &BTreeSet<Pair>) -> bool {
    let letters: Vec<char> = spelled(token, map).chars().collect();
    let all = pairs(&letters);
    (1..token.len())
        .filter(|at| codes.contains(&token[at - 1]) && codes.contains(&token[*at]))
        .any(|at| plain.contains(&all[at - 1]))
}
