//! Content hashes for file names. The only user of blake3.

/// The first ten hexadecimal digits of the BLAKE3 hash: enough to tell the versions of one file apart.
pub fn short(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..10].to_owned()
}

/// The whole hash, in hexadecimal.
pub fn full(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Sixteen bytes of the hash, as a number: for keys that never leave the program.
pub fn half(bytes: &[u8]) -> u128 {
    let hash = blake3::hash(bytes);
    let (half, _) = hash.as_bytes().split_first_chunk::<16>().expect("a hash has 32 bytes");
    u128::from_le_bytes(*half)
}
