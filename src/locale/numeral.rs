//! A text in, the numbers in it out, whatever digits and separators they are written with: for comparing the numbers of two
//! languages with each other and with what they should be.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::Locale;

/// A number in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Numeral {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is in ASCII, without grouping, sign and superfluous zeros: `1234.5`.
    pub value: String,
}

/// Zeros of the decimal digits (Unicode general category Nd) of scripts in modern use; nine digits follow each.
const ZEROS: [u32; 22] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040,
    0x17E0, 0x1810, 0x1B50, 0xFF10,
];

/// The value of a decimal digit.
pub fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).and_then(|zero| char::from_digit(code - zero, 10))
}

/// The numbers of a text of a language, in order. Digits that belong to a word of a script without proclitics are part of a
/// name (`G7`, `COVID-19`) and no number; in Arabic a proclitic stands right before a number (`و120`).
pub fn numerals(text: &str, locale: &Locale) -> Vec<Numeral> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|(_, c)| *c);
    let offset = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let decimal = locale.decimal_mark();
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if at(i).and_then(digit).is_none() {
            i += 1;
            continue;
        }
        let start = i;
        let (mut whole, mut fraction) = (String::new(), None::<String>);
        let mut ungrouped = true;
        while let Some(c) = at(i) {
            let run = |from: usize| (from..).map_while(|k| at(k).and_then(digit)).count();
            let group_ends = whole.len() <= 3 || !ungrouped;
            if let Some(d) = digit(c) {
                fraction.as_mut().unwrap_or(&mut whole).push(d);
                i += 1;
            } else if fraction.is_none() && is_decimal(c, decimal) && run(i + 1) > 0 {
                fraction = Some(String::new());
                i += 1;
            } else if fraction.is_none() && is_group(c, decimal) && run(i + 1) == 3 && group_ends {
                ungrouped = false;
                i += 1;
            } else {
                break;
            }
        }
        if !is_in_name(&chars[..start]) {
            found.push(Numeral { range: offset(start)..offset(i), value: plain(&whole, fraction.as_deref()) });
        }
    }
    found
}

/// A number in the digits of any language, with a sign and a decimal mark at most, in ASCII: `-120.5`. `None` for any other text.
pub fn ascii(text: &str) -> Option<String> {
    let one = |c: char| match c {
        '-' | '−' => Some('-'),
        '.' | '\u{66b}' => Some('.'),
        c => digit(c),
    };
    let number: String = text.trim().chars().map(one).collect::<Option<_>>()?;
    let unsigned = number.strip_prefix('-').unwrap_or(&number);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction)).then_some(number)
}

/// A plain decimal number as [`numerals`] gives it: without sign, leading and trailing zeros.
pub fn normal(ascii: &str) -> String {
    let unsigned = ascii.trim_start_matches(['-', '+']);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => plain(whole, Some(fraction)),
        None => plain(unsigned, None),
    }
}

fn plain(whole: &str, fraction: Option<&str>) -> String {
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    match fraction.map(|f| f.trim_end_matches('0')).filter(|f| !f.is_empty()) {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole.to_owned(),
    }
}

/// U+066B is a decimal mark in every language.
fn is_decimal(c: char, mark: char) -> bool {
    c == '\u{66b}' || c == mark
}

/// What stands between groups of three: U+066C, spaces that do not break, the Swiss apostrophe, and that one of `,` and `.`
/// which is not the decimal mark.
fn is_group(c: char, mark: char) -> bool {
    matches!(c, '\u{66c}' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '’') || (matches!(c, ',' | '.') && c != mark)
}

/// Whether digits after `before` belong to a name.
fn is_in_name(before: &[(usize, char)]) -> bool {
    // Tatweel lengthens a proclitic (`بـ85`); its script is Common.
    let is_letter = |c: char| c.is_alphabetic() && c != '\u{640}' && !matches!(c.script(), Script::Arabic | Script::Hebrew);
    match before {
        [.., (_, letter), (_, '-' | '‑')] => is_letter(*letter) && letter.is_uppercase(),
        [.., (_, letter)] => is_letter(*letter),
        [] => false,
    }
}

