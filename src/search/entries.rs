//! The ledgers in one language -> what can be found of them: names in every language and spelling, facts, claims and events with
//! what is said of them, each with the place that shows it.

use std::collections::BTreeSet;

use crate::ast::text::isolated;
use crate::ast::{EntryKind, Prose};
use crate::ledger::print::Printer;
use crate::ledger::{Citation, Ledger, Name, Speaker, Texts};
use crate::locale::{Locale, PerLanguage};
use crate::site::Site;
use crate::site::entries::place::Places;

use super::files::{Item, Shown};

/// Every entry that some page shows, ledger by ledger in the order written, and the terms of the glossary.
pub fn all(site: &Site, locale: &Locale) -> Vec<Item> {
    let mut items = Vec::new();
    let mut terms = BTreeSet::new();
    let places = Places::new(site, locale.id);
    for ledger in site.ledgers.by_folder.values() {
        let own = Entries { site, places: &places, locale, ledger, printer: Printer { locale, words: &site.words } };
        items.extend(own.names());
        items.extend(own.facts());
        items.extend(own.claims());
        items.extend(own.events());
        items.extend(own.terms(&mut terms));
    }
    items
}

struct Entries<'a> {
    site: &'a Site,
    places: &'a Places<'a>,
    locale: &'a Locale,
    ledger: &'a Ledger,
    printer: Printer<'a>,
}

/// Every spelling of a name, but for its own one in the language of the reader.
fn spellings(own: &str, names: &Texts, variants: &PerLanguage<Vec<String>>, others: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let texts = names.iter().map(|name| name.text.as_str());
    for text in texts.chain(variants.iter().flatten().map(String::as_str)).chain(others.iter().copied()) {
        if text != own && !found.iter().any(|other| other == text) {
            found.push(text.to_owned());
        }
    }
    found
}

