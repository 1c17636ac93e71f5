//! What readers search in -> its files, where the site has a search.

use std::collections::BTreeSet;

use crate::config::besides::Besides;
use crate::diag::{Diagnostics, Outcome};
use crate::memo::{self, PageKeys};
use crate::search;
use crate::site::outputs::Claim;
use crate::site::{PageId, Site};

use super::{Backend, Files, Job};
use crate::pipeline::given::Given;

/// Everything of [`search`].
pub(in crate::pipeline) struct Search;

impl Backend for Search {
    fn claims(&self, site: &Site) -> Vec<Claim> {
        let own = |out: String| Claim { out, at: site.config.span, written: None };
        if site.config.makes(Besides::Search) { search::paths().map(own).into() } else { Vec::new() }
    }

    fn make(&self, job: Job<'_>) -> Outcome<Files> {
        let files = if job.searched { files(job.given, Some((&job.run.memo.pages, job.keys))) } else { Vec::new() };
        Outcome::new(files, Diagnostics::new())
    }

    fn make_again(&self, _: Job<'_>, _: &BTreeSet<PageId>) -> Outcome<Files> {
        Outcome::new(Vec::new(), Diagnostics::new())
    }
}

/// The files, asked of what earlier runs left where there is any.
pub(super) fn files(given: Given<'_>, kept: Option<(&memo::Pages, &PageKeys)>) -> Files {
    let Given { site, theme, .. } = given;
    if site.config.makes(Besides::Search) { search::render(site, theme, kept) } else { Vec::new() }
}
