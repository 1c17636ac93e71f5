//! What of a text counts when a document comes back: letters without the marks, joiners and unbreakable spaces that are there for a word
//! processor alone. The text of a page and what was exported of it are the same by this, and by its hash.

use crate::output::hash;

/// What stands for that which is no text: the mark of a note, a picture.
pub const OBJECT: char = '\u{fffc}';

/// A character as it counts; `None` for one that does not.
pub fn plain(c: char) -> Option<char> {
    match c {
        // Marks of direction, embeddings, isolates; places where a line may or may not end.
        c if is_direction(c) => None,
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\r' => None,
        '\u{a0}' | '\u{202f}' | '\t' => Some(' '),
        c => Some(c),
    }
}

/// Whether a character is there for direction alone: an export puts such marks in, and none of them comes back.
pub fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as it counts, without spaces at its ends.
pub fn letters(text: &str) -> String {
    let plain: String = text.chars().filter_map(plain).collect();
    plain.trim().to_owned()
}

/// What a raised text says: a sign without letters is the mark of a note.
pub fn raised(text: &str) -> String {
    let is_mark = !text.trim().is_empty() && !text.chars().any(char::is_alphabetic);
    if is_mark { OBJECT.to_string() } else { text.to_owned() }
}

/// The hash by which a text is known again.
pub fn print(text: &str) -> String {
    hash::short(letters(text).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{letters, print, raised};

    #[test]
    fn marks_of_direction_do_not_count_and_joiners_of_words_do() {
        assert_eq!(
            letters(" \u{200f}بلغ\u{a0}\u{200e}+7\u{202f}727\u{200e}\u{200f} می\u{200c}خواهم "),
            "بلغ +7 727 می\u{200c}خواهم"
        );
        assert_eq!(print("2022-\u{2060}01"), print("2022-01"));
        assert_ne!(print("2022"), print("2023"));
        assert_eq!((raised("3").as_str(), raised("th").as_str()), ("\u{fffc}", "th"));
    }
}
