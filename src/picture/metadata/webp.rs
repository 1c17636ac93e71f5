//! A WebP file -> the chunks that make its pixels.

use super::super::webp::{Chunk, bitstream, chunks, extended, flag, frame, within};
use super::super::{Format, Orientation, Trouble, exif};
use super::{Keep, icc, xmp};
use crate::message::Phrase;

/// See [`super::strip`].
pub(in crate::picture) fn strip(bytes: &[u8], keep: Keep) -> Result<Vec<u8>, Trouble> {
    let damaged = || Trouble::Damaged(Format::Webp, Phrase("it has no header of a picture"));
    let chunks = chunks(bytes)?;
    let find = |kind: &[u8; 4]| chunks.iter().find(|c| c.kind == *kind);
    // What moves is turned by no browser.
    let orientation = find(b"EXIF").filter(|_| find(b"ANMF").is_none());
    let orientation = orientation.map(|c| exif::orientation(c.data)).unwrap_or_default();
    let turned = orientation != Orientation::Upright;
    let packet = credits(&chunks, keep).packet();
    let mut body = Vec::with_capacity(bytes.len());
    let head = find(b"VP8X").and_then(|c| extended(c.data));
    let profile = find(b"ICCP").and_then(|c| icc::clean(c.data));
    // Without an extended header there is no place for anything beside the pixels.
    if head.is_some() || turned || packet.is_some() {
        let (size, flags) = match head {
            Some((size, flags)) => (size, flags & (flag::ALPHA | flag::ANIMATION)),
            None => chunks
                .iter()
                .find_map(bitstream)
                .map(|(s, alpha)| (s, if alpha { flag::ALPHA } else { 0 }))
                .ok_or_else(damaged)?,
        };
        let mut flags = flags;
        for (is_set, flag) in [(profile.is_some(), flag::ICC), (turned, flag::EXIF), (packet.is_some(), flag::XMP)] {
            flags |= if is_set { flag } else { 0 };
        }
        extend(&mut body, size, flags);
        if let Some(profile) = profile {
            push(&mut body, *b"ICCP", &profile);
        }
    }
    for chunk in &chunks {
        match &chunk.kind {
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => push(&mut body, chunk.kind, chunk.data),
            b"ANMF" => {
                let mut own = chunk.data.get(..16).ok_or_else(damaged)?.to_vec();
                let (_, inside) = frame(chunk.data).ok_or_else(damaged)?;
                for chunk in within(inside)?.iter().filter(|c| matches!(&c.kind, b"VP8 " | b"VP8L" | b"ALPH")) {
                    push(&mut own, chunk.kind, chunk.data);
                }
                push(&mut body, *b"ANMF", &own);
            }
            _ => {}
        }
    }
    if turned {
        push(&mut body, *b"EXIF", &exif::minimal(orientation));
    }
    if let Some(packet) = packet {
        push(&mut body, *b"XMP ", packet.as_bytes());
    }
    Ok(file(&body))
}

/// See [`super::with_pixels`].
pub(in crate::picture) fn with_pixels(clean: &[u8], pixels: &[u8]) -> Result<Vec<u8>, Trouble> {
    let (old, new) = (chunks(clean)?, chunks(pixels)?);
    let pixels = new.iter().find_map(|own| bitstream(own).map(|(size, alpha)| (own, size, alpha)));
    let (own, size, alpha) = pixels.ok_or(Trouble::Damaged(Format::Webp, Phrase("it has no header of a picture")))?;
    let find = |kind: &[u8; 4]| old.iter().find(|c| c.kind == *kind);
    let (profile, packet) = (find(b"ICCP"), find(b"XMP "));
    let mut body = Vec::new();
    if profile.is_some() || packet.is_some() {
        let set = [(alpha, flag::ALPHA), (profile.is_some(), flag::ICC), (packet.is_some(), flag::XMP)];
        extend(&mut body, size, set.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).sum());
    }
    for part in profile.into_iter().chain([own]).chain(packet) {
        push(&mut body, part.kind, part.data);
    }
    Ok(file(&body))
}

/// Adds the extended header.
fn extend(body: &mut Vec<u8>, size: (u32, u32), flags: u8) {
    let less = |n: u32| n.saturating_sub(1).to_le_bytes();
    let (width, height) = (less(size.0), less(size.1));
    push(body, *b"VP8X", &[&[flags, 0, 0, 0], &width[..3], &height[..3]].concat());
}

/// A file of chunks.
fn file(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX).to_le_bytes();
    [&b"RIFF"[..], &length, b"WEBP", body].concat()
}

fn credits(chunks: &[Chunk<'_>], keep: Keep) -> xmp::Credits {
    let mut credits = xmp::Credits::default();
    if keep.is_nothing() {
        return credits;
    }
    for chunk in chunks.iter().filter(|c| c.kind == *b"XMP ") {
        credits.add(xmp::read(chunk.data));
    }
    for chunk in chunks.iter().filter(|c| c.kind == *b"EXIF") {
        credits.add(xmp::Credits { rights: exif::copyright(chunk.data), ..xmp::Credits::default() });
    }
    credits.only(keep)
}

/// Adds a chunk, padded to an even length.
fn push(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    out.extend_from_slice(&kind);
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(data);
    if !data.len().is_multiple_of(2) {
        out.push(0);
    }
}
