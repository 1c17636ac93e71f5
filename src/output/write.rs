//! [`OutputSet`] -> the output folder: only differences are written, each to a temporary file that is then renamed.
//!
//! A list of the files that builds wrote stands in the folder itself. It names old and new files before the first byte is
//! written and only the new ones at the end, so that a build that was killed leaves a site whose every file is whole, and
//! the next build knows all that there may be to remove. Pages are written after what they refer to. Files that no build
//! wrote are left alone; nothing is written or removed through a symbolic link.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{OutPath, OutputSet};

/// Name of the list of files.
const MANIFEST: &str = ".bayan-files";
/// Name of the file that holds what reviewers accepted.
const LOCK: &str = "bayan.lock";
/// Ending of temporary files.
const TEMPORARY: &str = ".bayan-tmp";

/// What a write did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WriteReport {
    /// Files that were new or different.
    pub written: usize,
    /// Files that stood there already, byte for byte.
    pub unchanged: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
}

/// Brings `folder` to hold exactly `set`, besides files that no build wrote.
pub fn write(set: &OutputSet, folder: &Path) -> io::Result<WriteReport> {
    std::fs::create_dir_all(folder).map_err(|e| at(folder, &e))?;
    let before = manifest(folder)?;
    let now: BTreeSet<&str> = set.iter().map(|(path, _)| path.as_str()).collect();
    sweep(folder, before.iter().map(String::as_str).chain(now.iter().copied()))?;
    if before.iter().map(String::as_str).collect::<BTreeSet<_>>() != now {
        let all: BTreeSet<&str> = before.iter().map(String::as_str).chain(now.iter().copied()).collect();
        replace(&folder.join(MANIFEST), list(&all).as_bytes())?;
    }
    let stale: Vec<&str> = before.iter().map(String::as_str).filter(|p| !now.contains(p)).collect();
    let (in_the_way, stale): (Vec<&str>, Vec<&str>) =
        stale.into_iter().partition(|p| p.match_indices('/').any(|(at, _)| now.contains(&p[..at])));
    let mut removed = remove(folder, &in_the_way)?;
    let written = put(set, folder)?;
    removed += remove(folder, &stale)?;
    replace(&folder.join(MANIFEST), list(&now).as_bytes())?;
    Ok(WriteReport { written, unchanged: set.len() - written, removed })
}

/// Writes `set` into `folder` beside what earlier builds wrote, which stays theirs to remove.
pub fn add(set: &OutputSet, folder: &Path) -> io::Result<WriteReport> {
    std::fs::create_dir_all(folder).map_err(|e| at(folder, &e))?;
    let before = manifest(folder)?;
    let all: BTreeSet<&str> = before.iter().map(String::as_str).chain(set.iter().map(|(path, _)| path.as_str())).collect();
    sweep(folder, all.iter().copied())?;
    replace(&folder.join(MANIFEST), list(&all).as_bytes())?;
    let written = put(set, folder)?;
    Ok(WriteReport { written, unchanged: set.len() - written, removed: 0 })
}

