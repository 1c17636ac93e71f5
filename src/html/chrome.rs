//! The frame of a page: the site's name, navigation, breadcrumbs, the other languages, the briefing around a chapter.

use crate::book::format::Download;
use crate::site::menu::{ItemTarget, MenuItem};
use crate::site::{PageId, address};

use super::context::PageContext;
use super::view::{
    BriefingView, ChapterView, DownloadView, LanguageNameView, LanguageView, LinkView, LogoView, MenuView, PartView, SearchView,
    SiteView,
};
use super::{lists, mark};

/// The site around the page, in the page's language.
pub fn site(context: PageContext<'_>) -> SiteView {
    let (config, id) = (context.config(), context.locale.id);
    let at = usize::from(id.0);
    SiteView {
        title: context.text(config.title.get(id)),
        title_html: context.prose(config.title.get(id)),
        description: context.text(config.description.get(id)),
        home: context.site.page(context.site.homes[at]).url.clone(),
        menu: context.site.menus[at].iter().map(|item| menu_item(context, item)).collect(),
        extra: serde_json::Value::Object(config.extra.clone()),
        copyright_html: config.copyright.as_ref().map(|c| context.prose(c.get(id))).unwrap_or_default(),
        tags: context.site.tag_indexes[at].map(|p| context.site.page(p).url.clone()),
        authors: context.site.author_indexes[at].map(|p| context.site.page(p).url.clone()),
        logo: logo(context),
        initial: mark::initial(context),
        search: search(context),
    }
}

/// An entry of the menu. One that leads nowhere is open where one of those below it is.
fn menu_item(context: PageContext<'_>, item: &MenuItem) -> MenuView {
    let title = item.title.as_ref().map(|title| context.prose(title));
    let children: Vec<MenuView> = item.children.iter().map(|child| menu_item(context, child)).collect();
    let is_open = children.iter().any(|child| child.open);
    match &item.target {
        Some(ItemTarget::Page(page)) => {
            let LinkView { title_html, href, current, open } = context.link(*page);
            MenuView { title_html: title.unwrap_or(title_html), href: Some(href), current, open: open || is_open, children }
        }
        Some(ItemTarget::Address(url)) => {
            let href = Some(address::encode_url(url));
            MenuView { title_html: title.unwrap_or_default(), href, current: false, open: is_open, children }
        }
        None => MenuView { title_html: title.unwrap_or_default(), href: None, current: false, open: is_open, children },
    }
}

/// Where the box of the search leads, and its script; `None` where the site has no search.
fn search(context: PageContext<'_>) -> Option<SearchView> {
    let page = context.asset(&address::search(context.config(), context.locale.id));
    context.search.map(|script| SearchView { page, script: context.asset(script) })
}

/// The picture beside the site's name in the page's language.
fn logo(context: PageContext<'_>) -> Option<LogoView> {
    context.brand().logo.as_ref().map(|logo| LogoView {
        src: context.address_of(logo),
        width: logo.size.map(|(width, _)| width),
        height: logo.size.map(|(_, height)| height),
    })
}

/// Home, section, … down to the page, without it; empty for homes.
pub fn breadcrumbs(context: PageContext<'_>) -> Vec<LinkView> {
    let home = context.site.homes[usize::from(context.locale.id.0)];
    let mut chain = Vec::new();
    let mut at = context.page.parent;
    while let Some(id) = at {
        chain.push(id);
        at = context.site.page(id).parent;
    }
    if context.page.id != home && chain.last() != Some(&home) {
        chain.push(home);
    }
    chain.iter().rev().map(|id| context.link(*id)).collect()
}

/// The page in every language; where it is not translated, that language's home.
pub fn languages(context: PageContext<'_>) -> Vec<LanguageView> {
    let first = context.page.part.as_ref().map_or(context.page, |part| context.site.page(part.pages[0]));
    let one = |(at, locale): (usize, &crate::locale::Locale)| {
        let current = locale.id == context.locale.id;
        let twin = if current { Some(context.page.id) } else { first.translations[at] };
        LanguageView {
            lang: locale.tag.clone(),
            dir: locale.dir.as_str(),
            name: locale.name.clone(),
            href: context.site.page(twin.unwrap_or(context.site.homes[at])).url.clone(),
            current,
            exact: twin.is_some(),
        }
    };
    context.locales().site().iter().enumerate().map(one).collect()
}

