//! The marks of templates in a text: shortcodes of Hugo and Zola, tags and outputs of Liquid, with what closes what.

use std::collections::BTreeMap;
use std::ops::Range;

use super::code;
use super::model::Generator;

/// A mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tag {
    /// All of it.
    pub range: Range<usize>,
    /// What it is called; nothing for a value that is printed.
    pub name: String,
    /// What stands behind its name.
    pub arguments: String,
    /// What it does.
    pub kind: Kind,
    /// The mark that closes it, by its place in the list.
    pub closed_by: Option<usize>,
}

/// What a mark does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// It stands alone, or begins something.
    Opens,
    /// It ends something.
    Closes,
    /// It prints a value.
    Prints,
    /// It shows a mark and is none.
    Shown,
    /// It is a comment.
    Comment,
}

/// The longest mark, in bytes: a text of opening signs must not be read to its end for each of them.
const LONGEST: usize = 4_000;

/// The marks of a text, without those in code.
pub fn all(generator: Generator, text: &str, code: &[Range<usize>]) -> Vec<Tag> {
    let read: fn(&str) -> Option<Tag> = match generator {
        Generator::Hugo => hugo,
        Generator::Zola => zola,
        Generator::Jekyll | Generator::MkDocs => liquid,
        Generator::Docusaurus => return colons(text, code),
        Generator::WordPress => return Vec::new(),
    };
    let mut found: Vec<Tag> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('{').map(|next| at + next) {
        at = next + 1;
        if code::is_in(code, next) {
            continue;
        }
        let rest = &text[next..];
        // A comment is read to its end however long it is, and so only once.
        let is_comment = generator == Generator::Hugo && begins_comment(rest);
        let window = if is_comment { rest } else { &rest[..rest.floor_char_boundary(LONGEST)] };
        let Some(tag) = read(window) else { continue };
        let range = next..next + tag.range.end;
        at = range.end;
        found.push(Tag { range, ..tag });
    }
    pair(&mut found);
    found
}

/// Finds what closes what: an end takes the nearest beginning of its name.
fn pair(tags: &mut [Tag]) {
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut any: Vec<usize> = Vec::new();
    for at in 0..tags.len() {
        match tags[at].kind {
            Kind::Opens => {
                open.entry(tags[at].name.clone()).or_default().push(at);
                any.push(at);
            }
            Kind::Closes => {
                let named = if tags[at].name.is_empty() { any.pop() } else { open.get_mut(&tags[at].name).and_then(Vec::pop) };
                if let Some(begin) = named {
                    tags[begin].closed_by = Some(at);
                }
            }
            Kind::Prints | Kind::Shown | Kind::Comment => {}
        }
    }
}

/// Lines `:::name title` and `:::`. An end takes the nearest beginning that has no more colons.
fn colons(text: &str, code: &[Range<usize>]) -> Vec<Tag> {
    let mut found: Vec<Tag> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let own = line.trim();
        let words = own.trim_start_matches(':');
        let count = own.len() - words.len();
        if count < 3 || code::is_in(code, start) {
            continue;
        }
        let range = start..start + line.trim_end_matches('\n').len();
        let kind = if words.is_empty() { Kind::Closes } else { Kind::Opens };
        let name_end = words.trim_start().find([' ', '[', '{']).unwrap_or(words.trim_start().len());
        let (name, arguments) = words.trim_start().split_at(name_end);
        if kind == Kind::Closes {
            if let Some(index) = open.iter().rposition(|(_, colons)| *colons <= count) {
                found[open[index].0].closed_by = Some(found.len());
                open.truncate(index);
            }
        } else {
            open.push((found.len(), count));
        }
        found.push(Tag { range, name: name.to_owned(), arguments: arguments.trim().to_owned(), kind, closed_by: None });
    }
    found
}

fn tag(length: usize, name: &str, arguments: &str, kind: Kind) -> Tag {
    Tag { range: 0..length, name: name.to_owned(), arguments: arguments.trim().to_owned(), kind, closed_by: None }
}

