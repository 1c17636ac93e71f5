//! A JPEG file -> its segments (ITU T.81, annex B).

use super::bytes::be16;
use super::{Format, Trouble};
use crate::message::Phrase;

/// Start of image.
pub(in crate::picture) const SOI: u8 = 0xD8;
/// End of image.
pub(in crate::picture) const EOI: u8 = 0xD9;
/// Start of scan.
const SOS: u8 = 0xDA;

/// A segment.
#[derive(Clone, Copy, Debug)]
pub(in crate::picture) struct Segment<'a> {
    /// The second byte of its marker.
    pub marker: u8,
    /// What stands after its length.
    pub payload: &'a [u8],
    /// The whole of it: marker, length, payload, and for a scan the pixels up to the next segment.
    pub whole: &'a [u8],
}

/// The segments of the first image of a file, and whether its end is marked. What stands after the end is none of it.
pub(in crate::picture) fn segments(bytes: &[u8]) -> Result<(Vec<Segment<'_>>, bool), Trouble> {
    let cut = || Trouble::CutOff(Format::Jpeg);
    let mut found = Vec::new();
    let mut at = 2;
    loop {
        match bytes.get(at) {
            None => return Ok((found, false)),
            Some(0xFF) => {}
            // Some writers leave bytes between segments; decoders look for the next marker.
            Some(_) => {
                at += 1;
                continue;
            }
        }
        let Some(&marker) = bytes.get(at + 1) else { return Ok((found, false)) };
        match marker {
            // Fill bytes, and what only stands within scans.
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD7 | SOI => at += 2,
            EOI => return Ok((found, true)),
            _ => {
                let length = usize::from(be16(bytes, at + 2).ok_or_else(cut)?);
                if length < 2 {
                    return Err(Trouble::Damaged(Format::Jpeg, Phrase("a segment has no length")));
                }
                let end = at + 2 + length;
                let payload = bytes.get(at + 4..end).ok_or_else(cut)?;
                let end = if marker == SOS { scan_end(bytes, end) } else { end };
                found.push(Segment { marker, payload, whole: &bytes[at..end] });
                at = end;
            }
        }
    }
}

/// Where the pixels end that begin at `from`: at the next marker that is no restart.
fn scan_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(next) = bytes[at..].iter().position(|b| *b == 0xFF) {
        match bytes.get(at + next + 1) {
            Some(0x00 | 0xD0..=0xD7) => at += next + 2,
            Some(0xFF) => at += next + 1,
            Some(_) => return at + next,
            None => break,
        }
    }
    bytes.len()
}

/// What a frame header says.
#[derive(Clone, Copy, Debug)]
pub(in crate::picture) struct Frame {
    pub size: (u32, u32),
    pub depth: u8,
    pub components: u8,
}

impl Segment<'_> {
    /// The frame, if this is its header: SOF, all kinds but the differential ones (T.81, table B.1).
    pub(in crate::picture) fn frame(&self) -> Option<Frame> {
        if !matches!(self.marker, 0xC0..=0xC3 | 0xC9..=0xCB) {
            return None;
        }
        let (height, width) = (be16(self.payload, 1)?, be16(self.payload, 3)?);
        let (depth, components) = (*self.payload.first()?, *self.payload.get(5)?);
        Some(Frame { size: (width.into(), height.into()), depth, components })
    }

    /// Whether pixels follow.
    pub(in crate::picture) fn is_scan(&self) -> bool {
        self.marker == SOS
    }
}
