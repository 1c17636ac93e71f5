//! The ledger of a folder -> its entries as somebody chooses among them or asks what one is: titles and values in every language, how well
//! they are established, and where they come from.

use super::mentions::Subject;
use super::{Desk, Kind};
use crate::ast::EntryKind;
use crate::ledger::print::Printer;
use crate::ledger::{Certainty, Citation, Claim, Event, Fact, Ledger, Name, Source, Speaker, Term, Texts};
use crate::locale::{Locale, Locales};

/// An entry as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// What it is called or of, by the tag of each language that says it.
    pub titles: Vec<(String, String)>,
    /// What is printed for it, by the tag of each language.
    pub values: Vec<(String, String)>,
    /// How well it is established, in the words of the first language.
    pub certainty: Option<String>,
    /// The title of its source, or its address.
    pub source: Option<String>,
    /// What else must be known, in every language that says it.
    pub notes: Vec<String>,
}

impl Shown {
    /// One line: what is printed for it in every language.
    pub fn line(&self) -> String {
        let texts = if self.values.is_empty() { &self.titles } else { &self.values };
        texts.iter().map(|(_, text)| isolated(text)).collect::<Vec<_>>().join(" · ")
    }

    /// What it is called or of, in every language.
    pub fn title(&self) -> String {
        self.titles.iter().map(|(_, title)| title.as_str()).collect::<Vec<_>>().join(" · ")
    }

    /// All of it, as Markdown.
    pub fn markdown(&self, kind: Kind) -> String {
        let mut lines = vec![format!("**{}** `{}`", kind.noun(), self.id)];
        let list = |texts: &[(String, String)]| {
            let one = |(tag, text): &(String, String)| format!("- {tag}: {}", isolated(&plain(text)));
            texts.iter().map(one).collect::<Vec<_>>().join("\n")
        };
        lines.extend((!self.values.is_empty()).then(|| list(&self.values)));
        lines.extend((!self.titles.is_empty()).then(|| list(&self.titles)));
        lines.extend(self.certainty.as_ref().map(|text| format!("*{}*", plain(text))));
        lines.extend(self.source.as_ref().map(|text| format!("Source: {}", isolated(&plain(text)))));
        lines.extend(self.notes.iter().map(|text| isolated(&plain(text))));
        lines.join("\n\n")
    }
}

/// A text of any direction within a line of another (UAX #9).
fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// A text that Markdown reads as it stands.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// The entries of a kind that the files of a folder may name, in the order written.
pub fn list(desk: &Desk, folder: &str, kind: Kind) -> Vec<Shown> {
    let Some(config) = desk.config() else { return Vec::new() };
    let shower = Shower { desk, locales: &config.locales };
    let none = Ledger::default();
    let ledger = desk.ledgers().by_folder.get(folder).unwrap_or(&none);
    match kind {
        Kind::Linked(EntryKind::Fact) => ledger.facts.iter().map(|fact| shower.fact(fact, ledger)).collect(),
        Kind::Linked(EntryKind::Claim) => ledger.claims.iter().map(|claim| shower.claim(claim, ledger)).collect(),
        Kind::Linked(EntryKind::Source) => ledger.sources.iter().map(|source| shower.source(source)).collect(),
        Kind::Linked(EntryKind::Person) => ledger.people.iter().map(|name| shower.name(name, ledger)).collect(),
        Kind::Linked(EntryKind::Place) => ledger.places.iter().map(|name| shower.name(name, ledger)).collect(),
        Kind::Linked(EntryKind::Organisation) => ledger.organisations.iter().map(|name| shower.name(name, ledger)).collect(),
        Kind::Linked(EntryKind::Term) => desk.ledgers().glossary.iter().map(|term| shower.term(term)).collect(),
        Kind::Event => ledger.events.iter().map(|event| shower.event(event, ledger)).collect(),
        Kind::Unit => units(desk, folder),
    }
}

/// One entry.
pub fn one(desk: &Desk, subject: &Subject) -> Option<Shown> {
    list(desk, &subject.folder, subject.kind).into_iter().find(|shown| shown.id == subject.id)
}

/// Units are nothing but their forms, which the facts that use them show.
fn units(desk: &Desk, folder: &str) -> Vec<Shown> {
    let is_near = |own: &Subject| own.kind == Kind::Unit && (own.folder == folder || own.folder.is_empty());
    let defined = desk.named().iter().filter(|m| m.is_definition && is_near(&m.subject));
    defined.map(|m| Shown { id: m.subject.id.clone(), ..Shown::default() }).collect()
}

