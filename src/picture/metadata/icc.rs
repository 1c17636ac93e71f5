//! A colour profile -> the same colours without the names of devices and people in it (ICC.1:2022).
//!
//! Profiles that systems make for a screen hold its serial number and the name that its owner gave it, others who made them. So a
//! profile is written anew from what colours are made of, and from nothing else.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::bytes::be32;

/// Tags that say which colours are meant.
const COLOURS: [&[u8; 4]; 28] = [
    b"wtpt", b"bkpt", b"lumi", b"chad", b"chrm", b"cicp", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"A2B0",
    b"A2B1", b"A2B2", b"A2B3", b"B2A0", b"B2A1", b"B2A2", b"B2A3", b"D2B0", b"D2B1", b"D2B2", b"D2B3", b"B2D0", b"B2D1", b"gamt",
];
/// Tags of words, which the standard demands: they stay without any.
const WORDS: [&[u8; 4]; 2] = [b"desc", b"cprt"];

/// Length of the header.
const HEAD: usize = 128;
/// The day that every profile is made on.
const DAY: [u8; 12] = [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];

/// The profile made anew; `None` for what is no profile.
pub(in crate::picture) fn clean(profile: &[u8]) -> Option<Vec<u8>> {
    let mut out = profile.get(..HEAD).filter(|head| head[36..40] == *b"acsp")?.to_vec();
    // Who made the profile, where and when, of which device, and the sum over it; a zero says that nothing is said.
    for range in [4..8, 40..44, 48..56, 80..HEAD] {
        out[range].fill(0);
    }
    out[24..36].copy_from_slice(&DAY);
    let is_new = out[8] >= 4;
    let tags: Vec<([u8; 4], Range<usize>)> =
        tags(profile).into_iter().filter(|(kind, _)| COLOURS.contains(&kind) || WORDS.contains(&kind)).collect();
    let start = HEAD + 4 + tags.len() * 12;
    let mut data: Vec<u8> = Vec::new();
    // Curves are often one for all colours.
    let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    out.extend(number(tags.len()));
    for (kind, range) in &tags {
        let wordless = WORDS.contains(&kind).then(|| wordless(*kind, is_new));
        let key = if wordless.is_some() { (0, usize::from(*kind == *b"cprt" && !is_new)) } else { (range.start, range.end) };
        let own = wordless.as_deref().unwrap_or(&profile[range.clone()]);
        let at = *places.entry(key).or_insert_with(|| {
            let at = start + data.len();
            data.extend_from_slice(own);
            data.resize(data.len().next_multiple_of(4), 0);
            at
        });
        out.extend_from_slice(kind);
        out.extend(number(at));
        out.extend(number(own.len()));
    }
    out.extend(data);
    let length = number(out.len());
    out[..4].copy_from_slice(&length);
    Some(out)
}

fn number(n: usize) -> [u8; 4] {
    u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes()
}

/// The smallest text of the type that a tag has in this version of profiles.
fn wordless(kind: [u8; 4], is_new: bool) -> Vec<u8> {
    if is_new {
        // One text, in English, of one space in UTF-16.
        return b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS\0\0\0\x02\0\0\0\x1C\0 ".to_vec();
    }
    if kind == *b"cprt" {
        return b"text\0\0\0\0 \0\0\0".to_vec();
    }
    // In three writings: one letter with the zero that ends it, none in Unicode, none of a Macintosh.
    [&b"desc\0\0\0\0\0\0\0\x02 \0"[..], &[0; 4 + 4 + 2 + 1 + 67]].concat()
}

/// The tags with where their data stand.
fn tags(profile: &[u8]) -> Vec<([u8; 4], Range<usize>)> {
    let count = be32(profile, HEAD).unwrap_or(0).min(200) as usize;
    let one = |i: usize| {
        let at = HEAD + 4 + i * 12;
        let kind: [u8; 4] = profile.get(at..at + 4)?.try_into().ok()?;
        let start = be32(profile, at + 4)? as usize;
        let end = start.checked_add(be32(profile, at + 8)? as usize)?;
        (end <= profile.len() && end >= start + 12).then_some((kind, start..end))
    };
    let mut found: Vec<_> = (0..count).filter_map(one).collect();
    // Of two tags of one kind, one is read.
    let mut seen = Vec::new();
    found.retain(|(kind, _)| {
        !seen.contains(kind) && {
            seen.push(*kind);
            true
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::{HEAD, clean, tags};

    /// A profile with these tags, something between their data, and somebody's device in its head.
    fn profile(version: u8, tags: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut out = vec![0; HEAD];
        out[8] = version;
        out[36..40].copy_from_slice(b"acsp");
        out[48..56].copy_from_slice(b"SN-47110");
        out.extend(u32::try_from(tags.len()).expect("few").to_be_bytes());
        let mut at = HEAD + 4 + tags.len() * 12;
        for (kind, data) in tags {
            out.extend_from_slice(*kind);
            out.extend(u32::try_from(at).expect("short").to_be_bytes());
            out.extend(u32::try_from(data.len()).expect("short").to_be_bytes());
            at += data.len() + 4;
        }
        for (_, data) in tags {
            out.extend_from_slice(data);
            out.extend(b"Gap!");
        }
        out
    }

    #[test]
    fn colours_stay_and_words_go() {
        let red: &[u8] = b"XYZ \0\0\0\0\0\0\x6F\xA2\0\0\x38\xF5\0\0\x03\x90";
        for version in [2, 4] {
            let made = profile(
                version,
                &[
                    (b"desc", b"desc\0\0\0\0\0\0\0\x15sRGB of Layla Haddad\0"),
                    (b"cprt", b"text\0\0\0\0Copyright Layla Haddad\0"),
                    (b"rXYZ", red),
                    (b"dmnd", b"text\0\0\0\0Layla Haddad\0"),
                    (b"priv", b"text\0\0\0\0Layla Haddad\0"),
                ],
            );
            let clean = clean(&made).expect("a profile");
            for word in [&b"Layla"[..], b"Copyright", b"SN-4711", b"Gap!", b"priv", b"sRGB"] {
                assert!(!clean.windows(word.len()).any(|w| w == word), "{version}: {}", String::from_utf8_lossy(word));
            }
            let kept = tags(&clean);
            assert_eq!(kept.iter().map(|(kind, _)| kind).collect::<Vec<_>>(), [b"desc", b"cprt", b"rXYZ"]);
            assert_eq!(&clean[kept[2].1.clone()], red);
            assert_eq!(usize::try_from(u32::from_be_bytes([clean[0], clean[1], clean[2], clean[3]])), Ok(clean.len()));
            assert_eq!(super::clean(&clean), Some(clean), "once is enough");
        }
        assert_eq!(clean(b"Layla Haddad"), None);
        assert_eq!(clean(&[0; 200]), None);
    }
}