/// `{{/* … */}}`, `{{- /* … */ -}}`.
fn begins_comment(text: &str) -> bool {
    let is_known = text.starts_with("{{/") || text.starts_with("{{-");
    is_known && text[2..].trim_start_matches(['-', ' ']).starts_with("/*")
}

/// Where a comment ends. One that does not end hides what follows: nothing that may be hidden is shown.
fn comment_end(text: &str) -> usize {
    let ends = text.match_indices("*/").map(|(at, mark)| &text[at + mark.len()..]);
    let mut closed = ends.filter_map(|rest| rest.trim_start_matches(['-', ' ']).strip_prefix("}}"));
    closed.next().map_or(text.len(), |rest| text.len() - rest.len())
}

/// `{{< name a="b" >}}`, `{{% name %}}`, `{{< /name >}}`, `{{</* name */>}}`.
fn hugo(text: &str) -> Option<Tag> {
    let (close, sign) = match text.get(..3)? {
        "{{<" => (">}}", '<'),
        "{{%" => ("%}}", '%'),
        "{{/" | "{{-" => {
            return begins_comment(text).then(|| tag(comment_end(text), "", "", Kind::Comment));
        }
        _ => return None,
    };
    let end = end_outside_quotes(text, 3, close)?;
    let inside = text[3..end].trim();
    let length = end + close.len();
    if let Some(shown) = inside.strip_prefix("/*").and_then(|shown| shown.strip_suffix("*/")) {
        return Some(tag(length, "", &format!("{{{{{sign} {} {close}", shown.trim()), Kind::Shown));
    }
    if let Some(name) = inside.strip_prefix('/') {
        return Some(tag(length, name.trim(), "", Kind::Closes));
    }
    let own = inside.strip_suffix('/').filter(|own| own.ends_with([' ', '"'])).unwrap_or(inside).trim();
    let (name, arguments) = own.split_once(char::is_whitespace).unwrap_or((own, ""));
    Some(tag(length, name, arguments, Kind::Opens))
}

/// `{{ name(a="b") }}`, `{% name(a="b") %} … {% end %}`.
fn zola(text: &str) -> Option<Tag> {
    let (close, kind) = match text.get(..2)? {
        "{{" => ("}}", Kind::Prints),
        "{%" => ("%}", Kind::Opens),
        _ => return None,
    };
    let end = end_outside_quotes(text, 2, close)?;
    let inside = text[2..end].trim().trim_matches('-').trim();
    let length = end + 2;
    if let Some(shown) = inside.strip_prefix("/*").and_then(|shown| shown.strip_suffix("*/")) {
        return Some(tag(length, "", &format!("{} {} {close}", &text[..2], shown.trim()), Kind::Shown));
    }
    if inside == "end" {
        return Some(tag(length, "", "", Kind::Closes));
    }
    let (name, arguments) = inside.split_once('(')?;
    Some(tag(length, name.trim(), arguments.trim_end().strip_suffix(')')?, kind))
}

/// `{% name … %}`, `{{ value | filter }}`.
fn liquid(text: &str) -> Option<Tag> {
    let (close, is_value) = match text.get(..2)? {
        "{{" => ("}}", true),
        "{%" => ("%}", false),
        "{#" => return text.find("#}").map(|end| tag(end + 2, "", &text[2..end], Kind::Comment)),
        _ => return None,
    };
    let end = end_outside_quotes(text, 2, close)?;
    let inside = text[2..end].trim_start_matches('-').trim_end_matches('-').trim();
    let length = end + 2;
    if is_value {
        return Some(tag(length, "", inside, Kind::Prints));
    }
    let (name, arguments) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    match name.strip_prefix("end") {
        Some(begun) if !begun.is_empty() => Some(tag(length, begun, "", Kind::Closes)),
        Some(_) | None => Some(tag(length, name, arguments, Kind::Opens)),
    }
}

