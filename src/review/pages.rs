//! The pages that marks speak of, found by the names that marks have for them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::lines::{self, Line};
use super::links::Own;
use crate::ast::Document;
use crate::site::target::{Link, Target};
use crate::site::{Site, place};
use crate::source::SourceTree;
use crate::word::mark::{Mark, page};
use crate::word::plain::print;

/// A page with its lines.
#[derive(Debug)]
pub struct PageText<'a> {
    /// What stands on it.
    pub document: Arc<Document>,
    /// The text of its file.
    pub text: &'a str,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The hash of each, once a mark of another number of lines is looked for.
    prints: OnceLock<BTreeMap<String, Vec<usize>>>,
    /// Where its links lead, each by the number of its reference.
    leads: Vec<Option<Own>>,
    /// Its key, by which its data files are found.
    pub key: String,
}

impl PageText<'_> {
    /// The line of a mark: the one of its number, or, where lines came or went, the nearest that says what the mark's said.
    pub fn line(&self, mark: &Mark) -> Option<usize> {
        if mark.total == self.lines.len() {
            return (mark.number < self.lines.len()).then_some(mark.number);
        }
        let prints = self.prints.get_or_init(|| {
            let mut prints: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, line) in self.lines.iter().enumerate() {
                prints.entry(print(&line.text())).or_default().push(at);
            }
            prints
        });
        prints.get(&mark.print)?.iter().copied().min_by_key(|at| at.abs_diff(mark.number))
    }

    /// Where the links of a line lead.
    pub fn leads(&self, line: &Line) -> Vec<Option<Own>> {
        line.links.iter().map(|id| self.leads.get(id.0 as usize).cloned().flatten()).collect()
    }

    /// The lines of a block of the page.
    pub fn lines_of(&self, block: usize) -> impl Iterator<Item = (usize, &Line)> {
        self.lines.iter().enumerate().filter(move |(_, line)| line.block == Some(block))
    }
}

/// The pages of a site by the names that marks have for them: those that are asked for.
pub fn pages<'a>(site: &Site, tree: &'a SourceTree, is_wanted: impl Fn(&str) -> bool) -> BTreeMap<String, PageText<'a>> {
    let mut found = BTreeMap::new();
    for own in site.pages.iter().filter(|page| page.fallback_of.is_none()) {
        let Some(document) = own.document.as_ref() else { continue };
        let name = page(&document.path);
        let text = tree.get(&document.path).and_then(|file| file.text());
        if let Some(text) = text.filter(|_| is_wanted(&name)) {
            let locales = &site.config.locales;
            let key = place::of(&document.path, locales).map(|place| place.key).unwrap_or_default();
            let lines = lines::of(document, locales, text);
            let lead = |Link { target, .. }: &Link| {
                let is_entry = matches!(target, Target::Entry(_));
                let url = site.url(target).or(is_entry.then(String::new))?;
                Some(Own { url, is_outside: target.is_external(), is_entry })
            };
            let leads = own.links.iter().map(lead).collect();
            found.insert(name, PageText { document: Arc::clone(document), text, lines, prints: OnceLock::new(), leads, key });
        }
    }
    found
}
