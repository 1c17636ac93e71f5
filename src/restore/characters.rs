//! Stages that look at characters alone: invisible marks, letters printed twice, shapes instead of letters, turned lam-alef, Persian
//! letters in Arabic.

use super::letters::core;
use super::text::{Stage, Text};
use super::words::Words;
use crate::locale::letter::{TATWEEL, is_arabic, is_mark, is_presentation_form, plain_letters};

/// Soft hyphens, embeddings and overrides go: they order what was printed, and order nothing in a text that is in the order of speech.
/// A mark of direction goes beside a letter of its own direction, where it does nothing.
pub fn invisible(text: &mut Text) {
    let is_order = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{ad}' | '\u{feff}');
    text.each(Stage::Invisible, |line| {
        if line.chars().any(|c| matches!(c, '\u{202d}' | '\u{202e}')) {
            return None;
        }
        let letters: Vec<char> = line.chars().filter(|c| !is_order(*c)).collect();
        let beside = |at: usize| [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| letters.get(at));
        let is_idle = |at: usize, c: char| match c {
            '\u{200f}' | '\u{61c}' => {
                beside(at).any(|c| is_arabic(*c)) && !beside(at).any(|c| c.is_numeric()) && !beside(at).any(|c| is_sign(*c))
            }
            _ => false,
        };
        let kept: String = letters.iter().enumerate().filter(|(at, c)| !is_idle(*at, **c)).map(|(_, c)| *c).collect();
        let times = line.chars().count() - kept.chars().count();
        (times > 0).then_some((kept, times))
    });
    for at in 0..text.lines.len() {
        let line = &text.lines[at];
        if !line.is_kept && line.text.chars().any(|c| matches!(c, '\u{202d}' | '\u{202e}')) {
            let number = line.number;
            text.doubt(
                Stage::Invisible,
                number,
                "the line turns letters around with U+202D or U+202E: read it, then remove them",
                Vec::new(),
            );
        }
    }
}

/// Signs that are drawn where the direction says.
fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '%' | '\u{200e}' | '(' | ')' | '[' | ']')
}

/// A printer makes bold by printing twice: a word of pairs, three at least, is read once. No word of Arabic is made of pairs.
pub fn doubled(text: &mut Text) {
    text.each(Stage::Doubled, |line| {
        let mut times = 0;
        let words: Vec<String> =
            line.split(' ').map(|token| single(token).inspect(|_| times += 1).unwrap_or_else(|| token.into())).collect();
        (times > 0).then(|| (words.join(" "), times))
    });
}

/// A word of pairs of letters, once.
fn single(token: &str) -> Option<String> {
    let letters: Vec<char> = token.chars().collect();
    let (pairs, rest) = letters.as_chunks::<2>();
    let is_pairs = rest.is_empty() && pairs.len() >= 3 && pairs.iter().all(|[a, b]| a == b && is_arabic(*a));
    let has_more = pairs.windows(2).any(|two| two[0] != two[1]);
    let once: String = pairs.iter().map(|[a, _]| *a).collect();
    (is_pairs && has_more).then(|| single(&once).unwrap_or(once))
}

/// Shapes instead of letters. They also say which way a line was written, so [`super::visual`] comes first.
pub fn forms(text: &mut Text) {
    text.each(Stage::Forms, |line| {
        let mut times = 0;
        let mut plain = String::with_capacity(line.len());
        for c in line.chars() {
            match plain_letters(c).filter(|_| is_presentation_form(c)) {
                Some(letters) => {
                    times += 1;
                    plain.push_str(&letters);
                }
                None => plain.push(c),
            }
        }
        (times > 0).then_some((plain, times))
    });
}

/// A font that draws لا with one sign leaves it turned: `األمن`, `اإلسالم`. No word begins with ا and a second alef, so that one is
/// certain. Within a word ال may be right; there a dictionary must know one of the two only.
pub fn lam_alef(text: &mut Text, words: &Words<'_>) {
    let mut certain = 0;
    text.each(Stage::LamAlef, |line| {
        let mut times = 0;
        let tokens: Vec<String> =
            line.split(' ').map(|token| turned(token).inspect(|_| times += 1).unwrap_or_else(|| token.into())).collect();
        certain += times;
        (times > 0).then(|| (tokens.join(" "), times))
    });
    if certain < 3 || !words.has_lexicon() {
        return;
    }
    text.each(Stage::LamAlef, |line| {
        let mut times = 0;
        let tokens: Vec<String> =
            line.split(' ').map(|token| known(token, words).inspect(|_| times += 1).unwrap_or_else(|| token.into())).collect();
        (times > 0).then(|| (tokens.join(" "), times))
    });
}

/// `األ` at the beginning of a word as `الأ`.
fn turned(token: &str) -> Option<String> {
    let at = token.find(|c: char| is_arabic(c))?;
    let proclitics = token[at..].find(|c: char| !matches!(c, 'و' | 'ف' | 'ب' | 'ك'))?;
    let (before, rest) = token.split_at(at + proclitics);
    let mut letters = rest.chars();
    let is_turned = letters.next() == Some('ا');
    let alef = letters.next().filter(|c| matches!(c, 'أ' | 'إ' | 'آ'))?;
    (is_turned && letters.next() == Some('ل')).then(|| format!("{before}ال{alef}{}", letters.as_str()))
}

