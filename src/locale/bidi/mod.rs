//! Roof: a text and its base language in; the runs that need isolation, the language of a block, and what is wrong
//! with its bidi controls out (UAX #9, UAX #24).
//!
//! 0. `island`: the stretches that can hold any.
//! 1. `unit`: grapheme clusters, each with what it means to the base language.
//! 2. `token`, `number`: what is left-to-right whatever surrounds it; `minus`: which hyphen is a sign.
//! 3. `item`: words of other scripts, tokens and numbers, without the punctuation around them; `pair`: brackets.
//! 4. `run`: items grown together into maximal runs.
//! 5. `whole`: a part that is foreign from end to end is one run with its closing mark.
//!
//! Each step goes over the text once; what looks ahead looks at a bounded piece.

mod control;
mod island;
mod item;
mod minus;
mod number;
mod pair;
mod run;
mod token;
pub(in crate::locale) mod unit;
mod whole;

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::{Dir, Locale, LocaleId, Locales};
use item::Found;
use run::Search;
use unit::Class;

/// A maximal run to isolate, by byte range in the text given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Its language; the base language for numbers, dates and the like.
    pub locale: LocaleId,
    /// Its direction.
    pub dir: Dir,
}

/// The maximal runs of `text` that must be isolated when it is set in `base`, in order, not overlapping.
///
/// A run is a maximal stretch of words of other scripts with the spaces, digits, joiners and inner punctuation
/// between them, without the punctuation and spaces at its edges; and every token that is left-to-right whatever
/// surrounds it (phone number, ISO date, e-mail, URL, path, version, ISBN, IBAN, `C++`, `25°C`). Two foreign names
/// with a comma of the *base* language between them are two runs.
///
/// A text that is foreign from end to end, and each part of it between two brackets or quotation marks that is, is one run
/// with the mark at its end: `Who wrote this?`.
///
/// A percent or currency sign goes with its number: UAX #9 prints `36%` alone in a cell and `%36` behind an Arabic
/// word (W5 to W7); as one isolate it is `36%` in both. Plain numbers (2022, 1,234.5) keep together by themselves, and
/// numbers in Arabic-Indic digits are ordered as Arabic reads them; both stay in the text.
///
/// `text` is one paragraph: where a line break is only a space, give a space. U+FFFC stands for an inline atom (code, an
/// image); it and isolates in the text are neutral, may lie inside a run and are never cut. A right-to-left run in a
/// left-to-right text may itself contain tokens: search it with its own language as the base.
pub fn runs(text: &str, base: &Locale, locales: &Locales) -> Vec<Run> {
    runs_of(text, &[], base, locales)
}

/// [`runs`] of a text in which `elements`, ordered by their start, read by themselves, too: the text of links and emphasis.
pub fn runs_of(text: &str, elements: &[Range<usize>], base: &Locale, locales: &Locales) -> Vec<Run> {
    if text.is_ascii() && base.script == Script::Latin {
        return Vec::new();
    }
    let within = |island: Range<usize>| {
        // A part that has a letter of the base in it, which may be where the island ends, is nothing foreign.
        let first = elements.partition_point(|e| e.start < island.start);
        let inside = elements[first..].iter().take_while(|e| e.start < island.end).filter(|e| e.end <= island.end);
        let elements: Vec<Range<usize>> = inside.map(|e| e.start - island.start..e.end - island.start).collect();
        let found = runs_in(&text[island.clone()], &elements, base, locales).into_iter();
        found.map(move |run| Run { range: run.range.start + island.start..run.range.end + island.start, ..run })
    };
    island::islands(text, base).into_iter().flat_map(within).collect()
}

/// The runs of a text that is looked at as a whole.
fn runs_in(text: &str, elements: &[Range<usize>], base: &Locale, locales: &Locales) -> Vec<Run> {
    let mut units = unit::units(text, base);
    let (items, partners) = item::items(text, &mut units, base);
    let unit_at = |byte: usize| units.partition_point(|u| u.range.end <= byte);
    let elements: Vec<Range<usize>> = elements.iter().map(|e| unit_at(e.start)..unit_at(e.end)).collect();
    let found = Search { text, units: &units, partners: &partners, items: &items, elements: &elements, base }.runs();
    let bytes = |run: &Found| units[run.units.start].range.start..units[run.units.end - 1].range.end;
    found
        .into_iter()
        .map(|run| Run { range: bytes(&run), locale: language(&text[bytes(&run)], run.script, base, locales), dir: run.dir })
        .collect()
}

