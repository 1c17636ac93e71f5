//! A line -> letters of another language, shapes instead of letters, letters that are none, and invisible marks.

use std::ops::Range;

use super::text::Text;
use crate::diag::codes::lint as codes;
use crate::diag::{Diagnostics, Edit};
use crate::locale::letter::{self, TATWEEL, is_arabic, is_mark, is_presentation_form};

/// Letters that Arabic words never have: who writes them writes another language.
const FOREIGN_LETTERS: [char; 8] = ['پ', 'چ', 'ژ', 'گ', 'ٹ', 'ڈ', 'ڑ', 'ے'];
/// Languages that write ی and ک.
const PERSIAN: [&str; 2] = ["fa", "ur"];

/// All rules of this file.
pub(in crate::lint) fn check(text: &Text<'_>, diags: &mut Diagnostics) {
    tatweel(text, diags);
    forms(text, diags);
    match text.language() {
        "ar" => words(text, diags, persian),
        language if PERSIAN.contains(&language) => words(text, diags, arabic),
        _ => {}
    }
    composition(text, diags);
    marks(text, diags);
}

/// Ranges of the longest runs of letters that pass.
fn runs(text: &str, passes: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| passes(*c)) {
        match runs.last_mut().filter(|r| r.end == at) {
            Some(last) => last.end += c.len_utf8(),
            None => runs.push(at..at + c.len_utf8()),
        }
    }
    runs
}

/// Tatweel between two letters. `هـ` (the Hijri year) and a prefix shown alone keep theirs.
fn tatweel(text: &Text<'_>, diags: &mut Diagnostics) {
    for range in runs(text.text(), |c| c == TATWEEL) {
        let before = text.text()[..range.start].chars().rev().find(|c| !is_mark(*c));
        let after = text.text()[range.end..].chars().find(|c| !is_mark(*c));
        if before.is_some_and(is_arabic) && after.is_some_and(is_arabic) {
            diags.push(codes::tatweel(text.span(&range), text.replace(&range, "")));
        }
    }
}

/// One finding for a phrase: runs with nothing but spaces and punctuation between them.
fn forms(text: &Text<'_>, diags: &mut Diagnostics) {
    let mut phrases: Vec<Vec<Range<usize>>> = Vec::new();
    for range in runs(text.text(), is_presentation_form) {
        let is_next =
            |last: &Range<usize>| !text.text()[last.end..range.start].contains(|c: char| c.is_alphanumeric() || c == '\n');
        match phrases.last_mut().filter(|phrase| phrase.last().is_some_and(is_next)) {
            Some(phrase) => phrase.push(range),
            None => phrases.push(vec![range]),
        }
    }
    for phrase in phrases {
        let (Some(first), Some(last)) = (phrase.first(), phrase.last()) else { continue };
        let whole = first.start..last.end;
        let plain = |range: &Range<usize>| {
            let plain: Option<String> = text.text()[range.clone()].chars().map(letter::plain_letters).collect();
            plain.and_then(|plain| text.replace(range, &plain).pop())
        };
        let edits: Option<Vec<Edit>> = phrase.iter().map(plain).collect();
        let given = &text.text()[whole.clone()];
        diags.push(codes::presentation_forms(text.span(&whole), given, edits.unwrap_or_default()));
    }
}

/// Asks a rule about each letter of each Arabic word, with whether it is the word's last.
fn words(text: &Text<'_>, diags: &mut Diagnostics, rule: fn(&Text<'_>, &str, char, Range<usize>, bool, &mut Diagnostics)) {
    for range in runs(text.text(), |c| is_arabic(c) || is_mark(c) || matches!(c, TATWEEL | '\u{200c}' | '\u{200d}')) {
        let word = &text.text()[range.clone()];
        for (at, c) in word.char_indices() {
            let is_last = !word[at + c.len_utf8()..].chars().any(is_arabic);
            let start = range.start + at;
            rule(text, word, c, start..start + c.len_utf8(), is_last, diags);
        }
    }
}

/// ی and ک in Arabic. A last ی is ي or ى: only an editor knows.
fn persian(text: &Text<'_>, word: &str, c: char, range: Range<usize>, is_last: bool, diags: &mut Diagnostics) {
    if word.contains(FOREIGN_LETTERS) {
        return;
    }
    let (right, certain) = match c {
        'ک' => ("`ك`", Some("ك")),
        'ی' if is_last => (phrase!("`ي` or `ى`"), None),
        'ی' => ("`ي`", Some("ي")),
        _ => return,
    };
    let edits = certain.map(|letter| text.replace(&range, letter)).unwrap_or_default();
    diags.push(codes::persian_letter(text.span(&range), c, right, edits));
}

/// ي, ى and ك in Persian and Urdu. A word with ة is Arabic; beside a word with ة or the article stands perhaps a quotation,
/// which only an editor can tell.
fn arabic(text: &Text<'_>, word: &str, c: char, range: Range<usize>, _: bool, diags: &mut Diagnostics) {
    let right = match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        _ => return,
    };
    if word.contains('ة') {
        return;
    }
    let is_arabic = text.text().contains('ة') || text.text().split_whitespace().any(|w| w.starts_with("ال"));
    let edits = if is_arabic { Vec::new() } else { text.replace(&range, &right.to_string()) };
    diags.push(codes::arabic_letter(text.span(&range), c, right, edits));
}

/// Letters that are not composed. The order of marks alone (a vowel typed before or after its shadda) is nobody's mistake: texts
/// are put in order when they are printed.
fn composition(text: &Text<'_>, diags: &mut Diagnostics) {
    for (range, composed) in letter::uncomposed(text.text()) {
        let given = &text.text()[range.clone()];
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        if sorted(given) == sorted(&composed) {
            continue;
        }
        diags.push(codes::not_nfc(text.span(&range), given, text.replace(&range, &composed)));
    }
}

/// A mark of direction that begins a text. Controls are reported where a text is read.
fn marks(text: &Text<'_>, diags: &mut Diagnostics) {
    if let Some(mark) = text.text().chars().next().filter(|c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')) {
        let range = 0..mark.len_utf8();
        diags.push(codes::leading_mark(text.span(&range), mark, text.replace(&range, "")));
    }
}
