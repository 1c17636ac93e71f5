//! Roof: the phases in order, from what was read to what will be written. Every command is a prefix of this list.
//!
//! 1. Configuration.
//! 2. Theme and documents, one file at a time, in parallel.
//! 3. The site.
//! 4. Pages, feeds, assets.
//!
//! Nothing is left out because something else is wrong: one run shows every mistake. What comes out is to be written only
//! if no problem is an error.

mod backend;
pub mod books;
#[cfg(feature = "pdf")]
mod cards;
mod causes;
mod digests;
mod edit;
mod findings;
pub mod fix;
mod given;
mod history;
mod keys;
mod look;
pub mod memo;
mod outputs;
mod photos;
pub mod pictures;
pub mod session;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::ast::Document;
use crate::config::{self, Config, Overrides, RawHtml};
use crate::diag::codes::config as codes;
use crate::diag::codes::site as site_codes;
use crate::diag::codes::theme as theme_codes;
use crate::diag::{Diagnostic, Diagnostics, Outcome};
use crate::drift::lock;
use crate::figure::{self, block::Declared};
use crate::ledger;
use crate::ledger::words::Words;
use crate::lint::allow;
use crate::locale::Locale;
use crate::locale::zone::Zone;
use crate::markdown::{self, options};
use crate::memo::key::{Key, KeyBuilder};
use crate::output::contents::Contents;
use crate::output::{OutPath, OutputSet};
use crate::search;
use crate::site::linked::KnownLinks;
use crate::site::parts::{Options, Parts};
use crate::site::place::{self, CONTENT};
use crate::site::resolve::resolve;
use crate::site::{Redirect, Site, outputs as paths};
use crate::source::walk::CONFIG;
use crate::source::{SourceFile, SourceTree};
use crate::theme::{self, Theme};

use edit::LastBuild;
use given::Given;
use keys::CacheKeys;
use memo::Memo;
use photos::Extent;
use session::Session;

/// What is asked of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// The project's folder as it is called in messages.
    pub root: String,
    /// What the command line says instead of `site.yaml`.
    pub overrides: Overrides,
    /// What to show, and the moment of the build.
    pub options: Options,
    /// What to print.
    pub editions: EditionFiles,
    /// Whether blocks of pages say where in their files they stand, for whoever edits them in a browser. Never so in what is published.
    pub marks: bool,
}

impl Request {
    /// The moment of the build: what the command line says is a day of the desk's.
    pub fn moment(&self, config: &Config) -> i64 {
        self.overrides.date.map_or(self.options.now, |date| date.within(&config.zone()).unix())
    }
}

/// Which PDFs a run makes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EditionFiles {
    /// None, and no page links to one: nothing is typeset, and no card drawn.
    None,
    /// All that there are.
    All,
    /// Those of these pages, named by their path below `content/`.
    Only(Vec<String>),
    /// None now; pages link to all, and [`Built::late`] makes one when somebody asks for it.
    OnDemand,
}

/// What a run made.
#[derive(Debug)]
pub struct Built {
    /// The site it made it from.
    pub site: Arc<Site>,
    /// The theme it made it with.
    pub theme: Arc<Theme>,
    /// The files.
    pub outputs: OutputSet,
    /// The files of the search by their path, where they are made only when somebody asks for one.
    search: OnceLock<BTreeMap<OutPath, Contents>>,
}

impl Built {
    fn new(site: Arc<Site>, theme: Arc<Theme>, outputs: OutputSet) -> Self {
        Self { site, theme, outputs, search: OnceLock::new() }
    }

    /// Pages per language: `(tag, count)` in configured order.
    pub fn counts(&self) -> Vec<(String, usize)> {
        let count = |locale: &crate::locale::Locale| self.site.pages.iter().filter(|page| page.locale == locale.id).count();
        self.site.config.locales.site().iter().map(|l| (l.tag.clone(), count(l))).collect()
    }

