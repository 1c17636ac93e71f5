//! The files beside the pages -> those that are kept back.
//!
//! A file is published when a page refers to it that is shown, or when nobody refers to it and it stands in the folder of a section or
//! bundle that is shown (or at the top of the content). It is not when only pages refer to it that are kept back, and never from the
//! folder of a section or bundle that is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::uses::Uses;
use super::{KeptBack, Mark};
use crate::ast::Document;
use crate::locale::{LocaleId, Locales};
use crate::site::place::{self, CONTENT, Place};
use crate::source::{FileId, SourceTree};

/// The files that are kept back; with what keeps back the folder that they stand in, where it is that.
pub fn kept_back(
    locales: &Locales,
    tree: &SourceTree,
    shown: &[(Place, Arc<Document>)],
    hidden: &[KeptBack],
    open: &Uses,
    closed: &Uses,
) -> BTreeMap<FileId, Option<Mark>> {
    let folders = Folders::of(shown, hidden);
    let mut kept = BTreeMap::new();
    for file in tree.under(CONTENT) {
        if place::of(&file.path, locales).is_some() {
            continue;
        }
        let Some((folder, locale)) = place::folder(&file.path, locales) else { continue };
        match folders.standing(folder, locale) {
            Standing::Below(mark) => {
                kept.insert(file.id, Some(mark.clone()));
            }
            _ if open.files.contains(&file.id) => {}
            Standing::Beside => {
                kept.insert(file.id, None);
            }
            Standing::Open if closed.files.contains(&file.id) => {
                kept.insert(file.id, None);
            }
            Standing::Open => {}
        }
    }
    kept
}

/// What stands around a file.
enum Standing<'a> {
    /// The folder of a page that is shown, or of none.
    Open,
    /// A folder with the name of a page that is kept back.
    Beside,
    /// The folder of a section or bundle that is kept back.
    Below(&'a Mark),
}

/// A page that may have a folder.
struct Owner {
    locale: LocaleId,
    has_folder: bool,
    mark: Option<Mark>,
}

/// Pages by key.
struct Folders<'a>(BTreeMap<&'a str, Vec<Owner>>);

impl<'a> Folders<'a> {
    fn of(shown: &'a [(Place, Arc<Document>)], hidden: &'a [KeptBack]) -> Self {
        let mut by_key: BTreeMap<&str, Vec<Owner>> = BTreeMap::new();
        let open = shown.iter().map(|(place, document)| (place, document, None));
        let closed = hidden.iter().map(|k| (&k.place, &k.document, Some(&k.mark)));
        for (place, document, mark) in open.chain(closed) {
            // Of a file it is said whose folder it stands in.
            let mark = mark
                .map(|mark: &Mark| Mark { why: mark.why, section: mark.section.clone().or_else(|| Some(document.path.clone())) });
            let owner = Owner { locale: document.locale, has_folder: place.has_folder, mark };
            by_key.entry(&place.key).or_default().push(owner);
        }
        Self(by_key)
    }

    /// The nearest page whose folder it is decides; where it is written in several languages, a file of one language is its own.
    fn standing(&self, folder: &str, locale: Option<LocaleId>) -> Standing<'_> {
        // What stands at the very top is the host's: `CNAME`, `favicon.ico`.
        if folder.is_empty() {
            return Standing::Open;
        }
        let mut key = folder;
        let mut beside = false;
        loop {
            let pages = self.0.get(key).map_or(&[][..], Vec::as_slice);
            let owners: Vec<&Owner> = pages.iter().filter(|owner| owner.has_folder).collect();
            let spoken: Vec<&Owner> = owners.iter().copied().filter(|owner| Some(owner.locale) == locale).collect();
            let deciding = if spoken.is_empty() { &owners } else { &spoken };
            match deciding.first().map(|first| first.mark.as_ref()) {
                Some(Some(mark)) if deciding.iter().all(|owner| owner.mark.is_some()) => return Standing::Below(mark),
                Some(_) => break,
                None => beside |= !pages.is_empty() && pages.iter().all(|page| page.mark.is_some()),
            }
            if key.is_empty() {
                break;
            }
            key = key.rsplit_once('/').map_or("", |(above, _)| above);
        }
        if beside { Standing::Beside } else { Standing::Open }
    }
}
