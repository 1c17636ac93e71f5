//! What every part of a view is made from: the site, the theme, a page and its language; and the small steps from a piece
//! of the tree to a value of a view.

use std::collections::BTreeMap;

use crate::ast::{Inline, Prose, RefId, text};
use crate::body::RenderContext;
use crate::body::href::Href;
use crate::body::write::{Body, Labels};
use crate::book::format::Downloads;
use crate::card::Cards;
use crate::config::Config;
use crate::locale::date::Timestamp;
use crate::locale::{Locale, LocaleId, Locales, date::DateStyle};
use crate::memo::Pages;
use crate::picture::photo::Tints;
use crate::site::brand::{Brand, Sign};
use crate::site::{Asset, Page, PageId, PageKind, Site};
use crate::theme::Theme;
use crate::theme::catalogue::Piece;

use super::view::{DateView, LinkView};
use crate::escape::html_text;

/// One page being made into a view.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// What earlier pages and runs made.
    pub kept: &'a Pages,
    /// The colours of pictures.
    pub colours: &'a Tints,
    /// Whether blocks say where they stand.
    pub marks: bool,
    /// Labels of bodies, by the language's place.
    pub labels: &'a [Labels],
    /// The files that pages link to.
    pub downloads: &'a Downloads,
    /// The script of the search, below the output folder, if readers can search.
    pub search: Option<&'a str>,
    /// The cards that are drawn for shared links, if they are.
    pub cards: Option<&'a Cards<'a>>,
    /// The page.
    pub page: &'a Page,
    /// The language of its interface.
    pub locale: &'a Locale,
}

impl<'a> PageContext<'a> {
    /// The same for another page.
    #[must_use]
    pub fn of(self, page: PageId) -> Self {
        let page = self.site.page(page);
        Self { page, locale: self.site.config.locales.get(page.locale), ..self }
    }

    /// The address of a picture that stands for the site: a small drawing is the address itself, unless the file is kept back.
    pub fn address_of(&self, sign: &Sign) -> String {
        let is_held = |asset: &Asset| asset.file == sign.asset.file && (asset.is_kept_back || asset.redacted.is_some());
        let own = sign.held.as_ref().filter(|_| !self.site.assets.iter().any(is_held));
        own.cloned().unwrap_or_else(|| self.site.url_of_asset(&sign.asset))
    }

    /// The same where readers can search with this script, if the theme has a page for it.
    #[must_use]
    pub fn searched(self, script: Option<&'a str>) -> Self {
        Self { search: script.filter(|_| self.theme.has_template("search.html")), ..self }
    }

    /// The same where cards are drawn.
    #[must_use]
    pub fn with_cards(self, cards: Option<&'a Cards<'a>>) -> Self {
        Self { cards, ..self }
    }