/// Writes the files that differ, pages last; how many did.
fn put(set: &OutputSet, folder: &Path) -> io::Result<usize> {
    for (path, _) in set.iter() {
        make_parent(folder, path.as_str())?;
    }
    let written = AtomicUsize::new(0);
    let is_page = |path: &OutPath| path.as_str().ends_with(".html");
    for pages in [false, true] {
        let files: Vec<_> = set.iter().filter(|(path, _)| is_page(path) == pages).collect();
        files.into_par_iter().try_for_each(|(path, bytes)| {
            let target = folder.join(path.as_str());
            if !same(&target, bytes)? {
                replace(&target, bytes)?;
                written.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<(), io::Error>(())
        })?;
    }
    Ok(written.into_inner())
}

/// Replaces the text of a Markdown file below `content` of the project `root`, at once and as a whole. Refused is whatever is no
/// such file, is reached through a symbolic link, or does not hold `before` any more.
pub fn rewrite(root: &Path, path: &str, before: &str, after: &str) -> io::Result<()> {
    let target = root.join(path);
    let is_source = OutPath::new(path).is_some() && path.starts_with("content/") && path.ends_with(".md");
    if !is_source || is_through_link(root, path) {
        return Err(io::Error::other(format!("{}: this is no Markdown file of the project", target.display())));
    }
    if std::fs::read(&target).map_err(|e| at(&target, &e))? != before.as_bytes() {
        return Err(io::Error::other(format!("{}: it was changed in the meantime", target.display())));
    }
    let rights = target.metadata().map_err(|e| at(&target, &e))?.permissions();
    let name = target.file_name().expect("an output path ends in a name").to_string_lossy();
    let temporary = target.with_file_name(format!(".{name}{TEMPORARY}"));
    let replaced = std::fs::write(&temporary, after)
        .and_then(|()| std::fs::set_permissions(&temporary, rights))
        .and_then(|()| std::fs::rename(&temporary, &target));
    replaced.map_err(|e| {
        // What is left of a failure is no file of the project.
        let _ = std::fs::remove_file(&temporary);
        at(&target, &e)
    })
}

/// Removes every file that a build wrote, the list itself, and the folders that are then empty.
pub fn clean(folder: &Path) -> io::Result<usize> {
    let before = manifest(folder)?;
    sweep(folder, before.iter().map(String::as_str))?;
    let paths: Vec<&str> = before.iter().map(String::as_str).collect();
    let removed = remove(folder, &paths)?;
    match std::fs::remove_file(folder.join(MANIFEST)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(at(&folder.join(MANIFEST), &e)),
        Ok(()) | Err(_) => Ok(removed),
    }
}

/// Writes `bayan.lock` of a project, if it changes: one of the two things outside of the output folder that this program writes. A
/// link in its place is an error: it may lead anywhere.
pub fn lock(root: &Path, text: &str) -> io::Result<()> {
    let target = root.join(LOCK);
    if target.is_symlink() {
        return Err(io::Error::other(format!("{}: this is a symbolic link; remove it", target.display())));
    }
    if same(&target, text.as_bytes())? { Ok(()) } else { replace(&target, text.as_bytes()) }
}

/// Writes a Markdown file of a project anew, if it changes: one that is there, below the content, and no link.
pub fn content(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let target = root.join(path);
    let is_ours = path.starts_with("content/") && path.ends_with(".md") && OutPath::new(path).is_some();
    let is_plain = target.symlink_metadata().is_ok_and(|meta| meta.is_file()) && !is_through_link(root, path);
    if !is_ours || !is_plain {
        return Err(io::Error::other(format!("{}: this is no Markdown file of the content", target.display())));
    }
    if same(&target, text.as_bytes())? { Ok(()) } else { replace(&target, text.as_bytes()) }
}

fn list(paths: &BTreeSet<&str>) -> String {
    paths.iter().flat_map(|p| [*p, "\n"]).collect()
}

/// The files that earlier builds wrote; lines that are no output path (a damaged list) are passed over.
fn manifest(folder: &Path) -> io::Result<BTreeSet<String>> {
    match std::fs::read(folder.join(MANIFEST)) {
        Ok(bytes) => {
            Ok(String::from_utf8_lossy(&bytes).lines().filter(|l| OutPath::new(l).is_some()).map(str::to_owned).collect())
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(e) => Err(at(&folder.join(MANIFEST), &e)),
    }
}

/// Removes temporary files that a killed build left in the folders of `paths`.
fn sweep<'a>(folder: &Path, paths: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let parents: BTreeSet<&str> = paths.map(|p| p.rsplit_once('/').map_or("", |(parent, _)| parent)).chain([""]).collect();
    for parent in parents {
        let full = folder.join(parent);
        if is_through_link(folder, parent) {
            continue;
        }
        let Ok(entries) = std::fs::read_dir(&full) else { continue };
        for entry in entries {
            let path = entry.map_err(|e| at(&full, &e))?.path();
            if path.file_name().is_some_and(|n| n.to_string_lossy().ends_with(TEMPORARY)) {
                std::fs::remove_file(&path).map_err(|e| at(&path, &e))?;
            }
        }
    }
    Ok(())
}

/// Whether one of the folders on the way from `folder` to `relative` is a symbolic link.
fn is_through_link(folder: &Path, relative: &str) -> bool {
    let mut path = folder.to_path_buf();
    relative.split('/').filter(|p| !p.is_empty()).any(|part| {
        path.push(part);
        path.symlink_metadata().is_ok_and(|m| m.file_type().is_symlink())
    })
}

/// Makes the folder of a file. A link on the way is an error; a file of an earlier build that stands in the way is removed.
fn make_parent(folder: &Path, path: &str) -> io::Result<()> {
    let Some((parent, _)) = path.rsplit_once('/') else { return Ok(()) };
    if is_through_link(folder, parent) {
        let why = "a symbolic link stands in the output folder; remove it";
        return Err(io::Error::other(format!("{}: {why}", folder.join(parent).display())));
    }
    let mut full = folder.to_path_buf();
    for part in parent.split('/') {
        full.push(part);
        if full.is_file() {
            std::fs::remove_file(&full).map_err(|e| at(&full, &e))?;
        }
    }
    std::fs::create_dir_all(&full).map_err(|e| at(&full, &e))
}

/// Whether a plain file with exactly these bytes stands there.
fn same(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    match path.symlink_metadata() {
        Ok(meta) if meta.is_file() && meta.len() == bytes.len() as u64 => {
            Ok(std::fs::read(path).map_err(|e| at(path, &e))? == bytes)
        }
        Ok(_) => Ok(false),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(at(path, &e)),
    }
}

/// Writes beside the target, then renames over it: a reader sees the old file or the new one.
fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = target.file_name().expect("an output path ends in a name").to_string_lossy();
    let temporary: PathBuf = target.with_file_name(format!(".{name}{TEMPORARY}"));
    std::fs::write(&temporary, bytes).map_err(|e| at(&temporary, &e))?;
    if target.is_dir() {
        std::fs::remove_dir(target).map_err(|e| at(target, &e))?;
    }
    std::fs::rename(&temporary, target).map_err(|e| at(target, &e))
}

