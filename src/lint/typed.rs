//! The lines of a page -> what was typed by eye: lists with the marks of a word processor, and full stops for zeros.

use std::ops::Range;

use super::text::Text;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::markdown::line::Kind;

/// Marks that begin nothing but an item of a list.
const BULLETS: [char; 20] = [
    '•', '●', '○', '◦', '▪', '▫', '■', '□', '‣', '⁃', '❖', '➢', '➤', '⦁', '◆', '◉', '\u{f0a7}', '\u{f0b7}', '\u{f0d8}',
    '\u{f0fc}',
];
/// Dashes also begin what somebody says, and ticks a remark: only two in one paragraph are a list.
const DASHES: [char; 24] =
    ['–', '—', '−', '‐', '‒', '―', 'ـ', '·', '∙', '✓', '✔', '✗', '►', '▶', '→', '٭', '§', '★', '☐', '☑', '✅', '➡', '🔹', '🔸'];
/// The first two of each way to count.
const COUNTS: [[&str; 2]; 10] =
    [["أ", "ب"], ["ا", "ب"], ["الف", "ب"], ["a", "b"], ["A", "B"], ["i", "ii"], ["1", "2"], ["١", "٢"], ["۱", "۲"], ["I", "II"]];
/// Words before a year.
const YEARS: [&str; 39] = [
    "بحلول",
    "أواخر",
    "أوائل",
    "مطلع",
    "رؤية",
    "موسم",
    "صيف",
    "ربيع",
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
    /// A dash and a word without a blank between them.
    Tight,
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
                    Some((mark @ (Start::Dash | Start::Tight), n, first)) if start == *mark && *n == number => {
                        (Some(first.clone()), *n)
                    }
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
    let behind = &line[first.len_utf8()..];
    // A mark and a tab is what comes out of Word.
    if (first == 'o' || DASHES.contains(&first)) && behind.starts_with('\t') && !behind.trim().is_empty() {
        return Some((Start::Bullet, first.len_utf8()));
    }
    if matches!(first, '-' | '–' | '—') && behind.starts_with(char::is_alphabetic) {
        return Some((Start::Tight, first.len_utf8()));
    }
    // Numbers in circles.
    let is_circled = matches!(first, '\u{2460}'..='\u{2473}' | '\u{2776}'..='\u{2793}');
    if DASHES.contains(&first) || is_circled {
        let behind = behind.trim_start_matches('\u{fe0f}');
        let fits = is_apart(behind) || (is_circled && behind.starts_with(char::is_alphabetic));
        return fits.then_some((Start::Dash, first.len_utf8()));
    }
    let inside = line.strip_prefix('(').unwrap_or(line);
    let open = line.len() - inside.len();
    let word = inside.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    // A dash may stand apart: `١ - نص`. What lengthens a word is typed for one.
    let gap = usize::from(
        open == 0 && inside[word..].starts_with([' ', '\u{a0}']) && inside[word..].trim_start().starts_with(['-', '–', 'ـ']),
    );
    let gap = if gap == 0 { 0 } else { inside[word..].len() - inside[word..].trim_start().len() };
    let (word, close) = match inside[..word].strip_suffix('ـ') {
        Some(word) if gap == 0 => (word, 'ـ'),
        _ => (&inside[..word], inside[word + gap..].chars().next().filter(|c| ".)-–/ـ".contains(*c))?),
    };
    let length = open + word.len() + gap + close.len_utf8();
    if open > 0 && close != ')' {
        return None;
    }
    let (way, place) = COUNTS.iter().enumerate().find_map(|(way, c)| c.iter().position(|w| *w == word).map(|p| (way, p)))?;
    let is_number = (6..9).contains(&way);
    let is_letter = way < 3 && matches!(close, '-' | '–' | ')');
    let is_tight = (open > 0 || is_number || is_letter) && line[length..].starts_with(char::is_alphabetic);
    if !is_apart(&line[length..]) && !is_tight {
        return None;
    }
    // `A. Smith` is a name; `1.` is a list of Markdown's, and `١.` has a finding of its own.
    let is_list =
        !is_tight && gap == 0 && ((way > 6 && is_number && ".)-".contains(close)) || (way == 6 && ".)".contains(close)));
    let is_other = open == 0 && (is_list || (way == 4 && close == '.'));
    // Two ways to count share ب: the bare and the full first letter are one way.
    let way = if way < 3 { 0 } else { way };
    (!is_other).then(|| (Start::Count(way, format!("{}{close}", &line[..open]), place), length))
}

