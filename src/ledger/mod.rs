//! Ground: the ledger of a briefing, typed. Facts, claims, sources, names and events are written once, in data files beside the
//! pages, with a text in every language; pages refer to them by id. Made by [`read`], used by `site` and the writers.

pub mod agree;
mod entry;
mod fields;
pub mod names;
pub mod pictures;
pub mod print;
pub mod read;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::ast::{EntryKind, Prose};
use crate::diag::names::Names;
use crate::locale::date::Date;
use crate::locale::format::Plural;
use crate::locale::{LocaleId, PerLanguage};
use crate::source::Span;
use crate::yaml::gaps::AllGaps;
use crate::yaml::salvage::Lost;

/// A text per language.
pub type Texts = PerLanguage<Prose>;

/// All ledgers of a site.
#[derive(Clone, Debug, Default)]
pub struct Ledgers {
    /// By folder below `content/`; the root is the empty text.
    pub by_folder: BTreeMap<String, Ledger>,
    /// `content/glossary.yaml`, for the whole site.
    pub glossary: Entries<Term>,
    /// What is written of pictures, by the path of their file.
    pub pictures: pictures::Pictures,
    /// The texts that languages of the site lack, by file.
    pub gaps: AllGaps,
}

impl Ledgers {
    /// Whether an entry is not to be reported as unknown to a ledger, because it or the file it would stand in has been reported as wrong.
    pub fn is_told(&self, ledger: &Ledger, kind: EntryKind, id: &str) -> bool {
        match kind {
            EntryKind::Fact => ledger.facts.is_told(id),
            EntryKind::Claim => ledger.claims.is_told(id),
            EntryKind::Term => self.glossary.is_told(id),
            EntryKind::Person => ledger.people.is_told(id),
            EntryKind::Place => ledger.places.is_told(id),
            EntryKind::Organisation => ledger.organisations.is_told(id),
            EntryKind::Source => ledger.sources.is_told(id),
        }
    }

    /// Where an entry stands that a page with this key refers to.
    pub fn span(&self, key: &str, kind: EntryKind, id: &str) -> Option<Span> {
        let ledger = self.of_page(key);
        match kind {
            EntryKind::Term => Some(self.glossary.get(id)?.span),
            EntryKind::Fact => Some(ledger?.facts.get(id)?.span),
            EntryKind::Claim => Some(ledger?.claims.get(id)?.span),
            EntryKind::Person => Some(ledger?.people.get(id)?.span),
            EntryKind::Place => Some(ledger?.places.get(id)?.span),
            EntryKind::Organisation => Some(ledger?.organisations.get(id)?.span),
            EntryKind::Source => Some(ledger?.sources.get(id)?.span),
        }
    }

    /// The ledger that a page with this key uses: that of the nearest folder at or above it.
    pub fn of_page(&self, key: &str) -> Option<&Ledger> {
        let mut folder = key;
        loop {
            if let Some(ledger) = self.by_folder.get(folder) {
                return Some(ledger);
            }
            if folder.is_empty() {
                return None;
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
}

/// The data files of one folder.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Folder below `content/`.
    pub folder: String,
    /// `facts.yaml`
    pub facts: Entries<Fact>,
    /// `claims.yaml`
    pub claims: Entries<Claim>,
    /// `sources.yaml`
    pub sources: Entries<Source>,
    /// `people.yaml`
    pub people: Entries<Name>,
    /// `places.yaml`
    pub places: Entries<Name>,
    /// `organisations.yaml`
    pub organisations: Entries<Name>,
    /// `events.yaml`
    pub events: Entries<Event>,
    /// Whether there is a `facts.yaml`: numbers of the text must come from it then.
    pub has_facts: bool,
}

impl Ledger {
    /// Whether all that its files hold could be used: else nobody knows what is referred to and what is not.
    pub fn is_whole(&self) -> bool {
        let names = [&self.people, &self.places, &self.organisations];
        let others = [self.facts.is_whole(), self.claims.is_whole(), self.sources.is_whole(), self.events.is_whole()];
        names.into_iter().all(Entries::is_whole) && others.into_iter().all(|is_whole| is_whole)
    }
}

/// Entries in the order written, found by id.
#[derive(Clone, Debug)]
pub struct Entries<T> {
    list: Vec<T>,
    by_id: BTreeMap<String, usize>,
    /// The ids, prepared for [`Entries::nearest`] when somebody first asks.
    names: OnceLock<Names>,
    faults: Faults,
}

/// What of a file of the ledger is there and cannot be used, which was reported where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Faults {
    /// Nobody knows which: the whole file, or entries without names.
    is_unread: bool,
    /// Ids of entries.
    ids: BTreeSet<String>,
}

impl Faults {
    /// Of what of a file could not be read.
    fn of(lost: &Lost) -> Self {
        Self { is_unread: lost.is_open, ids: lost.names.clone() }
    }

