//! The seam for formats that bind editions: what a format has to say, what it is given, and what pages know of its files.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diag::{Diagnostics, Outcome};
use crate::memo::CacheTable;
use crate::output::OutPath;
use crate::picture::photo::Problem;
use crate::site::key::PageKey;
use crate::site::photos::Photo;
use crate::site::{Page, PageKind, Site, address};
use crate::source::SourceTree;
use crate::theme::Theme;

use super::edition::Edition;

/// Makes a picture in the size of paper; `None` where its file itself will do.
pub type Develop<'a> = dyn Fn(&Photo) -> Result<Option<Arc<[u8]>>, Problem> + Sync + 'a;

/// Makes a picture in one of the sizes of pages, by its place among them; `None` where its file itself will do.
pub type DevelopSize<'a> = dyn Fn(&Photo, usize) -> Result<Option<Arc<[u8]>>, Problem> + Sync + 'a;

/// What a format makes files from: all of the site that is shown, and nothing that is not.
#[derive(Clone, Copy)]
pub struct FormatContext<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// The files.
    pub tree: &'a SourceTree,
    /// Makes pictures.
    pub develop: &'a Develop<'a>,
    /// Makes smaller ones.
    pub develop_size: &'a DevelopSize<'a>,
    /// Files that earlier runs made, by everything they were made from. A key must tell the formats apart.
    pub kept: &'a CacheTable<Arc<[u8]>>,
}

/// A file of an edition.
#[derive(Clone, Debug)]
pub struct Bound {
    /// Its path.
    pub out: OutPath,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// A format of editions.
pub trait Format: Sync + Debug {
    /// The ending of its files, which names it too: `pdf`. Its last part is what readers see.
    fn ending(&self) -> &'static str;

    /// What its files are on the web (RFC 6838).
    fn media_type(&self) -> &'static str;

    /// Whether `bayan build` makes its files and pages link to them.
    fn is_built(&self, config: &Config) -> bool;

    /// The editions that it makes files of, whether this run makes them or not.
    fn editions(&self, site: &Site) -> Vec<Edition>;

    /// Makes files. One with a mistake is left out and the mistake told.
    fn make(&self, inputs: FormatContext<'_>, editions: &[&Edition]) -> Outcome<Vec<Bound>>;
}

/// A file that pages link to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Download {
    /// What it holds.
    pub edition: Edition,
    /// Its format, by the ending: `pdf`.
    pub format: &'static str,
    /// What it is on the web.
    pub media_type: &'static str,
    /// Path below the output folder: `gas/gas-ar.pdf`.
    pub out: String,
    /// Path from the root of the host, percent-encoded.
    pub url: String,
    /// Its size in bytes, where it is made already.
    pub size: Option<u64>,
}

impl Download {
    /// The file of an edition, not made yet.
    pub fn new(site: &Site, format: &dyn Format, edition: Edition) -> Self {
        let out = format!("{}.{}", edition.stem, format.ending());
        Self {
            url: address::url(&site.config, &out),
            format: format.ending(),
            media_type: format.media_type(),
            edition,
            out,
            size: None,
        }
    }
}

/// The files that pages link to, found by page.
#[derive(Debug, Default)]
pub struct Downloads {
    all: Vec<Download>,
    /// Places in `all`, by the key of what a file holds.
    by_key: BTreeMap<PageKey, Vec<usize>>,
}

impl Downloads {
    /// Those of a site.
    pub fn of(site: &Site, all: Vec<Download>) -> Self {
        let mut by_key: BTreeMap<PageKey, Vec<usize>> = BTreeMap::new();
        for (at, file) in all.iter().enumerate() {
            by_key.entry(site.page(file.edition.first).key.clone()).or_default().push(at);
        }
        Self { all, by_key }
    }

    /// The files that a page is part of, in order: its own, and those of the briefing that it is a chapter of.
    pub fn of_page(&self, site: &Site, page: &Page) -> Vec<&Download> {
        let briefing = page.parent.filter(|_| page.kind == PageKind::Page).map(|id| site.page(id)).filter(|p| p.is_briefing);
        let keys = [Some(page), briefing].into_iter().flatten().map(|page| &page.key);
        let mut places: Vec<usize> = keys.filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|at| &self.all[at]).collect()
    }
}

/// The files of editions, which are independent of each other and made in parallel; their problems in the order of the editions.
pub fn each(editions: &[&Edition], one: impl Fn(&Edition) -> Outcome<Option<Bound>> + Sync) -> Outcome<Vec<Bound>> {
    let made: Vec<_> = editions.par_iter().map(|edition| one(edition)).collect();
    let mut diags = Diagnostics::new();
    let bound = made.into_iter().filter_map(|outcome| outcome.report_to(&mut diags)).collect();
    Outcome::new(bound, diags)
}
