//! Runs that need isolation, the language of a block, and bidi controls in content (UAX #9, UAX #24).

use std::ops::Range;

use super::{Dir, Locale, LocaleId, Locales};

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
pub fn runs(text: &str, base: &Locale, locales: &Locales) -> Vec<Run> {
    unimplemented!("{text} {base:?} {locales:?}")
}

/// The language of a whole block of text on a page of `base`: another one only when the text has words of one
/// other script, none of the base's, and at least three of them (a sentence, not a name).
pub fn block_locale(text: &str, base: &Locale, locales: &Locales) -> LocaleId {
    unimplemented!("{text} {base:?} {locales:?}")
}

/// `text` with its runs between FSI/LRI/RLI and PDI, for places where markup is impossible (`<title>`, `alt`, JSON).
pub fn isolate(text: &str, base: &Locale, locales: &Locales) -> String {
    unimplemented!("{text} {base:?} {locales:?}")
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

/// Overriding, embedding and unbalanced bidi controls of a paragraph, with their byte ranges. LRM, RLM, ALM and
/// balanced isolates are legitimate.
pub fn control_problems(paragraph: &str) -> Vec<(Range<usize>, ControlProblem)> {
    unimplemented!("{paragraph}")
}
