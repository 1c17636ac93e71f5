//! Content hashes for file names and caches. The only user of blake3.

use std::io::{self, Read, Write};

/// Bytes that are read at once: enough for the hash to work on several pieces side by side.
pub const BUFFER: usize = 128 << 10;

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
    first_half(&blake3::hash(bytes))
}

/// The [`half`] of everything that a reader gives, a piece at a time.
pub fn half_of(mut reader: impl Read) -> io::Result<u128> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(first_half(&hasher.finalize())),
            Ok(count) => hasher.update(&buffer[..count]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
    }
}

fn first_half(hash: &blake3::Hash) -> u128 {
    let (half, _) = hash.as_bytes().split_first_chunk::<16>().expect("a hash has 32 bytes");
    u128::from_le_bytes(*half)
}

/// Hands on what is written to it, and hashes it on the way.
#[derive(Debug)]
pub struct Hashing<W> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Hashing<W> {
    /// A hash of nothing yet.
    pub fn new(inner: W) -> Self {
        Self { inner, hasher: blake3::Hasher::new() }
    }

    /// Where it was written to, and the [`half`] of all of it.
    pub fn finish(self) -> (W, u128) {
        (self.inner, first_half(&self.hasher.finalize()))
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
