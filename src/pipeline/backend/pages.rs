//! Pages -> their HTML files.

use std::collections::BTreeSet;

use crate::config::besides::Besides;
use crate::diag::Outcome;
use crate::html::{self, Beside};
use crate::search;
use crate::site::outputs::Claim;
use crate::site::{PageId, Site};

use super::{Backend, Files, Job};
use crate::pipeline::given::Given;

/// Everything of [`html`].
pub(in crate::pipeline) struct Pages;

impl Backend for Pages {
    fn claims(&self, site: &Site) -> Vec<Claim> {
        html::claims::claims(site)
    }

    fn make(&self, job: Job<'_>) -> Outcome<Files> {
        let Given { site, theme, .. } = job.given;
        let script = script(site);
        html::render(site, theme, &kept(job), beside(job, script.as_deref()), job.tick)
    }

    fn make_again(&self, job: Job<'_>, pages: &BTreeSet<PageId>) -> Outcome<Files> {
        let Given { site, theme, .. } = job.given;
        let script = script(site);
        html::render_again(site, theme, &kept(job), beside(job, script.as_deref()), pages)
    }
}

/// The script of the search, where the site has one.
fn script(site: &Site) -> Option<String> {
    site.config.makes(Besides::Search).then(search::script::path)
}

fn kept(job: Job<'_>) -> html::Kept<'_> {
    let config = &job.given.site.config;
    let theme = job.run.theme(&config.theme.value, &config.locales);
    html::Kept { pages: &job.run.memo.pages, theme, keys: job.keys, colours: &job.made.colours }
}

fn beside<'a>(job: Job<'a>, script: Option<&'a str>) -> Beside<'a> {
    Beside { downloads: Some(job.downloads), redirects: job.redirects, search: script, cards: job.cards, marks: job.marks }
}
