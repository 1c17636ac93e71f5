//! `theme.yaml` -> what a theme is made of: tokens, styles, scripts, fonts to preload, icon, cards.
//!
//! A theme's file is laid over the built-in one: tokens, lists by language and cards name by name, everything else
//! whole. So a theme that only changes the accent says only that.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::diag::codes::theme as codes;
use crate::diag::codes::{figure as figure_codes, yaml as yaml_codes};
use crate::diag::names::nearest;
use crate::figure::block::{Declared, ParamType, Parameter};
use crate::locale::Locales;
use crate::yaml::{self, Fields, Node, Value, Yaml};

use super::contrast::{self, Set};
use super::css;
use super::files::{File, Files, Origin};
use super::kind::Kind;
use super::messages;

/// Where it stands in a theme.
pub const PATH: &str = "theme.yaml";

/// What `theme.yaml` says. Every file that it names is there: others are reported and left out.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// Design decisions shared by the web and the PDF.
    pub tokens: Tokens,
    /// Style sheets in order.
    pub styles: Vec<String>,
    /// Style sheets that come behind them where the site has a language.
    pub language_styles: BTreeMap<String, Vec<String>>,
    /// Scripts in order.
    pub scripts: Vec<String>,
    /// Fonts that the first screen needs, by language or `default`.
    pub preload: BTreeMap<String, Vec<String>>,
    /// The icon.
    pub icon: Option<String>,
    /// Pictures for pages without one, by language.
    pub cards: BTreeMap<String, CardSource>,
    /// Blocks that pages may use, with their parameters.
    pub blocks: Declared,
}

/// Names and values; `light` holds all, `dark` those that differ there. In the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Values for light surroundings, and for all that is no colour.
    pub light: BTreeMap<String, String>,
    /// Values for dark surroundings.
    pub dark: BTreeMap<String, String>,
}

/// A picture that stands for a page in social networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSource {
    /// The file.
    pub file: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl Manifest {
    /// The style sheets of a site that speaks these languages, in order, each once.
    pub fn styles_of(&self, locales: &Locales) -> Vec<&String> {
        let of = |tag: &str| messages::lookup(tag).find_map(|tag| self.language_styles.get(&tag.to_ascii_lowercase()));
        let added = locales.site().iter().filter_map(|locale| of(&locale.tag)).flatten();
        let mut styles: Vec<&String> = self.styles.iter().collect();
        for style in added {
            if !styles.contains(&style) {
                styles.push(style);
            }
        }
        styles
    }

    /// Reads the theme's file over the built-in one.
    pub fn read(files: &Files, diags: &mut Diagnostics) -> Self {
        let mut manifest = Self::default();
        let Some(file) = files.at(PATH) else { return manifest };
        for file in file.below().into_iter().chain([file]) {
            let Some(range) = file.text_range() else {
                diags.push(codes::not_text(&file.place(0..0), PATH));
                continue;
            };
            let mut found = Diagnostics::new();
            if let Some(yaml) = yaml::parse(file.source(), range, &mut found).whole() {
                let mut reader = Reader { files, file, yaml: &yaml, set: Set::new(), diags: &mut found };
                let below = manifest.clone();
                manifest.overlay(&mut reader);
                let set = reader.set;
                if file.origin() != Origin::BuiltIn {
                    unused(files, &below.tokens, &set, &mut found);
                    contrast::check([&manifest.tokens.light, &manifest.tokens.dark], &set, &mut found);
                }
            }
            diags.append(file.placed(&found));
        }
        manifest
    }

    /// Lays a file over what is known.
    fn overlay(&mut self, reader: &mut Reader<'_>) {
        let yaml = reader.yaml;
        let Some(mut fields) = Fields::of(yaml, yaml.root(), phrase!("a theme"), reader.diags) else { return };
        fields.required_text("name", reader.diags);
        fields.text("description", reader.diags);
        fields.text("licence", reader.diags);
        if let Some(node) = fields.take("styles") {
            let own = reader.paths("styles", node);
            reader.replaced(&self.styles, &own, node);
            self.styles = own;
        }
        if let Some(node) = fields.take("scripts") {
            self.scripts = reader.paths("scripts", node);
        }
        if let Some(node) = fields.take("icon") {
            self.icon = reader.path("icon", node);
        }
        for (language, _, node) in reader.entries(&mut fields, "language_styles", "`language_styles`") {
            self.language_styles.insert(language.to_ascii_lowercase(), reader.paths(language, node));
        }
        for (language, _, node) in reader.entries(&mut fields, "preload", "`preload`") {
            self.preload.insert(language.to_ascii_lowercase(), reader.paths(language, node));
        }
        for (language, _, node) in reader.entries(&mut fields, "cards", "`cards`") {
            if let Some(card) = reader.card(node) {
                self.cards.insert(language.to_ascii_lowercase(), card);
            }
        }
        for (name, key, node) in reader.entries(&mut fields, "blocks", "`blocks`") {
            if let Some(parameters) = reader.block(name, key, node) {
                self.blocks.insert(name.to_owned(), parameters);
            }
        }
        if let Some(node) = fields.take("tokens")
            && let Some(mut schemes) = Fields::of(yaml, node, "`tokens`", reader.diags)
        {
            // What the file below gives a token is what templates, on the web and on paper, take it for.
            let kinds = self.tokens.light.iter().map(|(name, value)| (name.clone(), Kind::of(value))).collect();
            reader.tokens(&mut schemes, "light", &kinds, &mut self.tokens.light);
            reader.tokens(&mut schemes, "dark", &kinds, &mut self.tokens.dark);
            schemes.finish(reader.diags);
        }
        fields.finish(reader.diags);
    }
}

