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

/// Number of UAX #29 words with a letter or a digit.
pub fn words(text: &str) -> usize {
    text.unicode_words().count()
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
