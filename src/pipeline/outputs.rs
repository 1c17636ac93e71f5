//! A site -> its files: what the back-ends and the formats make, put together.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::book::format::Downloads;
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

/// What files are asked for, and of which site: the same for a whole build and for an edit.
#[derive(Clone, Copy)]
struct Asked<'a> {
    given: Given<'a>,
    redirects: &'a [Redirect],
    request: &'a Request,
    run: &'a CacheKeys,
}

impl<'a> Asked<'a> {
    /// The cards for shared links, if they are drawn.
    #[cfg(feature = "pdf")]
    fn cards(self) -> Option<Cards<'a>> {
        cards::of(self.given, &self.request.editions, |id| self.run.bytes(id))
    }

    /// None: nothing draws them.
    #[cfg(not(feature = "pdf"))]
    fn cards(self) -> Option<Cards<'a>> {
        None
    }

    /// What is made from all that pages are made from; `drawn` says whether cards are.
    fn with_sources<T>(self, drawn: bool, make: impl FnOnce(&Sources<'_>) -> T) -> T {
        let Self { given, request, run, .. } = self;
        make(&Sources {
            outside: run.outside(),
            data: run.data(),
            document: &|document: &_| run.document(given.tree, document),
            file: &|id| run.bytes(id),
            cards: drawn,
            marks: request.marks,
        })
    }

    /// What back-ends are asked for.
    fn job<'j>(
        self,
        (downloads, made): (&'j Downloads, &'j photos::Made),
        (fingerprints, cards): (&'j Fingerprints, Option<&'j Cards<'j>>),
        extent: Extent,
        tick: &'j (dyn Fn() + Sync),
    ) -> Job<'j>
    where
        'a: 'j,
    {
        let Self { given, redirects, request, run } = self;
        let config = &given.site.config;
        Job {
            given,
            redirects,
            downloads,
            made,
            keys: &fingerprints.keys,
            searched: is_searched(&request.editions) && extent != Extent::Look,
            cards,
            extent,
            today: config.zone().day(request.moment(config)),
            marks: request.marks,
            run,
            tick,
        }
    }
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
    let mut diags = Diagnostics::new();
    let (photos, bound) =
        rayon::join(|| photos::make(site, tree, &run.memo, extent), || books::built(given, &run.memo, editions));
    let photos = photos.report_to(&mut diags);
    let Books { downloads, files } = bound.report_to(&mut diags);
    let downloads = Downloads::of(site, downloads);
    let asked = Asked { given, redirects, request, run };
    let cards = asked.cards();
    let fingerprints =
        asked.with_sources(cards.is_some(), |sources| Fingerprints::of(site, sources, &downloads, &photos.colours));
    let job = asked.job((&downloads, &photos), (&fingerprints, cards.as_ref()), extent, tick);
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
        let Self { outputs, downloads, photos, fingerprints } = self;
        let asked = Asked { given, redirects, request, run };
        let cards = asked.cards();
        let next = |sources: &Sources<'_>| fingerprints.after((given.site, changed), sources, downloads, &photos.colours);
        let (fingerprints, again) = asked.with_sources(cards.is_some(), next)?;
        // Pictures and cards are made when somebody asks for them, or were made with the whole.
        let job = asked.job((downloads, photos), (&fingerprints, cards.as_ref()), Extent::Later, &|| {});
        let Outcome { value: files, diags } = backend::make_again(job, &again);
        let outputs = outputs.with(files).filter(|_| diags.is_empty())?;
        Some(Self { outputs, downloads: Arc::clone(downloads), photos: Arc::clone(photos), fingerprints })
    }
}
