//! The value of a token -> what kind of value it is, so that a theme's value can stand where the built-in one stood, on the web
//! and on paper.

/// What a token holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `#1d3a8f`
    Colour,
    /// `24mm`: a length that paper knows.
    PaperLength,
    /// `38rem`
    Length,
    /// `1.6`
    Number,
    /// `A4`
    Word,
    /// `"Amiri", serif`
    Families,
}

/// Units of print.
const PAPER: [&str; 4] = ["mm", "pt", "cm", "in"];
/// Units of CSS Values 4 that a length of a page can have.
const UNITS: [&str; 20] = [
    "rem", "em", "px", "ch", "ex", "ic", "lh", "rlh", "cap", "vw", "vh", "vi", "vb", "vmin", "vmax", "%", "mm", "pt", "cm", "in",
];
/// Functions whose result is a length or a number.
const SUMS: [&str; 4] = ["calc(", "min(", "max(", "clamp("];

impl Kind {
    /// The kind of a built-in value.
    pub fn of(value: &str) -> Self {
        let kinds = [Self::Colour, Self::PaperLength, Self::Length, Self::Number, Self::Word];
        kinds.into_iter().find(|kind| kind.takes(value)).unwrap_or(Self::Families)
    }

    /// Whether a value can stand for one of this kind.
    pub fn takes(self, value: &str) -> bool {
        match self {
            Self::Colour => value
                .strip_prefix('#')
                .is_some_and(|hex| matches!(hex.len(), 3 | 4 | 6 | 8) && hex.bytes().all(|b| b.is_ascii_hexdigit())),
            Self::PaperLength => measured(value, &PAPER),
            Self::Length => value == "0" || measured(value, &UNITS) || is_sum(value),
            Self::Number => is_number(value) || is_sum(value),
            Self::Word => is_word(value),
            Self::Families => value.split(',').all(|family| is_family(family.trim())),
        }
    }

    /// What to write, for editors.
    pub fn wanted(self) -> &'static str {
        match self {
            Self::Colour => phrase!("a colour such as `#1d3a8f`"),
            Self::PaperLength => phrase!("a length such as `24mm`, in `mm`, `cm`, `in` or `pt`"),
            Self::Length => phrase!("a length such as `38rem`"),
            Self::Number => phrase!("a number such as `1.6`"),
            Self::Word => phrase!("one word such as `A4`"),
            Self::Families => phrase!("a list of fonts such as `\"Amiri\", serif`"),
        }
    }
}

/// A number that the readers of the web and of print both know: no sign, no exponent.
fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.parse::<f64>().is_ok_and(f64::is_finite)
        && text.ends_with(|c: char| c.is_ascii_digit())
}

fn measured(value: &str, units: &[&str]) -> bool {
    units.iter().any(|unit| value.strip_suffix(unit).is_some_and(is_number))
}

fn is_sum(value: &str) -> bool {
    value.ends_with(')') && SUMS.iter().any(|sum| value.starts_with(sum))
}

fn is_word(value: &str) -> bool {
    value.starts_with(|c: char| c.is_alphabetic())
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_') || ('\u{300}'..='\u{36f}').contains(&c))
}

/// A quoted name or words without quotes.
fn is_family(family: &str) -> bool {
    let quoted = ['"', '\''].iter().any(|quote| {
        let inside = family.strip_prefix(*quote).and_then(|rest| rest.strip_suffix(*quote));
        inside.is_some_and(|name| !name.trim().is_empty() && !name.contains(*quote))
    });
    quoted || (!family.is_empty() && family.split(' ').all(is_word))
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn values_have_a_kind() {
        for (value, kind) in [
            ("#fff", Kind::Colour),
            ("#1D3a8fcc", Kind::Colour),
            ("24mm", Kind::PaperLength),
            ("10.5pt", Kind::PaperLength),
            ("38rem", Kind::Length),
            ("0.8125rem", Kind::Length),
            ("1.6", Kind::Number),
            ("A4", Kind::Word),
            ("us-letter", Kind::Word),
            ("\"Amiri\", 'خط', serif", Kind::Families),
            ("Noto Naskh Arabic", Kind::Families),
        ] {
            assert_eq!(Kind::of(value), kind, "{value}");
        }
    }

    #[test]
    fn values_stand_for_their_kind_only() {
        for (kind, good, bad) in [
            (Kind::Colour, &["#000", "#00000080"][..], &["#12", "#ggg", "red", "rgb(0 0 0)", "3rem", "أحمر", "#١٢٣"][..]),
            (Kind::PaperLength, &["1in", "2.5cm"], &["1rem", "24", "mm", "-2mm", "1e3mm", "1. mm", "calc(1mm)", "٢٤mm", "1.mm"]),
            (Kind::Length, &["0", "70ch", "min(38rem, 90vw)", "90%"], &["38", "red", "rem", "1.2.3rem", "#fff", "wide"]),
            (Kind::Number, &["1", "1.5", ".5", "calc(3 / 2)"], &["1px", "x", "١٫٥", "inf", "NaN", "1,5"]),
            (Kind::Word, &["A4", "us-letter"], &["4A", "a b", "\"A4\""]),
            (Kind::Families, &["serif", "Noto Sans, serif", "'خط'", "خط"], &["", "a,,b", "\"a", "3rem", "#fff", "\"\"", "a, "]),
        ] {
            for value in good {
                assert!(kind.takes(value), "{kind:?} {value}");
            }
            for value in bad {
                assert!(!kind.takes(value), "{kind:?} {value}");
            }
        }
    }
}
