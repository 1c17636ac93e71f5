//! Roof: a theme's files -> templates that render, words of the interface, and everything that pages load.
//!
//! 1. `files`: the theme's folder is laid over the built-in theme.
//! 2. `manifest`: what `theme.yaml` says.
//! 3. `style`: style sheets and tokens become one sheet; `assets` names everything published by its content.
//! 4. `messages`: the catalogues, per language.
//! 5. `templates`: compiled once, with `turns` counted so that each page ends within its `budget`.

pub mod assets;
pub mod budget;
pub mod catalogue;
mod contrast;
pub mod css;
pub mod files;
pub mod kind;
pub mod literals;
pub mod manifest;
pub mod markup;
pub mod messages;
pub mod style;
pub mod templates;
pub mod turns;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::diag::codes::theme as codes;
use crate::diag::{Diagnostic, Diagnostics, Outcome};
use crate::figure::block::{Argument, Block, Declared};
use crate::locale::{Locale, Locales};
use crate::minify;
use crate::source::SourceTree;

use assets::Assets;
use files::{File, Files};
use manifest::{Manifest, Tokens};
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
    /// Blocks that pages may use.
    pub blocks: Declared,
    /// What the typesetter is given, by path: templates below `pdf/` and `card/`, and the theme's own fonts.
    pub print: BTreeMap<String, File>,
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
    let Some(files) = Files::gather(tree, name, &mut diags) else {
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
    let styles = manifest.styles_of(locales);
    for path in styles.iter().copied().chain(&manifest.scripts) {
        if let Some(file) = files.at(path).filter(|file| file.text().is_some_and(|text| !minify::is_modest(text))) {
            diags.push(codes::not_minified(&file.place(0..0), path));
        }
    }
    let sheet = style::sheet(files, &styles, &manifest.tokens, &mut assets, diags);
    let stylesheet = assets.add("site.css", Arc::from(minify::css(&sheet).as_bytes()));
    let script = script(files, &manifest.scripts, diags).map(|js| assets.add("site.js", Arc::from(minify::js(&js).as_bytes())));
    let mut publish = |path: &String| files.at(path).map(|file| assets.add_file(path, file, diags));
    let icon = manifest.icon.as_ref().and_then(&mut publish);
    let mut cards = BTreeMap::new();
    for (language, card) in &manifest.cards {
        if let Some(path) = publish(&card.file) {
            cards.insert(language.clone(), Card { path, width: card.width, height: card.height });
        }
    }
    let mut preload = BTreeMap::new();
    for (language, fonts) in &manifest.preload {
        preload.insert(language.clone(), fonts.iter().filter_map(&mut publish).collect());
    }
    let messages = Arc::new(Messages::read(files, locales, diags));
    let templates = Templates::read(files, &messages, locales, diags)?;
    let assets = assets.into_published();
    for folder in ["pdf", "card"] {
        for (path, file) in files.under(folder).filter(|(path, file)| path.ends_with(".typ") && file.text().is_none()) {
            diags.push(codes::not_text(&file.place(0..0), &format!("{folder}/{path}")));
        }
    }
    let is_print =
        |path: &str| path.starts_with("pdf/") || path.starts_with("card/") || path.ends_with(".ttf") || path.ends_with(".otf");
    let print = files.paths().filter(|p| is_print(p)).filter_map(|p| Some((p.to_owned(), files.at(p)?.clone()))).collect();
    Some(Theme {
        name: name.to_owned(),
        assets,
        stylesheet,
        script,
        icon,
        cards,
        tokens: manifest.tokens,
        messages,
        blocks: manifest.blocks,
        print,
        templates,
        preload,
    })
}

/// The scripts joined, with a semicolon between them: one that has none at its end must not run into the next.
fn script(files: &Files, scripts: &[String], diags: &mut Diagnostics) -> Option<String> {
    let mut joined = String::new();
    for path in scripts {
        let Some(file) = files.at(path) else { continue };
        match file.text() {
            Some(text) => {
                joined.push_str(text);
                joined.push_str("\n;\n");
            }
            None => diags.push(codes::not_text(&file.place(0..0), path)),
        }
    }
    (!joined.is_empty()).then_some(joined)
}

impl Theme {
    /// Paths of the fonts that the first screen of a page in this language needs: those listed for its tag, for a
    /// shorter form of it, or for `default`.
    pub fn preload(&self, locale: &Locale) -> Vec<String> {
        let mut lists = messages::lookup(&locale.tag).chain(["default".to_owned()]);
        lists.find_map(|name| self.preload.get(&name)).cloned().unwrap_or_default()
    }

    /// The templates of the typesetter below a folder (`pdf`), by path, and whether one of them is a file of the project.
    pub fn typst(&self, folder: &str) -> (BTreeMap<String, Arc<str>>, bool) {
        let own = self.print.iter().filter(|(path, _)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
        let is_foreign = own.clone().any(|(path, file)| path.ends_with(".typ") && file.place(0..0).span.is_some());
        (own.filter_map(|(path, file)| Some((path.clone(), Arc::from(file.text()?)))).collect(), is_foreign)
    }

    /// Whether the theme has a template (`search.html`).
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.has(name)
    }

    /// Renders a template (`page.html`) with the fields of a view as its variables.
    pub fn render<T: Serialize>(&self, template: &str, view: &T) -> Result<String, Diagnostic> {
        self.templates.render(template, view)
    }

    /// Renders a block of the theme with its arguments: each parameter by its name as text, and as `NAME_html` with its runs
    /// isolated by `markup`; what was not given is null.
    pub fn block(&self, block: &Block, locale: &Locale, markup: &dyn Fn(&str) -> String) -> Result<String, Diagnostic> {
        let mut view = serde_json::Map::new();
        view.insert("lang".to_owned(), locale.tag.clone().into());
        view.insert("dir".to_owned(), locale.dir.as_str().into());
        for parameter in self.blocks.get(&block.name).into_iter().flatten() {
            let (plain, html) = match block.arguments.get(&parameter.name) {
                None => (serde_json::Value::Null, serde_json::Value::Null),
                Some(Argument::Bool(value)) => ((*value).into(), serde_json::Value::Null),
                Some(Argument::Text(text)) => (text.clone().into(), markup(text).into()),
                Some(Argument::Texts(texts)) => (texts.clone().into(), texts.iter().map(|t| markup(t)).collect()),
            };
            view.insert(format!("{}_html", parameter.name), html);
            view.insert(parameter.name.clone(), plain);
        }
        self.render(&format!("blocks/{}.html", block.name), &view)
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

#[cfg(test)]
mod tests;
