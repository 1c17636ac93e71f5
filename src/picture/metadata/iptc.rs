//! Photoshop's blocks of a JPEG file -> what IPTC says in them (IIM 4.2).

use super::super::bytes::{be16, be32};
use super::xmp::Credits;

/// Number of the block that holds IPTC.
const IPTC: u16 = 0x0404;

/// The data sets of record 2: number and bytes.
pub(in crate::picture) fn sets(blocks: &[u8]) -> Vec<(u8, &[u8])> {
    let mut found = Vec::new();
    let mut at = 0;
    while blocks.get(at..at + 4) == Some(&b"8BIM"[..]) {
        // A name with its length before it, both together of even length.
        let Some((number, name)) = be16(blocks, at + 4).zip(blocks.get(at + 6)) else { break };
        let start = at + 6 + (usize::from(*name) + 1).next_multiple_of(2);
        let Some(length) = be32(blocks, start).map(|n| n as usize) else { break };
        let Some(data) = length.checked_add(start + 4).and_then(|end| blocks.get(start + 4..end)) else { break };
        if number == IPTC {
            records(data, &mut found);
        }
        at = start + 4 + length + length % 2;
    }
    found
}

fn records<'a>(data: &'a [u8], found: &mut Vec<(u8, &'a [u8])>) {
    let mut at = 0;
    while data.get(at) == Some(&0x1C) {
        let Some(length) = be16(data, at + 3).map(usize::from) else { return };
        let Some(bytes) = data.get(at + 5..at + 5 + length) else { return };
        if data[at + 1] == 2 {
            found.push((data[at + 2], bytes));
        }
        at += 5 + length;
    }
}

/// Credit line and copyright notice.
pub(in crate::picture) fn credits(blocks: &[u8]) -> Credits {
    let sets = sets(blocks);
    let text = |number: u8| {
        let (_, bytes) = sets.iter().find(|(n, _)| *n == number)?;
        Some(String::from_utf8_lossy(bytes).trim().to_owned()).filter(|t| !t.is_empty())
    };
    Credits { credit: text(110), rights: text(116), ..Credits::default() }
}
