//! `bayan add`: a page in every language, or an entry of the ledger with a text for every language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use clap::{Args, Subcommand};

use crate::ast::Document;
use crate::diag::render::{Style, render};
use crate::diag::{Diagnostics, Severity};
use crate::output::{create, sources};
use crate::pipeline::session::Session;
use crate::scaffold::entry::{self, Entry};
use crate::scaffold::page::{self, Around, Wanted};
use crate::scaffold::texts;
use crate::site::parts;

use super::{Run, exit, open, report};

/// What is to be added.
#[derive(Subcommand, Debug)]
pub enum What {
    /// A page, by its path below `content/` without language and ending
    Page(PageOptions),
    /// A chapter at the end of a briefing: BRIEFING/NAME
    Chapter(PageOptions),
    /// A folder with the first page of a briefing
    Briefing(PageOptions),
    /// A number or a date: [FOLDER/]ID
    Fact {
        /// The entry
        #[command(flatten)]
        entry: EntryOptions,
        /// The number or date: 1234.5, 12%, 2022-01-06
        #[arg(long, allow_hyphen_values = true)]
        value: String,
        /// Id of what it is counted in
        #[arg(long, value_name = "ID")]
        unit: Option<String>,
        /// Id of the source
        #[arg(long, value_name = "ID")]
        source: Option<String>,
    },
    /// What somebody says: [FOLDER/]ID
    Claim {
        /// The entry
        #[command(flatten)]
        entry: EntryOptions,
        /// Id of the person or organisation that says it
        #[arg(long, value_name = "ID")]
        by: Option<String>,
        /// Id of the source
        #[arg(long, value_name = "ID")]
        source: Option<String>,
    },
    /// Where something comes from: [FOLDER/]ID
    Source {
        /// The entry
        #[command(flatten)]
        entry: EntryOptions,
        /// Its address on the web
        #[arg(long)]
        url: Option<String>,
    },
    /// Somebody: [FOLDER/]ID
    Person(EntryOptions),
    /// An organisation, an authority, a medium: [FOLDER/]ID
    Organisation(EntryOptions),
    /// Where something is: [FOLDER/]ID
    Place {
        /// The entry
        #[command(flatten)]
        entry: EntryOptions,
        /// Degrees north, for maps
        #[arg(long, value_name = "DEGREES", allow_hyphen_values = true, requires = "lon")]
        lat: Option<String>,
        /// Degrees east
        #[arg(long, value_name = "DEGREES", allow_hyphen_values = true, requires = "lat")]
        lon: Option<String>,
    },
    /// What happened when: [FOLDER/]ID
    Event {
        /// The entry
        #[command(flatten)]
        entry: EntryOptions,
        /// The day, the month or the year: 2022-01-06, 2022-01, 2022
        #[arg(long)]
        when: Option<String>,
        /// Id of the source
        #[arg(long, value_name = "ID")]
        source: Option<String>,
    },
    /// What facts are counted in: [FOLDER/]ID
    Unit(EntryOptions),
    /// A term of the desk, for all briefings: ID
    Term(EntryOptions),
}

/// Options of pages.
#[derive(Args, Debug)]
pub struct PageOptions {
    /// Where it will stand
    #[arg(value_name = "PATH")]
    key: String,
    /// Its title, once for each language
    #[arg(long = "title", value_name = "TAG=TEXT")]
    titles: Vec<String>,
}

/// Options of entries of the ledger.
#[derive(Args, Debug)]
pub struct EntryOptions {
    /// Its id, with the folder of its ledger before it where there are several
    #[arg(value_name = "ID")]
    key: String,
    /// What it is, or what it is called, once for each language
    #[arg(long = "text", visible_aliases = ["what", "title", "name"], value_name = "TAG=TEXT")]
    texts: Vec<String>,
}

/// A file as it is and as it is to be.
struct Change {
    path: String,
    before: Option<String>,
    after: String,
}

