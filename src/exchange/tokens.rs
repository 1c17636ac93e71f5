//! Markdown -> text that is translated and markup that is not. Together they are the Markdown, byte for byte.
//!
//! What may be markup is protected, whether CommonMark would take it for markup in its place or not: a protected asterisk harms
//! nobody, an unprotected one may be lost.

use std::ops::Range;

/// A piece of Markdown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Token<'a> {
    /// What is translated.
    Text(&'a str),
    /// What is not: neighbouring pieces of markup are one.
    Markup(&'a str),
}

/// The pieces of a Markdown text.
pub fn tokens(markdown: &str) -> Vec<Token<'_>> {
    let mut pieces: Vec<(bool, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < markdown.len() {
        let rest = &markdown[at..];
        let length = markup(rest, at == 0);
        let steps = match length {
            0 => vec![(false, rest.chars().next().map_or(1, char::len_utf8))],
            length => match title(&rest[..length]) {
                Some(title) => vec![(true, title.start), (false, title.len()), (true, length - title.end)],
                None => vec![(true, length)],
            },
        };
        for (is_markup, length) in steps {
            match pieces.last_mut() {
                Some((same, _, end)) if *same == is_markup => *end = at + length,
                Some(_) | None => pieces.push((is_markup, at, at + length)),
            }
            at += length;
        }
    }
    let token = |(is_markup, start, end): (bool, usize, usize)| {
        let piece = &markdown[start..end];
        if is_markup { Token::Markup(piece) } else { Token::Text(piece) }
    };
    pieces.into_iter().map(token).collect()
}

/// Whether a character comes back from every format and tool: control characters and what is no character (Unicode, section 23.7)
/// do not.
pub fn is_carried(c: char) -> bool {
    (c == '\t' || !c.is_control()) && u32::from(c) & 0xfffe != 0xfffe && !matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// How many bytes of markup a text begins with.
fn markup(rest: &str, is_start: bool) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    match first {
        '\n' | '\r' => first.len_utf8() + prefix(&rest[first.len_utf8()..]),
        // Neither XML nor the tools of translators hold them.
        c if !is_carried(c) => c.len_utf8(),
        _ if is_start && prefix(rest) > 0 => prefix(rest),
        '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
        '`' => code(rest),
        '$' => closed(rest, '$', |c| c != '\n'),
        '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) => {
            closed(rest, '>', |_| true)
        }
        '!' if rest.starts_with("![") => 2,
        '[' if rest.starts_with("[^") => closed(rest, ']', |c| !c.is_whitespace()),
        ']' => 1 + target(&rest[1..]),
        '[' | '*' | '_' | '~' | '|' | '&' => 1,
        ' ' if rest.starts_with(" {#") => name(rest),
        _ => 0,
    }
}

/// The name of a heading, which says something at the end of its line only.
fn name(rest: &str) -> usize {
    let length = closed(rest, '}', |c| c != '\n');
    let after = rest[length..].trim_start_matches([' ', '\t', '#', '\r']);
    if after.is_empty() || after.starts_with('\n') { length } else { 0 }
}

/// What stands at the beginning of a line: quotation marks, bullets, numbers, marks of headings, the line below a table's head.
fn prefix(line: &str) -> usize {
    let own = line.split('\n').next().unwrap_or(line);
    if own.contains('-') && own.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r' | '>')) {
        return own.len();
    }
    let mut at = 0;
    loop {
        let rest = &own[at..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let after = &rest[spaces..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let hashes = after.bytes().take_while(|b| *b == b'#').count();
        let is_space = |n: usize| after[n..].starts_with([' ', '\t']);
        let mark = if after.starts_with('>') {
            1
        } else if (after.starts_with(['-', '+', '*', ':']) && is_space(1))
            || (after.starts_with("[ ]") || after.starts_with("[x]") || after.starts_with("[X]")) && at > 0
        {
            if after.starts_with('[') { 3 } else { 1 }
        } else if (1..=6).contains(&hashes) && is_space(hashes) {
            hashes
        } else if (1..=9).contains(&digits) && after[digits..].starts_with(['.', ')']) && is_space(digits + 1) {
            digits + 1
        } else if after.starts_with("[!") || after.starts_with("[^") {
            let end = after.find(']').map_or(0, |n| n + 1);
            end + usize::from(after[end..].starts_with(':'))
        } else {
            0
        };
        if mark == 0 {
            return at + spaces;
        }
        at += spaces + mark;
    }
}

/// A code span, or backticks that open none.
fn code(rest: &str) -> usize {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let mut at = ticks;
    while let Some(found) = rest[at..].find('`') {
        let start = at + found;
        let run = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        at = start + run;
        if run == ticks {
            return at;
        }
    }
    ticks
}

/// Up to a closing character, if it comes before anything that may not stand between; else the first character alone.
fn closed(rest: &str, close: char, may: impl Fn(char) -> bool) -> usize {
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else { return 0 };
    let space = usize::from(first == ' ');
    for (at, c) in chars {
        if c == close {
            return at + c.len_utf8();
        }
        if !may(c) {
            break;
        }
    }
    // A space before what is no name of a heading is a space.
    if space == 1 { 0 } else { first.len_utf8() }
}

/// `(address "title")` or `[label]` after the text of a link.
fn target(rest: &str) -> usize {
    let (open, close) = match rest.chars().next() {
        Some('(') => ('(', ')'),
        Some('[') => ('[', ']'),
        _ => return 0,
    };
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        } else if c == '\n' {
            break;
        }
    }
    0
}

