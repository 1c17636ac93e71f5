//! Files that a run has made and will want once more -> a file of the cache that nobody else sees, so that they take no memory until
//! the run ends. It has no name where the system allows that, and is swept away like every draft where it does not.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::output::contents::{CacheSlice, Contents};
use crate::output::hash::half;

/// Shorter ones are not worth it.
const LEAST: usize = 512;

/// A file that grows, and what of it is written.
#[derive(Debug)]
pub struct Scratch {
    file: Arc<Mutex<File>>,
}

impl Scratch {
    /// A new one in a folder, which is made; two processes have two.
    pub(in crate::memo) fn in_folder(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(format!(".scratch.{}", std::process::id()));
        // What lies there is of a process that is gone, or a link somebody put there: it goes, and nothing is written through it.
        let _ = std::fs::remove_file(&path);
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        // Systems that refuse this for a file that is open keep it until the next run sweeps.
        let _ = std::fs::remove_file(&path);
        Ok(Self { file: Arc::new(Mutex::new(file)) })
    }

    /// The same bytes, on the disk; in memory where it is full, or where there are few.
    pub fn held(&self, bytes: Vec<u8>) -> Contents {
        if bytes.len() < LEAST {
            return bytes.into();
        }
        let sum = half(&bytes);
        let written = {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::End(0)).and_then(|start| file.write_all(&bytes).map(|()| start))
        };
        match written {
            Ok(start) => Contents::Cached(CacheSlice::new(&self.file, start, bytes.len() as u64, sum)),
            Err(_) => bytes.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scratch;
    use crate::output::contents::Contents;

    #[test]
    fn what_is_held_is_read_again_in_any_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, two) = (Scratch::in_folder(folder.path()).expect("a file"), Scratch::in_folder(folder.path()).expect("a file"));
        let text = |n: usize| format!("صفحة {n} ").repeat(n).into_bytes();
        let held: Vec<Contents> = (0..200).map(|n| if n % 2 == 0 { one.held(text(n)) } else { two.held(text(n)) }).collect();
        assert!(held[..10].iter().all(|file| file.here().is_some()) && held[100..].iter().all(|file| file.here().is_none()));
        for n in (0..200).rev() {
            assert_eq!(*held[n].bytes().expect("read"), text(n), "{n}");
            assert!(held[n].are(&*text(n)).expect("compared"), "{n}");
        }
        if cfg!(unix) {
            assert_eq!(folder.path().read_dir().expect("a folder").count(), 0, "nobody else sees it");
        }
    }
}
