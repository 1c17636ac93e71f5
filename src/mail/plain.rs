//! Blocks -> lines of plain text, for programs that show no markup and readers who want none. A run of the other direction stands
//! between the marks of an isolate (UAX #9), and a paragraph that would be taken for one of the other direction begins with a mark.

use std::fmt::Write as _;

use crate::ast::FigureId;
use crate::book::block::{Cell, Formula, Kind, Piece, PrintBlock, To, Voice, text as visible};
use crate::locale::{Dir, letter};

/// What is written of a figure as text.
pub type Figures<'a> = dyn Fn(FigureId) -> Vec<String> + 'a;

/// Writes paragraphs, each a line, with an empty line between them.
pub struct Plain<'a> {
    lines: Vec<String>,
    figures: &'a Figures<'a>,
}

impl<'a> Plain<'a> {
    /// A text in the making.
    pub fn new(figures: &'a Figures<'a>) -> Self {
        Self { lines: Vec::new(), figures }
    }

    /// The text.
    pub fn finish(self) -> String {
        let mut text = self.lines.join("\n\n");
        text.push('\n');
        text
    }

    /// A paragraph.
    pub fn line(&mut self, voice: Voice, content: &[Piece]) {
        self.put(voice, &line(content));
    }

    /// A paragraph of text that is isolated already.
    pub fn put(&mut self, voice: Voice, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.lines.push(format!("{}{text}", turned(text, voice.dir)));
        }
    }

    /// Blocks, in order, each line of them behind `before`.
    pub fn blocks(&mut self, blocks: &[PrintBlock], before: &str) {
        for block in blocks {
            self.block(block, before);
        }
    }

    fn block(&mut self, block: &PrintBlock, before: &str) {
        let voice = block.voice();
        match &block.kind {
            Kind::Paragraph(content) | Kind::Heading { content, .. } => self.put(voice, &format!("{before}{}", line(content))),
            Kind::List { start, items, .. } => {
                for (item, number) in items.iter().zip(start.unwrap_or(1)..) {
                    let mark = match (item.task, start) {
                        (Some(true), _) => "[x] ".to_owned(),
                        (Some(false), _) => "[ ] ".to_owned(),
                        (None, Some(_)) => format!("{number}. "),
                        (None, None) => "- ".to_owned(),
                    };
                    let own = Voice { locale: item.locale, dir: item.dir };
                    match item.content.split_first() {
                        Some((PrintBlock { kind: Kind::Paragraph(content), .. }, rest)) => {
                            self.put(own, &format!("{before}{mark}{}", line(content)));
                            self.blocks(rest, &format!("{before}  "));
                        }
                        Some(_) | None => self.blocks(&item.content, &format!("{before}{mark}")),
                    }
                }
            }
            Kind::Quote(content) => self.blocks(content, &format!("{before}> ")),
            Kind::Callout { content, .. } => self.blocks(content, &format!("{before}| ")),
            Kind::Code { text, .. } | Kind::Math(Formula { tex: text, .. }) => {
                self.put(Voice { dir: Dir::Ltr, ..voice }, &format!("{before}{text}"));
            }
            Kind::Table { head, rows, caption, .. } => {
                self.line(voice, caption.as_deref().unwrap_or_default());
                self.rows(voice, head, rows, before);
            }
            Kind::Image { alt, caption, .. } => {
                let said = if caption.text.is_empty() { alt.clone() } else { line(&caption.text) };
                self.put(voice, &format!("{before}[{said}]"));
            }
            Kind::Figure(id) => (self.figures)(*id).iter().for_each(|line| self.put(voice, line)),
            Kind::Definitions(list) => {
                for definition in list {
                    let terms: Vec<String> = definition.terms.iter().map(|term| line(&term.content)).collect();
                    self.put(voice, &format!("{before}{}", terms.join(", ")));
                    self.blocks(&definition.content, &format!("{before}  "));
                }
            }
            Kind::Group(content) => self.blocks(content, before),
            Kind::Rule => self.lines.push("* * *".to_owned()),
        }
    }

    fn rows(&mut self, voice: Voice, head: &[Cell], rows: &[Vec<Cell>], before: &str) {
        // Each cell is isolated, so that no number is drawn into its neighbour.
        let row = |cells: &[Cell]| {
            let cell = |cell: &Cell| isolated(cell.dir, &line(&cell.content));
            let texts: Vec<String> = cells.iter().map(cell).collect();
            let row = format!("{before}{}", texts.join(" | "));
            format!("{}{row}", turned(&row, voice.dir))
        };
        let all: Vec<String> = std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).map(row).collect();
        self.lines.push(all.join("\n"));
    }
}

/// A line as text.
pub fn line(content: &[Piece]) -> String {
    let mut out = String::new();
    for piece in content {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Styled(_, content)
            | Piece::Entry(_, content)
            | Piece::Override(_, content)
            | Piece::Link(To::Place(_), content) => out.push_str(&line(content)),
            Piece::Code(text) | Piece::Math(Formula { tex: text, .. }) => out.push_str(&isolated(Dir::Ltr, text)),
            Piece::Isolate { dir, content, .. } => out.push_str(&isolated(*dir, &line(content))),
            Piece::Link(To::Address(url), content) => {
                let said = line(content);
                out.push_str(&said);
                if visible(content).trim() != url.as_str() {
                    let _ = write!(out, " ({})", isolated(Dir::Ltr, url));
                }
            }
            Piece::Image { alt, .. } => out.push_str(alt),
            Piece::Note(note) => {
                let _ = write!(out, "[{}]", note.0 + 1);
            }
            Piece::Break => out.push(' '),
            Piece::Seam => {}
        }
    }
    out
}

/// Text between the marks of an isolate.
pub fn isolated(dir: Dir, text: &str) -> String {
    let mark = if dir == Dir::Rtl { '\u{2067}' } else { '\u{2066}' };
    format!("{mark}{text}\u{2069}")
}

/// The mark that a paragraph needs to be taken for one of its direction: programs go by the first letter outside of isolates.
fn turned(text: &str, dir: Dir) -> &'static str {
    let mut depth = 0_usize;
    let first = text.chars().find_map(|c| {
        match c {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return letter::direction(c),
            _ => {}
        }
        None
    });
    match (first, dir) {
        (Some(first), dir) if first == dir => "",
        (None, Dir::Ltr) => "",
        (_, Dir::Rtl) => "\u{200f}",
        (_, Dir::Ltr) => "\u{200e}",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_taken_for_what_it_is() {
        assert_eq!(turned("نص", Dir::Rtl), "");
        assert_eq!(turned("2022", Dir::Rtl), "\u{200f}");
        assert_eq!(turned("\u{2066}GDP\u{2069} نص", Dir::Rtl), "");
        assert_eq!(turned("GDP نص", Dir::Rtl), "\u{200f}");
        assert_eq!(turned("5 %", Dir::Ltr), "");
        assert_eq!(turned("بيان means", Dir::Ltr), "\u{200e}");
    }
}
