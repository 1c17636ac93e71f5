//! The site of the last build and edits of texts -> the site with them: what an editor waits for after each save.
//!
//! A server builds again with every change, and most changes are words in one text. Where nothing else follows from them
//! ([`site::edit`](crate::site::edit)), the pages that show the text are made again and put among the files of the last build, so that
//! an edit costs the same on a large site as on a small one. Whatever else changes is built as if there were no last build, with the
//! memo. What comes out is the same, byte for byte: `tests/memo.rs` compares it with clean builds.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ast::Document;
use crate::config::besides::Besides;
use crate::diag::{Diagnostics, Outcome};
use crate::site::edit::{Means, edited};
use crate::site::{Redirect, Site};
use crate::source::{FileId, SourceTree};
use crate::theme::Theme;

use super::given::Given;
use super::history;
use super::keys::CacheKeys;
use super::outputs::{self, MadeOutputs, is_searched};
use super::photos::Extent;
use super::{Built, EditionFiles, Request};

/// More texts than this at once are no edit: a branch was changed, and all texts are looked at anyway.
const MOST_TEXTS: usize = 16;
/// So many edits follow each other before a whole build: what the memo keeps of the texts before is forgotten then.
const MOST_EDITS: usize = 100;

/// What the last build made, and everything that it made it from.
#[derive(Debug)]
pub(in crate::pipeline) struct LastBuild {
    pub request: Request,
    pub run: Arc<CacheKeys>,
    /// How far it went with pictures.
    pub extent: Extent,
    pub site: Arc<Site>,
    pub theme: Arc<Theme>,
    pub redirects: Arc<[Redirect]>,
    pub made: Arc<MadeOutputs>,
    /// Its problems, also those that remarks allow or that follow from others.
    pub told: Diagnostics,
    /// Those that are printed.
    pub left: Diagnostics,
    /// How many edits have followed the last whole build.
    pub edits: usize,
}

impl LastBuild {
    /// Whether an edit may be put into it: there is no mistake that the edit could mend, and no file that is made of all texts.
    pub fn may_be_edited(&self) -> bool {
        let has_sum = is_searched(&self.request.editions) && self.site.config.makes(Besides::Search);
        matches!(self.request.editions, EditionFiles::None | EditionFiles::OnDemand) && !has_sum && !self.told.has_errors()
    }

    /// The build after the edits of texts since; `None` where it has to be made as a whole.
    pub fn after(&self, tree: &SourceTree, request: &Request, run: &Arc<CacheKeys>) -> Option<Arc<Self>> {
        if self.request != *request || self.edits >= MOST_EDITS {
            return None;
        }
        let documents = self.edited(tree, run)?;
        let ledgers = super::ledgers(tree, request, run)?;
        let means = Means { ledgers: &ledgers, declared: &self.theme.blocks, tree };
        let (site, pages) = edited(&self.site, means, &documents)?;
        let given = Given { site: &site, theme: &self.theme, tree };
        let made = self.made.after((given, &self.redirects), request, run, &pages).or_else(|| {
            // Lists tell how long pages are; the site need not be resolved again for that.
            let Outcome { value, diags } = outputs::make((given, &self.redirects), request, self.extent, run, &|| {});
            (diags.is_empty() && self.told.is_empty()).then_some(value)
        })?;
        let Self { request, extent, theme, redirects, told, left, edits, .. } = self;
        let (request, theme, redirects) = (request.clone(), Arc::clone(theme), Arc::clone(redirects));
        let (site, made, run) = (Arc::new(site), Arc::new(made), Arc::clone(run));
        Some(Arc::new(Self {
            request,
            run,
            extent: *extent,
            site,
            theme,
            redirects,
            made,
            told: told.clone(),
            left: left.clone(),
            edits: edits + 1,
        }))
    }

    /// The documents of the texts that were edited since, where none of them has or had a problem.
    fn edited(&self, tree: &SourceTree, run: &CacheKeys) -> Option<Vec<Arc<Document>>> {
        let files = run.edited_since(&self.run).filter(|files| files.len() <= MOST_TEXTS)?;
        let places =
            self.told.iter().flat_map(|problem| problem.span.into_iter().chain(problem.related.iter().map(|(span, _)| *span)));
        let told: BTreeSet<FileId> = places.map(|span| span.file).collect();
        let mut documents = Vec::with_capacity(files.len());
        for file in files {
            let read = super::document(tree, &self.request, run, &file.path)?;
            if told.contains(&file.id) || !read.diags.is_empty() {
                return None;
            }
            documents.push(Arc::clone(&read.value));
        }
        if self.site.config.git_dates.is_some() {
            // Why there are no dates was told with the last build.
            let _ = history::date(tree, &mut documents);
        }
        Some(documents)
    }

    /// What it came to.
    pub fn outcome(&self) -> Outcome<Option<Built>> {
        let built = Built::new(Arc::clone(&self.site), Arc::clone(&self.theme), self.made.outputs.clone());
        Outcome::new(Some(built), self.left.clone())
    }
}
