//! What pictures and other files beside pages say of places and people. Which kind of thing is told, never what it says: findings
//! are printed where many can read them.

use std::io::{self, Read, Seek, SeekFrom};

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::diag::codes::picture as codes;
use crate::message::Phrase;
use crate::picture::metadata::held::{self, Held};
use crate::site::Site;
use crate::site::place::CONTENT;
use crate::source::{SourceFile, SourceTree, Span};

/// What films and recordings say of where and with what they were made.
const SAYS: [(&[u8], Phrase); 6] = [
    (b"\xA9xyz", Phrase("the position where it was taken")),
    (b"com.apple.quicktime.location", Phrase("the position where it was taken")),
    (b"loci", Phrase("the position where it was taken")),
    (b"com.apple.quicktime.make", Phrase("the device that it was made with")),
    (b"\xA9ART", Phrase("the name of who made it")),
    (b"\xA9aut", Phrase("the name of who made it")),
];

/// Films and recordings whose parts follow each other.
const FILMS: [&str; 7] = [".mp4", ".mov", ".m4v", ".m4a", ".3gp", ".qt", ".m4b"];

/// Files of office programs, whose authors are compressed within them.
const OFFICE: [&str; 9] = [".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".odt", ".ods", ".odp"];

/// Recordings that say at their beginning whose they are.
const SOUNDS: [&str; 7] = [".mp3", ".ogg", ".oga", ".opus", ".flac", ".wav", ".aac"];
/// What stands before the name of who made a recording: frames of ID3, comments of Vorbis in small letters, parts of RIFF.
const MAKERS: [&[u8]; 8] = [b"TPE1", b"TPE2", b"TCOM", b"TOPE", b"TXXX", b"artist=", b"IART", b"bext"];
/// Bytes at the beginning of a recording that are looked into.
const BEGINNING: u64 = 1 << 20;

/// The longest PDF that is looked into, in bytes.
const LARGEST: u64 = 64 << 20;
/// The longest part of a film that is looked into, in bytes: what says something of it is short.
const LONGEST_PART: u64 = 4 << 20;

/// Looks at every file below the content.
pub fn check(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) {
    let files: Vec<&SourceFile> = tree.in_folder(CONTENT).collect();
    let keep = site.config.keep_metadata;
    let one = |file: &&SourceFile| {
        let held = match site.pictures.get(file.id) {
            Some(Ok(_)) => file.bytes().map(|bytes| held::held(&bytes, keep)).unwrap_or_default(),
            Some(Err(_)) | None => Held::default(),
        };
        // What cannot be read is told by whoever hashes it.
        (held, other(file).unwrap_or_default())
    };
    let found: Vec<(Held, Vec<Phrase>)> = files.par_iter().map(one).collect();
    for (file, (held, other)) in files.iter().zip(&found) {
        let own = Span::new(file.id, 0, 0);
        if !held.position.is_empty() {
            diags.push(codes::position(own, &file.path, held.position.iter().copied()));
        }
        if !held.owner.is_empty() {
            diags.push(codes::owner(own, &file.path, held.owner.iter().copied()));
        }
        if !other.is_empty() {
            diags.push(codes::file_metadata(own, &file.path, other.iter().copied()));
        }
    }
}

/// What a file that is no picture says.
fn other(file: &SourceFile) -> io::Result<Vec<Phrase>> {
    let lower = file.path.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let mut found = Vec::new();
    if ends(&[".pdf"]) && file.length() <= LARGEST {
        let bytes = file.bytes()?;
        if names(&bytes, b"/Author") || has(&bytes, b"dc:creator") {
            found.push(Phrase("the name of its author"));
        }
    } else if ends(&OFFICE) {
        found.push(Phrase("the name of its author, as office programs write it"));
    } else if ends(&SOUNDS) {
        let mut bytes = Vec::new();
        file.open()?.take(BEGINNING).read_to_end(&mut bytes)?;
        if spoken(&bytes) || old_tag(file)? {
            found.push(Phrase("the name of who made it"));
        }
        if has(&bytes.to_ascii_lowercase(), b"location=") {
            found.push(Phrase("the position where it was taken"));
        }
    } else if ends(&FILMS) {
        for part in about(file)? {
            let said = SAYS.iter().filter(|(mark, _)| has(&part, mark)).map(|(_, what)| *what);
            for what in said {
                if !found.contains(&what) {
                    found.push(what);
                }
            }
        }
    }
    Ok(found)
}

/// Whether the beginning of a recording says whose it is.
fn spoken(bytes: &[u8]) -> bool {
    let tagged = bytes.starts_with(b"ID3") || bytes.starts_with(b"RIFF");
    let small = bytes.to_ascii_lowercase();
    MAKERS.iter().any(|mark| if mark.ends_with(b"=") { has(&small, mark) } else { tagged && has(bytes, mark) })
}

/// Whether the last bytes of a recording name an artist, as the first version of ID3 does.
fn old_tag(file: &SourceFile) -> io::Result<bool> {
    let Some(start) = file.length().checked_sub(128) else { return Ok(false) };
    let (mut reader, mut tag) = (file.open()?, Vec::new());
    reader.seek(SeekFrom::Start(start))?;
    reader.read_to_end(&mut tag)?;
    let artist = tag.strip_prefix(b"TAG").and_then(|tag| tag.get(30..60)).unwrap_or_default();
    Ok(artist.iter().any(|byte| !matches!(byte, 0 | b' ')))
}

/// Whether a PDF gives a name a value that is not empty.
fn names(bytes: &[u8], name: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = find(rest, name) {
        rest = &rest[at + name.len()..];
        let value: Vec<u8> = rest.iter().copied().take(64).filter(|b| !b.is_ascii_whitespace()).take(2).collect();
        if matches!(value.as_slice(), [b'(' | b'<', next] if !matches!(next, b')' | b'>')) {
            return true;
        }
    }
    false
}

/// The parts of a film (ISO/IEC 14496-12) that are not its pictures and sounds; those are stepped over.
fn about(file: &SourceFile) -> io::Result<Vec<Vec<u8>>> {
    let mut parts = Vec::new();
    let mut reader = file.open()?;
    let mut at = 0_u64;
    let mut head = [0; 16];
    while at + 16 <= file.length() {
        reader.seek(SeekFrom::Start(at))?;
        reader.read_exact(&mut head)?;
        let [a, b, c, d, kind @ ..] = head;
        let length = match u32::from_be_bytes([a, b, c, d]) {
            0 => file.length() - at,
            1 => u64::from_be_bytes([head[8], head[9], head[10], head[11], head[12], head[13], head[14], head[15]]),
            length => length.into(),
        };
        if length < 8 {
            break;
        }
        if !kind.starts_with(b"mdat") {
            let mut part = Vec::new();
            reader.seek(SeekFrom::Start(at))?;
            reader.by_ref().take(length.min(LONGEST_PART)).read_to_end(&mut part)?;
            parts.push(part);
        }
        at = at.saturating_add(length);
    }
    Ok(parts)
}

fn has(bytes: &[u8], mark: &[u8]) -> bool {
    find(bytes, mark).is_some()
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    let (first, rest) = mark.split_first()?;
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| b == first) {
        if bytes[at + next + 1..].starts_with(rest) {
            return Some(at + next);
        }
        at += next + 1;
    }
    None
}
