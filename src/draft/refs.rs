//! What blocks refer to: pictures, notes, addresses; each chunk of blocks counts its own.

use super::Place;
use super::build::Builder;
use crate::ast::{Note, NoteId, Ref, RefId, RefKind};
use crate::source::{FileId, Span};

impl Builder<'_> {
    /// The name of a picture, or why there is none.
    pub fn picture(&mut self, id: Option<&str>) -> Result<String, String> {
        let part = self.reader.part.clone();
        let name = self.pictures.name(self.reader.package, &part, id, self.means)?;
        self.count("pictures");
        Ok(name)
    }

    /// Where a link may lead. Addresses of a machine or of a script are none.
    pub fn address(&mut self, link: Option<String>, place: Place, begin: &str) -> Option<String> {
        const KNOWN: [&str; 5] = ["http://", "https://", "mailto:", "tel:", "ftp://"];
        let to = link?;
        let lower = to.to_ascii_lowercase();
        let is_safe = to.starts_with('#') || KNOWN.iter().any(|begin| lower.starts_with(begin));
        if is_safe && !to.chars().any(char::is_control) {
            return Some(to);
        }
        let why = "a link leads to a file or in a way that pages do not have: its words are plain".to_owned();
        self.left(place, begin, ("link", why), true);
        None
    }

    /// The number of a note among those of the chunk.
    pub fn note(&mut self, id: &str) -> Option<NoteId> {
        if !self.known.contains_key(id) || self.note.is_some() {
            return None;
        }
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(id.to_owned()).or_insert(next);
        if number == next {
            self.notes.push(id.to_owned());
            self.count("notes");
        }
        let next = self.chunk.notes.len();
        let at = *self.labels.entry(number).or_insert(next);
        if at == next {
            let (span, label) = (Span::new(FileId::NONE, 0, 0), number.to_string());
            self.chunk.notes.push(Note { span, label, references: 1, content: Vec::new() });
        }
        u32::try_from(at).ok().map(NoteId)
    }

    /// What a link or a picture of the chunk refers to.
    pub fn refer(&mut self, raw: &str, kind: RefKind) -> RefId {
        let id = RefId(u32::try_from(self.chunk.refs.len()).unwrap_or(u32::MAX));
        self.chunk.refs.push(Ref { span: Span::new(FileId::NONE, 0, 0), raw: raw.to_owned(), kind });
        id
    }
}
