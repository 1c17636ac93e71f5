//! A file of boxes (ISO/IEC 14496-12; HEIF, 23008-12) -> what an AVIF file says of its picture.

use super::bytes::{be16, be32, be64};
use super::{Colours, Format, Orientation, Probe, Trouble};
use crate::message::Phrase;

/// A box.
#[derive(Clone, Copy, Debug)]
pub(in crate::picture) struct Box<'a> {
    pub kind: [u8; 4],
    pub data: &'a [u8],
    /// Where the data begin in the file.
    pub start: usize,
}

/// The boxes that follow each other in `bytes`, which begin at `start` of the file. What is no whole box ends the list.
pub(in crate::picture) fn boxes(bytes: &[u8], start: usize) -> (Vec<Box<'_>>, bool) {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 8 <= bytes.len() {
        let (Some(short), Ok(kind)) = (be32(bytes, at), bytes[at + 4..at + 8].try_into()) else { break };
        let (head, length) = match short {
            0 => (8, bytes.len() - at),
            1 => (16, be64(bytes, at + 8).and_then(|n| usize::try_from(n).ok()).unwrap_or(0)),
            length => (8, length as usize),
        };
        let end = at.checked_add(length).filter(|end| *end <= bytes.len() && length >= head);
        let Some(end) = end else { return (found, false) };
        found.push(Box { kind, data: &bytes[at + head..end], start: start + at + head });
        at = end;
    }
    (found, at == bytes.len())
}

/// The brands of a file: the first is its own.
pub(in crate::picture) fn brands(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = (be32(bytes, 0)? as usize).clamp(16, 1_024);
    let all = bytes.get(8..length.min(bytes.len()))?;
    Some(all.chunks_exact(4).enumerate().filter(|(i, _)| *i != 1).map(|(_, brand)| brand).collect())
}

/// The box of a kind, its version and flags left out for those that have them.
pub(in crate::picture) fn find<'a>(list: &[Box<'a>], kind: [u8; 4]) -> Option<Box<'a>> {
    list.iter().copied().find(|b| b.kind == kind)
}

/// A full box's data after version and flags.
pub(in crate::picture) fn full(whole: Box<'_>) -> Option<Box<'_>> {
    Some(Box { data: whole.data.get(4..)?, start: whole.start + 4, ..whole })
}

/// What the container says of the picture that is shown.
pub(in crate::picture) fn probe(bytes: &[u8]) -> Result<Probe, Trouble> {
    let damaged = |why| Trouble::Damaged(Format::Avif, why);
    let (top, whole) = boxes(bytes, 0);
    if !whole {
        return Err(Trouble::CutOff(Format::Avif));
    }
    let meta = find(&top, *b"meta").and_then(full).ok_or(damaged(Phrase("it says nothing of its picture")))?;
    let (inner, _) = boxes(meta.data, meta.start);
    let mine = || primary(&inner);
    let properties = mine().ok_or(damaged(Phrase("its picture has no size")))?;
    let property = |kind: &[u8; 4]| properties.iter().copied().find(|p| p.kind == *kind);
    let size = property(b"ispe").and_then(full).and_then(|p| be32(p.data, 0).zip(be32(p.data, 4)));
    let size = size.filter(|(w, h)| *w > 0 && *h > 0).ok_or(damaged(Phrase("its picture has no size")))?;
    // The turn is against the clock, and comes before the mirror (23008-12, 6.5.10 and 6.5.12).
    let turn = property(b"irot").and_then(|p| p.data.first().map(|b| b & 3)).unwrap_or(0);
    let mirror = property(b"imir").and_then(|p| p.data.first().map(|b| b & 1));
    let orientation = match (turn, mirror) {
        (0, None) => Orientation::Upright,
        (1, None) => Orientation::Left,
        (2, None) => Orientation::Half,
        (_, None) => Orientation::Right,
        (0, Some(0)) | (2, Some(1)) => Orientation::MirroredHalf,
        (0 | 2, Some(_)) => Orientation::Mirrored,
        (1, Some(0)) | (3, Some(1)) => Orientation::Transposed,
        (_, Some(_)) => Orientation::Transversed,
    };
    let channels = property(b"pixi").and_then(full);
    let depth = channels.and_then(|p| p.data.get(1).copied()).unwrap_or(8);
    let grey = channels.is_some_and(|p| p.data.first() == Some(&1));
    Ok(Probe {
        format: Format::Avif,
        stored: size,
        orientation,
        animated: find(&top, *b"moov").is_some(),
        depth,
        colours: if grey { Colours::Grey } else { Colours::Rgb },
        alpha: find(&inner, *b"iref").is_some_and(|refs| refs.data.windows(4).any(|w| w == b"auxl")),
    })
}

/// The properties of the primary item; of all items where the file does not say which they are.
fn primary<'a>(inner: &[Box<'a>]) -> Option<Vec<Box<'a>>> {
    let id = find(inner, *b"pitm")
        .and_then(|p| if p.data.first() == Some(&0) { be16(p.data, 4).map(u32::from) } else { be32(p.data, 4) });
    let (iprp, _) = find(inner, *b"iprp").map(|p| boxes(p.data, p.start))?;
    let (all, _) = find(&iprp, *b"ipco").map(|p| boxes(p.data, p.start))?;
    let indexes = id.and_then(|id| associations(&find(&iprp, *b"ipma")?, id));
    Some(match indexes {
        Some(indexes) => indexes.into_iter().filter_map(|i| all.get(i.checked_sub(1)?).copied()).collect(),
        None => all,
    })
}

/// The places in the list of properties that belong to an item, from 1.
fn associations(ipma: &Box<'_>, wanted: u32) -> Option<Vec<usize>> {
    let (version, wide) = (*ipma.data.first()?, ipma.data.get(3)? & 1 == 1);
    let count = be32(ipma.data, 4)?;
    let mut at = 8;
    for _ in 0..count {
        let id = if version == 0 { u32::from(be16(ipma.data, at)?) } else { be32(ipma.data, at)? };
        at += if version == 0 { 2 } else { 4 };
        let own = usize::from(*ipma.data.get(at)?);
        at += 1;
        let width = if wide { 2 } else { 1 };
        if id == wanted {
            let one = |i: usize| {
                let at = at + i * width;
                if wide {
                    be16(ipma.data, at).map(|n| usize::from(n & 0x7FFF))
                } else {
                    ipma.data.get(at).map(|n| usize::from(n & 0x7F))
                }
            };
            return Some((0..own).filter_map(one).collect());
        }
        at += own * width;
    }
    None
}
