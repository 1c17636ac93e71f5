//! Ground: what figures ask of the ledger. The site answers.

use super::{Event, Number};
use crate::locale::LocaleId;

/// A name that the ledger knows, with what belongs to it, in one language.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entry {
    /// The name; what a fact is of; the title of a source.
    pub name: String,
    /// What a person is.
    pub role: Option<String>,
    /// What else must be known.
    pub note: Option<String>,
    /// Degrees north and east, for places.
    pub at: Option<(f64, f64)>,
}

/// A kind of entry that figures name by id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `facts.yaml`
    Fact,
    /// `places.yaml`
    Place,
    /// `people.yaml`
    Person,
    /// `events.yaml`
    Event,
    /// `sources.yaml`
    Source,
}

impl Kind {
    /// The word for it in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Fact => phrase!("fact"),
            Kind::Place => phrase!("place"),
            Kind::Person => phrase!("person"),
            Kind::Event => phrase!("event"),
            Kind::Source => phrase!("source"),
        }
    }
}

/// Files of the ledger that a table can print.
pub const SHEETS: [&str; 2] = ["claims", "facts"];

/// Entries of one kind as rows of texts, in one language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FactSheet {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// The entries, each with a text for every column; empty where there is none.
    pub rows: Vec<Vec<String>>,
}

/// Facts, places, people and events by id.
pub trait FactTable {
    /// The number of a fact; `None` for facts that are no single number.
    fn number(&self, id: &str) -> Option<Number>;
    /// A fact as a language prints it, with its unit.
    fn printed(&self, id: &str, locale: LocaleId) -> Option<String>;
    /// A fact, a place, a person or a source.
    fn entry(&self, kind: Kind, id: &str, locale: LocaleId) -> Option<Entry>;
    /// An event.
    fn event(&self, id: &str, locale: LocaleId) -> Option<Event>;
    /// Every entry of a kind, in order, as a figure of everything shows them: nobody has named any of them.
    fn entries(&self, kind: Kind, locale: LocaleId) -> Vec<Entry>;
    /// Every event, in the same way.
    fn events(&self, locale: LocaleId) -> Vec<Event>;
    /// All ids of a kind, in order: for suggestions.
    fn ids(&self, kind: Kind) -> Vec<String>;
    /// Whether an id is unknown only because its entry, or its file, has been reported as wrong.
    fn is_told(&self, kind: Kind, id: &str) -> bool;
    /// The entries of a file, by its name without ending; `None` for what is no such file.
    fn sheet(&self, name: &str, locale: LocaleId) -> Option<FactSheet>;
}
