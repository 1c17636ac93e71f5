//! The markup around letters of a line: what opens and closes there.

use std::ops::Range;

/// Whether every mark of some markup has its other one.
pub fn is_balanced(markup: &str) -> bool {
    let count = |c: char| markup.matches(c).count();
    let runs = |c: char| markup.split(|other| other != c).filter(|run| !run.is_empty()).count();
    count('[') == count(']') && ['*', '_', '~'].iter().all(|c| count(*c) % 2 == 0 && runs(*c) != 1)
}

/// The place with the marks around it, if they open and close.
pub fn around(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let (before, after) = (text.get(..place.start)?, text.get(place.end..)?);
    for mark in ["**", "__", "~~", "*", "_"] {
        if before.ends_with(mark) && after.starts_with(mark) {
            return Some(place.start - mark.len()..place.end + mark.len());
        }
    }
    if before.ends_with('[') && after.starts_with("](") {
        return Some(place.start - 1..place.end + 1 + target(&after[1..])?);
    }
    None
}

/// What stands behind the address in `](address "title")`, with its end; `None` where an address is not all that stands before it.
pub fn title(marks: &str) -> Option<&str> {
    let own = marks.strip_prefix("](")?;
    let at = match own.strip_prefix('<') {
        Some(rest) => rest.find('>')? + 2,
        None => own.find(|c: char| c.is_whitespace()).unwrap_or(own.len() - 1),
    };
    own.get(at..)
}

/// The length of `(address "title")`.
pub fn target(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            '\n' => return None,
            _ => {}
        }
    }
    None
}
