//! The folder of a site: which files say what it was made for, and which of the others are worth carrying.

use super::model::Generator;
use crate::source::{SourceTree, names};

/// Endings of what only looks of pages are made of.
const LOOKS: [&str; 16] =
    ["css", "scss", "sass", "less", "js", "mjs", "cjs", "ts", "tsx", "jsx", "map", "woff", "woff2", "ttf", "otf", "eot"];
/// Endings of pages and programs that are no text of ours.
const PAGES: [&str; 9] = ["html", "htm", "xhtml", "xml", "xsl", "php", "webmanifest", "gotmpl", "toml"];

/// The file by which a generator is known, if it is there.
pub fn config(tree: &SourceTree, generator: Generator) -> Option<String> {
    let has = |path: &str| tree.get(path).is_some();
    let within = |folder: &str| tree.files().iter().any(|file| names::is_at_or_below(&file.path, folder));
    let first = |names: &[&str]| names.iter().find(|name| has(name)).map(|name| (*name).to_owned());
    let text = |path: &str| tree.get(path).and_then(|file| file.text()).unwrap_or_default();
    // Two generators have a file of this name: the languages of the one stand in a table, and its names are written otherwise.
    let is_zola = || {
        let own = text("config.toml").to_lowercase();
        let says = |names: &[&str]| names.iter().any(|name| own.contains(name));
        says(&["default_language", "base_url", "compile_sass", "build_search_index"])
            && !says(&["baseurl", "languagecode", "defaultcontentlanguage"])
    };
    match generator {
        Generator::Hugo => first(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"])
            .or_else(|| {
                first(&[
                    "config/_default/hugo.toml",
                    "config/_default/hugo.yaml",
                    "config/_default/config.toml",
                    "config/_default/config.yaml",
                    "config/_default/hugo.json",
                    "config/_default/hugo.yml",
                    "config/_default/config.yml",
                ])
            })
            .or_else(|| (has("config.toml") && !is_zola()).then(|| "config.toml".to_owned()))
            .or_else(|| first(&["config.yaml", "config.yml", "config.json"]).filter(|_| within("content"))),
        Generator::Jekyll => first(&["_config.yml", "_config.yaml", "_config.toml"]),
        Generator::Zola => first(&["zola.toml"]).or_else(|| (has("config.toml") && is_zola()).then(|| "config.toml".to_owned())),
        Generator::Docusaurus => {
            first(&["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"])
        }
        Generator::MkDocs => first(&["mkdocs.yml", "mkdocs.yaml"]),
        Generator::WordPress => None,
    }
}

fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

/// Whether a file is a page in Markdown.
pub fn is_page(path: &str) -> bool {
    matches!(ending(path).as_str(), "md" | "mdx" | "markdown")
}

/// Whether a file belongs to how pages look, or is a page by itself.
pub fn is_of_theme(path: &str) -> bool {
    let ending = ending(path);
    LOOKS.contains(&ending.as_str()) || PAGES.contains(&ending.as_str())
}

/// Whether a file that is no page is carried.
pub fn is_asset(path: &str) -> bool {
    names::is_copied(path) && !is_of_theme(path) && !ending(path).is_empty()
}

/// The texts of a folder: path and text.
pub fn texts<'t>(tree: &'t SourceTree, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    within(tree, folder).filter_map(|path| Some((path, tree.get(path)?.text()?)))
}

/// The paths of the files of a folder; all of them for the folder itself.
pub fn within<'t>(tree: &'t SourceTree, folder: &'t str) -> impl Iterator<Item = &'t str> {
    let folder = folder.trim_matches('/');
    tree.files()
        .iter()
        .map(|file| file.path.as_str())
        .filter(move |path| folder.is_empty() || names::is_at_or_below(path, folder) && path.len() > folder.len())
}

/// The path of a file below a folder.
pub fn below<'p>(path: &'p str, folder: &str) -> &'p str {
    path.strip_prefix(folder.trim_matches('/')).unwrap_or(path).trim_start_matches('/')
}
