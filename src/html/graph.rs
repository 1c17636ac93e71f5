//! What a page says of itself to machines, as the values of [`json_ld`].

use std::collections::BTreeSet;

use crate::ast::text::isolated;
use crate::config::ArticleType;
use crate::json_ld::{self, Article, Author, Citation, Image, Kind, Page, Site};
use crate::locale::date::Date;
use crate::site::photos::Shown;
use crate::site::{PageKind, address};

use super::card::Card;
use super::chrome;
use super::context::PageContext;

/// The JSON-LD of a page.
pub fn of(context: PageContext<'_>, url: &str, description: &str, image: Option<&Card>) -> String {
    let (config, site) = (context.config(), context.site);
    let absolute = |id| site.absolute(id);
    let home = site.homes[usize::from(context.locale.id.0)];
    let mut above = Vec::new();
    let mut at = context.page.parent;
    while let Some(id) = at {
        above.push((context.of(id).title_text(), absolute(id)));
        at = site.page(id).parent;
    }
    if context.page.kind != PageKind::Home && above.last().is_none_or(|(_, url)| *url != absolute(home)) {
        above.push((context.text(config.title.get(context.locale.id)), absolute(home)));
    }
    above.reverse();
    let twins = context
        .page
        .translations
        .iter()
        .enumerate()
        .filter_map(|(i, t)| t.map(|t| (i, t)))
        .filter(|(_, t)| *t != context.page.id);
    let original = context.content_locale().id == config.default_locale
        || context.page.translations[usize::from(config.default_locale.0)].is_none();
    json_ld::render(&Page {
        url: url.to_owned(),
        kind: kind(context),
        title: context.title_text(),
        description: description.to_owned(),
        lang: context.content_locale().tag.clone(),
        site: Site {
            name: context.text(config.title.get(context.locale.id)),
            url: absolute(home),
            description: context.text(config.description.get(context.locale.id)),
            lang: context.locale.tag.clone(),
            publisher: context.text(config.publisher.get(context.locale.id)),
            logo: logo(context).map(|url| format!("{}{url}", config.base.origin)),
        },
        breadcrumbs: above,
        image: image.map(|image| picture(&image.url, image.size, &image.shown)),
        pictures: pictures(context),
        part_of: chrome::briefing_of(context)
            .filter(|b| *b != context.page.id)
            .map(|b| (context.of(b).title_text(), absolute(b))),
        translations: twins.map(|(i, t)| (context.locales().site()[i].tag.clone(), absolute(t))).collect(),
        original,
        citations: citations(context),
    })
}

/// The picture that stands for the publisher: the site's own, else the theme's. A mark that is made of a letter is none.
fn logo(context: PageContext<'_>) -> Option<String> {
    let brand = context.brand();
    let own = brand.logo.as_ref().or(brand.icon.as_ref()).map(|sign| context.site.url_of_asset(&sign.asset));
    own.or_else(|| context.theme.icon.as_deref().map(|icon| context.asset(icon)))
}

/// The pictures of the text of which somebody wrote whose they are or what they show, each once. That of the head stands for itself.
fn pictures(context: PageContext<'_>) -> Vec<Image> {
    let head = context.page.image.as_ref().and_then(|image| image.shown.entry.clone());
    let mut seen: BTreeSet<&str> = head.as_deref().into_iter().collect();
    let mut found = Vec::new();
    for link in context.page.links.iter() {
        let Some(shown) = link.shown.as_ref().filter(|shown| shown.words.is_some()) else { continue };
        let Some(url) = context.site.url(&link.target) else { continue };
        if shown.entry.as_deref().is_some_and(|entry| seen.insert(entry)) {
            found.push(picture(&format!("{}{url}", context.config().base.origin), link.size, shown));
        }
    }
    found
}

/// A picture with what is written of it.
fn picture(url: &str, size: Option<(u32, u32)>, shown: &Shown) -> Image {
    let words = shown.words.as_deref();
    Image {
        url: url.to_owned(),
        size,
        caption: words.map(|words| isolated(&words.caption)).filter(|caption| !caption.is_empty()),
        credit: words.and_then(|words| words.by.clone()),
        licence: words.and_then(|words| words.licence.clone()),
        created: words.and_then(|words| words.date).map(Date::iso),
    }
}

/// The sources of a page, in the order of their first use.
fn citations(context: PageContext<'_>) -> Vec<Citation> {
    let Some(known) = &context.page.known else { return Vec::new() };
    let Some(ledger) = context.site.ledgers.by_folder.get(&known.folder) else { return Vec::new() };
    let locale = context.content_locale().id;
    let citation = |id: &String| {
        let source = ledger.sources.get(id)?;
        Some(Citation {
            name: isolated(&source.title.get(locale).content),
            url: source.url.as_ref().map(|url| address::encode_url(url)),
            published: source.date.map(Date::iso),
            lang: source.lang.clone(),
            publisher: source.publisher.as_ref().map(|p| isolated(&p.get(locale).content)),
        })
    };
    known.sources.iter().filter_map(citation).collect()
}

fn kind(context: PageContext<'_>) -> Kind {
    let document = context.page.document.as_deref();
    let article = document.and_then(|d| d.meta.date.map(|published| (d, published)));
    match (context.page.kind, article) {
        (PageKind::Home, _) => Kind::Home,
        (PageKind::Section, _) if !context.page.is_briefing => Kind::Collection,
        (PageKind::Tag | PageKind::Tags | PageKind::Author | PageKind::Authors, _) => Kind::Collection,
        (PageKind::Section | PageKind::Page, None) => Kind::Plain,
        (PageKind::Section | PageKind::Page, Some((document, published))) => {
            let modified = document.meta.updated.filter(|u| u.unix() > published.unix()).unwrap_or(published);
            let tags = &context.site.tags[usize::from(context.page.locale.0)];
            let article = Article {
                published: published.iso(),
                modified: modified.iso(),
                authors: document.meta.authors.iter().map(|a| author(context, &isolated(&a.content))).collect(),
                keywords: context.page.tags.iter().filter_map(|t| tags.get(t)).map(|t| isolated(&t.name.content)).collect(),
                words: document.words,
            };
            match context.config().article_type {
                ArticleType::Report => Kind::Report(article),
                ArticleType::NewsArticle => Kind::News(article),
            }
        }
    }
}

/// The publisher is an organisation; other names are people.
fn author(context: PageContext<'_>, name: &str) -> Author {
    let publisher = context.text(context.config().publisher.get(context.content_locale().id));
    if name == publisher { Author::Organization(name.to_owned()) } else { Author::Person(name.to_owned()) }
}
