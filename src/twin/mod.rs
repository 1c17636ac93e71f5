//! Roof: a page -> the same page in Markdown, for programs that read and people who paste; a site -> `llms.txt`, which names them.
//!
//! 1. `plain`: the printed document without what only a browser needs: isolates are gone, entries of the ledger are their words,
//!    links lead to whole addresses, figures are tables.
//! 2. [`markdown::write`](mod@crate::markdown::write) writes it; a head of YAML says what the page is.

mod plain;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::{Document, Prose, text};
use crate::body;
use crate::body::write::Labels;
use crate::config::besides::Besides;
use crate::locale::Locale;
use crate::locale::date::Timestamp;
use crate::markdown::write;
use crate::memo::key::KeyBuilder;
use crate::memo::{PageKeys, Pages};
use crate::output::OutPath;
use crate::site::{Page, PageId, PageKind, Site, address};
use crate::theme::Theme;

/// What names the pages of a site to language models (llmstxt.org), at the top of the site.
const LLMS: &str = "llms.txt";

/// The paths of all files.
pub fn paths(site: &Site) -> Vec<String> {
    let twins = site.config.locales.site().iter().filter(|_| site.config.makes(Besides::Markdown));
    let twins = twins.flat_map(|locale| site.found(locale.id)).map(|page| address::twin(&page.out));
    twins.chain(site.config.makes(Besides::Llms).then(|| LLMS.to_owned())).collect()
}

/// Every file, with its path. Without `keys`, all are made anew.
pub fn render(site: &Site, theme: &Theme, kept: &Pages, keys: Option<&PageKeys>) -> Vec<(OutPath, Arc<str>)> {
    let mut files: Vec<(OutPath, Arc<str>)> = Vec::new();
    for locale in site.config.locales.site() {
        files.extend(twins(site, theme, locale, &site.found(locale.id).collect::<Vec<_>>(), (kept, keys)));
    }
    if site.config.makes(Besides::Llms) {
        files.extend(OutPath::new(LLMS).map(|path| (path, llms(site).into())));
    }
    files
}

/// Those of these pages.
pub fn render_again(
    site: &Site,
    theme: &Theme,
    kept: &Pages,
    keys: &PageKeys,
    pages: &BTreeSet<PageId>,
) -> Vec<(OutPath, Arc<str>)> {
    let found = |locale: &Locale| {
        let own = pages.iter().map(|id| site.page(*id)).filter(|page| page.locale == locale.id && page.is_found());
        own.collect::<Vec<_>>()
    };
    site.config.locales.site().iter().flat_map(|locale| twins(site, theme, locale, &found(locale), (kept, Some(keys)))).collect()
}

/// Pages of a language as Markdown, if the site has that.
fn twins(
    site: &Site,
    theme: &Theme,
    locale: &Locale,
    pages: &[&Page],
    (kept, keys): (&Pages, Option<&PageKeys>),
) -> Vec<(OutPath, Arc<str>)> {
    if !site.config.makes(Besides::Markdown) || pages.is_empty() {
        return Vec::new();
    }
    let labels = body::labels(&theme.messages, locale);
    let one = |page: &&Page| {
        let make = || twin(site, theme, page, locale, &labels).into();
        let key = keys.map(|keys| KeyBuilder::of("twin").and(keys.pages[page.id.0 as usize]).key());
        Some((OutPath::new(&address::twin(&page.out))?, key.map_or_else(make, |key| kept.feeds.get_or(key, make))))
    };
    pages.par_iter().filter_map(one).collect()
}

/// A line without isolates.
fn bare(prose: &Prose) -> String {
    unisolated(&text::inlines(&prose.content))
}

/// Text without the controls that keep runs of another direction apart (UAX #9): what is read in the order of its letters needs none.
fn unisolated(text: &str) -> String {
    text.replace(|c: char| matches!(c, '\u{2066}'..='\u{2069}'), "")
}

/// A page as Markdown.
fn twin(site: &Site, theme: &Theme, page: &Page, locale: &Locale, labels: &Labels) -> String {
    let Some(document) = page.document.as_deref() else { return String::new() };
    let plain::Plain { blocks, refs, notes } = plain::of(site, page, document, labels);
    let mut out = head(site, page, document, locale);
    let _ = writeln!(out, "\n# {}", bare(&page.title));
    let meta = &document.meta;
    let answers = meta.answers.iter().map(|(question, answer)| {
        let question = unisolated(&theme.messages.get(locale, question.name(), None, &[]));
        format!("- **{question}** {}", bare(answer))
    });
    let figures = meta.key_figures.iter().map(|figure| {
        let note = figure.note.as_ref().map(|note| format!(" ({})", bare(note))).unwrap_or_default();
        format!("- **{}** {}{note}", bare(&figure.value), bare(&figure.label))
    });
    for list in [answers.collect::<Vec<_>>(), figures.collect()].iter().filter(|list| !list.is_empty()) {
        let _ = writeln!(out, "\n{}", list.join("\n"));
    }
    if let Some(body) = write::printed(&blocks, &refs, &notes).filter(|body| !body.is_empty()) {
        let _ = writeln!(out, "\n{}", unisolated(&body));
    }
    for note in &notes {
        let Some(text) = write::printed(&note.content, &refs, &notes) else { continue };
        let _ = writeln!(out, "\n[^{}]: {}", note.label, unisolated(&text).replace('\n', "\n    "));
    }
    out
}

/// What the page is, as front matter. A string of JSON is one of YAML.
fn head(site: &Site, page: &Page, document: &Document, locale: &Locale) -> String {
    let mut out = String::from("---\n");
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(out, "{name}: {}", serde_json::Value::from(value));
    };
    let meta = &document.meta;
    line("title", &bare(&page.title));
    for (name, prose) in [("subtitle", &meta.subtitle), ("summary", &meta.summary)] {
        if let Some(prose) = prose {
            line(name, &bare(prose));
        }
    }
    line("lang", &locale.tag);
    line("url", &site.absolute(page.id));
    for (name, date) in [("date", meta.date), ("updated", meta.updated)] {
        if let Some(date) = date {
            line(name, &Timestamp::iso(date));
        }
    }
    if let Some(briefing) = site.briefing_of(page).filter(|briefing| *briefing != page.id) {
        line("briefing", &bare(&site.page(briefing).title));
        line("briefing_url", &site.absolute(briefing));
    }
    for author in &meta.authors {
        line("author", &bare(author));
    }
    line("site", &bare(site.config.title.get(locale.id)));
    out.push_str("---\n");
    out
}

/// The pages of a site, by language and briefing, each with what it says in a sentence.
fn llms(site: &Site) -> String {
    let config = &site.config;
    let usual = config.default_locale;
    let mut out = format!("# {}\n\n> {}\n", bare(config.title.get(usual)), bare(config.description.get(usual)));
    for locale in config.locales.site() {
        let _ = write!(out, "\n## {}\n\n", locale.name);
        let pages = site.found(locale.id).filter(|page| page.kind != PageKind::Home);
        for page in pages {
            let url = if config.makes(Besides::Markdown) {
                format!("{}{}", config.base.origin, address::url(config, &address::twin(&page.out)))
            } else {
                site.absolute(page.id)
            };
            let summary = page.document.as_ref().and_then(|document| document.meta.summary.as_ref());
            let summary = summary.map(|summary| format!(": {}", bare(summary))).unwrap_or_default();
            let title = bare(&page.title).replace(['[', ']'], "");
            let _ = writeln!(out, "- [{title}]({url}){summary}");
        }
    }
    out
}
