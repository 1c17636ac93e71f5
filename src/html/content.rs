//! The page's own text: title block, contents, body with notes.

use crate::ast::{Block, BlockKind, Inline, Prose};
use crate::body;
use crate::body::picture::Spot;
use crate::escape::{html_attr, html_text};
use crate::site::PageKind;
use crate::site::absent::{Mark, Why};

use super::context::PageContext;
use super::view::{ContentView, KeyFigureView, TocView};
use super::{answers, chrome, face, lists, numeral, parallel, translation_notice};

/// Headings shown in the contents: the page's sections and theirs.
const TOC_LEVELS: std::ops::RangeInclusive<u8> = 2..=3;
/// A page with fewer headings needs no contents, unless it asks for them.
const TOC_FROM: usize = 3;

/// The page's own part of its view.
pub fn view(context: PageContext<'_>) -> ContentView {
    let locale = context.content_locale();
    let document = context.page.document.as_deref().filter(|_| context.page.is_first_part());
    let meta = context.page.document.as_deref().map(|d| &d.meta);
    let within = locale.id;
    let prose = |p: &Prose| context.prose_within(p, within);
    let figure = |content: &[Inline]| match document {
        Some(d) => body::line_of_page(context.means(), context.page, d, &context.labels[usize::from(d.locale.0)], content),
        None => context.inlines(content, within),
    };
    let (prev, next) = chrome::neighbours(context);
    let stale = document.map(|_| translation_notice::of(context)).unwrap_or_default();
    let twins = document.map(|_| parallel::twins(context)).unwrap_or_default();
    let briefing = chrome::briefing_of(context).map(|b| context.site.page(b));
    let chapter = briefing.and_then(|b| b.chapters.iter().position(|c| *c == context.page.id));
    ContentView {
        lang: locale.tag.clone(),
        dir: locale.dir.as_str(),
        title_html: context.title_within(within),
        subtitle_html: meta.and_then(|m| m.subtitle.as_ref()).map(prose),
        summary_html: meta.and_then(|m| m.summary.as_ref()).map(prose),
        date: meta.and_then(|m| m.date).map(|d| context.date(d)),
        updated: meta.and_then(|m| m.updated.filter(|u| m.date.is_none_or(|d| d.unix() < u.unix()))).map(|d| context.date(d)),
        authors_html: face::authors(context),
        tags: lists::own_tags(context).collect(),
        reading_time: document
            .filter(|_| context.page.kind == PageKind::Page || context.page.is_briefing)
            .filter(|_| !context.page.is_made())
            .and_then(|d| context.reading_time(d.words)),
        answers: meta.map(|m| answers::view(context, &m.answers)).unwrap_or_default(),
        key_figures: meta
            .map(|m| {
                m.key_figures
                    .iter()
                    .map(|f| KeyFigureView {
                        value_html: numeral::raised(&figure(&unlinked(&f.value.content))),
                        href: entry_page(context, &f.value.content),
                        label_html: prose(&f.label),
                        note_html: f.note.as_ref().map(prose),
                    })
                    .collect()
            })
            .unwrap_or_default(),
        image: context.page.image.as_ref().map(|p| face::picture(context, p, Spot::Lead)),
        toc: document.map(|d| toc(context, &d.blocks, d.meta.toc)).unwrap_or_default(),
        downloads: chrome::downloads(context),
        body: document
            .map(|d| {
                let labels = &context.labels[usize::from(d.locale.0)];
                body::of_page_with_notices(context.means(), context.page, d, labels, &|block| stale.before(block), &twins)
            })
            .unwrap_or_default(),
        is_ledger: document.is_some() && context.page.is_made(),
        notice_html: context.page.fallback_of.map(|original| notice(context, original)).or_else(|| stale.notice_html.clone()),
        kept_back_html: context.page.mark.as_ref().map(|mark| kept_back(context, mark)),
        parallel: document.map(|_| parallel::links(context)).unwrap_or_default(),
        prev,
        next,
        chapter: chapter.map(|i| context.locale.plain(i as u64 + 1)),
        related: lists::related(context),
        extra: face::extra(context),
    }
}

