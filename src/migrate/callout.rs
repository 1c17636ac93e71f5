//! What is set off from the text: `:::note`, `!!! note` and their like become quotations that begin with `[!NOTE]`; tabs and what
//! folds away become a line in bold and what it holds.

use std::ops::Range;

use super::scan::Converter;

/// What a word for a callout is called here.
pub fn kind(word: &str) -> Option<&'static str> {
    Some(match word.trim().to_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "seealso" | "todo" | "notice" | "quote" | "cite" | "example"
        | "secondary" | "primary" | "question" | "help" | "faq" | "details" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" => "TIP",
        "important" => "IMPORTANT",
        "warning" | "warn" | "attention" => "WARNING",
        "caution" | "danger" | "error" | "bug" | "failure" | "fail" | "missing" => "CAUTION",
        _ => return None,
    })
}

/// Writes a callout with what stands in a range.
pub fn put(own: &mut Converter<'_>, kind: &str, title: &str, range: Range<usize>, end: usize) {
    let line = own.line(range.start);
    let text = own.text[range].to_owned();
    put_text(own, kind, title, &text, line, end);
}

fn put_text(own: &mut Converter<'_>, kind: &str, title: &str, text: &str, line: usize, end: usize) {
    let dedented = dedented(text);
    let inner = own.nested(&dedented, line, false);
    let mut lines = vec![format!("> [!{kind}]")];
    if !title.trim().is_empty() {
        lines.extend([format!("> **{}**", title.trim()), ">".to_owned()]);
    }
    lines.extend(quoted(&inner));
    own.at = end;
    own.put_block(&lines.join("\n"));
    own.left.carried("callouts");
}

/// A quotation, with who said it.
pub fn quotation(own: &mut Converter<'_>, range: Range<usize>, by: &str, end: usize) {
    let line = own.line(range.start);
    let text = dedented(&own.text[range]);
    let inner = own.nested(&text, line, false);
    let mut lines = quoted(&inner);
    if !by.is_empty() {
        lines.extend([">".to_owned(), format!("> — {by}")]);
    }
    own.at = end;
    own.put_block(&lines.join("\n"));
    own.left.carried("quotations");
}

fn quoted(text: &str) -> Vec<String> {
    text.trim_matches('\n').lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect()
}

/// A title in bold, and what stands below it.
pub fn titled(own: &mut Converter<'_>, range: Range<usize>, title: &str, end: usize) {
    let line = own.line(range.start);
    let text = dedented(&own.text[range]);
    put_titled(own, title, &text, line, end);
}

fn put_titled(own: &mut Converter<'_>, title: &str, text: &str, line: usize, end: usize) {
    let inner = own.nested(text, line, false);
    let title = title.trim();
    own.at = end;
    if title.is_empty() {
        own.put_block(inner.trim_matches('\n'));
    } else {
        own.put_block(&format!("**{title}**\n\n{}", inner.trim_matches('\n')));
        own.left.carried("tabs and what folds away, one below the other");
    }
}

/// A text without the blanks that all of its lines begin with.
pub fn dedented(text: &str) -> String {
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let own = text.strip_prefix('\n').unwrap_or(text);
    let least = own.lines().filter(|line| !line.trim().is_empty()).map(blanks).min().unwrap_or(0);
    let head = if own.len() < text.len() { "\n" } else { "" };
    let lines: Vec<&str> = own.lines().map(|line| line.get(least.min(blanks(line))..).unwrap_or_default()).collect();
    [head, &lines.join("\n")].concat()
}

/// `:::note Title` … `:::`, with any number of colons.
pub fn fenced(own: &mut Converter<'_>, line: &str) -> bool {
    let at = own.at;
    let Ok(index) = own.tags.binary_search_by(|tag| tag.range.start.cmp(&at)) else { return false };
    let tag = own.tags[index].clone();
    let close = tag.closed_by.map(|close| own.tags[close].range.clone());
    let (Some(close), Some(kind)) = (close, kind(&tag.name)) else {
        own.at += line.len();
        own.keep(tag.range, "there is no such block here");
        return true;
    };
    let title = match tag.arguments.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((title, _)) => title.to_owned(),
        None => tag.arguments.split('{').next().unwrap_or_default().trim().to_owned(),
    };
    put(own, kind, &title, (tag.range.end + 1).min(close.start)..close.start, close.end);
    true
}

/// `!!! note "Title"`, `??? note`, `=== "Tab"`, with the lines indented below.
pub fn indented(own: &mut Converter<'_>, line: &str) -> bool {
    let rest = line.trim_start();
    let indent = line.len() - rest.len();
    let mark = ["!!!", "???+", "???", "==="].into_iter().find(|mark| rest.starts_with(mark));
    let Some(mark) = mark else { return false };
    let words = rest[mark.len()..].trim().trim_start_matches('+').trim();
    let title = words.split('"').nth(1);
    if mark == "===" && title.is_none() {
        return false;
    }
    let name = words.split([' ', '"']).next().unwrap_or_default();
    let kind = if mark == "===" { Some("") } else { kind(name) };
    let Some(kind) = kind.or_else(|| name.chars().all(|c| c.is_alphanumeric() || c == '-').then_some("NOTE")) else {
        return false;
    };
    let from = own.at + line.len() + usize::from(own.rest().len() > line.len());
    let end = below(own.text, from, indent);
    let number = own.line(from);
    let text = dedented(&own.text[from..end]);
    let last = end - usize::from(own.text[..end].ends_with('\n') && end > from);
    if mark == "===" {
        put_titled(own, title.unwrap_or_default(), &text, number, last.max(own.at + line.len()));
    } else {
        put_text(own, kind, title.unwrap_or_default(), &text, number, last.max(own.at + line.len()));
    }
    true
}

/// Where the lines end that stand deeper than an indent.
fn below(text: &str, from: usize, indent: usize) -> usize {
    let (mut at, mut end) = (from, from);
    for line in text[from..].split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        let deep = line.len() - line.trim_start_matches(' ').len() >= indent + 4 || line.starts_with('\t');
        if !is_blank && !deep {
            break;
        }
        at += line.len();
        if !is_blank {
            end = at;
        }
    }
    end
}

/// `--8<-- "file.md"`: the text of a file that is there.
pub fn snippet(own: &mut Converter<'_>, line: &str) -> bool {
    let Some(rest) = line.trim().strip_prefix("--8<--") else { return false };
    let name = rest.trim().trim_matches(['"', '\'']).to_owned();
    let start = own.at;
    own.at += line.len();
    let Some((path, text)) = own.index.found.includes.get(&name).cloned() else {
        own.keep(start..own.at, "the file that it takes in is not there");
        return true;
    };
    let Some(inner) = own.included(&text, &path, false) else {
        own.keep(start..own.at, "the page takes in more texts than a page can");
        return true;
    };
    own.put_block(&inner);
    own.left.carried("texts that are taken in");
    true
}

/// A line that stands for a table of contents.
pub fn contents(own: &mut Converter<'_>, line: &str) -> bool {
    let words = line.trim().to_lowercase();
    if !["[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "@[toc]"].contains(&words.as_str()) {
        return false;
    }
    own.at += line.len();
    own.left.carried("marks that are not needed");
    true
}
