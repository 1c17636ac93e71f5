//! A Markdown file -> its head and its body. Heads that are written otherwise, or almost as they should be, are told at the line
//! that shows it, and the body is found behind them.

use std::ops::Range;

use crate::diag::codes::config as page_codes;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span, conflict};

const TOML: &str = phrase!("write each `name = value` as `name: value`");
const JSON: &str = phrase!("write each `\"name\": value` as `name: value`, without commas");

/// Lines that begin and end front matter elsewhere, what it is, and how it is rewritten.
const FENCES: [(&str, &str, &str, &str); 6] = [
    ("+++", "+++", "TOML", TOML),
    ("---toml", "---", "TOML", TOML),
    ("--- toml", "---", "TOML", TOML),
    ("---json", "---", "JSON", JSON),
    ("--- json", "---", "JSON", JSON),
    (";;;", ";;;", "JSON", JSON),
];

/// A file cut into its two parts, as byte ranges.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts {
    /// How the head is written.
    pub form: Form,
    /// Between the two lines that enclose it; empty where there is none.
    pub head: Range<usize>,
    /// After them.
    pub body: Range<usize>,
}

/// How a head is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Between lines `---`, or what was meant as such.
    Yaml,
    /// Behind a line `---`, and nobody knows where it ends; what is said of its parts is a guess.
    Open,
    /// As other programs write it, or not at all.
    Other,
}

/// Where a file is cut that is written as it should be: the head and the body. The front matter opens with a first line `---` (a byte
/// order mark may stand before it) and closes with the next line that is `---` or `...` alone; an indented `---` belongs to a text of
/// the front matter.
pub fn cut(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let open = opened(text)?;
    let mut at = open;
    for line in text[open..].split_inclusive('\n') {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Some((open..at, end..text.len()));
        }
        at = end;
    }
    None
}

/// How many bytes a byte order mark takes.
fn mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Where the line ends that opens a head.
fn opened(text: &str) -> Option<usize> {
    let start = mark(text);
    let first = text[start..].split_inclusive('\n').next()?;
    (first.trim_end() == "---").then_some(start + first.len())
}

/// Cuts the text of a file, and tells what is wrong with the lines at which it is cut.
pub fn split(text: &str, file: FileId, diags: &mut Diagnostics) -> Parts {
    if let Some((head, body)) = cut(text) {
        return Parts { form: Form::Yaml, head, body };
    }
    let start = mark(text);
    let Some(open) = opened(text) else {
        let first = text[start..].lines().next().unwrap_or_default();
        let span = Span::new(file, start, start + first.trim_end().len());
        let (problem, body) = foreign_head(&text[start..], span);
        diags.push(problem);
        return Parts { form: Form::Other, head: start..start, body: start + body..text.len() };
    };
    let first = Span::new(file, start, start + 3);
    let mut at = open;
    // A rule of the body is no end: heads are written without empty lines.
    for line in text[open..].split_inclusive('\n').take_while(|line| !line.trim().is_empty()) {
        let end = at + line.len();
        if is_almost_fence(line.trim()) {
            let lead = line.len() - line.trim_start().len();
            let near = at + lead..at + lead + line.trim().len();
            diags.push(page_codes::almost_closed_front_matter(Span::new(file, near.start, near.end), &text[near], first));
            return Parts { form: Form::Yaml, head: open..at, body: end..text.len() };
        }
        at = end;
    }
    diags.push(page_codes::unclosed_front_matter(first));
    Parts { form: Form::Open, head: open..at, body: at..text.len() }
}

/// Whether a line was meant as `---`: of another length, of dashes as word processors make them of hyphens, or of other signs.
fn is_almost_fence(line: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ـ');
    let count = line.chars().count();
    let is_signs = ["***", "___", "===", "~~~"].contains(&line);
    is_signs || (count > 0 && line.chars().all(is_dash) && (count > 1 || !line.starts_with('-')))
}

/// What is wrong with a head that begins almost as it should, the bytes that show it, and where the body begins.
fn almost_head(text: &str) -> Option<(Range<usize>, &'static str, &'static str, usize)> {
    let lead = text.len() - text.trim_start().len();
    let first = text[lead..].lines().next()?.trim_end();
    let line_start = text[..lead].rfind('\n').map_or(0, |at| at + 1);
    let range = lead..lead + first.len();
    // Behind the next line that could be meant as the end.
    let end = |from: usize| {
        let at = from + behind(&text[from..], |line| is_almost_fence(line.trim()));
        (at < text.len() || text.lines().next_back().is_some_and(|line| is_almost_fence(line.trim()))).then_some(at)
    };
    let after = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
    let has_title = |until: usize| text[after..until].lines().any(|line| line.trim_start().starts_with("title"));
    if is_almost_fence(first) {
        let end = end(lead).filter(|end| has_title(*end))?;
        return Some(if first == "---" && lead > 0 && line_start == lead {
            (range, phrase!("front matter begins in the first line of the file"), phrase!("remove the empty lines above"), end)
        } else if first == "---" {
            (range, phrase!("front matter begins at the left of the first line"), phrase!("remove what stands before `---`"), end)
        } else {
            (
                range,
                phrase!("this line does not begin front matter"),
                phrase!("write `---`, three hyphens, as the first line"),
                end,
            )
        });
    }
    let is_field = first.starts_with("title:") || first.starts_with("Title:");
    if is_field {
        let body = end(lead).or_else(|| text[lead..].find("\n\n").map(|at| lead + at + 2)).unwrap_or(text.len());
        return Some((
            range,
            phrase!("the front matter has no beginning"),
            phrase!("put a line `---` above it, and another one below it"),
            body,
        ));
    }
    if first.starts_with("<!--") {
        let close = lead + text[lead..].find("-->")? + "-->".len();
        let rest = text[close..].trim_start();
        let open = text.len() - rest.len();
        let end = rest.starts_with("---\n").then(|| end(open)).flatten()?;
        return Some((
            range,
            phrase!("front matter begins in the first line of the file"),
            phrase!("move this remark below the front matter"),
            end,
        ));
    }
    None
}

