//! The ledger as figures ask it. What they asked is remembered, because a page rests on the sources of what its figures show.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::context::Tools;
use crate::ast::EntryKind;
use crate::figure::facts::{Entry, FactSheet, FactTable, Kind};
use crate::figure::scale::GREATEST;
use crate::figure::{self, Moment};
use crate::ledger::print::Printer;
use crate::ledger::{Citation, Claim, Extent, Fact, Ledger, Name, Speaker, Texts, Value, When};
use crate::locale::LocaleId;

/// What the figures of a page asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// Entries, in the order of their first use.
    pub entries: Vec<(EntryKind, String)>,
    /// Ids of the sources of these entries and of events, in the order of their first use.
    pub sources: Vec<String>,
    /// The entries among them that were asked for by name, not merely in a list of all there are.
    pub named: BTreeSet<(EntryKind, String)>,
    /// Ids of events.
    pub events: BTreeSet<String>,
    /// The events among them that were asked for by name.
    pub named_events: BTreeSet<String>,
}

impl Asked {
    fn entry(&mut self, kind: EntryKind, id: &str) {
        if !self.entries.iter().any(|(k, i)| *k == kind && i == id) {
            self.entries.push((kind, id.to_owned()));
        }
    }

    /// Adds what was asked for elsewhere.
    pub fn add(&mut self, other: &Asked) {
        other.entries.iter().for_each(|(kind, id)| self.entry(*kind, id));
        other.sources.iter().for_each(|id| self.source(id));
        self.named.extend(other.named.iter().cloned());
        self.events.extend(other.events.iter().cloned());
        self.named_events.extend(other.named_events.iter().cloned());
    }

    fn source(&mut self, id: &str) {
        if !self.sources.iter().any(|s| s == id) {
            self.sources.push(id.to_owned());
        }
    }
}

/// A ledger that remembers what it was asked for.
pub struct TrackedLedger<'a> {
    tools: Tools<'a>,
    ledger: &'a Ledger,
    // The figures ask through a shared reference; nobody else sees this before they are done.
    asked: RefCell<Asked>,
    /// Entries that were asked for by name and have no words in the language, with the one that they have.
    lent: RefCell<Vec<(String, LocaleId)>>,
    /// How entries are being asked for.
    asking: Cell<Asking>,
}

/// How figures ask for an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asking {
    /// By its id.
    ByName,
    /// As one of all there are: `events: all`.
    AsOneOfAll,
    /// As a row of a table of all there are, which says itself in which language its words are: `from: facts`.
    AsRow,
}

impl<'a> TrackedLedger<'a> {
    /// A desk that nobody has asked yet.
    pub fn new(tools: Tools<'a>, ledger: &'a Ledger) -> Self {
        Self { tools, ledger, asked: RefCell::default(), lent: RefCell::default(), asking: Cell::new(Asking::ByName) }
    }

    /// Titles of the sources asked for so far, in one line; `None` where there are none.
    pub fn titles(&self, locale: LocaleId) -> Option<String> {
        Some(self.titles_of(&self.asked.borrow().sources, locale)).filter(|titles| !titles.is_empty())
    }

    /// The entries whose words would be another language's.
    pub fn lent(&self) -> Vec<(String, LocaleId)> {
        self.lent.borrow().clone()
    }

    /// Remembers that an entry was asked for whose words are another language's.
    fn lend(&self, kind: &str, id: &str, other: Option<LocaleId>) {
        if let (Some(other), false) = (other, self.asking.get() == Asking::AsRow) {
            self.lent.borrow_mut().push((format!("{kind}:{id}"), other));
        }
    }

    /// What was asked for so far.
    pub fn asked(self) -> Asked {
        self.asked.into_inner()
    }

