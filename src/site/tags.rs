//! Tags: spellings that differ only in marks or case are one; tags that `site.yaml` names are one in all languages.

use std::collections::BTreeMap;

use crate::ast::Prose;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::locale::LocaleId;
use crate::locale::fold::{fold, slug};

/// What tags are called, by folded id and folded names.
pub struct Index<'a> {
    config: &'a Config,
    by_name: BTreeMap<String, &'a str>,
    /// Tags as they were written, looked up once: a site has many more uses of tags than tags.
    known: BTreeMap<String, Meaning<'a>>,
}

/// What a tag that is written somewhere means.
#[derive(Clone)]
enum Meaning<'a> {
    /// A tag of `site.yaml`.
    Named(&'a str),
    /// Itself, under this id.
    Own(String),
}

/// A tag as a page means it.
#[derive(Clone, PartialEq, Debug)]
pub struct Use<'a> {
    /// Identity, and its part of the path.
    pub id: String,
    /// Its name in the page's language.
    pub name: &'a Prose,
}

impl<'a> Index<'a> {
    /// The tags of `site.yaml`, by id and by their names in every language.
    pub fn new(config: &'a Config) -> Self {
        let mut by_name = BTreeMap::new();
        for (id, tag) in &config.tags {
            by_name.insert(fold(id), id.as_str());
            for locale in config.locales.site() {
                by_name.entry(fold(&tag.names.get(locale.id).text)).or_insert(id);
            }
        }
        Self { config, by_name, known: BTreeMap::new() }
    }

    /// The tags of a page, in the order written, each once.
    pub fn of(&mut self, written: &'a [Prose], locale: LocaleId, diags: &mut Diagnostics) -> Vec<Use<'a>> {
        let mut uses: Vec<Use<'a>> = Vec::new();
        for tag in written {
            let found = match self.meaning(&tag.text) {
                Meaning::Named(id) => Use { id: id.to_owned(), name: self.config.tags[id].names.get(locale) },
                Meaning::Own(id) => Use { id, name: tag },
            };
            if found.id.is_empty() {
                diags.push(codes::empty_tag(tag.span, &tag.text));
            } else if uses.iter().all(|u| u.id != found.id) {
                uses.push(found);
            }
        }
        uses
    }

    fn meaning(&mut self, written: &str) -> Meaning<'a> {
        if let Some(meaning) = self.known.get(written) {
            return meaning.clone();
        }
        let folded = fold(written);
        let meaning = self.by_name.get(&folded).map_or_else(|| Meaning::Own(slug(&folded)), |id| Meaning::Named(id));
        self.known.insert(written.to_owned(), meaning.clone());
        meaning
    }

    /// Whether a tag is the same in all languages.
    pub fn is_shared(&self, id: &str) -> bool {
        self.config.tags.contains_key(id)
    }
}
