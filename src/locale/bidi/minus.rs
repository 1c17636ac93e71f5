//! Units in; whether the hyphen at the start of a stretch of digits is a minus, or joins the number to the word before it
//! (كوفيد -19, ב -17), out. Only a hyphen is asked about: U+2212 is a minus wherever it stands.

use std::ops::Range;

use unicode_script::Script;

use super::unit::{Class, Unit};
use crate::locale::Locale;
use crate::locale::letter::{is_joiner, is_mark};

/// Words behind which a number stands, and no name that it would be a part of: prepositions, conjunctions, verbs of being
/// and reaching, in Arabic, Persian, Urdu and Hebrew.
const BEFORE_NUMBERS: [&str; 62] = [
    "بين",
    "وبين",
    "من",
    "ومن",
    "إلى",
    "الى",
    "وإلى",
    "عند",
    "وعند",
    "حتى",
    "وحتى",
    "تحت",
    "دون",
    "فوق",
    "نحو",
    "حوالي",
    "حوالى",
    "قرابة",
    "زهاء",
    "على",
    "عن",
    "في",
    "أو",
    "و",
    "ثم",
    "أم",
    "هو",
    "هي",
    "بلغ",
    "بلغت",
    "وبلغ",
    "وبلغت",
    "يبلغ",
    "تبلغ",
    "كان",
    "كانت",
    "يساوي",
    "تساوي",
    "سجل",
    "سجلت",
    "بین",
    "از",
    "تا",
    "یا",
    "به",
    "حدود",
    "زیر",
    "سے",
    "تک",
    "اور",
    "בין",
    "עד",
    "או",
    "על",
    "של",
    "הוא",
    "היא",
    "היה",
    "הייתה",
    "מ",
    "כ",
    "ל",
];

/// How the words begin that a negative number is counted in: degrees, percent, points.
const UNITS: [&str; 14] =
    ["درج", "مئوي", "بالمئ", "بالمائ", "المئة", "المائة", "نقط", "نقاط", "درصد", "ڈگری", "فیصد", "מעלות", "אחוז", "נקודות"];

/// No unit and no word is longer; what is looked at stays bounded.
const NEAR: usize = 24;

/// Whether a stretch of digits and signs does not begin with a hyphen that joins it to the word before it.
pub(in crate::locale::bidi) fn is_sign(text: &str, units: &[Unit], stretch: Range<usize>, base: &Locale) -> bool {
    let hyphen = stretch.start;
    let Some(before) = hyphen.checked_sub(1) else { return true };
    if units[before].class == Class::Native {
        // In Hebrew ו-5 is how one writes "and 5"; Arabic writes و5, and a hyphen there is a minus.
        return units[hyphen].is('-') && is_lone_waw(text, units, before, base);
    }
    if !units[hyphen].is('-') || units[before].class != Class::Space {
        return true;
    }
    let word_end = units[..hyphen].iter().rev().take(NEAR).position(|u| u.class != Class::Space).map(|back| hyphen - back);
    let Some(word_end) = word_end else { return true };
    match units[word_end - 1].class {
        Class::Native => {}
        Class::Letter(_) | Class::Digit(_) => return false,
        Class::Atom => return !holds_word(&text[units[word_end - 1].range.clone()]),
        Class::Space | Class::Sign(_) | Class::Wall | Class::Token => return true,
    }
    let word_len = units[..word_end].iter().rev().take(NEAR).take_while(|u| u.class == Class::Native).count();
    let word = &text[units[word_end - word_len].range.start..units[word_end - 1].range.end];
    BEFORE_NUMBERS.contains(&word)
        || measures(units, &stretch)
        || is_counted(text, units, stretch.end)
        || has_signed_neighbour(text, units, &stretch, base)
}

/// Whether something closed is an isolated word, which joins a number as the bare word would.
fn holds_word(closed: &str) -> bool {
    let inside = closed.strip_suffix('\u{2069}').unwrap_or_default();
    inside.chars().rev().find(|c| !is_mark(*c) && !is_joiner(*c)).is_some_and(char::is_alphanumeric)
}

/// Whether و stands there as a whole word, written together with what follows.
pub(in crate::locale::bidi) fn is_lone_waw(text: &str, units: &[Unit], at: usize, base: &Locale) -> bool {
    let begins =
        at.checked_sub(1).is_none_or(|before| !matches!(units[before].class, Class::Native | Class::Letter(_) | Class::Digit(_)));
    base.script == Script::Arabic && &text[units[at].range.clone()] == "و" && begins
}

/// Whether a number has what a part of a name has not: a fraction, a percent sign, a degree, a currency.
fn measures(units: &[Unit], stretch: &Range<usize>) -> bool {
    let digit = |at: usize| stretch.contains(&at) && units[at].is_digit();
    let measure = |at: usize| match units[at].class {
        Class::Sign('.' | ',' | '٫') => digit(at - 1) && digit(at + 1),
        Class::Sign(c) => matches!(c, '%' | '٪' | '‰' | '°' | '′' | '″') || super::number::is_currency(c),
        Class::Native | Class::Letter(_) | Class::Digit(_) | Class::Space | Class::Atom | Class::Wall | Class::Token => false,
    };
    (stretch.start + 1..stretch.end).any(measure)
}

/// Whether the word behind a number is a unit of measure.
fn is_counted(text: &str, units: &[Unit], end: usize) -> bool {
    let Some(next) = units.get(end).filter(|u| u.class == Class::Space) else { return false };
    let words = text[next.range.end..].trim_start();
    let words = words.strip_prefix("في ").unwrap_or(words);
    words.starts_with('°') || UNITS.iter().any(|unit| words.starts_with(unit))
}

/// Whether another number close by has a sign for certain, or is of degrees: in `-10 و+5` both have one.
fn has_signed_neighbour(text: &str, units: &[Unit], stretch: &Range<usize>, base: &Locale) -> bool {
    let begins = |at: usize| {
        at.checked_sub(1).is_none_or(|before| units[before].class == Class::Space || is_lone_waw(text, units, before, base))
    };
    let digit_ahead = |at: usize| units.get(at + 1).is_some_and(Unit::is_digit);
    let signed = |at: usize| match units[at].class {
        Class::Sign('°') => true,
        Class::Sign('\u{2212}' | '+') => digit_ahead(at) && begins(at),
        Class::Sign('-') => {
            digit_ahead(at) && begins(at) && units.get(at.wrapping_sub(1)).is_some_and(|u| u.class == Class::Native)
        }
        Class::Sign(_)
        | Class::Native
        | Class::Letter(_)
        | Class::Digit(_)
        | Class::Space
        | Class::Atom
        | Class::Wall
        | Class::Token => false,
    };
    let ahead = stretch.end..units.len().min(stretch.end + NEAR);
    let behind = stretch.start.saturating_sub(NEAR)..stretch.start;
    ahead.chain(behind).any(signed)
}