/// Full stops between Arabic digits that stand for a zero, which is a dot in Arabic: `٢.١٩` for the year ٢٠١٩. A decimal
/// number looks the same: without a word for years only two stops beside each other are told, and one that nothing else can be,
/// since a percent sign, a comma or a year follows it.
pub(in crate::lint) fn zeros(text: &Text<'_>, diags: &mut Diagnostics) {
    let visible = text.text();
    let is_digit = |c: char| matches!(c, '٠'..='٩' | '۰'..='۹');
    let mut from = 0;
    while let Some(found) = visible[from..].find(is_digit) {
        let start = from + found;
        let run = &visible[start..];
        let length = run.find(|c: char| !is_digit(c) && c != '.').unwrap_or(run.len());
        let (whole, after) = run.split_at(length);
        from = start + length;
        let number = if is_open(whole, after) { whole } else { whole.trim_end_matches('.') };
        let zeros = number.matches('.').count();
        let shape: String = number.chars().map(western).collect();
        let is_four = number.chars().count() == 4;
        let is_year = is_four && (shape.starts_with("19") || shape.starts_with('2'));
        // Years of the Hijri calendars need their word.
        let is_hijri = is_four && (shape.starts_with("13") || shape.starts_with("14"));
        let before = visible[..start].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_named = YEARS.contains(&word) && (is_year || is_hijri);
        let is_certain = zeros > 0 && (number.ends_with('.') || (number.contains("..") && zeros == 2 && is_year));
        if zeros > 0 && (is_certain || is_named || (is_year && in_date(&visible[..start]))) {
            let zero = if number.contains(|c: char| matches!(c, '۰'..='۹')) { "۰" } else { "٠" };
            diags.push(codes::typed_zero(text.span(&(start..start + number.len())), number, &number.replace('.', zero)));
        }
    }
}

/// Whether the stop at the end of a number ends no sentence: a percent sign, a comma, or the dash of a range follows at once.
fn is_open(whole: &str, after: &str) -> bool {
    let stops = whole.len() - whole.trim_end_matches('.').len();
    let is_joined = |rest: &str| rest.starts_with(|c: char| matches!(c, '٠'..='٩' | '۰'..='۹'));
    let is_range = after.strip_prefix(['/', '-', '–']).is_some_and(is_joined);
    (stops == 1 || stops == 2) && (after.starts_with(['٪', '%', '،', '؛']) || is_range)
}

/// Whether what stands before a number joins it to a date or a year: `٣/٤/`, `٢٠١٨–`.
fn in_date(before: &str) -> bool {
    let is_digit = |c: char| matches!(c, '٠'..='٩' | '۰'..='۹');
    let Some(first) = before.strip_suffix(['/', '-', '–']) else { return false };
    let number = &first[first.trim_end_matches(is_digit).len()..];
    let is_whole = !first[..first.len() - number.len()].ends_with(['.', '٫']);
    is_whole && if before.ends_with('/') { !number.is_empty() } else { number.chars().count() == 4 }
}

/// A digit of Arabic or Persian as one of ASCII.
fn western(c: char) -> char {
    let value = match c {
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        c => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
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
        assert_eq!(start("-نص"), Some((Start::Tight, 1)));
        assert_eq!(start("①نص"), Some((Start::Dash, 3)));
        assert_eq!(start("(أ)نص"), Some((Start::Count(0, "()".to_owned(), 0), 4)));
        assert_eq!(start("١.نص"), Some((Start::Count(7, ".".to_owned(), 0), 3)));
        assert_eq!(start("١ - نص"), Some((Start::Count(7, "-".to_owned(), 0), 4)));
        assert_eq!(start("1ـ نص"), Some((Start::Count(6, "ـ".to_owned(), 0), 3)));
        assert_eq!(start("·\tنص"), Some((Start::Bullet, 2)));
        assert_eq!(start("o\ttext"), Some((Start::Bullet, 1)));
        assert_eq!(start("§\tنص"), Some((Start::Bullet, 2)));
        assert_eq!(start("أ-نص"), Some((Start::Count(0, "-".to_owned(), 0), 3)));
        assert_eq!(start("II. text"), Some((Start::Count(9, ".".to_owned(), 1), 3)));
        for no in ["• • •", "-5", "1.5", "1.٥ x", "- x", "–5 درجات", "A. Smith", "١. أول", "1. x", "(نص) نص", "ب", "•", "(1", ""]
        {
            assert_eq!(start(no), None, "{no}");
        }
    }
}
