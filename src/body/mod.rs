//! Roof: a page's document -> the HTML of its text, for pages and for feeds.

pub mod write;

use std::sync::Arc;

use crate::ast::{CalloutKind, Document, RefId};
use crate::highlight;
use crate::locale::Locale;
use crate::memo::key::Parts;
use crate::memo::{Pages, Shelf};
use crate::site::{Page, Site};
use crate::theme::messages::Messages;

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
}

/// The blocks and footnotes of a page's document.
pub fn of_page(site: &Site, page: &Page, document: &Document, labels: &Labels, place: Place<'_>, kept: &Pages) -> String {
    let href = |id: RefId| {
        let mut href = page.hrefs.get(id.0 as usize).cloned().unwrap_or_default();
        if let (Place::Feed { origin }, false) = (place, href.external) {
            let own = if href.url.starts_with('#') { page.url.as_str() } else { "" };
            href.url = format!("{origin}{own}{}", href.url);
        }
        href
    };
    let body = Body {
        locales: &site.config.locales,
        locale: document.locale,
        href: &href,
        labels,
        highlight: &|language, text| code(&kept.code, language, text),
        anchors: place == Place::Page,
        prefix: "",
    };
    let mut html = body.blocks(&document.blocks);
    html.push_str(&body.notes(&document.notes));
    html
}

/// Highlighted code. The pages of a pair show the same block, and a page and its feed do.
fn code(kept: &Shelf<Arc<str>>, language: Option<&str>, text: &str) -> String {
    let key = Parts::of("code").maybe(language).text(text).key();
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
        external: String::new(),
    }
}
