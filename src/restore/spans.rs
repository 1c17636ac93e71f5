//! Ground: marks within a line that was read from a page: where links begin and end, and numbers that call a note. They are characters
//! that no text may hold (noncharacters), so that no stage takes them for a part of it; `written` makes Markdown of them.

use crate::markdown::write::inline::address;

/// Where a link begins; its number follows in digits of this file.
pub const LINK: char = '\u{FDD0}';
/// Where a link ends.
pub const LINK_END: char = '\u{FDD1}';
/// Where a number begins that calls a note.
pub const CALL: char = '\u{FDD2}';
/// Where it ends.
pub const CALL_END: char = '\u{FDD3}';
/// The digit 0 of the number of a link.
const ZERO: u32 = 0xFDE0;

/// The mark with which a link of a number begins.
pub fn link(number: usize) -> String {
    let digit = |c: char| char::from_u32(ZERO + c.to_digit(10).unwrap_or(0));
    std::iter::once(LINK).chain(number.to_string().chars().filter_map(digit)).collect()
}

/// The number of the link that begins here, and the text behind it.
fn number(text: &str) -> Option<(usize, &str)> {
    let rest = text.strip_prefix(LINK)?;
    let digit = |c: char| u32::from(c).checked_sub(ZERO).filter(|digit| *digit < 10);
    let end = rest.find(|c| digit(c).is_none()).unwrap_or(rest.len());
    let value = rest[..end]
        .chars()
        .filter_map(digit)
        .try_fold(0usize, |sum, digit| sum.checked_mul(10).and_then(|sum| sum.checked_add(usize::try_from(digit).ok()?)))?;
    Some((value, &rest[end..]))
}

/// A line whose marks are written as Markdown. A link that goes on where it ended is one; one that leads nowhere is words.
pub fn written(text: &str, links: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut open: Option<&str> = None;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        if let Some((at, behind)) = number(rest) {
            open = links.get(at).map(String::as_str).filter(|to| !to.is_empty());
            if open.is_some() {
                out.push('[');
            }
            rest = behind;
        } else if c == LINK_END {
            let again = behind.strip_prefix(' ').and_then(number).filter(|(at, _)| links.get(*at).map(String::as_str) == open);
            rest = if let Some((_, behind)) = again.filter(|_| open.is_some()) {
                out.push(' ');
                behind
            } else {
                out.extend(open.take().map(end));
                behind
            };
        } else {
            match c {
                CALL => out.push_str("[^"),
                CALL_END => out.push(']'),
                '\u{FDD0}'..='\u{FDEF}' => {}
                _ => out.push(c),
            }
            rest = behind;
        }
    }
    out.extend(open.map(end));
    out
}

/// What ends the words of a link.
fn end(to: &str) -> String {
    let mut text = address(to, "", false);
    text.insert(0, ']');
    text
}

/// The names of the notes that a line calls.
pub fn calls(text: &str) -> impl Iterator<Item = &str> {
    text.split(CALL).skip(1).filter_map(|rest| rest.split(CALL_END).next())
}

/// The words of a line: no links, and no numbers that call notes.
pub fn plain(text: &str) -> String {
    let mut is_call = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            CALL => is_call = true,
            CALL_END => is_call = false,
            '\u{FDD0}'..='\u{FDEF}' => {}
            _ if is_call => {}
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{CALL, CALL_END, LINK_END, calls, link, plain, written};

    #[test]
    fn links_and_calls_are_markdown() {
        let links =
            ["https://example.org/a".to_owned(), "https://example.org/(b)".to_owned(), "https://example.org/a".to_owned()];
        let text = format!("x {}one{LINK_END} {}two{LINK_END}{CALL}3{CALL_END} {}b{LINK_END}", link(0), link(2), link(1));
        assert_eq!(written(&text, &links), "x [one two](https://example.org/a)[^3] [b](https://example.org/\\(b\\))");
        assert_eq!(plain(&text), "x one two b");
        assert_eq!(calls(&text).collect::<Vec<_>>(), ["3"]);
        let hard = [r"https://x\".to_owned(), String::new()];
        let text = format!("{}one{LINK_END} {}two{LINK_END}", link(0), link(1));
        assert_eq!(written(&text, &hard), r"[one](https://x\\) two");
        assert_eq!(written("plain \u{FDD5}text", &links), "plain text");
    }
}
