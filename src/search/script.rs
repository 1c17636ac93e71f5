//! The script of the search as it is published: one file, the same for every site.

use std::sync::LazyLock;

use crate::minify;
use crate::output::hash;

use super::FOLDER;

/// Its parts, each of which uses those before it.
const PARTS: [&str; 6] = [
    include_str!("script/words.js"),
    include_str!("script/query.js"),
    include_str!("script/index.js"),
    include_str!("script/match.js"),
    include_str!("script/search.js"),
    include_str!("script/box.js"),
];

/// The script as it is written, for who wants to run its parts.
pub fn source() -> String {
    PARTS.concat()
}

/// The script, smaller. What it declares is its own: it stands in a function.
pub fn text() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        // The minifier keeps the comment that a script begins with.
        let source = source();
        let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        minify::js(&format!("(() => {{\n{}\n}})();\n", code.join("\n")))
    });
    &TEXT
}

/// Its path below the output folder.
pub fn path() -> String {
    static PATH: LazyLock<String> = LazyLock::new(|| format!("{FOLDER}/search.{}.js", hash::short(text().as_bytes())));
    PATH.clone()
}