/// Removes files, then the folders that are empty without them.
fn remove(folder: &Path, paths: &[&str]) -> io::Result<usize> {
    let mut removed = 0;
    let mut parents = BTreeSet::new();
    for path in paths {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        if is_through_link(folder, parent) {
            continue;
        }
        match std::fs::remove_file(folder.join(path)) {
            Ok(()) => removed += 1,
            Err(e)
                if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory) => {}
            Err(e) => return Err(at(&folder.join(path), &e)),
        }
        let mut parent = parent;
        while !parent.is_empty() {
            parents.insert(parent);
            parent = parent.rsplit_once('/').map_or("", |(up, _)| up);
        }
    }
    for parent in parents.iter().rev() {
        // Fails where something still stands in it, which is right.
        let _ = std::fs::remove_dir(folder.join(parent));
    }
    Ok(removed)
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{MANIFEST, WriteReport, clean, rewrite, write};
    use crate::output::{OutPath, OutputSet};

    fn set(files: &[(&str, &str)]) -> OutputSet {
        let mut set = OutputSet::new();
        for (path, text) in files {
            assert!(set.insert(OutPath::new(path).expect("a path"), text.as_bytes()));
        }
        set
    }

    fn report(written: usize, unchanged: usize, removed: usize) -> WriteReport {
        WriteReport { written, unchanged, removed }
    }

    #[test]
    fn only_differences_are_written_and_strangers_are_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |p: &str| dir.path().join(p);
        assert_eq!(write(&set(&[("a/index.html", "1"), ("b/c/x.css", "2")]), dir.path()).expect("written"), report(2, 0, 0));
        std::fs::write(at("b/own.txt"), "mine").expect("written");
        std::fs::write(at("a/.index.html.bayan-tmp"), "half").expect("written");
        assert_eq!(write(&set(&[("a/index.html", "1"), ("d.txt", "3")]), dir.path()).expect("written"), report(1, 1, 1));
        assert!(!at("b/c").exists() && at("b/own.txt").exists() && !at("a/.index.html.bayan-tmp").exists());
        assert_eq!(write(&set(&[("a", "now a file")]), dir.path()).expect("written"), report(1, 0, 2));
        assert_eq!(write(&set(&[("a/index.html", "1")]), dir.path()).expect("written"), report(1, 0, 0));
        assert_eq!(clean(dir.path()).expect("clean"), 1);
        assert!(at("b/own.txt").exists() && !at("a").exists() && !at(MANIFEST).exists());
    }

    #[test]
    fn a_damaged_list_removes_nothing_outside() {
        let dir = tempfile::tempdir().expect("a folder");
        let public = dir.path().join("public");
        std::fs::write(dir.path().join("secret"), "s").expect("written");
        std::fs::create_dir(&public).expect("made");
        std::fs::write(public.join(MANIFEST), "../secret\n/etc/passwd\na/../../secret\n").expect("written");
        write(&set(&[("x", "1")]), &public).expect("written");
        assert!(dir.path().join("secret").exists());
    }

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

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let dir = tempfile::tempdir().expect("a folder");
        let (public, other) = (dir.path().join("public"), dir.path().join("other"));
        std::fs::create_dir(&public).expect("made");
        std::fs::create_dir(&other).expect("made");
        std::os::unix::fs::symlink(&other, public.join("ar")).expect("linked");
        assert!(write(&set(&[("ar/index.html", "1")]), &public).is_err());
        assert_eq!(std::fs::read_dir(&other).expect("read").count(), 0);
    }
}
