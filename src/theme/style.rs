//! The theme's style sheets and tokens -> one sheet, with the files that it loads under their published names.
//!
//! 1. The sheets are joined in the order of `theme.yaml`.
//! 2. The line `/* @tokens */` becomes the tokens as custom properties.
//! 3. Every `url()` is resolved in the theme and replaced by a path from the published sheet.

use std::fmt::Write as _;
use std::ops::Range;

use crate::diag::Diagnostics;
use crate::diag::codes::theme as codes;

use super::assets::{Assets, resolve};
use super::files::{File, Files};
use super::manifest::Tokens;

/// Where the tokens go.
const MARK: &str = "@tokens";

/// Joins the sheets, publishing what they load. Not yet minified.
pub fn sheet(files: &Files, styles: &[String], tokens: &Tokens, assets: &mut Assets, diags: &mut Diagnostics) -> String {
    let paths: Vec<&str> = files.paths().collect();
    let mut sheet = String::new();
    for path in styles {
        let Some(file) = files.at(path) else { continue };
        let Some(text) = file.text() else {
            diags.push(codes::not_text(&file.place(0..0), path));
            continue;
        };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut loads = Loads { files, folder, paths: &paths, file, assets: &mut *assets };
        for token in scan(text) {
            match token {
                Token::Other(range) => sheet.push_str(&text[range]),
                Token::Comment(range) if text[range.clone()].trim_matches(['/', '*']).trim() == MARK => {
                    sheet.push_str(&properties(tokens));
                }
                Token::Comment(_) => {}
                Token::Import(range) => diags.push(codes::css_import(&file.place(range))),
                Token::Unclosed(range, what) => diags.push(codes::css_unclosed(&file.place(range), what)),
                Token::Url(range) => loads.url(&text[range.clone()], range, &mut sheet, diags),
            }
        }
        sheet.push('\n');
    }
    sheet
}

/// What is needed to resolve the `url()`s of one sheet.
struct Loads<'a> {
    files: &'a Files,
    folder: &'a str,
    paths: &'a [&'a str],
    file: &'a File,
    assets: &'a mut Assets,
}

impl Loads<'_> {
    fn url(&mut self, url: &str, range: Range<usize>, sheet: &mut String, diags: &mut Diagnostics) {
        if url.starts_with('#') || url.starts_with("data:") {
            let _ = write!(sheet, "url(\"{url}\")");
            return;
        }
        let scheme =
            url.split_once(':').is_some_and(|(s, _)| s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'-'));
        if scheme || url.starts_with("//") {
            diags.push(codes::external_url(&self.file.place(range), url));
            return;
        }
        let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
        match resolve(self.files, self.folder, path) {
            Some((path, file)) => {
                let published = self.assets.add_file(&path, file, diags);
                // The sheet itself is published in `assets/`, so that paths from there work under any base path.
                let seen = published.strip_prefix("assets/").unwrap_or(&published);
                let _ = write!(sheet, "url(\"{seen}{rest}\")");
            }
            None => diags.push(codes::missing_file(&self.file.place(range), path, self.paths)),
        }
    }
}

/// The tokens as custom properties. Paper is white: dark values are for screens, whatever the reader has chosen.
fn properties(tokens: &Tokens) -> String {
    let list = |values: &std::collections::BTreeMap<String, String>| {
        values.iter().fold(String::new(), |mut list, (name, value)| {
            let _ = write!(list, "--{name}: {value};");
            list
        })
    };
    let (light, dark) = (list(&tokens.light), list(&tokens.dark));
    format!(
        ":root {{ color-scheme: light dark; {light} }}\n\
         @media screen and (prefers-color-scheme: dark) {{ :root:not([data-scheme=\"light\"]) {{ {dark} }} }}\n\
         @media screen {{ :root[data-scheme=\"dark\"] {{ color-scheme: dark; {dark} }} }}\n\
         :root[data-scheme=\"light\"] {{ color-scheme: light; }}\n\
         @media print {{ :root {{ color-scheme: light; }} }}\n"
    )
}

/// A piece of a style sheet, by byte range.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    /// Anything that stays as it is.
    Other(Range<usize>),
    /// `/* … */`
    Comment(Range<usize>),
    /// The inside of `url(…)`, without quotes.
    Url(Range<usize>),
    /// `@import … ;`
    Import(Range<usize>),
    /// Something that the sheet does not close.
    Unclosed(Range<usize>, &'static str),
}

