//! Ground: a list of private-use codes and what they are, as a file has it.

use std::collections::BTreeMap;

use super::letters::is_code;

/// Codes and the letters or digits that they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GlyphMap(pub BTreeMap<char, String>);

impl GlyphMap {
    /// Reads lines of a code and what it is: `U+E008 1`. What stands behind `#` is not read.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut map = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}');
            let line = line.split(" #").next().unwrap_or_default().trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let why = || format!("line {}: write a private-use code and what it is, as in `U+E008 1`", at + 1);
            let (code, letters) = line.split_once(char::is_whitespace).ok_or_else(why)?;
            let letters = letters.trim();
            let code = one(code).filter(|c| is_code(*c)).ok_or_else(why)?;
            if letters.is_empty() || letters.chars().count() > 8 || letters.chars().any(|c| is_code(c) || c.is_control()) {
                return Err(why());
            }
            if map.insert(code, letters.to_owned()).is_some_and(|old| old != letters) {
                return Err(format!("line {}: {} is there twice", at + 1, named(code)));
            }
        }
        Ok(Self(map))
    }
}

/// A code as people write it: itself, `U+E008`, `0xE008`, `E008`.
fn one(text: &str) -> Option<char> {
    let mut letters = text.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        return Some(c);
    }
    let digits = ["U+", "u+", "0x", "0X", "\\u"].iter().find_map(|before| text.strip_prefix(before)).unwrap_or(text);
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

/// A code by its number.
pub fn named(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::GlyphMap;

    #[test]
    fn maps_are_read_or_refused_with_the_line() {
        let map = GlyphMap::read("# digits\nU+E008 1\n\u{E009} 2 # two\nE0A5\tج\n0xE100 لا\n").expect("read");
        assert_eq!(
            map.0.iter().map(|(c, s)| (u32::from(*c), s.as_str())).collect::<Vec<_>>(),
            [(0xE008, "1"), (0xE009, "2"), (0xE0A5, "ج"), (0xE100, "لا")]
        );
        for (wrong, line) in [("U+0041 1", 1), ("\nU+E008", 2), ("U+E008 1\nU+E008 2", 2), ("U+E008 \u{E009}", 1), ("zz x", 1)] {
            assert!(GlyphMap::read(wrong).is_err_and(|why| why.contains(&format!("line {line}"))), "{wrong}");
        }
        assert_eq!(GlyphMap::read("U+E008 1\nU+E008 1").map(|m| m.0.len()), Ok(1));
    }
}
