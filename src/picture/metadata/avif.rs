//! An AVIF file -> the same file with everything but its pictures overwritten, since every offset in it counts from its beginning.

use std::ops::Range;

use super::super::bmff::{Box, boxes, find, full};
use super::super::bytes::{be16, be32, be64};
use super::super::{Format, Orientation, Trouble, exif};
use super::icc;
use crate::message::Phrase;

/// How deep boxes are looked into.
const DEEPEST: usize = 8;

/// Items that are pictures, or say how pictures are put together; whatever else an item is, no page shows it.
const PICTURES: [&[u8; 4]; 5] = [b"av01", b"grid", b"iovl", b"iden", b"tmap"];
/// Properties of pictures that a decoder reads (HEIF, 6.5; AV1 Image File Format, 2.3).
const PROPERTIES: [&[u8; 4]; 19] = [
    b"ispe", b"pixi", b"colr", b"pasp", b"av1C", b"irot", b"imir", b"clap", b"auxC", b"clli", b"mdcv", b"cclv", b"amve", b"a1op",
    b"a1lx", b"lsel", b"rloc", b"ndwt", b"reve",
];

/// See [`super::strip`].
pub(in crate::picture) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut out = bytes.to_vec();
    let (top, whole) = boxes(bytes, 0);
    if !whole {
        return Err(Trouble::CutOff(Format::Avif));
    }
    let meta = find(&top, *b"meta").and_then(full);
    let kept = meta.map(|meta| items(bytes, &top, &meta, &mut out)).transpose()?.unwrap_or_default();
    let moves = find(&top, *b"moov").is_some();
    for own in &top {
        match &own.kind {
            b"ftyp" | b"meta" => {}
            // In a sequence other tables say what is a picture.
            b"mdat" if moves => {}
            b"mdat" => blank_but(&mut out, own, &kept),
            b"moov" => container(own, &mut out, DEEPEST),
            _ => blank(&mut out, own.start, own.data.len()),
        }
    }
    Ok(out)
}

/// Overwrites what a box says of people, times and places.
fn container(own: &Box<'_>, out: &mut [u8], depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let within = |own: &Box<'_>, out: &mut [u8]| boxes(own.data, own.start).0.iter().for_each(|b| container(b, out, depth));
    match &own.kind {
        b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" => within(own, out),
        b"udta" | b"uuid" | b"free" | b"skip" | b"meco" | b"meta" => blank(out, own.start, own.data.len()),
        // When it was made: two times of four or eight bytes after version and flags.
        b"mvhd" | b"tkhd" | b"mdhd" => {
            let length = if own.data.first() == Some(&1) { 16 } else { 8 };
            blank(out, own.start + 4, length.min(own.data.len().saturating_sub(4)));
        }
        // A name for people.
        b"hdlr" => blank(out, own.start + 24, own.data.len().saturating_sub(24)),
        _ => {}
    }
}

fn blank(out: &mut [u8], start: usize, length: usize) {
    if let Some(range) = out.get_mut(start..start.saturating_add(length)) {
        range.fill(0);
    }
}

/// Overwrites a box but for some ranges of the file.
fn blank_but(out: &mut [u8], own: &Box<'_>, kept: &[Range<usize>]) {
    let end = own.start + own.data.len();
    let mut at = own.start;
    for range in kept.iter().filter(|range| range.start < end && range.end > own.start) {
        blank(out, at, range.start.saturating_sub(at));
        at = at.max(range.end.min(end));
    }
    blank(out, at, end - at);
}

