//! A file's bytes: in memory, or a [`Piece`] of a file of the cache until somebody wants them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use super::hash::half;

/// A file's bytes.
#[derive(Clone, Debug)]
pub enum Contents {
    /// In memory.
    Here(Arc<[u8]>),
    /// In the cache.
    Kept(Piece),
}

impl Contents {
    /// The bytes. Fails only for a piece, as [`Piece::read`] does.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match self {
            Self::Here(bytes) => Ok(Arc::clone(bytes)),
            Self::Kept(piece) => Ok(piece.read()?.into()),
        }
    }

    /// The bytes, if they are in memory.
    pub fn here(&self) -> Option<&[u8]> {
        match self {
            Self::Here(bytes) => Some(bytes),
            Self::Kept(_) => None,
        }
    }

    /// How many bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Here(bytes) => bytes.len() as u64,
            Self::Kept(piece) => piece.length,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether these are the bytes. A piece is known by its hash: nothing is read.
    pub fn are(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Here(own) => **own == *bytes,
            Self::Kept(piece) => piece.length == bytes.len() as u64 && piece.sum == half(bytes),
        }
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for Contents {
    fn from(bytes: T) -> Self {
        Self::Here(bytes.into())
    }
}

/// A part of a file that is open, with its hash: whoever replaces or cuts the file later cannot make it another one.
#[derive(Clone, Debug)]
pub struct Piece {
    file: Arc<Mutex<File>>,
    start: u64,
    length: u64,
    sum: u128,
}

impl Piece {
    /// The part of `file` from `start`, whose bytes have this [`half`] of a hash.
    pub fn new(file: &Arc<Mutex<File>>, start: u64, length: u64, sum: u128) -> Self {
        Self { file: Arc::clone(file), start, length, sum }
    }

    /// Reads it. [`is_damaged`] tells bytes that are not the ones that were kept from other failures.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(self.start))?;
            (&mut *file).take(self.length).read_to_end(&mut bytes)?;
        }
        if bytes.len() as u64 == self.length && half(&bytes) == self.sum {
            Ok(bytes)
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidData, "the cache is damaged"))
        }
    }
}

/// Whether a piece could not be read because the cache is not what was kept.
pub fn is_damaged(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
}
