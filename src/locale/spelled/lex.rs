//! A text -> its words, runs of digits and signs, each with what stands before it: what grammars of numbers read.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use crate::locale::fold::fold;
use crate::locale::numeral::digit;

/// What a token is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Letters of one script.
    Word(Writing),
    /// Digits, in ASCII.
    Digits(String),
    /// One sign.
    Sign(char),
}

/// The scripts whose words are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Writing {
    /// Arabic.
    Arabic,
    /// Latin.
    Latin,
    /// Any other.
    Other,
}

/// What stands before a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Before {
    /// Another token, with nothing between.
    Nothing,
    /// One space.
    Space(char),
    /// The beginning, or several spaces.
    Gap,
    /// The end of a line, a cell or an item: what stands there says nothing of what stands here.
    Line,
}

/// A token of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token<'a> {
    pub range: Range<usize>,
    pub text: &'a str,
    /// The text of a word as it is looked up.
    pub folded: String,
    pub kind: Kind,
    pub before: Before,
}

impl Token<'_> {
    /// Whether it follows the token before it without a space.
    pub fn is_glued(&self) -> bool {
        self.before == Before::Nothing
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// The digits, if it is such.
    pub fn digits(&self) -> Option<&str> {
        match &self.kind {
            Kind::Digits(digits) => Some(digits),
            Kind::Word(_) | Kind::Sign(_) => None,
        }
    }

    /// The word as it is looked up, if it is one of this script.
    pub fn word(&self, writing: Writing) -> Option<&str> {
        (self.kind == Kind::Word(writing)).then_some(self.folded.as_str())
    }
}

/// The tokens of a text. Controls of direction and joiners are no tokens and part nothing.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut before = Before::Gap;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_control(c) {
            continue;
        }
        if c.is_whitespace() {
            before = match before {
                _ if c == '\n' => Before::Line,
                Before::Nothing => Before::Space(c),
                Before::Space(_) | Before::Gap => Before::Gap,
                Before::Line => Before::Line,
            };
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut take = |is_more: &dyn Fn(char) -> bool| {
            while let Some((next, c)) = chars.next_if(|(_, c)| is_more(*c)) {
                end = next + c.len_utf8();
            }
            &text[at..end]
        };
        let (piece, kind) = if digit(c).is_some() {
            let piece = take(&|c| digit(c).is_some());
            (piece, Kind::Digits(piece.chars().filter_map(digit).collect()))
        } else if c.is_alphabetic() {
            let writing = writing(c);
            let is_more = |c: char| {
                is_combining_mark(c) || matches!(c, '\u{640}' | '\u{200C}') || (c.is_alphabetic() && self::writing(c) == writing)
            };
            (take(&is_more), Kind::Word(writing))
        } else {
            (take(&is_combining_mark), Kind::Sign(c))
        };
        let folded = if matches!(kind, Kind::Word(_)) { fold(piece) } else { String::new() };
        found.push(Token { range: at..at + piece.len(), text: piece, folded, kind, before });
        before = Before::Nothing;
    }
    found
}

fn writing(c: char) -> Writing {
    let script = c.script();
    // Tatweel is of no script.
    if script == Script::Arabic || c == '\u{640}' {
        Writing::Arabic
    } else if script == Script::Latin {
        Writing::Latin
    } else {
        Writing::Other
    }
}

fn is_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}
