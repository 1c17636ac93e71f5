//! What a page and the lists that name it both show of it: its picture, its authors, `extra`.

use crate::ast::meta::Extra;
use crate::ast::{Inline, Prose};
use crate::body;
use crate::body::picture::Spot;
use crate::escape::html_attr;
use crate::site::Picture;

use super::context::PageContext;
use super::view::ImageView;

/// The authors, joined as the language of the text joins lists.
pub fn authors(context: PageContext<'_>) -> Option<String> {
    let locale = context.content_locale();
    let authors = &context.page.document.as_ref()?.meta.authors;
    let known = &context.site.authors[usize::from(context.page.locale.0)];
    let author = |(place, author): (usize, &Prose)| {
        let name = context.prose_within(author, locale.id);
        let page = context.page.authors.get(place).and_then(Option::as_ref).and_then(|id| known.get(id));
        match page {
            Some(page) => format!("<a href=\"{}\" rel=\"author\">{name}</a>", html_attr(&context.site.page(page.page).url)),
            None => name,
        }
    };
    let authors: Vec<String> = authors.iter().enumerate().map(author).collect();
    (!authors.is_empty()).then(|| locale.list(&authors))
}

/// `extra` of the front matter.
pub fn extra(context: PageContext<'_>) -> serde_json::Value {
    let given = context.page.document.as_ref().map(|document| &document.meta.extra);
    serde_json::Value::Object(given.into_iter().flatten().map(|(name, value)| (name.clone(), json(value))).collect())
}

/// The picture of a page's front matter.
pub fn picture(context: PageContext<'_>, image: &Picture, spot: Spot) -> ImageView {
    let shown = &image.shown;
    let file = shown.photo.as_ref().and_then(|photo| photo.fallback());
    let url = context.site.url_of_asset(&image.asset);
    let (src, size) = file.map_or((&url, image.size), |file| (&file.url, Some(file.size)));
    let words = shown.words.as_deref();
    let line = |content: &[Inline]| (!content.is_empty()).then(|| context.inlines(content, context.content_locale().id));
    let element = body::picture::Picture { url: &url, size: image.size, shown, alt: &image.alt, title: "", spot };
    ImageView {
        src: src.clone(),
        alt: image.alt.clone(),
        width: size.map(|s| s.0),
        height: size.map(|s| s.1),
        html: body::picture::element(element, context.colours),
        caption_html: words.and_then(|words| line(&words.caption)),
        credit_html: words.and_then(|words| line(&words.credit)),
    }
}

/// A value as templates see it.
fn json(value: &Extra) -> serde_json::Value {
    match value {
        Extra::Null => serde_json::Value::Null,
        Extra::Bool(b) => (*b).into(),
        Extra::Int(n) => (*n).into(),
        Extra::Float(f) => (*f).into(),
        Extra::Text(t) => t.clone().into(),
        Extra::List(items) => items.iter().map(json).collect(),
        Extra::Map(map) => serde_json::Value::Object(map.iter().map(|(k, v)| (k.clone(), json(v))).collect()),
    }
}
