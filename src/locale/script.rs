//! Tags in, script and direction out: which script a language is written in (CLDR likely subtags), which way a
//! script runs (UAX #9), and which language a borrowed script is tagged with.

use icu_locale::{LocaleCanonicalizer, LocaleExpander};
use icu_locale_core::LanguageIdentifier;
use unicode_script::Script;

use super::Dir;

/// Every script of Unicode, by its ISO 15924 code, save Common, Inherited and Unknown.
const ALL: &str = "\
    Adlm Aghb Ahom Arab Armi Armn Avst Bali Bamu Bass Batk Beng Berf Bhks Bopo Brah Brai Bugi Buhd Cakm Cans Cari Cham \
    Cher Chrs Copt Cpmn Cprt Cyrl Deva Diak Dogr Dsrt Dupl Egyp Elba Elym Ethi Gara Geor Glag Gong Gonm Goth Gran Grek \
    Gujr Gukh Guru Hang Hani Hano Hatr Hebr Hira Hluw Hmng Hmnp Hung Ital Java Jurc Kali Kana Kawi Khar Khmr Khoj Kits \
    Knda Krai Kthi Lana Laoo Latn Lepc Limb Lina Linb Lisu Lyci Lydi Mahj Maka Mand Mani Marc Medf Mend Merc Mero Mlym \
    Modi Mong Mroo Mtei Mult Mymr Nagm Nand Narb Nbat Newa Nkoo Nshu Ogam Olck Onao Orkh Orya Osge Osma Ougr Palm Pauc \
    Pcun Perm Phag Phli Phlp Phnx Plrd Prti Rjng Rohg Runr Samr Sarb Saur Seal Sgnw Shaw Shrd Sidd Sidt Sind Sinh Sogd \
    Sogo Sora Soyo Sund Sunu Sylo Syrc Tagb Takr Tale Talu Taml Tang Tavt Tayo Telu Tfng Tglg Thaa Thai Tibt Tirh Tnsa \
    Todr Tols Toto Tutg Ugar Vaii Vith Wara Wcho Xpeo Xsux Yezi Yiii Zanb";

/// Every script that has letters of its own.
pub(in crate::locale) fn all() -> impl Iterator<Item = Script> {
    ALL.split(' ').filter_map(Script::from_short_name)
}

/// Scripts whose letters are of bidi class R or AL (UAX #9).
const RTL: &str = "\
    Adlm Arab Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh Ougr \
    Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Thaa Yezi";

/// A well-formed tag, canonical, and the script its language is written in. `None` for a malformed tag, for a
/// language without a likely script and for a script without letters: their direction cannot be known.
pub(in crate::locale) fn parse(tag: &str) -> Option<(icu_locale_core::Locale, Script)> {
    // BCP 47 joins subtags with hyphens only; the parser would also take CLDR's underscores.
    if tag.contains('_') {
        return None;
    }
    let mut locale = icu_locale_core::Locale::try_from_str(tag).ok()?;
    // Old codes (`iw`, `in`) have no likely subtags of their own.
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    let code = match locale.id.script {
        Some(script) => script,
        // The likely script of `und` is Latin, which is a guess about a language that nobody named.
        None if locale.id.language.is_unknown() => return None,
        None => LocaleExpander::new_extended().get_likely_script(&locale.id)?,
    };
    Some((locale, of_code(code.as_str())?))
}

/// The script of an ISO 15924 code. Codes of styles and mixtures stand for the script that tells them apart from
/// others: Japanese is known by its kana, Korean by its syllables.
fn of_code(code: &str) -> Option<Script> {
    let script = match code {
        "Hanb" | "Hans" | "Hant" => Script::Han,
        "Hrkt" | "Jpan" => Script::Hiragana,
        "Jamo" | "Kore" => Script::Hangul,
        "Aran" => Script::Arabic,
        "Latf" | "Latg" => Script::Latin,
        "Cyrs" => Script::Cyrillic,
        "Syre" | "Syrj" | "Syrn" => Script::Syriac,
        "Geok" => Script::Georgian,
        code => Script::from_short_name(code)?,
    };
    (!matches!(script, Script::Common | Script::Inherited | Script::Unknown)).then_some(script)
}

/// Which way a script runs.
pub(in crate::locale) fn dir(script: Script) -> Dir {
    // Asked for every letter of every foreign word: the scripts that are met first.
    if matches!(script, Script::Latin | Script::Common | Script::Cyrillic | Script::Greek | Script::Han) {
        return Dir::Ltr;
    }
    if script == Script::Arabic || RTL.split(' ').any(|code| code == script.short_name()) { Dir::Rtl } else { Dir::Ltr }
}

