//! `bayan export`: pages and what they use of data files, for a translator.

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use crate::diag::names::nearest;
use crate::drift::Side;
use crate::exchange::tokens::is_carried;
use crate::exchange::work::{self, Work};
use crate::exchange::{Job, Made, po, table, xliff};
use crate::locale::letter::composed;
use crate::locale::{Locale, LocaleId};
use crate::site::pairs::Pair;
use crate::site::{Page, PageKind, Site};
use crate::theme::Theme;

use super::{Format, Run, exit, open, report};

/// What is exported.
#[derive(Args, Debug)]
pub struct Options {
    /// Key of a page as `bayan status` prints it, one of its files, or the path of a section with all its pages
    #[arg(required_unless_present_any = ["missing", "stale"], value_parser = NonEmptyStringValueParser::new())]
    page: Option<String>,
    /// The language to translate into, where there are several
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// The language to translate from [default: the one that the page was written in, or that readers are given instead]
    #[arg(long, value_name = "TAG")]
    source: Option<String>,
    /// Pages that have no translation yet: all of them, or those that are named
    #[arg(long, conflicts_with = "stale")]
    missing: bool,
    /// Pages that have changed since their translation was accepted: all of them, or those that are named
    #[arg(long)]
    stale: bool,
}

/// Prints what is asked for.
pub fn run(run: &Run, options: &Options) -> anyhow::Result<u8> {
    let session = open::project(run, run.request.clone())?;
    let outcome = session.site();
    let failed = outcome.diags.has_errors();
    let Some(resolved) = outcome.value.filter(|_| !failed) else {
        return Ok(report::problems(run, outcome.diags, session.tree()));
    };
    let (tree, site) = (session.tree(), &resolved.site);
    let language = |tag: Option<&str>| tag.map(|tag| known(site, tag)).transpose();
    let (from, into) = (language(options.source.as_deref())?, language(options.language.as_deref())?);
    let works = chosen(site, work::all(site, from), options, into)?;
    let declared = resolved.theme.as_ref().map(|theme: &Arc<Theme>| theme.blocks.clone()).unwrap_or_default();
    let jobs = work::jobs(site, tree, &declared, &works);
    let named = jobs.iter().flat_map(|job| [&job.source_file, &job.target_file]);
    if let Some(name) = named.into_iter().find(|name| !name.chars().all(is_carried)) {
        anyhow::bail!("{name:?}: no file for translators holds the characters of this name; rename it");
    }
    let Some(first) = works.first().filter(|_| !jobs.is_empty() && !is_turned(&works)) else {
        anyhow::bail!(nothing(site, &works))
    };
    let locales = [first.page(site).locale, first.language()].map(|id| site.config.locales.get(id));
    report::out(&match run.format {
        Format::Human | Format::Short | Format::Json | Format::Sarif | Format::Github | Format::Xliff => xliff::render(&jobs),
        Format::Po => po::render(&jobs),
        Format::Html | Format::HtmlTable => table::render(&jobs, locales.map(|locale| locale.dir)),
    });
    if !run.quiet {
        told(&jobs);
    }
    Ok(exit::FINE)
}

/// Says which files are in it.
fn told(jobs: &[Job]) {
    for job in jobs {
        let what = match job.made {
            Made::New(_) => ", a new page",
            Made::There(_) | Made::Shared => "",
        };
        report::log(&format!("bayan: {}: {}{what}", job.target_file, report::counted(job.segments.len(), "text")));
    }
}

