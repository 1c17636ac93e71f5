//! A text that is no YAML -> the first line that cannot be, what is wrong with it, and the line to write instead. The parser says
//! where it gave up, which may be far below, and in its own words; this looks for what people type.

use std::ops::Range;

use super::depth::{Depths, Line};
use crate::diag::Diagnostic;
use crate::diag::codes::yaml as codes;
use crate::message::Message;
use crate::source::{FileId, Span};

/// What is wrong with a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::yaml) struct Mistake {
    /// The bytes of it.
    pub range: Range<usize>,
    /// What it is.
    pub said: Message,
    /// What to do.
    pub help: Message,
}

impl Mistake {
    /// The problem, in a file in which the text begins at a byte.
    pub(in crate::yaml) fn told(self, file: FileId, base: usize) -> Diagnostic {
        codes::mistake(Span::new(file, base + self.range.start, base + self.range.end), self.said, self.help)
    }
}

/// The lines of a text, gone through once.
struct Lines<'a> {
    text: &'a str,
    /// The bytes of each line, without its end.
    all: Vec<Range<usize>>,
}

/// What the line before leaves to the next.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Before {
    /// How far its key stands from the left.
    indent: usize,
    /// Whether it has a value, so that nothing may stand below it.
    is_full: bool,
}

/// The first mistake of a text that the parser refused.
pub(in crate::yaml) fn of(text: &str) -> Option<Mistake> {
    let mut at = 0;
    let all = text.split_inclusive('\n').map(|line| {
        let range = at..at + line.trim_end_matches(['\n', '\r']).len();
        at += line.len();
        range
    });
    let lines = Lines { text, all: all.collect() };
    let mut before: Option<Before> = None;
    let mut first: Option<(usize, Range<usize>)> = None;
    let mut depths = Depths::default();
    let mut number = 0;
    while let Some(range) = lines.all.get(number) {
        number += 1;
        let line = &text[range.clone()];
        let words = line.trim_start();
        let indent = line.len() - words.len();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if let Some(tab) = line[..indent].find('\t') {
            let help = say!("indent it with spaces");
            return Some(Mistake { range: range.start + tab..range.start + indent, said: say!("a tab indents this line"), help });
        }
        // Structures in brackets are the parser's.
        if words.starts_with(['{', '[', '}', ']', '?', '"', '\'', '&', '%']) || words.starts_with("--") {
            return None;
        }
        if let Some((_, place)) = first.as_ref().filter(|(outer, _)| indent < *outer) {
            let said = say!("this line is indented, and a line below it is not");
            return Some(Mistake { range: place.clone(), said, help: say!("begin all names at the left") });
        }
        let start = range.start + indent;
        let (item, start) = items(words, start);
        let is_item = words.len() != item.len() || words == "-";
        let named = entry(item);
        if is_item || named.is_some() && before.is_none_or(|above| !above.is_full || indent <= above.indent) {
            let line = Line { indent, inner: indent + (words.len() - item.len()), is_item, named, item };
            if let Some((said, help)) = depths.enter(line) {
                let marked = if is_item { range.start + indent } else { start };
                return Some(Mistake { range: marked..start + line.name().len(), said, help });
            }
        }
        if item.is_empty() {
            before = None;
            continue;
        }
        let is_below = before.is_some_and(|above| above.is_full && indent > above.indent) && words.len() == item.len();
        let Some((key, value)) = entry(item) else {
            // A value may go on over lines.
            if is_below {
                continue;
            }
            if let Some(found) = no_entry(item, start, words.len() == item.len(), before) {
                return Some(found);
            }
            number += continued(&lines, number, indent);
            continue;
        };
        if first.is_none() {
            first = Some((indent, start..range.end));
        }
        if is_below {
            let said = say!("`{key}` is indented as if it belonged to the line above, which has a value", key);
            return Some(Mistake { range: start..start + key.len(), said, help: say!("begin it where the name above begins") });
        }
        let value_at = start + (item.len() - value.len());
        if value.starts_with(['|', '>']) && block_head(value) {
            let depth = indent + (words.len() - item.len());
            number += continued(&lines, number, depth);
            before = Some(Before { indent: depth, is_full: false });
            continue;
        }
        match judge(&lines, number, key, value, value_at) {
            Judged::Wrong(found) => return Some(found),
            Judged::Right(more) => number += more,
        }
        before =
            Some(Before { indent: indent + (words.len() - item.len()), is_full: !value.is_empty() && !value.starts_with('#') });
    }
    None
}

