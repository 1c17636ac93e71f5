//! A WebP file -> its chunks (RFC 9649).

use super::bytes::{le16, le24, le32};
use super::{Format, Trouble};

/// Flags of the extended header.
pub(in crate::picture) mod flag {
    pub const ANIMATION: u8 = 0x02;
    pub const XMP: u8 = 0x04;
    pub const EXIF: u8 = 0x08;
    pub const ALPHA: u8 = 0x10;
    pub const ICC: u8 = 0x20;
}

/// A chunk, without its padding.
#[derive(Clone, Copy, Debug)]
pub(in crate::picture) struct Chunk<'a> {
    pub kind: [u8; 4],
    pub data: &'a [u8],
}

/// Whether a file is one.
pub(in crate::picture) fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(&b"WEBP"[..])
}

/// The chunks of a file, as far as the file says that it reaches.
pub(in crate::picture) fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Trouble> {
    let cut = || Trouble::CutOff(Format::Webp);
    let length = le32(bytes, 4).ok_or_else(cut)? as usize;
    // Some writers count the last padding byte and do not write it.
    let end = (length.saturating_add(8)).min(bytes.len());
    if length.saturating_add(8) > bytes.len() + 1 || end < 12 {
        return Err(cut());
    }
    within(&bytes[12..end])
}

/// The chunks that follow each other in `bytes`.
pub(in crate::picture) fn within(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Trouble> {
    let cut = || Trouble::CutOff(Format::Webp);
    let mut found = Vec::new();
    let mut at = 0;
    while at + 8 <= bytes.len() {
        let kind: [u8; 4] = bytes[at..at + 4].try_into().map_err(|_| cut())?;
        let length = le32(bytes, at + 4).ok_or_else(cut)? as usize;
        let data = length.checked_add(at + 8).and_then(|end| bytes.get(at + 8..end)).ok_or_else(cut)?;
        found.push(Chunk { kind, data });
        at += 8 + length + length % 2;
    }
    Ok(found)
}

/// Size of a picture's pixels, and whether they may be transparent, from the pixels' own header.
pub(in crate::picture) fn bitstream(chunk: &Chunk<'_>) -> Option<((u32, u32), bool)> {
    match &chunk.kind {
        b"VP8 " => {
            // Key frames only (RFC 6386, 9.1); the upper two bits of each side are a scale.
            let data = chunk.data;
            if data.first()? & 1 != 0 || data.get(3..6)? != [0x9D, 0x01, 0x2A] {
                return None;
            }
            Some(((u32::from(le16(data, 6)? & 0x3FFF), u32::from(le16(data, 8)? & 0x3FFF)), false))
        }
        b"VP8L" => {
            if *chunk.data.first()? != 0x2F {
                return None;
            }
            let bits = le32(chunk.data, 1)?;
            Some((((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1), bits >> 28 & 1 == 1))
        }
        _ => None,
    }
}

/// Size and flags of an extended header.
pub(in crate::picture) fn extended(data: &[u8]) -> Option<((u32, u32), u8)> {
    Some(((le24(data, 4)? + 1, le24(data, 7)? + 1), *data.first()?))
}

/// Place and size of a frame of an animation, and the chunks in it.
pub(in crate::picture) fn frame(data: &[u8]) -> Option<((u32, u32), &[u8])> {
    Some(((le24(data, 6)? + 1, le24(data, 9)? + 1), data.get(16..)?))
}
