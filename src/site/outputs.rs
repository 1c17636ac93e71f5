//! Everything that a site publishes -> each path taken once, or an error at both places; the aliases that are free -> redirects.
//!
//! Two paths are one if they differ in case or in how their letters are composed: some file systems know no difference. A path
//! that is a file cannot be a folder too. What the program makes by itself (feeds, the sitemap) has its path before any file has.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::locale::fold;
use crate::output::OutPath;
use crate::source::{SourceTree, Span};

use super::entries::record;
use super::photos::Purpose;
use super::{Page, PageKind, Redirect, Site, address};

/// Where the theme's files stand; their names hold hashes, so that nothing else there is ever one of them.
const ASSETS: &str = "assets/.";

/// Checks the paths, and makes redirects of the aliases.
pub fn outputs(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) -> Vec<Redirect> {
    let mut taken = Taken { tree, by_key: BTreeMap::new() };
    let own = ["404.html", "robots.txt", "sitemap.xml", ASSETS].map(str::to_owned);
    let front = (!site.config.default_at_root).then(|| "index.html".to_owned());
    let feeds = site.config.locales.site().iter().map(|locale| address::feed(&site.config, locale.id));
    for path in own.into_iter().chain(front).chain(feeds).chain(record::data(&site.ledgers)) {
        taken.claim(&path, site.config.span, None, diags);
    }
    for page in &site.pages {
        let span = page.document.as_ref().map(|d| d.meta.slug.as_ref().map_or(d.meta.title.span, |s| s.span));
        let span_or = span.or_else(|| tagged(site, page)).unwrap_or(site.config.span);
        if OutPath::new(&page.out).is_none() {
            diags.push(codes::bad_output_path(span_or, &page.out));
        }
        taken.claim(&page.out, span_or, span, diags);
    }
    for asset in &site.assets {
        let span = Span::new(asset.file, 0, 0);
        if OutPath::new(&asset.out).is_none() {
            diags.push(codes::bad_output_path(span, &tree.file(asset.file).path));
        }
        taken.claim(&asset.out, span, Some(span), diags);
    }
    for (page, (pair, side)) in site.pages.iter().flat_map(|page| site.parallel_of(page.id).map(move |pair| (page, pair))) {
        let span = page.document.as_ref().map_or(site.config.span, |d| d.meta.title.span);
        taken.claim(&site.parallel_out(pair, side), span, Some(span), diags);
    }
    let sizes = site.photos.iter().filter(|wanted| wanted.purpose != Purpose::Redacted);
    for (wanted, file) in sizes.flat_map(|wanted| wanted.batch().files.iter().map(move |file| (wanted, file))) {
        if OutPath::new(&file.out).is_none() {
            diags.push(codes::bad_output_path(wanted.span, &file.out));
        }
        taken.claim(&file.out, wanted.span, None, diags);
    }
    for print in &site.prints {
        let own = site.page(print.first).document.as_ref().map(|d| d.meta.title.span);
        taken.claim(&print.out, own.unwrap_or(site.config.span), own, diags);
    }
    let mut redirects = Vec::new();
    for page in site.pages.iter().filter(|p| p.fallback_of.is_none() && p.part.as_ref().is_none_or(|part| part.number == 1)) {
        for alias in page.document.iter().flat_map(|d| &d.meta.aliases) {
            let path = alias.value.trim_matches('/');
            let out = if path.ends_with(".html") { path.to_owned() } else { format!("{path}/index.html") };
            if let Some((_, first)) = taken.get(&out) {
                let is_alias = |span: Span| redirects.iter().any(|other: &Redirect| other.span == span);
                diags.push(codes::shadowing_alias(alias.span, &alias.value, first.map(|span| (span, is_alias(span)))));
                continue;
            }
            taken.claim(&out, alias.span, Some(alias.span), diags);
            redirects.push(Redirect { out, target: page.id, span: alias.span });
        }
    }
    taken.files_and_folders(site.config.span, diags);
    redirects
}

/// Where the tag stands for which a page of tags is made.
fn tagged(site: &Site, page: &Page) -> Option<Span> {
    let tags = site.tags.get(usize::from(page.locale.0))?;
    let id = match page.kind {
        PageKind::Tags => tags.keys().next()?,
        PageKind::Tag => page.key.strip_prefix("tags:")?,
        PageKind::Home | PageKind::Section | PageKind::Page => return None,
    };
    let user = site.page(*tags.get(id)?.pages.first()?);
    let written = &user.document.as_ref()?.meta.tags;
    let place = user.tags.iter().position(|own| own == id)?;
    written.get(place).or(written.first()).map(|tag| tag.span)
}

/// The paths that are taken, as file systems compare them.
struct Taken<'a> {
    tree: &'a SourceTree,
    by_key: BTreeMap<String, (String, Option<Span>)>,
}

impl Taken<'_> {
    /// The file that a place is in.
    fn file(&self, span: Span) -> &str {
        &self.tree.file(span.file).path
    }

    /// Takes a path. `own` is where it was written, if anybody did; `at` is where a second one is told.
    fn claim(&mut self, out: &str, at: Span, own: Option<Span>, diags: &mut Diagnostics) {
        let key = key(out);
        if let Some((_, first)) = self.by_key.get(&key) {
            let first = first.map(|span| (span, self.file(span)));
            diags.push(codes::duplicate_output(at, out, own.map(|span| self.file(span)), first));
        } else {
            self.by_key.insert(key, (out.to_owned(), own));
        }
    }

    /// What has a path already, with its place if somebody wrote it.
    fn get(&self, out: &str) -> Option<&(String, Option<Span>)> {
        self.by_key.get(&key(out))
    }

    /// Tells every path that is a file and a folder.
    fn files_and_folders(&self, nowhere: Span, diags: &mut Diagnostics) {
        for (key, (file, own)) in &self.by_key {
            let inside = format!("{key}/");
            let next = self.by_key.range::<str, _>((Bound::Included(inside.as_str()), Bound::Unbounded)).next();
            let Some((_, (below, other))) = next.filter(|(k, _)| k.starts_with(&inside)) else { continue };
            let (at, related) = match (own, other) {
                (Some(own), other) => (*own, *other),
                (None, Some(other)) => (*other, None),
                (None, None) => (nowhere, None),
            };
            let name = |span: &Option<Span>| span.map_or("of the program", |span| self.file(span));
            diags.push(codes::file_and_folder(at, (file, name(own)), (below, name(other)), related));
        }
    }
}

/// A path as a file system sees it that composes letters and does not tell case.
fn key(out: &str) -> String {
    fold::composed(out).to_lowercase()
}
