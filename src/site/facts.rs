//! The ledger of a folder -> its facts as data. As JSON they are with what is printed of them in every language, so that others can cite
//! them by id. Keys come in a fixed order, entries in the order written; sources stand beside the facts once.

use serde_json::{Map, Value as Json, json};

use super::csv::record;
use super::{Site, address};
use crate::ledger::print::Printer;
use crate::ledger::{Certainty, Citation, Extent, Fact, Ledger, Measure, Qualifier, Source, Texts, Value};
use crate::locale::Locale;
use crate::locale::date::Date;

/// The facts and their sources as JSON.
pub fn json(site: &Site, ledger: &Ledger) -> String {
    let facts: Map<String, Json> = ledger.facts.iter().map(|f| (f.id.clone(), fact(site, f))).collect();
    let sources: Map<String, Json> = ledger.sources.iter().map(|s| (s.id.clone(), source(site, s))).collect();
    let pages: Map<String, Json> = locales(site).filter_map(|l| Some((l.tag.clone(), json!(page(site, ledger, l)?)))).collect();
    let mut root = Map::new();
    root.insert("version".to_owned(), json!(1));
    root.insert("briefing".to_owned(), json!(ledger.folder));
    root.insert("pages".to_owned(), Json::Object(pages));
    root.insert("facts".to_owned(), Json::Object(facts));
    root.insert("sources".to_owned(), Json::Object(sources));
    let mut text = serde_json::to_string_pretty(&Json::Object(root)).unwrap_or_default();
    text.push('\n');
    text
}

fn locales(site: &Site) -> impl Iterator<Item = &Locale> {
    site.config.locales.site().iter()
}

/// Absolute URL of the briefing in a language.
fn page(site: &Site, ledger: &Ledger, locale: &Locale) -> Option<String> {
    let page = site.pages.iter().find(|p| p.key.path() == Some(ledger.folder.as_str()) && p.locale == locale.id)?;
    Some(site.absolute(page.id))
}

fn put(map: &mut Map<String, Json>, name: &str, value: Option<Json>) {
    if let Some(value) = value {
        map.insert(name.to_owned(), value);
    }
}

/// A text in every language that it was written in.
fn texts(site: &Site, texts: &Texts) -> Json {
    Json::Object(locales(site).filter_map(|l| Some((l.tag.clone(), json!(texts.own(l.id)?.text)))).collect())
}

fn fact(site: &Site, fact: &Fact) -> Json {
    let mut map = Map::new();
    map.insert("value".to_owned(), value(site, &fact.value));
    map.insert("kind".to_owned(), json!(kind(&fact.value)));
    let printed = |l: &Locale| Printer { locale: l, words: &site.words }.fact(fact);
    let able = locales(site).filter(|l| fact.lent(l.id).is_none());
    map.insert("printed".to_owned(), Json::Object(able.map(|l| (l.tag.clone(), json!(printed(l)))).collect()));
    put(&mut map, "qualifier", fact.qualifier.map(|q| json!(qualifier(q))));
    put(&mut map, "what", fact.what.as_ref().map(|t| texts(site, t)));
    put(&mut map, "as_of", fact.as_of.map(day));
    map.insert("certainty".to_owned(), json!(certainty(fact.certainty)));
    cite(site, &mut map, &fact.citation);
    put(&mut map, "note", fact.note.as_ref().map(|t| texts(site, t)));
    Json::Object(map)
}

fn cite(site: &Site, map: &mut Map<String, Json>, citation: &Citation) {
    put(map, "source", citation.source.as_ref().map(|id| json!(id)));
    put(map, "locator", citation.locator.as_ref().map(|t| texts(site, t)));
}

fn source(site: &Site, source: &Source) -> Json {
    let mut map = Map::new();
    map.insert("title".to_owned(), texts(site, &source.title));
    put(&mut map, "original", source.original.as_ref().map(|t| json!(t)));
    put(&mut map, "publisher", source.publisher.as_ref().map(|t| texts(site, t)));
    put(&mut map, "lang", source.lang.as_ref().map(|t| json!(t)));
    put(&mut map, "date", source.date.map(day));
    put(&mut map, "url", source.url.as_ref().map(|u| json!(address::encode_url(u))));
    put(&mut map, "archived", source.archived.as_ref().map(|u| json!(address::encode_url(u))));
    put(&mut map, "accessed", source.accessed.map(day));
    put(&mut map, "note", source.note.as_ref().map(|t| texts(site, t)));
    Json::Object(map)
}

