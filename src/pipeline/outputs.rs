//! A site -> its files: what the back-ends and the formats make, put together.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::book::format::Downloads;
#[cfg(not(feature = "pdf"))]
use crate::card::Cards;
use crate::diag::codes::site as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::html::fingerprint::{Fingerprints, Sources};
use crate::output::OutputSet;
use crate::site::{PageId, Redirect};

use super::backend::{self, Job};
use super::books::{self, Books};
#[cfg(feature = "pdf")]
use super::cards;
use super::given::Given;
use super::keys::CacheKeys;
use super::photos::{self, Extent};
use super::{EditionFiles, Request};

/// The files of a site, with what they were made from besides it.
#[derive(Debug)]
pub(in crate::pipeline) struct MadeOutputs {
    /// The files.
    pub outputs: OutputSet,
    /// What pages link to.
    downloads: Arc<Downloads>,
    /// What was made of pictures.
    photos: Arc<photos::Made>,
    /// What each page is made from.
    fingerprints: Fingerprints,
}

/// Makes the files of a site.
pub(in crate::pipeline) fn make(
    (given, redirects): (Given<'_>, &[Redirect]),
    request: &Request,
    extent: Extent,
    run: &CacheKeys,
    tick: &(dyn Fn() + Sync),
) -> Outcome<MadeOutputs> {
    let (Given { site, tree, .. }, editions) = (given, &request.editions);
    let today = site.config.zone().day(request.moment(&site.config));
    let mut diags = Diagnostics::new();
    let (photos, bound) =
        rayon::join(|| photos::make(site, tree, &run.memo, extent), || books::built(given, &run.memo, editions));
    let photos = photos.report_to(&mut diags);
    let Books { downloads, files } = bound.report_to(&mut diags);
    let downloads = Downloads::of(site, downloads);
    #[cfg(feature = "pdf")]
    let cards = cards::of(given, editions, |id| run.bytes(id));
    #[cfg(not(feature = "pdf"))]
    let cards: Option<Cards<'_>> = None;
    let document = |document: &_| run.document(tree, document);
    let file = |id| run.bytes(id);
    let sources = Sources {
        outside: run.outside(),
        data: run.data(),
        document: &document,
        file: &file,
        cards: cards.is_some(),
        marks: request.marks,
    };
    let fingerprints = Fingerprints::of(site, &sources, &downloads, &photos.colours);
    let (cards, keys) = (cards.as_ref(), &fingerprints.keys);
    let searched = is_searched(editions) && extent != Extent::Look;
    let job = Job {
        given,
        redirects,
        downloads: &downloads,
        made: &photos,
        keys,
        searched,
        cards,
        extent,
        today,
        marks: request.marks,
        run,
        tick,
    };
    let written = backend::make(job).report_to(&mut diags);
    let mut outputs = OutputSet::new();
    let mut twice = Vec::new();
    for (path, contents) in written.into_iter().chain(files.into_iter().map(|(path, bytes)| (path, bytes.into()))) {
        let name = path.as_str().to_owned();
        if !outputs.insert(path, contents) {
            twice.push(name);
        }
    }
    // Paths were checked where they have places, and only what passed there is told here: it must not become half a site.
    twice.extend(outputs.clash().map(|path| path.as_str().to_owned()));
    for path in twice {
        diags.push(codes::output_clash(&path));
    }
    let (downloads, photos) = (Arc::new(downloads), Arc::new(photos));
    Outcome::new(MadeOutputs { outputs, downloads, photos, fingerprints }, diags)
}

/// Whether the files of the search are made with the others: a server makes them when a reader searches.
pub(in crate::pipeline) fn is_searched(editions: &EditionFiles) -> bool {
    *editions != EditionFiles::OnDemand
}

impl MadeOutputs {
    /// The files of the same site after an edit of the texts of some pages. `None` where other pages show of one that it has changed,
    /// or where it has a problem.
    pub fn after(
        &self,
        (given, redirects): (Given<'_>, &[Redirect]),
        request: &Request,
        run: &CacheKeys,
        changed: &BTreeSet<PageId>,
    ) -> Option<Self> {
        let Given { site, tree, .. } = given;
        let Self { outputs, downloads, photos, fingerprints } = self;
        let today = site.config.zone().day(request.moment(&site.config));
        #[cfg(feature = "pdf")]
        let cards = cards::of(given, &request.editions, |id| run.bytes(id));
        #[cfg(not(feature = "pdf"))]
        let cards: Option<Cards<'_>> = None;
        let document = |document: &_| run.document(tree, document);
        let file = |id| run.bytes(id);
        let sources = Sources {
            outside: run.outside(),
            data: run.data(),
            document: &document,
            file: &file,
            cards: cards.is_some(),
            marks: request.marks,
        };
        let (fingerprints, again) = fingerprints.after((site, changed), &sources, downloads, &photos.colours)?;
        let (cards, keys, extent) = (cards.as_ref(), &fingerprints.keys, Extent::Later);
        let job = Job {
            given,
            redirects,
            downloads,
            made: photos,
            keys,
            searched: false,
            cards,
            extent,
            today,
            marks: request.marks,
            run,
            tick: &|| {},
        };
        let Outcome { value: files, diags } = backend::make_again(job, &again);
        let outputs = outputs.with(files).filter(|_| diags.is_empty())?;
        Some(Self { outputs, downloads: Arc::clone(downloads), photos: Arc::clone(photos), fingerprints })
    }
}
