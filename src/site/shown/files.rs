//! The files beside the pages -> those that are kept back.
//!
//! A file is published when a page refers to it that is shown, or when nobody refers to it and it stands in the folder of a section or
//! bundle that is shown (or at the top of the content). It is not when only pages refer to it that are kept back, nor when all pages
//! of its folder are, and never from the folder of a section or bundle that is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::uses::Uses;
use crate::ast::Document;
use crate::locale::{LocaleId, Locales};
use crate::site::absent::{KeptBack, Mark};
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
    for file in tree.in_folder(CONTENT) {
        if place::of(&file.path, locales).is_some() {
            continue;
        }
        let Some((folder, locale)) = place::folder(&file.path, locales) else { continue };
        match folders.standing(&file.path, folder, locale) {
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
    /// A folder with the name of a page that is kept back, or with no other pages.
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

/// The pages of folders: of each and each language, whether one of them is shown.
#[derive(Default)]
struct Crowd<'a> {
    /// Of those in the folder itself.
    inside: BTreeMap<&'a str, BTreeMap<LocaleId, bool>>,
    /// Of those in it and below.
    below: BTreeMap<&'a str, BTreeMap<LocaleId, bool>>,
}

impl<'a> Crowd<'a> {
    fn add(&mut self, folder: &'a str, locale: LocaleId, is_shown: bool) {
        let note = |folders: &mut BTreeMap<&'a str, BTreeMap<LocaleId, bool>>, folder| {
            *folders.entry(folder).or_default().entry(locale).or_default() |= is_shown;
        };
        note(&mut self.inside, folder);
        let mut above = folder;
        while !above.is_empty() {
            note(&mut self.below, above);
            above = above.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// Whether all pages in a folder are kept back, or below it where none is in it; `None` for one without. Of a language's own
    /// file, those of the language.
    fn is_kept_back(&self, folder: &str, locale: Option<LocaleId>) -> Option<bool> {
        let pages = self.inside.get(folder).or_else(|| self.below.get(folder))?;
        Some(match locale.and_then(|locale| pages.get(&locale)) {
            Some(is_shown) => !is_shown,
            None => pages.values().all(|is_shown| !is_shown),
        })
    }
}

/// Pages by key, and by the folders that they stand in: as keys and as they are written.
struct Folders<'a> {
    by_key: BTreeMap<&'a str, Vec<Owner>>,
    keys: Crowd<'a>,
    written: Crowd<'a>,
}

impl<'a> Folders<'a> {
    fn of(shown: &'a [(Place, Arc<Document>)], hidden: &'a [KeptBack]) -> Self {
        let mut by_key: BTreeMap<&str, Vec<Owner>> = BTreeMap::new();
        let (mut keys, mut written) = (Crowd::default(), Crowd::default());
        let open = shown.iter().map(|(place, document)| (place, document, None));
        let closed = hidden.iter().map(|k| (&k.place, &k.document, Some(&k.mark)));
        for (place, document, mark) in open.chain(closed) {
            // Of a file it is said whose folder it stands in.
            let mark = mark
                .map(|mark: &Mark| Mark { why: mark.why, section: mark.section.clone().or_else(|| Some(document.path.clone())) });
            let owner = Owner { locale: document.locale, has_folder: place.has_folder, mark };
            let above = |path: &'a str| path.rsplit_once('/').map_or("", |(above, _)| above);
            keys.add(if place.has_folder { &place.key } else { above(&place.key) }, document.locale, owner.mark.is_none());
            written.add(above(&document.path), document.locale, owner.mark.is_none());
            by_key.entry(&place.key).or_default().push(owner);
        }
        Self { by_key, keys, written }
    }

    /// The nearest page whose folder it is decides; where it is written in several languages, a file of one language is its own.
    fn standing(&self, path: &str, folder: &str, locale: Option<LocaleId>) -> Standing<'_> {
        // What stands at the very top is the host's: `CNAME`, `favicon.ico`.
        let Some((mut written, _)) = path.rsplit_once('/').filter(|(written, _)| *written != CONTENT) else {
            return Standing::Open;
        };
        let mut key = folder;
        let mut beside = false;
        // Of folders that are nobody's, the nearest that holds pages decides.
        let (mut among, mut among_written) = (None, None);
        loop {
            if !key.is_empty() {
                among = among.or_else(|| self.keys.is_kept_back(key, locale));
            }
            if written != CONTENT {
                among_written = among_written.or_else(|| self.written.is_kept_back(written, locale));
            }
            let pages = self.by_key.get(key).map_or(&[][..], Vec::as_slice);
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
            written = written.rsplit_once('/').map_or("", |(above, _)| above);
        }
        beside |= among == Some(true) || among_written == Some(true);
        if beside { Standing::Beside } else { Standing::Open }
    }
}
