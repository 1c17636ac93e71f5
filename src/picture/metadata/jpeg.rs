//! A JPEG file -> the segments that make its pixels, with the smallest header that shows them right.

use super::super::jpeg::{Segment, segments};
use super::super::{Orientation, Trouble, exif};
use super::{Keep, icc, iptc, xmp};

/// What stands before an XMP packet.
pub(in crate::picture) const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// What stands before a part of a colour profile; its number and their count follow.
const ICC: &[u8] = b"ICC_PROFILE\0";
/// What stands before the blocks of Photoshop, IPTC among them.
pub(in crate::picture) const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// See [`super::strip`].
pub(in crate::picture) fn strip(bytes: &[u8], keep: Keep) -> Result<Vec<u8>, Trouble> {
    let (segments, _) = segments(bytes)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&[0xFF, 0xD8]);
    // JFIF demands to be first.
    if let Some(jfif) =
        segments.iter().find(|s| s.marker == 0xE0 && s.payload.starts_with(b"JFIF\0")).and_then(|s| s.payload.get(..12))
    {
        // No thumbnail: both its sides are zero.
        push(&mut out, 0xE0, &[jfif, &[0, 0]].concat());
    }
    let orientation = segments.iter().find(|s| is_exif(s)).map(|s| exif::orientation(s.payload)).unwrap_or_default();
    if orientation != Orientation::Upright {
        push(&mut out, 0xE1, &[&b"Exif\0\0"[..], &exif::minimal(orientation)].concat());
    }
    if let Some(packet) = credits(&segments, keep).packet() {
        push(&mut out, 0xE1, &[XMP, packet.as_bytes()].concat());
    }
    let profile = profile(&segments);
    let parts = profile.chunks(65_000);
    let count = u8::try_from(parts.len()).unwrap_or(0);
    for (number, part) in (1..=count).zip(parts) {
        push(&mut out, 0xE2, &[ICC, &[number, count], part].concat());
    }
    for segment in &segments {
        match segment.marker {
            // Adobe's says how colours were changed; without it inks come out inverted.
            0xEE if segment.payload.starts_with(b"Adobe") => {
                push(&mut out, 0xEE, &segment.payload[..segment.payload.len().min(12)]);
            }
            // Frames, tables, scans.
            0xC0..=0xC7 | 0xC9..=0xCF | 0xDA..=0xDD => out.extend_from_slice(segment.whole),
            _ => {}
        }
    }
    out.extend_from_slice(&[0xFF, 0xD9]);
    Ok(out)
}

/// What the file says of credit and licence, as far as it is kept.
pub(in crate::picture) fn credits(segments: &[Segment<'_>], keep: Keep) -> xmp::Credits {
    let mut credits = xmp::Credits::default();
    if keep.is_nothing() {
        return credits;
    }
    for segment in segments {
        if segment.marker == 0xE1
            && let Some(packet) = segment.payload.strip_prefix(XMP)
        {
            credits.add(xmp::read(packet));
        }
    }
    for segment in segments {
        if is_exif(segment) {
            credits.add(xmp::Credits { rights: exif::copyright(segment.payload), ..xmp::Credits::default() });
        } else if segment.marker == 0xED
            && let Some(blocks) = segment.payload.strip_prefix(PHOTOSHOP)
        {
            credits.add(iptc::credits(blocks));
        }
    }
    credits.only(keep)
}

/// Whether a segment is EXIF.
pub(in crate::picture) fn is_exif(segment: &Segment<'_>) -> bool {
    segment.marker == 0xE1 && segment.payload.starts_with(b"Exif\0\0")
}

/// The colour profile, put together and cleaned; empty where there is none.
fn profile(segments: &[Segment<'_>]) -> Vec<u8> {
    let mut parts: Vec<(u8, &[u8])> = segments
        .iter()
        .filter(|s| s.marker == 0xE2)
        .filter_map(|s| s.payload.strip_prefix(ICC)?.split_at_checked(2))
        .map(|(place, part)| (place[0], part))
        .collect();
    parts.sort_by_key(|(number, _)| *number);
    let whole: Vec<u8> = parts.into_iter().flat_map(|(_, part)| part).copied().collect();
    icc::clean(&whole).unwrap_or_default()
}

/// Adds a segment. One that is too long for its length is left out; only what is made here comes this way.
fn push(out: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    if let Ok(length) = u16::try_from(payload.len() + 2) {
        out.extend_from_slice(&[0xFF, marker]);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(payload);
    }
}
