//! What the ledger is printed with everywhere.

use super::builder::DocumentBuilder;
use crate::ledger::print::Printer;
use crate::ledger::words::Words;
use crate::ledger::{Ledger, Ledgers};
use crate::locale::{Locale, LocaleId, Locales};
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
    /// The language whose words stand beside foreign ones where a site has more than two.
    pub default_locale: LocaleId,
}

impl<'a> Tools<'a> {
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
        }
    }
}
