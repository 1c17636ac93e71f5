//! A colour profile -> the same colours without the names of devices and people in it (ICC.1:2022).
//!
//! Profiles that systems make for a screen hold its serial number and the name that its owner gave it.

use std::borrow::Cow;
use std::ops::Range;

use super::super::bytes::be32;

/// Tags that a profile's colours do not depend on, and that describe a device or how it was measured.
const PRIVATE: [&[u8; 4]; 12] =
    [b"mmod", b"dscm", b"dmnd", b"dmdd", b"targ", b"meta", b"psid", b"psd0", b"calt", b"devs", b"ndin", b"pseq"];

/// What the names of public profiles hold; any other name may be one that somebody gave.
const PUBLIC: [&str; 22] = [
    "srgb",
    "display p3",
    "p3",
    "adobe rgb",
    "prophoto",
    "romm",
    "rec.",
    "rec2020",
    "bt.",
    "itu",
    "gray gamma",
    "grey gamma",
    "dot gain",
    "swop",
    "fogra",
    "coated",
    "ecirgb",
    "gracol",
    "apple rgb",
    "c2",
    "generic",
    "linear",
];

/// The profile with such tags overwritten; the same bytes where there are none, or what is no profile.
pub(in crate::picture) fn clean(profile: &[u8]) -> Cow<'_, [u8]> {
    let tags = tags(profile);
    let shared = |range: &Range<usize>, kept: &[u8; 4]| {
        tags.iter()
            .any(|(kind, other)| kind != kept && !PRIVATE.contains(&kind) && other.start < range.end && range.start < other.end)
    };
    let mut out = Cow::Borrowed(profile);
    for (kind, range) in &tags {
        if PRIVATE.contains(&kind) {
            // The type stays, so that the tag can be read; nothing follows it.
            let rest = range.start + 8..range.end;
            if !shared(range, kind) && profile.get(rest.clone()).is_some_and(|b| b.iter().any(|b| *b != 0)) {
                out.to_mut()[rest].fill(0);
            }
        } else if kind == b"desc" && !is_public(&profile[range.clone()]) {
            let rest = range.start + 12..range.end;
            if profile.get(rest.clone()).is_some_and(|b| b.iter().any(|b| !matches!(b, 0 | b' '))) {
                rename(&mut out.to_mut()[range.clone()]);
            }
        }
    }
    if let Cow::Owned(own) = &mut out
        && let Some(sum) = own.get_mut(84..100)
    {
        // A sum of zero is one that was not made.
        sum.fill(0);
    }
    out
}

/// The tags with where their data stand.
fn tags(profile: &[u8]) -> Vec<([u8; 4], Range<usize>)> {
    let count = be32(profile, 128).unwrap_or(0).min(200) as usize;
    let one = |i: usize| {
        let at = 132 + i * 12;
        let kind: [u8; 4] = profile.get(at..at + 4)?.try_into().ok()?;
        let start = be32(profile, at + 4)? as usize;
        let end = start.checked_add(be32(profile, at + 8)? as usize)?;
        (end <= profile.len() && end >= start + 12).then_some((kind, start..end))
    };
    (0..count).filter_map(one).collect()
}

/// Whether the text in a tag is the name of a public profile, in either of the ways that texts are written.
fn is_public(data: &[u8]) -> bool {
    let letters: String =
        data[8..].iter().filter(|b| (b' '..=b'~').contains(b)).map(|b| char::from(b.to_ascii_lowercase())).collect();
    PUBLIC.iter().any(|name| letters.contains(name))
}

/// Overwrites the letters of a description.
fn rename(data: &mut [u8]) {
    if data.starts_with(b"mluc") {
        // Records of twelve bytes follow the head; their texts are in UTF-16.
        let records = be32(data, 8).unwrap_or(0).min(100) as usize;
        let texts = (16 + records * 12).min(data.len());
        for (i, byte) in data[texts..].iter_mut().enumerate() {
            *byte = if i % 2 == 1 { b' ' } else { 0 };
        }
    } else {
        let letters = (be32(data, 8).unwrap_or(0) as usize).min(data.len() - 12);
        data[12..12 + letters].fill(b' ');
        if let Some(last) = letters.checked_sub(1) {
            data[12 + last] = 0;
        }
        data[12 + letters..].fill(0);
    }
}
