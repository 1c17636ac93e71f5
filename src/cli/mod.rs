//! The command line: what was typed -> what is done -> an exit code. One file per command; [`report`] prints.

pub mod accept;
pub mod add;
#[cfg(feature = "pdf")]
pub mod bound;
pub mod build;
pub mod check;
pub mod clean;
pub mod doctor;
pub mod draft;
pub mod explain;
pub mod export;
#[cfg(feature = "external-links")]
pub mod external;
mod folders;
mod given;
pub mod import;
pub mod incoming;
pub mod lsp;
#[cfg(feature = "pdf")]
mod mail;
pub mod man;
mod migrate;
pub mod new;
pub mod open;
#[cfg(feature = "pdf")]
mod printed;
pub mod report;
pub mod restore;
mod reviewed;
pub mod schema;
pub mod serve;
pub mod status;
pub mod theme;
mod webpage;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::catalogues::Language;
use crate::config::Overrides;
use crate::diag::render::Style;
use crate::lint::manual;
use crate::locale::date::Timestamp;
use crate::pipeline::{EditionFiles, Request};
use crate::site::parts::Options;
use crate::source::walk;
#[cfg(feature = "pdf")]
use crate::typeset::press;

/// Exit codes, in one place.
pub mod exit {
    /// Everything is fine.
    pub const FINE: u8 = 0;
    /// The content has problems.
    pub const CONTENT: u8 = 1;
    /// The command line is wrong, or the machine failed.
    pub const MACHINE: u8 = 2;
}

/// Bilingual, right-to-left aware briefings from Markdown.
#[derive(Parser, Debug)]
#[command(name = "bayan", version, about, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Begin a project of your own in a new folder
    #[command(visible_alias = "init")]
    New(new::Options),
    /// Add a page in every language, or an entry of the ledger
    Add {
        #[command(subcommand)]
        what: add::What,
    },
    /// List the files of the theme, or copy some into the project to change them
    Theme {
        #[command(subcommand)]
        what: theme::What,
    },
    /// Say what is found of the project and the program, and what to do about what is wrong
    Doctor,
    /// Build the site (the default)
    Build,
    /// Serve the site and show every edit
    Serve(serve::Options),
    /// Print briefings as PDF and write nothing else
    #[cfg(feature = "pdf")]
    Pdf {
        /// Pages to print, by their path below `content/` without language and ending [default: all]
        #[arg(value_name = "PAGE")]
        pages: Vec<String>,
    },
    /// Make documents of briefings for word processors and write nothing else
    #[cfg(feature = "pdf")]
    Docx {
        /// Pages to make documents of, by their path below `content/` without language and ending [default: all]
        #[arg(value_name = "PAGE")]
        pages: Vec<String>,
    },
    /// Make e-books of briefings and write nothing else
    Epub {
        /// Pages to make e-books of, by their path below `content/` without language and ending [default: all]
        #[arg(value_name = "PAGE")]
        pages: Vec<String>,
    },
    /// Write a page as a letter: as HTML and as a draft for programs for mail, in each language and in two
    #[cfg(feature = "pdf")]
    Mail {
        /// The page, by its path below `content/` without language and ending
        #[arg(value_name = "PAGE", value_parser = NonEmptyStringValueParser::new())]
        page: String,
    },
    /// Make of each briefing one page that needs no network, and write nothing else
    Offline {
        /// Pages to make them of, by their path below `content/` without language and ending [default: all]
        #[arg(value_name = "PAGE")]
        pages: Vec<String>,
    },
    /// Report every problem, and what an editor should look at
    Check(check::Options),
    /// Print the manual page of what `check` looks for
    Lints,
    /// Answer an editor over standard input and output (the Language Server Protocol)
    Lsp(lsp::Options),
    /// Print what a finding means, with examples
    Explain {
        /// Its code, as `check` prints it: `space-before-punctuation`
        #[arg(value_parser = NonEmptyStringValueParser::new())]
        code: String,
    },
    /// Show each translation's state: current, stale, missing or never reviewed
    Status {
        /// Fail if more blocks than this are stale
        #[arg(long, value_name = "N")]
        max_stale: Option<usize>,
    },
    /// Record in bayan.lock that both languages of a page say the same
    Accept {
        /// Key of the page as `bayan status` prints it, or one of its files
        #[arg(value_name = "PAGE", required_unless_present = "all", value_parser = NonEmptyStringValueParser::new())]
        page: Option<String>,
        /// Names of blocks as `bayan status` prints them [default: the whole page]
        #[arg(value_name = "BLOCK")]
        blocks: Vec<String>,
        /// Accept every page of the site
        #[arg(long, conflicts_with_all = ["page", "blocks"])]
        all: bool,
    },
    /// Print pages for a translator (`--format xliff`, `po` or `html-table`), with what they use of data files
    Export(export::Options),
    /// Put what a translator or a reviewer sent back into pages and data files, and make new pages of it
    ImportTranslation {
        /// An XLIFF or PO file that `bayan export` wrote, or a DOCX that `bayan docx` made and a reviewer edited
        file: PathBuf,
        /// Of a DOCX: take tracked changes that nobody has accepted or rejected, too
        #[arg(long)]
        accept_tracked: bool,
    },
    /// Say what a reviewer changed and said in a DOCX that `bayan docx` made, and write nothing
    Review {
        /// The document that came back
        file: PathBuf,
    },
    /// Make a project of a site of another generator, or a page of a document, a PDF, a saved page or text that was taken out of a PDF
    Import(incoming::Options),
    /// Remove what builds have written
    Clean,
    /// Print completions for a shell
    Completions {
        /// Which shell
        #[arg(ignore_case = true)]
        shell: clap_complete::Shell,
    },
    /// Print what a kind of files may hold as a JSON Schema, for editors
    Schema {
        /// Which, as in `site` or `facts` [default: list them]
        name: Option<String>,
    },
    /// Print the page of the program, or of one of its commands, for `man`
    Man {
        /// The command, as in `add page` [default: the program]
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
}

