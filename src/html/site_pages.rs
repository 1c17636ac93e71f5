//! Pages that belong to no language: the language chooser at `/`, `404.html`, and redirects from old paths.

use super::context::PageContext;
use super::view::{ContentView, HeadView, PageView};
use super::{card, chrome, head};
use crate::site::Redirect;

/// Path of the chooser below the output folder.
pub const CHOOSER: &str = "index.html";
/// Path of the page for what does not exist.
pub const NOT_FOUND: &str = "404.html";

/// The special pages with the views of them; `redirects` are the old paths. `context` is the default language's home.
pub fn pages(context: PageContext<'_>, redirects: &[Redirect]) -> Vec<(String, PageView)> {
    let mut pages = vec![(NOT_FOUND.to_owned(), view(context, "not-found", not_found_head(context)))];
    if !context.config().default_at_root {
        pages.push((CHOOSER.to_owned(), view(context, "chooser", chooser_head(context))));
    }
    for redirect in redirects {
        let target = context.of(redirect.target);
        pages.push((redirect.out.clone(), view(target, "redirect", redirect_head(target))));
    }
    pages
}

/// The view of a page that is no content.
pub(in crate::html) fn view(context: PageContext<'_>, kind: &'static str, head: HeadView) -> PageView {
    PageView {
        kind,
        lang: context.locale.tag.clone(),
        dir: context.locale.dir.as_str(),
        head,
        site: chrome::site(context),
        breadcrumbs: Vec::new(),
        languages: chrome::languages(context),
        page: content(context),
        briefing: None,
        list: None,
        tags: Vec::new(),
        index: Vec::new(),
        parts: chrome::parts(context),
        parallel: None,
    }
}

/// Title only.
pub(in crate::html) fn content(context: PageContext<'_>) -> ContentView {
    ContentView {
        lang: context.locale.tag.clone(),
        dir: context.locale.dir.as_str(),
        title_html: context.title_within(context.locale.id),
        subtitle_html: None,
        summary_html: None,
        date: None,
        updated: None,
        authors_html: None,
        tags: Vec::new(),
        reading_time: None,
        answers: Vec::new(),
        key_figures: Vec::new(),
        image: None,
        toc: Vec::new(),
        downloads: Vec::new(),
        body: String::new(),
        is_ledger: false,
        notice_html: None,
        kept_back_html: None,
        parallel: Vec::new(),
        prev: None,
        next: None,
        chapter: None,
        related: Vec::new(),
        extra: serde_json::Value::Object(serde_json::Map::new()),
    }
}

/// The site's names in all languages, joined.
fn names(context: PageContext<'_>) -> String {
    let mut names: Vec<String> =
        context.locales().site().iter().map(|l| context.text(context.config().title.get(l.id))).collect();
    names.dedup();
    names.join(" · ")
}

fn chooser_head(context: PageContext<'_>) -> HeadView {
    let root = format!("{}{}", context.config().base.origin, context.config().base.path);
    let home = head::view(context);
    let card = card::of_homes(context);
    let texts =
        home.open_graph.iter().filter(|(name, _)| !name.starts_with("og:image")).map(|(name, value)| match name.as_str() {
            "og:url" => (name.clone(), root.clone()),
            "og:title" => (name.clone(), names(context)),
            _ => (name.clone(), value.clone()),
        });
    let picture = card.iter().flat_map(head::picture).map(|(name, value)| (name.to_owned(), value));
    HeadView {
        title: names(context),
        open_graph: texts.chain(picture).collect(),
        metas: head::metas(card.as_ref()),
        canonical: Some(root),
        noindex: false,
        json_ld: String::new(),
        ..home
    }
}

fn not_found_head(context: PageContext<'_>) -> HeadView {
    let description = context
        .locales()
        .site()
        .iter()
        .map(|l| context.theme.messages.get(l, "not-found-text", None, &[]))
        .collect::<Vec<_>>()
        .join(" · ");
    HeadView { title: format!("404 · {}", names(context)), description, ..head::loads(context) }
}

fn redirect_head(context: PageContext<'_>) -> HeadView {
    let target = context.site.absolute(context.page.id);
    HeadView {
        title: context.title_text(),
        description: head::description(context),
        canonical: Some(target.clone()),
        redirect: Some(target),
        ..head::loads(context)
    }
}
