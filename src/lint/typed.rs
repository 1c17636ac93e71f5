//! The lines of a page -> what was typed by eye: lists with the marks of a word processor, and full stops for zeros.

use std::ops::Range;

use super::text::Text;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::markdown::line::Kind;

/// Marks that begin nothing but an item of a list.
const BULLETS: [char; 17] =
    ['•', '●', '○', '◦', '▪', '▫', '■', '□', '‣', '⁃', '❖', '➢', '➤', '\u{f0a7}', '\u{f0b7}', '\u{f0d8}', '\u{f0fc}'];
/// Dashes also begin what somebody says, and ticks a remark: only two in one paragraph are a list.
const DASHES: [char; 15] = ['–', '—', '−', '‐', '‒', '―', 'ـ', '·', '∙', '✓', '✔', '✗', '►', '▶', '→'];
/// The first two of each way to count.
const COUNTS: [[&str; 2]; 9] =
    [["أ", "ب"], ["ا", "ب"], ["الف", "ب"], ["a", "b"], ["A", "B"], ["i", "ii"], ["1", "2"], ["١", "٢"], ["۱", "۲"]];
/// Words before a year.
const YEARS: [&str; 31] = [
    "عام",
    "العام",
    "لعام",
    "بعام",
    "وعام",
    "سنة",
    "السنة",
    "لسنة",
    "منذ",
    "سال",
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "إبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
];

/// What a line of a paragraph begins with.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Start {
    Bullet,
    Dash,
    /// A way to count with what stands around it, and which of its first two this is.
    Count(usize, String, usize),
}

/// Lists with marks that Markdown does not know: their items run together to one paragraph. One finding a list.
pub(in crate::lint) fn lists(texts: &[Text<'_>], diags: &mut Diagnostics) {
    // The start before, with the number of its text.
    let mut last: Option<(Start, usize, Range<usize>)> = None;
    let mut is_told = false;
    for (number, text) in texts.iter().enumerate() {
        if text.line.kind != Kind::Paragraph {
            last = None;
            continue;
        }
        let mut at = 0;
        for line in text.text().split_inclusive('\n') {
            let found = start(line);
            if let Some((start, length)) = found {
                let range = at..at + length;
                let before = last.take().filter(|(_, n, _)| number - n <= 1);
                is_told &= before.is_some();
                let (first, first_text) = match &before {
                    _ if start == Start::Bullet => (Some(range.clone()), number),
                    Some((Start::Dash, n, first)) if start == Start::Dash && *n == number => (Some(first.clone()), *n),
                    Some((Start::Count(way, form, 0), n, first)) if start == Start::Count(*way, form.clone(), 1) => {
                        (Some(first.clone()), *n)
                    }
                    _ => (None, number),
                };
                if let Some(first) = first.filter(|_| !is_told) {
                    let text = &texts[first_text];
                    let is_counted = matches!(start, Start::Count(..));
                    diags.push(codes::typed_list(text.span(&first), &text.text()[first.clone()], is_counted));
                    is_told = true;
                }
                last = Some((start, number, range));
            } else if at == 0 {
                last = None;
            }
            at += line.len();
        }
    }
}

/// What a line begins with, and how long it is.
fn start(line: &str) -> Option<(Start, usize)> {
    let first = line.chars().next()?;
    let is_apart = |rest: &str| rest.starts_with([' ', '\t', '\u{a0}']) && !rest.trim().is_empty();
    if BULLETS.contains(&first) {
        // A row of them is a rule.
        return line[first.len_utf8()..].contains(char::is_alphanumeric).then_some((Start::Bullet, first.len_utf8()));
    }
    if DASHES.contains(&first) {
        return is_apart(&line[first.len_utf8()..]).then_some((Start::Dash, first.len_utf8()));
    }
    let inside = line.strip_prefix('(').unwrap_or(line);
    let open = line.len() - inside.len();
    let word = inside.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    let close = inside[word..].chars().next().filter(|c| ".)-–/".contains(*c))?;
    let length = open + word + close.len_utf8();
    if open > 0 && close != ')' || !is_apart(&line[length..]) {
        return None;
    }
    let word = &inside[..word];
    let (way, place) = COUNTS.iter().enumerate().find_map(|(way, c)| c.iter().position(|w| *w == word).map(|p| (way, p)))?;
    // `A. Smith` is a name; `1.` is a list of Markdown's, and `١.` has a finding of its own.
    let is_other =
        open == 0 && ((way == 4 && close == '.') || (way > 6 && ".)-".contains(close)) || (way == 6 && ".)".contains(close)));
    // Two ways to count share ب: the bare and the full first letter are one way.
    let way = if way < 3 { 0 } else { way };
    (!is_other).then(|| (Start::Count(way, format!("{}{close}", &line[..open]), place), length))
}

/// Full stops between Arabic digits that stand for a zero, which is a dot in Arabic: `٢.١٩` for the year ٢٠١٩. A decimal
/// number looks the same: without a word for years only two stops beside each other are told.
pub(in crate::lint) fn zeros(text: &Text<'_>, diags: &mut Diagnostics) {
    let visible = text.text();
    let is_digit = |c: char| matches!(c, '٠'..='٩' | '۰'..='۹');
    let mut from = 0;
    while let Some(found) = visible[from..].find(is_digit) {
        let start = from + found;
        let run = &visible[start..];
        let length = run.find(|c: char| !is_digit(c) && c != '.').unwrap_or(run.len());
        let number = run[..length].trim_end_matches('.');
        from = start + length;
        let zeros = number.matches('.').count();
        let shape = number.replace(['۰', '٠'], "0").replace(['۲', '٢'], "2").replace(['۱', '١'], "1");
        let is_year = number.chars().count() == 4 && (shape.starts_with("19") || shape.starts_with('2'));
        let before = visible[..start].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let joined = visible[..start].strip_suffix(['/', '-', '–']);
        let in_date = joined.is_some_and(|before| before.ends_with(is_digit));
        let is_certain = number.contains("..") && zeros == 2;
        if zeros > 0 && is_year && (is_certain || in_date || YEARS.contains(&word)) {
            let zero = if number.contains(|c: char| matches!(c, '۰'..='۹')) { "۰" } else { "٠" };
            diags.push(codes::typed_zero(text.span(&(start..start + number.len())), number, &number.replace('.', zero)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Start, start};

    #[test]
    fn items_begin_with_a_mark_and_a_space() {
        assert_eq!(start("• نص"), Some((Start::Bullet, 3)));
        assert_eq!(start("– نص"), Some((Start::Dash, 3)));
        assert_eq!(start("أ. نص"), Some((Start::Count(0, ".".to_owned(), 0), 3)));
        assert_eq!(start("(١) نص"), Some((Start::Count(7, "()".to_owned(), 0), 4)));
        assert_eq!(start("b) text"), Some((Start::Count(3, ")".to_owned(), 1), 2)));
        for no in ["• • •", "–5 درجات", "A. Smith", "١. أول", "1. x", "(نص) نص", "ب", "•", "(1", ""] {
            assert_eq!(start(no), None, "{no}");
        }
    }
}
