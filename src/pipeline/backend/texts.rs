//! What other programs read of a site, where it wants them to: pages as Markdown, `llms.txt`, calendars.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, Outcome};
use crate::feed::events;
use crate::output::contents::Contents;
use crate::site::outputs::Claim;
use crate::site::{PageId, Site};
use crate::twin;

use super::{Backend, Files, Job};
use crate::pipeline::given::Given;

/// Everything of [`twin`], and [`events`].
pub(in crate::pipeline) struct Texts;

impl Backend for Texts {
    fn claims(&self, site: &Site) -> Vec<Claim> {
        let paths = twin::paths(site).into_iter().chain(events::paths(site));
        paths.map(|out| Claim { out, at: site.config.span, written: None }).collect()
    }

    fn make(&self, job: Job<'_>) -> Outcome<Files> {
        let Given { site, theme, .. } = job.given;
        let twins = twin::render(site, theme, &job.run.memo.pages, Some(job.keys));
        let twins = twins.into_iter().map(|(path, text)| (path, text.into()));
        let calendars = events::render(site, job.today).into_iter();
        let calendars = calendars.map(|(path, text)| (path, Contents::from(text.into_bytes())));
        Outcome::new(twins.chain(calendars).collect(), Diagnostics::new())
    }

    fn make_again(&self, job: Job<'_>, pages: &BTreeSet<PageId>) -> Outcome<Files> {
        let Given { site, theme, .. } = job.given;
        let twins = twin::render_again(site, theme, &job.run.memo.pages, job.keys, pages);
        Outcome::new(twins.into_iter().map(|(path, text)| (path, text.into())).collect(), Diagnostics::new())
    }
}
