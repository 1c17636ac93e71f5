//! The days of last commits -> `updated` of pages that do not say it themselves.

use std::sync::Arc;

use crate::ast::Document;
use crate::locale::date::{Date, Timestamp};
use crate::source::SourceTree;
use crate::source::history::last_changes;

/// A second since 1970 in UTC, so that the same commit gives the same day everywhere.
fn moment(unix: i64) -> Timestamp {
    let part = |length: i64, most: i64| u8::try_from(unix.div_euclid(length).rem_euclid(most)).unwrap_or(0);
    Timestamp { date: Date::at(unix), time: Some((part(3_600, 24), part(60, 60), part(1, 60))), offset: 0, has_offset: true }
}

/// Dates documents; what nobody has committed yet has no date. Gives why there is none at all, where that is so.
pub(in crate::pipeline) fn date<'t>(tree: &'t SourceTree, documents: &mut [Arc<Document>]) -> Option<&'t str> {
    let changes = match last_changes(tree) {
        Ok(changes) => changes,
        Err(why) => return Some(why),
    };
    for document in documents.iter_mut().filter(|document| document.meta.updated.is_none()) {
        let Some(unix) = changes.get(document.path.as_str()).copied() else { continue };
        if document.meta.date.is_none_or(|date| date.unix() < unix) {
            Arc::make_mut(document).meta.updated = Some(moment(unix));
        }
    }
    None
}
