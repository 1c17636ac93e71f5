//! Lists of pages: sections, tags, homes, and their page numbers.

use crate::site::{PageId, Site, Tag};

use super::scene::Scene;
use super::view::{ItemView, ListView, PagerPartView, PagerView, TagView};

/// What the page lists; `None` where it lists nothing.
pub fn list(scene: Scene<'_>) -> Option<ListView> {
    if scene.page.list.is_empty() {
        return None;
    }
    Some(ListView { items: scene.page.list.iter().map(|id| item(scene, *id)).collect(), pager: pager(scene) })
}

fn item(scene: Scene<'_>, id: PageId) -> ItemView {
    let page = scene.site.page(id);
    let document = page.document.as_ref();
    let locale = document.map_or(scene.locale, |d| scene.locales().get(d.locale));
    let meta = document.map(|d| &d.meta);
    let chapters = page.chapters.len();
    ItemView {
        title_html: scene.prose_within(&page.title, locale.id),
        href: page.url.clone(),
        summary_html: meta.and_then(|m| m.summary.as_ref()).map(|s| scene.prose_within(s, locale.id)),
        date: meta.and_then(|m| m.date).map(|d| scene.date(d)),
        chapters: (chapters > 0).then(|| scene.t("chapters-count", Some(chapters as u64), &[])),
        reading_time: document.and_then(|_| scene.reading_time(words(scene.site, id))),
        lang: (locale.id != scene.locale.id).then(|| locale.tag.clone()),
        dir: locale.dir.as_str(),
    }
}

/// Words of a page, with those of its chapters if it is a briefing.
pub fn words(site: &Site, id: PageId) -> usize {
    let page = site.page(id);
    let own = |id: &PageId| site.page(*id).document.as_ref().map_or(0, |d| d.words);
    own(&id) + page.chapters.iter().map(own).sum::<usize>()
}

fn pager(scene: Scene<'_>) -> Option<PagerView> {
    let part = scene.page.part.as_ref()?;
    let url = |number: usize| part.pages.get(number.checked_sub(1)?).map(|id| scene.site.page(*id).url.clone());
    let number = |n: usize| scene.locale.plain(n as u64);
    Some(PagerView {
        label: label(scene)?,
        prev: url(part.number - 1),
        next: url(part.number + 1),
        parts: (1..=part.pages.len())
            .map(|n| PagerPartView { number: number(n), href: url(n).unwrap_or_default(), current: n == part.number })
            .collect(),
    })
}

/// "Page 2 of 5", on lists with several parts.
pub fn label(scene: Scene<'_>) -> Option<String> {
    let part = scene.page.part.as_ref()?;
    let number = |n: usize| scene.locale.plain(n as u64);
    Some(scene.t("page-n-of-m", None, &[("n", &number(part.number)), ("m", &number(part.pages.len()))]))
}

/// All tags of the page's language, in its alphabet.
pub fn all_tags(scene: Scene<'_>) -> Vec<TagView> {
    let mut tags: Vec<&Tag> = scene.site.tags[usize::from(scene.locale.id.0)].values().collect();
    let key = |tag: &Tag| scene.locale.index_key(&tag.name.text).to_owned();
    tags.sort_by(|a, b| scene.locale.compare(&key(a), &key(b)));
    tags.into_iter().map(|tag| view(scene, tag)).collect()
}

/// The page's own tags, in the order written.
pub fn own_tags(scene: Scene<'_>) -> Vec<TagView> {
    let all = &scene.site.tags[usize::from(scene.page.locale.0)];
    scene.page.tags.iter().filter_map(|id| all.get(id)).map(|tag| view(scene, tag)).collect()
}

fn view(scene: Scene<'_>, tag: &Tag) -> TagView {
    TagView {
        name_html: scene.prose(&tag.name),
        href: scene.site.page(tag.page).url.clone(),
        count: scene.t("pages-count", Some(tag.pages.len() as u64), &[]),
    }
}
