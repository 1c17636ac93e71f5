//! A line -> marks of other programs that Markdown does not know and that would be printed as they stand: shortcodes, template
//! tags, admonitions, tables of contents, wiki links, attributes, edits that nobody decided on.

pub(in crate::lint) mod containers;
mod wholes;

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

const SHORTCODE: &str = phrase!("write it in Markdown: `![text](picture)`, `[text](page.md)`, or a block of figures");
const CONTENTS: &str = phrase!("remove it: long pages have a table of contents of their own");
const ALERT: &str = phrase!("begin a quotation with a line `> [!NOTE]` and put `> ` before each line after it");
const ALERTS: &str =
    phrase!("write `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`, with nothing behind it on its line");
const RAISED: &str = phrase!("write a formula, as in `$10^6$` or `$m_2$`, or the sign itself, as in `10⁶` or `CO₂`");
const ABBREVIATION: &str = phrase!("remove it, and write the words out where they first stand, or put them into glossary.yaml");
const INSERTED: &str = phrase!("write `**words**`, or the words as they are");
const EDIT: &str = phrase!("decide which words stay: this would be published");
const ATTRIBUTES: &str = phrase!("remove it; `{#name}` behind a heading names it");
const TEX: &str = phrase!("write it in Markdown; formulas stand between dollar signs");

/// Pairs within a line, the longer marks first.
const PAIRS: [Pair; 30] = [
    Pair { open: "{{", close: "}}", instead: SHORTCODE, is_meant: |_| true },
    Pair { open: "{%", close: "%}", instead: SHORTCODE, is_meant: |_| true },
    Pair { open: "<%", close: "%>", instead: SHORTCODE, is_meant: |_| true },
    Pair { open: "{#", close: "#}", instead: phrase!("remove it: it would be published"), is_meant: is_words },
    Pair { open: "{!", close: "!}", instead: SHORTCODE, is_meant: is_words },
    Pair { open: "{>>", close: "<<}", instead: phrase!("remove it: it would be published"), is_meant: |_| true },
    Pair { open: "{++", close: "++}", instead: EDIT, is_meant: |_| true },
    Pair { open: "{--", close: "--}", instead: EDIT, is_meant: |_| true },
    Pair { open: "{", close: "}", instead: EDIT, is_meant: |inside| inside.contains("~>") },
    Pair { open: "{:", close: "}", instead: ATTRIBUTES, is_meant: is_attributes },
    Pair { open: "{", close: "}", instead: ATTRIBUTES, is_meant: is_classes },
    Pair { open: "{", close: "}", instead: ATTRIBUTES, is_meant: is_html },
    Pair { open: "\u{fffc}{", close: "}", instead: ATTRIBUTES, is_meant: is_values },
    // What stands between them is code.
    Pair { open: "{", close: "}\u{fffc}", instead: SHORTCODE, is_meant: is_word },
    Pair { open: "![[", close: "]]", instead: phrase!("write `![text](picture.png)`, or `[text](page.md)`"), is_meant: is_name },
    Pair { open: "[[", close: "]]", instead: phrase!("write `[text](page.md)`"), is_meant: is_name },
    Pair {
        open: "[@",
        close: "]",
        instead: phrase!("write `[^1]`, and `[^1]: the source` in a paragraph of its own"),
        is_meant: is_key,
    },
    Pair {
        open: "[/",
        close: "]",
        instead: phrase!("write it in Markdown: `**words**`, `[text](page.md)`, `> words`"),
        is_meant: is_board,
    },
    Pair {
        open: "^[",
        close: "]",
        instead: phrase!("write `[^1]`, and `[^1]: note` in a paragraph of its own"),
        is_meant: is_words,
    },
    Pair { open: "^^", close: "^^", instead: INSERTED, is_meant: is_tight },
    Pair { open: "^", close: "^", instead: RAISED, is_meant: is_raised },
    Pair { open: "++", close: "++", instead: INSERTED, is_meant: is_tight },
    Pair { open: "||", close: "||", instead: INSERTED, is_meant: is_secret },
    Pair { open: "==", close: "==", instead: phrase!("write `**words**`"), is_meant: is_marked },
    Pair {
        open: "%%",
        close: "%%",
        instead: phrase!("write a comment as `<!-- words -->`; this one would be published"),
        is_meant: is_marked,
    },
    Pair { open: "{:", close: "}", instead: phrase!("remove it: it would be published"), is_meant: is_kramdown },
    Pair { open: "~", close: "~", instead: RAISED, is_meant: is_raised },
    Pair { open: "'''", close: "'''", instead: phrase!("write `**words**`"), is_meant: is_marked },
    Pair { open: ":", close: ":", instead: phrase!("write the picture itself, as `☺`, or leave it out"), is_meant: is_emoji },
    Pair { open: "\\", close: "}", instead: TEX, is_meant: is_command },
];

