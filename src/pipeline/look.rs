//! The last look at a project and edits of texts -> the next look: what an editor waits for after each letter.
//!
//! Most letters change the words of one text. What is wrong with the site and what is found besides the texts of pages are then what they
//! were ([`edit`](super::edit)); the page is looked at again, with the pairs that it stands in, and the rest is asked of the memo. Whatever
//! else changes is looked at as a whole. What is found is the same: `tests/session.rs` compares it with clean looks.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{self, allow};
use crate::site::{Page, Redirect, Site};
use crate::source::{FileId, SourceTree};

use super::edit::LastBuild;
use super::given::Given;
use super::keys::CacheKeys;
use super::photos::Extent;
use super::{EditionFiles, Request, Resolved, causes, findings, outputs};

/// What the last look was made of, and what it found besides the texts of pages.
#[derive(Debug)]
pub(in crate::pipeline) struct Looked {
    /// The site, as if it had been built.
    build: Arc<LastBuild>,
    besides: Arc<Diagnostics>,
    is_whole: bool,
}

/// Everything that building figures, and what an editor should look at besides: [`findings`]. With it comes what the next look can be made
/// of, where there is a site.
pub(in crate::pipeline) fn look(
    tree: &SourceTree,
    request: &Request,
    run: &Arc<CacheKeys>,
    last: Option<Arc<Looked>>,
) -> (Diagnostics, Option<Arc<Looked>>) {
    match last.and_then(|last| last.after(tree, request, run)) {
        Some(next) => (next.found(tree, request), Some(Arc::new(next))),
        None => whole(tree, request, run),
    }
}

fn whole(tree: &SourceTree, request: &Request, run: &Arc<CacheKeys>) -> (Diagnostics, Option<Arc<Looked>>) {
    let mut diags = Diagnostics::new();
    let Some(resolved) = super::read_with(tree, request, run).report_to(&mut diags) else {
        let allowed = allow::read(tree, &[]);
        let mut left = allowed.apply(diags);
        left.append(allowed.idle());
        return (left, None);
    };
    let Resolved { site, redirects, theme, documents, is_whole } = resolved;
    let besides = Arc::new(lint::besides(&site, theme.as_deref(), tree, is_whole));
    let Some(theme) = theme else {
        let judged = findings::Judged { site: &site, besides: &besides, documents: &documents };
        return (judged.left(tree, run, diags), None);
    };
    let (site, redirects): (_, Arc<[Redirect]>) = (Arc::new(site), Arc::from(redirects));
    let given = Given { site: &site, theme: &theme, tree };
    let made = Arc::new(outputs::make((given, &redirects), request, Extent::Look, run, &|| {}).report_to(&mut diags));
    super::one_clash(&mut diags);
    let judged = findings::Judged { site: &site, besides: &besides, documents: &documents };
    let (told, left) = (diags.clone(), judged.left(tree, run, diags));
    let (request, run) = (request.clone(), Arc::clone(run));
    let extent = Extent::Look;
    let build = LastBuild { request, run, extent, site, theme, redirects, made, told, left: Diagnostics::new(), edits: 0 };
    let build = Arc::new(build);
    (left, Some(Arc::new(Looked { build, besides, is_whole })))
}

impl Looked {
    /// How many edits have followed the last whole look.
    pub fn edits(&self) -> usize {
        self.build.edits
    }

    /// The look after edits of texts; `None` where it has to be made as a whole.
    fn after(&self, tree: &SourceTree, request: &Request, run: &Arc<CacheKeys>) -> Option<Self> {
        if !matches!(request.editions, EditionFiles::None | EditionFiles::OnDemand) {
            return None;
        }
        let edited: BTreeSet<FileId> = run.edited_since(&self.build.run)?.into_iter().map(|file| file.id).collect();
        let build = self.build.after(tree, request, run)?;
        // What stands in an edited text has moved.
        let is_there = |problem: &Diagnostic| {
            let related = problem.related.iter().map(|(span, _)| *span);
            problem.span.into_iter().chain(related).any(|span| edited.contains(&span.file))
        };
        let besides = if self.besides.iter().any(is_there) || !leads_alike(&self.build.site, &build.site, &edited) {
            Arc::new(lint::besides(&build.site, Some(&*build.theme), tree, self.is_whole))
        } else {
            Arc::clone(&self.besides)
        };
        Some(Self { build, besides, is_whole: self.is_whole })
    }

    /// What is found.
    fn found(&self, tree: &SourceTree, request: &Request) -> Diagnostics {
        let LastBuild { site, run, told, .. } = &*self.build;
        let documents = super::all_documents(tree, request, run);
        let judged = findings::Judged { site, besides: &self.besides, documents: &documents };
        judged.left(tree, run, told.clone())
    }
}

/// Whether edited texts lead where they led: what nothing leads to is found besides them.
fn leads_alike(before: &Site, after: &Site, edited: &BTreeSet<FileId>) -> bool {
    let refs = |page: &Page| {
        let document = page.document.as_ref().filter(|document| edited.contains(&document.span.file))?;
        Some(document.refs.iter().map(|written| (written.kind, written.raw.clone())).collect::<Vec<_>>())
    };
    before.pages.iter().zip(&after.pages).all(|(before, after)| refs(before) == refs(after))
}

impl findings::Judged<'_> {
    /// The problems that are told, of those of the site and of what is found: without those that remarks allow or that follow from others,
    /// and with the remarks that allow nothing.
    fn left(&self, tree: &SourceTree, run: &CacheKeys, mut diags: Diagnostics) -> Diagnostics {
        diags.append(self.linted(tree, run));
        let differences = findings::compared(self.site, tree, &diags, run);
        diags.append(differences);
        let allowed = allow::read(tree, self.documents);
        let mut left = allowed.apply(diags);
        causes::leave(self.site, tree, &mut left);
        left.append(allowed.idle());
        left
    }
}
