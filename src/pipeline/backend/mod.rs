//! The seam for back-ends: which paths one takes, and how it makes its files. [`BACKENDS`] is the list of all, and everything that
//! a site publishes comes from one of them or from a [`Format`](crate::book::format::Format) of editions.

#[cfg(feature = "pdf")]
mod cards;
mod feeds;
mod files;
mod pages;
mod search;
mod texts;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::book::format::{Download, Downloads};
use crate::card::Cards;
use crate::diag::{Diagnostics, Outcome};
use crate::locale::date::Date;
use crate::memo::PageKeys;
use crate::output::OutPath;
use crate::output::contents::Contents;
use crate::site::outputs::Claim;
use crate::site::{PageId, Redirect, Site};

use super::books;
use super::given::Given;
use super::keys::CacheKeys;
use super::photos::{Extent, Made};

/// What back-ends make files from.
#[derive(Clone, Copy)]
pub(in crate::pipeline) struct Job<'a> {
    /// The site.
    pub given: Given<'a>,
    /// Old paths that lead to pages.
    pub redirects: &'a [Redirect],
    /// The files that pages link to.
    pub downloads: &'a Downloads,
    /// What was made of pictures.
    pub made: &'a Made,
    /// What each page is made from.
    pub keys: &'a PageKeys,
    /// Whether the files of the search are made.
    pub searched: bool,
    /// The cards for shared links, if they are drawn.
    pub cards: Option<&'a Cards<'a>>,
    /// How far the run goes with pictures.
    pub extent: Extent,
    /// The day of the build, where the desk is.
    pub today: Date,
    /// Whether blocks of pages say where they stand.
    pub marks: bool,
    /// The run, with what earlier ones left.
    pub run: &'a CacheKeys,
    /// Called once for every page that is done.
    pub tick: &'a (dyn Fn() + Sync),
}

/// Files by path.
pub(in crate::pipeline) type Files = Vec<(OutPath, Contents)>;

/// A part of the program that makes files of a site.
pub(in crate::pipeline) trait Backend: Sync {
    /// The paths of its files, whether this run makes them or not; those that nobody chose first.
    fn claims(&self, site: &Site) -> Vec<Claim>;

    /// Makes its files, each asked of the memo first. What comes out does not depend on what the memo holds.
    fn make(&self, job: Job<'_>) -> Outcome<Files>;

    /// Makes those of its files again that are made from the texts of these pages, where nothing else of the site has changed and nobody
    /// asks for pictures, cards or the search yet.
    fn make_again(&self, job: Job<'_>, pages: &BTreeSet<PageId>) -> Outcome<Files>;
}

/// Every back-end. Where two take one path, the error is at the later one.
static BACKENDS: &[&dyn Backend] = &[
    &feeds::Feeds,
    &search::Search,
    &pages::Pages,
    &files::Published,
    &texts::Texts,
    #[cfg(feature = "pdf")]
    &cards::Drawn,
];

/// The paths of everything that a site publishes.
pub(in crate::pipeline) fn claims(site: &Site) -> Vec<Claim> {
    let mut claims: Vec<Claim> = BACKENDS.iter().flat_map(|backend| backend.claims(site)).collect();
    let download = |download: Download| {
        let written = site.page(download.edition.first).document.as_ref().map(|d| d.meta.title.span);
        Claim { at: written.unwrap_or(site.config.span), out: download.out, written }
    };
    claims.extend(books::all(site).into_iter().map(download));
    claims
}

/// Everything that the back-ends make, in their order.
pub(in crate::pipeline) fn make(job: Job<'_>) -> Outcome<Files> {
    together(BACKENDS.par_iter().map(|backend| backend.make(job)).collect())
}

/// Everything that they make from the texts of these pages.
pub(in crate::pipeline) fn make_again(job: Job<'_>, pages: &BTreeSet<PageId>) -> Outcome<Files> {
    together(BACKENDS.par_iter().map(|backend| backend.make_again(job, pages)).collect())
}

fn together(made: Vec<Outcome<Files>>) -> Outcome<Files> {
    let mut diags = Diagnostics::new();
    let files = made.into_iter().flat_map(|outcome| outcome.report_to(&mut diags)).collect();
    Outcome::new(files, diags)
}

/// The files of the search, which no earlier run left.
pub(in crate::pipeline) fn search_files(given: Given<'_>) -> Files {
    search::files(given, None)
}