/// The pieces of a sheet, in order (CSS Syntax 3, section 4, as far as comments, strings, and urls go).
fn scan(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        let found = match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => match text[at + 2..].find("*/") {
                Some(length) => Some((Token::Comment(at..at + length + 4), at + length + 4)),
                None => Some((Token::Unclosed(at..at + 2, "a comment"), bytes.len())),
            },
            b'"' | b'\'' => match string_end(bytes, at) {
                Some(end) => {
                    at = end;
                    continue;
                }
                None => Some((Token::Unclosed(at..at + 1, "a quoted string"), bytes.len())),
            },
            b'u' | b'U' if starts_word(bytes, at) && has(bytes, at, b"url(") => Some(url(text, at + 4)),
            b'@' if has(bytes, at, b"@import") => {
                let end = text[at..].find(';').map_or(bytes.len(), |i| at + i + 1);
                Some((Token::Import(at..at + 7), end))
            }
            b'\\' => {
                at += 2;
                continue;
            }
            _ => None,
        };
        match found {
            Some((token, end)) => {
                if start < at {
                    tokens.push(Token::Other(start..at));
                }
                tokens.push(token);
                (start, at) = (end, end);
            }
            None => at += 1,
        }
    }
    if start < bytes.len() {
        tokens.push(Token::Other(start..bytes.len()));
    }
    tokens
}

fn has(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    bytes.get(at..at + word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word))
}

/// Whether no name runs into `at`: `-my-url(` is another function.
fn starts_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1)
        .is_none_or(|before| !(bytes[before].is_ascii_alphanumeric() || matches!(bytes[before], b'-' | b'_' | 0x80..)))
}

/// One past the quote that closes the string at `open`; none if its line ends first.
fn string_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return None,
            b if *b == bytes[open] => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The url whose inside starts at `from`, and where what follows it starts.
fn url(text: &str, from: usize) -> (Token, usize) {
    let bytes = text.as_bytes();
    let start = from + text[from..].len() - text[from..].trim_start().len();
    let unclosed = || (Token::Unclosed(from - 4..from, "`url(`"), text.len());
    if let Some(b'"' | b'\'') = bytes.get(start) {
        let Some(end) = string_end(bytes, start) else { return unclosed() };
        let after = end + text[end..].len() - text[end..].trim_start().len();
        return if bytes.get(after) == Some(&b')') { (Token::Url(start + 1..end - 1), after + 1) } else { unclosed() };
    }
    match text[start..].find(')') {
        Some(length) => {
            let inside = text[start..start + length].trim_end();
            (Token::Url(start..start + inside.len()), start + length + 1)
        }
        None => unclosed(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, properties, scan};
    use crate::theme::manifest::Tokens;

    /// Urls and comments found in a sheet.
    #[track_caller]
    fn check(sheet: &str, expect: &[&str]) {
        let tokens = scan(sheet);
        let found = tokens.iter().filter_map(|token| match token {
            Token::Url(range) | Token::Comment(range) => Some(&sheet[range.clone()]),
            Token::Other(_) => None,
            Token::Import(_) => Some("import"),
            Token::Unclosed(_, what) => Some(what),
        });
        assert_eq!(found.collect::<Vec<_>>(), expect);
    }

    #[test]
    fn urls_are_found_where_css_has_them() {
        check("a{b:url(x.png)}", &["x.png"]);
        check("a{b:URL( 'خط.woff2' )}", &["خط.woff2"]);
        check("a{b:url(\"x y.png\"),url( z )}", &["x y.png", "z"]);
        check("/* url(x) */ a{content:'url(y)'; b:my-url(z)}", &["/* url(x) */"]);
        check("a{content:'\\'url(x)'} b\\:url{}", &[]);
        check("@IMPORT 'x'; a{}", &["import"]);
        check("/*", &["a comment"]);
        check("a{b:url(", &["`url(`"]);
        check("a{b:url('x'", &["`url(`"]);
        check("\\", &[]);
        check("é\\", &[]);
    }

    #[test]
    fn dark_values_are_for_screens() {
        let tokens = Tokens { light: [("ink".into(), "#000".into())].into(), dark: [("ink".into(), "#fff".into())].into() };
        let text = properties(&tokens);
        assert_eq!(text.matches("--ink: #000;").count(), 1);
        assert_eq!(text.matches("--ink: #fff;").count(), 2);
        assert!(text.lines().filter(|l| l.contains("#fff")).all(|l| l.starts_with("@media screen")));
    }
}
