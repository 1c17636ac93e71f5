//! A GIF file -> its blocks (`GIF89a`).

use super::bytes::le16;
use super::{Format, Trouble};
use crate::message::Phrase;

/// A part of a GIF file.
#[derive(Clone, Copy, Debug)]
pub(in crate::picture) enum Block<'a> {
    /// Signature, screen and its colours.
    Head(&'a [u8]),
    /// An extension: its label, and the whole of it.
    Extension(u8, &'a [u8]),
    /// A picture: its size, and the whole of it.
    Frame((u32, u32), &'a [u8]),
}

/// Whether a file is one.
pub(in crate::picture) fn is_gif(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")
}

/// Width and height of the screen.
pub(in crate::picture) fn screen(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((le16(bytes, 6)?.into(), le16(bytes, 8)?.into()))
}

/// The blocks, and whether the end is marked. What stands after the end is none of the picture.
pub(in crate::picture) fn blocks(bytes: &[u8]) -> Result<(Vec<Block<'_>>, bool), Trouble> {
    let cut = || Trouble::CutOff(Format::Gif);
    let mut at = 13 + colours(*bytes.get(10).ok_or_else(cut)?);
    let mut found = vec![Block::Head(bytes.get(..at).ok_or_else(cut)?)];
    loop {
        let start = at;
        match bytes.get(at) {
            Some(0x21) => {
                let label = *bytes.get(at + 1).ok_or_else(cut)?;
                at = data_end(bytes, at + 2).ok_or_else(cut)?;
                found.push(Block::Extension(label, &bytes[start..at]));
            }
            Some(0x2C) => {
                let size = le16(bytes, at + 5).zip(le16(bytes, at + 7)).ok_or_else(cut)?;
                let packed = *bytes.get(at + 9).ok_or_else(cut)?;
                // After the colours stands the size of codes, then the pixels.
                at = data_end(bytes, at + 10 + colours(packed) + 1).ok_or_else(cut)?;
                found.push(Block::Frame((size.0.into(), size.1.into()), &bytes[start..at]));
            }
            // The end; writers that forget it are common.
            Some(0x3B) => return Ok((found, true)),
            None => return Ok((found, false)),
            Some(0x00) => at += 1,
            Some(_) => return Err(Trouble::Damaged(Format::Gif, Phrase("it holds a block of no known kind"))),
        }
    }
}

/// Bytes of the table of colours that the flags announce.
fn colours(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// One past the empty block that ends the data at `at`.
fn data_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += length + 1;
        if length == 0 {
            return Some(at);
        }
    }
}
