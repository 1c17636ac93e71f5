//! `bayan import-translation`: puts what a translator sent back into the page, whole or not at all.

use std::path::Path;

use crate::diag::Diagnostics;
use crate::exchange::{merge, segments, xliff};
use crate::output::write;
use crate::pipeline;
use crate::site::pairs::Pair;
use crate::source::walk;

use super::{Run, exit, report};

/// Reads a file, and writes the Markdown of the translation if everything fits.
pub fn run(run: &Run, file: &Path) -> anyhow::Result<u8> {
    let tree = walk::load(&run.root)?;
    let outcome = pipeline::read(&tree, &run.request);
    let failed = outcome.diags.has_errors();
    let Some(resolved) = outcome.value.filter(|_| !failed) else {
        return Ok(report::problems(run, outcome.diags, &tree));
    };
    let site = &resolved.site;
    let returned_tree = walk::one(file)?;
    let mut diags = Diagnostics::new();
    let returned = returned_tree.files().first().and_then(|file| xliff::read(file, &mut diags));
    let Some(returned) = returned else { return Ok(report::problems(run, diags, &returned_tree)) };
    let is_it = |pair: &&Pair| {
        let target = pair.review.source.other();
        pair.documents[target.index()].path == returned.target_file
    };
    let Some(pair) = site.pairs.iter().find(is_it) else {
        anyhow::bail!("{}: it is a translation of `{}`, which is not there", file.display(), returned.target_file)
    };
    let job = segments::job(site, &tree, pair);
    let text = tree.at(&job.target_file).and_then(|file| file.text()).unwrap_or_default();
    let Some(new) = merge::merge(&returned, &job, text, &mut diags) else {
        return Ok(report::problems(run, diags, &returned_tree));
    };
    let changed = new != text;
    write::content(&run.root, &job.target_file, &new)?;
    if !run.quiet {
        let what = if changed { "was written" } else { "is as it was" };
        report::log(&format!("bayan: {} {what}", job.target_file));
    }
    Ok(exit::FINE)
}
