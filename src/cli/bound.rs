//! `bayan pdf [PAGE…]`, and `docx`, `epub` and `offline` in the same way: the files of one format alone, written over those of the last build; everything else
//! stays as it is.

use std::collections::BTreeSet;
use std::time::Instant;

use crate::diag::Severity;
use crate::locale::letter::composed;
use crate::output::write;
use crate::pipeline::{self, EditionFiles, Request, books};

use super::{Run, exit, open, report};

/// Makes the files of the named pages, or of all. Nothing is written if an error was found (under `--strict`, a warning).
pub fn run(run: &Run, ending: &str, pages: &[String]) -> anyhow::Result<u8> {
    let start = Instant::now();
    let editions = if pages.is_empty() {
        EditionFiles::All
    } else {
        EditionFiles::Only(pages.iter().map(|page| composed(page).into_owned()).collect())
    };
    let session = open::project(run, Request { editions, ..run.request.clone() })?;
    let mut outcome = session.bound(ending);
    outcome.diags.extend(outcome.value.as_ref().and_then(|built| pipeline::unpublishable(&built.site)));
    let fine = !(outcome.diags.has_errors() || run.strict && outcome.diags.count(Severity::Warning) > 0);
    let code = report::problems(run, outcome.diags, session.tree());
    let Some(built) = outcome.value.filter(|_| fine) else {
        if !run.quiet {
            report::log("bayan: nothing was written");
        }
        return Ok(if code == exit::FINE { exit::CONTENT } else { code });
    };
    // A file of the format in the list that is neither a page's nor a file of the content is that of a page which is not shown any more.
    let site = &built.site;
    let bound = books::all(site);
    let known: BTreeSet<&str> =
        bound.iter().map(|file| file.out.as_str()).chain(site.assets.iter().map(|asset| asset.out.as_str())).collect();
    let is_own = |path: &str| path.to_ascii_lowercase().strip_suffix(ending).is_some_and(|stem| stem.ends_with('.'));
    let written = write::add(&built.outputs, &run.output, &|path| is_own(path) && !known.contains(path))?;
    if !run.quiet {
        for (path, contents) in built.outputs.iter() {
            report::log(&format!("{} ({} kB)", path.as_str(), contents.len().div_ceil(1000)));
        }
        let removed = if written.removed == 0 { String::new() } else { format!(", {} removed", written.removed) };
        report::log(&format!("{}{removed}; {}", report::counted(built.outputs.len(), "file"), report::seconds(start)));
    }
    Ok(code)
}
