//! A file and its tree -> how it writes what Markdown can write in several ways: by the first of each kind.

use crate::ast::walk;
use crate::ast::{Block, BlockKind, Document, Inline};
use crate::source::trace::Trace;

/// How a file is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// Before items: `-`, `*`, `+`.
    pub bullet: char,
    /// Behind the numbers of items: `.`, `)`.
    pub number: char,
    /// Around emphasis: `*`, `_`.
    pub emphasis: char,
    /// Around strong emphasis, twice.
    pub strong: char,
    /// Around code: a backtick, `~`.
    pub fence: char,
    /// A thematic break.
    pub rule: String,
    /// Whether rows of tables begin and end with strokes.
    pub has_outer_strokes: bool,
    /// Whether the line below a table's head has blanks around its dashes.
    pub has_wide_dashes: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            bullet: '-',
            number: '.',
            emphasis: '*',
            strong: '*',
            fence: '`',
            rule: "---".to_owned(),
            has_outer_strokes: true,
            has_wide_dashes: false,
        }
    }
}

impl Style {
    /// How the text of a document is written.
    pub fn of(source: &str, document: &Document) -> Self {
        let mut found = Found::default();
        found.blocks(source, &document.blocks);
        for note in &document.notes {
            found.blocks(source, &note.content);
        }
        Self::default().with(found)
    }

    /// How a block is written; in what it does not show, as the whole is.
    #[must_use]
    pub fn like(&self, source: &str, block: &Block) -> Self {
        let mut found = Found::default();
        found.blocks(source, std::slice::from_ref(block));
        self.clone().with(found)
    }

    fn with(self, found: Found) -> Self {
        let Self { bullet, number, emphasis, strong, fence, rule, has_outer_strokes, has_wide_dashes } = self;
        Self {
            bullet: found.bullet.unwrap_or(bullet),
            number: found.number.unwrap_or(number),
            emphasis: found.emphasis.unwrap_or(emphasis),
            strong: found.strong.unwrap_or(strong),
            fence: found.fence.unwrap_or(fence),
            rule: found.rule.unwrap_or(rule),
            has_outer_strokes: found.has_outer_strokes.unwrap_or(has_outer_strokes),
            has_wide_dashes: found.has_wide_dashes.unwrap_or(has_wide_dashes),
        }
    }
}

/// What the first of each kind shows.
#[derive(Default)]
struct Found {
    bullet: Option<char>,
    number: Option<char>,
    emphasis: Option<char>,
    strong: Option<char>,
    fence: Option<char>,
    rule: Option<String>,
    has_outer_strokes: Option<bool>,
    has_wide_dashes: Option<bool>,
}

impl Found {
    fn blocks(&mut self, source: &str, blocks: &[Block]) {
        walk::blocks(blocks, &mut |block| self.block(source.get(block.span.range()).unwrap_or_default().trim(), block));
        walk::lines(blocks, &mut |line| walk::inlines(line.content, &mut |inline| self.inline(source, inline)));
    }

    fn block(&mut self, written: &str, block: &Block) {
        if let BlockKind::List { start, .. } = &block.kind {
            if start.is_none() {
                self.bullet = self.bullet.or_else(|| written.chars().next().filter(|c| matches!(c, '-' | '*' | '+')));
            } else {
                let behind = written.trim_start_matches(|c: char| c.is_ascii_digit());
                self.number = self.number.or_else(|| behind.chars().next().filter(|c| matches!(c, '.' | ')')));
            }
        } else if let BlockKind::Code { .. } | BlockKind::Figure { .. } = block.kind {
            self.fence = self.fence.or_else(|| written.chars().next().filter(|c| matches!(c, '`' | '~')));
        } else if let BlockKind::Rule = block.kind {
            let rule = || Some(written.to_owned()).filter(|rule| !rule.is_empty() && !rule.contains('\n'));
            self.rule = self.rule.take().or_else(rule);
        } else if let BlockKind::Table { .. } = block.kind {
            self.has_outer_strokes = self.has_outer_strokes.or(Some(written.starts_with('|')));
            let dashes = written.lines().nth(1).map(|line| line.contains(" |") || line.contains("| "));
            self.has_wide_dashes = self.has_wide_dashes.or(dashes);
        }
    }

    fn inline(&mut self, source: &str, inline: &Inline) {
        // What stands before its first text shows how it is written.
        let before = |content: &[Inline]| {
            let Some(Inline::Text(text)) = content.first() else { return None };
            let (mut out, mut trace) = (String::new(), Trace::default());
            text.add_to(&mut out, &mut trace);
            let start = trace.place(&(0..out.chars().next()?.len_utf8()))?.range.start;
            source.get(..start)?.chars().next_back().filter(|c| matches!(c, '*' | '_'))
        };
        if let Inline::Emphasis(content) = inline {
            self.emphasis = self.emphasis.or_else(|| before(content));
        } else if let Inline::Strong(content) = inline {
            self.strong = self.strong.or_else(|| before(content));
        }
    }
}
