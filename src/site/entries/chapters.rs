//! A ledger -> the chapters that nobody writes: people and places, chronology, facts and sources, what is contested. Each is a
//! document like any other, so every writer can print it.

use std::collections::{BTreeMap, BTreeSet};

use super::UsedEntries;
use super::builder::{DocumentBuilder, anchors};
use super::context::Tools;
use super::render::ResolvedEntry;
use crate::ast::meta::FrontMatter;
use crate::ast::{Block, Document, EntryKind, Inline, prose, text};
use crate::ledger::{Certainty, Claim, Entries, Event, Fact, Ledger, Name, Speaker, Status};
use crate::locale::Locale;
use crate::locale::fold::words;
use crate::site::nav::AFTER_ALL;
use crate::source::{Located, Span};

/// A source that so many entries rest on is named once.
const OFTEN: usize = 4;

/// A chapter that can be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chapter {
    /// `people`
    People,
    /// `chronology`
    Chronology,
    /// `facts`
    Facts,
    /// `contested`
    Contested,
}

impl Chapter {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::People, Self::Chronology, Self::Facts, Self::Contested];

    /// Its part of the path. A written chapter of this name is shown instead.
    pub fn slug(self) -> &'static str {
        match self {
            Chapter::People => "people",
            Chapter::Chronology => "chronology",
            Chapter::Facts => "facts",
            Chapter::Contested => "contested",
        }
    }

    /// Which of them a document is; `None` for what somebody wrote.
    pub fn made(document: &Document) -> Option<Self> {
        let place = document.meta.weight?.checked_sub(AFTER_ALL)?;
        usize::try_from(place).ok().and_then(|place| Self::ALL.get(place).copied())
    }

    /// Where the entries of a kind are shown.
    pub fn of(kind: EntryKind) -> Self {
        match kind {
            EntryKind::Fact | EntryKind::Source => Chapter::Facts,
            EntryKind::Claim => Chapter::Contested,
            EntryKind::Term | EntryKind::Person | EntryKind::Place | EntryKind::Organisation => Chapter::People,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Chapter::People => "people-title",
            Chapter::Chronology => "chronology-title",
            Chapter::Facts => "facts-title",
            Chapter::Contested => "contested-title",
        }
    }

    fn summary(self) -> &'static str {
        match self {
            Chapter::People => "people-summary",
            Chapter::Chronology => "chronology-summary",
            Chapter::Facts => "facts-summary",
            Chapter::Contested => "contested-summary",
        }
    }
}

/// The anchor of an entry on its chapter.
pub fn anchor(kind: EntryKind, id: &str) -> String {
    format!("{}-{id}", kind.scheme())
}

/// The chapters of a ledger in a language, without those in `written`. `span` is where the briefing stands, `used` says which
/// terms of the glossary it speaks of.
pub fn chapters(
    tools: Tools<'_>,
    ledger: &Ledger,
    locale: &Locale,
    span: Span,
    written: &BTreeSet<String>,
    used: &UsedEntries,
) -> Vec<Document> {
    let mut made = Vec::new();
    for (place, chapter) in (0_i64..).zip(Chapter::ALL) {
        if written.contains(chapter.slug()) {
            continue;
        }
        let mut builder = tools.builder(ledger, locale, span, true);
        builder.usual_source = usual_source(ledger);
        let mut blocks = match chapter {
            Chapter::People => people(&mut builder, used),
            Chapter::Chronology => chronology(&mut builder),
            Chapter::Facts => facts(&mut builder),
            Chapter::Contested => contested(&mut builder),
        };
        if blocks.is_empty() {
            continue;
        }
        if let Some(usual) = builder.usual() {
            blocks.insert(0, usual);
        }
        let line = |key: &str| prose::of(&Located { value: builder.word(key), span }, locale.id, tools.locales);
        let mut meta = FrontMatter::titled(line(chapter.title()));
        meta.summary = Some(line(chapter.summary()));
        meta.weight = Some(AFTER_ALL + place);
        meta.toc = Some(false);
        let mut document = Document {
            path: format!("content/{}/{}.{}.md", ledger.folder, chapter.slug(), locale.tag),
            span,
            locale: locale.id,
            meta,
            is_whole: true,
            head: span,
            body: Some(span),
            words: words(&text::blocks(&blocks)),
            blocks,
            notes: Vec::new(),
            refs: builder.refs,
            anchors: BTreeMap::new(),
            figures: 0,
            comments: Vec::new(),
        };
        anchors(&mut document);
        made.push(document);
    }
    made
}

/// The source that most entries rest on, if that is one that is named again and again.
fn usual_source(ledger: &Ledger) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let names = [&ledger.people, &ledger.places, &ledger.organisations].into_iter().flat_map(Entries::iter);
    let cited = ledger.facts.iter().map(|fact| &fact.citation);
    let cited = cited.chain(ledger.events.iter().map(|event| &event.citation)).chain(names.map(|name| &name.citation));
    let ids = cited.filter_map(|citation| citation.source.as_ref()).chain(ledger.claims.iter().flat_map(|claim| &claim.sources));
    for id in ids {
        *counts.entry(id).or_default() += 1;
    }
    // The first of equals, by name, so that the choice does not depend on the order of files.
    let (id, count) = counts.into_iter().max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id)))?;
    (count >= OFTEN).then(|| id.to_owned())
}

