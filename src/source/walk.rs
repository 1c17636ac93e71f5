//! A project folder -> [`SourceTree`]. The only user of walkdir, and the only reader of the project's files.
//!
//! Read are `site.yaml`, `bayan.lock` and everything below `content/` and `themes/`. Symbolic links are not followed: content cannot
//! bring in files from elsewhere. Only `site.yaml` may be one, as long as it stays in the project: a mistake prints lines of the file. Names are normalised to NFC, because some file systems hand out decomposed names. Texts that
//! something is read from are held in memory; what is only copied stays on the disk until somebody wants its bytes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::stored::Stored;
use super::{Content, SourceTree, history, names};

/// The file that holds the configuration, and marks a folder as a project.
pub const CONFIG: &str = "site.yaml";
/// What reviewers have accepted of the translations.
pub const LOCK: &str = "bayan.lock";
/// The folders that are read.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

/// Endings of the files whose text is always read: pages, ledgers, configuration.
const PAGES: [&str; 5] = ["md", "markdown", "mdx", "yaml", "yml"];
/// Endings of the files whose text may be read: data of figures, drawings.
const DATA: [&str; 4] = ["csv", "tsv", "json", "svg"];
/// The longest page. Places in a text are told in 32 bits, and nobody edits a page of this size.
const LONGEST_PAGE: u64 = 256 << 20;
/// The largest data file, drawing, or file of a theme that is held in memory. A larger one can be copied and nothing else.
const LARGEST_DATA: u64 = 32 << 20;

/// The paths of the files below a folder, relative to it, `/` between parts, in their order; without those that hide themselves
/// by a dot, what is behind links, and what cannot be looked into.
pub fn visible(folder: &Path) -> Vec<String> {
    let is_visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(folder).follow_links(false).sort_by_file_name().into_iter().filter_entry(is_visible);
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let path = |entry: DirEntry| {
        let path = entry.path().strip_prefix(folder).ok()?;
        Some(path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    };
    files.filter_map(path).collect()
}

/// Whether a path is that of a folder: of one that is there, or by the stroke at its end.
pub fn is_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/") || path.is_dir()
}

/// The folder or the nearest one above it that is a project.
pub fn project(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(CONFIG).is_file())
}

/// Reads a project. Links, and files that are nobody's content ([`names`]), are left out.
pub fn load(root: &Path) -> io::Result<SourceTree> {
    let nothing = SourceTree::default();
    reload(root, &nothing, &|_| true)
}

/// Reads a project again: the files for whose path, relative to the root as the disk has it, `changed` is true, and those
/// that were not there before. The others keep their bytes in memory.
pub fn reload(root: &Path, before: &SourceTree, changed: &(dyn Fn(&Path) -> bool + Sync)) -> io::Result<SourceTree> {
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    let mut links: Vec<String> = Vec::new();
    for name in [CONFIG, LOCK] {
        let path = root.join(name);
        if is_there(root, &path, name)? {
            found.push((name.to_owned(), path));
        }
    }
    for folder in FOLDERS {
        let start = root.join(folder);
        if start.is_symlink() {
            let why = "this is a symbolic link, and none is followed; put the folder itself here";
            return Err(io::Error::other(format!("{}: {why}", start.display())));
        }
        if !start.is_dir() {
            continue;
        }
        let walk = WalkDir::new(&start).follow_links(false).sort_by_file_name();
        let is_wanted = |path: &Path| path == start || path.strip_prefix(&start).is_ok_and(|p| !names::is_left_out(&name(p)));
        for entry in walk.into_iter().filter_entry(|e| is_wanted(e.path())) {
            let entry = entry.map_err(|e| {
                let path = e.path().map(|p| p.display().to_string()).unwrap_or_default();
                let kind = e.io_error().map_or(io::ErrorKind::Other, io::Error::kind);
                io::Error::new(kind, format!("{path}: {e}"))
            })?;
            let relative = entry.path().strip_prefix(root).expect("walkdir yields paths below its start");
            if entry.file_type().is_symlink() {
                links.push(name(relative));
            }
            if !entry.file_type().is_file() {
                continue;
            }
            found.push((name(relative), entry.into_path()));
        }
    }
    content_is_there(root, &found)?;
    // Most of the time goes into opening files, which several threads do faster.
    let content = |(name, path): (String, PathBuf)| {
        let relative = path.strip_prefix(root).expect("every path was made from the root");
        let content = match before.get(&name) {
            Some(file) if !changed(relative) => file.content.clone(),
            Some(_) | None => read(&path, &name)?,
        };
        Ok((name, content))
    };
    let entries: io::Result<Vec<(String, Content)>> = found.into_par_iter().map(content).collect();
    let tree = SourceTree::new(entries?).with_links(links);
    let is_asked_for = tree.get(CONFIG).and_then(|file| file.text()).is_some_and(history::is_asked_for);
    // Names of the disk are composed, and so are these.
    let history = is_asked_for.then(|| history::text(root).nfc().collect::<String>().into());
    Ok(tree.with_history(history))
}

