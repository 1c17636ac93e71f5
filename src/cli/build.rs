//! `bayan build`: all phases, and the output folder brought up to date if nothing is wrong.

use std::time::Instant;

use rayon::prelude::*;

use crate::diag::Severity;
use crate::memo::disk::Disk;
use crate::output::contents::is_damaged;
use crate::output::write;
use crate::pipeline::session::Session;
use crate::pipeline::{self, Built, EditionFiles};
use crate::site::Site;
use crate::site::pairs::Pair;
use crate::source::walk::LOCK;
use crate::source::{names, walk};

use super::{Run, exit, report};

/// Builds. Nothing is written if an error was found (under `--strict`, a warning): the last good site stays.
pub fn run(run: &Run) -> anyhow::Result<u8> {
    let start = Instant::now();
    let tree = walk::load(&run.root)?;
    let pages = tree.files().iter().filter(|f| names::page_stem(&f.path).is_some()).count();
    let disk = run.cache.then(|| Disk::of(&run.root));
    let request = run.request.clone();
    let mut session = match &disk {
        Some(disk) => Session::resumed(tree, request, disk),
        None => Session::new(tree, request),
    };
    let (code, built, written) = loop {
        let mut outcome = report::with_progress(run.quiet, pages, |tick| session.outputs(tick));
        outcome.diags.extend(outcome.value.as_ref().and_then(|built| pipeline::unpublishable(&built.site)));
        let fails = outcome.diags.has_errors() || (run.strict && outcome.diags.count(Severity::Warning) > 0);
        let Some(built) = outcome.value.filter(|_| !fails) else {
            let code = report::problems(run, outcome.diags, session.tree());
            if !run.quiet {
                report::log("bayan: nothing was written");
            }
            return Ok(if code == exit::FINE { exit::CONTENT } else { code });
        };
        let written = write::write(&built.outputs, &run.output);
        if written.as_ref().is_err_and(is_damaged) {
            // A page stands neither in the output folder nor, as it was kept, in the cache. Without a memo that cannot be.
            session.forget();
            continue;
        }
        break (report::problems(run, outcome.diags, session.tree()), built, written?);
    };
    if let Some(Err(error)) = disk.map(|disk| session.memo().save(&disk))
        && !run.quiet
    {
        // The site stands; only the next build will take longer.
        report::log(&format!("bayan: the cache could not be written: {error}"));
    }
    if !run.quiet {
        let counts = built.counts();
        let total: usize = counts.iter().map(|(_, n)| n).sum();
        let languages: Vec<String> = counts.iter().map(|(tag, n)| format!("{n} {tag}")).collect();
        report::log(&format!(
            "{} ({}){}; {} written, {} unchanged, {} removed; {}",
            report::counted(total, "page"),
            languages.join(", "),
            printed(run, &built).map(|n| format!(", {}", report::counted(n, "PDF"))).unwrap_or_default(),
            report::counted(written.written, "file"),
            written.unchanged,
            written.removed,
            report::seconds(start)
        ));
        if let [first, rest @ ..] = write::strangers(&run.output)?.as_slice() {
            let others = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            report::log(&format!(
                "bayan: warning: {} holds pages that no build is known to have written (`{first}`{others}), drafts perhaps; \
                 `bayan clean` cannot know them, so delete the folder and build again",
                run.output.display()
            ));
        }
        if let Some(kept_back) = report::kept_back(&built.site.absent.pages) {
            report::log(&kept_back);
        }
        if let Some(behind) = session.tree().get(LOCK).and_then(|_| behind(&built.site)) {
            report::log(&behind);
        }
    }
    // The process ends: giving back the memory of every page piece by piece would only take time.
    std::mem::forget((session, built));
    Ok(code)
}

/// How many PDFs the build made; `None` where it was told to make none. Those that stand beside pages are copied.
fn printed(run: &Run, built: &Built) -> Option<usize> {
    let pdfs = built.outputs.iter().filter(|(path, _)| path.as_str().ends_with(".pdf")).count();
    let copied = built.site.assets.iter().filter(|asset| asset.out.ends_with(".pdf") && !asset.is_kept_back).count();
    (run.request.editions != EditionFiles::None && cfg!(feature = "pdf")).then(|| pdfs.saturating_sub(copied))
}

/// What of the translations somebody should look at; `None` where all is as it was accepted.
fn behind(site: &Site) -> Option<String> {
    // Judging a pair compares its blocks, which pages of an earlier build did not need.
    let (reviewed, new): (Vec<&Pair>, Vec<&Pair>) =
        site.pairs.iter().map(AsRef::as_ref).partition(|pair: &&Pair| pair.is_reviewed());
    let stale: usize = reviewed.par_iter().map(|pair| pair.review().open().count()).sum();
    let parts = [(stale, "block", "not as accepted"), (new.len(), "translation", "never reviewed")];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, what, how)| format!("{} {how}", report::counted(n, what))).collect();
    (!parts.is_empty()).then(|| format!("{}; `bayan status` names them", parts.join(", ")))
}
