//! Categories of charts: names, years and dates, as they are printed and where they stand in time.

use crate::diag::Diagnostics;
use crate::figure::{Category, Moment, number_format};
use crate::locale::date::DateStyle;
use crate::yaml::Value;

use super::value::{At, Spec, moment};

/// A category: a name per language, a year, or a date.
pub fn category(at: At<'_>, spec: &Spec<'_, '_>, diags: &mut Diagnostics) -> Option<Category> {
    match &at.node.value {
        Value::Int(year) => Some(placed(&year.to_string(), spec)),
        Value::Text(text) if moment(text).is_some() => Some(placed(text, spec)),
        Value::Text(_) | Value::Float(_) | Value::Map(_) | Value::Null | Value::Bool(_) | Value::List(_) => {
            Some(Category { label: at.text("label", spec.context, diags)?, short: None, month: None, place: None })
        }
    }
}

/// A category of plain text: years and dates have a place in time, and are printed as the language does.
pub fn placed(text: &str, spec: &Spec<'_, '_>) -> Category {
    let locale = spec.context.locales.get(spec.context.locale);
    let Some(moment) = moment(text) else {
        let label = text.parse().map_or_else(|_| text.to_owned(), |n: u64| locale.plain(n));
        return Category { label, short: None, month: None, place: None };
    };
    let label = number_format::moment(moment, locale, DateStyle::Medium);
    let short = Some(number_format::short_moment(moment, locale)).filter(|short| *short != label);
    let month = match moment {
        Moment::Month(date) => Some((date.year, date.month)),
        Moment::Day(_) | Moment::Year(_) => None,
    };
    Category { label, short, month, place: Some(number_format::year(moment.first())) }
}
