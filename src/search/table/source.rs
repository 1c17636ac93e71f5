//! What a table is made from, as it is written.

/// Words and rules between spaces. A rule is `ending>instead/letters left`, without `>instead` where nothing takes its place.
#[derive(Clone, Copy, Default)]
pub(in crate::search::table) struct Source {
    /// The first and the last letter that words of its script begin with.
    pub from: char,
    pub to: char,
    /// Letters that are one, besides those of every table.
    pub letters: &'static str,
    /// Beginnings that are certainly not part of a word.
    pub certain: &'static str,
    /// Letters that may be words of their own, a line for each group.
    pub perhaps: &'static str,
    /// A line for each step: how often, and the endings.
    pub steps: &'static str,
    /// The letters that must be left of a word for its shorter form to count where that never stands by itself.
    pub alone: usize,
    /// A line for each word: itself, then its irregular forms.
    pub forms: &'static str,
    /// Words that nearly every page has.
    pub stop: &'static str,
    /// The same keys with Latin letters and with its own.
    pub keys: Option<(&'static str, &'static str)>,
}
