//! A picture on a page or in a feed -> its element: the sizes that a browser may choose from, and what stands in their place until
//! one has come.

use crate::escape::{address, html_attr};
use crate::picture::photo::{Encoding, Tints};
use crate::site::photos::{File, Shown};

/// How wide pictures stand on the pages of the theme, for browsers that choose before they know the page. As wide as the window up
/// to the width of figures (`measure-wide`).
const TEXT: &str = "(min-width: 50rem) 48rem, 100vw";
/// The picture of the title block is as wide as the page.
const LEAD: &str = "(min-width: 74rem) 72rem, 100vw";

/// Where a picture stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// In the text.
    Text,
    /// In the text, and seen before anything is scrolled.
    First,
    /// Above the text.
    Lead,
}

/// A picture.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The address of the file itself.
    pub url: &'a str,
    /// Pixels, where known.
    pub size: Option<(u32, u32)>,
    /// Its sizes.
    pub shown: &'a Shown,
    /// What it shows.
    pub alt: &'a str,
    /// Its title; empty for none.
    pub title: &'a str,
    /// Where it stands.
    pub spot: Spot,
}

/// The element of a picture on a page.
pub fn element(picture: Picture<'_>, colours: &Tints) -> String {
    let batch = picture.shown.photo.as_ref().and_then(|photo| photo.responsive.as_ref().map(|batch| (photo, batch)));
    let Some((photo, batch)) = batch else { return image(picture, picture.url, picture.size, "") };
    let sizes = if picture.spot == Spot::Lead { LEAD } else { TEXT };
    let srcset = |format: Encoding| {
        let list: Vec<String> = batch.of(format).map(|f| format!("{} {}w", address(&f.url), f.size.0)).collect();
        format!(" srcset=\"{}\" sizes=\"{sizes}\"", html_attr(&list.join(", ")))
    };
    let colour = colours.get(&batch.key).map(|[r, g, b]| format!(" style=\"background-color:#{r:02x}{g:02x}{b:02x}\""));
    let colour = colour.unwrap_or_default();
    let source = |format: Encoding| format!("<source type=\"{}\"{}>", format.media_type(), srcset(format));
    let src = photo.fallback().map_or(picture.url, |file| file.url.as_str());
    // The largest that there is: what a page can show of it.
    let size = batch.files.first().map(|file| file.size);
    let mut sources = String::new();
    #[cfg(feature = "avif")]
    sources.push_str(&source(Encoding::Avif));
    if photo.format == Encoding::WebP {
        let image = image(picture, src, size, &format!("{}{colour}", srcset(Encoding::WebP)));
        return if sources.is_empty() { image } else { format!("<picture>{sources}{image}</picture>") };
    }
    sources.push_str(&source(Encoding::WebP));
    format!("<picture>{sources}{}</picture>", image(picture, src, size, &colour))
}

/// The element of a picture in a feed, whose readers choose nothing: one size, at its whole address.
pub fn in_feed(picture: Picture<'_>, origin: &str) -> String {
    match picture.shown.photo.as_ref().and_then(|photo| photo.fallback()) {
        Some(File { url, size, .. }) => image(picture, &format!("{origin}{url}"), Some(*size), ""),
        None => image(picture, picture.url, picture.size, ""),
    }
}

fn image(picture: Picture<'_>, src: &str, size: Option<(u32, u32)>, more: &str) -> String {
    let (src, alt) = (html_attr(&address(src)), html_attr(picture.alt));
    let title = if picture.title.is_empty() { String::new() } else { format!(" title=\"{}\"", html_attr(picture.title)) };
    let size = size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
    let when = match picture.spot {
        Spot::Text => "loading=\"lazy\"",
        Spot::First | Spot::Lead => "fetchpriority=\"high\"",
    };
    format!("<img src=\"{src}\" alt=\"{alt}\"{title}{size}{more} {when} decoding=\"async\">")
}
