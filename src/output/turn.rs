//! A folder that several processes may write into -> one of them at a time.
//!
//! The system gives the turn back when a process ends, however it ends: there is nothing left over that could go stale.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

/// How often the turn is asked for before the wait is given up, and how long between two times.
const TIMES: u32 = 600;
const PAUSE: Duration = Duration::from_millis(100);

/// The turn of this process, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    _held: Option<File>,
}

/// Takes the turn; `None` if another process has it. File systems without locks let everybody in.
pub fn take(folder: &Path) -> io::Result<Option<Turn>> {
    let file = open(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Turn { _held: Some(file) })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => Ok(Some(Turn { _held: None })),
        Err(TryLockError::Error(e)) => Err(e),
    }
}

/// Waits for the turn, up to a minute.
pub fn wait(folder: &Path) -> io::Result<Turn> {
    for _ in 0..TIMES {
        if let Some(turn) = take(folder)? {
            return Ok(turn);
        }
        std::thread::sleep(PAUSE);
    }
    Err(io::Error::other(format!("{}: another process writes here; try again when it is done", folder.display())))
}

/// What is locked: the folder itself.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// What is locked: a file in it, where folders cannot be.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    File::create(folder.join(".bayan-lock"))
}

#[cfg(test)]
mod tests {
    use super::{take, wait};

    #[test]
    fn one_at_a_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = wait(dir.path()).expect("free");
        assert!(take(dir.path()).expect("asked").is_none());
        drop(first);
        assert!(take(dir.path()).expect("asked").is_some());
    }
}
