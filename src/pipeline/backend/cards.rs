//! Pages -> the pictures that networks show beside shared links to them; the site -> its icons.

use std::collections::BTreeSet;

use crate::card::{Plan, TEMPLATES};
use crate::diag::{Diagnostics, Outcome};
use crate::output::OutPath;
use crate::site::outputs::Claim;
use crate::site::{PageId, Site};

use super::super::cards;
use super::super::photos::Extent;
use super::{Backend, Files, Job};

/// Everything of [`card`](crate::card).
pub(in crate::pipeline) struct Drawn;

impl Backend for Drawn {
    /// Cards stand among the theme's files, below a folder that is claimed for them.
    fn claims(&self, _: &Site) -> Vec<Claim> {
        Vec::new()
    }

    fn make(&self, job: Job<'_>) -> Outcome<Files> {
        let nothing = Outcome::new(Vec::new(), Diagnostics::new());
        let Some(cards) = job.cards.filter(|_| job.extent != Extent::Later) else { return nothing };
        let (_, is_foreign) = job.given.theme.typst(TEMPLATES);
        if job.extent == Extent::Look && !is_foreign {
            return nothing;
        }
        let plans = cards::all(job.given, cards);
        // Whether a theme's own template can be set is known from a few.
        let few = if job.extent == Extent::Look { 4 } else { usize::MAX };
        let plans: Vec<&Plan> = plans.values().take(few).collect();
        let icons = if job.extent == Extent::All { cards::icons(job.given, cards, &job.run.memo) } else { Vec::new() };
        let files = cards::made(job.given, cards, &plans, &job.run.memo);
        files.map(|files| icons.into_iter().chain(files).filter_map(|(out, file)| Some((OutPath::new(&out)?, file))).collect())
    }

    fn make_again(&self, _: Job<'_>, _: &BTreeSet<PageId>) -> Outcome<Files> {
        Outcome::new(Vec::new(), Diagnostics::new())
    }
}