/// The words of a title in `](address "title")`: readers see it as the caption of a picture. One with escapes stays as it is.
fn title(target: &str) -> Option<Range<usize>> {
    let inside = target.strip_prefix("](")?.strip_suffix(')')?.trim_end();
    let quote = inside.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
    let end = 2 + inside.len() - 1;
    let start = 2 + inside[..inside.len() - 1].find(quote)? + 1;
    let is_apart = target[..start - 1].ends_with([' ', '\t']);
    let words = &target[start..end];
    let is_plain = !words.trim().is_empty() && !words.contains(['\\', '&', quote]) && words.chars().all(is_carried);
    (is_apart && is_plain).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};
    use proptest::prelude::*;

    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let shown: Vec<String> = tokens(markdown)
            .into_iter()
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Markup(markup) => format!("⟨{markup}⟩"),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn markup_is_kept_apart() {
        check("## السعر {#prices}", &["⟨## ⟩", "السعر", "⟨ {#prices}⟩"]);
        check("## The {#prices} price", &["⟨## ⟩", "The {#prices} price"]);
        check(
            "A **bold** [link](a.md \"t\").[^n]",
            &["A ", "⟨**⟩", "bold", "⟨**⟩", " ", "⟨[⟩", "link", "⟨](a.md \"⟩", "t", "⟨\")⟩", ".", "⟨[^n]⟩"],
        );
        check("![بديل](p.svg \"عنوان\")", &["⟨![⟩", "بديل", "⟨](p.svg \"⟩", "عنوان", "⟨\")⟩"]);
        check("![a](p.svg 'b (c) *d*' )", &["⟨![⟩", "a", "⟨](p.svg '⟩", "b (c) *d*", "⟨' )⟩"]);
        check("![a](p.svg \"b \\\"c\\\"\")", &["⟨![⟩", "a", "⟨](p.svg \"b \\\"c\\\"\")⟩"]);
        check("[a](<p q.svg> \"\")[b](c\"d\")", &["⟨[⟩", "a", "⟨](<p q.svg> \"\")[⟩", "b", "⟨](c\"d\")⟩"]);
        check("بلغ [](fact:x) تنغًا", &["بلغ ", "⟨[](fact:x)⟩", " تنغًا"]);
        check("- a\n  - b\n", &["⟨- ⟩", "a", "⟨\n  - ⟩", "b", "⟨\n⟩"]);
        check("> [!NOTE]\n> text", &["⟨> [!NOTE]\n> ⟩", "text"]);
        check("| a | b |\n|---|:-:|\n| c | d |", &["⟨|⟩", " a ", "⟨|⟩", " b ", "⟨|\n|---|:-:|\n|⟩", " c ", "⟨|⟩", " d ", "⟨|⟩"]);
        check("`x * y` and $a_1$ costs $5", &["⟨`x * y`⟩", " and ", "⟨$a_1$⟩", " costs ", "⟨$⟩", "5"]);
        check("1. one\n12) two", &["⟨1. ⟩", "one", "⟨\n12) ⟩", "two"]);
        check("[^cut]: المقال", &["⟨[^cut]: ⟩", "المقال"]);
        check("ا\0ب\u{ffff}\u{1b}c\td", &["ا", "⟨\0⟩", "ب", "⟨\u{ffff}\u{1b}⟩", "c\td"]);
        check("a < b <https://x.org> {no}", &["a < b ", "⟨<https://x.org>⟩", " {no}"]);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_whole(text in "\\PC{0,40}|[-\\[\\]()*_`$<>|!^#{}:\\\\ \n\r\0\u{fffe}a1.ا]{0,40}") {
            let whole: String = tokens(&text).iter().map(|t| match t { Token::Text(t) | Token::Markup(t) => *t }).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
