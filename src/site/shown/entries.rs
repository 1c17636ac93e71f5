//! The ledgers -> the ledgers of the pages that are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::uses::{Uses, with_cited};
use crate::ast::{Document, EntryKind};
use crate::ledger::{Ledger, Ledgers};
use crate::site::absent::{Entry, Kind};
use crate::site::place::Place;

/// The ledgers that a page uses which is shown. One whose pages are all kept back, or that has none, belongs to nobody who is.
pub fn living(ledgers: &Arc<Ledgers>, shown: &[(Place, Arc<Document>)]) -> Arc<Ledgers> {
    if ledgers.by_folder.is_empty() {
        return Arc::clone(ledgers);
    }
    let living: BTreeSet<&str> =
        shown.iter().filter_map(|(place, _)| ledgers.of_page(&place.key)).map(|ledger| ledger.folder.as_str()).collect();
    if living.len() == ledgers.by_folder.len() {
        return Arc::clone(ledgers);
    }
    let by_folder = ledgers.by_folder.iter().filter(|(folder, _)| living.contains(folder.as_str()));
    let by_folder: BTreeMap<String, Ledger> = by_folder.map(|(folder, ledger)| (folder.clone(), ledger.clone())).collect();
    let Ledgers { by_folder: _, glossary, pictures, gaps } = &**ledgers;
    Arc::new(Ledgers { by_folder, glossary: glossary.clone(), pictures: pictures.clone(), gaps: gaps.clone() })
}

/// The entries that belong to pages alone that are kept back: those that such a page names or prints, and what these rest on; but
/// not what a page names that is shown, nor what anything rests on that stays.
pub fn absent(ledgers: &Ledgers, open: &Uses, closed: &Uses) -> BTreeSet<Entry> {
    // A list of all entries that is shown keeps those that only such a list names which is kept back.
    let taken = closed.named.iter().chain(closed.listed.difference(&open.listed)).cloned().collect();
    let mut taken = with_cited(ledgers, taken);
    if taken.is_empty() {
        return taken;
    }
    let staying = all(ledgers).filter(|entry| !taken.contains(entry)).chain(open.named.iter().cloned());
    let staying = with_cited(ledgers, staying.collect());
    taken.retain(|entry| !staying.contains(entry));
    taken
}

/// The ledgers without some entries.
pub fn without(ledgers: &Arc<Ledgers>, absent: &BTreeSet<Entry>) -> Arc<Ledgers> {
    if absent.is_empty() {
        return Arc::clone(ledgers);
    }
    let mut kept = Ledgers::clone(ledgers);
    for (folder, ledger) in &mut kept.by_folder {
        let stays = |kind: Kind, id: &str| !absent.contains(&(folder.clone(), kind, id.to_owned()));
        let of = |kind: EntryKind| move |id: &str| stays(Kind::Of(kind), id);
        ledger.facts = ledger.facts.filtered(|e| &e.id, of(EntryKind::Fact));
        ledger.claims = ledger.claims.filtered(|e| &e.id, of(EntryKind::Claim));
        ledger.sources = ledger.sources.filtered(|e| &e.id, of(EntryKind::Source));
        ledger.people = ledger.people.filtered(|e| &e.id, of(EntryKind::Person));
        ledger.places = ledger.places.filtered(|e| &e.id, of(EntryKind::Place));
        ledger.organisations = ledger.organisations.filtered(|e| &e.id, of(EntryKind::Organisation));
        ledger.events = ledger.events.filtered(|e| &e.id, |id| stays(Kind::Event, id));
    }
    let stays = |id: &str| !absent.contains(&(String::new(), Kind::Of(EntryKind::Term), id.to_owned()));
    kept.glossary = kept.glossary.filtered(|e| &e.id, stays);
    Arc::new(kept)
}

/// Every entry of every ledger.
pub fn all(ledgers: &Ledgers) -> impl Iterator<Item = Entry> {
    let of = |(folder, ledger): (&String, &Ledger)| {
        let mut entries: Vec<Entry> = Vec::new();
        let mut add = |kind: Kind, ids: &mut dyn Iterator<Item = &str>| {
            entries.extend(ids.map(|id| (folder.clone(), kind, id.to_owned())));
        };
        add(Kind::Of(EntryKind::Fact), &mut ledger.facts.ids());
        add(Kind::Of(EntryKind::Claim), &mut ledger.claims.ids());
        add(Kind::Of(EntryKind::Source), &mut ledger.sources.ids());
        add(Kind::Of(EntryKind::Person), &mut ledger.people.ids());
        add(Kind::Of(EntryKind::Place), &mut ledger.places.ids());
        add(Kind::Of(EntryKind::Organisation), &mut ledger.organisations.ids());
        add(Kind::Event, &mut ledger.events.ids());
        entries
    };
    let terms = ledgers.glossary.ids().map(|id| (String::new(), Kind::Of(EntryKind::Term), id.to_owned()));
    ledgers.by_folder.iter().flat_map(of).chain(terms.collect::<Vec<_>>())
}