/// Options of every command.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that can be typed")]
pub struct Common {
    /// Folder of the project [default: the nearest one upwards with a site.yaml]
    #[arg(long, global = true, value_name = "FOLDER")]
    root: Option<PathBuf>,
    /// Where the site will stand, instead of `base_url` in site.yaml
    #[arg(long, short = 'u', global = true, value_name = "URL")]
    base_url: Option<String>,
    /// Folder to write to [default: public, in the project]
    #[arg(long, short = 'o', global = true, value_name = "FOLDER")]
    output_dir: Option<PathBuf>,
    /// Show drafts, pages before their `publish` and after their `expiry` date
    #[arg(long, global = true)]
    drafts: bool,
    /// Make no PDFs and no other files of briefings, and no links to them
    #[arg(long, global = true)]
    no_pdf: bool,
    /// Treat warnings as errors
    #[arg(long, global = true)]
    strict: bool,
    /// The moment of the build, for `publish` and `expiry` dates [default: now]
    #[arg(long, global = true, value_name = "DATE", value_parser = timestamp)]
    date: Option<Timestamp>,
    /// Make everything anew: neither read nor write `.bayan/cache`
    #[arg(long, global = true)]
    no_cache: bool,
    /// Print problems only
    #[arg(long, short = 'q', global = true)]
    quiet: bool,
    /// The language in which problems are told: `en`, `ar`, `fa` or `fr` [default: what `BAYAN_LANG` says, else en]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language)]
    messages: Option<Language>,
    /// How problems are printed: `human` on standard error, the others on standard output. `status` prints its report as
    /// `human`, `json` or `html`, `review` as any of these or `html`, `export` the page as `xliff` (also its default), `po` or `html-table`,
    /// `import` its report as `human`, `json` or `html`
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// `--format`
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// With excerpts
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// SARIF 2.1.0, one document
    Sarif,
    /// Annotations for GitHub Actions
    Github,
    /// A document for browsers (`bayan status`, `bayan review`)
    Html,
    /// XLIFF 2.1 (`bayan export` only)
    Xliff,
    /// A PO file of GNU gettext (`bayan export` only)
    Po,
    /// A table for browsers and word processors (`bayan export` only)
    HtmlTable,
}

fn language(text: &str) -> Result<Language, String> {
    Language::of(text).ok_or_else(|| "write `en`, `ar`, `fa` or `fr`".to_owned())
}

