//! The bytes of a drawing -> its text: compressed or not, in UTF-8, UTF-16 or the encodings of western Europe.

use std::borrow::Cow;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use super::Fault;

/// Longer drawings are no drawings for a page.
const MOST_BYTES: u64 = 48 << 20;
/// What every gzip file begins with.
const GZIP: &[u8] = b"\x1F\x8B";

/// A drawing's text.
pub(in crate::picture) struct Source<'a> {
    pub text: Cow<'a, str>,
    /// Whether its offsets are those of the file.
    pub is_in_place: bool,
    pub is_compressed: bool,
}

/// Whether the first element, or one near, is `svg` in any encoding.
pub(in crate::picture) fn begins_with_svg(bytes: &[u8]) -> bool {
    // Fonts and photographs need not be searched.
    let is_letter = |b: &&u8| **b != 0 && !b.is_ascii_whitespace() && !matches!(b, 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
    if !bytes.starts_with(GZIP) && bytes.iter().find(is_letter) != Some(&b'<') {
        return false;
    }
    let mut start = Vec::new();
    if bytes.starts_with(GZIP) {
        // What cannot be inflated is no drawing.
        let _ = GzDecoder::new(bytes).take(65_536).read_to_end(&mut start);
    } else {
        start.extend_from_slice(&bytes[..bytes.len().min(65_536)]);
    }
    let letters: Vec<u8> = start.into_iter().filter(|b| *b != 0).collect();
    letters.iter().find(is_letter) == Some(&b'<') && letters.windows(4).any(|w| w == b"<svg" || w == b":svg")
}

/// The text of a drawing.
pub(in crate::picture) fn text(bytes: &[u8]) -> Result<Source<'_>, Fault> {
    let is_compressed = bytes.starts_with(GZIP);
    let whole = if is_compressed {
        let mut out = Vec::new();
        let read = GzDecoder::new(bytes).take(MOST_BYTES + 1).read_to_end(&mut out);
        read.map_err(|_| Fault::unfit(say!("is compressed and damaged")))?;
        Cow::Owned(out)
    } else {
        Cow::Borrowed(bytes)
    };
    if whole.len() as u64 > MOST_BYTES {
        return Err(Fault::unfit(say!("is larger than 48 MB")));
    }
    let text = match whole {
        Cow::Borrowed(bytes) => decoded(bytes)?,
        Cow::Owned(bytes) => Cow::Owned(decoded(&bytes)?.into_owned()),
    };
    let is_in_place = !is_compressed && matches!(text, Cow::Borrowed(_)) && text.len() == bytes.len();
    Ok(Source { text, is_in_place, is_compressed })
}

/// A drawing's text, compressed, the same every time.
pub(in crate::picture) fn compressed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).unwrap_or_default()
}

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let wide = |order: fn([u8; 2]) -> u16, from: usize| {
        let units: Vec<u16> = bytes[from..].chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map(Cow::Owned).map_err(|_| Fault::unfit(say!("holds letters that are none of its encoding")))
    };
    match bytes {
        [0xFE, 0xFF, ..] => return wide(u16::from_be_bytes, 2),
        [0xFF, 0xFE, ..] => return wide(u16::from_le_bytes, 2),
        [0, b'<', ..] => return wide(u16::from_be_bytes, 0),
        [b'<', 0, ..] => return wide(u16::from_le_bytes, 0),
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
    let western = ["iso-8859-1", "iso8859-1", "latin1", "windows-1252", "us-ascii"];
    if western.iter().any(|name| head.contains(&format!("encoding=\"{name}\"")) || head.contains(&format!("encoding='{name}'"))) {
        return Ok(Cow::Owned(bytes.iter().copied().map(char::from).collect()));
    }
    Err(Fault::unfit(say!("is not in UTF-8")))
}
