//! Links and pictures of Markdown: what stands between the brackets is converted, and what they lead to is looked up.

use std::ops::Range;

use super::links::{self, Goal};
use super::model::Fate;
use super::scan::Converter;

/// The longest text of a link, in bytes: open brackets without an end must not be read to the end of the text each.
const LONGEST: usize = 3_000;

/// A link or a picture as it was written.
struct Written<'a> {
    /// Between the brackets.
    words: Range<usize>,
    /// What it leads to.
    address: &'a str,
    /// What stands behind the address: a title in quotation marks.
    title: &'a str,
    /// Where it ends.
    end: usize,
}

/// A link at the place of the converter.
pub fn link(own: &mut Converter<'_>) -> bool {
    let start = own.at;
    let Some(written) = read(own, start + 1) else { return false };
    let line = own.line(start);
    let words = own.text[written.words.clone()].to_owned();
    let words = own.nested(&words, line, true);
    let title = title(written.title);
    match target(own, written.address) {
        Target::To(to, lost) => {
            own.out.extend(["[", words.as_str(), "](", &to, &title, ")"]);
            if let Some(lost) = lost {
                own.note(
                    start,
                    Fate::Changed,
                    written.address,
                    &format!("the page has no heading `{lost}`; the link leads to the page"),
                );
            }
        }
        Target::Gone(why) => {
            own.out.push_str(&words);
            own.at = written.end;
            let address = written.address.to_owned();
            gone(own, start, &address, why);
            return true;
        }
    }
    own.at = written.end;
    true
}

/// A picture at the place of the converter.
pub fn picture(own: &mut Converter<'_>) -> bool {
    let start = own.at;
    let Some(written) = read(own, start + 2) else { return false };
    let words = own.text[written.words.clone()].to_owned();
    let (address, title, end) = (written.address.to_owned(), title(written.title), written.end);
    own.at = end;
    put_picture(own, start, &words, &address, &title);
    true
}

/// Writes a picture, or what is left of it where it cannot be shown. `title` is as [`title`] gives it.
pub fn put_picture(own: &mut Converter<'_>, start: usize, words: &str, address: &str, title: &str) {
    let is_remote = ["https://", "http://", "//"].iter().any(|scheme| address.starts_with(scheme));
    if is_remote && own.index.goal(own.place.page, address) == Goal::Elsewhere {
        let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        let shown = if words.trim().is_empty() { address.as_str() } else { words };
        own.out.extend(["[", shown, "](", &encoded(&address), title, ")"]);
        own.note(start, Fate::Changed, &address, "a picture of another host became a link: pages load nothing from elsewhere");
        return;
    }
    let expanded = expanded(own, address);
    let goal = expanded
        .as_deref()
        .map_or(Goal::Missing, |path| own.index.goal(own.place.page, path.split(['?', '#']).next().unwrap_or(path)));
    if let Goal::Asset(at) = goal {
        if let Some(why) = own.index.refused.get(&at).cloned() {
            own.keep(start..own.at, &why);
            return;
        }
        let to = own.index.asset(own.place.page, at);
        own.out.extend(["![", words, "](", &to, title, ")"]);
        return;
    }
    own.note(start, Fate::Missing, address, "there is no such picture");
    own.keep(start..own.at, "the picture is missing");
}

/// `[name]: address "title"` on a line of its own.
pub fn definition(own: &mut Converter<'_>, line: &str) -> bool {
    let indent = line.len() - line.trim_start_matches(' ').len();
    if indent > 3 || !line[indent..].starts_with('[') || line[indent..].starts_with("[^") {
        return false;
    }
    let Some(close) = line.find("]:") else { return false };
    let rest = line[close + 2..].trim();
    let (address, behind) = split(rest);
    if address.is_empty() || address.len() > LONGEST {
        return false;
    }
    let start = own.at;
    match target(own, address) {
        Target::To(to, _) => {
            let behind = behind.trim();
            own.out.extend([&line[..close + 2], " ", &to, if behind.is_empty() { "" } else { " " }, behind]);
            own.at += line.len();
        }
        Target::Gone(why) => {
            own.at += line.len();
            own.keep(start..own.at, why);
        }
    }
    true
}

/// What an address leads to.
enum Target {
    /// How it is written, and what was lost of it.
    To(String, Option<String>),
    /// Why it leads nowhere.
    Gone(&'static str),
}

fn target(own: &Converter<'_>, address: &str) -> Target {
    let Some(path) = expanded(own, address) else { return Target::Gone("only a template knows where it leads") };
    let path = path.trim();
    if path.starts_with("//") && path.len() > 2 {
        return Target::To(encoded(&format!("https:{path}")), None);
    }
    if path.is_empty() {
        return Target::Gone("it leads nowhere");
    }
    let scheme = path.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).filter(|_| links::has_scheme(path));
    let known = ["http", "https", "mailto", "tel", "sms", "whatsapp", "signal"];
    if scheme.is_some_and(|scheme| !known.contains(&scheme.as_str())) {
        return Target::Gone("links may not begin so");
    }
    let link = own.index.link(own.place.page, path);
    match (link.to, link.lost) {
        (Some(to), lost) => Target::To(if to == path { encoded(&to) } else { to }, lost),
        (None, Some(_)) => Target::Gone("the page has no such heading"),
        (None, None) => Target::Gone("there is no such page and no such file"),
    }
}

