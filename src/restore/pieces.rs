//! Lines that were cut where kerning opened a gap, and whose pieces were printed from left to right.
//!
//! A line `P1 P2 … Pn`, without a space at a seam, was extracted as `Pn ␠ … ␠ P1`. So its last token is the left half of a word and its
//! first token the right half of one. The halves of three or more pieces touch the inner seams and tell all of them; with two pieces
//! the seam is known and the boundary is not, except where a sentence ends within the last line of a paragraph.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::letters::{Pair, core, ends_sentence, is_arabic_line, is_lone_letter, joins_next, pairs};
use super::marks::shortened;
use super::text::{Stage, Text};
use super::words::Words;
use crate::locale::letter::{TATWEEL, is_arabic, is_mark};

/// The longest line in words: what is longer is a paragraph, and was not cut by a line's end.
const LONGEST: usize = 60;
/// Pieces that are looked for at most.
const MOST: usize = 8;
/// Steps after which the search for pieces gives up: a line of halves only has more ways than anybody reads.
const STEPS: usize = 20_000;
/// Rounds: a line that was put together has words that another one lacks.
const ROUNDS: usize = 8;
/// Candidates that are listed.
const LISTED: usize = 40;

enum Found {
    Right,
    Certain(String),
    Open(String, Vec<String>),
}

/// Puts lines together that are certain. `words` makes the words of the text as it is then: a line that was put together has new ones.
pub fn join<'a>(text: &mut Text, words: impl Fn(&Text) -> Words<'a>) {
    // What a line that was put together says of gaps it says of this stage.
    let mut first = Seen::of(text);
    first.cut = cuts(text, &words(text), &first);
    for round in 0.. {
        let known = words(text);
        let seen = Seen { uncut: first.uncut.clone(), cut: first.cut.clone(), ..Seen::of(text) };
        let mut doubts = Vec::new();
        let mut certain = Vec::new();
        for at in 0..text.lines.len() {
            let line = &text.lines[at];
            if line.is_kept || line.is_blank() || !is_arabic_line(&line.text) {
                continue;
            }
            match find(text, at, &known, &seen) {
                Found::Right => {}
                Found::Certain(new) => certain.push((at, new)),
                Found::Open(why, candidates) => doubts.push((line.number, why, candidates)),
            }
        }
        if certain.is_empty() || round == ROUNDS {
            for (line, why, candidates) in doubts {
                let candidates = candidates.iter().map(|candidate: &String| shortened(candidate).0).collect();
                text.doubt(Stage::Pieces, line, why, candidates);
            }
            return;
        }
        for (at, new) in certain {
            let line = &mut text.lines[at];
            line.text = new;
            line.ends_with_space = false;
            let number = line.number;
            text.changed(Stage::Pieces, number, 1);
        }
    }
}

/// What the text has elsewhere.
struct Seen {
    /// How often two words stand beside each other.
    beside: BTreeMap<(String, String), usize>,
    /// Neighbours within words, with their shapes. A gap that kerning opens between two letters it opens between them everywhere.
    uncut: BTreeSet<Pair>,
    /// Neighbours at the seams of lines that were printed in two pieces.
    cut: BTreeSet<Pair>,
}

/// The neighbours between which gaps were opened: those of the last word and the first of a line that are halves of one.
fn cuts(text: &Text, words: &Words<'_>, seen: &Seen) -> BTreeSet<Pair> {
    let mut cut = BTreeSet::new();
    for line in text.lines.iter().filter(|line| !line.is_kept && is_arabic_line(&line.text)) {
        let tokens = Tokens::of(&line.text, words, seen);
        let last = tokens.all.len() - 1;
        if (1..LONGEST).contains(&last) && !tokens.leads(0) && tokens.seam(last, 0).is_some() {
            let [a, b] = tokens.halves(last, 0);
            cut.extend(pairs(&a.chars().chain(b.chars()).collect::<Vec<_>>()).get(a.chars().count() - 1));
        }
    }
    cut
}

impl Seen {
    fn of(text: &Text) -> Self {
        let mut seen = Self { beside: BTreeMap::new(), uncut: BTreeSet::new(), cut: BTreeSet::new() };
        for line in &text.lines {
            let tokens: Vec<&str> = line.text.split(' ').collect();
            let cores: Vec<String> = tokens.iter().map(|token| core(token)).collect();
            for two in cores.windows(2) {
                *seen.beside.entry((two[0].clone(), two[1].clone())).or_default() += 1;
            }
            for token in tokens.iter().filter(|token| !token.contains(TATWEEL)) {
                seen.uncut.extend(pairs(&core(token).chars().collect::<Vec<_>>()));
            }
        }
        seen
    }

    fn beside(&self, a: &str, b: &str) -> usize {
        self.beside.get(&(a.to_owned(), b.to_owned())).copied().unwrap_or(0)
    }
}

