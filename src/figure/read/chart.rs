//! `chart`: categories and series, from the block or a data file.

use crate::diag::Diagnostics;
use crate::diag::codes::{figure as codes, yaml as yaml_codes};
use crate::figure::{Category, Chart, Form, Number, Series, Time};
use crate::yaml::Value;

use super::category::{category, placed};
use super::marks::{Found, Marks};
use super::rows::Rows;
use super::value::Spec;

/// Lengths that a reader compares at a glance.
const BARS: usize = 60;
/// Points on a line.
const POINTS: usize = 1_000;
/// Colours, markers and hatchings that can be told apart without colour.
pub const SERIES: usize = 5;
/// Panels.
const PANELS: usize = 12;
const TOO_MANY: &str = phrase!("group the smaller ones, or print a `table`");

/// Reads a chart.
pub fn read(spec: &mut Spec<'_, '_>, rows: Option<Rows>, diags: &mut Diagnostics) -> Option<Chart> {
    let forms = [
        ("bar", Form::Bar),
        ("column", Form::Column),
        ("line", Form::Line),
        ("step", Form::Step),
        ("dot", Form::Dot),
        ("slope", Form::Slope),
    ];
    if spec.take("type").is_none() {
        spec.missing("type", diags);
    }
    let form = spec.choice("type", &forms, diags);
    let stacked = spec.bool("stacked", diags).unwrap_or(false);
    let multiples = spec.bool("multiples", diags).unwrap_or(false);
    let time = spec.choice("time", &[("reading", Time::Reading), ("ltr", Time::Ltr)], diags).unwrap_or(Time::Reading);
    let unit = spec.text("unit", diags);
    let found = Found::of(spec);
    let data = match rows {
        Some(rows) => from_rows(spec, &rows, diags),
        None if spec.take("data").is_some() => from_pairs(spec, diags),
        None if spec.take("categories").is_none() && spec.take("series").is_none() && spec.misspelt("data") => None,
        None => from_series(spec, diags),
    };
    let marks = found.read(spec, data.as_ref().map(|(categories, series)| (categories.as_slice(), series.as_slice())), diags);
    let (categories, series) = data?;
    let form = form?;
    check(spec, form, stacked, multiples, &categories, &series, diags)?;
    let Marks { lit, levels, notes } = marks;
    if form == Form::Slope && !levels.is_empty() {
        diags.push(codes::form(spec.span, phrase!("a `slope` chart has no reference lines"), phrase!("remove `lines`")));
        return None;
    }
    let lit = lit.of(form, series.len());
    Some(Chart { form, stacked, multiples, time, categories, series, unit, lit, levels, notes })
}

/// What a form asks of its numbers.
fn check(
    spec: &Spec<'_, '_>,
    form: Form,
    stacked: bool,
    multiples: bool,
    categories: &[Category],
    series: &[Series],
    diags: &mut Diagnostics,
) -> Option<()> {
    let before = diags.iter().count();
    let most = match form {
        Form::Line | Form::Step => POINTS,
        Form::Bar | Form::Column | Form::Dot | Form::Slope => BARS,
    };
    if categories.len() > most {
        diags.push(codes::too_many(spec.span, "categories", categories.len(), most, TOO_MANY));
        return None;
    }
    let most = if multiples { PANELS } else { SERIES };
    // A slope chart has a line for each category.
    if series.len() > most && form != Form::Slope {
        diags.push(codes::too_many(
            spec.span,
            "series",
            series.len(),
            most,
            phrase!("draw `multiples: true`, or print a `table`"),
        ));
    }
    if form == Form::Slope && series.len() != 2 {
        diags.push(codes::form(
            spec.span,
            phrase!("a `slope` chart compares two series"),
            phrase!("give two series: before and after"),
        ));
    }
    if form == Form::Slope && multiples {
        diags.push(codes::form(spec.span, phrase!("a `slope` chart has no panels"), phrase!("remove `multiples`")));
    }
    if stacked && !matches!(form, Form::Bar | Form::Column) {
        diags.push(codes::form(spec.span, phrase!("only `bar` and `column` can be stacked"), phrase!("remove `stacked`")));
    }
    if series.iter().all(|s| s.values.iter().all(Option::is_none)) {
        diags.push(codes::empty(spec.span, "values"));
    }
    for (i, category) in categories.iter().enumerate() {
        if categories[..i].iter().any(|c| c.label == category.label) {
            diags.push(codes::twice(spec.span, &category.label));
            break;
        }
    }
    if series.len() > 1 {
        for (i, one) in series.iter().enumerate() {
            match &one.name {
                None => {
                    diags.push(yaml_codes::missing_field(spec.span, "name", phrase!("each of several series")));
                    break;
                }
                Some(name) if series[..i].iter().any(|s| s.name.as_ref() == Some(name)) => {
                    diags.push(codes::twice(spec.span, name));
                }
                Some(_) => {}
            }
        }
    }
    (diags.iter().count() == before).then_some(())
}

