//! A page of a briefing beside its translation: rows of blocks that belong together, the reader's language first.
//!
//! The page of both languages is not a page of its own to search engines: it is left out of them, and names the page that its
//! reader came from as the one to keep.

use std::collections::BTreeMap;

use crate::align::Row;
use crate::ast::{Block, BlockKind, Document};
use crate::body;
use crate::drift::{Reviewed, Side};
use crate::escape::{address, html_attr, html_text};
use crate::locale::Locale;
use crate::site::Page;
use crate::site::pairs::Pair;

use super::context::PageContext;
use super::view::{CellView, ContentView, HeadView, LinkView, PageView, ParallelView, RowView};
use super::{card, chrome, head};

/// Links from a page to the pages of both languages.
pub fn links(context: PageContext<'_>) -> Vec<LinkView> {
    let link = |(pair, side): (&Pair, Side)| {
        let language = context.locales().get(pair.locales[side.other().index()]);
        LinkView {
            title_html: context.t_html("parallel-read", &[("language", &named(language))]),
            href: context.asset(&context.site.parallel_out(pair, side)),
            current: false,
            open: false,
        }
    };
    context.site.parallel_of(context.page.id).map(link).collect()
}

/// The link that a paragraph of a page bears to its row on the page of both languages, by the block's place; nothing where
/// there is no such page.
pub fn twins(context: PageContext<'_>) -> BTreeMap<usize, String> {
    let Some((pair, side)) = context.site.parallel_of(context.page.id).next() else { return BTreeMap::new() };
    let url = context.asset(&context.site.parallel_out(pair, side));
    let label = html_attr(&context.t("parallel-twin", None, &[])).clone();
    let twin = |reviewed: &Reviewed| {
        let unit = &reviewed.unit;
        let row = &pair.alignment().rows[unit.row?];
        let last = [&row.first, &row.second][side.index()].clone().last()?;
        let address = html_attr(&address(&format!("{url}#{}", row_id(&unit.name)))).clone();
        Some((last, format!("<a class=\"twin\" href=\"{address}\" aria-label=\"{label}\"></a>")))
    };
    pair.review().units.iter().filter_map(twin).collect()
}

/// The id of a row on the page of both languages. Checkers want letters, digits, `-` and `_` only.
fn row_id(unit: &str) -> String {
    format!("b-{}", unit.replace(['.', '~'], "--"))
}

/// The name of a language, in that language.
fn named(language: &Locale) -> String {
    let (tag, dir) = (html_attr(&language.tag), language.dir.as_str());
    format!("<bdi lang=\"{tag}\" dir=\"{dir}\">{}</bdi>", html_text(&language.name))
}

/// Everything that the template sees of one, on the context of its reader's page.
pub fn view(context: PageContext<'_>, pair: &Pair, side: Side) -> PageView {
    let sides = [side, side.other()].map(|side| Text::new(context, pair, side));
    let other = context.of(sides[1].page.id);
    let title = context.title_within(context.locale.id);
    let languages = [context, other].map(|s| LinkView {
        title_html: named(s.locale),
        href: s.page.url.clone(),
        current: s.page.id == context.page.id,
        open: false,
    });
    let titles = [context, other].map(|s| CellView {
        lang: s.locale.tag.clone(),
        dir: s.locale.dir.as_str(),
        html: s.title_within(s.locale.id),
    });
    let mut breadcrumbs = chrome::breadcrumbs(context);
    breadcrumbs.push(LinkView { current: false, ..context.link(context.page.id) });
    PageView {
        kind: "parallel",
        lang: context.locale.tag.clone(),
        dir: context.locale.dir.as_str(),
        head: page_head(context, (pair, side), other.locale),
        site: chrome::site(context),
        breadcrumbs,
        languages: chrome::languages(context),
        page: ContentView { title_html: title, ..super::site_pages::content(context) },
        briefing: None,
        list: None,
        tags: Vec::new(),
        index: Vec::new(),
        parts: Vec::new(),
        parallel: Some(ParallelView { languages: languages.into(), titles: titles.into(), rows: rows(context, pair, &sides) }),
    }
}