/// One file while it is read. Places are looked up only for problems, since each look reads the file again.
struct Reader<'a> {
    files: &'a Files,
    file: &'a File,
    yaml: &'a Yaml<'a>,
    /// The tokens of the file.
    set: Set,
    diags: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    /// The entries of a mapping whose keys are the author's.
    fn entries(&mut self, fields: &mut Fields<'a>, name: &'static str, what: &'static str) -> Vec<(&'a str, &'a Node, &'a Node)> {
        let inner = fields.take(name).and_then(|node| Fields::of(self.yaml, node, what, self.diags));
        inner.map(|inner| inner.entries().collect()).unwrap_or_default()
    }

    /// The path of a file of the theme.
    fn path(&mut self, name: &str, node: &Node) -> Option<String> {
        let Value::Text(path) = &node.value else {
            self.diags.push(yaml_codes::wrong_type(self.yaml.span(node), name, phrase!("text"), node.describe()));
            return None;
        };
        if self.files.at(path).is_none() {
            let known: Vec<&str> = self.files.paths().collect();
            let place = self.file.place_of(Some(self.yaml.span(node)));
            self.diags.push(codes::missing_file(&place, path, &known));
            return None;
        }
        Some(path.clone())
    }

    /// The paths of a list.
    fn paths(&mut self, name: &str, node: &Node) -> Vec<String> {
        let Value::List(items) = &node.value else {
            self.diags.push(yaml_codes::wrong_type(self.yaml.span(node), name, phrase!("a list of texts"), node.describe()));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.path(name, item)).collect()
    }

    /// Tells a list of style sheets that leaves out some of the built-in theme, whose templates still need them.
    fn replaced(&mut self, below: &[String], own: &[String], node: &Node) {
        let is_whole = self.files.at("templates/base.html").is_some_and(|base| base.origin() == Origin::Replaced);
        let lost: Vec<&str> = below.iter().filter(|sheet| !own.contains(sheet)).map(String::as_str).collect();
        // Who writes an empty list wants none.
        if !own.is_empty() && !is_whole && !lost.is_empty() {
            let place = self.file.place_of(Some(self.yaml.span(node)));
            let added = own.iter().filter(|sheet| !below.contains(sheet));
            let whole: Vec<&str> = below.iter().chain(added).map(String::as_str).collect();
            self.diags.push(codes::styles_replaced(&place, &lost, lost.len() == below.len(), &whole));
        }
    }

    /// The parameters of a block: `{quote: text, by: text?}`.
    fn block(&mut self, name: &str, key: &Node, node: &'a Node) -> Option<Vec<Parameter>> {
        let fine = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !crate::figure::NAMES.contains(&name);
        if !fine || self.files.at(&format!("templates/blocks/{name}.html")).is_none() {
            self.diags.push(figure_codes::no_template(self.yaml.span(key), name));
            return None;
        }
        let mut parameters = Vec::new();
        for (parameter, at, value) in Fields::of(self.yaml, node, "a block's parameters", self.diags)?.entries() {
            let word = match &value.value {
                Value::Text(word) => word.trim(),
                Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => "",
            };
            let takes = ParamType::WORDS.iter().find(|(w, _)| *w == word.trim_end_matches('?')).map(|(_, takes)| *takes);
            let fine = parameter.starts_with(|c: char| c.is_ascii_lowercase())
                && parameter.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                && !matches!(parameter, "lang" | "dir");
            match takes.filter(|_| fine) {
                Some(takes) => parameters.push(Parameter { name: parameter.to_owned(), takes, required: !word.ends_with('?') }),
                None => self.diags.push(figure_codes::parameter(self.yaml.span(at), parameter)),
            }
        }
        Some(parameters)
    }

    fn card(&mut self, node: &'a Node) -> Option<CardSource> {
        let mut fields = Fields::of(self.yaml, node, phrase!("a card"), self.diags)?;
        let file = fields.take("file").and_then(|node| self.path("file", node));
        let (width, height) = (self.pixels(&mut fields, node, "width"), self.pixels(&mut fields, node, "height"));
        fields.finish(self.diags);
        Some(CardSource { file: file?, width: width?, height: height? })
    }

    fn pixels(&mut self, fields: &mut Fields<'a>, card: &Node, name: &'static str) -> Option<u32> {
        let pixels = fields.take(name).and_then(|node| match node.value {
            Value::Int(pixels) => u32::try_from(pixels).ok().filter(|n| *n > 0),
            Value::Null | Value::Bool(_) | Value::Float(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
        });
        if pixels.is_none() {
            let span = fields.key_span(name).unwrap_or_else(|| self.yaml.span(card));
            self.diags.push(codes::card_size(&self.file.place_of(Some(span)), name));
        }
        pixels
    }

    /// Adds the tokens of one scheme.
    fn tokens(
        &mut self,
        schemes: &mut Fields<'a>,
        scheme: &'static str,
        kinds: &BTreeMap<String, Kind>,
        known: &mut BTreeMap<String, String>,
    ) {
        for (name, key, value) in self.entries(schemes, scheme, phrase!("a set of tokens")) {
            let text = match &value.value {
                Value::Text(text) => text.trim().to_owned(),
                Value::Int(number) => number.to_string(),
                Value::Float(number) => number.to_string(),
                Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => {
                    self.diags.push(yaml_codes::wrong_type(self.yaml.span(value), name, phrase!("text"), value.describe()));
                    continue;
                }
            };
            if !is_name(name) {
                self.diags.push(codes::token_name(&self.file.place_of(Some(self.yaml.span(key))), name));
            } else if !is_value(&text) {
                self.diags.push(codes::token_value(&self.file.place_of(Some(self.yaml.span(value))), name));
            } else if css::loads(&text) {
                self.diags.push(codes::token_loads(&self.file.place_of(Some(self.yaml.span(value))), name));
            } else if let Some(kind) = kinds.get(name).filter(|kind| !kind.takes(&text)) {
                self.diags.push(codes::token_kind(&self.file.place_of(Some(self.yaml.span(value))), name, &text, kind.wanted()));
            } else {
                self.set.insert((scheme, name.to_owned()), self.file.place_of(Some(self.yaml.span(key))));
                known.insert(name.to_owned(), text);
            }
        }
    }
}

