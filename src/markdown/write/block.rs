//! Blocks -> Markdown. Each block is a text without a line end behind its last line; what holds it puts its marks before every line.

use super::inline::Line;
use super::printer::Printer;
use crate::ast::{Align, Anchor, Block, BlockKind, CalloutKind, Cell, Definition, Inline, ListItem, RefId, text};
use crate::locale::fold;

impl Printer<'_> {
    /// Blocks, an empty line between them.
    pub fn blocks(&self, content: &[Block]) -> Option<String> {
        self.row(content, "\n\n")
    }

    fn row(&self, content: &[Block], between: &str) -> Option<String> {
        let mut out = String::new();
        // Two lists that follow each other have different marks.
        let mut last: Option<(bool, usize)> = None;
        for (n, block) in content.iter().enumerate() {
            if n > 0 {
                out.push_str(between);
            }
            let is_numbered = if let BlockKind::List { start, .. } = &block.kind { Some(start.is_some()) } else { None };
            let turn = is_numbered.map_or(0, |own| last.filter(|(other, _)| *other == own).map_or(0, |(_, turn)| turn + 1));
            last = is_numbered.map(|own| (own, turn));
            out.push_str(&self.block(block, turn)?);
        }
        Some(out)
    }

    fn block(&self, block: &Block, turn: usize) -> Option<String> {
        Some(match &block.kind {
            BlockKind::Paragraph(content) => self.line(content)?,
            BlockKind::Heading { level, anchor, content } => self.heading(*level, anchor, content)?,
            BlockKind::List { start, tight, items } => self.list(*start, *tight, items, turn)?,
            BlockKind::Quote(content) => prefixed(&self.blocks(content)?, "> ", "> "),
            BlockKind::Callout { kind, content } => {
                prefixed(&format!("[!{}]\n{}", name(*kind), self.blocks(content)?), "> ", "> ")
            }
            BlockKind::Code { language, text } => self.fenced(language.as_deref().unwrap_or_default(), text),
            BlockKind::Figure { name, yaml, .. } => self.fenced(name, &dedented(yaml)),
            BlockKind::Table { align, head, rows } => self.table(align, head, rows)?,
            BlockKind::CaptionedImage { source, alt, caption } => self.figure(*source, alt, caption)?,
            BlockKind::Definitions(list) => {
                list.iter().map(|definition| self.definition(definition)).collect::<Option<Vec<_>>>()?.join("\n\n")
            }
            BlockKind::Math { tex, .. } => format!("$${tex}$$"),
            BlockKind::Raw(content) => raw(content)?,
            BlockKind::Rule => self.style.rule.clone(),
        })
    }

    fn line(&self, content: &[Inline]) -> Option<String> {
        let mut line = Line::new(*self, false);
        line.all(content)?;
        Some(line.out)
    }

    fn heading(&self, level: u8, anchor: &Anchor, content: &[Inline]) -> Option<String> {
        let mut line = Line::new(*self, false);
        line.all(content)?;
        // A row of number signs at the end would be taken for one that closes the heading.
        let written = line.out.strip_suffix('#').map_or_else(|| line.out.clone(), |before| format!("{before}\\#"));
        let name = if fold::slug(&text::inlines(content)) == anchor.0 { String::new() } else { format!(" {{#{}}}", anchor.0) };
        Some(format!("{} {written}{name}", "#".repeat(usize::from(level))))
    }

    fn list(&self, start: Option<u64>, is_tight: bool, items: &[ListItem], turn: usize) -> Option<String> {
        let bullets = ['-', '*', '+'];
        let own = bullets.iter().position(|bullet| *bullet == self.style.bullet).unwrap_or(0);
        let bullet = bullets[(own + turn) % bullets.len()];
        let behind = if turn.is_multiple_of(2) == (self.style.number == '.') { '.' } else { ')' };
        let mut written = Vec::with_capacity(items.len());
        for (number, item) in (start.unwrap_or(0)..).zip(items) {
            let mark = if start.is_some() { format!("{number}{behind} ") } else { format!("{bullet} ") };
            let task = match item.task {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            let inside = self.row(&item.content, if is_tight { "\n" } else { "\n\n" })?;
            let whole = prefixed(&format!("{task}{inside}"), &mark, &" ".repeat(mark.len()));
            written.push(whole.trim_end().to_owned());
        }
        Some(written.join(if is_tight { "\n" } else { "\n\n" }))
    }

    fn fenced(&self, info: &str, text: &str) -> String {
        let mark = if info.contains('`') { '~' } else { self.style.fence };
        let longest = text.split(|c| c != mark).map(str::len).max().unwrap_or(0);
        let fence = mark.to_string().repeat(longest.max(2) + 1);
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        format!("{fence}{info}\n{text}{end}{fence}")
    }

    fn table(&self, align: &[Align], head: &[Cell], rows: &[Vec<Cell>]) -> Option<String> {
        let blank = if self.style.has_wide_dashes { " " } else { "" };
        let dashes = align.iter().map(|align| {
            let dashes = match align {
                Align::Auto => "---",
                Align::Left => ":--",
                Align::Center => ":-:",
                Align::Right => "--:",
            };
            format!("{blank}{dashes}{blank}")
        });
        // A row of one column is a row by its strokes only.
        let has_strokes = self.style.has_outer_strokes || head.len() < 2;
        let row = |cells: Vec<String>| {
            let inside = cells.join("|");
            if has_strokes { format!("|{inside}|") } else { inside.trim().to_owned() }
        };
        let cells = |cells: &[Cell]| {
            let cell = |cell: &Cell| {
                let mut line = Line::new(*self, true);
                line.all(&cell.content)?;
                Some(format!(" {} ", line.out))
            };
            cells.iter().map(cell).collect::<Option<Vec<_>>>().map(row)
        };
        let mut lines = vec![cells(head)?, row(dashes.collect())];
        for own in rows {
            lines.push(cells(own)?);
        }
        Some(lines.join("\n"))
    }

    fn figure(&self, source: RefId, alt: &str, caption: &[Inline]) -> Option<String> {
        let mut line = Line::new(*self, false);
        line.picture(source, alt, &text::inlines(caption))?;
        Some(line.out)
    }

    fn definition(&self, definition: &Definition) -> Option<String> {
        let mut lines = Vec::new();
        for term in &definition.terms {
            lines.push(self.line(&term.content)?);
        }
        for meaning in &definition.meanings {
            lines.push(prefixed(&self.blocks(meaning)?, ": ", "  "));
        }
        Some(lines.join("\n"))
    }
}

/// A text with marks before its first line and before the others; empty lines get none that nobody would see.
fn prefixed(text: &str, first: &str, others: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (n, line) in text.split('\n').enumerate() {
        let mark = if n == 0 { first } else { others };
        if n > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { mark.trim_end() } else { mark });
        out.push_str(line);
    }
    out
}

/// The YAML of a figure without the blanks that stand for what held it.
pub(in crate::markdown) fn dedented(yaml: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = yaml.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    yaml.split_inclusive('\n').map(|line| line.get(least..).unwrap_or_else(|| line.trim_start_matches(' '))).collect()
}

/// Raw HTML as it was let through. What was read of it as Markdown has no HTML of its own any more.
fn raw(content: &[Inline]) -> Option<String> {
    let mut out = String::new();
    for inline in content {
        if let Inline::Raw(html) = inline {
            out.push_str(html);
        } else {
            return None;
        }
    }
    Some(out.trim_end().to_owned())
}

fn name(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => "NOTE",
        CalloutKind::Tip => "TIP",
        CalloutKind::Important => "IMPORTANT",
        CalloutKind::Warning => "WARNING",
        CalloutKind::Caution => "CAUTION",
    }
}
