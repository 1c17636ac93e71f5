//! `bayan import-translation`: puts what a translator sent back into pages and data files, and makes new pages: whole or not at all.

use std::path::Path;

use crate::diag::Diagnostics;
use crate::diag::codes::exchange as codes;
use crate::exchange::merge::{Merged, merge};
use crate::exchange::placeholders::Returned;
use crate::exchange::{self, Job, Made, po, work, xliff};
use crate::locale::Locale;
use crate::output::{create, sources};
use crate::site::Site;
use crate::source::{SourceFile, SourceTree, Span, walk};

use super::{Run, exit, open, report, reviewed};

/// A file as it is to be.
struct Change<'a> {
    job: &'a Job,
    before: &'a str,
    merged: Merged,
    /// How many of its texts came back.
    count: usize,
}

impl Change<'_> {
    fn is_new(&self) -> bool {
        matches!(self.job.made, Made::New(_)) && !self.merged.text.is_empty()
    }

    fn is_changed(&self) -> bool {
        !matches!(self.job.made, Made::New(_)) && self.merged.text != self.before
    }
}

/// Reads a file, and writes what was translated if everything fits.
pub fn run(run: &Run, file: &Path, accept_tracked: bool) -> anyhow::Result<u8> {
    let returned_tree = walk::one(file)?;
    if let Some(bytes) = reviewed::bytes(&returned_tree) {
        return reviewed::import(run, file, &bytes, accept_tracked);
    }
    let (session, site) = match open::site(run)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let (tree, site) = (session.tree(), &site);
    let mut diags = Diagnostics::new();
    let Some(source) = returned_tree.files().first() else { return Ok(exit::FINE) };
    let Some((jobs, files)) = read(site, tree, source, &mut diags).map_err(|why| anyhow::anyhow!("{}: {why}", file.display()))?
    else {
        return Ok(report::problems(run, diags, &returned_tree));
    };
    let mut changes = Vec::new();
    for (job, returned) in jobs.iter().zip(&files) {
        let path = if let Made::New(_) = job.made { &job.source_file } else { &job.target_file };
        let before = tree.get(path).and_then(|file| file.text()).unwrap_or_default();
        if let Some(merged) = merge(returned, job, before, &mut diags) {
            changes.push(Change { job, before, merged, count: returned.units.len() });
        }
    }
    if changes.len() < jobs.len() {
        return Ok(report::problems(run, diags, &returned_tree));
    }
    for change in changes.iter().filter(|change| change.job.made == Made::Shared && change.is_changed()) {
        let Some(locales) = locales(site, &files) else { continue };
        if !work::says(site, change.job, change.before, &change.merged.text, locales) {
            anyhow::bail!("{}: its texts cannot be put in; write each on a line of its own first", change.job.target_file);
        }
    }
    write(run, &changes)?;
    if !run.quiet {
        changes.iter().for_each(told);
    }
    Ok(exit::FINE)
}

/// The languages of what came back.
fn locales<'a>(site: &'a Site, files: &[Returned]) -> Option<[&'a Locale; 2]> {
    let first = files.first()?;
    let locale = |tag: &str| site.config.locales.by_tag(tag);
    Some([locale(&first.source_language)?, locale(&first.target_language)?])
}

type Read = (Vec<Job>, Vec<Returned>);

/// What came back, with the files that it belongs to as they are now. `Ok(None)` where it is broken, which was reported; an error says
/// what of it does not belong to this project.
fn read(site: &Site, tree: &SourceTree, source: &SourceFile, diags: &mut Diagnostics) -> Result<Option<Read>, String> {
    if exchange::is_for_readers(source) {
        diags.push(codes::not_for_import(Span::new(source.id, 0, 0)));
        return Ok(None);
    }
    let is_po = source.text().is_some_and(|text| !text.trim_start_matches('\u{feff}').trim_start().starts_with('<'));
    // XML says everything of itself; what the placeholders of a PO file stand for, the pages say.
    let xml = if is_po { None } else { xliff::read(source, diags) };
    let (paths, tags) = match &xml {
        Some(files) => {
            let tags = files.first().map(|file| [file.source_language.clone(), file.target_language.clone()]);
            (files.iter().map(|file| file.target_file.clone()).collect::<Vec<_>>(), tags)
        }
        None if is_po => match po::head(source, diags) {
            Some(head) => (head.files, Some([head.source_language, head.target_language])),
            None => return Ok(None),
        },
        None => return Ok(None),
    };
    let locale =
        |tag: &String| site.config.locales.by_tag(tag).ok_or_else(|| format!("`{tag}` is not one of the site's languages"));
    let Some([from, into]) = tags else { return Ok(None) };
    let locales = [locale(&from)?, locale(&into)?];
    let job = |path: &String| {
        let why =
            || report::no_page(site, path).unwrap_or_else(|| format!("it is a translation of `{path}`, which is not there"));
        work::known(site, tree, path, locales).ok_or_else(why)
    };
    let jobs = paths.iter().map(job).collect::<Result<Vec<Job>, String>>()?;
    let files = if is_po { po::read(source, &jobs, diags) } else { xml };
    Ok(files.map(|files| (jobs, files)))
}

/// New pages are made before others are changed: they are made all or none, and what is not made yet is easily made again.
fn write(run: &Run, changes: &[Change<'_>]) -> anyhow::Result<()> {
    let rewritten = || changes.iter().filter(|change| change.is_changed());
    for change in rewritten() {
        sources::unchanged(&run.root, &change.job.target_file, change.before.as_bytes())?;
    }
    let new: Vec<(&str, &[u8])> = changes
        .iter()
        .filter(|change| change.is_new())
        .map(|change| (change.job.target_file.as_str(), change.merged.text.as_bytes()))
        .collect();
    create::all(&run.root, new)?;
    for change in rewritten() {
        sources::rewrite(&run.root, &change.job.target_file, change.before, &change.merged.text)?;
    }
    Ok(())
}

fn told(change: &Change<'_>) {
    let Change { job, merged, count: held, .. } = change;
    let what = match &job.made {
        Made::New(_) if change.is_new() => "was made",
        Made::New(_) => "was not made, because nothing of it is translated",
        Made::There(_) | Made::Shared if change.is_changed() => "was written",
        Made::There(_) | Made::Shared => "is as it was",
    };
    // A file that was cut off between two blocks looks like one that never held more.
    let all = job.segments.len();
    let missing = match &job.made {
        Made::There(_) if *held < all => format!(", the file holds {held} of {}", report::counted(all, "text")),
        Made::New(_) if change.is_new() && merged.left_out > 0 => {
            format!(", without {} that nobody has translated", report::counted(merged.left_out, "block"))
        }
        Made::Shared if merged.kept > 0 => {
            format!("; {} had been added meanwhile and stayed", report::counted(merged.kept, "text"))
        }
        Made::There(_) | Made::New(_) | Made::Shared => String::new(),
    };
    report::log(&format!("bayan: {} {what}{missing}", job.target_file));
}
