//! `bayan lsp`: an editor's questions, answered over standard input and output.

use clap::Args;

use crate::config::Overrides;
use crate::locale::date::Timestamp;
use crate::lsp::{self, Start};
use crate::pipeline::{EditionFiles, Request};
use crate::site::parts;

use super::{Common, exit, now};

/// Options of `lsp`.
#[derive(Args, Debug)]
pub struct Options {
    /// Taken for editors that add it; there is no other way to talk to it
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Answers until the editor says that it is enough. Each file belongs to the nearest project around it, so no folder need be one.
pub fn run(common: &Common, _: &Options) -> anyhow::Result<u8> {
    let request = Request {
        root: ".".to_owned(),
        overrides: Overrides { base_url: common.base_url.clone(), date: common.date },
        options: parts::Options { drafts: common.drafts, now: common.date.map_or_else(now, Timestamp::unix) },
        editions: if common.no_pdf { EditionFiles::None } else { EditionFiles::All },
        marks: false,
    };
    let is_orderly = lsp::stdio(&Start { root: common.root.clone(), request, language: common.language()? })?;
    Ok(if is_orderly { exit::FINE } else { exit::CONTENT })
}
