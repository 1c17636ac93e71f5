//! Roof: the phases in order, from what was read to what will be written. Every command is a prefix of this list.
//!
//! 1. Configuration.
//! 2. Theme and documents, one file at a time, in parallel.
//! 3. The site.
//! 4. Pages, feeds, assets.
//!
//! Nothing is left out because something else is wrong: one run shows every mistake. What comes out is to be written only
//! if no problem is an error.

pub mod mend;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::config::{self, Config, Overrides, RawHtml};
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::drift::lock;
use crate::feed;
use crate::figure::{self, block::Declared};
use crate::html;
use crate::ledger;
use crate::ledger::words::Words;
use crate::lint::{self, allow};
use crate::locale::Locale;
use crate::markdown::{self, body};
use crate::output::{OutPath, OutputSet};
use crate::parity;
use crate::site::place::{self, CONTENT};
use crate::site::resolve::{Options, Parts, resolve};
use crate::site::{Page, Site};
use crate::source::walk::CONFIG;
use crate::source::{SourceFile, SourceTree};
use crate::theme::{self, Theme};

/// What is asked of a run.
#[derive(Clone, Debug)]
pub struct Request {
    /// The project's folder as it is called in messages.
    pub root: String,
    /// What the command line says instead of `site.yaml`.
    pub overrides: Overrides,
    /// What to show, and the moment of the build.
    pub options: Options,
    /// What to print.
    pub prints: Prints,
}

/// Which PDFs a run makes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Prints {
    /// None, and no page links to one.
    None,
    /// All that there are.
    All,
    /// Those of these pages, named by their path below `content/`.
    Only(Vec<String>),
}

/// What a run made.
#[derive(Debug)]
pub struct Built {
    /// The site it made it from.
    pub site: Site,
    /// The files.
    pub outputs: OutputSet,
}

impl Built {
    /// Pages per language: `(tag, count)` in configured order.
    pub fn counts(&self) -> Vec<(String, usize)> {
        let count = |locale: &crate::locale::Locale| self.site.pages.iter().filter(|p: &&Page| p.locale == locale.id).count();
        self.site.config.locales.site().iter().map(|l| (l.tag.clone(), count(l))).collect()
    }
}

/// Everything that stands before the back-ends.
#[derive(Debug)]
pub struct Resolved {
    /// The site.
    pub site: Site,
    /// The theme; `None` where it cannot be used.
    pub theme: Option<Theme>,
}

/// Phases 1 to 3. `None` where there is no usable configuration.
pub fn read(tree: &SourceTree, request: &Request) -> Outcome<Option<Resolved>> {
    let mut diags = Diagnostics::new();
    if tree.at(CONFIG).is_none() {
        diags.push(codes::no_config(&request.root));
        return Outcome::new(None, diags);
    }
    let Some(config) = config::read(tree, &request.overrides).into_value(&mut diags) else {
        return Outcome::new(None, diags);
    };
    let config = Arc::new(config);
    let theme = theme::read(tree, &config.theme.value, &config.locales).into_value(&mut diags);
    let declared = theme.as_ref().map(|t| t.blocks.clone()).unwrap_or_default();
    let documents = documents(tree, &config, &declared).into_value(&mut diags);
    let ledgers = Arc::new(ledger::read::read(tree, &config.locales).into_value(&mut diags));
    let messages = theme.as_ref().map(|theme| &theme.messages);
    let word = |locale: &Locale, key: &str| messages.map_or_else(String::new, |m| m.get(locale, key, None, &[]));
    let words = Arc::new(Words::new(&config.locales, word));
    let lock = Arc::new(lock::read(tree).into_value(&mut diags));
    let parts = Parts { config, documents, ledgers, words, declared, lock };
    let site = resolve(&parts, tree, request.options).into_value(&mut diags);
    Outcome::new(Some(Resolved { site, theme }), diags)
}

/// All phases but writing. `tick` is called once for every page that is done.
pub fn build(tree: &SourceTree, request: &Request, tick: &(dyn Fn() + Sync)) -> Outcome<Option<Built>> {
    let mut diags = Diagnostics::new();
    let built = match read(tree, request).into_value(&mut diags) {
        Some(Resolved { site, theme: Some(theme) }) => {
            let outputs = outputs(&site, &theme, tree, &request.prints, tick, &mut diags);
            Some(Built { site, outputs })
        }
        Some(Resolved { theme: None, .. }) | None => None,
    };
    Outcome::new(built, allow::read(tree).apply(diags))
}

/// Everything that [`build`] reports, and what an editor should look at besides: [`lint`], [`parity`].
pub fn check(tree: &SourceTree, request: &Request) -> Diagnostics {
    let mut diags = Diagnostics::new();
    if let Some(Resolved { site, theme }) = read(tree, request).into_value(&mut diags) {
        if let Some(theme) = &theme {
            outputs(&site, theme, tree, &request.prints, &|| {}, &mut diags);
        }
        diags.append(lint::lint(&site, theme.as_ref(), tree));
        diags.append(parity::compare(&site, tree));
    }
    let allowed = allow::read(tree);
    let mut left = allowed.apply(diags);
    left.append(allowed.idle());
    left
}

