//! What photographs are made into: the formats of the web, boxes that are painted over, and what can go wrong.

use crate::message::Message;
use std::collections::BTreeMap;

/// The colours that stand in the place of pictures until they have come, by the key of what is made of them.
pub type Tints = BTreeMap<String, [u8; 3]>;

/// A rectangle in pixels of a picture as it is shown: turned upright, from its left upper corner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Area {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// Width, at least 1.
    pub width: u32,
    /// Height, at least 1.
    pub height: u32,
}

impl Area {
    /// Whether it lies within a picture of a size.
    pub fn is_within(self, (width, height): (u32, u32)) -> bool {
        let fits = |start: u32, length: u32, whole: u32| start.checked_add(length).is_some_and(|end| end <= whole);
        fits(self.x, self.width, width) && fits(self.y, self.height, height)
    }
}

/// What a file of pixels is written in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Encoding {
    /// Photographs.
    Jpeg,
    /// Without loss.
    Png,
    /// Photographs in fewer bytes.
    WebP,
    /// Photographs in the fewest bytes, slowly.
    #[cfg(feature = "avif")]
    Avif,
}

impl Encoding {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            #[cfg(feature = "avif")]
            Self::Avif => "avif",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            #[cfg(feature = "avif")]
            Self::Avif => "image/avif",
        }
    }
}

/// What keeps a picture from being decoded or made smaller, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem(pub Message);