/// Whether a file of the root is there. One that is there and cannot be read is an error: without its configuration a site would be
/// another one, and without its lock nothing would have been accepted.
fn is_there(root: &Path, path: &Path, name: &str) -> io::Result<bool> {
    let wrong = |why: &str| Err(io::Error::other(format!("{}: {why}", path.display())));
    match path.symlink_metadata() {
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(e) => Err(at(path, &e)),
        Ok(meta) if meta.is_symlink() => {
            if name != CONFIG {
                return wrong("this is a symbolic link, and none is followed; put the file itself here");
            }
            let [root, end] = [root, path].map(|path| path.canonicalize().map_err(|e| at(path, &e)));
            let end = end?;
            if end.starts_with(root?) && end.is_file() {
                return Ok(true);
            }
            wrong("this is a symbolic link that leads out of the project; put the file itself here")
        }
        Ok(meta) if !meta.is_file() => wrong("this is no file; take it away"),
        Ok(_) => Ok(true),
    }
}

/// An empty site would replace a good one: whoever has a configuration and no content has lost a folder. And of two names that are
/// one once their letters are composed, one page would be lost.
fn content_is_there(root: &Path, found: &[(String, PathBuf)]) -> io::Result<()> {
    let content = root.join(FOLDERS[0]);
    let is_project = found.iter().any(|(name, _)| name == CONFIG);
    if is_project && !found.iter().any(|(_, path)| path.starts_with(&content)) {
        let why = match content.metadata() {
            Ok(meta) if meta.is_dir() => "this folder is empty; a site needs a page",
            Ok(_) => "this is no folder; the pages of a site stand in a folder of this name",
            Err(_) => "there is no such folder; the pages of a site stand in it",
        };
        return Err(io::Error::other(format!("{}: {why}", content.display())));
    }
    let mut names = BTreeMap::new();
    for (name, path) in found {
        if let Some(first) = names.insert(name, path) {
            let why = "these names are one name: their letters are only composed in other ways; rename one";
            // Printed as they are, nobody could tell them apart.
            let [one, two] = [first, path].map(|path| path.display().to_string().escape_default().to_string());
            return Err(io::Error::other(format!("{one} and {two}: {why}")));
        }
    }
    Ok(())
}

/// Endings of the files of other generators whose text is read: configuration and what pages take in.
const ELSEWHERE: [&str; 8] = ["toml", "js", "ts", "mjs", "cjs", "html", "htm", "txt"];
/// As many files has no site that somebody wrote.
const MOST_FILES: usize = 300_000;

/// Reads a folder that is no project of ours: all its files but those that hide themselves by a dot, those of package managers, and
/// what is behind links. What is only copied stays on the disk.
pub fn folder(root: &Path) -> io::Result<SourceTree> {
    let is_wanted = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || name == "node_modules")
    };
    let mut found = Vec::new();
    for entry in WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        let entry = entry.map_err(|e| io::Error::other(e.to_string()))?;
        if entry.file_type().is_file() {
            let relative = entry.path().strip_prefix(root).expect("walkdir yields paths below its start");
            found.push((name(relative), entry.into_path()));
        }
        if found.len() > MOST_FILES {
            let why = "there are more than 300,000 files in this folder; name the folder of the site itself";
            return Err(io::Error::other(format!("{}: {why}", root.display())));
        }
    }
    let content = |(name, path): (String, PathBuf)| -> io::Result<(String, Content)> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_text = ELSEWHERE.iter().any(|known| ending.eq_ignore_ascii_case(known));
        let is_short = path.metadata().map_err(|e| at(&path, &e))?.len() <= LARGEST_DATA;
        let content = read(&path, if is_text && is_short { "page.md" } else { &name })?;
        Ok((name, content))
    };
    let entries: io::Result<Vec<(String, Content)>> = found.into_par_iter().map(content).collect();
    Ok(SourceTree::new(entries?))
}

