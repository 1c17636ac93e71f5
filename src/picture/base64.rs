//! Bytes <-> the letters of base64 (RFC 4648), as browsers read them. The only user of the crate.

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

/// Browsers read base64 with its padding and without.
const FORGIVING: GeneralPurpose =
    GeneralPurpose::new(&ALPHABET, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// The bytes that base64 stands for, with white space in it or not.
pub(in crate::picture) fn bytes(letters: &[u8]) -> Option<Vec<u8>> {
    let letters: Vec<u8> = letters.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    FORGIVING.decode(letters).ok()
}

/// A file as an address that holds it.
pub fn data_url(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64,{}", letters(bytes))
}

/// Bytes as base64.
pub fn letters(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
