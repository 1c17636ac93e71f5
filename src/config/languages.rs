//! `languages` of `site.yaml` -> the languages of the site: names, digits, calendars, and who stands in for whom.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::diag::codes::{config as codes, yaml as yaml_codes};
use crate::locale::{Calendar, Digits, LocaleError, LocaleSpec, Locales, Months};
use crate::source::Span;
use crate::yaml::{Fields, Node, Value, Yaml};

/// `calendar: solar-hijri`, `calendar: [solar-hijri, gregorian]`, or `hijri: true`, which puts that beside the other.
fn calendars(language: &mut Fields<'_>, diags: &mut Diagnostics) -> (Calendar, Option<Calendar>) {
    let known = [("gregorian", Calendar::Gregorian), ("solar-hijri", Calendar::SolarHijri), ("hijri", Calendar::Hijri)];
    let mut calendars = Vec::new();
    for name in language.one_or_more("calendar", diags) {
        let calendar = known.iter().find(|(known, _)| *known == name.value).map(|(_, calendar)| *calendar);
        match calendar.filter(|calendar| calendars.len() < 2 && !calendars.contains(calendar)) {
            Some(calendar) => calendars.push(calendar),
            None if calendar.is_some() => {
                let help = phrase!("write one calendar, or two that differ");
                diags.push(yaml_codes::bad_value(
                    name.span,
                    "calendar",
                    &name.value,
                    phrase!("it is one calendar too many"),
                    help,
                ));
            }
            None => diags.push(yaml_codes::not_one_of(name.span, "calendar", &name.value, &known.map(|(name, _)| name))),
        }
    }
    let first = calendars.first().copied().unwrap_or(Calendar::Gregorian);
    let is_hijri = language.bool("hijri", diags).unwrap_or(false) && first != Calendar::Hijri;
    (first, calendars.get(1).copied().or_else(|| is_hijri.then_some(Calendar::Hijri)))
}

/// Reads the languages. `None` where they cannot be known.
pub(in crate::config) fn read(yaml: &Yaml<'_>, fields: &mut Fields<'_>, own: Span, diags: &mut Diagnostics) -> Option<Locales> {
    let default = text_of(fields.node(), "default_language");
    let digits = [("latn", Digits::Latn), ("arab", Digits::Arab), ("arabext", Digits::Arabext)];
    let months = [("cldr", Months::Cldr), ("gulf", Months::Gulf), ("levant", Months::Levant), ("both", Months::Both)];
    let Some(node) = fields.take("languages") else {
        diags.push(codes::no_languages(fields.key_span("languages").unwrap_or(own)));
        return None;
    };
    if !matches!(node.value, Value::Map(_)) {
        diags.push(codes::languages_no_mapping(yaml.span(node), node.describe()));
        return None;
    }
    let list = Fields::of(yaml, node, "`languages`", diags)?;
    let mut specs: Vec<LocaleSpec> = Vec::new();
    let mut spans = BTreeMap::new();
    let mut named = Vec::new();
    for (tag, key, value) in list.entries() {
        spans.insert(tag.to_owned(), yaml.span(key));
        let mut spec = LocaleSpec::of(tag);
        if value.value != Value::Null
            && let Some(mut language) = Fields::of(yaml, value, phrase!("a language"), diags)
        {
            if let Some(name) = language.required_text("name", diags) {
                spec.name = name.value;
            }
            let region = |code: &str| {
                matches!((code.len(), code.chars().all(|c| c.is_ascii_uppercase())), (2, true)).then(|| code.to_owned())
            };
            spec.region = language.parsed("region", diags, region, |span, given| {
                yaml_codes::bad_value(
                    span,
                    "region",
                    given,
                    phrase!("it is no region"),
                    phrase!("write the two capital letters of ISO 3166, such as `GB`"),
                )
            });
            spec.digits = language.choice("digits", &digits, diags);
            spec.months = language.choice("months", &months, diags).unwrap_or(Months::Cldr);
            spec.calendars = calendars(&mut language, diags);
            let fallback = language.one_or_more("fallback", diags);
            spec.fallback = fallback.iter().map(|tag| tag.value.clone()).collect();
            named.extend(fallback);
            language.finish(diags);
        }
        specs.push(spec);
    }
    if specs.is_empty() {
        diags.push(codes::no_languages(yaml.span(node)));
        return None;
    }
    let known: Vec<String> = specs.iter().map(|spec| spec.tag.clone()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    for tag in named.iter().filter(|tag| !known.iter().any(|known| known.eq_ignore_ascii_case(&tag.value))) {
        diags.push(codes::not_a_site_language(tag.span, &tag.value, &known));
    }
    // Whatever a language says, the default one comes next.
    if let Some(default) = default {
        for spec in &mut specs {
            spec.fallback.push(default.to_owned());
        }
    }
    match Locales::new(&specs) {
        Ok(locales) => Some(locales),
        Err(errors) => {
            for error in errors {
                diags.push(match error {
                    LocaleError::UnknownTag(tag) => codes::unknown_language(spans.get(&tag).copied().unwrap_or(own), &tag),
                    LocaleError::Duplicate(tag) => codes::duplicate_language(spans.get(&tag).copied().unwrap_or(own), &tag),
                });
            }
            None
        }
    }
}

/// The text of a field that is taken elsewhere.
fn text_of<'y>(node: &'y Node, name: &str) -> Option<&'y str> {
    let Value::Map(map) = &node.value else { return None };
    let is_it = |key: &Node| matches!(&key.value, Value::Text(text) if text == name);
    map.iter()
        .find(|(key, _)| is_it(key))
        .and_then(|(_, value)| if let Value::Text(text) = &value.value { Some(text.as_str()) } else { None })
}