/// What the back-ends make.
fn outputs(
    site: &Site,
    theme: &Theme,
    tree: &SourceTree,
    prints: &Prints,
    tick: &(dyn Fn() + Sync),
    diags: &mut Diagnostics,
) -> OutputSet {
    let prints = if site.config.pdf.enabled { prints } else { &Prints::None };
    let printed = print(site, theme, tree, prints).into_value(diags);
    let sizes: BTreeMap<&str, u64> = printed.iter().map(|(out, bytes)| (out.as_str(), bytes.len() as u64)).collect();
    let mut outputs = OutputSet::new();
    let mut add = |path: OutPath, bytes: Arc<[u8]>| {
        outputs.insert(path, bytes);
    };
    for (path, bytes) in html::render(site, theme, &sizes, tick).into_value(diags) {
        add(path, bytes.into());
    }
    for (path, text) in feed::render(site, theme) {
        add(path, text.into_bytes().into());
    }
    for (path, bytes) in &theme.assets {
        if let Some(path) = OutPath::new(path) {
            add(path, Arc::clone(bytes));
        }
    }
    for asset in &site.assets {
        if let Some(path) = OutPath::new(&asset.out) {
            add(path, tree.file(asset.file).bytes().into());
        }
    }
    for (path, bytes) in printed {
        outputs.insert(path, bytes);
    }
    outputs
}

/// Phases 1 to 3 and the PDFs alone.
pub fn prints(tree: &SourceTree, request: &Request) -> Outcome<Option<Built>> {
    let mut diags = Diagnostics::new();
    let resolved = read(tree, request).into_value(&mut diags);
    let Some((site, theme)) = resolved.and_then(|r| r.theme.map(|theme| (r.site, theme))) else {
        return Outcome::new(None, diags);
    };
    let mut outputs = OutputSet::new();
    for (path, bytes) in print(&site, &theme, tree, &request.prints).into_value(&mut diags) {
        outputs.insert(path, bytes);
    }
    Outcome::new(Some(Built { site, outputs }), diags)
}

/// The files that are asked for, in order.
#[cfg(feature = "pdf")]
fn print(site: &Site, theme: &Theme, tree: &SourceTree, prints: &Prints) -> Outcome<Vec<(OutPath, Arc<[u8]>)>> {
    use crate::diag::codes::pdf as codes;
    use crate::pdf;

    let mut diags = Diagnostics::new();
    let key = |print: &crate::site::print::Print| site.page(print.first).key.as_str();
    let wanted: Vec<_> = match prints {
        Prints::None => Vec::new(),
        Prints::All => site.prints.iter().collect(),
        Prints::Only(names) => {
            let mut known: Vec<&str> = site.prints.iter().map(key).collect();
            known.dedup();
            for name in names.iter().filter(|name| !known.contains(&name.trim_matches('/'))) {
                diags.push(codes::unknown_print(name, &known));
            }
            site.prints.iter().filter(|p| names.iter().any(|name| name.trim_matches('/') == key(p))).collect()
        }
    };
    let printed = pdf::render(site, theme, tree, &wanted).into_value(&mut diags);
    Outcome::new(printed.into_iter().map(|p| (p.out, p.bytes)).collect(), diags)
}

/// A program without the typesetter prints nothing.
#[cfg(not(feature = "pdf"))]
fn print(_: &Site, _: &Theme, _: &SourceTree, _: &Prints) -> Outcome<Vec<(OutPath, Arc<[u8]>)>> {
    Outcome::new(Vec::new(), Diagnostics::new())
}

/// Every Markdown file below the content, in the order of paths.
fn documents(tree: &SourceTree, config: &Config, declared: &Declared) -> Outcome<Vec<Arc<Document>>> {
    let options = body::Options {
        raw_html: match config.raw_html {
            RawHtml::Off => body::RawHtml::Off,
            RawHtml::Safe => body::RawHtml::Safe,
            RawHtml::Trusted => body::RawHtml::Trusted,
        },
        reports: figure::NAMES.iter().map(|n| (*n).to_owned()).chain(declared.keys().cloned()).collect(),
    };
    let files: Vec<&SourceFile> = tree.under(CONTENT).collect();
    let read = |file: &&SourceFile| {
        let place = place::of(&file.path, &config.locales)?;
        Some(markdown::read(file, place.locale.unwrap_or(config.default_locale), &config.locales, &options))
    };
    let outcomes: Vec<_> = files.par_iter().filter_map(read).collect();
    let mut diags = Diagnostics::new();
    let documents = outcomes.into_iter().filter_map(|o| o.into_value(&mut diags)).map(Arc::new).collect();
    Outcome::new(documents, diags)
}
