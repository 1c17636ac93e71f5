//! Ground: a page in two languages, piece by piece, and what a reviewer has accepted of it. Made by [`units`] from two
//! documents and by [`review`] from those and the lock; read by `site`, which puts it beside the pages.

pub mod diff;
pub mod frame;
pub mod lock;
pub mod meaning;
pub mod review;
pub mod units;

use crate::locale::LocaleId;
use crate::source::Span;

/// One of the two sides of a pair, by the order of the site's languages.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// The language that is configured first.
    First,
    /// The other.
    Second,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::First, Self::Second];

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    /// Its place in an array of two.
    pub fn index(self) -> usize {
        match self {
            Self::First => 0,
            Self::Second => 1,
        }
    }
}

/// What one side of a unit says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// Where it stands.
    pub span: Span,
    /// Hash of its meaning.
    pub hash: String,
    /// Its words as they are compared.
    pub words: Vec<String>,
    /// Hash of what matters beside its words: where its links lead, its notes, its levels; `None` where there is nothing.
    pub frame: Option<String>,
}

/// What of a page is reviewed at once: a row of blocks, a note, a line of the front matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Its name on this page: `title`, `prices` (a heading), `prices.2` (the second row below it), `note-cut`.
    pub name: String,
    /// What each side says; `None` where a side lacks it.
    pub sides: [Option<Text>; 2],
    /// The row of blocks that it is, by its place in the alignment; `None` for notes and front matter.
    pub row: Option<usize>,
}

impl Unit {
    /// One side.
    pub fn side(&self, side: Side) -> Option<&Text> {
        self.sides[side.index()].as_ref()
    }
}

/// How a unit stands to what was accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Both sides are as they were accepted.
    Current,
    /// One side has changed since: its words, or with the same words its links, notes or levels.
    Changed(Side),
    /// Both sides have changed since.
    BothChanged,
    /// Nothing like it was ever accepted.
    New,
}

/// A unit with its state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reviewed {
    /// The unit.
    pub unit: Unit,
    /// Its state.
    pub state: State,
    /// The line of the lock that it is, or was.
    pub accepted: Option<lock::Line>,
}

impl Reviewed {
    /// Whether both sides have the words that were accepted, whatever became of their links, notes and levels.
    pub fn has_accepted_words(&self) -> bool {
        self.accepted.as_ref().is_some_and(|line| Side::BOTH.iter().all(|side| line.has_words_of(&self.unit, *side)))
    }

    /// Whether links, notes and levels are surely those that were accepted too. Lines of earlier versions do not know.
    pub fn has_accepted_frame(&self) -> bool {
        self.accepted.as_ref().is_some_and(|line| line.has_frames_of(&self.unit))
    }
}

/// A page in two languages against the lock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// The languages.
    pub locales: [LocaleId; 2],
    /// The side that the page is written in first; the other is its translation.
    pub source: Side,
    /// Whether anything of the pair was ever accepted.
    pub is_reviewed: bool,
    /// Every unit in reading order.
    pub units: Vec<Reviewed>,
}

impl Review {
    /// Units that need a reviewer.
    pub fn open(&self) -> impl Iterator<Item = &Reviewed> {
        self.units.iter().filter(|u| u.state != State::Current)
    }

    /// Whether everything is as it was accepted.
    pub fn is_current(&self) -> bool {
        self.is_reviewed && self.open().next().is_none()
    }

    /// Units of which the source says something that the translation may not say yet: what a reader is told. Nothing is
    /// told of pairs that nobody has reviewed.
    pub fn behind(&self) -> impl Iterator<Item = &Reviewed> {
        let translation = self.source.other();
        self.units.iter().filter(move |u| {
            self.is_reviewed
                && u.unit.side(self.source).is_some()
                // Links are not read; that they differ is told to those who check.
                && !u.has_accepted_words()
                && match u.state {
                    State::Current => false,
                    State::Changed(side) => side != translation,
                    State::BothChanged => true,
                    // What is new in both languages was written for both: no original has changed.
                    State::New => u.unit.side(translation).is_none(),
                }
        })
    }
}
