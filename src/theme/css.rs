//! Text of a style sheet -> its pieces, with every address that a browser would load. The only user of cssparser.
//!
//! The sheet is read token by token (CSS Syntax 3, section 4), so that escapes, comments and letter case hide nothing, and
//! without descending into blocks, so that depth costs no stack.

use std::ops::Range;

use cssparser::{Parser, ParserInput, Token};

/// A piece of a style sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub what: What,
}

/// What a piece of a style sheet is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// Anything that stays as it is.
    Other,
    /// `/* … */`
    Comment,
    /// `url(…)` without quotes, with its address.
    Url(String),
    /// A quoted address within a function that loads one: `url("…")`, `image-set("…" 2x)`.
    Address(String),
    /// `@import` with its rule.
    Import,
    /// A function that loads an address which the sheet does not spell out (`image-set(var(--x) 2x)`), or draws with a script.
    Unread(String),
    /// Something that the sheet does not close.
    Unclosed(&'static str),
}

/// Functions whose quoted texts are addresses (CSS Values 4 and 5, CSS Images 4), without a vendor's prefix.
const LOADING: [&str; 7] = ["url", "src", "image", "image-set", "cross-fade", "image-rect", "url-prefix"];
/// Functions that stand for a text that is written elsewhere (CSS Values 5); so do those whose names start with `--`.
const STANDING_FOR: [&str; 10] =
    ["var", "env", "attr", "if", "inherit", "toggle", "first-valid", "random-item", "ident", "string"];

/// Something open: what closes it, and for a function that loads, where it starts and its name.
struct Open {
    closed_by: char,
    loading: Option<(Range<usize>, String)>,
}

/// The pieces of a sheet, in order.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut reader = Reader { text, pieces: Vec::new(), open: Vec::new(), passing: None };
    let mut at = 0;
    while at < text.len() {
        // A parser skips the block that it has just seen open, so that another one goes on behind each opening bracket.
        let from = at;
        let mut input = ParserInput::new(&text[from..]);
        let mut parser = Parser::new(&mut input);
        while let Ok(token) = parser.next_including_whitespace_and_comments() {
            let token = token.clone();
            let end = from + parser.position().byte_index();
            reader.token(&token, at..end);
            at = end;
            if closed_by(&token).is_some() {
                break;
            }
        }
        if at == from {
            break;
        }
    }
    for open in &reader.open {
        if let Some((range, _)) = &open.loading {
            reader.pieces.push(Piece { range: range.clone(), what: What::Unclosed("`url(`") });
        }
    }
    reader.pieces
}

/// Whether a value would make a browser load something, or is no whole value.
pub fn loads(value: &str) -> bool {
    pieces(value).iter().any(|piece| !matches!(piece.what, What::Other | What::Comment))
}

/// What closes the block that a token opens.
#[expect(clippy::wildcard_enum_match_arm, reason = "four of thirty tokens open a block")]
fn closed_by(token: &Token<'_>) -> Option<char> {
    match token {
        Token::Function(_) | Token::ParenthesisBlock => Some(')'),
        Token::SquareBracketBlock => Some(']'),
        Token::CurlyBracketBlock => Some('}'),
        _ => None,
    }
}

struct Reader<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    open: Vec<Open>,
    /// Within a rule that is one mistake already (`@import`), or whose address is a name (`@namespace`), up to its end.
    passing: Option<usize>,
}

impl Reader<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "most tokens stay as they are")]
    fn token(&mut self, token: &Token<'_>, range: Range<usize>) {
        let raw = &self.text[range.clone()];
        let what = match token {
            Token::Comment(_) if raw.len() < 4 || !raw.ends_with("*/") => What::Unclosed(phrase!("a comment")),
            Token::Comment(_) => What::Comment,
            Token::BadString(_) => What::Unclosed(phrase!("a quoted string")),
            Token::QuotedString(_) if !is_closed(raw, raw.chars().next()) => What::Unclosed(phrase!("a quoted string")),
            Token::BadUrl(_) => What::Unclosed("`url(`"),
            Token::UnquotedUrl(_) if !is_closed(raw, Some(')')) => What::Unclosed("`url(`"),
            Token::UnquotedUrl(url) if self.passing.is_none() => What::Url((**url).to_owned()),
            Token::QuotedString(url) if self.passing.is_none() && self.loading().is_some() => What::Address((**url).to_owned()),
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                self.passing = Some(self.open.len());
                What::Import
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("namespace") => {
                self.passing = Some(self.open.len());
                What::Other
            }
            Token::Semicolon => {
                self.passing = self.passing.filter(|depth| *depth < self.open.len());
                What::Other
            }
            Token::CurlyBracketBlock => {
                self.passing = None;
                What::Other
            }
            Token::Function(name) => self.function(&name.to_ascii_lowercase()),
            Token::CloseParenthesis => self.close(')'),
            Token::CloseSquareBracket => self.close(']'),
            Token::CloseCurlyBracket => self.close('}'),
            _ => What::Other,
        };
        if let Some(closed_by) = closed_by(token) {
            let loading = match token {
                Token::Function(name) if self.passing.is_none() => {
                    let name = name.to_ascii_lowercase();
                    LOADING.contains(&unprefixed(&name)).then(|| (range.clone(), name))
                }
                _ => None,
            };
            self.open.push(Open { closed_by, loading });
        }
        match self.pieces.last_mut() {
            // The whole rule is the mistake.
            Some(last) if self.passing.is_some() && last.what == What::Import && matches!(what, What::Other | What::Comment) => {
                last.range.end = range.end;
            }
            Some(last) if what == What::Other && last.what == What::Other && last.range.end == range.start => {
                last.range.end = range.end;
            }
            _ => self.pieces.push(Piece { range, what }),
        }
    }

    /// The function that the next token stands in, if it loads.
    fn loading(&self) -> Option<&str> {
        self.open.last()?.loading.as_ref().map(|(_, name)| name.as_str())
    }

    fn function(&self, name: &str) -> What {
        match self.loading() {
            _ if unprefixed(name) == "paint" => What::Unread(name.to_owned()),
            Some(outer) if name.starts_with("--") || STANDING_FOR.contains(&unprefixed(name)) => What::Unread(outer.to_owned()),
            Some(_) | None => What::Other,
        }
    }

    fn close(&mut self, bracket: char) -> What {
        if self.open.last().is_some_and(|open| open.closed_by == bracket) {
            self.open.pop();
        }
        What::Other
    }
}

