//! A text in, its grapheme clusters with what each means to the search for runs out (UAX #9 classes, UAX #24 scripts,
//! UAX #29 clusters).

use std::ops::Range;
use std::sync::OnceLock;

use unicode_bidi::{BidiClass, bidi_class};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::control;
use crate::locale::{Dir, Locale};

/// Where a digit comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::locale) enum Numerals {
    /// 0 to 9 and their like.
    Western,
    /// ٠ to ٩ and ۰ to ۹, whose dates and ranges read in the direction of the text around them.
    Eastern,
}

/// What a cluster is in a text of the base language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::locale) enum Class {
    /// A letter of the base's own script.
    Native,
    /// A letter of another script, by the script of its group ([`group`]); Common for a letter that any left-to-right
    /// script borrows (`µ`, `𝑥`).
    Letter(Script),
    /// A digit.
    Digit(Numerals),
    /// White space.
    Space,
    /// Any neutral: punctuation, a symbol.
    Sign(char),
    /// A placeholder of the caller, or an isolate that stands in the text.
    Atom,
    /// What no run may cross: a comma of the base, the end of a paragraph, a control, a mark of the base's direction.
    Wall,
    /// Part of a token ([`super::token`]).
    Token,
}

/// A grapheme cluster, or a whole isolate.
#[derive(Clone, Debug)]
pub(in crate::locale::bidi) struct Unit {
    /// Bytes of the text.
    pub(in crate::locale::bidi) range: Range<usize>,
    /// What it is.
    pub(in crate::locale::bidi) class: Class,
    /// Its first character.
    pub(in crate::locale::bidi) first: char,
}

impl Unit {
    /// Whether it is this sign.
    pub(in crate::locale::bidi) fn is(&self, sign: char) -> bool {
        self.class == Class::Sign(sign)
    }

    /// Whether it is one of ٠ to ٩, which are Arabic numbers (class AN) wherever they stand.
    pub(in crate::locale::bidi) fn is_arabic_indic(&self) -> bool {
        matches!(self.first, '٠'..='٩')
    }

    /// Whether it is a digit, of whatever numerals.
    pub(in crate::locale::bidi) fn is_digit(&self) -> bool {
        matches!(self.class, Class::Digit(_))
    }
}

/// The units of a text.
pub(in crate::locale::bidi) fn units(text: &str, base: &Locale) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len());
    let mut from = 0;
    for opaque in control::isolates(text) {
        clusters(text, from..opaque.range.start, base, &mut units);
        from = opaque.range.end;
        let class = if opaque.closed { Class::Atom } else { Class::Wall };
        units.push(Unit { range: opaque.range, class, first: '\u{2068}' });
    }
    clusters(text, from..text.len(), base, &mut units);
    if base.dir == Dir::Ltr {
        wall_commas(&mut units);
    }
    units
}

/// The clusters of a part of a text. Two plain characters side by side are two clusters (UAX #29, GB999), so the rules for
/// clusters, which take several times as long, are asked only about the stretches in which another character stands.
fn clusters(text: &str, range: Range<usize>, base: &Locale, units: &mut Vec<Unit>) {
    let part = &text[range.clone()];
    let mut chars = part.char_indices().peekable();
    while let Some((at, first)) = chars.next() {
        let plain_ahead = |next: Option<&(usize, char)>| next.is_none_or(|(_, c)| is_plain(*c));
        if is_plain(first) && plain_ahead(chars.peek()) {
            let start = range.start + at;
            units.push(Unit { range: start..start + first.len_utf8(), class: class(first, base), first });
            continue;
        }
        let mut last = first;
        while let Some((_, c)) = chars.peek().copied()
            && !(is_plain(last) && is_plain(c))
        {
            last = c;
            chars.next();
        }
        let end = chars.peek().map_or(part.len(), |(next, _)| *next);
        ruled_clusters(text, range.start + at..range.start + end, base, units);
    }
}

/// Whether a character neither joins the one before it nor the one after it into a cluster: `Grapheme_Cluster_Break` is
/// Other, and it is no pictograph. Named are the characters that texts are made of.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\u{ab}'
            | '\u{b7}'
            | '\u{bb}'..='\u{2ff}'
            | '\u{606}'..='\u{60f}'
            | '\u{61b}'
            | '\u{61d}'..='\u{64a}'
            | '\u{660}'..='\u{66f}'
            | '\u{671}'..='\u{6d5}'
            | '\u{6ee}'..='\u{6ff}'
            | '\u{2010}'..='\u{2027}'
    )
}

/// Clusters by the rules of UAX #29.
fn ruled_clusters(text: &str, range: Range<usize>, base: &Locale, units: &mut Vec<Unit>) {
    for (at, cluster) in text[range.clone()].grapheme_indices(true) {
        let Some(first) = cluster.chars().next() else { continue };
        // UAX #29 keeps a prepended mark and a space after it together; a run must not end with a space.
        let spaced = cluster.len() > first.len_utf8() && cluster.contains(char::is_whitespace);
        let class = if spaced && class(first, base) != Class::Wall { Class::Space } else { class(first, base) };
        let start = range.start + at;
        units.push(Unit { range: start..start + cluster.len(), class, first });
    }
}

