//! A picture -> the same pixels without what else its file says: where it was taken, by whom, with which camera, with what before.
//!
//! Pixels are copied, never decoded. Kept are what shows them right (colour profile, orientation, transparency, animation,
//! density) and, where a site asks for it, credit and licence ([`Keep`]). Everything that is not known to be one of these goes,
//! so that what a format will hold tomorrow goes too.

mod avif;
mod gif;
pub mod held;
mod icc;
mod icon;
mod iptc;
mod jpeg;
mod png;
mod webp;
mod xmp;

use std::borrow::Cow;

use super::{Format, Trouble, raster};

/// What is kept of what a picture's file says of its makers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Keep {
    /// The credit line (IPTC: Credit Line).
    pub credit: bool,
    /// Copyright notice, terms of use, and the addresses of both (IPTC: Copyright Notice, Rights Usage Terms; Creative Commons).
    pub licence: bool,
}

impl Keep {
    /// Whether nothing is.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// A stripped PNG or WebP file with the pixels of another one of that format, which holds nothing else.
pub(in crate::picture) fn with_pixels(clean: &[u8], pixels: &[u8], format: Format) -> Result<Vec<u8>, Trouble> {
    if format == Format::Png { png::with_pixels(clean, pixels) } else { webp::with_pixels(clean, pixels) }
}

/// The file without metadata; the same bytes where it has none. Drawings are [`drawing`](super::drawing)'s.
pub fn strip(bytes: &[u8], keep: Keep) -> Result<Cow<'_, [u8]>, Trouble> {
    let out = match raster::format(bytes)?.ok_or(Trouble::NotAPicture)? {
        Format::Jpeg => jpeg::strip(bytes, keep)?,
        Format::Png => png::strip(bytes, keep)?,
        Format::Webp => webp::strip(bytes, keep)?,
        Format::Gif => gif::strip(bytes)?,
        Format::Avif => avif::strip(bytes)?,
        Format::Icon => icon::strip(bytes)?,
        Format::Svg => return Err(Trouble::NotAPicture),
    };
    Ok(if out == bytes { Cow::Borrowed(bytes) } else { Cow::Owned(out) })
}
