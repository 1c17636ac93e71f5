//! An entry and a new id -> the edits of pages, figures and data files that give it that id everywhere, and of the lock, in which
//! blocks are known by what they name.

use std::collections::BTreeMap;

use super::mentions::{self, Subject};
use super::{Change, Desk, Place, TextEdit, accept};
use crate::ledger::read::is_id;
use crate::message::{Message, said};

/// What can be renamed at a place: the bytes of the id there.
pub fn subject(desk: &Desk, path: &str, at: usize) -> Option<(Subject, Place)> {
    let mention = mentions::at(desk, path, at)?;
    mentions::definition(desk, &mention.subject)?;
    Some((mention.subject.clone(), mention.place.clone()))
}

/// Everything that changes with the new id, or one sentence why it cannot be.
pub fn to(desk: &Desk, subject: &Subject, id: &str) -> Result<Change, Message> {
    if !is_id(id) {
        return Err(say!("`{id}` is no id: write small letters of ASCII, digits and `-`, as in `gas-price`", id));
    }
    let new = Subject { id: id.to_owned(), ..subject.clone() };
    if id != subject.id && mentions::definition(desk, &new).is_some() {
        return Err(say!("there is a {kind} `{id}` already", kind = said(subject.kind.noun()), id));
    }
    let edit = |place: &Place| TextEdit { path: place.path.clone(), range: place.range.clone(), text: id.to_owned() };
    let edits: Vec<TextEdit> = mentions::of(desk, subject).map(|mention| edit(&mention.place)).collect();
    let mut change = Change { files: Vec::new(), edits };
    let after = desk.changed(&change);
    change.edits.extend(accept::carried(desk, &after).into_iter().flat_map(|lock| lock.edits));
    Ok(change)
}

impl Desk {
    /// The same project once something is changed.
    #[must_use]
    pub fn changed(&self, change: &Change) -> Self {
        let mut session = self.session.asked(self.session.request().clone());
        let mut edits: BTreeMap<&str, Vec<&TextEdit>> = BTreeMap::new();
        for edit in &change.edits {
            edits.entry(&edit.path).or_default().push(edit);
        }
        for (path, mut list) in edits {
            let Some(text) = self.text(path) else { continue };
            list.sort_by_key(|edit| edit.range.start);
            let mut new = text.to_owned();
            for edit in list.into_iter().rev() {
                new.replace_range(edit.range.clone(), &edit.text);
            }
            session.open(path, new);
        }
        for (path, text) in &change.files {
            session.open(path, text.clone());
        }
        Self::of(&session)
    }
}
