//! A plain decimal number in, the percentage as a language writes it out.

use super::{Digits, Locale};

/// Languages that put a space before the sign (CLDR, `percentFormats`): one that does not break.
const SPACED: [&str; 24] = [
    "be", "bg", "bs", "cs", "da", "de", "eo", "es", "fi", "gl", "hr", "hy", "is", "lt", "mk", "nb", "nn", "no", "ro", "ru", "sk",
    "sl", "sv", "uk",
];

impl Locale {
    /// `12.5` as `12.5%`, `١٢٫٥٪`, `12,5 %` or `%12,5`; `None` if it is not a plain decimal number.
    pub fn percent(&self, ascii: &str) -> Option<String> {
        Some(self.with_percent_sign(&self.decimal(ascii)?))
    }

    /// A number that is printed already, with the percent sign of its digits on the side where the language has it.
    pub fn with_percent_sign(&self, number: &str) -> String {
        let sign = match self.digits {
            Digits::Latn => '%',
            Digits::Arab | Digits::Arabext => '\u{66a}',
        };
        let language = self.tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        match language.as_str() {
            "tr" | "eu" => format!("{sign}{number}"),
            "fr" => format!("{number}\u{202f}{sign}"),
            other if SPACED.contains(&other) => format!("{number}\u{a0}{sign}"),
            _ => format!("{number}{sign}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::tests::spec;
    use crate::locale::{Digits, LocaleSpec, Locales};

    #[track_caller]
    fn check(tag: &str, digits: Digits, expect: &str) {
        let locales = Locales::new(&[LocaleSpec { digits: Some(digits), ..spec(tag) }]).expect("tags of the tests are known");
        assert_eq!(locales.site()[0].percent("12.5").as_deref(), Some(expect), "{tag}");
    }

    #[test]
    fn percentages() {
        check("en", Digits::Latn, "12.5%");
        check("ar", Digits::Latn, "12.5%");
        check("ar", Digits::Arab, "١٢٫٥٪");
        check("fa", Digits::Arabext, "۱۲٫۵٪");
        check("fr", Digits::Latn, "12,5\u{202f}%");
        check("de-AT", Digits::Latn, "12,5\u{a0}%");
        check("tr", Digits::Latn, "%12,5");
    }
}
