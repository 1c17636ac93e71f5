//! The id of an entry of the ledger and what is known of it -> its file with the entry at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostics;
use crate::ledger::names::FILES;
use crate::ledger::read::is_id;
use crate::locale::date::Date;
use crate::locale::{fold, numeral};
use crate::site::place::{self, CONTENT};
use crate::source::{SourceFile, SourceTree};
use crate::yaml::scalar::quoted;
use crate::yaml::{Fields, parse};

use super::Refusal;
use super::page::{Around, STUB};

/// What an entry is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A number or a date, with what it is counted in and where it comes from.
    Fact {
        /// As it was typed.
        value: String,
        /// The id of a unit.
        unit: Option<String>,
        /// The id of a source.
        source: Option<String>,
    },
    /// What somebody says.
    Claim {
        /// The id of who says it.
        by: Option<String>,
        /// The id of a source.
        source: Option<String>,
    },
    /// Where something comes from.
    Source {
        /// Its address.
        url: Option<String>,
    },
    /// Somebody.
    Person,
    /// An organisation, an authority, a medium.
    Organisation,
    /// Where something is.
    Place {
        /// Degrees north and east, as they were typed.
        at: Option<(String, String)>,
    },
    /// What happened when.
    Event {
        /// A day, a month or a year, as it was typed.
        when: Option<String>,
        /// The id of a source.
        source: Option<String>,
    },
    /// What facts are counted in.
    Unit,
    /// A term of the desk, which all briefings share.
    Term,
}

/// A file of the ledger to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Its path.
    pub path: String,
    /// What stands in it now; `None` where it is not there yet.
    pub before: Option<String>,
    /// What is to stand in it.
    pub after: String,
}

/// The file that an entry goes to. `given` is its id, with the folder of the ledger before it where there are several.
pub fn file(
    entry: &Entry,
    given: &str,
    texts: &BTreeMap<String, String>,
    tree: &SourceTree,
    around: Around<'_>,
) -> Result<Written, Refusal> {
    let given = given.strip_prefix("content/").unwrap_or(given);
    let (folder, id) = match (given.rsplit_once('/'), entry) {
        (Some((_, id)), Entry::Term) => {
            return Err(Refusal(format!("all folders share the terms of the desk: write `{id}` alone")));
        }
        (None, Entry::Term) => (String::new(), given),
        (Some((folder, id)), _) => (known(folder, tree, around)?, id),
        (None, _) => (only(given, tree, around)?, given),
    };
    if !is_id(id) {
        let near: String = fold::slug(id).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let like = if is_id(&near) { near } else { "gas-price".to_owned() };
        return Err(Refusal(format!("`{id}` is no id: write small letters of ASCII, digits and `-`, as in `{like}`")));
    }
    let path =
        if folder.is_empty() { format!("{CONTENT}/{}", entry.file()) } else { format!("{CONTENT}/{folder}/{}", entry.file()) };
    let before = match tree.get(&path) {
        Some(file) => Some(readable(file, id)?),
        None => None,
    };
    let lines = entry.lines(id, texts, around)?;
    let after = match before.as_deref().map(str::trim_end) {
        None | Some("") => lines,
        Some(old) => format!("{old}\n\n{lines}"),
    };
    Ok(Written { path, before, after })
}

/// The text of a file of the ledger that has no entry of this id.
fn readable(file: &SourceFile, id: &str) -> Result<String, Refusal> {
    let mut diags = Diagnostics::new();
    let text = file.text().unwrap_or_default();
    let yaml = parse(file, 0..text.len(), &mut diags).whole();
    let fields = yaml.as_ref().and_then(|yaml| Fields::of(yaml, yaml.root(), "a file of the ledger", &mut diags));
    let Some(fields) = fields.filter(|_| file.text().is_some()) else {
        return Err(Refusal(format!("{} cannot be read; `bayan check` says why", file.path)));
    };
    if fields.entries().any(|(own, ..)| own == id) {
        return Err(Refusal(format!("{} has an entry `{id}` already, and nothing is written over it", file.path)));
    }
    // An entry below it would be no entry of a mapping in braces.
    if text.lines().any(|line| line.starts_with('{')) {
        return Err(Refusal(format!("{} is written between braces; put each entry on lines of its own first", file.path)));
    }
    Ok(text.to_owned())
}

/// The folders that have a ledger, or could: briefings.
fn ledgers(tree: &SourceTree, around: Around<'_>) -> BTreeSet<String> {
    let of_file = |file: &SourceFile| {
        let (folder, name) = file.path.strip_prefix("content/")?.rsplit_once('/')?;
        (FILES.contains(&name) && name != "units.yaml").then(|| folder.to_owned())
    };
    let heads = around.documents.iter().filter(|document| document.meta.briefing == Some(true));
    let of_head = heads.filter_map(|document| place::of(&document.path, around.locales)).map(|place| place.key);
    tree.in_folder(CONTENT).filter_map(of_file).chain(of_head).collect()
}

fn known(folder: &str, tree: &SourceTree, around: Around<'_>) -> Result<String, Refusal> {
    let mut keys =
        around.documents.iter().filter_map(|document| place::of(&document.path, around.locales)).map(|place| place.key);
    let ledgers = ledgers(tree, around);
    if ledgers.contains(folder) || keys.any(|key| key == folder || key.starts_with(&format!("{folder}/"))) {
        return Ok(folder.to_owned());
    }
    Err(Refusal(format!("there is no folder `{folder}` below content/{}", listed(&ledgers))))
}

