//! `bayan import` of the folder of a site of another generator: a new project beside it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::config::Overrides;
use crate::diag::Severity;
use crate::diag::render::{Style, render};
use crate::locale::date::Timestamp;
use crate::migrate;
use crate::migrate::model::{Generator, Made};
use crate::migrate::project::Imported;
use crate::output::create;
use crate::pipeline::session::Session;
use crate::pipeline::{EditionFiles, Request};
use crate::site::parts;
use crate::source::walk;
use crate::source::{Content, SourceFile, SourceTree};

use super::given::What;
use super::{Common, Format, exit, now, report};

/// What belongs to folders of other generators.
#[derive(Args, Debug)]
#[group(skip)]
pub struct Options {
    /// What a folder was made for [default: what its configuration says]
    #[arg(long, value_enum, value_name = "GENERATOR")]
    from: Option<From>,
}

/// `--from`
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum From {
    /// hugo.toml, config.toml
    Hugo,
    /// _config.yml
    Jekyll,
    /// config.toml, zola.toml
    Zola,
    /// docusaurus.config.js
    Docusaurus,
    /// mkdocs.yml
    Mkdocs,
    /// The file that WordPress exports
    Wordpress,
}

/// Makes the project.
pub fn run(common: &Common, what: &What, options: &Options) -> anyhow::Result<u8> {
    let wanted = options.from.map(|from| match from {
        From::Hugo => Generator::Hugo,
        From::Jekyll => Generator::Jekyll,
        From::Zola => Generator::Zola,
        From::Docusaurus => Generator::Docusaurus,
        From::Mkdocs => Generator::MkDocs,
        From::Wordpress => Generator::WordPress,
    });
    let folder = folder(common, &what.path)?;
    let tree = walk::folder(&what.path)?;
    let unix = common.date.map_or_else(now, Timestamp::unix);
    let imported = migrate::import(&tree, wanted, unix).map_err(|why| anyhow::anyhow!("{}: {why}", what.path.display()))?;
    write(common, what, (&folder, &tree), imported)
}

/// Makes the project of what WordPress exports; its files are those in `uploads` beside it.
pub fn export(common: &Common, what: &What, options: &Options, text: &str) -> anyhow::Result<u8> {
    let shown = what.path.display();
    anyhow::ensure!(matches!(options.from, None | Some(From::Wordpress)), "{shown}: WordPress exported this; leave `--from` out");
    let folder = folder(common, &what.path)?;
    let beside = what.path.parent().unwrap_or(Path::new(""));
    let found =
        ["uploads", "wp-content/uploads"].map(|name| beside.join(name)).into_iter().find(|own| own.is_dir() && !own.is_symlink());
    let tree = found.map_or_else(|| Ok(SourceTree::default()), |own| walk::folder(&own))?;
    let name = what.path.file_name().map_or_else(|| "export.xml".into(), |name| name.to_string_lossy());
    let unix = common.date.map_or_else(now, Timestamp::unix);
    let imported = migrate::export(&name, text, &tree, unix).map_err(|why| anyhow::anyhow!("{shown}: {why}"))?;
    write(common, what, (&folder, &tree), imported)
}

/// Writes a project that is not there yet, and tells what was done.
fn write(common: &Common, what: &What, (folder, tree): (&Path, &SourceTree), mut imported: Imported) -> anyhow::Result<u8> {
    let unix = common.date.map_or_else(now, Timestamp::unix);
    let (from, to) = (what.path.display().to_string(), folder.display().to_string());
    if is_there(folder, tree, &imported.files)? {
        if !common.quiet {
            report::log(&format!("{to}: all of it is there already; nothing to do"));
        }
        return Ok(exit::FINE);
    }
    if let Some(name) = create::occupant(folder)? {
        anyhow::bail!("{to} holds `{name}`; name a folder that is empty, or that is not there yet, with `-o`");
    }
    imported.report.problems = problems(tree, &imported.files, unix);
    create::each(folder, imported.files.keys().map(String::as_str), |path| content(tree, &imported.files[path]))?;
    match common.format {
        Format::Json => report::out(&imported.report.json(&from, &to)),
        Format::Html => report::out(&imported.report.html()),
        Format::Human if !common.quiet => report::out(&imported.report.human(&from, &to)),
        Format::Human | Format::Short | Format::Sarif | Format::Github | Format::Xliff | Format::Po | Format::HtmlTable => {}
    }
    let is_refused = common.strict && imported.report.left.iter().next().is_some();
    Ok(if is_refused { exit::CONTENT } else { exit::FINE })
}

/// The bytes of a file of the project.
fn content<'a>(tree: &'a SourceTree, made: &'a Made) -> io::Result<Cow<'a, [u8]>> {
    match made {
        Made::Text(text) => Ok(Cow::Borrowed(text.as_bytes())),
        Made::Copy(path) => {
            tree.get(path).map_or_else(|| Err(io::Error::other(format!("{path}: it is gone"))), SourceFile::bytes)
        }
    }
}

/// Where the project goes: never into the old site, nor around it.
fn folder(common: &Common, site: &Path) -> anyhow::Result<PathBuf> {
    let here = site.canonicalize()?;
    let beside = || {
        let name = if here.is_file() { here.file_stem() } else { here.file_name() };
        let name = name.map_or_else(|| "site".into(), |name| name.to_string_lossy());
        PathBuf::from(format!("{name}-bayan"))
    };
    let folder = common.output_dir.clone().unwrap_or_else(beside);
    let parent = folder.ancestors().find(|folder| folder.exists()).filter(|folder| !folder.as_os_str().is_empty());
    let above = parent.unwrap_or(Path::new(".")).canonicalize()?;
    let is_same = folder.exists() && folder.canonicalize()? == here;
    anyhow::ensure!(
        !(above.starts_with(&here) || is_same || folder.exists() && here.starts_with(&above)),
        "{}: a project is not written into the old site, nor around it; name another folder with `-o`",
        folder.display()
    );
    Ok(folder)
}

/// Whether every file is there with the same bytes: an import that was made before.
fn is_there(folder: &Path, tree: &SourceTree, files: &BTreeMap<String, Made>) -> io::Result<bool> {
    if !folder.join(walk::CONFIG).is_file() {
        return Ok(false);
    }
    let written = walk::folder(folder)?;
    for (path, made) in files.iter().filter(|(path, _)| !path.starts_with('.')) {
        let Some(file) = written.get(path) else { return Ok(false) };
        if file.bytes()? != content(tree, made)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What a build of the project would say is wrong.
fn problems(tree: &SourceTree, files: &BTreeMap<String, Made>, now: i64) -> Vec<String> {
    let source = |made: &Made| match made {
        Made::Text(text) => Content::Text(text.as_str().into()),
        Made::Copy(path) => tree.get(path).map_or(Content::Binary(Vec::new().into()), |file| file.content.clone()),
    };
    let read = files.iter().filter(|(path, _)| *path == walk::CONFIG || path.starts_with("content/"));
    let project = SourceTree::new(read.map(|(path, made)| (path.clone(), source(made))));
    let options = parts::Options { drafts: true, now };
    let request =
        Request { root: ".".to_owned(), overrides: Overrides::default(), options, editions: EditionFiles::None, marks: false };
    let session = Session::new(project, request);
    let found = session.site();
    let mut errors = found.diags;
    errors.retain(|problem| problem.severity == Severity::Error);
    render(errors, session.tree(), Style::Short).lines().map(str::to_owned).collect()
}