/// No mark is longer, in bytes: a row of opening ones must not be read to its end for each of them.
const LONGEST: usize = 400;

/// Tables of contents, in lower case.
const TABLES: [&str; 7] = ["[toc]", "[[toc]]", "[[_toc_]]", "@[toc]", "${toc}", "{:toc}", "\\tableofcontents"];

/// Commands of TeX that stand alone on a line.
const COMMANDS: [&str; 5] = ["\\newpage", "\\pagebreak", "\\clearpage", "\\bigskip", "\\noindent"];

/// Tags of bulletin boards.
const BOARD: [&str; 15] =
    ["b", "i", "u", "s", "url", "img", "quote", "code", "color", "size", "list", "center", "right", "caption", "spoiler"];

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
    let visible = text.text();
    let whole_lines = lines(text, source, diags);
    let mut from = 0;
    while let Some((range, pair)) = next(visible, from) {
        from = range.end;
        if whole_lines.iter().any(|whole| whole.start < range.end && range.start < whole.end) {
            continue;
        }
        // A picture or code before a mark is none of it.
        let mark = range.start + if pair.open.starts_with('\u{fffc}') { '\u{fffc}'.len_utf8() } else { 0 };
        let range = mark..range.end - if pair.close.ends_with('\u{fffc}') { '\u{fffc}'.len_utf8() } else { 0 };
        if is_typed(text, source, &range, visible[mark..].chars().next().map_or(0, char::len_utf8)) {
            let is_table = TABLES.contains(&visible[range.clone()].to_lowercase().as_str());
            let given = &visible[range.clone()];
            diags.push(codes::foreign_markup(text.span(&range), given, if is_table { CONTENTS } else { pair.instead }));
        }
    }
}

/// Words of a comment that end the summary of a page elsewhere.
pub(in crate::lint) fn is_divider(comment: &str) -> bool {
    let words = comment.trim().to_lowercase().replace(['-', '_'], " ");
    let known = ["more", "read more", "readmore", "truncate", "excerpt", "end excerpt", "excerpt end", "summary", "teaser"];
    known.contains(&words.as_str())
}

/// The findings that are whole lines of a paragraph, with where they stand.
fn lines(text: &Text<'_>, source: &str, diags: &mut Diagnostics) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.text().split_inclusive('\n') {
        let words = line.trim();
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        let Some(instead) = whole(text, source, words, at) else { continue };
        let range = at..at + words.len();
        if is_typed(text, source, &range, words.chars().next().map_or(0, char::len_utf8)) {
            let place = text.span(&range).range();
            let is_cut = is_definition(text, source, words, at) || is_abbreviation(text, source, words, at);
            let place = place.start - usize::from(is_cut)..place.end;
            diags.push(codes::foreign_markup(text.source(&place), &source[place.clone()], instead));
        }
        found.push(range);
    }
    found
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
    if let Some(rest) = words.strip_prefix("/// ") {
        return is_word(rest.split([' ', '|']).next().unwrap_or_default()).then_some(ALERT);
    }
    if words.starts_with("=== \"") {
        return Some(phrase!("write a heading for each tab"));
    }
    if words.starts_with("--8<--") {
        return Some(SHORTCODE);
    }
    if COMMANDS.contains(&words) {
        return Some(phrase!("remove it: paper is set by the theme"));
    }
    if let Some((kind, _)) = words.strip_prefix("[!").and_then(|rest| rest.split_once(']')) {
        return is_word(kind).then_some(ALERTS);
    }
    if is_heading(words) {
        return Some(phrase!("write a heading as `## words`: one to six `#`, then a space"));
    }
    if is_abbreviation(text, source, words, at) {
        return Some(ABBREVIATION);
    }
    if let Some(instead) = wholes::instead(words) {
        return Some(instead);
    }
    if is_shortcode(words) {
        return Some(SHORTCODE);
    }
    is_module(words).then_some(phrase!("remove it: pages hold no program"))
}

