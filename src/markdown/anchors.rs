//! Headings -> anchors that are unique in the document: explicit ones win, others are made from the text and keep their
//! Unicode letters, so that `سوريا` and `صوريا` stay apart.

use std::collections::BTreeMap;

use crate::ast::Anchor;
use crate::diag::Diagnostics;
use crate::diag::codes::markdown as codes;
use crate::locale::fold;
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
        let wanted = explicit.map(|name| Anchor(name.to_owned())).filter(|a| !self.given.contains_key(a) && !is_reserved(&a.0));
        let anchor = wanted.unwrap_or_else(|| self.generate(text));
        self.given.insert(anchor.clone(), span);
        anchor
    }

    fn generate(&mut self, text: &str) -> Anchor {
        let slug = fold::slug(text);
        let slug = if slug.is_empty() { "section".to_owned() } else { slug };
        let number = self.numbers.entry(slug.clone()).or_insert(0);
        loop {
            *number += 1;
            let name = if *number == 1 { slug.clone() } else { format!("{slug}-{number}") };
            let anchor = Anchor(name);
            if !(self.explicit.contains_key(&anchor) || self.given.contains_key(&anchor) || is_reserved(&anchor.0)) {
                return anchor;
            }
        }
    }

    /// Every anchor with its heading.
    pub fn into_map(self) -> BTreeMap<Anchor, Span> {
        self.given
    }
}

/// Names that the writers give to notes: `fn-1`, `fnref-1-2`, `fn-title`.
fn is_reserved(name: &str) -> bool {
    let rest = name.strip_prefix("fn-").or_else(|| name.strip_prefix("fnref-"));
    rest.is_some_and(|r| r == "title" || r.starts_with(|c: char| c.is_ascii_digit()))
}