    /// Whether an entry of this id may be among them.
    fn has(&self, id: &str) -> bool {
        self.is_unread || self.ids.contains(id)
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { list: Vec::new(), by_id: BTreeMap::new(), names: OnceLock::new(), faults: Faults::default() }
    }
}

impl<T> Entries<T> {
    /// Adds an entry. The reader gives each id once.
    fn push(&mut self, id: &str, entry: T) {
        self.names.take();
        self.by_id.insert(id.to_owned(), self.list.len());
        self.list.push(entry);
    }

    /// The entry of an id.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.by_id.get(id).and_then(|at| self.list.get(*at))
    }

    /// Whether every entry of the file could be used.
    pub fn is_whole(&self) -> bool {
        !self.faults.is_unread && self.faults.ids.is_empty()
    }

    /// Whether an id is not to be reported as unknown, because its entry or the whole file has been reported as wrong.
    pub fn is_told(&self, id: &str) -> bool {
        self.faults.has(id)
    }

    /// The entries in the order written.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.list.iter()
    }

    /// The ids in the order of letters.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// The id that was probably meant by one that is not there.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        self.names.get_or_init(|| self.ids().collect()).nearest(id)
    }

    /// Those that pass, in the same order.
    #[must_use]
    pub fn filtered(&self, id: impl Fn(&T) -> &str, keep: impl Fn(&str) -> bool) -> Self
    where
        T: Clone,
    {
        let mut kept = Self { faults: self.faults.clone(), ..Self::default() };
        for entry in self.list.iter().filter(|entry| keep(id(entry))) {
            kept.push(id(entry), entry.clone());
        }
        kept
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// Where something is written in a source.
#[derive(Clone, PartialEq, Debug)]
pub struct Citation {
    /// Id of the source.
    pub source: Option<String>,
    /// Page, line, minute.
    pub locator: Option<Texts>,
}

/// How well something is established.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Certainty {
    /// A source states it.
    Stated,
    /// We conclude or compute it from what a source states.
    Inferred,
    /// General knowledge that no source of the briefing holds.
    Added,
    /// Sources contradict each other, or themselves, or give no ground.
    Contested,
}

/// A fact: one value that is printed wherever it is needed.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// Its key in the file.
    pub span: Span,
    /// What it is.
    pub value: Value,
    /// What is counted, or measured with.
    pub unit: Option<Unit>,
    /// How exact it is.
    pub qualifier: Option<Qualifier>,
    /// The day it was so.
    pub as_of: Option<Date>,
    /// Who says so, and where.
    pub citation: Citation,
    /// How well it is established.
    pub certainty: Certainty,
    /// What the value is of.
    pub what: Option<Texts>,
    /// What else must be known.
    pub note: Option<Texts>,
    /// Words that say the value without digits: any of them may stand in a text.
    pub in_words: Option<PerLanguage<Vec<String>>>,
}

impl Fact {
    /// The language in which it is printed where another lacks words for it: its unit, or the words that it is.
    pub fn lent(&self, locale: LocaleId) -> Option<LocaleId> {
        let words = if let Value::Text(texts) = &self.value { texts.lent(locale) } else { None };
        words.or_else(|| self.unit.as_ref()?.0.lent(locale))
    }
}

/// The value of a fact.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// A number, or a range of them.
    Numbers(Measure, Extent<Number>),
    /// A day, or a range of days.
    Dates(Extent<Date>),
    /// Words.
    Text(Texts),
}

