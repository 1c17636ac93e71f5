//! A drawing (SVG) -> its size and the same drawing with nothing in it that acts, or what must not be in one.

mod size;

use std::ops::Range;

use super::{Colours, Format, Orientation, Probe};

/// A drawing that may be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Drawing {
    /// Width and height in CSS pixels, where it says them.
    pub size: Option<(u32, u32)>,
}

/// Why a drawing may not be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What it holds, to be read after the file's name and "holds".
    pub what: String,
    /// Where, in the bytes of the file; nothing for compressed ones and those that are not UTF-8.
    pub range: Option<Range<usize>>,
}

impl Drawing {
    /// What is known of it as of any other picture.
    pub fn probe(&self) -> Probe {
        Probe {
            format: Format::Svg,
            stored: self.size.unwrap_or((0, 0)),
            orientation: Orientation::Upright,
            animated: false,
            depth: 8,
            colours: Colours::Rgb,
            alpha: true,
        }
    }
}

/// Whether a file is a drawing: XML whose first element is called `svg`.
pub fn is_drawing(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B") || String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).contains("<svg")
}

/// Reads a drawing.
pub fn read(bytes: &[u8]) -> Result<Drawing, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault { what: "no text".to_owned(), range: None })?;
    let parsed = roxmltree::Document::parse(text).map_err(|e| Fault { what: format!("no XML: {e}"), range: None })?;
    Ok(Drawing { size: size::of(parsed.root_element()) })
}
