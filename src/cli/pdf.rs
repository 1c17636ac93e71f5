//! `bayan pdf [PAGE…]`: the PDFs alone, written over those of the last build; everything else stays as it is.

use std::time::Instant;

use crate::diag::Severity;
use crate::locale::letter::composed;
use crate::output::write;
use crate::pipeline::{self, Prints, Request};
use crate::source::walk;

use super::{Run, exit, report};

/// Prints the named pages, or all. Nothing is written if an error was found (under `--strict`, a warning).
pub fn run(run: &Run, pages: &[String]) -> anyhow::Result<u8> {
    let start = Instant::now();
    let tree = walk::load(&run.root)?;
    let prints =
        if pages.is_empty() { Prints::All } else { Prints::Only(pages.iter().map(|page| composed(page).into_owned()).collect()) };
    let mut outcome = pipeline::prints(&tree, &Request { prints, ..run.request.clone() });
    outcome.diags.extend(outcome.value.as_ref().and_then(|built| pipeline::unpublishable(&built.site)));
    let fine = !(outcome.diags.has_errors() || run.strict && outcome.diags.count(Severity::Warning) > 0);
    let code = report::problems(run, outcome.diags, &tree);
    let Some(built) = outcome.value.filter(|_| fine) else {
        if !run.quiet {
            report::log("bayan: nothing was written");
        }
        return Ok(if code == exit::FINE { exit::CONTENT } else { code });
    };
    write::add(&built.outputs, &run.output)?;
    if !run.quiet {
        for (path, contents) in built.outputs.iter() {
            report::log(&format!("{} ({} kB)", path.as_str(), contents.len().div_ceil(1000)));
        }
        report::log(&format!("{}; {}", report::counted(built.outputs.len(), "file"), report::seconds(start)));
    }
    Ok(code)
}