/// Whether a line is what is left of `:::` below a paragraph: its first colon begins a definition.
fn is_definition(text: &Text<'_>, source: &str, words: &str, at: usize) -> bool {
    let place = text.line.place(&(at..at + 1));
    words.starts_with("::") && place.is_exact && source.get(..place.range.start).is_some_and(|s| s.ends_with(':'))
}

/// `*[HTML]: Hyper Text`: the star is taken for the beginning of emphasis, and left out of the text.
fn is_abbreviation(text: &Text<'_>, source: &str, words: &str, at: usize) -> bool {
    let place = text.line.place(&(at..at + 1));
    let before = source.get(..place.range.start).unwrap_or_default();
    words.starts_with('[') && words.contains("]: ") && place.is_exact && (before.ends_with("\n*") || before == "*")
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

/// `##words`, and `== words ==` of a wiki. One `#` begins a subject of the social networks.
fn is_heading(words: &str) -> bool {
    let inside = words.trim_start_matches('#');
    let is_tight = (2..=6).contains(&(words.len() - inside.len())) && inside.starts_with(char::is_alphabetic);
    let wiki = words.strip_prefix("==").and_then(|rest| rest.strip_suffix("=="));
    is_tight || wiki.is_some_and(|w| is_words(w) && w.trim_matches('=').starts_with(' ') && w.trim_matches('=').ends_with(' '))
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

/// The next pair from a place of a text on.
fn next(text: &str, from: usize) -> Option<(Range<usize>, &'static Pair)> {
    let line = text.get(from..)?;
    for (at, _) in line.match_indices(['{', '<', '[', '!', '^', '~', '+', '|', '=', '%', '\'', ':', '\\', '\u{fffc}']) {
        let before = text[..from + at].chars().next_back();
        for pair in PAIRS.iter().filter(|p| line[at..].starts_with(p.open)) {
            let inside = &line[at + pair.open.len()..];
            let inside = &inside[..inside.floor_char_boundary(LONGEST)];
            let Some(length) = inside.find(pair.close) else { continue };
            let range = at..at + pair.open.len() + length + pair.close.len();
            let after = line[range.end..].chars().next();
            if is_apart(pair, before, after) && (pair.is_meant)(&inside[..length]) {
                return Some((from + range.start..from + range.end, pair));
            }
        }
    }
    None
}

/// Whether the neighbours of a pair leave it what it is: `a==b` is said of programs, a row of signs is a rule, `12:30:45` a time.
fn is_apart(pair: &Pair, before: Option<char>, after: Option<char>) -> bool {
    let is_joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "=%'".contains(c));
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == ':');
    match pair.open {
        "==" | "%%" | "'''" => !is_joined(before) && !is_joined(after),
        "++" | "^^" | "||" | ":" => !is_word(before) && !is_word(after),
        // A power of a power is no raised text, and `10~20~30` are ranges.
        "^" => !after.is_some_and(|c| c.is_alphanumeric() || c == '^') && before != Some('^'),
        "~" => before.is_some_and(|c| c.is_alphabetic() || c == ')'),
        _ => true,
    }
}

/// `.class`, `#id`, `key="value"`, `toc`.
fn is_attributes(inside: &str) -> bool {
    let inside = inside.trim();
    inside.starts_with(['.', '#']) || inside == "toc" || inside.contains("=\"")
}

/// `.class`, `#id`, alone or with others of their kind.
fn is_classes(inside: &str) -> bool {
    let is_one = |word: &str| word.strip_prefix(['.', '#']).is_some_and(is_word);
    inside.split_whitespace().next().is_some_and(is_one)
}

/// `width=50%` behind a picture.
fn is_values(inside: &str) -> bool {
    inside.split_whitespace().next().and_then(|word| word.split_once('=')).is_some_and(|(key, _)| is_word(key))
}

/// `smith2004, p. 5`: the key of a source.
fn is_key(inside: &str) -> bool {
    let key = inside.split([',', ';', ' ']).next().unwrap_or_default();
    is_word(key.replace([':', '.'], "-").as_str()) && key.contains(|c: char| c.is_ascii_digit() || "_:".contains(c))
}

fn is_board(inside: &str) -> bool {
    BOARD.contains(&inside.to_ascii_lowercase().as_str())
}

/// `smile`, `thumbs_up`, `+1`.
fn is_emoji(inside: &str) -> bool {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    inside == "+1" || (inside.starts_with(|c: char| c.is_ascii_lowercase()) && inside.chars().all(is_name))
}

