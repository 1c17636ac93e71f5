//! `bayan clean`: removes what builds have written, and nothing else.

use crate::output::write;

use super::{Run, exit, report};

/// Cleans.
pub fn run(run: &Run) -> anyhow::Result<u8> {
    let removed = write::clean(&run.output)?;
    if !run.quiet {
        report::log(&format!("{} removed", report::counted(removed, "file")));
    }
    Ok(exit::FINE)
}
