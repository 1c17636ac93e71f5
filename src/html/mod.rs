//! Roof: [`Site`] and [`Theme`] -> the HTML files of the site.
//!
//! 0. A page whose view would be made from the same things as in an earlier run ([`fingerprint`]) is taken from there.
//! 1. [`page_view`] puts everything a template sees into a [`PageView`].
//! 2. The theme renders it.
//! 3. It is minified.
//!
//! Pages are independent of each other and made in parallel; their order in the result is that of the site.

pub mod answers;
pub mod card;
pub mod chrome;
pub mod claims;
pub mod content;
pub mod context;
mod face;
pub mod fingerprint;
pub mod graph;
pub mod head;
pub mod index;
pub mod index_view;
pub mod lists;
pub mod mark;
pub mod numeral;
pub mod parallel;
pub mod site_pages;
pub mod translation_notice;
pub mod view;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::body::write::Labels;
use crate::body::{self, RenderContext};
use crate::book::format::Downloads;
use crate::card::Cards;
use crate::diag::codes::site as codes;
use crate::diag::{Diagnostic, Diagnostics, Outcome};
use crate::figure::Kind;
use crate::memo::key::{Key, KeyBuilder};
use crate::memo::{PageKeys, Pages};
use crate::minify;
use crate::output::OutPath;
use crate::output::contents::Contents;
use crate::picture::photo::Tints;
use crate::site::{Page, PageId, PageKind, Redirect, Site};
use crate::theme::Theme;

use context::PageContext;
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
    /// What each page's view is made from, by `fingerprint::keys`.
    pub keys: &'a PageKeys,
    /// The colours of pictures.
    pub colours: &'a Tints,
}

/// What pages lead to besides pages, and what they say to whoever edits them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The files of their editions, if pages link to any.
    pub downloads: Option<&'a Downloads>,
    /// Old paths, of which each is a page that leads to another.
    pub redirects: &'a [Redirect],
    /// The script of the search, below the output folder, if readers can search.
    pub search: Option<&'a str>,
    /// The cards that are drawn for shared links, if they are.
    pub cards: Option<&'a Cards<'a>>,
    /// Whether blocks say where in their files they stand.
    pub marks: bool,
}

/// One HTML file that is to be made.
struct OutputPage<'a> {
    out: String,
    template: String,
    /// What its view is made from, where that is known.
    own: Option<Key>,
    view: Box<dyn Fn() -> PageView + Sync + 'a>,
}

/// Every HTML file of the site: pages, pages of both languages, and those that the site has besides. Where `only` some pages are
/// made again, those of them and of what is made from their texts.
fn output_pages<'a>(
    context: PageContext<'a>,
    redirects: &[Redirect],
    keys: Option<&PageKeys>,
    only: Option<&BTreeSet<PageId>>,
) -> Vec<OutputPage<'a>> {
    let is_made = |page: PageId| only.is_none_or(|only| only.contains(&page));
    let site = context.site;
    let made: Vec<&'a Page> = match only {
        Some(only) => only.iter().map(|id| site.page(*id)).collect(),
        None => site.pages.iter().map(AsRef::as_ref).collect(),
    };
    let pages = made.iter().map(|page| OutputPage {
        out: page.out.clone(),
        template: template(page, context.theme),
        own: keys.map(|keys| keys.pages[page.id.0 as usize]),
        view: {
            let context = context.of(page.id);
            Box::new(move || page_view(context))
        },
    });
    let beside = made.iter().flat_map(|page| site.parallel_of(page.id)).map(|(pair, side)| OutputPage {
        out: site.parallel_out(pair, side),
        template: "parallel.html".to_owned(),
        own: keys.map(|keys| fingerprint::beside(&keys.pages, pair, side)),
        view: Box::new(move || parallel::view(context.of(pair.pages[side.index()]), pair, side)),
    });
    let redirects: Vec<Redirect> = redirects.iter().filter(|redirect| is_made(redirect.target)).cloned().collect();
    let has_special = !redirects.is_empty() || site.homes.iter().any(|home| is_made(*home));
    let special = if has_special { site_pages::pages(context, &redirects) } else { Vec::new() };
    let special = special.into_iter().map(|(out, view)| OutputPage {
        out,
        template: format!("{}.html", view.kind),
        own: None,
        view: Box::new(move || view.clone()),
    });
    let indexes = index::homes(context).filter(|home| is_made(home.page.id)).map(|home| OutputPage {
        out: index::out(home),
        template: "search.html".to_owned(),
        own: keys.map(|keys| fingerprint::index(keys, home.page.id)),
        view: Box::new(move || index::view(home)),
    });
    pages.chain(beside).chain(special).chain(indexes).collect()
}