/// The page of the entry that a value is.
fn entry_page(context: PageContext<'_>, value: &[Inline]) -> Option<String> {
    let [Inline::Entry { target, .. }] = value else { return None };
    let link = context.page.links.get(target.0 as usize)?;
    context.site.url_on(context.page.id, &link.target).filter(|url| !url.is_empty())
}

/// "This page has not been translated", with the name of the language it stands in and a link to it.
fn notice(context: PageContext<'_>, original: crate::site::PageId) -> String {
    let page = context.site.page(original);
    let locale = context.locales().get(page.locale);
    let name = format!(
        "<a href=\"{}\" hreflang=\"{tag}\" lang=\"{tag}\" dir=\"{}\">{}</a>",
        html_attr(&page.url),
        locale.dir.as_str(),
        html_text(&locale.name),
        tag = locale.tag
    );
    context.t_html("fallback-notice", &[("language", &name)])
}

/// Why readers do not see the page, in its language.
fn kept_back(context: PageContext<'_>, mark: &Mark) -> String {
    let (key, moment) = match mark.why {
        Why::Draft => return context.t_html("kept-back-draft", &[]),
        Why::Until(moment) => ("kept-back-until", moment),
        Why::Since(moment) => ("kept-back-since", moment),
    };
    let clock =
        moment.time.map_or_else(String::new, |(hour, minute, _)| format!(" <bdi dir=\"ltr\">{hour:02}:{minute:02}</bdi>"));
    let date = context.date(moment);
    let date = format!("<time datetime=\"{}\">{}{clock}</time>", html_attr(&date.iso), html_text(&date.text));
    context.t_html(key, &[("date", &date)])
}

/// Contents as a tree: level-3 headings below the level-2 heading before them.
fn toc(context: PageContext<'_>, blocks: &[Block], wanted: Option<bool>) -> Vec<TocView> {
    let mut toc: Vec<TocView> = Vec::new();
    let mut count = 0;
    for block in blocks {
        let BlockKind::Heading { level, anchor, content } = &block.kind else { continue };
        if !TOC_LEVELS.contains(level) {
            continue;
        }
        count += 1;
        let entry = TocView {
            href: format!("#{}", crate::site::address::encode(&anchor.0)),
            title_html: context.inlines(&unlinked(content), context.content_locale().id),
            children: Vec::new(),
        };
        match toc.last_mut().filter(|_| level > TOC_LEVELS.start()) {
            Some(parent) => parent.children.push(entry),
            None => toc.push(entry),
        }
    }
    if wanted.unwrap_or(count >= TOC_FROM) { toc } else { Vec::new() }
}

/// Inlines without links, notes, images and raw markup: links cannot stand in links.
fn unlinked(content: &[Inline]) -> Vec<Inline> {
    content
        .iter()
        .flat_map(|inline| match inline {
            Inline::Link { isolate: Some((locale, dir)), content, .. }
            | Inline::Entry { isolate: Some((locale, dir)), content, .. }
            | Inline::Isolate { locale, dir, content } => {
                vec![Inline::Isolate { locale: *locale, dir: *dir, content: unlinked(content) }]
            }
            Inline::Link { isolate: None, content, .. } | Inline::Entry { isolate: None, content, .. } => unlinked(content),
            Inline::Emphasis(c) => vec![Inline::Emphasis(unlinked(c))],
            Inline::Strong(c) => vec![Inline::Strong(unlinked(c))],
            Inline::Strike(c) => vec![Inline::Strike(unlinked(c))],
            Inline::SoftBreak | Inline::Break => vec![Inline::SoftBreak],
            Inline::NoteRef { .. } | Inline::Image { .. } | Inline::Raw(_) => Vec::new(),
            Inline::Text(_) | Inline::Code(_) | Inline::Math { .. } => vec![inline.clone()],
        })
        .collect()
}
