//! What a page is to those who look for it: whether it may be found, whether somebody wrote it, and its real translations, as search
//! engines want them named (hreflang).

use super::entries::chapters::Chapter;
use super::{Page, PageKind, Site};

impl Page {
    /// Whether it may be found: it has a text of its own in its language and does not ask to be left out.
    pub fn is_found(&self) -> bool {
        self.fallback_of.is_none() && self.document.is_some() && !self.is_noindex && self.is_first_part()
    }

    /// Whether nobody wrote it: a chapter that the ledger fills.
    pub fn is_made(&self) -> bool {
        self.document.as_ref().is_some_and(|document| Chapter::made(document).is_some())
    }

    /// Whether it is the first part of what it lists, or lists all of it.
    pub fn is_first_part(&self) -> bool {
        self.part.as_ref().is_none_or(|part| part.number == 1)
    }
}

impl Site {
    /// `(hreflang, absolute URL)` of a page in every language it is written in, this one included, and `x-default`; none
    /// where that is one language only. Homes default to the language chooser, everything else to the default language.
    pub fn alternates(&self, page: &Page) -> Vec<(String, String)> {
        let config = &self.config;
        if page.fallback_of.is_some() || page.is_noindex {
            return Vec::new();
        }
        let twins = page.translations.iter().zip(config.locales.site()).filter_map(|(twin, locale)| twin.map(|t| (locale, t)));
        let twins: Vec<_> = twins.filter(|(_, twin)| !self.page(*twin).is_noindex).collect();
        if twins.len() < 2 {
            return Vec::new();
        }
        let default = twins.iter().find(|(locale, _)| locale.id == config.default_locale).unwrap_or(&twins[0]).1;
        let default =
            if page.kind == PageKind::Home && !config.default_at_root { self.chooser() } else { self.absolute(default) };
        let mut alternates: Vec<(String, String)> =
            twins.into_iter().map(|(locale, twin)| (locale.tag.clone(), self.absolute(twin))).collect();
        alternates.push(("x-default".to_owned(), default));
        alternates
    }

    /// Absolute URL of the language chooser: the root of the site.
    pub fn chooser(&self) -> String {
        format!("{}{}", self.config.base.origin, self.config.base.path)
    }

    /// The alternates of the chooser: the homes it leads to.
    pub fn chooser_alternates(&self) -> Vec<(String, String)> {
        self.alternates(self.page(self.homes[usize::from(self.config.default_locale.0)]))
    }
}
