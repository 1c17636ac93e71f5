//! Values of a figure with where they stand: texts in the page's language, numbers, dates, ids of the ledger.

use crate::diag::codes::{config, figure as codes, yaml as yaml_codes};
use crate::diag::{Diagnostic, Diagnostics};
use crate::figure::facts::Kind;
use crate::figure::scale::GREATEST;
use crate::figure::{Moment, Number};
use crate::locale::date::Date;
use crate::locale::numeral;
use crate::source::Span;
use crate::yaml::{Fields, Node, Value, Yaml};

use super::ReadContext;

/// A value, the text it belongs to, and whether pages of several languages share that.
#[derive(Clone, Copy)]
pub struct At<'y> {
    pub yaml: &'y Yaml<'y>,
    pub node: &'y Node,
    pub shared: bool,
}

impl<'y> At<'y> {
    pub fn span(self) -> Span {
        self.yaml.span(self.node)
    }

    fn inside(self, node: &'y Node) -> Self {
        Self { node, ..self }
    }

    /// The items of a list.
    pub fn items(self, name: &str, diags: &mut Diagnostics) -> Vec<At<'y>> {
        match &self.node.value {
            Value::List(items) => items.iter().map(|item| self.inside(item)).collect(),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Map(_) => {
                diags.push(yaml_codes::wrong_type(self.span(), name, phrase!("a list"), self.node.describe()));
                Vec::new()
            }
        }
    }

    /// The items of a list, or the one value that there is.
    pub fn one_or_more(self) -> Vec<At<'y>> {
        match &self.node.value {
            Value::List(items) => items.iter().map(|item| self.inside(item)).collect(),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Map(_) => vec![self],
        }
    }

    /// The fields of a mapping.
    pub fn fields(self, what: &'static str, diags: &mut Diagnostics) -> Option<Part<'y>> {
        Fields::of(self.yaml, self.node, what, diags).map(|fields| Part { fields, shared: self.shared })
    }

    /// A text in the page's language: one text in a block of the page, a text for every language of the site in a file that
    /// several pages share. A number is written in the language's digits, ungrouped, as years are.
    pub fn text(self, name: &str, context: ReadContext<'_>, diags: &mut Diagnostics) -> Option<String> {
        let locale = context.locales.get(context.locale);
        match &self.node.value {
            Value::Text(text) if self.shared && context.locales.site().len() > 1 && text.chars().any(char::is_alphabetic) => {
                let other = context.locales.site().iter().find(|l| l.id != context.locale).unwrap_or(locale);
                diags.push(config::missing_in_language(self.span(), name, &other.tag));
                None
            }
            Value::Text(text) if text.trim().is_empty() => {
                diags.push(yaml_codes::missing_field(self.span(), name, phrase!("a figure")));
                None
            }
            Value::Text(text) => Some(line(text)),
            Value::Int(n) => Some(u64::try_from(*n).map_or_else(|_| locale.integer(*n), |n| locale.plain(n))),
            Value::Float(_) => number(self.node).and_then(|n| locale.decimal(&format!("{:.*}", n.decimals, n.value))),
            Value::Map(entries) => {
                let mut own = None;
                let mut tags: Vec<&str> = Vec::new();
                for (key, value) in entries {
                    let Value::Text(tag) = &key.value else { continue };
                    let Some(known) = context.locales.by_tag(tag) else {
                        let known: Vec<&str> = context.locales.site().iter().map(|l| l.tag.as_str()).collect();
                        diags.push(config::not_a_site_language(self.yaml.span(key), tag, &known));
                        continue;
                    };
                    tags.push(&known.tag);
                    let text = match &value.value {
                        Value::Text(text) if !text.trim().is_empty() => line(text),
                        Value::Int(n) => n.to_string(),
                        Value::Text(_) | Value::Null => {
                            tags.pop();
                            continue;
                        }
                        Value::Bool(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
                            diags.push(yaml_codes::wrong_type(self.yaml.span(value), tag, phrase!("text"), value.describe()));
                            continue;
                        }
                    };
                    if known.id == context.locale {
                        own = Some(text);
                    }
                }
                // Pages of other languages ask for theirs.
                if !tags.contains(&locale.tag.as_str()) {
                    diags.push(config::missing_in_language(self.span(), name, &locale.tag));
                }
                own
            }
            Value::Null | Value::Bool(_) | Value::List(_) => {
                diags.push(yaml_codes::wrong_type(self.span(), name, phrase!("text"), self.node.describe()));
                None
            }
        }
    }

    /// A number, or `{fact: id}`; an empty value is `Some(None)`.
    #[expect(clippy::option_option, reason = "wrong, empty and given are three things here")]
    pub fn number(self, name: &str, context: ReadContext<'_>, diags: &mut Diagnostics) -> Option<Option<Number>> {
        if self.node.value == Value::Null {
            return Some(None);
        }
        if let Value::Map(_) = &self.node.value {
            let mut part = self.fields(phrase!("a number"), diags)?;
            let id = part.required("fact", diags);
            part.finish(diags);
            let (id, span) = id?;
            let number = context.facts.number(&id);
            if number.is_none() {
                if context.facts.ids(Kind::Fact).contains(&id) {
                    diags.push(codes::not_a_number(span, &id, phrase!("a fact of another kind than one number")));
                } else {
                    context.unknown(Kind::Fact, &id, span, diags);
                }
            }
            return number.map(Some);
        }
        let found = number(self.node);
        if found.is_none() {
            let what = match &self.node.value {
                Value::Float(f) if !f.is_finite() => phrase!("infinite or none at all"),
                Value::Float(_) | Value::Int(_) => phrase!("too large"),
                Value::Null | Value::Bool(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => self.node.describe(),
            };
            let meant = if let Value::Text(text) = &self.node.value { numeral::ascii(text) } else { None };
            diags.push(match meant {
                Some(number) => codes::number_in_text(self.span(), name, &number),
                None => codes::not_a_number(self.span(), name, what),
            });
        }
        found.map(Some)
    }
}

/// White space runs are one space; spaces that do not break stay.
fn line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number of YAML, with the digits behind the point that it needs.
#[expect(clippy::cast_precision_loss, reason = "whole numbers are compared with the limit first, which an f64 holds exactly")]
fn number(node: &Node) -> Option<Number> {
    match &node.value {
        Value::Int(n) if (*n as f64).abs() <= GREATEST => Some(Number { value: *n as f64, decimals: 0 }),
        Value::Float(f) if f.is_finite() && f.abs() <= GREATEST => Some(of_float(*f)),
        Value::Int(_) | Value::Float(_) | Value::Null | Value::Bool(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
    }
}

fn of_float(value: f64) -> Number {
    let decimals = value.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len().min(6));
    // A negative zero is zero.
    Number { value: value + 0.0, decimals }
}

/// A number as a cell of CSV has it: digits, a point, a minus sign.
pub fn number_of(text: &str) -> Option<Number> {
    let plain = text.strip_prefix('-').unwrap_or(text);
    if plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len().min(6));
    (value.abs() <= GREATEST).then_some(Number { value: value + 0.0, decimals })
}

