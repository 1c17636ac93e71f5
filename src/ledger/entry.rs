//! The fields of one entry -> a fact, a claim, a source, a name, a term or an event.

use super::fields::{Row, Units};
use super::{
    Claim, Entries, Event, Extent, Fact, Measure, Name, Number, Qualifier, Source, Speaker, Status, Term, Texts, Value, When,
};
use crate::diag::Diagnostics;
use crate::diag::codes::{ledger as codes, yaml as yaml_codes};
use crate::locale::date::Date;
use crate::locale::numeral;
use crate::message::Message;
use crate::yaml::{Node, Value as Yaml};

/// What `kind` may say of a fact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number(Measure),
    Date,
    Range,
    Text,
}

const KINDS: [(&str, Kind); 8] = [
    ("number", Kind::Number(Measure::Plain)),
    ("percent", Kind::Number(Measure::Percent)),
    ("money", Kind::Number(Measure::Money)),
    ("date", Kind::Date),
    ("year", Kind::Number(Measure::Year)),
    ("range", Kind::Range),
    ("rank", Kind::Number(Measure::Rank)),
    ("text", Kind::Text),
];

const QUALIFIERS: [(&str, Qualifier); 7] = [
    ("about", Qualifier::About),
    ("at-least", Qualifier::AtLeast),
    ("at-most", Qualifier::AtMost),
    ("nearly", Qualifier::Nearly),
    ("more-than", Qualifier::MoreThan),
    ("less-than", Qualifier::LessThan),
    ("exactly", Qualifier::Exactly),
];

const STATUSES: [(&str, Status); 3] =
    [("unsupported", Status::Unsupported), ("supported", Status::Supported), ("disputed", Status::Disputed)];

#[derive(Clone, Copy)]
enum Precision {
    Day,
    Month,
    Year,
    None,
}

const PRECISIONS: [(&str, Precision); 4] =
    [("day", Precision::Day), ("month", Precision::Month), ("year", Precision::Year), ("none", Precision::None)];

/// A fact.
pub(in crate::ledger) fn fact(row: &mut Row<'_>, units: &Units, diags: &mut Diagnostics) -> Option<Fact> {
    let kind = row.fields.choice("kind", &KINDS, diags);
    let Some(node) = row.fields.take("value") else {
        row.fields.missing("value", row.span, phrase!("a fact"), diags);
        skip(row, &["unit", "qualifier", "as_of", "source", "locator", "certainty", "what", "note", "in_words"]);
        return None;
    };
    let value = value(row, kind, node, diags);
    let fact = Fact {
        id: row.id.to_owned(),
        span: row.span,
        unit: row.unit(units, diags),
        qualifier: row.fields.choice("qualifier", &QUALIFIERS, diags),
        as_of: row.date("as_of", diags),
        citation: row.citation(diags),
        certainty: row.certainty(diags),
        what: row.texts("what", diags),
        note: row.texts("note", diags),
        in_words: row.words("in_words", diags),
        // A value that cannot be read was reported; the rest of the entry is still checked.
        value: value?,
    };
    Some(fact)
}

/// Says of fields that they are known, where an entry is given up.
fn skip(row: &mut Row<'_>, names: &[&'static str]) {
    for name in names {
        row.fields.take(name);
    }
}

