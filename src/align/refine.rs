//! Two tables or two lists that belong together -> which of their rows and items do.

use super::Pair;
use super::lengths::{self, Moves};
use super::similarity::{self, Weight};
use crate::ast::{Block, BlockKind, Document};

/// Pairs the rows of two tables (the head apart) or the items of two lists, in the order of both; `None` for anything else.
pub fn pairs(first: (&Document, &Block), second: (&Document, &Block)) -> Option<Vec<Pair>> {
    let (mut a, mut b) = (parts(first.0, &first.1.kind)?, parts(second.0, &second.1.kind)?);
    similarity::anchor(&mut a, &mut b);
    let one = |range: &std::ops::Range<usize>| range.clone().next();
    Some(lengths::align(&a, &b, Moves::parts(&a, &b)).iter().map(|(x, y)| (one(x), one(y))).collect())
}

fn parts(document: &Document, kind: &BlockKind) -> Option<Vec<Weight>> {
    match kind {
        BlockKind::Table { rows, .. } => Some(similarity::of_rows(document, rows)),
        BlockKind::List { items, .. } => Some(similarity::of_items(document, items)),
        BlockKind::Paragraph(_)
        | BlockKind::Heading { .. }
        | BlockKind::Quote(_)
        | BlockKind::Callout { .. }
        | BlockKind::Code { .. }
        | BlockKind::CaptionedImage { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Math { .. }
        | BlockKind::Raw(_)
        | BlockKind::Rule => None,
    }
}