/// How the address of something is written, if it is there: for marks that become links.
pub fn found(own: &Converter<'_>, address: &str) -> Option<String> {
    match target(own, address) {
        Target::To(to, _) => Some(to),
        Target::Gone(_) => None,
    }
}

/// A link that leads nowhere: its words stay, and its address becomes a remark.
pub fn gone(own: &mut Converter<'_>, start: usize, address: &str, why: &str) {
    let end = own.at;
    let at = own.text[start..end].find(address).map_or(start..end, |at| start + at..start + at + address.len());
    own.keep(at, why);
}

/// An address with the marks of templates in it resolved.
fn expanded(own: &Converter<'_>, address: &str) -> Option<String> {
    if address.contains("{{") || address.contains("{%") { (own.hooks.address)(own, address) } else { Some(address.to_owned()) }
}

fn encoded(address: &str) -> String {
    address.replace(' ', "%20").replace('(', "%28").replace(')', "%29").replace('<', "%3C").replace('>', "%3E")
}

/// A title as it is written behind an address.
fn title(written: &str) -> String {
    let own = written.trim();
    let inside = own.get(1..own.len().saturating_sub(1)).unwrap_or_default();
    let is_quoted = own.len() > 1 && own.starts_with(['"', '\'', '(']);
    if is_quoted { quoted(inside) } else { String::new() }
}

/// A text as a title is written.
pub fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { text } else { format!(" \"{}\"", text.replace("\\\"", "\"").replace('"', "\\\"")) }
}

/// What stands from behind an open bracket on, if it is a link with its address.
fn read<'a>(own: &Converter<'a>, from: usize) -> Option<Written<'a>> {
    let text = own.text;
    let close = bracket(own, from)?;
    let inside = text[close + 1..].strip_prefix('(')?;
    let start = close + 2;
    let lead = inside.len() - inside.trim_start_matches([' ', '\n']).len();
    let window = &inside[lead..];
    let window = &window[..window.floor_char_boundary(LONGEST)];
    if !window.contains(')') {
        return None;
    }
    let (address, behind) = split(window);
    let title_length = title_end(behind)?;
    let end = start + lead + (window.len() - behind.len()) + title_length + 1;
    let title = behind[..title_length].trim();
    Some(Written { words: from..close, address, title, end })
}

/// The bracket that closes one, outside of code and within its paragraph.
fn bracket(own: &Converter<'_>, from: usize) -> Option<usize> {
    let text = own.text;
    let until = text.floor_char_boundary((from + LONGEST).min(text.len()));
    if !text[from..until].contains(']') {
        return None;
    }
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (from, 0_usize);
    while at < until {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' if own.is_code(at) => {
                while at + 1 < until && own.is_code(at + 1) {
                    at += 1;
                }
            }
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => return None,
            b'[' => depth += 1,
            b']' if depth == 0 => return Some(at),
            b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// The address with which a text begins, and what stands behind it.
fn split(text: &str) -> (&str, &str) {
    if let Some(inside) = text.strip_prefix('<')
        && let Some(end) = inside.find(['>', '\n']).filter(|end| inside[*end..].starts_with('>'))
    {
        return (&inside[..end], &inside[end + 1..]);
    }
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let close: Option<&[u8]> = match rest {
            [b'{', b'{', ..] => Some(b"}}"),
            [b'{', b'%', ..] => Some(b"%}"),
            _ => None,
        };
        if let Some(close) = close {
            // Blanks and quotation marks within a mark part nothing.
            match rest.windows(2).position(|two| two == close) {
                Some(length) => {
                    at += length + 2;
                    continue;
                }
                None => break,
            }
        }
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b' ' | b'\n' | b'\t' => break,
            _ => {}
        }
        at += 1;
    }
    text.split_at(text.ceil_char_boundary(at.min(text.len())))
}

/// How long what stands between an address and its closing bracket is.
fn title_end(text: &str) -> Option<usize> {
    let lead = text.len() - text.trim_start_matches([' ', '\n', '\t']).len();
    let rest = &text[lead..];
    if rest.starts_with(')') {
        return Some(lead);
    }
    let close = match rest.chars().next()? {
        quote @ ('"' | '\'') => quote,
        '(' => ')',
        _ => return None,
    };
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        if c == '\\' {
            is_escaped = true;
        } else if c == close {
            let behind = &rest[at + 1..];
            let blanks = behind.len() - behind.trim_start().len();
            if behind[blanks..].starts_with(')') {
                return Some(lead + at + 1 + blanks);
            }
        }
    }
    None
}
