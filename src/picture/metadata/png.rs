//! A PNG file -> the chunks that make its pixels.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::bufread::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::super::bytes::be32;
use super::super::png::{Chunk, SIGNATURE, chunk, chunks};
use super::super::{Format, Orientation, Trouble, exif};
use super::{Keep, icc, xmp};
use crate::message::Phrase;

/// Chunks that make pixels, their colours, their density and their movement (PNG 3, section 11).
const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs",
    b"hIST", b"acTL", b"fcTL", b"fdAT",
];
/// The keyword of an XMP packet.
pub(in crate::picture) const XMP: &[u8] = b"XML:com.adobe.xmp\0";
/// Profiles and texts beyond this are bombs.
const MOST: u64 = 16 << 20;

/// See [`super::strip`].
pub(in crate::picture) fn strip(bytes: &[u8], keep: Keep) -> Result<Vec<u8>, Trouble> {
    let chunks = chunks(bytes)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    let orientation = orientation(&chunks);
    let credits = credits(&chunks, keep);
    let mut pixels = pixels(&chunks)?;
    for own in &chunks {
        if own.kind == *b"IDAT" {
            let left = match &mut pixels {
                Pixels::First(left) => left,
                Pixels::Anew(packed) => {
                    // In place of the first of them.
                    if let Some(packed) = packed.take() {
                        out.extend(chunk(*b"IDAT", &packed));
                    }
                    continue;
                }
            };
            let used = own.data.len().min(*left);
            *left -= used;
            if used == own.data.len() {
                out.extend_from_slice(own.whole);
            } else if used > 0 {
                out.extend(chunk(*b"IDAT", &own.data[..used]));
            }
        } else if own.kind == *b"iCCP" {
            if let Some(profile) = profile(own.data)? {
                out.extend(chunk(*b"iCCP", &profile));
            }
        } else if KEPT.contains(&&own.kind) {
            out.extend_from_slice(own.whole);
        }
        if own.kind == *b"IHDR" {
            if orientation != Orientation::Upright {
                out.extend(chunk(*b"eXIf", &exif::minimal(orientation)));
            }
            if let Some(packet) = credits.packet() {
                // Not compressed, no language, no translated keyword.
                out.extend(chunk(*b"iTXt", &[XMP, b"\0\0\0\0", packet.as_bytes()].concat()));
            }
        }
    }
    Ok(out)
}

/// Chunks that say of any pixels what their numbers mean, or whose they are.
const SAYING: [&[u8; 4]; 8] = [b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"mDCV", b"cLLI", b"iTXt"];

/// See [`super::with_pixels`].
pub(in crate::picture) fn with_pixels(clean: &[u8], pixels: &[u8]) -> Result<Vec<u8>, Trouble> {
    let (old, new) = (chunks(clean)?, chunks(pixels)?);
    let said = old.iter().filter(|own| SAYING.contains(&&own.kind));
    let made = new.iter().skip(1);
    let parts = new.iter().take(1).chain(said).chain(made).flat_map(|own| own.whole);
    Ok(SIGNATURE.iter().chain(parts).copied().collect())
}

/// What of the chunks of pixels is pixels.
enum Pixels {
    /// So many bytes from their beginning.
    First(usize),
    /// These, compressed anew, until they were written.
    Anew(Option<Vec<u8>>),
}

/// What of the chunks of pixels is pixels: what stands behind the end of the stream, or in it behind the last row, is for other
/// eyes. An error where the stream ends before the picture does.
fn pixels(chunks: &[Chunk<'_>]) -> Result<Pixels, Trouble> {
    let packed: Vec<u8> = chunks.iter().filter(|c| c.kind == *b"IDAT").flat_map(|c| c.data).copied().collect();
    let most = chunks.first().map_or(0, |head| length(head.data));
    let mut decoder = ZlibDecoder::new(packed.as_slice());
    // Not a byte more than the rows, whatever the stream would become.
    let made = io::copy(&mut (&mut decoder).take(most), &mut io::sink());
    if made.map_err(|_| Trouble::Damaged(Format::Png, Phrase("its pixels cannot be read")))? < most {
        return Err(Trouble::Damaged(Format::Png, Phrase("its header promises more than it holds")));
    }
    match decoder.read(&mut [0]) {
        Ok(0) => Ok(Pixels::First(usize::try_from(decoder.total_in()).unwrap_or(packed.len()).min(packed.len()))),
        Ok(_) | Err(_) => anew(&packed, most),
    }
}

/// The first bytes of a stream as a stream of their own.
fn anew(packed: &[u8], most: u64) -> Result<Pixels, Trouble> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let copied = io::copy(&mut ZlibDecoder::new(packed).take(most), &mut encoder).and_then(|_| encoder.finish());
    copied
        .map(|packed| Pixels::Anew(Some(packed)))
        .map_err(|_| Trouble::Damaged(Format::Png, Phrase("its pixels cannot be read")))
}

