//! Pictures of every format, whole and broken -> what is known of them.

use super::super::probe::probe;
use super::super::{Format, Orientation, Trouble};
use crate::message::Phrase;

/// A PNG of one colour, as far as a header is looked at: its pixels are not read here.
fn png(width: u32, height: u32, packed: usize) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    let chunk = super::png::chunk;
    [super::png::SIGNATURE, &chunk(*b"IHDR", &head), &chunk(*b"IDAT", &vec![0; packed]), &chunk(*b"IEND", b"")].concat()
}

fn gif(screen: (u16, u16), frame: (u16, u16), data: usize) -> Vec<u8> {
    let mut out = b"GIF89a".to_vec();
    out.extend([screen.0.to_le_bytes(), screen.1.to_le_bytes()].concat());
    out.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0]);
    out.extend([frame.0.to_le_bytes(), frame.1.to_le_bytes()].concat());
    out.extend([0, 2]);
    for _ in 0..data {
        out.extend([1, 0x44]);
    }
    out.extend([0, 0x3B]);
    out
}

fn jpeg(width: u16, height: u16, exif: &[u8], scan: usize) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    if !exif.is_empty() {
        out.extend([0xFF, 0xE1]);
        out.extend(u16::try_from(exif.len() + 8).expect("short").to_be_bytes());
        out.extend(b"Exif\0\0");
        out.extend(exif);
    }
    out.extend([0xFF, 0xC0, 0, 11, 8]);
    out.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    out.extend([1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]);
    out.extend(vec![0x55; scan]);
    out.extend([0xFF, 0xD9]);
    out
}

#[test]
fn a_turned_photograph_is_as_high_as_it_is_shown() {
    for number in 1..=8 {
        let orientation = Orientation::of(number).expect("one of eight");
        let probed = probe(&jpeg(40, 20, &super::exif::minimal(orientation), 10)).expect("a picture");
        assert_eq!((probed.stored, probed.orientation), ((40, 20), orientation));
        assert_eq!(probed.shown(), Some(if number > 4 { (20, 40) } else { (40, 20) }));
    }
    assert_eq!(
        probe(&jpeg(40, 20, b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06", 10)).map(|p| p.shown()),
        Ok(Some((20, 40)))
    );
    assert_eq!(probe(&jpeg(40, 20, b"II*\0\xff\xff\xff\xff", 10)).map(|p| p.shown()), Ok(Some((40, 20))));
}

#[test]
fn headers_that_lie_are_told() {
    let lies = |format| Err(Trouble::Damaged(format, Phrase("its header promises more than it holds")));
    assert_eq!(probe(&png(100_000, 100_000, 10)), Err(Trouble::TooLarge(100_000, 100_000)));
    assert_eq!(probe(&png(9_000, 9_000, 10)), lies(Format::Png));
    assert_eq!(probe(&jpeg(65_500, 65_500, b"", 10)), Err(Trouble::TooLarge(65_500, 65_500)));
    assert_eq!(probe(&jpeg(9_000, 9_000, b"", 10)), lies(Format::Jpeg));
    assert_eq!(probe(&gif((60_000, 60_000), (1, 1), 1)), Err(Trouble::TooLarge(60_000, 60_000)));
    assert_eq!(probe(&gif((10, 10), (60_000, 60_000), 1)), Err(Trouble::TooLarge(60_000, 60_000)));
    assert_eq!(probe(&gif((5_000, 5_000), (5_000, 5_000), 1)), lies(Format::Gif));
    assert_eq!(probe(&gif((5_000, 5_000), (1, 1), 1)), lies(Format::Gif));
}

#[test]
fn what_is_no_picture_is_told_as_what_it_is() {
    assert_eq!(probe(b""), Err(Trouble::Empty));
    assert_eq!(probe(b"hello"), Err(Trouble::NotAPicture));
    assert_eq!(probe(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"), Err(Trouble::LfsPointer));
    assert_eq!(probe(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(Trouble::Foreign("HEIC")));
    assert_eq!(probe(b"\xFF\xD8\xFF"), Err(Trouble::CutOff(Format::Jpeg)));
}

#[test]
fn a_picture_that_is_cut_off_anywhere_is_no_picture() {
    let whole = [jpeg(40, 20, b"", 10), png(40, 20, 30), gif((4, 2), (4, 2), 2)];
    for file in &whole {
        assert!(probe(file).is_ok());
        // A GIF may lack the last byte, which says no more than that it ends.
        for end in 0..file.len() - 1 {
            assert!(probe(&file[..end]).is_err(), "{end} of {}", file.len());
        }
    }
}
