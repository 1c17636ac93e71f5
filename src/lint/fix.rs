//! A text and the edits that were proposed for it -> the text with as many of them made as do not touch each other.

use std::ops::Range;

use crate::diag::Edit;

/// Makes the edits of each finding, all of them or none, in the order given. Those that overlap or touch one that was made
/// are left for the next look at the new text.
pub fn apply<'a>(text: &str, findings: impl IntoIterator<Item = &'a [Edit]>) -> String {
    let mut made: Vec<(Range<usize>, &str)> = Vec::new();
    for edits in findings {
        let is_free = |edit: &Edit| {
            let range = edit.span.range();
            let fits = text.is_char_boundary(range.start) && text.is_char_boundary(range.end);
            fits && made.iter().all(|(other, _)| range.end < other.start || other.end < range.start)
        };
        if edits.iter().all(is_free) {
            made.extend(edits.iter().map(|edit| (edit.span.range(), edit.text.as_str())));
        }
    }
    made.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (range, new) in made.into_iter().filter(|(r, _)| r.end <= text.len()) {
        out.push_str(&text[from..range.start]);
        out.push_str(new);
        from = range.end;
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::diag::Edit;
    use crate::source::{FileId, Span};

    #[test]
    fn edits_that_touch_wait() {
        let edit = |start, end, text: &str| Edit { span: Span::new(FileId::NONE, start, end), text: text.to_owned() };
        let pair = [edit(0, 1, "«"), edit(3, 4, "»")];
        let near = [edit(1, 2, "x")];
        let far = [edit(6, 6, "!")];
        assert_eq!(apply("\"ab\" c", [&pair[..], &near[..], &far[..]]), "«ab» c!");
        assert_eq!(apply("ab", [&near[..], &pair[..]]), "ax");
    }
}
