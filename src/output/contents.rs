//! A file's bytes: in memory, a [`CacheSlice`] of a file of the cache, or a file of the project, until somebody wants them.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::hash::{BUFFER, Hashing, half, half_of};
use crate::source::stored::Stored;

/// A file's bytes.
#[derive(Clone, Debug)]
pub enum Contents {
    /// In memory.
    InMemory(Arc<[u8]>),
    /// In the cache.
    Cached(CacheSlice),
    /// In a file of the project that is copied as it is.
    Copied(Original),
    /// Made of a file of the project whenever somebody wants them.
    Made(Made),
}

impl Contents {
    /// The bytes. Fails for a piece as [`CacheSlice::read`] does, and for a file that is no longer what was found.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match self {
            Self::InMemory(bytes) => Ok(Arc::clone(bytes)),
            Self::Cached(piece) => Ok(piece.read()?.into()),
            Self::Copied(original) => Ok(original.file.read()?.into()),
            Self::Made(made) => made.bytes(),
        }
    }

    /// The bytes, if they are in memory.
    pub fn here(&self) -> Option<&[u8]> {
        match self {
            Self::InMemory(bytes) => Some(bytes),
            Self::Cached(_) | Self::Copied(_) | Self::Made(_) => None,
        }
    }

    /// How many bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::InMemory(bytes) => bytes.len() as u64,
            Self::Cached(piece) => piece.length,
            Self::Copied(original) => original.file.length(),
            Self::Made(made) => made.length,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether these are what `other` gives to its end. A piece and a file are known by their hash: they are not read.
    pub fn are(&self, mut other: impl Read) -> io::Result<bool> {
        match self {
            Self::InMemory(own) => {
                let mut bytes = Vec::with_capacity(own.len());
                // One more byte than there may be tells a longer one.
                other.take(own.len() as u64 + 1).read_to_end(&mut bytes)?;
                Ok(**own == *bytes)
            }
            Self::Cached(piece) => Ok(half_of(&mut other)? == piece.sum),
            Self::Copied(original) => Ok(half_of(&mut other)? == original.sum),
            Self::Made(made) => Ok(half_of(&mut other)? == made.sum),
        }
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for Contents {
    fn from(bytes: T) -> Self {
        Self::InMemory(bytes.into())
    }
}

/// How bytes are made of a file, again and again, with their length and the [`half`] of their hash: a picture without its metadata
/// need not be held, nor made where it stands in the output folder already.
#[derive(Clone)]
pub struct Made {
    /// Makes them.
    pub make: Arc<dyn Fn() -> io::Result<Vec<u8>> + Send + Sync>,
    /// How many there are.
    pub length: u64,
    /// Their hash.
    pub sum: u128,
}

impl Made {
    /// Makes the bytes. An error where they are others than those that were made first.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        let bytes = (self.make)()?;
        if half(&bytes) == self.sum {
            Ok(bytes.into())
        } else {
            Err(io::Error::other("a file changed while it was read; try again"))
        }
    }
}

impl fmt::Debug for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Made").field("length", &self.length).field("sum", &self.sum).finish_non_exhaustive()
    }
}

/// A file of the project with the [`half`] of a hash of its bytes.
#[derive(Clone, Debug)]
pub struct Original {
    /// The file.
    pub file: Arc<Stored>,
    /// Its hash when it was read first.
    pub sum: u128,
}

impl Original {
    /// Copies it to `to`, a piece at a time. An error if it is no longer what was read first.
    pub fn copy(&self, to: impl Write) -> io::Result<()> {
        let mut to = Hashing::new(to);
        let mut from = self.file.open()?;
        let mut buffer = vec![0; BUFFER];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => to.write_all(&buffer[..count])?,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        to.flush()?;
        if to.finish().1 == self.sum { Ok(()) } else { Err(self.file.changed()) }
    }
}

/// A part of a file that is open, with its hash: whoever replaces or cuts the file later cannot make it another one.
#[derive(Clone, Debug)]
pub struct CacheSlice {
    file: Handle,
    start: u64,
    length: u64,
    sum: u128,
}

/// How a piece reaches its file.
#[derive(Clone, Debug)]
enum Handle {
    Open(Arc<Mutex<File>>),
    At(Arc<Path>),
}

#[expect(clippy::disallowed_methods, reason = "what the cache wrote is read where it is wanted")]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

impl CacheSlice {
    /// The part of `file` from `start`, whose bytes have this [`half`] of a hash.
    pub fn new(file: &Arc<Mutex<File>>, start: u64, length: u64, sum: u128) -> Self {
        Self { file: Handle::Open(Arc::clone(file)), start, length, sum }
    }

    /// The same of a file that is opened when somebody reads it: there may be more of them than a process may open. What has
    /// come in its place is found by the hash.
    pub fn at(path: &Arc<Path>, start: u64, length: u64, sum: u128) -> Self {
        Self { file: Handle::At(Arc::clone(path)), start, length, sum }
    }

    /// Reads it. [`is_damaged`] tells bytes that are not the ones that were kept from other failures.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut from = |file: &mut File| {
            file.seek(SeekFrom::Start(self.start))?;
            file.take(self.length).read_to_end(&mut bytes)
        };
        match &self.file {
            Handle::Open(file) => from(&mut file.lock().unwrap_or_else(PoisonError::into_inner))?,
            Handle::At(path) => match open(path) {
                Ok(mut file) => from(&mut file)?,
                Err(e) if e.kind() == io::ErrorKind::NotFound => 0,
                Err(e) => return Err(e),
            },
        };
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
