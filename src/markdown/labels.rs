//! Labels of notes and links in composed form, with the way back to the places where they are written: the parser compares
//! labels without regard to case, but letter by letter, and `é` is another label to it than `e` with its mark, as a Mac copies it.

use std::ops::Range;

use crate::locale::letter;

/// A body whose labels are composed.
pub(in crate::markdown) struct Composed {
    /// The body.
    pub text: String,
    /// What was put there, and in the place of what, in order.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

/// Composes what stands in brackets, outside of ranges that are printed as they stand; `None` where nothing changes.
pub(in crate::markdown) fn composed(markdown: &str, verbatim: impl FnOnce() -> Vec<Range<usize>>) -> Option<Composed> {
    // Most texts are composed from end to end.
    if matches!(letter::composed(markdown), std::borrow::Cow::Borrowed(_)) {
        return None;
    }
    let found: Vec<(Range<usize>, String)> = labels(markdown).flat_map(|label| clusters(markdown, label)).collect();
    if found.is_empty() {
        return None;
    }
    let verbatim = verbatim();
    let is_verbatim = |at: usize| {
        let next = verbatim.partition_point(|range| range.end <= at);
        verbatim.get(next).is_some_and(|range| range.contains(&at))
    };
    let mut composed = Composed { text: String::with_capacity(markdown.len()), edits: Vec::new() };
    let mut at = 0;
    for (range, letters) in found.into_iter().filter(|(range, _)| !is_verbatim(range.start)) {
        composed.text.push_str(&markdown[at..range.start]);
        let start = composed.text.len();
        composed.text.push_str(&letters);
        at = range.end;
        composed.edits.push((start..composed.text.len(), range));
    }
    composed.text.push_str(&markdown[at..]);
    (!composed.edits.is_empty()).then_some(composed)
}

impl Composed {
    /// Where a range of the composed body is written.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.written(range.start)..self.written(range.end)
    }

    fn written(&self, at: usize) -> usize {
        let before = self.edits.partition_point(|(new, _)| new.end <= at);
        let moved = before.checked_sub(1).map_or(at, |last| {
            let (new, old) = &self.edits[last];
            old.end + (at - new.end)
        });
        // Nothing begins or ends within a letter.
        self.edits.get(before).filter(|(new, _)| new.start < at).map_or(moved, |(_, old)| old.start)
    }
}

/// What stands between two brackets without another between them.
fn labels(markdown: &str) -> impl Iterator<Item = Range<usize>> {
    let mut open = None;
    let mut is_escaped = false;
    markdown.bytes().enumerate().filter_map(move |(at, byte)| {
        let was_escaped = is_escaped;
        is_escaped = byte == b'\\' && !was_escaped;
        if was_escaped {
            return None;
        }
        match byte {
            b'[' => {
                open = Some(at + 1);
                None
            }
            b']' => open.take().map(|start| start..at),
            _ => None,
        }
    })
}

/// The letters of a label that are not composed, with what they are in composed form.
fn clusters(markdown: &str, label: Range<usize>) -> Vec<(Range<usize>, String)> {
    let text = &markdown[label.clone()];
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, _)) = letters.next() {
        let mut end = letters.peek().map_or(text.len(), |(at, _)| *at);
        while letters.next_if(|(_, c)| follows(*c)).is_some() {
            end = letters.peek().map_or(text.len(), |(at, _)| *at);
        }
        if let std::borrow::Cow::Owned(composed) = letter::composed(&text[start..end])
            && composed != text[start..end]
        {
            found.push((label.start + start..label.start + end, composed));
        }
    }
    found
}

/// Whether a character belongs to the letter before it: a mark, or the vowel or last consonant of a Korean syllable.
fn follows(c: char) -> bool {
    letter::is_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}')
}

#[cfg(test)]
mod tests {
    use super::composed;

    #[test]
    fn labels_are_composed_and_know_their_places() {
        let text = "e\u{301} [^e\u{301}] `[e\u{301}]` [a\u{300}b\u{323}][c]";
        let code = text.find('`').expect("code");
        let made = composed(text, || vec![0..2, code..code + 7]).expect("labels");
        assert_eq!(made.text, "e\u{301} [^é] `[e\u{301}]` [àḅ][c]");
        for part in ["[^é]", "`[e\u{301}]`", "àḅ", "[c]"] {
            let at = made.text.find(part).expect("a part");
            let place = made.place(&(at..at + part.len()));
            assert_eq!(crate::locale::letter::composed(&text[place]), crate::locale::letter::composed(part));
        }
        assert!(composed("[^é] \\[e\u{301}]", Vec::new).is_none());
        assert!(composed("[ㅎ\u{1161}] e\u{301}", Vec::new).is_none());
        assert_eq!(composed("[\u{1112}\u{1161}\u{11ab}]", Vec::new).expect("a syllable").text, "[한]");
    }
}
