//! `map`: places, the country that it is about, shaded regions, and what countries are called.

use crate::diag::Diagnostics;
use crate::diag::codes::{figure as codes, yaml as yaml_codes};
use crate::figure::facts::{Entry, Kind};
use crate::figure::outlines::{Country, codes as known_countries};
use crate::figure::{Area, Map, Place, Region};
use crate::source::Span;
use crate::yaml::Value;

use super::lists::{SPLIT, entry, some};
use super::value::{At, Part, Spec};

/// Names that fit a map.
const PLACES: usize = 40;
/// Shaded regions of one map.
const REGIONS: usize = 12;
/// Points of the border of a region.
const POINTS: usize = 500;

/// Reads a map.
pub fn read(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Map> {
    let places = places(spec, diags);
    let subject = match spec.take("subject") {
        Some(at) => at.one_or_more().into_iter().filter_map(|at| country(at, "subject", diags)).collect(),
        None => Vec::new(),
    };
    let regions = regions(spec, diags);
    let (names, called) = called(spec, diags);
    Some(Map { places: places?, subject, regions, names, called })
}

/// A country by its letters; it is reported where there is none.
fn country(at: At<'_>, field: &'static str, diags: &mut Diagnostics) -> Option<Country> {
    let Value::Text(letters) = &at.node.value else {
        diags.push(yaml_codes::wrong_type(at.span(), field, phrase!("text"), at.node.describe()));
        return None;
    };
    let found = Country::of(letters);
    if found.is_none() {
        diags.push(codes::no_country(at.span(), letters, &known_countries()));
    }
    found
}

/// `regions: [{name: …, points: [[lon, lat], …]}, {country: UZ}]`
fn regions(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> Vec<Region> {
    let context = spec.context;
    if spec.lacks("regions") {
        return Vec::new();
    }
    let mut regions = Vec::new();
    for item in spec.items("regions", REGIONS, SPLIT, diags).unwrap_or_default() {
        let Some(mut part) = item.fields(phrase!("a region"), diags) else { continue };
        let name = part.text("name", context, diags);
        let area = match (part.take("country"), part.take("points")) {
            (Some(at), _) => country(at, "country", diags).map(Area::Country),
            (None, Some(at)) => border(at, diags).map(Area::Points),
            (None, None) => {
                part.missing("points", phrase!("a region"), diags);
                None
            }
        };
        part.finish(diags);
        regions.extend(area.map(|area| Region { name, area }));
    }
    regions
}

/// The border of a region: at least three points of longitude and latitude, as in `GeoJSON`.
fn border(at: At<'_>, diags: &mut Diagnostics) -> Option<Vec<(f64, f64)>> {
    let items = at.items("points", diags);
    if !(3..=POINTS).contains(&items.len()) {
        diags.push(codes::border(at.span(), items.len(), POINTS));
        return None;
    }
    let point = |item: At<'_>| match item.items("points", diags).as_slice() {
        [lon, lat] => Some((degrees(*lon, 180)?, degrees(*lat, 90)?)),
        _ => None,
    };
    let points: Option<Vec<(f64, f64)>> = items.iter().copied().map(point).collect();
    if points.is_none() {
        diags.push(codes::border(at.span(), items.len(), POINTS));
    }
    points
}

/// `countries: none`, or names of countries that go before those of CLDR.
fn called(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> (bool, Vec<(Country, String)>) {
    let context = spec.context;
    let Some(at) = spec.take("countries") else { return (true, Vec::new()) };
    if at.node.value == Value::Text("none".to_owned()) {
        return (false, Vec::new());
    }
    let mut called = Vec::new();
    for item in at.items("countries", diags) {
        let Some(mut part) = item.fields(phrase!("a country"), diags) else { continue };
        let of = part.take("country");
        if of.is_none() {
            part.missing("country", phrase!("a country"), diags);
        }
        let name = part.required_text("name", context, diags);
        part.finish(diags);
        let of = of.and_then(|at| country(at, "country", diags));
        called.extend(of.zip(name));
    }
    (true, called)
}

fn truth(at: At<'_>, diags: &mut Diagnostics) -> bool {
    if let Value::Bool(value) = at.node.value {
        return value;
    }
    diags.push(yaml_codes::wrong_type(at.span(), "capital", phrase!("true or false"), at.node.describe()));
    false
}

/// `places: [{name: …, lat: 43.2, lon: 76.9}, {place: id}]`
fn places(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Vec<Place>> {
    let context = spec.context;
    let mut places: Vec<Place> = Vec::new();
    if spec.wants_all("places") {
        for Entry { name, note, at, .. } in context.facts.entries(Kind::Place, context.locale) {
            places.extend(at.map(|(lat, lon)| Place { name, lat, lon, note, capital: false }));
        }
        return some(places, "places", spec, diags);
    }
    for item in spec.items("places", PLACES, SPLIT, diags)? {
        let Some(mut part) = item.fields(phrase!("a place"), diags) else { continue };
        let span = part.span();
        let entry = entry(&mut part, "place", Kind::Place, spec, diags);
        let known = entry.as_ref().and_then(|e| e.as_ref());
        let name = match known {
            Some(known) => part.text("name", context, diags).or_else(|| Some(known.name.clone())),
            None if entry.is_some() => None,
            None => part.required_text("name", context, diags),
        };
        let note = part.text("note", context, diags).or_else(|| known.and_then(|k| k.note.clone()));
        let at = known.and_then(|k| k.at);
        let lat = coordinate(&mut part, "lat", 90, span, at.map(|a| a.0), entry.is_some(), diags);
        let lon = coordinate(&mut part, "lon", 180, span, at.map(|a| a.1), entry.is_some() && known.is_none(), diags);
        let capital = part.take("capital").is_some_and(|at| truth(at, diags));
        part.finish(diags);
        let (Some(name), Some(lat), Some(lon)) = (name, lat, lon) else { continue };
        if places.iter().any(|p| p.name == name) {
            diags.push(codes::twice(span, &name));
            continue;
        }
        places.push(Place { name, lat, lon, note, capital });
    }
    (!places.is_empty()).then_some(places)
}

/// Degrees, or what the ledger says. `quiet` where an unknown id has been reported already.
fn coordinate(
    part: &mut Part<'_>,
    name: &'static str,
    most: u32,
    item: Span,
    known: Option<f64>,
    quiet: bool,
    diags: &mut Diagnostics,
) -> Option<f64> {
    let Some(at) = part.take(name) else {
        if known.is_none() && !quiet {
            part.fields.missing(name, item, phrase!("a place"), diags);
        }
        return known;
    };
    let degrees = degrees(at, most);
    if degrees.is_none() {
        diags.push(codes::coordinate(at.span(), name, most));
    }
    degrees
}

/// Degrees that are no more than they can be.
fn degrees(at: At<'_>, most: u32) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "degrees are small")]
    let degrees = match at.node.value {
        Value::Int(n) => Some(n as f64),
        Value::Float(f) => Some(f),
        Value::Null | Value::Bool(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
    };
    degrees.filter(|d| d.is_finite() && d.abs() <= f64::from(most))
}