/// Writes what was asked for, if the project has no new errors with it.
pub fn run(run: &Run, what: What) -> anyhow::Result<u8> {
    // A draft is a page of the project, and what is added may be one.
    let mut request = run.request.clone();
    request.options = parts::Options { drafts: true, ..request.options };
    let mut session = open::project(run, request)?;
    let Some(config) = session.config().value.clone() else {
        return Ok(report::problems(run, session.site().diags, session.tree()));
    };
    let documents: Vec<Arc<Document>> = documents(&session);
    let around = Around { locales: &config.locales, documents: &documents };
    let changes = changes(what, &session, around)?;
    let before = errors(&session);
    for change in &changes {
        session.open(&change.path, change.after.clone());
    }
    let known: BTreeSet<String> = before.iter().map(|(text, _)| text.clone()).collect();
    let mut new = Diagnostics::new();
    new.extend(
        errors(&session)
            .into_iter()
            .filter(|(text, _)| !known.contains(text))
            .flat_map(|(_, found)| found.iter().cloned().collect::<Vec<_>>()),
    );
    if !new.is_empty() {
        let code = report::problems(run, new, session.tree());
        report::log("bayan: nothing was written");
        return Ok(code);
    }
    create::all(&run.root, changes.iter().filter(|c| c.before.is_none()).map(|c| (c.path.as_str(), c.after.as_bytes())))?;
    for change in &changes {
        if let Some(before) = &change.before {
            sources::append(&run.root, &change.path, before, &change.after)?;
        }
    }
    if !run.quiet {
        let is_draft = changes.iter().any(|change| change.path.ends_with(".md"));
        for change in &changes {
            report::log(&change.path);
        }
        if is_draft {
            report::log(
                "bayan: a draft; without its line `draft: true` it is published, and `bayan serve --drafts` shows it before",
            );
        }
    }
    Ok(exit::FINE)
}

fn changes(what: What, session: &Session, around: Around<'_>) -> anyhow::Result<Vec<Change>> {
    let tags: Vec<&str> = around.locales.site().iter().map(|locale| locale.tag.as_str()).collect();
    let words = |given: &[String]| -> anyhow::Result<BTreeMap<String, String>> { Ok(texts::typed(given, &tags)?) };
    let page = |wanted: Wanted, options: &PageOptions| -> anyhow::Result<Vec<Change>> {
        let files = page::files(wanted, &options.key, &words(&options.titles)?, around)?;
        Ok(files.into_iter().map(|(path, after)| Change { path, before: None, after }).collect())
    };
    let (entry, options) = match what {
        What::Page(options) => return page(Wanted::Page, &options),
        What::Chapter(options) => return page(Wanted::Chapter, &options),
        What::Briefing(options) => return page(Wanted::Briefing, &options),
        What::Fact { entry, value, unit, source } => (Entry::Fact { value, unit, source }, entry),
        What::Claim { entry, by, source } => (Entry::Claim { by, source }, entry),
        What::Source { entry, url } => (Entry::Source { url }, entry),
        What::Person(entry) => (Entry::Person, entry),
        What::Organisation(entry) => (Entry::Organisation, entry),
        What::Place { entry, lat, lon } => (Entry::Place { at: lat.zip(lon) }, entry),
        What::Event { entry, when, source } => (Entry::Event { when, source }, entry),
        What::Unit(entry) => (Entry::Unit, entry),
        What::Term(entry) => (Entry::Term, entry),
    };
    let written = entry::file(&entry, &options.key, &words(&options.texts)?, session.tree(), around)?;
    Ok(vec![Change { path: written.path, before: written.before, after: written.after }])
}

/// Every page that can be read.
fn documents(session: &Session) -> Vec<Arc<Document>> {
    let pages = session.tree().in_folder("content");
    let documents = pages.filter_map(|file| Some(Arc::clone(&session.document(&file.path)?.value)));
    documents.filter(|document| document.is_whole).collect()
}

/// The errors of the project, each with the line that tells it.
fn errors(session: &Session) -> Vec<(String, Diagnostics)> {
    let found = session.site().diags;
    let one = |problem: &crate::diag::Diagnostic| {
        let mut alone = Diagnostics::new();
        alone.push(problem.clone());
        (render(alone.clone(), session.tree(), Style::Short), alone)
    };
    found.iter().filter(|problem| problem.severity == Severity::Error).map(one).collect()
}
