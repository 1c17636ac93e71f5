//! `bayan mail PAGE`: a page as letters, into a folder that is no part of the site.

use crate::diag::Severity;
use crate::locale::letter::composed;
use crate::output::write;
use crate::pipeline::{EditionFiles, Request};

use super::{Common, exit, folders, open, report, run as of};

/// Where letters go where no folder is named.
const FOLDER: &str = "mail";

/// Writes the letters of a page. Nothing is written if an error was found (under `--strict`, a warning).
pub fn run(common: Common, page: &str) -> anyhow::Result<u8> {
    let is_default = common.output_dir.is_none();
    let mut run = of(common)?;
    if is_default {
        run.output = run.root.join(FOLDER);
        folders::check(&run.root, &run.output, true)?;
    }
    let editions = EditionFiles::Only(vec![composed(page).into_owned()]);
    let session = open::project(&run, Request { editions, ..run.request.clone() })?;
    let (mut outcome, mut messages) = (session.bound("letter.html"), session.bound("eml"));
    // Both are made of the same text, and say the same of it.
    let letters = messages.value.take();
    let fine = !(outcome.diags.has_errors() || run.strict && outcome.diags.count(Severity::Warning) > 0);
    let diags = std::mem::take(&mut outcome.diags);
    let code = report::problems(&run, diags, session.tree());
    let (Some(mut built), Some(letters)) = (outcome.value.filter(|_| fine), letters) else {
        if !run.quiet {
            report::log("bayan: nothing was written");
        }
        return Ok(if code == exit::FINE { exit::CONTENT } else { code });
    };
    for (path, contents) in letters.outputs.iter() {
        built.outputs.insert(path.clone(), contents.clone());
    }
    write::add(&built.outputs, &run.output, &|_| false)?;
    if !run.quiet {
        for (path, contents) in built.outputs.iter() {
            report::log(&format!("{} ({} kB)", path.as_str(), contents.len().div_ceil(1000)));
        }
    }
    Ok(code)
}
