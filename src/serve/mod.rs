//! Roof: a project folder -> its site in a browser, and every edit in the browser a moment after it was saved.
//!
//! With a key ([`edit`]) somebody edits the project on its pages; what they ask goes to [`crate::edit`].
//!
//! 1. [`watch`] tells which files changed. 2. The pipeline builds, asking its memo first. 3. [`preview`] shows the new site, or
//!    keeps the last good one and shows the problems. 4. [`http`] answers requests from memory and tells open pages.
//!
//! Nothing below knows that serving exists: the pages are the bytes that `build` writes, and what a browser needs besides
//! is put into them on their way out ([`live`]).

pub mod edit;
pub mod film;
pub mod http;
pub mod live;
pub mod preview;
pub mod watch;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diag::render::{Style, render};
use crate::diag::{Diagnostics, Outcome, Severity};
use crate::pipeline::memo::Memo;
use crate::pipeline::session::Session;
use crate::pipeline::{Built, Request};
use crate::source::{SourceTree, walk};

use edit::Access;
use preview::{FileMaker, MadeFile, Preview};

/// Ports that are tried after the wanted one.
const MORE_PORTS: u16 = 50;

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Serving {
    /// The project.
    pub root: PathBuf,
    /// What to build.
    pub request: Request,
    /// Whether warnings keep a site from being shown.
    pub strict: bool,
    /// The key for those who may edit it in a browser, if anybody may.
    pub access: Option<Arc<Access>>,
}

/// What a build came to, for the terminal.
#[derive(Debug)]
pub struct Rebuild<'a> {
    /// Its problems.
    pub diags: Diagnostics,
    /// The files that it read.
    pub tree: &'a SourceTree,
    /// Whether the site was replaced.
    pub shown: bool,
    /// Pages of the site.
    pub pages: usize,
    /// From the file's event to the page in memory.
    pub took: Duration,
}

/// A socket at `port` or the first free one after it.
pub fn listen(address: IpAddr, port: u16) -> io::Result<TcpListener> {
    let mut result = TcpListener::bind(SocketAddr::new(address, port));
    for next in 1..=MORE_PORTS {
        match &result {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Ok(_) | Err(_) => break,
        }
        let Some(port) = port.checked_add(next) else { break };
        result = TcpListener::bind(SocketAddr::new(address, port));
    }
    result
}

/// Builds, and builds again with every change, for as long as there is somebody to tell. `tell` gets every rebuild, and every
/// failure to read the project; then the next change is waited for.
pub fn rebuild(serving: &Serving, preview: &Preview, tell: &dyn Fn(io::Result<Rebuild<'_>>)) -> io::Result<()> {
    let changes = watch::Changes::of(&serving.root)?;
    let mut session = Session::new(walk::load(&serving.root)?, serving.request.clone());
    let mut since = Instant::now();
    loop {
        let outcome = session.outputs(&|| {});
        let wrong = outcome.diags.has_errors() || (serving.strict && outcome.diags.count(Severity::Warning) > 0);
        let built = outcome.value.filter(|_| !wrong);
        let shown = built.is_some();
        let pages = built.as_ref().map_or(0, |built| built.site.pages.len());
        let before = built.map(|mut built| {
            let outputs = std::mem::take(&mut built.outputs);
            let base = built.site.config.base.path.clone();
            preview.show(&base, outputs, Some(maker(built, session.tree().clone(), Arc::clone(session.memo()))))
        });
        if !shown {
            preview.report(outcome.diags.clone(), session.tree());
        }
        if let Some(access) = &serving.access {
            access.editor().follow(&session);
        }
        tell(Ok(Rebuild { diags: outcome.diags, tree: session.tree(), shown, pages, took: since.elapsed() }));
        // Drop the old site off the critical path.
        drop(before);
        session.end_round();
        let mut unread = watch::Changed::default();
        loop {
            let Some((burst, start)) = changes.next()? else { return Ok(()) };
            since = start;
            unread.extend(burst);
            match read_again(&serving.root, session.tree(), &unread) {
                Ok(next) => {
                    session.update(next);
                    break;
                }
                // A file that goes while the folder is read is an event of its own, which comes next.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    preview.fail(&error);
                    tell(Err(error));
                }
            }
        }
    }
}

/// The project after these changes. Most are saves of files that are there, and no folder has to be walked for them.
fn read_again(root: &Path, tree: &SourceTree, changed: &watch::Changed) -> io::Result<SourceTree> {
    let same_files = changed.paths().and_then(|paths| walk::reread(root, tree, paths));
    same_files.map_or_else(|| walk::reload(root, tree, &|path| changed.touches(path)), Ok)
}

/// What makes the PDFs and the pictures of a site. It keeps what they are made from, so that a file is always that of the site it is on.
fn maker(built: Built, tree: SourceTree, memo: Arc<Memo>) -> FileMaker {
    FileMaker::new(move |path| {
        let Outcome { value, diags } = built.late(&tree, &memo, path);
        match value {
            Some(bytes) => MadeFile::File(bytes),
            None if diags.is_empty() => MadeFile::Nothing,
            None => MadeFile::Problems(render(diags, &tree, Style::Short)),
        }
    })
}

/// Answers requests of what somebody else puts on the preview, until the program is asked to end.
pub fn answer(listener: TcpListener, preview: &Arc<Preview>) -> io::Result<()> {
    let (_, nobody) = tokio::sync::oneshot::channel();
    http::run(listener, Arc::clone(preview), None, nobody)
}

/// Answers requests, and builds meanwhile, until the program is asked to end or the project cannot be watched any more.
pub fn run(
    listener: TcpListener,
    serving: Serving,
    preview: &Arc<Preview>,
    tell: impl Fn(io::Result<Rebuild<'_>>) + Send + 'static,
) -> io::Result<()> {
    let (failed, failure) = tokio::sync::oneshot::channel();
    let (shown, access) = (Arc::clone(preview), serving.access.clone());
    // It ends with the program: a build has nothing to clean up.
    std::thread::spawn(move || {
        if let Err(error) = rebuild(&serving, &shown, &tell) {
            // Where nobody listens, the program is about to end.
            let _ = failed.send(error);
        }
    });
    http::run(listener, Arc::clone(preview), access, failure)
}
