//! [`OutputSet`] -> the output folder: only differences are written, each to a temporary file that is then renamed.
//!
//! A list of the files that builds wrote stands in the folder itself. It names old and new files before the first byte is
//! written and only the new ones at the end, so that a build that was killed leaves a site whose every file is whole, and
//! the next build knows all that there may be to remove. Temporary files have a folder of their own, so that those of a killed
//! build are found without looking everywhere. Pages are written after what they refer to. Files that no build wrote are
//! left alone: where one would have to be overwritten, nothing is written. Nothing is written or removed through a symbolic link. Of two builds into one folder the later one waits.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::atomic::{Lasting, at, replace};
use super::contents::Contents;
use super::turn::{self, Turn};
use super::{OutPath, OutputSet};
use crate::source::walk;

/// Name of the list of files.
const MANIFEST: &str = ".bayan-files";
/// Name of the folder of temporary files, which is there while something is written.
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

/// Brings `folder` to hold exactly `set`, besides files that no build wrote. [`is_damaged`](super::contents::is_damaged) tells a
/// failure to read what is kept from a failure to write.
pub fn write(set: &OutputSet, folder: &Path) -> io::Result<WriteReport> {
    let staging = Staging::begin(folder)?;
    let before = manifest(folder)?;
    let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    let now: BTreeSet<&str> = set.iter().map(|(path, _)| path.as_str()).collect();
    refuse_others(set, folder, &before)?;
    let is_same = before == now;
    if !is_same {
        staging.list(folder, &before.union(&now).copied().collect())?;
    }
    let stale: Vec<&str> = before.difference(&now).copied().collect();
    let (in_the_way, stale): (Vec<&str>, Vec<&str>) =
        stale.into_iter().partition(|p| p.match_indices('/').any(|(at, _)| now.contains(&p[..at])));
    let mut removed = remove(folder, &in_the_way)?;
    let written = put(set, folder, &staging)?;
    removed += remove_pages_first(folder, &stale)?;
    if !is_same {
        staging.list(folder, &now)?;
    }
    Ok(WriteReport { written, unchanged: set.len() - written, removed })
}

/// Writes `set` into `folder` beside what earlier builds wrote, which stays theirs to remove but for what `is_stale` says of.
pub fn add(set: &OutputSet, folder: &Path, is_stale: &dyn Fn(&str) -> bool) -> io::Result<WriteReport> {
    let staging = Staging::begin(folder)?;
    let before = manifest(folder)?;
    let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    refuse_others(set, folder, &before)?;
    let mut all: BTreeSet<&str> = before.iter().copied().chain(set.iter().map(|(path, _)| path.as_str())).collect();
    staging.list(folder, &all)?;
    let written = put(set, folder, &staging)?;
    let stale: Vec<&str> = all.iter().copied().filter(|path| set.get(path).is_none() && is_stale(path)).collect();
    let removed = remove(folder, &stale)?;
    if !stale.is_empty() {
        // Both are in order.
        all.retain(|path| stale.binary_search(path).is_err());
        staging.list(folder, &all)?;
    }
    Ok(WriteReport { written, unchanged: set.len() - written, removed })
}

/// An error if a file would be overwritten that no list of files explains: it is somebody's own. One that holds what would be written
/// in its place is as good as ours.
fn refuse_others(set: &OutputSet, folder: &Path, before: &BTreeSet<&str>) -> io::Result<()> {
    let mut others: BTreeSet<String> = BTreeSet::new();
    let new: Vec<_> = set.iter().filter(|(path, _)| !before.contains(path.as_str())).collect();
    // A folder of nobody's is the usual case, and nothing in it has to be looked for.
    let is_own = |entry: io::Result<std::fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name().as_encoded_bytes().starts_with(b".bayan"))
    };
    if new.is_empty() || std::fs::read_dir(folder).is_ok_and(|mut entries| entries.all(is_own)) {
        return Ok(());
    }
    let looked = new.par_iter().map(|(path, contents)| {
        let target = folder.join(path.as_str());
        match target.symlink_metadata() {
            Ok(meta) if meta.is_dir() => {
                let inside = walk::visible(&target).into_iter().map(|below| format!("{}/{below}", path.as_str()));
                Ok(inside.filter(|below| !before.contains(below.as_str())).collect())
            }
            Ok(_) if !same(&target, contents)? => Ok(vec![path.as_str().to_owned()]),
            // A file in the place of a folder is looked at below.
            Ok(_) | Err(_) => Ok(Vec::new()),
        }
    });
    for found in looked.collect::<io::Result<Vec<Vec<String>>>>()? {
        others.extend(found);
    }
    let folders: BTreeSet<&str> =
        new.iter().flat_map(|(path, _)| path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at])).collect();
    let is_file = |path: &&str| !before.contains(path) && folder.join(path).symlink_metadata().is_ok_and(|meta| meta.is_file());
    others.extend(folders.into_iter().filter(is_file).map(str::to_owned));
    let Some(first) = others.first() else { return Ok(()) };
    let more = match others.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Err(io::Error::other(format!(
        "{}{more}: no build is known to have written this, and it would be overwritten; move it away, delete the folder, or name \
         another with --output-dir",
        folder.join(first).display()
    )))
}

