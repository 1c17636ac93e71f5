//! What the fonts of a page say of their codes (`ToUnicode`), read leniently: one entry that says nothing takes no other with it.

use std::collections::BTreeMap;

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
    walk(&resources.fonts, &resources.x_objects, 0, spoken);
    if let Some(parent) = resources.parent() {
        walk(&parent.fonts, &parent.x_objects, 0, spoken);
    }
}

fn walk(fonts: &Dict<'_>, forms: &Dict<'_>, depth: usize, spoken: &mut Spoken) {
    for name in fonts.keys() {
        let Some(font) = fonts.get::<Dict<'_>>(name) else { continue };
        spoken.entry(font.cache_key()).or_insert_with(|| letters(&font).unwrap_or_default());
    }
    if depth == DEPTH {
        return;
    }
    for name in forms.keys() {
        let Some(form) = forms.get::<Stream<'_>>(name) else { continue };
        if let Some(own) = form.dict().get::<Dict<'_>>(b"Resources") {
            let part = |name: &[u8]| own.get::<Dict<'_>>(name).unwrap_or_default();
            walk(&part(b"Font"), &part(b"XObject"), depth + 1, spoken);
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
            if let Ok(code) = u32::from_str_radix(two[0], 16) {
                map.insert(code, letters_of(two[1], 0));
            }
        }
    }
    for part in text.split("beginbfrange").skip(1) {
        let part = part.split("endbfrange").next().unwrap_or_default();
        for line in part.split('\n') {
            let (head, list) = line.split_once('[').unwrap_or((line, ""));
            let words: Vec<&str> = hex(head).collect();
            let (Some(from), Some(to)) = (words.first(), words.get(1)) else { continue };
            let (Ok(from), Ok(to)) = (u32::from_str_radix(from, 16), u32::from_str_radix(to, 16)) else { continue };
            if to < from || to - from > RANGE {
                continue;
            }
            match words.get(2) {
                Some(first) => map.extend((from..=to).map(|code| (code, letters_of(first, code - from)))),
                None => map.extend((from..=to).zip(hex(list)).map(|(code, own)| (code, letters_of(own, 0)))),
            }
        }
    }
    map
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
    String::from_utf16_lossy(&units).chars().filter(|c| *c != '\0' && *c != '\u{FFFD}').collect()
}
