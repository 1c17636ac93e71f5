//! A line -> marks of other programs that Markdown does not know and that would be printed as they stand: shortcodes, template
//! tags, admonitions, tables of contents, wiki links.

use std::ops::Range;

use super::text::Text;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::markdown::line::Kind;

/// A pair of marks, and what to write instead of what stands between them.
struct Pair {
    open: &'static str,
    close: &'static str,
    instead: &'static str,
    /// Whether what stands between them is that program's.
    is_meant: fn(&str) -> bool,
}

const SHORTCODE: &str = "write it in Markdown: `![text](picture)`, `[text](page.md)`, or a block of figures";
const CONTENTS: &str = "remove it: long pages have a table of contents of their own";
const ALERT: &str = "begin a quotation with `> [!NOTE]` and put `> ` before each of its lines";

/// Pairs within a line, the longer marks first.
const PAIRS: [Pair; 9] = [
    Pair { open: "{{", close: "}}", instead: SHORTCODE, is_meant: |_| true },
    Pair { open: "{%", close: "%}", instead: SHORTCODE, is_meant: |_| true },
    Pair { open: "<%", close: "%>", instead: SHORTCODE, is_meant: |_| true },
    Pair { open: "{>>", close: "<<}", instead: "remove it: it would be published", is_meant: |_| true },
    Pair { open: "{:", close: "}", instead: "remove it; `{#name}` behind a heading names it", is_meant: is_attributes },
    Pair { open: "[[", close: "]]", instead: "write `[text](page.md)`", is_meant: is_name },
    Pair { open: "^[", close: "]", instead: "write `[^1]`, and `[^1]: note` in a paragraph of its own", is_meant: is_words },
    Pair { open: "==", close: "==", instead: "write `**words**`", is_meant: is_marked },
    Pair {
        open: "%%",
        close: "%%",
        instead: "write a comment as `<!-- words -->`; this one would be published",
        is_meant: is_marked,
    },
];

/// No mark is longer, in bytes: a row of opening ones must not be read to its end for each of them.
const LONGEST: usize = 400;

/// Tables of contents, in lower case.
const TABLES: [&str; 6] = ["[toc]", "[[toc]]", "[[_toc_]]", "@[toc]", "${toc}", "{:toc}"];

/// What is set off by `!!!` and `???`.
const ADMONITIONS: [&str; 23] = [
    "abstract",
    "attention",
    "bug",
    "caution",
    "danger",
    "error",
    "example",
    "failure",
    "hint",
    "important",
    "info",
    "note",
    "question",
    "quote",
    "seealso",
    "success",
    "summary",
    "tip",
    "todo",
    "tldr",
    "warning",
    "faq",
    "cite",
];

/// All findings of a line.
pub(in crate::lint) fn check(text: &Text<'_>, source: &str, diags: &mut Diagnostics) {
    let mut from = 0;
    let visible = text.text();
    let mut start = 0;
    for line in visible.split_inclusive('\n') {
        let words = line.trim();
        let at = start + line.len() - line.trim_start().len();
        if let Some(instead) = whole(text, source, words, at) {
            let range = at..at + words.len();
            if is_typed(text, source, &range, words.chars().next().map_or(0, char::len_utf8)) {
                let place = text.span(&range).range();
                let place = place.start - usize::from(is_definition(text, source, words, at))..place.end;
                diags.push(codes::foreign_markup(text.source(&place), &short(&source[place.clone()]), instead));
            }
            from = range.end;
        }
        start += line.len();
        while let Some((range, pair)) = next(visible, from.max(start - line.len()), start) {
            let is_table = TABLES.contains(&visible[range.clone()].to_lowercase().as_str());
            if is_typed(text, source, &range, pair.open.len()) {
                let given = short(&visible[range.clone()]);
                diags.push(codes::foreign_markup(text.span(&range), &given, if is_table { CONTENTS } else { pair.instead }));
            }
            from = range.end;
        }
        from = from.max(start);
    }
}

