//! Where every link and image of a document leads, on a page of a given language.
//!
//! Paths are relative to the file. A target without a language is the page in the reader's language; one that is missing
//! there leads to another language's page, or is an error, by policy. Fragments are checked against the target's headings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::{Anchor, Document, EntryKind, Ref, RefKind};
use crate::config::{Config, MissingTranslation};
use crate::diag::Diagnostics;
use crate::diag::codes::{config as config_codes, site as codes};
use crate::locale::{LocaleId, bidi, host};
use crate::source::{SourceFile, SourceTree, Span, names};

use super::absent::{Absent, Mark};
use super::entries::chapters::{self, Chapter};
use super::photos::Album;
use super::place::{self, CONTENT};
use super::route::{PageRoute, out_path, slugs};
use super::scheme::{self, is_allowed};
use super::suggest::Suggestions;
use super::target::{AssetRef, EntryRef, Link, Target};
use super::{PageId, Picture, address, picture};

/// What links are resolved against.
pub struct Targets<'a> {
    config: &'a Config,
    tree: &'a SourceTree,
    album: &'a Album<'a>,
    pub(in crate::site) routes: &'a [PageRoute],
    /// Files that are made of data, below the output folder.
    pub(in crate::site) data: &'a [String],
    /// Keys of pages that are told because another one has their place: a link to one is no mistake of its own.
    pub(in crate::site) doubled: &'a BTreeSet<String>,
    /// What is kept back.
    pub(in crate::site) absent: &'a Absent,
    absent_by_key: BTreeMap<(&'a str, LocaleId), &'a Mark>,
    pub(in crate::site) absent_by_out: BTreeMap<String, &'a Mark>,
    /// URL of each route.
    urls: Vec<String>,
    by_key: BTreeMap<(&'a str, LocaleId), usize>,
    by_out: BTreeMap<&'a str, usize>,
    suggestions: Suggestions,
}

impl<'a> Targets<'a> {
    /// Targets of a site.
    pub fn new(
        config: &'a Config,
        tree: &'a SourceTree,
        album: &'a Album<'a>,
        routes: &'a [PageRoute],
        data: &'a [String],
        doubled: &'a BTreeSet<String>,
        absent: &'a Absent,
    ) -> Self {
        let by_key = routes.iter().enumerate().map(|(i, o)| ((o.path_key.as_str(), o.locale), i)).collect();
        let by_out = routes.iter().enumerate().map(|(i, o)| (o.out.as_str(), i)).collect();
        let urls = routes.par_iter().map(|o| address::url(config, &o.out)).collect();
        let absent_by_key = absent.pages.iter().map(|k| ((k.place.key.as_str(), k.document.locale), &k.mark)).collect();
        let absent_by_out = absent_outs(config, routes, absent);
        let suggestions = Suggestions::default();
        Self {
            config,
            tree,
            album,
            routes,
            data,
            doubled,
            absent,
            absent_by_key,
            absent_by_out,
            urls,
            by_key,
            by_out,
            suggestions,
        }
    }

    /// The URL of a route.
    pub fn url(&self, route: usize) -> &str {
        &self.urls[route]
    }

    /// Every ref of a document shown as `page` in `locale`, in order.
    pub fn resolve(&self, document: &Document, page: PageId, locale: LocaleId, diags: &mut Diagnostics) -> Vec<Link> {
        let from = From { document, page, locale };
        document.refs.iter().map(|r| self.one(from, r, diags).unwrap_or_default()).collect()
    }

    /// The picture that front matter names.
    pub fn picture(&self, document: &Document, page: PageId, locale: LocaleId, diags: &mut Diagnostics) -> Option<Picture> {
        let image = document.meta.image.as_ref()?;
        let from = From { document, page, locale };
        let link = self.image(from, &image.source.value, image.source.span, diags)?;
        let asset = link.target.asset()?.clone();
        let shown = link.shown.unwrap_or_default();
        let alt = match (&image.alt, &shown.words) {
            (Some(alt), _) => bidi::isolate(alt, self.config.locales.get(document.locale), &self.config.locales),
            (None, Some(words)) if !words.alt.is_empty() => words.alt.clone(),
            (None, _) => {
                diags.push(config_codes::image_without_alt(image.source.span));
                return None;
            }
        };
        Some(Picture { asset, alt, size: link.size, shown })
    }

    fn one(&self, from: From<'_>, target: &Ref, diags: &mut Diagnostics) -> Option<Link> {
        let raw = target.raw.trim();
        if target.kind == RefKind::Image {
            return self.image(from, raw, target.span, diags);
        }
        self.target(from, raw, target.span, diags).map(Link::to)
    }

    fn target(&self, from: From<'_>, raw: &str, span: Span, diags: &mut Diagnostics) -> Option<Target> {
        if let Some(fragment) = raw.strip_prefix('#') {
            self.check_fragment(from.document, fragment, &from.document.path, span, diags);
            return Some(Target::Page(from.page, Some(anchor(fragment)?)));
        }
        if raw.starts_with("//") {
            diags.push(codes::link_without_scheme(span));
            return None;
        }
        if let Some((kind, id)) = EntryKind::of(raw) {
            return Some(Target::Entry(self.entry(from, kind, id)));
        }
        if let Some(scheme) = scheme::of(raw) {
            if !is_allowed(scheme) {
                diags.push(codes::link_scheme(span, scheme, scheme::near(scheme)));
                return None;
            }
            if !host::is_reachable(raw) {
                diags.push(codes::link_without_host(span, raw));
                return None;
            }
            return Some(Target::External(address::encode_url(raw)));
        }
        if raw.starts_with('/') {
            return self.rooted(from, raw, span, diags);
        }
        self.relative(from, raw, span, diags)
    }

    /// The page of a document in other languages.
    fn others<'t>(&'t self, document: &Document) -> impl Iterator<Item = &'t Document> {
        let key = place::target(&document.path, &self.config.locales).map(|(key, _)| key.to_owned()).unwrap_or_default();
        let own = document.locale;
        let languages = self.config.locales.site().iter().filter(move |l| l.id != own);
        languages.filter_map(move |l| self.routes[*self.by_key.get(&(key.as_str(), l.id))?].document.as_deref())
    }

    /// `../other.md#anchor`, `chart.pdf`
    fn relative(&self, from: From<'_>, raw: &str, span: Span, diags: &mut Diagnostics) -> Option<Target> {
        let (path, fragment) = raw.split_once('#').map_or((raw, None), |(p, f)| (p, Some(f)));
        let folder = from.document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = address::decode(path)?;
        let Some(full) = address::join(folder, &path).filter(|p| p.starts_with(CONTENT)) else {
            diags.push(codes::link_outside(span, raw));
            return None;
        };
        let Some((key, asked)) = place::target(&full, &self.config.locales) else {
            return self.file(from, &full, raw, span, diags);
        };
        let wanted = asked.unwrap_or(from.locale);
        let Some(i) = self.by_key.get(&(key, wanted)).copied().or_else(|| self.elsewhere(key, wanted)) else {
            if self.doubled.contains(key) {
                return None;
            }
            if let Some(mark) = self.absent_page(key, wanted) {
                return Some(self.kept_back(mark, raw, span, diags));
            }
            diags.push(codes::broken_link(span, raw, self.near_page(from, key, asked, fragment).as_deref()));
            return None;
        };
        self.page(from, i, fragment, raw, span, diags)
    }

    /// A page whose name is near to a key, as the file writes a link to it. What was asked for besides stays where that page has it.
    fn near_page(&self, from: From<'_>, key: &str, asked: Option<LocaleId>, fragment: Option<&str>) -> Option<String> {
        let keys = || self.by_key.keys().filter(|(k, _)| !k.is_empty());
        let pages = self.suggestions.pages.get_or_init(|| keys().map(|(k, _)| format!("{k}.md")).collect());
        let near = pages.nearest(&format!("{key}.md"))?.strip_suffix(".md")?;
        let wanted = asked.unwrap_or(from.locale);
        let own = self.by_key.get(&(near, wanted)).copied();
        let at = match self.config.missing_translation {
            MissingTranslation::Omit if asked.is_none() => own?,
            MissingTranslation::Omit | MissingTranslation::Link | MissingTranslation::Render => {
                own.or_else(|| self.elsewhere(near, wanted))?
            }
        };
        let tag = asked.filter(|_| own.is_some()).map(|id| format!(".{}", self.config.locales.get(id).tag)).unwrap_or_default();
        // Beside the file: the folder of its language says nothing.
        let folder = from.document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let first = folder.split('/').nth(1).filter(|name| self.config.locales.by_tag(name).is_some());
        let root = first.map_or_else(|| CONTENT.to_owned(), |name| format!("{CONTENT}/{name}"));
        let path = address::relative(folder, &format!("{root}/{near}{tag}.md"));
        Some(self.with_fragment(path, at, fragment))
    }

    /// The entry on the chapter that shows it, or that chapter where it was written by hand. Whether the entry exists was checked
    /// where the document was expanded.
    fn entry(&self, from: From<'_>, kind: EntryKind, id: &str) -> EntryRef {
        EntryRef { kind, id: id.to_owned(), place: self.place_of_entry(from, kind, id) }
    }

    fn place_of_entry(&self, from: From<'_>, kind: EntryKind, id: &str) -> Option<(PageId, Option<Anchor>)> {
        let (folder, _) = place::target(&from.document.path, &self.config.locales)?;
        let mut folder = folder.to_owned();
        let slug = Chapter::of(kind).slug();
        let at = loop {
            let key = if folder.is_empty() { slug.to_owned() } else { format!("{folder}/{slug}") };
            let own = self.by_key.get(&(key.as_str(), from.locale)).copied();
            match own.or_else(|| self.elsewhere(&key, from.locale)) {
                Some(i) => break i,
                None if folder.is_empty() => return None,
                None => folder = folder.rsplit_once('/').map_or("", |(above, _)| above).to_owned(),
            }
        };
        let anchor = Anchor(chapters::anchor(kind, id));
        let has = self.routes[at].document.as_ref().is_some_and(|d| d.anchors.contains_key(&anchor));
        Some((PageId::of(at), has.then_some(anchor)))
    }

    /// A page of this key in another language, that first which readers are given instead.
    fn elsewhere(&self, key: &str, wanted: LocaleId) -> Option<usize> {
        self.config.locales.instead(wanted).find_map(|l| self.by_key.get(&(key, l)).copied())
    }

    fn page(
        &self,
        from: From<'_>,
        i: usize,
        fragment: Option<&str>,
        raw: &str,
        span: Span,
        diags: &mut Diagnostics,
    ) -> Option<Target> {
        let route = &self.routes[i];
        let is_whole = route.document.as_ref().is_none_or(|document| document.is_whole);
        let foreign = route.locale != from.locale;
        if foreign
            && is_whole
            && self.config.missing_translation == MissingTranslation::Omit
            && route.document.is_some()
            && !raw.contains(&format!(".{}.md", self.config.locales.get(route.locale).tag))
        {
            if let Some(mark) = self.absent_by_key.get(&(route.path_key.as_str(), from.locale)) {
                return Some(self.kept_back(mark, raw, span, diags));
            }
            diags.push(codes::missing_translation(span, raw, &self.config.locales.get(from.locale).tag));
            return None;
        }
        let Some(fragment) = fragment else { return Some(Target::Page(PageId::of(i), None)) };
        if let Some(document) = route.document.as_ref().filter(|_| is_whole) {
            self.check_fragment(document, fragment, raw.split('#').next().unwrap_or(raw), span, diags);
        }
        Some(Target::Page(PageId::of(i), Some(anchor(fragment)?)))
    }

    /// `/ar/brief/#anchor`: a path from the root of the site.
    fn rooted(&self, from: From<'_>, raw: &str, span: Span, diags: &mut Diagnostics) -> Option<Target> {
        let (path, fragment) = raw.split_once('#').map_or((raw, None), |(p, f)| (p, Some(f)));
        let path = address::decode(path.trim_start_matches('/'))?;
        let trimmed = path.trim_end_matches('/');
        let out = if trimmed.is_empty() { "index.html".to_owned() } else { format!("{trimmed}/index.html") };
        if let Some(i) = self.by_out.get(out.as_str()) {
            return self.page(from, *i, fragment, raw, span, diags);
        }
        let file = self.tree.get(&format!("{CONTENT}/{path}"));
        if file.is_some()
            && !names::is_copied(&path)
            && place::target(&format!("{CONTENT}/{path}"), &self.config.locales).is_none()
        {
            diags.push(codes::unpublished_link(span, raw));
            return None;
        }
        if let Some(file) = file {
            return Some(asset(file));
        }
        if self.data.iter().any(|file| *file == path) {
            return Some(Target::Data(path.into_owned()));
        }
        let key =
            trimmed.split_once('/').filter(|(tag, _)| self.config.locales.by_tag(tag).is_some()).map_or(trimmed, |(_, key)| key);
        if self.doubled.contains(key) {
            return None;
        }
        let file = format!("{CONTENT}/{path}");
        if let Some(mark) = self.absent_by_out.get(&out).copied().or_else(|| self.absent_file(&file)) {
            return Some(self.kept_back(mark, raw, span, diags));
        }
        // A page whose head could not be read may have this address.
        let folder = |out: &str| {
            out.trim_end_matches("/index.html").rsplit_once('/').map_or_else(String::new, |(above, _)| above.to_owned())
        };
        let is_unknown = |o: &PageRoute| o.document.as_ref().is_some_and(|document| !document.is_whole);
        if self.routes.iter().any(|o| is_unknown(o) && folder(&o.out) == folder(&out)) {
            return None;
        }
        let address = |route: &PageRoute| format!("/{}", route.out.trim_end_matches("index.html"));
        let addresses = self.suggestions.addresses.get_or_init(|| self.routes.iter().map(address).collect());
        let near = self.page_of(from, trimmed, fragment).or_else(|| addresses.nearest(raw).map(address::typed));
        diags.push(codes::broken_link(span, raw, near.as_deref()));
        None
    }

    /// The page that is meant by a path from the root of the site which is no address of it, as the file writes a link to that page:
    /// `/about/`, `/about.html`, `/content/about.md`, `/ar/about.md`.
    fn page_of(&self, from: From<'_>, path: &str, fragment: Option<&str>) -> Option<String> {
        let path = path.strip_prefix("content/").unwrap_or(path);
        let stem = [".md", ".html", "/index", "/_index"].iter().fold(path, |path, end| path.strip_suffix(end).unwrap_or(path));
        let tagged = stem.split_once('/').and_then(|(tag, rest)| Some((self.config.locales.by_tag(tag)?.id, rest)));
        let (folder, stem) = tagged.map_or((None, stem), |(locale, rest)| (Some(locale), rest));
        let full = format!("{CONTENT}/{stem}.md");
        let (key, named) = place::target(&full, &self.config.locales)?;
        let asked = named.or(folder);
        let wanted = asked.unwrap_or(from.locale);
        // Its last part may be one that its front matter gives it.
        let out = format!("{}{stem}/index.html", address::language_folder(self.config, wanted));
        let own = self.by_out.get(out.as_str()).or_else(|| self.by_key.get(&(key, wanted))).copied();
        let may_be_foreign = self.config.missing_translation != MissingTranslation::Omit;
        let at = own.or_else(|| self.elsewhere(key, wanted).filter(|_| may_be_foreign))?;
        let route = &self.routes[at];
        let document = route.document.as_deref().filter(|_| route.fallback_of.is_none())?;
        let folder = from.document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let link = address::relative(folder, &document.path);
        let tag = format!(".{}.md", self.config.locales.get(route.locale).tag);
        // The reader's language is what a link without one means.
        let link = match link.strip_suffix(&tag).filter(|_| asked.is_none()) {
            Some(bare) => format!("{bare}.md"),
            None => link,
        };
        Some(self.with_fragment(link, at, fragment))
    }

    /// A link to a page, with the fragment that was written where that page has it.
    fn with_fragment(&self, path: String, page: usize, fragment: Option<&str>) -> String {
        let anchors = self.routes[page].document.as_ref().map(|document| &document.anchors);
        let has = |name: &str| anchors.is_some_and(|anchors| anchors.contains_key(&Anchor(name.to_owned())));
        match fragment.filter(|written| address::decode(written).is_some_and(|name| has(&name))) {
            Some(fragment) => format!("{path}#{fragment}"),
            None => path,
        }
    }

    fn file(&self, from: From<'_>, full: &str, raw: &str, span: Span, diags: &mut Diagnostics) -> Option<Target> {
        let tag = &self.config.locales.get(from.locale).tag;
        let Some(file) = picture::variant(self.tree, full, tag) else {
            if let Some(mark) = self.absent_file(full) {
                return Some(self.kept_back(mark, raw, span, diags));
            }
            if self.tree.is_link(full) {
                diags.push(codes::symbolic_link(span, raw));
                return None;
            }
            let folder = full.rsplit_once('/').map_or("", |(folder, _)| folder);
            let files = self.suggestions.files(self.tree, folder);
            let own = from.document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let is_rooted = raw.starts_with('/');
            let near = files.nearest(full).map(|near| {
                if is_rooted { format!("/{}", address::relative(CONTENT, near)) } else { address::relative(own, near) }
            });
            diags.push(codes::broken_link(span, raw, near.as_deref()));
            return None;
        };
        let path = &file.path[CONTENT.len() + 1..];
        if !names::is_copied(path) {
            diags.push(codes::unpublished_link(span, raw));
            return None;
        }
        Some(asset(file))
    }

    /// What keeps a page back, in the language that is asked for or else in any.
    fn absent_page(&self, key: &str, wanted: LocaleId) -> Option<&'a Mark> {
        let any = || self.config.locales.site().iter().find_map(|l| self.absent_by_key.get(&(key, l.id)));
        self.absent_by_key.get(&(key, wanted)).or_else(any).copied()
    }

    /// What keeps back the folder that a file stands in.
    fn absent_file(&self, path: &str) -> Option<&'a Mark> {
        self.absent.files.get(path)?.as_ref()
    }

    /// A link to what is kept back: told as what it is, or left without a target, by policy.
    fn kept_back(&self, mark: &Mark, raw: &str, span: Span, diags: &mut Diagnostics) -> Target {
        diags.extend(mark.told(self.config, span, raw));
        Target::Hidden
    }

    fn image(&self, from: From<'_>, raw: &str, span: Span, diags: &mut Diagnostics) -> Option<Link> {
        if scheme::of(raw).is_some() || raw.starts_with("//") {
            diags.push(codes::remote_image(span, raw));
            return None;
        }
        let (folder, path) = match raw.strip_prefix('/') {
            Some(path) => (CONTENT, path),
            None => (from.document.path.rsplit_once('/').map_or("", |(folder, _)| folder), raw),
        };
        let path = address::decode(path)?;
        let Some(full) = address::join(folder, &path).filter(|p| p.starts_with(CONTENT)) else {
            diags.push(codes::link_outside(span, raw));
            return None;
        };
        let target = self.file(from, &full, raw, span, diags)?;
        if target == Target::Hidden {
            return Some(Link::to(target));
        }
        let file = picture::variant(self.tree, &full, &self.config.locales.get(from.locale).tag)?;
        // The words are those of the text around, which on a fallback page is not in the language of the page.
        let shown = self.album.show(file, from.document.locale);
        let size = shown.photo.as_ref().map(|photo| photo.size).or_else(|| self.album.size(file));
        Some(Link { target, size, shown: Some(shown) })
    }

    fn check_fragment(&self, document: &Document, fragment: &str, page: &str, span: Span, diags: &mut Diagnostics) {
        let Some(name) = address::decode(fragment) else { return };
        if !name.is_empty() && !document.anchors.contains_key(&Anchor(name.clone().into_owned())) {
            for other in self.others(document) {
                if let Some(paired) = paired(document, other, &name) {
                    diags.push(codes::foreign_fragment(span, &name, page, &other.path, paired));
                    return;
                }
            }
            let known = self.suggestions.anchors(document);
            diags.push(codes::broken_fragment(span, &name, page, known.nearest(&name)));
        }
    }
}