impl Common {
    /// The language that was asked for: on the command line, or in the environment. That of the system is not asked, since many
    /// terminals show Arabic from left to right.
    #[expect(clippy::disallowed_methods, reason = "who reads what is printed is no part of what is built")]
    fn language(&self) -> anyhow::Result<Option<Language>> {
        let said = std::env::var("BAYAN_LANG").ok().filter(|tag| self.messages.is_none() && !tag.is_empty());
        match said {
            Some(tag) => language(&tag).map(Some).map_err(|why| anyhow::anyhow!("BAYAN_LANG is `{tag}`: {why}")),
            None => Ok(self.messages),
        }
    }
}

fn timestamp(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "write year, month and day as 2022-01-06".to_owned())
}

/// What every command needs to know.
#[derive(Debug)]
pub struct Run {
    /// The project.
    pub root: PathBuf,
    /// Where the output goes.
    pub output: PathBuf,
    /// What to build.
    pub request: Request,
    /// Seconds since 1970, for what depends on the day.
    pub now: i64,
    /// Whether warnings fail.
    pub strict: bool,
    /// Whether results are kept between builds.
    pub cache: bool,
    /// Whether only problems are printed.
    pub quiet: bool,
    /// How problems are printed.
    pub style: Style,
    /// The language in which they are told.
    pub language: Language,
    /// How reports are printed.
    pub format: Format,
}

impl Command {
    /// The formats it prints in.
    fn formats(&self) -> &'static [Format] {
        match self {
            Command::Status { .. } => &[Format::Human, Format::Json, Format::Html],
            Command::Import(_) => &[Format::Human, Format::Json, Format::Html],
            Command::Review { .. } => &[Format::Human, Format::Short, Format::Json, Format::Sarif, Format::Github, Format::Html],
            Command::Export(_) => &[Format::Human, Format::Xliff, Format::Po, Format::HtmlTable],
            #[cfg(feature = "pdf")]
            Command::Pdf { .. } | Command::Docx { .. } | Command::Mail { .. } => PROBLEMS,
            Command::Epub { .. }
            | Command::Offline { .. }
            | Command::New(_)
            | Command::Add { .. }
            | Command::Theme { .. }
            | Command::Doctor
            | Command::Build
            | Command::Serve(_)
            | Command::Check(_)
            | Command::Lints
            | Command::Lsp(_)
            | Command::Explain { .. }
            | Command::Accept { .. }
            | Command::ImportTranslation { .. }
            | Command::Clean
            | Command::Completions { .. }
            | Command::Schema { .. }
            | Command::Man { .. } => PROBLEMS,
        }
    }
}

/// The formats of problems.
const PROBLEMS: &[Format] = &[Format::Human, Format::Short, Format::Json, Format::Sarif, Format::Github];