/// The pages and papers of `folder` that no list of files explains, in the order of their paths. What hides itself is left alone.
pub fn strangers(folder: &Path) -> io::Result<Vec<String>> {
    let known = manifest(folder)?;
    let paths = walk::visible(folder).into_iter();
    let is_page = |path: &String| [".html", ".pdf"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
    Ok(paths.filter(is_page).filter(|path| !known.contains(path)).collect())
}

/// What asks for a file before what it asks for: pages, style sheets, all else.
fn rank(path: &str) -> usize {
    RANKS.iter().position(|ending| path.ends_with(ending)).unwrap_or(RANKS.len())
}

/// Endings of files that ask for others.
const RANKS: [&str; 2] = [".html", ".css"];

/// Writes the files that differ, each after what it asks for; how many did.
fn put(set: &OutputSet, folder: &Path, staging: &Staging) -> io::Result<usize> {
    make_folders(folder, set.iter().map(|(path, _)| path.as_str()))?;
    let written = AtomicUsize::new(0);
    for own in (0..=RANKS.len()).rev() {
        let files: Vec<_> = set.iter().filter(|(path, _)| rank(path.as_str()) == own).collect();
        files.into_par_iter().try_for_each(|(path, contents)| {
            let target = folder.join(path.as_str());
            if !same(&target, contents)? {
                staging.put(&target, contents)?;
                written.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<(), io::Error>(())
        })?;
    }
    Ok(written.into_inner())
}

/// Removes every file that a build wrote, the list itself, and the folders that are then empty.
pub fn clean(folder: &Path) -> io::Result<usize> {
    if !folder.is_dir() {
        return Ok(0);
    }
    let staging = Staging::begin(folder)?;
    let before = manifest(folder)?;
    let paths: Vec<&str> = before.iter().map(String::as_str).collect();
    let removed = remove_pages_first(folder, &paths)?;
    drop(staging);
    match std::fs::remove_file(folder.join(MANIFEST)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(at(&folder.join(MANIFEST), &e)),
        Ok(()) | Err(_) => Ok(removed),
    }
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

/// Files on their way into a folder: each is written in a folder of temporary files there, then renamed.
struct Staging {
    folder: PathBuf,
    next: AtomicUsize,
    _turn: Turn,
}

impl Staging {
    /// Makes the folder of temporary files, empty: what stands in it is from a build that was killed.
    fn begin(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder).map_err(|e| at(folder, &e))?;
        let turn = turn::wait(folder).map_err(|e| at(folder, &e))?;
        let staging = Self { folder: folder.join(TEMPORARY), next: AtomicUsize::new(0), _turn: turn };
        make_folder(&staging.folder)?;
        for entry in std::fs::read_dir(&staging.folder).map_err(|e| at(&staging.folder, &e))? {
            let path = entry.map_err(|e| at(&staging.folder, &e))?.path();
            std::fs::remove_file(&path).map_err(|e| at(&path, &e))?;
        }
        Ok(staging)
    }

    /// Puts the list of files in its place: what it names may be removed, so it must not be lost.
    fn list(&self, folder: &Path, paths: &BTreeSet<&str>) -> io::Result<()> {
        let text: String = paths.iter().flat_map(|p| [*p, "\n"]).collect();
        replace(&folder.join(MANIFEST), &self.next(), Lasting::PowerCut, |draft| draft.write_all(text.as_bytes()))
    }

    /// Puts a file in its place. What is copied is never in memory as a whole.
    fn put(&self, target: &Path, contents: &Contents) -> io::Result<()> {
        if target.is_dir() {
            std::fs::remove_dir(target).map_err(|e| at(target, &e))?;
        }
        replace(target, &self.next(), Lasting::Process, |draft| match contents {
            Contents::InMemory(bytes) => draft.write_all(bytes),
            Contents::Cached(_) | Contents::Made(_) => draft.write_all(&contents.bytes()?),
            Contents::Copied(original) => original.copy(draft),
        })
    }

    fn next(&self) -> PathBuf {
        self.folder.join(self.next.fetch_add(1, Ordering::Relaxed).to_string())
    }
}

impl Drop for Staging {
    /// Removes the folder, which is empty unless the disk failed.
    fn drop(&mut self) {
        let _ = std::fs::remove_dir(&self.folder);
    }
}

/// Whether one of the folders on the way from `folder` to `relative` is a symbolic link.
pub(super) fn is_through_link(folder: &Path, relative: &str) -> bool {
    let mut path = folder.to_path_buf();
    relative.split('/').filter(|p| !p.is_empty()).any(|part| {
        path.push(part);
        path.symlink_metadata().is_ok_and(|m| m.file_type().is_symlink())
    })
}

/// Makes the folders of files, each looked at once.
fn make_folders<'a>(folder: &Path, files: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let mut made = BTreeSet::new();
    for file in files {
        // From the top: what is below a link is never looked at.
        for (end, _) in file.match_indices('/') {
            if made.insert(&file[..end]) {
                make_folder(&folder.join(&file[..end]))?;
            }
        }
    }
    Ok(())
}

/// Makes a folder where there is none. A link in its place is an error; a file of an earlier build that stands there is removed.
fn make_folder(folder: &Path) -> io::Result<()> {
    match folder.symlink_metadata() {
        Ok(meta) if meta.is_dir() => return Ok(()),
        Ok(meta) if meta.is_symlink() => {
            let why = "a symbolic link stands in the output folder; remove it";
            return Err(io::Error::other(format!("{}: {why}", folder.display())));
        }
        Ok(_) => std::fs::remove_file(folder).map_err(|e| at(folder, &e))?,
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => return Err(at(folder, &e)),
    }
    std::fs::create_dir_all(folder).map_err(|e| at(folder, &e))
}

/// Whether a plain file with exactly these contents stands there.
pub(super) fn same(path: &Path, contents: &Contents) -> io::Result<bool> {
    match path.symlink_metadata() {
        Ok(meta) if meta.is_file() && meta.len() == contents.len() => {
            File::open(path).and_then(|file| contents.are(file)).map_err(|e| at(path, &e))
        }
        Ok(_) => Ok(false),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(at(path, &e)),
    }
}

/// Removes pages, then what they show: whoever reads a page that is still there, or ends this process, finds it whole.
fn remove_pages_first(folder: &Path, paths: &[&str]) -> io::Result<usize> {
    let mut removed = 0;
    for own in 0..=RANKS.len() {
        let files: Vec<&str> = paths.iter().copied().filter(|path| rank(path) == own).collect();
        removed += remove(folder, &files)?;
    }
    Ok(removed)
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

#[cfg(test)]
mod tests {
    use super::{MANIFEST, TEMPORARY, WriteReport, clean, write};
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
        std::fs::create_dir(at(TEMPORARY)).expect("made");
        std::fs::write(at(".bayan-tmp/1-0"), "half").expect("written");
        assert_eq!(write(&set(&[("a/index.html", "1"), ("d.txt", "3")]), dir.path()).expect("written"), report(1, 1, 1));
        assert!(!at("b/c").exists() && at("b/own.txt").exists() && !at(TEMPORARY).exists());
        assert_eq!(write(&set(&[("a", "now a file")]), dir.path()).expect("written"), report(1, 0, 2));
        assert_eq!(write(&set(&[("a/index.html", "1")]), dir.path()).expect("written"), report(1, 0, 0));
        assert_eq!(clean(dir.path()).expect("clean"), 1);
        assert!(at("b/own.txt").exists() && !at("a").exists() && !at(MANIFEST).exists());
    }

    #[test]
    fn what_no_build_wrote_is_not_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |p: &str| dir.path().join(p);
        let refused = |files: &[(&str, &str)]| write(&set(files), dir.path()).expect_err("it is somebody's").to_string();
        std::fs::create_dir_all(at("ar/own")).expect("made");
        for (path, text) in [("index.html", "mine"), ("ar/own/note.txt", "mine"), ("same.txt", "1")] {
            std::fs::write(at(path), text).expect("written");
        }
        // A file, a file where a folder must be, a folder where a file must be: the first of them is named.
        let told = refused(&[("index.html", "1"), ("same.txt/x", "1"), ("ar/own", "1"), ("new.txt", "1")]);
        assert!(told.contains("ar/own/note.txt and 2 more: no build") && told.contains("--output-dir"), "{told}");
        assert!(!at("new.txt").exists() && !at(MANIFEST).exists() && !at(TEMPORARY).exists());
        assert!(refused(&[("same.txt/x", "1")]).contains("same.txt: no build"));
        // What is the same is ours from then on, and so is what we wrote.
        assert_eq!(write(&set(&[("same.txt", "1"), ("new.txt", "1")]), dir.path()).expect("written"), report(1, 1, 0));
        assert_eq!(write(&set(&[("same.txt", "2"), ("new.txt", "2")]), dir.path()).expect("written"), report(2, 0, 0));
        assert!(super::add(&set(&[("index.html", "1")]), dir.path(), &|_| false).is_err());
        assert_eq!(std::fs::read_to_string(at("index.html")).expect("read"), "mine");
        assert_eq!(std::fs::read_to_string(at("ar/own/note.txt")).expect("read"), "mine");
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
