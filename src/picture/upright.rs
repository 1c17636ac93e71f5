//! A picture of pixels -> what of it leaves: without metadata, and turned where browsers would not turn it.
//!
//! Of JPEG and AVIF all browsers do as the file says. Of PNG some do, and of WebP none (Chromium 156 turns PNG and leaves WebP), while
//! paper does: one reader would see another picture than the next. So those two are turned here, every pixel as it was.

use std::borrow::Cow;

use super::metadata::{self, Keep};
use super::photo::Encoding;
use super::{Format, Orientation, Trouble, pixels, raster};
use crate::message::Phrase;

/// What of a picture is published; the same bytes where nothing is in them that should not leave.
pub fn published(bytes: &[u8], keep: Keep) -> Result<Cow<'_, [u8]>, Trouble> {
    let clean = metadata::strip(bytes, keep)?;
    let encoding = match raster::format(bytes)? {
        Some(Format::Png) => Encoding::Png,
        Some(Format::Webp) => Encoding::WebP,
        Some(Format::Jpeg | Format::Gif | Format::Avif | Format::Icon | Format::Svg) | None => return Ok(clean),
    };
    let probed = raster::probe(&clean)?;
    if probed.orientation == Orientation::Upright {
        return Ok(clean);
    }
    let unread = |_| Trouble::Damaged(probed.format, Phrase("its pixels cannot be read"));
    let turned = pixels::turned(&clean, encoding, probed.orientation).map_err(unread)?;
    metadata::with_pixels(&clean, &turned, probed.format).map(Cow::Owned)
}