fn day(date: Date) -> Json {
    json!(date.iso())
}

/// A number keeps its digits: as text where JSON's numbers would lose some.
fn number(ascii: &str) -> Json {
    let exact = ascii.parse::<f64>().ok().filter(|n| n.to_string() == ascii);
    match ascii.parse::<i64>() {
        Ok(n) => json!(n),
        Err(_) => exact.map_or_else(|| json!(ascii), |n| json!(n)),
    }
}

fn value(site: &Site, value: &Value) -> Json {
    match value {
        Value::Numbers(_, Extent::One(n)) => number(&n.0),
        Value::Numbers(_, Extent::Range(from, to)) => json!([number(&from.0), number(&to.0)]),
        Value::Dates(Extent::One(date)) => day(*date),
        Value::Dates(Extent::Range(from, to)) => json!([day(*from), day(*to)]),
        Value::Text(words) => texts(site, words),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Numbers(Measure::Plain, _) => "number",
        Value::Numbers(Measure::Percent, _) => "percent",
        Value::Numbers(Measure::Money, _) => "money",
        Value::Numbers(Measure::Year, _) => "year",
        Value::Numbers(Measure::Rank, _) => "rank",
        Value::Dates(_) => "date",
        Value::Text(_) => "text",
    }
}

fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::About => "about",
        Qualifier::AtLeast => "at-least",
        Qualifier::AtMost => "at-most",
        Qualifier::Nearly => "nearly",
        Qualifier::MoreThan => "more-than",
        Qualifier::LessThan => "less-than",
        Qualifier::Exactly => "exactly",
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => "stated",
        Certainty::Inferred => "inferred",
        Certainty::Added => "added",
        Certainty::Contested => "contested",
    }
}

/// The facts as a table: a line each, with its value as a number or a day and as it is printed in languages.
pub fn csv(site: &Site, ledger: &Ledger) -> String {
    let tags: Vec<&Locale> = locales(site).collect();
    let mut head: Vec<String> =
        ["id", "kind", "value", "to", "qualifier", "as_of", "certainty", "source"].map(str::to_owned).into();
    for name in ["printed", "what"] {
        head.extend(tags.iter().map(|locale| format!("{name}_{}", locale.tag)));
    }
    // Programs for sheets read other letters than Latin ones only behind this mark.
    let mut out = format!("\u{feff}{}", record(head.iter().map(String::as_str)));
    for fact in ledger.facts.iter() {
        let [from, to] = ends(&fact.value);
        let mut line = vec![
            fact.id.clone(),
            kind(&fact.value).to_owned(),
            from,
            to,
            fact.qualifier.map(|own| qualifier(own).to_owned()).unwrap_or_default(),
            fact.as_of.map(Date::iso).unwrap_or_default(),
            certainty(fact.certainty).to_owned(),
            fact.citation.source.clone().unwrap_or_default(),
        ];
        let printed = |locale: &&Locale| match fact.lent(locale.id) {
            None => Printer { locale, words: &site.words }.fact(fact),
            Some(_) => String::new(),
        };
        line.extend(tags.iter().map(printed));
        let what = |locale: &&Locale| Some(fact.what.as_ref()?.own(locale.id)?.text.clone());
        line.extend(tags.iter().map(|locale| what(locale).unwrap_or_default()));
        out.push_str(&record(line.iter().map(String::as_str)));
    }
    out
}

/// A value as a number or a day, and where it ends if it is a range; a text is in languages alone.
fn ends(value: &Value) -> [String; 2] {
    match value {
        Value::Numbers(_, Extent::One(n)) => [n.0.clone(), String::new()],
        Value::Numbers(_, Extent::Range(from, to)) => [from.0.clone(), to.0.clone()],
        Value::Dates(Extent::One(date)) => [date.iso(), String::new()],
        Value::Dates(Extent::Range(from, to)) => [from.iso(), to.iso()],
        Value::Text(_) => [String::new(), String::new()],
    }
}
