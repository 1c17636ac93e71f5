//! The text of a page and a link of it -> where the id of the entry is written that the link names. A link knows the bytes of all of it;
//! where its target is a definition elsewhere (`[text][name]`), that is looked for among the lines.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::ast::{Document, EntryKind};

/// Each link to an entry: its kind, its id, and the bytes of the id.
pub(in crate::answers) fn of(document: &Document, text: &str) -> Vec<(EntryKind, String, Range<usize>)> {
    let mut found = Vec::new();
    // Many links may have one definition, which is looked for once.
    let mut elsewhere = BTreeSet::new();
    for link in &document.refs {
        let Some((kind, id)) = EntryKind::of(&link.raw) else { continue };
        let Some(own) = text.get(link.span.range()) else { continue };
        let start = link.span.range().start;
        match within(own, kind, id) {
            Some(range) => found.push((kind, id.to_owned(), start + range.start..start + range.end)),
            None if !elsewhere.insert((kind.scheme(), id)) => {}
            None => found.extend(defined(text, kind, id).into_iter().map(|range| (kind, id.to_owned(), range))),
        }
    }
    found.sort_by_key(|(_, _, range)| range.start);
    found.dedup();
    found
}

/// Where the id stands in the text of a link, as its target: behind `(` or `<` rather than in its words.
fn within(own: &str, kind: EntryKind, id: &str) -> Option<Range<usize>> {
    let places: Vec<(Range<usize>, Option<char>)> = targets(own, kind, id).collect();
    let opened = places.iter().rev().find(|(_, before)| matches!(before, Some('(' | '<')));
    opened.or(places.last()).map(|(range, _)| range.clone())
}

/// Every place of a text at which `scheme:id` stands alone: the bytes of the id, and what stands before the scheme.
fn targets<'a>(text: &'a str, kind: EntryKind, id: &'a str) -> impl Iterator<Item = (Range<usize>, Option<char>)> + 'a {
    let scheme = kind.scheme();
    text.match_indices(id).filter(|_| !id.is_empty()).filter_map(move |(at, _)| {
        let before = text[..at].strip_suffix(':')?;
        let from = before.len().checked_sub(scheme.len()).filter(|from| before.is_char_boundary(*from))?;
        let sign = before[..from].chars().next_back();
        let after = text[at + id.len()..].chars().next();
        let is_alone = before[from..].eq_ignore_ascii_case(scheme)
            && sign.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '<' | '"' | '\'' | '='))
            && after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '\''));
        is_alone.then_some((at..at + id.len(), sign))
    })
}

/// The lines `[name]: scheme:id`.
fn defined(text: &str, kind: EntryKind, id: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((name, _)) = line.split_once("]:")
            && name.trim_start_matches([' ', '>']).starts_with('[')
        {
            let first = targets(line, kind, id).next();
            found.extend(first.filter(|(range, _)| range.start > name.len()).map(|(r, _)| start + r.start..start + r.end));
        }
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{defined, within};
    use crate::ast::EntryKind;

    #[test]
    fn an_id_is_found_where_it_is_the_target() {
        let found = |text: &str| within(text, EntryKind::Fact, "gas").map(|range| text[..range.start].to_owned());
        assert_eq!(found("[](fact:gas)").as_deref(), Some("[](fact:"));
        assert_eq!(found("[fact:gas is it](FACT:gas \"fact:gas\")").as_deref(), Some("[fact:gas is it](FACT:"));
        assert_eq!(found("[x](<fact:gas>)").as_deref(), Some("[x](<fact:"));
        assert_eq!(found("[x](fact:gas-2)"), None);
        assert_eq!(found("[سعر](fact:gas)").as_deref(), Some("[سعر](fact:"));
        assert_eq!(found("[x][y]"), None);
        let text = "[x][y]\n\n[y]: fact:gas\n[z]: fact:gas-2\n";
        let starts: Vec<usize> = defined(text, EntryKind::Fact, "gas").into_iter().map(|range| range.start).collect();
        assert_eq!(starts, [text.find("gas").expect("there")]);
    }
}
