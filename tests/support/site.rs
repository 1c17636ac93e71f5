//! A small site as one string, built in memory.

use super::shared;
use bayan::config::Overrides;
use bayan::diag::Diagnostics;
use bayan::diag::render::{Style, render};
use bayan::output::contents::Contents;
use bayan::pipeline::{Built, EditionFiles, Request};
use bayan::site::parts::Options;
use bayan::source::{Content, SourceTree};

/// 2026-11-22T00:00:00Z.
pub const NOW: i64 = 1_795_305_600;

/// Two languages, Arabic the default.
pub const AR_EN: &str = "-- site.yaml --\nbase_url: https://example.org/repo/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\n";

/// Files from a text with `-- path --` headers, sources of a project.
pub fn tree(text: &str) -> SourceTree {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.trim_end().strip_prefix("-- ").and_then(|l| l.strip_suffix(" --")) {
            Some(path) => files.push((path.to_owned(), String::new())),
            None => files.last_mut().expect("a text begins with a header").1.push_str(line),
        }
    }
    SourceTree::new(files.into_iter().map(|(path, text)| (path, Content::Text(text.into()))))
}

/// A run without drafts and PDFs, on the day of [`NOW`].
pub fn request() -> Request {
    let options = Options { drafts: false, now: NOW };
    Request { root: ".".to_owned(), overrides: Overrides::default(), options, editions: EditionFiles::None, marks: false }
}

/// Builds, and gives the problems too.
pub fn build(text: &str) -> (Option<Built>, Diagnostics, SourceTree) {
    let tree = tree(text);
    let outcome = shared::build(&tree, &request());
    (outcome.value, outcome.diags, tree)
}

/// Builds a site that has no problems.
#[track_caller]
pub fn built(text: &str) -> Built {
    let (built, diags, tree) = build(text);
    assert!(diags.is_empty(), "{}", render(diags, &tree, Style::Short));
    built.expect("a site")
}

/// The problems of a site as `path:line:column code`, in order.
pub fn problems(text: &str) -> Vec<String> {
    let (_, diags, tree) = build(text);
    listed(diags, &tree)
}

/// The same with what only `check` reports.
pub fn checked(text: &str) -> Vec<String> {
    let tree = tree(text);
    let diags = shared::check(&tree, &request());
    listed(diags, &tree)
}

fn listed(diags: Diagnostics, tree: &SourceTree) -> Vec<String> {
    let short = render(diags, tree, Style::Short);
    let code = |line: &str| {
        let (place, rest) = line.split_once(": ").unwrap_or(("", line));
        let (place, rest) = if place.contains(':') { (place, rest) } else { ("", line) };
        let code = rest.split('[').nth(1).and_then(|r| r.split(']').next()).unwrap_or(rest);
        format!("{place} {code}").trim().to_owned()
    };
    short.lines().map(code).collect()
}

/// The text of an output.
#[track_caller]
pub fn page<'a>(built: &'a Built, path: &str) -> &'a str {
    let bytes =
        built.outputs.get(path).and_then(Contents::here).unwrap_or_else(|| panic!("{path} is not there: {:?}", paths(built)));
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The paths of all outputs but the theme's and those of the search, whose names are hashes.
pub fn paths(built: &Built) -> Vec<&str> {
    built
        .outputs
        .iter()
        .map(|(path, _)| path.as_str())
        .filter(|p| !p.starts_with("assets/") && !p.starts_with("search/"))
        .collect()
}
