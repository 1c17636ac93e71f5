//! What the reader of a translation is told when its source has moved on: a notice above the text, and a mark at each block
//! concerned.

use std::collections::BTreeMap;

use crate::drift::{Review, Side};
use crate::escape::{html_attr, html_text};
use crate::site::pairs::Pair;

use super::context::PageContext;

/// What is told on a page.
#[derive(Default)]
pub struct Stale {
    /// Above the text.
    pub notice_html: Option<String>,
    marks: BTreeMap<usize, String>,
}

impl Stale {
    /// The mark before a block of the page, by its place; past the last block, that at the end of the text.
    pub fn before(&self, block: usize) -> String {
        self.marks.get(&block).cloned().unwrap_or_default()
    }
}

/// What is told on the page of a context; nothing on a source, or on a page that nobody has reviewed.
pub fn of(context: PageContext<'_>) -> Stale {
    let is_translation = |(pair, side): &(&Pair, Side)| pair.is_reviewed() && *side == pair.source.other();
    let Some((pair, _)) = context.site.pairs_of(context.page.id).find(is_translation) else { return Stale::default() };
    let places = places(pair.review(), pair);
    if places.is_empty() && pair.review().behind().next().is_none() {
        return Stale::default();
    }
    let source = context.site.page(pair.pages[pair.source.index()]);
    let language = context.locales().get(source.locale);
    let tag = html_attr(&language.tag);
    let name = format!(
        "<a href=\"{}\" hreflang=\"{tag}\" lang=\"{tag}\" dir=\"{}\">{}</a>",
        html_attr(&source.url),
        language.dir.as_str(),
        html_text(&language.name)
    );
    let mark = |number: usize, key: &str| {
        format!("<p class=\"stale-mark\" id=\"stale-{number}\" role=\"note\">{}</p>\n", html_text(&context.t(key, None, &[])))
    };
    let marks = places.into_iter().enumerate().map(|(at, (block, key))| (block, mark(at + 1, key))).collect();
    Stale { notice_html: Some(context.t_html("stale-notice", &[("language", &name)])), marks }
}

/// Where marks stand, with their message: at the first block of a row that is behind, or where a row would stand that the
/// translation lacks.
fn places(review: &Review, pair: &Pair) -> BTreeMap<usize, &'static str> {
    let translation = review.source.other();
    let mut places = BTreeMap::new();
    for row in review.behind().filter_map(|reviewed| reviewed.unit.row) {
        let row = &pair.alignment().rows[row];
        let range = [&row.first, &row.second][translation.index()];
        let key = if range.is_empty() { "stale-missing" } else { "stale-mark" };
        places.entry(range.start).or_insert(key);
    }
    places
}