/// Tells tokens that the file below does not have and no file of the theme asks for.
fn unused(files: &Files, below: &Tokens, set: &Set, diags: &mut Diagnostics) {
    let known: Vec<&str> = below.light.keys().map(String::as_str).collect();
    for ((scheme, name), place) in set {
        let is_first = *scheme == "light" || !set.contains_key(&("light", name.clone()));
        let is_used = || files.paths().filter_map(|path| files.at(path)).any(|file| asks_for(file, name));
        if is_first && !below.light.contains_key(name) && !is_used() {
            diags.push(codes::unused_token(place, name, nearest(name, known.iter().copied())));
        }
    }
}

/// Whether a file of the theme names a token: as a custom property, or as templates for paper do.
fn asks_for(file: &File, name: &str) -> bool {
    let part_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    file.origin() != Origin::BuiltIn
        && file.source().path.rsplit('/').next() != Some(PATH)
        && file.text().is_some_and(|text| {
            text.match_indices(name).any(|(at, _)| {
                let before = &text[..at];
                let is_start = before.ends_with("--") || !before.ends_with(part_of_name);
                is_start && !text[at + name.len()..].starts_with(part_of_name)
            })
        })
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
            (_, '\\' | '\n' | '\r' | '<') | (None, ';' | '{' | '}' | '!') => return false,
            (Some(q), c) if q == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, ')' | ']') if open.pop() != Some(c) => return false,
            (Some(_) | None, _) => {}
        }
    }
    quote.is_none() && open.is_empty() && !value.is_empty() && !value.contains("/*")
}

#[cfg(test)]
mod tests {
    use super::{is_name, is_value};

    #[test]
    fn values_end_with_their_declaration() {
        for good in ["#fff", "1.5rem", "\"Amiri\", 'خط', serif", "rgb(0 0 0 / 50%)", "[a] (b)", "calc(1px + (2px))"] {
            assert!(is_value(good), "{good}");
        }
        for bad in ["", "a; b", "a}", "url(x", "x)", "(]", "\"a", "a /* b", "red !important", "a\\", "</style>"] {
            assert!(!is_value(bad), "{bad}");
        }
        assert!(is_name("ink-soft2") && !is_name("2ink") && !is_name("Ink") && !is_name("حبر") && !is_name(""));
    }
}
