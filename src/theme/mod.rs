//! Roof: a theme's files -> templates that render, words of the interface, and everything that pages load.
//!
//! 1. [`files`]: the theme's folder is laid over the built-in theme.
//! 2. [`manifest`]: `theme.yaml`.
//! 3. [`style`]: style sheets and tokens become one sheet; [`assets`] names everything published by its content.
//! 4. [`messages`]: the catalogues, per language.
//! 5. [`templates`]: compiled once.

pub mod assets;
pub mod catalogue;
pub mod files;
pub mod literals;
pub mod manifest;
pub mod messages;
pub mod style;
pub mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::diag::codes::theme as codes;
use crate::diag::{Diagnostic, Diagnostics, Outcome};
use crate::locale::{Locale, Locales};
use crate::minify;
use crate::source::SourceTree;

use assets::Assets;
use files::Files;
use manifest::{Manifest, Named, Tokens};
use messages::Messages;
use templates::Templates;

/// A theme, ready to use. Paths are relative to the site's root (`assets/site.HASH.css`): whoever prints one puts the
/// base path before it.
#[derive(Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Everything that the theme publishes, by path.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// The style sheet.
    pub stylesheet: String,
    /// The script, if there is one.
    pub script: Option<String>,
    /// The icon.
    pub icon: Option<String>,
    /// Pictures for pages that have none, by language in lower case.
    pub cards: BTreeMap<String, Card>,
    /// Design decisions shared with the PDF.
    pub tokens: Tokens,
    /// Words of the interface.
    pub messages: Arc<Messages>,
    templates: Templates,
    preload: BTreeMap<String, Vec<String>>,
}

/// A picture that stands for a page in social networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its path.
    pub path: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Reads the theme `name`. `None` where there is no such theme or its templates do not compile.
pub fn read(tree: &SourceTree, name: &str, locales: &Locales) -> Outcome<Option<Theme>> {
    let mut diags = Diagnostics::new();
    let Some(files) = Files::gather(tree, name) else {
        let names = files::names(tree);
        diags.push(codes::unknown_theme(name, &names.iter().map(String::as_str).collect::<Vec<_>>()));
        return Outcome::new(None, diags);
    };
    let theme = assemble(name, &files, locales, &mut diags);
    Outcome::new(theme, diags)
}

fn assemble(name: &str, files: &Files, locales: &Locales, diags: &mut Diagnostics) -> Option<Theme> {
    let manifest = Manifest::read(files, diags);
    let mut assets = Assets::default();
    let sheet = style::sheet(files, &manifest.styles, &manifest.tokens, &mut assets, diags);
    let stylesheet = assets.add("site.css", Arc::from(minify::css(&sheet).as_bytes()));
    let script = script(files, &manifest.scripts, diags).map(|js| assets.add("site.js", Arc::from(minify::js(&js).as_bytes())));
    let icon = manifest.icon.as_ref().and_then(|icon| publish(files, icon, &mut assets, diags));
    let mut cards = BTreeMap::new();
    for (language, card) in &manifest.cards {
        if let Some(path) = publish(files, &card.file, &mut assets, diags) {
            cards.insert(language.clone(), Card { path, width: card.width, height: card.height });
        }
    }
    let mut preload = BTreeMap::new();
    for (language, fonts) in &manifest.preload {
        let paths = fonts.iter().filter_map(|font| publish(files, font, &mut assets, diags)).collect();
        preload.insert(language.clone(), paths);
    }
    let messages = Arc::new(Messages::read(files, locales, diags));
    let templates = Templates::read(files, &messages, locales, diags)?;
    let assets = assets.into_published();
    Some(Theme {
        name: name.to_owned(),
        assets,
        stylesheet,
        script,
        icon,
        cards,
        tokens: manifest.tokens,
        messages,
        templates,
        preload,
    })
}

/// The file under its published path.
fn publish(files: &Files, named: &Named, assets: &mut Assets, diags: &mut Diagnostics) -> Option<String> {
    if let Some(file) = files.at(&named.path) {
        return Some(assets.add_file(&named.path, file));
    }
    diags.push(codes::missing_file(&named.place, &named.path, &files.paths().collect::<Vec<_>>()));
    None
}

/// The scripts joined, each in a scope of its own line: a script without a semicolon at its end must not run into
/// the next.
fn script(files: &Files, scripts: &[Named], diags: &mut Diagnostics) -> Option<String> {
    let mut joined = String::new();
    for named in scripts {
        match files.at(&named.path) {
            Some(file) => match file.text() {
                Some(text) => {
                    joined.push_str(text);
                    joined.push_str("\n;\n");
                }
                None => diags.push(codes::not_text(&file.place(0..0), &named.path)),
            },
            None => diags.push(codes::missing_file(&named.place, &named.path, &files.paths().collect::<Vec<_>>())),
        }
    }
    (!joined.is_empty()).then_some(joined)
}

impl Theme {
    /// Paths of the fonts that the first screen of a page in this language needs: those listed for its tag, for a
    /// shorter form of it, or for `default`.
    pub fn preload(&self, locale: &Locale) -> Vec<String> {
        let lists = messages::lookup(&locale.tag).chain(["default".to_owned()]);
        lists.filter_map(|name| self.preload.get(&name)).next().cloned().unwrap_or_default()
    }

    /// Renders a template (`page.html`) with the fields of a view as its variables.
    pub fn render<T: Serialize>(&self, template: &str, view: &T) -> Result<String, Diagnostic> {
        self.templates.render(template, view)
    }

    /// Whether the theme has `layouts/NAME.html`.
    pub fn layout(&self, name: &str) -> bool {
        self.templates.layout(name)
    }

    /// The names of its layouts, for suggestions.
    pub fn layouts(&self) -> impl Iterator<Item = &str> {
        self.templates.layouts()
    }
}
