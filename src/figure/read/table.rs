//! `table`: rows of a CSV file or of the block, with their order, forms of numbers and sums.

use std::cmp::Ordering;

use crate::diag::Diagnostics;
use crate::diag::codes::{figure as codes, yaml as yaml_codes};
use crate::figure::{Column, Number, Table, Value as Cell};
use crate::source::Span;
use crate::yaml::Value;

use super::rows::{Row, Rows};
use super::value::{At, Spec, moment};

/// Rows on one page.
const ROWS: usize = 1_000;
const COLUMNS: usize = 20;

/// How a column's cells are read and printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As written.
    Text,
    /// A number with separators.
    Number,
    /// A number with a percent sign.
    Percent,
    /// A number without separators.
    Year,
    /// A date.
    Date,
}

/// A column while it is read.
struct Plan {
    name: String,
    from: usize,
    form: Form,
    decimals: Option<usize>,
    total: bool,
}

/// Reads a table.
pub fn read(spec: &mut Spec<'_, '_>, rows: Option<&Rows>, diags: &mut Diagnostics) -> Option<Table> {
    let columns = spec.items("columns", COLUMNS, phrase!("leave out columns, or split the table"), diags);
    let mut sort = spec.take("sort").and_then(|at| Some((text_of(at, "sort", diags)?, at.span())));
    let descending = spec.choice("order", &[("ascending", false), ("descending", true)], diags).unwrap_or(false);
    let limit = spec.take("limit").and_then(|at| limit(at, diags));
    // Rows in the block are cells in the order of the columns.
    let inline = if rows.is_none() {
        spec.items("rows", ROWS, phrase!("publish a data file, or print part of it (`limit`)"), diags)
    } else {
        None
    };
    let columns = columns?;
    let columns: Vec<_> = columns.into_iter().enumerate().map(|(place, item)| plan(place, item, rows, spec, diags)).collect();
    let (ids, plans): (Vec<_>, Vec<_>) = columns.into_iter().collect::<Option<Vec<_>>>()?.into_iter().unzip();
    // Every cell is looked at, so that one run shows every mistake.
    let mut read: Vec<Vec<Option<Cell>>> = Vec::new();
    for row in rows.map(|rows| &rows.rows).into_iter().flatten() {
        read.push(plans.iter().map(|plan| of_csv(plan, row, spec, diags)).collect());
    }
    for item in inline.into_iter().flatten() {
        let row = item.items("rows", diags);
        if row.len() == plans.len() {
            read.push(plans.iter().zip(row).map(|(plan, at)| of_yaml(plan, at, spec, diags)).collect());
        } else {
            diags.push(codes::length(item.span(), row.len(), plans.len()));
            read.push(vec![None]);
        }
    }
    let mut cells: Vec<Vec<Cell>> = read.into_iter().map(|row| row.into_iter().collect()).collect::<Option<_>>()?;
    if cells.is_empty() {
        return None;
    }
    if let Some((name, span)) = sort.take() {
        let Some(by) = ids.iter().position(|id| *id == name) else {
            diags.push(codes::unknown_column(span, &name, &ids.iter().map(String::as_str).collect::<Vec<_>>()));
            return None;
        };
        order(&mut cells, by, descending, spec);
    }
    let total = total(&plans, &cells);
    if let Some(limit) = limit {
        cells.truncate(limit);
    }
    if cells.len() > ROWS {
        diags.push(codes::too_many(
            spec.span,
            "rows",
            cells.len(),
            ROWS,
            phrase!("print part of them: `limit: 20`, with `sort`"),
        ));
        return None;
    }
    let columns =
        plans.into_iter().map(|p| Column { numeric: !matches!(p.form, Form::Text | Form::Date), name: p.name }).collect();
    Some(Table { columns, rows: cells, total })
}

/// A column of the block: its name, where its cells come from, and their form.
fn plan(place: usize, item: At<'_>, rows: Option<&Rows>, spec: &Spec<'_, '_>, diags: &mut Diagnostics) -> Option<(String, Plan)> {
    let tag = &spec.context.locales.get(spec.context.locale).tag;
    let mut part = item.fields(phrase!("a column"), diags)?;
    let name = part.required_text("name", spec.context, diags);
    let id = if rows.is_some() { part.required("column", diags) } else { part.plain("column", diags) };
    let forms =
        [("text", Form::Text), ("number", Form::Number), ("percent", Form::Percent), ("year", Form::Year), ("date", Form::Date)];
    let form = part.fields.choice("format", &forms, diags).unwrap_or(Form::Text);
    let decimals = part.fields.int("decimals", diags).and_then(|n| usize::try_from(n).ok()).map(|n| n.min(6));
    let total = part.fields.bool("total", diags).unwrap_or(false);
    let span = part.span();
    part.finish(diags);
    if total && !matches!(form, Form::Number | Form::Percent) {
        diags.push(codes::form(span, phrase!("only numbers have a `total`"), phrase!("set `format: number`, or remove `total`")));
        return None;
    }
    let from = match (rows, &id) {
        (Some(rows), Some((id, span))) => rows.column(id, tag, *span, diags)?,
        (Some(_), None) => return None,
        (None, _) => place,
    };
    let id = id.map_or_else(|| place.to_string(), |(id, _)| id);
    Some((id, Plan { name: name?, from, form, decimals, total }))
}

