//! What a chart points at: `highlight`, `lines` that values are seen against, `annotations` of single values.

use crate::diag::Diagnostics;
use crate::diag::codes::{figure as codes, yaml as yaml_codes};
use crate::figure::{Category, Form, Level, LevelAt, Lit, Note, Series};

use super::category::category;
use super::value::{At, Spec};

/// Lines across one chart.
const LINES: usize = 4;
/// Remarks in one chart.
const NOTES: usize = 12;
const LESS: &str = phrase!("keep what matters, and tell the rest in the text");

/// What a chart points at.
pub struct Marks {
    pub lit: Named,
    pub levels: Vec<Level>,
    pub notes: Vec<Note>,
}

/// What `highlight` names, before it is known how the chart is drawn.
#[derive(Default)]
pub struct Named {
    series: Vec<usize>,
    categories: Vec<usize>,
}

impl Named {
    /// What is lit in a form: where there are several series, those; categories where each is one mark.
    pub fn of(self, form: Form, series: usize) -> Lit {
        if !self.series.is_empty() && form != Form::Slope {
            Lit::Series(self.series)
        } else if !self.categories.is_empty()
            && (series == 1 || matches!(form, Form::Slope | Form::Dot | Form::Bar | Form::Column))
        {
            Lit::Categories(self.categories)
        } else {
            Lit::All
        }
    }
}

/// What there is to name; nothing where the data are wrong, which has been told: then only fields are looked at.
type Data<'a> = Option<(&'a [Category], &'a [Series])>;

/// What a block writes of it, before its data are known.
pub struct Found<'y> {
    highlight: Option<At<'y>>,
    lines: Option<At<'y>>,
    notes: Option<At<'y>>,
}

impl<'y> Found<'y> {
    /// Takes the three fields.
    pub fn of(spec: &mut Spec<'y, '_>) -> Self {
        Self { highlight: spec.take("highlight"), lines: spec.take("lines"), notes: spec.take("annotations") }
    }

    /// Reads them against the data.
    pub fn read(self, spec: &Spec<'_, '_>, data: Data<'_>, diags: &mut Diagnostics) -> Marks {
        Marks {
            lit: self.highlight.map(|at| lit(at, spec, data, diags)).unwrap_or_default(),
            levels: self.lines.map(|at| levels(at, spec, data, diags)).unwrap_or_default(),
            notes: self.notes.map(|at| notes(at, spec, data, diags)).unwrap_or_default(),
        }
    }
}

/// The items of a list that holds no more than a drawing has room for.
fn few<'y>(at: At<'y>, name: &'static str, most: usize, diags: &mut Diagnostics) -> Vec<At<'y>> {
    let items = at.items(name, diags);
    if items.len() > most {
        diags.push(codes::too_many(at.span(), name, items.len(), most, LESS));
        return Vec::new();
    }
    items
}

fn lit(at: At<'_>, spec: &Spec<'_, '_>, data: Data<'_>, diags: &mut Diagnostics) -> Named {
    let mut named = Named::default();
    let Some((categories, series)) = data else { return named };
    for item in at.one_or_more() {
        let Some(name) = category(item, spec, diags).map(|c| c.label) else { continue };
        if let Some(found) = series.iter().position(|one| one.name.as_ref() == Some(&name)) {
            named.series.push(found);
        } else if let Some(found) = categories.iter().position(|one| one.label == name) {
            named.categories.push(found);
        } else {
            let known: Vec<&str> =
                series.iter().filter_map(|s| s.name.as_deref()).chain(categories.iter().map(|c| c.label.as_str())).collect();
            diags.push(yaml_codes::not_one_of(item.span(), "highlight", &name, &known));
        }
    }
    named
}

/// `lines: [{value: 100, label: …}, {at: 2022-01, label: …}]`
fn levels(at: At<'_>, spec: &Spec<'_, '_>, data: Data<'_>, diags: &mut Diagnostics) -> Vec<Level> {
    let context = spec.context;
    let mut levels = Vec::new();
    for item in few(at, "lines", LINES, diags) {
        let Some(mut part) = item.fields(phrase!("a reference line"), diags) else { continue };
        let label = part.required_text("label", context, diags);
        let at = match (part.take("value"), part.take("at")) {
            (Some(value), _) => value.number("value", context, diags).flatten().map(LevelAt::Value),
            (None, Some(at)) => data.and_then(|(categories, _)| moment(at, spec, categories, diags)),
            (None, None) => {
                part.missing("value", phrase!("a reference line"), diags);
                None
            }
        };
        part.finish(diags);
        if let (Some(at), Some(label)) = (at, label) {
            levels.push(Level { at, label });
        }
    }
    levels
}

/// A time on the axis of a chart that has one.
fn moment(at: At<'_>, spec: &Spec<'_, '_>, categories: &[Category], diags: &mut Diagnostics) -> Option<LevelAt> {
    let found = category(at, spec, diags)?;
    if let Some(place) = found.place.filter(|_| categories.iter().all(|c| c.place.is_some())) {
        return Some(LevelAt::Moment(place, found.label));
    }
    let known: Vec<&str> = categories.iter().filter(|c| c.place.is_some()).map(|c| c.label.as_str()).collect();
    diags.push(yaml_codes::not_one_of(at.span(), "at", &found.label, &known));
    None
}

/// `annotations: [{at: category, series: name, text: …}]`
fn notes(at: At<'_>, spec: &Spec<'_, '_>, data: Data<'_>, diags: &mut Diagnostics) -> Vec<Note> {
    let context = spec.context;
    let mut notes = Vec::new();
    for item in few(at, "annotations", NOTES, diags) {
        let Some(mut part) = item.fields(phrase!("an annotation"), diags) else { continue };
        let text = part.required_text("text", context, diags);
        let at = part.take("at");
        if at.is_none() {
            part.missing("at", phrase!("an annotation"), diags);
        }
        let of = part.take("series");
        part.finish(diags);
        let Some((categories, series)) = data else { continue };
        let category = at.and_then(|at| {
            let name = category(at, spec, diags)?.label;
            let known: Vec<&str> = categories.iter().map(|c| c.label.as_str()).collect();
            chosen(at, "at", &name, &known, diags)
        });
        let series = match of {
            None => Some(0),
            Some(of) => of.text("series", context, diags).and_then(|name| {
                let known: Vec<&str> = series.iter().filter_map(|s| s.name.as_deref()).collect();
                let found = chosen(of, "series", &name, &known, diags)?;
                series.iter().position(|s| s.name.as_deref() == known.get(found).copied())
            }),
        };
        if let (Some(category), Some(series), Some(text)) = (category, series, text) {
            notes.push(Note { category, series, text });
        }
    }
    notes
}

/// The place of a name among those that are known; it is reported where it is none of them.
fn chosen(at: At<'_>, field: &'static str, name: &str, known: &[&str], diags: &mut Diagnostics) -> Option<usize> {
    let found = known.iter().position(|one| *one == name);
    if found.is_none() {
        diags.push(yaml_codes::not_one_of(at.span(), field, name, known));
    }
    found
}