/// Where the pages that are kept back would stand below the output folder.
fn absent_outs<'a>(config: &Config, routes: &[PageRoute], absent: &'a Absent) -> BTreeMap<String, &'a Mark> {
    if absent.pages.is_empty() {
        return BTreeMap::new();
    }
    let shown = routes.iter().filter_map(|o| Some((o.path_key.as_str(), o.locale, o.document.as_deref()?)));
    let hidden = absent.pages.iter().map(|k| (k.place.key.as_str(), k.document.locale, &*k.document));
    let slugs = slugs(shown.chain(hidden));
    absent.pages.iter().map(|k| (out_path(config, &k.place.key, k.document.locale, &slugs), &k.mark)).collect()
}

/// The page a link stands on.
#[derive(Clone, Copy)]
struct From<'a> {
    document: &'a Document,
    page: PageId,
    locale: LocaleId,
}

/// What the heading is called here that the page in another language calls `name`: the one at the same place in the text, where
/// both have as many; nothing where they have not. `None` if the other page has no such heading.
#[expect(clippy::option_option, reason = "a name of no page, and a heading without a known twin, are two things")]
fn paired<'a>(document: &'a Document, other: &Document, name: &str) -> Option<Option<&'a str>> {
    let in_order = |document: &'a Document| {
        let mut anchors: Vec<(&Span, &str)> = document.anchors.iter().map(|(anchor, span)| (span, anchor.0.as_str())).collect();
        anchors.sort_unstable();
        anchors
    };
    let at = *other.anchors.get(&Anchor(name.to_owned()))?;
    let place = other.anchors.values().filter(|span| **span < at).count();
    let own = in_order(document);
    Some((own.len() == other.anchors.len()).then(|| own.get(place).map(|(_, name)| *name)).flatten())
}

/// The element that a fragment names; `None` if its bytes are no UTF-8.
fn anchor(fragment: &str) -> Option<Anchor> {
    Some(Anchor(address::decode(fragment)?.into_owned()))
}

/// A file below `content/` as a target.
fn asset(file: &SourceFile) -> Target {
    Target::Asset(AssetRef { file: file.id, out: file.path[CONTENT.len() + 1..].to_owned() })
}

/// Documents by what they are, for menus: the first route with a document of this key, in `locale` or any language.
pub fn by_path<'a>(routes: &'a [PageRoute], key: &str, locale: LocaleId) -> Option<(usize, &'a Arc<Document>)> {
    routes
        .iter()
        .enumerate()
        .find(|(_, o)| o.path_key == key && o.locale == locale)
        .and_then(|(i, o)| o.document.as_ref().map(|d| (i, d)))
}
