//! Stages that look at marks: tatweel, full stops before their sentence, closing quotes where a quotation begins.

use super::codes::is_written_on;
use super::letters::{ends_sentence, is_arabic_line, is_proclitic, joins_next};
use super::text::{Stage, Text};
use crate::locale::letter::{TATWEEL, is_arabic, is_mark};

/// Takes out tatweel between two letters that join, which only makes a line longer, and before a half of a word. It stays behind what is
/// written onto a number or a quotation (بـ60), and where a word ends with it (هـ).
pub fn tatweel(text: &mut Text) {
    text.each(Stage::Tatweel, |line| line.contains(TATWEEL).then(|| shortened(line)).filter(|(_, times)| *times > 0));
}

/// A line without the tatweel that makes it longer, and how much that was.
pub fn shortened(line: &str) -> (String, usize) {
    let letters: Vec<char> = line.chars().collect();
    let mut new = String::with_capacity(line.len());
    let mut times = 0;
    let mut at = 0;
    while at < letters.len() {
        let end = at + letters[at..].iter().take_while(|c| **c == TATWEEL).count();
        if end == at {
            new.push(letters[at]);
            at += 1;
            continue;
        }
        let before = new.chars().rev().find(|c| !is_mark(*c));
        let next = letters[end..].iter().find(|c| !is_mark(**c)).copied();
        let goes = next.is_some_and(is_arabic) && before.is_none_or(|c| joins_next(c) || !is_arabic(c));
        if goes {
            times += end - at;
        } else if is_written_on(&new, next) {
            // One is written; the others make the line longer.
            new.push(TATWEEL);
            times += end - at - 1;
        } else {
            new.extend(&letters[at..end]);
        }
        at = end;
    }
    (new, times)
}

/// A mark that ends a sentence, alone at the beginning of a line which ends with none.
pub fn stops(text: &mut Text) {
    text.each(Stage::Stops, |line| {
        let mark = line.chars().next().filter(|c| matches!(c, '.' | '؟' | '!' | '،' | '؛'))?;
        let rest = &line[mark.len_utf8()..];
        let is_alone = rest.starts_with(|c: char| c == ' ' || is_arabic(c)) && is_arabic_line(rest);
        let has_none = !ends_sentence(line) && !line.ends_with(['،', ',', '-', '–']);
        (is_alone && has_none).then(|| (format!("{}{mark}", rest.trim()), 1))
    });
}

/// `”` before a quotation, at the beginning of a word or behind what is written onto it, where another one follows.
pub fn quotes(text: &mut Text) {
    text.each(Stage::Quotes, |line| {
        let letters: Vec<char> = line.chars().collect();
        let mut new = letters.clone();
        let mut times = 0;
        // Whether the next quotation mark behind a place is a closing one.
        let mut closed = vec![false; letters.len() + 1];
        for at in (0..letters.len()).rev() {
            closed[at] = match letters[at] {
                '”' => true,
                '“' => false,
                _ => closed[at + 1],
            };
        }
        let mut start = 0;
        for at in 0..letters.len() {
            if letters[at] == ' ' {
                start = at + 1;
            }
            let opens = letters[at] == '”' && closed[at + 1] && letters.get(at + 1).is_some_and(|c| c.is_alphanumeric());
            if !opens || at - start > 8 {
                continue;
            }
            let onto: String = letters[start..at].iter().filter(|c| **c != TATWEEL && **c != '(').collect();
            if onto.is_empty() || is_proclitic(&onto) {
                new[at] = '“';
                times += 1;
            }
        }
        (times > 0).then(|| (new.into_iter().collect(), times))
    });
}
