//! A text -> its words: where each stands.

use std::ops::Range;

use crate::locale::letter::is_mark;

/// The words of a text with a letter or a digit, in order.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(in_word)?;
        at = end(text, start);
        Some(start..at)
    })
}

/// The end of the word that begins at a place.
fn end(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        let is_inside = in_word(c) || {
            let sides = text[start..at].chars().next_back().zip(text[next..].chars().next());
            sides.is_some_and(|(before, after)| joins(before, c, after))
        };
        if !is_inside {
            return at;
        }
        at = next;
    }
    text.len()
}

/// Letters, digits, their marks, and what joins them without being seen.
fn in_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // What most texts are made of is told without asking Unicode's tables.
        'ء'..='\u{652}' | '٠'..='٩' | 'א'..='ת' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | '\u{200d}' | '\u{ad}' => true,
        c => c.is_alphanumeric() || is_mark(c),
    }
}

/// Whether a sign between two characters belongs to their word: an apostrophe, Hebrew gershayim, a separator of digits.
fn joins(before: char, c: char, next: char) -> bool {
    let hebrew = |c: char| ('א'..='ת').contains(&c);
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹');
    match c {
        '\'' | '’' | '׳' | '״' => in_word(before) && in_word(next),
        '"' => hebrew(before) && hebrew(next),
        '.' | ',' | '٫' | '٬' => digit(before) && digit(next),
        _ => false,
    }
}