/// One value or a range of two.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Extent<T> {
    /// One.
    One(T),
    /// From one to another.
    Range(T, T),
}

/// A plain decimal number in ASCII, with the digits it was written with: `-1234.50`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number(pub String);

/// What a number is, which is how it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// A count or a measure: grouped digits.
    Plain,
    /// A percentage.
    Percent,
    /// A sum; its currency is the unit.
    Money,
    /// A year: never grouped.
    Year,
    /// A place in an order.
    Rank,
}

/// What is counted, with its plural forms: `{n}` in a form is the place of the number, which otherwise stands before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit(pub PerLanguage<BTreeMap<Plural, String>>);

/// How exact a value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Qualifier {
    /// about
    About,
    /// at least
    AtLeast,
    /// at most
    AtMost,
    /// nearly
    Nearly,
    /// more than
    MoreThan,
    /// less than
    LessThan,
    /// exactly
    Exactly,
}

/// What somebody says.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Its key in the file.
    pub span: Span,
    /// Who says it.
    pub by: Speaker,
    /// To whom it is put.
    pub to: Option<Texts>,
    /// What is said.
    pub what: Texts,
    /// What speaks for it.
    pub status: Status,
    /// Where it is reported.
    pub sources: Vec<String>,
    /// Where in them.
    pub locator: Option<Texts>,
    /// What else must be known.
    pub note: Option<Texts>,
}

/// Who makes a claim.
#[derive(Clone, PartialEq, Debug)]
pub enum Speaker {
    /// Somebody of `people.yaml`.
    Person(String),
    /// A body of `organisations.yaml`.
    Organisation(String),
    /// Somebody without an entry.
    Words(Texts),
}

/// What speaks for a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Something speaks against it.
    Disputed,
    /// Nothing is shown for it.
    Unsupported,
    /// Something is shown for it.
    Supported,
}

/// A text that was used.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its key in the file.
    pub span: Span,
    /// Its title, or what it is.
    pub title: Texts,
    /// Its title as printed.
    pub original: Option<String>,
    /// Who published it.
    pub publisher: Option<Texts>,
    /// Its language, BCP 47.
    pub lang: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// Where it is.
    pub url: Option<String>,
    /// Where a copy is.
    pub archived: Option<String>,
    /// When it was read.
    pub accessed: Option<Date>,
    /// What else must be known.
    pub note: Option<Texts>,
}

/// A person, a place or an organisation.
#[derive(Clone, PartialEq, Debug)]
pub struct Name {
    /// Its id.
    pub id: String,
    /// Its key in the file.
    pub span: Span,
    /// What it is called.
    pub name: Texts,
    /// Other spellings.
    pub variants: PerLanguage<Vec<String>>,
    /// Who or what that is.
    pub role: Option<Texts>,
    /// A short form (`CSTO`).
    pub abbr: Option<String>,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// How well it is established.
    pub certainty: Certainty,
    /// What else must be known.
    pub note: Option<Texts>,
    /// Who says so.
    pub citation: Citation,
}

/// A term of the glossary.
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Its key in the file.
    pub span: Span,
    /// The term.
    pub name: Texts,
    /// Other spellings.
    pub variants: PerLanguage<Vec<String>>,
    /// Spellings that no page may use.
    pub forbidden: PerLanguage<Vec<String>>,
    /// What it means.
    pub note: Option<Texts>,
}

/// Something that happened.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// Its key in the file.
    pub span: Span,
    /// When, as far as is known.
    pub when: When,
    /// What.
    pub text: Texts,
    /// How well it is established.
    pub certainty: Certainty,
    /// What else must be known.
    pub note: Option<Texts>,
    /// Who says so.
    pub citation: Citation,
}

/// When something happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum When {
    /// On a day.
    Day(Date),
    /// In a month; its first day.
    Month(Date),
    /// In a year; its first day.
    Year(Date),
    /// Not known: it is shown as undated, after what has a date.
    Unknown,
}

impl When {
    /// The first day it can have been.
    pub fn date(self) -> Option<Date> {
        match self {
            When::Day(date) | When::Month(date) | When::Year(date) => Some(date),
            When::Unknown => None,
        }
    }
}