/// Whether what is asked for is one page whose translation has a text and which has none itself.
fn is_turned(works: &[Work<'_>]) -> bool {
    let is_empty = |pair: &Pair, side: Side| pair.documents[side.index()].blocks.is_empty();
    matches!(works, [Work::Again(pair)] if is_empty(pair, pair.source) && !is_empty(pair, pair.source.other()))
}

/// Why there is nothing in what was chosen.
fn nothing(site: &Site, works: &[Work<'_>]) -> String {
    match works {
        [Work::Again(pair)] => {
            let [from, into] = [pair.source, pair.source.other()].map(|side| &pair.documents[side.index()]);
            let tag = &site.config.locales.get(into.locale).tag;
            format!(
                "{}: there is nothing to translate in it; if {} is the original, write `source: {tag}` in its front matter",
                from.path, into.path
            )
        }
        _ => "there is nothing to translate".to_owned(),
    }
}

fn known(site: &Site, tag: &str) -> anyhow::Result<LocaleId> {
    let tags = || site.config.locales.site().iter().map(|l: &Locale| l.tag.as_str()).collect::<Vec<_>>().join(", ");
    match site.config.locales.by_tag(tag) {
        Some(locale) => Ok(locale.id),
        None => anyhow::bail!("`{tag}` is not one of the site's languages: {}", tags()),
    }
}

/// What is meant: into one language, from one language.
fn chosen<'a>(site: &'a Site, all: Vec<Work<'a>>, options: &Options, into: Option<LocaleId>) -> anyhow::Result<Vec<Work<'a>>> {
    let is_wanted = |work: &Work<'_>| match work {
        Work::Again(pair) => !options.missing && (!options.stale || (pair.is_reviewed() && !pair.review().is_current())),
        Work::First(..) => !options.stale,
    };
    let page = options.page.as_deref().map(|page| composed(page.trim_start_matches("./")));
    let page = page.as_deref().map(|page| page.trim_end_matches('/'));
    let is_meant = |work: &Work<'_>| page.is_none_or(|page| is_named(site, *work, page));
    let mut works: Vec<Work<'a>> = all.into_iter().filter(|work| is_wanted(work) && is_meant(work)).collect();
    if let Some(into) = into {
        works.retain(|work| work.language() == into);
    }
    if works.is_empty() {
        anyhow::bail!(none(site, page, options));
    }
    let tags =
        |ids: BTreeSet<LocaleId>| -> Vec<&str> { ids.into_iter().map(|id| site.config.locales.get(id).tag.as_str()).collect() };
    let targets: BTreeSet<LocaleId> = works.iter().map(|work| work.language()).collect();
    if targets.len() > 1 {
        anyhow::bail!("say which translation with --language: {}", tags(targets).join(", "));
    }
    let sources: BTreeSet<LocaleId> = works.iter().map(|work| work.page(site).locale).collect();
    if sources.len() > 1 {
        anyhow::bail!("these pages are translated from several languages; say which with --source: {}", tags(sources).join(", "));
    }
    works.sort_by(|a, b| a.page(site).key.cmp(&b.page(site).key));
    Ok(works)
}

/// Why there is no such page.
fn none(site: &Site, page: Option<&str>, options: &Options) -> String {
    let Some(page) = page else {
        return if options.stale { "no translation is stale".to_owned() } else { "every page has its translations".to_owned() };
    };
    if let Some(why) = report::no_page(site, page) {
        return why;
    }
    let known: Vec<String> = site.pages.iter().filter(|page| page.document.is_some()).map(|page| page.key.to_string()).collect();
    let near = nearest(page, known.iter().map(String::as_str)).filter(|near| *near != page);
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!("there is no page `{page}` to be translated{}{near}", if options.stale { " again" } else { "" })
}

/// Whether a page is named: by key, by one of its files, or by a section that it is in.
fn is_named(site: &Site, work: Work<'_>, name: &str) -> bool {
    let own = work.page(site);
    let is_file = match work {
        Work::Again(pair) => pair.documents.iter().any(|document| document.path == name),
        Work::First(..) => work.document(site).is_some_and(|document| document.path == name),
    };
    is_file || own.key.is_named(name) || sections(site, own).any(|section| section.key.is_named(name))
}

/// The sections that a page is in, the innermost first, without the home page.
fn sections<'a>(site: &'a Site, page: &Page) -> impl Iterator<Item = &'a Page> {
    let above = page.parent.map(|id| site.page(id));
    let all = std::iter::successors(above, |page: &&Page| page.parent.map(|id| site.page(id)));
    all.filter(|page| page.kind == PageKind::Section)
}