/// How many lines from one on belong to it: they are empty, or stand further from the left.
fn continued(lines: &Lines<'_>, from: usize, indent: usize) -> usize {
    let is_part = |range: &&Range<usize>| {
        let line = &lines.text[(*range).clone()];
        line.trim().is_empty() || line.len() - line.trim_start().len() > indent
    };
    lines.all.get(from..).unwrap_or_default().iter().take_while(is_part).count()
}

/// What stands behind the marks of items, and where.
fn items(words: &str, start: usize) -> (&str, usize) {
    let mut rest = words;
    while let Some(inner) = rest.strip_prefix("- ") {
        rest = inner.trim_start();
    }
    let rest = if rest == "-" { "" } else { rest };
    (rest, start + (words.len() - rest.len()))
}

/// A name and the value behind its colon.
fn entry(item: &str) -> Option<(&str, &str)> {
    let colon = item.match_indices(':').map(|(at, _)| at).find(|at| {
        let rest = &item[at + 1..];
        rest.is_empty() || rest.starts_with([' ', '\t'])
    })?;
    let key = item[..colon].trim_end();
    let is_name = !key.is_empty() && !key.starts_with(['*', '!', '@', '`', ',', '|', '>']);
    is_name.then(|| (key, item[colon + 1..].trim_start()))
}

/// `|`, `>-`, `|2+`: what begins a text of several lines.
fn block_head(value: &str) -> bool {
    let rest = value[1..].split(" #").next().unwrap_or_default().trim_end();
    rest.chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
}

/// What is wrong with a line that is no name and value.
fn no_entry(item: &str, start: usize, is_bare: bool, before: Option<Before>) -> Option<Mistake> {
    let whole = start..start + item.len();
    let colon = item.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
    let is_name = |name: &str| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        is_bare && name.starts_with(char::is_alphabetic) && name.chars().all(is_part)
    };
    if let Some((at, c)) = colon.filter(|(at, _)| is_name(item[..*at].trim_end()) && !item[*at..].starts_with("://")) {
        let (name, value) = (item[..at].trim_end(), item[at + c.len_utf8()..].trim());
        let said = if c == ':' {
            say!("`{name}` and its value need a blank between them, behind the colon", name)
        } else {
            say!("the colon behind `{name}` is not the one of YAML", name)
        };
        return Some(Mistake {
            range: start + at..start + at + c.len_utf8(),
            said,
            help: say!("write `{name}: {value}`", name, value),
        });
    }
    if let Some((name, value)) = item.split_once('=').filter(|(name, _)| is_name(name.trim())) {
        let (name, value) = (name.trim(), value.trim());
        return Some(Mistake {
            range: whole,
            said: say!("this line is TOML"),
            help: say!("write `{name}: {value}`", name, value),
        });
    }
    let bare = item.strip_prefix(['-', '*', '•', '–']).filter(|rest| is_bare && !rest.is_empty());
    if let Some(rest) = bare.filter(|_| before.is_some_and(|above| !above.is_full)) {
        let mark = item.chars().next().unwrap_or_default();
        let said = if mark == '-' {
            say!("an item needs a blank behind its `-`")
        } else {
            say!("`{mark}` begins no item in YAML", mark)
        };
        return Some(Mistake {
            range: start..start + mark.len_utf8(),
            said,
            help: say!("write `- {value}`", value = rest.trim()),
        });
    }
    if is_bare && before.is_some() && !item.starts_with('-') {
        let said = say!("this line has no name with a colon");
        let help = say!("write `name: value`, put `# ` before a remark, or indent what belongs to the line above");
        return Some(Mistake { range: whole, said, help });
    }
    None
}

