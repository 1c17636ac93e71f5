//! What readers search in -> its files, where the site has a search.

use crate::diag::{Diagnostics, Outcome};
use crate::search;
use crate::site::Site;
use crate::site::outputs::Claim;

use super::{Backend, Files, Job};
use crate::pipeline::given::Given;

/// Everything of [`search`].
pub(in crate::pipeline) struct Search;

impl Backend for Search {
    fn claims(&self, site: &Site) -> Vec<Claim> {
        let own = |out: String| Claim { out, at: site.config.span, written: None };
        if site.config.search { search::paths().map(own).into() } else { Vec::new() }
    }

    fn make(&self, job: Job<'_>) -> Outcome<Files> {
        let Given { site, theme, .. } = job.given;
        let files =
            if site.config.search { search::render(site, theme, &job.run.memo.pages, Some(job.keys)) } else { Vec::new() };
        Outcome::new(files, Diagnostics::new())
    }
}
