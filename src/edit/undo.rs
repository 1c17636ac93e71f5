//! What was written in a session -> taken back, the newest first, where nobody has changed it since.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::Work;
use super::refusal::Refusal;
use crate::output::{create, sources};
use crate::source::walk::LOCK;

/// As many steps as are kept.
const MOST: usize = 1_000;

/// What one save wrote.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Step {
    /// Files that were there, with what they held and what they hold.
    pub rewritten: Vec<(String, String, String)>,
    /// Files that were made.
    pub made: Vec<(String, Vec<u8>)>,
}

impl Step {
    /// Writes all of it, or nothing.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        for (path, before, _) in self.rewritten.iter().filter(|(path, ..)| path != LOCK) {
            sources::unchanged(root, path, before.as_bytes())?;
        }
        create::all(root, self.made.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))?;
        let mut done: Vec<&(String, String, String)> = Vec::new();
        for file in &self.rewritten {
            let (path, before, after) = file;
            if let Err(error) = put(root, path, before, after) {
                // What can be put back is put back; a file that somebody changed meanwhile is theirs.
                for (path, before, after) in done.into_iter().rev() {
                    let _ = put(root, path, after, before);
                }
                // What cannot be taken back stays; why the step failed is what matters.
                let _ = self.unmake(root);
                return Err(error);
            }
            done.push(file);
        }
        Ok(())
    }

    /// Takes all of it back, or nothing.
    fn take_back(&self, root: &Path) -> io::Result<()> {
        for (path, bytes) in &self.made {
            create::unchanged(root, path, bytes)?;
        }
        let back = |(path, before, after): &(String, String, String)| (path.clone(), after.clone(), before.clone());
        Self { rewritten: self.rewritten.iter().map(back).collect(), made: Vec::new() }.write(root)?;
        self.unmake(root)
    }

    fn unmake(&self, root: &Path) -> io::Result<()> {
        self.made.iter().try_for_each(|(path, bytes)| create::take_back(root, path, bytes))
    }
}

fn put(root: &Path, path: &str, before: &str, after: &str) -> io::Result<()> {
    if path == LOCK { sources::relock(root, before, after) } else { sources::rewrite(root, path, before, after) }
}

/// Keeps a step, and forgets the oldest where there are too many.
pub fn remember(steps: &mut Vec<Step>, step: Step) {
    steps.push(step);
    if steps.len() > MOST {
        steps.remove(0);
    }
}

/// Takes back what was written last.
pub fn last(work: Work<'_>) -> Result<Value, Refusal> {
    let Work { root, steps, .. } = work;
    let Some(step) = steps.last() else {
        return Err(Refusal::Missing(say!("there is nothing to take back")));
    };
    step.take_back(root).map_err(Refusal::unwritten)?;
    steps.pop();
    Ok(json!({ "undone": true, "steps": steps.len() }))
}
