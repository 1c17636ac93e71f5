//! What the fonts of a page say of their codes (`ToUnicode`), read leniently: one entry that says nothing takes no other with it.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::CacheKey;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_interpret::hayro_syntax::page::Resources;

/// Forms within forms that are followed.
const DEPTH: usize = 8;
/// The most codes of a range.
const RANGE: u32 = 0xFFFF;

/// What is said of fonts, by what the reader knows them by: letters by glyph, which are none where an entry is empty.
pub type Spoken = BTreeMap<u128, BTreeMap<u32, String>>;

/// Adds the fonts of a page, of forms within it too.
pub fn add(resources: &Resources<'_>, spoken: &mut Spoken) {
    let mut seen = BTreeSet::new();
    walk(&resources.fonts, &resources.x_objects, 0, (spoken, &mut seen));
    if let Some(parent) = resources.parent() {
        walk(&parent.fonts, &parent.x_objects, 0, (spoken, &mut seen));
    }
}

/// What is said, and the forms that were looked at.
type Sink<'s> = (&'s mut Spoken, &'s mut BTreeSet<u128>);

fn walk(fonts: &Dict<'_>, forms: &Dict<'_>, depth: usize, (spoken, seen): Sink<'_>) {
    for name in fonts.keys() {
        let Some(font) = fonts.get::<Dict<'_>>(name) else { continue };
        spoken.entry(font.cache_key()).or_insert_with(|| letters(&font).unwrap_or_default());
    }
    if depth == DEPTH {
        return;
    }
    for name in forms.keys() {
        let Some(form) = forms.get::<Stream<'_>>(name).filter(|form| seen.insert(form.cache_key())) else { continue };
        if let Some(own) = form.dict().get::<Dict<'_>>(b"Resources") {
            let part = |name: &[u8]| own.get::<Dict<'_>>(name).unwrap_or_default();
            walk(&part(b"Font"), &part(b"XObject"), depth + 1, (&mut *spoken, &mut *seen));
        }
    }
}

/// What a font says, where its codes are glyphs.
fn letters(font: &Dict<'_>) -> Option<BTreeMap<u32, String>> {
    let is_plain = font.get::<Name<'_>>(b"Encoding").is_some_and(|name| name.as_ref() == b"Identity-H");
    if !is_plain {
        return None;
    }
    let said = font.get::<Stream<'_>>(b"ToUnicode")?.decoded().ok()?;
    let own = font.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let glyphs = own.get::<Stream<'_>>(b"CIDToGIDMap").and_then(|stream| stream.decoded().ok());
    let glyph = |code: u32| match &glyphs {
        Some(bytes) => {
            let at = usize::try_from(code).ok()?.checked_mul(2)?;
            bytes.get(at..at + 2).map(|two| u32::from(two[0]) << 8 | u32::from(two[1]))
        }
        None => Some(code),
    };
    Some(map(&String::from_utf8_lossy(&said)).into_iter().filter_map(|(code, text)| Some((glyph(code)?, text))).collect())
}

/// Codes and their letters.
pub fn map(text: &str) -> BTreeMap<u32, String> {
    let mut map = BTreeMap::new();
    for part in text.split("beginbfchar").skip(1) {
        let part = part.split("endbfchar").next().unwrap_or_default();
        let words: Vec<&str> = hex(part).collect();
        for two in words.chunks_exact(2) {
            if let Some(own) = code(two[0]) {
                map.insert(own, letters_of(two[1], 0));
            }
        }
    }
    for part in text.split("beginbfrange").skip(1) {
        ranges(part.split("endbfrange").next().unwrap_or_default(), &mut map);
    }
    map
}

/// Ranges of codes: the first, the last, and the letters of the first or a list of all. Lines mean nothing.
fn ranges(part: &str, map: &mut BTreeMap<u32, String>) {
    let mut rest = part;
    while let Some((first, behind)) = word(rest) {
        let Some((last, behind)) = word(behind) else { return };
        let codes = code(first).zip(code(last)).filter(|(from, to)| from <= to && to - from <= RANGE);
        rest = if let Some(open) = behind.trim_start().strip_prefix('[') {
            let (texts, behind) = open.split_once(']').unwrap_or((open, ""));
            map.extend(
                codes.into_iter().flat_map(|(from, to)| from..=to).zip(hex(texts)).map(|(own, text)| (own, letters_of(text, 0))),
            );
            behind
        } else {
            let Some((text, behind)) = word(behind) else { return };
            if let Some((from, to)) = codes {
                map.extend((from..=to).map(|own| (own, letters_of(text, own - from))));
            }
            behind
        };
    }
}

/// A code in hexadecimal digits, which may have room between them.
fn code(hex: &str) -> Option<u32> {
    let digits: String = hex.split_ascii_whitespace().collect();
    u32::from_str_radix(&digits, 16).ok()
}

/// The next word in angle brackets, and what is behind it.
fn word(text: &str) -> Option<(&str, &str)> {
    text.split_once('<')?.1.split_once('>')
}

/// What stands in angle brackets.
fn hex(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).map(|part| part.split('>').next().unwrap_or_default().trim())
}

/// UTF-16 in hexadecimal digits; the last unit grows along a range.
fn letters_of(hex: &str, more: u32) -> String {
    let digits: Vec<u32> = hex.chars().filter_map(|c| c.to_digit(16)).collect();
    let mut units: Vec<u16> = Vec::new();
    for four in digits.chunks(4) {
        units.push(u16::try_from(four.iter().fold(0, |sum, digit| sum << 4 | digit)).unwrap_or_default());
    }
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(u16::try_from(more).unwrap_or_default());
    }
    let said: String = String::from_utf16_lossy(&units).chars().filter(|c| *c != '\0' && *c != '\u{FFFD}').collect();
    super::clean(&said)
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn ranges_are_read_whatever_stands_between_their_words() {
        let one = map("beginbfrange <01><03><0061> <0A> <0B>\n[<0062>\n<0063>]<0C>\n<0C>\n<00 64>endbfrange");
        let said: Vec<(u32, &str)> = one.iter().map(|(code, text)| (*code, text.as_str())).collect();
        assert_eq!(said, [(1, "a"), (2, "b"), (3, "c"), (10, "b"), (11, "c"), (12, "d")]);
        assert_eq!(map("1 beginbfchar\n<0 1>\n<0061000A0062> endbfchar").get(&1).map(String::as_str), Some("a b"));
    }
}
