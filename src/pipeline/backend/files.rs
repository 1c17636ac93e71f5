//! Files that stand beside pages -> what is published of them: the theme's, the content's without what pictures say of their
//! makers, and pictures in other sizes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::{Diagnostics, Outcome};
use crate::output::OutPath;
use crate::site::outputs::Claim;
use crate::site::photos::Purpose;
use crate::site::{PageId, Site};
use crate::source::Span;

use super::super::pictures;
use super::{Backend, Files, Job};
use crate::pipeline::given::Given;

/// Where the theme's files are; their names hold hashes, so that nothing else there is ever one of them.
const ASSETS: &str = "assets/.";

/// Files beside pages.
pub(in crate::pipeline) struct Published;

impl Backend for Published {
    fn claims(&self, site: &Site) -> Vec<Claim> {
        let theme = Claim { out: ASSETS.to_owned(), at: site.config.span, written: None };
        let assets = site.assets.iter().map(|asset| {
            let span = Span::new(asset.file, 0, 0);
            Claim { out: asset.out.clone(), at: span, written: Some(span) }
        });
        let sizes = site.photos.iter().filter(|wanted| wanted.purpose != Purpose::Redacted);
        let sizes = sizes.flat_map(|wanted| {
            wanted.batch().files.iter().map(|file| Claim { out: file.out.clone(), at: wanted.span, written: None })
        });
        std::iter::once(theme).chain(assets).chain(sizes).collect()
    }

    fn make(&self, job: Job<'_>) -> Outcome<Files> {
        let Given { site, theme, tree } = job.given;
        let assets = theme.assets.iter().filter_map(|(path, bytes)| Some((OutPath::new(path)?, Arc::clone(bytes).into())));
        let sizes = job.made.files.iter().cloned();
        let files = assets.chain(sizes).chain(pictures::published(site, tree, job.run)).collect();
        Outcome::new(files, Diagnostics::new())
    }

    fn make_again(&self, _: Job<'_>, _: &BTreeSet<PageId>) -> Outcome<Files> {
        Outcome::new(Vec::new(), Diagnostics::new())
    }
}
