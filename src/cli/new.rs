//! `bayan new`: a project in a new folder, ready to be built, with its pages accepted as translations of each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::answers::accept::record;
use crate::config::Overrides;
use crate::drift::lock::Lock;
use crate::locale::date::{Date, Timestamp};
use crate::output::create;
use crate::pipeline::session::Session;
use crate::pipeline::{EditionFiles, Request};
use crate::scaffold::{self, Plan, texts};
use crate::site::parts;
use crate::source::walk::{CONFIG, LOCK};
use crate::source::{Content, SourceTree};

use super::{Common, exit, now, report};

/// Options of `new`.
#[derive(Args, Debug)]
pub struct Options {
    /// The folder to make, or an empty one
    folder: PathBuf,
    /// Languages, the default one first: ar, en, fa, fr, he, ur
    #[arg(long, value_name = "TAGS", value_delimiter = ',', default_value = "ar,en")]
    languages: Vec<String>,
    /// What it holds
    #[arg(long, value_enum, default_value_t = Kind::Briefing)]
    kind: Kind,
    /// Title of the site, once for each language
    #[arg(long = "title", value_name = "TAG=TEXT")]
    titles: Vec<String>,
}

/// `--kind`
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Kind {
    /// A briefing with two chapters, facts, a claim, sources, a chart and a picture
    Briefing,
    /// Dated notes in one list
    Archive,
    /// A home page
    Minimal,
}

/// Writes the project and says what to do next.
pub fn run(common: &Common, options: &Options) -> anyhow::Result<u8> {
    let folder = &options.folder;
    let languages: Vec<String> = options.languages.iter().map(|tag| tag.trim().to_owned()).collect();
    let tags: Vec<&str> = languages.iter().map(String::as_str).collect();
    let unix = common.date.map_or_else(now, Timestamp::unix);
    let plan = Plan {
        kind: match options.kind {
            Kind::Briefing => scaffold::Kind::Briefing,
            Kind::Archive => scaffold::Kind::Archive,
            Kind::Minimal => scaffold::Kind::Minimal,
        },
        titles: texts::typed(&options.titles, &tags)?,
        date: Date::at(unix).iso(),
        languages: languages.clone(),
    };
    let mut files = scaffold::project(&plan)?;
    if let Some(name) = create::occupant(folder)? {
        anyhow::bail!("{} holds `{name}`; name a folder that is empty, or that is not there yet", folder.display());
    }
    if let Some(lock) = accepted(&files, unix) {
        files.insert(LOCK.to_owned(), lock);
    }
    create::all(folder, files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())))?;
    if !common.quiet {
        report::log(&next(folder, &languages, files.len(), options.kind));
    }
    Ok(exit::FINE)
}

/// The lock of a project in which every page says the same in all languages; `None` where there is only one.
fn accepted(files: &BTreeMap<String, String>, now: i64) -> Option<String> {
    let is_read = |path: &str| path == CONFIG || path.starts_with("content/");
    let sources = files.iter().filter(|(path, _)| is_read(path));
    let tree = SourceTree::new(sources.map(|(path, text)| (path.clone(), Content::Text(text.as_str().into()))));
    let options = parts::Options { drafts: false, now };
    let request =
        Request { root: ".".to_owned(), overrides: Overrides::default(), options, editions: EditionFiles::None, marks: false };
    let site = Session::new(tree, request).site().value?.site;
    let mut lock = Lock::default();
    record(&mut lock, &site, &site.pairs.iter().map(AsRef::as_ref).collect::<Vec<_>>(), &BTreeSet::new());
    (!lock.pages.is_empty()).then(|| lock.print())
}

/// What to do next.
fn next(folder: &Path, languages: &[String], count: usize, kind: Kind) -> String {
    let shown = folder.display().to_string();
    let enter = if shown == "." { String::new() } else { format!("cd {} && ", quoted_for_shell(&shown)) };
    let publish = match kind {
        Kind::Briefing | Kind::Archive => {
            "push to GitHub; there: Settings -> Pages -> Build and deployment -> Source: GitHub Actions"
        }
        Kind::Minimal => "`bayan build -u https://ADDRESS/` writes public/, which any web server can publish",
    };
    format!(
        "{shown}: a site in {} ({})\n  1. {enter}bayan serve    shows it, and every edit a moment later\n  2. edit site.yaml and content/; \
         `bayan add page NAME` begins a page in every language, `bayan check` tells mistakes\n  3. {publish}",
        languages.join(", "),
        report::counted(count, "file"),
    )
}

/// A path as a shell takes it for one word.
fn quoted_for_shell(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
