//! The figures of a document, read against the data files beside its page and the ledger.

use crate::ast::{Block, BlockKind, Document, Note, ReportId};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::figure::Figure;
use crate::figure::block::Declared;
use crate::figure::facts::{Facts, Nothing};
use crate::figure::read::{Desk, Written, figure};
use crate::source::SourceTree;

use super::place::CONTENT;
use super::{address, picture};

/// Every figure of a document, by its id.
pub fn of(
    document: &Document,
    config: &Config,
    tree: &SourceTree,
    declared: &Declared,
    diags: &mut Diagnostics,
) -> Vec<Option<Figure>> {
    with(document, config, tree, declared, &Nothing, diags)
}

/// The same with a ledger.
pub fn with(
    document: &Document,
    config: &Config,
    tree: &SourceTree,
    declared: &Declared,
    facts: &dyn Facts,
    diags: &mut Diagnostics,
) -> Vec<Option<Figure>> {
    let mut written: Vec<(ReportId, Written<'_>)> = Vec::new();
    blocks(&document.blocks, &mut written);
    document.notes.iter().for_each(|Note { content, .. }| blocks(content, &mut written));
    written.sort_by_key(|(id, _)| *id);
    let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let tag = &config.locales.get(document.locale).tag;
    let file = |path: &str| {
        let (folder, path) = path.strip_prefix('/').map_or((folder, path), |path| (CONTENT, path));
        let full = address::join(folder, path)?;
        let inside = full.strip_prefix(CONTENT).is_some_and(|rest| rest.starts_with('/'));
        inside.then(|| picture::variant(tree, &full, tag))?
    };
    let desk = Desk { locales: &config.locales, locale: document.locale, file: &file, facts, declared };
    written.into_iter().map(|(_, written)| figure(written, desk).into_value(diags)).collect()
}

/// Recursion is bounded by the reader's own limit of nesting.
fn blocks<'a>(content: &'a [Block], out: &mut Vec<(ReportId, Written<'a>)>) {
    for block in content {
        match &block.kind {
            BlockKind::Report { id, name, yaml, body } => out.push((*id, Written { name, yaml, body: *body, span: block.span })),
            BlockKind::List { items, .. } => items.iter().for_each(|item| blocks(&item.content, out)),
            BlockKind::Quote(content) | BlockKind::Callout { content, .. } => blocks(content, out),
            BlockKind::Definitions(list) => list.iter().flat_map(|d| &d.meanings).for_each(|meaning| blocks(meaning, out)),
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Code { .. }
            | BlockKind::Table { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Math { .. }
            | BlockKind::Raw(_)
            | BlockKind::Rule => {}
        }
    }
}