    fn printer(&self, locale: LocaleId) -> Printer<'a> {
        Printer { locale: self.tools.locales.get(locale), words: self.tools.words }
    }

    /// A text in a language, on one line; in which other one it is, where it is not there in it.
    fn text(&self, texts: &Texts, locale: LocaleId) -> String {
        let words = &texts.get(locale).text;
        let Some(other) = texts.lent(locale) else { return words.clone() };
        let name = self.tools.locales.get(other).name.as_str();
        format!("{words} ({})", self.tools.words.with(locale, "in-language", &[("language", name)]))
    }

    fn note(&self, entry: Option<(EntryKind, &str)>, citation: &Citation) {
        let mut asked = self.asked.borrow_mut();
        if let Some((kind, id)) = entry {
            asked.entry(kind, id);
            if self.asking.get() == Asking::ByName {
                asked.named.insert((kind, id.to_owned()));
            }
        }
        citation.source.iter().for_each(|id| asked.source(id));
    }

    fn fact(&self, id: &str) -> Option<&'a Fact> {
        let fact = self.ledger.facts.get(id)?;
        self.note(Some((EntryKind::Fact, id)), &fact.citation);
        Some(fact)
    }

    fn named(&self, kind: EntryKind, name: &Name, locale: LocaleId) -> Entry {
        self.note(Some((kind, &name.id)), &name.citation);
        self.lend(kind.scheme(), &name.id, name.name.lent(locale));
        Entry {
            name: self.text(&name.name, locale),
            role: name.role.as_ref().map(|role| self.text(role, locale)),
            note: name.note.as_ref().map(|note| self.text(note, locale)),
            at: name.position,
        }
    }

    fn speaker(&self, speaker: &Speaker, locale: LocaleId) -> String {
        let (kind, name) = match speaker {
            Speaker::Person(id) => (EntryKind::Person, self.ledger.people.get(id)),
            Speaker::Organisation(id) => (EntryKind::Organisation, self.ledger.organisations.get(id)),
            Speaker::Words(texts) => return self.text(texts, locale),
        };
        name.map_or_else(String::new, |name| self.named(kind, name, locale).name)
    }

    fn titles_of(&self, ids: &[String], locale: LocaleId) -> String {
        let titles: Vec<String> =
            ids.iter().filter_map(|id| Some(self.text(&self.ledger.sources.get(id)?.title, locale))).collect();
        titles.join(self.tools.words.get(locale, "list-separator"))
    }

    fn claim_row(&self, claim: &Claim, locale: LocaleId) -> Vec<String> {
        {
            let mut asked = self.asked.borrow_mut();
            asked.entry(EntryKind::Claim, &claim.id);
            claim.sources.iter().for_each(|id| asked.source(id));
        }
        let own = |texts: Option<&Texts>| texts.map_or_else(String::new, |t| self.text(t, locale));
        vec![
            claim.id.clone(),
            self.speaker(&claim.by, locale),
            own(claim.to.as_ref()),
            self.text(&claim.what, locale),
            self.printer(locale).status(claim.status),
            self.titles_of(&claim.sources, locale),
            own(claim.note.as_ref()),
        ]
    }

    fn fact_row(&self, fact: &Fact, locale: LocaleId) -> Vec<String> {
        self.note(Some((EntryKind::Fact, &fact.id)), &fact.citation);
        let own = |texts: Option<&Texts>| texts.map_or_else(String::new, |t| self.text(t, locale));
        let printer = self.printer(locale);
        let number = match &fact.value {
            Value::Numbers(_, Extent::One(number)) => number.0.clone(),
            Value::Numbers(_, Extent::Range(..)) | Value::Dates(_) | Value::Text(_) => String::new(),
        };
        vec![
            fact.id.clone(),
            own(fact.what.as_ref()),
            printer.fact(fact),
            number,
            printer.certainty(fact.certainty),
            fact.citation.source.as_ref().map_or_else(String::new, |id| self.titles_of(std::slice::from_ref(id), locale)),
            own(fact.note.as_ref()),
        ]
    }
}

