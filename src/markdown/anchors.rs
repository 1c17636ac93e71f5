//! Headings -> anchors that are unique in the document: explicit ones win, others are made from the text and keep their
//! Unicode letters, so that `سوريا` and `صوريا` stay apart.

use std::collections::BTreeMap;

use crate::ast::Anchor;
use crate::diag::Diagnostics;
use crate::diag::codes::markdown as codes;
use crate::locale::{fold, letter};
use crate::source::Span;

/// The anchors of a document while it is read.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Anchors {
    /// Explicit names, known before the first heading is read: a generated name never takes one.
    explicit: BTreeMap<Anchor, Span>,
    /// Names given so far.
    given: BTreeMap<Anchor, Span>,
    /// Per generated name, the last number tried: a thousand equal headings take a thousand steps.
    numbers: BTreeMap<String, u32>,
}

impl Anchors {
    /// Anchors of a document whose explicit names stand at these places; doubles and reserved names are reported.
    pub fn new<'a>(explicit: impl IntoIterator<Item = (&'a str, Span)>, diags: &mut Diagnostics) -> Self {
        let mut anchors = Self::default();
        for (name, span) in explicit {
            let name = &*letter::composed(name);
            if is_reserved(name) {
                diags.push(codes::reserved_anchor(span, name));
            } else if let Some(first) = anchors.explicit.get(&Anchor(name.to_owned())) {
                diags.push(codes::duplicate_anchor(span, name, *first));
            } else {
                anchors.explicit.insert(Anchor(name.to_owned()), span);
            }
        }
        anchors
    }

    /// The anchor of a heading, from its explicit name or its text.
    pub fn give(&mut self, explicit: Option<&str>, text: &str, span: Span) -> Anchor {
        let wanted = explicit
            .map(|name| Anchor(letter::composed(name).into_owned()))
            .filter(|a| !self.given.contains_key(a) && !is_reserved(&a.0));
        let anchor = wanted.unwrap_or_else(|| self.generate(text));
        self.given.insert(anchor.clone(), span);
        anchor
    }

    fn generate(&mut self, text: &str) -> Anchor {
        let slug = fold::slug(&without_apostrophes(text));
        let slug = if slug.is_empty() { "section".to_owned() } else { slug };
        let number = self.numbers.entry(slug.clone()).or_insert(0);
        loop {
            *number += 1;
            let name = if *number == 1 { slug.clone() } else { format!("{slug}-{number}") };
            // `section-…` is never reserved, so one of the numbers is free.
            let anchor = Anchor(if is_reserved(&name) { format!("section-{name}") } else { name });
            if !(self.explicit.contains_key(&anchor) || self.given.contains_key(&anchor)) {
                return anchor;
            }
        }
    }

    /// Every anchor with its heading.
    pub fn into_map(self) -> BTreeMap<Anchor, Span> {
        self.given
    }
}

/// Reports ids of raw HTML that the page makes itself, or that stand twice.
pub(in crate::markdown) fn tell_written(
    written: Vec<(String, Span)>,
    headings: &BTreeMap<Anchor, Span>,
    diags: &mut Diagnostics,
) {
    let mut met: BTreeMap<Anchor, Span> = BTreeMap::new();
    for (id, span) in written {
        let anchor = Anchor(letter::composed(&id).into_owned());
        if is_reserved(&anchor.0) {
            diags.push(codes::reserved_anchor(span, &anchor.0));
        } else if let Some(first) = headings.get(&anchor).or_else(|| met.get(&anchor)) {
            diags.push(codes::duplicate_anchor(span, &anchor.0, *first));
        } else {
            met.insert(anchor, span);
        }
    }
}

/// A text without the apostrophes within its words: `Don't` is `dont`, not two words.
fn without_apostrophes(text: &str) -> String {
    let mut before = None;
    let mut letters = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = letters.next() {
        let is_within = before.is_some_and(char::is_alphanumeric) && letters.peek().is_some_and(|c| c.is_alphanumeric());
        if !(is_within && matches!(c, '\'' | '’' | '‘' | 'ʼ')) {
            out.push(c);
        }
        before = Some(c);
    }
    out
}

/// Names that writers and templates give: `main`, `chapters`, `fn-1`, `fnref-1-2`, `fn-title` of notes, `m-1`, `c-1`, `d-1` of
/// entries, `stale-1` of paragraphs that have changed, `fig-1-wide-t` of drawings.
pub fn is_reserved(name: &str) -> bool {
    let Some((family, rest)) = name.split_once('-') else { return matches!(name, "main" | "chapters") };
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < rest.len() && (digits.is_empty() || digits.starts_with('-'));
    match family {
        "fn" => rest == "title" || is_numbered,
        "fnref" | "m" | "c" | "d" | "stale" => is_numbered,
        "fig" => is_numbered && (digits.starts_with("-wide") || digits.starts_with("-narrow")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Anchors, is_reserved};
    use crate::diag::Diagnostics;
    use crate::source::{FileId, Span};

    /// The names of headings, some of which have names of their own.
    fn names(headings: &[(&str, Option<&str>)]) -> Vec<String> {
        let span = Span::new(FileId::NONE, 0, 0);
        let explicit = headings.iter().filter_map(|(_, name)| *name).map(|name| (name, span));
        let mut anchors = Anchors::new(explicit, &mut Diagnostics::new());
        headings.iter().map(|(text, name)| anchors.give(*name, text, span).0).collect()
    }

    #[test]
    fn reserved_names_are_never_given() {
        let given = names(&[("FN 303", None), ("FN 303", None), ("FNRef 2", None), ("Main", None), ("main", None), ("FN", None)]);
        assert_eq!(given, ["section-fn-303", "section-fn-303-2", "section-fnref-2", "section-main", "main-2", "fn"]);
        assert_eq!(names(&[("M", None), ("م", None), ("M", None), ("م", None)]), ["m", "م", "section-m-2", "م-2"]);
        assert_eq!(names(&[("FN 1", None), ("x", Some("section-fn-1"))]), ["section-fn-1-2", "section-fn-1"]);
        assert_eq!(names(&[("FN ٣", None), ("ملاحظة fn-3", None)]), ["fn-٣", "ملاحظة-fn-3"]);
    }

    #[test]
    fn apostrophes_part_no_words() {
        let given = names(&[("Don't stop", None), ("L’État d’urgence", None), ("'a' and ‘b’", None), ("شبكة o'clock", None)]);
        assert_eq!(given, ["dont-stop", "létat-durgence", "a-and-b", "شبكة-oclock"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn names_are_unique(
            headings in prop::collection::vec(
                ("((fn|fnref|main|m|c|d|fig|stale|section|chapters|title|wide|[0-9]|ن)[ -]?){0,4}|\\PC*", prop::option::of("(fn|m|section)(-[0-9])?|main")),
                0..12,
            )
        ) {
            let headings: Vec<(&str, Option<&str>)> = headings.iter().map(|(text, name)| (text.as_str(), name.as_deref())).collect();
            let given = names(&headings);
            prop_assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len());
            prop_assert!(!given.iter().any(|name| is_reserved(name)));
        }
    }
}
