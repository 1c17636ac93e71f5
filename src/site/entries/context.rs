//! What the ledger is printed with everywhere.

use super::builder::DocumentBuilder;
use crate::config::{Config, MissingTranslation};
use crate::ledger::print::Printer;
use crate::ledger::words::Words;
use crate::ledger::{Ledger, Ledgers};
use crate::locale::{Locale, Locales};
use crate::source::Span;

/// What all documents of a site are expanded with.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// All languages.
    pub locales: &'a Locales,
    /// All ledgers.
    pub ledgers: &'a Ledgers,
    /// The words of the interface.
    pub words: &'a Words,
    /// Whether what a language lacks is left out where it can be, instead of shown in another language.
    pub omits: bool,
}

impl<'a> Tools<'a> {
    /// Those of a site.
    pub fn new(config: &'a Config, ledgers: &'a Ledgers, words: &'a Words) -> Self {
        let omits = config.missing_translation == MissingTranslation::Omit;
        Self { locales: &config.locales, ledgers, words, omits }
    }

    pub(in crate::site::entries) fn builder(
        self,
        ledger: &'a Ledger,
        locale: &'a Locale,
        span: Span,
        has_pages: bool,
    ) -> DocumentBuilder<'a> {
        DocumentBuilder {
            locales: self.locales,
            ledger,
            ledgers: self.ledgers,
            printer: Printer { locale, words: self.words },
            span,
            refs: Vec::new(),
            has_pages,
            links: true,
            omits: self.omits,
            usual_source: None,
        }
    }
}
