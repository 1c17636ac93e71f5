//! The picture that networks show beside a shared link to a page.

use crate::card::{self, Cards, Plan};
use crate::drift::Side;
use crate::site::pairs::Pair;
use crate::site::photos::Shown;

use super::context::PageContext;

/// The picture that networks show beside a shared link.
pub struct Card {
    /// Absolute.
    pub url: String,
    /// Alternative text.
    pub alt: String,
    /// Width and height in pixels, where known.
    pub size: Option<(u32, u32)>,
    /// What is written of it.
    pub shown: Shown,
}

/// The picture for shared links, as an absolute URL: the page's own if it is a bitmap, else the site's, else the
/// theme's card of the language, else the one that is drawn of the page.
pub fn of(context: PageContext<'_>) -> Option<Card> {
    let origin = &context.config().base.origin;
    if let Some(own) = context.page.image.as_ref().filter(|own| !own.asset.out.ends_with(".svg")) {
        // Cut to the proportions in which networks show it, around what matters in it.
        let card = own.shown.photo.as_ref().and_then(|photo| photo.card.as_ref()).and_then(|batch| batch.files.first());
        let whole = context.site.url_of_asset(&own.asset);
        let (url, size) = card.map_or((&whole, own.size), |file| (&file.url, Some(file.size)));
        return Some(Card { url: format!("{origin}{url}"), alt: own.alt.clone(), size, shown: own.shown.clone() });
    }
    let alt = context.text(context.config().title.get(context.locale.id));
    if let Some(card) = &context.brand().card {
        let url = format!("{origin}{}", context.site.url_of_asset(&card.asset));
        return Some(Card { url, alt, size: card.size, shown: Shown::default() });
    }
    let tag = context.locale.tag.to_lowercase();
    let short = tag.split('-').next().unwrap_or(&tag).to_owned();
    let cards = &context.theme.cards;
    let card = cards.get(&tag).or_else(|| cards.get(&short)).or_else(|| cards.get("default")).or_else(|| cards.values().next());
    let Some(card) = card else { return Some(drawn(context, context.cards?.of_page(context.page)?)) };
    Some(Card {
        url: format!("{origin}{}", context.asset(&card.path)),
        alt,
        size: Some((card.width, card.height)),
        shown: Shown::default(),
    })
}

/// The card of a page beside its translation; without one, that of the page.
pub fn of_pair(context: PageContext<'_>, pair: &Pair, reader: Side) -> Option<Card> {
    let plan = context.cards.and_then(|cards| cards.of_pair(pair, reader));
    plan.map(|plan| drawn(context, plan)).or_else(|| of(context))
}

/// The card of the page where readers choose a language.
pub fn of_homes(context: PageContext<'_>) -> Option<Card> {
    let plan = context.cards.and_then(Cards::of_homes);
    plan.map(|plan| drawn(context, plan)).or_else(|| of(context))
}

fn drawn(context: PageContext<'_>, plan: Plan) -> Card {
    let url = format!("{}{}", context.config().base.origin, context.asset(&plan.out()));
    Card { url, alt: plan.alt, size: Some(card::SIZE), shown: Shown::default() }
}