/// Reads the files at these paths again, relative to the root as the disk has it, and nothing else. `None` where one of them is
/// not a file that was read before: then the folders have to be walked.
pub fn reread<'a>(root: &Path, before: &SourceTree, paths: impl IntoIterator<Item = &'a Path>) -> Option<SourceTree> {
    let mut contents = BTreeMap::new();
    for relative in paths {
        let id = before.get(&name(relative))?.id;
        let path = root.join(relative);
        // What has become a link or a folder is for the walk to judge.
        path.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
        contents.insert(id, read(&path, &name(relative)).ok()?);
    }
    Some(before.with_contents(contents))
}

/// A path relative to the root as a tree has it: `/` between parts, NFC.
fn name(relative: &Path) -> String {
    let parts: Vec<String> = relative.components().map(|c| c.as_os_str().to_string_lossy().nfc().collect()).collect();
    parts.join("/")
}

/// One file from anywhere, named on the command line: a tree of its own, under the name that was given.
pub fn one(path: &Path) -> io::Result<SourceTree> {
    let refused = |why: String| io::Error::other(format!("{}: {why}", path.display()));
    // A pipe must not even be opened: that waits until somebody writes to it.
    let meta = path.metadata().map_err(|e| at(path, &e))?;
    if !meta.is_file() {
        return Err(refused("this is no file".to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| at(path, &e))?;
    // What a file says of its length is not always true.
    file.take(LARGEST_DATA + 1).read_to_end(&mut bytes).map_err(|e| at(path, &e))?;
    if bytes.len() as u64 > LARGEST_DATA {
        return Err(refused(format!("this is longer than {} MB, which no text of a page is", LARGEST_DATA >> 20)));
    }
    Ok(SourceTree::new([(path.display().to_string(), exchanged(bytes))]))
}

/// A file, as `name` within the project says what it is read for.
fn read(path: &Path, name: &str) -> io::Result<Content> {
    let is_one_of = |endings: &[&str]| {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
    };
    let mut file = File::open(path).map_err(|e| at(path, &e))?;
    let meta = file.metadata().map_err(|e| at(path, &e))?;
    let is_page = is_one_of(&PAGES) || name == LOCK;
    let is_held = is_page || (is_one_of(&DATA) || name.starts_with("themes/")) && meta.len() <= LARGEST_DATA;
    if is_page && meta.len() > LONGEST_PAGE {
        let most = LONGEST_PAGE >> 20;
        return Err(io::Error::other(format!("{}: this is longer than {most} MB, which no page can be", path.display())));
    }
    if !is_held {
        return Ok(Content::Stored(Stored::of(path, &meta).into()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    // One that grows meanwhile is read as far as it may reach.
    (&mut file).take(LONGEST_PAGE).read_to_end(&mut bytes).map_err(|e| at(path, &e))?;
    Ok(if name == LOCK { exchanged(bytes) } else { text_or_bytes(bytes) })
}

/// Bytes as text where they are UTF-8.
fn text_or_bytes(bytes: Vec<u8>) -> Content {
    match String::from_utf8(bytes) {
        Ok(text) => Content::Text(text.into()),
        Err(e) => Content::Binary(e.into_bytes().into()),
    }
}

/// The same for files that other tools write, some of them in UTF-16. Its byte order mark (Unicode, section 23.8) is the only sign
/// that can be relied on; that of UTF-32 begins like it.
fn exchanged(bytes: Vec<u8>) -> Content {
    let unit: fn([u8; 2]) -> u16 = match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] => return text_or_bytes(bytes),
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return text_or_bytes(bytes),
    };
    let (pairs, rest) = bytes[2..].as_chunks::<2>();
    match char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>() {
        Ok(text) if rest.is_empty() => Content::Text(text.into()),
        Ok(_) | Err(_) => Content::Binary(bytes.into()),
    }
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
