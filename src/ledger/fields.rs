//! One entry of a data file -> its fields, typed, every mistake reported at its place.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Certainty, Citation, Faults, Texts, Unit};
use crate::ast::prose;
use crate::diag::Diagnostics;
use crate::diag::codes::{config as text_codes, ledger as codes, yaml as yaml_codes};
use crate::locale::date::Date;
use crate::locale::format::Plural;
use crate::locale::{Locale, LocaleId, Locales, PerLanguage};
use crate::source::{Located, Span};
use crate::yaml::gaps::Gaps;
use crate::yaml::{Fields, Node, Value, Yaml};

/// An entry being read.
pub(in crate::ledger) struct Row<'y> {
    /// The file.
    pub yaml: &'y Yaml<'y>,
    /// The site's languages.
    pub locales: &'y Locales,
    /// What was written as the key.
    pub id: &'y str,
    /// Where.
    pub span: Span,
    /// The fields that are left.
    pub fields: Fields<'y>,
    /// The texts of the file that languages lack.
    pub gaps: &'y RefCell<Gaps>,
}

/// The units that facts may name.
#[derive(Clone)]
pub(in crate::ledger) struct Units {
    pub known: BTreeMap<String, Unit>,
    /// What of their files cannot be used.
    pub faults: Faults,
}

const CERTAINTIES: [(&str, Certainty); 4] = [
    ("stated", Certainty::Stated),
    ("inferred", Certainty::Inferred),
    ("added", Certainty::Added),
    ("contested", Certainty::Contested),
];

const CATEGORIES: [Plural; 6] = [Plural::Zero, Plural::One, Plural::Two, Plural::Few, Plural::Many, Plural::Other];