/// A value that was looked at.
enum Judged {
    /// What is wrong with it.
    Wrong(Mistake),
    /// Nothing is; so many lines more belong to it.
    Right(usize),
}

/// Looks at the value of a name.
fn judge(lines: &Lines<'_>, next: usize, key: &str, value: &str, at: usize) -> Judged {
    let quote = |text: &str| say!("write `{key}: {value}`", key, value = quoted(text.trim_end()));
    let wrong = |range: Range<usize>, said: Message, help: Message| Judged::Wrong(Mistake { range, said, help });
    let Some(first) = value.chars().next() else { return Judged::Right(0) };
    let begin = at..at + first.len_utf8();
    match first {
        '"' | '\'' => quotation(lines, next, key, value, at),
        '[' | '{' => bracket(lines, next, key, value, at),
        '*' | '&' if is_anchor(lines.text, value) => Judged::Right(0),
        '*' | '&' | '!' | '%' | '@' | '`' | ',' | ']' | '}' => wrong(
            begin,
            say!("the value of `{key}` begins with `{first}`, which means something else in YAML", key, first),
            quote(value),
        ),
        '-' | '?' | '|' | '>' if value[1..].starts_with(' ') || matches!(first, '|' | '>') => wrong(
            begin,
            say!("the value of `{key}` begins with `{first}`, which means something else in YAML", key, first),
            quote(value),
        ),
        '#' => Judged::Right(0),
        _ => {
            let end = value.find(" #").unwrap_or(value.len());
            match value[..end]
                .match_indices(':')
                .map(|(n, _)| n)
                .find(|n| value[n + 1..].is_empty() || value[n + 1..].starts_with(' '))
            {
                Some(colon) => wrong(
                    at + colon..at + colon + 1,
                    say!("the value of `{key}` holds a colon with a blank behind it, which would begin another value", key),
                    quote(&value[..end]),
                ),
                None => Judged::Right(0),
            }
        }
    }
}

/// Whether a value names what stands elsewhere in the text, or gives it a name.
fn is_anchor(text: &str, value: &str) -> bool {
    let name = value[1..].split(char::is_whitespace).next().unwrap_or_default();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    is_name && (value.starts_with('&') || (value.trim_end().len() == name.len() + 1 && text.contains(&format!("&{name}"))))
}

/// A value that begins with a quotation mark.
fn quotation(lines: &Lines<'_>, next: usize, key: &str, value: &str, at: usize) -> Judged {
    let mark = value.chars().next().unwrap_or('"');
    let Some(end) = closing(value, mark) else {
        // It may go on over lines, to a mark with nothing behind it.
        let rest = lines.all.get(next..).unwrap_or_default();
        let line = |range: &Range<usize>| lines.text[range.clone()].trim_end();
        let last = rest.iter().position(|range| line(range).contains(mark));
        let is_whole = last.is_some_and(|n| {
            line(&rest[n]).find(mark).is_some_and(|found| found + 1 == line(&rest[n]).len())
                && !rest[..=n].iter().any(|r| entry(line(r)).is_some())
        });
        if is_whole {
            return Judged::Right(last.map_or(0, |n| n + 1));
        }
        let range = at..at + 1;
        let said = say!("the quotation mark before the value of `{key}` has no other one behind it", key);
        return Judged::Wrong(Mistake {
            range,
            said,
            help: say!("write `{key}: {value}`", key, value = quoted(value[1..].trim_end())),
        });
    };
    if mark == '"'
        && let Some(escape) = strange_escape(&value[1..end])
    {
        let said = say!("between the quotation marks of `{key}`, a backslash begins an escape, and this one is none", key);
        let range = at + 1 + escape..at + 3 + escape;
        return Judged::Wrong(Mistake {
            range,
            said,
            help: say!("write `{key}: '{value}'`", key, value = value[1..end].replace('\'', "''")),
        });
    }
    let behind = value[end + 1..].trim();
    if behind.is_empty() || behind.starts_with('#') {
        return Judged::Right(0);
    }
    let start = at + end + 1 + (value[end + 1..].len() - value[end + 1..].trim_start().len());
    let said = say!("the value of `{key}` ends at its second quotation mark, and words stand behind it", key);
    Judged::Wrong(Mistake {
        range: start..start + behind.len(),
        said,
        help: say!("write `{key}: {value}`", key, value = quoted(value.trim_end())),
    })
}

