//! Lines that were written from left to right, the last letter first. Proven by shapes that stand the wrong way round, or by words that
//! begin with a letter no word begins with.

use super::letters::{core, is_arabic_line};
use super::text::{Stage, Text};
use super::words::Words;
use crate::locale::letter::{is_arabic, is_mark, is_presentation_form, plain_letters};

/// Turns the lines that are proven to be in visual order.
pub fn turn(text: &mut Text, words: &Words<'_>) {
    let mut open = Vec::new();
    let numbers: Vec<usize> = text.lines.iter().filter(|l| !l.is_kept && !l.is_blank()).map(|l| l.number).collect();
    let mut at = 0;
    text.each(Stage::Visual, |line| {
        let number = numbers[at];
        at += 1;
        if !is_arabic_line(&plain(line)) {
            return None;
        }
        let turned = turned(line);
        match judge(line, &turned, words) {
            Verdict::Turned => Some((turned, 1)),
            Verdict::Open => {
                open.push((number, turned));
                None
            }
            Verdict::Right => None,
        }
    });
    for (line, turned) in open {
        text.doubt(Stage::Visual, line, "the line may have been written from left to right", vec![plain(&turned)]);
    }
}

enum Verdict {
    Right,
    Turned,
    Open,
}

fn judge(line: &str, turned: &str, words: &Words<'_>) -> Verdict {
    let (right, wrong) = (contradictions(line), contradictions(turned));
    if right > 0 && wrong == 0 {
        return Verdict::Turned;
    }
    let (given, other) = (impossible(&plain(line)), impossible(&plain(turned)));
    if given == 0 || other > 0 || wrong > right {
        return Verdict::Right;
    }
    let known = |text: &str| plain(text).split(' ').map(core).filter(|w| w.chars().count() > 2 && words.listed(w)).count();
    if given >= 2 || words.has_lexicon() && known(turned) > known(line) { Verdict::Turned } else { Verdict::Open }
}

/// Words whose shapes stand the wrong way round: the shape that ends a word begins it, and the one that begins a word ends it.
fn contradictions(line: &str) -> usize {
    let wrong = |token: &&str| {
        let mut shapes = token.chars().filter(|c| is_presentation_form(*c));
        let (Some(first), Some(last)) = (shapes.next(), shapes.next_back()) else { return false };
        let begins = token.chars().find(|c| is_arabic(*c) || is_presentation_form(*c)) == Some(first);
        begins && is_joined_before(first) && !is_joined_before(last)
    };
    line.split(' ').filter(wrong).count()
}

/// Whether a shape is joined to the letter before it. In Forms-B the four shapes of a letter follow each other: alone, at the end, at
/// the beginning, in the middle; those of alef, dal and the like have two.
fn is_joined_before(c: char) -> bool {
    let Some(letters) = plain_letters(c) else { return false };
    let same = |n: u32| char::from_u32(u32::from(c).wrapping_sub(n)).and_then(plain_letters).as_ref() == Some(&letters);
    // How many shapes of the letter stand before this one.
    let place = (1..4).take_while(|n| same(*n)).count();
    matches!(place, 1 | 3)
}

/// Words that begin with a letter which stands at the end of words only.
fn impossible(line: &str) -> usize {
    let starts = |token: &&str| {
        let word = core(token);
        word.starts_with(['ة', 'ى']) && word.chars().count() > 2
    };
    line.split(' ').filter(starts).count()
}

/// The letters of a line of shapes.
fn plain(line: &str) -> String {
    line.chars().map(|c| plain_letters(c).filter(|_| is_presentation_form(c)).unwrap_or_else(|| c.to_string())).collect()
}

/// The line from its other end. Numbers and words of other scripts were written from left to right anyway; brackets are drawn turned.
pub fn turned(line: &str) -> String {
    let letters: Vec<char> = line.chars().rev().collect();
    let is_left = |c: char| c.is_alphanumeric() && !is_arabic(c) && !is_presentation_form(c) && !is_mark(c);
    let holds = |c: char| matches!(c, '.' | ',' | ':' | '/' | '-' | '_' | '@' | '٫' | '٬');
    let mut result = String::with_capacity(line.len());
    let mut at = 0;
    while at < letters.len() {
        if !is_left(letters[at]) {
            result.push(mirrored(letters[at]));
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < letters.len()
            && (is_left(letters[end]) || holds(letters[end]) && letters.get(end + 1).is_some_and(|c| is_left(*c)))
        {
            end += 1;
        }
        result.extend(letters[at..end].iter().rev());
        at = end;
    }
    result
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '«' => '»',
        '»' => '«',
        '<' => '>',
        '>' => '<',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{contradictions, is_joined_before, turned};

    #[test]
    fn a_line_is_turned_with_its_numbers_whole() {
        assert_eq!(turned("ةموكحلا تنلعأ"), "أعلنت الحكومة");
        assert_eq!(turned(".2019 ماع (ةنس)"), "(سنة) عام 2019.");
        assert_eq!(turned("NATO فلح"), "حلف NATO");
        assert_eq!(turned("%12.5 ةبسن"), "نسبة 12.5%");
    }

    #[test]
    fn shapes_say_which_way_a_word_was_written() {
        assert!(is_joined_before('\u{FE92}') && is_joined_before('\u{FE90}'));
        assert!(!is_joined_before('\u{FE91}') && !is_joined_before('\u{FE8F}'));
        assert_eq!(contradictions("\u{FE91}\u{FE91}\u{FE90}"), 0);
        assert_eq!(contradictions("\u{FE90}\u{FE92}\u{FE91}"), 1);
    }
}
