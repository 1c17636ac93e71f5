//! Roof: what somebody wants to begin with -> the files that it takes, as paths and texts. Nothing is written here.
//!
//! 1. [`project`]: a whole project (`bayan new`), filled from `files/` with the texts of each language (`texts/`).
//! 2. [`page`]: a page in every language of a site (`bayan add page`, `chapter`, `briefing`).
//! 3. [`entry`]: an entry of the ledger (`bayan add fact`, `claim`, `source`, `person`, `organisation`).

pub mod entry;
pub mod fill;
pub mod page;
pub mod texts;

use std::collections::BTreeMap;
use std::fmt;

use fill::Given;
use texts::Texts;

use crate::locale::{LocaleError, LocaleSpec, Locales};
use crate::schema::shape::File;
use crate::schema::{self, json};

/// What a project is to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A briefing with chapters, facts, a claim and sources.
    Briefing,
    /// Dated notes in one list.
    Archive,
    /// A home page.
    Minimal,
}

/// A project to be.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its languages, the default one first.
    pub languages: Vec<String>,
    /// What it holds.
    pub kind: Kind,
    /// The site's title, by language; where there is none, an example stands.
    pub titles: BTreeMap<String, String>,
    /// The date of its pages, `2026-11-22`.
    pub date: String,
}

/// Why something cannot be begun: one sentence for whoever asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal(pub String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

const ALL: &[Kind] = &[Kind::Briefing, Kind::Archive, Kind::Minimal];
const FULL: &[Kind] = &[Kind::Briefing, Kind::Archive];
const BRIEFING: &[Kind] = &[Kind::Briefing];
const ARCHIVE: &[Kind] = &[Kind::Archive];
const MINIMAL: &[Kind] = &[Kind::Minimal];

const SETTINGS: &str = ".vscode/settings.json";

/// Every file that a project may begin with: which kinds have it, where it stands (pages without their language), what it holds.
const FILES: &[(&[Kind], &str, &str)] = &[
    (FULL, "site.yaml", include_str!("files/site/site.yaml")),
    (MINIMAL, "site.yaml", include_str!("files/minimal/site.yaml")),
    (ALL, ".gitignore", include_str!("files/publish/gitignore")),
    (FULL, ".editorconfig", include_str!("files/publish/editorconfig")),
    (FULL, SETTINGS, include_str!("files/publish/vscode.json")),
    (FULL, ".vscode/extensions.json", include_str!("files/publish/extensions.json")),
    (FULL, ".github/workflows/pages.yml", include_str!("files/publish/pages.yml")),
    (FULL, "content/about.md", include_str!("files/site/about.md")),
    (MINIMAL, "content/_index.md", include_str!("files/minimal/_index.md")),
    (ARCHIVE, "content/_index.md", include_str!("files/archive/_index.md")),
    (ARCHIVE, "content/articles/_index.md", include_str!("files/archive/articles/_index.md")),
    (ARCHIVE, "content/articles/first-article.md", include_str!("files/archive/articles/first-article.md")),
    (ARCHIVE, "content/articles/rain-gauge.md", include_str!("files/archive/articles/rain-gauge.md")),
    (BRIEFING, "content/_index.md", include_str!("files/briefing/_index.md")),
    (BRIEFING, "content/water/_index.md", include_str!("files/briefing/water/_index.md")),
    (BRIEFING, "content/water/wells.md", include_str!("files/briefing/water/wells.md")),
    (BRIEFING, "content/water/use.md", include_str!("files/briefing/water/use.md")),
    (BRIEFING, "content/water/use.csv", include_str!("files/briefing/water/use.csv")),
    (BRIEFING, "content/water/facts.yaml", include_str!("files/briefing/water/facts.yaml")),
    (BRIEFING, "content/water/units.yaml", include_str!("files/briefing/water/units.yaml")),
    (BRIEFING, "content/water/claims.yaml", include_str!("files/briefing/water/claims.yaml")),
    (BRIEFING, "content/water/sources.yaml", include_str!("files/briefing/water/sources.yaml")),
    (BRIEFING, "content/water/organisations.yaml", include_str!("files/briefing/water/organisations.yaml")),
    (BRIEFING, "content/water/pictures.yaml", include_str!("files/briefing/water/pictures.yaml")),
    (BRIEFING, "content/water/well.svg", include_str!("files/briefing/water/well.svg")),
];

