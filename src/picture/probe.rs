//! The bytes of a file -> what picture or drawing they are, or why they cannot be shown as one.

use super::{Format, Probe, Trouble, drawing, raster};

/// What a file is, from its first bytes; `None` for what is no picture and no drawing.
pub fn format(bytes: &[u8]) -> Result<Option<Format>, Trouble> {
    let found = raster::format(bytes)?;
    Ok(found.or_else(|| drawing::is_drawing(bytes).then_some(Format::Svg)))
}

/// What a picture file holds.
pub fn probe(bytes: &[u8]) -> Result<Probe, Trouble> {
    if !bytes.is_empty() && format(bytes)? == Some(Format::Svg) {
        return drawing::read(bytes).map(|drawing| drawing.probe()).map_err(Trouble::Drawing);
    }
    raster::probe(bytes)
}
