//! A line of a page -> links, notes and tables that were meant but are printed as they stand, because a sign is missing or stands
//! in the wrong place: `[words] (address)`, `(address)[words]`, `[words](address with spaces)`, `[^two words]`, rows without a head.

use std::ops::Range;

use super::foreign::is_typed;
use super::text::Text;
use crate::ast::EntryKind;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::markdown::line::Kind;

const LINK: &str = phrase!(
    "write `[words](address)`, with no space between the brackets, none in the address (or `<my file.jpg>`), and both brackets closed"
);
const NOTE: &str = phrase!("name a note with one word, as in `[^name]`, here and where the note stands");
const TABLE: &str =
    phrase!("write an empty line before the table, and below its first row a line `|---|---|` with as many cells");

/// What links begin with that need no `//`.
const SCHEMES: [&str; 7] = ["http:", "https:", "mailto:", "tel:", "sms:", "whatsapp:", "signal:"];
/// Endings of pages, pictures and files beside a page.
const ENDINGS: [&str; 10] = ["md", "png", "jpg", "jpeg", "svg", "webp", "gif", "avif", "pdf", "csv"];

/// No link or note that was meant is longer, in bytes: what is broken must not be read to its end for each bracket.
const LONGEST: usize = 400;

/// All findings of a line.
pub(in crate::lint) fn check(text: &Text<'_>, source: &str, diags: &mut Diagnostics) {
    if matches!(text.line.kind, Kind::Paragraph | Kind::Heading | Kind::Cell) {
        links(text, source, diags);
        notes(text, source, diags);
    }
    if text.line.kind == Kind::Paragraph
        && let Some(row) = table(text.text()).filter(|row| is_typed(text, source, row, 1))
    {
        diags.push(codes::broken_markup(text.span(&row), &text.text()[row.clone()], phrase!("row of a table"), TABLE));
    }
}

/// Links are read in the file: the letters of their addresses are hidden in the visible text. What stands in code is not visible.
fn links(text: &Text<'_>, source: &str, diags: &mut Diagnostics) {
    let mut told = 0;
    for (at, _) in text.text().match_indices(['[', '(']) {
        let start = text.line.place(&(at..at + 1)).range.start;
        if start < told || !is_typed(text, source, &(at..at + 1), 1) {
            continue;
        }
        let rest = source.get(start..text.line.range.end.max(start)).unwrap_or_default();
        if let Some(length) = link(&rest[..rest.floor_char_boundary(LONGEST)]) {
            told = start + length;
            diags.push(codes::broken_markup(text.source(&(start..told)), &rest[..length], phrase!("link"), LINK));
        }
    }
}

/// How long a link is that was meant at the beginning of a text.
fn link(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let is_number = |words: &str| words.chars().all(char::is_numeric);
    if let Some(inside) = line.strip_prefix('[') {
        let (words, behind) = inside.split_once(']')?;
        let target = behind.trim_start_matches([' ', '\u{a0}']).strip_prefix('(')?;
        let address = target.split(|c: char| c.is_whitespace() || c == ')').next().unwrap_or_default();
        let end = target.find(')').map_or(address.len(), |end| end + 1);
        let is_tight = behind.starts_with('(') && is_spaced(target.split(')').next().unwrap_or_default());
        return (is_tight || (!is_number(words) && is_address(address))).then_some(line.len() - target.len() + end);
    }
    let (address, behind) = line.strip_prefix('(')?.split_once(')')?;
    let (words, behind) = behind.strip_prefix('[')?.split_once(']')?;
    // A link, a note or the number of a source may follow an address in brackets.
    let is_other = behind.starts_with(['(', '[', ':']) || words.starts_with('^') || is_number(words);
    (is_address(address) && !address.contains(char::is_whitespace) && !is_other).then_some(line.len() - behind.len())
}

/// Whether it would be an address but for its spaces: `fact: price`, `my picture.jpg`. A title stands in quotes.
fn is_spaced(address: &str) -> bool {
    let address = address.trim();
    let is_entry = address.split_once(": ").is_some_and(|(scheme, _)| EntryKind::of(&format!("{scheme}:x")).is_some());
    let ends = address.rsplit_once('.').is_some_and(|(name, ending)| !name.ends_with(' ') && ENDINGS.contains(&ending));
    address.contains(' ') && !address.contains(['"', '\'', '<']) && (is_entry || ends)
}

