//! `bayan import-translation`: puts what a translator sent back into the page, whole or not at all.

use std::path::Path;

use crate::diag::Diagnostics;
use crate::exchange::{merge, po, segments, xliff};
use crate::output::sources;
use crate::site::pairs::Pair;
use crate::source::walk;

use super::{Run, exit, open, report};

/// Reads a file, and writes the Markdown of the translation if everything fits.
pub fn run(run: &Run, file: &Path) -> anyhow::Result<u8> {
    let (session, site) = match open::site(run)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let (tree, site) = (session.tree(), &site);
    let returned_tree = walk::one(file)?;
    let mut diags = Diagnostics::new();
    let Some(source) = returned_tree.files().first() else { return Ok(exit::FINE) };
    let is_po = source.text().is_some_and(|text| !text.trim_start_matches('\u{feff}').trim_start().starts_with('<'));
    // XML says everything of itself; what the placeholders of a PO file stand for, the page says.
    let xml = if is_po { None } else { xliff::read(source, &mut diags) };
    let target = match &xml {
        Some(returned) => Some(returned.target_file.clone()),
        None if is_po => po::head(source, &mut diags).map(|(file, _)| file),
        None => None,
    };
    let Some(target_file) = target else { return Ok(report::problems(run, diags, &returned_tree)) };
    let is_it = |pair: &&Pair| {
        let target = pair.source.other();
        pair.documents[target.index()].path == target_file
    };
    let Some(pair) = site.pairs.iter().find(is_it) else {
        if let Some(why) = report::no_page(site, &target_file) {
            anyhow::bail!("{}: {why}", file.display());
        }
        anyhow::bail!("{}: it is a translation of `{}`, which is not there", file.display(), target_file)
    };
    let job = segments::job(site, tree, pair);
    let text = tree.get(&job.target_file).and_then(|file| file.text()).unwrap_or_default();
    let returned = if is_po { po::read(source, &job, &mut diags) } else { xml };
    let count = returned.as_ref().map_or(0, |returned| returned.units.len());
    let Some(new) = returned.and_then(|returned| merge::merge(&returned, &job, text, &mut diags)) else {
        return Ok(report::problems(run, diags, &returned_tree));
    };
    let changed = new != text;
    if changed {
        sources::rewrite(&run.root, &job.target_file, text, &new)?;
    }
    if !run.quiet {
        let what = if changed { "was written" } else { "is as it was" };
        // A file that was cut off between two blocks looks like one that never held more.
        let [held, all] = [count, job.segments.len()];
        let missing =
            if held < all { format!(", the file holds {held} of {}", report::counted(all, "block")) } else { String::new() };
        report::log(&format!("bayan: {} {what}{missing}", job.target_file));
    }
    Ok(exit::FINE)
}
