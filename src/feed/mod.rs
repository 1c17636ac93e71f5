//! Roof: [`Site`] -> what machines read: an Atom feed per language, the sitemap, robots.txt and the facts as data. Each writer takes a small
//! plain value that is filled here, and knows nothing else of the site.

pub mod atom;
pub mod calendar;
pub mod events;
pub mod json;
pub mod robots;
pub mod sitemap;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::ast::text;
use crate::body::{self, RenderContext};
use crate::config::besides::Besides;
use crate::locale::Locale;
use crate::locale::date::Timestamp;
use crate::memo::key::KeyBuilder;
use crate::memo::{PageKeys, Pages, Sitemaps};
use crate::output::OutPath;
use crate::site::entries::{apply, chapters};
use crate::site::{Page, PageId, Site, address, facts};
use crate::theme::Theme;

use atom::{Entry, Feed};
use sitemap::SitemapUrl;

/// Every file, with its path. Without `keys`, feeds and sitemaps are made anew.
pub fn render(site: &Site, theme: &Theme, kept: &Pages, keys: Option<&PageKeys>) -> Vec<(OutPath, Arc<str>)> {
    let root = format!("{}{}", site.config.base.origin, site.config.base.path);
    let feeds = || {
        let one = |locale: &Locale| feed(site, theme, locale, kept, keys);
        site.config.locales.site().par_iter().flat_map_iter(one).collect::<Vec<_>>()
    };
    let sections = || {
        let one = |(section, pages): (&PageId, &Vec<PageId>)| section_feed(site, theme, *section, pages, kept, keys);
        site.feeds.par_iter().flat_map_iter(one).collect::<Vec<_>>()
    };
    let (feeds, sitemaps) = rayon::join(|| rayon::join(feeds, sections), || sitemaps(site, &root, kept, keys));
    let mut files = [feeds.0, feeds.1].concat();
    files.extend(sitemaps.iter().cloned());
    for ledger in site.ledgers.by_folder.values().filter(|l| !l.facts.is_empty()) {
        files.push((chapters::data_path(&ledger.folder), facts::json(site, ledger).into()));
    }
    if !has_own_robots(site) {
        files.push((ROBOTS.to_owned(), robots::render(&format!("{root}sitemap.xml")).into()));
    }
    files.into_iter().filter_map(|(path, text)| Some((OutPath::new(&path)?, text))).collect()
}

/// The feeds that the texts of these pages stand in. Nothing else that machines read comes from a text.
pub fn render_again(
    site: &Site,
    theme: &Theme,
    kept: &Pages,
    keys: &PageKeys,
    pages: &BTreeSet<PageId>,
) -> Vec<(OutPath, Arc<str>)> {
    let holds = |list: &[PageId]| list.iter().any(|id| pages.contains(id));
    let languages = site.config.locales.site().iter().filter(|locale| holds(&site.newest[usize::from(locale.id.0)]));
    let feeds = languages.flat_map(|locale| feed(site, theme, locale, kept, Some(keys)));
    let sections = site.feeds.iter().filter(|(_, list)| holds(list));
    let sections = sections.flat_map(|(section, list)| section_feed(site, theme, *section, list, kept, Some(keys)));
    feeds.chain(sections).filter_map(|(path, text)| Some((OutPath::new(&path)?, text))).collect()
}

/// What crawlers are told, at the top of a site.
const ROBOTS: &str = "robots.txt";

/// Whether the site has one of its own, which is published as it is.
fn has_own_robots(site: &Site) -> bool {
    site.assets.iter().any(|asset| asset.out == ROBOTS)
}

/// The paths of all files.
pub fn paths(site: &Site) -> Vec<String> {
    let robots = (!has_own_robots(site)).then(|| ROBOTS.to_owned());
    let own = robots.into_iter().chain(["sitemap.xml".to_owned()]);
    let feeds = site.config.locales.site().iter().map(|locale| address::feed(&site.config, locale.id));
    let sections = site.feeds.keys().map(|section| address::section_feed(&site.page(*section).out));
    let feeds = feeds.chain(sections).flat_map(|atom| forms(site, atom));
    own.chain(feeds).chain(apply::data(&site.ledgers)).collect()
}

