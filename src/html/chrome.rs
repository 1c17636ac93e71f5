//! The frame of a page: the site's name, navigation, breadcrumbs, the other languages, the briefing around a chapter.

use crate::book::format::Download;
use crate::site::{Page, PageId, PageKind};

use super::mark;
use super::scene::Scene;
use super::view::{
    BriefingView, ChapterView, DownloadView, LanguageNameView, LanguageView, LinkView, LogoView, PartView, SiteView,
};

/// The site around the page, in the page's language.
pub fn site(scene: Scene<'_>) -> SiteView {
    let (config, id) = (scene.config(), scene.locale.id);
    let at = usize::from(id.0);
    SiteView {
        title: scene.text(config.title.get(id)),
        title_html: scene.prose(config.title.get(id)),
        description: scene.text(config.description.get(id)),
        home: scene.site.page(scene.site.homes[at]).url.clone(),
        menu: scene.site.menus[at].iter().map(|p| scene.link(*p)).collect(),
        copyright_html: config.copyright.as_ref().map(|c| scene.prose(c.get(id))).unwrap_or_default(),
        tags: scene.site.tag_indexes[at].map(|p| scene.site.page(p).url.clone()),
        logo: logo(scene),
        initial: mark::initial(scene),
    }
}

/// The picture beside the site's name in the page's language.
fn logo(scene: Scene<'_>) -> Option<LogoView> {
    scene.brand().logo.as_ref().map(|logo| LogoView {
        src: scene.site.url_of_asset(&logo.asset),
        width: logo.size.map(|(width, _)| width),
        height: logo.size.map(|(_, height)| height),
    })
}

/// Home, section, … down to the page, without it; empty for homes.
pub fn breadcrumbs(scene: Scene<'_>) -> Vec<LinkView> {
    let home = scene.site.homes[usize::from(scene.locale.id.0)];
    let mut chain = Vec::new();
    let mut at = scene.page.parent;
    while let Some(id) = at {
        chain.push(id);
        at = scene.site.page(id).parent;
    }
    if scene.page.id != home && chain.last() != Some(&home) {
        chain.push(home);
    }
    chain.iter().rev().map(|id| scene.link(*id)).collect()
}

/// The page in every language; where it is not translated, that language's home.
pub fn languages(scene: Scene<'_>) -> Vec<LanguageView> {
    let first = scene.page.part.as_ref().map_or(scene.page, |part| scene.site.page(part.pages[0]));
    let one = |(at, locale): (usize, &crate::locale::Locale)| {
        let current = locale.id == scene.locale.id;
        let twin = if current { Some(scene.page.id) } else { first.translations[at] };
        LanguageView {
            lang: locale.tag.clone(),
            dir: locale.dir.as_str(),
            name: locale.name.clone(),
            href: scene.site.page(twin.unwrap_or(scene.site.homes[at])).url.clone(),
            current,
            exact: twin.is_some(),
        }
    };
    scene.locales().site().iter().enumerate().map(one).collect()
}

/// The overview of the briefing that a page belongs to.
pub fn briefing_of(scene: Scene<'_>) -> Option<PageId> {
    let is_overview = |p: &Page| p.is_briefing && p.kind == PageKind::Section;
    if is_overview(scene.page) {
        return Some(scene.page.id);
    }
    scene.page.parent.filter(|p| scene.page.kind == PageKind::Page && is_overview(scene.site.page(*p)))
}

/// The briefing with its chapters, for navigation.
pub fn briefing(scene: Scene<'_>) -> Option<BriefingView> {
    let overview = briefing_of(scene)?;
    let chapter = |(i, id): (usize, &PageId)| {
        let page = scene.site.page(*id);
        let document = page.document.as_ref()?;
        Some(ChapterView {
            number: scene.locale.plain(i as u64 + 1),
            title_html: scene.prose_within(&document.meta.title, document.locale),
            summary_html: document.meta.summary.as_ref().map(|s| scene.prose_within(s, document.locale)),
            href: page.url.clone(),
            current: *id == scene.page.id,
            lang: (document.locale != scene.locale.id).then(|| scene.locales().get(document.locale).tag.clone()),
        })
    };
    Some(BriefingView {
        title_html: scene.of(overview).title_within(scene.locale.id),
        href: scene.site.page(overview).url.clone(),
        current: overview == scene.page.id,
        chapters: scene.site.page(overview).chapters.iter().enumerate().filter_map(chapter).collect(),
    })
}

/// The chapters before and after a page; the overview stands before the first.
pub fn neighbours(scene: Scene<'_>) -> (Option<LinkView>, Option<LinkView>) {
    let Some(overview) = briefing_of(scene) else { return (None, None) };
    let mut line = vec![overview];
    line.extend(&scene.site.page(overview).chapters);
    let Some(at) = line.iter().position(|p| *p == scene.page.id) else { return (None, None) };
    let before = at.checked_sub(1).map(|i| scene.link(line[i]));
    (before, line.get(at + 1).map(|p| scene.link(*p)))
}

/// Formats in the order in which pages offer them.
const BOOKS: [&str; 2] = ["PDF", "DOCX"];

/// The files that the page is in: by format, its own language first.
pub fn downloads(scene: Scene<'_>) -> Vec<DownloadView> {
    let language = |page: PageId| {
        let locale = scene.locales().get(scene.site.page(page).locale);
        LanguageNameView { lang: locale.tag.clone(), dir: locale.dir.as_str(), name: locale.name.clone() }
    };
    let one = |file: &Download| DownloadView {
        format: file.format.to_ascii_uppercase(),
        r#type: file.media_type,
        href: file.url.clone(),
        languages: file.edition.overviews().map(language).collect(),
        size: file.size.map(|size| file_size(scene, size)),
    };
    let mut files: Vec<DownloadView> = scene.downloads.of_page(scene.site, scene.page).into_iter().map(one).collect();
    let place = |file: &DownloadView| BOOKS.iter().position(|format| *format == file.format);
    files.sort_by_key(|file| (place(file), file.languages.len(), file.languages.iter().all(|l| l.lang != scene.locale.tag)));
    files
}

/// Bytes as people read them: kilobytes, from a million on megabytes with one decimal.
fn file_size(scene: Scene<'_>, bytes: u64) -> String {
    let (key, number) = if bytes < 1_000_000 {
        ("size-kb", bytes.div_ceil(1000).to_string())
    } else {
        let tenths = bytes.div_ceil(100_000);
        ("size-mb", format!("{}.{}", tenths / 10, tenths % 10))
    };
    let number = scene.locale.decimal(&number).unwrap_or(number);
    scene.t(key, None, &[("n", &number)])
}

/// One part per language, for pages that speak to readers of all.
pub fn parts(scene: Scene<'_>) -> Vec<PartView> {
    let part = |locale: &crate::locale::Locale| PartView {
        lang: locale.tag.clone(),
        dir: locale.dir.as_str(),
        name: locale.name.clone(),
        site_title: scene.text(scene.config().title.get(locale.id)),
        site_description: scene.text(scene.config().description.get(locale.id)),
        home: scene.site.page(scene.site.homes[usize::from(locale.id.0)]).url.clone(),
        logo: logo(scene.of(scene.site.homes[usize::from(locale.id.0)])),
        initial: mark::initial(scene.of(scene.site.homes[usize::from(locale.id.0)])),
    };
    scene.locales().site().iter().map(part).collect()
}