/// Where a mark ends: its last sign outside of quotation marks.
fn end_outside_quotes(text: &str, from: usize, close: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = text[from..].find(close)?;
    let (mut at, mut quote) = (from, 0_u8);
    while at < bytes.len() {
        let byte = bytes[at];
        if quote == 0 && text.is_char_boundary(at) && text[at..].starts_with(close) {
            return Some(at);
        }
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'"' | b'`' if quote == 0 => quote = byte,
            b'\'' if quote == 0 && !bytes[at - 1].is_ascii_alphanumeric() => quote = byte,
            _ if byte == quote => quote = 0,
            _ => {}
        }
        at += 1;
    }
    // A quotation mark that nobody closed.
    Some(from + first)
}

/// What stands behind the name of a mark: values by their names, and those without.
#[derive(Debug, Default)]
pub struct Arguments {
    /// With names.
    pub named: BTreeMap<String, String>,
    /// In their order.
    pub plain: Vec<String>,
}

impl Arguments {
    /// Reads `a="b" c='d' e=f "g" h`; commas part as spaces do.
    pub fn of(text: &str) -> Self {
        let mut own = Self::default();
        let mut rest = text.trim_start_matches([' ', '\n', '\t', ',']);
        while !rest.is_empty() {
            let name_end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
            let behind = rest[name_end..].trim_start();
            let is_named = name_end > 0 && behind.starts_with(['=', ':']) && !behind.starts_with("://");
            let value_at = if is_named { behind[1..].trim_start() } else { rest };
            let (value, left) = value(value_at);
            if is_named {
                own.named.insert(rest[..name_end].to_lowercase(), value);
            } else {
                own.plain.push(value);
            }
            rest = left.trim_start_matches([' ', '\n', '\t', ',']);
        }
        own
    }

    /// The value of the first name that is given.
    pub fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.named.get(*name)).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The value of a name, or the one at a place.
    pub fn or(&self, names: &[&str], place: usize) -> Option<&str> {
        self.get(names).or_else(|| self.plain.get(place).map(String::as_str)).filter(|value| !value.is_empty())
    }
}

fn value(text: &str) -> (String, &str) {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else {
        let end = text.find([' ', '\n', '\t', ',']).unwrap_or(text.len()).max(text.chars().next().map_or(0, char::len_utf8));
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut out = String::new();
    let mut letters = text[1..].char_indices();
    while let Some((at, c)) = letters.next() {
        if c == quote {
            return (out, &text[1 + at + c.len_utf8()..]);
        }
        match c {
            '\\' if quote == '"' => out.extend(letters.next().map(|(_, c)| c)),
            c => out.push(c),
        }
    }
    (out, "")
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Kind, all};
    use crate::migrate::model::Generator;

    #[test]
    fn marks_are_found_and_paired() {
        let text = "{{< box a=\"}} >}}\" >}}x{{< /box >}} {{</* box */>}} {{% n %}} `{{< no >}}`";
        let found = all(Generator::Hugo, text, &crate::migrate::code::ranges(text));
        let kinds: Vec<Kind> = found.iter().map(|tag| tag.kind).collect();
        assert_eq!(kinds, [Kind::Opens, Kind::Closes, Kind::Shown, Kind::Opens], "{found:?}");
        assert_eq!((found[0].closed_by, found[3].closed_by), (Some(1), None));
        let found = all(Generator::Jekyll, "{% raw %}{{ x }}{% endraw %}{% include a.html b='c' %}", &[]);
        assert_eq!(found[0].closed_by, Some(2));
        assert_eq!(found[3].arguments, "a.html b='c'");
        let found = all(Generator::Zola, "{{ youtube(id=\"x\") }}{% q(a=1) %}y{% end %}{{ not a call }}", &[]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[1].closed_by, Some(2));
    }

    #[test]
    fn arguments_are_read() {
        let own = Arguments::of("src=\"a \\\"b\\\".png\" alt='ماء, نهر' width=3 \"plain\" `raw`, https://x.org/a?b=c");
        assert_eq!(own.get(&["src"]), Some("a \"b\".png"));
        assert_eq!(own.get(&["alt"]), Some("ماء, نهر"));
        assert_eq!(own.plain, ["plain", "raw", "https://x.org/a?b=c"]);
        assert_eq!(Arguments::of("= = \"").plain.len(), 3);
    }
}
