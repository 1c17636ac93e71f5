//! `bayan check`: every phase but writing, and every problem.

use crate::pipeline;
use crate::source::walk;

use super::{Run, report};

/// Checks. Pages are rendered too: a template's mistake is a mistake.
pub fn run(run: &Run) -> anyhow::Result<u8> {
    let tree = walk::load(&run.root)?;
    let outcome = pipeline::check(&tree, &run.request);
    let fine = outcome.diags.is_empty();
    let code = report::problems(run, outcome.diags, &tree);
    if fine && !run.quiet {
        report::log("bayan: no problems found");
    }
    Ok(code)
}
