//! A line -> what is wrong with its punctuation and its spaces.

use std::cell::LazyCell;

use super::text::Text;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::locale::Dir;
use crate::locale::letter::{direction, is_arabic};

/// The punctuation of the Arabic script.
const ARABIC: [char; 3] = ['،', '؛', '؟'];
/// Languages whose quotation marks are « and » (CLDR; Arabic by the rule of this house).
const GUILLEMETS: [&str; 3] = ["ar", "fa", "ps"];
/// The spaces that are typed.
const SPACES: [char; 2] = [' ', '\u{a0}'];

/// All rules of this file.
pub(in crate::lint) fn check(text: &Text<'_>, diags: &mut Diagnostics) {
    let chars = text.chars();
    let is_other = LazyCell::new(|| is_other(&chars));
    for place in 0..chars.len() {
        latin(text, (&chars, &is_other), place, diags);
        spaces(text, &chars, place, diags);
        waw(text, &chars, place, diags);
        double_space(text, &chars, place, diags);
    }
    quotes(text, &chars, diags);
}

fn at(chars: &[(usize, char)], place: Option<usize>) -> Option<char> {
    place.and_then(|p| chars.get(p)).map(|(_, c)| *c)
}

/// `,`, `;` and `?` whose sentence is Arabic: the last letter before them is, and no digits stand on both sides.
fn latin(
    text: &Text<'_>,
    (chars, is_other): (&[(usize, char)], &LazyCell<bool, impl FnOnce() -> bool>),
    place: usize,
    diags: &mut Diagnostics,
) {
    let (start, given) = chars[place];
    let right = match given {
        ',' => '،',
        ';' => '؛',
        '?' => '؟',
        _ => return,
    };
    if !text.is_arabic() || text.is_foreign(start) {
        return;
    }
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    if is_digit(at(chars, place.checked_sub(1))) && is_digit(at(chars, Some(place + 1))) {
        return;
    }
    let before = chars[..place].iter().rev().find_map(|(_, c)| direction(*c));
    // A sentence of another language that names something in Arabic keeps its marks.
    if before != Some(Dir::Rtl) || **is_other {
        return;
    }
    let range = start..start + given.len_utf8();
    let after = chars[place + 1..].iter().find_map(|(_, c)| direction(*c));
    let edits = if after == Some(Dir::Ltr) { Vec::new() } else { text.replace(&range, &right.to_string()) };
    diags.push(codes::latin_punctuation(text.span(&range), given, right, edits));
}

/// Whether a line is one of another language that names something in Arabic. It is counted once: a line may be a whole book.
fn is_other(chars: &[(usize, char)]) -> bool {
    let letters = |dir: Dir| chars.iter().filter(|(_, c)| direction(*c) == Some(dir)).count();
    letters(Dir::Ltr) > 2 * letters(Dir::Rtl)
}

/// Spaces before ، ؛ ؟ and none after them.
fn spaces(text: &Text<'_>, chars: &[(usize, char)], place: usize, diags: &mut Diagnostics) {
    let (start, mark) = chars[place];
    if !ARABIC.contains(&mark) {
        return;
    }
    let end = start + mark.len_utf8();
    let gap = text.text()[..start].trim_end().len();
    if gap < start && gap > 0 {
        let range = gap..start;
        diags.push(codes::space_before(text.span(&range), mark, text.remove_before(&range)));
    }
    let (before, after) = (at(chars, place.checked_sub(1)), at(chars, Some(place + 1)));
    // `١٢،٥` is somebody's decimal point, and a mark alone is spoken about.
    let is_number = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
    let is_named = before.is_none_or(|c| "«(\"“".contains(c));
    if after.is_some_and(char::is_alphanumeric) && !is_number && !is_named {
        // Markup between the two may be that of an emphasis that ends here: a space would have to stand behind it.
        let letter = start..end;
        let edits = if gap < start { Vec::new() } else { text.insert_after(&letter, " ") };
        diags.push(codes::no_space_after(text.span(&letter), mark, edits));
    }
}

/// Arabic `و` between spaces, before an Arabic word. In Persian, Urdu and Kurdish it is a word of its own.
fn waw(text: &Text<'_>, chars: &[(usize, char)], place: usize, diags: &mut Diagnostics) {
    let (start, letter) = chars[place];
    if letter != 'و' || text.language() != "ar" {
        return;
    }
    let end = start + letter.len_utf8();
    let is_apart = at(chars, place.checked_sub(1)).is_none_or(|c| c.is_whitespace() || "«(".contains(c));
    let rest = &text.text()[end..];
    let word = rest.trim_start_matches(char::is_whitespace);
    let range = end..end + rest.len() - word.len();
    if is_apart && !range.is_empty() && word.starts_with(is_arabic) {
        diags.push(codes::split_waw(text.span(&(start..end)), text.remove(&range)));
    }
}

/// Two spaces or more within a line.
fn double_space(text: &Text<'_>, chars: &[(usize, char)], place: usize, diags: &mut Diagnostics) {
    let is_space = |c: Option<char>| c.is_some_and(|c| SPACES.contains(&c));
    let before = at(chars, place.checked_sub(1));
    if !is_space(at(chars, Some(place))) || before.is_none_or(char::is_whitespace) {
        return;
    }
    let run = chars[place..].iter().take_while(|(_, c)| SPACES.contains(c)).count();
    let Some(&(end, next)) = chars.get(place + run) else { return };
    let range = chars[place].0..end;
    // Spaces on both sides of something invisible are not neighbours; those before ، are reported as such.
    if run > 1 && !next.is_whitespace() && !ARABIC.contains(&next) && text.line.place(&range).is_exact {
        diags.push(codes::double_space(text.span(&range), text.replace(&range, " ")));
    }
}

/// Quotation marks of other languages, in pairs. Within « and » they are the inner ones.
fn quotes(text: &Text<'_>, chars: &[(usize, char)], diags: &mut Diagnostics) {
    if !GUILLEMETS.contains(&text.language()) {
        return;
    }
    let mut depth = 0_usize;
    let mut open: Option<(usize, char)> = None;
    for (place, &(start, c)) in chars.iter().enumerate() {
        match c {
            '«' => depth += 1,
            '»' => depth = depth.saturating_sub(1),
            '"' | '“' | '”' | '„' if depth == 0 && !text.is_foreign(start) => match open.take() {
                // Inches and seconds stand behind a number.
                None if c == '"' && at(chars, place.checked_sub(1)).is_some_and(char::is_numeric) => {}
                None => open = Some((start, c)),
                Some((first, given)) => {
                    let (opening, closing) = (first..first + given.len_utf8(), start..start + c.len_utf8());
                    let mut edits = text.replace(&opening, "«");
                    let second = text.replace(&closing, "»");
                    if second.is_empty() || edits.is_empty() {
                        edits.clear();
                    } else {
                        edits.extend(second);
                    }
                    diags.push(codes::foreign_quotes(text.span(&opening), given, edits));
                }
            },
            _ => {}
        }
    }
    if let Some((start, given)) = open {
        diags.push(codes::foreign_quotes(text.span(&(start..start + given.len_utf8())), given, Vec::new()));
    }
}