    /// What texts are written with.
    pub fn means(self) -> RenderContext<'a> {
        RenderContext { site: self.site, theme: self.theme, kept: self.kept, colours: self.colours, marks: self.marks }
    }

    /// The configuration.
    pub fn config(self) -> &'a Config {
        &self.site.config
    }

    /// The pictures that stand for the site in the page's language.
    pub fn brand(self) -> &'a Brand {
        &self.site.brands[usize::from(self.locale.id.0)]
    }

    /// The languages.
    pub fn locales(self) -> &'a Locales {
        &self.site.config.locales
    }

    /// The language of the page's content: another than the interface's on copies of untranslated pages.
    pub fn content_locale(self) -> &'a Locale {
        self.page.document.as_ref().map_or(self.locale, |d| self.locales().get(d.locale))
    }

    /// A message of the interface.
    pub fn t(self, key: &str, count: Option<u64>, args: &[(&str, &str)]) -> String {
        self.theme.messages.get(self.locale, key, count, args)
    }

    /// A message as markup, with arguments that are markup already.
    pub fn t_html(self, key: &str, args: &[(&str, &str)]) -> String {
        let put = |piece: Piece| match piece {
            Piece::Text(text) => html_text(&text).clone(),
            Piece::Value(name) => args.iter().find(|(n, _)| *n == name).map_or_else(String::new, |(_, html)| (*html).to_owned()),
        };
        self.theme.messages.pieces(self.locale, key, None).into_iter().map(put).collect()
    }

    /// A path of the theme's assets as a URL.
    pub fn asset(self, path: &str) -> String {
        crate::site::address::url(self.config(), path)
    }

    /// Prose as markup within an element of language `within`.
    pub fn prose_within(self, prose: &Prose, within: LocaleId) -> String {
        self.inlines(&prose.content, within)
    }

    /// Prose as markup within the page's interface.
    pub fn prose(self, prose: &Prose) -> String {
        self.prose_within(prose, self.locale.id)
    }

    /// Prose as text for attributes and `<title>`, its runs between isolate characters.
    pub fn text(self, prose: &Prose) -> String {
        text::isolated(&prose.content)
    }

    /// Inlines without links as markup.
    pub fn inlines(self, content: &[Inline], within: LocaleId) -> String {
        let nowhere = |_: RefId| Href::default();
        let plain = |_: Option<&str>, code: &str| html_text(code).clone();
        let labels = &self.labels[usize::from(self.locale.id.0)];
        let cards = BTreeMap::new();
        Body {
            locales: self.locales(),
            locale: within,
            href: &nowhere,
            cards: &cards,
            labels,
            highlight: &plain,
            figures: &[],
            block: &|_, _| String::new(),
            anchors: false,
            feed: None,
            colours: self.colours,
            marked: None,
            leads: false,
            notes_at: None,
            prefix: "",
        }
        .inlines(content)
    }

    /// A link to a page, as the menu and breadcrumbs show it.
    pub fn link(self, target: PageId) -> LinkView {
        let page = self.site.page(target);
        let mut open = Some(self.page.id);
        while let Some(at) = open.filter(|at| *at != target) {
            open = self.site.page(at).parent;
        }
        LinkView {
            title_html: self.of(target).title_within(self.locale.id),
            href: page.url.clone(),
            current: target == self.page.id,
            open: open.is_some(),
        }
    }

    /// The page's title as markup within an element of language `within`; pages that nobody wrote are named by the theme.
    pub fn title_within(self, within: LocaleId) -> String {
        match self.page.kind {
            PageKind::Tags => html_text(&self.t("all-tags", None, &[])).clone(),
            PageKind::Tag => self.t_html("tagged", &[("name", &self.prose_within(&self.page.title, within))]),
            PageKind::Authors => html_text(&self.t("all-authors", None, &[])).clone(),
            PageKind::Author => self.t_html("pages-by", &[("name", &self.prose_within(&self.page.title, within))]),
            PageKind::Home | PageKind::Section | PageKind::Page => self.prose_within(&self.page.title, within),
        }
    }

    /// The page's title as text.
    pub fn title_text(self) -> String {
        match self.page.kind {
            PageKind::Tags => self.t("all-tags", None, &[]),
            PageKind::Tag => self.t("tagged", None, &[("name", &self.text(&self.page.title))]),
            PageKind::Authors => self.t("all-authors", None, &[]),
            PageKind::Author => self.t("pages-by", None, &[("name", &self.text(&self.page.title))]),
            PageKind::Home | PageKind::Section | PageKind::Page => self.text(&self.page.title),
        }
    }

    /// A date in the language of the interface.
    pub fn date(self, stamp: Timestamp) -> DateView {
        DateView {
            iso: stamp.iso(),
            text: self.locale.date(stamp.date, DateStyle::Long),
            beside: self.locale.beside(stamp.date),
            hijri: self.locale.hijri(stamp.date),
        }
    }

    /// "6 minutes to read"; nothing where there is nothing to read.
    pub fn reading_time(self, words: usize) -> Option<String> {
        let minutes = minutes(self.config(), words);
        (minutes > 0).then(|| self.t("reading-time", Some(minutes as u64), &[]))
    }
}

/// Minutes that a text takes to read: none for no words, and at least one for any.
pub fn minutes(config: &Config, words: usize) -> usize {
    words.div_ceil(config.reading_speed)
}
