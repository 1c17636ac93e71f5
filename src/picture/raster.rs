//! The bytes of a picture of pixels -> its format and what it holds, or why it cannot be shown as one.

use super::bytes::be32;
use super::{Colours, Format, MOST_PIXELS, Orientation, Probe, Trouble, bmff, exif, gif, icon, jpeg, png, webp};
use crate::message::Phrase;

/// Pixels that one byte of a JPEG can stand for at most: a block of 64 takes at least one bit, and a channel may be stored at a
/// fraction of its size.
const JPEG_RATIO: u64 = 2_048;
/// What deflate reaches at most is 1,032 to one.
const DEFLATE_RATIO: u64 = 1_040;
/// Pixels that one byte of a GIF can stand for at most: codes of twelve bits, strings of up to 4,096.
const GIF_RATIO: u64 = 4_096;

/// What a file is, from its first bytes; `None` for what is no picture of pixels.
pub fn format(bytes: &[u8]) -> Result<Option<Format>, Trouble> {
    let starts = |with: &[u8]| bytes.starts_with(with);
    if starts(b"\xFF\xD8\xFF") {
        return Ok(Some(Format::Jpeg));
    }
    if starts(png::SIGNATURE) {
        return Ok(Some(Format::Png));
    }
    if webp::is_webp(bytes) {
        return Ok(Some(Format::Webp));
    }
    if gif::is_gif(bytes) {
        return Ok(Some(Format::Gif));
    }
    if let Some(brands) = bmff::brands(bytes) {
        let has = |names: &[&[u8]]| brands.iter().any(|b| names.contains(b));
        if has(&[b"avif", b"avis"]) {
            return Ok(Some(Format::Avif));
        }
        if has(&[b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"]) {
            return Err(Trouble::Foreign("HEIC"));
        }
        if has(&[b"crx "]) {
            return Err(Trouble::Foreign("a camera's raw"));
        }
    }
    if icon::is_icon(bytes) {
        return Ok(Some(Format::Icon));
    }
    let foreign = [
        (&b"II*\0"[..], "TIFF or a camera's raw"),
        (b"MM\0*", "TIFF or a camera's raw"),
        (b"II+\0", "TIFF"),
        (b"MM\0+", "TIFF"),
        (b"FUJIFILMCCD-RAW", "a camera's raw"),
        (b"IIU\0", "a camera's raw"),
        (b"IIRO", "a camera's raw"),
        (b"8BPS", "Photoshop"),
        (b"\0\0\0\x0CjP  ", "JPEG 2000"),
        (b"\xFF\x4F\xFF\x51", "JPEG 2000"),
        (b"\xFF\x0A", "JPEG XL"),
        (b"\0\0\0\x0CJXL ", "JPEG XL"),
        (b"gimp xcf", "GIMP"),
        (b"icns", "Apple icon"),
        (b"II\xBC\x01", "JPEG XR"),
        (b"\x76\x2F\x31\x01", "OpenEXR"),
    ];
    if let Some((_, name)) = foreign.into_iter().find(|(magic, _)| starts(magic)) {
        return Err(Trouble::Foreign(name));
    }
    if starts(b"RIFF") && bytes.get(8..12) == Some(&b"ACON"[..]) {
        return Err(Trouble::Foreign("moving pointer"));
    }
    if starts(b"BM") && bytes.get(6..10) == Some(&[0; 4][..]) && bytes.len() > 26 {
        return Err(Trouble::Foreign("BMP"));
    }
    Ok(None)
}

/// What a picture of pixels holds.
pub fn probe(bytes: &[u8]) -> Result<Probe, Trouble> {
    if bytes.is_empty() {
        return Err(Trouble::Empty);
    }
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Err(Trouble::LfsPointer);
    }
    let found = match format(bytes)?.ok_or(Trouble::NotAPicture)? {
        Format::Jpeg => jpeg_file(bytes),
        Format::Png => png_file(bytes),
        Format::Webp => webp_file(bytes),
        Format::Gif => gif_file(bytes),
        Format::Avif => bmff::probe(bytes),
        Format::Icon => icon::probe(bytes),
        Format::Svg => Err(Trouble::NotAPicture),
    }?;
    fits(&found).map(|()| found)
}

/// Pixels, and the memory that they need, within bounds.
fn fits(probe: &Probe) -> Result<(), Trouble> {
    let (width, height) = probe.stored;
    if probe.decoded() > MOST_PIXELS * 4 { Err(Trouble::TooLarge(width, height)) } else { Ok(()) }
}

