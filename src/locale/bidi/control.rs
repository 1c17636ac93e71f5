//! A text in; where its isolates lie, and what is wrong with its bidi controls, out (UAX #9, BD8 to BD13).

use std::ops::Range;

use unicode_bidi::BidiClass;

use super::ControlProblem;

/// A part of a text that is isolated already: its inside is left alone and never cut.
pub(in crate::locale::bidi) struct Opaque {
    /// From the initiator to the end of its matching PDI, or to the end of the paragraph.
    pub(in crate::locale::bidi) range: Range<usize>,
    /// Whether it ends with its PDI.
    pub(in crate::locale::bidi) closed: bool,
}

/// The outermost isolates of a text. An initiator without its PDI holds until its paragraph ends (BD9).
pub(in crate::locale::bidi) fn isolates(text: &str) -> Vec<Opaque> {
    let mut found = Vec::new();
    if !super::has_controls(text) {
        return found;
    }
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '\u{2066}'..='\u{2068}' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '\u{2069}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(Opaque { range: start..at + c.len_utf8(), closed: true });
                }
            }
            c if depth > 0 && unicode_bidi::bidi_class(c) == BidiClass::B => {
                found.push(Opaque { range: start..at, closed: false });
                depth = 0;
            }
            _ => {}
        }
    }
    if depth > 0 {
        found.push(Opaque { range: start..text.len(), closed: false });
    }
    found
}

/// An isolate or embedding that is open while the text is read.
struct Open {
    isolate: bool,
    range: Range<usize>,
}

/// Overrides, embeddings and unbalanced controls, in order. A paragraph separator inside the text ends what is open.
pub(in crate::locale::bidi) fn problems(text: &str) -> Vec<(Range<usize>, ControlProblem)> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // How many of `open` are isolates: a PDI without one closes nothing, however many embeddings are open.
    let mut isolates = 0_usize;
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        match c {
            '\u{2066}'..='\u{2068}' => {
                isolates += 1;
                open.push(Open { isolate: true, range });
            }
            '\u{202D}' | '\u{202E}' => {
                found.push((range.clone(), ControlProblem::Override));
                open.push(Open { isolate: false, range });
            }
            '\u{202A}' | '\u{202B}' => {
                found.push((range.clone(), ControlProblem::Embedding));
                open.push(Open { isolate: false, range });
            }
            '\u{2069}' if isolates == 0 => found.push((range, ControlProblem::Unopened)),
            '\u{2069}' => {
                // X6a: a PDI also closes the embeddings that are open inside its isolate.
                while let Some(last) = open.pop() {
                    if last.isolate {
                        break;
                    }
                    found.push((last.range, ControlProblem::Unclosed));
                }
                isolates -= 1;
            }
            '\u{202C}' => match open.pop() {
                Some(Open { isolate: false, .. }) => {}
                // X7: a PDF never closes an isolate.
                other => {
                    open.extend(other);
                    found.push((range, ControlProblem::Unopened));
                }
            },
            c if unicode_bidi::bidi_class(c) == BidiClass::B => {
                found.extend(open.drain(..).map(|o| (o.range, ControlProblem::Unclosed)));
                isolates = 0;
            }
            _ => {}
        }
    }
    found.extend(open.into_iter().map(|o| (o.range, ControlProblem::Unclosed)));
    found.sort_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use ControlProblem::{Embedding, Override, Unclosed, Unopened};

    /// `<` LRI, `>` RLI, `?` FSI, `|` PDI, `[` LRE, `]` RLE, `{` LRO, `}` RLO, `;` PDF: each as one byte in `expect`.
    #[track_caller]
    fn check(text: &str, expect: &[(usize, ControlProblem)]) {
        let names = "<>?|[]{};";
        let controls = "\u{2066}\u{2067}\u{2068}\u{2069}\u{202A}\u{202B}\u{202D}\u{202E}\u{202C}";
        let control = |c: char| names.chars().position(|n| n == c).and_then(|i| controls.chars().nth(i)).unwrap_or(c);
        let real: String = text.chars().map(control).collect();
        let found: Vec<_> = problems(&real).into_iter().map(|(r, p)| (real[..r.start].chars().count(), p)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn balanced_isolates_and_marks_are_legitimate() {
        check("قال <data first| ثم >نعم| ?x|", &[]);
        check("<a >ب| c|", &[]);
        check("\u{200E}\u{200F}\u{61C}", &[]);
        check("", &[]);
    }

    #[test]
    fn trojan_sources_are_found() {
        check("a }nimda;", &[(2, Override)]);
        check("a {x;", &[(2, Override)]);
        check("[x; ]y;", &[(0, Embedding), (4, Embedding)]);
        check("}x", &[(0, Override), (0, Unclosed)]);
        check("<x", &[(0, Unclosed)]);
        check("x|", &[(1, Unopened)]);
        check("x;", &[(1, Unopened)]);
        check("<x;|", &[(2, Unopened)]);
        check("<[x|", &[(1, Embedding), (1, Unclosed)]);
        check("[x|", &[(0, Embedding), (0, Unclosed), (2, Unopened)]);
    }

    #[test]
    fn a_paragraph_closes_what_is_open() {
        check("<a\nb|", &[(0, Unclosed), (4, Unopened)]);
        check("<a\u{2029}<b|", &[(0, Unclosed)]);
    }
}
