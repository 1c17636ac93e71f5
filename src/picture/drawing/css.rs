//! Styles of a drawing -> what in them reaches outside, and which parts of the drawing they refer to.
//!
//! Nothing is parsed: whatever looks like a way out after escapes are resolved, with comments or without, is one.

use std::borrow::Cow;

/// Functions and rules that load something. `url(` is looked at further.
const LOADING: [&str; 11] = [
    "@import",
    "image-set(",
    "src(",
    "image(",
    "cross-fade(",
    "element(",
    "paint(",
    "expression(",
    "-moz-binding",
    "behavior:",
    "javascript:",
];
/// What a style may carry within itself: fonts.
const DATA: [&str; 4] = ["data:font/", "data:application/font-", "data:application/x-font-", "data:application/octet-stream"];
/// How fonts begin (TrueType, OpenType, collections, WOFF), in base64 and small letters: of a picture browsers do not ask what it
/// calls itself.
const FONTS: [&str; 5] = ["aaea", "t1ru", "dhj1", "dhrj", "d09g"];

/// What a style would load, as it is named to an editor.
pub(in crate::picture) fn outside(css: &str) -> Option<&'static str> {
    // Numbers, names and colours, as nearly all values are.
    if !css.contains(['(', '@', ':', '\\']) {
        return None;
    }
    let plain = unescaped(css);
    [uncommented(&plain), plain].iter().find_map(|text| {
        if let Some(found) = LOADING.iter().find(|word| text.contains(*word)) {
            return Some(*found);
        }
        let mut addresses = text.match_indices("url(").map(|(at, word)| inside(&text[at + word.len()..]));
        addresses.any(|url| !url.starts_with('#') && !is_font(url)).then_some("url(")
    })
}

/// Whether an address, in small letters, holds a font.
fn is_font(url: &str) -> bool {
    let held = DATA.iter().any(|data| url.starts_with(data)).then(|| url.split_once(";base64,")).flatten();
    held.is_some_and(|(_, letters)| FONTS.iter().any(|font| letters.trim_start().starts_with(font)))
}

/// The ids that `url(#id)` names, in order.
pub(in crate::picture) fn targets(css: &str) -> Vec<String> {
    let plain = uncommented(&resolved(css));
    let lower = plain.to_ascii_lowercase();
    let one = |(at, word): (usize, &str)| {
        let rest = inside(&plain[at + word.len()..]).strip_prefix('#')?;
        let end = rest.find(['"', '\'', ')', ' ']).unwrap_or(rest.len());
        Some(rest[..end].to_owned())
    };
    lower.match_indices("url(").filter_map(one).collect()
}

/// The rules of a style sheet that refer to something: the last part of each selector, and the ids.
pub(in crate::picture) fn rules(css: &str) -> Vec<(String, Vec<String>)> {
    let plain = uncommented(&resolved(css));
    let mut found = Vec::new();
    for part in plain.split('}') {
        let (selector, body) = part.rsplit_once('{').unwrap_or(("", part));
        let targets = targets(body);
        if targets.is_empty() {
            continue;
        }
        let selector = selector.rsplit(['{', '}', ';']).next().unwrap_or_default();
        for one in selector.split(',') {
            let last = one.rsplit([' ', '>', '+', '~', '\n', '\t']).find(|part| !part.is_empty()).unwrap_or_default();
            found.push((last.to_owned(), targets.clone()));
        }
    }
    found
}

/// What an address begins with, in lower case and without its quote.
fn inside(rest: &str) -> &str {
    rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}', '"', '\''])
}

/// Lower case, escapes resolved.
fn unescaped(css: &str) -> String {
    resolved(css).to_ascii_lowercase()
}

/// Escapes resolved (CSS Syntax 3, 4.3.7).
fn resolved(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        if digits > 0 {
            out.push(u32::from_str_radix(&rest[..digits], 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}'));
            rest = &rest[digits..];
            // One blank ends the number.
            rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix([' ', '\t', '\n', '\r', '\u{c}'])).unwrap_or(rest);
        } else if let Some(next) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r', '\u{c}'])) {
            rest = next;
        }
    }
    out.push_str(rest);
    out
}

fn uncommented(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        rest = rest[at + 2..].split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// A style whose comments say nothing; they stay where they are, since they part words from each other.
pub(in crate::picture) fn without_notes(css: &str) -> Cow<'_, str> {
    if !css.contains("/*") {
        return Cow::Borrowed(css);
    }
    let mut out = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        let length = match (c, quote) {
            ('\\', _) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            ('/', None) if rest.starts_with("/*") => {
                out.push_str("/**/");
                rest = rest[2..].split_once("*/").map_or("", |(_, after)| after);
                continue;
            }
            ('"' | '\'', None) => {
                quote = Some(c);
                1
            }
            // A line that ends ends what is quoted.
            (c, Some(open)) if c == open || c == '\n' => {
                quote = None;
                1
            }
            (c, _) => c.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{outside, rules, targets, without_notes};

    #[test]
    fn comments_say_nothing_and_part_words_all_the_same() {
        for (css, expect) in [
            ("a{fill:red}", "a{fill:red}"),
            ("/* Layla */.a/*x*/.b{}/* open", "/**/.a/**/.b{}/**/"),
            ("a{content:'/* kept */'}/*x*/", "a{content:'/* kept */'}/**/"),
            ("a{content:\"\\\"/* kept */\"}", "a{content:\"\\\"/* kept */\"}"),
            ("\\", "\\"),
        ] {
            assert_eq!(without_notes(css), expect);
        }
    }

    #[test]
    fn ways_out_are_seen() {
        for css in [
            "@import 'x.css'",
            "@\\69mport 'x.css'",
            "a{fill:url(https://x.example/a)}",
            "a{fill:u\\72 l(//x)}",
            "a{fill:URL( 'x.svg#a')}",
            "a{fill:url(/**/x)}",
            "a{content:'/*'; fill:url(x); b:'*/'}",
            "a{background:image-set('x' 1x)}",
            "a{background:url(data:image/svg+xml,x)}",
            "a{background:url(data:font/woff2;base64,/9j/4AAQ)}",
            "a{background:url(data:application/octet-stream;base64,iVBORw0K)}",
        ] {
            assert!(outside(css).is_some(), "{css}");
        }
        for css in [
            ".a{fill:url(#b)}",
            "@font-face{src:url('data:font/woff2;base64,d09GMgAB') format('woff2'),local(Arial)}",
            "/* url */a{}",
        ] {
            assert_eq!(outside(css), None, "{css}");
        }
    }

    #[test]
    fn references_are_found() {
        assert_eq!(targets("fill:url(#a);mask:URL( '#b' )"), ["a", "b"]);
        assert_eq!(
            rules("@media print{.a, b{fill:url(#x)}} c{}"),
            [(".a".to_owned(), vec!["x".to_owned()]), ("b".to_owned(), vec!["x".to_owned()])]
        );
    }
}
