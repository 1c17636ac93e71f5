//! An entry of the ledger -> what is shown of it: the words of an empty reference, the lines of a card, the line of a source.

use super::Card;
use super::builder::DocumentBuilder;
use crate::ast::{Block, EntryKind, Inline, prose, text};
use crate::ledger::print::Printer;
use crate::ledger::{Certainty, Citation, Claim, Entries, Fact, Name, Source, Speaker, Status, Term, Texts};
use crate::locale::LocaleId;
use crate::locale::fold::fold;

/// An entry that was found.
#[derive(Clone, Copy)]
pub(in crate::site::entries) enum ResolvedEntry<'a> {
    Fact(&'a Fact),
    Claim(&'a Claim),
    Term(&'a Term),
    Name(EntryKind, &'a Name),
    Source(&'a Source),
}

impl<'a> DocumentBuilder<'a> {
    /// The entry of a kind and id.
    pub fn find(&self, kind: EntryKind, id: &str) -> Option<ResolvedEntry<'a>> {
        let name = |list: &'a Entries<Name>| list.get(id).map(|n| ResolvedEntry::Name(kind, n));
        match kind {
            EntryKind::Fact => self.ledger.facts.get(id).map(ResolvedEntry::Fact),
            EntryKind::Claim => self.ledger.claims.get(id).map(ResolvedEntry::Claim),
            EntryKind::Term => self.ledgers.glossary.get(id).map(ResolvedEntry::Term),
            EntryKind::Person => name(&self.ledger.people),
            EntryKind::Place => name(&self.ledger.places),
            EntryKind::Organisation => name(&self.ledger.organisations),
            EntryKind::Source => self.ledger.sources.get(id).map(ResolvedEntry::Source),
        }
    }

    /// What an empty reference prints.
    pub fn own_words(&self, found: ResolvedEntry<'_>) -> Vec<Inline> {
        match found {
            ResolvedEntry::Fact(fact) => self.value(fact),
            ResolvedEntry::Claim(Claim { what: texts, .. })
            | ResolvedEntry::Term(Term { name: texts, .. })
            | ResolvedEntry::Name(_, Name { name: texts, .. })
            | ResolvedEntry::Source(Source { title: texts, .. }) => self.words_of(texts),
        }
    }

    /// The value of a fact. One whose words the language lacks is printed as another language prints it.
    fn value(&self, fact: &Fact) -> Vec<Inline> {
        let Some(other) = fact.lent(self.locale()) else { return self.isolated(&self.printer.fact(fact)) };
        let locale = self.locales.get(other);
        let printed = Printer { locale, ..self.printer }.fact(fact);
        let content = prose::line(&printed, other, self.locales);
        let mut value = vec![Inline::Isolate { locale: other, dir: locale.dir, content }];
        value.extend(self.in_language(other));
        value
    }

    /// The language that an empty reference prints instead of the page's own, which the entry lacks.
    pub fn lent(&self, found: ResolvedEntry<'_>) -> Option<LocaleId> {
        match found {
            ResolvedEntry::Fact(fact) => fact.lent(self.locale()),
            ResolvedEntry::Claim(Claim { what: texts, .. })
            | ResolvedEntry::Term(Term { name: texts, .. })
            | ResolvedEntry::Name(_, Name { name: texts, .. })
            | ResolvedEntry::Source(Source { title: texts, .. }) => texts.lent(self.locale()),
        }
    }

    /// The card of an entry. Its lines hold no links, so that a card that is only passed by adds no
    /// tab stop.
    pub fn card(&mut self, found: ResolvedEntry<'_>) -> Card {
        self.links = false;
        let mut lines = Vec::new();
        let (kind, id) = match found {
            ResolvedEntry::Fact(fact) => {
                lines.extend(self.own(fact.what.as_ref()));
                lines.extend(self.details_of_fact(fact));
                (EntryKind::Fact, &fact.id)
            }
            ResolvedEntry::Claim(claim) => {
                lines.extend(self.details_of_claim(claim));
                (EntryKind::Claim, &claim.id)
            }
            ResolvedEntry::Term(term) => {
                lines.extend(self.elsewhere(&term.name));
                lines.extend(self.own(term.note.as_ref()));
                (EntryKind::Term, &term.id)
            }
            ResolvedEntry::Name(kind, name) => {
                lines.extend(self.elsewhere(&name.name));
                lines.extend(self.details_of_name(name));
                (kind, &name.id)
            }
            ResolvedEntry::Source(source) => {
                lines.push(self.source_line(source));
                lines.extend(self.own(source.note.as_ref()));
                (EntryKind::Source, &source.id)
            }
        };
        let doubt = self.doubt(found);
        self.links = true;
        let mut more = Vec::new();
        if let ResolvedEntry::Source(Source { url: Some(url), title, .. }) = found {
            let words = self.words_of(title);
            more.push(vec![self.link(url, words)]);
        }
        let sign = doubt.first().map(|line| text::isolated(line)).unwrap_or_default();
        Card { entry: format!("{}:{id}", kind.scheme()), doubt, sign, lines, more }
    }

    /// What keeps an entry from being plainly stated, in words; nothing where it is.
    fn doubt(&mut self, found: ResolvedEntry<'_>) -> Vec<Vec<Inline>> {
        let (line, note) = match found {
            ResolvedEntry::Fact(Fact { certainty: Certainty::Stated, .. })
            | ResolvedEntry::Name(_, Name { certainty: Certainty::Stated, .. })
            | ResolvedEntry::Claim(Claim { status: Status::Supported, .. })
            | ResolvedEntry::Term(_)
            | ResolvedEntry::Source(_) => return Vec::new(),
            ResolvedEntry::Fact(fact) => (self.text(&self.printer.certainty(fact.certainty)), &fact.note),
            ResolvedEntry::Name(_, name) => (self.text(&self.printer.certainty(name.certainty)), &name.note),
            ResolvedEntry::Claim(claim) => {
                let speaker = self.speaker(&claim.by);
                (self.joined(vec![speaker, self.text(&self.printer.status(claim.status))]), &claim.note)
            }
        };
        [Some(line), self.own(note.as_ref())].into_iter().flatten().collect()
    }

    /// A text in the page's language, or in the one that its readers are given instead.
    pub fn own(&self, texts: Option<&Texts>) -> Option<Vec<Inline>> {
        texts.filter(|texts| !self.omits || texts.lent(self.locale()).is_none()).map(|texts| self.words_of(texts))
    }

    /// The same text in the other languages of the site, where it differs.
    pub fn elsewhere(&self, texts: &Texts) -> Option<Vec<Inline>> {
        let own = fold(&texts.get(self.locale()).text);
        let others = self.locales.site().iter().filter(|l| l.id != self.locale());
        let there = others.filter_map(|l| Some((l.id, texts.own(l.id)?)));
        let parts: Vec<Vec<Inline>> =
            there.filter(|(_, text)| fold(&text.text) != own).map(|(id, text)| vec![self.foreign(text, id)]).collect();
        Some(self.joined(parts)).filter(|line| !line.is_empty())
    }

    /// Source, day, certainty and note of a fact.
    pub fn details_of_fact(&mut self, fact: &Fact) -> Vec<Vec<Inline>> {
        let mut lines = Vec::new();
        lines.extend(self.citation(&fact.citation));
        if let Some(date) = fact.as_of {
            lines.push(self.labelled("as-of", self.isolated(&self.printer.date(date))));
        }
        if let Some((key, day)) = self.printer.beside(fact) {
            lines.push(self.labelled(key, self.isolated(&day)));
        }
        lines.push(self.certainty(fact.certainty));
        lines.extend(self.note(fact.note.as_ref()));
        lines
    }

    /// Who says it, to whom, what speaks for it, where it is reported.
    pub fn details_of_claim(&mut self, claim: &Claim) -> Vec<Vec<Inline>> {
        let speaker = self.speaker(&claim.by);
        let mut lines = vec![self.labelled("claim-by", speaker)];
        if let Some(to) = self.own(claim.to.as_ref()) {
            lines.push(self.labelled("claim-to", to));
        }
        lines.push(self.labelled("claim-status", self.text(&self.printer.status(claim.status))));
        // A line for each source: titles are long, and two links in a line are hard to tell apart.
        let mut locator = self.own(claim.locator.as_ref());
        for id in &claim.sources {
            let parts = self.cited(id, locator.take());
            if !parts.is_empty() {
                lines.push(self.labelled("source", self.joined(parts)));
            }
        }
        lines.extend(self.note(claim.note.as_ref()));
        lines
    }

    /// Role, source and note of a name; its certainty where it is not simply stated.
    pub fn details_of_name(&mut self, name: &Name) -> Vec<Vec<Inline>> {
        let mut lines = Vec::new();
        let abbr = name.abbr.as_ref().map(|abbr| self.text(abbr));
        lines.extend(
            Some(self.joined([self.own(name.role.as_ref()), abbr].into_iter().flatten().collect())).filter(|l| !l.is_empty()),
        );
        lines.extend(self.citation(&name.citation));
        if name.certainty != Certainty::Stated {
            lines.push(self.certainty(name.certainty));
        }
        lines.extend(self.note(name.note.as_ref()));
        lines
    }

    /// How well something is established, in words.
    pub fn certainty(&self, certainty: Certainty) -> Vec<Inline> {
        self.labelled("certainty", self.text(&self.printer.certainty(certainty)))
    }

    /// A note with its label.
    pub fn note(&self, note: Option<&Texts>) -> Option<Vec<Inline>> {
        self.own(note).map(|note| self.labelled("note", note))
    }

    /// Who makes a claim.
    pub fn speaker(&mut self, speaker: &Speaker) -> Vec<Inline> {
        let (kind, id) = match speaker {
            Speaker::Person(id) => (EntryKind::Person, id),
            Speaker::Organisation(id) => (EntryKind::Organisation, id),
            Speaker::Words(texts) => return self.words_of(texts),
        };
        let Some(found) = self.find(kind, id) else { return Vec::new() };
        let words = self.own_words(found);
        self.entry_link(&format!("{}:{id}", kind.scheme()), words)
    }

    /// What a claim's author is called in a language, in every spelling that is written down.
    pub fn spellings(&self, speaker: &Speaker, locale: LocaleId) -> Vec<String> {
        let name = match speaker {
            Speaker::Person(id) => self.ledger.people.get(id),
            Speaker::Organisation(id) => self.ledger.organisations.get(id),
            Speaker::Words(texts) => return vec![texts.get(locale).text.clone()],
        };
        let Some(name) = name else { return Vec::new() };
        let full = name.name.get(locale).text.clone();
        // A person is called by the last name from the second time on.
        let last = full.split_whitespace().last().map(str::to_owned);
        [full].into_iter().chain(last).chain(name.variants.get(locale).iter().cloned()).collect()
    }

    /// `Source: title, locator`; where the page has named the source that most entries rest on, `Source: locator` for that one.
    pub fn citation(&mut self, citation: &Citation) -> Option<Vec<Inline>> {
        let locator = self.own(citation.locator.as_ref());
        let parts = citation.source.as_ref().map_or_else(Vec::new, |id| self.cited(id, locator.clone()));
        let parts = if citation.source.is_none() { locator.into_iter().collect() } else { parts };
        (!parts.is_empty()).then(|| self.labelled("source", self.joined(parts)))
    }

    /// A source and the place in it.
    fn cited(&mut self, id: &str, locator: Option<Vec<Inline>>) -> Vec<Vec<Inline>> {
        match locator {
            Some(place) if self.usual_source.as_deref() == Some(id) => vec![self.entry_link(&format!("source:{id}"), place)],
            locator => self.source_link(id).into_iter().chain(locator).collect(),
        }
    }

    /// Which source a page means where an entry names none.
    pub fn usual(&mut self) -> Option<Block> {
        let title = self.source_link(&self.usual_source.clone()?)?;
        let word = self.word("usual-source");
        let (before, after) = word.split_once("{name}").unwrap_or((&word, ""));
        let line = [self.text(before), title, self.text(after)].concat();
        Some(self.paragraph(line))
    }

    /// The title of a source as a link to its entry.
    fn source_link(&mut self, id: &str) -> Option<Vec<Inline>> {
        let title = self.words_of(&self.ledger.sources.get(id)?.title);
        Some(self.entry_link(&format!("source:{id}"), title))
    }

    /// A source as a bibliography has it: title, publisher, day, where to read it.
    pub fn source_line(&mut self, source: &Source) -> Vec<Inline> {
        let title = self.words_of(&source.title);
        let title = match &source.url {
            Some(url) => self.maybe_link(url, title),
            None => title,
        };
        let mut parts = vec![title];
        if let Some(original) = source.original.as_ref().filter(|o| fold(o) != fold(&source.title.get(self.locale()).text)) {
            parts.push(self.text(original));
        }
        parts.extend(self.own(source.publisher.as_ref()));
        if let Some(date) = source.date {
            parts.push(self.isolated(&self.printer.date(date)));
        }
        if let Some(archived) = &source.archived {
            let words = self.text(&self.word("archived"));
            parts.push(self.maybe_link(archived, words));
        }
        if let Some(date) = source.accessed {
            let mut line = self.text(&self.word("accessed"));
            line.push(Inline::Text(" ".into()));
            line.extend(self.isolated(&self.printer.date(date)));
            parts.push(line);
        }
        self.joined(parts)
    }
}