/// A value that begins with a bracket.
fn bracket(lines: &Lines<'_>, next: usize, key: &str, value: &str, at: usize) -> Judged {
    let (open, close) = if value.starts_with('[') { ('[', ']') } else { ('{', '}') };
    if let Some(comma) = foreign_comma(value) {
        let range = at + comma..at + comma + '،'.len_utf8();
        let said = say!("the comma in the value of `{key}` is not the one of YAML: `،`", key);
        return Judged::Wrong(Mistake { range, said, help: say!("write `,` between two values") });
    }
    let mut depth = 0_usize;
    let mut mark: Option<char> = None;
    let mut end = None;
    for (n, c) in value.char_indices() {
        match (mark, c) {
            (Some(own), c) if own == c => mark = None,
            (None, '"' | '\'') if value[..n].trim_end().ends_with(['[', '{', ',', ':']) => mark = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    end = Some(n + 1);
                    break;
                }
            }
            (None | Some(_), _) => {}
        }
    }
    let Some(end) = end else {
        // It may go on over lines; names at the left end it.
        let rest = lines.all.get(next..).unwrap_or_default();
        let is_name = |range: &Range<usize>| {
            let line = &lines.text[range.clone()];
            !line.starts_with([' ', '\t', ']', '}']) && entry(line).is_some()
        };
        let until = rest.iter().position(is_name).unwrap_or(rest.len());
        // Brackets that do not belong together are the parser's.
        if value.contains(close) || rest[..until].iter().any(|range| lines.text[range.clone()].contains(close)) {
            return Judged::Right(until);
        }
        let said = say!("the `{open}` before the value of `{key}` has no `{close}` behind it", open, key, close);
        return Judged::Wrong(Mistake {
            range: at..at + 1,
            said,
            help: say!("write `{key}: {value}{close}`", key, close, value = value.trim_end()),
        });
    };
    let behind = value[end..].trim();
    if behind.is_empty() || behind.starts_with('#') {
        return Judged::Right(0);
    }
    let start = at + end + (value[end..].len() - value[end..].trim_start().len());
    let said = say!("the value of `{key}` ends at its `{close}`, and words stand behind it", key, close);
    Judged::Wrong(Mistake {
        range: start..start + behind.len(),
        said,
        help: say!("write `{key}: {value}`", key, value = quoted(value.trim_end())),
    })
}

/// Where an Arabic comma stands in a mapping on one line, with a name and a colon behind it.
fn foreign_comma(value: &str) -> Option<usize> {
    let inside = value.strip_prefix('{')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    inside.match_indices('،').map(|(at, comma)| (at + 1, inside[at + comma.len()..].trim_start())).find_map(|(at, behind)| {
        let rest = behind.trim_start_matches(is_name);
        (rest.len() < behind.len() && rest.starts_with(": ")).then_some(at)
    })
}

/// Where the mark stands that closes a quotation.
fn closing(value: &str, mark: char) -> Option<usize> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if mark == '"' => {
                chars.next();
            }
            '\'' if mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
            }
            c if c == mark => return Some(at),
            _ => {}
        }
    }
    None
}

/// Where a backslash stands that begins no escape of YAML.
fn strange_escape(inside: &str) -> Option<usize> {
    let mut chars = inside.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            let (_, next) = chars.next()?;
            if !"0abtnvfre \"/\\N_LPxuU\t".contains(next) {
                return Some(at);
            }
        }
    }
    None
}

/// A text between quotation marks, those that it does not hold where there are any.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

#[cfg(test)]
mod tests;
