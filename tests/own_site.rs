//! The site of this repository: minifying changes nothing that a reader sees on any of its pages.

use std::path::Path;

use crate::support::dom::same_dom;
use crate::support::shared;
use crate::support::site::request;
use bayan::source::walk;
use bayan::{html, minify};

#[test]
fn minifying_changes_no_page() {
    let tree = walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read");
    let resolved = shared::read(&tree, &request()).value.expect("a configuration");
    let theme = resolved.theme.expect("a theme");
    let pages = html::unminified(&resolved.site, &theme, html::Beside::default()).value;
    assert!(pages.len() > 30, "{}", pages.len());
    let differences: Vec<String> = pages
        .iter()
        .filter_map(|page| Some(format!("{}: {}", page.out, same_dom(&page.html, &minify::page(&page.html)).err()?)))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
