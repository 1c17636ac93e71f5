//! A file of icons or of a pointer of the mouse (ICO, CUR) -> its pictures: each is a PNG, or a bitmap without the header of its file.

use super::bytes::{be32, le16, le32};
use super::{Colours, Format, Orientation, Probe, Trouble, png};
use crate::message::Phrase;

/// Bytes before the entries, and of each entry.
pub(in crate::picture) const HEAD: usize = 6;
/// See [`HEAD`].
pub(in crate::picture) const ENTRY: usize = 16;
/// More pictures than programs write.
const MOST: u16 = 256;
/// Length of the only header that icons have (BITMAPINFOHEADER).
const BITMAP: u32 = 40;

/// One of the pictures.
#[derive(Clone, Copy, Debug)]
pub(in crate::picture) struct Entry<'a> {
    /// What the list says of it, but for its length and its place: sizes as a hint, colours, the point that a pointer points with.
    pub head: &'a [u8],
    /// The picture.
    pub data: &'a [u8],
}

/// Whether a file is one.
pub(in crate::picture) fn is_icon(bytes: &[u8]) -> bool {
    let count = le16(bytes, 4).unwrap_or(0);
    matches!(bytes.get(..4), Some([0, 0, 1 | 2, 0]))
        && (1..=MOST).contains(&count)
        && le32(bytes, HEAD + 12).is_some_and(|place| place as usize >= HEAD + ENTRY * usize::from(count))
}

/// The pictures, in the order of the list. What no entry names is none of them.
pub(in crate::picture) fn entries(bytes: &[u8]) -> Result<Vec<Entry<'_>>, Trouble> {
    let cut = || Trouble::CutOff(Format::Icon);
    let count = usize::from(le16(bytes, 4).ok_or_else(cut)?);
    let one = |i: usize| {
        let at = HEAD + i * ENTRY;
        let head = bytes.get(at..at + 8)?;
        let (length, start) = (le32(bytes, at + 8)? as usize, le32(bytes, at + 12)? as usize);
        Some(Entry { head, data: bytes.get(start..start.checked_add(length)?)? })
    };
    (0..count).map(|i| one(i).ok_or_else(cut)).collect()
}

/// Width and height.
pub(in crate::picture) fn size(entry: &Entry<'_>) -> Result<(u32, u32), Trouble> {
    let cut = || Trouble::CutOff(Format::Icon);
    if entry.data.starts_with(png::SIGNATURE) {
        return be32(entry.data, 16).zip(be32(entry.data, 20)).ok_or_else(cut);
    }
    if le32(entry.data, 0) != Some(BITMAP) {
        return Err(Trouble::Damaged(Format::Icon, Phrase("it holds a picture of no known kind")));
    }
    // The mask stands above the picture.
    let (width, height) = le32(entry.data, 4).zip(le32(entry.data, 8)).ok_or_else(cut)?;
    Ok((width, height / 2))
}

/// The bytes of a bitmap that make its pixels: header, colours, pixels, mask.
pub(in crate::picture) fn bitmap<'a>(entry: &Entry<'a>) -> Result<&'a [u8], Trouble> {
    let cut = || Trouble::CutOff(Format::Icon);
    let (width, height) = size(entry)?;
    let data = entry.data;
    let depth = u64::from(le16(data, 14).ok_or_else(cut)?);
    let (packing, used) = le32(data, 16).zip(le32(data, 32)).ok_or_else(cut)?;
    if !matches!(depth, 1 | 4 | 8 | 16 | 24 | 32) || !matches!(packing, 0 | 3) {
        return Err(Trouble::Damaged(Format::Icon, Phrase("its colours are of no kind that icons have")));
    }
    let colours = match depth {
        1 | 4 | 8 if used == 0 => 1 << depth,
        1 | 4 | 8 => u64::from(used),
        _ => 0,
    };
    let row = |bits: u64| (u64::from(width) * bits).div_ceil(32) * 4;
    let before = u64::from(BITMAP) + colours * 4 + if packing == 3 { 12 } else { 0 };
    let pixels = before.saturating_add(row(depth).saturating_mul(height.into()));
    let whole = pixels.saturating_add(row(1).saturating_mul(height.into()));
    // Where pixels say themselves how far they shine through, the mask may be missing.
    let length = if whole <= data.len() as u64 { whole } else { pixels };
    usize::try_from(length).ok().and_then(|length| data.get(..length)).ok_or_else(cut)
}

/// What a file holds: its largest picture.
pub(in crate::picture) fn probe(bytes: &[u8]) -> Result<Probe, Trouble> {
    let mut largest = (0, 0);
    for entry in &entries(bytes)? {
        let own = size(entry)?;
        if u64::from(own.0) * u64::from(own.1) > u64::from(largest.0) * u64::from(largest.1) {
            largest = own;
        }
    }
    if largest.0 == 0 || largest.1 == 0 {
        return Err(Trouble::Damaged(Format::Icon, Phrase("its picture has no size")));
    }
    Ok(Probe {
        format: Format::Icon,
        stored: largest,
        orientation: Orientation::Upright,
        animated: false,
        depth: 8,
        colours: Colours::Rgb,
        alpha: true,
    })
}
