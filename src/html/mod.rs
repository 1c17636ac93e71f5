//! Roof: [`Site`] and [`Theme`] -> the HTML files of the site.
//!
//! 1. [`page_view`] puts everything a template sees into a [`PageView`].
//! 2. The theme renders it.
//! 3. It is minified.
//!
//! Pages are independent of each other and made in parallel; their order in the result is that of the site.

pub mod chrome;
pub mod content;
pub mod graph;
pub mod head;
pub mod lists;
pub mod parallel;
pub mod scene;
pub mod special;
pub mod stale;
pub mod view;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::body;
use crate::body::write::Labels;
use crate::diag::codes::site as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::figure::Kind;
use crate::minify;
use crate::output::OutPath;
use crate::site::{PageKind, Site};
use crate::theme::Theme;

use scene::Scene;
use view::PageView;

/// One HTML file as the theme rendered it, before it is minified.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Path below the output folder.
    pub out: String,
    /// The markup.
    pub html: String,
}

/// Every HTML file of the site, minified, with its path. `tick` is called once for every file that is done.
/// `prints` has the size in bytes of every PDF that was made.
pub fn render(
    site: &Site,
    theme: &Theme,
    prints: &BTreeMap<&str, u64>,
    tick: &(dyn Fn() + Sync),
) -> Outcome<Vec<(OutPath, Vec<u8>)>> {
    let mut diags = Diagnostics::new();
    let rendered = unminified(site, theme, prints).into_value(&mut diags);
    let minified = |r: Rendered| {
        let bytes = minify::page(&r.html).into_bytes();
        tick();
        Some((OutPath::new(&r.out)?, bytes))
    };
    let files = rendered.into_par_iter().filter_map(minified).collect();
    Outcome::new(files, diags)
}

/// Every HTML file of the site as the theme renders it.
pub fn unminified(site: &Site, theme: &Theme, prints: &BTreeMap<&str, u64>) -> Outcome<Vec<Rendered>> {
    let mut diags = Diagnostics::new();
    let labels: Vec<Labels> = site.config.locales.site().iter().map(|locale| body::labels(&theme.messages, locale)).collect();
    for page in &site.pages {
        if let Some(layout) = page.document.as_ref().and_then(|d| d.meta.layout.as_ref())
            && !theme.layout(&layout.value)
        {
            diags.push(codes::unknown_layout(layout.span, &layout.value, &theme.layouts().collect::<Vec<_>>()));
        }
    }
    for page in &site.pages {
        for figure in page.figures.iter().flatten() {
            if let Kind::Block(block) = &figure.kind
                && let Err(problem) = theme.block(block, site.config.locales.get(figure.locale), &str::to_owned)
            {
                diags.push(problem);
            }
        }
    }
    let scene = |page| {
        Scene { site, theme, labels: &labels, prints, page, locale: site.config.locales.get(site.config.default_locale) }
            .of(page.id)
    };
    let mut results: Vec<_> = site
        .pages
        .par_iter()
        .map(|page| (page.out.clone(), theme.render(&template(page, theme), &page_view(scene(page)))))
        .collect();
    let beside: Vec<_> = site.pages.par_iter().map(|page| parallel::pages(scene(page))).collect();
    results.extend(beside.into_iter().flatten());
    let first = &site.pages[site.homes[usize::from(site.config.default_locale.0)].0 as usize];
    results.extend(special::pages(scene(first)));
    let mut rendered = Vec::with_capacity(results.len());
    for (out, result) in results {
        match result {
            Ok(html) => rendered.push(Rendered { out, html }),
            Err(problem) => diags.push(problem),
        }
    }
    Outcome::new(rendered, diags)
}

/// The template of a page.
fn template(page: &crate::site::Page, theme: &Theme) -> String {
    let layout = page.document.as_ref().and_then(|d| d.meta.layout.as_ref()).map(|l| l.value.as_str());
    match layout.filter(|l| theme.layout(l)) {
        Some(layout) => format!("layouts/{layout}.html"),
        None => format!("{}.html", kind(page.kind)),
    }
}

/// The name of a kind of page in templates.
fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Section => "section",
        PageKind::Page => "page",
        PageKind::Tags => "tags",
        PageKind::Tag => "tag",
    }
}

/// Everything that a template sees of a page.
pub fn page_view(scene: Scene<'_>) -> PageView {
    PageView {
        kind: kind(scene.page.kind),
        lang: scene.locale.tag.clone(),
        dir: scene.locale.dir.as_str(),
        head: head::view(scene),
        site: chrome::site(scene),
        breadcrumbs: chrome::breadcrumbs(scene),
        languages: chrome::languages(scene),
        page: content::view(scene),
        briefing: chrome::briefing(scene),
        list: lists::list(scene),
        tags: if scene.page.kind == PageKind::Tags { lists::all_tags(scene) } else { Vec::new() },
        parts: Vec::new(),
        parallel: None,
    }
}