/// Every HTML file of the site, minified, with its path, the icons of sites that have none, and the manifests that name icons. `tick` is called once for every page
/// that is done.
pub fn render(
    site: &Site,
    theme: &Theme,
    kept: &Kept<'_>,
    beside: Beside<'_>,
    tick: &(dyn Fn() + Sync),
) -> Outcome<Vec<(OutPath, Contents)>> {
    let (labels, none) = (labels(site, theme), Downloads::default());
    let means = RenderContext { site, theme, kept: kept.pages, colours: kept.colours, marks: beside.marks };
    let context = context(means, beside, (&none, &labels));
    let files = rendered(context, kept, beside.redirects, None, tick);
    let icons: BTreeMap<String, String> = site.homes.iter().filter_map(|home| mark::icon(context.of(*home))).collect();
    let manifests = site.homes.iter().filter_map(|home| {
        let context = context.of(*home);
        let (icon, media) = head::icon(context);
        head::drawn(context, icon.as_deref().map(|icon| (icon, media))).map(|(_, manifest)| manifest)
    });
    let icons = icons.into_iter().chain(manifests).map(|(out, text)| (out, Contents::from(text.into_bytes())));
    files.map(|files| files.into_iter().chain(icons).filter_map(|(out, file)| Some((OutPath::new(&out)?, file))).collect())
}

/// The HTML files that are made from the texts of these pages.
pub fn render_again(
    site: &Site,
    theme: &Theme,
    kept: &Kept<'_>,
    beside: Beside<'_>,
    pages: &BTreeSet<PageId>,
) -> Outcome<Vec<(OutPath, Contents)>> {
    let (labels, none) = (labels(site, theme), Downloads::default());
    let means = RenderContext { site, theme, kept: kept.pages, colours: kept.colours, marks: beside.marks };
    let context = context(means, beside, (&none, &labels));
    let files = rendered(context, kept, beside.redirects, Some(pages), &|| {});
    files.map(|files| files.into_iter().filter_map(|(out, file)| Some((OutPath::new(&out)?, file))).collect())
}

/// All HTML files or `only` some, each asked of what earlier runs left.
fn rendered(
    context: PageContext<'_>,
    kept: &Kept<'_>,
    redirects: &[Redirect],
    only: Option<&BTreeSet<PageId>>,
    tick: &(dyn Fn() + Sync),
) -> Outcome<Vec<(String, Contents)>> {
    let make = |output_page: &OutputPage<'_>| {
        let known = output_page.own.and_then(|own| kept.pages.views.get(own)).and_then(|view| kept.pages.html.get(view));
        let html = known.map_or_else(|| finished(output_page, context.theme, kept), Ok);
        tick();
        html
    };
    made(context, &output_pages(context, redirects, Some(kept.keys), only), only, make)
}

/// A page of the same view is the same page, and need not be rendered again.
fn finished(output_page: &OutputPage<'_>, theme: &Theme, kept: &Kept<'_>) -> Result<Contents, Diagnostic> {
    let view = (output_page.view)();
    let key = KeyBuilder::of("view").and(kept.theme).text(&output_page.template).with(&view);
    if let (Some(own), Some(key)) = (output_page.own, key) {
        kept.pages.views.put(own, key);
    }
    if let Some(html) = key.and_then(|key| kept.pages.html.get(key)) {
        return Ok(html);
    }
    let html = kept.pages.held(minify::page(&theme.render(&output_page.template, &view)?).into_bytes());
    if let Some(key) = key {
        kept.pages.html.put(key, html.clone());
    }
    Ok(html)
}

