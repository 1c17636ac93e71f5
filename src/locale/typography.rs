//! A text in, the same text without what typographers choose: one shape of quotation marks, dashes, digits and separators,
//! no tatweel and no invisible marks. Two texts with one plain form say the same.

use unicode_normalization::UnicodeNormalization;

use super::numeral::digit;

/// The plain form of a text (NFC). Letters and their marks stay as they are.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\u{640}'
            | '\u{61C}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{AD}' => {}
            '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›' => out.push('"'),
            '‘' | '’' | '‚' | '‛' => out.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            '٪' => out.push('%'),
            '٫' => out.push('.'),
            '٬' => out.push(','),
            c => out.push(digit(c).unwrap_or(c)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[track_caller]
    fn same(one: &str, two: &str) {
        assert_eq!(plain(one), plain(two), "{one}");
    }

    #[test]
    fn typography_does_not_count_and_letters_do() {
        same("قال «نعم» — ١٢٠ تنغًا، أي ٪٥", "قال \"نعم\" - 120 تنغًا، أي %5");
        same("كـــتاب\u{200f}", "كتاب");
        same("“It’s 1%”…", "\"It's 1%\"...");
        same("e\u{301}t", "ét");
        same("١٬٢٣٤٫٥", "1,234.5");
        assert_ne!(plain("كَتَب"), plain("كُتُب"));
        assert_ne!(plain("الأمم"), plain("الامم"));
        assert_ne!(plain("120"), plain("125"));
    }
}
