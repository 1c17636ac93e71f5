//! What two languages beside each other would both be too narrow for -> what stands once over both columns, with the words of both: a
//! table that does not fit its half, a chart or a map.

use serde_json::{Value, json};

use crate::book::block::{Kind, PrintBlock};
use crate::book::bound::Text;
use crate::figure::{Category, Chart, Figure, Kind as Figured, Map, Place, Series};

use super::write::room::Sheet;
use super::write::table::{Frame, Need, plan};

/// The longest label of two languages, in characters.
const LONGEST: usize = 34;
/// A chart of more categories has no room for such labels.
const CATEGORIES: usize = 6;
/// The size of letters in tables, and what stands on both sides of a cell, in points.
const SIZE: f64 = 0.8;
const INSET: f64 = 8.0;

/// One table of two whose cells say the same, where one of them does not fit its half; nothing where they are not alike.
pub fn table(sheet: &Sheet, cells: &[Vec<Value>]) -> Option<Value> {
    let [first, second] = cells else { return None };
    let ([first], [second]) = (first.as_slice(), second.as_slice()) else { return None };
    let is_table = |value: &Value| value["k"] == "table";
    let rows = |value: &Value| value["rows"].as_array().map(Vec::len);
    let is_tight = [first, second].iter().any(|table| table["tight"] == true);
    if !is_table(first) || !is_table(second) || !is_tight || rows(first) != rows(second) {
        return None;
    }
    let (one, other) = (needs(first)?, needs(second)?);
    if one.len() != other.len() {
        return None;
    }
    // A cell says both, below each other.
    let both = |(a, b): (Need, Need)| Need { count: a.count.max(b.count), word: a.word.max(b.word), breaks: 1 };
    let needs: Vec<Need> = one.into_iter().zip(other).map(both).collect();
    let shares: Vec<u32> = needs.iter().map(|need| u32::try_from(need.count.isqrt()).unwrap_or(u32::MAX).max(1)).collect();
    let em = sheet.em.max(sheet.arabic) * SIZE;
    let plan = plan(std::slice::from_ref(&needs), &shares, Frame { line: sheet.whole, em, inset: INSET });
    let parts: Vec<Value> = plan.parts.iter().map(|part| json!({ "columns": part.columns, "widths": part.widths })).collect();
    let low = |at: usize| [first, second].iter().all(|table| table["low"][at] == true);
    let low: Vec<bool> = (0..=rows(first)?).map(low).collect();
    let mut merged = first.clone();
    merged["widths"] = shares.into();
    merged["scale"] = plan.scale.into();
    merged["inset"] = (plan.inset / 2.0).into();
    merged["parts"] = parts.into();
    merged["low"] = low.into();
    merged["whole"] = false.into();
    merged["both"] = second.clone();
    Some(merged)
}

/// What each column of a table needs, as its writer found it.
fn needs(table: &Value) -> Option<Vec<Need>> {
    let need = |column: &Value| {
        let (count, word) = (column.get(0)?.as_u64()?, column.get(1)?.as_f64()?);
        Some(Need { count: usize::try_from(count).ok()?, word, breaks: 0 })
    };
    table["needs"].as_array()?.iter().map(need).collect()
}

/// The drawing of two blocks of a row with the labels of both languages; nothing where they are not the same drawing, or have no room
/// for them.
pub fn drawing(texts: [&Text<'_>; 2], blocks: [&[PrintBlock]; 2]) -> Option<Figure> {
    let figure = |i: usize| match blocks[i] {
        [PrintBlock { kind: Kind::Figure(id), .. }] => texts[i].page.figures.get(id.0 as usize)?.as_ref(),
        _ => None,
    };
    let (first, second) = (figure(0)?, figure(1)?);
    let kind = match (&first.kind, &second.kind) {
        (Figured::Chart(a), Figured::Chart(b)) => Figured::Chart(chart(a, b)?),
        (Figured::Map(a), Figured::Map(b)) => Figured::Map(map(a, b)?),
        _ => return None,
    };
    Some(Figure { kind, ..first.clone() })
}

fn chart(a: &Chart, b: &Chart) -> Option<Chart> {
    // Time runs the way a language is read.
    let is_timeless = a.categories.iter().chain(&b.categories).all(|category| category.place.is_none());
    let is_alike = a.form == b.form && a.categories.len() == b.categories.len() && a.series.len() == b.series.len();
    // What is said in a drawing has no room for two languages.
    let is_silent = [a, b].iter().all(|chart| chart.levels.is_empty() && chart.notes.is_empty()) && a.lit == b.lit;
    if !is_timeless || !is_alike || !is_silent || a.categories.len() > CATEGORIES {
        return None;
    }
    let category = |(a, b): (&Category, &Category)| {
        Some(Category { label: label(&a.label, &b.label)?, short: None, month: None, place: None })
    };
    let series = |(a, b): (&Series, &Series)| {
        (a.values == b.values).then_some(())?;
        Some(Series { name: either(a.name.as_ref(), b.name.as_ref()).ok()?, values: a.values.clone() })
    };
    Some(Chart {
        categories: a.categories.iter().zip(&b.categories).map(category).collect::<Option<_>>()?,
        series: a.series.iter().zip(&b.series).map(series).collect::<Option<_>>()?,
        unit: either(a.unit.as_ref(), b.unit.as_ref()).ok()?,
        ..a.clone()
    })
}

fn map(a: &Map, b: &Map) -> Option<Map> {
    let place = |(a, b): (&Place, &Place)| {
        let is_same = (a.lat - b.lat).abs() < 1e-9 && (a.lon - b.lon).abs() < 1e-9;
        (is_same && a.note.is_none() && b.note.is_none()).then_some(())?;
        Some(Place { name: label(&a.name, &b.name)?, ..a.clone() })
    };
    // Names of countries are those of one language: two have no room within borders.
    let is_alike = a.places.len() == b.places.len() && a.regions.is_empty() && b.regions.is_empty() && a.subject == b.subject;
    let places = is_alike.then(|| a.places.iter().zip(&b.places).map(place).collect::<Option<Vec<Place>>>())??;
    Some(Map { places, names: false, ..a.clone() })
}

fn label(a: &str, b: &str) -> Option<String> {
    let both = if a == b { a.to_owned() } else { format!("{a} · {b}") };
    (both.chars().count() <= LONGEST).then_some(both)
}

/// What one language has and the other has not, or what is too long in two.
struct Unlike;

fn either(a: Option<&String>, b: Option<&String>) -> Result<Option<String>, Unlike> {
    match (a, b) {
        (None, None) => Ok(None),
        (Some(a), Some(b)) => label(a, b).map(Some).ok_or(Unlike),
        (Some(_), None) | (None, Some(_)) => Err(Unlike),
    }
}
