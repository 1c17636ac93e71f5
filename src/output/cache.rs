//! Texts that a project keeps between two runs, in `.bayan/cache`. They only save time; the folder is safe to delete.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::atomic::{Lasting, at, replace};

fn path(root: &Path, name: &str) -> PathBuf {
    root.join(".bayan").join("cache").join(name)
}

/// The text under a name; `None` where there is none, or none that is UTF-8.
pub fn read(root: &Path, name: &str) -> io::Result<Option<String>> {
    match std::fs::read(path(root, name)) {
        Ok(bytes) => Ok(String::from_utf8(bytes).ok()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(at(&path(root, name), &e)),
    }
}

/// Keeps a text under a name.
pub fn write(root: &Path, name: &str, text: &str) -> io::Result<()> {
    let path = path(root, name);
    let temporary = path.with_extension("tmp");
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|e| at(&path, &e))?;
    replace(&path, &temporary, Lasting::Process, |file| file.write_all(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn what_is_kept_is_found_again() {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(read(dir.path(), "links.json").expect("read"), None);
        write(dir.path(), "links.json", "{}").expect("kept");
        write(dir.path(), "links.json", "{\"a\": 1}").expect("kept");
        assert_eq!(read(dir.path(), "links.json").expect("read").as_deref(), Some("{\"a\": 1}"));
    }
}
