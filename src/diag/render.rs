//! Problems -> text: for people with an excerpt, one line each for editors, one JSON object a line for programs, or what code
//! hosts understand.
//! The only user of annotate-snippets.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::places::Places;
use super::{Diagnostic, Diagnostics, Severity, codes, sarif};
use crate::message::{English, Joint, Message, Tongue};
use crate::source::{FileId, SourceTree, Span};

/// So many problems of one code are printed for people in one file; a mistake that is made in every line is understood by then.
const PRINTED: usize = 50;
/// So many bytes of an excerpt are printed from where a problem begins: a line may hold a whole picture as an address.
const EXCERPT: usize = 400;

/// How problems are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// With an excerpt and colours where the terminal has them.
    Human,
    /// `path:line:column: error[code]: message`.
    Short,
    /// One object a line.
    Json,
    /// One document in SARIF 2.1.0.
    Sarif,
    /// `::error file=…::message`, which GitHub Actions shows beside the lines.
    Github,
}

/// All problems as text, errors before warnings, in the order of files and places; ends with a line feed unless empty. For people,
/// problems of one code in one file are printed up to a number and then counted; programs get all.
pub fn render(diags: Diagnostics, tree: &SourceTree, style: Style) -> String {
    render_in(diags, tree, style, &English)
}

/// The same in the words of a language; what programs read stays English.
pub fn render_in(diags: Diagnostics, tree: &SourceTree, style: Style, tongue: &dyn Tongue) -> String {
    if style == Style::Sarif {
        return sarif::render(diags, tree, &[]);
    }
    let mut out = String::new();
    let mut places = Places::new(tree);
    // What keeps the site from being written comes first.
    let sorted = diags.sorted(tree).errors_first();
    let mut print = |diagnostic: &Diagnostic| {
        out.push_str(&match style {
            Style::Human => human(diagnostic, &mut places, tongue),
            Style::Short => short(diagnostic, &mut places, tongue),
            Style::Json | Style::Sarif => json(diagnostic, &mut places),
            Style::Github => github(diagnostic, &mut places, tongue),
        });
        out.push('\n');
    };
    match style {
        Style::Human | Style::Short => printed(&sorted, &mut print),
        Style::Json | Style::Sarif | Style::Github => sorted.iter().for_each(print),
    }
    out
}

/// Hands on the problems to print: of each code and file the first ones, and in place of the others one that counts them.
fn printed(sorted: &Diagnostics, print: &mut impl FnMut(&Diagnostic)) {
    let kind = |d: &Diagnostic| -> (Option<FileId>, &'static str) { (d.span.map(|span| span.file), d.code) };
    let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    sorted.iter().for_each(|d| counts.entry(kind(d)).or_default().1 += 1);
    for diagnostic in sorted.iter() {
        let Some((shown, all)) = counts.get_mut(&kind(diagnostic)) else { continue };
        *shown += 1;
        if *shown <= PRINTED {
            print(diagnostic);
        } else if *shown == PRINTED + 1 {
            print(&codes::more(diagnostic, *all - PRINTED));
        }
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn short(d: &Diagnostic, places: &mut Places<'_>, tongue: &dyn Tongue) -> String {
    let at = d.span.map_or_else(String::new, |span| {
        let (line, column) = places.start(span);
        format!("{}:{line}:{column}: ", places.path(span))
    });
    one_line(&format!("{at}{}[{}]: {}", word(d.severity), d.code, tongue.sentence(&whole(d, places))))
}

/// A message on one line, with the other places that belong to it, and what to do.
fn whole(d: &Diagnostic, places: &mut Places<'_>) -> Message {
    let mut parts: Vec<Message> = Vec::with_capacity(2);
    for (span, why) in &d.related {
        let (line, column) = places.start(*span);
        parts.push(say!("{why}: {place}", why, place = format!("{}:{line}:{column}", places.path(*span))));
    }
    parts.extend(d.help.clone());
    if parts.is_empty() {
        return d.message.clone();
    }
    say!("{message} ({rest})", message = d.message, rest = Message::list(Joint::Semicolon, parts))
}

/// Control characters that a message took over from the content would break the line, or steer the terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, OPEN..=RIGHT) { '\u{fffd}' } else { c }).collect()
}

fn json(d: &Diagnostic, places: &mut Places<'_>) -> String {
    let mut at = |span: Span| {
        let ((line, column), (end_line, end_column)) = (places.start(span), places.end(span));
        serde_json::json!({"path": places.path(span), "line": line, "column": column, "endLine": end_line, "endColumn": end_column, "byteStart": span.start, "byteEnd": span.end})
    };
    let related: Vec<_> = d.related.iter().map(|(span, why)| serde_json::json!({"at": at(*span), "message": &**why})).collect();
    let edits: Vec<_> = d.edits().iter().map(|e| serde_json::json!({"at": at(e.span), "text": e.text})).collect();
    serde_json::json!({
        "severity": word(d.severity), "code": d.code, "message": &*d.message, "help": d.help.as_deref(),
        "at": d.span.map(&mut at), "related": related, "edits": edits,
    })
    .to_string()
}

/// A workflow command. Its parts are escaped as the runner wants them.
fn github(d: &Diagnostic, places: &mut Places<'_>, tongue: &dyn Tongue) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let at = d.span.map_or_else(String::new, |span| {
        let ((line, column), (end_line, end_column)) = (places.start(span), places.end(span));
        let path = property(places.path(span));
        format!("file={path},line={line},endLine={end_line},col={column},endColumn={end_column},")
    });
    let said = tongue.sentence(&whole(d, places));
    format!("::{} {at}title={}::{}", word(d.severity), property(d.code), data(&said))
}