fn area((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

fn jpeg_file(bytes: &[u8]) -> Result<Probe, Trouble> {
    let damaged = |why| Trouble::Damaged(Format::Jpeg, why);
    let (segments, ended) = jpeg::segments(bytes)?;
    let Some(frame) = segments.iter().find_map(jpeg::Segment::frame) else {
        return Err(if ended { damaged(Phrase("it has no header of a picture")) } else { Trouble::CutOff(Format::Jpeg) });
    };
    if frame.size.0 == 0 || frame.size.1 == 0 {
        return Err(damaged(Phrase("its picture has no size")));
    }
    let pixels: usize = segments.iter().filter(|s| s.is_scan()).map(|s| s.whole.len()).sum();
    if !segments.iter().any(jpeg::Segment::is_scan) || !ended {
        return Err(Trouble::CutOff(Format::Jpeg));
    }
    let colours = match frame.components {
        1 => Colours::Grey,
        3 => Colours::Rgb,
        4 => Colours::Cmyk,
        _ => return Err(damaged(Phrase("it has a number of colours that no picture has"))),
    };
    let turned = segments.iter().find(|s| s.marker == 0xE1 && s.payload.starts_with(b"Exif\0\0"));
    let probe = Probe {
        format: Format::Jpeg,
        stored: frame.size,
        orientation: turned.map(|s| exif::orientation(s.payload)).unwrap_or_default(),
        animated: false,
        depth: frame.depth,
        colours,
        alpha: false,
    };
    fits(&probe)?;
    if area(frame.size) > pixels as u64 * JPEG_RATIO {
        return Err(damaged(Phrase("its header promises more than it holds")));
    }
    Ok(probe)
}

fn png_file(bytes: &[u8]) -> Result<Probe, Trouble> {
    let damaged = |why| Trouble::Damaged(Format::Png, why);
    let chunks = match png::chunks(bytes) {
        Ok(chunks) => chunks,
        // A file that is cut off may say something impossible all the same, which explains more.
        Err(trouble) => {
            let size = be32(bytes, 16).zip(be32(bytes, 20)).filter(|size| area(*size) > MOST_PIXELS);
            return Err(size.map_or(trouble, |(width, height)| Trouble::TooLarge(width, height)));
        }
    };
    let head = chunks[0];
    let size = be32(head.data, 0).zip(be32(head.data, 4)).ok_or(damaged(Phrase("its header is too short")))?;
    let (&[depth, kind], 13) = (head.data.get(8..10).unwrap_or_default(), head.data.len()) else {
        return Err(damaged(Phrase("its header has another length than the standard's")));
    };
    if size.0 == 0 || size.1 == 0 {
        return Err(damaged(Phrase("its picture has no size")));
    }
    let (channels, colours, alpha) = match (kind, depth) {
        (0, 1 | 2 | 4 | 8 | 16) => (1, Colours::Grey, false),
        (2, 8 | 16) => (3, Colours::Rgb, false),
        (3, 1 | 2 | 4 | 8) => (1, Colours::Palette, false),
        (4, 8 | 16) => (2, Colours::Grey, true),
        (6, 8 | 16) => (4, Colours::Rgb, true),
        _ => return Err(damaged(Phrase("its colours are of no kind of the standard's"))),
    };
    let holds = |kind: &[u8; 4]| chunks.iter().find(|c| c.kind == *kind);
    // What moves is turned by no browser.
    let turned = holds(b"eXIf").filter(|_| holds(b"acTL").is_none());
    let probe = Probe {
        format: Format::Png,
        stored: size,
        orientation: turned.map(|c| exif::orientation(c.data)).unwrap_or_default(),
        animated: holds(b"acTL").is_some(),
        depth,
        colours,
        alpha: alpha || holds(b"tRNS").is_some(),
    };
    fits(&probe)?;
    let needed = area(size).saturating_mul(channels * u64::from(depth)) / 8;
    let packed: usize = chunks.iter().filter(|c| c.kind == *b"IDAT").map(|c| c.data.len()).sum();
    if packed == 0 || needed > (packed as u64 + 64) * DEFLATE_RATIO {
        return Err(damaged(Phrase("its header promises more than it holds")));
    }
    // Critical chunks have a capital letter first.
    if chunks.iter().any(|c| c.kind[0].is_ascii_uppercase() && !c.is_intact()) {
        return Err(damaged(Phrase("a checksum is wrong")));
    }
    Ok(probe)
}

fn webp_file(bytes: &[u8]) -> Result<Probe, Trouble> {
    let damaged = |why| Trouble::Damaged(Format::Webp, why);
    let chunks = webp::chunks(bytes)?;
    let first = chunks.first().ok_or(Trouble::CutOff(Format::Webp))?;
    let still = |chunks: &[webp::Chunk<'_>]| chunks.iter().find_map(webp::bitstream);
    let (size, alpha, animated) = match webp::extended(first.data).filter(|_| first.kind == *b"VP8X") {
        Some((size, flags)) => (size, flags & webp::flag::ALPHA != 0, flags & webp::flag::ANIMATION != 0),
        None => still(&chunks[..1])
            .map(|(size, alpha)| (size, alpha, false))
            .ok_or(damaged(Phrase("it has no header of a picture")))?,
    };
    let mut inside = Vec::new();
    for chunk in chunks.iter().filter(|c| c.kind == *b"ANMF") {
        let (size, own) = webp::frame(chunk.data).ok_or(Trouble::CutOff(Format::Webp))?;
        let (own, _) = still(&webp::within(own)?).ok_or(damaged(Phrase("a frame holds no picture")))?;
        inside.extend([size, own]);
    }
    if !animated {
        inside.push(still(&chunks).ok_or(damaged(Phrase("it holds no picture")))?.0);
    } else if inside.is_empty() {
        return Err(Trouble::CutOff(Format::Webp));
    }
    if size.0 == 0 || size.1 == 0 {
        return Err(damaged(Phrase("its picture has no size")));
    }
    if inside.iter().any(|own| own.0 > size.0 || own.1 > size.1) || (!animated && inside != [size]) {
        return Err(damaged(Phrase("its headers say different sizes")));
    }
    let exif = chunks.iter().find(|c| c.kind == *b"EXIF" && !animated);
    Ok(Probe {
        format: Format::Webp,
        stored: size,
        orientation: exif.map(|c| exif::orientation(c.data)).unwrap_or_default(),
        animated,
        depth: 8,
        colours: Colours::Rgb,
        alpha,
    })
}

fn gif_file(bytes: &[u8]) -> Result<Probe, Trouble> {
    let damaged = |why| Trouble::Damaged(Format::Gif, why);
    let screen = gif::screen(bytes).ok_or(Trouble::CutOff(Format::Gif))?;
    let probe = |frames: usize, alpha: bool| Probe {
        format: Format::Gif,
        stored: screen,
        orientation: Orientation::Upright,
        animated: frames > 1,
        depth: 8,
        colours: Colours::Palette,
        alpha,
    };
    fits(&probe(0, false))?;
    let (blocks, _) = gif::blocks(bytes)?;
    let mut frames = 0;
    let mut alpha = false;
    for block in &blocks {
        match block {
            gif::Block::Frame(size, whole) => {
                frames += 1;
                if size.0 == 0 || size.1 == 0 {
                    return Err(damaged(Phrase("a frame has no size")));
                }
                if area(*size) > MOST_PIXELS {
                    return Err(Trouble::TooLarge(size.0, size.1));
                }
                if size.0 > screen.0 || size.1 > screen.1 {
                    return Err(damaged(Phrase("a frame is larger than the picture")));
                }
                if area(*size) > whole.len() as u64 * GIF_RATIO {
                    return Err(damaged(Phrase("its header promises more than it holds")));
                }
            }
            gif::Block::Extension(0xF9, whole) => alpha |= whole.get(3).is_some_and(|packed| packed & 1 == 1),
            gif::Block::Extension(..) | gif::Block::Head(_) => {}
        }
    }
    if frames == 0 {
        return Err(Trouble::CutOff(Format::Gif));
    }
    if screen.0 == 0 || screen.1 == 0 {
        return Err(damaged(Phrase("its picture has no size")));
    }
    // The screen may say more than the frames: browsers and printers make room for all of it.
    if area(screen) > bytes.len() as u64 * GIF_RATIO {
        return Err(damaged(Phrase("its header promises more than it holds")));
    }
    Ok(probe(frames, alpha))
}

#[cfg(test)]
#[path = "raster/tests.rs"]
mod tests;