/// Where the forms of a feed stand, by that of Atom: that, and JSON where the site has it.
fn forms(site: &Site, atom: String) -> impl Iterator<Item = String> {
    let json = site.config.makes(Besides::JsonFeed).then(|| address::json_feed(&atom));
    std::iter::once(atom).chain(json)
}

/// What a feed is of.
struct Channel {
    title: String,
    subtitle: String,
    /// Where it stands, below the output folder.
    out: String,
    /// The page that it is the feed of.
    page: PageId,
}

/// A feed in one of its forms, with its path.
type Form = (String, Arc<str>);

/// The feed of a language.
fn feed(site: &Site, theme: &Theme, locale: &Locale, kept: &Pages, keys: Option<&PageKeys>) -> Vec<Form> {
    let config = &site.config;
    let channel = Channel {
        title: text::isolated(&config.title.get(locale.id).content),
        subtitle: text::isolated(&config.description.get(locale.id).content),
        out: address::feed(config, locale.id),
        page: site.homes[usize::from(locale.id.0)],
    };
    made(site, theme, &channel, &site.newest[usize::from(locale.id.0)], kept, keys)
}

/// The feed of a section.
fn section_feed(
    site: &Site,
    theme: &Theme,
    section: PageId,
    pages: &[PageId],
    kept: &Pages,
    keys: Option<&PageKeys>,
) -> Vec<Form> {
    let page = site.page(section);
    let locale = site.config.locales.get(page.locale);
    let separator = theme.messages.get(locale, "site-name-separator", None, &[]);
    let names = [&page.title, site.config.title.get(locale.id)].map(|name| text::isolated(&name.content));
    let summary = page.document.as_ref().and_then(|document| document.meta.summary.as_ref());
    let channel = Channel {
        title: names.join(&separator),
        subtitle: summary.map(|summary| text::isolated(&summary.content)).unwrap_or_default(),
        out: address::section_feed(&page.out),
        page: section,
    };
    made(site, theme, &channel, pages, kept, keys)
}

/// A feed in all its forms, each found again by the keys of its pages.
fn made(site: &Site, theme: &Theme, channel: &Channel, pages: &[PageId], kept: &Pages, keys: Option<&PageKeys>) -> Vec<Form> {
    let entry = |id: &PageId| {
        let page = site.page(*id);
        let document = page.document.as_deref()?;
        Some((page, document, document.meta.date?))
    };
    let pages: Vec<(&Page, &Document, Timestamp)> = pages.iter().filter_map(entry).collect();
    let own = keys.map(|keys| {
        let own = KeyBuilder::of("feed").and(keys.frame).text(&channel.out).text(&channel.title).text(&channel.subtitle);
        pages.iter().fold(own, |own, (page, ..)| own.and(keys.pages[page.id.0 as usize]))
    });
    // All forms are made of the same texts, which are written once.
    let filled = OnceCell::new();
    let one = |path: String| {
        let feed = || filled.get_or_init(|| filled_with(site, theme, channel, kept, &pages));
        let url = || format!("{}{}", site.config.base.origin, address::url(&site.config, &path));
        let is_json = path.ends_with(".json");
        let make = || if is_json { json::render(feed(), &url()).into() } else { atom::render(feed()).into() };
        let key = own.clone().map(|own| own.number(u64::from(is_json)).key());
        let text = key.map_or_else(make, |key| kept.feeds.get_or(key, make));
        (path, text)
    };
    forms(site, channel.out.clone()).map(one).collect()
}

