//! A resolved site -> what an editor should look at although nothing is wrong: numbers without a source, entries that nobody
//! uses, spellings that the glossary forbids. What `check` reports besides the errors of the other phases.

use std::collections::BTreeSet;

use super::entries::expand::noun;
use super::place;
use super::{Page, Site};
use crate::ast::meta::BareNumbers;
use crate::ast::{Block, BlockKind, Document, EntryKind, Inline, text};
use crate::diag::Diagnostics;
use crate::diag::codes::ledger as codes;
use crate::ledger::{Ledger, Speaker};
use crate::locale::numeral::{Numeral, normal, numerals};
use crate::locale::{Locale, LocaleId, Locales};
use crate::source::{SourceTree, Span};
use crate::yaml::{Node, Value, Yaml, parse_text};

/// Fields of figures that hold ids, names of files, or how to draw.
const NOT_NUMBERS: [&str; 14] =
    ["column", "decimals", "event", "fact", "from", "lat", "limit", "lon", "person", "place", "sort", "source", "src", "type"];

/// Looks at every page and every ledger.
pub fn lint(site: &Site, tree: &SourceTree) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for page in site.pages.iter().filter(|p| p.fallback_of.is_none() && p.part.as_ref().is_none_or(|part| part.number == 1)) {
        let Some(document) = written(page) else { continue };
        let Some(place) = place::of(&document.path, &site.config.locales) else { continue };
        if tree.at(&document.path).is_none() {
            continue;
        }
        spellings(site, document, tree, &mut diags);
        if site.ledgers.of_page(&place.key).is_some_and(|ledger| ledger.has_facts) {
            Guard::new(document, &site.config.locales, tree).page(&mut diags);
        }
    }
    for ledger in site.ledgers.by_folder.values() {
        unused(site, ledger, &mut diags);
    }
    diags
}

/// The document of a page as somebody wrote it.
fn written(page: &Page) -> Option<&Document> {
    page.known.as_ref().map(|known| &*known.original).or(page.document.as_deref())
}

/// Entries of a ledger that no page refers to, if any of its entries is referred to at all.
fn unused(site: &Site, ledger: &Ledger, diags: &mut Diagnostics) {
    if !site.used.iter().any(|(folder, _, _)| *folder == ledger.folder) {
        return;
    }
    let is_used = |kind: EntryKind, id: &str| site.used.contains(&(ledger.folder.clone(), kind, id.to_owned()));
    let mut speakers = BTreeSet::new();
    let mut sources: BTreeSet<&str> = BTreeSet::new();
    for claim in ledger.claims.iter() {
        sources.extend(claim.sources.iter().map(String::as_str));
        if let Speaker::Person(id) | Speaker::Organisation(id) = &claim.by {
            speakers.insert(id.as_str());
        }
    }
    let names = || ledger.people.iter().chain(ledger.places.iter()).chain(ledger.organisations.iter());
    let citations = ledger.facts.iter().map(|f| &f.citation).chain(names().map(|n| &n.citation));
    sources.extend(citations.chain(ledger.events.iter().map(|e| &e.citation)).filter_map(|c| c.source.as_deref()));
    let mut entries: Vec<(EntryKind, &str, Span)> = Vec::new();
    entries.extend(ledger.facts.iter().map(|f| (EntryKind::Fact, f.id.as_str(), f.span)));
    entries.extend(ledger.claims.iter().map(|c| (EntryKind::Claim, c.id.as_str(), c.span)));
    entries.extend(ledger.people.iter().map(|n| (EntryKind::Person, n.id.as_str(), n.span)));
    entries.extend(ledger.places.iter().map(|n| (EntryKind::Place, n.id.as_str(), n.span)));
    entries.extend(ledger.organisations.iter().map(|n| (EntryKind::Organisation, n.id.as_str(), n.span)));
    entries.retain(|(_, id, _)| !speakers.contains(id));
    entries.extend(
        ledger.sources.iter().filter(|s| !sources.contains(s.id.as_str())).map(|s| (EntryKind::Source, s.id.as_str(), s.span)),
    );
    for (kind, id, span) in entries.into_iter().filter(|(kind, id, _)| !is_used(*kind, id)) {
        diags.push(codes::unused_entry(span, noun(kind), id));
    }
}