    /// What is made only when somebody asks for it, by its path below the output folder: a PDF, a card, a size of a picture, or a file of
    /// the search. `None` if there is none at it, or if it cannot be made.
    pub fn late(&self, tree: &SourceTree, memo: &Memo, path: &str) -> Outcome<Option<Arc<[u8]>>> {
        let given = Given { site: &self.site, theme: &self.theme, tree };
        if let Some(path) = OutPath::new(path).filter(|_| path.starts_with(&format!("{}/", search::FOLDER))) {
            let files = self.search.get_or_init(|| backend::search_files(given).into_iter().collect());
            return Outcome::new(files.get(&path).and_then(|file| file.bytes().ok()), Diagnostics::new());
        }
        #[cfg(feature = "pdf")]
        if let Some(card) = cards::one(given, memo, path) {
            return card;
        }
        books::one(given, memo, path).unwrap_or_else(|| photos::one(&self.site, tree, memo, path))
    }
}

/// Everything that stands before the back-ends.
#[derive(Debug)]
pub struct Resolved {
    /// The site.
    pub site: Site,
    /// Old paths that lead to its pages.
    pub redirects: Vec<Redirect>,
    /// The theme; `None` where it cannot be used.
    pub theme: Option<Arc<Theme>>,
    /// What was read of every page, also of those that are kept back.
    pub documents: Vec<Arc<Document>>,
    /// Whether every page could be read as a whole: else nobody knows what is referred to and what is not.
    pub is_whole: bool,
}

/// One question to a project of which nothing is known: phases 1 to 3. `None` where there is no usable configuration.
pub fn read(tree: &SourceTree, request: &Request) -> Outcome<Option<Resolved>> {
    Session::new(tree.clone(), request.clone()).site()
}

/// The same for all phases but writing. `tick` is called once for every page that is done.
pub fn build(tree: &SourceTree, request: &Request, tick: &(dyn Fn() + Sync)) -> Outcome<Option<Built>> {
    Session::new(tree.clone(), request.clone()).outputs(tick)
}

/// The same for every problem.
pub fn check(tree: &SourceTree, request: &Request) -> Diagnostics {
    Session::new(tree.clone(), request.clone()).problems()
}

/// The same for the PDFs alone.
pub fn editions(tree: &SourceTree, request: &Request) -> Outcome<Option<Built>> {
    Session::new(tree.clone(), request.clone()).bound("pdf")
}

/// All phases but writing, each asked of the memo first. What comes out does not depend on what the memo holds. With it comes what
/// an edit of a text is made from ([`edit`]), where there is a site.
fn build_as(
    tree: &SourceTree,
    request: &Request,
    run: &Arc<CacheKeys>,
    extent: Extent,
    tick: &(dyn Fn() + Sync),
) -> (Outcome<Option<Built>>, Option<Arc<LastBuild>>) {
    let mut diags = Diagnostics::new();
    let Some(resolved) = read_with(tree, request, run).report_to(&mut diags) else {
        return (Outcome::new(None, allow::read(tree, &[]).apply(diags)), None);
    };
    let Resolved { site, redirects, theme, documents, .. } = resolved;
    let parts = theme.map(|theme| {
        let (site, redirects) = (Arc::new(site), Arc::from(redirects));
        let given = Given { site: &site, theme: &theme, tree };
        let made = outputs::make((given, &redirects), request, extent, run, tick).report_to(&mut diags);
        one_clash(&mut diags);
        (site, theme, redirects, Arc::new(made))
    });
    let told = diags.clone();
    // Most runs have nothing to allow: all texts need not be searched for remarks.
    let mut left = if diags.is_empty() { diags } else { allow::read(tree, &documents).apply(diags) };
    let Some((site, theme, redirects, made)) = parts else { return (Outcome::new(None, left), None) };
    causes::leave(&site, tree, &mut left);
    let built = Built::new(Arc::clone(&site), Arc::clone(&theme), made.outputs.clone());
    let last = LastBuild {
        request: request.clone(),
        run: Arc::clone(run),
        extent,
        site,
        theme,
        redirects,
        made,
        told,
        left: left.clone(),
        edits: 0,
    };
    (Outcome::new(Some(built), left), last.may_be_edited().then(|| Arc::new(last)))
}

/// Paths that were told with their places are not told again without.
fn one_clash(diags: &mut Diagnostics) {
    let is_clash = |d: &Diagnostic| d.code == site_codes::DUPLICATE_OUTPUT;
    if diags.iter().any(|d| is_clash(d) && d.span.is_some()) {
        diags.retain(|d| !is_clash(d) || d.span.is_some());
    }
}