/// In a left-to-right text its comma separates names of other scripts, unless it stands in a number. (A comma of
/// Arabic is told from the Latin one by itself; Hebrew shares the Latin one, and running Latin text matters more.)
fn wall_commas(units: &mut [Unit]) {
    for at in 0..units.len() {
        let comma = matches!(units[at].class, Class::Sign(',' | ';' | '，' | '；' | '、'));
        let digit = |at: Option<usize>| at.and_then(|at| units.get(at)).is_some_and(Unit::is_digit);
        if comma && !(digit(at.checked_sub(1)) && digit(Some(at + 1))) {
            units[at].class = Class::Wall;
        }
    }
}

/// What the characters before [`Alphabet::END`] are in the texts of a language, looked up once.
#[derive(Debug, Default)]
pub(in crate::locale) struct Alphabet(OnceLock<Vec<Class>>);

impl Alphabet {
    /// Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic.
    const END: char = '\u{700}';
}

/// What a character is in a text of the base language.
pub(in crate::locale::bidi) fn class(c: char, base: &Locale) -> Class {
    if c >= Alphabet::END {
        return looked_up(c, base);
    }
    let classes = base.alphabet.0.get_or_init(|| ('\0'..Alphabet::END).map(|c| looked_up(c, base)).collect());
    classes[c as usize]
}

fn looked_up(c: char, base: &Locale) -> Class {
    let bidi = bidi_class(c);
    let rtl = base.dir == Dir::Rtl;
    match bidi {
        BidiClass::B
        | BidiClass::S
        | BidiClass::LRE
        | BidiClass::RLE
        | BidiClass::LRO
        | BidiClass::RLO
        | BidiClass::PDF
        | BidiClass::LRI
        | BidiClass::RLI
        | BidiClass::FSI
        | BidiClass::PDI => return Class::Wall,
        BidiClass::L
        | BidiClass::R
        | BidiClass::AL
        | BidiClass::AN
        | BidiClass::BN
        | BidiClass::CS
        | BidiClass::EN
        | BidiClass::ES
        | BidiClass::ET
        | BidiClass::NSM
        | BidiClass::ON
        | BidiClass::WS => {}
    }
    match c {
        '\u{FFFC}' => return Class::Atom,
        // A mark of the base's direction is where the author ends a run.
        '\u{200E}' => return if rtl { Class::Sign(c) } else { Class::Wall },
        '\u{200F}' | '\u{61C}' => return if rtl { Class::Wall } else { Class::Sign(c) },
        '،' | '؛' | '؟' if rtl && base.script != Script::Hebrew => return Class::Wall,
        '٠'..='٩' | '۰'..='۹' => return Class::Digit(Numerals::Eastern),
        _ => {}
    }
    if c.is_whitespace() {
        return Class::Space;
    }
    if bidi == BidiClass::EN {
        return Class::Digit(Numerals::Western);
    }
    match letter(c, bidi) {
        None => Class::Sign(c),
        Some(Script::Common) if base.dir == Dir::Ltr => Class::Native,
        Some(script) if is_native(script, base) => Class::Native,
        Some(script) => Class::Letter(script),
    }
}

/// The group of a letter's script; `None` if it is no letter.
fn letter(c: char, bidi: BidiClass) -> Option<Script> {
    let right_to_left = matches!(bidi, BidiClass::R | BidiClass::AL);
    if bidi != BidiClass::L && !right_to_left {
        return None;
    }
    let script = c.script();
    if !matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
        return Some(group(script));
    }
    if script == Script::Unknown || !c.is_alphabetic() {
        return None;
    }
    if right_to_left {
        // Tatweel and its like belong to several right-to-left scripts.
        return Some(Script::Arabic);
    }
    // The long vowel of kana is Common, but used with kana only (UAX #24, script extensions).
    Some(c.script_extension().iter().next().map_or(Script::Common, group))
}

/// The script that stands for scripts written together in one word: Han, kana and bopomofo.
pub(in crate::locale::bidi) fn group(script: Script) -> Script {
    let with_han = matches!(script, Script::Hiragana | Script::Katakana | Script::Bopomofo);
    if with_han { Script::Han } else { script }
}

fn is_native(script: Script, base: &Locale) -> bool {
    // Korean writes Han characters between its own.
    script == group(base.script) || (base.script == Script::Hangul && script == Script::Han)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::{is_plain, ruled_clusters, units};
    use crate::locale::tests::locales;

    #[test]
    fn plain_characters_stand_alone() {
        let plain: Vec<char> = ('\0'..'\u{3000}').filter(|c| is_plain(*c)).collect();
        for c in &plain {
            let text: String = [*c, *c, 'a', *c, 'ب', *c].iter().collect();
            assert_eq!(text.graphemes(true).count(), 6, "{c:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_short_way_finds_the_same_clusters(text in "\\PC*|[a-zب-ي\u{64b}-\u{655}\u{600}-\u{605}\u{200c}-\u{200f}\u{300}-\u{310}👩🇪🇬 .,\r\n]*") {
            let all = locales(&["ar", "en"]);
            for base in all.site() {
                let mut ruled = Vec::new();
                ruled_clusters(&text, 0..text.len(), base, &mut ruled);
                let ranges = |units: &[super::Unit]| units.iter().map(|u| (u.range.clone(), u.first)).collect::<Vec<_>>();
                prop_assert_eq!(ranges(&units(&text, base)), ranges(&ruled));
            }
        }
    }
}
