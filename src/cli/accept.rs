//! `bayan accept`: records that somebody has looked at both sides of a page, or of some of its blocks.

use std::collections::BTreeSet;

use anyhow::{bail, ensure};

use crate::answers::accept::record;
use crate::diag::names::nearest;
use crate::drift::lock;
use crate::locale::letter::composed;
use crate::output::sources;
use crate::site::Site;
use crate::site::pairs::Pair;

use super::{Run, exit, open, report};

/// What is to be accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// Every page.
    All,
    /// A page: its key, or one of its files; all of it, or some blocks by name.
    Page(String, Vec<String>),
}

/// Accepts, and writes `bayan.lock`.
pub fn run(run: &Run, what: &What) -> anyhow::Result<u8> {
    let (session, site) = match open::site(run)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let (tree, site) = (session.tree(), &site);
    let mut lock = lock::read(tree).value;
    let (pairs, blocks) = chosen(site, what)?;
    let accepted = record(&mut lock, site, &pairs, &blocks);
    sources::lock(&run.root, &lock.print())?;
    if !run.quiet {
        report::log(&format!("{} accepted in {}", report::counted(accepted, "block"), report::counted(pairs.len(), "pair")));
    }
    Ok(exit::FINE)
}

/// The pairs that are meant, and the names of their blocks (none for all).
fn chosen<'a>(site: &'a Site, what: &'a What) -> anyhow::Result<(Vec<&'a Pair>, BTreeSet<&'a str>)> {
    let (page, blocks) = match what {
        What::All => return Ok((site.pairs.iter().map(AsRef::as_ref).collect(), BTreeSet::new())),
        What::Page(page, blocks) => (composed(page.trim_start_matches("./")), blocks),
    };
    let page = page.as_ref();
    let key = |pair: &Pair| &site.page(pair.pages[0]).key;
    let is_meant = |pair: &&Pair| key(pair).is_named(page) || pair.documents.iter().any(|d| d.path == page);
    let pairs: Vec<&Pair> = site.pairs.iter().map(AsRef::as_ref).filter(is_meant).collect();
    if pairs.is_empty() {
        if let Some(why) = report::no_page(site, page) {
            bail!(why);
        }
        let files = |pair: &Pair| pair.documents.clone().map(|document| document.path.clone());
        let known: Vec<String> =
            site.pairs.iter().flat_map(|pair| files(pair).into_iter().chain([key(pair).to_string()])).collect();
        match nearest(page, known.iter().map(String::as_str)) {
            Some(near) => bail!("there is no page `{page}` with a translation; did you mean `{near}`?"),
            None => bail!("there is no page `{page}` with a translation; `bayan status` lists them"),
        }
    }
    let names: BTreeSet<&str> = pairs.iter().flat_map(|p| &p.review().units).map(|u| u.unit.name.as_str()).collect();
    for block in blocks {
        let near = nearest(block, names.iter().copied()).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
        ensure!(names.contains(block.as_str()), "there is no block `{block}` on `{page}`{near}");
    }
    Ok((pairs, blocks.iter().map(String::as_str).collect()))
}
