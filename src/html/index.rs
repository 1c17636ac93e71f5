//! The page that the search leads to: what is found is put there by its script, and without one it holds everything that the
//! language has in the order of its alphabet.

use crate::ast::{EntryKind, Prose};
use crate::ledger::{Entries, Name};
use crate::locale::fold::fold;
use crate::site::address;
use crate::site::entries::place::Places;

use super::context::PageContext;
use super::view::{HeadView, IndexEntryView, IndexGroupView, PageView, SearchView};
use super::{chrome, head, lists, site_pages};

/// The template, and the kind of the page.
pub const KIND: &str = "search";

/// Where the box of the search leads, and its script; `None` where the site has no search.
pub fn search(context: PageContext<'_>) -> Option<SearchView> {
    let script = context.search?;
    Some(SearchView { page: context.asset(&address::search(context.config(), context.locale.id)), script: context.asset(script) })
}

/// The page of a language. `context` is its home.
pub fn page(context: PageContext<'_>) -> PageView {
    let title = context.t("search-title", None, &[]);
    let mut languages = chrome::languages(context);
    for (view, locale) in languages.iter_mut().zip(context.locales().site()) {
        view.href = context.asset(&address::search(context.config(), locale.id));
        view.exact = true;
    }
    let head = HeadView {
        title: [title.as_str(), &context.text(context.config().title.get(context.locale.id))].join(&context.t(
            "site-name-separator",
            None,
            &[],
        )),
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
        ..site_pages::view(context, KIND, head)
    }
}

/// What the language has, letter by letter.
fn groups(context: PageContext<'_>) -> Vec<IndexGroupView> {
    let mut entries = entries(context);
    entries.sort_by(|(a, _), (b, _)| context.locale.compare(context.locale.index_key(a), context.locale.index_key(b)));
    let mut groups: Vec<IndexGroupView> = Vec::new();
    for (name, entry) in entries {
        let letter = letter(context.locale.index_key(&name));
        match groups.iter_mut().find(|group| group.letter == letter) {
            Some(group) => group.entries.push(entry),
            None => groups.push(IndexGroupView { letter, entries: vec![entry] }),
        }
    }
    groups
}

/// The letter under which a name stands: one for all its forms, and one sign for all digits.
fn letter(name: &str) -> String {
    let first = fold(name).chars().find(|c| c.is_alphanumeric());
    match first {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        Some(_) | None => "#".to_owned(),
    }
}

/// Pages that may be found, and the names of the ledgers, each with the text that it is sorted by.
fn entries(context: PageContext<'_>) -> Vec<(String, IndexEntryView)> {
    let entry = |title: &Prose, href: String| (title.text.clone(), IndexEntryView { title_html: context.prose(title), href });
    let pages = context.site.found(context.locale.id).map(|page| entry(&page.title, page.url.clone()));
    let mut all: Vec<_> = pages.collect();
    let places = Places::new(context.site, context.locale.id);
    for ledger in context.site.ledgers.by_folder.values() {
        let lists: [(EntryKind, &Entries<Name>); 3] = [
            (EntryKind::Person, &ledger.people),
            (EntryKind::Place, &ledger.places),
            (EntryKind::Organisation, &ledger.organisations),
        ];
        for (kind, list) in lists {
            let shown =
                |name: &Name| Some(entry(name.name.get(context.locale.id), places.shown(&ledger.folder, kind, &name.id)?));
            all.extend(list.iter().filter_map(shown));
        }
        let shown = |term: &crate::ledger::Term| {
            Some(entry(term.name.get(context.locale.id), places.shown(&ledger.folder, EntryKind::Term, &term.id)?))
        };
        all.extend(context.site.ledgers.glossary.iter().filter_map(shown));
    }
    all
}
