//! New files of a project, never over what is there and never through a link: all of them, or none.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::atomic::at;
use super::write::is_through_link;

/// Writes files that are not there yet, each with its path below the folder.
pub fn all<'a>(root: &Path, files: impl IntoIterator<Item = (&'a str, &'a [u8])> + Clone) -> io::Result<()> {
    are_free(root, files.clone().into_iter().map(|(path, _)| path))?;
    written(root, files.into_iter().map(|(path, bytes)| (path, Ok(Cow::Borrowed(bytes)))))
}

/// The same for files whose bytes are asked for when their turn has come, so that one at a time is held.
pub fn each<'a>(
    root: &Path,
    paths: impl IntoIterator<Item = &'a str> + Clone,
    bytes: impl Fn(&'a str) -> io::Result<Cow<'a, [u8]>>,
) -> io::Result<()> {
    are_free(root, paths.clone())?;
    written(root, paths.into_iter().map(|path| (path, bytes(path))))
}

fn are_free<'a>(root: &Path, paths: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
    for path in paths {
        let target = root.join(path);
        let is_path = path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains(['\\', '\0']);
        if !is_path || is_through_link(root, path) {
            return Err(io::Error::other(format!("{}: nothing is written there", target.display())));
        }
        if target.symlink_metadata().is_ok() {
            return Err(io::Error::other(format!("{}: this is there already, and nothing is written over it", target.display())));
        }
    }
    Ok(())
}

fn written<'a>(root: &Path, files: impl Iterator<Item = (&'a str, io::Result<Cow<'a, [u8]>>)>) -> io::Result<()> {
    let mut made = Vec::new();
    let mut files = files;
    let result = files.try_for_each(|(path, bytes)| one(root, path, &bytes?, &mut made));
    if result.is_err() {
        for path in made.iter().rev() {
            // A folder goes only if it is empty.
            let _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
        }
    }
    result
}

/// Refuses a file that does not hold what was written into it when it was made.
pub fn unchanged(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let target = root.join(path);
    if is_through_link(root, path) || fs::read(&target).map_err(|e| at(&target, &e))? != bytes {
        return Err(io::Error::other(format!("{}: it was changed in the meantime", target.display())));
    }
    Ok(())
}

/// Takes a file back that was made, if it holds what was written into it.
pub fn take_back(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    unchanged(root, path, bytes)?;
    let target = root.join(path);
    fs::remove_file(&target).map_err(|e| at(&target, &e))
}

/// Whether a project may begin in a folder: it is not there, or holds nothing but what git keeps of a new repository. Else one name
/// of what stands in it.
pub fn occupant(folder: &Path) -> io::Result<Option<String>> {
    if folder.symlink_metadata().is_err() {
        return Ok(None);
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| at(folder, &e))? {
        names.push(entry.map_err(|e| at(folder, &e))?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names.into_iter().find(|name| name != ".git"))
}

fn one(root: &Path, path: &str, bytes: &[u8], made: &mut Vec<PathBuf>) -> io::Result<()> {
    let target = root.join(path);
    let missing: Vec<&Path> =
        target.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder).map_err(|e| at(folder, &e))?;
        made.push(folder.to_path_buf());
    }
    let mut file = File::create_new(&target).map_err(|e| at(&target, &e))?;
    made.push(target.clone());
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| at(&target, &e))
}

#[cfg(test)]
mod tests {
    use super::{all, occupant};

    #[test]
    fn new_files_are_written_all_or_none() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("new/site");
        all(&root, [("a/b.md", b"x".as_slice()), (".gitignore", b"y")]).expect("written");
        assert_eq!(std::fs::read(root.join("a/b.md")).expect("read"), b"x");
        assert_eq!(occupant(&root).expect("read").as_deref(), Some(".gitignore"));
        let again = all(&root, [("c.md", b"z".as_slice()), ("a/b.md", b"z")]);
        assert!(again.is_err() && !root.join("c.md").exists());
        assert_eq!(std::fs::read(root.join("a/b.md")).expect("read"), b"x");
        for path in ["../out", "a/../x", "", "/x"] {
            assert!(all(&root, [(path, b"".as_slice())]).is_err(), "{path}");
        }
        assert_eq!(occupant(&root.join("nowhere")).expect("asked"), None);
    }
}