fn page_head(context: PageContext<'_>, (pair, side): (&Pair, Side), other: &Locale) -> HeadView {
    let own = head::view(context);
    let isolated = format!("\u{2068}{}\u{2069}", other.name);
    let title = format!("{} · {}", own.title, context.t("parallel-read", None, &[("language", &isolated)]));
    // A reader may share it: networks ask for its picture though search engines are to leave it out.
    let card = card::of_pair(context, pair, side);
    let open_graph = card.iter().flat_map(|card| {
        let texts = [("og:type", "website"), ("og:title", &title), ("og:description", &own.description)];
        let texts = texts.map(|(name, value)| (name.to_owned(), value.to_owned()));
        texts.into_iter().chain(head::picture(card).into_iter().map(|(name, value)| (name.to_owned(), value)))
    });
    HeadView {
        open_graph: open_graph.collect(),
        metas: card.as_ref().map(|card| head::metas(Some(card))).unwrap_or_default(),
        title,
        canonical: Some(context.site.absolute(context.page.id)),
        noindex: true,
        alternates: Vec::new(),
        json_ld: String::new(),
        ..own
    }
}

/// One side of the page.
struct Text<'a> {
    page: &'a Page,
    document: &'a Document,
    locale: &'a Locale,
    side: Side,
    /// The HTML of each row, and of the notes.
    rows: Vec<String>,
    notes: String,
}

impl<'a> Text<'a> {
    fn new(context: PageContext<'a>, pair: &'a Pair, side: Side) -> Self {
        let page = context.site.page(pair.pages[side.index()]);
        let document = page.document.as_deref().unwrap_or(&pair.documents[side.index()]);
        let locale = context.locales().get(document.locale);
        // What the ledger adds at the end of a page (its sources) stands in no row: it is the same in both languages.
        let range = |row: &Row| [&row.first, &row.second][side.index()].clone();
        let groups: Vec<&[Block]> =
            pair.alignment().rows.iter().map(|row| document.blocks.get(range(row)).unwrap_or_default()).collect();
        let (labels, prefix) = (&context.labels[usize::from(document.locale.0)], format!("{}-", locale.tag));
        let (rows, notes) = body::of_groups(context.means(), page, document, labels, &prefix, &groups);
        Self { page, document, locale, side, rows, notes }
    }

    /// The first block of a row.
    fn first(&self, row: &Row) -> Option<&'a Block> {
        self.document.blocks.get([&row.first, &row.second][self.side.index()].clone())?.first()
    }

    fn cell(&self, html: &str) -> Option<CellView> {
        (!html.is_empty()).then(|| CellView {
            lang: self.locale.tag.clone(),
            dir: self.locale.dir.as_str(),
            html: html.to_owned(),
        })
    }
}

fn rows(context: PageContext<'_>, pair: &Pair, sides: &[Text<'_>; 2]) -> Vec<RowView> {
    let names: BTreeMap<usize, &str> =
        pair.review().units.iter().filter_map(|u| Some((u.unit.row?, u.unit.name.as_str()))).collect();
    let mut rows = Vec::with_capacity(pair.alignment().rows.len() + 1);
    for (at, row) in pair.alignment().rows.iter().enumerate() {
        let kind = sides.iter().find_map(|text| text.first(row)).map(|block| &block.kind);
        rows.push(RowView {
            id: names.get(&at).map(|name| row_id(name)),
            is_heading: matches!(kind, Some(BlockKind::Heading { .. })),
            spans: matches!(kind, Some(BlockKind::CaptionedImage { .. } | BlockKind::Figure { .. } | BlockKind::Rule)),
            cells: sides.each_ref().map(|text| text.cell(&text.rows[at])).into(),
            missing: context.t("parallel-missing", None, &[]),
        });
    }
    if sides.iter().any(|text| !text.notes.is_empty()) {
        rows.push(RowView {
            id: None,
            is_heading: false,
            spans: false,
            cells: sides.each_ref().map(|text| text.cell(&text.notes)).into(),
            missing: context.t("parallel-missing", None, &[]),
        });
    }
    rows
}