/// The files of a project: path and text.
pub fn project(plan: &Plan) -> Result<BTreeMap<String, String>, Refusal> {
    let texts = texts_of(plan)?;
    let given = given(plan, &texts);
    let mut files = BTreeMap::new();
    for (_, path, template) in FILES.iter().filter(|(kinds, ..)| kinds.contains(&plan.kind)) {
        match path.rsplit_once('.') {
            Some((stem, "md")) => {
                for own in &texts {
                    files.insert(format!("{stem}.{}.md", own.tag), fill::page(template, own, &given));
                }
            }
            Some((_, "yaml")) => drop(files.insert((*path).to_owned(), fill::shared(template, &texts, &given))),
            Some((_, "csv")) => drop(files.insert((*path).to_owned(), fill::columns(template, &texts))),
            Some(_) | None => drop(files.insert((*path).to_owned(), fill::verbatim(template, &given))),
        }
    }
    if files.contains_key(SETTINGS) {
        files.extend(for_editors().map(|file| (schema_path(file), json::line(file))));
    }
    Ok(files)
}

/// The kinds of files that editors can tell by their paths.
fn for_editors() -> impl Iterator<Item = &'static File> {
    schema::FILES.iter().filter(|file| !file.paths.is_empty())
}

/// Where a project keeps the schema of a kind: within it, so that editors need no network.
fn schema_path(file: &File) -> String {
    format!(".vscode/schemas/{}.json", file.name)
}

/// The texts of every language that was asked for, with the titles that were given.
fn texts_of(plan: &Plan) -> Result<Vec<Texts>, Refusal> {
    let mut all = Vec::new();
    for tag in &plan.languages {
        let shipped: Vec<&str> = texts::shipped().collect();
        let refusal = || {
            Refusal(format!(
                "`{tag}` is no language that a project can begin in; choose among {}, and add others to site.yaml afterwards",
                shipped.join(", ")
            ))
        };
        all.push(Texts::of(tag).ok_or_else(refusal)?);
    }
    let specs: Vec<LocaleSpec> = plan.languages.iter().map(|tag| LocaleSpec::of(tag)).collect();
    if let Err(errors) = Locales::new(&specs) {
        let why = errors.first().map(|error| match error {
            LocaleError::UnknownTag(tag) => format!("`{tag}` is no tag of a language; write it as in `ar` or `ar-LB`"),
            LocaleError::Duplicate(tag) => format!("the language `{tag}` is named twice"),
        });
        return Err(Refusal(why.unwrap_or_default()));
    }
    if all.is_empty() {
        return Err(Refusal("a project needs a language: `--languages ar,en`".to_owned()));
    }
    for own in &mut all {
        if let Some(title) = plan.titles.get(&own.tag) {
            own.set("title", title.clone());
        }
    }
    Ok(all)
}

/// What files need beside texts.
fn given(plan: &Plan, texts: &[Texts]) -> Given {
    let language = |texts: &Texts| match texts.get("locale") {
        "" => format!("  {}: {{name: {}}}", texts.tag, texts.get("name")),
        more => format!("  {}: {{name: {}, {more}}}", texts.tag, texts.get("name")),
    };
    let menu = match plan.kind {
        Kind::Briefing => "water, about",
        Kind::Archive => "articles, about",
        Kind::Minimal => "",
    };
    let locales: Vec<String> = texts.iter().map(|texts| format!("\"{}\": true", texts.tag)).collect();
    let schemas: Vec<String> = for_editors().map(|file| format!("\"./{}\": {:?}", schema_path(file), file.paths)).collect();
    // Where this program does not say where it comes from, the desk's repository does.
    let repository = match env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/") {
        "" => "${{ vars.BAYAN_REPOSITORY }}",
        repository => repository,
    };
    Given::from([
        ("date", plan.date.clone()),
        ("languages", texts.iter().map(language).collect::<Vec<_>>().join("\n")),
        ("locales", locales.join(", ")),
        ("menu", menu.to_owned()),
        ("repository", repository.to_owned()),
        ("schemas", schemas.join(",\n    ")),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
    ])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::texts::{Texts, shipped};
    use super::{FILES, Kind, Plan, given};

    /// The names that the files have places for.
    fn places() -> BTreeSet<&'static str> {
        let names =
            |text: &'static str| text.split("{{ ").skip(1).filter_map(|rest| rest.split_once(" }}")).map(|(name, _)| name);
        FILES.iter().flat_map(|(_, _, text)| names(text)).filter(|name| !name.contains('.')).collect()
    }

    #[test]
    fn every_language_has_every_text_and_no_other() {
        let plan = Plan { languages: Vec::new(), kind: Kind::Briefing, titles: [].into(), date: String::new() };
        let mut wanted: BTreeSet<&str> = places();
        for name in given(&plan, &[]).keys() {
            assert!(wanted.remove(name), "nothing asks for {name}");
        }
        wanted.remove("tag");
        wanted.extend(["name", "locale"]);
        for tag in shipped() {
            let texts = Texts::of(tag).expect("shipped");
            assert_eq!(texts.names().collect::<BTreeSet<_>>(), wanted, "{tag}");
            for name in texts.names().filter(|name| *name != "locale") {
                assert!(!texts.get(name).is_empty(), "{tag}: {name}");
            }
        }
    }
}
