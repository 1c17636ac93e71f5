//! Ground: what letters are and do in text that was taken out of a PDF: codes without a meaning, tatweel, proclitics, the shapes that
//! letters take beside each other.

use crate::locale::letter::{TATWEEL, is_arabic, is_mark};

/// Whether `c` is a private-use code, which means what one font makes of it.
pub fn is_code(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// Whether a letter joins the one behind it.
pub fn joins_next(c: char) -> bool {
    is_arabic(c)
        && !matches!(
            c,
            'ا' | 'أ'
                | 'إ'
                | 'آ'
                | 'ٱ'
                | 'د'
                | 'ذ'
                | 'ر'
                | 'ز'
                | 'و'
                | 'ؤ'
                | 'ة'
                | 'ى'
                | 'ء'
                | 'ڈ'
                | 'ڑ'
                | 'ژ'
                | 'ۇ'
                | 'ۆ'
                | 'ە'
                | 'ے'
        )
}

/// Whether a letter joins the one before it.
pub fn joins_previous(c: char) -> bool {
    is_arabic(c) && c != 'ء'
}

/// The shapes of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Joined to nothing.
    Isolated,
    /// Joined to the next letter.
    Initial,
    /// Joined on both sides.
    Medial,
    /// Joined to the letter before.
    Final,
}

/// The shape of a letter between its neighbours.
pub fn shape(before: Option<char>, c: char, after: Option<char>) -> Shape {
    let joined_before = before.is_some_and(joins_next) && joins_previous(c);
    let joined_after = joins_next(c) && after.is_some_and(joins_previous);
    match (joined_before, joined_after) {
        (false, false) => Shape::Isolated,
        (false, true) => Shape::Initial,
        (true, true) => Shape::Medial,
        (true, false) => Shape::Final,
    }
}

/// A letter with its shape, and the one behind it with its own.
pub type Pair = ((char, Shape), (char, Shape));

/// The neighbours in a word with their shapes.
pub fn pairs(letters: &[char]) -> Vec<Pair> {
    let own = |at: usize| shape(at.checked_sub(1).map(|n| letters[n]), letters[at], letters.get(at + 1).copied());
    (1..letters.len()).map(|at| ((letters[at - 1], own(at - 1)), (letters[at], own(at)))).collect()
}

/// The letters of a word as dictionaries have them: no tatweel, no signs, no marks around it.
pub fn core(token: &str) -> String {
    let bare: String = token.chars().filter(|c| *c != TATWEEL && !is_mark(*c)).collect();
    bare.trim_matches(|c: char| !c.is_alphabetic() && !is_code(c)).to_owned()
}

/// What may stand before a word as a part of it.
const PROCLITICS: [&str; 21] = [
    "و", "ف", "ب", "ك", "ل", "ال", "وال", "بال", "كال", "فال", "لل", "ولل", "وبال", "وب", "ول", "وك", "فب", "فل", "فك", "فلل",
    "وكال",
];

/// Whether a text is nothing but what stands before a word as a part of it.
pub fn is_proclitic(text: &str) -> bool {
    PROCLITICS.contains(&text)
}

/// What is left of a word without one thing that stands before it, for each that may.
pub fn without_proclitics(word: &str) -> impl Iterator<Item = &str> {
    PROCLITICS.iter().filter_map(|before| word.strip_prefix(before)).filter(|rest| rest.chars().count() >= 4)
}

/// Whether a sentence ends with this text.
pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| matches!(c, '"' | '”' | '»' | '’' | ')' | ']' | '*' | '_') || is_mark(c))
        .ends_with(['.', '!', '؟', '?', '…', ':', '۔', '؛'])
}

/// A single letter that is no word: a half of one.
pub fn is_lone_letter(core: &str) -> bool {
    let mut letters = core.chars();
    matches!((letters.next(), letters.next()), (Some(c), None) if is_arabic(c) && c != 'و')
}

/// Whether a line is written in the Arabic script: more of its letters than not.
pub fn is_arabic_line(text: &str) -> bool {
    let (mut own, mut other) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if is_arabic(c) { own += 1 } else { other += 1 }
    }
    own > other
}
