//! Roof: the phases in order, from what was read to what will be written. Every command is a prefix of this list.
//!
//! 1. Configuration.
//! 2. Theme and documents, one file at a time, in parallel.
//! 3. The site.
//! 4. Pages, feeds, assets.
//!
//! Nothing is left out because something else is wrong: one run shows every mistake. What comes out is to be written only
//! if no problem is an error.

pub mod memo;
mod run;
mod sums;

use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::config::{self, Config, Overrides, RawHtml};
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::feed;
use crate::html;
use crate::markdown::{self, body};
use crate::output::{OutPath, OutputSet};
use crate::site::place::{self, CONTENT};
use crate::site::resolve::{Options, resolve};
use crate::site::{Page, Site};
use crate::source::walk::CONFIG;
use crate::source::{SourceFile, SourceTree};
use crate::theme::{self, Theme};

use memo::Memo;
use run::Run;

/// What is asked of a run.
#[derive(Clone, Debug)]
pub struct Request {
    /// The project's folder as it is called in messages.
    pub root: String,
    /// What the command line says instead of `site.yaml`.
    pub overrides: Overrides,
    /// What to show, and the moment of the build.
    pub options: Options,
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
    pub theme: Option<Arc<Theme>>,
}

/// Phases 1 to 3. `None` where there is no usable configuration.
pub fn read(tree: &SourceTree, request: &Request) -> Outcome<Option<Resolved>> {
    let memo = Memo::default();
    read_with(tree, request, &Run::new(tree, request, &memo))
}

/// All phases but writing. `tick` is called once for every page that is done.
pub fn build(tree: &SourceTree, request: &Request, tick: &(dyn Fn() + Sync)) -> Outcome<Option<Built>> {
    build_with(tree, request, &Memo::default(), tick)
}

/// All phases but writing, each asked of the memo first. What comes out does not depend on what the memo holds.
pub fn build_with(tree: &SourceTree, request: &Request, memo: &Memo, tick: &(dyn Fn() + Sync)) -> Outcome<Option<Built>> {
    let run = Run::new(tree, request, memo);
    let mut diags = Diagnostics::new();
    let resolved = read_with(tree, request, &run).into_value(&mut diags);
    let Some((site, theme)) = resolved.and_then(|r| r.theme.map(|theme| (r.site, theme))) else {
        return Outcome::new(None, diags);
    };
    let kept = html::Kept {
        pages: &memo.pages,
        theme: run.theme(&site.config.theme.value),
        keys: html::print::keys(&site, run.outside(), &run.documents(tree)),
    };
    let mut outputs = OutputSet::new();
    let (pages, feeds) = rayon::join(|| html::render(&site, &theme, &kept, tick), || feed::render(&site, &theme, &memo.pages));
    for (path, html) in pages.into_value(&mut diags) {
        outputs.insert(path, html);
    }
    for (path, text) in feeds {
        outputs.insert(path, text.into_bytes());
    }
    for (path, bytes) in &theme.assets {
        if let Some(path) = OutPath::new(path) {
            outputs.insert(path, Arc::clone(bytes));
        }
    }
    for asset in &site.assets {
        if let Some(path) = OutPath::new(&asset.out) {
            outputs.insert(path, tree.file(asset.file).bytes());
        }
    }
    Outcome::new(Some(Built { site, outputs }), diags)
}

fn read_with(tree: &SourceTree, request: &Request, run: &Run<'_>) -> Outcome<Option<Resolved>> {
    let mut diags = Diagnostics::new();
    if tree.at(CONFIG).is_none() {
        diags.push(codes::no_config(&request.root));
        return Outcome::new(None, diags);
    }
    let config = run.memo.configs.get_or(run.config, || kept(config::read(tree, &request.overrides)));
    diags.append(config.diags.clone());
    let Some(config) = &config.value else { return Outcome::new(None, diags) };
    let name = &config.theme.value;
    let theme = || run.memo.themes.get_or(run.theme(name), || kept(theme::read(tree, name, &config.locales)));
    let (theme, documents) = rayon::join(theme, || documents(tree, config, run));
    diags.append(theme.diags.clone());
    let documents = documents.into_value(&mut diags);
    let site = resolve(config, &documents, tree, request.options).into_value(&mut diags);
    Outcome::new(Some(Resolved { site, theme: theme.value.clone() }), diags)
}

/// A phase's result, to be shared with later runs.
fn kept<T>(outcome: Outcome<Option<T>>) -> memo::Kept<T> {
    Arc::new(Outcome::new(outcome.value.map(Arc::new), outcome.diags))
}

/// Every Markdown file below the content, in the order of paths.
fn documents(tree: &SourceTree, config: &Config, run: &Run<'_>) -> Outcome<Vec<Arc<Document>>> {
    let options = body::Options {
        raw_html: match config.raw_html {
            RawHtml::Off => body::RawHtml::Off,
            RawHtml::Safe => body::RawHtml::Safe,
            RawHtml::Trusted => body::RawHtml::Trusted,
        },
    };
    let files: Vec<&SourceFile> = tree.under(CONTENT).collect();
    let read = |file: &&SourceFile| {
        let place = place::of(&file.path, &config.locales)?;
        let locale = place.locale.unwrap_or(config.default_locale);
        let make = || kept(markdown::read(file, locale, &config.locales, &options));
        Some(run.memo.documents.get_or(run.document(file), make))
    };
    let outcomes: Vec<_> = files.par_iter().filter_map(read).collect();
    let mut diags = Diagnostics::new();
    let mut documents = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        diags.append(outcome.diags.clone());
        documents.extend(outcome.value.clone());
    }
    Outcome::new(documents, diags)
}
