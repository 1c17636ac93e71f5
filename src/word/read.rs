//! Roof: the bytes of a file -> a [`Document`], or why it cannot be read. Nothing of it is run, followed or written.

use std::collections::BTreeMap;

use super::archive::{self, Parts};
use super::story::{self, Story};
use super::{Broken, Document, comments, known, notes, package};

/// The parts that are read.
const DOCUMENT: &str = "word/document.xml";
const NOTES: [&str; 2] = ["word/footnotes.xml", "word/endnotes.xml"];
const CUSTOM: &str = "docprops/custom.xml";
const COMMENTS: &str = "word/comments.xml";
const EXTENDED: &str = "word/commentsextended.xml";

/// Reads a document.
///
/// # Errors
///
/// Where the file is none, or none that can be read within bounds.
pub fn read(bytes: &[u8]) -> Result<Document, Broken> {
    let is_text = |name: &str| name == DOCUMENT || NOTES.contains(&name);
    let wanted =
        |name: &str| is_text(name) || [COMMENTS, EXTENDED, CUSTOM].contains(&name) || relations(name).is_some_and(is_text);
    let is_wanted = |name: &str| wanted(name) || package::is_other(name);
    let Parts { texts, has_macros } = archive::parts(bytes, is_wanted)?;
    let Some(text) = texts.get(DOCUMENT) else {
        return Err(package::other(&texts));
    };
    let mut story = Story::default();
    let related = |part: &str| {
        let own = texts.iter().find(|(name, _)| relations(name) == Some(part));
        own.map_or(Ok(BTreeMap::new()), |(name, text)| package::related(name, text, part))
    };
    story::read((DOCUMENT, text), related(DOCUMENT)?, &mut story)?;
    let main = std::mem::take(&mut story.paragraphs);
    for name in NOTES {
        if let Some(text) = texts.get(name) {
            story::read((name, text), related(name)?, &mut story)?;
        }
    }
    notes::restore(&story.twins, &mut story.paragraphs);
    let part = |name: &'static str| texts.get(name).map(|text| (name, text.as_str()));
    let comments = match part(COMMENTS) {
        Some(own) => comments::read(own, part(EXTENDED))?,
        None => Vec::new(),
    };
    let known = part(CUSTOM).map_or(Ok(Vec::new()), known::read)?;
    Ok(Document {
        main,
        notes: story.paragraphs,
        changes: story.changes,
        comments,
        links: story.links,
        known,
        has_macros,
        has_boxes: story.has_boxes,
    })
}

/// The part of the text or of notes whose relations a part holds: where its links lead.
fn relations(name: &str) -> Option<&str> {
    let file = name.strip_prefix("word/_rels/")?.strip_suffix(".rels")?;
    [DOCUMENT, NOTES[0], NOTES[1]].into_iter().find(|part| part.strip_prefix("word/") == Some(file))
}
