//! The bytes of a file -> the parts of a document that are read. A part is unpacked only if it is wanted, and never further than a
//! document needs: what an archive says of sizes is not believed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::Broken;

/// Bytes of one part, and of all together.
const LARGEST_PART: u64 = 64 << 20;
const LARGEST: u64 = 128 << 20;
/// More parts than any document has.
const MOST_PARTS: usize = 10_000;
/// How many times its packed size a part may be; text of documents packs to a twentieth or so.
const RATIO: u64 = 400;
/// A part below this size may be packed however it likes.
const SMALL: u64 = 1 << 20;

/// The first bytes of a compound file: an old document, or an encrypted new one.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Endings of the names of documents of word processors, which say what a file is that nothing else does.
pub const ENDINGS: [&str; 7] = ["docx", "docm", "dotx", "dotm", "doc", "odt", "rtf"];

/// The parts that are read, and what is told of the others.
#[derive(Debug, Default)]
pub struct Parts {
    /// By path, in small letters.
    pub texts: BTreeMap<String, String>,
    /// Whether there are macros.
    pub has_macros: bool,
}

/// Whether a file is some document of a word processor, which can or cannot be read.
pub fn is_document(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(COMPOUND) || bytes.starts_with(b"{\\rtf")
}

/// Unpacks the parts whose paths are wanted, as texts.
///
/// # Errors
///
/// Where the file is no archive that can be read within bounds.
pub fn parts(bytes: &[u8], is_wanted: impl Fn(&str) -> bool) -> Result<Parts, Broken> {
    let Files { files, has_macros } = files(bytes, is_wanted)?;
    let mut texts = BTreeMap::new();
    for (name, bytes) in files {
        let text = unicode(bytes).ok_or_else(|| Broken::Damaged(format!("`{name}` is no Unicode text")))?;
        texts.insert(name, text);
    }
    Ok(Parts { texts, has_macros })
}

/// Parts as they are.
#[derive(Debug, Default)]
pub struct Files {
    /// By path, in small letters.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Whether there are macros.
    pub has_macros: bool,
}

/// Unpacks the parts whose paths are wanted.
///
/// # Errors
///
/// Where the file is no archive that can be read within bounds.
pub fn files(bytes: &[u8], is_wanted: impl Fn(&str) -> bool) -> Result<Files, Broken> {
    let damaged = |error: &dyn std::fmt::Display| Broken::Damaged(error.to_string());
    let mut archive = opened(bytes)?;
    let mut found = Files::default();
    let mut all = 0;
    for at in 0..archive.len() {
        let mut file = archive.by_index_raw(at).map_err(|error| damaged(&error))?;
        let name = file.name().map_err(|error| damaged(&error))?.replace('\\', "/");
        if name.starts_with('/') || name.split('/').any(|part| part == "..") || name.contains(':') {
            return Err(Broken::Harmful(format!("its part `{name}` would stand outside of it")));
        }
        let name = name.to_lowercase();
        found.has_macros |= name.ends_with("vbaproject.bin");
        let is_encrypted = file.encrypted();
        let packed = file.compressed_size();
        drop(file);
        if !is_wanted(&name) {
            continue;
        }
        if is_encrypted {
            return Err(Broken::Encrypted);
        }
        let mut own = Vec::new();
        let most = LARGEST_PART.min(packed.saturating_mul(RATIO).max(SMALL));
        file = archive.by_index(at).map_err(|error| damaged(&error))?;
        file.by_ref().take(most + 1).read_to_end(&mut own).map_err(|error| damaged(&error))?;
        let length = own.len() as u64;
        all += length;
        if length > most || all > LARGEST {
            return Err(Broken::Large(format!("its part `{name}` unpacks to more than a document needs")));
        }
        if found.files.insert(name.clone(), own).is_some() {
            return Err(Broken::Harmful(format!("its part `{name}` stands there twice")));
        }
    }
    Ok(found)
}

/// The archive of a document.
fn opened(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Broken> {
    if bytes.starts_with(COMPOUND) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(name.len()).any(|window| window == name);
        return Err(if is_encrypted { Broken::Encrypted } else { Broken::Old });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Broken::Other("a document in Rich Text Format"));
    }
    if !bytes.starts_with(b"PK") {
        return Err(Broken::Other("no ZIP archive, which every `.docx` is"));
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Broken::Damaged(error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(Broken::Large(format!("it holds more than {MOST_PARTS} parts")));
    }
    Ok(archive)
}

/// A part as text: UTF-8, or UTF-16 with its mark.
fn unicode(bytes: Vec<u8>) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes.as_slice() {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return String::from_utf8(bytes).ok(),
    };
    let (pairs, rest) = bytes[2..].as_chunks::<2>();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>().ok()?;
    rest.is_empty().then_some(text)
}
