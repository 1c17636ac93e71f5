//! What is said of a run, and how a place is called.

use crate::book::block::Label;
use crate::book::block::Voice;
use crate::locale::{Dir, LocaleId};
use crate::output::hash::short;

/// How letters are set off: any of the ways together.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Face(u16);

impl Face {
    /// Strong.
    pub const BOLD: Self = Self(1);
    /// Emphasised: slanted, and in Arabic, which is never slanted, bold.
    pub const EMPHASIS: Self = Self(1 << 1);
    /// Struck out.
    pub const STRIKE: Self = Self(1 << 2);
    /// Underlined.
    pub const UNDERLINE: Self = Self(1 << 3);
    /// Marked as with a pen.
    pub const MARKED: Self = Self(1 << 4);
    /// Smaller.
    pub const SMALL: Self = Self(1 << 5);
    /// As code.
    pub const MONO: Self = Self(1 << 6);
    /// Raised.
    pub const RAISED: Self = Self(1 << 7);
    /// Lowered.
    pub const LOWERED: Self = Self(1 << 8);
    /// A link.
    pub const LINK: Self = Self(1 << 9);

    /// Both together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a way is one of them.
    pub const fn has(self, way: Self) -> bool {
        self.0 & way.0 != 0
    }
}

/// Everything that is said of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sort {
    /// Its language.
    pub locale: LocaleId,
    /// Its direction.
    pub dir: Dir,
    /// Its face.
    pub face: Face,
}

impl Sort {
    /// Plain text in a language and direction.
    pub fn of(voice: Voice) -> Self {
        Self { locale: voice.locale, dir: voice.dir, face: Face::default() }
    }

    /// The same, set off.
    #[must_use]
    pub fn faced(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// Its language and direction.
    pub fn voice(self) -> Voice {
        Voice { locale: self.locale, dir: self.dir }
    }
}

/// The name of the bookmark of a place: letters and digits, at most 40 of them.
pub fn bookmark(label: &Label) -> String {
    format!("_{}", short(label.0.as_bytes()))
}
