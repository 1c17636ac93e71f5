//! Ground: what a picture is and what it may be. The bytes of a picture file -> what it holds ([`probe`]).
//!
//! Formats are known by what is in a file, never by its name. No pixel is decoded for that: sizes, limits and structure are read
//! from the containers, in time that grows with the file and memory that does not grow with what its header says. What is made of
//! photographs is said by [`recipe`] and made by [`develop`]: `pixels` alone decodes.

pub mod active;
pub mod base64;
mod bmff;
mod bytes;
pub mod develop;
pub mod drawing;
mod exif;
pub mod few;
mod gif;
pub mod header;
mod icon;
pub mod inline;
mod jpeg;
pub mod metadata;
pub mod photo;
mod pixels;
mod png;
pub mod probe;
pub mod raster;
pub mod recipe;
pub mod upright;
mod webp;
mod words;
mod xml;

use crate::message::Phrase;
use serde::{Deserialize, Serialize};

/// The most pixels that a picture may have: a photograph of the largest cameras in common use. What decodes it needs four bytes
/// for each of them.
pub const MOST_PIXELS: u64 = 100_000_000;

/// What a picture file is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Format {
    /// JPEG (ITU T.81), with or without JFIF.
    Jpeg,
    /// PNG, animated or not.
    Png,
    /// WebP: lossy, lossless or animated.
    Webp,
    /// GIF.
    Gif,
    /// AVIF, a picture or a sequence.
    Avif,
    /// Icons, or a pointer of the mouse.
    Icon,
    /// A drawing, compressed or not.
    Svg,
}

impl Format {
    /// Its name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
            Self::Icon => "ICO",
            Self::Svg => "SVG",
        }
    }

    /// Its media type (IANA).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Avif => "image/avif",
            Self::Icon => "image/x-icon",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The endings that file names have, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png", "apng"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Avif => &["avif", "avifs"],
            Self::Icon => &["ico", "cur"],
            Self::Svg => &["svg", "svgz"],
        }
    }

    /// The format that a file name promises, in letters of either case.
    pub fn promised(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        [Self::Jpeg, Self::Png, Self::Webp, Self::Gif, Self::Avif, Self::Icon, Self::Svg]
            .into_iter()
            .find(|format| format.endings().contains(&ending.as_str()))
    }
}

/// How stored pixels are to be turned before they are shown (Exif 2.3, 4.6.4 A, tag 274; the numbers are the standard's).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Orientation {
    /// 1: as stored.
    #[default]
    Upright = 1,
    /// 2: mirrored.
    Mirrored = 2,
    /// 3: turned by half a circle.
    Half = 3,
    /// 4: mirrored, then turned by half a circle.
    MirroredHalf = 4,
    /// 5: mirrored along the diagonal from top left.
    Transposed = 5,
    /// 6: to be turned to the right.
    Right = 6,
    /// 7: mirrored along the other diagonal.
    Transversed = 7,
    /// 8: to be turned to the left.
    Left = 8,
}

impl Orientation {
    /// The orientation of a number; the standard has no others.
    pub fn of(number: u32) -> Option<Self> {
        Some(match number {
            1 => Self::Upright,
            2 => Self::Mirrored,
            3 => Self::Half,
            4 => Self::MirroredHalf,
            5 => Self::Transposed,
            6 => Self::Right,
            7 => Self::Transversed,
            8 => Self::Left,
            _ => return None,
        })
    }

    /// Whether width and height change places.
    pub fn exchanges(self) -> bool {
        self >= Self::Transposed
    }
}

/// How colours are stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Colours {
    /// Shades of grey.
    Grey,
    /// Red, green, blue, or what JPEG makes of them.
    Rgb,
    /// Numbers in a table of colours.
    Palette,
    /// Printers' inks: browsers show them, each differently.
    Cmyk,
}

/// What is known of a picture from its container.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Probe {
    /// What the file is.
    pub format: Format,
    /// Width and height as stored. Of drawings in CSS pixels; of a drawing without a size of its own `(0, 0)`.
    pub stored: (u32, u32),
    /// How it is to be turned.
    pub orientation: Orientation,
    /// Whether it moves.
    pub animated: bool,
    /// Bits of each colour.
    pub depth: u8,
    /// How colours are stored.
    pub colours: Colours,
    /// Whether parts of it may be transparent.
    pub alpha: bool,
}

impl Probe {
    /// Width and height as readers see it, in pixels; `None` for a drawing that says none.
    pub fn shown(&self) -> Option<(u32, u32)> {
        let (width, height) = self.stored;
        if width == 0 || height == 0 {
            return None;
        }
        Some(if self.orientation.exchanges() { (height, width) } else { (width, height) })
    }

    /// Bytes of all pixels of a frame, decoded.
    pub fn decoded(&self) -> u64 {
        let (width, height) = self.stored;
        u64::from(width) * u64::from(height) * if self.depth > 8 { 8 } else { 4 }
    }
}

/// Why a file cannot be shown as a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// It holds nothing.
    Empty,
    /// It is no picture.
    NotAPicture,
    /// It is a pointer of Git LFS: the picture itself was not fetched.
    LfsPointer,
    /// It is a picture in a format that browsers do not show everywhere: the format's name.
    Foreign(&'static str),
    /// It ends too early.
    CutOff(Format),
    /// It contradicts itself, or holds less than its header says: in which way.
    Damaged(Format, Phrase),
    /// It has more pixels than [`MOST_PIXELS`], or needs as much memory.
    TooLarge(u32, u32),
    /// It is longer than this many bytes.
    TooLong(u64),
    /// A drawing that is active, or cannot be read.
    Drawing(drawing::Fault),
}