/// Spellings that the glossary forbids, as whole words of the text.
fn spellings(site: &Site, document: &Document, tree: &SourceTree, diags: &mut Diagnostics) {
    for block in &document.blocks {
        let visible = text::blocks(std::slice::from_ref(block));
        for term in site.ledgers.glossary.iter() {
            for wrong in term.forbidden.get(document.locale) {
                if has_word(&visible, wrong) {
                    let at = find(tree, block.span, wrong, block.span.range().start);
                    diags.push(codes::forbidden_spelling(at, wrong, &term.name.get(document.locale).text));
                }
            }
        }
    }
}

fn has_word(text: &str, word: &str) -> bool {
    let is_inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !word.is_empty()
        && text
            .match_indices(word)
            .any(|(at, _)| !is_inner(text[..at].chars().next_back()) && !is_inner(text[at + word.len()..].chars().next()))
}

/// Where a piece of visible text stands in the source of a block, from an offset of the file on.
fn find(tree: &SourceTree, block: Span, piece: &str, from: usize) -> Span {
    let source = tree.file(block.file).text().unwrap_or_default();
    let range = from.max(block.range().start)..block.range().end;
    let found = source.get(range.clone()).and_then(|text| text.find(piece)).map(|at| range.start + at);
    found.map_or(block, |at| Span::new(block.file, at, at + piece.len()))
}

/// The numbers of one page.
struct Guard<'a> {
    document: &'a Document,
    locales: &'a Locales,
    tree: &'a SourceTree,
    allowed: BTreeSet<String>,
    met: BTreeSet<String>,
    found: Vec<(Span, String)>,
}

impl<'a> Guard<'a> {
    fn new(document: &'a Document, locales: &'a Locales, tree: &'a SourceTree) -> Self {
        let locale = locales.get(document.locale);
        let allowed = match &document.meta.bare_numbers {
            BareNumbers::Some(list) => list.iter().map(|a| value_of(&a.number.value, locale)).collect(),
            BareNumbers::None | BareNumbers::All(_) => BTreeSet::new(),
        };
        Self { document, locales, tree, allowed, met: BTreeSet::new(), found: Vec::new() }
    }

    fn page(mut self, diags: &mut Diagnostics) {
        if let BareNumbers::All(_) = self.document.meta.bare_numbers {
            return;
        }
        for figure in &self.document.meta.key_figures {
            self.line(&figure.value.content, figure.value.span, self.document.locale);
        }
        self.blocks(&self.document.blocks);
        for (span, number) in &self.found {
            diags.push(codes::bare_number(*span, number));
        }
        if let BareNumbers::Some(list) = &self.document.meta.bare_numbers {
            let locale = self.locales.get(self.document.locale);
            for allowed in list.iter().filter(|a| !self.met.contains(&value_of(&a.number.value, locale))) {
                diags.push(codes::unused_bare_number(allowed.number.span, &allowed.number.value));
            }
        }
    }