fn of_csv(plan: &Plan, row: &Row, spec: &Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Cell> {
    let text = row.cells[plan.from].as_str();
    if text.is_empty() {
        return Some(Cell::Nothing);
    }
    match plan.form {
        Form::Text => Some(Cell::Text(text.to_owned())),
        Form::Date => dated(text, row.place(plan.from), spec, diags),
        Form::Number | Form::Percent | Form::Year => {
            let number = row.number(plan.from);
            if number.is_none() {
                diags.push(codes::not_a_number(row.place(plan.from), text, phrase!("text")));
            }
            number.map(|n| formed(plan, n, spec))
        }
    }
}

fn of_yaml(plan: &Plan, at: At<'_>, spec: &Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Cell> {
    if at.node.value == Value::Null {
        return Some(Cell::Nothing);
    }
    match plan.form {
        Form::Text => at.text("rows", spec.context, diags).map(Cell::Text),
        Form::Date => dated(&text_of(at, "rows", diags)?, at.span(), spec, diags),
        Form::Number | Form::Percent | Form::Year => {
            at.number("rows", spec.context, diags).flatten().map(|n| formed(plan, n, spec))
        }
    }
}

fn dated(text: &str, span: Span, spec: &Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Cell> {
    let Some(moment) = moment(text) else {
        diags.push(codes::bad_moment(span, text));
        return None;
    };
    let locale = spec.context.locales.get(spec.context.locale);
    Some(Cell::Text(crate::figure::number_format::moment(moment, locale, crate::locale::date::DateStyle::Medium)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, not negative and at most 1e15")]
fn formed(plan: &Plan, number: Number, spec: &Spec<'_, '_>) -> Cell {
    let number = Number { decimals: plan.decimals.unwrap_or(number.decimals), ..number };
    match plan.form {
        Form::Percent => Cell::Number(number, "%"),
        Form::Year if number.value >= 0.0 && number.value.fract() == 0.0 => {
            Cell::Text(spec.context.locales.get(spec.context.locale).plain(number.value as u64))
        }
        Form::Year | Form::Number | Form::Text | Form::Date => Cell::Number(number, ""),
    }
}

/// Sorts rows by a column; what is not known stands last in either order.
fn order(rows: &mut [Vec<Cell>], by: usize, descending: bool, spec: &Spec<'_, '_>) {
    let locale = spec.context.locales.get(spec.context.locale);
    rows.sort_by(|a, b| {
        let found = match (&a[by], &b[by]) {
            (Cell::Nothing, Cell::Nothing) => return Ordering::Equal,
            (Cell::Nothing, _) => return Ordering::Greater,
            (_, Cell::Nothing) => return Ordering::Less,
            (Cell::Number(x, _), Cell::Number(y, _)) => x.value.total_cmp(&y.value),
            (Cell::Text(x), Cell::Text(y)) => locale.compare(x, y),
            (Cell::Number(..), Cell::Text(_)) => Ordering::Less,
            (Cell::Text(_), Cell::Number(..)) => Ordering::Greater,
        };
        if descending { found.reverse() } else { found }
    });
}

/// Sums of the columns that ask for one, over all rows, shown or not.
fn total(plans: &[Plan], rows: &[Vec<Cell>]) -> Option<Vec<Cell>> {
    if plans.iter().all(|p| !p.total) {
        return None;
    }
    let sum = |(place, plan): (usize, &Plan)| {
        if !plan.total {
            return Cell::Nothing;
        }
        let (mut value, mut decimals, mut sign) = (0.0, 0, "");
        for row in rows {
            if let Cell::Number(n, s) = &row[place] {
                (value, decimals, sign) = (value + n.value, decimals.max(n.decimals), *s);
            }
        }
        Cell::Number(Number { value, decimals }, sign)
    };
    Some(plans.iter().enumerate().map(sum).collect())
}

fn limit(at: At<'_>, diags: &mut Diagnostics) -> Option<usize> {
    let limit = match at.node.value {
        Value::Int(n) => usize::try_from(n).ok().filter(|n| *n > 0),
        Value::Null | Value::Bool(_) | Value::Float(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
    };
    if limit.is_none() {
        diags.push(yaml_codes::wrong_type(at.span(), "limit", phrase!("a whole number above 0"), at.node.describe()));
    }
    limit
}

fn text_of(at: At<'_>, name: &str, diags: &mut Diagnostics) -> Option<String> {
    match &at.node.value {
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Int(n) => Some(n.to_string()),
        Value::Null | Value::Bool(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
            diags.push(yaml_codes::wrong_type(at.span(), name, phrase!("text"), at.node.describe()));
            None
        }
    }
}
