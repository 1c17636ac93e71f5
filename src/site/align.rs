//! Two documents of one page in two languages -> rows of blocks that belong beside each other.
//!
//! A heading with a name that both have opens a section in both. Within a section, blocks of one kind are paired in their
//! order, and what has no partner stands alone, where it was written.

use crate::ast::{Block, BlockKind};

/// Blocks that stand in one row; a side without a partner is empty.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row<'a> {
    /// Of the first document.
    pub first: Option<&'a Block>,
    /// Of the second.
    pub second: Option<&'a Block>,
}

/// Aligns two documents. Every block of both is in exactly one row, and each side keeps its order.
pub fn rows<'a>(first: &'a [Block], second: &'a [Block]) -> Vec<Row<'a>> {
    let mut rows = Vec::with_capacity(first.len().max(second.len()));
    let (mut a, mut b) = (first, second);
    loop {
        let Some((i, j)) = shared(a, b) else {
            section(a, b, &mut rows);
            return rows;
        };
        section(&a[..i], &b[..j], &mut rows);
        rows.push(Row { first: a.get(i), second: b.get(j) });
        (a, b) = (&a[i + 1..], &b[j + 1..]);
    }
}

/// The places of the first heading of `a` whose name `b` has too.
fn shared(a: &[Block], b: &[Block]) -> Option<(usize, usize)> {
    a.iter().enumerate().find_map(|(i, block)| {
        let name = anchor(block)?;
        b.iter().position(|other| anchor(other) == Some(name)).map(|j| (i, j))
    })
}

fn anchor(block: &Block) -> Option<&str> {
    if let BlockKind::Heading { anchor, .. } = &block.kind { Some(&anchor.0) } else { None }
}

/// Sections of more pairs than this are paired by number: the table of the search would not be worth its memory.
const LARGEST: usize = 1_000_000;

/// Pairs the blocks of a section: the longest run of kinds that both have, in order (longest common subsequence).
fn section<'a>(a: &'a [Block], b: &'a [Block], rows: &mut Vec<Row<'a>>) {
    if a.len().saturating_mul(b.len()) > LARGEST {
        rows.extend((0..a.len().max(b.len())).map(|i| Row { first: a.get(i), second: b.get(i) }));
        return;
    }
    let mut length = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i][j] =
                if kind(&a[i]) == kind(&b[j]) { length[i + 1][j + 1] + 1 } else { length[i + 1][j].max(length[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let pair = i < a.len() && j < b.len() && kind(&a[i]) == kind(&b[j]);
        if pair {
            rows.push(Row { first: a.get(i), second: b.get(j) });
            (i, j) = (i + 1, j + 1);
        } else if j >= b.len() || (i < a.len() && length[i + 1][j] >= length[i][j + 1]) {
            rows.push(Row { first: a.get(i), second: None });
            i += 1;
        } else {
            rows.push(Row { first: None, second: b.get(j) });
            j += 1;
        }
    }
}

/// What a block must share with its partner.
fn kind(block: &Block) -> (u8, u8) {
    match &block.kind {
        BlockKind::Paragraph(_) => (0, 0),
        BlockKind::Heading { level, .. } => (1, *level),
        BlockKind::List { start, .. } => (2, u8::from(start.is_some())),
        BlockKind::Quote(_) => (3, 0),
        BlockKind::Callout { .. } => (4, 0),
        BlockKind::Code { .. } => (5, 0),
        BlockKind::Table { .. } => (6, 0),
        BlockKind::Figure { .. } => (7, 0),
        BlockKind::Definitions(_) => (8, 0),
        BlockKind::Math { .. } => (9, 0),
        BlockKind::Raw(_) => (10, 0),
        BlockKind::Rule => (11, 0),
        BlockKind::Report { .. } => (12, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::ast::{Anchor, Block, BlockKind, Inline};
    use crate::locale::{Dir, LocaleId};
    use crate::source::{FileId, Span};

    /// `p` a paragraph, `q` a quote, `-` a rule, a capital a heading with that name.
    fn blocks(text: &str) -> Vec<Block> {
        let one = |c: char| match c {
            'p' => BlockKind::Paragraph(vec![Inline::Text("x".to_owned())]),
            'q' => BlockKind::Quote(Vec::new()),
            '-' => BlockKind::Rule,
            name => BlockKind::Heading { level: 2, anchor: Anchor(name.to_string()), content: Vec::new() },
        };
        text.chars()
            .map(|c| Block { span: Span::new(FileId(0), 0, 0), locale: LocaleId(0), dir: Dir::Rtl, kind: one(c) })
            .collect()
    }

    fn letter(block: &Block) -> String {
        match &block.kind {
            BlockKind::Paragraph(_) => "p".to_owned(),
            BlockKind::Quote(_) => "q".to_owned(),
            BlockKind::Rule => "-".to_owned(),
            other => super::anchor(&Block { kind: other.clone(), ..block.clone() }).unwrap_or("?").to_owned(),
        }
    }

    #[track_caller]
    fn check(a: &str, b: &str, expected: &str) {
        let (a, b) = (blocks(a), blocks(b));
        let show = |side: Option<&Block>| side.map_or(".".to_owned(), letter);
        let found: Vec<String> = rows(&a, &b).iter().map(|r| show(r.first) + &show(r.second)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn sections_keep_together_and_kinds_find_each_other() {
        check("ppAp", "ppAp", "pp pp AA pp");
        check("pApB", "ppABp", "pp .p AA p. BB .p");
        check("pqp", "pp", "pp q. pp");
        check("AB", "BA", ".B AA B.");
        check("", "p", ".p");
        check("", "", "");
    }
}
