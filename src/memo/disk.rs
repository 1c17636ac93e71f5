//! Persists one [`CacheTable`](super::CacheTable) as one file in `.bayan/cache`.
//!
//! A file holds the mark of the program that wrote it, the entries one after the other, the list of them with a hash of each, and
//! a hash of the list. Another program's file and a cut one are nothing, and so is an entry that is damaged. A file is written
//! beside its place and renamed, so that of two processes the later one wins and no reader sees half of one; the folder can be
//! deleted at any time. Entries are read when somebody wants them: most pages of a site are never wanted, since what stands
//! in the output folder has their hash.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::key::Key;
use super::scratch::Scratch;
use crate::output::atomic::{Lasting, replace};
use crate::output::contents::CacheSlice;
use crate::output::hash::half;
use crate::output::turn;

/// The folder within a project.
pub const FOLDER: &str = ".bayan/cache";

/// The program, by everything it was compiled from: one that would make other bytes finds nothing here.
const PROGRAM: &str = env!("BAYAN_BUILD");

/// Bytes at the end of a file: where the list begins, and its hash.
const TAIL: u8 = 8 + 16;

/// Where an entry stands.
#[derive(Serialize, Deserialize, Clone, Copy, Debug)]
struct Place {
    key: Key,
    start: u64,
    length: u64,
    sum: u128,
}

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

    /// How many bytes its files have, those of folders within too; `None` where there is no cache.
    pub fn size(&self) -> Option<u64> {
        let mut folders = vec![self.folder.clone()];
        let mut size = self.folder.is_dir().then_some(0)?;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                match entry.metadata() {
                    Ok(meta) if meta.is_dir() => folders.push(entry.path()),
                    Ok(meta) => size += meta.len(),
                    // It went away meanwhile.
                    Err(_) => {}
                }
            }
        }
        Some(size)
    }

    /// Removes what processes left here that were killed while they wrote; one that writes now has the folder's turn.
    pub fn sweep(&self) {
        let Ok(Some(_turn)) = turn::take(&self.folder) else { return };
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let is_draft = entry.file_name().to_string_lossy().strip_prefix('.').is_some_and(|name| name.contains('.'));
            if is_draft {
                // A file that cannot be removed costs room and nothing else.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// A place for what this process will want again; `None` where nothing can be written.
    pub fn scratch(&self) -> Option<Scratch> {
        Scratch::in_folder(&self.folder).ok()
    }

    /// A folder of this cache, for what is kept in a file of its own each.
    #[must_use]
    pub fn within(&self, folder: &str) -> Self {
        Self { folder: self.folder.join(folder) }
    }

    /// Removes the files whose name nobody wants any more.
    pub fn keep_only(&self, is_wanted: &dyn Fn(&str) -> bool) -> io::Result<()> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(e) => return Err(e),
        };
        for entry in entries {
            let entry = entry?;
            if !is_wanted(&entry.file_name().to_string_lossy()) && entry.file_type()?.is_file() {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// The entries of a name, not read yet; none where the file is missing, another program's, or cut.
    pub fn pieces(&self, name: &str) -> Vec<(Key, CacheSlice)> {
        let Some((file, places)) = File::open(self.folder.join(name)).ok().and_then(places) else { return Vec::new() };
        let file = Arc::new(Mutex::new(file));
        places.into_iter().map(|p| (p.key, CacheSlice::new(&file, p.start, p.length, p.sum))).collect()
    }

    /// The same, each opened only when it is read.
    pub fn closed_pieces(&self, name: &str) -> Vec<(Key, CacheSlice)> {
        let path: Arc<Path> = self.folder.join(name).into();
        let Some((_, places)) = File::open(&path).ok().and_then(places) else { return Vec::new() };
        places.into_iter().map(|p| (p.key, CacheSlice::at(&path, p.start, p.length, p.sum))).collect()
    }

    /// The entries of a name as `of` takes them from their bytes, in parallel; without those that are damaged.
    pub fn load<T: Send>(&self, name: &str, of: impl Fn(&[u8]) -> Option<T> + Sync) -> Vec<(Key, T)> {
        let one = |(key, piece): (Key, CacheSlice)| Some((key, of(&piece.read().ok()?)?));
        self.pieces(name).into_par_iter().filter_map(one).collect()
    }

    /// Keeps entries under a name. `bytes` fills an empty buffer with those of an entry; entries without are left out.
    pub fn save<T>(
        &self,
        name: &str,
        entries: impl IntoIterator<Item = (Key, T)>,
        bytes: impl Fn(T, Vec<u8>) -> Option<Vec<u8>>,
    ) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let _turn = turn::wait(&self.folder)?;
        // The process's number keeps two of them from writing into one file.
        let temporary = self.folder.join(format!(".{name}.{}", std::process::id()));
        replace(&self.folder.join(name), &temporary, Lasting::Process, |file| {
            let mut out = BufWriter::new(file);
            out.write_all(PROGRAM.as_bytes())?;
            let mut start = PROGRAM.len() as u64;
            let (mut places, mut buffer) = (Vec::new(), Vec::new());
            for (key, entry) in entries {
                buffer.clear();
                let Some(filled) = bytes(entry, std::mem::take(&mut buffer)) else { continue };
                buffer = filled;
                let length = buffer.len() as u64;
                places.push(Place { key, start, length, sum: half(&buffer) });
                out.write_all(&buffer)?;
                start += length;
            }
            let list = postcard::to_stdvec(&places).map_err(io::Error::other)?;
            out.write_all(&list)?;
            out.write_all(&start.to_le_bytes())?;
            out.write_all(&half(&list).to_le_bytes())?;
            out.flush()
        })
    }
}

/// The bytes of a value, for [`Disk::save`].
pub fn encoded<T: Serialize + ?Sized>(value: &T, buffer: Vec<u8>) -> Option<Vec<u8>> {
    postcard::to_extend(value, buffer).ok()
}

/// The value of bytes, for [`Disk::load`].
pub fn decoded<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// Reads the list of a file of this program that is whole.
fn places(mut file: File) -> Option<(File, Vec<Place>)> {
    let mut mark = vec![0; PROGRAM.len()];
    file.read_exact(&mut mark).ok()?;
    let mut tail = [0; TAIL as usize];
    let end = file.seek(SeekFrom::End(-i64::from(TAIL))).ok()?;
    file.read_exact(&mut tail).ok()?;
    let (start, sum) = tail.split_first_chunk::<8>()?;
    let start = u64::from_le_bytes(*start);
    let length = end.checked_sub(start)?;
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut list = Vec::new();
    (&mut file).take(length).read_to_end(&mut list).ok()?;
    let is_ours = mark == PROGRAM.as_bytes() && half(&list).to_le_bytes() == *sum;
    let places = is_ours.then(|| postcard::from_bytes(&list).ok())??;
    Some((file, places))
}

#[cfg(test)]
mod tests {
    use super::{Disk, decoded, encoded};
    use crate::memo::key::{Key, KeyBuilder};

    fn entries() -> Vec<(Key, String)> {
        (0..20).map(|n| (KeyBuilder::of("test").number(n).key(), format!("صفحة {n}"))).collect()
    }

    fn save(disk: &Disk, entries: &[(Key, String)]) {
        disk.save("pages", entries.iter().map(|(key, text)| (*key, text)), encoded).expect("saved");
    }

    fn load(disk: &Disk) -> Vec<(Key, String)> {
        disk.load("pages", decoded)
    }

    #[test]
    fn what_is_kept_comes_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Disk::of(folder.path());
        assert!(load(&disk).is_empty());
        save(&disk, &entries());
        assert_eq!(load(&disk), entries());
        let before = disk.pieces("pages");
        save(&disk, &entries()[..3]);
        assert_eq!(load(&disk), entries()[..3]);
        let read: Vec<Option<String>> = before.iter().map(|(_, piece)| decoded(&piece.read().expect("read"))).collect();
        assert!(read.iter().flatten().eq(entries().iter().map(|(_, text)| text)), "a file that was replaced is still read");
        disk.save("pages", entries(), |text, buffer| (text != "صفحة 7").then(|| encoded(&text, buffer)).flatten())
            .expect("saved");
        assert_eq!(load(&disk).len(), 19, "an entry without bytes is left out");
    }

    #[test]
    fn what_a_killed_process_left_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Disk::of(folder.path());
        disk.sweep();
        save(&disk, &entries());
        let left = folder.path().join(super::FOLDER).join(".pages.4711");
        std::fs::write(&left, "half").expect("written");
        disk.sweep();
        assert!(!left.exists() && load(&disk) == entries());
    }

    #[test]
    fn what_is_cut_or_damaged_is_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Disk::of(folder.path());
        save(&disk, &entries());
        let file = folder.path().join(super::FOLDER).join("pages");
        let whole = std::fs::read(&file).expect("read");
        for length in (0..whole.len()).step_by(7) {
            std::fs::write(&file, &whole[..length]).expect("written");
            assert!(load(&disk).is_empty(), "{length}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            std::fs::write(&file, damaged).expect("written");
            let left = load(&disk);
            assert!(left.is_empty() || left.len() == entries().len() - 1, "{at}");
            assert!(left.iter().all(|entry| entries().contains(entry)), "{at}");
        }
    }
}
