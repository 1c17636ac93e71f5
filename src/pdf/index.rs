//! The index at the end of a book, as data: each name with the place that explains it and the chapters that are about it. On which
//! pages that is, the template knows.

use serde_json::Value;

use crate::book::block::Label;
use crate::book::bound::{Book, Notes};
use crate::book::index::{IndexEntry, index};

use super::half::Half;
use super::write::data::map;
use super::write::{Collected, PrintContext, Subject, Writer};

/// With fewer entries than this a book has no index: who looks for one of them has found it in the contents.
const LEAST: usize = 8;

/// The index of one of the languages of a book; nothing where it would be too short.
pub fn write(
    context: &PrintContext<'_>,
    book: &Book<'_>,
    (side, half): (usize, &Half<'_>),
    collected: &mut Collected,
) -> Vec<Value> {
    let entries = index(context.site, book, side);
    if entries.len() < LEAST {
        return Vec::new();
    }
    let subject = Subject { page: half.side.page, document: half.side.document, label: "index", remarks: &[] };
    let mut writer = Writer::new(context, subject, &half.words, Notes::End, collected);
    let name = |label: &Label| Value::from(label.0.as_str());
    let mut entry = |IndexEntry { name: title, label, chapters }: IndexEntry<'_>| {
        map([
            ("name", writer.prose(title)),
            ("letter", half.side.locale.index_letter(&title.text).into()),
            ("label", label.as_ref().map(name).into()),
            ("chapters", chapters.iter().map(name).collect::<Vec<_>>().into()),
        ])
    };
    entries.into_iter().map(&mut entry).collect()
}