struct Shower<'a> {
    desk: &'a Desk,
    locales: &'a Locales,
}

impl Shower<'_> {
    fn each(&self, text: impl Fn(&Locale) -> Option<String>) -> Vec<(String, String)> {
        self.locales.site().iter().filter_map(|locale| Some((locale.tag.clone(), text(locale)?))).collect()
    }

    fn texts(&self, texts: &Texts) -> Vec<(String, String)> {
        self.each(|locale| texts.own(locale.id).map(|prose| prose.text.clone()))
    }

    fn notes(&self, note: Option<&Texts>) -> Vec<String> {
        note.map(|texts| self.texts(texts).into_iter().map(|(_, text)| text).collect()).unwrap_or_default()
    }

    fn printer<'p>(&'p self, locale: &'p Locale) -> Printer<'p> {
        Printer { locale, words: self.desk.words() }
    }

    fn certainty(&self, certainty: Certainty) -> Option<String> {
        let first = self.locales.site().first()?;
        Some(self.printer(first).certainty(certainty))
    }

    fn cited(&self, citation: &Citation, ledger: &Ledger) -> Option<String> {
        let source = ledger.sources.get(citation.source.as_deref()?)?;
        let title = self.title(source);
        let locator = citation.locator.as_ref().and_then(|texts| self.texts(texts).into_iter().next());
        Some(match locator {
            Some((_, locator)) => format!("{title}, {locator}"),
            None => title,
        })
    }

    fn title(&self, source: &Source) -> String {
        self.texts(&source.title).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" · ")
    }

    fn fact(&self, fact: &Fact, ledger: &Ledger) -> Shown {
        Shown {
            id: fact.id.clone(),
            titles: fact.what.as_ref().map(|texts| self.texts(texts)).unwrap_or_default(),
            values: self.each(|locale| Some(self.printer(locale).fact(fact))),
            certainty: self.certainty(fact.certainty),
            source: self.cited(&fact.citation, ledger),
            notes: self.notes(fact.note.as_ref()),
        }
    }

    fn claim(&self, claim: &Claim, ledger: &Ledger) -> Shown {
        let speaker = match &claim.by {
            Speaker::Person(id) => ledger.people.get(id).map(|name| self.texts(&name.name)),
            Speaker::Organisation(id) => ledger.organisations.get(id).map(|name| self.texts(&name.name)),
            Speaker::Words(texts) => Some(self.texts(texts)),
        };
        let sources = claim.sources.iter().filter_map(|id| ledger.sources.get(id)).map(|source| self.title(source));
        let sources: Vec<String> = sources.collect();
        Shown {
            id: claim.id.clone(),
            titles: speaker.unwrap_or_default(),
            values: self.texts(&claim.what),
            certainty: self.locales.site().first().map(|first| self.printer(first).status(claim.status)),
            source: (!sources.is_empty()).then(|| sources.join(" · ")),
            notes: self.notes(claim.note.as_ref()),
        }
    }

    fn source(&self, source: &Source) -> Shown {
        Shown {
            id: source.id.clone(),
            titles: source.publisher.as_ref().map(|texts| self.texts(texts)).unwrap_or_default(),
            values: self.texts(&source.title),
            certainty: None,
            source: source.url.clone(),
            notes: self.notes(source.note.as_ref()),
        }
    }

    fn name(&self, name: &Name, ledger: &Ledger) -> Shown {
        Shown {
            id: name.id.clone(),
            titles: name.role.as_ref().map(|texts| self.texts(texts)).unwrap_or_default(),
            values: self.texts(&name.name),
            certainty: self.certainty(name.certainty),
            source: self.cited(&name.citation, ledger),
            notes: self.notes(name.note.as_ref()),
        }
    }

    fn term(&self, term: &Term) -> Shown {
        let notes = self.notes(term.note.as_ref());
        Shown { id: term.id.clone(), values: self.texts(&term.name), notes, ..Shown::default() }
    }

    fn event(&self, event: &Event, ledger: &Ledger) -> Shown {
        Shown {
            id: event.id.clone(),
            titles: self.texts(&event.text),
            values: self.each(|locale| Some(self.printer(locale).when(event.when))),
            certainty: self.certainty(event.certainty),
            source: self.cited(&event.citation, ledger),
            notes: self.notes(event.note.as_ref()),
        }
    }
}