/// Ends the program where a command is to print in a format that is another one's.
fn check_format(cli: &Cli) {
    let own = cli.command.as_ref().map_or(PROBLEMS, Command::formats);
    if !own.contains(&cli.common.format) {
        let name = |format: &Format| format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let all: Vec<String> = own.iter().map(name).collect();
        let message = format!("`--format {}` is not for this command, which knows {}", name(&cli.common.format), all.join(", "));
        <Cli as clap::CommandFactory>::command().error(clap::error::ErrorKind::InvalidValue, message).exit();
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    #[cfg(feature = "pdf")]
    if press::is_wanted(std::env::args_os().nth(1).as_deref()) {
        press::work();
    }
    let cli = Cli::parse();
    #[cfg(feature = "pdf")]
    std::env::current_exe().into_iter().for_each(press::use_program);
    check_format(&cli);
    let result = match cli.command {
        Some(Command::Completions { shell }) => {
            report::out(&completions(shell));
            Ok(exit::FINE)
        }
        Some(Command::Schema { name }) => schema::run(name.as_deref()),
        Some(Command::Man { command }) => man::run(&command),
        Some(Command::Import(options)) => incoming::run(&cli.common, &options),
        Some(Command::New(options)) => new::run(&cli.common, &options),
        Some(Command::Add { what }) => run(cli.common).and_then(|run| add::run(&run, what)),
        Some(Command::Theme { what }) => run(cli.common).and_then(|run| theme::run(&run, &what)),
        Some(Command::Doctor) => run(cli.common).and_then(|run| doctor::run(&run)),
        None | Some(Command::Build) => run(cli.common).and_then(|run| build::run(&run)),
        Some(Command::Serve(options)) => run(cli.common).and_then(|run| serve::run(run, &options)),
        #[cfg(feature = "pdf")]
        Some(Command::Pdf { pages }) => run(cli.common).and_then(|run| bound::run(&run, "pdf", &pages)),
        #[cfg(feature = "pdf")]
        Some(Command::Docx { pages }) => run(cli.common).and_then(|run| bound::run(&run, "docx", &pages)),
        Some(Command::Epub { pages }) => run(cli.common).and_then(|run| bound::run(&run, "epub", &pages)),
        #[cfg(feature = "pdf")]
        Some(Command::Mail { page }) => mail::run(cli.common, &page),
        Some(Command::Offline { pages }) => run(cli.common).and_then(|run| bound::run(&run, "offline.html", &pages)),
        Some(Command::Check(options)) => run(cli.common).and_then(|run| check::run(&run, &options)),
        Some(Command::Lsp(options)) => lsp::run(&cli.common, &options),
        Some(Command::Explain { code }) => cli.common.language().and_then(|own| explain::run(&code, own.unwrap_or_default())),
        Some(Command::Lints) => {
            report::out(&manual::page());
            Ok(exit::FINE)
        }
        Some(Command::Status { max_stale }) => run(cli.common).and_then(|run| status::run(&run, max_stale)),
        Some(Command::Accept { page, blocks, all }) => {
            let what = page.filter(|_| !all).map_or(accept::What::All, |page| accept::What::Page(page, blocks));
            run(cli.common).and_then(|run| accept::run(&run, &what))
        }
        Some(Command::Export(options)) => run(cli.common).and_then(|run| export::run(&run, &options)),
        Some(Command::ImportTranslation { file, accept_tracked }) => {
            run(cli.common).and_then(|run| import::run(&run, &file, accept_tracked))
        }
        Some(Command::Review { file }) => run(cli.common).and_then(|run| reviewed::review(&run, &file)),
        Some(Command::Clean) => run(cli.common).and_then(|run| clean::run(&run)),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            report::log(&format!("bayan: {error:#}"));
            ExitCode::from(exit::MACHINE)
        }
    }
}

fn completions(shell: clap_complete::Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut <Cli as clap::CommandFactory>::command(), "bayan", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What was typed -> what it means.
fn run(common: Common) -> anyhow::Result<Run> {
    let language = common.language()?.unwrap_or_default();
    let root = match common.root {
        Some(root) => root,
        None => nearest_project()?,
    };
    anyhow::ensure!(root.is_dir(), "{}: there is no such folder", root.display());
    let is_default = common.output_dir.is_none();
    let output = common.output_dir.unwrap_or_else(|| root.join("public"));
    folders::check(&root, &output, is_default)?;
    let now = common.date.map_or_else(now, Timestamp::unix);
    Ok(Run {
        request: Request {
            root: root.display().to_string(),
            overrides: Overrides { base_url: common.base_url, date: common.date },
            options: Options { drafts: common.drafts, now },
            editions: if common.no_pdf { EditionFiles::None } else { EditionFiles::All },
            marks: false,
        },
        root,
        output,
        now,
        strict: common.strict,
        cache: !common.no_cache,
        quiet: common.quiet,
        language,
        style: match common.format {
            Format::Human | Format::Html | Format::Xliff | Format::Po | Format::HtmlTable => Style::Human,
            Format::Short => Style::Short,
            Format::Json => Style::Json,
            Format::Sarif => Style::Sarif,
            Format::Github => Style::Github,
        },
        format: common.format,
    })
}

/// The current folder or the nearest one above it that holds a `site.yaml`; the current one if none does.
fn nearest_project() -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir()?;
    Ok(match walk::project(&here) {
        Some(found) if found != here => found.to_path_buf(),
        Some(_) | None => PathBuf::from("."),
    })
}

/// Seconds since 1970: the only clock that reaches a build, and only as the moment for `publish` and `expiry`.
#[expect(clippy::disallowed_methods, reason = "the one clock: an argument of the build from here on")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|d| i64::try_from(d.as_secs()).ok()).unwrap_or(0)
}