fn value<'y>(row: &Row<'y>, kind: Option<Kind>, node: &'y Node, diags: &mut Diagnostics) -> Option<Value> {
    let bad = |node: &Node, kind: &str, help: Message, diags: &mut Diagnostics| {
        diags.push(codes::bad_fact_value(row.yaml.span(node), row.id, kind, help));
    };
    let number_help = || say!("write digits with a point before the fraction: 1234.5");
    let date_help = || say!("write year, month and day: \"2022-01-06\"");
    let ends = |node: &Node| -> Option<(Node, Node)> {
        match &node.value {
            Yaml::List(items) => match items.as_slice() {
                [from, to] => Some((from.clone(), to.clone())),
                _ => None,
            },
            Yaml::Null | Yaml::Bool(_) | Yaml::Int(_) | Yaml::Float(_) | Yaml::Text(_) | Yaml::Map(_) => None,
        }
    };
    let measure = match kind {
        Some(Kind::Text) => {
            return match &node.value {
                Yaml::Map(_) => row_texts(row, node, diags),
                Yaml::Text(text) if row.locales.site().len() == 1 => row_text(row, text),
                Yaml::Null | Yaml::Bool(_) | Yaml::Int(_) | Yaml::Float(_) | Yaml::Text(_) | Yaml::List(_) => {
                    bad(node, phrase!("text"), say!("write one text per language: `value: {{ar: …, en: …}}`"), diags);
                    None
                }
            };
        }
        Some(Kind::Number(measure)) => Some(measure),
        Some(Kind::Date) => None,
        // What says no more is what it looks like.
        Some(Kind::Range) | None => match ends(node) {
            Some((from, _)) => date(&from).is_none().then_some(Measure::Plain),
            None => date(node).is_none().then_some(Measure::Plain),
        },
    };
    match (ends(node), measure) {
        (Some((from, to)), Some(measure)) => {
            let range = number(&from).zip(number(&to));
            if range.is_none() {
                bad(node, phrase!("range of numbers"), number_help(), diags);
            }
            range.map(|(from, to)| Value::Numbers(measure, Extent::Range(from, to)))
        }
        (None, Some(measure)) => {
            let one = number(node);
            if one.is_none() {
                let meant = if let Yaml::Text(text) = &node.value { numeral::ascii(text) } else { None };
                let apart = if let Yaml::Text(text) = &node.value { with_unit(text) } else { None };
                let help = match (meant, apart) {
                    (Some(number), _) => say!("write `value: {number}`", number),
                    (None, Some((number, unit))) => say!("write `value: {number}`, and `{unit}` under `unit`", number, unit),
                    (None, None) => number_help(),
                };
                bad(node, if kind == Some(Kind::Range) { phrase!("range") } else { phrase!("number") }, help, diags);
            }
            one.map(|n| Value::Numbers(measure, Extent::One(n)))
        }
        (Some((from, to)), None) => {
            let range = date(&from).zip(date(&to));
            if range.is_none() {
                bad(node, phrase!("range of dates"), date_help(), diags);
            }
            range.map(|(from, to)| Value::Dates(Extent::Range(from, to)))
        }
        (None, None) => {
            let one = date(node);
            if one.is_none() {
                bad(node, phrase!("date"), date_help(), diags);
            }
            one.map(|d| Value::Dates(Extent::One(d)))
        }
    }
}

fn row_texts<'y>(row: &Row<'y>, node: &'y Node, diags: &mut Diagnostics) -> Option<Value> {
    row.texts_of("value", node, &[], diags).map(Value::Text)
}

fn row_text(row: &Row<'_>, text: &str) -> Option<Value> {
    let only = row.locales.site().first()?;
    crate::locale::PerLanguage::whole(vec![row.prose(text, only.id)]).map(Value::Text)
}

/// A number with what it counts behind it: `14 wells`.
fn with_unit(text: &str) -> Option<(String, &str)> {
    let (number, unit) = text.trim().split_once(char::is_whitespace)?;
    let unit = unit.trim();
    Some((numeral::ascii(number)?, unit)).filter(|_| unit.starts_with(char::is_alphabetic))
}

/// A plain decimal number, as YAML has it or as a text that keeps its last zeros.
fn number(node: &Node) -> Option<Number> {
    let ascii = match &node.value {
        Yaml::Int(n) => n.to_string(),
        Yaml::Float(f) if f.is_finite() => f.to_string(),
        Yaml::Text(text) => text.trim().to_owned(),
        Yaml::Null | Yaml::Bool(_) | Yaml::Float(_) | Yaml::List(_) | Yaml::Map(_) => return None,
    };
    let digits = |part: &str| !part.is_empty() && part.len() <= 400 && part.bytes().all(|b| b.is_ascii_digit());
    let unsigned = ascii.strip_prefix('-').unwrap_or(&ascii);
    let fine = match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    };
    fine.then_some(Number(ascii))
}

