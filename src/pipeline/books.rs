//! Editions in every format -> the files that are asked for, and the downloads that pages link to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::edition::Edition;
use crate::book::format::{Bound, Download, Format, FormatContext};
use crate::diag::codes::pdf as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::output::OutPath;
use crate::site::Site;
use crate::site::key::PageKey;

use super::EditionFiles;
use super::given::Given;
use super::memo::Memo;
use super::photos;

/// Every format. One that joins here is built, checked for clashing paths, linked to, and served when somebody asks for it.
pub static FORMATS: &[&dyn Format] = &[
    #[cfg(feature = "pdf")]
    &crate::pdf::Pdf,
    #[cfg(feature = "pdf")]
    &crate::docx::Docx,
    &crate::epub::Epub,
    &crate::offline::Offline,
];

/// Formats of what is no part of the site: nobody links to it, and it is made when it is asked for by name.
static APART: &[&dyn Format] = &[
    #[cfg(feature = "pdf")]
    &crate::mail::LetterPage,
    #[cfg(feature = "pdf")]
    &crate::mail::Letter,
];

/// What a run makes of editions.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Books {
    /// What pages link to: what was made with its size, or everything that will be made when it is asked for.
    pub downloads: Vec<Download>,
    /// The files.
    pub files: Vec<(OutPath, Arc<[u8]>)>,
}

/// Every file that a format may make of a site, made or not, in the order of formats and editions.
pub fn all(site: &Site) -> Vec<Download> {
    let of = |format: &'static dyn Format| -> Vec<Download> {
        format.editions(site).into_iter().map(|edition| Download::new(site, format, edition)).collect()
    };
    FORMATS.iter().flat_map(|format| of(*format)).collect()
}

/// What a build makes and links to: the formats that the configuration asks for.
pub(in crate::pipeline) fn built(from: Given<'_>, memo: &Memo, editions: &EditionFiles) -> Outcome<Books> {
    let formats = FORMATS.iter().filter(|format| format.is_built(&from.site.config));
    made(from, memo, editions, formats.copied())
}

/// The files that are asked for by name, whatever a build makes.
pub(in crate::pipeline) fn named(from: Given<'_>, memo: &Memo, editions: &EditionFiles, ending: &str) -> Outcome<Books> {
    let formats = FORMATS.iter().chain(APART).filter(|format| format.ending() == ending);
    made(from, memo, editions, formats.copied())
}

/// The file at a path below the output folder; `None` if there is none at it, or if it cannot be made.
pub(in crate::pipeline) fn one(from: Given<'_>, memo: &Memo, path: &str) -> Option<Outcome<Option<Arc<[u8]>>>> {
    let format = FORMATS.iter().find(|format| path.strip_suffix(format.ending()).is_some_and(|stem| stem.ends_with('.')))?;
    let stem = path.strip_suffix(format.ending())?.strip_suffix('.')?;
    let edition = format.editions(from.site).into_iter().find(|edition| edition.stem == stem)?;
    let Outcome { value, diags } = make(from, memo, *format, &[&edition]);
    Some(Outcome::new(value.into_iter().next().map(|bound| bound.bytes), diags))
}

fn made<'f>(
    from: Given<'_>,
    memo: &Memo,
    asked: &EditionFiles,
    formats: impl Iterator<Item = &'f (dyn Format + 'static)>,
) -> Outcome<Books> {
    let site = from.site;
    let (mut diags, mut books) = (Diagnostics::new(), Books::default());
    let key = |edition: &Edition| &site.page(edition.first).key;
    let is_named = |name: &str, key: &PageKey| key.is_named(name.trim_matches('/'));
    let mut known: BTreeSet<&PageKey> = BTreeSet::new();
    for format in formats {
        let editions = format.editions(site);
        known.extend(editions.iter().map(key));
        let named = |edition: &&Edition| match asked {
            EditionFiles::All => true,
            EditionFiles::Only(names) => names.iter().any(|name| is_named(name, key(edition))),
            EditionFiles::None | EditionFiles::OnDemand => false,
        };
        let wanted: Vec<&Edition> = editions.iter().filter(named).collect();
        let files = make(from, memo, format, &wanted).report_to(&mut diags);
        let downloads = editions.iter().map(|edition| Download::new(site, format, edition.clone()));
        if *asked == EditionFiles::OnDemand {
            books.downloads.extend(downloads);
            continue;
        }
        let lengths: BTreeMap<&str, u64> = files.iter().map(|file| (file.out.as_str(), file.bytes.len() as u64)).collect();
        let sized = |download: Download| Some(Download { size: Some(*lengths.get(download.out.as_str())?), ..download });
        books.downloads.extend(downloads.filter_map(sized).collect::<Vec<_>>());
        books.files.extend(files.into_iter().map(|file| (file.out, file.bytes)));
    }
    if let EditionFiles::Only(names) = asked {
        let texts: Vec<String> = known.iter().map(ToString::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for name in names.iter().filter(|name| !known.iter().any(|key| is_named(name, key))) {
            let is_kept_back = site.absent.pages.iter().any(|kept| is_named(name, &PageKey::Path(kept.place.key.clone())));
            diags.push(if is_kept_back { codes::kept_back_print(name) } else { codes::unknown_print(name, &texts) });
        }
    }
    Outcome::new(books, diags)
}

fn make(from: Given<'_>, memo: &Memo, format: &dyn Format, editions: &[&Edition]) -> Outcome<Vec<Bound>> {
    if editions.is_empty() {
        return Outcome::new(Vec::new(), Diagnostics::new());
    }
    let Given { site, theme, tree } = from;
    let develop = |photo: &crate::site::photos::Photo| photos::print(photo, tree, memo);
    let develop_size = |photo: &crate::site::photos::Photo, at| photos::size(photo, at, tree, memo);
    let (develop, develop_size) = (&develop, &develop_size);
    format.make(FormatContext { site, theme, tree, develop, develop_size, kept: &memo.books }, editions)
}
