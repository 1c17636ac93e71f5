//! A picture -> what its file says of places, people and devices, by kind and never by value: findings are printed where many
//! can read them.

use std::collections::BTreeSet;

use super::super::{Format, bmff, exif, gif, icon, jpeg, png, raster, webp};
use super::{Keep, iptc};
use crate::message::Phrase;

/// What a file holds that its reader has no use for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Held {
    /// Of where it was taken.
    pub position: BTreeSet<Phrase>,
    /// Of who made it, and with which device.
    pub owner: BTreeSet<Phrase>,
}

const POSITION: Phrase = Phrase("the position where it was taken");
const PLACE: Phrase = Phrase("the name of the place");
const FILM: Phrase = Phrase("a film behind the picture");
const AUTHOR: Phrase = Phrase("the name of who made it");
const RIGHTS: Phrase = Phrase("a copyright notice");
const CREDIT: Phrase = Phrase("a credit line");
const OWNER: Phrase = Phrase("the name of the camera's owner");
const SERIAL: Phrase = Phrase("a serial number");
const NOTES: Phrase = Phrase("notes of the camera's maker");
const COMMENT: Phrase = Phrase("a comment");
const CONTACT: Phrase = Phrase("an address of its maker");

/// Words of XMP that say something of people or places, as they stand in a packet.
const WORDS: [(&[u8], bool, Phrase); 19] = [
    (b"GPSLatitude", true, POSITION),
    (b"GPSLongitude", true, POSITION),
    (b"GPSPosition", true, POSITION),
    (b"GPSDestLatitude", true, POSITION),
    (b"LocationCreated", true, PLACE),
    (b"LocationShown", true, PLACE),
    (b"Iptc4xmpCore:Location", true, PLACE),
    (b"photoshop:City", true, PLACE),
    (b"dc:creator", false, AUTHOR),
    (b"tiff:Artist", false, AUTHOR),
    (b"photoshop:CaptionWriter", false, AUTHOR),
    (b"xmpRights:Owner", false, AUTHOR),
    (b"PersonInImage", false, Phrase("names of people in it")),
    (b"dc:rights", false, RIGHTS),
    (b"tiff:Copyright", false, RIGHTS),
    (b"photoshop:Credit", false, CREDIT),
    (b"CreatorContactInfo", false, CONTACT),
    (b"OwnerName", false, OWNER),
    (b"SerialNumber", false, SERIAL),
];

/// What a file holds, without what the site keeps on purpose.
pub fn held(bytes: &[u8], keep: Keep) -> Held {
    let mut held = Held::default();
    match raster::format(bytes) {
        Ok(Some(Format::Jpeg)) => jpeg_file(bytes, &mut held),
        Ok(Some(Format::Png)) => png_file(bytes, &mut held),
        Ok(Some(Format::Webp)) => webp_file(bytes, &mut held),
        Ok(Some(Format::Gif)) => gif_file(bytes, &mut held),
        Ok(Some(Format::Avif)) => avif_file(bytes, &mut held),
        Ok(Some(Format::Icon)) => icon_file(bytes, &mut held),
        Ok(Some(Format::Svg) | None) | Err(_) => {}
    }
    if keep.credit {
        held.owner.remove(&CREDIT);
    }
    if keep.licence {
        held.owner.remove(&RIGHTS);
    }
    held
}

fn jpeg_file(bytes: &[u8], held: &mut Held) {
    let Ok((segments, _)) = jpeg::segments(bytes) else { return };
    for segment in &segments {
        match segment.marker {
            0xE1 if super::jpeg::is_exif(segment) => tiff(segment.payload, held),
            0xE1 => words(segment.payload, held),
            0xED => {
                let blocks = segment.payload.strip_prefix(super::jpeg::PHOTOSHOP).unwrap_or_default();
                for (number, _) in iptc::sets(blocks) {
                    data_set(number, held);
                }
            }
            0xFE => comment(segment.payload, held),
            _ => {}
        }
    }
    // Phones leave a film behind the picture, or a second one.
    let end = segments.last().map_or(0, |s| s.whole.as_ptr() as usize + s.whole.len() - bytes.as_ptr() as usize);
    let behind = bytes.get(end + 2..).unwrap_or_default();
    if contains(behind, b"ftyp") {
        held.position.insert(FILM);
    }
    words(behind, held);
    let mut at = 0;
    while let Some(found) = find(&behind[at..], b"Exif\0\0") {
        at += found + 6;
        tiff(&behind[at..], held);
    }
}

/// A comment, unless it only names the program that wrote it.
fn comment(text: &[u8], held: &mut Held) {
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    let programs =
        ["creator:", "created with", "created by", "lavc", "file written by", "gimp", "optimized", "compressed", "gif"];
    let text = text.trim_matches(['\0', ' ']);
    if !text.is_empty() && !programs.iter().any(|program| text.starts_with(program)) {
        held.owner.insert(COMMENT);
    }
}

