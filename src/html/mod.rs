//! Roof: [`Site`] and [`Theme`] -> the HTML files of the site.
//!
//! 0. A page whose view would be made from the same things as in an earlier run ([`mod@print`]) is taken from there.
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
pub mod print;
pub mod scene;
pub mod special;
pub mod stale;
pub mod view;

use rayon::prelude::*;

use crate::body::write::Labels;
use crate::body::{self, Means};
use crate::diag::codes::site as codes;
use crate::diag::{Diagnostic, Diagnostics, Outcome};
use crate::figure::Kind;
use crate::memo::key::{Key, Parts};
use crate::memo::{PageKeys, Pages};
use crate::minify;
use crate::output::OutPath;
use crate::output::contents::Contents;
use crate::site::{Page, PageKind, Site};
use crate::theme::Theme;

use scene::{Scene, Sizes};
use view::PageView;

/// One HTML file as the theme rendered it, before it is minified.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Path below the output folder.
    pub out: String,
    /// The markup.
    pub html: String,
}

/// What earlier runs made, and under which keys this run finds it.
#[derive(Debug)]
pub struct Kept<'a> {
    /// The shelves.
    pub pages: &'a Pages,
    /// Everything that the theme's templates are made from.
    pub theme: Key,
    /// What each page's view is made from, by [`print::keys`].
    pub keys: PageKeys,
}

/// Every HTML file of the site, minified, with its path. `prints` are the PDFs to link to; `tick` is called once for every
/// file that is done.
pub fn render(
    site: &Site,
    theme: &Theme,
    kept: &Kept<'_>,
    prints: &Sizes<'_>,
    tick: &(dyn Fn() + Sync),
) -> Outcome<Vec<(OutPath, Contents)>> {
    let mut diags = unusable(site, theme);
    let labels = labels(site, theme);
    let scene = scene(Means { site, theme, kept: kept.pages }, prints, &labels);
    // A page of the same view is the same page; most need not even be viewed again.
    let finish = |template: &str, view: &PageView| {
        let key = Parts::of("view").and(kept.theme).text(template).with(view);
        if let Some(html) = key.and_then(|key| kept.pages.html.get(key)) {
            return Ok((key, html));
        }
        let html = Contents::from(minify::page(&theme.render(template, view)?).into_bytes());
        if let Some(key) = key {
            kept.pages.html.put(key, html.clone());
        }
        Ok((key, html))
    };
    let make = |own: Key, template: &str, view: &dyn Fn() -> PageView| -> Result<Contents, Diagnostic> {
        if let Some(html) = kept.pages.views.get(own).and_then(|view| kept.pages.html.get(view)) {
            return Ok(html);
        }
        let (key, html) = finish(template, &view())?;
        if let Some(key) = key {
            kept.pages.views.put(own, key);
        }
        Ok(html)
    };
    let pages = site.pages.par_iter().zip(&kept.keys.pages).map(|(page, own)| {
        let html = make(*own, &template(page, theme), &|| page_view(scene.of(page.id)));
        tick();
        (page.out.clone(), html)
    });
    let beside = parallel::all(site).into_par_iter().map(|(pair, side)| {
        let own = print::beside(&kept.keys.pages, pair, side);
        let view = || parallel::view(scene.of(pair.pages[side.index()]), pair, side);
        let html = make(own, "parallel.html", &view);
        tick();
        (site.parallel_out(pair, side), html)
    });
    let special = special::pages(scene).into_par_iter().map(|(out, view)| {
        let html = finish(&format!("{}.html", view.kind), &view).map(|(_, html)| html);
        tick();
        (out, html)
    });
    let all: Vec<_> = pages.chain(beside).chain(special).collect();
    let mut files = Vec::with_capacity(all.len());
    for (out, html) in all {
        match html {
            Ok(html) => files.extend(OutPath::new(&out).map(|path| (path, html))),
            Err(problem) => diags.push(problem),
        }
    }
    Outcome::new(files, diags)
}

/// Every HTML file of the site as the theme renders it.
pub fn unminified(site: &Site, theme: &Theme, prints: &Sizes<'_>) -> Outcome<Vec<Rendered>> {
    let mut diags = unusable(site, theme);
    let (labels, kept) = (labels(site, theme), Pages::default());
    let scene = scene(Means { site, theme, kept: &kept }, prints, &labels);
    let pages = site.pages.par_iter().map(|p| (p.out.clone(), theme.render(&template(p, theme), &page_view(scene.of(p.id)))));
    let beside = parallel::all(site).into_par_iter().map(|(pair, side)| {
        let view = parallel::view(scene.of(pair.pages[side.index()]), pair, side);
        (site.parallel_out(pair, side), theme.render("parallel.html", &view))
    });
    let special =
        special::pages(scene).into_par_iter().map(|(out, view)| (out, theme.render(&format!("{}.html", view.kind), &view)));
    let results: Vec<_> = pages.chain(beside).chain(special).collect();
    let mut rendered = Vec::with_capacity(results.len());
    for (out, result) in results {
        match result {
            Ok(html) => rendered.push(Rendered { out, html }),
            Err(problem) => diags.push(problem),
        }
    }
    Outcome::new(rendered, diags)
}

/// The scene of the default language's home; other pages are seen through [`Scene::of`].
fn scene<'a>(means: Means<'a>, prints: &'a Sizes<'a>, labels: &'a [Labels]) -> Scene<'a> {
    let Means { site, theme, kept } = means;
    let locale = site.config.locales.get(site.config.default_locale);
    Scene { site, theme, kept, labels, prints, page: site.page(site.homes[usize::from(locale.id.0)]), locale }
}

fn labels(site: &Site, theme: &Theme) -> Vec<Labels> {
    site.config.locales.site().iter().map(|locale| body::labels(&theme.messages, locale)).collect()
}

/// Layouts that pages ask for and the theme lacks, and blocks of the theme that fail.
fn unusable(site: &Site, theme: &Theme) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for page in &site.pages {
        if let Some(layout) = page.document.as_ref().and_then(|d| d.meta.layout.as_ref())
            && !theme.layout(&layout.value)
        {
            diags.push(codes::unknown_layout(layout.span, &layout.value, &theme.layouts().collect::<Vec<_>>()));
        }
        for figure in page.figures.iter().flatten() {
            if let Kind::Block(block) = &figure.kind
                && let Err(problem) = theme.block(block, site.config.locales.get(figure.locale), &str::to_owned)
            {
                diags.push(problem);
            }
        }
    }
    diags
}

/// The template of a page.
fn template(page: &Page, theme: &Theme) -> String {
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
