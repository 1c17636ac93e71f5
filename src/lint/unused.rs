//! The ledgers of a site -> entries that no page refers to, and pictures that none shows.

use std::collections::BTreeSet;

use crate::ast::EntryKind;
use crate::diag::Diagnostics;
use crate::diag::codes::ledger as codes;
use crate::ledger::{Ledger, Speaker};
use crate::site::Site;
use crate::site::entries::expand::noun;
use crate::source::{SourceTree, Span};

/// Entries of a ledger that no page refers to, if any of its entries is referred to at all.
pub(in crate::lint) fn entries(site: &Site, ledger: &Ledger, diags: &mut Diagnostics) {
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

/// Entries of `pictures.yaml` whose picture no page shows.
pub(in crate::lint) fn pictures(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) {
    if site.ledgers.pictures.is_empty() {
        return;
    }
    let shown = site.pages.iter().flat_map(|page| {
        let in_text = page.links.iter().filter_map(|link| link.shown.as_ref());
        in_text.chain(page.image.as_ref().map(|image| &image.shown)).filter_map(|shown| shown.entry.as_deref())
    });
    let shown: BTreeSet<&str> = shown.collect();
    for (path, entry) in &site.ledgers.pictures {
        // That the file is not there at all was told where the lists are compared with the folders.
        if !shown.contains(path.as_str()) && tree.get(path).is_some() {
            diags.push(codes::unused_entry(entry.span, phrase!("picture"), &entry.name));
        }
    }
}