/// Whether a word can hardly be anything else than where a link leads.
fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches('<').to_lowercase();
    let path = word.split(['#', '?']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').filter(|(name, _)| !name.is_empty()).map(|(_, ending)| ending);
    SCHEMES.iter().any(|scheme| word.len() > scheme.len() && word.starts_with(scheme))
        || word.starts_with("www.")
        || EntryKind::of(&word).is_some()
        || ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

/// References to notes whose name is no single word. Where the note itself stands is not told again.
fn notes(text: &Text<'_>, source: &str, diags: &mut Diagnostics) {
    let visible = text.text();
    for (at, _) in visible.match_indices("[^") {
        let inside = &visible[at + 2..];
        let inside = &inside[..inside.floor_char_boundary(LONGEST)];
        let Some((name, behind)) = inside.split_once(']') else { continue };
        let is_name = name.trim().contains(' ') && !name.contains(['[', '\n', '\u{fffc}']) && !behind.starts_with([':', '(']);
        let range = at..at + 2 + name.len() + 1;
        if is_name && name.chars().any(char::is_alphabetic) && is_typed(text, source, &range, 1) {
            diags.push(codes::broken_markup(text.span(&range), &visible[range.clone()], phrase!("note"), NOTE));
        }
    }
}

/// The first row of a table that is none: two lines that begin with a stroke, one that has two cells between strokes, or the line
/// below a head.
fn table(paragraph: &str) -> Option<Range<usize>> {
    let mut rows: Option<Range<usize>> = None;
    let mut at = 0;
    for line in paragraph.split_inclusive('\n') {
        let words = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let strokes = words.matches('|').count();
        let is_rule = strokes > 0 && words.contains("--") && words.chars().all(|c| "|-: ".contains(c));
        let is_row = strokes > 1 && words.starts_with('|') && !words.starts_with("||");
        let is_whole = is_row && strokes > 2 && words.ends_with('|') && words.contains("| ");
        if is_rule || is_whole || (is_row && rows.is_some()) {
            return Some(rows.unwrap_or(start..start + words.len()));
        }
        rows = is_row.then_some(start..start + words.len());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{link, table};

    #[test]
    fn links_that_were_meant() {
        for broken in [
            "[words] (https://example.org)",
            "[كلمات] (https://example.org/a)",
            "[words](https://example.org/a b)",
            "[words](https://example.org",
            "[words](tel:+965 22)",
            "[words] (../other.md#part)",
            "[120 tenge] (fact:gas-price)",
            "[A map] (map.svg)",
            "(https://example.org)[words]",
            "(map.png)[a map]",
            "[](fact: price)",
            "[](my dam.jpg)",
            "[prices](my prices.md)",
        ] {
            assert!(link(broken).is_some(), "{broken}");
        }
        for prose in [
            "[sic] (he said)",
            "[words](as he said) and",
            "[1] (https://example.org)",
            "(https://example.org)[^1]",
            "(https://example.org)[2]",
            "(https://example.org)[words](b.md)",
            "(see https://example.org)[so]",
            "[words] then (https://example.org)",
            "f(x)[i]",
            "[a.] (b.)",
        ] {
            assert_eq!(link(prose), None, "{prose}");
        }
    }

    #[test]
    fn rows_that_were_meant() {
        for rows in ["|a|b|\n|1|2|", "| a | b |", "a | b\n--- | --- | ---", "Text:\n| a | b |\n|---|", "|أ|ب\n|1|2"] {
            assert!(table(rows).is_some(), "{rows}");
        }
        for prose in ["|x| + |y| = 1", "a | b\nc | d", "|x|", "||secret||\n||secret||", "| a verse\n| a verse", "---", "a || b"] {
            assert_eq!(table(prose), None, "{prose}");
        }
        assert_eq!(table("Text:\n|a|b|\n|1|2|"), Some(6..11));
    }
}
