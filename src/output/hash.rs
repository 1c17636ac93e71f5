//! Content hashes for file names. The only user of blake3.

/// The first ten hexadecimal digits of the BLAKE3 hash: enough to tell the versions of one file apart.
pub fn short(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..10].to_owned()
}

/// The whole hash, in hexadecimal.
pub fn full(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
