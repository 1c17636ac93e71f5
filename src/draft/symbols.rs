//! Letters of fonts for signs, and raised and lowered letters -> letters that say the same in any font.

/// A sign of a font for signs.
pub fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    let own = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_lowercase();
    let found = match (font.as_str(), own) {
        ("wingdings", 0xfc) | ("wingdings 2", 0x50) => '✓',
        ("wingdings", 0xfb) | ("wingdings 2", 0x4f) => '✗',
        ("wingdings", 0xfe) | ("wingdings 2", 0x52) => '☑',
        ("wingdings", 0xfd) | ("wingdings 2", 0x51 | 0x53) => '☒',
        ("wingdings", 0xa8 | 0x6f) | ("wingdings 2", 0xa3) => '☐',
        ("wingdings", 0x6c | 0x9f) | ("symbol", 0xb7) => '•',
        ("wingdings", 0xa7 | 0x6e) => '▪',
        ("wingdings", 0xe0 | 0xe8) | ("symbol", 0xae) => '→',
        ("wingdings", 0xdf | 0xe7) | ("symbol", 0xac) => '←',
        ("wingdings", 0x4a) => '☺',
        ("wingdings", 0x28) => '☎',
        ("wingdings", 0x2a) => '✉',
        ("symbol", 0xb0) => '°',
        ("symbol", 0xb1) => '±',
        ("symbol", 0xb4) => '×',
        ("symbol", 0xb8) => '÷',
        ("symbol", 0xa3) => '≤',
        ("symbol", 0xb3) => '≥',
        ("symbol", 0xb9) => '≠',
        ("symbol", 0xbb) => '≈',
        ("symbol", 0xa5) => '∞',
        ("symbol", 0x61) => 'α',
        ("symbol", 0x62) => 'β',
        ("symbol", 0x67) => 'γ',
        ("symbol", 0x64) => 'δ',
        ("symbol", 0x6d) => 'μ',
        ("symbol", 0x70) => 'π',
        ("symbol", 0x73) => 'σ',
        ("symbol", 0x44) => 'Δ',
        ("symbol", 0x53) => 'Σ',
        ("symbol", 0x57) => 'Ω',
        ("wingdings" | "wingdings 2" | "wingdings 3" | "webdings" | "symbol", _) => return None,
        _ => char::from_u32(code).filter(|c| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(c))?,
    };
    Some(found)
}

/// Letters as they stand above the line, or below it; `None` where there are none for all of them.
pub fn lifted(text: &str, is_above: bool) -> Option<String> {
    const ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    const BELOW: &str = "₀₁₂₃₄₅₆₇₈₉";
    let one = |c: char| match c {
        '0'..='9' => (if is_above { ABOVE } else { BELOW }).chars().nth(c as usize - '0' as usize),
        '+' => Some(if is_above { '⁺' } else { '₊' }),
        '-' | '−' => Some(if is_above { '⁻' } else { '₋' }),
        'n' if is_above => Some('ⁿ'),
        'i' if is_above => Some('ⁱ'),
        c if c.is_whitespace() => Some(c),
        _ => None,
    };
    text.chars().map(one).collect()
}