/// Every HTML file of the site as the theme renders it.
pub fn unminified(site: &Site, theme: &Theme, beside: Beside<'_>) -> Outcome<Vec<Rendered>> {
    let (labels, kept, colours, none) = (labels(site, theme), Pages::default(), Tints::new(), Downloads::default());
    let means = RenderContext { site, theme, kept: &kept, colours: &colours, marks: beside.marks };
    let context = context(means, beside, (&none, &labels));
    let files = made(context, &output_pages(context, beside.redirects, None, None), None, |output_page| {
        theme.render(&output_page.template, &(output_page.view)())
    });
    files.map(|files| files.into_iter().map(|(out, html)| Rendered { out, html }).collect())
}

/// What `make` makes of these pages, in their order, with everything that is wrong; of all pages or `only` of some.
fn made<T: Send>(
    context: PageContext<'_>,
    output_pages: &[OutputPage<'_>],
    only: Option<&BTreeSet<PageId>>,
    make: impl Fn(&OutputPage<'_>) -> Result<T, Diagnostic> + Sync,
) -> Outcome<Vec<(String, T)>> {
    let PageContext { site, theme, .. } = context;
    let mut diags = match only {
        Some(only) => unusable(site, theme, only.iter().map(|id| site.page(*id))),
        None => unusable(site, theme, site.pages.iter().map(AsRef::as_ref)),
    };
    let results: Vec<_> = output_pages.par_iter().map(|output_page| (output_page.out.clone(), make(output_page))).collect();
    let mut files = Vec::with_capacity(results.len());
    for (out, result) in results {
        match result {
            Ok(file) => files.push((out, file)),
            Err(problem) => diags.push(problem),
        }
    }
    Outcome::new(files, diags)
}

/// The context of the default language's home; other pages are seen through [`PageContext::of`].
fn context<'a>(means: RenderContext<'a>, beside: Beside<'a>, (none, labels): (&'a Downloads, &'a [Labels])) -> PageContext<'a> {
    let RenderContext { site, theme, kept, colours, marks } = means;
    let locale = site.config.locales.get(site.config.default_locale);
    let page = site.page(site.homes[usize::from(locale.id.0)]);
    let downloads = beside.downloads.unwrap_or(none);
    let context = PageContext { site, theme, kept, colours, marks, labels, downloads, search: None, cards: None, page, locale };
    context.searched(beside.search).with_cards(beside.cards)
}

fn labels(site: &Site, theme: &Theme) -> Vec<Labels> {
    site.config.locales.site().iter().map(|locale| body::labels(&theme.messages, locale)).collect()
}

/// Layouts that pages ask for and the theme lacks, and blocks of the theme that fail.
fn unusable<'a>(site: &Site, theme: &Theme, pages: impl Iterator<Item = &'a Page>) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for page in pages {
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
        PageKind::Authors => "authors",
        PageKind::Author => "author",
    }
}

/// Everything that a template sees of a page.
pub fn page_view(context: PageContext<'_>) -> PageView {
    PageView {
        kind: kind(context.page.kind),
        lang: context.locale.tag.clone(),
        dir: context.locale.dir.as_str(),
        head: head::view(context),
        site: chrome::site(context),
        breadcrumbs: chrome::breadcrumbs(context),
        languages: chrome::languages(context),
        page: content::view(context),
        briefing: chrome::briefing(context),
        list: lists::list(context),
        tags: match context.page.kind {
            PageKind::Tags => lists::all_tags(context),
            PageKind::Authors => lists::all_authors(context),
            PageKind::Home | PageKind::Section | PageKind::Page | PageKind::Tag | PageKind::Author => Vec::new(),
        },
        index: Vec::new(),
        parts: Vec::new(),
        parallel: None,
    }
}
