//! The project in a folder, for commands that ask about its pages.

use std::io;

use crate::pipeline::Request;
use crate::pipeline::session::Session;
use crate::site::Site;
use crate::source::walk;

use super::{Run, report};

/// The project as it is on the disk.
pub fn project(run: &Run, request: Request) -> io::Result<Session> {
    Ok(Session::new(walk::load(&run.root)?, request))
}

/// The project and its site. What keeps the site from being used is printed, and the exit code that says so comes back.
pub fn site(run: &Run) -> io::Result<Result<(Session, Site), u8>> {
    let session = project(run, run.request.clone())?;
    let outcome = session.site();
    let failed = outcome.diags.has_errors();
    Ok(match outcome.value.filter(|_| !failed) {
        Some(resolved) => Ok((session, resolved.site)),
        None => Err(report::problems(run, outcome.diags, session.tree())),
    })
}