impl FactTable for TrackedLedger<'_> {
    fn number(&self, id: &str) -> Option<figure::Number> {
        let Value::Numbers(_, Extent::One(number)) = &self.fact(id)?.value else { return None };
        let decimals = number.0.split_once('.').map_or(0, |(_, fraction)| fraction.len().min(6));
        let value: f64 = number.0.parse().ok()?;
        (value.is_finite() && value.abs() <= GREATEST).then_some(figure::Number { value, decimals })
    }

    fn printed(&self, id: &str, locale: LocaleId) -> Option<String> {
        let fact = self.fact(id)?;
        self.lend("fact", id, fact.lent(locale));
        Some(self.printer(locale).fact(fact))
    }

    fn entry(&self, kind: Kind, id: &str, locale: LocaleId) -> Option<Entry> {
        match kind {
            Kind::Place => Some(self.named(EntryKind::Place, self.ledger.places.get(id)?, locale)),
            Kind::Person => Some(self.named(EntryKind::Person, self.ledger.people.get(id)?, locale)),
            Kind::Fact => {
                let what = self.fact(id)?.what.as_ref();
                self.lend("fact", id, what.and_then(|what| what.lent(locale)));
                Some(Entry { name: what.map_or_else(String::new, |what| self.text(what, locale)), ..Entry::default() })
            }
            Kind::Source => {
                let source = self.ledger.sources.get(id)?;
                let mut asked = self.asked.borrow_mut();
                asked.entry(EntryKind::Source, id);
                if self.asking.get() == Asking::ByName {
                    asked.named.insert((EntryKind::Source, id.to_owned()));
                }
                asked.source(id);
                self.lend("source", id, source.title.lent(locale));
                Some(Entry { name: self.text(&source.title, locale), ..Entry::default() })
            }
            Kind::Event => None,
        }
    }

    fn event(&self, id: &str, locale: LocaleId) -> Option<figure::Event> {
        let event = self.ledger.events.get(id)?;
        self.note(None, &event.citation);
        let mut asked = self.asked.borrow_mut();
        asked.events.insert(id.to_owned());
        if self.asking.get() == Asking::ByName {
            asked.named_events.insert(id.to_owned());
        }
        let date = match event.when {
            When::Day(date) => Some(Moment::Day(date)),
            When::Month(date) => Some(Moment::Month(date)),
            When::Year(date) => Some(Moment::Year(date)),
            When::Unknown => None,
        };
        self.lend("event", id, event.text.lent(locale));
        Some(figure::Event { date, text: self.text(&event.text, locale) })
    }

    fn ids(&self, kind: Kind) -> Vec<String> {
        let ledger = self.ledger;
        match kind {
            Kind::Fact => ledger.facts.iter().map(|e| e.id.clone()).collect(),
            Kind::Place => ledger.places.iter().map(|e| e.id.clone()).collect(),
            Kind::Person => ledger.people.iter().map(|e| e.id.clone()).collect(),
            Kind::Event => ledger.events.iter().map(|e| e.id.clone()).collect(),
            Kind::Source => ledger.sources.iter().map(|e| e.id.clone()).collect(),
        }
    }

    fn is_told(&self, kind: Kind, id: &str) -> bool {
        match kind {
            Kind::Fact => self.ledger.facts.is_told(id),
            Kind::Place => self.ledger.places.is_told(id),
            Kind::Person => self.ledger.people.is_told(id),
            Kind::Event => self.ledger.events.is_told(id),
            Kind::Source => self.ledger.sources.is_told(id),
        }
    }

    fn sheet(&self, name: &str, locale: LocaleId) -> Option<FactSheet> {
        self.asking.set(Asking::AsRow);
        let sheet = self.listed(name, locale);
        self.asking.set(Asking::ByName);
        sheet
    }

    fn entries(&self, kind: Kind, locale: LocaleId) -> Vec<Entry> {
        self.asking.set(Asking::AsOneOfAll);
        let entries = self.ids(kind).iter().filter_map(|id| self.entry(kind, id, locale)).collect();
        self.asking.set(Asking::ByName);
        entries
    }

    fn events(&self, locale: LocaleId) -> Vec<figure::Event> {
        self.asking.set(Asking::AsOneOfAll);
        let events = self.ids(Kind::Event).iter().filter_map(|id| self.event(id, locale)).collect();
        self.asking.set(Asking::ByName);
        events
    }
}

impl TrackedLedger<'_> {
    fn listed(&self, name: &str, locale: LocaleId) -> Option<FactSheet> {
        match name {
            "claims" => Some(FactSheet {
                columns: vec!["id", "by", "to", "what", "status", "sources", "note"],
                rows: self.ledger.claims.iter().map(|claim| self.claim_row(claim, locale)).collect(),
            }),
            "facts" => Some(FactSheet {
                columns: vec!["id", "what", "value", "number", "certainty", "source", "note"],
                rows: self.ledger.facts.iter().map(|fact| self.fact_row(fact, locale)).collect(),
            }),
            _ => None,
        }
    }
}