/// An excerpt with a caret. Lines are shown as they are, with each tab as one space and bidi controls made visible, so
/// that the caret stands under what it means; right-to-left text is wrapped in an isolate for terminals that reorder.
fn human(d: &Diagnostic, places: &mut Places<'_>, tongue: &dyn Tongue) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR.with_name(tongue.say(&say!("error"))),
        Severity::Warning => Level::WARNING.with_name(tongue.say(&say!("warning"))),
    };
    let title = level.primary_title(shown(&d.message, tongue)).id(d.code);
    let label = |why: &Message| if tongue.sets_apart() { shown(why, tongue) } else { why.to_string() };
    let excerpts: Vec<(String, &str, usize, std::ops::Range<usize>, String)> = d
        .span
        .iter()
        .map(|s| (*s, String::new()))
        .chain(d.related.iter().map(|(s, why)| (*s, label(why))))
        .filter_map(|(span, label)| excerpt(span, places).map(|(text, path, line, range)| (text, path, line, range, label)))
        .collect();
    let mut group = Group::with_title(title);
    if let (true, Some(span)) = (excerpts.is_empty(), d.span) {
        group = group.element(Origin::path(places.path(span)));
    }
    for (i, (text, path, line, range, label)) in excerpts.iter().enumerate() {
        let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mark = kind.span(range.clone());
        let mark = if label.is_empty() { mark } else { mark.label(label.as_str()) };
        group = group.element(Snippet::source(text.as_str()).path(*path).line_start(*line).annotation(mark));
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.with_name(tongue.say(&say!("help"))).message(shown(help, tongue)));
    }
    Renderer::styled()
        .render(&[group])
        .chars()
        .map(|c| swapped(c, |(isolate, stand_in)| (*stand_in, *isolate)))
        .collect::<String>()
        + "\n"
}

/// The lines of a span (at most three), where they begin, and the span within them.
fn excerpt<'t>(span: Span, places: &mut Places<'t>) -> Option<(String, &'t str, usize, std::ops::Range<usize>)> {
    let text = places.text(span)?;
    let start = text.floor_char_boundary(span.range().start.min(text.len()));
    let end = text.ceil_char_boundary(span.range().end.min(text.len())).max(start);
    let (first, line) = (places.lines(span).line_start(start), places.start(span).0);
    let mut last = text[end..].find('\n').map_or(text.len(), |i| end + i);
    if let Some((third, _)) = text[first..last].match_indices('\n').nth(2) {
        last = first + third;
    }
    let is_cut = last > start + EXCERPT;
    if is_cut {
        last = text.floor_char_boundary(start + EXCERPT);
    }
    let mut shown = String::with_capacity(last - first);
    let mut range = 0..0;
    for (i, c) in text[first..last].char_indices() {
        if first + i == start {
            range.start = shown.len();
        }
        if first + i == end {
            range.end = shown.len();
        }
        match c {
            '\t' => shown.push(' '),
            // It ends a line of its own.
            '\r' if !text[first + i + 1..].starts_with('\n') => shown.push('\n'),
            '\u{feff}' | '\r' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | OPEN..=RIGHT => {
                shown.push('\u{fffd}');
            }
            c => shown.push(c),
        }
    }
    if is_cut {
        shown.push('…');
    }
    if start >= last {
        range.start = shown.len();
    }
    if end >= last {
        range.end = shown.len();
    }
    Some((shown, places.path(span), line, range.start..range.end.max(range.start)))
}

/// Stand for FSI and PDI until the excerpt is printed, which makes all controls visible. They are no characters (Unicode, 23.7).
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
/// The same for LRI and RLI.
const LEFT: char = '\u{fdd2}';
const RIGHT: char = '\u{fdd3}';
/// Isolates with what stands for them.
const STAND_INS: [(char, char); 4] = [('\u{2068}', OPEN), ('\u{2069}', CLOSE), ('\u{2066}', LEFT), ('\u{2067}', RIGHT)];