/// What a line is made of.
struct Tokens<'t> {
    all: Vec<&'t str>,
    words: &'t Words<'t>,
    seen: &'t Seen,
    /// What is left of the search.
    steps: Cell<usize>,
}

fn find(text: &Text, at: usize, words: &Words<'_>, seen: &Seen) -> Found {
    let line = &text.lines[at];
    let tokens = Tokens::of(&line.text, words, seen);
    let count = tokens.all.len();
    if !(2..=LONGEST).contains(&count) {
        return Found::Right;
    }
    let leading: Vec<usize> = (0..count).filter(|n| tokens.leads(*n)).collect();
    let neighbour = |step: isize| at.checked_add_signed(step).and_then(|n| text.lines.get(n));
    let is_edge = |step: isize| neighbour(step).is_none_or(super::text::Line::is_blank);
    let is_last = is_edge(-1) && is_edge(1);
    if tokens.seam(count - 1, 0).is_some() && leading.iter().all(|n| *n == 0) {
        return two(text, at, &tokens, is_last, seen);
    }
    let mut found = tokens.chains(&leading);
    found.sort();
    if let Some(least) = found.first().map(|(cost, _)| *cost) {
        found.retain(|(cost, _)| *cost == least);
        let mut lines: Vec<String> = found.iter().map(|(_, starts)| tokens.joined(starts)).collect();
        lines.dedup();
        lines.truncate(LISTED);
        return match lines.as_slice() {
            [one] if tokens.steps.get() > 0 => Found::Certain(one.clone()),
            _ => Found::Open("the line was printed in pieces, which go together in more than one way".to_owned(), lines),
        };
    }
    if !leading.is_empty() {
        return Found::Open(
            "the line holds the right half of a word, which begins with tatweel, and no left half".to_owned(),
            Vec::new(),
        );
    }
    let last = core(tokens.all[count - 1]);
    let is_bare = tokens.all[count - 1].ends_with(is_arabic) && !words.is_whole(&last);
    let is_tail = last.chars().count() == 2 && last.ends_with(['أ', 'إ', 'آ']);
    if is_bare && (is_tail || is_lone_letter(&last) && !words.is_whole(&core(tokens.all[0]))) {
        return Found::Open(format!("the line ends with `{last}`, which is no word: it may be the left half of one"), Vec::new());
    }
    if line.ends_with_space && !ends_sentence(&line.text) && is_full(text, &line.text) {
        let starts = (1..count.min(4)).map(|n| tokens.all[count - n..].join(" ") + " …").collect();
        return Found::Open("a space ends the line, as it does where pieces change places".to_owned(), starts);
    }
    Found::Right
}

/// Whether a line is about as long as the lines of the text are.
fn is_full(text: &Text, line: &str) -> bool {
    super::layout::length(line) * 4 >= super::layout::width(text) * 3
}

/// Two pieces: the seam is certain.
fn two(text: &Text, at: usize, tokens: &Tokens<'_>, is_last: bool, seen: &Seen) -> Found {
    let count = tokens.all.len();
    let stops: Vec<usize> = (0..count - 1).filter(|n| ends_sentence(tokens.all[*n]) && !tokens.all[*n].ends_with(':')).collect();
    if let [stop] = stops.as_slice()
        && is_last
    {
        return Found::Certain(tokens.joined(&[0, stop + 1]));
    }
    let line =
        |step: isize| at.checked_add_signed(step).and_then(|n| text.lines.get(n)).map(|l| l.text.as_str()).unwrap_or_default();
    let before = line(-1).rsplit(' ').next().map(core).unwrap_or_default();
    let after = line(1).split(' ').next().map(core).unwrap_or_default();
    let mut starts: Vec<usize> = (1..count).filter(|n| is_balanced(&tokens.all[..*n])).collect();
    starts.sort_by_key(|n| {
        let fits = seen.beside(&before, &core(tokens.all[*n])) + seen.beside(&core(tokens.all[n - 1]), &after);
        let pause = tokens.all[n - 1].ends_with(['.', '؟', '!']);
        std::cmp::Reverse(2 * fits + usize::from(pause))
    });
    let word = tokens.seam_word(count - 1, 0);
    let lines = starts.iter().take(LISTED).map(|n| tokens.joined(&[0, *n])).collect();
    let why = format!(
        "the line was printed in two pieces; its last word and its first are halves of `{word}`, and where the second piece begins is not certain"
    );
    Found::Open(why, lines)
}

/// Whether what a piece opens it also closes.
fn is_balanced(tokens: &[&str]) -> bool {
    let count = |c: char| tokens.iter().map(|t| t.matches(c).count()).sum::<usize>();
    count('(') == count(')') && count('«') == count('»')
}

