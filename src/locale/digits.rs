//! ASCII digits in, the language's digits out, for text that is formatted already.

use super::{Digits, Locale};

impl Digits {
    /// The zero of the set; the other nine digits follow it in Unicode.
    pub(in crate::locale) fn zero(self) -> char {
        match self {
            Digits::Latn => '0',
            Digits::Arab => '\u{660}',
            Digits::Arabext => '\u{6F0}',
        }
    }

    /// The CLDR name of the numbering system, as in `-u-nu-arab`.
    pub(in crate::locale) fn code(self) -> &'static str {
        match self {
            Digits::Latn => "latn",
            Digits::Arab => "arab",
            Digits::Arabext => "arabext",
        }
    }
}

impl Locale {
    /// `ascii` with its ASCII digits in the language's digits and everything else left alone: note marks, versions,
    /// numbers whose separators must stay as they are.
    pub fn digits(&self, ascii: &str) -> String {
        let zero = u32::from(self.digits.zero());
        ascii.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(zero + d)).unwrap_or(c)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::tests::spec;
    use crate::locale::{Digits, LocaleSpec, Locales};

    #[test]
    fn digits_are_those_of_the_language_where_nobody_says() {
        let usual = |tag: &str| Locales::new(&[spec(tag)]).expect("known").site()[0].digits("1404");
        for (tag, expect) in
            [("fa", "۱۴۰۴"), ("ps", "۱۴۰۴"), ("prs", "۱۴۰۴"), ("ur", "1404"), ("ur-IN", "۱۴۰۴"), ("ar", "1404"), ("he", "1404")]
        {
            assert_eq!(usual(tag), expect, "{tag}");
        }
    }

    #[track_caller]
    fn check(digits: Option<Digits>, ascii: &str, expect: &str) {
        let locales = Locales::new(&[LocaleSpec { digits, ..spec("ar") }]).expect("ar is known");
        assert_eq!(locales.site()[0].digits(ascii), expect);
    }

    #[test]
    fn only_ascii_digits_change() {
        check(None, "[12]", "[12]");
        check(Some(Digits::Latn), "1,234.5", "1,234.5");
        check(Some(Digits::Arab), "الهامش 19-a٣", "الهامش ١٩-a٣");
        check(Some(Digits::Arabext), "1404/07", "۱۴۰۴/۰۷");
    }
}
