//! The headings of a text as the old generator named them, and as they will be named here.

use std::collections::BTreeMap;

use super::code;
use super::model::Anchors;
use crate::locale::{fold, letter};

/// A heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// How deep.
    pub level: usize,
    /// Its words, without marks.
    pub text: String,
    /// Its name so far; `None` where that is not known.
    pub old: Option<String>,
    /// Whether its name has to be written so that it keeps it.
    pub is_named: bool,
}

/// The headings of a text in order.
pub fn of(text: &str, style: Anchors) -> Vec<Heading> {
    let code = code::ranges(text);
    let (mut found, mut met, mut ours) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    let mut at = 0;
    let mut before = "";
    let mut before_at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len();
        if code::is_in(&code, start) {
            before = "";
            continue;
        }
        let own = line.trim_end();
        let heading = match line_of(own) {
            Some((level, words)) => Some((level, words)),
            // Under a line of text.
            None if is_underline(own) && is_text(before) && !code::is_in(&code, before_at) => {
                Some((if own.trim_start().starts_with('=') { 1 } else { 2 }, before))
            }
            None => None,
        };
        if let Some((level, words)) = heading {
            // kramdown has names on the line below.
            let below = lines.peek().map(|below| below.trim()).filter(|below| below.starts_with("{:") && below.contains('#'));
            let whole = below.map_or_else(|| words.to_owned(), |below| format!("{words} {below}"));
            found.push(named(level, &whole, style, &mut met, &mut ours));
        }
        before = if heading.is_some() { "" } else { own };
        before_at = start;
    }
    found
}

/// The level and the words of a line that is a heading.
pub fn line_of(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches(' ');
    if line.len() - rest.len() > 3 {
        return None;
    }
    let level = rest.bytes().take_while(|b| *b == b'#').count();
    let words = rest.get(level..)?;
    ((1..=6).contains(&level) && (words.is_empty() || words.starts_with([' ', '\t']))).then(|| (level, words.trim()))
}

/// Whether a line is one of `===` or `---` below a heading.
pub fn is_underline(line: &str) -> bool {
    let own = line.trim();
    let same = |sign: char| !own.is_empty() && own.chars().all(|c| c == sign);
    same('=') || (same('-') && own.len() > 1)
}

fn is_text(line: &str) -> bool {
    let own = line.trim_start();
    !own.is_empty() && !own.starts_with(['#', '>', '|', '<', '-', '*', '+', '{', '`', '~', ':'])
}

/// A name that is written behind a heading (`{#name}`, `{: #name}`), and the words without it.
pub fn explicit(words: &str) -> (Option<&str>, &str) {
    let closed = |words: &str| words.trim_end().ends_with('}');
    let Some(open) = words.rfind('{').filter(|_| closed(words)) else { return (None, words) };
    let inside = &words[open + 1..words.trim_end().len() - 1];
    if words[..open].ends_with('{') || inside.contains(['<', '%', '}']) {
        return (None, words);
    }
    let name = inside.trim_start_matches(':').split_whitespace().find_map(|part| part.strip_prefix('#'));
    let is_mark = name.is_some() || inside.trim_start().starts_with([':', '.']);
    if is_mark { (name, words[..open].trim_end()) } else { (None, words) }
}

fn named(
    level: usize,
    words: &str,
    style: Anchors,
    met: &mut BTreeMap<String, usize>,
    ours: &mut BTreeMap<String, usize>,
) -> Heading {
    let words = words.trim_end_matches('#').trim_end();
    let (explicit, words) = explicit(words);
    let text = plain(words);
    let slug = fold::slug(&text.replace(['\'', '’', '‘', 'ʼ'], ""));
    let slug = if slug.is_empty() { "section".to_owned() } else { slug };
    let count = ours.entry(slug.clone()).or_default();
    *count += 1;
    let own = if *count == 1 { slug } else { format!("{slug}-{count}") };
    let old = match explicit {
        Some(name) => Some(name.to_owned()),
        None => generated(&text, style).map(|name| unique(&name, style, met)),
    };
    if let Some(name) = explicit {
        met.insert(name.to_owned(), 0);
    }
    let is_named = old.as_ref().is_some_and(|old| *old != own && is_name(old));
    Heading { level, text, old, is_named }
}

/// Whether a name can be written behind a heading here.
pub fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let first = name.split('-').next().unwrap_or_default();
    let is_reserved = matches!(first, "fn" | "fnref" | "m" | "c" | "d" | "stale" | "fig" | "main" | "chapters");
    !name.is_empty() && !is_reserved && name.chars().all(fits)
}

/// A name as the generator makes it of the words.
fn generated(text: &str, style: Anchors) -> Option<String> {
    let lower = text.trim().to_lowercase();
    match style {
        Anchors::Letters => {
            let kept = lower.chars().filter(|c| c.is_alphanumeric() || letter::is_mark(*c) || matches!(c, '-' | '_' | ' '));
            Some(kept.map(|c| if c == ' ' { '-' } else { c }).collect())
        }
        Anchors::Ascii => {
            let kept: String =
                fold::unmarked(&lower).chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ')).collect();
            Some(kept.trim().split([' ', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
        }
        Anchors::Transliterated => lower.is_ascii().then(|| {
            let parts: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
            parts.join("-")
        }),
    }
}

/// The name with a number where it was met before.
fn unique(name: &str, style: Anchors, met: &mut BTreeMap<String, usize>) -> String {
    let sign = if style == Anchors::Ascii { '_' } else { '-' };
    if !name.is_empty() && !met.contains_key(name) {
        met.insert(name.to_owned(), 0);
        return name.to_owned();
    }
    loop {
        let number = met.entry(name.to_owned()).or_default();
        *number += 1;
        let next = format!("{name}{sign}{number}");
        if !met.contains_key(&next) {
            met.insert(next.clone(), 0);
            return next;
        }
    }
}

/// The words of a line of Markdown without its marks.
pub fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\\' => {
                let Some(next) = after.chars().next() else { break };
                out.push(next);
                &after[next.len_utf8()..]
            }
            '`' | '*' | '[' => after,
            '!' if after.starts_with('[') => after,
            ']' => match after.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
                Some((_, behind)) => behind,
                None => after,
            },
            '<' if after.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) && after.contains('>') => {
                after.split_once('>').map_or(after, |(_, behind)| behind)
            }
            c => {
                out.push(c);
                after
            }
        };
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{of, plain};
    use crate::migrate::model::Anchors;

    fn names(text: &str, style: Anchors) -> Vec<String> {
        of(text, style).into_iter().map(|h| h.old.unwrap_or_default() + if h.is_named { "!" } else { "" }).collect()
    }

    #[test]
    fn headings_keep_the_names_they_had() {
        let text = "# الماء\n\n## What's new?\n\n## What's new?\n\nTitle\n---\n\n```\n# no\n```\n\n## A {#own}\n";
        assert_eq!(names(text, Anchors::Letters), ["الماء", "whats-new", "whats-new-1!", "title", "own!"]);
        assert_eq!(names("## מים\n\n## שוב\n\n## A b\n", Anchors::Ascii), ["_1!", "_2!", "a-b"]);
        assert_eq!(names("## مياه\n\n## A  b\n", Anchors::Transliterated), ["", "a-b"]);
        assert_eq!(plain("**a** [b](c.md) `d` <em>e</em> \\*"), "a b d e *");
    }
}
