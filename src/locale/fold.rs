//! Text in, its identity out: names, tags and searches that differ only in marks, tatweel, alef forms or digits are
//! one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Folds `text` for comparing: NFKC, lower case, without tashkeel and tatweel and bidi marks; أإآٱ to ا, ى to ي, ة to ه,
/// ؤ to و, ئ to ي, Persian ک ی to ك ي, Arabic-Indic digits to ASCII; white space runs to one space, trimmed.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        // Nothing to compose and nothing to drop.
        return text.to_ascii_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let letters = text.nfkc().flat_map(char::to_lowercase).nfkc().filter(|c| !is_dropped(*c)).map(folded);
    // Dropping a mark can bring a letter and an accent together: compose them as a second folding would.
    let mut out = String::with_capacity(text.len());
    for c in letters.nfkc() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Tashkeel, tatweel, joiners and bidi controls: they change the look of a word, never which word it is.
fn is_dropped(c: char) -> bool {
    is_tashkeel(c)
        || matches!(c, '\u{640}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// Vowel and recitation marks of Arabic, and hamza and madda written as marks.
fn is_tashkeel(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}'
        | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}' | '\u{8CA}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}')
}

/// The letter or digit that stands for all its forms.
fn folded(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' | 'ی' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        'ک' => 'ك',
        '٠'..='٩' => ascii_digit(c, '٠'),
        '۰'..='۹' => ascii_digit(c, '۰'),
        c => c,
    }
}

