//! What an editor should look at, page by page and pair by pair, each asked of the memo first: after a letter that somebody typed, the
//! page is looked at again in which it stands, and the pairs of that page.

use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::lint;
use crate::memo::key::KeyBuilder;
use crate::parity::Comparison;
use crate::site::pairs::Pair;
use crate::site::{Page, Site};
use crate::source::SourceTree;

use super::keys::CacheKeys;

/// A site that is looked at.
pub(in crate::pipeline) struct Judged<'a> {
    /// The site.
    pub site: &'a Site,
    /// What was found besides the texts of pages ([`lint::besides`]).
    pub besides: &'a Diagnostics,
    /// All documents, also those that are kept back, by path.
    pub documents: &'a [Arc<Document>],
}

impl Judged<'_> {
    /// Everything of [`lint`].
    pub fn linted(&self, tree: &SourceTree, run: &CacheKeys) -> Diagnostics {
        let mut diags = pages(self.site, tree, run);
        diags.append(self.besides.clone());
        diags
    }
}

/// Every page.
fn pages(site: &Site, tree: &SourceTree, run: &CacheKeys) -> Diagnostics {
    let basis = basis("lint", site, run);
    let one = |page: &(&Page, &Document)| {
        let make = || Arc::new(lint::page(site, *page, tree));
        let Some(own) = run.document(tree, page.1) else { return make() };
        let described = lint::described(page.0);
        let parts = described.into_iter().fold(basis.clone().and(own.whole), |parts, is| parts.number(u64::from(is)));
        run.memo.findings.get_or(parts.key(), make)
    };
    together(lint::pages(site).par_iter().map(one).collect())
}

/// Everything of [`parity`](crate::parity); `known` is what was found before.
pub(in crate::pipeline) fn compared(site: &Site, tree: &SourceTree, known: &Diagnostics, run: &CacheKeys) -> Diagnostics {
    let basis = basis("parity", site, run);
    let comparison = Comparison::of(site, tree, known);
    let one = |pair: &Arc<Pair>| {
        let make = || Arc::new(comparison.pair(pair));
        let key = || {
            let [first, second] = pair.documents.each_ref().map(|document| run.document(tree, document));
            basis.clone().and(first?.whole).and(second?.whole).with(&comparison.basis(pair))
        };
        key().map_or_else(make, |key| run.memo.findings.get_or(key, make))
    };
    together(site.pairs.par_iter().map(one).collect())
}

fn together(found: Vec<Arc<Diagnostics>>) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for found in found {
        diags.extend(found.iter().cloned());
    }
    diags
}

/// What all findings of a kind follow from besides the documents: configuration, theme, data files, what was accepted, what is kept
/// back.
fn basis(kind: &str, site: &Site, run: &CacheKeys) -> KeyBuilder {
    let parts = site.absent.add_to(KeyBuilder::of(kind).and(run.data()));
    site.absent.files.keys().fold(parts.number(site.absent.files.len() as u64), |parts, path| parts.text(path))
}
