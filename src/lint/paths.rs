//! The pages of a site -> those that no way leads to from the homes, and folders whose `_index` one language lacks.

use std::collections::{BTreeMap, BTreeSet};

use super::written;
use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::locale::LocaleId;
use crate::site::key::PageKey;
use crate::site::menu::MenuItem;
use crate::site::{Page, PageId, PageKind, Site, place};
use crate::source::{SourceTree, Span};

/// A folder in a language.
type Folder = (String, LocaleId);

/// What a folder lacks.
struct Gap {
    /// The first page that is in no list.
    span: Span,
    /// The file that is missing.
    file: String,
    /// The one of another language.
    other: String,
}

/// All findings. Sound only where every page could be read.
pub(in crate::lint) fn check(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) {
    let gaps = gaps(site);
    for ((folder, locale), gap) in &gaps {
        diags.push(codes::missing_index(gap.span, folder, &site.config.locales.get(*locale).tag, (&gap.file, &gap.other)));
    }
    let reached = reached(site);
    let is_lost = |page: &Page| !reached.contains(&page.id);
    let mut told: BTreeSet<&PageKey> = BTreeSet::new();
    for page in site.pages.iter().filter(|p| is_lost(p) && p.fallback_of.is_none() && p.is_first_part()) {
        let Some(document) = written(page).filter(|d| tree.get(&d.path).is_some() && !d.meta.noindex) else { continue };
        // Its section leads to it, and is told; its translations lead to it, and one of them is.
        let is_below = page.parent.map(|id| site.page(id)).is_some_and(|above| is_lost(above) && above.document.is_some());
        let is_in_gap = folder(site, document).is_some_and(|folder| gaps.contains_key(&(folder, document.locale)));
        if !is_below && !is_in_gap && told.insert(&page.key) {
            diags.push(codes::orphan_page(document.meta.title.span, site.config.menu.is_empty()));
        }
    }
}

/// The folder a document stands in; none for a section.
fn folder(site: &Site, document: &Document) -> Option<String> {
    let place = place::of(&document.path, &site.config.locales).filter(|place| place.role == place::Role::Page)?;
    place.key.rsplit_once('/').map(|(folder, _)| folder.to_owned())
}

/// Folders with pages in a language that has no `_index` there while another has, each with the first such page and the file of
/// the other. A section that is kept back is there.
fn gaps(site: &Site) -> BTreeMap<Folder, Gap> {
    let locales = &site.config.locales;
    let mut sections: BTreeSet<Folder> = BTreeSet::new();
    let mut by_folder: BTreeMap<String, String> = BTreeMap::new();
    for page in site.pages.iter().filter(|page| page.kind == PageKind::Section) {
        let Some(document) = written(page) else { continue };
        let Some(place) = place::of(&document.path, locales) else { continue };
        if page.fallback_of.is_none() {
            by_folder.entry(place.key.clone()).or_insert_with(|| document.path.clone());
        }
        sections.insert((place.key, page.locale));
    }
    sections.extend(site.absent.pages.iter().map(|kept| (kept.place.key.clone(), kept.document.locale)));
    let mut found = BTreeMap::new();
    for page in site.pages.iter().filter(|page| page.kind == PageKind::Page && page.fallback_of.is_none()) {
        let Some(document) = written(page) else { continue };
        let Some(folder) = folder(site, document) else { continue };
        let Some(other) = by_folder.get(&folder) else { continue };
        if !sections.contains(&(folder.clone(), page.locale)) {
            let gap = || Gap { span: document.meta.title.span, file: index(&document.path), other: other.clone() };
            found.entry((folder, page.locale)).or_insert_with(gap);
        }
    }
    found
}

/// The `_index` beside a page, written as the page says its language.
fn index(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = if name.starts_with("index.") { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder };
    let mut ending = name.rsplitn(3, '.');
    let (last, tag, stem) = (ending.next().unwrap_or_default(), ending.next(), ending.next());
    match (tag, stem) {
        (Some(tag), Some(_)) => format!("{folder}/_index.{tag}.{last}"),
        _ => format!("{folder}/_index.{last}"),
    }
}

/// The pages that a reader can come to: from the homes by menus, lists, chapters, links, tags and the other languages.
fn reached(site: &Site) -> BTreeSet<PageId> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<PageId> = site.homes.iter().copied().chain(site.menus.iter().flatten().flat_map(MenuItem::pages)).collect();
    while let Some(id) = open.pop() {
        if !reached.insert(id) {
            continue;
        }
        let page = site.page(id);
        open.extend(page.list.iter().chain(&page.chapters).chain(&page.parent).chain(page.translations.iter().flatten()));
        open.extend(page.part.iter().flat_map(|part| &part.pages));
        open.extend(site.tag_indexes[usize::from(page.locale.0)]);
        open.extend(page.links.iter().filter_map(|link| Some(link.target.page()?.0)));
        open.extend(site.author_indexes[usize::from(page.locale.0)]);
        let at = usize::from(page.locale.0);
        let shelf = match page.kind {
            PageKind::Tags => Some(&site.tags[at]),
            PageKind::Authors => Some(&site.authors[at]),
            PageKind::Home | PageKind::Section | PageKind::Page | PageKind::Tag | PageKind::Author => None,
        };
        open.extend(shelf.into_iter().flat_map(BTreeMap::values).map(|tag| tag.page));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::index;

    #[test]
    fn the_missing_file_is_named_as_its_neighbours_are() {
        assert_eq!(index("content/n/a.ar.md"), "content/n/_index.ar.md");
        assert_eq!(index("content/ar/n/a.md"), "content/ar/n/_index.md");
        assert_eq!(index("content/n/a/index.ar.md"), "content/n/_index.ar.md");
    }
}