/// `-webkit-image-set` as `image-set`.
fn unprefixed(name: &str) -> &str {
    let prefixes = ["-webkit-", "-moz-", "-ms-", "-o-"];
    prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

/// Whether a token ends with what closes it, and not merely with the sheet.
fn is_closed(raw: &str, last: Option<char>) -> bool {
    let Some(inside) = last.and_then(|last| raw.strip_suffix(last)) else { return false };
    !inside.is_empty() && inside.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 0
}

/// Where in a piece its address is written.
pub fn inside(text: &str, range: &Range<usize>) -> Range<usize> {
    let raw = &text[range.clone()];
    if raw.starts_with(['"', '\'']) {
        return range.start + 1..range.end - 1;
    }
    let from = raw.find('(').map_or(0, |at| at + 1);
    let body = raw[from..].trim_end_matches(')');
    let start = range.start + from + body.len() - body.trim_start().len();
    start..start + body.trim().len()
}

/// A text between quotes.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    // Writing into a `String` does not fail.
    let _ = cssparser::serialize_string(text, &mut quoted);
    quoted
}

/// An address as browsers read it: white space around it and line breaks within it do not count, and `\` is `/`.
pub fn as_read(address: &str) -> String {
    let plain = address.trim_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "");
    if is_data(&plain) { plain } else { plain.replace('\\', "/") }
}

/// Whether an address holds its own data.
pub fn is_data(address: &str) -> bool {
    address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// Whether an address leads out of the theme: it names a scheme or a host.
pub fn is_foreign(address: &str) -> bool {
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    scheme || address.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::{What, as_read, inside, is_foreign, pieces};

    /// Addresses, comments and mistakes found in a sheet.
    #[track_caller]
    fn check(sheet: &str, expect: &[&str]) {
        let found = pieces(sheet).into_iter().filter_map(|piece| match piece.what {
            What::Url(_) | What::Address(_) => Some(sheet[inside(sheet, &piece.range)].to_owned()),
            What::Comment => Some(sheet[piece.range].to_owned()),
            What::Other => None,
            What::Import => Some("import".to_owned()),
            What::Unread(name) => Some(format!("unread {name}")),
            What::Unclosed(what) => Some(what.to_owned()),
        });
        assert_eq!(found.collect::<Vec<_>>(), expect, "{sheet}");
    }

    #[test]
    fn addresses_are_found_where_css_has_them() {
        check("a{b:url(x.png)}", &["x.png"]);
        check("a{b:URL( 'خط.woff2' )}", &["خط.woff2"]);
        check("a{b:url(\"x y.png\"),url( z )}", &["x y.png", "z"]);
        check("/* url(x) */ a{content:'url(y)'; b:my-url(z)}", &["/* url(x) */"]);
        check("a{content:'\\'url(x)'} b\\:url{}", &[]);
        check("@IMPORT 'x'; a{b:url(y)}", &["import", "y"]);
        check("/*", &["a comment"]);
        check("/*/", &["a comment"]);
        check("a{b:url(", &["`url(`"]);
        check("a{b:url('x'", &["x", "`url(`"]);
        check("a{b:url(x\\)", &["`url(`"]);
        check("a{content:'x\\'", &["a quoted string"]);
        check("a{b:image-set('x' type('image/png') 1x, linear-gradient(var(--a), red) 2x)}", &["x"]);
        check("a{b:image-set(var(--x) 1x)}", &["unread image-set"]);
        check("\\", &[]);
        check("é\\", &[]);
    }

    #[test]
    fn any_text_is_cut_into_pieces_that_make_it_up() {
        for sheet in ["a{b:url(x)}", "a { b: [ ( ] ) } /* c */ \"x\ny", "((((", "))]}}", "@import url(x) ; y", "\u{0}\r\n\u{c}"] {
            let joined: String = pieces(sheet).iter().map(|piece| &sheet[piece.range.clone()]).collect();
            assert_eq!(joined, sheet);
        }
        let deep = "image-set(".repeat(100_000);
        assert!(pieces(&deep).len() >= 100_000);
    }

    #[test]
    fn an_import_is_one_piece() {
        let sheet = "a{}@import url(x) print/**/;b{}";
        let found: Vec<&str> = pieces(sheet).into_iter().map(|piece| &sheet[piece.range]).collect();
        assert_eq!(found, ["a{}", "@import url(x) print/**/", ";b{}"]);
    }

    #[test]
    fn addresses_are_judged_as_browsers_read_them() {
        for foreign in ["https://x", " https://x", "ht\ttps://x", "//x", "\\\\x", "/\\x", "HTTP:x", "blob:x", "web+x.y:z"] {
            assert!(is_foreign(&as_read(foreign)), "{foreign:?}");
        }
        for own in ["x.png", "/x.png", "../x.png", "خط:x", "a/b:c", ""] {
            assert!(!is_foreign(&as_read(own)), "{own:?}");
        }
    }
}