/// A feed of these pages.
fn filled_with(site: &Site, theme: &Theme, channel: &Channel, kept: &Pages, pages: &[(&Page, &Document, Timestamp)]) -> Feed {
    let config = &site.config;
    let origin = &config.base.origin;
    let locale = config.locales.get(site.page(channel.page).locale);
    let labels = body::labels(&theme.messages, locale);
    let entry = |(page, document, date): &(&Page, &Document, Timestamp)| {
        let updated = document.meta.updated.filter(|u| u.unix() > date.unix()).unwrap_or(*date);
        let tags = &site.tags[usize::from(page.locale.0)];
        Entry {
            id: site.absolute(page.id),
            url: site.absolute(page.id),
            title: text::isolated(&document.meta.title.content),
            summary: document.meta.summary.as_ref().map(|s| text::isolated(&s.content)),
            content_html: body::of_page(
                RenderContext { site, theme, kept, colours: &crate::picture::photo::Tints::new(), marks: false },
                page,
                document,
                &labels,
                body::Place::Feed { origin },
            ),
            published: date.rfc3339(),
            updated: updated.rfc3339(),
            authors: document
                .meta
                .authors
                .iter()
                .enumerate()
                .map(|(place, author)| (text::isolated(&author.content), author_page(site, page, place)))
                .collect(),
            categories: page
                .tags
                .iter()
                .filter_map(|id| tags.get(id).map(|t| (id.clone(), text::isolated(&t.name.content))))
                .collect(),
            lang: locale.tag.clone(),
            dir: locale.dir.as_str(),
        }
    };
    let entries: Vec<Entry> = pages.iter().map(entry).collect();
    let latest = entries.iter().map(|e| e.updated.as_str()).max_by_key(|u| Timestamp::parse(u).map(Timestamp::unix));
    let home = site.absolute(channel.page);
    Feed {
        lang: locale.tag.clone(),
        title: channel.title.clone(),
        subtitle: channel.subtitle.clone(),
        self_url: format!("{origin}{}", address::url(config, &channel.out)),
        id: home.clone(),
        home_url: home,
        // A feed without entries has changed never: the beginning of time is the honest moment, and always the same.
        updated: latest.unwrap_or("1970-01-01T00:00:00Z").to_owned(),
        author: text::isolated(&config.publisher.get(locale.id).content),
        rights: config.copyright.as_ref().map(|c| text::isolated(&c.get(locale.id).content)),
        icon: theme.icon.as_deref().map(|icon| format!("{origin}{}", address::url(config, icon))),
        entries,
    }
}

/// The absolute URL of the page of an author, by the place in the page's own list.
fn author_page(site: &Site, page: &Page, place: usize) -> Option<String> {
    let id = page.authors.get(place)?.as_ref()?;
    Some(site.absolute(site.authors[usize::from(page.locale.0)].get(id)?.page))
}

/// The sitemap's files. Nothing in them comes from the text of a page.
fn sitemaps(site: &Site, root: &str, kept: &Pages, keys: Option<&PageKeys>) -> Sitemaps {
    let make = || sitemap::render(root, &urls(site)).into_iter().map(|(path, text)| (path, text.into())).collect();
    match keys {
        Some(keys) => kept.sitemaps.get_or(KeyBuilder::of("sitemap").and(keys.frame).key(), make),
        None => make(),
    }
}

/// Every page that may be found, with its translations.
fn urls(site: &Site) -> Vec<SitemapUrl> {
    let config = &site.config;
    let mut urls = Vec::new();
    if !config.default_at_root {
        urls.push(SitemapUrl {
            loc: format!("{}{}", config.base.origin, config.base.path),
            lastmod: None,
            alternates: site.chooser_alternates(),
        });
    }
    for page in site.pages.iter().filter(|p| p.fallback_of.is_none() && !p.is_noindex) {
        let meta = page.document.as_ref().map(|d| &d.meta);
        urls.push(SitemapUrl {
            loc: site.absolute(page.id),
            lastmod: meta.and_then(|m| m.updated.or(m.date)).map(Timestamp::iso),
            alternates: site.alternates(page),
        });
    }
    urls.sort_by(|a, b| a.loc.cmp(&b.loc));
    urls
}
