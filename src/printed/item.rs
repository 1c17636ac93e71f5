//! What stands before the items of lists.

use super::row::digit;

/// What stands before an item: a bullet, or a number with its mark; and the text behind it.
pub fn marker(text: &str) -> Option<(Option<u32>, &str)> {
    let first = text.chars().next()?;
    if matches!(first, '•' | '◦' | '▪' | '●' | '○' | '‣' | '■' | '□' | '➢' | '✓' | '\u{F0B7}' | '–' | '·' | '*')
    {
        let rest = &text[first.len_utf8()..];
        return rest.strip_prefix(' ').map(|rest| (None, rest.trim()));
    }
    let count = text.chars().take_while(|c| digit(*c).is_some()).count();
    if !(1..=3).contains(&count) {
        return None;
    }
    let split = text.char_indices().nth(count).map(|(at, _)| at)?;
    let (digits, behind) = text.split_at(split);
    let rest = behind.strip_prefix(['.', ')', '-'])?.strip_prefix(' ')?;
    let value = digits.chars().filter_map(digit).fold(0, |sum, digit| sum * 10 + digit);
    Some((Some(value), rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::marker;

    #[test]
    fn a_long_number_is_no_item() {
        assert_eq!(marker("12345678901. of them"), None);
        assert_eq!(marker("12. of them"), Some((Some(12), "of them")));
    }
}
