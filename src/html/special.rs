//! Pages that belong to no language: the language chooser at `/`, `404.html`, and redirects from old paths.

use super::scene::Scene;
use super::view::{ContentView, HeadView, PageView};
use super::{chrome, head};
use crate::site::Redirect;

/// Path of the chooser below the output folder.
pub const CHOOSER: &str = "index.html";
/// Path of the page for what does not exist.
pub const NOT_FOUND: &str = "404.html";

/// The special pages with the views of them; `redirects` are the old paths. `scene` is the default language's home.
pub fn pages(scene: Scene<'_>, redirects: &[Redirect]) -> Vec<(String, PageView)> {
    let mut pages = vec![(NOT_FOUND.to_owned(), view(scene, "not-found", not_found_head(scene)))];
    if !scene.config().default_at_root {
        pages.push((CHOOSER.to_owned(), view(scene, "chooser", chooser_head(scene))));
    }
    for redirect in redirects {
        let target = scene.of(redirect.target);
        pages.push((redirect.out.clone(), view(target, "redirect", redirect_head(target))));
    }
    pages
}

fn view(scene: Scene<'_>, kind: &'static str, head: HeadView) -> PageView {
    PageView {
        kind,
        lang: scene.locale.tag.clone(),
        dir: scene.locale.dir.as_str(),
        head,
        site: chrome::site(scene),
        breadcrumbs: Vec::new(),
        languages: chrome::languages(scene),
        page: content(scene),
        briefing: None,
        list: None,
        tags: Vec::new(),
        parts: chrome::parts(scene),
        parallel: None,
    }
}

/// Title only.
pub(in crate::html) fn content(scene: Scene<'_>) -> ContentView {
    ContentView {
        lang: scene.locale.tag.clone(),
        dir: scene.locale.dir.as_str(),
        title_html: scene.title_within(scene.locale.id),
        subtitle_html: None,
        summary_html: None,
        date: None,
        updated: None,
        authors_html: None,
        tags: Vec::new(),
        reading_time: None,
        key_figures: Vec::new(),
        image: None,
        toc: Vec::new(),
        downloads: Vec::new(),
        body: String::new(),
        notice_html: None,
        kept_back_html: None,
        parallel: Vec::new(),
        prev: None,
        next: None,
        chapter: None,
        extra: serde_json::Value::Object(serde_json::Map::new()),
    }
}

/// The site's names in all languages, joined.
fn names(scene: Scene<'_>) -> String {
    let mut names: Vec<String> = scene.locales().site().iter().map(|l| scene.text(scene.config().title.get(l.id))).collect();
    names.dedup();
    names.join(" · ")
}

fn chooser_head(scene: Scene<'_>) -> HeadView {
    let root = format!("{}{}", scene.config().base.origin, scene.config().base.path);
    let home = head::view(scene);
    let open_graph = home.open_graph.iter().map(|(name, value)| match name.as_str() {
        "og:url" => (name.clone(), root.clone()),
        "og:title" => (name.clone(), names(scene)),
        _ => (name.clone(), value.clone()),
    });
    HeadView {
        title: names(scene),
        open_graph: open_graph.collect(),
        canonical: Some(root),
        noindex: false,
        json_ld: String::new(),
        ..home
    }
}

fn not_found_head(scene: Scene<'_>) -> HeadView {
    let description = scene
        .locales()
        .site()
        .iter()
        .map(|l| scene.theme.messages.get(l, "not-found-text", None, &[]))
        .collect::<Vec<_>>()
        .join(" · ");
    HeadView { title: format!("404 · {}", names(scene)), description, ..head::loads(scene) }
}

fn redirect_head(scene: Scene<'_>) -> HeadView {
    let target = scene.site.absolute(scene.page.id);
    HeadView {
        title: scene.title_text(),
        description: head::description(scene),
        canonical: Some(target.clone()),
        redirect: Some(target),
        ..head::loads(scene)
    }
}
