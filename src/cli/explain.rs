//! `bayan explain`: what a code means that a command has printed.

use anyhow::bail;

use crate::catalogues::Language;
use crate::diag::names::nearest;
use crate::lint::manual;

use super::{exit, report};

/// Prints the manual's entry of a code.
pub fn run(code: &str, language: Language) -> anyhow::Result<u8> {
    let code = code.trim();
    if let Some(entry) = manual::entry(code, language.tongue()) {
        report::out(&entry);
        return Ok(exit::FINE);
    }
    match nearest(code, manual::codes()) {
        Some(near) => bail!("there is no finding `{code}`; did you mean `{near}`?"),
        None => bail!(
            "there is no finding `{code}`; `bayan lints` lists those of `check`, and an error says itself what to do, in the lines below it"
        ),
    }
}
