//! An edition -> the book of it: the languages, the chapters in order with their text, and which blocks of two languages stand beside
//! each other.

use std::collections::BTreeSet;

use crate::align::Row;
use crate::ast::{Document, Prose};
use crate::config::Config;
use crate::diag::{Diagnostics, Outcome};
use crate::locale::Locale;
use crate::locale::date::Date;
use crate::site::entries::chapters;
use crate::site::key::PageKey;
use crate::site::{Page, PageId, Site};

use super::bind::Binder;
use super::block::PrintBlock;
use super::edition::{self, Edition};
use super::places::Places;
use super::rows::rows;

/// A publication.
#[derive(Debug)]
pub struct Book<'a> {
    /// Its languages: one, or two beside each other.
    pub sides: Vec<Side<'a>>,
    /// The chapters in order, the overview first.
    pub chapters: Vec<Chapter<'a>>,
    /// What can be led to within it, and the pictures that can be shown.
    pub places: Places,
}

/// Where notes go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notes {
    /// With the passage that refers to them: beside it, or at the foot of its page.
    Foot,
    /// After the chapter, where two languages share the page.
    End,
}

/// A language of a book.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The overview.
    pub page: &'a Page,
    /// What was written for it.
    pub document: &'a Document,
    /// The language.
    pub locale: &'a Locale,
}

impl<'a> Side<'a> {
    /// Who may read it, or what state it is in: what its front matter says, or the site.
    pub fn mark(&self, config: &'a Config) -> Option<&'a Prose> {
        self.document.meta.mark.as_ref().or_else(|| Some(config.mark.as_ref()?.get(self.locale.id)))
    }
}

/// A chapter.
#[derive(Debug)]
pub struct Chapter<'a> {
    /// Its text in each language of the book; `None` where it lacks the language.
    pub texts: Vec<Option<Text<'a>>>,
    /// Which of their blocks are beside each other.
    pub rows: Vec<Row>,
}

/// A chapter in one language.
#[derive(Debug)]
pub struct Text<'a> {
    /// Its page.
    pub page: &'a Page,
    /// What was written for it, with the words of the ledger.
    pub document: &'a Document,
    /// Its label, with which those of its headings and notes begin.
    pub label: String,
    /// Whether it was made from the ledger, to be looked up and not read through.
    pub is_made: bool,
    /// Its blocks, one for each of the document's.
    pub blocks: Vec<PrintBlock>,
    /// Its notes, one for each of the document's.
    pub notes: Vec<Vec<PrintBlock>>,
}

impl<'a> Book<'a> {
    /// Where its notes go.
    pub fn notes(&self) -> Notes {
        if self.sides.len() > 1 { Notes::End } else { Notes::Foot }
    }

    /// Binds an edition. `None` if its pages hold nothing.
    pub fn of(site: &'a Site, edition: &Edition) -> Outcome<Option<Self>> {
        let mut diags = Diagnostics::new();
        let sides: Vec<Side<'_>> = edition.overviews().filter_map(|page| side(site, page)).collect();
        if sides.is_empty() {
            return Outcome::new(None, diags);
        }
        let slots = slots(site, &sides);
        let all = slots.iter().flatten().flatten();
        let places = Places::of(site, all.map(|slot| (slot.page, slot.document, slot.label.as_str())));
        let mut text = |slot: Slot<'a>| {
            let Slot { page, document, label } = slot;
            let binder = Binder::new(site, &places, page, &label);
            let (blocks, notes) = binder.told(&mut diags, |binder| binder.document(document));
            Text { page, document, is_made: chapters::Chapter::made(document).is_some(), label, blocks, notes }
        };
        let mut chapter = |slots: Vec<Option<Slot<'a>>>| {
            let pages: Vec<_> = slots.iter().map(|slot| slot.as_ref().map(|slot| (slot.page, slot.document))).collect();
            let rows = rows(site, &pages);
            Chapter { texts: slots.into_iter().map(|slot| slot.map(&mut text)).collect(), rows }
        };
        let chapters = slots.into_iter().map(&mut chapter).collect();
        Outcome::new(Some(Self { sides, chapters, places }), diags)
    }

    /// What a sheet is made of: the languages of an edition without the text of its chapters, to which nothing on it can lead. `None`
    /// if its pages hold nothing.
    pub fn sheet(site: &'a Site, edition: &Edition) -> Option<Self> {
        let sides: Vec<Side<'_>> = edition.overviews().filter_map(|page| side(site, page)).collect();
        let places = Places::of(site, std::iter::empty());
        (!sides.is_empty()).then_some(Self { sides, chapters: Vec::new(), places })
    }

    /// The newest date of its pages, if anybody wrote one.
    pub fn newest(&self) -> Option<Date> {
        let texts = self.chapters.iter().flat_map(|chapter| chapter.texts.iter().flatten()).map(|text| text.document);
        let documents = texts.chain(self.sides.iter().map(|side| side.document));
        documents.flat_map(|document| [document.meta.date, document.meta.updated]).flatten().map(|t| t.date).max()
    }
}

fn side(site: &Site, page: PageId) -> Option<Side<'_>> {
    let page = site.page(page);
    Some(Side { page, document: page.document.as_deref()?, locale: site.config.locales.get(page.locale) })
}

/// A chapter to be, in one language.
struct Slot<'a> {
    page: &'a Page,
    document: &'a Document,
    label: String,
}

/// The chapters to be; those of two languages meet by what page they are.
fn slots<'a>(site: &'a Site, sides: &[Side<'a>]) -> Vec<Vec<Option<Slot<'a>>>> {
    let lists: Vec<_> = sides.iter().map(|side| edition::pages(site, side.page.id)).collect();
    let mut known = BTreeSet::new();
    let keys = lists.iter().flatten().map(|(page, _)| &page.key).filter(|key| known.insert(*key));
    let one = |(i, key): (usize, &PageKey)| {
        let slot = |(side, list): (&Side<'a>, &Vec<(&'a Page, &'a Document)>)| {
            // Beside a translation a page has only its own language; alone, the one that there is.
            let own = |document: &Document| sides.len() == 1 || document.locale == side.locale.id;
            let (page, document) = *list.iter().find(|(page, document)| page.key == *key && own(document))?;
            Some(Slot { page, document, label: format!("c{i} {}", side.locale.tag) })
        };
        sides.iter().zip(&lists).map(slot).collect()
    };
    keys.enumerate().map(one).collect()
}