impl<'y> Row<'y> {
    /// A text per language.
    pub fn texts(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<Texts> {
        let node = self.fields.take(name)?;
        self.texts_of(name, node, &[], diags)
    }

    /// A text per language that must be there.
    pub fn required(&mut self, name: &'static str, what: &str, diags: &mut Diagnostics) -> Option<Texts> {
        let Some(node) = self.fields.take(name) else {
            self.fields.missing(name, self.span, what, diags);
            return None;
        };
        self.texts_of(name, node, &[], diags)
    }

    /// A text per language, or one that is the same in all (a locator).
    pub fn texts_or_one(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<Texts> {
        let node = self.fields.take(name)?;
        if let Value::Text(text) = &node.value {
            return PerLanguage::whole(self.locales.site().iter().map(|l| self.prose(text, l.id)).collect());
        }
        self.texts_of(name, node, &[], diags)
    }

    /// A mapping from language to text; `others` are keys that are no languages and not looked at.
    pub fn texts_of(&self, name: &str, node: &'y Node, others: &[&str], diags: &mut Diagnostics) -> Option<Texts> {
        let read = |node: &'y Node, locale: LocaleId, diags: &mut Diagnostics| {
            let text = self.yaml.plain(name, node, diags)?;
            Some(self.prose(text, locale))
        };
        self.per_language(name, node, others, diags, (read, prose::lent))
    }

    /// A value per language. Languages that have none are counted, and are given what `lend` makes of the value of another.
    fn per_language<T: Clone>(
        &self,
        name: &str,
        node: &'y Node,
        others: &[&str],
        diags: &mut Diagnostics,
        (mut read, lend): (impl FnMut(&'y Node, LocaleId, &mut Diagnostics) -> Option<T>, impl Fn(&T, &Locale) -> T),
    ) -> Option<PerLanguage<T>> {
        if let ([only], Value::Text(_)) = (self.locales.site(), &node.value) {
            return PerLanguage::whole(vec![read(node, only.id, diags)?]);
        }
        if let Value::Text(_) = &node.value {
            let tags: Vec<&str> = self.locales.site().iter().map(|l| l.tag.as_str()).collect();
            diags.push(codes::not_per_language(self.yaml.span(node), name, &tags.join(": …, ")));
            return None;
        }
        let before = diags.iter().count();
        let given = self.by_language(name, node, others, diags)?;
        let mut values = Vec::with_capacity(given.len());
        let mut lacking = Vec::new();
        for (locale, text) in self.locales.site().iter().zip(given) {
            let text = text.filter(|n| !is_blank(&n.value));
            lacking.extend(text.is_none().then_some(locale.id));
            values.push(text.and_then(|n| read(n, locale.id, diags)));
        }
        // A text whose language is misspelt was told as that.
        if !lacking.is_empty() && diags.iter().count() == before {
            if lacking.len() == values.len() {
                diags.push(text_codes::missing_in_language(self.yaml.span(node), name, &self.locales.site()[0].tag));
            } else {
                self.gaps.borrow_mut().add(&lacking, || self.yaml.gap(name, node));
            }
        }
        PerLanguage::filled(values, self.locales, lend)
    }

    /// The nodes of a mapping by the language's place; keys that are no languages are reported.
    fn by_language(&self, name: &str, node: &'y Node, others: &[&str], diags: &mut Diagnostics) -> Option<Vec<Option<&'y Node>>> {
        let Value::Map(map) = &node.value else {
            diags.push(yaml_codes::wrong_type(self.yaml.span(node), name, phrase!("a text per language"), node.describe()));
            return None;
        };
        let known: Vec<&str> = self.locales.site().iter().map(|l| l.tag.as_str()).collect();
        let mut given: Vec<Option<&Node>> = vec![None; known.len()];
        for (key, value) in map {
            let Some(tag) = self.yaml.plain(name, key, diags) else { continue };
            match self.locales.by_tag(tag) {
                Some(locale) => given[usize::from(locale.id.0)] = Some(value),
                None if others.contains(&tag) => {}
                None => diags.push(text_codes::not_a_site_language(self.yaml.span(key), tag, &known)),
            }
        }
        Some(given)
    }

    /// A line of text with its runs isolated.
    pub fn prose(&self, text: &str, locale: LocaleId) -> crate::ast::Prose {
        prose::of(&Located { value: text.to_owned(), span: self.span }, locale, self.locales)
    }

    /// Lists of spellings per language; a language without one has none.
    pub fn spellings(&mut self, name: &'static str, diags: &mut Diagnostics) -> PerLanguage<Vec<String>> {
        let given = self.fields.take(name).and_then(|node| self.by_language(name, node, &[], diags)).unwrap_or_default();
        let mut lists: Vec<Vec<String>> = vec![Vec::new(); self.locales.site().len()];
        for ((list, node), locale) in lists.iter_mut().zip(given).zip(self.locales.site()) {
            let Some(node) = node else { continue };
            *list = self.one_or_many(name, node, diags);
            self.commas(&locale.tag, node, list, diags);
        }
        PerLanguage::whole(lists).expect("a site has a language")
    }

    /// Tells spellings that are several, with the list to write.
    fn commas(&self, tag: &str, node: &'y Node, list: &[String], diags: &mut Diagnostics) {
        let located = |text: &String| Located { value: text.clone(), span: self.yaml.span(node) };
        let is_several = |text: &String| text.contains(yaml_codes::FOREIGN_COMMAS);
        if let Some(at) = list.iter().position(is_several)
            && let Some(comma) = list[at].chars().find(|c| yaml_codes::FOREIGN_COMMAS.contains(c))
        {
            let texts: Vec<Located<String>> = list.iter().map(located).collect();
            diags.push(yaml_codes::comma_in_item(self.yaml.span(node), tag, &texts, at, comma));
        }
    }

    /// Words that stand for a value, per language; those of one language are none in another.
    pub fn words(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<PerLanguage<Vec<String>>> {
        let node = self.fields.take(name)?;
        let read = |node: &'y Node, _: LocaleId, diags: &mut Diagnostics| Some(self.one_or_many(name, node, diags));
        self.per_language(name, node, &[], diags, (read, |_: &Vec<String>, _: &Locale| Vec::new()))
    }

    /// A text or a list of texts.
    fn one_or_many(&self, name: &str, node: &'y Node, diags: &mut Diagnostics) -> Vec<String> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|n| self.yaml.plain(name, n, diags)).map(str::to_owned).collect(),
            Value::Text(text) => vec![text.clone()],
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Map(_) => {
                diags.push(yaml_codes::wrong_type(
                    self.yaml.span(node),
                    name,
                    phrase!("a text or a list of texts"),
                    node.describe(),
                ));
                Vec::new()
            }
        }
    }

    /// A unit with its plural forms, or the id of one.
    pub fn unit(&mut self, units: &Units, diags: &mut Diagnostics) -> Option<Unit> {
        let node = self.fields.take("unit")?;
        if let Value::Text(id) = &node.value
            && (self.locales.site().len() > 1 || units.known.contains_key(id))
        {
            let unit = units.known.get(id).cloned();
            if unit.is_none() && !units.faults.has(id) {
                let near = crate::diag::names::nearest(id, units.known.keys().map(String::as_str));
                diags.push(codes::unknown_entry(
                    self.yaml.span(node),
                    phrase!("unit"),
                    id,
                    near,
                    phrase!("units.yaml or glossary.yaml"),
                ));
            }
            return unit;
        }
        self.forms("unit", node, diags).map(Unit)
    }

    /// Plural forms per language: a text for all counts, or a mapping from category to text that has `other`.
    pub fn forms(&self, name: &str, node: &'y Node, diags: &mut Diagnostics) -> Option<PerLanguage<BTreeMap<Plural, String>>> {
        let read = |node: &'y Node, _: LocaleId, diags: &mut Diagnostics| {
            let Value::Map(map) = &node.value else {
                return self.yaml.plain(name, node, diags).map(|text| BTreeMap::from([(Plural::Other, text.to_owned())]));
            };
            let names: Vec<&str> = CATEGORIES.iter().map(|c| c.as_str()).collect();
            let mut forms = BTreeMap::new();
            for (key, value) in map {
                let Some(given) = self.yaml.plain(name, key, diags) else { continue };
                let Some(category) = CATEGORIES.iter().find(|c| c.as_str() == given) else {
                    diags.push(yaml_codes::unknown_field(self.yaml.span(key), given, &names));
                    continue;
                };
                if let Some(text) = self.yaml.plain(name, value, diags) {
                    forms.insert(*category, text.to_owned());
                }
            }
            if !forms.contains_key(&Plural::Other) {
                diags.push(yaml_codes::missing_field(self.yaml.span(node), "other", phrase!("a unit with plural forms")));
            }
            Some(forms)
        };
        self.per_language(name, node, &[], diags, (read, |forms: &BTreeMap<Plural, String>, _: &Locale| forms.clone()))
    }

    /// A day that exists.
    pub fn date(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<Date> {
        self.fields.parsed(name, diags, Date::parse, |span, given| yaml_codes::bad_date(span, name, given, &[]))
    }

    /// A day that exists and lies in our time, which one with a year of the Hijri calendar does not.
    pub fn recent(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<Date> {
        let node = self.fields.take(name)?;
        let date = self.date(name, diags)?;
        let other = self.locales.site().first().and_then(|locale| locale.from_hijri(date.year, date.month, date.day));
        if let Some(day) = other {
            diags.push(yaml_codes::hijri_date(self.yaml.span(node), name, &date.iso(), &day.iso()));
        }
        other.is_none().then_some(date)
    }

    /// `certainty`; what says nothing is stated.
    pub fn certainty(&mut self, diags: &mut Diagnostics) -> Certainty {
        self.fields.choice("certainty", &CERTAINTIES, diags).unwrap_or(Certainty::Stated)
    }

    /// `source` and `locator`.
    pub fn citation(&mut self, diags: &mut Diagnostics) -> Citation {
        let source = self.fields.plain("source", diags).map(str::to_owned);
        Citation { source, locator: self.texts_or_one("locator", diags) }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => false,
    }
}
