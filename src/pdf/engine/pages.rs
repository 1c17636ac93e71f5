//! Pages that Typst laid out -> the pages that are printed: links know their place, marks of letters their character.

use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use super::links::Places;
use super::marks;

/// The finished document, and the labels that its links did not find.
pub fn finished(mut document: PagedDocument) -> (PagedDocument, Vec<String>) {
    let info = std::mem::take(document.info_mut());
    let mut places = Places::of(&document);
    let pages = document.pages().iter().map(|page| {
        let mut page = page.clone();
        page.frame = frame(&page.frame, &mut places);
        page
    });
    let pages = pages.collect();
    let lost = places.lost().into_iter().collect();
    (PagedDocument::new(pages, info), lost)
}

fn frame(old: &Frame, places: &mut Places<'_>) -> Frame {
    let mut new = old.clone();
    new.clear();
    new.push_multiple(old.items().map(|(at, item)| {
        let item = match item {
            FrameItem::Group(group) => {
                let mut group = group.clone();
                group.frame = frame(&group.frame, places);
                FrameItem::Group(group)
            }
            FrameItem::Text(text) => FrameItem::Text(marks::part(text.clone())),
            FrameItem::Link(to, size) => FrameItem::Link(places.destination(to), *size),
            FrameItem::Tag(tag) => FrameItem::Tag(places.tag(tag)),
            FrameItem::Shape(..) | FrameItem::Image(..) => item.clone(),
        };
        (*at, item)
    }));
    new
}
