//! A PNG file -> its chunks (PNG 3, section 5).

use super::bytes::be32;
use super::{Format, Trouble};
use crate::message::Phrase;

/// What every PNG file begins with.
pub(in crate::picture) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A chunk.
#[derive(Clone, Copy, Debug)]
pub(in crate::picture) struct Chunk<'a> {
    /// Its type.
    pub kind: [u8; 4],
    /// What it holds.
    pub data: &'a [u8],
    /// The whole of it, with length, type and checksum.
    pub whole: &'a [u8],
}

impl Chunk<'_> {
    /// Whether the checksum is right.
    pub(in crate::picture) fn is_intact(&self) -> bool {
        let (covered, sum) = self.whole[4..].split_at(self.data.len() + 4);
        be32(sum, 0) == Some(crc(covered))
    }
}

/// The chunks up to and with the last one. What stands after it is none of the picture.
pub(in crate::picture) fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Trouble> {
    let cut = || Trouble::CutOff(Format::Png);
    let mut found: Vec<Chunk<'_>> = Vec::new();
    let mut at = SIGNATURE.len();
    loop {
        let length = be32(bytes, at).ok_or_else(cut)? as usize;
        let kind: [u8; 4] = bytes.get(at + 4..at + 8).ok_or_else(cut)?.try_into().map_err(|_| cut())?;
        let end = length.checked_add(at + 12).ok_or_else(cut)?;
        let whole = bytes.get(at..end).ok_or_else(cut)?;
        let chunk = Chunk { kind, data: &whole[8..8 + length], whole };
        if kind != *b"IHDR" && found.is_empty() {
            return Err(Trouble::Damaged(Format::Png, Phrase("it does not begin with its header")));
        }
        found.push(chunk);
        at = end;
        if kind == *b"IEND" {
            return Ok(found);
        }
    }
}

/// A chunk with its length and checksum.
pub(in crate::picture) fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() + 12);
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(data);
    let sum = crc(&out[4..]);
    out.extend_from_slice(&sum.to_be_bytes());
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