/// `data: [{label: …, value: …}]`, one series.
fn from_pairs(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> Option<(Vec<Category>, Vec<Series>)> {
    let context = spec.context;
    let items = spec.items("data", POINTS, TOO_MANY, diags)?;
    let (mut categories, mut values) = (Vec::new(), Vec::new());
    for item in items {
        let Some(mut part) = item.fields(phrase!("an item of `data`"), diags) else { continue };
        let label = part.take("label");
        if label.is_none() {
            part.missing("label", phrase!("an item of `data`"), diags);
        }
        let category = label.and_then(|l| category(l, spec, diags));
        let value = part.take("value").map_or(Some(None), |at| at.number("value", context, diags));
        part.finish(diags);
        if let (Some(category), Some(value)) = (category, value) {
            categories.push(category);
            values.push(value);
        }
    }
    (!categories.is_empty()).then(|| (categories, vec![Series { name: None, values }]))
}

/// `categories: […]` and `series: [{name: …, values: […]}]`.
fn from_series(spec: &mut Spec<'_, '_>, diags: &mut Diagnostics) -> Option<(Vec<Category>, Vec<Series>)> {
    let context = spec.context;
    let labels = spec.items("categories", POINTS, TOO_MANY, diags);
    let series = spec.items("series", BARS, TOO_MANY, diags);
    let labels = labels?;
    let expected = labels.len();
    let categories: Vec<Category> = labels.into_iter().filter_map(|at| category(at, spec, diags)).collect();
    let mut read = Vec::new();
    for item in series? {
        let Some(mut part) = item.fields(phrase!("a series"), diags) else { continue };
        let name = part.text("name", context, diags);
        let Some(values) = part.take("values") else {
            part.missing("values", phrase!("a series"), diags);
            part.finish(diags);
            continue;
        };
        part.finish(diags);
        let items = values.items("values", diags);
        if items.len() != expected {
            diags.push(codes::length(values.span(), items.len(), expected));
            continue;
        }
        let numbers: Vec<Option<Number>> = items.into_iter().filter_map(|at| at.number("values", context, diags)).collect();
        if numbers.len() == expected {
            read.push(Series { name, values: numbers });
        }
    }
    (categories.len() == expected && !read.is_empty()).then_some((categories, read))
}

/// `category: column` and `series: [{column: …, name: …}]` of a CSV file.
fn from_rows(spec: &mut Spec<'_, '_>, rows: &Rows, diags: &mut Diagnostics) -> Option<(Vec<Category>, Vec<Series>)> {
    let context = spec.context;
    let tag = context.locales.get(context.locale).tag.clone();
    let first = spec.take("category");
    let column = match first {
        None => {
            spec.missing("category", diags);
            None
        }
        Some(at) => match &at.node.value {
            Value::Text(name) => rows.column(name, &tag, at.span(), diags),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
                diags.push(yaml_codes::wrong_type(at.span(), "category", phrase!("text"), at.node.describe()));
                None
            }
        },
    };
    let items = spec.items("series", BARS, TOO_MANY, diags)?;
    let mut series = Vec::new();
    let mut is_sound = true;
    for item in items {
        let Some(mut part) = item.fields(phrase!("a series"), diags) else { continue };
        let name = part.text("name", context, diags);
        let from = part.required("column", diags);
        part.finish(diags);
        let Some((from, span)) = from else { continue };
        let Some(from) = rows.column(&from, &tag, span, diags) else { continue };
        let mut values = Vec::with_capacity(rows.rows.len());
        for row in &rows.rows {
            let cell = &row.cells[from];
            let number = row.number(from);
            if number.is_none() && !cell.is_empty() {
                diags.push(codes::not_a_number(row.place(from), cell, phrase!("text")));
                is_sound = false;
            }
            values.push(number);
        }
        series.push(Series { name, values });
    }
    let column = column?;
    let categories = rows.rows.iter().map(|row| placed(&row.cells[column], spec)).collect();
    (is_sound && !series.is_empty()).then_some((categories, series))
}
