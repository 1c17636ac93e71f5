//! `bayan export`: a page and its translation for a translator.

use crate::diag::names::nearest;
use crate::exchange::tokens::is_carried;
use crate::exchange::{po, segments, table, xliff};
use crate::locale::letter::composed;
use crate::site::Site;
use crate::site::pairs::Pair;

use super::{Format, Run, exit, open, report};

/// Prints a page for a translator; `language` says into which language, where there are several.
pub fn run(run: &Run, page: &str, language: Option<&str>) -> anyhow::Result<u8> {
    let (session, site) = match open::site(run)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let (tree, site) = (session.tree(), &site);
    let pair = chosen(site, page, language)?;
    let job = segments::job(site, tree, pair);
    if let Some(name) = [&job.source_file, &job.target_file].into_iter().find(|name| !name.chars().all(is_carried)) {
        anyhow::bail!("{name:?}: no file for translators holds the characters of this name; rename it");
    }
    if job.segments.is_empty() {
        let tag = &site.config.locales.get(pair.locales[pair.source.other().index()]).tag;
        anyhow::bail!(
            "{}: there is nothing to translate in it; if {} is the original, write `source: {tag}` in its front matter",
            job.source_file,
            job.target_file
        );
    }
    let sides = [pair.source, pair.source.other()];
    report::out(&match run.format {
        Format::Human | Format::Short | Format::Json | Format::Sarif | Format::Github | Format::Xliff => xliff::render(&job),
        Format::Po => po::render(&job),
        Format::Html | Format::HtmlTable => {
            table::render(&job, sides.map(|side| site.config.locales.get(pair.locales[side.index()]).dir))
        }
    });
    Ok(exit::FINE)
}

/// The pair that is meant: by key, or by one of its files.
fn chosen<'a>(site: &'a Site, page: &str, language: Option<&str>) -> anyhow::Result<&'a Pair> {
    let page = composed(page.trim_start_matches("./"));
    let page = page.as_ref();
    let key = |pair: &Pair| &site.page(pair.pages[0]).key;
    let into = |pair: &Pair| site.config.locales.get(pair.locales[pair.source.other().index()]).tag.as_str();
    let is_meant = |pair: &&Pair| key(pair).is_named(page) || pair.documents.iter().any(|d| d.path == page);
    let pairs: Vec<&Pair> = site.pairs.iter().filter(is_meant).filter(|pair| language.is_none_or(|l| into(pair) == l)).collect();
    match pairs.as_slice() {
        [pair] => Ok(pair),
        [] => {
            if let Some(why) = report::no_page(site, page) {
                anyhow::bail!(why);
            }
            let known: Vec<String> = site.pairs.iter().map(|pair| key(pair).to_string()).collect();
            let near =
                nearest(page, known.iter().map(String::as_str)).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            anyhow::bail!("there is no page `{page}` with such a translation{near}")
        }
        several => {
            let languages: Vec<&str> = several.iter().map(|pair| into(pair)).collect();
            anyhow::bail!("say which translation with --language: {}", languages.join(", "))
        }
    }
}
