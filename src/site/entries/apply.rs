//! Expands ledger references in all documents and adds the generated chapters.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::chapters::{Chapter, chapters, data_path};
use super::context::Tools;
use super::expand::{PageScope, expand};
use super::tracked::Asked;
use super::{LedgerUse, UsedEntries};
use crate::ast::Document;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::ledger::Ledgers;
use crate::site::figures::Figures;
use crate::site::place::{self, Place, Role};

/// What came of it.
pub struct Recorded {
    /// The documents with their places, chapters included.
    pub shown: Vec<(Place, Arc<Document>)>,
    /// What their pages know, by path of the document.
    pub known: BTreeMap<String, Arc<LedgerUse>>,
    /// Entries that some page refers to.
    pub used: UsedEntries,
}

/// Expands the documents that are shown and adds chapters to the briefings among them.
pub fn record(
    tools: Tools<'_>,
    config: &Config,
    shown: Vec<(Place, Arc<Document>)>,
    figures: &BTreeMap<String, Figures>,
    diags: &mut Diagnostics,
) -> Recorded {
    let nothing = Asked::default();
    let keys: BTreeSet<String> = shown.iter().map(|(place, _)| place.key.clone()).collect();
    // Chapters are made for folders that are sections of the site.
    let sections: BTreeSet<String> = shown.iter().filter(|(p, _)| p.role == Role::Section).map(|(p, _)| p.key.clone()).collect();
    let has_pages = |key: &str| {
        tools.ledgers.of_page(key).is_some_and(|ledger| !ledger.folder.is_empty() && sections.contains(&ledger.folder))
    };
    let mut recorded = Recorded { shown: Vec::with_capacity(shown.len()), known: BTreeMap::new(), used: UsedEntries::new() };
    let one = |(place, document): &(Place, Arc<Document>)| {
        let asked = figures.get(&document.path).map_or(&nothing, |f| &f.asked);
        let page = PageScope { key: &place.key, has_pages: has_pages(&place.key), asked };
        let (mut used, mut diags) = (UsedEntries::new(), Diagnostics::new());
        (expand(tools, document, page, &mut used, &mut diags), used, diags)
    };
    let expanded: Vec<_> = shown.par_iter().map(one).collect();
    for ((place, document), (expanded, used, problems)) in shown.into_iter().zip(expanded) {
        recorded.used.extend(used);
        diags.append(problems);
        let document = match expanded {
            Some((expanded, known)) => {
                recorded.known.insert(document.path.clone(), Arc::new(known));
                Arc::new(expanded)
            }
            None => document,
        };
        recorded.shown.push((place, document));
    }
    let mut made = Vec::new();
    for (place, section) in recorded.shown.iter().filter(|(p, _)| p.role == Role::Section) {
        let Some(ledger) = tools.ledgers.by_folder.get(&place.key).filter(|l| !l.folder.is_empty()) else { continue };
        // A chapter that is written in one language is not made in another: it would pass for its translation.
        let is_written = |chapter: &Chapter| keys.contains(&format!("{}/{}", ledger.folder, chapter.slug()));
        let written: BTreeSet<String> = Chapter::ALL.iter().filter(|c| is_written(c)).map(|c| c.slug().to_owned()).collect();
        let locale = config.locales.get(section.locale);
        for mut document in chapters(tools, ledger, locale, section.meta.title.span, &written, &recorded.used) {
            document.meta.draft = section.meta.draft;
            document.meta.noindex = section.meta.noindex;
            if let Some(mut place) = place::of(&document.path, &config.locales) {
                place.locale = Some(document.locale);
                made.push((place, Arc::new(document)));
            }
        }
    }
    recorded.shown.extend(made);
    recorded
}

/// The files of data that are published, below the output folder.
pub fn data(ledgers: &Ledgers) -> Vec<String> {
    ledgers.by_folder.values().filter(|l| !l.facts.is_empty()).map(|l| data_path(&l.folder)).collect()
}