fn data_set(number: u8, held: &mut Held) {
    match number {
        90 | 92 | 95 | 100 | 101 => held.position.insert(PLACE),
        80 | 122 => held.owner.insert(AUTHOR),
        110 => held.owner.insert(CREDIT),
        116 => held.owner.insert(RIGHTS),
        118 => held.owner.insert(CONTACT),
        _ => false,
    };
}

fn png_file(bytes: &[u8], held: &mut Held) {
    let Ok(chunks) = png::chunks(bytes) else { return };
    for chunk in &chunks {
        if chunk.kind == *b"eXIf" {
            tiff(chunk.data, held);
        } else if let Some(packet) = super::png::packet(chunk) {
            words(&packet, held);
        } else if let Some((keyword, text)) = super::png::text(chunk) {
            match keyword.as_str() {
                "Author" | "Artist" | "Creator" => held.owner.insert(AUTHOR),
                "Copyright" => held.owner.insert(RIGHTS),
                "Comment" | "Description" => held.owner.insert(COMMENT),
                // How some programs write EXIF and IPTC: a name, a length and hexadecimal digits.
                name if name.starts_with("Raw profile type") => hexadecimal(&text, held),
                _ => {
                    words(text.as_bytes(), held);
                    false
                }
            };
        }
    }
}

fn hexadecimal(text: &str, held: &mut Held) -> bool {
    let digits: Vec<u8> = text.trim_start().lines().skip(2).flat_map(str::bytes).filter(u8::is_ascii_hexdigit).collect();
    let digit = |b: u8| u8::try_from(char::from(b).to_digit(16).unwrap_or(0)).unwrap_or(0);
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect();
    tiff(&bytes, held);
    words(&bytes, held);
    for (number, _) in iptc::sets(&bytes) {
        data_set(number, held);
    }
    true
}

fn webp_file(bytes: &[u8], held: &mut Held) {
    for chunk in webp::chunks(bytes).unwrap_or_default() {
        match &chunk.kind {
            b"EXIF" => tiff(chunk.data, held),
            b"XMP " => words(chunk.data, held),
            _ => {}
        }
    }
}

fn gif_file(bytes: &[u8], held: &mut Held) {
    let Ok((blocks, _)) = gif::blocks(bytes) else { return };
    for block in blocks {
        match block {
            gif::Block::Extension(0xFE, whole) => comment(whole.get(3..).unwrap_or_default(), held),
            gif::Block::Extension(0xFF, whole) => words(whole, held),
            gif::Block::Extension(..) | gif::Block::Frame(..) | gif::Block::Head(_) => {}
        }
    }
}

fn icon_file(bytes: &[u8], held: &mut Held) {
    for entry in icon::entries(bytes).unwrap_or_default() {
        if entry.data.starts_with(png::SIGNATURE) {
            png_file(entry.data, held);
        }
    }
}

/// Items are where the file says; that there is something is seen without asking where.
fn avif_file(bytes: &[u8], held: &mut Held) {
    let (top, _) = bmff::boxes(bytes, 0);
    for own in &top {
        words(own.data, held);
        for mark in [&b"II*\0"[..], b"MM\0*"] {
            let mut at = 0;
            while let Some(found) = find(&own.data[at..], mark) {
                at += found;
                tiff(&own.data[at..], held);
                at += mark.len();
            }
        }
    }
}

fn words(packet: &[u8], held: &mut Held) {
    for (word, is_position, what) in WORDS {
        if contains(packet, word) {
            let list = if is_position { &mut held.position } else { &mut held.owner };
            list.insert(what);
        }
    }
}

/// What an EXIF block says (Exif 2.32, tables 4 to 15).
fn tiff(bytes: &[u8], held: &mut Held) {
    let Some(tiff) = exif::Tiff::new(bytes) else { return };
    let first = tiff.directory(tiff.first());
    let mut below = Vec::new();
    for entry in &first {
        match entry.tag {
            0x013B | 0x9C9D => held.owner.insert(AUTHOR),
            0x8298 => held.owner.insert(RIGHTS),
            // The directory of positions holds more than its version and the time.
            0x8825 => {
                let own = tiff.directory(tiff.long(entry.at).unwrap_or(0) as usize);
                own.iter().any(|e| matches!(e.tag, 1..=4 | 6 | 19..=22)) && held.position.insert(POSITION)
            }
            0x8769 => {
                below = tiff.directory(tiff.long(entry.at).unwrap_or(0) as usize);
                false
            }
            _ => false,
        };
    }
    for entry in first.iter().chain(&below) {
        match entry.tag {
            0xA430 => held.owner.insert(OWNER),
            0xA431 | 0xA435 | 0xC62F => held.owner.insert(SERIAL),
            0x927C => held.owner.insert(NOTES),
            _ => false,
        };
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    find(bytes, word).is_some()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let (first, rest) = word.split_first()?;
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| b == first) {
        if bytes[at + next + 1..].starts_with(rest) {
            return Some(at + next);
        }
        at += next + 1;
    }
    None
}
