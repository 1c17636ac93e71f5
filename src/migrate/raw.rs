//! HTML in Markdown: comments, addresses between angle brackets, and tags, whose links and pictures are looked up.

use super::destination;
use super::links::Goal;
use super::model::Fate;
use super::scan::Converter;

/// The longest tag, in bytes.
const LONGEST: usize = 4_000;

/// What begins with `<` at the place of the converter.
pub fn tag(own: &mut Converter<'_>) -> bool {
    let rest = own.rest();
    if rest.starts_with("<!--") {
        return comment(own);
    }
    let window = &rest[..rest.floor_char_boundary(LONGEST)];
    let Some(end) = end(window) else { return false };
    let inside = &window[1..end];
    if inside.starts_with(|c: char| c.is_ascii_alphabetic())
        && (inside.contains("://") && !inside.contains(' ') || inside.starts_with("mailto:"))
    {
        own.copy(end + 1);
        return true;
    }
    let name = inside.trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let start = own.at;
    let written = rewritten(own, &window[..=end]);
    own.at = start + end + 1;
    own.out.push_str(&written);
    own.has_html = true;
    own.note(start, Fate::Changed, &window[..=end], "HTML stays as it is; `raw_html: safe` shows what is harmless of it");
    true
}

/// Where a tag ends, outside of its values.
fn end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices().skip(1) {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None | Some(_), _) => {}
        }
    }
    None
}

fn comment(own: &mut Converter<'_>) -> bool {
    let rest = own.rest();
    let Some(end) = rest.find("-->").map(|at| at + 3) else { return false };
    let words = rest[4..end - 3].trim().to_lowercase();
    if ["more", "truncate", "excerpt", "end excerpt", "toc", "/toc", "summary"].contains(&words.as_str()) {
        own.left.carried("marks that are not needed");
        own.at += end;
        return true;
    }
    own.copy(end);
    true
}

/// A tag with what its links and pictures lead to.
fn rewritten(own: &mut Converter<'_>, tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    let mut rest = tag;
    while let Some((at, name)) = [" href=", " src="].iter().filter_map(|name| Some((rest.find(name)?, *name))).min() {
        let value_at = at + name.len();
        let Some(quote) = rest[value_at..].chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some(length) = rest[value_at + 1..].find(quote) else { break };
        let value = &rest[value_at + 1..value_at + 1 + length];
        let is_there = |path: &str| match own.index.goal(own.place.page, path) {
            Goal::Asset(at) => !own.index.refused.contains_key(&at),
            Goal::Page(..) | Goal::Elsewhere => true,
            Goal::Missing => path.starts_with('#'),
        };
        let to = if is_there(value) { destination::found(own, value) } else { None };
        if let Some(to) = to {
            out.extend([&rest[..=value_at], &to, &rest[value_at..=value_at]]);
        } else {
            out.push_str(&rest[..at]);
            let start = own.at;
            own.note(start, Fate::Missing, value, "there is no such page and no such file");
        }
        rest = &rest[value_at + 2 + length..];
    }
    out.push_str(rest);
    out
}
