//! A text that an editor changes, as lines: an edit writes the lines anew in which it stands, and moves those behind it without their
//! letters. So a thousand edits of one message take about as long as the text, in whatever order they come.

use crate::source::{LineIndex, Unit, line_ends};

use super::protocol::{Position, Range};

/// A text.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// Each with what ends it; nothing ends the last, which may be empty.
    lines: Vec<String>,
    unit: Unit,
}

impl Buffer {
    /// A text whose columns are counted in a unit.
    pub fn new(text: &str, unit: Unit) -> Self {
        let mut lines = pieces(text);
        lines.push(text[lines.iter().map(String::len).sum()..].to_owned());
        Self { lines, unit }
    }

    /// All of it.
    pub fn text(&self) -> String {
        self.lines.concat()
    }

    /// Puts a text into the place of a range, which is one of the text as it is now.
    pub fn replace(&mut self, range: Range, text: &str) {
        let (mut first, from) = self.place(range.start);
        let (mut last, to) = self.place(range.end).max((first, from));
        let (Some(begun), Some(left)) = (self.lines.get(first), self.lines.get(last)) else { return };
        let mut new = [&begun[..from], text, &left[to..]].concat();
        // A return and a feed that come to stand beside each other end one line.
        if new.starts_with('\n')
            && let Some(before) = first.checked_sub(1).and_then(|at| self.lines.get(at)).filter(|line| line.ends_with('\r'))
        {
            new.insert_str(0, before);
            first -= 1;
        }
        if new.ends_with('\r')
            && let Some(behind) = self.lines.get(last + 1).filter(|line| line.starts_with('\n'))
        {
            new.push_str(behind);
            last += 1;
        }
        let mut own = pieces(&new);
        if last + 1 == self.lines.len() {
            own.push(new[own.iter().map(String::len).sum()..].to_owned());
        }
        self.lines.splice(first..=last, own);
    }

    /// The line of a position and the byte in it. What is behind the end of a line or of the text is that end.
    fn place(&self, at: Position) -> (usize, usize) {
        let end = self.lines.len() - 1;
        match usize::try_from(at.line).ok().and_then(|line| Some((line, self.lines.get(line)?))) {
            Some((line, text)) => (line, LineIndex::new(text).byte(0, at.character as usize, self.unit)),
            None => (end, self.lines.get(end).map_or(0, String::len)),
        }
    }
}

/// The lines of a text that are ended, each with what ends it.
fn pieces(text: &str) -> Vec<String> {
    let mut start = 0;
    let piece = |end: usize| text[std::mem::replace(&mut start, end)..end].to_owned();
    line_ends(text).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::{Buffer, Position, Range};
    use crate::source::{LineIndex, Unit};

    /// What the protocol says of an edit, in few words: lines and columns of the text as it is.
    fn plain(text: &mut String, range: Range, new: &str, unit: Unit) {
        let lines = LineIndex::new(text);
        let byte = |at: Position| lines.byte(at.line as usize, at.character as usize, unit);
        let (start, end) = (byte(range.start), byte(range.end));
        text.replace_range(start..end.max(start), new);
    }

    #[test]
    fn edits_in_any_order_come_to_what_they_come_to_one_by_one() {
        let mut state = 7_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let texts = ["", "\r", "\n", "\r\n", "ن", "😀\rx", "a\nb\r\n", "\n\r", "e\u{301}", "سطر\r\nسطر\rسطر"];
        for unit in [Unit::Byte, Unit::Utf16] {
            for round in 0..300 {
                let mut text = "عنوان\r\nline 😀\rthree\n\r\n\rآخر".to_owned();
                let mut buffer = Buffer::new(&text, unit);
                for _ in 0..12 {
                    let mut at = || Position { line: next(9), character: next(8) };
                    let range = Range { start: at(), end: at() };
                    let new = texts[next(10) as usize];
                    buffer.replace(range, new);
                    plain(&mut text, range, new, unit);
                    assert_eq!(buffer.text(), text, "{unit:?}, round {round}: {range:?} {new:?}");
                }
                let again = Buffer::new(&text, unit);
                assert_eq!(buffer.lines, again.lines, "lines are what they would be if they were read now");
            }
        }
    }
}