/// What to write instead of a line that is a mark of another program from end to end.
fn whole(text: &Text<'_>, source: &str, words: &str, at: usize) -> Option<&'static str> {
    if !matches!(text.line.kind, Kind::Paragraph | Kind::Cell | Kind::Heading) || words.is_empty() {
        return None;
    }
    if TABLES.contains(&words.to_lowercase().as_str()) {
        return Some(CONTENTS);
    }
    if words.starts_with(":::") || is_definition(text, source, words, at) {
        // Only what opens is told: what closes it goes with it.
        return words.trim_start_matches(':').chars().any(char::is_alphanumeric).then_some(ALERT);
    }
    if let Some(rest) = words.strip_prefix("!!!").or_else(|| words.strip_prefix("???")) {
        return is_admonition(rest, below(text, source, at)).then_some(ALERT);
    }
    let is_directive = words.strip_prefix(".. ").and_then(|r| r.split_once("::")).is_some_and(|(name, _)| is_word(name));
    if is_directive || is_shortcode(words) {
        return Some(SHORTCODE);
    }
    is_module(words).then_some("remove it: pages hold no program")
}

/// Whether a line is what is left of `:::` below a paragraph: its first colon begins a definition.
fn is_definition(text: &Text<'_>, source: &str, words: &str, at: usize) -> bool {
    let place = text.line.place(&(at..at + 1));
    words.starts_with("::") && place.is_exact && source.get(..place.range.start).is_some_and(|s| s.ends_with(':'))
}

/// The line of the file below a place.
fn below<'a>(text: &Text<'_>, source: &'a str, at: usize) -> &'a str {
    let place = text.line.place(&(at..at + 1)).range.start;
    source.get(place..).and_then(|rest| rest.split_once('\n')).map_or("", |(_, rest)| rest.lines().next().unwrap_or_default())
}

/// `!!! note "Title"`, `???+ tip`: a known name, or a word of Latin letters with an indented line below it.
fn is_admonition(rest: &str, below: &str) -> bool {
    let rest = rest.trim_start_matches('+');
    let Some(name) = rest.trim_start().split([' ', '"']).next().filter(|n| is_word(n)) else { return false };
    let title = rest.trim_start()[name.len()..].trim_start();
    let is_closed = title.is_empty() || title.starts_with('"') || title.starts_with("inline");
    is_closed && (ADMONITIONS.contains(&name.to_lowercase().as_str()) || below.starts_with("    "))
}

/// `[gallery ids="1"]`, `[/caption]`.
fn is_shortcode(words: &str) -> bool {
    let Some(inside) = words.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inside, _)| inside) else {
        return false;
    };
    match inside.strip_prefix('/') {
        Some(name) => is_word(name),
        None => inside.split_once(' ').is_some_and(|(name, rest)| is_word(name) && (rest.contains("=\"") || rest.contains("='"))),
    }
}

/// `import A from 'b'`, `export const a = 1`.
fn is_module(words: &str) -> bool {
    let line = words.trim_end_matches(';').trim_end();
    let is_quoted = |text: &str| text.len() > 2 && text.starts_with(['"', '\'']) && text.ends_with(['"', '\'']);
    if let Some(rest) = line.strip_prefix("import ") {
        return is_quoted(rest.trim()) || rest.rsplit_once(" from ").is_some_and(|(_, from)| is_quoted(from.trim()));
    }
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let is_value = ["const ", "let ", "var "].iter().any(|kind| rest.starts_with(kind)) && rest.contains('=');
    is_value || (["function ", "default "].iter().any(|kind| rest.starts_with(kind)) && rest.contains(['(', '{']))
}

