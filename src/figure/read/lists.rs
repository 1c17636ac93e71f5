//! `timeline`, `key-figures`, `people`: items written out, or named by their id in the ledger.

use crate::diag::Diagnostics;
use crate::diag::codes::figure as codes;
use crate::figure::facts::{Entry, Kind};
use crate::figure::{Event, KeyFigure, Moment, Person, number_format};
use crate::yaml::Value;

use super::value::{Part, Spec, moment};

/// Entries that a reader follows on one page.
const EVENTS: usize = 80;
const PEOPLE: usize = 60;
const KEY_FIGURES: usize = 8;
pub const SPLIT: &str = phrase!("split the figure in two");

/// `events: [{date: 2022-01-02, text: …}, {event: id}]`, in the order of time; what has no date comes last.
pub fn events(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Vec<Event>> {
    let context = spec.context;
    let mut events = Vec::new();
    if spec.wants_all("events") {
        // The whole chronology of the briefing.
        events = some(context.facts.events(context.locale), "events", spec, diags)?;
    } else {
        for item in spec.items("events", EVENTS, SPLIT, diags)? {
            let Some(mut part) = item.fields(phrase!("an event"), diags) else { continue };
            let id = part.plain("event", diags);
            let date = date(&mut part, diags);
            let text = if id.is_some() { part.text("text", context, diags) } else { part.required_text("text", context, diags) };
            part.finish(diags);
            match id {
                Some((id, span)) => match context.facts.event(&id, context.locale) {
                    Some(event) => events.push(Event { text: text.unwrap_or(event.text), date: event.date }),
                    None => context.unknown(Kind::Event, &id, span, diags),
                },
                None => events.extend(text.map(|text| Event { date, text })),
            }
        }
    }
    events.sort_by_key(|e| e.date.map_or((true, None), |d| (false, Some(d.first()))));
    (!events.is_empty()).then_some(events)
}

/// Items of the whole ledger; it is reported where there are none.
pub fn some<T>(items: Vec<T>, name: &str, spec: &Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Vec<T>> {
    if items.is_empty() {
        diags.push(codes::empty(spec.span, name));
        return None;
    }
    Some(items)
}

/// A date as exactly as it is known; a year may be written as a number.
fn date(part: &mut Part<'_>, diags: &mut Diagnostics) -> Option<Moment> {
    let at = part.take("date")?;
    let text = match &at.node.value {
        Value::Int(year) => year.to_string(),
        Value::Text(text) => text.trim().to_owned(),
        Value::Null | Value::Bool(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => at.node.describe().to_owned(),
    };
    let date = moment(&text);
    if date.is_none() {
        diags.push(codes::bad_moment(at.span(), &text));
    }
    date
}

/// The entry that an id names. `None` where there is no id; `Some(None)` where nothing is known by it, which is reported.
#[expect(clippy::option_option, reason = "no id, an unknown id and an entry are three things here")]
pub fn entry(
    part: &mut Part<'_>,
    name: &'static str,
    kind: Kind,
    spec: &Spec<'_, '_>,
    diags: &mut Diagnostics,
) -> Option<Option<Entry>> {
    let (id, span) = part.plain(name, diags)?;
    let entry = spec.context.facts.entry(kind, &id, spec.context.locale);
    if entry.is_none() {
        spec.context.unknown(kind, &id, span, diags);
    }
    Some(entry)
}

/// `people: [{name: …, role: …, note: …}, {person: id}]`
pub fn people(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Vec<Person>> {
    let context = spec.context;
    let mut people: Vec<Person> = Vec::new();
    if spec.wants_all("people") {
        let all = context.facts.entries(Kind::Person, context.locale).into_iter();
        people.extend(all.map(|Entry { name, role, note, .. }| Person { name, role, note }));
        return some(people, "people", spec, diags);
    }
    for item in spec.items("people", PEOPLE, SPLIT, diags)? {
        let Some(mut part) = item.fields(phrase!("a person"), diags) else { continue };
        let entry = entry(&mut part, "person", Kind::Person, spec, diags);
        let known = entry.as_ref().and_then(|e| e.as_ref());
        let name = match known {
            Some(known) => part.text("name", context, diags).or_else(|| Some(known.name.clone())),
            None if entry.is_some() => None,
            None => part.required_text("name", context, diags),
        };
        let role = part.text("role", context, diags).or_else(|| known.and_then(|k| k.role.clone()));
        let note = part.text("note", context, diags).or_else(|| known.and_then(|k| k.note.clone()));
        part.finish(diags);
        people.extend(name.map(|name| Person { name, role, note }));
    }
    (!people.is_empty()).then_some(people)
}

/// `figures: [{value: 120, unit: …, label: …}, {fact: id, label: …}]`
pub fn key_figures(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Vec<KeyFigure>> {
    let context = spec.context;
    let locale = context.locales.get(context.locale);
    let mut figures = Vec::new();
    for item in spec.items("figures", KEY_FIGURES, phrase!("keep the numbers that matter, or print a `table`"), diags)? {
        let Some(mut part) = item.fields(phrase!("a key figure"), diags) else { continue };
        let mut known = None;
        let value = if let Some((id, span)) = part.plain("fact", diags) {
            known = context.facts.entry(Kind::Fact, &id, context.locale);
            let printed = context.facts.printed(&id, context.locale);
            if printed.is_none() {
                context.unknown(Kind::Fact, &id, span, diags);
            }
            printed
        } else if let Some(at) = part.take("value") {
            match &at.node.value {
                Value::Int(_) | Value::Float(_) => {
                    at.number("value", context, diags).flatten().map(|n| number_format::exact(n, locale))
                }
                Value::Text(_) | Value::Map(_) | Value::Null | Value::Bool(_) | Value::List(_) => {
                    at.text("value", context, diags)
                }
            }
        } else {
            part.missing("value", phrase!("a key figure"), diags);
            None
        };
        let unit = part.text("unit", context, diags);
        // A fact says what it is of.
        let label = match known.map(|known| known.name).filter(|name| !name.is_empty()) {
            Some(name) => part.text("label", context, diags).or(Some(name)),
            None => part.required_text("label", context, diags),
        };
        let note = part.text("note", context, diags);
        part.finish(diags);
        let (Some(value), Some(label)) = (value, label) else { continue };
        let value = match unit {
            Some(unit) if number_format::is_percent(&unit) => number_format::signed(value, &unit, locale),
            // No line ends between a number and its unit.
            Some(unit) => format!("{value}\u{a0}{unit}"),
            None => value,
        };
        figures.push(KeyFigure { value, label, note });
    }
    (!figures.is_empty()).then_some(figures)
}
