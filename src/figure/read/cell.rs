//! A cell of a spreadsheet -> a number: with the decimal sign of its file, and in the digits of any of our languages.

use super::value::number_of;
use crate::figure::Number;

/// What parts the whole of a number from its fraction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decimal {
    /// `1.5`; a comma is refused, since it may mean either.
    Point,
    /// `1,5` and `1.234,5`, as spreadsheets of most of the world save it, with `;` or tabs between cells.
    Comma,
}

impl Decimal {
    /// The sign of a file whose cells are not parted by commas: a comma is decimal where one of them can be nothing else.
    pub fn of<'a>(mut cells: impl Iterator<Item = &'a str>) -> Self {
        let is_plain = |cell: &str| {
            let cell = plain(cell);
            let (whole, fraction) = cell.trim_start_matches('-').split_once(',')?;
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let whole = whole.replace(['.', ' '], "");
            // `1,500` is fifteen hundred to some readers.
            (digits(&whole) && digits(fraction) && (fraction.len() != 3 || whole == "0" || whole.len() > 3)).then_some(())
        };
        if cells.find_map(is_plain).is_some() { Self::Comma } else { Self::Point }
    }

    /// A cell as a number.
    pub fn number(self, cell: &str) -> Option<Number> {
        let cell = plain(cell);
        match self {
            Self::Point => number_of(&cell),
            Self::Comma => {
                let (whole, fraction) = cell.split_once(',').map_or((cell.as_str(), None), |(w, f)| (w, Some(f)));
                let whole = ungrouped(whole)?;
                match fraction {
                    Some(fraction) if fraction.contains(['.', '-']) => None,
                    Some(fraction) => number_of(&format!("{whole}.{fraction}")),
                    None => number_of(&whole),
                }
            }
        }
    }
}

/// `1.234` -> `1234`; `None` for points that part no thousands.
fn ungrouped(whole: &str) -> Option<String> {
    let whole = whole.replace(' ', ".");
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default().trim_start_matches('-').len();
    let rest: Vec<&str> = groups.collect();
    let fine = rest.is_empty() || (1..=3).contains(&first) && rest.iter().all(|group| group.len() == 3);
    fine.then(|| whole.replace('.', ""))
}

/// Digits of ASCII and a hyphen for a minus, without bidi controls; the signs of Arabic numbers mean one thing only.
fn plain(cell: &str) -> String {
    cell.chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}' | '٬'))
        .map(|c| match c {
            '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10).unwrap_or(c),
            '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10).unwrap_or(c),
            '٫' => '.',
            '−' => '-',
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn numbers_of_spreadsheets() {
        #[track_caller]
        fn check(decimal: Decimal, cell: &str, expect: Option<f64>) {
            assert_eq!(decimal.number(cell).map(|n| n.value), expect, "{cell}");
        }
        check(Decimal::Point, "1.5", Some(1.5));
        check(Decimal::Point, "1,5", None);
        check(Decimal::Point, "١٫٥", Some(1.5));
        check(Decimal::Point, "١٬٢٣٤٫٥", Some(1234.5));
        check(Decimal::Point, "\u{200f}−۱۲", Some(-12.0));
        check(Decimal::Comma, "1,5", Some(1.5));
        check(Decimal::Comma, "1.234,50", Some(1234.5));
        check(Decimal::Comma, "1\u{a0}234", Some(1234.0));
        check(Decimal::Comma, "-0,25", Some(-0.25));
        check(Decimal::Comma, "1.5", None);
        check(Decimal::Comma, "1,2,3", None);
        assert_eq!(Decimal::of(["a, b", "1,500", "2"].into_iter()), Decimal::Point);
        assert_eq!(Decimal::of(["1,500", "1,5"].into_iter()), Decimal::Comma);
        assert_eq!(Decimal::of(["0,125"].into_iter()), Decimal::Comma);
    }
}