fn date(node: &Node) -> Option<Date> {
    match &node.value {
        Yaml::Text(text) => Date::parse(text.trim()),
        Yaml::Null | Yaml::Bool(_) | Yaml::Int(_) | Yaml::Float(_) | Yaml::List(_) | Yaml::Map(_) => None,
    }
}

/// A claim. Whose it is, is looked up among people and organisations.
pub(in crate::ledger) fn claim(
    row: &mut Row<'_>,
    people: &Entries<Name>,
    organisations: &Entries<Name>,
    diags: &mut Diagnostics,
) -> Option<Claim> {
    let by = speaker(row, people, organisations, diags);
    let to = row.texts("to", diags);
    let what = row.required("what", phrase!("a claim"), diags);
    let status = row.fields.choice("status", &STATUSES, diags).unwrap_or(Status::Unsupported);
    let sources = ids(row, "sources", diags);
    let locator = row.texts_or_one("locator", diags);
    let note = row.texts("note", diags);
    Some(Claim { id: row.id.to_owned(), span: row.span, by: by?, to, what: what?, status, sources, locator, note })
}

fn speaker(row: &mut Row<'_>, people: &Entries<Name>, organisations: &Entries<Name>, diags: &mut Diagnostics) -> Option<Speaker> {
    let Some(node) = row.fields.take("by") else {
        row.fields.missing("by", row.span, phrase!("a claim"), diags);
        return None;
    };
    let Yaml::Text(id) = &node.value else {
        return row.texts_of("by", node, &[], diags).map(Speaker::Words);
    };
    if people.get(id).is_some() {
        return Some(Speaker::Person(id.clone()));
    }
    if organisations.get(id).is_some() {
        return Some(Speaker::Organisation(id.clone()));
    }
    if people.is_told(id) || organisations.is_told(id) {
        return None;
    }
    let near = people.nearest(id).or_else(|| organisations.nearest(id));
    diags.push(codes::unknown_entry(
        row.yaml.span(node),
        phrase!("person or organisation"),
        id,
        near,
        phrase!("people.yaml or organisations.yaml"),
    ));
    None
}

/// A list of ids, or one.
fn ids(row: &mut Row<'_>, name: &'static str, diags: &mut Diagnostics) -> Vec<String> {
    let Some(node) = row.fields.take(name) else { return Vec::new() };
    match &node.value {
        Yaml::Text(id) => vec![id.clone()],
        Yaml::List(items) => items.iter().filter_map(|n| row.yaml.plain(name, n, diags)).map(str::to_owned).collect(),
        Yaml::Null | Yaml::Bool(_) | Yaml::Int(_) | Yaml::Float(_) | Yaml::Map(_) => {
            diags.push(yaml_codes::wrong_type(row.yaml.span(node), name, phrase!("a list of ids"), node.describe()));
            Vec::new()
        }
    }
}

/// A source.
pub(in crate::ledger) fn source(row: &mut Row<'_>, diags: &mut Diagnostics) -> Option<Source> {
    let title_node = row.fields.take("title");
    if title_node.is_none() {
        row.fields.missing("title", row.span, phrase!("a source"), diags);
    }
    let title = title_node.and_then(|node| row.texts_of("title", node, &["original"], diags));
    let original = title_node.and_then(original);
    let publisher = row.texts("publisher", diags);
    let lang = row.fields.plain("lang", diags).map(str::to_owned);
    let date = row.date("date", diags);
    let url = address(row, "url", diags);
    let archived = address(row, "archived", diags);
    let accessed = row.recent("accessed", diags);
    let note = row.texts("note", diags);
    let id = row.id.to_owned();
    Some(Source { id, span: row.span, title: title?, original, publisher, lang, date, url, archived, accessed, note })
}

