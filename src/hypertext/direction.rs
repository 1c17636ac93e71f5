//! What a page says of directions -> what of it our tree would not find out by itself, as isolates (UAX #9).

use super::tree::{Id, Tree};
use crate::ast::{Inline, text};
use crate::locale::{Dir, letter};

/// The direction that an element says its text has: by its attribute, or by its style.
pub(in crate::hypertext) fn said(tree: &Tree, id: Id) -> Option<Dir> {
    let named = |value: &str| match value.trim().to_ascii_lowercase().as_str() {
        "rtl" => Some(Dir::Rtl),
        "ltr" => Some(Dir::Ltr),
        _ => None,
    };
    if let Some(dir) = tree.attribute(id, "dir") {
        return named(dir);
    }
    let style = tree.attribute(id, "style")?;
    style
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .find(|(name, _)| name.trim() == "direction")
        .and_then(|(_, value)| named(value))
}

/// Whether a direction that was said gives another result than the tree's own, in a text of the direction `around`. Letters of one
/// direction have it by themselves; what mixes both, or has no letters, has that of what is around it.
pub(in crate::hypertext) fn is_needed(content: &[Inline], said: Dir, around: Dir) -> bool {
    if said == around {
        return false;
    }
    let text = text::inlines(content);
    let mut found = text.chars().filter_map(letter::direction);
    match found.next() {
        Some(first) => first != said || found.any(|dir| dir != said),
        None => text.chars().any(char::is_alphanumeric),
    }
}

/// Whether a run that stands for itself (`bdi`) holds letters of both directions, so that its end could be taken for elsewhere.
pub(in crate::hypertext) fn is_mixed(content: &[Inline]) -> bool {
    let text = text::inlines(content);
    let mut found = text.chars().filter_map(letter::direction);
    found.next().is_some_and(|first| found.any(|dir| dir != first))
}

/// Inlines within an isolate; of no direction: of that of the first letter.
pub(in crate::hypertext) fn isolated(content: Vec<Inline>, dir: Option<Dir>) -> Vec<Inline> {
    let begins = match dir {
        Some(Dir::Ltr) => "\u{2066}",
        Some(Dir::Rtl) => "\u{2067}",
        None => "\u{2068}",
    };
    let mut out = vec![Inline::Text(begins.into())];
    out.extend(content);
    out.push(Inline::Text("\u{2069}".into()));
    out
}

/// A text with its controls of direction as isolates that end within it: overrides go, embeddings are isolates, what closes nothing
/// goes, what is open is closed.
pub(in crate::hypertext) fn balanced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // What is open: whether it is closed by PDI, and whether it is an isolate in the text.
    let mut open: Vec<(bool, bool)> = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202a}' | '\u{202b}' => {
                open.push((false, true));
                out.push(if c == '\u{202a}' { '\u{2066}' } else { '\u{2067}' });
            }
            '\u{202d}' | '\u{202e}' => open.push((false, false)),
            '\u{202c}' => {
                if let Some((false, is_written)) = open.last().copied() {
                    open.pop();
                    out.push_str(if is_written { "\u{2069}" } else { "" });
                }
            }
            '\u{2066}'..='\u{2068}' => {
                open.push((true, true));
                out.push(c);
            }
            '\u{2069}' => {
                if let Some(at) = open.iter().rposition(|(is_isolate, _)| *is_isolate) {
                    out.extend(open.drain(at..).filter(|(_, is_written)| *is_written).map(|_| '\u{2069}'));
                }
            }
            c => out.push(c),
        }
    }
    out.extend(open.iter().filter(|(_, is_written)| *is_written).map(|_| '\u{2069}'));
    out
}

/// A text without marks of direction that do nothing: those beside a letter of their direction.
pub(in crate::hypertext) fn without_idle_marks(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_idle = |at: usize| {
        let own = match letters[at] {
            '\u{200e}' => Dir::Ltr,
            '\u{200f}' | '\u{61c}' => Dir::Rtl,
            _ => return false,
        };
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| letters.get(at));
        beside.filter_map(|c| letter::direction(*c)).any(|dir| dir == own)
    };
    letters.iter().enumerate().filter(|(at, _)| !is_idle(*at)).map(|(_, c)| *c).collect()
}

/// Whether nothing of a text is seen.
pub(in crate::hypertext) fn is_empty(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_mark(c) || matches!(c, '\u{2066}'..='\u{2069}'))
}

/// Whether a character is a mark of direction.
pub(in crate::hypertext) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::{balanced, is_needed, without_idle_marks};
    use crate::ast::Inline;
    use crate::locale::Dir;

    #[test]
    fn letters_have_their_own_direction() {
        let needed = |text: &str, said| is_needed(&[Inline::Text(text.into())], said, Dir::Rtl);
        assert!(!needed("Bayan 2.0", Dir::Ltr) && !needed("بيان", Dir::Rtl) && !needed("—", Dir::Ltr));
        assert!(needed("2019-2020", Dir::Ltr) && needed("Bayan (بيان)", Dir::Ltr));
    }

    #[test]
    fn controls_are_isolates_that_end() {
        for (text, expected) in [
            ("a\u{202b}ب\u{202c}c", "a\u{2067}ب\u{2069}c"),
            ("\u{202e}abc\u{202c}d", "abcd"),
            ("\u{2067}a", "\u{2067}a\u{2069}"),
            ("a\u{2069}\u{202c}", "a"),
            ("\u{2066}a\u{202a}b\u{2069}c", "\u{2066}a\u{2066}b\u{2069}\u{2069}c"),
        ] {
            assert_eq!(balanced(text), expected);
        }
        assert_eq!(without_idle_marks("قال\u{200f}: C++\u{200f}، a\u{200e}!"), "قال: C++\u{200f}، a!");
    }
}
