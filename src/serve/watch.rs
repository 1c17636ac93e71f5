//! The project's folder -> sets of changed files, each a moment after the last of a burst. The only user of notify.
//!
//! Watched are the folder itself, for `site.yaml`, `bayan.lock` and for folders that come and go, and below it only what is read: a
//! project's other folders (its output first of all) may change as they like. Reading a file is an event too on Linux, and
//! is passed over, or serving would wake itself for ever.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::walk::{CONFIG, FOLDERS, LOCK};

/// A save is several events; they come within a millisecond or two.
const QUIET: Duration = Duration::from_millis(3);
/// A burst that does not end (a large copy) is answered all the same.
const LONGEST: Duration = Duration::from_millis(250);

/// Changes of a project, one burst after the other.
pub struct Changes {
    root: PathBuf,
    events: Receiver<notify::Result<Event>>,
    watcher: Mutex<RecommendedWatcher>,
}

/// What a burst changed.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    paths: BTreeSet<PathBuf>,
    /// Events were lost: anything may have changed.
    everything: bool,
}

impl Changed {
    /// Whether the file, or a folder that it stands in, is among what changed.
    pub fn touches(&self, file: &Path) -> bool {
        self.everything || file.ancestors().any(|path| self.paths.contains(path))
    }

    /// The paths that changed; `None` if anything may have.
    pub fn paths(&self) -> Option<impl Iterator<Item = &Path>> {
        (!self.everything).then(|| self.paths.iter().map(PathBuf::as_path))
    }

    /// Adds what another burst changed.
    pub fn extend(&mut self, other: Self) {
        self.paths.extend(other.paths);
        self.everything |= other.everything;
    }
}

impl Changes {
    /// Begins to watch.
    pub fn of(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender).map_err(io::Error::other)?;
        watcher.watch(&root, RecursiveMode::NonRecursive).map_err(io::Error::other)?;
        let changes = Self { root, events, watcher: Mutex::new(watcher) };
        changes.watch_folders()?;
        Ok(changes)
    }

    /// Waits for a burst of changes to what is read, and when its first came; `None` when there can be no more. Fails when a folder
    /// cannot be watched (any more): its edits would be passed over without a word.
    pub fn next(&self) -> io::Result<Option<(Changed, Instant)>> {
        let mut changed = Changed::default();
        while changed.paths.is_empty() && !changed.everything {
            let Ok(event) = self.events.recv() else { return Ok(None) };
            self.note(event, &mut changed)?;
        }
        let start = Instant::now();
        while start.elapsed() < LONGEST {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => self.note(event, &mut changed)?,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(Some((changed, start)))
    }

    fn note(&self, event: notify::Result<Event>, changed: &mut Changed) -> io::Result<()> {
        let Ok(event) = event else {
            changed.everything = true;
            return Ok(());
        };
        if event.need_rescan() {
            changed.everything = true;
        }
        if event.kind.is_access() {
            return Ok(());
        }
        for path in event.paths {
            let Ok(relative) = path.strip_prefix(&self.root) else { continue };
            let Some(first) = relative.components().next().map(|c| c.as_os_str().to_owned()) else { continue };
            if FOLDERS.iter().any(|folder| first == *folder) {
                if relative.components().count() == 1 {
                    // The folder itself came (again): it is watched anew.
                    self.watch_folders()?;
                }
                changed.paths.insert(relative.to_path_buf());
            } else if first == CONFIG || first == LOCK {
                changed.paths.insert(relative.to_path_buf());
            }
        }
        Ok(())
    }

    /// Watches the folders that are read, as far as they exist; one that comes later is seen from the folder above.
    fn watch_folders(&self) -> io::Result<()> {
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        for folder in FOLDERS.iter().map(|name| self.root.join(name)).filter(|folder| folder.is_dir()) {
            // It may be gone again already, which is the next event; too many folders for the system is a failure.
            if let Err(error) = watcher.watch(&folder, RecursiveMode::Recursive)
                && folder.is_dir()
            {
                return Err(io::Error::other(format!("{} cannot be watched: {error}", folder.display())));
            }
        }
        Ok(())
    }
}
