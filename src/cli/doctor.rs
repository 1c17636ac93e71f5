//! `bayan doctor`: what is found of a project and of the program, and the way out of what is wrong.

use crate::doctor::{self, Around, Finding, State};
use crate::memo::disk::Disk;
use crate::output::write;

use super::{Run, exit, open, report};

/// Prints every finding; wrong ones make the exit code that of problems.
pub fn run(run: &Run) -> anyhow::Result<u8> {
    let session = open::project(run, run.request.clone())?;
    let around = Around {
        version: env!("CARGO_PKG_VERSION"),
        features: vec![
            ("pdf", cfg!(feature = "pdf")),
            ("external-links", cfg!(feature = "external-links")),
            ("avif", cfg!(feature = "avif")),
        ],
        root: std::path::absolute(&run.root)?.display().to_string(),
        cache: Disk::of(&run.root).size(),
        strangers: write::strangers(&run.output)?.len(),
    };
    let found = doctor::examine(&session, &around);
    report::out(&found.iter().map(line).collect::<String>());
    let is_wrong = found.iter().any(|finding| matches!(finding.state, State::Wrong(_)));
    Ok(if is_wrong { exit::CONTENT } else { exit::FINE })
}

/// `  languages   ar (rtl, default), en (ltr)`; `!` before what is wrong, `-` before what could be done.
fn line(finding: &Finding) -> String {
    let (sign, way) = match &finding.state {
        State::Fine => (' ', None),
        State::Open(way) => ('-', Some(way)),
        State::Wrong(way) => ('!', Some(way)),
    };
    let way = way.map(|way| format!("\n{:14}{way}", "")).unwrap_or_default();
    format!("{sign} {:<11} {}{way}\n", finding.what, finding.says)
}
