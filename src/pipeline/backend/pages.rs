//! Pages -> their HTML files.

use crate::config::besides::Besides;
use crate::diag::Outcome;
use crate::html::{self, Beside};
use crate::search;
use crate::site::Site;
use crate::site::outputs::Claim;

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
        let kept = html::Kept {
            pages: &job.run.memo.pages,
            theme: job.run.theme(&site.config.theme.value, &site.config.locales),
            keys: job.keys,
            colours: &job.made.colours,
        };
        let script = site.config.makes(Besides::Search).then(search::script::path);
        let beside = Beside {
            downloads: job.downloads,
            redirects: job.redirects,
            search: script.as_deref(),
            cards: job.cards,
            marks: job.marks,
        };
        html::render(site, theme, &kept, beside, job.tick)
    }
}
