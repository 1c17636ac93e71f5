//! Roof: what a translator is asked for -> the files with their texts: pages, then the data files that they use; and, for what comes
//! back, a file by its path.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ast::Document;
use crate::figure::block::Declared;
use crate::ledger::names::{GLOSSARY, PICTURES};
use crate::locale::{Locale, LocaleId};
use crate::site::absent::{Entry, KeptBack};
use crate::site::entries::context::Tools;
use crate::site::pairs::{Pair, is_written};
use crate::site::place::{self, CONTENT, Place};
use crate::site::shown::uses;
use crate::site::{Page, PageId, Site};
use crate::source::SourceTree;
use crate::source::names;

use super::columns;
use super::data::{self, Languages};
use super::texts::Source;
use super::{Job, Made, first, segments};

/// Whether a file holds rows of cells.
fn is_csv(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"))
}

/// The units of a folder.
const UNITS: &str = "units.yaml";

/// A page to be translated.
#[derive(Clone, Copy, Debug)]
pub enum Work<'a> {
    /// One that was translated before.
    Again(&'a Pair),
    /// One that a language lacks.
    First(&'a Page, LocaleId),
}

impl<'a> Work<'a> {
    /// The page that is translated from.
    pub fn page(self, site: &'a Site) -> &'a Page {
        match self {
            Work::Again(pair) => site.page(pair.pages[pair.source.index()]),
            Work::First(page, _) => page,
        }
    }

    /// The language that is translated into.
    pub fn language(self) -> LocaleId {
        match self {
            Work::Again(pair) => pair.locales[pair.source.other().index()],
            Work::First(_, into) => into,
        }
    }

    /// The text that is translated, as it was written.
    pub fn document(self, site: &'a Site) -> Option<&'a Arc<Document>> {
        match self {
            Work::Again(pair) => Some(&pair.documents[pair.source.index()]),
            Work::First(page, _) => written(site.page(page.id)),
        }
    }
}

/// The document of a page as somebody wrote it.
fn written(page: &Page) -> Option<&Arc<Document>> {
    page.known.as_ref().map(|known| &known.original).or(page.document.as_ref())
}

/// Everything that can be translated: the pages beside their translations, and those that a language lacks, from the language that
/// its readers are given instead, or from the one that is asked for.
pub fn all<'a>(site: &'a Site, from: Option<LocaleId>) -> Vec<Work<'a>> {
    let source = |pair: &Pair| pair.locales[pair.source.index()];
    let again = site.pairs.iter().map(AsRef::as_ref).filter(|pair| from.is_none_or(|from| source(pair) == from)).map(Work::Again);
    let mut all: Vec<Work<'a>> = again.collect();
    for (id, missing) in site.untranslated() {
        let twins = &site.page(id).translations;
        let page = |language: LocaleId| {
            let page = site.page((*twins.get(usize::from(language.0))?)?);
            (is_written(page) && from.is_none_or(|from| from == language)).then_some(page)
        };
        for into in missing.into_iter().filter(|into| !is_kept_back(site, id, *into)) {
            all.extend(site.config.locales.instead(into).find_map(page).map(|page| Work::First(page, into)));
        }
    }
    all
}

/// Whether a translation is there and not shown: nobody is to make another.
fn is_kept_back(site: &Site, page: PageId, into: LocaleId) -> bool {
    let own = site.page(page).document.as_ref().and_then(|document| place::of(&document.path, &site.config.locales));
    let is_it = |kept: &KeptBack, place: &Place| kept.document.locale == into && kept.place.key == place.key;
    own.is_some_and(|place| site.absent.pages.iter().any(|kept| is_it(kept, &place)))
}

/// The files of what is to be done, of which all has the same two languages. Of data files only texts that are lacking are given.
pub fn jobs(site: &Site, tree: &SourceTree, declared: &Declared, works: &[Work<'_>]) -> Vec<Job> {
    let locale = |id: LocaleId| site.config.locales.get(id);
    let page = |work: &Work<'_>| match work {
        Work::Again(pair) => Some(segments::job(site, tree, pair)),
        Work::First(_, into) => work.document(site).map(|document| first::job(site, tree, document, locale(*into))),
    };
    let mut jobs: Vec<Job> = works.iter().filter_map(page).collect();
    if let Some(work) = works.first() {
        let languages =
            Languages { from: locale(work.page(site).locale), into: locale(work.language()), all: site.config.locales.site() };
        for (path, ids) in wanted(site, tree, declared, works) {
            let is_wanted = |id: &str| ids.as_ref().is_none_or(|ids| ids.contains(id));
            jobs.extend(shared(tree, &path, languages, is_wanted).map(|mut job| {
                job.segments.retain(|segment| segment.target.is_none());
                job
            }));
        }
    }
    jobs.retain(|job| !job.segments.is_empty());
    jobs
}

/// The data files that pages use, each with its entries; `None` for all of them.
fn wanted(site: &Site, tree: &SourceTree, declared: &Declared, works: &[Work<'_>]) -> BTreeMap<String, Option<BTreeSet<String>>> {
    let tools = Tools::new(&site.config, &site.ledgers, &site.words);
    let places: Vec<(Place, &Arc<Document>)> = works
        .iter()
        .filter_map(|work| {
            let document = work.document(site)?;
            Some((place::of(&document.path, &site.config.locales)?, document))
        })
        .collect();
    let uses = uses::of_all(places.iter().map(|(place, document)| (place, *document)), tools, tree, declared);
    let mut wanted: BTreeMap<String, Option<BTreeSet<String>>> = BTreeMap::new();
    let mut add = |path: String, id: &str| {
        if let Some(ids) = wanted.entry(path).or_insert_with(|| Some(BTreeSet::new())) {
            ids.insert(id.to_owned());
        }
    };
    let mut whole = Vec::new();
    let named = uses.named.union(&uses.listed).cloned().collect();
    for entry in uses::with_cited(&site.ledgers, named) {
        let path = uses::data_file(&entry);
        for (file, unit) in unit(tree, &path, &entry) {
            add(file, &unit);
        }
        add(path, &entry.2);
    }
    for file in uses.files.iter().map(|id| tree.file(*id)) {
        let Some((folder, name)) = file.path.rsplit_once('/') else { continue };
        add(format!("{folder}/{PICTURES}"), name);
        whole.extend((names::is_yaml(&file.path) || is_csv(&file.path)).then(|| file.path.clone()));
    }
    wanted.extend(whole.into_iter().map(|path| (path, None)));
    wanted
}

/// What the unit of a fact may stand in.
fn unit(tree: &SourceTree, path: &str, (folder, _, id): &Entry) -> Vec<(String, String)> {
    if !path.ends_with("/facts.yaml") {
        return Vec::new();
    }
    let source = tree.get(path).and_then(|file| Source::of(file.id, file.text()?, 0));
    let Some(unit) = source.as_ref().and_then(|source| data::unit(source, id)) else { return Vec::new() };
    let files = [format!("{CONTENT}/{folder}/{UNITS}"), format!("{CONTENT}/{UNITS}"), GLOSSARY.to_owned()];
    files.into_iter().map(|file| (file, unit.to_owned())).collect()
}

/// The texts of a data file; `None` where there is none at the path, or none that can be read.
fn shared(tree: &SourceTree, path: &str, languages: Languages<'_>, is_wanted: impl Fn(&str) -> bool) -> Option<Job> {
    let file = tree.get(path)?;
    let segments = if is_csv(path) {
        columns::segments(file, [languages.from, languages.into])?
    } else {
        data::segments(&Source::of(file.id, file.text()?, 0)?, languages, is_wanted)
    };
    Some(Job {
        source_language: languages.from.tag.clone(),
        target_language: languages.into.tag.clone(),
        source_file: path.to_owned(),
        target_file: path.to_owned(),
        made: Made::Shared,
        segments,
    })
}

/// The file at a path as it is now, for what came back; `None` where nothing can be translated into it.
pub fn known(site: &Site, tree: &SourceTree, path: &str, [from, into]: [&Locale; 2]) -> Option<Job> {
    if path.starts_with(CONTENT) && (names::is_yaml(path) || is_csv(path)) {
        return shared(tree, path, Languages { from, into, all: site.config.locales.site() }, |_| true);
    }
    let is_it = |work: &Work<'_>| match work {
        Work::Again(pair) => pair.documents[pair.source.other().index()].path == path,
        Work::First(_, own) => {
            let document = work.document(site);
            *own == into.id && document.is_some_and(|document| first::path(&document.path, into, &site.config.locales) == path)
        }
    };
    let works = all(site, Some(from.id));
    match works.iter().find(|work| is_it(work))? {
        Work::Again(pair) => Some(segments::job(site, tree, pair)),
        work @ Work::First(..) => Some(first::job(site, tree, work.document(site)?, into)),
    }
}

/// Whether a shared file says what was put into it.
pub fn says(site: &Site, job: &Job, before: &str, after: &str, [from, into]: [&Locale; 2]) -> bool {
    let read = |text: &str| {
        let tree = SourceTree::new([(job.target_file.clone(), crate::source::Content::Text(text.into()))]);
        let job = shared(&tree, &job.target_file, Languages { from, into, all: site.config.locales.site() }, |_| true)?;
        Some(job.segments.into_iter().map(|segment| (segment.name, segment.source)).collect::<Vec<_>>())
    };
    // What is translated from is there as it was.
    read(after).is_some_and(|after| Some(after) == read(before))
}