/// The script that stands for `script` when a language is looked up by it: katakana is Japanese as hiragana is,
/// bopomofo is Chinese.
pub(in crate::locale) fn home(script: Script) -> Script {
    match script.short_name() {
        "Kana" => Script::Hiragana,
        "Bopo" => Script::Han,
        _ => script,
    }
}

/// The tag of a run in `script` on a site that has no language in it: the likely language (`en`, `ar`, `ru`, `ja`) if
/// that is mostly written in it, else `und-Xxxx` (Braille or Palmyrene say nothing of the language).
pub(in crate::locale) fn borrowed_tag(script: Script) -> String {
    let unknown = format!("und-{}", script.short_name());
    let Ok(mut id) = unknown.parse::<LanguageIdentifier>() else { return unknown };
    let expander = LocaleExpander::new_extended();
    expander.maximize(&mut id);
    if id.language.is_unknown() {
        return unknown;
    }
    let usual = expander.get_likely_script(&LanguageIdentifier::from(id.language)).and_then(|s| of_code(s.as_str()));
    if usual == Some(home(script)) { id.language.to_string() } else { unknown }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use icu_locale::{Direction, LocaleDirectionality};
    use unicode_bidi::{BidiClass, bidi_class};
    use unicode_script::UnicodeScript;

    use super::*;

    #[track_caller]
    fn check(tag: &str, expect: Option<(Script, Dir)>) {
        assert_eq!(parse(tag).map(|(_, script)| (script, dir(script))), expect, "{tag}");
    }

    #[test]
    fn a_tag_has_a_script_and_a_direction() {
        for tag in ["ar", "ar-LB", "fa", "ur", "ckb", "az-Arab", "ps", "sd", "ug", "pa-Arab", "pa-PK", "ur-Aran", "und-Arab"] {
            check(tag, Some((Script::Arabic, Dir::Rtl)));
        }
        check("he", Some((Script::Hebrew, Dir::Rtl)));
        check("iw", Some((Script::Hebrew, Dir::Rtl)));
        check("yi", Some((Script::Hebrew, Dir::Rtl)));
        check("dv", Some((Script::Thaana, Dir::Rtl)));
        check("az", Some((Script::Latin, Dir::Ltr)));
        check("pa", Some((Script::Gurmukhi, Dir::Ltr)));
        check("en-GB", Some((Script::Latin, Dir::Ltr)));
        check("zh-Hant", Some((Script::Han, Dir::Ltr)));
        check("ja", Some((Script::Hiragana, Dir::Ltr)));
        check("ko", Some((Script::Hangul, Dir::Ltr)));
    }

    #[test]
    fn what_cannot_be_known_is_not_guessed() {
        for tag in ["", "xx", "xx-LB", "und", "mul", "qaa", "ar_LB", "arabic-text", "ar-Xxxx", "en-Zyyy", "عربي", "ar-", "-"]
        {
            check(tag, None);
        }
    }

    /// The tables are those of the Unicode data that the other crates bring.
    #[test]
    fn tables_agree_with_unicode() {
        let mut found: BTreeMap<&str, Dir> = BTreeMap::new();
        for c in '\0'..=char::MAX {
            let script = c.script();
            if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
                continue;
            }
            let entry = found.entry(script.short_name()).or_insert(Dir::Ltr);
            if matches!(bidi_class(c), BidiClass::R | BidiClass::AL) {
                *entry = Dir::Rtl;
            }
        }
        assert_eq!(all().map(|s| (s.short_name(), dir(s))).collect::<BTreeMap<_, _>>(), found);
    }

    /// CLDR's own list of directions, where it has an opinion.
    #[test]
    fn tables_agree_with_cldr() {
        let cldr = LocaleDirectionality::new_extended();
        for script in all() {
            let id: LanguageIdentifier = format!("und-{}", script.short_name()).parse().expect("a script code is a subtag");
            let expect = match cldr.get(&id) {
                Some(Direction::RightToLeft) => Dir::Rtl,
                Some(Direction::LeftToRight) => Dir::Ltr,
                Some(_) | None => continue,
            };
            assert_eq!(dir(script), expect, "{script:?}");
        }
    }

    #[test]
    fn a_borrowed_script_has_a_language() {
        let tags =
            |codes: &str| -> Vec<String> { codes.split(' ').filter_map(Script::from_short_name).map(borrowed_tag).collect() };
        assert_eq!(tags("Latn Arab Hebr Cyrl Grek Armn Geor"), ["en", "ar", "he", "ru", "el", "hy", "ka"]);
        assert_eq!(tags("Hani Hira Kana Hang Deva Thai Ethi"), ["zh", "ja", "ja", "ko", "hi", "th", "am"]);
        assert_eq!(tags("Brai Palm"), ["und-Brai", "und-Palm"]);
    }
}
