//! An AVIF file -> the same file with its metadata overwritten, since every offset in it counts from its beginning.

use super::super::bmff::{Box, boxes, find, full};
use super::super::bytes::{be16, be32, be64};
use super::super::{Format, Orientation, Trouble, exif};

/// How deep boxes are looked into.
const DEEPEST: usize = 8;

/// See [`super::strip`].
pub(in crate::picture) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut out = bytes.to_vec();
    let (top, whole) = boxes(bytes, 0);
    if !whole {
        return Err(Trouble::CutOff(Format::Avif));
    }
    for own in &top {
        container(own, &mut out, DEEPEST);
    }
    if let Some(meta) = find(&top, *b"meta").and_then(full) {
        items(bytes, &meta, &mut out)?;
    }
    Ok(out)
}

/// Overwrites what a box says of people, times and places.
fn container(own: &Box<'_>, out: &mut [u8], depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let within = |own: &Box<'_>, out: &mut [u8]| boxes(own.data, own.start).0.iter().for_each(|b| container(b, out, depth));
    match &own.kind {
        b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" => within(own, out),
        b"udta" | b"uuid" | b"free" | b"skip" | b"meco" => blank(out, own.start, own.data.len()),
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

/// Overwrites the items that are no pictures, and the names of all.
fn items(bytes: &[u8], meta: &Box<'_>, out: &mut [u8]) -> Result<(), Trouble> {
    let (inner, _) = boxes(meta.data, meta.start);
    for own in &inner {
        container(own, out, 2);
    }
    let Some(infos) = find(&inner, *b"iinf") else { return Ok(()) };
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
        let filler: &[u8] = match kind {
            b"Exif" => b"\0\0\0\0",
            b"mime" | b"uri " => b"",
            _ => continue,
        };
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
                let range = out.get_mut(start..start.saturating_add(length)).ok_or(Trouble::CutOff(Format::Avif))?;
                range.fill(if filler.is_empty() { b' ' } else { 0 });
                // A reader that takes EXIF at its word must find some.
                let minimal = [filler, &exif::minimal(Orientation::Upright)].concat();
                if !filler.is_empty() && range.len() >= minimal.len() {
                    range[..minimal.len()].copy_from_slice(&minimal);
                }
            }
        }
    }
    Ok(())
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