/// Overwrites the properties that nothing decodes, and the names in profiles of colours.
fn properties(inner: &[Box<'_>], out: &mut [u8]) -> Result<(), Trouble> {
    let list = find(inner, *b"iprp").map(|own| boxes(own.data, own.start).0).unwrap_or_default();
    for own in find(&list, *b"ipco").map(|own| boxes(own.data, own.start).0).unwrap_or_default() {
        if !PROPERTIES.contains(&&own.kind) {
            blank(out, own.start, own.data.len());
        } else if own.kind == *b"colr"
            && let Some(profile) = own.data.strip_prefix(b"prof").or(own.data.strip_prefix(b"rICC"))
        {
            let clean = icc::clean(profile).unwrap_or_default();
            if clean.len() > profile.len() {
                return Err(Trouble::Damaged(Format::Avif, Phrase("its colour profile cannot be read")));
            }
            blank(out, own.start + 4, profile.len());
            out[own.start + 4..][..clean.len()].copy_from_slice(&clean);
        }
    }
    Ok(())
}

/// The items that are small copies of others.
fn thumbnails(inner: &[Box<'_>]) -> Vec<u32> {
    let Some(iref) = find(inner, *b"iref") else { return Vec::new() };
    let wide = iref.data.first() != Some(&0);
    let (references, _) = boxes(iref.data.get(4..).unwrap_or_default(), iref.start + 4);
    let from = |own: &Box<'_>| if wide { be32(own.data, 0) } else { be16(own.data, 0).map(u32::from) };
    references.iter().filter(|own| own.kind == *b"thmb").filter_map(from).collect()
}

/// Whether a range holds nothing but the bytes of items: overwriting anything else would take the file apart, since items of a damaged
/// file may claim to stand where its boxes are described.
fn is_media(range: &Range<usize>, top: &[Box<'_>], idat: Option<&Box<'_>>) -> bool {
    let describes = |own: &&Box<'_>| matches!(&own.kind, b"ftyp" | b"meta" | b"moov");
    let within = |own: &Box<'_>| own.start <= range.start && range.end <= own.start + own.data.len();
    top.iter().filter(|own| !describes(own)).chain(idat).any(within)
}

/// Overwrites the items that are no pictures, and the names of all. Where the others stand, in their order.
fn items(bytes: &[u8], top: &[Box<'_>], meta: &Box<'_>, out: &mut [u8]) -> Result<Vec<Range<usize>>, Trouble> {
    let (inner, _) = boxes(meta.data, meta.start);
    for own in &inner {
        container(own, out, 2);
    }
    properties(&inner, out)?;
    let thumbnails = thumbnails(&inner);
    let mut kept: Vec<Range<usize>> = Vec::new();
    // What was written here already: overwriting the boxes around it must leave it.
    let mut clean: Vec<Range<usize>> = Vec::new();
    let infos = find(&inner, *b"iinf").ok_or(Trouble::Damaged(Format::Avif, Phrase("it has no list of its parts")))?;
    let head = if infos.data.first() == Some(&0) { 6 } else { 8 };
    let (entries, _) = boxes(infos.data.get(head..).unwrap_or_default(), infos.start + head);
    let idat = find(&inner, *b"idat");
    let locations = find(&inner, *b"iloc").map(|iloc| locations(&iloc)).unwrap_or_default();
    for entry in entries.iter().filter(|e| e.kind == *b"infe") {
        let wide = entry.data.first() >= Some(&3);
        let (id, at) = if wide { (be32(entry.data, 4), 8) } else { (be16(entry.data, 4).map(u32::from), 6) };
        let Some((id, kind)) = id.zip(entry.data.get(at + 2..at + 6)) else { continue };
        if let Some(length) = entry.data.get(at + 6..).and_then(|name| name.iter().position(|b| *b == 0)) {
            out[entry.start + at + 6..][..length].fill(b' ');
        }
        let stays = PICTURES.iter().any(|own| kind == *own) && !thumbnails.contains(&id);
        for location in locations.iter().filter(|l| l.item == id) {
            let base = match location.method {
                0 => 0,
                1 => idat.map_or(usize::MAX, |b| b.start),
                _ => continue,
            };
            for (offset, length) in &location.extents {
                let start = base.saturating_add(*offset);
                // No length is the rest of the file.
                let length = if *length == 0 { bytes.len().saturating_sub(start) } else { *length };
                let end = start.saturating_add(length);
                if stays {
                    kept.push(start..end);
                    continue;
                }
                if end <= out.len() && !is_media(&(start..end), top, idat.as_ref()) {
                    return Err(Trouble::Damaged(
                        Format::Avif,
                        Phrase("a part of it is said to stand where its parts are described"),
                    ));
                }
                let range = out.get_mut(start..end).ok_or(Trouble::CutOff(Format::Avif))?;
                range.fill(if matches!(kind, b"mime" | b"uri ") { b' ' } else { 0 });
                // A reader that takes EXIF at its word must find some.
                let minimal = [&[0; 4][..], &exif::minimal(Orientation::Upright)].concat();
                if kind == b"Exif" && range.len() >= minimal.len() {
                    range[..minimal.len()].copy_from_slice(&minimal);
                    clean.push(start..start + minimal.len());
                }
            }
        }
    }
    if kept.is_empty() {
        return Err(Trouble::Damaged(Format::Avif, Phrase("it does not say where its picture is")));
    }
    kept.append(&mut clean);
    kept.sort_by_key(|range| range.start);
    if let Some(idat) = idat {
        blank_but(out, &idat, &kept);
    }
    Ok(kept)
}

/// Where an item's bytes stand.
struct Location {
    item: u32,
    method: u16,
    extents: Vec<(usize, usize)>,
}

/// The places of all items (14496-12, 8.11.3); as many as can be read.
fn locations(iloc: &Box<'_>) -> Vec<Location> {
    let mut found = Vec::new();
    let data = iloc.data;
    let Some((version, sizes)) = data.first().copied().zip(be16(data, 4)) else { return found };
    let nibble = |shift: u16| usize::from(sizes >> shift & 15);
    let (offset, length, base, index) = (nibble(12), nibble(8), nibble(4), if version == 0 { 0 } else { nibble(0) });
    let mut at = 6;
    let number = |at: &mut usize, size: usize| -> Option<usize> {
        let value = match size {
            0 => Some(0),
            2 => be16(data, *at).map(usize::from),
            4 => be32(data, *at).map(|n| n as usize),
            8 => be64(data, *at).and_then(|n| usize::try_from(n).ok()),
            _ => None,
        }?;
        *at += size;
        Some(value)
    };
    let wide = if version < 2 { 2 } else { 4 };
    let Some(count) = number(&mut at, wide) else { return found };
    for _ in 0..count {
        let mut one = || {
            let item = u32::try_from(number(&mut at, wide)?).ok()?;
            let method = if version == 0 { 0 } else { u16::try_from(number(&mut at, 2)?).ok()? & 15 };
            number(&mut at, 2)?;
            let from = number(&mut at, base)?;
            let extents = number(&mut at, 2)?;
            let mut list = Vec::new();
            for _ in 0..extents {
                number(&mut at, index)?;
                let start = from.saturating_add(number(&mut at, offset)?);
                list.push((start, number(&mut at, length)?));
                // Extents without bytes of their own could be counted for ever.
                if offset + length + index == 0 {
                    break;
                }
            }
            Some(Location { item, method, extents: list })
        };
        match one() {
            Some(location) => found.push(location),
            None => break,
        }
    }
    found
}
