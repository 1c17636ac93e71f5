//! What of a site is in one book: its chapters, the labels of their headings, the pictures that can be shown. A target -> its place or
//! its picture here.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::{Anchor, Block, BlockKind, Document, NoteId};
use crate::picture::Format;
use crate::site::target::{AssetRef, Target};
use crate::site::{Page, PageId, Site, address, picture};
use crate::source::FileId;

use super::block::Label;

/// Bytes of the longest label: some formats have a longest string.
const LONGEST: usize = 12_000;

/// What is in one book.
#[derive(Debug)]
pub struct Places {
    /// The label of the chapter that shows a page.
    chapters: BTreeMap<PageId, String>,
    /// The labels that there are.
    labels: BTreeSet<Label>,
    /// The pictures that can be shown.
    pictures: BTreeMap<FileId, Format>,
    /// What addresses mean that are typed in trusted HTML, which is not resolved.
    typed: BTreeMap<String, Target>,
}

impl Places {
    /// The chapters of a book, each with its label, and the pictures of its site.
    pub fn of<'a>(site: &Site, book: impl Iterator<Item = (&'a Page, &'a Document, &'a str)>) -> Self {
        let (mut chapters, mut labels, mut typed) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        for (page, document, chapter) in book {
            chapters.insert(page.id, chapter.to_owned());
            typed.insert(page.url.clone(), Target::Page(page.id, None));
            labels.insert(Label(chapter.to_owned()));
            headings(chapter, &document.blocks, &mut labels);
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

    /// The place that a target leads to from a page whose chapter has a label: that of the heading where it is known, else that of its
    /// chapter.
    pub fn label(&self, target: &Target, (own, label): (PageId, &str)) -> Option<Label> {
        let (page, anchor) = target.page()?;
        let chapter = if page == own { label } else { self.chapters.get(&page)?.as_str() };
        let known = |label: &Label| self.has(label);
        let exact = anchor.map(|anchor| heading(chapter, anchor));
        exact.filter(known).or_else(|| Some(Label(chapter.to_owned())).filter(known))
    }

    /// Whether there is such a place.
    pub fn has(&self, label: &Label) -> bool {
        self.labels.contains(label)
    }

    /// The format of a picture that can be shown as it is.
    pub fn picture(&self, file: FileId) -> Option<Format> {
        self.pictures.get(&file).copied()
    }

    /// What an address typed in trusted HTML means, where that is in this book.
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

/// The chapter that a place is in, as a short name that both its languages share: `c3`.
pub fn chapter(label: &Label) -> &str {
    label.0.split(' ').next().unwrap_or(&label.0)
}

/// The label of a heading of a chapter.
pub fn heading(chapter: &str, anchor: &Anchor) -> Label {
    Label(format!("{chapter} {}", anchor.0))
}

/// The label of a note of a chapter.
pub fn note(chapter: &str, id: NoteId) -> Label {
    Label(format!("{chapter} note {}", id.0 + 1))
}

/// The labels of the headings in blocks.
fn headings(chapter: &str, blocks: &[Block], labels: &mut BTreeSet<Label>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { anchor, .. } => {
                let label = heading(chapter, anchor);
                if label.0.len() <= LONGEST {
                    labels.insert(label);
                }
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| headings(chapter, &item.content, labels)),
            BlockKind::Quote(content) | BlockKind::Callout { content, .. } => headings(chapter, content, labels),
            BlockKind::Definitions(list) => {
                list.iter().flat_map(|d| &d.meanings).for_each(|meaning| headings(chapter, meaning, labels));
            }
            BlockKind::Paragraph(_)
            | BlockKind::Code { .. }
            | BlockKind::Table { .. }
            | BlockKind::CaptionedImage { .. }
            | BlockKind::Math { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Raw(_)
            | BlockKind::Rule => {}
        }
    }
}