/// What to say of a file that does not begin with `---`, and where its body begins: behind a head in TOML or JSON.
fn foreign_head(text: &str, span: Span) -> (Diagnostic, usize) {
    if conflict::marks(text).first().is_some_and(|mark| mark.start == 0) {
        return (page_codes::conflict(span), text.len());
    }
    let first = text.lines().next().unwrap_or_default().trim_end();
    if let Some((_, close, form, rewrite)) = FENCES.iter().find(|(open, ..)| *open == first) {
        return (page_codes::foreign_front_matter(span, *form, *rewrite), behind(text, |line| line.trim_end() == *close));
    }
    if text.starts_with('{') && text[1..].trim_start().starts_with(['"', '}']) {
        let body = end_of_object(text).unwrap_or(text.len());
        return (page_codes::foreign_front_matter(span, "JSON", JSON), body);
    }
    match almost_head(text) {
        Some((range, said, help, body)) => {
            let at = span.range().start;
            let place = Span::new(span.file, at + range.start, at + range.end);
            (page_codes::front_matter_begins_wrong(place, said, help), body)
        }
        None => (page_codes::no_front_matter(span), 0),
    }
}

/// Where the line ends that is first to fit, the first line of all left out; the end of the text where none does.
fn behind(text: &str, fits: impl Fn(&str) -> bool) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if number > 0 && fits(line) {
            return at;
        }
    }
    text.len()
}

/// Where the object ends with which a text begins.
fn end_of_object(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if std::mem::take(&mut escaped) => {}
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Form, split};
    use crate::diag::Diagnostics;
    use crate::diag::render::{Style, render};
    use crate::source::{Content, FileId, SourceTree};

    /// What is told of a file, and its body.
    #[track_caller]
    fn check(text: &str, told: &str, body: &str) {
        let tree = SourceTree::new([("a.md".to_owned(), Content::Text(text.into()))]);
        let mut diags = Diagnostics::new();
        let parts = split(text, tree.files()[0].id, &mut diags);
        let found = render(diags, &tree, Style::Short);
        assert!(found.lines().count() == 1 && found.starts_with(told), "{text}\n{found}");
        assert_eq!(text[parts.body].trim(), body, "{text}");
    }

    #[test]
    fn heads_that_are_almost_right_are_told_where_they_are_wrong() {
        let begins = "error[no-front-matter]";
        check(
            "\n\n---\ntitle: A\n---\n\nText.\n",
            &format!("a.md:3:1: {begins}: front matter begins in the first line"),
            "Text.",
        );
        check(" ---\ntitle: A\n---\nText.\n", &format!("a.md:1:2: {begins}: front matter begins at the left"), "Text.");
        check("----\ntitle: A\n----\nText.\n", &format!("a.md:1:1: {begins}: this line does not begin"), "Text.");
        check("—-\ntitle: A\n—-\nText.\n", &format!("a.md:1:1: {begins}: this line does not begin"), "Text.");
        check("title: A\n---\nText.\n", &format!("a.md:1:1: {begins}: the front matter has no beginning"), "Text.");
        check(
            "<!-- c -->\n---\ntitle: A\n---\nText.\n",
            &format!("a.md:1:1: {begins}: front matter begins in the first"),
            "Text.",
        );
        check("Text.\n\n---\n\nMore.\n", &format!("a.md:1:1: {begins}: this page has no front matter"), "Text.\n\n---\n\nMore.");
        check("***\n\nText.\n", &format!("a.md:1:1: {begins}: this page has no front matter"), "***\n\nText.");
    }

    #[test]
    fn heads_that_have_no_end_are_told_where_it_was_meant() {
        let open = "error[unclosed-front-matter]";
        check("---\ntitle: A\n ---\nText.\n", &format!("a.md:3:2: {open}: `---` does not end"), "Text.");
        check("---\ntitle: A\n--\nText.\n", &format!("a.md:3:1: {open}: `--` does not end"), "Text.");
        check("---\ntitle: A\n—\nText.\n", &format!("a.md:3:1: {open}: `—` does not end"), "Text.");
        check("---\ntitle: A\n\nText.\n\n***\n", &format!("a.md:1:1: {open}: the front matter has no end"), "Text.\n\n***");
    }

    #[test]
    fn heads_of_others_have_their_name() {
        for (text, form) in [
            ("+++\ntitle = 'A'\n+++\nText.\n", "TOML"),
            ("---toml\ntitle = 'A'\n---\nText.\n", "TOML"),
            (";;;\n\"title\": \"A\"\n;;;\nText.\n", "JSON"),
            ("---json\n{}\n---\nText.\n", "JSON"),
            ("{\n\"title\": \"}\"\n}\nText.\n", "JSON"),
        ] {
            check(text, &format!("a.md:1:1: error[foreign-front-matter]: this front matter is {form}"), "Text.");
        }
    }

    #[test]
    fn a_head_ends_with_the_first_line_that_ends_it() {
        let text = "\u{feff}---\ntitle: A\nsummary: |\n  ---\n...\nText.\n\n---\n";
        let parts = split(text, FileId::NONE, &mut Diagnostics::new());
        assert_eq!((parts.form, &text[parts.body]), (Form::Yaml, "Text.\n\n---\n"));
    }
}
