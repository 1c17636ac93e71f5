//! The lines of a page -> numbers in other digits than the rest, and lists that are none.

use std::collections::BTreeSet;
use std::ops::Range;

use super::text::Text;
use crate::diag::codes::lint as codes;
use crate::diag::{Diagnostics, Edit};
use crate::locale::{Digits, LocaleId};
use crate::markdown::line::Kind;

/// The system of a digit.
fn system(c: char) -> Option<Digits> {
    match c {
        '0'..='9' => Some(Digits::Latn),
        '٠'..='٩' => Some(Digits::Arab),
        '۰'..='۹' => Some(Digits::Arabext),
        _ => None,
    }
}

/// The ASCII digit of a digit.
fn ascii(c: char) -> Option<char> {
    let zero = match system(c)? {
        Digits::Latn => '0',
        Digits::Arab => '٠',
        Digits::Arabext => '۰',
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// Numbers of the page's language whose digits are not the language's, on a page with digits of two systems. What is
/// left-to-right whatever surrounds it (dates in digits, versions, telephone numbers) keeps its own.
pub(in crate::lint) fn mixed(texts: &[Text<'_>], locale: LocaleId, diags: &mut Diagnostics) {
    let mut systems = BTreeSet::new();
    let mut others = Vec::new();
    for text in texts.iter().filter(|t| t.locale.id == locale && t.is_arabic()) {
        for range in numbers(text) {
            let number = &text.text()[range.clone()];
            let found: BTreeSet<&str> = number.chars().filter_map(system).map(name).collect();
            if found.iter().any(|name| *name != self::name(text.locale.digits)) {
                others.push((text, range));
            }
            systems.extend(found);
        }
    }
    // Persian, Pashto and Kurdish are written with digits of their own (CLDR): that some are is no finding where the site has not
    // said otherwise.
    let is_open = |text: &Text<'_>| !text.locale.has_own_digits && matches!(text.language(), "fa" | "ps" | "ckb");
    if systems.len() < 2 || texts.iter().any(|text| text.locale.id == locale && is_open(text)) {
        return;
    }
    for (text, range) in others {
        let number = &text.text()[range.clone()];
        let ascii: Option<String> = number.chars().map(ascii).collect();
        let ascii = ascii.filter(|_| text.locale.has_own_digits);
        let edits = ascii.map(|ascii| text.replace(&range, &text.locale.digits(&ascii))).unwrap_or_default();
        diags.push(codes::mixed_digits(text.span(&range), number, &text.locale.digits("123"), edits));
    }
}

fn name(digits: Digits) -> &'static str {
    match digits {
        Digits::Latn => "latn",
        Digits::Arab => "arab",
        Digits::Arabext => "arabext",
    }
}

/// Digits with the separators between them, outside of foreign runs. A number with a separator is not mended: the
/// separators of the systems differ.
fn numbers(text: &Text<'_>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (place, &(at, c)) in chars.iter().enumerate() {
        let next = chars.get(place + 1).is_some_and(|(_, c)| system(*c).is_some());
        let continues = found.last().is_some_and(|r| r.end == at);
        if system(c).is_some() && !text.is_foreign(at) {
            match found.last_mut().filter(|r| r.end == at) {
                Some(last) => last.end += c.len_utf8(),
                // Digits within a word of letters are a name: G7.
                None if text.text()[..at].ends_with(|c: char| c.is_ascii_alphabetic()) => {}
                None => found.push(at..at + c.len_utf8()),
            }
        } else if matches!(c, '.' | ',' | '٫' | '٬')
            && next
            && continues
            && let Some(last) = found.last_mut()
        {
            last.end += c.len_utf8();
        }
    }
    found
}

/// `١.`, `٢)` and `٣-` at the beginning of a line: Markdown knows lists by ASCII digits only.
pub(in crate::lint) fn list_markers(text: &Text<'_>, diags: &mut Diagnostics) {
    if text.line.kind != Kind::Paragraph {
        return;
    }
    let mut start = 0;
    // A list may interrupt a paragraph only if it begins with 1 (CommonMark 0.31.2, section 5.3).
    let mut is_list = false;
    for line in text.text().split_inclusive('\n') {
        if let Some((digits, marker)) = marker(line) {
            let number: String = line[..digits].chars().filter_map(ascii).collect();
            is_list |= start == 0 || number == "1";
            let range = start..start + marker;
            let separator = if line[digits..].starts_with(')') { ')' } else { '.' };
            let edits: Vec<Edit> = if is_list { text.replace(&range, &format!("{number}{separator}")) } else { Vec::new() };
            diags.push(codes::list_marker(text.span(&range), &line[..marker], edits));
        }
        start += line.len();
    }
}

/// The lengths of the digits and of the whole marker that a line begins with.
fn marker(line: &str) -> Option<(usize, usize)> {
    let is_own = |c: &char| matches!(system(*c), Some(Digits::Arab | Digits::Arabext));
    let digits: usize = line.chars().take_while(is_own).map(char::len_utf8).sum();
    let rest = line[digits..].strip_prefix(['.', ')', '-'])?;
    let few = (1..=2).contains(&(digits / 2));
    (few && rest.starts_with(' ')).then_some((digits, digits + 1))
}

#[cfg(test)]
mod tests {
    use super::marker;

    #[test]
    fn markers_have_few_digits_and_a_space() {
        assert_eq!(marker("١. أول"), Some((2, 3)));
        assert_eq!(marker("۱۲) دوازده"), Some((4, 5)));
        assert_eq!(marker("٣- ثالث"), Some((2, 3)));
        for no in ["١٩٩٠. كان", "1. x", "١.٥ مليون", "أ. ب", ".", ""] {
            assert_eq!(marker(no), None, "{no}");
        }
    }
}