/// The next pair between two places of a text.
fn next(text: &str, from: usize, end: usize) -> Option<(Range<usize>, &'static Pair)> {
    let line = text.get(from..end)?;
    for (at, _) in line.match_indices(['{', '<', '[', '^', '=', '%']) {
        for pair in PAIRS.iter().filter(|p| line[at..].starts_with(p.open)) {
            let inside = &line[at + pair.open.len()..];
            let inside = &inside[..inside.floor_char_boundary(LONGEST)];
            let Some(length) = inside.find(pair.close) else { continue };
            let range = at..at + pair.open.len() + length + pair.close.len();
            let neighbours = (line[..range.start].chars().next_back(), line[range.end..].chars().next());
            // `a==b` is said of programs, and a row of signs is a rule.
            let is_joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "=%".contains(c));
            let is_apart = !matches!(pair.open, "==" | "%%") || !(is_joined(neighbours.0) || is_joined(neighbours.1));
            if is_apart && (pair.is_meant)(&inside[..length]) {
                return Some((from + range.start..from + range.end, pair));
            }
        }
    }
    None
}

/// `.class`, `#id`, `key="value"`, `toc`.
fn is_attributes(inside: &str) -> bool {
    let inside = inside.trim();
    inside.starts_with(['.', '#']) || inside == "toc" || inside.contains("=\"")
}

/// A page's name: no list of lists, no number of a source, no gap in an old text.
fn is_name(inside: &str) -> bool {
    !inside.contains(['[', ']']) && inside.chars().any(char::is_alphabetic)
}

fn is_words(inside: &str) -> bool {
    inside.chars().any(char::is_alphabetic) && !inside.starts_with('^')
}

fn is_marked(inside: &str) -> bool {
    is_words(inside) && inside.trim().len() == inside.len()
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
}

/// Whether a mark stands in the file as it is printed: who escapes it wants it printed.
fn is_typed(text: &Text<'_>, source: &str, range: &Range<usize>, mark: usize) -> bool {
    let place = text.line.place(&(range.start..range.start + mark));
    let slashes = source.get(..place.range.start).map_or(0, |s| s.len() - s.trim_end_matches('\\').len());
    place.is_exact && slashes % 2 == 0
}

/// As much of a text as a message holds.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{is_admonition, is_module, is_shortcode, next};

    #[test]
    fn pairs_are_found_in_order() {
        let found = |text: &str| -> Vec<String> {
            let (mut from, mut found) = (0, Vec::new());
            while let Some((range, _)) = next(text, from, text.len()) {
                from = range.end;
                found.push(text[range].to_owned());
            }
            found
        };
        assert_eq!(found("{{< a >}} ثم {% b %} و==مهم== [[ج]]^[د]"), ["{{< a >}}", "{% b %}", "==مهم==", "[[ج]]", "^[د]"]);
        assert_eq!(found("{: .x} {:toc} %%سر%%"), ["{: .x}", "{:toc}", "%%سر%%"]);
        for no in [
            "a==b and c==d",
            "a == b == c",
            "=====",
            "[[1, 2], [3, 4]]",
            "[[1]]",
            "[[...]]",
            "{a: {b: 1}}",
            "5%% 6%%",
            "x^[2]",
            "{: نص}",
            "{{",
            "}} {{",
            "[نص] (نص) {نص}",
            "100% - 5%",
            "<<نص>>",
        ] {
            assert_eq!(found(no), [""; 0], "{no}");
        }
    }

    #[test]
    fn lines_of_other_programs_are_told_from_sentences() {
        assert!(is_admonition(" note", "") && is_admonition("+ tip \"T\"", "") && is_admonition(" custom", "    x"));
        assert!(!is_admonition(" wow", "x") && !is_admonition("", "") && !is_admonition(" note that it is so", ""));
        assert!(is_module("import A, {b} from \"c\";") && is_module("export const a = 1") && is_module("import './a.css'"));
        assert!(!is_module("import duties from Europe") && !is_module("export of oil = money") && !is_module("Import \"a\""));
        assert!(is_shortcode("[gallery ids=\"1\"]") && is_shortcode("[/caption]"));
        assert!(!is_shortcode("[sic]") && !is_shortcode("[he said] \"no\"") && !is_shortcode("[/]"));
    }
}