/// Bytes of the pixels that a header promises, with the kind of filter of each row (PNG 3, 7.2 and 8.1).
fn length(head: &[u8]) -> u64 {
    let (Some(width), Some(height), Some(&[depth, kind, _, _, interlaced])) = (be32(head, 0), be32(head, 4), head.get(8..13))
    else {
        return 0;
    };
    let channels = match kind {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    let whole = |width: u32, height: u32| match width {
        0 => 0,
        _ => u64::from(height).saturating_mul(1 + (u64::from(width) * channels * u64::from(depth)).div_ceil(8)),
    };
    if interlaced == 0 {
        return whole(width, height);
    }
    // The passes of Adam7: from where and at what distance columns and rows are taken.
    let passes = [(0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)];
    let count = |length: u32, from: u32, each: u32| length.saturating_sub(from).div_ceil(each);
    passes.iter().map(|(x, right, y, down)| whole(count(width, *x, *right), count(height, *y, *down))).sum()
}

/// How the file says that it is turned; what moves is turned by no browser.
fn orientation(chunks: &[Chunk<'_>]) -> Orientation {
    if chunks.iter().any(|c| c.kind == *b"acTL") {
        return Orientation::Upright;
    }
    chunks.iter().find(|c| c.kind == *b"eXIf").map(|c| exif::orientation(c.data)).unwrap_or_default()
}

fn credits(chunks: &[Chunk<'_>], keep: Keep) -> xmp::Credits {
    let mut credits = xmp::Credits::default();
    if keep.is_nothing() {
        return credits;
    }
    for chunk in chunks {
        if let Some(packet) = packet(chunk) {
            credits.add(xmp::read(&packet));
        }
    }
    for (keyword, text) in chunks.iter().filter_map(text) {
        if keyword == "Copyright" {
            credits.add(xmp::Credits { rights: Some(text), ..xmp::Credits::default() });
        }
    }
    for chunk in chunks.iter().filter(|c| c.kind == *b"eXIf") {
        credits.add(xmp::Credits { rights: exif::copyright(chunk.data), ..xmp::Credits::default() });
    }
    credits.only(keep)
}

/// The XMP packet of a chunk, if it holds one.
pub(in crate::picture) fn packet<'a>(chunk: &Chunk<'a>) -> Option<Cow<'a, [u8]>> {
    let rest = chunk.data.strip_prefix(XMP).filter(|_| chunk.kind == *b"iTXt")?;
    let (flags, rest) = rest.split_at_checked(2)?;
    let mut parts = rest.splitn(3, |b| *b == 0);
    let (_, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    if flags[0] == 0 { Some(Cow::Borrowed(text)) } else { inflate(text).map(|(text, _)| Cow::Owned(text)) }
}

/// Keyword and text of a chunk of text, compressed or not.
pub(in crate::picture) fn text(chunk: &Chunk<'_>) -> Option<(String, String)> {
    let at = chunk.data.iter().position(|b| *b == 0)?;
    let (keyword, rest) = (latin(&chunk.data[..at]), &chunk.data[at + 1..]);
    let text = match &chunk.kind {
        b"tEXt" => latin(rest),
        b"zTXt" => latin(&inflate(rest.get(1..)?)?.0),
        b"iTXt" => {
            let mut parts = rest.get(2..)?.splitn(3, |b| *b == 0);
            let (_, _, text) = (parts.next()?, parts.next()?, parts.next()?);
            let text = if rest[0] == 0 { text.to_vec() } else { inflate(text)?.0 };
            String::from_utf8_lossy(&text).into_owned()
        }
        _ => return None,
    };
    Some((keyword, text))
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The data of a profile's chunk without what its name and the profile say of a person or a device; `None` for what is no profile.
fn profile(data: &[u8]) -> Result<Option<Vec<u8>>, Trouble> {
    let damaged = Trouble::Damaged(Format::Png, Phrase("its colour profile cannot be read"));
    let at = data.iter().take(80).position(|b| *b == 0);
    let Some(packed) = at.and_then(|at| data.get(at + 2..)) else { return Err(damaged) };
    let Some((whole, used)) = inflate(packed) else { return Err(damaged) };
    let name = &b"icc\0\0"[..];
    let Some(clean) = icc::clean(&whole) else { return Ok(None) };
    if clean == whole && used == packed.len() {
        return Ok(Some([name, packed].concat()));
    }
    let mut encoder = ZlibEncoder::new(name.to_vec(), Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(&clean).and_then(|()| encoder.finish()).map(Some).map_err(|_| damaged)
}

/// What is compressed in `packed`, and how many bytes of it that took; `None` for what is damaged or a bomb.
fn inflate(packed: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut decoder = ZlibDecoder::new(packed);
    let mut out = Vec::new();
    (&mut decoder).take(MOST + 1).read_to_end(&mut out).ok()?;
    let used = usize::try_from(decoder.total_in()).ok()?;
    (out.len() as u64 <= MOST).then_some((out, used))
}
