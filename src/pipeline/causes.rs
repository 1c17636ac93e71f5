//! Problems in, those out that only follow from another of them: who mends the cause is rid of what came of it. Asked once remarks have
//! had their say, so that none of them seems idle.

use std::collections::BTreeSet;

use crate::ast::{Document, RefKind};
use crate::diag::codes::lint as codes;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::ledger::names;
use crate::site::{Site, address};
use crate::source::walk::CONFIG;
use crate::source::{FileId, SourceTree, Span};

/// Takes away what follows from other problems.
pub(in crate::pipeline) fn leave(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) {
    if diags.is_empty() {
        return;
    }
    let causes = Causes::of(site, tree, diags);
    diags.retain(|d| !causes.explain(tree, d));
}

/// What other problems may come of.
struct Causes {
    /// Pages whose heads could not be read as a whole.
    headless: BTreeSet<FileId>,
    /// Pages of which nobody knows where the head ends.
    guessed: BTreeSet<FileId>,
    /// Files with an error.
    broken: BTreeSet<FileId>,
    /// Pictures of which paper says that they have no text.
    silent: Vec<Span>,
    /// Where pictures are shown whose list holds an error: what is written of them is not known.
    unlisted: Vec<Span>,
    /// Whether a link or a menu names a page that is not there: nobody knows which pages are led to.
    has_lost_page: bool,
    /// Whether something names a file that is not there: nobody knows which files are used.
    has_lost_file: bool,
}

impl Causes {
    fn of(site: &Site, tree: &SourceTree, diags: &Diagnostics) -> Self {
        let errors = || diags.iter().filter(|d| d.severity == Severity::Error);
        let has = |names: &[&str]| errors().any(|d| names.contains(&d.code));
        let unclosed = diags.iter().filter(|d| codes::is_unclosed_code(d));
        let broken: BTreeSet<FileId> = errors().chain(unclosed).filter_map(|d| Some(d.span?.file)).collect();
        Self {
            silent: diags.iter().filter(|d| d.code == "pdf-alt").filter_map(|d| d.span).collect(),
            unlisted: unlisted(site, tree, &broken),
            has_lost_page: has(&["broken-link", "unknown-page"]),
            has_lost_file: has(&["broken-link", "figure-source", "unknown-picture"]),
            broken,
            headless: files(site, |document| !document.is_whole),
            guessed: files(site, |document| document.body.is_none()),
        }
    }

    /// Whether a problem follows from another.
    fn explain(&self, tree: &SourceTree, problem: &Diagnostic) -> bool {
        let Some(span) = problem.span else { return false };
        if self.guessed.contains(&span.file) && problem.code != "unclosed-front-matter" {
            return true;
        }
        // What was made has places in no file.
        let is_in = |name: &str| tree.index(span.file).is_some_and(|at| tree.files()[at].path.ends_with(name));
        match problem.code {
            "unpaired-block" | "unpaired-note" | "figures-differ" => {
                let places = std::iter::once(span).chain(problem.related.iter().map(|(other, _)| *other));
                places.into_iter().any(|place| self.broken.contains(&place.file))
            }
            // What could not be read of a head may say another address, another language.
            "duplicate-output" | "duplicate-page" | "duplicate-key" | "bad-output-path" | "joined-language" | "two-sources" => {
                let places = std::iter::once(span).chain(problem.related.iter().map(|(other, _)| *other));
                places.into_iter().any(|place| self.headless.contains(&place.file))
            }
            "missing-alt" if self.silent.iter().any(|own| holds(*own, span)) => true,
            "missing-alt" | "pdf-alt" | "image-without-alt" => self.unlisted.iter().any(|own| holds(span, *own)),
            "orphan-page" => self.has_lost_page,
            "unused-entry" => self.has_lost_file && is_in(names::PICTURES),
            "unreferenced-file" => self.has_lost_file && !is_in(CONFIG),
            _ => false,
        }
    }
}

/// The files of the pages that are so.
fn files(site: &Site, is_so: impl Fn(&Document) -> bool) -> BTreeSet<FileId> {
    let documents = site.pages.iter().filter_map(|page| page.document.as_deref());
    documents.filter(|document| is_so(document)).map(|document| document.span.file).collect()
}

/// Whether one place holds another.
fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// Where pages show pictures whose list is one of the broken files, or has a wrong name.
fn unlisted(site: &Site, tree: &SourceTree, broken: &BTreeSet<FileId>) -> Vec<Span> {
    let folder = |file: &FileId| {
        let path = &tree.files()[tree.index(*file)?].path;
        let (folder, name) = path.rsplit_once('/')?;
        (name == names::PICTURES || names::meant(path) == Some(names::PICTURES)).then_some(folder)
    };
    let folders: BTreeSet<&str> = broken.iter().filter_map(folder).collect();
    if folders.is_empty() {
        return Vec::new();
    }
    let shown = |document: &Document| {
        let own = document.path.rsplit_once('/').map_or("", |(own, _)| own);
        let text = document.refs.iter().filter(|r| r.kind == RefKind::Image).map(|r| (r.raw.as_str(), r.span));
        let head = document.meta.image.as_ref().map(|image| (image.source.value.as_str(), image.source.span));
        let is_unlisted = |(raw, _): &(&str, Span)| {
            let path = address::decode(raw.trim()).and_then(|path| address::join(own, &path));
            path.is_some_and(|path| path.rsplit_once('/').is_some_and(|(of, _)| folders.contains(of)))
        };
        text.chain(head).filter(is_unlisted).map(|(_, span)| span).collect::<Vec<_>>()
    };
    site.pages.iter().filter_map(|page| page.document.as_deref()).flat_map(shown).collect()
}
