//! Pages that Typst laid out -> the pages that are printed: links know their place, marks of letters their character.

use std::collections::BTreeSet;

use rayon::prelude::*;
use typst::layout::{Frame, FrameItem};
use typst_layout::{Page, PagedDocument};

use super::links::Places;
use super::marks;

/// The finished document, and the labels that its links did not find.
pub fn finished(mut document: PagedDocument) -> (PagedDocument, BTreeSet<String>) {
    let info = std::mem::take(document.info_mut());
    let (pages, lost): (Vec<Page>, Vec<BTreeSet<String>>) = document
        .pages()
        .par_iter()
        .map(|page| {
            let mut places = Places::of(&document);
            let mut page = page.clone();
            if let Some(frame) = frame(&page.frame, &mut places) {
                page.frame = frame;
            }
            (page, places.lost())
        })
        .unzip();
    (PagedDocument::new(pages.into_iter().collect(), info), lost.into_iter().flatten().collect())
}

/// The frame with what changes in it; `None` where nothing does.
fn frame(old: &Frame, places: &mut Places<'_>) -> Option<Frame> {
    let items: Vec<Option<FrameItem>> = old.items().map(|(_, item)| changed(item, places)).collect();
    if items.iter().all(Option::is_none) {
        return None;
    }
    let mut new = old.clone();
    new.clear();
    new.push_multiple(old.items().zip(items).map(|((at, old), new)| (*at, new.unwrap_or_else(|| old.clone()))));
    Some(new)
}

fn changed(item: &FrameItem, places: &mut Places<'_>) -> Option<FrameItem> {
    match item {
        FrameItem::Group(group) => {
            let frame = frame(&group.frame, places)?;
            let mut group = group.clone();
            group.frame = frame;
            Some(FrameItem::Group(group))
        }
        FrameItem::Text(text) => marks::part(text).map(FrameItem::Text),
        FrameItem::Link(to, size) => places.destination(to).map(|to| FrameItem::Link(to, *size)),
        FrameItem::Tag(tag) => places.tag(tag).map(FrameItem::Tag),
        FrameItem::Shape(..) | FrameItem::Image(..) => None,
    }
}
