//! A text -> the word by which somebody reminded themselves that it is to be written: `bayan add` writes it, and so do people.

use std::ops::Range;

use super::text::Text;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;

/// What texts begin with that are none yet.
const WORDS: [&str; 2] = ["TODO", "FIXME"];

/// The finding of a line of a page.
pub(in crate::lint) fn check(text: &Text<'_>, diags: &mut Diagnostics) {
    if let Some(range) = word(text.text()) {
        diags.push(codes::unfinished_text(text.span(&range), &text.text()[range]));
    }
}

/// The word at the beginning of a text.
pub(in crate::lint) fn word(text: &str) -> Option<Range<usize>> {
    let at = text.len() - text.trim_start().len();
    let rest = &text[at..];
    let found = WORDS.into_iter().find(|word| rest.starts_with(word))?;
    let ends = !rest[found.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
    ends.then_some(at..at + found.len())
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn only_the_first_word_is_a_reminder() {
        for (text, found) in [
            ("TODO", Some(0..4)),
            (" TODO: نص", Some(1..5)),
            ("FIXME.", Some(0..5)),
            ("TODOS", None),
            ("The TODO list", None),
            ("todo", None),
        ] {
            assert_eq!(word(text), found, "{text}");
        }
    }
}
