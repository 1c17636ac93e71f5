//! The Markdown of a block -> which of its bytes readers may see: not where links lead, remarks, code, names of headings and notes.

use std::ops::Range;

/// What of a text is hidden, in order.
pub(in crate::parity) struct Visible {
    hidden: Vec<Range<usize>>,
}

impl Visible {
    /// Whether a byte may be seen.
    pub fn is_visible(&self, at: usize) -> bool {
        let next = self.hidden.partition_point(|range| range.end <= at);
        self.hidden.get(next).is_none_or(|range| at < range.start)
    }
}

/// Finds what is hidden, in one pass.
pub(in crate::parity) fn visible(markdown: &str) -> Visible {
    let bytes = markdown.as_bytes();
    let mut hidden = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let end = match byte {
            b'\\' => Some(at + 2),
            b']' if rest.get(1) == Some(&b'(') => Some(closed(bytes, at + 1)),
            b'[' if rest.get(1) == Some(&b'^') => until(bytes, at, b"]"),
            b'<' if rest.starts_with(b"<!--") => until(bytes, at, b"-->"),
            // A tag; an address in angles is seen.
            b'<' if rest.get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') => {
                until(bytes, at, b">").filter(|end| !markdown[at..*end].contains("://") && !markdown[at..*end].contains('@'))
            }
            b'{' if rest.get(1) == Some(&b'#') => until(bytes, at, b"}"),
            b'`' => {
                let ticks = rest.iter().take_while(|b| **b == b'`').count();
                until(bytes, at + ticks, &rest[..ticks])
            }
            _ => None,
        };
        match end {
            Some(end) if *byte != b'\\' => {
                hidden.push(at..end);
                at = end;
            }
            Some(end) => at = end,
            None => at += 1,
        }
    }
    Visible { hidden }
}

/// The place behind a mark; nothing is hidden where the paragraph ends before it.
fn until(bytes: &[u8], from: usize, mark: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let line_end = rest.windows(2).take(LONGEST).position(|pair| pair == b"\n\n").unwrap_or(rest.len().min(LONGEST));
    let found = rest.get(1..line_end)?.windows(mark.len()).position(|piece| piece == mark)?;
    Some(from + 1 + found + mark.len())
}

/// Longer remarks and addresses are taken for text: what opens and is not closed must not cost more than it is long.
const LONGEST: usize = 4000;

/// The place behind the bracket that closes the one at `from`.
fn closed(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate().skip(from).take(LONGEST) {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => return at,
            _ => {}
        }
    }
    from + 1
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[track_caller]
    fn check(markdown: &str, expect: &str) {
        let found = visible(markdown);
        let shown: String = markdown.char_indices().filter(|(at, _)| found.is_visible(*at)).map(|(_, c)| c).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn what_readers_do_not_see_is_left_out() {
        check("[120 people](https://a.example/12) and 12", "[120 people and 12");
        check("[a](x_(1).md \"2\") 3", "[a 3");
        check("نص[^12] و12 `12` ``a`12``", "نص و12  ");
        check("<!-- 12 --> 12 <b>12</b> <https://a.example/12>", " 12 12 <https://a.example/12>");
        check("## Two {#part-2} 2", "## Two  2");
        check("a \\[12] `12 [^12", "a \\[12] `12 [^12");
        check("[a](12", "[a12");
    }

    #[test]
    fn what_is_never_closed_costs_no_more_than_it_is_long() {
        for piece in ["](", "[^", "<!--", "<a", "{#", "`"] {
            visible(&piece.repeat(20_000));
        }
    }
}
