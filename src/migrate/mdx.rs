//! MDX (Docusaurus): programs at the beginning of a page, components, and expressions.

use super::callout;
use super::destination;
use super::media;
use super::model::Fate;
use super::raw;
use super::scan::Converter;
use super::tags::Arguments;
use crate::escape::html_comment;

/// `import … from …` and `export …`, with the lines that belong to it.
pub fn line(own: &mut Converter<'_>, line: &str) -> bool {
    let is_import = line.starts_with("import ") && (line.contains(" from ") || line.contains(['\'', '"', '{']));
    let is_export = ["export const ", "export default ", "export function ", "export let "].iter().any(|w| line.starts_with(w));
    if !is_import && !is_export {
        return false;
    }
    let rest = own.rest();
    let end = rest.find("\n\n").unwrap_or(rest.len());
    // Imports stand one on each line; what is exported goes on to the next empty line.
    let is_whole = is_import && (line.contains(" from ") || line.trim_end().ends_with(['\'', '"', ';']));
    let length = if is_whole { line.len() } else { end };
    let start = own.at;
    let what = rest[..length].to_owned();
    own.note(start, Fate::Dropped, &what, "pages hold no program");
    own.at += length;
    if own.rest().starts_with('\n') && (own.out.is_empty() || own.out.ends_with('\n')) {
        own.at += 1;
    }
    true
}

/// `{…}`: a comment goes, what is put together by a program stays as a remark.
pub fn expression(own: &mut Converter<'_>) -> bool {
    if !own.rest().starts_with('{') {
        return false;
    }
    let rest = own.rest();
    let Some(length) = balanced(&rest[..rest.floor_char_boundary(4_000)]) else { return false };
    let start = own.at;
    let inside = rest[1..length - 1].trim();
    if let Some(text) = literal(inside) {
        own.out.push_str(text);
        own.at += length;
        return true;
    }
    let comment = inside.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/"));
    if comment.is_some_and(|words| ["truncate", "more"].contains(&words.trim())) {
        own.left.carried("marks that are not needed");
        own.at += length;
        return true;
    }
    if let Some(words) = comment {
        own.out.extend(["<!-- ", html_comment(words.trim()).as_str(), " -->"]);
        own.at += length;
        return true;
    }
    if inside.starts_with('#') {
        return false;
    }
    own.at += length;
    own.keep(start..own.at, "a program would have to print it");
    true
}

fn literal(inside: &str) -> Option<&str> {
    let quote = inside.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let text = inside.get(1..)?.strip_suffix(quote)?;
    (!text.contains([quote, '$', '\\'])).then_some(text)
}

/// How long an expression is.
fn balanced(text: &str) -> Option<usize> {
    if !text.contains('}') {
        return None;
    }
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// A component, or a tag of HTML.
pub fn tag(own: &mut Converter<'_>) -> bool {
    let rest = own.rest();
    let Some(inside) = rest.strip_prefix('<') else { return false };
    let name_end = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))).unwrap_or(inside.len());
    let name = &inside[..name_end];
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        let is_end = inside.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
        return if is_end { closing(own) } else { raw::tag(own) };
    }
    let Some(end) = end_of_tag(rest) else { return false };
    let attributes = inside[name_end..end - 2].trim().trim_end_matches('/').replace(['{', '}'], " ");
    let arguments = Arguments::of(&attributes);
    let (start, is_empty) = (own.at, rest[..end].ends_with("/>"));
    let close = format!("</{name}>");
    let close = if is_empty { None } else { matching(rest, end, name, &close) };
    match (name, close) {
        ("Tabs" | "TOCInline" | "BrowserOnly" | "Columns" | "Column" | "Steps" | "CodeGroup", Some(close)) => {
            callout::titled(own, start + end..start + close, "", start + close + name.len() + 3);
        }
        ("TabItem" | "Details" | "Tab", Some(close)) => {
            let title = arguments.get(&["label", "value", "summary", "title"]).unwrap_or_default().to_owned();
            callout::titled(own, start + end..start + close, &title, start + close + name.len() + 3);
        }
        ("Admonition" | "Callout" | "Note" | "Tip" | "Warning" | "Info" | "Danger" | "Caution", Some(close)) => {
            let kind = callout::kind(arguments.get(&["type"]).unwrap_or(name)).unwrap_or("NOTE");
            let title = arguments.get(&["title"]).unwrap_or_default().to_owned();
            callout::put(own, kind, &title, start + end..start + close, start + close + name.len() + 3);
        }
        ("Link" | "Button", Some(close)) if arguments.get(&["to", "href"]).is_some() => {
            link(own, arguments.get(&["to", "href"]).unwrap_or_default(), start + end..start + close, close + name.len() + 3);
        }
        ("DocCardList" | "TOCInline", None) => {
            own.at += end;
            own.left.carried("marks that are not needed");
        }
        (name, _) => {
            own.at += end;
            let address = media::address(&name.to_lowercase().replace("lite", "").replace("embed", ""), &arguments);
            match address.filter(|_| is_empty) {
                Some(address) => own.out.extend(["<", &address, ">"]),
                None => own.keep(start..start + end, "there is no such block here"),
            }
        }
    }
    true
}

fn link(own: &mut Converter<'_>, address: &str, words: std::ops::Range<usize>, length: usize) {
    let start = own.at;
    let line = own.line(words.start);
    let text = own.text[words].trim().to_owned();
    let inner = own.nested(&text, line, true);
    let to = destination::found(own, address);
    own.at += length;
    if let Some(to) = to {
        own.out.extend(["[", &inner, "](", &to, ")"]);
    } else {
        own.out.push_str(&inner);
        destination::gone(own, start, address, "there is no such page and no such file");
    }
}

fn closing(own: &mut Converter<'_>) -> bool {
    let rest = own.rest();
    let Some(end) = rest[..rest.floor_char_boundary(200)].find('>') else { return false };
    let start = own.at;
    own.at += end + 1;
    own.keep(start..own.at, "it ends a block that there is not");
    true
}

/// Where the tag ends, outside of its values.
fn end_of_tag(text: &str) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(4_000)];
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in window.char_indices().skip(1) {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, '>') if depth == 0 => return Some(at + 1),
            (Some(_) | None, _) => {}
        }
    }
    None
}

/// How far the tag that closes a component is, which may hold others of its name. Components are looked for within a bound, so that
/// a page of open ones is not read to its end for each.
fn matching(text: &str, from: usize, name: &str, close: &str) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(200_000)];
    let (mut at, mut depth) = (from, 0_usize);
    let open = format!("<{name}");
    loop {
        let end = at + window.get(at..)?.find(close)?;
        depth += window[at..end]
            .match_indices(&open)
            .filter(|(i, _)| {
                !window[at + i + open.len()..].starts_with(|c: char| c.is_alphanumeric())
                    && !end_of_tag(&window[at + i..]).is_some_and(|e| window[at + i..at + i + e].ends_with("/>"))
            })
            .count();
        if depth == 0 {
            return Some(end);
        }
        depth -= 1;
        at = end + close.len();
    }
}