impl DocumentBuilder<'_> {
    /// A section, if it has something to say.
    fn section(&self, key: &str, blocks: Vec<Block>) -> Vec<Block> {
        if blocks.is_empty() {
            return blocks;
        }
        let mut section = vec![self.heading(2, key, self.text(&self.word(key)))];
        section.extend(blocks);
        section
    }

    /// An entry: its name, then a list of what is known of it.
    fn entry(&self, kind: EntryKind, id: &str, title: Vec<Inline>, lines: Vec<Vec<Inline>>) -> Vec<Block> {
        let mut blocks = vec![self.heading(3, &anchor(kind, id), title)];
        blocks.extend(self.list(lines));
        blocks
    }
}

fn people(builder: &mut DocumentBuilder<'_>, used: &UsedEntries) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (key, kind) in [("people", EntryKind::Person), ("places", EntryKind::Place), ("organisations", EntryKind::Organisation)] {
        let list = match kind {
            EntryKind::Person => &builder.ledger.people,
            EntryKind::Place => &builder.ledger.places,
            EntryKind::Organisation | EntryKind::Fact | EntryKind::Claim | EntryKind::Term | EntryKind::Source => {
                &builder.ledger.organisations
            }
        };
        let entries = names(builder, kind, list);
        blocks.extend(builder.section(key, entries));
    }
    let mut terms: Vec<_> =
        builder.ledgers.glossary.iter().filter(|t| used.contains(&(String::new(), EntryKind::Term, t.id.clone()))).collect();
    let locale = builder.printer.locale;
    terms.sort_by(|a, b| index_order(locale, &a.name.get(locale.id).text, &b.name.get(locale.id).text));
    let mut entries = Vec::new();
    for term in terms {
        let mut lines: Vec<Vec<Inline>> = builder.elsewhere(&term.name).into_iter().collect();
        lines.extend(variants(builder, term.variants.get(locale.id)));
        lines.extend(builder.own(term.note.as_ref()));
        entries.extend(builder.entry(EntryKind::Term, &term.id, builder.own_words(ResolvedEntry::Term(term)), lines));
    }
    blocks.extend(builder.section("terms", entries));
    blocks
}

fn index_order(locale: &Locale, a: &str, b: &str) -> std::cmp::Ordering {
    locale.compare(locale.index_key(a), locale.index_key(b))
}

/// Names in the order of the language.
fn names(builder: &mut DocumentBuilder<'_>, kind: EntryKind, list: &Entries<Name>) -> Vec<Block> {
    let locale = builder.printer.locale;
    let mut sorted: Vec<&Name> = list.iter().collect();
    sorted.sort_by(|a, b| index_order(locale, &a.name.get(locale.id).text, &b.name.get(locale.id).text));
    let mut blocks = Vec::new();
    for name in sorted {
        let mut lines: Vec<Vec<Inline>> = builder.elsewhere(&name.name).into_iter().collect();
        lines.extend(variants(builder, name.variants.get(locale.id)));
        lines.extend(builder.details_of_name(name));
        blocks.extend(builder.entry(kind, &name.id, builder.own_words(ResolvedEntry::Name(kind, name)), lines));
    }
    blocks
}

fn variants(builder: &DocumentBuilder<'_>, spellings: &[String]) -> Option<Vec<Inline>> {
    let parts: Vec<Vec<Inline>> = spellings.iter().map(|s| builder.text(s)).collect();
    (!parts.is_empty()).then(|| builder.labelled("variants", builder.joined(parts)))
}

/// What has a date in its order, then what has none, as it was written down.
fn chronology(builder: &mut DocumentBuilder<'_>) -> Vec<Block> {
    let ledger = builder.ledger;
    let mut dated: Vec<&Event> = ledger.events.iter().filter(|e| e.when.date().is_some()).collect();
    dated.sort_by_key(|e| e.when.date());
    let mut list: Vec<(Vec<Inline>, Vec<Vec<Inline>>)> = Vec::new();
    for event in dated {
        let mut lines = vec![builder.words_of(&event.text)];
        lines.extend(details_of_event(builder, event));
        let day = builder.isolated(&builder.printer.when(event.when));
        // What happened on one day stands under one date.
        match list.last_mut().filter(|(last, _)| *last == day) {
            Some((_, meanings)) => meanings.extend(lines),
            None => list.push((day, lines)),
        }
    }
    let list: Vec<Block> = builder.definitions(list).into_iter().collect();
    let mut blocks = builder.section("dated", list);
    let mut list = Vec::new();
    for event in ledger.events.iter().filter(|e| e.when.date().is_none()) {
        list.push((builder.words_of(&event.text), details_of_event(builder, event)));
    }
    let list: Vec<Block> = builder.definitions(list).into_iter().collect();
    blocks.extend(builder.section("undated", list));
    blocks
}

