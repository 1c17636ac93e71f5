//! A site and texts of its pages that were changed -> the site with those texts, where nothing else of it follows from the change.
//!
//! What pages show of each other comes from front matter, paths and data. Of a text it is the names of its headings, which entries it
//! names and which pictures and files it shows. An edit that leaves these as they are, or names of headings that a link leads to,
//! changes the pages that show the text and the pairs that they stand in; where its own links lead is found again (`again`), and
//! nothing else is resolved. Whatever else an edit does, and whatever has a problem, is for [`resolve`](super::resolve).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ast::{Document, EntryKind, Ref, RefKind};
use crate::diag::Diagnostics;
use crate::figure::block::Declared;
use crate::ledger::Ledgers;
use crate::source::SourceTree;

use super::entries::context::Tools;
use super::entries::expand::{PageScope, expand};
use super::entries::tracked::Asked;
use super::entries::{LedgerUse, UsedEntries};
use super::figures::{self, Figures};
use super::pairs::Pair;
use super::place::{self, Place};
use super::shown::uses;
use super::{Page, PageId, Site, again, photos};

/// What an edited site is made from besides its texts.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// All ledgers, also what is kept back.
    pub ledgers: &'a Ledgers,
    /// The blocks that the theme declares.
    pub declared: &'a Declared,
    /// The files.
    pub tree: &'a SourceTree,
}

/// The site with these documents in the place of those of the same paths, with the pages that show them. `None` where more than
/// those pages may follow from them.
pub fn edited(site: &Site, means: Means<'_>, documents: &[Arc<Document>]) -> Option<(Site, BTreeSet<PageId>)> {
    let (mut next, mut changed) = (site.clone(), BTreeSet::new());
    for document in documents {
        let shows = |page: &&Arc<Page>| page.document.as_ref().is_some_and(|shown| shown.path == document.path);
        let own: Vec<PageId> = site.pages.iter().filter(shows).map(|page| page.id).collect();
        let first = site.page(*own.first()?);
        let text = Text::read(site, means, first, document)?;
        // Of several texts one may lead to a heading that another one gets or loses.
        let is_alone = documents.len() == 1;
        for id in &own {
            let page = Page::clone(site.page(*id));
            let links = again::links(site, means.tree, &page, &text.shown)?;
            if !is_alone && !Arc::ptr_eq(&links, &page.links) {
                return None;
            }
            next.pages[id.0 as usize] = Arc::new(Page {
                document: Some(Arc::clone(&text.shown)),
                known: text.known.clone(),
                figures: text.figures.clone(),
                links,
                ..page
            });
            for (list, places) in [(&mut next.pairs, &site.page(*id).pairs), (&mut next.beside, &site.page(*id).beside)] {
                for at in places {
                    list[*at] = Arc::new(Pair::with(&list[*at], document));
                }
            }
        }
        if !again::keeps_links(&next, &own, first.document.as_ref()?, &text.shown) {
            return None;
        }
        changed.extend(own);
    }
    let shows_photo = |id: &PageId| site.page(*id).links.iter().any(|link| link.shown.is_some());
    if changed.iter().any(shows_photo) {
        // Their places in the text are told where one cannot be made.
        next.photos = Arc::new(photos::wanted(&next.pages, &next.assets));
    }
    Some((next, changed))
}

/// What pages show of a document.
struct Text {
    shown: Arc<Document>,
    known: Option<Arc<LedgerUse>>,
    figures: Vec<Option<crate::figure::Figure>>,
}

impl Text {
    /// A document as the pages show it that `page` is the first of; `None` where others may see that it has changed.
    fn read(site: &Site, means: Means<'_>, page: &Page, document: &Arc<Document>) -> Option<Self> {
        let before = page.document.as_ref()?;
        let written = page.known.as_ref().map_or(before, |known| &known.original);
        if !is_alike(written, document) {
            return None;
        }
        let place = place::of(&document.path, &site.config.locales)?;
        if !site.absent.pages.is_empty() && !uses_the_same(site, means, (&place, written), document) {
            return None;
        }
        let tools = Tools::new(&site.config, &site.ledgers, &site.words);
        let mut diags = Diagnostics::new();
        let Figures { list, asked, .. } = figures::of(document, &place.key, tools, means.tree, means.declared, &mut diags);
        let mut used = UsedEntries::new();
        let (shown, known) = match &page.known {
            Some(before) => {
                let scope = PageScope { key: &place.key, has_pages: before.has_pages, asked: &asked };
                let (shown, known) = expand(tools, document, scope, &mut used, &mut diags)?;
                if known.used != before.used {
                    return None;
                }
                (Arc::new(shown), Some(Arc::new(known)))
            }
            None if asked == Asked::default() && !document.refs.iter().any(is_entry) => (Arc::clone(document), None),
            None => return None,
        };
        (diags.is_empty() && is_alike(before, &shown)).then_some(Self { shown, known, figures: list })
    }
}

/// Whether pages that list a document or stand beside it see no difference, and it shows the same entries and pictures.
fn is_alike(before: &Document, after: &Document) -> bool {
    let shown = |document: &Document| -> Vec<(RefKind, String)> {
        let refs = document.refs.iter().filter(|own| own.kind == RefKind::Image || is_entry(own));
        refs.map(|own| (own.kind, own.raw.clone())).collect()
    };
    before.is_whole
        && after.is_whole
        && before.body.is_some()
        && after.body.is_some()
        && before.locale == after.locale
        && before.meta == after.meta
        && shown(before) == shown(after)
}

fn is_entry(own: &Ref) -> bool {
    EntryKind::of(&own.raw).is_some()
}

/// Whether a document refers to the same entries and files as before: what only pages refer to that are kept back is kept back too.
fn uses_the_same(site: &Site, means: Means<'_>, (place, before): (&Place, &Arc<Document>), after: &Arc<Document>) -> bool {
    // The data files of figures that may be read are those of pages that are shown.
    if before.figures > 0 || after.figures > 0 {
        return false;
    }
    let tools = Tools::new(&site.config, means.ledgers, &site.words);
    let of = |document: &Arc<Document>| {
        let mut uses = uses::of_all(std::iter::once((place, document)), tools, means.tree, means.declared);
        // No page is kept back by who leads to it.
        uses.files.retain(|file| place::of(&means.tree.file(*file).path, &site.config.locales).is_none());
        uses
    };
    of(before) == of(after)
}
