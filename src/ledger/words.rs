//! The words of the interface that the ledger prints, in every language of the site: "about", "not dated", the titles of the
//! pages that nobody writes. Filled by `pipeline` from the theme's messages, so that this room knows no theme.

use std::collections::BTreeMap;

use crate::locale::{Locale, LocaleId, Locales};

/// Every message that is asked for. The theme's catalogues have them all; a test says so.
pub const KEYS: &[&str] = &[
    "accessed",
    "according-to",
    "archived",
    "as-of",
    "certainty",
    "certainty-added",
    "certainty-contested",
    "certainty-inferred",
    "certainty-stated",
    "chronology-summary",
    "chronology-title",
    "claim-by",
    "claim-status",
    "claim-to",
    "claims",
    "contested-events",
    "contested-facts",
    "contested-names",
    "contested-summary",
    "contested-title",
    "dated",
    "facts",
    "facts-data",
    "facts-summary",
    "facts-title",
    "gregorian-date",
    "hijri-date",
    "in-language",
    "list-separator",
    "note",
    "organisations",
    "page-sources",
    "people",
    "people-summary",
    "people-title",
    "places",
    "qualifier-about",
    "qualifier-at-least",
    "qualifier-at-most",
    "qualifier-exactly",
    "qualifier-less-than",
    "qualifier-more-than",
    "qualifier-nearly",
    "range",
    "solar-date",
    "source",
    "sources",
    "status-disputed",
    "status-supported",
    "status-unsupported",
    "terms",
    "undated",
    "usual-source",
    "value",
    "variants",
];

/// Words by language.
#[derive(Clone, Debug, Default)]
pub struct Words(BTreeMap<LocaleId, BTreeMap<&'static str, String>>);

impl Words {
    /// Asks `message` for every word in every language of the site; `{name}` in a word stays as it is.
    pub fn new(locales: &Locales, message: impl Fn(&Locale, &str) -> String) -> Self {
        let own = |locale: &Locale| KEYS.iter().map(|key| (*key, message(locale, key))).collect();
        Self(locales.site().iter().map(|locale| (locale.id, own(locale))).collect())
    }

    /// A word; the key itself where there is none, as in a site without a theme.
    pub fn get<'a>(&'a self, locale: LocaleId, key: &'a str) -> &'a str {
        self.0.get(&locale).and_then(|own| own.get(key)).map_or(key, String::as_str)
    }

    /// A word with its placeholders filled.
    pub fn with(&self, locale: LocaleId, key: &str, args: &[(&str, &str)]) -> String {
        let mut text = self.get(locale, key).to_owned();
        for (name, value) in args {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}
