//! What is written of a project itself, never through a link: the lock, and Markdown files and pictures that were read.

use std::fs::Permissions;
use std::io::{self, Write};
use std::path::Path;

use super::OutPath;
use super::atomic::{Lasting, at, replace};
use super::contents::Contents;
use super::write::{is_through_link, same};

/// Name of the file that holds what reviewers accepted.
const LOCK: &str = "bayan.lock";
/// Ending of temporary files.
const TEMPORARY: &str = ".bayan-tmp";

/// Writes `bayan.lock` of a project, if it changes. A link in its place is an error: it may lead anywhere.
pub fn lock(root: &Path, text: &str) -> io::Result<()> {
    let target = root.join(LOCK);
    if target.is_symlink() {
        return Err(io::Error::other(format!("{}: this is a symbolic link; remove it", target.display())));
    }
    if same(&target, &Contents::from(text.as_bytes()))? { Ok(()) } else { put(&target, text.as_bytes(), None) }
}

/// The same where the lock holds what it is believed to hold, or is not there yet.
pub fn relock(root: &Path, before: &str, after: &str) -> io::Result<()> {
    let target = root.join(LOCK);
    match std::fs::read(&target) {
        Ok(now) if now != before.as_bytes() => {
            Err(io::Error::other(format!("{}: it was changed in the meantime", target.display())))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(&target, &error)),
        Ok(_) | Err(_) => lock(root, after),
    }
}

/// Replaces the text of a Markdown or data file below `content` of the project `root`, at once and as a whole. Refused is whatever is
/// no such file, is reached through a symbolic link, or does not hold `before` any more.
pub fn rewrite(root: &Path, path: &str, before: &str, after: &str) -> io::Result<()> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if !ending.is_some_and(|ending| ["md", "yaml", "yml", "csv"].contains(&ending.as_str())) {
        return Err(io::Error::other(format!("{}: this is no text of the project", root.join(path).display())));
    }
    exchange(root, path, before.as_bytes(), after.as_bytes())
}

/// Adds to the end of a data file below `content`, in the same way. Refused is an `after` that does not begin with what is there.
pub fn append(root: &Path, path: &str, before: &str, after: &str) -> io::Result<()> {
    if !path.ends_with(".yaml") || !after.starts_with(before.trim_end()) {
        return Err(io::Error::other(format!("{}: this is no data file to add to", root.join(path).display())));
    }
    exchange(root, path, before.as_bytes(), after.as_bytes())
}

/// Replaces the bytes of a picture below `content` in the same way.
pub fn strip(root: &Path, path: &str, before: &[u8], after: &[u8]) -> io::Result<()> {
    exchange(root, path, before, after)
}

fn exchange(root: &Path, path: &str, before: &[u8], after: &[u8]) -> io::Result<()> {
    unchanged(root, path, before)?;
    let target = root.join(path);
    let rights = target.metadata().map_err(|e| at(&target, &e))?.permissions();
    put(&target, after, Some(rights))
}

/// Refuses what [`rewrite`] would refuse: for those who write several files, all or none.
pub fn unchanged(root: &Path, path: &str, before: &[u8]) -> io::Result<()> {
    let target = root.join(path);
    if OutPath::new(path).is_none() || !path.starts_with("content/") || is_through_link(root, path) {
        return Err(io::Error::other(format!("{}: this is no file of the project's content", target.display())));
    }
    if std::fs::read(&target).map_err(|e| at(&target, &e))? != before {
        return Err(io::Error::other(format!("{}: it was changed in the meantime", target.display())));
    }
    Ok(())
}

/// Writes beside the target, with the rights of what stood there, then renames over it.
fn put(target: &Path, bytes: &[u8], rights: Option<Permissions>) -> io::Result<()> {
    let name = target.file_name().expect("a path below the project ends in a name").to_string_lossy();
    let draft = target.with_file_name(format!(".{name}{TEMPORARY}"));
    replace(target, &draft, Lasting::PowerCut, |file| {
        file.write_all(bytes)?;
        rights.map_or(Ok(()), |rights| file.set_permissions(rights))
    })
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    #[test]
    fn only_unchanged_sources_are_rewritten() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("content")).expect("made");
        std::fs::write(dir.path().join("content/a.md"), "نص").expect("written");
        std::fs::write(dir.path().join("site.yaml"), "نص").expect("written");
        rewrite(dir.path(), "content/a.md", "نص", "كلمة").expect("rewritten");
        assert_eq!(std::fs::read_to_string(dir.path().join("content/a.md")).expect("read"), "كلمة");
        for (path, before) in [("content/a.md", "نص"), ("site.yaml", "نص"), ("content/../site.yaml", "نص"), ("content/b.md", "")]
        {
            assert!(rewrite(dir.path(), path, before, "x").is_err(), "{path}");
        }
        assert_eq!(std::fs::read_dir(dir.path().join("content")).expect("read").count(), 1);
    }
}
