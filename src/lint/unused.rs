//! The ledgers of a site -> entries that no page refers to.

use std::collections::BTreeSet;

use super::written;
use crate::ast::{Block, BlockKind, EntryKind};
use crate::diag::Diagnostics;
use crate::diag::codes::ledger as codes;
use crate::ledger::{Ledger, Speaker};
use crate::site::entries::expand::noun;
use crate::site::{Site, place};
use crate::source::Span;

/// Entries of a ledger that no page refers to, if any of its entries is referred to at all.
pub(in crate::lint) fn entries(site: &Site, ledger: &Ledger, diags: &mut Diagnostics) {
    if !site.used.iter().any(|(folder, _, _)| *folder == ledger.folder) {
        return;
    }
    let figures = figures(site, ledger);
    let is_used =
        |kind: EntryKind, id: &str| site.used.contains(&(ledger.folder.clone(), kind, id.to_owned())) || figures.contains(id);
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

/// Words of the code blocks of a briefing: figures are written in such blocks and name entries by id.
fn figures(site: &Site, ledger: &Ledger) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for document in site.pages.iter().filter_map(written) {
        let Some(place) = place::of(&document.path, &site.config.locales) else { continue };
        if site.ledgers.of_page(&place.key).is_some_and(|l| l.folder == ledger.folder) {
            code_words(&document.blocks, &mut words);
        }
    }
    words
}

fn code_words(blocks: &[Block], words: &mut BTreeSet<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code { text, .. } => {
                let id = |c: char| c.is_ascii_alphanumeric() || c == '-';
                words.extend(text.split(|c| !id(c)).filter(|w| !w.is_empty()).map(str::to_owned));
            }
            BlockKind::Quote(content) | BlockKind::Callout { content, .. } => code_words(content, words),
            BlockKind::List { items, .. } => items.iter().for_each(|i| code_words(&i.content, words)),
            BlockKind::Definitions(list) => list.iter().flat_map(|d| &d.meanings).for_each(|m| code_words(m, words)),
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Table { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Math { .. }
            | BlockKind::Raw(_)
            | BlockKind::Rule => {}
        }
    }
}
