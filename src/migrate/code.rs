//! Where a text holds code, which nothing touches: fenced and indented blocks, and spans within a line.

use std::ops::Range;

/// The places of code, in order.
pub fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let (mut is_blank, mut in_list, mut paragraph): (bool, bool, Option<usize>) = (true, false, None);
    let mut fence: Option<(usize, &str)> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let own = inside(line);
        if let Some((from, mark)) = fence {
            if closes(own, mark) {
                found.push(from..at);
                fence = None;
                is_blank = true;
            }
            continue;
        }
        if let Some(mark) = opens(own) {
            spans(text, paragraph.take(), start, &mut found);
            fence = Some((start, mark));
            continue;
        }
        if line.trim().is_empty() {
            spans(text, paragraph.take(), start, &mut found);
            is_blank = true;
            continue;
        }
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        if is_indented && is_blank && !in_list {
            found.push(start..at);
            continue;
        }
        if is_item(line) {
            in_list = true;
        } else if !line.starts_with([' ', '\t']) {
            in_list = is_marked(line);
        }
        is_blank = false;
        paragraph = paragraph.or(Some(start));
    }
    if let Some((from, _)) = fence {
        found.push(from..text.len());
    } else {
        spans(text, paragraph, text.len(), &mut found);
    }
    found
}

/// Whether a place is in code.
pub fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

/// A line without the marks of quotations and lists that stand before what it says.
fn inside(line: &str) -> &str {
    let mut own = line.trim_start();
    while let Some(rest) = own.strip_prefix('>') {
        own = rest.trim_start();
    }
    let item =
        own.strip_prefix(['-', '*', '+']).or_else(|| own.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(". "));
    match item.map(str::trim_start) {
        Some(rest) if opens(rest).is_some() && own.len() > rest.len() + 1 => rest,
        Some(_) | None => own,
    }
}

/// The mark of a fence that a line opens.
fn opens(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == sign).count();
    let info = &line[length..];
    (length >= 3 && !(sign == '`' && info.contains('`'))).then(|| &line[..length])
}

fn closes(line: &str, mark: &str) -> bool {
    let own = line.trim_end();
    own.len() >= mark.len() && own.chars().all(|c| mark.starts_with(c))
}

fn is_item(line: &str) -> bool {
    let own = line.trim_start();
    let number = own.trim_start_matches(|c: char| c.is_ascii_digit());
    own.starts_with(['-', '*', '+']) && own[1..].starts_with([' ', '\t'])
        || number.len() < own.len() && number.starts_with(['.', ')']) && number[1..].starts_with([' ', '\t'])
}

/// Lines whose text stands indented below them: notes, and the callouts of several generators.
fn is_marked(line: &str) -> bool {
    ["!!!", "???", "=== \"", "[^"].iter().any(|mark| line.starts_with(mark))
}

/// The spans of code of a paragraph.
fn spans(text: &str, from: Option<usize>, until: usize, found: &mut Vec<Range<usize>>) {
    let Some(from) = from else { return };
    let bytes = text.as_bytes();
    let runs = runs(bytes, from, until);
    let mut index = 0;
    // Where runs of a length stand, so that a run without an end costs nothing.
    let mut last: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for (number, run) in runs.iter().enumerate() {
        last.entry(run.len()).or_default().push(number);
    }
    while index < runs.len() {
        let run = &runs[index];
        let same = &last[&run.len()];
        let next = same.partition_point(|number| *number <= index);
        match same.get(next) {
            Some(end) => {
                found.push(run.start..runs[*end].end);
                index = end + 1;
            }
            None => index += 1,
        }
    }
}

fn runs(bytes: &[u8], from: usize, until: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = from;
    while at < until {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let start = at;
                while at < until && bytes[at] == b'`' {
                    at += 1;
                }
                runs.push(start..at);
            }
            _ => at += 1,
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn code_is_found() {
        let text = "a `b` c\n\n```go\n{{< x >}}\n```\n\n    indented\n\n- item\n\n    more of it\n\n> ~~~\n> q\n> ~~~\n``d `e` ``\n\n```\nopen";
        let found: Vec<&str> = ranges(text).into_iter().map(|range| &text[range]).collect();
        let expect = ["`b`", "```go\n{{< x >}}\n```\n", "    indented\n", "> ~~~\n> q\n> ~~~\n", "``d `e` ``", "```\nopen"];
        assert_eq!(found, expect);
    }
}
