//! Roof: a page's document -> the HTML of its text, for pages and for feeds.

pub mod href;
pub mod picture;
pub mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ast::{self, CalloutKind, Document, Inline, RefId};
use crate::escape::address;
use crate::figure::block::Block;
use crate::figure::labels::FigureLabels;
use crate::highlight;
use crate::locale::Locale;
use crate::memo::key::KeyBuilder;
use crate::memo::{CacheTable, Pages};
use crate::picture::photo::Tints;
use crate::site::{Page, Site};
use crate::theme::Theme;
use crate::theme::messages::Messages;

use href::Href;
use write::{Body, Labels};

/// Where the text will stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place<'a> {
    /// On its page: headings have ids.
    Page,
    /// In a feed: no ids, and every address absolute.
    Feed {
        /// `https://example.org`
        origin: &'a str,
    },
    /// Beside its translation: no ids but those of notes, and links to sections lead to the page itself.
    Parallel {
        /// Goes before the ids of notes.
        prefix: &'a str,
    },
}

/// What texts are written with.
#[derive(Clone, Copy, Debug)]
pub struct RenderContext<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme, whose blocks are templates.
    pub theme: &'a Theme,
    /// What was made before.
    pub kept: &'a Pages,
    /// The colours of pictures.
    pub colours: &'a Tints,
    /// Whether the blocks of a page say where in its file they stand, for whoever edits them in a browser.
    pub marks: bool,
}

/// The blocks and footnotes of a page's document.
pub fn of_page(means: RenderContext<'_>, page: &Page, document: &Document, labels: &Labels, place: Place<'_>) -> String {
    with_body(means, page, document, labels, place, |body| {
        let mut html = body.blocks(&document.blocks);
        html.push_str(&body.notes(&document.notes));
        html
    })
}

/// The blocks of a page's document on its page, with its footnotes and entries beside them, and with something before some of its blocks and at the end of some
/// of its paragraphs.
pub fn of_page_with_notices(
    means: RenderContext<'_>,
    page: &Page,
    document: &Document,
    labels: &Labels,
    before: &dyn Fn(usize) -> String,
    ends: &BTreeMap<usize, String>,
) -> String {
    with_body(means, page, document, labels, Place::Page, |body| {
        body.with_notices(&document.blocks, &document.notes, before, ends)
    })
}

/// Groups of blocks of a page's document, each by itself, and its footnotes.
pub fn of_groups(
    means: RenderContext<'_>,
    page: &Page,
    document: &Document,
    labels: &Labels,
    prefix: &str,
    groups: &[&[ast::Block]],
) -> (Vec<String>, String) {
    let place = Place::Parallel { prefix };
    with_body(means, page, document, labels, place, |body| (body.groups(groups), body.notes(&document.notes)))
}

/// A line of a page's front matter that refers to the ledger.
pub fn line_of_page(means: RenderContext<'_>, page: &Page, document: &Document, labels: &Labels, content: &[Inline]) -> String {
    with_body(means, page, document, labels, Place::Page, |body| body.inlines(content))
}

fn with_body<T>(
    means: RenderContext<'_>,
    page: &Page,
    document: &Document,
    labels: &Labels,
    place: Place<'_>,
    then: impl FnOnce(&Body<'_>) -> T,
) -> T {
    let RenderContext { site, theme, kept, colours, marks } = means;
    let locale = site.config.locales.get(document.locale);
    // A template that fails is reported where the page is made.
    let block = |block: &Block, markup: &dyn Fn(&str) -> String| theme.block(block, locale, markup).unwrap_or_default();
    let href = |id: RefId| page.links.get(id.0 as usize).map(|link| Href::of(site, page, link, place)).unwrap_or_default();
    // A feed reader knows no style sheet, so there the entry is a link to its page.
    let none = BTreeMap::new();
    let cards = match place {
        Place::Page => page.known.as_ref().map_or(&none, |known| &known.cards),
        Place::Feed { .. } | Place::Parallel { .. } => &none,
    };
    let notes_at = match place {
        Place::Feed { origin } => Some(address(&format!("{origin}{}", page.url))),
        Place::Page | Place::Parallel { .. } => None,
    };
    then(&Body {
        locales: &site.config.locales,
        locale: document.locale,
        href: &href,
        cards,
        labels,
        highlight: &|language, text| code(&kept.code, language, text),
        anchors: place == Place::Page,
        feed: if let Place::Feed { origin } = place { Some(origin) } else { None },
        colours,
        marked: (marks && place == Place::Page).then_some(document.span),
        leads: place == Place::Page && page.image.is_none(),
        figures: &page.figures,
        block: &block,
        notes_at: notes_at.as_deref(),
        prefix: if let Place::Parallel { prefix } = place { prefix } else { "" },
    })
}

/// Highlighted code. The pages of a pair show the same block, and a page and its feed do.
fn code(kept: &CacheTable<Arc<str>>, language: Option<&str>, text: &str) -> String {
    let key = KeyBuilder::of("code").maybe(language).text(text).key();
    kept.get_or(key, || highlight::html(language, text).into()).to_string()
}

/// The words of the interface that a body needs, in a language.
pub fn labels(messages: &Messages, locale: &Locale) -> Labels {
    let t = |key: &str| messages.get(locale, key, None, &[]);
    let callouts = [
        (CalloutKind::Note, "callout-note"),
        (CalloutKind::Tip, "callout-tip"),
        (CalloutKind::Important, "callout-important"),
        (CalloutKind::Warning, "callout-warning"),
        (CalloutKind::Caution, "callout-caution"),
    ];
    Labels {
        callouts: callouts.into_iter().map(|(kind, key)| (kind, t(key))).collect(),
        footnotes: t("footnotes"),
        back: t("back-to-reference"),
        anchor: t("link-to-section"),
        task_done: t("task-done"),
        task_open: t("task-open"),
        table: t("table"),
        note: t("note"),
        sources: t("sources"),
        external: String::new(),
        figures: FigureLabels::from(t),
    }
}
