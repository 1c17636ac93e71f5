//! `bayan theme`: which files a theme has and whose they are; and a copy of some in the project, to be changed there.

use clap::Subcommand;

use crate::diag::Diagnostics;
use crate::diag::names::nearest;
use crate::output::create;
use crate::pipeline::session::Session;
use crate::theme::files::{DEFAULT, Files, Origin};

use super::{Run, exit, open, report};

/// What is asked of the theme.
#[derive(Subcommand, Debug)]
pub enum What {
    /// List the files of the theme, with those that are the project's own marked
    List,
    /// Copy built-in files into the project's theme, where they stand for the built-in ones
    Eject {
        /// Files by their path within the theme, as `list` prints them
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
    },
}

/// Lists or copies.
pub fn run(run: &Run, what: &What) -> anyhow::Result<u8> {
    let session = open::project(run, run.request.clone())?;
    let Some(config) = session.config().value.clone() else {
        return Ok(report::problems(run, session.site().diags, session.tree()));
    };
    let name = &config.theme.value;
    match what {
        What::List => list(&session, name),
        What::Eject { files } => eject(run, name, files),
    }
}

/// Prints every file: `*` before what stands for a built-in file, `+` before what the built-in theme has not.
fn list(session: &Session, name: &str) -> anyhow::Result<u8> {
    let Some(files) = Files::gather(session.tree(), name, &mut Diagnostics::new()) else {
        anyhow::bail!(
            "there is no folder themes/{name}; `bayan theme eject theme.yaml` begins one with a copy of the built-in theme.yaml"
        )
    };
    let line = |(path, origin): (&str, Origin)| match origin {
        Origin::BuiltIn => format!("  {path}\n"),
        Origin::Replaced => format!("* {path}\n"),
        Origin::Added => format!("+ {path}\n"),
    };
    report::out(&files.iter().map(|(path, file)| line((path, file.origin()))).collect::<String>());
    let count = |origin| files.iter().filter(|(_, file)| file.origin() == origin).count();
    report::log(&format!(
        "bayan: theme `{name}`: {} of the built-in theme `{DEFAULT}`, {} replaced (*) and {} added (+) in themes/{name}/",
        report::counted(count(Origin::BuiltIn), "file"),
        count(Origin::Replaced),
        count(Origin::Added)
    ));
    Ok(exit::FINE)
}

/// Copies all of the files, or none.
fn eject(run: &Run, name: &str, wanted: &[String]) -> anyhow::Result<u8> {
    let built_in = Files::built_in();
    let mut copies = Vec::new();
    for path in wanted {
        let Some(file) = built_in.at(path) else {
            let near = nearest(path, built_in.paths()).map(|near| format!("did you mean `{near}`?"));
            anyhow::bail!(
                "the built-in theme has no file `{path}`; {}",
                near.unwrap_or_else(|| "`bayan theme list` prints all".to_owned())
            );
        };
        copies.push((format!("themes/{name}/{path}"), file.bytes()));
    }
    create::all(&run.root, copies.iter().map(|(path, bytes)| (path.as_str(), &**bytes)))?;
    if !run.quiet {
        for (path, _) in &copies {
            report::log(path);
        }
    }
    Ok(exit::FINE)
}
