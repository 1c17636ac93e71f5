//! `bayan status`: how every translation stands to its source.

use crate::status::{self, html, human, json};

use super::{Format, Run, exit, open, report};

/// Prints the state of the translations. The exit code says whether more blocks are stale than may be.
pub fn run(run: &Run, max_stale: Option<usize>) -> anyhow::Result<u8> {
    // Nobody wants every problem of the content here; what keeps the lock from being read is an error.
    let (session, site) = match open::site(run)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let status = status::status(&site, session.tree());
    report::out(&match run.format {
        Format::Human | Format::Short | Format::Sarif | Format::Github | Format::Xliff | Format::Po => human::render(&status),
        Format::Json => json::render(&status),
        Format::Html | Format::HtmlTable => {
            html::render(&status, (run.language.tag(), run.language.dir()), run.language.tongue())
        }
    });
    let stale = status.stale_blocks();
    match max_stale {
        Some(most) if stale > most => {
            report::log(&format!("bayan: {}, and `--max-stale` allows {most}", stale_blocks(stale)));
            Ok(exit::CONTENT)
        }
        Some(_) | None => Ok(exit::FINE),
    }
}

fn stale_blocks(n: usize) -> String {
    if n == 1 { "1 block is stale".to_owned() } else { format!("{n} blocks are stale") }
}
