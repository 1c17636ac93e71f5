//! A font file -> whether its tables are there and are what they were (OpenType 1.9, "Organization of an OpenType font").
//!
//! A file that was cut off, overwritten or put together wrongly may still be read, and then prints blanks or ends the engine.
//! Each table has a sum in the font's directory; where one does not hold, the file is not what its maker wrote.

/// The table whose own sum is left out of it.
const HEAD: &[u8] = b"head";
/// Where in that table the sum of the whole file stands.
const WHOLE_FILE: std::ops::Range<usize> = 8..12;

/// Whether all tables lie within the file and have their sums; of all its faces, where it is a collection.
pub fn tables_hold(data: &[u8]) -> bool {
    faces(data).is_some_and(|faces| !faces.is_empty() && faces.iter().all(|at| face_holds(data, *at) == Some(true)))
}

/// Where the directory of each face stands.
fn faces(data: &[u8]) -> Option<Vec<usize>> {
    if !data.starts_with(b"ttcf") {
        return Some(vec![0]);
    }
    (0..number(data, 8)?).map(|face| number(data, 12 + 4 * face)).collect()
}

fn face_holds(data: &[u8], at: usize) -> Option<bool> {
    let count = number(data, at.checked_add(4)?)? >> 16;
    for table in 0..count {
        let record = at + 12 + 16 * table;
        let tag = data.get(record..record + 4)?;
        let (sum, offset, length) = (number(data, record + 4)?, number(data, record + 8)?, number(data, record + 12)?);
        let bytes = data.get(offset..offset.checked_add(length)?)?;
        if sum_of(bytes, tag == HEAD) as usize != sum {
            return Some(false);
        }
    }
    Some(count > 0)
}

/// Four bytes as a number.
fn number(data: &[u8], at: usize) -> Option<usize> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

/// The sum of a table's words, filled up with zeros.
fn sum_of(bytes: &[u8], is_head: bool) -> u32 {
    let word = |bytes: &[u8]| bytes.iter().enumerate().fold(0, |word, (at, byte)| word | u32::from(*byte) << (24 - 8 * at));
    let sum = bytes.chunks(4).fold(0_u32, |sum, four| sum.wrapping_add(word(four)));
    let own = bytes.get(WHOLE_FILE).filter(|_| is_head).map_or(0, word);
    sum.wrapping_sub(own)
}

#[cfg(test)]
mod tests {
    use super::tables_hold;

    const REGULAR: &[u8] = include_bytes!("../../themes/briefing/fonts/plex-mono/IBMPlexMono-Regular.ttf");
    const CFF: &[u8] = include_bytes!("../../themes/briefing/fonts/libertinus-serif/LibertinusSerif-Italic.otf");

    #[test]
    fn whole_fonts_hold() {
        for font in [REGULAR, CFF] {
            assert!(tables_hold(font));
            // Two faces that share all tables.
            let (head, shift) = (20, 20_u32);
            let mut collection = [b"ttcf".as_slice(), &[0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 20, 0, 0, 0, 20], font].concat();
            assert_eq!(collection.len(), head + font.len());
            let count = usize::from(font[5]);
            for table in 0..count {
                let at = head + 12 + 16 * table + 8;
                let offset = u32::from_be_bytes(collection[at..at + 4].try_into().expect("four")) + shift;
                collection[at..at + 4].copy_from_slice(&offset.to_be_bytes());
            }
            assert!(tables_hold(&collection));
            collection[head + font.len() / 2] ^= 1;
            assert!(!tables_hold(&collection));
        }
    }

    #[test]
    fn damaged_fonts_do_not() {
        for font in [REGULAR, CFF] {
            for cut in [0, 3, 11, 12, 100, font.len() / 2, font.len() - 8] {
                assert!(!tables_hold(&font[..cut]), "{cut}");
            }
            let changed = |change: fn(&mut Vec<u8>)| {
                let mut font = font.to_vec();
                change(&mut font);
                font
            };
            assert!(!tables_hold(&changed(|font| font[4000..].fill(0))));
            assert!(!tables_hold(&changed(|font| font.fill(0))));
            // Two tables change places.
            assert!(!tables_hold(&changed(|font| (0..4).for_each(|i| font.swap(12 + 8 + i, 28 + 8 + i)))));
            // A table that begins beyond the end.
            assert!(!tables_hold(&changed(|font| font[12 + 8] = 0xff)));
        }
    }
}