/// The language of a run by its script: the base's own if it has no words; Japanese if kana are among its Han characters.
fn language(text: &str, script: Option<Script>, base: &Locale, locales: &Locales) -> LocaleId {
    let kana = |c: char| matches!(c.script(), Script::Hiragana | Script::Katakana);
    match script {
        None => base.id,
        Some(Script::Han) if text.chars().any(kana) => locales.borrowed(Script::Hiragana),
        Some(script) => locales.of_run(text, script),
    }
}

/// The language of a whole block of text on a page of `base`: another one only when the text has words of one
/// other script, none of the base's, and at least three of them (a sentence, not a name). Tokens are no words.
pub fn block_locale(text: &str, base: &Locale, locales: &Locales) -> LocaleId {
    if is_at_home(text, base) {
        return base.id;
    }
    // Isolates are looked into, too: their controls decide nothing about the language.
    let plain: String = text.chars().filter(|c| !is_isolate_control(*c)).collect();
    let mut units = unit::units(&plain, base);
    let (items, _) = item::items(&plain, &mut units, base);
    if units.iter().any(|u| u.class == Class::Native) {
        return base.id;
    }
    let mut script = None;
    let mut words = 0;
    for item in &items {
        let item::Kind::Word(this) = item.kind else { continue };
        if this == Script::Common {
            continue;
        }
        if *script.get_or_insert(this) != this {
            return base.id;
        }
        let word = &plain[units[item.units.start].range.start..units[item.units.end - 1].range.end];
        // Han and Thai write no spaces; elsewhere a hyphen makes no second word.
        words += if has_spaces(this) { 1 } else { word.unicode_words().count() };
    }
    match script {
        Some(_) if words >= 3 => language(&plain, script, base, locales),
        Some(_) | None => base.id,
    }
}

/// Whether one look tells that a text is in the base language: it has a word of nothing but the base's letters that can be
/// no part of a token. What stands between spaces in a token is digits or a code in capitals (an IBAN, a time zone). Most
/// blocks are decided here, by their first word.
fn is_at_home(text: &str, base: &Locale) -> bool {
    let native = |word: &str| word.chars().all(|c| unit::class(c, base) == Class::Native);
    let long = |word: &str| word.chars().nth(2).is_some() && !word.chars().all(char::is_uppercase);
    text.split(' ').any(|word| long(word) && native(word))
}

/// Whether a script puts spaces between its words.
fn has_spaces(script: Script) -> bool {
    !matches!(script.short_name(), "Hani" | "Thai" | "Laoo" | "Khmr" | "Mymr" | "Tibt")
}

fn is_isolate_control(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// `text` with its runs between LRI or RLI and PDI, for places where markup is impossible (`<title>`, `alt`, JSON).
pub fn isolate(text: &str, base: &Locale, locales: &Locales) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut from = 0;
    for run in runs(text, base, locales) {
        out.push_str(&text[from..run.range.start]);
        let inside = &text[run.range.clone()];
        match (run.dir, base.dir) {
            (Dir::Ltr, _) => out.extend(["\u{2066}", inside, "\u{2069}"]),
            (Dir::Rtl, Dir::Rtl) => out.extend(["\u{2067}", inside, "\u{2069}"]),
            // Dates and versions inside an Arabic run of an English text need their own isolates.
            (Dir::Rtl, Dir::Ltr) => {
                let inside = isolate(inside, locales.get(run.locale), locales);
                out.extend(["\u{2067}", &inside, "\u{2069}"]);
            }
        }
        from = run.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// What is wrong with a bidi control (Trojan Source, CVE-2021-42574).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ControlProblem {
    /// LRO, RLO: text is shown in another order than it has.
    Override,
    /// LRE, RLE: an embedding where an isolate is meant.
    Embedding,
    /// An isolate or embedding that its paragraph does not close.
    Unclosed,
    /// A PDI or PDF that closes nothing.
    Unopened,
}

/// Whether a character is one of the controls that [`has_controls`] looks for.
pub fn is_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text holds an embedding, an override or an isolate: U+202A to U+202E, U+2066 to U+2069.
pub fn has_controls(text: &str) -> bool {
    // In UTF-8 all of them begin with these two bytes, which few other characters do.
    let bytes = text.as_bytes().windows(3);
    bytes.filter(|b| b[0] == 0xE2).any(|b| matches!((b[1], b[2]), (0x80, 0xAA..=0xAE) | (0x81, 0xA6..=0xA9)))
}

/// Overriding, embedding and unbalanced bidi controls of a paragraph, with their byte ranges. LRM, RLM, ALM and
/// balanced isolates are legitimate.
pub fn control_problems(paragraph: &str) -> Vec<(Range<usize>, ControlProblem)> {
    control::problems(paragraph)
}

#[cfg(test)]
mod tests;