fn details_of_event(builder: &mut DocumentBuilder<'_>, event: &Event) -> Vec<Vec<Inline>> {
    let mut lines: Vec<Vec<Inline>> = builder.citation(&event.citation).into_iter().collect();
    lines.push(builder.certainty(event.certainty));
    lines.extend(builder.note(event.note.as_ref()));
    lines
}

fn facts(builder: &mut DocumentBuilder<'_>) -> Vec<Block> {
    let ledger = builder.ledger;
    let mut entries = Vec::new();
    // The doubtful first; else in the order of the file.
    let mut facts: Vec<&Fact> = ledger.facts.iter().collect();
    facts.sort_by_key(|fact| match fact.certainty {
        Certainty::Contested => 0,
        Certainty::Inferred => 1,
        Certainty::Added => 2,
        Certainty::Stated => 3,
    });
    for fact in facts {
        let value = builder.own_words(ResolvedEntry::Fact(fact));
        let title = builder.own(fact.what.as_ref()).unwrap_or_else(|| value.clone());
        let mut lines = vec![value];
        lines.extend(builder.details_of_fact(fact));
        entries.extend(builder.entry(EntryKind::Fact, &fact.id, title, lines));
    }
    let mut blocks = builder.section("facts", entries);
    if !ledger.facts.is_empty() {
        let words = builder.text(&builder.word("facts-data"));
        let link = builder.link(&format!("/{}", data_path(&ledger.folder)), words);
        blocks.push(builder.paragraph(vec![link]));
    }
    let mut entries = Vec::new();
    for source in ledger.sources.iter() {
        let mut lines = vec![builder.source_line(source)];
        lines.extend(builder.note(source.note.as_ref()));
        entries.extend(builder.entry(EntryKind::Source, &source.id, builder.own_words(ResolvedEntry::Source(source)), lines));
    }
    blocks.extend(builder.section("sources", entries));
    blocks
}

/// Where the facts of a folder are published as data, below the output folder.
pub fn data_path(folder: &str) -> String {
    if folder.is_empty() { "facts.json".to_owned() } else { format!("{folder}/facts.json") }
}

/// Every claim, the doubtful first; then facts, events and names that are contested.
fn contested(builder: &mut DocumentBuilder<'_>) -> Vec<Block> {
    let ledger = builder.ledger;
    // By speaker, in the order in which they first speak; what nothing is shown for comes first.
    let mut speakers: Vec<&Speaker> = Vec::new();
    for claim in ledger.claims.iter() {
        if !speakers.contains(&&claim.by) {
            speakers.push(&claim.by);
        }
    }
    let mut claims: Vec<&Claim> = ledger.claims.iter().collect();
    claims.sort_by_key(|claim| {
        let speaker = speakers.iter().position(|speaker| **speaker == claim.by);
        (speaker, matches!(claim.status, Status::Supported))
    });
    let mut entries = Vec::new();
    for claim in claims {
        let lines = builder.details_of_claim(claim);
        entries.extend(builder.entry(EntryKind::Claim, &claim.id, builder.own_words(ResolvedEntry::Claim(claim)), lines));
    }
    let mut blocks = builder.section("claims", entries);
    let mut list = Vec::new();
    for fact in ledger.facts.iter().filter(|f| f.certainty == Certainty::Contested) {
        let value = builder.own_words(ResolvedEntry::Fact(fact));
        let title = builder.own(fact.what.as_ref()).unwrap_or_else(|| value.clone());
        let term = vec![builder.link(&format!("fact:{}", fact.id), title)];
        let mut lines = vec![value];
        lines.extend(builder.citation(&fact.citation));
        lines.extend(builder.note(fact.note.as_ref()));
        list.push((term, lines));
    }
    let list: Vec<Block> = builder.definitions(list).into_iter().collect();
    blocks.extend(builder.section("contested-facts", list));
    let mut list = Vec::new();
    for event in ledger.events.iter().filter(|e| e.certainty == Certainty::Contested) {
        let when = builder.printer.when(event.when);
        let mut lines = vec![builder.words_of(&event.text)];
        lines.extend(builder.citation(&event.citation));
        lines.extend(builder.note(event.note.as_ref()));
        list.push((builder.isolated(&when), lines));
    }
    let list: Vec<Block> = builder.definitions(list).into_iter().collect();
    blocks.extend(builder.section("contested-events", list));
    let all = [
        (EntryKind::Person, &ledger.people),
        (EntryKind::Place, &ledger.places),
        (EntryKind::Organisation, &ledger.organisations),
    ];
    let mut list = Vec::new();
    for (kind, name) in all.into_iter().flat_map(|(kind, names)| names.iter().map(move |n| (kind, n))) {
        if name.certainty == Certainty::Contested {
            let words = builder.own_words(ResolvedEntry::Name(kind, name));
            let term = vec![builder.link(&format!("{}:{}", kind.scheme(), name.id), words)];
            list.push((term, builder.details_of_name(name)));
        }
    }
    let list: Vec<Block> = builder.definitions(list).into_iter().collect();
    blocks.extend(builder.section("contested-names", list));
    blocks
}