/// A word that no dictionary has, where turning one ال within it makes the only word that one has.
fn known(token: &str, words: &Words<'_>) -> Option<String> {
    let word = core(token);
    if word.is_empty() || token.len() > 120 || words.knows(&word) {
        return None;
    }
    let first = token.find(is_arabic)?;
    let found: Vec<String> = token
        .match_indices("ال")
        .filter(|(at, _)| *at > first)
        .map(|(at, old)| format!("{}لا{}", &token[..at], &token[at + old.len()..]))
        .filter(|other| words.knows(&core(other)))
        .collect();
    <[String; 1]>::try_from(found).ok().map(|[one]| one)
}

/// Letters that no other language of the script than Persian and its neighbours has.
const ELSEWHERE: [char; 12] = ['پ', 'چ', 'ژ', 'گ', 'ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ہ', 'ھ', '\u{200c}'];
/// Words that a line of Arabic hardly lacks, in the letters that Persian writes them with.
const ARABIC: [&str; 16] =
    ["فی", "من", "علی", "إلی", "إلى", "على", "في", "أن", "إن", "التی", "التي", "الذی", "الذي", "هذا", "هذه", "عن"];

/// ی and ک in a line of Arabic. At the end of a word ی may be ي or ى, which only words can tell.
pub fn persian(text: &mut Text, words: &Words<'_>) {
    let mut open = Vec::new();
    let mut number = 0;
    let numbers: Vec<usize> = text.lines.iter().filter(|l| !l.is_kept && !l.is_blank()).map(|l| l.number).collect();
    text.each(Stage::Persian, |line| {
        let here = numbers[number];
        number += 1;
        // Who types with a Persian keyboard types no ي and no ك at all; a Persian word that is named stands among those.
        let has = line.contains(['ی', 'ک']) && !line.contains(['ي', 'ك']);
        if !has || line.contains(ELSEWHERE) || !is_arabic_text(line) {
            return None;
        }
        let mut times = 0;
        let tokens: Vec<String> = line
            .split(' ')
            .map(|token| {
                let (new, changed) = arabic(token, words);
                times += changed;
                if new.contains('ی') {
                    open.push((here, token.to_owned()));
                }
                new
            })
            .collect();
        (times > 0).then(|| (tokens.join(" "), times))
    });
    for (line, token) in open {
        let candidates = vec![token.replace('ی', "ي"), token.replace('ی', "ى")];
        text.doubt(Stage::Persian, line, format!("the last letter of `{token}` may be ي or ى"), candidates);
    }
}

/// Whether a line is Arabic and not a neighbour that is written with the same letters: it says so by ة or by its small words.
fn is_arabic_text(line: &str) -> bool {
    let small = line.split(' ').filter(|token| ARABIC.contains(&core(token).as_str())).count();
    let articles = line.split(' ').filter(|token| core(token).starts_with("ال")).count();
    usize::from(line.contains('ة')) + small + articles >= 2
}

/// A word in Arabic letters, and how many that changed.
fn arabic(token: &str, words: &Words<'_>) -> (String, usize) {
    let mut times = 0;
    let letters: Vec<char> = token.chars().collect();
    let mut new = String::with_capacity(token.len());
    for (at, c) in letters.iter().enumerate() {
        let goes_on = letters[at + 1..].iter().find(|c| !is_mark(**c) && **c != TATWEEL).is_some_and(|c| is_arabic(*c));
        match c {
            'ک' => new.push('ك'),
            'ی' if goes_on => new.push('ي'),
            other => new.push(*other),
        }
        times += usize::from(!new.ends_with(*c));
    }
    if new.contains('ی') {
        let both = [new.replace('ی', "ي"), new.replace('ی', "ى")];
        let mut known = both.iter().filter(|word| words.listed(&core(word)));
        if let (Some(one), None) = (known.next(), known.next()) {
            return (one.clone(), times + 1);
        }
    }
    (new, times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_pairs_are_read_once() {
        assert_eq!(single("االللععممللل").as_deref(), None);
        assert_eq!(single("االلععمملل").as_deref(), Some("العمل"));
        assert_eq!(single("ااااللللععععلللل").as_deref(), Some("العل"));
        for word in ["هههههه", "العمل", "ممكن", "aabbcc", "للل"] {
            assert_eq!(single(word), None, "{word}");
        }
    }

    #[test]
    fn a_second_alef_proves_that_lam_alef_is_turned() {
        for (given, right) in [("األمن", "الأمن"), ("واإلسالم", "والإسالم"), ("«اآلن", "«الآن"), ("باألرض", "بالأرض")]
        {
            assert_eq!(turned(given).as_deref(), Some(right));
        }
        for word in ["الأمن", "السلام", "المال", "أألقى", "وأل", "األ", ""] {
            assert_eq!(turned(word).is_some(), word == "األ", "{word}");
        }
    }
}
