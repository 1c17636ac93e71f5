//! The page that the search leads to: what is found is put there by its script, and without one it holds everything that the
//! language has in the order of its alphabet.

use crate::site::address;
use crate::site::entries::place::Places;

use super::context::PageContext;
use super::index_view::{IndexEntryView, IndexGroupView};
use super::view::{HeadView, PageView};
use super::{chrome, head, lists, site_pages};

/// The homes of the languages that have the page, where readers can search. `context` is any page of the site.
pub fn homes(context: PageContext<'_>) -> impl Iterator<Item = PageContext<'_>> {
    let homes = context.site.homes.iter().filter(move |_| context.search.is_some());
    homes.map(move |home| context.of(*home))
}

/// The path of the page of a language, of which `home` is the home.
pub fn out(home: PageContext<'_>) -> String {
    address::search(home.config(), home.locale.id)
}

/// The page of a language. `context` is its home.
pub fn view(context: PageContext<'_>) -> PageView {
    let title = context.t("search-title", None, &[]);
    let mut languages = chrome::languages(context);
    for (view, locale) in languages.iter_mut().zip(context.locales().site()) {
        view.href = context.asset(&address::search(context.config(), locale.id));
        view.exact = true;
    }
    let site = context.text(context.config().title.get(context.locale.id));
    let head = HeadView {
        title: [title.as_str(), &site].join(&context.t("site-name-separator", None, &[])),
        description: format!("{title} — {}", context.text(context.config().description.get(context.locale.id))),
        ..head::loads(context)
    };
    let mut page = site_pages::content(context);
    page.title_html = context.t_html("search-title", &[]);
    PageView {
        languages,
        page,
        breadcrumbs: vec![context.link(context.page.id)],
        tags: lists::all_tags(context),
        index: groups(context),
        parts: Vec::new(),
        ..site_pages::view(context, "search", head)
    }
}

/// What the language has, letter by letter.
fn groups(context: PageContext<'_>) -> Vec<IndexGroupView> {
    let locale = context.locale;
    let pages = context.site.found(locale.id).map(|page| (&page.title, page.url.clone()));
    let mut entries: Vec<_> = pages.chain(Places::new(context.site, locale.id).names()).collect();
    entries.sort_by(|(a, _), (b, _)| locale.compare(locale.index_key(&a.text), locale.index_key(&b.text)));
    let mut groups: Vec<IndexGroupView> = Vec::new();
    for (title, href) in entries {
        let letter = locale.index_letter(&title.text);
        let entry = IndexEntryView { title_html: context.prose(title), href };
        match groups.iter_mut().find(|group| group.letter == letter) {
            Some(group) => group.entries.push(entry),
            None => groups.push(IndexGroupView { letter, entries: vec![entry] }),
        }
    }
    groups
}
