//! `bayan import` of a document of a word processor: it becomes a page that is kept back, with its pictures beside it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::config::Overrides;
use crate::draft::report::{self as account, Files};
use crate::draft::{Draft, Means, read, write};
use crate::locale::{LocaleSpec, Locales, fold};
use crate::output::create;
use crate::pipeline::{EditionFiles, Request, fix};
use crate::restore::write::{Head, head};
use crate::site::parts;
use crate::source::walk::CONFIG;
use crate::source::{Content, SourceTree};
use crate::word::Broken;
use crate::word::view::View;

use super::given::What;
use super::{Common, exit, nearest_project, now, report};

/// How a document is read.
#[derive(Args, Debug)]
#[group(skip)]
pub struct Options {
    /// Of a document of a word processor: which text is taken where changes are tracked
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Tracked::Accepted)]
    tracked: Tracked,
}

/// `--tracked`
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Tracked {
    /// As if every change were accepted
    Accepted,
    /// As if every change were rejected
    Original,
}

/// Reads the document, and writes the page and its pictures.
pub fn run(common: &Common, what: &What, options: &Options, bytes: &[u8]) -> anyhow::Result<u8> {
    let (path, title, tag) = (&what.path, what.title.as_deref(), what.lang()?);
    let locales = Locales::new(&[LocaleSpec::of(tag)])
        .map_err(|_| anyhow::anyhow!("`{tag}` is no language tag; write one as in `ar` or `ar-LB`"))?;
    let Some(locale) = locales.site().first() else { anyhow::bail!("`{tag}` is no language tag") };
    let folder = folder(common)?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.strip_suffix(&format!(".{tag}")).unwrap_or(&stem).to_owned();
    let slug = fold::slug(&stem);
    let pictures = format!("{}-{tag}", if slug.is_empty() { "picture" } else { &slug });
    let view = if options.tracked == Tracked::Original { View::Before } else { View::After };
    let means = Means { view, locale, locales: &locales, stem: &pictures, has_title: title.is_some() };
    let mut draft = read::read(bytes, &means).map_err(|broken| refused(path, &broken))?;
    let body = write::body(&mut draft, &means);
    anyhow::ensure!(!body.text.trim().is_empty() || draft.title.is_some(), "{}: there is no text in it", path.display());
    let own = Head {
        title: title.map(str::to_owned).or_else(|| draft.title.clone()).unwrap_or_else(|| stem.replace(['-', '_'], " ")),
        subtitle: draft.subtitle.clone(),
        source: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        how: how(tag, options),
    };
    let top = head(&own);
    let before = format!("{top}{}", body.text);
    let after = mended(tag, &before);
    let mended = changed(&before, &after);
    let name = format!("{stem}.{tag}.md");
    let files = draft.pictures.iter().map(|picture| (picture.name.as_str(), picture.bytes.as_slice()));
    create::all(&folder, files.chain([(name.as_str(), after.as_bytes())]))?;
    let made = folder.join(&name).display().to_string();
    let beside: Vec<String> = draft.pictures.iter().map(|own| folder.join(&own.name).display().to_string()).collect();
    let source = path.display().to_string();
    let first_line = top.matches('\n').count() + 1;
    tell(common, (&draft, &body, view), Files { source: &source, made: &made, beside: &beside, first_line, mended });
    let is_refused = common.strict && draft.left.iter().any(|left| left.is_open);
    Ok(if is_refused { exit::CONTENT } else { exit::FINE })
}

fn tell(common: &Common, (draft, body, view): (&Draft, &write::Body, View), files: Files<'_>) {
    report::account(common, || account::json(draft, body, view, files), || account::human(draft, body, view, files));
}

/// Where the page goes.
fn folder(common: &Common) -> anyhow::Result<PathBuf> {
    let root = common.root.clone().map_or_else(nearest_project, Ok)?;
    match &common.output_dir {
        Some(folder) => Ok(folder.clone()),
        None if root.join(CONFIG).is_file() => Ok(root.join("content")),
        None => anyhow::bail!("there is no project here; name a folder for the page with `-o`"),
    }
}

/// Why a file is not read, and what to do.
fn refused(path: &Path, broken: &Broken) -> anyhow::Error {
    let (why, help) = broken.told();
    let help = match broken {
        Broken::Other(_) => "save it as `.docx` with the program that made it, and import that",
        Broken::Harmful(why) if why.contains("macros") => "save it as `.docx`, which has none, and import that",
        Broken::Encrypted | Broken::Old | Broken::Damaged(_) | Broken::Large(_) | Broken::Harmful(_) => help,
    };
    anyhow::anyhow!("{}: {why}; {help}", path.display())
}

/// The command without what only this machine has.
fn how(tag: &str, options: &Options) -> String {
    let tracked = if options.tracked == Tracked::Original { " --tracked original" } else { "" };
    format!("bayan import --lang {tag}{tracked}")
}

/// A page with everything mended of which the lint is certain.
fn mended(tag: &str, text: &str) -> String {
    let page = "content/page.md";
    let site = format!("base_url: https://example.org/\ntitle: Draft\nlanguages: {{\"{tag}\": {{name: \"{tag}\"}}}}\n");
    let files = [(CONFIG.to_owned(), site), (page.to_owned(), text.to_owned())];
    let tree = SourceTree::new(files.map(|(path, text)| (path, Content::Text(text.into()))));
    let options = parts::Options { drafts: true, now: now() };
    let request =
        Request { root: String::new(), overrides: Overrides::default(), options, editions: EditionFiles::None, marks: false };
    let mended = fix::mend(&tree, &request).into_iter().find(|mended| mended.path == page);
    mended.map_or_else(|| text.to_owned(), |mended| mended.after)
}

/// How many lines differ.
fn changed(before: &str, after: &str) -> usize {
    let (one, other) = (before.lines().count(), after.lines().count());
    before.lines().zip(after.lines()).filter(|(a, b)| a != b).count() + one.abs_diff(other)
}
