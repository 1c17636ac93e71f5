//! Everything that a site publishes -> each path taken once, or an error at both places; the aliases that are free -> redirects.
//!
//! Two paths are one if they differ in case or in how their letters are composed: some file systems know no difference. A path
//! that is a file cannot be a folder too. What the program makes by itself (feeds, the sitemap) has its path before any file has.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::locale::fold;
use crate::output::OutPath;
use crate::source::{SourceTree, Span};

use super::{Redirect, Site};

/// A path of a file that is published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Path below the output folder. `folder/.` takes a folder, whose files have names that nothing else can have.
    pub out: String,
    /// Where a second claim to it is told.
    pub at: Span,
    /// Where it was chosen, if anybody did.
    pub written: Option<Span>,
}

/// Checks the paths that are taken, the first before the others, and makes redirects of the aliases that are free.
pub fn redirects(site: &Site, tree: &SourceTree, claims: Vec<Claim>, diags: &mut Diagnostics) -> Vec<Redirect> {
    let mut taken = Taken { tree, by_key: BTreeMap::new() };
    for Claim { out, at, written } in claims {
        if OutPath::new(&out).is_none() && !out.ends_with("/.") {
            diags.push(codes::bad_output_path(at, &out));
        }
        taken.claim(&out, at, written, diags);
    }
    let mut redirects = Vec::new();
    for page in site.pages.iter().filter(|p| p.fallback_of.is_none() && p.is_first_part()) {
        for alias in page.document.iter().flat_map(|d| &d.meta.aliases) {
            let path = alias.value.trim_matches('/');
            let out = if path.ends_with(".html") { path.to_owned() } else { format!("{path}/index.html") };
            if let Some((_, first)) = taken.get(&out) {
                let is_alias = |span: Span| redirects.iter().any(|other: &Redirect| other.span == span);
                diags.push(codes::shadowing_alias(alias.span, &alias.value, first.map(|span| (span, is_alias(span)))));
                continue;
            }
            taken.claim(&out, alias.span, Some(alias.span), diags);
            redirects.push(Redirect { out, target: page.id, span: alias.span });
        }
    }
    taken.files_and_folders(site.config.span, diags);
    redirects
}

/// The paths that are taken, as file systems compare them.
struct Taken<'a> {
    tree: &'a SourceTree,
    by_key: BTreeMap<String, (String, Option<Span>)>,
}

impl Taken<'_> {
    /// The file that a place is in.
    fn file(&self, span: Span) -> &str {
        &self.tree.file(span.file).path
    }

    /// Takes a path. `own` is where it was written, if anybody did; `at` is where a second one is told.
    fn claim(&mut self, out: &str, at: Span, own: Option<Span>, diags: &mut Diagnostics) {
        let key = key(out);
        if let Some((_, first)) = self.by_key.get(&key) {
            let first = first.map(|span| (span, self.file(span)));
            diags.push(codes::duplicate_output(at, out, own.map(|span| self.file(span)), first));
        } else {
            self.by_key.insert(key, (out.to_owned(), own));
        }
    }

    /// What has a path already, with its place if somebody wrote it.
    fn get(&self, out: &str) -> Option<&(String, Option<Span>)> {
        self.by_key.get(&key(out))
    }

    /// Tells every path that is a file and a folder.
    fn files_and_folders(&self, nowhere: Span, diags: &mut Diagnostics) {
        for (key, (file, own)) in &self.by_key {
            let inside = format!("{key}/");
            let next = self.by_key.range::<str, _>((Bound::Included(inside.as_str()), Bound::Unbounded)).next();
            let Some((_, (below, other))) = next.filter(|(k, _)| k.starts_with(&inside)) else { continue };
            let (at, related) = match (own, other) {
                (Some(own), other) => (*own, *other),
                (None, Some(other)) => (*other, None),
                (None, None) => (nowhere, None),
            };
            let name = |span: &Option<Span>| span.map_or(phrase!("of the program"), |span| self.file(span));
            diags.push(codes::file_and_folder(at, (file, name(own)), (below, name(other)), related));
        }
    }
}

/// A path as a file system sees it that composes letters and does not tell case.
fn key(out: &str) -> String {
    if out.is_ascii() { out.to_ascii_lowercase() } else { fold::composed(out).to_lowercase() }
}