/// The ASCII digit as far from `0` as `c` is from `zero`.
fn ascii_digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// The text with its letters as they are compared in every script, in lower case (UAX #15, NFKC).
pub fn compatible(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// The letters of a text without the marks above, below and beside them (UAX #15, NFKD).
pub fn unmarked(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The text with its letters composed (UAX #15, NFC).
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// A slug that keeps Unicode letters and digits (NFC, lower case), everything else becoming one `-` between them;
/// tashkeel and tatweel are dropped, as are invisible joiners and bidi controls, save the Persian word-internal
/// U+200C. Empty if nothing is left.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let letters: String = text.chars().filter(|c| *c == '\u{200C}' || !is_dropped(*c)).collect();
    for c in letters.nfc().flat_map(char::to_lowercase).nfc() {
        // A mark belongs to the letter before it (vowel signs of Devanagari); alone it is nothing.
        let kept = c.is_alphanumeric() || (is_combining_mark(c) && !gap && !out.is_empty());
        if kept {
            if gap && !out.is_empty() {
                out.push('-');
            }
            out.push(c);
        }
        gap = !kept;
    }
    out
}

/// Number of UAX #29 words with a letter or a digit. No word goes over a space, and most of what stands between two spaces is
/// one word with punctuation around it, which needs no rules.
pub fn words(text: &str) -> usize {
    let mut count = 0;
    let mut start = 0;
    let mut part = Part::Empty;
    for (at, c) in text.char_indices() {
        part = match (part, WORDS.get(c as usize).copied().unwrap_or(Role::Other)) {
            (part, Role::Space) => {
                count += part.words(&text[start..at]);
                start = at + 1;
                Part::Empty
            }
            (Part::Empty | Part::Word, Role::Joins) | (Part::Word, Role::Vowel) => Part::Word,
            (Part::Empty, Role::Edge) => Part::Empty,
            (Part::Word | Part::Ended, Role::Edge) => Part::Ended,
            // A vowel mark that follows no letter is a word of its own; what follows punctuation may be one.
            (Part::Empty | Part::Ended, Role::Vowel) | (Part::Ended, Role::Joins) | (_, Role::Other) | (Part::Ruled, _) => {
                Part::Ruled
            }
        };
    }
    count + part.words(&text[start..])
}

/// What stands between two spaces, as far as it was read.
#[derive(Clone, Copy)]
enum Part {
    /// Punctuation at most.
    Empty,
    /// A word, perhaps behind punctuation.
    Word,
    /// A word and punctuation behind it.
    Ended,
    /// Anything else.
    Ruled,
}

impl Part {
    fn words(self, text: &str) -> usize {
        match self {
            Self::Empty => 0,
            Self::Word | Self::Ended => 1,
            Self::Ruled => text.unicode_words().count(),
        }
    }
}

/// What a character does in a word.
#[derive(Clone, Copy)]
enum Role {
    /// Letters and digits between which words never break (WB5 to WB10).
    Joins,
    /// The vowel marks of Arabic, which go with the letter before them (WB4).
    Vowel,
    /// Punctuation that is no part of a word at its edges.
    Edge,
    Space,
    Other,
}

/// The roles of Latin and Arabic characters.
static WORDS: [Role; 0x700] = roles();

const fn roles() -> [Role; 0x700] {
    let mut roles = [Role::Other; 0x700];
    let mut at = 0;
    while at < roles.len() {
        roles[at] = match at {
            0x20 => Role::Space,
            0x30..=0x39
            | 0x41..=0x5A
            | 0x61..=0x7A
            | 0xC0..=0xD6
            | 0xD8..=0xF6
            | 0xF8..=0x24F
            | 0x620..=0x64A
            | 0x660..=0x669
            | 0x671..=0x6D3 => Role::Joins,
            0x64B..=0x652 | 0x670 => Role::Vowel,
            // . , ; : ! ? ( ) [ ] " « » ، ؛ ؟
            0x2E | 0x2C | 0x3B | 0x3A | 0x21 | 0x3F | 0x28 | 0x29 | 0x5B | 0x5D | 0x22 | 0xAB | 0xBB | 0x60C | 0x61B | 0x61F => {
                Role::Edge
            }
            _ => Role::Other,
        };
        at += 1;
    }
    roles
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_of_one_name_fold_to_one() {
        #[track_caller]
        fn check(input: &str, expect: &str) {
            assert_eq!(fold(input), expect, "{input}");
        }
        check("مُحَمَّد", "محمد");
        check("الأُمَم المتّحدة", "الامم المتحده");
        check("إيران", "ايران");
        check("آسيا", "اسيا");
        check("ا\u{653}سيا", "اسيا");
        check("مؤتمر", "موتمر");
        check("رئيس", "رييس");
        check("كـــتاب", "كتاب");
        check("کتابی", "كتابي");
        check("على", "علي");
        check("٢٠٢٦ و۱۴۰۴", "2026 و1404");
        check("ﻻ", "لا");
        check("  NATO\u{200F}\n Summit ", "nato summit");
        check("É", "é");
        check("Straße", "straße");
        check("ﬁne", "fine");
        check("می\u{200C}خواهم", "ميخواهم");
        check("", "");
        check(" \u{64B} ", "");
    }

    #[test]
    fn slugs_keep_letters() {
        #[track_caller]
        fn check(input: &str, expect: &str) {
            assert_eq!(slug(input), expect, "{input}");
        }
        check("إحاطة أسبوعية: الاقتصاد ٢٠٢٦", "إحاطة-أسبوعية-الاقتصاد-٢٠٢٦");
        check("مُحَمَّد كـتاب", "محمد-كتاب");
        check("Weekly Briefing: GDP 3.5%", "weekly-briefing-gdp-3-5");
        check("التقرير (NATO)", "التقرير-nato");
        check("هندी", "هندी");
        check("हिन्दी", "हिन्दी");
        check("e\u{301}t", "ét");
        check("می\u{200C}خواهم", "می-خواهم");
        check("«—»", "");
        check("", "");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_short_way_counts_the_same_words(text in "\\PC*|[a-cÀéب-ي٠-٢ۀ\u{64b}-\u{652}\u{670}\u{640}\u{200c}-\u{200e} .,'’:_%()«»،؟-]*") {
            prop_assert_eq!(words(&text), text.unicode_words().count());
        }
    }

    #[test]
    fn words_have_a_letter_or_a_digit() {
        assert_eq!(words("قال: «نعم» — 3.5% من GDP."), 5);
        assert_eq!(words("data first, pipes later"), 4);
        assert_eq!(words("— … «»"), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC*|[a-zأإآٱىةؤئکی٠-٩ \u{640}-\u{65F}\u{670}\u{6C0}-\u{6D5}\u{300}-\u{345}\u{200C}-\u{200F}]*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_slug_of_a_slug_is_itself(text in "\\PC*") {
            let once = slug(&text);
            prop_assert_eq!(slug(&once), once);
        }
    }
}