/// `2022-01-06`, `2022-01`, `2022`.
pub fn moment(text: &str) -> Option<Moment> {
    match text.len() {
        10 => Date::parse(text).map(Moment::Day),
        7 => Date::parse(&format!("{text}-01")).map(Moment::Month),
        4 => Date::parse(&format!("{text}-01-01")).map(Moment::Year),
        _ => None,
    }
}

/// A mapping within a figure.
pub struct Part<'y> {
    pub fields: Fields<'y>,
    pub shared: bool,
}

impl<'y> Part<'y> {
    pub fn span(&self) -> Span {
        self.fields.yaml().span(self.fields.node())
    }

    pub fn take(&mut self, name: &'static str) -> Option<At<'y>> {
        let yaml = self.fields.yaml();
        self.fields.take(name).map(|node| At { yaml, node, shared: self.shared })
    }

    pub fn text(&mut self, name: &'static str, context: ReadContext<'_>, diags: &mut Diagnostics) -> Option<String> {
        self.take(name)?.text(name, context, diags)
    }

    /// A text in the page's language that must be there.
    pub fn required_text(&mut self, name: &'static str, context: ReadContext<'_>, diags: &mut Diagnostics) -> Option<String> {
        if let Some(at) = self.take(name) {
            at.text(name, context, diags)
        } else {
            self.missing(name, phrase!("this item"), diags);
            None
        }
    }

    /// A plain text that must be there, an id or the name of a column.
    pub fn required(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<(String, Span)> {
        self.fields.required_text(name, diags).map(|t| (t.value, t.span))
    }

    pub fn plain(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<(String, Span)> {
        self.fields.text(name, diags).map(|t| (t.value, t.span))
    }

    /// Reports a field that is not there, unless another looks like it.
    pub fn missing(&mut self, name: &'static str, what: &str, diags: &mut Diagnostics) {
        let span = self.span();
        self.fields.missing(name, span, what, diags);
    }

    pub fn finish(self, diags: &mut Diagnostics) {
        self.fields.finish(diags);
    }
}

/// The block laid over the data file that it names.
pub struct Spec<'y, 'd> {
    own: Part<'y>,
    below: Option<Part<'y>>,
    /// The whole block.
    pub span: Span,
    pub context: ReadContext<'d>,
}

impl<'y, 'd> Spec<'y, 'd> {
    pub fn new(own: Fields<'y>, below: Option<Fields<'y>>, span: Span, context: ReadContext<'d>) -> Self {
        let below = below.map(|fields| Part { fields, shared: true });
        Self { own: Part { fields: own, shared: false }, below, span, context }
    }

    pub fn take(&mut self, name: &'static str) -> Option<At<'y>> {
        let below = self.below.as_mut().and_then(|b| b.take(name));
        self.own.take(name).or(below)
    }

    pub fn text(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<String> {
        let context = self.context;
        self.take(name)?.text(name, context, diags)
    }

    /// Whether a field says `all` instead of listing items.
    pub fn wants_all(&mut self, name: &'static str) -> bool {
        self.take(name).is_some_and(|at| at.node.value == Value::Text("all".to_owned()))
    }

    /// Who says so: a text, or `{source: id}`.
    pub fn source(&mut self, diags: &mut Diagnostics) -> Option<String> {
        let context = self.context;
        let at = self.take("source")?;
        let is_id = matches!(&at.node.value, Value::Map(entries)
            if entries.iter().any(|(key, _)| key.value == Value::Text("source".to_owned())));
        if !is_id {
            return at.text("source", context, diags);
        }
        let mut part = at.fields(phrase!("a source"), diags)?;
        let id = part.required("source", diags);
        part.finish(diags);
        let (id, span) = id?;
        let entry = context.facts.entry(Kind::Source, &id, context.locale);
        if entry.is_none() {
            context.unknown(Kind::Source, &id, span, diags);
        }
        entry.map(|e| e.name)
    }

    pub fn choice<T: Copy>(&mut self, name: &'static str, choices: &[(&str, T)], diags: &mut Diagnostics) -> Option<T> {
        let at = self.take(name)?;
        let Value::Text(given) = &at.node.value else {
            diags.push(yaml_codes::wrong_type(at.span(), name, phrase!("text"), at.node.describe()));
            return None;
        };
        let found = choices.iter().find(|(word, _)| word == given).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            diags.push(yaml_codes::not_one_of(at.span(), name, given, &words));
        }
        found
    }

    pub fn bool(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<bool> {
        let at = self.take(name)?;
        if let Value::Bool(value) = at.node.value {
            return Some(value);
        }
        diags.push(yaml_codes::wrong_type(at.span(), name, phrase!("true or false"), at.node.describe()));
        None
    }

    /// The items of a list that must hold some, but not more than `most`.
    pub fn items(&mut self, name: &'static str, most: usize, help: &str, diags: &mut Diagnostics) -> Option<Vec<At<'y>>> {
        let Some(at) = self.take(name) else {
            self.missing(name, diags);
            return None;
        };
        let before = diags.iter().count();
        let items = at.items(name, diags);
        if items.is_empty() {
            if diags.iter().count() == before {
                diags.push(codes::empty(at.span(), name));
            }
            return None;
        }
        if items.len() > most {
            diags.push(codes::too_many(at.span(), name, items.len(), most, help));
            return None;
        }
        Some(items)
    }

    /// Whether neither the block nor its file has a field.
    pub fn lacks(&self, name: &str) -> bool {
        let below = self.below.as_ref().is_some_and(|below| below.fields.key_span(name).is_some());
        self.own.fields.key_span(name).is_none() && !below
    }

    /// Whether the block or its file has a field that looks like this one.
    pub fn misspelt(&self, name: &str) -> bool {
        let below = self.below.as_ref().and_then(|below| below.fields.misspelt(name));
        self.own.fields.misspelt(name).or(below).is_some()
    }

    /// Reports a field that is not there. Of a block in which nothing stands, the first is enough.
    pub fn missing(&mut self, name: &'static str, diags: &mut Diagnostics) {
        // A field that is there but wrong has been reported already.
        if self.own.fields.key_span(name).is_none() && self.below.as_ref().is_none_or(|b| b.fields.key_span(name).is_none()) {
            let start = self.own.span();
            let is_told = |d: &Diagnostic| d.code == "missing-field" && d.span == Some(start);
            if self.below.is_none() && self.own.fields.entries().next().is_none() && diags.iter().any(is_told) {
                return;
            }
            match self.below.as_mut().filter(|below| below.fields.misspelt(name).is_some()) {
                Some(below) => below.fields.missing(name, start, phrase!("this figure"), diags),
                None => self.own.fields.missing(name, start, phrase!("this figure"), diags),
            }
        }
    }

    pub fn finish(self, diags: &mut Diagnostics) {
        self.own.finish(diags);
        if let Some(below) = self.below {
            below.finish(diags);
        }
    }
}