/// The overview of the briefing that a page belongs to.
pub fn briefing_of(context: PageContext<'_>) -> Option<PageId> {
    context.site.briefing_of(context.page)
}

/// The briefing with its chapters, for navigation.
pub fn briefing(context: PageContext<'_>) -> Option<BriefingView> {
    let overview = briefing_of(context)?;
    let chapter = |(i, id): (usize, &PageId)| {
        let page = context.site.page(*id);
        let document = page.document.as_ref()?;
        Some(ChapterView {
            number: context.locale.plain(i as u64 + 1),
            title_html: context.prose_within(&document.meta.title, document.locale),
            summary_html: document.meta.summary.as_ref().map(|s| context.prose_within(s, document.locale)),
            href: page.url.clone(),
            current: *id == context.page.id,
            lang: (document.locale != context.locale.id).then(|| context.locales().get(document.locale).tag.clone()),
        })
    };
    Some(BriefingView {
        title_html: context.of(overview).title_within(context.locale.id),
        href: context.site.page(overview).url.clone(),
        current: overview == context.page.id,
        chapters: context.site.page(overview).chapters.iter().enumerate().filter_map(chapter).collect(),
    })
}

/// The chapters before and after a page; the overview stands before the first.
pub fn neighbours(context: PageContext<'_>) -> (Option<LinkView>, Option<LinkView>) {
    let Some(overview) = briefing_of(context) else { return (None, None) };
    let mut line = vec![overview];
    line.extend(&context.site.page(overview).chapters);
    let Some(at) = line.iter().position(|p| *p == context.page.id) else { return (None, None) };
    let before = at.checked_sub(1).map(|i| context.link(line[i]));
    (before, line.get(at + 1).map(|p| context.link(*p)))
}

/// Formats in the order in which pages offer them.
const BOOKS: [&str; 4] = ["PDF", "EPUB", "HTML", "DOCX"];

/// The files that the page is in: by format, sheets after books, its own language first.
pub fn downloads(context: PageContext<'_>) -> Vec<DownloadView> {
    let language = |page: PageId| {
        let locale = context.locales().get(context.site.page(page).locale);
        LanguageNameView { lang: locale.tag.clone(), dir: locale.dir.as_str(), name: locale.name.clone() }
    };
    let one = |file: &Download| DownloadView {
        brief: file.edition.is_brief,
        format: file.format.rsplit('.').next().unwrap_or(file.format).to_ascii_uppercase(),
        r#type: file.media_type,
        href: file.url.clone(),
        languages: file.edition.overviews().map(language).collect(),
        size: file.size.map(|size| file_size(context, size)),
    };
    let mut files: Vec<DownloadView> = context.downloads.of_page(context.site, context.page).into_iter().map(one).collect();
    let place = |file: &DownloadView| BOOKS.iter().position(|format| *format == file.format);
    files.sort_by_key(|file| {
        (place(file), file.brief, file.languages.len(), file.languages.iter().all(|l| l.lang != context.locale.tag))
    });
    files
}

/// Bytes as people read them: kilobytes, from a million on megabytes with one decimal.
fn file_size(context: PageContext<'_>, bytes: u64) -> String {
    let (key, number) = if bytes < 1_000_000 {
        ("size-kb", bytes.div_ceil(1000).to_string())
    } else {
        let tenths = bytes.div_ceil(100_000);
        ("size-mb", format!("{}.{}", tenths / 10, tenths % 10))
    };
    let number = context.locale.decimal(&number).unwrap_or(number);
    context.t(key, None, &[("n", &number)])
}

/// One part per language, for pages that speak to readers of all.
pub fn parts(context: PageContext<'_>) -> Vec<PartView> {
    let part = |locale: &crate::locale::Locale| PartView {
        lang: locale.tag.clone(),
        dir: locale.dir.as_str(),
        name: locale.name.clone(),
        site_title: context.text(context.config().title.get(locale.id)),
        site_description: context.text(context.config().description.get(locale.id)),
        home: context.site.page(context.site.homes[usize::from(locale.id.0)]).url.clone(),
        latest: lists::first(context.of(context.site.homes[usize::from(locale.id.0)])),
        logo: logo(context.of(context.site.homes[usize::from(locale.id.0)])),
        initial: mark::initial(context.of(context.site.homes[usize::from(locale.id.0)])),
    };
    context.locales().site().iter().map(part).collect()
}
