//! A link of the site -> what stands in the attributes of its element: on the page itself, in a feed, beside a translation.

use crate::site::photos::Shown;
use crate::site::target::{Link, Target};
use crate::site::{Page, Site};

use super::Place;

/// What an element says of where it leads.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Href {
    /// Percent-encoded: from the root of the host, absolute, or a fragment; empty where it leads nowhere.
    pub url: String,
    /// BCP 47 of the target when it is in another language than the page.
    pub hreflang: Option<String>,
    /// Leads off the site.
    pub external: bool,
    /// Width and height of a picture in pixels, where known.
    pub size: Option<(u32, u32)>,
    /// Of a picture: what is written of it, and the sizes it is published in.
    pub shown: Option<Shown>,
    /// What it leads to is kept back: its words stay without a link, and a picture is left out.
    pub is_absent: bool,
}

impl Href {
    /// A link of a page, as a text at `place` writes it.
    pub fn of(site: &Site, page: &Page, link: &Link, place: Place<'_>) -> Self {
        let target = &link.target;
        let url = match place {
            Place::Page => site.url_on(page.id, target),
            Place::Parallel { .. } => site.url(target),
            Place::Feed { .. } if target.is_external() => site.url(target),
            Place::Feed { origin } => site.url(target).map(|url| format!("{origin}{url}")),
        };
        let locale = target.page().map(|(to, _)| site.page(to).locale).filter(|locale| *locale != page.locale);
        Self {
            url: url.unwrap_or_default(),
            hreflang: locale.map(|locale| site.config.locales.get(locale).tag.clone()),
            external: target.is_external(),
            size: link.size,
            shown: link.shown.clone(),
            is_absent: *target == Target::Hidden,
        }
    }
}
