//! A character or a word in, what an editor of Arabic, Persian or Urdu must know of it out: which letters are whose, which
//! characters are other forms of them, and how a text is composed (UAX #15, UAX #24).

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_script::{Script, UnicodeScript};

use super::{Dir, script};

/// The letter that joins nothing and only makes words longer.
pub const TATWEEL: char = '\u{640}';

/// What stands before words in Arabic and says nothing of them.
const ARTICLE: &str = "ال";

/// The first letter of a name, without the article: what stands for it where there is no room.
pub fn initial(name: &str) -> String {
    let words = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare = words.strip_prefix(ARTICLE).filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(words);
    bare.chars().next().map(|c| c.to_uppercase().collect()).unwrap_or_default()
}

/// Whether `c` is a letter of the Arabic script, marks, digits and punctuation excluded.
pub fn is_arabic(c: char) -> bool {
    // The letters of Arabic itself need no table.
    matches!(c, 'ء'..='غ' | 'ف'..='ي')
        || !c.is_ascii() && c.is_alphabetic() && c != TATWEEL && c.script() == Script::Arabic && !is_mark(c)
}

/// Whether `c` is a sign above or below a letter.
pub fn is_mark(c: char) -> bool {
    canonical_combining_class(c) != 0 || unicode_normalization::char::is_combining_mark(c)
}

/// Whether a web address ends before `c`, although an IRI could hold it: the marks with which sentences of any script end,
/// and quotation marks. Those that names are written with (`–`, `·`, `־`, `״`) stand within addresses.
pub fn stops_address(c: char) -> bool {
    matches!(
        c,
        '«' | '»' | '‹' | '›' | '‘'..='‟' | '…' | '—' | '―' | '†' | '‡' | '•' | '،' | '؛' | '؟' | '۔' | '؍' | '﴾' | '﴿' | '׃' | '।' | '॥'
            | '՛'..='՞' | '։' | '፡'..='፨' | '、' | '。' | '〈'..='】' | '〔'..='〟' | '！' | '，' | '．' | '：' | '；' | '？' | '（' | '）'
            | '［' | '］' | '｛' | '｝' | '｡' | '､' | '｢' | '｣' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// Whether a web address can end with `c`: beyond ASCII, which has rules of its own, with a letter, a digit or a mark.
pub fn may_end_address(c: char) -> bool {
    c.is_ascii() || c.is_alphanumeric() || is_mark(c)
}

/// Whether `c` keeps letters of one word from joining, or makes them join (U+200C, U+200D).
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// The text in composed form (NFC): how names are compared and printed, however a keyboard or a file system wrote them.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether `c` has a direction of its own, and which: letters have, digits and punctuation have not.
pub fn direction(c: char) -> Option<Dir> {
    let script = c.script();
    let has_none = !c.is_alphabetic() || matches!(script, Script::Common | Script::Inherited | Script::Unknown);
    (!has_none).then(|| script::dir(script))
}

/// Whether a text has letters, but none of the script.
pub fn lacks_script(text: &str, of: Script) -> bool {
    let mut letters = text.chars().filter(|c| direction(*c).is_some()).peekable();
    letters.peek().is_some() && letters.all(|c| script::home(c.script()) != script::home(of))
}

/// Whether `c` is a presentation form of Arabic: a shape of a letter, which fonts choose by themselves. Signs of their own
/// (﷽, ﷼, ornate parentheses) are none.
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDC7}' | '\u{FE70}'..='\u{FEFC}')
}

/// The letters that a presentation form stands for (NFKC); `None` where it stands for a sign without its letter.
pub fn plain_letters(c: char) -> Option<String> {
    let letters: String = c.to_string().nfkc().collect();
    (!letters.starts_with(char::is_whitespace)).then_some(letters)
}

/// The parts of a text that are not composed (NFC), each with what it composes to. A part is a letter with its marks.
pub fn uncomposed(text: &str) -> Vec<(Range<usize>, String)> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Vec::new();
    }
    let mut starts: Vec<usize> =
        text.char_indices().filter(|(_, c)| canonical_combining_class(*c) == 0).map(|(at, _)| at).collect();
    starts.push(text.len());
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let part = |pair: &[usize]| {
        let [from, to] = *pair else { return None };
        let composed: String = text[from..to].nfc().collect();
        (composed != text[from..to]).then_some((from..to, composed))
    };
    starts.windows(2).filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_told_from_signs() {
        assert!("بکی".chars().all(is_arabic));
        assert!("َ،ـ٣a".chars().all(|c| !is_arabic(c)));
        assert!(is_mark('\u{64E}') && !is_mark('ب'));
        assert_eq!((direction('ب'), direction('a'), direction('3')), (Some(Dir::Rtl), Some(Dir::Ltr), None));
        assert!(
            lacks_script("Close", Script::Arabic)
                && !lacks_script("أغلق GDP", Script::Arabic)
                && !lacks_script("3", Script::Latin)
        );
    }

    #[test]
    fn forms_have_letters() {
        assert!(is_presentation_form('ﻻ') && !is_presentation_form('﷽') && !is_presentation_form('ل'));
        assert_eq!(plain_letters('ﻻ').as_deref(), Some("لا"));
        assert_eq!(plain_letters('\u{FE70}'), None);
    }

    #[test]
    fn parts_that_are_not_composed() {
        assert_eq!(uncomposed("قهوة ا\u{653}سيا"), [(9..13, "آ".to_owned())]);
        assert_eq!(uncomposed("cafe\u{301}"), [(3..6, "é".to_owned())]);
        assert!(uncomposed("آسيا café").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn composing_the_parts_leaves_no_part(text in "[a-eاأبو\u{300}-\u{304}\u{64B}-\u{655}\u{1100}\u{1161}]*") {
            let mut composed = text.clone();
            for (range, part) in uncomposed(&text).into_iter().rev() {
                composed.replace_range(range, &part);
            }
            // Jamo compose across starters, so that a second look may be needed; it must end.
            for _ in 0..3 {
                for (range, part) in uncomposed(&composed).into_iter().rev() {
                    composed.replace_range(range, &part);
                }
            }
            prop_assert!(uncomposed(&composed).is_empty());
        }
    }
}
