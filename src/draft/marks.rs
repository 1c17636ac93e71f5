//! Marks of direction in a line -> those that do something there. Pages know the direction of every run, word processors and people who
//! fought with them leave marks everywhere.

use crate::locale::bidi;

use super::Means;

/// Whether each mark of a line is kept, in order. Of what stands in the line and is no text, an object stands for it.
pub fn kept(line: &str, means: &Means<'_>) -> Vec<bool> {
    let plain: String = line.chars().filter(|c| !is_mark(*c)).collect();
    if plain.len() == line.len() {
        return Vec::new();
    }
    let runs = bidi::runs(&plain, means.locale, means.locales);
    let mut found = Vec::new();
    let (mut at, mut next_run) = (0, 0);
    for c in line.chars() {
        if !is_mark(c) {
            at += c.len_utf8();
            continue;
        }
        while runs.get(next_run).is_some_and(|run| run.range.end < at) {
            next_run += 1;
        }
        let is_isolated = runs.get(next_run).is_some_and(|run| run.range.start <= at);
        let beside = [plain[..at].chars().next_back(), plain[at..].chars().next()];
        let is_at_end = plain[..at].trim().is_empty() || plain[at..].trim().is_empty();
        let is_order = !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
        found.push(!(is_isolated || is_at_end || is_order || is_idle(c, beside)));
    }
    found
}

/// Whether a character is there for direction alone.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a letter that is read from the right.
pub fn is_from_right(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Whether a mark does nothing: it stands beside a letter of its own direction, and no number or sign is ordered by it.
fn is_idle(mark: char, beside: [Option<char>; 2]) -> bool {
    let is_own = |c: char| c.is_alphabetic() && is_from_right(c) == (mark != '\u{200e}');
    let is_ordered = |c: char| c.is_numeric() || c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
    // Beside words and spaces only it orders nothing either.
    let is_loose = beside.iter().flatten().all(|c| c.is_whitespace() || is_own(*c));
    is_loose || beside.iter().flatten().any(|c| is_own(*c)) && !beside.iter().flatten().any(|c| is_ordered(*c))
}
