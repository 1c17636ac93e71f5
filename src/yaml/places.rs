//! A YAML text -> where each of its values stands, all in one pass. The only user of `saphyr-parser`.
//!
//! The parser that reads values tells a place only with an error, one for each reading. A data file has thousands of
//! values, so a second parser, which gives a mark with every event, is asked once for all of them. The two agree on what
//! a value is wherever both can read a text; where they count differently, the caller goes back to asking one by one.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

/// Byte offsets of the values of `text`, in the order of reading; `None` unless there are exactly `count` of them. A
/// text with aliases has none: what an alias stands for is read once more, at the place of its anchor.
pub(in crate::yaml) fn of(text: &str, count: usize) -> Option<Vec<usize>> {
    let mut places = Places { text, chars: text.char_indices(), next: (0, 0) };
    let mut found = Vec::with_capacity(count);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        match event {
            // A text in a block is marked where it begins; wanted is its `|` or `>`, which a remark may hide.
            Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) => {
                let before = text.get(..places.byte(span.start.index())?)?;
                let sign = before.rfind(['|', '>'])?;
                if before[sign..].contains('#') {
                    return None;
                }
                found.push(sign);
            }
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                found.push(places.byte(span.start.index())?);
            }
            Event::Alias(_) => return None,
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => {}
        }
    }
    (found.len() == count).then_some(found)
}

/// The first alias that stands for a value around it (`&a [*a]`): the bytes of it.
pub(in crate::yaml) fn in_itself(text: &str) -> Option<Range<usize>> {
    let mut places = Places { text, chars: text.char_indices(), next: (0, 0) };
    // The anchors of the values that are open; 0 is none.
    let mut open: Vec<usize> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        match event {
            Event::SequenceStart(anchor, ..) | Event::MappingStart(anchor, ..) => open.push(anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
            }
            Event::Alias(anchor) if open.contains(&anchor) => {
                let start = places.byte(span.start.index())?;
                return Some(start..places.byte(span.end.index())?);
            }
            Event::Alias(_)
            | Event::Scalar(..)
            | Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }
    None
}

/// Turns the parser's marks, which count characters, into bytes; marks come in order, so the text is gone through once.
struct Places<'a> {
    text: &'a str,
    chars: std::str::CharIndices<'a>,
    /// A character's number and its byte.
    next: (usize, usize),
}

impl Places<'_> {
    fn byte(&mut self, character: usize) -> Option<usize> {
        while self.next.0 < character {
            self.chars.next()?;
            self.next = (self.next.0 + 1, self.chars.offset());
        }
        (self.next.0 == character && self.next.1 <= self.text.len()).then_some(self.next.1)
    }
}