/// What keeps a site from being published that can be looked at: nobody said where it will stand.
pub fn unpublishable(site: &Site) -> Option<Diagnostic> {
    (!site.config.has_base).then(|| codes::no_base_url(site.config.span))
}

/// Phases 1 to 3 and the files of editions in one format alone.
fn bound_with(tree: &SourceTree, request: &Request, run: &CacheKeys, ending: &str) -> Outcome<Option<Built>> {
    let mut diags = Diagnostics::new();
    let resolved = read_with(tree, request, run).report_to(&mut diags);
    let Some((site, theme)) = resolved.and_then(|r| r.theme.map(|theme| (r.site, theme))) else {
        return Outcome::new(None, diags);
    };
    let given = Given { site: &site, theme: &theme, tree };
    let bound = books::named(given, &run.memo, &request.editions, ending).report_to(&mut diags);
    let mut outputs = OutputSet::new();
    for (path, bytes) in bound.files {
        outputs.insert(path, bytes);
    }
    Outcome::new(Some(Built::new(Arc::new(site), theme, outputs)), diags)
}

fn read_with(tree: &SourceTree, request: &Request, run: &CacheKeys) -> Outcome<Option<Resolved>> {
    let mut diags = run.unread.clone();
    if tree.get(CONFIG).is_none() {
        diags.push(codes::no_config(&request.root));
        return Outcome::new(None, diags);
    }
    let config = config(tree, request, run);
    diags.append(config.diags.clone());
    let Some(config) = &config.value else { return Outcome::new(None, diags) };
    let theme = theme(tree, config, run);
    for problem in theme.diags.iter() {
        diags.push(theme_codes::where_named(problem, config.theme.span));
    }
    let declared = theme.value.as_ref().map(|t| t.blocks.clone()).unwrap_or_default();
    let ledgers = || run.memo.ledgers.get_or(run.ledgers(), || kept(some(ledger::read::read(tree, &config.locales))));
    let (ledgers, documents) = rayon::join(ledgers, || documents(tree, config, &declared, run));
    let mut documents = documents.report_to(&mut diags);
    if let Some(asked) = config.git_dates {
        diags.extend(history::date(tree, &mut documents).map(|why| codes::no_history(asked, why)));
    }
    diags.append(ledgers.diags.clone());
    let words = Arc::new(words_of(config, theme.value.as_deref()));
    let ledgers = ledgers.value.clone().unwrap_or_default();
    let lock = Arc::new(lock::read(tree).report_to(&mut diags));
    let is_whole = documents.iter().all(|document| document.is_whole);
    let pictures = Arc::new(pictures::look(tree, config.keep_metadata, run));
    let parts = Parts { config: Arc::clone(config), documents, ledgers, words, declared, lock, pictures };
    let known =
        KnownLinks { table: &run.memo.links, outside: run.linkable(), document: &|document| run.document(tree, document) };
    let options = Options { now: request.moment(config), ..request.options };
    let site = resolve(&parts, tree, options, Some(known)).report_to(&mut diags);
    let redirects = paths::redirects(&site, tree, backend::claims(&site), &mut diags);
    let (theme, documents) = (theme.value.clone(), parts.documents);
    Outcome::new(Some(Resolved { site, redirects, theme, documents, is_whole }), diags)
}

fn config(tree: &SourceTree, request: &Request, run: &CacheKeys) -> memo::Cached<Config> {
    run.memo.configs.get_or(run.config, || kept(config::read(tree, &request.overrides)))
}

fn theme(tree: &SourceTree, config: &Config, run: &CacheKeys) -> memo::Cached<Theme> {
    let name = &config.theme.value;
    run.memo.themes.get_or(run.theme(name, &config.locales), || kept(theme::read(tree, name, &config.locales)))
}

/// The words that the theme has for the ledger.
fn words_of(config: &Config, theme: Option<&Theme>) -> Words {
    let word = |locale: &Locale, key: &str| theme.map_or_else(String::new, |theme| theme.messages.get(locale, key, None, &[]));
    Words::new(&config.locales, word)
}

fn words(tree: &SourceTree, request: &Request, run: &CacheKeys) -> Option<Arc<Words>> {
    let config = config(tree, request, run).value.clone()?;
    Some(Arc::new(words_of(&config, theme(tree, &config, run).value.as_deref())))
}

