//! Roof: a project -> what of its site would be another one if the pages that are kept back were not there.
//!
//! 1. `pages`: which pages are kept back.
//! 2. `belongs`: what belongs to them alone, by what stands in the files (`site::letters`).
//! 3. `without`: the project from whose folder both were deleted.
//! 4. Both projects are built, and `compare` names the outputs that differ.
//! 5. `traces`: what the theme and the configuration tell of these pages, which is the same in both.
//!
//! This room knows the rules of the manual's chapter `hidden` a second time, and asks `site::shown`, which decides them for every
//! build, nothing: a mistake there would be made twice and never be found. Only how a text names something is one rule for both.

mod belongs;
mod compare;
mod pages;
mod traces;
mod without;

use crate::diag::codes::leaks as codes;
use crate::diag::{Diagnostic, Diagnostics, Outcome, Severity};
use crate::ledger::names;
use crate::pipeline::session::Session;
use crate::pipeline::{self, Built, Request};
use crate::site::parts::Options;
use crate::source::{SourceTree, Span};

use pages::Pages;
use without::Gone;

/// What came of it.
#[derive(Debug, Default)]
pub struct Found {
    /// The leaks.
    pub diags: Diagnostics,
    /// Pages that are kept back.
    pub pages: usize,
    /// Outputs that were compared.
    pub outputs: usize,
}

/// How a project is built.
pub type Build<'a> = &'a dyn Fn(&SourceTree) -> Outcome<Option<Built>>;

/// Looks for leaks in a project without errors.
pub fn find(tree: &SourceTree, request: &Request) -> Found {
    let request = Request { options: Options { drafts: false, ..request.options }, ..request.clone() };
    // Both sites have one theme, which is read once.
    let project = Session::new(tree.clone(), request.clone());
    find_with(tree, &request, &|tree| project.beside(tree.clone(), request.clone()).comparison())
}

/// The same of another way to build: what is tested with one that leaks.
pub fn find_with(tree: &SourceTree, request: &Request, build: Build<'_>) -> Found {
    let everything = Request { options: Options { drafts: true, ..request.options }, ..request.clone() };
    let mut found = Found::default();
    let Some(all) = pipeline::read(tree, &everything).value.map(|resolved| resolved.site) else { return found };
    let pages = Pages::of(&all, tree, request.moment(&all.config));
    found.pages = pages.hidden().count();
    if found.pages == 0 {
        return found;
    }
    let Outcome { value: Some(with), diags } = build(tree) else { return found };
    let gone = belongs::of(&all, tree, &pages);
    let (without, uncut) = without::deleted(tree, &pages, &gone);
    for (path, id) in uncut {
        found.diags.extend(tree.get(&path).map(|file| codes::uncut(Span::new(file.id, 0, 0), &id)));
    }
    let Some(without) = comparable(tree, (&pages, &gone), (&without, &diags), build, &mut found.diags) else { return found };
    let compared = compare::compare(tree, (&with, &without), &gone, &mut found.diags);
    traces::find(&pages, tree, (&with, &compared.different), &mut found.diags);
    found.outputs = compared.count;
    found
}

/// The site without what is kept back. Where pages that are shown lead to it (`hidden_links: text`), their links would be broken
/// there; so what is kept back is then not deleted but emptied.
fn comparable(
    tree: &SourceTree,
    (pages, gone): (&Pages, &Gone),
    (without, diags): (&SourceTree, &Diagnostics),
    build: Build<'_>,
    problems: &mut Diagnostics,
) -> Option<Built> {
    // That a picture which is gone still has an entry in a list changes nothing.
    let is_list =
        |span: Span, tree: &SourceTree| tree.index(span.file).is_some_and(|at| tree.files()[at].path.ends_with(names::PICTURES));
    let is_listed = |d: &Diagnostic, tree: &SourceTree| d.span.is_some_and(|span| is_list(span, tree));
    let is_known = |d: &Diagnostic| diags.iter().any(|known| (known.code, &known.message) == (d.code, &d.message));
    let new = |found: &Diagnostics, tree: &SourceTree| {
        let mut errors = found.iter().filter(|d| d.severity == Severity::Error && !is_listed(d, tree) && !is_known(d));
        errors.next().cloned()
    };
    let deleted = build(without);
    if new(&deleted.diags, without).is_none() {
        return deleted.value;
    }
    let emptied_tree = without::emptied(tree, pages, gone);
    let emptied = build(&emptied_tree);
    if let Some(error) = new(&emptied.diags, &emptied_tree) {
        problems.push(codes::not_compared(&error.message));
        return None;
    }
    emptied.value
}
