//! A [`Shelf`](super::Shelf)'s entries <-> one file in `.bayan/cache`. The only reader and writer of that folder.
//!
//! A file holds the mark of the program that wrote it, a hash of the rest, and the rest. Another program's file, a cut one
//! and a damaged one are all the same: nothing. It is written beside its place and renamed, so that of two processes the
//! later one wins and no reader sees half a file; the folder can be deleted at any time.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::key::Key;
use crate::output::hash::{Hashing, half};

/// The folder within a project.
pub const FOLDER: &str = ".bayan/cache";

/// The program, by everything it was compiled from: one that would make other bytes finds nothing here.
const PROGRAM: &str = env!("BAYAN_BUILD");

/// A place for shelves between processes.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// The cache of a project.
    pub fn of(root: &Path) -> Self {
        Self { folder: root.join(FOLDER) }
    }

    /// The entries of a name; none where the file is missing, another program's, cut or damaged.
    pub fn load<T: DeserializeOwned>(&self, name: &str) -> Vec<(Key, T)> {
        let bytes = self.read(name);
        entries(&bytes).and_then(|entries| postcard::from_bytes(entries).ok()).unwrap_or_default()
    }

    /// As [`Disk::load`], of texts: each is copied once, from the file to its place.
    pub fn load_texts(&self, name: &str) -> Vec<(Key, Arc<str>)> {
        let bytes = self.read(name);
        let texts: Option<Vec<(Key, &str)>> = entries(&bytes).and_then(|entries| postcard::from_bytes(entries).ok());
        texts.unwrap_or_default().into_iter().map(|(key, text)| (key, Arc::from(text))).collect()
    }

    /// A file's bytes; none where there is no file.
    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(name)).unwrap_or_default()
    }

    /// Keeps entries under a name.
    pub fn save<T: Serialize>(&self, name: &str, entries: &[(Key, T)]) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        // The process's number keeps two of them from writing into one file.
        let temporary = self.folder.join(format!(".{name}.{}", std::process::id()));
        write(&temporary, entries)?;
        std::fs::rename(&temporary, self.folder.join(name))
    }
}

/// The entries in a file of this program that is whole.
fn entries(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(PROGRAM.as_bytes())?;
    let (sum, entries) = rest.split_first_chunk::<16>()?;
    (half(entries).to_le_bytes() == *sum).then_some(entries)
}

/// Entries go to the disk as they are printed: all pages of a large site a second time would be half of what a build takes.
fn write<T: Serialize>(path: &Path, entries: &[(Key, T)]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(PROGRAM.as_bytes())?;
    // The hash is known in the end; until then the file is nothing.
    out.write_all(&[0; 16])?;
    // Pieces of a few bytes are collected before they are hashed.
    let out = postcard::to_io(entries, BufWriter::new(Hashing::new(out))).map_err(io::Error::other)?;
    let (out, sum) = out.into_inner()?.finish();
    let mut file = out.into_inner()?;
    file.seek(SeekFrom::Start(PROGRAM.len() as u64))?;
    file.write_all(&sum.to_le_bytes())
}

#[cfg(test)]
mod tests {
    use super::Disk;
    use crate::memo::key::{Key, Parts};

    fn entries() -> Vec<(Key, String)> {
        (0..20).map(|n| (Parts::of("test").number(n).key(), format!("صفحة {n}"))).collect()
    }

    #[test]
    fn what_is_kept_comes_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Disk::of(folder.path());
        assert!(disk.load::<String>("pages").is_empty());
        disk.save("pages", &entries()).expect("saved");
        assert_eq!(disk.load::<String>("pages"), entries());
        disk.save("pages", &entries()[..3]).expect("saved");
        assert_eq!(disk.load::<String>("pages").len(), 3);
        let texts: Vec<(Key, String)> = disk.load_texts("pages").into_iter().map(|(key, text)| (key, text.to_string())).collect();
        assert_eq!(texts, entries()[..3]);
    }

    #[test]
    fn a_cut_or_damaged_file_is_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Disk::of(folder.path());
        disk.save("pages", &entries()).expect("saved");
        let file = folder.path().join(super::FOLDER).join("pages");
        let whole = std::fs::read(&file).expect("read");
        for length in (0..whole.len()).step_by(7) {
            std::fs::write(&file, &whole[..length]).expect("written");
            assert!(disk.load::<String>("pages").is_empty(), "{length}");
        }
        for at in (0..whole.len()).step_by(11) {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            std::fs::write(&file, damaged).expect("written");
            assert!(disk.load::<String>("pages").is_empty(), "{at}");
        }
    }
}