fn ledgers(tree: &SourceTree, request: &Request, run: &CacheKeys) -> Option<Arc<ledger::Ledgers>> {
    let config = config(tree, request, run).value.clone()?;
    let read = || kept(some(ledger::read::read(tree, &config.locales)));
    run.memo.ledgers.get_or(run.ledgers(), read).value.clone()
}

fn all_documents(tree: &SourceTree, request: &Request, run: &CacheKeys) -> Vec<Arc<Document>> {
    let Some(config) = config(tree, request, run).value.clone() else { return Vec::new() };
    let declared = theme(tree, &config, run).value.as_ref().map(|theme| theme.blocks.clone()).unwrap_or_default();
    documents(tree, &config, &declared, run).value
}

/// The document of one file.
fn document(tree: &SourceTree, request: &Request, run: &CacheKeys, path: &str) -> Option<memo::Page> {
    let config = config(tree, request, run).value.clone()?;
    let declared = theme(tree, &config, run).value.as_ref().map(|theme| theme.blocks.clone()).unwrap_or_default();
    let reading = Reading::of(&config, &declared);
    reading.document(tree, tree.get(path)?, run)
}

fn some<T>(outcome: Outcome<T>) -> Outcome<Option<T>> {
    Outcome::new(Some(outcome.value), outcome.diags)
}

/// A phase's result, to be shared with later runs.
fn kept<T>(outcome: Outcome<Option<T>>) -> memo::Cached<T> {
    Arc::new(Outcome::new(outcome.value.map(Arc::new), outcome.diags))
}

/// A document with its dates in the desk's time zone.
fn settled(read: Outcome<Document>, zone: &Zone) -> Outcome<Arc<Document>> {
    read.map(|mut document| {
        document.meta.settle(zone);
        Arc::new(document)
    })
}

/// How the Markdown files of a project are read.
struct Reading<'a> {
    config: &'a Config,
    options: options::Options,
    /// Of the names of the blocks that the theme has.
    names: Key,
    zone: Zone,
}

impl<'a> Reading<'a> {
    fn of(config: &'a Config, declared: &Declared) -> Self {
        let raw_html = match config.raw_html {
            RawHtml::Off => options::RawHtml::Off,
            RawHtml::Safe => options::RawHtml::Safe,
            RawHtml::Trusted => options::RawHtml::Trusted,
        };
        let figures: Vec<String> = figure::NAMES.iter().map(|n| (*n).to_owned()).chain(declared.keys().cloned()).collect();
        let heads = options::Heads { names: config.heads.names.clone(), keeps_others: config.heads.keeps_others };
        let names = figures.iter().fold(KeyBuilder::of("blocks"), |parts, name| parts.text(name));
        let names = heads.names.iter().fold(names, |parts, (name, to)| parts.text(name).text(to));
        let names = names.text(if heads.keeps_others { "*" } else { "" }).key();
        Self { config, options: options::Options { raw_html, figures, heads }, names, zone: config.zone() }
    }

    /// The document of a file; `None` for what is no page.
    fn document(&self, tree: &SourceTree, file: &SourceFile, run: &CacheKeys) -> Option<memo::Page> {
        let Self { config, options, names, zone } = self;
        let place = place::of(&file.path, &config.locales)?;
        let locale = place.locale.unwrap_or(config.default_locale);
        let make = || Arc::new(settled(markdown::read(file, locale, &config.locales, options), zone));
        let key: Key = KeyBuilder::of("read").and(run.read(tree, file)?).and(*names).key();
        Some(run.memo.documents.get_or(key, make))
    }
}

/// Every Markdown file below the content, in the order of paths.
fn documents(tree: &SourceTree, config: &Config, declared: &Declared, run: &CacheKeys) -> Outcome<Vec<Arc<Document>>> {
    let reading = Reading::of(config, declared);
    let files: Vec<&SourceFile> = tree.in_folder(CONTENT).collect();
    let outcomes: Vec<_> = files.par_iter().filter_map(|file| reading.document(tree, file, run)).collect();
    let mut diags = Diagnostics::new();
    let mut documents = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        diags.append(outcome.diags.clone());
        documents.push(Arc::clone(&outcome.value));
    }
    Outcome::new(documents, diags)
}
