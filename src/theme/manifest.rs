//! `theme.yaml` -> what a theme is made of: tokens, styles, scripts, fonts to preload, icon, cards.
//!
//! A theme's file is laid over the built-in one: tokens, preload lists and cards name by name, everything else
//! whole. So a theme that only changes the accent says only that.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::diag::codes::theme::{self as codes, Place};
use crate::diag::codes::yaml as yaml_codes;
use crate::source::Located;
use crate::yaml::{self, Fields, Node, Value, Yaml};

use super::files::{File, Files};

/// Where it stands in a theme.
pub const PATH: &str = "theme.yaml";

/// What `theme.yaml` says.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// Design decisions shared by the web and the PDF.
    pub tokens: Tokens,
    /// Style sheets in order.
    pub styles: Vec<Named>,
    /// Scripts in order.
    pub scripts: Vec<Named>,
    /// Fonts that the first screen needs, by language or `default`.
    pub preload: BTreeMap<String, Vec<Named>>,
    /// The icon.
    pub icon: Option<Named>,
    /// Pictures for pages without one, by language.
    pub cards: BTreeMap<String, CardSource>,
}

/// Names and values; `light` holds all, `dark` those that differ there. In the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Values for light surroundings, and for all that is no colour.
    pub light: BTreeMap<String, String>,
    /// Values for dark surroundings.
    pub dark: BTreeMap<String, String>,
}

/// A path within the theme, and where it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The path.
    pub path: String,
    /// Where `theme.yaml` names it.
    pub place: Place,
}

/// A picture that stands for a page in social networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSource {
    /// The file.
    pub file: Named,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl Manifest {
    /// Reads the theme's file over the built-in one.
    pub fn read(files: &Files, diags: &mut Diagnostics) -> Self {
        let mut manifest = Self::default();
        let Some(file) = files.at(PATH) else { return manifest };
        if let Some(below) = file.below() {
            manifest.lay(below, diags);
        }
        manifest.lay(file, diags);
        manifest
    }

    /// Lays a file over what is known.
    fn lay(&mut self, file: &File, diags: &mut Diagnostics) {
        let Some(range) = file.text_range() else {
            diags.push(codes::not_text(&file.place(0..0), PATH));
            return;
        };
        let mut found = Diagnostics::new();
        if let Some(yaml) = yaml::parse(file.source(), range, &mut found) {
            self.take(file, &yaml, &mut found);
        }
        diags.append(file.placed(found));
    }

    fn take(&mut self, file: &File, yaml: &Yaml<'_>, diags: &mut Diagnostics) {
        let Some(mut fields) = Fields::of(yaml, yaml.root(), "a theme", diags) else { return };
        fields.required_text("name", diags);
        fields.text("description", diags);
        fields.text("licence", diags);
        let mut named = |fields: &mut Fields<'_>, name: &'static str| -> Option<Vec<Named>> {
            let paths = fields.texts(name, diags);
            fields.key_span(name).map(|_| paths.into_iter().map(|path| Named::of(file, path)).collect())
        };
        if let Some(styles) = named(&mut fields, "styles") {
            self.styles = styles;
        }
        if let Some(scripts) = named(&mut fields, "scripts") {
            self.scripts = scripts;
        }
        if let Some(icon) = fields.text("icon", diags) {
            self.icon = Some(Named::of(file, icon));
        }
        if let Some(node) = fields.take("preload")
            && let Some(lists) = Fields::of(yaml, node, "`preload`", diags)
        {
            for (language, _, value) in lists.entries() {
                let paths = texts(yaml, language, value, diags).into_iter().map(|path| Named::of(file, path)).collect();
                self.preload.insert(language.to_ascii_lowercase(), paths);
            }
        }
        if let Some(node) = fields.take("cards")
            && let Some(cards) = Fields::of(yaml, node, "`cards`", diags)
        {
            for (language, _, value) in cards.entries() {
                if let Some(card) = card(file, yaml, value, diags) {
                    self.cards.insert(language.to_ascii_lowercase(), card);
                }
            }
        }
        if let Some(node) = fields.take("tokens")
            && let Some(mut schemes) = Fields::of(yaml, node, "`tokens`", diags)
        {
            let Tokens { light, dark } = &mut self.tokens;
            for (scheme, known) in [("light", light), ("dark", dark)] {
                if let Some(values) = schemes.take(scheme) {
                    tokens(file, yaml, values, known, diags);
                }
            }
            schemes.finish(diags);
        }
        fields.finish(diags);
    }
}

impl Named {
    fn of(file: &File, path: Located<String>) -> Self {
        Self { path: path.value, place: file.place_of(Some(path.span)) }
    }
}

/// The texts of a list.
fn texts(yaml: &Yaml<'_>, name: &str, value: &Node, diags: &mut Diagnostics) -> Vec<Located<String>> {
    let Value::List(items) = &value.value else {
        diags.push(yaml_codes::wrong_type(yaml.span(value), name, "a list of texts", value.describe()));
        return Vec::new();
    };
    items.iter().filter_map(|item| yaml.text(name, item, diags)).collect()
}

fn card(file: &File, yaml: &Yaml<'_>, value: &Node, diags: &mut Diagnostics) -> Option<CardSource> {
    let mut fields = Fields::of(yaml, value, "a card", diags)?;
    let path = fields.required_text("file", diags);
    let mut pixels = |fields: &mut Fields<'_>, name: &'static str| {
        let pixels = fields.int(name, diags).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
        if pixels.is_none() {
            diags.push(codes::card_size(&file.place_of(fields.key_span(name).or(Some(yaml.span(value)))), name));
        }
        pixels
    };
    let (width, height) = (pixels(&mut fields, "width"), pixels(&mut fields, "height"));
    fields.finish(diags);
    Some(CardSource { file: Named::of(file, path?), width: width?, height: height? })
}

/// Adds the tokens of one scheme.
fn tokens(file: &File, yaml: &Yaml<'_>, node: &Node, known: &mut BTreeMap<String, String>, diags: &mut Diagnostics) {
    let Some(fields) = Fields::of(yaml, node, "a set of tokens", diags) else { return };
    for (name, key, value) in fields.entries() {
        let text = match &value.value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => {
                diags.push(yaml_codes::wrong_type(yaml.span(value), name, "text", value.describe()));
                continue;
            }
        };
        if !is_name(name) {
            diags.push(codes::token_name(&file.place_of(Some(yaml.span(key))), name));
        } else if !is_value(&text) {
            diags.push(codes::token_value(&file.place_of(Some(yaml.span(value))), name));
        } else {
            known.insert(name.to_owned(), text);
        }
    }
}

/// A name that stands after `--` as it is.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A value that cannot end the declaration it is put in: no semicolon, brace, comment or `<`, and quotes and
/// brackets in pairs (CSS Syntax 3, section 5.4.4).
fn is_value(value: &str) -> bool {
    let (mut quote, mut open) = (None, Vec::new());
    for c in value.chars() {
        match (quote, c) {
            (_, '\\' | '\n' | '\r' | '<') => return false,
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, ')' | ']') if open.pop() != Some(c) => return false,
            (None, ';' | '{' | '}' | '!') => return false,
            (None, _) => {}
        }
    }
    quote.is_none() && open.is_empty() && !value.is_empty() && !value.contains("/*")
}