/// The one folder that can be meant.
fn only(id: &str, tree: &SourceTree, around: Around<'_>) -> Result<String, Refusal> {
    let ledgers = ledgers(tree, around);
    match (ledgers.len(), ledgers.first()) {
        (1, Some(folder)) => Ok(folder.clone()),
        (0, _) => Err(Refusal("no folder has a ledger yet; begin a briefing with `bayan add briefing NAME`".to_owned())),
        _ => Err(Refusal(format!("say in which folder, as in `FOLDER/{id}`{}", listed(&ledgers)))),
    }
}

fn listed(ledgers: &BTreeSet<String>) -> String {
    let all: Vec<String> = ledgers.iter().map(|folder| format!("`{folder}`")).collect();
    if all.is_empty() { String::new() } else { format!("; ledgers stand in {}", all.join(", ")) }
}

impl Entry {
    /// The file that it stands in.
    fn file(&self) -> &'static str {
        match self {
            Self::Fact { .. } => "facts.yaml",
            Self::Claim { .. } => "claims.yaml",
            Self::Source { .. } => "sources.yaml",
            Self::Person => "people.yaml",
            Self::Organisation => "organisations.yaml",
            Self::Place { .. } => "places.yaml",
            Self::Event { .. } => "events.yaml",
            Self::Unit => "units.yaml",
            Self::Term => "glossary.yaml",
        }
    }

    /// Its lines.
    fn lines(&self, id: &str, texts: &BTreeMap<String, String>, around: Around<'_>) -> Result<String, Refusal> {
        let by_language = |indent: &str, texts: &BTreeMap<String, String>| -> Vec<String> {
            let text = |tag: &str| quoted(texts.get(tag).map_or(STUB, String::as_str)).into_owned();
            around.locales.site().iter().map(|locale| format!("{indent}{}: {}", locale.tag, text(&locale.tag))).collect()
        };
        let words =
            |name: &str, texts: &BTreeMap<String, String>| format!("  {name}:\n{}", by_language("    ", texts).join("\n"));
        let field = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("  {name}: {}", quoted(value)));
        let mut lines = vec![format!("{id}:")];
        match self {
            Self::Fact { value, unit, source } => {
                lines.push(typed(value)?);
                lines.extend(field("unit", unit));
                lines.push(words("what", texts));
                lines.extend(field("source", source));
                lines.extend(source.as_ref().map(|_| "  certainty: stated".to_owned()));
            }
            Self::Claim { by, source } => {
                lines.push(field("by", by).unwrap_or_else(|| words("by", &BTreeMap::new())));
                lines.push(words("what", texts));
                lines.push("  status: unsupported".to_owned());
                lines.extend(source.as_ref().map(|source| format!("  sources: [{}]", quoted(source))));
            }
            Self::Source { url } => {
                lines.push(words("title", texts));
                lines.extend(field("url", url));
            }
            Self::Person | Self::Organisation => lines.push(words("name", texts)),
            Self::Place { at } => {
                lines.push(words("name", texts));
                if let Some((north, east)) = at {
                    lines.push(format!("  lat: {}\n  lon: {}", degrees("lat", north, 90.0)?, degrees("lon", east, 180.0)?));
                }
            }
            Self::Event { when, source } => {
                lines.push(day(when.as_deref())?);
                lines.push(words("text", texts));
                lines.extend(field("source", source));
            }
            // Their languages are their fields.
            Self::Unit | Self::Term => lines.extend(by_language("  ", texts)),
        }
        Ok(lines.join("\n") + "\n")
    }
}

/// Degrees as they were typed.
fn degrees(name: &str, given: &str, most: f64) -> Result<String, Refusal> {
    let number =
        numeral::ascii(given.trim().trim_start_matches('-')).filter(|number| number.parse().is_ok_and(|n: f64| n <= most));
    let sign = if given.trim().starts_with('-') { "-" } else { "" };
    let Some(number) = number else {
        return Err(Refusal(format!(
            "`{given}` is no `--{name}`: write degrees from -{most} to {most}, with a point before the fraction"
        )));
    };
    Ok(format!("{sign}{number}"))
}

/// A day, a month or a year as it was typed, as the lines of an event.
fn day(given: Option<&str>) -> Result<String, Refusal> {
    let Some(given) = given.map(str::trim) else { return Ok("  precision: none".to_owned()) };
    let whole = [("", "day"), ("-01", "month"), ("-01-01", "year")].map(|(rest, known)| (format!("{given}{rest}"), known));
    match whole.iter().find(|(day, _)| Date::parse(day).is_some()) {
        Some((day, "day")) => Ok(format!("  date: {day}")),
        Some((day, known)) => Ok(format!("  date: {day}\n  precision: {known}")),
        None => {
            Err(Refusal(format!("`{given}` is no `--when`: write a day (`2022-01-06`), a month (`2022-01`) or a year (`2022`)")))
        }
    }
}

/// A value as it was typed, as the lines of a fact.
fn typed(value: &str) -> Result<String, Refusal> {
    let value = value.trim();
    if let Some(number) = value.strip_suffix(['%', '٪']).and_then(numeral::ascii) {
        return Ok(format!("  value: {number}\n  kind: percent"));
    }
    if let Some(number) = numeral::ascii(value) {
        return Ok(format!("  value: {number}"));
    }
    if Date::parse(value).is_some() {
        return Ok(format!("  value: {value}"));
    }
    Err(Refusal(format!(
        "`{value}` is no value: write digits with a point before the fraction (`--value 1234.5`), a date (`2022-01-06`) or parts of a \
         hundred (`12%`); what it is counted in goes to `--unit`"
    )))
}
