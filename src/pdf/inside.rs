//! What of a site is in one file: its chapters, the labels of their headings, the pictures that can be set. A target -> the label or
//! the picture here.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::Anchor;
use crate::picture::Format;
use crate::site::target::{AssetRef, Target};
use crate::site::{PageId, Site, address, picture};
use crate::source::FileId;

use super::manuscript::Slot;
use super::write::{LONGEST_STRING, heading_labels};

/// What is in one file.
pub struct Inside {
    /// The label of the chapter that shows a page.
    chapters: BTreeMap<PageId, String>,
    /// The labels that there are.
    labels: BTreeSet<String>,
    /// The pictures that can be set.
    pictures: BTreeMap<FileId, Format>,
    /// What addresses mean that are typed in trusted HTML, which is not resolved.
    typed: BTreeMap<String, Target>,
}

impl Inside {
    /// The chapters of a file and the pictures of its site.
    pub fn of(site: &Site, slots: &[Slot<'_>]) -> Self {
        let (mut chapters, mut labels, mut typed) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        for (page, document, prefix) in slots.iter().flat_map(|slot| slot.sides.iter().flatten()) {
            chapters.insert(page.id, prefix.clone());
            typed.insert(page.url.clone(), Target::Page(page.id, None));
            labels.insert(prefix.clone());
            // A label is a string of the file, too.
            let headings = heading_labels(prefix, &document.blocks);
            labels.extend(headings.into_iter().filter(|label| label.len() <= LONGEST_STRING));
        }
        let mut pictures = BTreeMap::new();
        // What is painted over is printed from what was made of it.
        for asset in site.assets.iter().filter(|asset| asset.redacted.is_none() && !asset.is_kept_back) {
            // What Typst sees was looked at before: no header of a file makes it take more than the limits allow.
            let Some(probe) = site.pictures.fine(asset.file).filter(|probe| picture::is_printable(probe)) else { continue };
            pictures.insert(asset.file, probe.format);
            let target = AssetRef { file: asset.file, out: asset.out.clone() };
            typed.insert(site.url_of_asset(&target), Target::Asset(target));
        }
        Self { chapters, labels, pictures, typed }
    }

    /// The label that a target leads to from the chapter of a page whose labels begin with `prefix`: that of the heading where it
    /// is known, else that of its chapter.
    pub fn label(&self, target: &Target, (own, prefix): (PageId, &str)) -> Option<String> {
        let (page, anchor) = target.page()?;
        let chapter = if page == own { prefix } else { self.chapters.get(&page)?.as_str() };
        let exact = anchor.map(|anchor| format!("{chapter} {}", anchor.0));
        let known = |label: &String| self.has_label(label);
        exact.filter(known).or_else(|| Some(chapter.to_owned()).filter(known))
    }

    /// Whether there is a label.
    pub fn has_label(&self, label: &str) -> bool {
        self.labels.contains(label)
    }

    /// The format of a picture that can be set as it is.
    pub fn picture(&self, file: FileId) -> Option<Format> {
        self.pictures.get(&file).copied()
    }

    /// What an address typed in trusted HTML means, where that is in this file.
    pub fn typed(&self, url: &str) -> Option<Target> {
        let (path, fragment) = url.split_once('#').map_or((url, None), |(path, fragment)| (path, Some(fragment)));
        match (self.typed.get(path)?, fragment) {
            (Target::Page(page, _), Some(fragment)) => {
                Some(Target::Page(*page, Some(Anchor(address::decode(fragment)?.into_owned()))))
            }
            (target, _) => Some(target.clone()),
        }
    }
}
