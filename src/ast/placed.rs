//! Ground: a text of the tree that knows where it was written. Two are equal if they say the same, wherever they stand.

use std::fmt;
use std::ops::{Deref, Range};

use serde::{Deserialize, Serialize};

use crate::source::trace::Trace;

/// A text with its place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Text {
    value: String,
    place: Place,
}

/// Where the letters of a text stand in the file. Nearly all stand there one by one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
enum Place {
    /// Nowhere: they were made.
    #[default]
    Nowhere,
    /// Letter by letter from this byte on.
    At(u32),
    /// Piece by piece: an escape or a reference to a character is among them.
    Pieces(Box<Pieces>),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Pieces(Vec<Piece>);

/// A stretch of a text.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Piece {
    /// Where it begins in the text.
    at: u32,
    /// Its bytes in the file.
    start: u32,
    end: u32,
    /// Whether it stands there letter by letter.
    is_verbatim: bool,
}

impl Text {
    /// A text that stands in the file letter by letter, from a byte on.
    pub fn at(value: &str, start: usize) -> Self {
        Self { value: value.to_owned(), place: Place::At(number(start)) }
    }

    /// Adds what comes from a stretch of the file; `is_verbatim` says that it stands there letter by letter.
    pub fn push(&mut self, text: &str, source: &Range<usize>, is_verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let length = number(self.value.len());
        let piece = Piece { at: length, start: number(source.start), end: number(source.end), is_verbatim };
        match &mut self.place {
            Place::At(start) if is_verbatim && *start + length == piece.start => {}
            Place::Pieces(pieces) => pieces.0.push(piece),
            Place::Nowhere if self.value.is_empty() && is_verbatim => self.place = Place::At(piece.start),
            Place::Nowhere if self.value.is_empty() => self.place = Place::Pieces(Box::new(Pieces(vec![piece]))),
            // A text that was made has no place, whatever is added to it.
            Place::Nowhere => {}
            Place::At(start) => {
                let before = Piece { at: 0, start: *start, end: *start + length, is_verbatim: true };
                self.place = Place::Pieces(Box::new(Pieces(vec![before, piece])));
            }
        }
        self.value.push_str(text);
    }

    /// A part of it, with its place.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let (from, to) = (number(range.start), number(range.end));
        let place = match &self.place {
            Place::Nowhere => Place::Nowhere,
            Place::At(start) => Place::At(start + from),
            Place::Pieces(pieces) => {
                let first = pieces.0.partition_point(|piece| piece.at <= from).saturating_sub(1);
                let held = pieces.0[first..].iter().take_while(|piece| piece.at < to).map(|piece| {
                    let cut = if piece.is_verbatim { from.saturating_sub(piece.at) } else { 0 };
                    Piece { at: piece.at.saturating_sub(from), start: piece.start + cut, ..*piece }
                });
                Place::Pieces(Box::new(Pieces(held.collect())))
            }
        };
        Self { value: self.value[range].to_owned(), place }
    }

    /// Whether it stands in a file.
    pub fn has_place(&self) -> bool {
        !matches!(self.place, Place::Nowhere)
    }

    /// Takes off what it has more memory for than it needs.
    pub fn shrink_to_fit(&mut self) {
        self.value.shrink_to_fit();
    }

    /// Adds it to a text that is put together, with where it stands.
    pub fn add_to(&self, out: &mut String, trace: &mut Trace) {
        let at = out.len();
        out.push_str(&self.value);
        match &self.place {
            _ if self.value.is_empty() => {}
            Place::Nowhere => trace.add_nothing(at),
            Place::At(start) => {
                let start = *start as usize;
                trace.add(at, start..start + self.value.len(), true);
            }
            Place::Pieces(pieces) => {
                for (n, piece) in pieces.0.iter().enumerate() {
                    let next = pieces.0.get(n + 1).map_or(self.value.len(), |next| next.at as usize);
                    let (start, own) = (piece.start as usize, next - piece.at as usize);
                    let end = if piece.is_verbatim { start + own } else { piece.end as usize };
                    trace.add(at + piece.at as usize, start..end, piece.is_verbatim);
                }
            }
        }
    }
}

/// Files are shorter than 4 GiB (see `source::walk`).
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Text {}

impl From<String> for Text {
    fn from(value: String) -> Self {
        Self { value, place: Place::Nowhere }
    }
}

impl From<&str> for Text {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::ast::Inline;
    use crate::source::trace::Trace;

    /// Where each character of a text stands in `source`, `?` for what does not stand there as it is.
    fn shown(text: &Text, source: &str) -> Vec<String> {
        let (mut out, mut trace) = (String::new(), Trace::default());
        text.add_to(&mut out, &mut trace);
        let one = |(at, c): (usize, char)| {
            let place = trace.place(&(at..at + c.len_utf8())).expect("a place");
            format!("{}{}", &source[place.range], if place.is_exact { "" } else { "?" })
        };
        out.char_indices().map(one).collect()
    }

    #[test]
    fn parts_keep_their_places() {
        let source = "ab\\*ن&amp;😀c";
        let mut text = Text::at("ab", 0);
        text.push("*", &(2..4), false);
        text.push("ن", &(4..6), true);
        text.push("&", &(6..11), false);
        text.push("😀c", &(11..16), true);
        assert_eq!(&*text, "ab*ن&😀c");
        assert_eq!(shown(&text, source), ["a", "b", "\\*?", "ن", "&amp;?", "😀", "c"]);
        let all: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (n, from) in all.iter().enumerate() {
            for (m, to) in all.iter().enumerate().skip(n + 1) {
                let part = text.part(*from..*to);
                assert_eq!(shown(&part, source), shown(&text, source)[n..m], "{}", &*part);
                assert_eq!(part, Text::from(&text[*from..*to]));
            }
        }
    }

    #[test]
    fn places_cost_no_room_beside_what_a_tree_takes() {
        assert!(size_of::<Inline>() <= 48, "{}", size_of::<Inline>());
    }
}
