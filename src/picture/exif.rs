//! The TIFF structure of EXIF -> what of it matters, and the smallest one that says how a picture is turned (Exif 2.3, TIFF 6).

use super::Orientation;

/// Tag of the copyright notice.
const COPYRIGHT: u16 = 0x8298;
/// Tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// A directory's entries are read up to this number: more than any camera writes.
const MOST_ENTRIES: usize = 1_000;

/// Numbers of a TIFF structure, in its own order of bytes.
pub(in crate::picture) struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

/// One entry of a directory.
pub(in crate::picture) struct Entry {
    pub tag: u16,
    pub kind: u16,
    pub count: u32,
    /// Where its value or the value's offset stands.
    pub at: usize,
}

impl<'a> Tiff<'a> {
    /// The structure, after an `Exif\0\0` if one stands before it.
    pub(in crate::picture) fn new(bytes: &'a [u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
        match bytes.get(..4)? {
            b"II*\0" => Some(Self { bytes, little: true }),
            b"MM\0*" => Some(Self { bytes, little: false }),
            _ => None,
        }
    }

    pub(in crate::picture) fn short(&self, at: usize) -> Option<u16> {
        let two = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    }

    pub(in crate::picture) fn long(&self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    /// The entries of the directory at an offset; those of the first one are at the offset in the header.
    pub(in crate::picture) fn directory(&self, at: usize) -> Vec<Entry> {
        let count = usize::from(self.short(at).unwrap_or(0)).min(MOST_ENTRIES);
        let entry = |i: usize| {
            let at = at.checked_add(2)?.checked_add(i * 12)?;
            Some(Entry { tag: self.short(at)?, kind: self.short(at + 2)?, count: self.long(at + 4)?, at: at + 8 })
        };
        (0..count).map_while(entry).collect()
    }

    /// Where the first directory stands.
    pub(in crate::picture) fn first(&self) -> usize {
        self.long(4).unwrap_or(0) as usize
    }

    /// The text of an entry (ASCII, or UTF-8 as newer writers have it).
    pub(in crate::picture) fn text(&self, entry: &Entry) -> Option<String> {
        let length = entry.count as usize;
        let at = if length <= 4 { entry.at } else { self.long(entry.at)? as usize };
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        let text = String::from_utf8_lossy(bytes).trim_matches(['\0', ' ']).to_owned();
        (!text.is_empty()).then_some(text)
    }
}

/// The orientation of an EXIF block; upright where it says none or nonsense.
pub(in crate::picture) fn orientation(exif: &[u8]) -> Orientation {
    let read = || {
        let tiff = Tiff::new(exif)?;
        let entry = tiff.directory(tiff.first()).into_iter().find(|e| e.tag == ORIENTATION)?;
        let number = match entry.kind {
            3 => u32::from(tiff.short(entry.at)?),
            4 => tiff.long(entry.at)?,
            _ => return None,
        };
        Orientation::of(number)
    };
    read().unwrap_or_default()
}

/// The copyright notice of an EXIF block.
pub(in crate::picture) fn copyright(exif: &[u8]) -> Option<String> {
    let tiff = Tiff::new(exif)?;
    let entry = tiff.directory(tiff.first()).into_iter().find(|e| e.tag == COPYRIGHT && e.kind == 2)?;
    tiff.text(&entry)
}

/// A TIFF structure that holds an orientation and nothing else.
pub(in crate::picture) fn minimal(orientation: Orientation) -> [u8; 26] {
    let mut tiff = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0";
    tiff[18] = orientation as u8;
    tiff
}