impl Locale {
    /// What stands before the fraction of a number.
    pub fn decimal_mark(&self) -> char {
        let printed = self.decimal("1.5").unwrap_or_default();
        printed.chars().find(|c| digit(*c).is_none() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')).unwrap_or('.')
    }
}

#[cfg(test)]
mod tests {
    use super::{normal, numerals};
    use crate::locale::tests::spec;
    use crate::locale::{Digits, LocaleSpec, Locales};
    use proptest::prelude::*;

    #[track_caller]
    fn check(tag: &str, text: &str, expect: &[&str]) {
        let locales = Locales::new(&[spec(tag)]).expect("tags of the tests are known");
        let found: Vec<String> = numerals(text, &locales.site()[0]).into_iter().map(|n| n.value).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn numbers_in_all_digits_and_separators() {
        check("en", "From 60 to 120 tenge, 45.7 trillion, 1,107th, 100%.", &["60", "120", "45.7", "1107", "100"]);
        check("ar", "من ٦٠ إلى ١٢٠ تنغًا، و٤٥٫٧ تريليون، ١٬١٠٧، ۱۰۰٪", &["60", "120", "45.7", "1107", "100"]);
        check("ar", "في 2 كانون الثاني/يناير 2022", &["2", "2022"]);
        check("fr", "1\u{a0}234,50 et 1,5", &["1234.5", "1.5"]);
        check("fr", "1\u{202f}234,50", &["1234.5"]);
        check("de", "1.234.567,8", &["1234567.8"]);
        check("en", "2022-01-02, 08:30, 1.2.3, 12, 345", &["2022", "1", "2", "8", "30", "1.2", "3", "12", "345"]);
        check("en", "1234,567", &["1234", "567"]);
        check("hi", "१२३", &["123"]);
        check("en", "", &[]);
    }

    #[test]
    fn digits_of_names_are_no_numbers() {
        check("en", "G7, CO2, COVID-19 and Il76, but mid-2022 and 22nd", &["2022", "22"]);
        check("ar", "مجموعة G7 و120 تنغًا وبـ85 والـ90", &["120", "85", "90"]);
    }

    #[test]
    fn plain_numbers_have_one_form() {
        for (given, expect) in [("1.30", "1.3"), ("-007", "7"), ("0.0", "0"), ("45.7", "45.7"), ("", "0")] {
            assert_eq!(normal(given), expect);
        }
    }

    proptest! {
        /// What a language prints is read as what it was, in every set of digits.
        #[test]
        fn printed_numbers_are_read_again(whole in 0_u64..10_000_000_000, fraction in 0_u32..1000, tag in 0_usize..6, set in 0_usize..3) {
            let tag = ["ar", "en", "fr", "fa", "de", "ar-MA"][tag];
            let digits = [Digits::Latn, Digits::Arab, Digits::Arabext][set];
            let locales = Locales::new(&[LocaleSpec { digits: Some(digits), ..spec(tag) }]).expect("known");
            let ascii = format!("{whole}.{fraction:03}");
            let printed = locales.site()[0].decimal(&ascii).expect("a number");
            let read: Vec<String> = numerals(&printed, &locales.site()[0]).into_iter().map(|n| n.value).collect();
            prop_assert_eq!(read, vec![normal(&ascii)], "{}", printed);
        }

        /// No text is too strange, and every range is a piece of it.
        #[test]
        fn no_text_panics(text in "\\PC{0,40}|[0-9٠-٩.,٬٫\u{a0} -]{0,20}") {
            let locales = Locales::new(&[spec("ar")]).expect("known");
            for numeral in numerals(&text, &locales.site()[0]) {
                prop_assert!(text.get(numeral.range.clone()).is_some_and(|t| !t.is_empty()));
            }
        }
    }
}