impl<'t> Tokens<'t> {
    fn of(line: &'t str, words: &'t Words<'t>, seen: &'t Seen) -> Self {
        Self { all: line.split(' ').filter(|t| !t.is_empty()).collect(), words, seen, steps: Cell::new(STEPS) }
    }

    /// Whether a token is the right half of a word that was made longer at the cut.
    fn leads(&self, at: usize) -> bool {
        self.all[at].trim_start_matches(TATWEEL).len() < self.all[at].len()
            && self.all[at].trim_start_matches(TATWEEL).starts_with(is_arabic)
    }

    /// The word that the end of one token and the beginning of another make.
    fn seam_word(&self, left: usize, right: usize) -> String {
        let [a, b] = self.halves(left, right);
        a + &b
    }

    fn halves(&self, left: usize, right: usize) -> [String; 2] {
        let is_letter = |c: char| is_arabic(c) || is_mark(c) || c == TATWEEL;
        let bare = |text: &str| text.chars().filter(|c| is_arabic(*c)).collect::<String>();
        let tail = self.all[left].rsplit(|c| !is_letter(c)).next().unwrap_or_default();
        let head = self.all[right].split(|c| !is_letter(c)).next().unwrap_or_default();
        [bare(tail), bare(head)]
    }

    /// Whether a token is no word and a half of one, so that a piece must end or begin with it: a letter alone, or a vowel sign whose alef is missing.
    fn is_cut(&self, at: usize) -> bool {
        let bare: String = self.all[at].chars().filter(|c| *c != TATWEEL).collect();
        let lacks_alef = bare.strip_suffix('ً').is_some_and(|rest| rest.ends_with(joins_next));
        is_lone_letter(&core(self.all[at])) && self.all[at].ends_with(is_arabic) || lacks_alef
    }

    /// Whether the end of one token and the beginning of another may be halves of a word: at no cost where the word is known and a half
    /// is no word and other lines were cut between these letters; at some where none was, or where only tatweel says so; at more where
    /// the text has the letters beside each other.
    fn seam(&self, left: usize, right: usize) -> Option<usize> {
        let [a, b] = self.halves(left, right);
        if a.is_empty() || b.is_empty() {
            return None;
        }
        let (first, second) = (self.words.is_whole(&a), self.words.is_whole(&b));
        let word: Vec<char> = a.chars().chain(b.chars()).collect();
        if !(first && second) && self.words.knows(&word.iter().collect::<String>()) {
            let beside = pairs(&word);
            let has = |set: &BTreeSet<Pair>| beside.get(a.chars().count() - 1).is_some_and(|pair| set.contains(pair));
            return Some(match () {
                () if self.leads(right) || has(&self.seen.cut) => 0,
                () if has(&self.seen.uncut) => 2 + usize::from(first || second),
                () => 1,
            });
        }
        (self.leads(right) && a.chars().next_back().is_some_and(joins_next)).then_some(1)
    }

    /// The ways to take the line for three pieces or more, each with what its seams cost and where its pieces begin.
    fn chains(&self, leading: &[usize]) -> Vec<(usize, Vec<usize>)> {
        let count = self.all.len();
        if (0..count).all(|n| self.seam(n, 0).is_none()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for second in 1..count - 1 {
            let Some(cost) = self.seam(count - 1, second) else { continue };
            for first in second + 1..count {
                self.go_on(first - 1, second, cost, &mut vec![second, first], leading, &mut found);
            }
        }
        found
    }

    /// `starts` holds where the pieces begin that are known, in the order of the line as it is; `end` is the end of the last one of which
    /// the next is not known, `from` where the first of them begins.
    fn go_on(
        &self,
        end: usize,
        from: usize,
        cost: usize,
        starts: &mut Vec<usize>,
        leading: &[usize],
        found: &mut Vec<(usize, Vec<usize>)>,
    ) {
        for start in 0..from {
            let Some(left) = self.steps.get().checked_sub(1) else { return };
            self.steps.set(left);
            let Some(more) = self.seam(end, start) else { continue };
            starts.insert(0, start);
            if start == 0 {
                let is_end = |n: usize| n + 1 == self.all.len() || starts.contains(&(n + 1));
                let is_half = |n: usize| is_end(n) || starts.contains(&n);
                if leading.iter().all(|n| starts.contains(n)) && (0..self.all.len()).all(|n| is_half(n) || !self.is_cut(n)) {
                    found.push((cost + more, starts.clone()));
                }
            } else if starts.len() < MOST {
                self.go_on(from - 1, start, cost + more, starts, leading, found);
            }
            starts.remove(0);
        }
    }

    /// The line, its pieces from the last to the first, without a space at the seams.
    fn joined(&self, starts: &[usize]) -> String {
        let mut ends: Vec<usize> = starts[1..].to_vec();
        ends.push(self.all.len());
        let pieces = starts.iter().zip(&ends).rev().map(|(from, to)| self.all[*from..*to].join(" "));
        pieces.collect()
    }
}