    /// Footnotes are left out: locators stand there. So are quotations and code.
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content)
                | BlockKind::Heading { content, .. }
                | BlockKind::Figure { caption: content, .. } => {
                    self.line(content, block.span, block.locale);
                }
                BlockKind::List { items, .. } => items.iter().for_each(|i| self.blocks(&i.content)),
                BlockKind::Callout { content, .. } => self.blocks(content),
                BlockKind::Table { head, rows, .. } => {
                    for cell in std::iter::once(head).chain(rows).flatten() {
                        self.line(&cell.content, cell.span, cell.locale);
                    }
                }
                BlockKind::Definitions(list) => {
                    for definition in list {
                        definition.terms.iter().for_each(|t| self.line(&t.content, t.span, t.locale));
                        definition.meanings.iter().for_each(|m| self.blocks(m));
                    }
                }
                BlockKind::Report { yaml, body, .. } => self.figure(yaml, *body, block.locale),
                BlockKind::Quote(_) | BlockKind::Code { .. } | BlockKind::Math { .. } | BlockKind::Raw(_) | BlockKind::Rule => {}
            }
        }
    }

    /// The numbers that a figure writes itself instead of taking them from facts, events and places.
    fn figure(&mut self, text: &str, body: Span, locale: LocaleId) {
        // What is wrong with the block has been reported where it was read.
        if let Some(yaml) = parse_text(body.file, text, body.range().start, &mut Diagnostics::new()) {
            self.values(&yaml, yaml.root(), locale);
        }
    }

    /// Recursion is bounded by the parser's limit of nesting.
    fn values(&mut self, yaml: &Yaml<'_>, node: &Node, locale: LocaleId) {
        let written = match &node.value {
            Value::Map(entries) => {
                let is_plain = |key: &Node| matches!(&key.value, Value::Text(key) if NOT_NUMBERS.contains(&key.as_str()));
                entries.iter().filter(|(key, _)| !is_plain(key)).for_each(|(_, value)| self.values(yaml, value, locale));
                return;
            }
            Value::List(items) => return items.iter().for_each(|item| self.values(yaml, item, locale)),
            Value::Int(n) => n.to_string(),
            Value::Float(f) => f.to_string(),
            Value::Text(text) => text.clone(),
            Value::Null | Value::Bool(_) => return,
        };
        for Numeral { range, value } in numerals(&written, self.locales.get(locale)) {
            self.number(yaml.span(node), &written[range], value);
        }
    }

    fn number(&mut self, at: Span, written: &str, value: String) {
        if self.allowed.contains(&value) {
            self.met.insert(value);
        } else {
            self.found.push((at, written.to_owned()));
        }
    }

    /// The numbers of a line, with what comes from the ledger or stands in quotation marks left out.
    fn line(&mut self, content: &[Inline], span: Span, locale: LocaleId) {
        let mut visible = String::new();
        let mut own = Vec::new();
        flatten(content, false, &mut visible, &mut own);
        let quoted = quotations(&visible);
        let mut from = span.range().start;
        for Numeral { range, value } in numerals(&visible, self.locales.get(locale)) {
            let written = &visible[range.clone()];
            let at = find(self.tree, span, written, from);
            if at != span {
                from = at.range().end;
            }
            let is_own = own.iter().chain(&quoted).any(|r| r.start <= range.start && range.end <= r.end);
            if !is_own {
                self.number(at, written, value);
            }
        }
    }
}

/// An allowed number as numbers of the text are compared.
fn value_of(written: &str, locale: &Locale) -> String {
    numerals(written, locale).into_iter().next().map_or_else(|| normal(written), |n| n.value)
}

/// The visible text, with the ranges in it that are the ledger's or code.
fn flatten(content: &[Inline], within: bool, out: &mut String, own: &mut Vec<std::ops::Range<usize>>) {
    for inline in content {
        let start = out.len();
        let mut is_own = within;
        match inline {
            Inline::Text(t) => out.push_str(t),
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) => flatten(c, within, out, own),
            Inline::Link { content, .. } | Inline::Isolate { content, .. } => flatten(content, within, out, own),
            Inline::Entry { content, .. } => {
                is_own = true;
                flatten(content, true, out, own);
            }
            Inline::Code(t) | Inline::Math { tex: t, .. } => {
                is_own = true;
                out.push_str(t);
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::SoftBreak | Inline::Break => out.push(' '),
            Inline::NoteRef { .. } | Inline::Raw(_) => {}
        }
        if is_own && !within {
            own.push(start..out.len());
        }
    }
}

/// What stands between quotation marks: `«…»`, `“…”`, `„…“`. Straight marks do not say which way they face and count in pairs.
fn quotations(text: &str) -> Vec<std::ops::Range<usize>> {
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
    use super::{has_word, quotations};

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

    #[test]
    fn words_are_whole() {
        assert!(has_word("في ألما آتا أمس", "ألما آتا"));
        assert!(!has_word("بألماتي", "ألماتي"));
        assert!(!has_word("x", ""));
    }
}
