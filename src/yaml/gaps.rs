//! The texts of a file that some languages of the site lack: counted while it is read, told once for the file.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::diag::codes::config as codes;
use crate::locale::{LocaleId, Locales};
use crate::source::Span;

/// What the languages of a site lack in a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Gaps {
    /// How many texts, by language.
    by_language: BTreeMap<LocaleId, usize>,
    /// The first text that a language lacks.
    first: Option<Gap>,
}

/// A text that a language lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// Where it stands.
    pub span: Span,
    /// What it is of.
    pub name: String,
    /// What is written of it, where that stands between braces.
    pub inside: Option<String>,
}

impl Gaps {
    /// Counts a text that languages lack. Finding its place costs a reading of the file, so that only the first is asked for.
    pub fn add(&mut self, languages: &[LocaleId], gap: impl FnOnce() -> Gap) {
        if self.first.is_none() {
            self.first = Some(gap());
        }
        for language in languages {
            *self.by_language.entry(*language).or_default() += 1;
        }
    }

    /// Whether every language has every text.
    pub fn is_empty(&self) -> bool {
        self.by_language.is_empty()
    }

    /// What is said of them.
    pub fn told(&self, locales: &Locales) -> Option<Diagnostic> {
        let Gap { span, name, inside } = self.first.as_ref()?;
        Some(codes::untranslated(*span, (name, inside.as_deref()), &self.tagged(locales)))
    }

    /// The languages that lack texts, with how many, in the order of the site.
    pub fn counts(&self) -> impl Iterator<Item = (LocaleId, usize)> + '_ {
        self.by_language.iter().map(|(language, count)| (*language, *count))
    }

    /// The same with the tags of the languages.
    pub fn tagged<'a>(&'a self, locales: &'a Locales) -> Vec<(&'a str, usize)> {
        self.counts().map(|(language, count)| (locales.get(language).tag.as_str(), count)).collect()
    }
}

/// What is lacking in the files of a project, by path.
pub type AllGaps = BTreeMap<String, Gaps>;
