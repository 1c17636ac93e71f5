//! A ledger -> what a sheet has room for, a line each: what happened, what is doubtful, who is named, what all of it rests on. It
//! says nothing that no page of the briefing shows.

use std::collections::BTreeSet;

use super::builder::DocumentBuilder;
use super::chapters::Chapter;
use super::context::Tools;
use super::render::ResolvedEntry;
use crate::ast::{EntryKind, Inline};
use crate::ledger::{Certainty, Status};
use crate::site::{Page, Site};

/// A line: what it is about, and what is said of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    /// A day, a name, what a value is of.
    pub name: Vec<Inline>,
    /// What happened, who that is, the value.
    pub text: Vec<Inline>,
    /// What else must be known, in one phrase.
    pub note: Vec<Inline>,
}

/// The lines of a briefing in one language.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Digest {
    /// What has a date in its order, then what has none; empty where the chronology is a chapter that somebody wrote.
    pub events: Vec<Line>,
    /// What nothing is shown for or sources do not agree on: what the overview names, then the rest.
    pub contested: Vec<Line>,
    /// The people that pages name, those of the overview first.
    pub people: Vec<Line>,
    /// The sources in the order in which pages cite them.
    pub sources: Vec<Line>,
}

/// Those of an overview and its chapters in one language.
pub fn digest(site: &Site, overview: &Page, pages: &[&Page]) -> Digest {
    let Some(folder) = pages.iter().find_map(|page| Some(page.known.as_ref()?.folder.as_str())) else { return Digest::default() };
    let Some(ledger) = site.ledgers.by_folder.get(folder) else { return Digest::default() };
    let (Some(document), locale) = (overview.document.as_ref(), site.config.locales.get(overview.locale)) else {
        return Digest::default();
    };
    let mut builder = Tools::new(&site.config, &site.ledgers, &site.words).builder(ledger, locale, document.span, false);
    builder.links = false;
    let made: BTreeSet<&str> = pages.iter().filter_map(|page| Some(Chapter::made(page.document.as_ref()?)?.slug())).collect();
    let is_shown = |kind: EntryKind, id: &str| {
        made.contains(Chapter::of(kind).slug()) || site.used.contains(&(folder.to_owned(), kind, id.to_owned()))
    };
    let named: Vec<(EntryKind, &str)> = document.refs.iter().filter_map(|r| EntryKind::of(&r.raw)).collect();
    // What the overview names comes first, in the order in which it does.
    let place = |kind: EntryKind, id: &str| named.iter().position(|entry| *entry == (kind, id)).unwrap_or(named.len());
    Digest {
        events: if made.contains(Chapter::Chronology.slug()) { events(&builder) } else { Vec::new() },
        contested: contested(&mut builder, &is_shown, &place),
        people: people(&builder, &is_shown, &place),
        sources: sources(&mut builder, pages),
    }
}

fn events(builder: &DocumentBuilder<'_>) -> Vec<Line> {
    let mut events: Vec<_> = builder.ledger.events.iter().collect();
    events.sort_by_key(|event| (event.when.date().is_none(), event.when.date()));
    let line = |event: &&crate::ledger::Event| {
        let name = builder.isolated(&builder.printer.when(event.when));
        Line { name, text: builder.words_of(&event.text), note: Vec::new() }
    };
    events.iter().map(line).collect()
}

fn contested(
    builder: &mut DocumentBuilder<'_>,
    is_shown: &dyn Fn(EntryKind, &str) -> bool,
    place: &dyn Fn(EntryKind, &str) -> usize,
) -> Vec<Line> {
    let ledger = builder.ledger;
    let mut lines = Vec::new();
    for fact in ledger.facts.iter().filter(|f| f.certainty == Certainty::Contested && is_shown(EntryKind::Fact, &f.id)) {
        let value = builder.own_words(ResolvedEntry::Fact(fact));
        let note = builder.own(fact.note.as_ref()).unwrap_or_default();
        let line = match builder.own(fact.what.as_ref()) {
            Some(name) => Line { name, text: value, note },
            None => Line { name: value, text: Vec::new(), note },
        };
        lines.push((place(EntryKind::Fact, &fact.id), line));
    }
    for claim in ledger.claims.iter().filter(|c| c.status != Status::Supported && is_shown(EntryKind::Claim, &c.id)) {
        let name = builder.speaker(&claim.by);
        let note = builder.text(&builder.printer.status(claim.status));
        lines.push((place(EntryKind::Claim, &claim.id), Line { name, text: builder.words_of(&claim.what), note }));
    }
    lines.sort_by_key(|(place, _)| *place);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn people(
    builder: &DocumentBuilder<'_>,
    is_shown: &dyn Fn(EntryKind, &str) -> bool,
    place: &dyn Fn(EntryKind, &str) -> usize,
) -> Vec<Line> {
    let kind = EntryKind::Person;
    let mut people: Vec<_> = builder.ledger.people.iter().filter(|person| is_shown(kind, &person.id)).collect();
    people.sort_by_key(|person| place(kind, &person.id));
    let line = |person: &&crate::ledger::Name| {
        let name = builder.own_words(ResolvedEntry::Name(kind, person));
        Line { name, text: builder.own(person.role.as_ref()).unwrap_or_default(), note: Vec::new() }
    };
    people.iter().map(line).collect()
}

fn sources(builder: &mut DocumentBuilder<'_>, pages: &[&Page]) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    let cited = pages.iter().filter_map(|page| page.known.as_ref()).flat_map(|known| &known.sources);
    let cited: Vec<&String> = cited.filter(|id| seen.insert(id.as_str())).collect();
    let ledger = builder.ledger;
    let found = cited.into_iter().filter_map(|id| ledger.sources.get(id));
    found.map(|source| Line { text: builder.source_line(source), ..Line::default() }).collect()
}