/// The title as printed, which stands among those of the site's languages.
fn original(title: &Node) -> Option<String> {
    let Yaml::Map(map) = &title.value else { return None };
    let is_original = |key: &Node| matches!(&key.value, Yaml::Text(name) if name == "original");
    map.iter().find(|(key, _)| is_original(key)).and_then(|(_, value)| match &value.value {
        Yaml::Text(text) => Some(text.clone()),
        Yaml::Null | Yaml::Bool(_) | Yaml::Int(_) | Yaml::Float(_) | Yaml::List(_) | Yaml::Map(_) => None,
    })
}

/// An address on the web; nothing else may become a link.
fn address(row: &mut Row<'_>, name: &'static str, diags: &mut Diagnostics) -> Option<String> {
    let is_web = |text: &str| {
        let fine = text.starts_with("https://") || text.starts_with("http://");
        (fine && !text.contains(char::is_whitespace)).then(|| text.to_owned())
    };
    row.fields.parsed(name, diags, is_web, |span, given| {
        yaml_codes::bad_value(span, name, given, phrase!("it is no address on the web"), phrase!("write it with `https://`"))
    })
}

/// A person, a place or an organisation; `what` names it in messages.
pub(in crate::ledger) fn name(row: &mut Row<'_>, what: &str, diags: &mut Diagnostics) -> Option<Name> {
    let name = row.required("name", what, diags);
    let variants = row.spellings("variants", diags);
    let role = row.texts("role", diags);
    let abbr = row.fields.plain("abbr", diags).map(str::to_owned);
    let (lat, lon) = (degrees(row, "lat", 90.0, diags), degrees(row, "lon", 180.0, diags));
    let certainty = row.certainty(diags);
    let note = row.texts("note", diags);
    let citation = row.citation(diags);
    Some(Name {
        id: row.id.to_owned(),
        span: row.span,
        name: name?,
        variants,
        role,
        abbr,
        position: lat.zip(lon),
        certainty,
        note,
        citation,
    })
}

fn degrees(row: &mut Row<'_>, name: &'static str, most: f64, diags: &mut Diagnostics) -> Option<f64> {
    let node = row.fields.take(name)?;
    #[expect(clippy::cast_precision_loss, reason = "anything near the precision of f64 is out of range")]
    let value = match &node.value {
        Yaml::Int(n) => Some(*n as f64),
        Yaml::Float(f) => Some(*f),
        Yaml::Null | Yaml::Bool(_) | Yaml::Text(_) | Yaml::List(_) | Yaml::Map(_) => None,
    };
    let fine = value.filter(|v| v.is_finite() && v.abs() <= most);
    if fine.is_none() {
        let help = say!("write degrees between -{most} and {most}, as in 43.24", most);
        diags.push(yaml_codes::bad_value(
            row.yaml.span(node),
            name,
            node.describe(),
            phrase!("it is no place on the earth"),
            help,
        ));
    }
    fine
}

/// A term of the glossary. Its texts stand beside its other fields.
pub(in crate::ledger) fn term(row: &mut Row<'_>, texts: Option<Texts>, diags: &mut Diagnostics) -> Option<Term> {
    let variants = row.spellings("variants", diags);
    let forbidden = row.spellings("forbidden", diags);
    let note = row.texts("note", diags);
    Some(Term { id: row.id.to_owned(), span: row.span, name: texts?, variants, forbidden, note })
}

/// An event.
pub(in crate::ledger) fn event(row: &mut Row<'_>, diags: &mut Diagnostics) -> Option<Event> {
    let date = row.date("date", diags);
    let precision = row.fields.choice("precision", &PRECISIONS, diags).unwrap_or(Precision::Day);
    let when = match (date, precision) {
        (None, _) | (_, Precision::None) => When::Unknown,
        (Some(date), Precision::Day) => When::Day(date),
        (Some(date), Precision::Month) => When::Month(Date { day: 1, ..date }),
        (Some(date), Precision::Year) => When::Year(Date { day: 1, month: 1, ..date }),
    };
    let text = row.required("text", phrase!("an event"), diags);
    let certainty = row.certainty(diags);
    let note = row.texts("note", diags);
    let citation = row.citation(diags);
    Some(Event { id: row.id.to_owned(), span: row.span, when, text: text?, certainty, note, citation })
}
