//! Pieces that are saved, pairs that are accepted.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Work;
use super::commit::commit;
use super::refusal::Refusal;
use super::undo::{self, Step};
use super::wanted::{self, Wanted};
use crate::answers::{self, Change};
use crate::drift::lock;
use crate::message::Message;
use crate::source::walk::LOCK;

/// Saves pieces.
pub fn pieces(work: Work<'_>, wanted: &Wanted) -> Result<Value, Refusal> {
    let edited = wanted::edits(&work.desk, wanted)?;
    let edits = edited.into_iter().flat_map(|edited| edited.edits).collect();
    commit(work, Change { files: Vec::new(), edits })
}

/// Records that blocks of a page say the same in both languages.
#[derive(Deserialize)]
pub struct Accepted {
    path: String,
    blocks: Vec<String>,
}

/// Writes what was accepted into the lock.
pub fn accept(work: Work<'_>, wanted: &Accepted) -> Result<Value, Refusal> {
    let Work { root, desk, steps, .. } = work;
    let refused = |why: Message| Refusal::Refused(why, json!([]));
    if wanted.blocks.is_empty() {
        return Err(Refusal::Unreadable(say!("say which blocks are accepted")));
    }
    let (text, count) = answers::accept::page(&desk, &wanted.path, &wanted.blocks).map_err(refused)?;
    let before = desk.text(LOCK).map_or_else(|| lock::Lock::default().print(), str::to_owned);
    let step = Step { rewritten: vec![(LOCK.to_owned(), before, text)], made: Vec::new() };
    step.write(root).map_err(Refusal::unwritten)?;
    undo::remember(steps, step);
    Ok(json!({ "accepted": count, "steps": steps.len() }))
}
