//! `bayan import` of a page in HTML: its text becomes a page that is kept back, with its pictures beside it.

use std::path::Path;

use crate::hypertext::beside::Beside;
use crate::hypertext::page::{self, Facts};
use crate::hypertext::reading::{Language, options};
use crate::hypertext::report::{self as account, Files};
use crate::locale::{LocaleSpec, Locales, fold};
use crate::output::create;
use crate::source::walk;

use super::given::{self, What};
use super::{Common, exit, report};

/// Reads the page, and writes its text and its pictures.
pub fn run(common: &Common, what: &What, html: &str) -> anyhow::Result<u8> {
    let is_page = !html.trim_start().starts_with("<?xml") || html.contains("<html");
    anyhow::ensure!(is_page, "{}: this is XML, but neither a page nor an export of WordPress", what.path.display());
    let page = page::read(html);
    let tag = match (&what.lang, &page.facts.language) {
        (None, Some(tag)) if Locales::new(&[LocaleSpec::of(tag)]).is_ok() => tag.clone(),
        (Some(_) | None, _) => what.lang()?.to_owned(),
    };
    let locales = Locales::new(&[LocaleSpec::of(&tag)])
        .map_err(|_| anyhow::anyhow!("`{tag}` is no language tag; write one as in `ar` or `ar-LB`"))?;
    let Some(locale) = locales.site().first() else { anyhow::bail!("`{tag}` is no language tag") };
    let folder = given::folder(common)?;
    let stem = what.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.strip_suffix(&format!(".{tag}")).unwrap_or(&stem).to_owned();
    let slug = fold::slug(&stem);
    let stem = if slug.is_empty() { "page".to_owned() } else { slug };
    let options = options();
    let above = what.path.parent().unwrap_or(Path::new("")).to_path_buf();
    let read = |path: &str| beside(&above, path);
    let mut files = Beside::new(&read, format!("{stem}-{tag}"), page.facts.address.clone());
    let made = page.text(Language { locale: locale.id, locales: &locales, options: &options }, &mut files);
    anyhow::ensure!(!made.markdown.is_empty() || page.facts.title.is_some(), "{}: there is no text in it", what.path.display());
    let source = what.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let title = what.title.clone().or_else(|| page.facts.title.clone()).unwrap_or_else(|| stem.replace('-', " "));
    let text = format!("{}\n{}\n", head(&title, &page.facts, &source, &tag), made.markdown);
    let name = format!("{stem}.{tag}.md");
    let pictures = files.pictures.iter().map(|picture| (picture.name.as_str(), picture.bytes.as_slice()));
    create::all(&folder, pictures.chain([(name.as_str(), text.as_bytes())]))?;
    let pictures: Vec<String> = files.pictures.iter().map(|picture| folder.join(&picture.name).display().to_string()).collect();
    let (source, page) = (what.path.display().to_string(), folder.join(&name).display().to_string());
    let files = Files { source: &source, made: &page, pictures: &pictures };
    report::account(common, || account::json(&made, files), || account::human(&made, files));
    Ok(if common.strict && !made.left.is_empty() { exit::CONTENT } else { exit::FINE })
}

/// A file below a folder, through no link.
fn beside(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let mut whole = folder.to_path_buf();
    for part in path.split('/') {
        whole.push(part);
        if whole.is_symlink() {
            return None;
        }
    }
    let tree = walk::one(&whole).ok()?;
    tree.files().first()?.bytes().ok().map(std::borrow::Cow::into_owned)
}

/// The front matter of the page.
fn head(title: &str, facts: &Facts, source: &str, tag: &str) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut out = format!("---\ntitle: {}\n", quoted(title));
    if let Some(summary) = &facts.summary {
        out.extend(["summary: ", &quoted(summary), "\n"]);
    }
    for (name, day) in [("date", &facts.date), ("updated", &facts.updated)] {
        if let Some(day) = day {
            out.extend([name, ": ", day, "\n"]);
        }
    }
    if !facts.authors.is_empty() {
        let names: Vec<String> = facts.authors.iter().map(|name| quoted(name)).collect();
        out.extend(["authors: [", &names.join(", "), "]\n"]);
    }
    let how = quoted(&format!("bayan import --lang {tag}"));
    out.extend(["draft: true\nextra:\n  imported:\n    source: ", &quoted(source), "\n    how: ", &how, "\n---\n"]);
    out
}
