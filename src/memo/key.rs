//! Pieces of anything -> a [`Key`] that equals another one only if all pieces do.

use serde::{Deserialize, Serialize};

use crate::output::hash;

/// Half of a BLAKE3 hash: two different inputs with one key are as likely as a broken machine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Key(u128);

impl Key {
    /// The key of bytes alone.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(hash::half(bytes))
    }

    /// The key of bytes alone, by their [`half`](hash::half) of a hash.
    pub fn of_sum(sum: u128) -> Self {
        Self(sum)
    }

    /// The [`half`](hash::half) of a hash that this is.
    pub fn sum(self) -> u128 {
        self.0
    }

    /// The key as the name of a file.
    pub fn name(self) -> String {
        format!("{:032x}", self.0)
    }
}

/// Pieces that make a key, each with its length before it: `ab`, `c` is not `a`, `bc`.
#[derive(Clone, Debug)]
pub struct KeyBuilder {
    bytes: Vec<u8>,
}

impl KeyBuilder {
    /// The pieces of a kind of thing; different kinds never share a key.
    pub fn of(kind: &str) -> Self {
        Self { bytes: Vec::with_capacity(256) }.text(kind)
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.bytes.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds text or its absence.
    #[must_use]
    pub fn maybe(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: u64) -> Self {
        self.bytes.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// Adds another key.
    #[must_use]
    pub fn and(mut self, key: Key) -> Self {
        self.bytes.extend_from_slice(&key.0.to_le_bytes());
        self
    }

    /// The key of all pieces and of every field of a value; `None` for a value that has no compact form (a map whose
    /// length is not known before it is walked), which is then made each time.
    pub fn with<T: Serialize>(&self, value: &T) -> Option<Key> {
        let bytes = postcard::to_extend(value, self.bytes.clone()).ok()?;
        Some(Key::of_bytes(&bytes))
    }

    /// The key of all pieces.
    pub fn key(&self) -> Key {
        Key::of_bytes(&self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::KeyBuilder;

    #[test]
    fn pieces_keep_their_ends() {
        let key = |parts: &[&str]| parts.iter().fold(KeyBuilder::of("x"), |all, part| all.text(part)).key();
        assert_eq!(key(&["ab", "c"]), key(&["ab", "c"]));
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_ne!(key(&["ab"]), key(&["ab", ""]));
        assert_ne!(KeyBuilder::of("a").key(), KeyBuilder::of("b").key());
        assert_ne!(KeyBuilder::of("a").maybe(None).key(), KeyBuilder::of("a").maybe(Some("")).key());
    }
}
