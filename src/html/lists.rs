//! Lists of pages: sections, tags, homes, and their page numbers.

use std::collections::BTreeMap;

use crate::body::picture::Spot;
use crate::site::{PageId, Site, Tag};

use super::context::PageContext;
use super::view::{ItemView, ListView, PagerPartView, PagerView, TagView};
use super::{answers, face};

/// How many tags of a page are said where it is listed. It is listed by every one of its tags: with all of them on each of those pages,
/// a site would grow with the square of the tags of a page.
const MOST_TAGS: usize = 16;

/// What the page lists; `None` where it lists nothing.
pub fn list(context: PageContext<'_>) -> Option<ListView> {
    if context.page.list.is_empty() {
        return None;
    }
    Some(ListView { items: context.page.list.iter().map(|id| item(context, *id)).collect(), pager: pager(context) })
}

/// What the page lists first.
pub fn first(context: PageContext<'_>) -> Option<ItemView> {
    context.page.list.first().map(|id| item(context, *id))
}

/// Pages that are about the same as the page.
pub fn related(context: PageContext<'_>) -> Vec<ItemView> {
    context.page.related.iter().map(|id| item(context, *id)).collect()
}

fn item(context: PageContext<'_>, id: PageId) -> ItemView {
    let there = context.of(id);
    let page = there.page;
    let document = page.document.as_ref();
    let locale = document.map_or(context.locale, |d| context.locales().get(d.locale));
    let meta = document.map(|d| &d.meta);
    let chapters = page.chapters.len();
    ItemView {
        title_html: context.prose_within(&page.title, locale.id),
        href: page.url.clone(),
        summary_html: meta.and_then(|m| m.summary.as_ref()).map(|s| context.prose_within(s, locale.id)),
        date: meta.and_then(|m| m.date).map(|d| context.date(d)),
        answers: meta.map(|m| answers::view(there, &m.answers)).unwrap_or_default(),
        chapters: (chapters > 0).then(|| context.t("chapters-count", Some(chapters as u64), &[])),
        reading_time: document.and_then(|_| context.reading_time(words(context.site, id))),
        image: page.image.as_ref().map(|image| face::picture(there, image, Spot::Text)),
        authors_html: face::authors(there),
        tags: own_tags(there).take(MOST_TAGS).collect(),
        extra: face::extra(there),
        lang: (locale.id != context.locale.id).then(|| locale.tag.clone()),
        dir: locale.dir.as_str(),
    }
}

/// Words of a page, with those of its chapters if it is a briefing. Lists that nobody wrote are looked things up in, not read.
pub fn words(site: &Site, id: PageId) -> usize {
    let own = |id: &PageId| Some(site.page(*id)).filter(|page| !page.is_made()).and_then(|page| page.document.as_ref());
    let words = |id: &PageId| own(id).map_or(0, |document| document.words);
    words(&id) + site.page(id).chapters.iter().map(words).sum::<usize>()
}

fn pager(context: PageContext<'_>) -> Option<PagerView> {
    let part = context.page.part.as_ref()?;
    let url = |number: usize| part.pages.get(number.checked_sub(1)?).map(|id| context.site.page(*id).url.clone());
    let number = |n: usize| context.locale.plain(n as u64);
    Some(PagerView {
        label: label(context)?,
        prev: url(part.number - 1),
        next: url(part.number + 1),
        parts: (1..=part.pages.len())
            .map(|n| PagerPartView { number: number(n), href: url(n).unwrap_or_default(), current: n == part.number })
            .collect(),
    })
}

/// "Page 2 of 5", on lists with several parts.
pub fn label(context: PageContext<'_>) -> Option<String> {
    let part = context.page.part.as_ref()?;
    let number = |n: usize| context.locale.plain(n as u64);
    Some(context.t("page-n-of-m", None, &[("n", &number(part.number)), ("m", &number(part.pages.len()))]))
}

/// All tags of the page's language, in its alphabet.
pub fn all_tags(context: PageContext<'_>) -> Vec<TagView> {
    sorted(context, &context.site.tags[usize::from(context.locale.id.0)])
}

/// All authors of the page's language, in its alphabet.
pub fn all_authors(context: PageContext<'_>) -> Vec<TagView> {
    sorted(context, &context.site.authors[usize::from(context.locale.id.0)])
}

fn sorted(context: PageContext<'_>, tags: &BTreeMap<String, Tag>) -> Vec<TagView> {
    let mut tags: Vec<&Tag> = tags.values().collect();
    let key = |tag: &Tag| context.locale.index_key(&tag.name.text).to_owned();
    tags.sort_by(|a, b| context.locale.compare(&key(a), &key(b)));
    tags.into_iter().map(|tag| view(context, tag)).collect()
}

/// The page's own tags, in the order written.
pub fn own_tags(context: PageContext<'_>) -> impl Iterator<Item = TagView> {
    let all = &context.site.tags[usize::from(context.page.locale.0)];
    context.page.tags.iter().filter_map(|id| all.get(id)).map(move |tag| view(context, tag))
}

fn view(context: PageContext<'_>, tag: &Tag) -> TagView {
    TagView {
        name_html: context.prose(&tag.name),
        href: context.site.page(tag.page).url.clone(),
        count: context.t("pages-count", Some(tag.pages.len() as u64), &[]),
    }
}