/// A message as it is given to the printer of excerpts.
fn shown(message: &Message, tongue: &dyn Tongue) -> String {
    let text = one_line(&tongue.sentence(message));
    if tongue.sets_apart() { text.chars().map(|c| swapped(c, |pair| *pair)).collect() } else { isolated(&text) }
}

/// An isolate for what stands for it, or the other way round.
fn swapped(c: char, pair: impl Fn(&(char, char)) -> (char, char)) -> char {
    STAND_INS.iter().map(pair).find(|(from, _)| *from == c).map_or(c, |(_, to)| to)
}

/// Arabic names in an English sentence, each with its backticks in an isolate: what stands between backticks can be copied.
fn isolated(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut open = false;
    for (i, part) in message.split('`').enumerate() {
        let rtl = part.chars().any(|c| matches!(c as u32, 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc));
        let is_name = i % 2 == 1;
        if i > 0 && !is_name {
            out.push('`');
            if std::mem::take(&mut open) {
                out.push(CLOSE);
            }
        }
        if rtl && is_name {
            out.push(OPEN);
            open = true;
        }
        if is_name {
            out.push('`');
        }
        out.push_str(part);
    }
    if open {
        out.push(CLOSE);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Style, render};
    use crate::diag::Diagnostics;
    use crate::diag::codes::yaml;
    use crate::source::{Content, SourceTree, Span};

    #[test]
    fn a_mistake_made_everywhere_is_printed_often_enough_and_counted() {
        let tree =
            SourceTree::new(["a", "b"].map(|name| (format!("content/{name}.ar.md"), Content::Text("x\n".repeat(2_000).into()))));
        let mut diags = Diagnostics::new();
        for line in 0..1_284 {
            diags.push(yaml::unknown_field(Span::new(tree.files()[0].id, line * 2, line * 2 + 1), "x", &["title"]));
        }
        diags.push(yaml::unknown_field(Span::new(tree.files()[1].id, 0, 1), "x", &["title"]));
        let short = render(diags.clone(), &tree, Style::Short);
        let lines: Vec<&str> = short.lines().collect();
        assert_eq!(lines.len(), 52);
        assert_eq!(
            lines[50],
            "content/a.ar.md:51:1: error[unknown-field]: and 1,234 more like it in this file (mend the first ones, or let `--format json` list all)"
        );
        assert!(lines[51].starts_with("content/b.ar.md:1:1: "), "{}", lines[51]);
        assert_eq!(render(diags, &tree, Style::Json).lines().count(), 1_285);
    }

    #[test]
    fn an_excerpt_of_a_line_without_end_is_short() {
        let text = format!("x\n\ntext <img src=\"data:image/jpeg;base64,{}\">\n<p>\n", "/9j4".repeat(9_000));
        let tree = SourceTree::new([("content/a.ar.md".to_owned(), Content::Text(text.as_str().into()))]);
        let id = tree.files()[0].id;
        for end in [13, text.len() - 6, text.len()] {
            let mut diags = Diagnostics::new();
            diags.push(yaml::unknown_field(Span::new(id, 8, end), "x", &["title"]));
            let human = render(diags, &tree, Style::Human);
            assert!(human.contains("content/a.ar.md:3:6") && human.contains("<img src="), "{human}");
            assert!(human.len() < 2_500, "{} bytes", human.len());
        }
    }

    #[test]
    fn a_problem_names_its_line_and_column() {
        let text = "---\nعنوان: x\n---\n";
        let tree = SourceTree::new([("content/a.ar.md".to_owned(), Content::Text(text.into()))]);
        let mut diags = Diagnostics::new();
        diags.push(yaml::unknown_field(Span::new(tree.files()[0].id, 4, 14), "عنوان", &["title"]));
        let short = render(diags.clone(), &tree, Style::Short);
        assert_eq!(short, "content/a.ar.md:2:1: error[unknown-field]: unknown field `عنوان` (remove it, or use `title`)\n");
        let json: serde_json::Value = serde_json::from_str(&render(diags.clone(), &tree, Style::Json)).expect("JSON");
        assert_eq!((json["at"]["line"].as_u64(), json["at"]["endColumn"].as_u64()), (Some(2), Some(6)));
        let github = render(diags.clone(), &tree, Style::Github);
        assert!(github.starts_with("::error file=content/a.ar.md,line=2,endLine=2,col=1,endColumn=6,title=unknown-field::"));
        let human = render(diags, &tree, Style::Human);
        assert!(human.contains("content/a.ar.md:2:1") && human.contains("عنوان: x"), "{human}");
        // The name stands in an isolate, and between its backticks stands nothing else.
        assert!(human.contains("unknown field \u{2068}`عنوان`\u{2069}") && !human.contains('\u{fffd}'), "{human}");
    }
}