/// `footnote{words`: a command of TeX with what it is about.
fn is_command(inside: &str) -> bool {
    let name = inside.split(['{', '[']).next().unwrap_or_default();
    name.len() > 1 && inside.contains('{') && name.chars().all(|c| c.is_ascii_alphabetic())
}

/// Words or a number, from the first sign to the last: no face, no sum.
fn is_tight(inside: &str) -> bool {
    inside.starts_with(char::is_alphanumeric) && inside.ends_with(char::is_alphanumeric)
}

/// Words that are to be uncovered: a norm of mathematics is one sign.
fn is_secret(inside: &str) -> bool {
    is_tight(inside) && inside.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// What stands raised or lowered: a number or a short word.
fn is_raised(inside: &str) -> bool {
    let inside = inside.strip_prefix(['-', '+', '−']).unwrap_or(inside);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '−');
    (1..=8).contains(&inside.chars().count()) && inside.starts_with(char::is_alphanumeric) && inside.chars().all(is_part)
}

/// `:comment`, `/comment`, `/`: what begins and ends a block of kramdown.
fn is_kramdown(inside: &str) -> bool {
    match inside.strip_prefix([':', '/']) {
        Some(name) => is_word(name.split_whitespace().next().unwrap_or("x")),
        None => false,
    }
}

/// `target=_blank`: an attribute of HTML behind a link or a word.
fn is_html(inside: &str) -> bool {
    let known = ["target", "width", "height", "class", "style", "rel", "loading", "align", "lang", "dir", "title"];
    inside.split_whitespace().next().and_then(|word| word.split_once('=')).is_some_and(|(key, _)| known.contains(&key))
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
pub(in crate::lint) fn is_typed(text: &Text<'_>, source: &str, range: &Range<usize>, mark: usize) -> bool {
    let place = text.line.place(&(range.start..range.start + mark));
    let slashes = source.get(..place.range.start).map_or(0, |s| s.len() - s.trim_end_matches('\\').len());
    place.is_exact && slashes % 2 == 0
}

#[cfg(test)]
mod tests {
    use super::{is_admonition, is_heading, is_module, is_shortcode, next};

    #[test]
    fn pairs_are_found_in_order() {
        let found = |text: &str| -> Vec<String> {
            let (mut from, mut found) = (0, Vec::new());
            while let Some((range, _)) = next(text, from) {
                from = range.end;
                found.push(text[range].to_owned());
            }
            found
        };
        assert_eq!(found("{{< a >}} ثم {% b %} و==مهم== [[ج]]^[د]"), ["{{< a >}}", "{% b %}", "==مهم==", "[[ج]]", "^[د]"]);
        assert_eq!(found("{: .x} {:toc} %%سر%%"), ["{: .x}", "{:toc}", "%%سر%%"]);
        assert_eq!(found("{.lead} {#top .a} \u{fffc}{width=5%}"), ["{.lead}", "{#top .a}", "\u{fffc}{width=5%}"]);
        assert_eq!(found("{++زاد++}{--نقص--} {قديم~>جديد}"), ["{++زاد++}", "{--نقص--}", "{قديم~>جديد}"]);
        assert_eq!(
            found("[@smith2004, p. 5] نص[/b] :smile: {ref}\u{fffc}"),
            ["[@smith2004, p. 5]", "[/b]", ":smile:", "{ref}\u{fffc}"]
        );
        assert_eq!(found("\\footnote{نص} '''مهم''' {{< x\ny >}}"), ["\\footnote{نص}", "'''مهم'''", "{{< x\ny >}}"]);
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
            "قال: نعم: لا",
            "ratio a:b:c, 12:30:45, at: once",
            "[@someone] {#1} {.5} {x=1}",
            "C:\\new and \\{ } and \\a}",
            "the [/etc] folder",
            "it's 'so' ''",
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
        assert!(is_heading("##عنوان") && is_heading("== History ==") && is_heading("=== تاريخ ==="));
        assert!(
            !is_heading("#tag")
                && !is_heading("##")
                && !is_heading("==نص==")
                && !is_heading("=====")
                && !is_heading("#1 and ##2")
        );
        assert!(is_shortcode("[gallery ids=\"1\"]") && is_shortcode("[/caption]"));
        assert!(!is_shortcode("[sic]") && !is_shortcode("[he said] \"no\"") && !is_shortcode("[/]"));
    }
}
