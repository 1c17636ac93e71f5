//! Problems -> text: for people with an excerpt, one line each for editors, one JSON object a line for programs, or what code
//! hosts understand.
//! The only user of annotate-snippets.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity, sarif};
use crate::source::{LineIndex, SourceTree, Span};

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

/// All problems as text, in the order of files and places; ends with a line feed unless empty.
pub fn render(diags: Diagnostics, tree: &SourceTree, style: Style) -> String {
    let mut out = String::new();
    if style == Style::Sarif {
        return sarif::render(diags, tree, &[]);
    }
    for diagnostic in diags.sorted().iter() {
        out.push_str(&match style {
            Style::Human => human(diagnostic, tree),
            Style::Short => short(diagnostic, tree),
            Style::Json | Style::Sarif => json(diagnostic, tree),
            Style::Github => github(diagnostic, tree),
        });
        out.push('\n');
    }
    out
}

/// Path, line and column of a span's start.
fn place(span: Span, tree: &SourceTree) -> (&str, usize, usize) {
    let file = tree.file(span.file);
    let (line, column) = LineIndex::new(file.text().unwrap_or_default()).line_col(span.range().start);
    (&file.path, line, column)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn short(d: &Diagnostic, tree: &SourceTree) -> String {
    let at = d.span.map(|s| place(s, tree)).map_or_else(String::new, |(path, line, column)| format!("{path}:{line}:{column}: "));
    let help = d.help.as_ref().map_or_else(String::new, |h| format!(" ({h})"));
    one_line(&format!("{at}{}[{}]: {}{help}", word(d.severity), d.code, d.message))
}

/// Control characters that a message took over from the content would break the line, or steer the terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn json(d: &Diagnostic, tree: &SourceTree) -> String {
    let at = |span: Span| {
        let (path, line, column) = place(span, tree);
        let text = tree.file(span.file).text().unwrap_or_default();
        let (end_line, end_column) = LineIndex::new(text).line_col(span.range().end);
        serde_json::json!({"path": path, "line": line, "column": column, "endLine": end_line, "endColumn": end_column, "byteStart": span.start, "byteEnd": span.end})
    };
    let related: Vec<_> = d.related.iter().map(|(span, why)| serde_json::json!({"at": at(*span), "message": why})).collect();
    let edits: Vec<_> = d.edits().iter().map(|e| serde_json::json!({"at": at(e.span), "text": e.text})).collect();
    serde_json::json!({
        "severity": word(d.severity), "code": d.code, "message": d.message, "help": d.help,
        "at": d.span.map(at), "related": related, "edits": edits,
    })
    .to_string()
}

/// A workflow command. Its parts are escaped as the runner wants them.
fn github(d: &Diagnostic, tree: &SourceTree) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let at = d.span.map_or_else(String::new, |span| {
        let (path, line, column) = place(span, tree);
        let lines = LineIndex::new(tree.file(span.file).text().unwrap_or_default());
        let (end_line, end_column) = lines.line_col(span.range().end);
        format!("file={},line={line},endLine={end_line},col={column},endColumn={end_column},", property(path))
    });
    let help = d.help.as_ref().map_or_else(String::new, |h| format!(" ({h})"));
    format!("::{} {at}title={}::{}", word(d.severity), property(d.code), data(&format!("{}{help}", d.message)))
}

/// An excerpt with a caret. Lines are shown as they are, with each tab as one space and bidi controls made visible, so
/// that the caret stands under what it means; right-to-left text is wrapped in an isolate for terminals that reorder.
fn human(d: &Diagnostic, tree: &SourceTree) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(isolated(&one_line(&d.message))).id(d.code);
    let excerpts: Vec<(String, &str, usize, std::ops::Range<usize>, &str)> = d
        .span
        .iter()
        .map(|s| (*s, ""))
        .chain(d.related.iter().map(|(s, why)| (*s, why.as_str())))
        .filter_map(|(span, label)| excerpt(span, tree).map(|(text, path, line, range)| (text, path, line, range, label)))
        .collect();
    let mut group = Group::with_title(title);
    if let (true, Some(span)) = (excerpts.is_empty(), d.span) {
        group = group.element(Origin::path(tree.file(span.file).path.as_str()));
    }
    for (i, (text, path, line, range, label)) in excerpts.iter().enumerate() {
        let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mark = kind.span(range.clone());
        let mark = if label.is_empty() { mark } else { mark.label(*label) };
        group = group.element(Snippet::source(text.as_str()).path(*path).line_start(*line).annotation(mark));
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(isolated(&one_line(help))));
    }
    Renderer::styled().render(&[group]) + "\n"
}

/// The lines of a span (at most three), where they begin, and the span within them.
fn excerpt(span: Span, tree: &SourceTree) -> Option<(String, &str, usize, std::ops::Range<usize>)> {
    let file = tree.file(span.file);
    let text = file.text()?;
    let start = text.floor_char_boundary(span.range().start.min(text.len()));
    let end = text.ceil_char_boundary(span.range().end.min(text.len())).max(start);
    let first = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let mut last = text[end..].find('\n').map_or(text.len(), |i| end + i);
    if let Some((third, _)) = text[first..last].match_indices('\n').nth(2) {
        last = first + third;
    }
    let line = text[..first].matches('\n').count() + 1;
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
            '\u{feff}' | '\r' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => shown.push('\u{fffd}'),
            c => shown.push(c),
        }
    }
    if start >= last {
        range.start = shown.len();
    }
    if end >= last {
        range.end = shown.len();
    }
    Some((shown, &file.path, line, range.start..range.end.max(range.start)))
}

/// Arabic names in an English sentence, each between FSI and PDI.
fn isolated(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    for (i, part) in message.split('`').enumerate() {
        let rtl = part.chars().any(|c| matches!(c as u32, 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc));
        if i > 0 {
            out.push('`');
        }
        if rtl && i % 2 == 1 {
            out.push('\u{2068}');
            out.push_str(part);
            out.push('\u{2069}');
        } else {
            out.push_str(part);
        }
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
    }
}
