//! `bayan check`: every phase but writing, and every problem; with `--fix`, the Markdown files mended where that is certain, and
//! pictures without what they say of places and people. The
//! only user of similar.

use clap::Args;
use similar::TextDiff;

use crate::diag::Diagnostics;
use crate::leaks;
use crate::output::sources;
use crate::pipeline;
use crate::pipeline::fix::{Mended, mend};
use crate::pipeline::session::Session;
use crate::source::{SourceTree, walk};

use super::{Run, report};

/// Options of `check` alone.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that can be typed")]
pub struct Options {
    /// Mend Markdown files where that is certain and strip pictures of metadata, then report what is left
    #[arg(long)]
    fix: bool,
    /// With --fix: print what would change as a diff, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Build the site in memory with and without the pages that are kept back, and name every output that differs
    #[arg(long, conflicts_with = "dry_run")]
    leaks: bool,
    /// Ask whether the addresses elsewhere still lead somewhere (needs a program compiled with `external-links`)
    #[arg(long, conflicts_with = "dry_run")]
    external: bool,
}

/// Checks. Pages are rendered too: a template's mistake is a mistake.
pub fn run(run: &Run, options: &Options) -> anyhow::Result<u8> {
    let mut tree = walk::load(&run.root)?;
    if options.fix {
        let mended = mend(&tree, &run.request);
        let keep = pipeline::pictures::kept(&tree, &run.request);
        let held = pipeline::pictures::holding(&tree, keep);
        if options.dry_run {
            report::out(&mended.iter().map(diff).collect::<String>());
            for file in &held {
                report::out(&format!("{}: its metadata would be removed\n", file.path));
            }
            return Ok(super::exit::FINE);
        }
        for file in &mended {
            sources::rewrite(&run.root, &file.path, &file.before, &file.after)?;
        }
        // One at a time: photographs are long.
        for file in &held {
            let before = file.bytes()?;
            if let Some(after) = pipeline::pictures::stripped(&before, keep) {
                sources::strip(&run.root, &file.path, &before, &after)?;
            }
        }
        let count = mended.len() + held.len();
        tree = if held.is_empty() { written(&tree, &mended) } else { walk::load(&run.root)? };
        if !run.quiet {
            report::log(&format!("bayan: {} mended", report::counted(count, "file")));
        }
    }
    let session = Session::new(tree, run.request.clone());
    let mut diags = session.problems();
    // Who asks strictly wants to know what a build would say.
    if run.strict {
        diags.extend(session.site().value.as_ref().and_then(|resolved| pipeline::unpublishable(&resolved.site)));
    }
    if options.external {
        diags.append(external(run, &session)?);
    }
    // A site with errors is not published, and what it would hold is not known.
    let compared = (options.leaks && !diags.has_errors()).then(|| leaks::find(session.tree(), &run.request));
    let compared = compared.map(|found| {
        diags.append(found.diags);
        (found.outputs, found.pages)
    });
    let fine = diags.is_empty();
    let code = report::problems(run, diags, session.tree());
    if run.quiet {
        return Ok(code);
    }
    match compared {
        Some((outputs, pages)) => report::log(&format!(
            "bayan: {} kept back; {} compared with and without",
            report::counted(pages, "page"),
            report::counted(outputs, "output")
        )),
        None if options.leaks => report::log("bayan: leaks are looked for once the errors are mended"),
        None => {}
    }
    if fine {
        report::log("bayan: no problems found");
    }
    // What is begun and not finished is no problem, and nobody should forget it.
    let kept_back = session.site().value.and_then(|resolved| report::kept_back(&resolved.site.absent.pages));
    if let Some(kept_back) = kept_back.filter(|_| !options.leaks) {
        report::log(&format!("bayan: {kept_back}"));
    }
    Ok(code)
}

/// The links that lead nowhere.
#[cfg(feature = "external-links")]
fn external(run: &Run, session: &Session) -> anyhow::Result<Diagnostics> {
    // What is wrong with the site was reported with everything else.
    let site = session.site().value.map(|resolved| resolved.site);
    site.map_or_else(|| Ok(Diagnostics::new()), |site| super::external::check(&site, &run.root, run.now))
}

/// The links that lead nowhere, which this program cannot find.
#[cfg(not(feature = "external-links"))]
fn external(_: &Run, _: &Session) -> anyhow::Result<Diagnostics> {
    anyhow::bail!("this program cannot reach the web; compile it with `cargo build --features external-links`")
}

/// The project as it stands on the disk now.
fn written(tree: &SourceTree, mended: &[Mended]) -> SourceTree {
    let texts = mended.iter().filter_map(|m| Some((tree.get(&m.path)?.id, m.after.clone())));
    tree.with_texts(&texts.collect())
}

/// A unified diff, as `patch` and `git apply` take it.
fn diff(file: &Mended) -> String {
    let diff = TextDiff::from_lines(&file.before, &file.after);
    let (from, to) = (format!("a/{}", file.path), format!("b/{}", file.path));
    diff.unified_diff().header(&from, &to).to_string()
}