impl Entries<'_> {
    fn own(&self, texts: &Texts) -> String {
        isolated(&texts.get(self.locale.id).content)
    }

    /// The address of the place that shows an entry.
    fn address(&self, kind: EntryKind, id: &str) -> Option<String> {
        self.places.entry(&self.ledger.folder, kind, id)
    }

    fn id(&self, kind: &str, id: &str) -> String {
        format!("{}:{kind}:{id}", self.ledger.folder)
    }

    /// Where it is said.
    fn cited(&self, citation: &Citation) -> Option<String> {
        let source = citation.source.as_ref().and_then(|id| self.ledger.sources.get(id))?;
        let parts: Vec<String> =
            [Some(&source.title), citation.locator.as_ref()].into_iter().flatten().map(|t| self.own(t)).collect();
        Some(format!("{}: {}", self.printer.word("source"), parts.join(&self.printer.word("list-separator"))))
    }

    fn names(&self) -> Vec<Item> {
        let lists = [
            (EntryKind::Person, &self.ledger.people),
            (EntryKind::Place, &self.ledger.places),
            (EntryKind::Organisation, &self.ledger.organisations),
        ];
        let all = lists.into_iter().flat_map(|(kind, list)| list.iter().map(move |name| (kind, name)));
        all.filter_map(|(kind, name)| self.name(kind, name)).collect()
    }

    fn name(&self, kind: EntryKind, name: &Name) -> Option<Item> {
        let own: &Prose = name.name.get(self.locale.id);
        let others: Vec<&str> = name.abbr.iter().map(String::as_str).collect();
        let shown = Shown {
            u: self.address(kind, &name.id)?,
            k: Some(kind.scheme()),
            id: self.id(kind.scheme(), &name.id),
            v: name.role.as_ref().map(|role| self.own(role)).unwrap_or_default(),
            lines: self.cited(&name.citation).into_iter().collect(),
        };
        Some(Item {
            title: isolated(&own.content),
            names: spellings(&own.text, &name.name, &name.variants, &others),
            tags: vec![shown.v.clone()],
            shown,
            briefing: None,
            passages: Vec::new(),
        })
    }

    fn facts(&self) -> Vec<Item> {
        let item = |fact: &crate::ledger::Fact| {
            let what = fact.what.as_ref()?;
            let mut lines: Vec<String> = self.cited(&fact.citation).into_iter().collect();
            lines.extend(fact.as_of.map(|day| format!("{}: {}", self.printer.word("as-of"), self.printer.date(day))));
            lines.push(format!("{}: {}", self.printer.word("certainty"), self.printer.certainty(fact.certainty)));
            let address = self.address(EntryKind::Fact, &fact.id)?;
            Some(self.said("fact", &fact.id, address, (self.own(what), self.printer.fact(fact)), lines))
        };
        self.ledger.facts.iter().filter_map(item).collect()
    }

    fn claims(&self) -> Vec<Item> {
        let item = |claim: &crate::ledger::Claim| {
            let by = match &claim.by {
                Speaker::Person(id) => self.ledger.people.get(id).map(|name| self.own(&name.name)),
                Speaker::Organisation(id) => self.ledger.organisations.get(id).map(|name| self.own(&name.name)),
                Speaker::Words(words) => Some(self.own(words)),
            };
            let by = by.map(|by| format!("{}: {by}", self.printer.word("claim-by"))).unwrap_or_default();
            let status = format!("{}: {}", self.printer.word("claim-status"), self.printer.status(claim.status));
            let source = claim.sources.first().cloned();
            let cited = self.cited(&Citation { source, locator: claim.locator.clone() });
            let address = self.address(EntryKind::Claim, &claim.id)?;
            Some(self.said(
                "claim",
                &claim.id,
                address,
                (self.own(&claim.what), by),
                std::iter::once(status).chain(cited).collect(),
            ))
        };
        self.ledger.claims.iter().filter_map(item).collect()
    }

    fn events(&self) -> Vec<Item> {
        let item = |event: &crate::ledger::Event| {
            let mut lines: Vec<String> = self.cited(&event.citation).into_iter().collect();
            lines.push(format!("{}: {}", self.printer.word("certainty"), self.printer.certainty(event.certainty)));
            let address = self.places.chronology(&self.ledger.folder)?;
            let mut item = self.said("event", &event.id, address, (self.own(&event.text), self.printer.when(event.when)), lines);
            item.tags.extend(event.when.date().map(crate::locale::date::Date::iso));
            Some(item)
        };
        self.ledger.events.iter().filter_map(item).collect()
    }

    /// The terms that the pages of this ledger's folder show; each once in the site.
    fn terms(&self, known: &mut BTreeSet<String>) -> Vec<Item> {
        let mut items = Vec::new();
        for term in self.site.ledgers.glossary.iter() {
            if known.contains(&term.id) {
                continue;
            }
            let Some(address) = self.places.shown(&self.ledger.folder, EntryKind::Term, &term.id) else {
                continue;
            };
            known.insert(term.id.clone());
            let own: &Prose = term.name.get(self.locale.id);
            let note = term.note.as_ref().map(|note| self.own(note)).unwrap_or_default();
            let shown = Shown { u: address, k: Some("term"), id: format!(":term:{}", term.id), v: note, lines: Vec::new() };
            items.push(Item {
                title: isolated(&own.content),
                names: spellings(&own.text, &term.name, &term.variants, &[]),
                tags: vec![shown.v.clone()],
                shown,
                briefing: None,
                passages: Vec::new(),
            });
        }
        items
    }

    /// Something that is said, with its value or its speaker.
    fn said(&self, kind: &'static str, id: &str, u: String, (title, v): (String, String), lines: Vec<String>) -> Item {
        // Desks know entries by their ids: `lpg-old`.
        let tags = vec![v.clone(), id.replace(['-', '_'], " ")];
        let shown = Shown { u, k: Some(kind), id: self.id(kind, id), v, lines };
        Item { title, names: Vec::new(), tags, shown, briefing: None, passages: Vec::new() }
    }
}
