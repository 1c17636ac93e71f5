//! What is known of a picture -> what must be known before anything is made of it; nothing for what is published as it is.

use super::photo::Encoding;
use super::{Colours, Format, Probe};

/// What is known of a picture whose pixels can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    /// What the file is written in.
    pub format: Encoding,
    /// Width and height as the picture is shown: turned upright.
    pub size: (u32, u32),
    /// Whether it moves.
    pub is_moving: bool,
    /// Whether it has a palette of a few colours, as drawings have.
    pub has_palette: bool,
    /// Whether something may shine through.
    pub has_alpha: bool,
}

/// Of a picture; `None` for what is no JPEG, PNG or WebP.
pub fn of(probe: &Probe) -> Option<Header> {
    let format = match probe.format {
        Format::Jpeg => Encoding::Jpeg,
        Format::Png => Encoding::Png,
        Format::Webp => Encoding::WebP,
        Format::Gif | Format::Avif | Format::Icon | Format::Svg => return None,
    };
    let has_palette = probe.colours == Colours::Palette;
    Some(Header { format, size: probe.shown()?, is_moving: probe.animated, has_palette, has_alpha: probe.alpha })
}
