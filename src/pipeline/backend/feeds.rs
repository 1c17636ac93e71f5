//! What machines read -> its files: feeds, the sitemap, robots.txt, facts.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, Outcome};
use crate::feed;
use crate::site::outputs::Claim;
use crate::site::{PageId, Site};

use super::{Backend, Files, Job};
use crate::pipeline::given::Given;

/// Everything of [`feed`].
pub(in crate::pipeline) struct Feeds;

impl Backend for Feeds {
    fn claims(&self, site: &Site) -> Vec<Claim> {
        feed::paths(site).into_iter().map(|out| Claim { out, at: site.config.span, written: None }).collect()
    }

    fn make(&self, job: Job<'_>) -> Outcome<Files> {
        let Given { site, theme, .. } = job.given;
        let files = feed::render(site, theme, &job.run.memo.pages, Some(job.keys));
        Outcome::new(files.into_iter().map(|(path, text)| (path, text.into())).collect(), Diagnostics::new())
    }

    fn make_again(&self, job: Job<'_>, pages: &BTreeSet<PageId>) -> Outcome<Files> {
        let Given { site, theme, .. } = job.given;
        let files = feed::render_again(site, theme, &job.run.memo.pages, job.keys, pages);
        Outcome::new(files.into_iter().map(|(path, text)| (path, text.into())).collect(), Diagnostics::new())
    }
}
