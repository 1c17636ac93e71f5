//! A text in; the stretches of it in which runs can stand out. Most of a text is words of its own language, and those need
//! one look only.
//!
//! A run never crosses a letter of the base. A stretch therefore begins and ends with a word of nothing but the base's
//! letters and signs, which decides what stands beside it and nothing beyond. Only brackets reach further: a text with
//! brackets is one stretch.

use std::ops::Range;

use super::is_isolate_control;
use super::unit::{Class, Numerals, class};
use crate::locale::{Dir, Locale};

/// The stretches in which runs can stand, in order; two that follow each other may share a word of the base.
pub(in crate::locale::bidi) fn islands(text: &str, base: &Locale) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    // Where the last word of the base began.
    let mut anchor = 0;
    let mut is_paired = false;
    for word in words(text, base) {
        let Word { range, is_foreign, is_native, has_pairs } = word;
        is_paired |= has_pairs;
        if is_foreign {
            open.get_or_insert(anchor);
        } else if is_native {
            found.extend(open.take().map(|start| start..range.end));
            anchor = range.start;
        }
    }
    found.extend(open.map(|start| start..text.len()));
    if is_paired {
        found.truncate(1);
        for whole in &mut found {
            *whole = 0..text.len();
        }
    }
    found
}

struct Word {
    range: Range<usize>,
    /// Something in it can be in a run.
    is_foreign: bool,
    /// A letter of the base is in it.
    is_native: bool,
    /// It holds what has a partner elsewhere.
    has_pairs: bool,
}

/// What stands between spaces.
fn words(text: &str, base: &Locale) -> impl Iterator<Item = Word> {
    let mut chars = text.char_indices();
    std::iter::from_fn(move || {
        let (start, mut c) = chars.next()?;
        let mut word = Word { range: start..start, is_foreign: false, is_native: false, has_pairs: false };
        loop {
            word.range.end = chars.offset();
            match class(c, base) {
                Class::Space => return Some(word),
                Class::Native => word.is_native = true,
                // In a left-to-right text a number is a number.
                Class::Digit(Numerals::Western) => word.is_foreign |= base.dir == Dir::Rtl,
                Class::Digit(Numerals::Eastern) | Class::Letter(_) | Class::Atom | Class::Token => word.is_foreign = true,
                Class::Wall => word.has_pairs |= is_isolate_control(c),
                Class::Sign(sign) => word.has_pairs |= is_bracket(sign),
            }
            match chars.next() {
                Some((_, next)) => c = next,
                None => return Some(word),
            }
        }
    })
}

/// What [`super::pair`] finds partners of.
fn is_bracket(sign: char) -> bool {
    matches!(sign, '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | '«' | '»' | '‹' | '›' | '‘'..='‚' | '“'..='„' | '（' | '）' | '［' | '］')
        || matches!(sign, '「'..='』' | '《' | '》' | '〈' | '〉' | '【' | '】')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::islands;
    use crate::locale::bidi::{runs, runs_in};
    use crate::locale::tests::locales;

    #[test]
    fn words_of_the_base_are_passed_over() {
        let all = locales(&["ar", "en"]);
        let [ar, en] = all.site() else { panic!("two languages") };
        let found = |text: &str, base| islands(text, base).into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("قال الرئيس أمس إن النمو بلغ نسبة كبيرة", ar), Vec::<String>::new());
        assert_eq!(found("بلغ النمو في GDP نسبة كبيرة جدا، قالت UNCTAD أمس في بيان", ar), ["في GDP نسبة ", "قالت UNCTAD أمس "]);
        assert_eq!(found("أكد البيان - NATO - ذلك", ar), ["البيان - NATO - ذلك"]);
        assert_eq!(found("ذكر (GDP) ثم جاء غيره", ar), ["ذكر (GDP) ثم جاء غيره"]);
        assert_eq!(found("It’s 2022 – “a year” of 5% growth…", en), Vec::<String>::new());
        assert_eq!(found("The party Nur Otan, in Kazakh نور وطن and then 2022", en), ["Kazakh نور وطن and "]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_short_way_finds_the_same_runs(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "قال", "الرئيس", "وGDP", "GDP", "كوفيد-19", "19", "3.5%", "+7", "727", "250", "www.x.kz", "Nur", "Otan", "،", "المادة", "٥", "٢٠٢٢",
                    "-", "–", "(a", "b)", "«", "»", "\"x\"", "DE89", "3704", "0440", "2022-01-05", "10:30", "UTC", "C++", "/usr/bin", "a@b.kz", "\u{200e}", "\u{200f}",
                    "\u{fffc}", "\u{2068}x\u{2069}", "\u{2066}", "\u{64b}", "μs", "Ω", "д", "עברית", "中文", ",", ".", "?", "؟", "\n", "$", "€5", "#tag", "a's", "e\u{301}", "No.", "7", "&",
                ]),
                0..14,
            ),
            gaps in prop::collection::vec(prop::sample::select(vec![" ", " ", " ", "", "\u{a0}", "  "]), 14),
        ) {
            let text: String = words.iter().zip(&gaps).flat_map(|(word, gap)| [*word, *gap]).collect();
            let all = locales(&["ar", "en", "he", "ru"]);
            for base in all.site() {
                prop_assert_eq!(runs(&text, base, &all), runs_in(&text, &[], base, &all), "{}", base.tag);
            }
        }

        #[test]
        fn and_in_any_text(text in "\\PC*|[a-cب-د0-3 ()،.\u{200e}\u{200f}\u{2066}-\u{2069}\u{64b}\u{fffc}+%-]*") {
            let all = locales(&["ar", "en", "he"]);
            for base in all.site() {
                prop_assert_eq!(runs(&text, base, &all), runs_in(&text, &[], base, &all), "{}", base.tag);
            }
        }
    }
}
