//! Ground: a line of a page with its language, its foreign runs and its quotations, and the places of its letters. Made for
//! each line of a page by `lint::page`, read by the rules.

use std::ops::Range;

use crate::diag::Edit;
use crate::locale::{Locale, Locales, bidi};
use crate::markdown::line::Line;
use crate::source::{FileId, Span};

/// A line with what the rules ask of it.
pub(in crate::lint) struct Text<'a> {
    /// The line.
    pub line: Line,
    /// The language of it.
    pub locale: &'a Locale,
    /// Runs of other languages, and what is left-to-right whatever surrounds it.
    pub foreign: Vec<Range<usize>>,
    /// What stands between quotation marks.
    pub quotations: Vec<Range<usize>>,
    file: FileId,
}

impl<'a> Text<'a> {
    /// A line of a page that is written in `base`.
    pub fn new(line: Line, file: FileId, base: &'a Locale, locales: &'a Locales) -> Self {
        let locale = locales.get(bidi::block_locale(&line.text, base, locales));
        // Runs are sought in one paragraph: a line end in it is a space, which is as long.
        let flat = line.text.replace('\n', " ");
        let foreign = bidi::runs(&flat, locale, locales).into_iter().map(|run| run.range).collect();
        let quotations = quotations(&line.text);
        Self { line, locale, foreign, quotations, file }
    }

    /// The visible text.
    pub fn text(&self) -> &str {
        &self.line.text
    }

    /// The letters with their offsets.
    pub fn chars(&self) -> Vec<(usize, char)> {
        self.line.text.char_indices().collect()
    }

    /// The primary subtag of the language: `ar` of `ar-LB`.
    pub fn language(&self) -> &str {
        self.locale.tag.split('-').next().unwrap_or(&self.locale.tag)
    }

    /// Whether the language is written in the Arabic script.
    pub fn is_arabic(&self) -> bool {
        is_arabic(self.locale)
    }

    /// Whether an offset lies in a foreign run.
    pub fn is_foreign(&self, at: usize) -> bool {
        within(&self.foreign, at)
    }

    /// Whether the words at an offset are somebody else's.
    pub fn is_quoted(&self, at: usize) -> bool {
        self.line.is_quoted || within(&self.quotations, at)
    }

    /// Where a part of the text stands in the file.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let place = self.line.place(range).range;
        Span::new(self.file, place.start, place.end)
    }

    /// A stretch of the file.
    pub fn source(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// Takes a part out, if nothing invisible stands on either side of it.
    pub fn remove(&self, range: &Range<usize>) -> Vec<Edit> {
        if self.is_seamless(range.start) { self.remove_before(range) } else { Vec::new() }
    }

    /// Takes a part out, if nothing invisible stands between it and what follows.
    pub fn remove_before(&self, range: &Range<usize>) -> Vec<Edit> {
        if self.is_seamless(range.end) { self.replace(range, "") } else { Vec::new() }
    }

    /// Puts something behind a letter, if nothing invisible follows it.
    pub fn insert_after(&self, letter: &Range<usize>, text: &str) -> Vec<Edit> {
        let is_exact = self.line.place(letter).is_exact && self.is_seamless(letter.end);
        let end = self.span(letter).range().end;
        if is_exact { vec![Edit { span: Span::new(self.file, end, end), text: text.to_owned() }] } else { Vec::new() }
    }

    /// Replaces letters by others of their kind, whatever markup stands beside them.
    pub fn replace(&self, range: &Range<usize>, text: &str) -> Vec<Edit> {
        let is_exact = self.line.place(range).is_exact;
        if is_exact { vec![Edit { span: self.span(range), text: text.to_owned() }] } else { Vec::new() }
    }

    /// Whether the letters around an offset are neighbours in the file: no markup stands between them.
    fn is_seamless(&self, at: usize) -> bool {
        let text = self.text();
        let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return true };
        let before = self.line.place(&(at - before.len_utf8()..at));
        let after = self.line.place(&(at..at + after.len_utf8()));
        before.range.end == after.range.start
    }
}

/// Whether a language is written in the Arabic script, whose punctuation this is: ، ؛ ؟.
pub(in crate::lint) fn is_arabic(locale: &Locale) -> bool {
    locale.script.short_name() == "Arab"
}

fn within(ranges: &[Range<usize>], at: usize) -> bool {
    let index = ranges.partition_point(|r| r.end <= at);
    ranges.get(index).is_some_and(|r| r.contains(&at))
}

/// What stands between quotation marks: `«…»`, `“…”`, `„…“`. Straight marks do not say which way they face and count in pairs.
pub(in crate::lint) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (Some((start, end)), c) if c == end || (end == '“' && c == '”') => {
                found.push(start..at);
                open = None;
            }
            (None, '«') => open = Some((at, '»')),
            (None, '“') => open = Some((at, '”')),
            (None, '„') => open = Some((at, '“')),
            (None, '"') => open = Some((at, '"')),
            (Some(_) | None, _) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::quotations;

    #[test]
    fn quotations_are_found() {
        let check = |text: &str, expect: &[&str]| {
            let found: Vec<&str> = quotations(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found, expect, "{text}");
        };
        check("قال «كانوا 5» ثم 7", &["«كانوا 5"]);
        check("said “all 5” and \"6\" of 7", &["“all 5", "\"6"]);
        check("„5“ ”", &["„5"]);
        check("an open «5", &[]);
    }
}
