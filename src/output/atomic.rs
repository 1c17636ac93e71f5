//! A file in the place of another, as a whole: it is written beside its place, then renamed. A reader sees the old file or the new one,
//! and so does whoever comes after this process was ended. All files but new ones (`create`) are written here.

use std::fs::File;
use std::io;
use std::path::Path;

/// What a power cut may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lasting {
    /// Nothing, once it was said to be done: the bytes are on the disk before their name is, and the name before anybody is told.
    /// For what nobody can make again, and for what says which files are ours.
    PowerCut,
    /// The new file: it is made again from what is there.
    Process,
}

/// Puts what `write` writes in the place of `target`. `draft` is where it is written, in a folder of the same disk; nothing stays there.
/// An error names the target.
pub fn replace(target: &Path, draft: &Path, lasting: Lasting, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let put = || {
        let mut file = File::create(draft)?;
        write(&mut file)?;
        if lasting == Lasting::PowerCut {
            file.sync_all()?;
        }
        drop(file);
        std::fs::rename(draft, target)?;
        #[cfg(unix)]
        if lasting == Lasting::PowerCut {
            let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    put().map_err(|e: io::Error| {
        // What is left of a failure is no file of anybody.
        let _ = std::fs::remove_file(draft);
        at(target, &e)
    })
}

/// An error with the path that it concerns.
pub(in crate::output) fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use super::{Lasting, replace};

    #[test]
    fn the_old_file_or_the_new_one() {
        let dir = tempfile::tempdir().expect("a folder");
        let (target, draft) = (dir.path().join("a"), dir.path().join(".a"));
        let text = || std::fs::read_to_string(&target).expect("it is there");
        for (lasting, new) in [(Lasting::PowerCut, "one"), (Lasting::Process, "two")] {
            replace(&target, &draft, lasting, |file| file.write_all(new.as_bytes())).expect("written");
            assert_eq!(text(), new);
        }
        let failed = replace(&target, &draft, Lasting::PowerCut, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(failed.expect_err("it failed").to_string().ends_with("a: the disk is full"));
        assert_eq!((text().as_str(), draft.exists()), ("two", false));
    }
}
