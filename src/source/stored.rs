//! A file that stays on the disk -> its bytes once somebody wants them, or an error where it is no longer the file that was found.
//!
//! What is only copied is never held in memory: a film beside a page costs what a picture does. Whoever reads gets exactly the
//! bytes of the file as it was found: one that grew, shrank, was replaced or is gone is an error at the latest at its end.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// A file as it was found.
#[derive(Debug)]
pub struct Stored {
    path: PathBuf,
    length: u64,
    /// When it was changed last; `None` where the file system does not say.
    modified: Option<SystemTime>,
}

impl Stored {
    /// A file of the disk; its bytes are not read.
    pub fn of(path: &Path, meta: &Metadata) -> Self {
        Self { path: path.to_path_buf(), length: meta.len(), modified: meta.modified().ok() }
    }

    /// How many bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Opens it.
    pub fn open(self: &Arc<Self>) -> io::Result<Reading> {
        // A link or a pipe that has come in its place must not be opened: the one leads elsewhere, the other waits for ever.
        let meta = self.path.symlink_metadata().map_err(|e| self.at(&e))?;
        if !self.is(&meta) {
            return Err(self.changed());
        }
        let file = File::open(&self.path).map_err(|e| self.at(&e))?;
        Ok(Reading { file, stored: Arc::clone(self), at: 0 })
    }

    /// All bytes.
    pub fn read(self: &Arc<Self>) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.length).map_err(io::Error::other)?);
        self.open()?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The error of a file that is not what was found.
    pub fn changed(&self) -> io::Error {
        io::Error::other(format!("{}: it changed while it was read; try again", self.path.display()))
    }

    fn is(&self, meta: &Metadata) -> bool {
        meta.is_file() && meta.len() == self.length && meta.modified().ok() == self.modified
    }

    fn at(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.path.display()))
    }
}

/// A stored file that is being read. Its end comes only if the file is still what was found.
#[derive(Debug)]
pub struct Reading {
    file: File,
    stored: Arc<Stored>,
    at: u64,
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.stored.length.saturating_sub(self.at)).unwrap_or(usize::MAX).min(buffer.len());
        if left == 0 {
            let is_end = !buffer.is_empty();
            let meta = self.file.metadata().map_err(|e| self.stored.at(&e))?;
            return if is_end && !self.stored.is(&meta) { Err(self.stored.changed()) } else { Ok(0) };
        }
        match self.file.read(&mut buffer[..left]) {
            Ok(0) => Err(self.stored.changed()),
            Ok(count) => {
                self.at += count as u64;
                Ok(count)
            }
            // Whoever reads tries again after an interruption.
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Err(e),
            Err(e) => Err(self.stored.at(&e)),
        }
    }
}

impl Seek for Reading {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.file.seek(to).map_err(|e| self.stored.at(&e))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek, SeekFrom, Write};
    use std::sync::Arc;

    use super::Stored;

    fn stored(bytes: &[u8]) -> (tempfile::TempDir, Arc<Stored>) {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("film.mp4");
        std::fs::write(&path, bytes).expect("written");
        let stored = Arc::new(Stored::of(&path, &path.metadata().expect("there")));
        (dir, stored)
    }

    #[test]
    fn the_bytes_are_those_that_were_found() {
        let (_dir, file) = stored(b"0123456789");
        assert_eq!((file.length(), file.read().expect("read")), (10, b"0123456789".to_vec()));
        let mut part = String::new();
        let mut reading = file.open().expect("opened");
        reading.seek(SeekFrom::Start(7)).expect("moved");
        reading.read_to_string(&mut part).expect("read");
        assert_eq!(part, "789");
    }

    #[test]
    fn a_file_that_is_another_one_is_an_error() {
        type Change = fn(&std::path::Path);
        let grow: Change = |path| {
            let mut file = std::fs::OpenOptions::new().append(true).open(path).expect("opened");
            file.write_all(b"more").expect("written");
        };
        let shrink: Change = |path| {
            std::fs::OpenOptions::new().write(true).open(path).expect("opened").set_len(3).expect("cut");
        };
        let remove: Change = |path| std::fs::remove_file(path).expect("removed");
        let replace: Change = |path| {
            std::fs::remove_file(path).expect("removed");
            std::fs::create_dir(path).expect("made");
        };
        for (name, change) in [("grows", grow), ("shrinks", shrink), ("goes", remove), ("becomes a folder", replace)] {
            let (dir, file) = stored(b"0123456789");
            change(&dir.path().join("film.mp4"));
            let error = file.read().expect_err(name).to_string();
            assert!(error.contains("film.mp4"), "{name}: {error}");
        }
        for (name, change) in [("grows", grow), ("shrinks", shrink)] {
            let (dir, file) = stored(b"0123456789");
            let mut reading = file.open().expect("opened");
            let mut first = [0; 4];
            reading.read_exact(&mut first).expect("read");
            change(&dir.path().join("film.mp4"));
            assert!(reading.read_to_end(&mut Vec::new()).is_err(), "{name} while it is read");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_not_followed() {
        let (dir, file) = stored(b"0123456789");
        let (path, other) = (dir.path().join("film.mp4"), dir.path().join("other"));
        std::fs::rename(&path, &other).expect("moved");
        std::os::unix::fs::symlink(&other, &path).expect("linked");
        assert!(file.read().is_err());
    }
}
